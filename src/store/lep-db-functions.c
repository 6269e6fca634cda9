/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SQL functions: for ids, which rows keep as 16 bytes and references name as 36
 * characters, for sums, for money as budgets reckon it, for words, for what a
 * self-assessment asks, and for the place of an indicator. */

#include <string.h>

#include <sqlite3.h>

#include "lep-fold.h"
#include "lep-instrument.h"
#include "lep-standard.h"
#include "lep-sum.h"
#include "lep-uuid.h"

#include "lep-call-office.h"
#include "lep-overview.h"
#include "lep-money-private.h"
#include "lep-search-private.h"

#include "lep-db-functions.h"

/* lep_id (text): the 16 bytes, or NULL for what is no id. */
static void
id_cb (sqlite3_context *context,
       int              n_args,
       sqlite3_value  **args)
{
  const char *text = (const char *) sqlite3_value_text (args[0]);
  LepUuid     uuid;

  if (text != NULL && lep_uuid_parse (text, sqlite3_value_bytes (args[0]), &uuid))
    sqlite3_result_blob (context, uuid.bytes, LEP_UUID_SIZE, SQLITE_TRANSIENT);
  else
    sqlite3_result_null (context);
}

/* lep_id_text (blob): the 36 characters, or NULL for what is no id. */
static void
id_text_cb (sqlite3_context *context,
            int              n_args,
            sqlite3_value  **args)
{
  gconstpointer bytes = sqlite3_value_blob (args[0]);
  char          text[LEP_UUID_TEXT_SIZE + 1];
  LepUuid       uuid;

  if (bytes == NULL || sqlite3_value_bytes (args[0]) != LEP_UUID_SIZE)
    {
      sqlite3_result_null (context);
      return;
    }
  memcpy (uuid.bytes, bytes, LEP_UUID_SIZE);
  lep_uuid_format (&uuid, text);
  sqlite3_result_text (context, text, LEP_UUID_TEXT_SIZE, SQLITE_TRANSIENT);
}

/* What lep_sum () has added up so far, aligned as SQLite's memory is. */
typedef struct
{
  gint64 high;
  gint64 low;
  gint64 n;
} SumState;

/* lep_sum (number): as sum (), which fails when the result has more than 64
 * bits; this is then the nearest that has not. NULL when there is no number. */
static void
sum_step_cb (sqlite3_context *context,
             int              n_args,
             sqlite3_value  **args)
{
  SumState *state = sqlite3_aggregate_context (context, sizeof *state);
  gint64    value;

  if (state == NULL || sqlite3_value_type (args[0]) == SQLITE_NULL)
    return;
  value = sqlite3_value_int64 (args[0]);
  state->high += LEP_SUM_HIGH (value);
  state->low += LEP_SUM_LOW (value);
  state->n++;
}

static void
sum_final_cb (sqlite3_context *context)
{
  const SumState *state = sqlite3_aggregate_context (context, 0);

  if (state != NULL && state->n > 0)
    sqlite3_result_int64 (context, lep_sum_cut (lep_sum_of (state->high, state->low)));
  else
    sqlite3_result_null (context);
}

/* lep_line_amount (unit_cost, quantity): of a line of a budget. */
static void
line_amount_cb (sqlite3_context *context,
                int              n_args,
                sqlite3_value  **args)
{
  gint64 quantity = sqlite3_value_type (args[1]) == SQLITE_NULL ? LEP_MONEY_ONE : sqlite3_value_int64 (args[1]);

  sqlite3_result_int64 (context, lep_money_scale (sqlite3_value_int64 (args[0]), quantity, LEP_MONEY_ONE));
}

/* lep_converted (amount, currency, rate, to): NULL where there is no rate. */
static void
converted_cb (sqlite3_context *context,
              int              n_args,
              sqlite3_value  **args)
{
  gint64 converted;

  if (lep_money_by_rate (sqlite3_value_int64 (args[0]), (const char *) sqlite3_value_text (args[1]),
                         sqlite3_value_int64 (args[2]), (const char *) sqlite3_value_text (args[3]), &converted))
    sqlite3_result_int64 (context, converted);
  else
    sqlite3_result_null (context);
}

static void
free_words_cb (void *words)
{
  g_strfreev (words);
}

/* lep_has_words (text, words): whether each word, folded and with one space
 * between, begins a word of a text of the search index. */
static void
has_words_cb (sqlite3_context *context,
              int              n_args,
              sqlite3_value  **args)
{
  const char *text = (const char *) sqlite3_value_text (args[0]);
  const char *joined = (const char *) sqlite3_value_text (args[1]);
  char      **words = sqlite3_get_auxdata (context, 1);
  char      **made = NULL;

  if (joined == NULL)
    {
      sqlite3_result_error_nomem (context);
      return;
    }
  if (words == NULL)
    words = made = g_strsplit (joined, " ", -1);
  sqlite3_result_int (context, text != NULL && lep_search_text_has (text, (const char *const *) words));
  if (made != NULL)
    sqlite3_set_auxdata (context, 1, made, free_words_cb);
}

/* lep_same_person (name, name): as lep_call_is_same_person (). */
static void
same_person_cb (sqlite3_context *context,
                int              n_args,
                sqlite3_value  **args)
{
  sqlite3_result_int (context, lep_call_is_same_person ((const char *) sqlite3_value_text (args[0]),
                                                        (const char *) sqlite3_value_text (args[1])));
}

/* lep_fold (text): the key under which spellings in both scripts are the same, NULL for NULL. */
static void
fold_cb (sqlite3_context *context,
         int              n_args,
         sqlite3_value  **args)
{
  const char *text = (const char *) sqlite3_value_text (args[0]);

  if (text != NULL)
    sqlite3_result_text (context, lep_fold_key (text, -1), -1, g_free);
}

/* lep_answers (instrument, item, answer): whether a self-assessment has the question
 * and that answer to it; no answer is one that is not given yet. Of an instrument
 * that this version does not know nothing is wrong. */
static void
answers_cb (sqlite3_context *context,
            int              n_args,
            sqlite3_value  **args)
{
  const LepInstrument *instrument = lep_instrument ((const char *) sqlite3_value_text (args[0]));
  const char          *item = (const char *) sqlite3_value_text (args[1]);
  const char          *answer = (const char *) sqlite3_value_text (args[2]);

  sqlite3_result_int (context, instrument == NULL || ((item == NULL || g_strv_contains (instrument->items, item)) &&
                                                      (answer == NULL || g_strv_contains (instrument->answers, answer))));
}

/* lep_indicator_place (code): where an indicator stands among the standard ones, behind
 * them all if it is none. */
static void
indicator_place_cb (sqlite3_context *context,
                    int              n_args,
                    sqlite3_value  **args)
{
  const char                 *code = (const char *) sqlite3_value_text (args[0]);
  guint                       n, place = 0;
  const LepStandardIndicator *standard = lep_standard_indicators (&n);

  while (place < n && g_strcmp0 (standard[place].code, code) != 0)
    place++;
  sqlite3_result_int64 (context, place);
}

/**
 * lep_db_add_functions:
 * @handle: a new connection
 *
 * Gives a connection the functions that the statements of the store use.
 *
 * Returns: SQLite's code
 */
int
lep_db_add_functions (sqlite3 *handle)
{
  static const struct
  {
    const char *name;
    int         n_args;
    void (*call) (sqlite3_context *, int, sqlite3_value **);
  } functions[] = {
    { "lep_id", 1, id_cb },
    { "lep_id_text", 1, id_text_cb },
    { "lep_line_amount", 2, line_amount_cb },
    { "lep_converted", 4, converted_cb },
    { "lep_has_words", 2, has_words_cb },
    { "lep_same_person", 2, same_person_cb },
    { "lep_fold", 1, fold_cb },
    { "lep_answers", 3, answers_cb },
    { "lep_indicator_place", 1, indicator_place_cb },
  };
  const int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;
  int       code = sqlite3_create_function_v2 (handle, "lep_sum", 1, flags, NULL, NULL, sum_step_cb, sum_final_cb, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (functions) && code == SQLITE_OK; i++)
    code = sqlite3_create_function_v2 (handle, functions[i].name, functions[i].n_args, flags, NULL, functions[i].call, NULL, NULL, NULL);
  return code;
}
