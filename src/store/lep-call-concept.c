/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an application asked for, when it came and what was decided while it was a concept
 * note: the full application writes over it, and the log keeps it. */

#include <string.h>

#include "lep-call-office.h"
#include "lep-call-ranking-private.h"
#include "lep-history.h"
#include "lep-overview.h"
#include "lep-record-private.h"

/**
 * lep_call_application_set_money:
 * @requested: (nullable): minor units
 * @from: (nullable): their currency; %NULL = the call's
 * @currency: (nullable): the call's
 *
 * Sets what it asks for, in the call's currency; without a fixed rate it is not known.
 */
void
lep_call_application_set_money (LepCallApplication *self,
                                const gint64       *requested,
                                const char         *from,
                                const char         *currency)
{
  self->has_requested = requested != NULL;
  self->requested = requested != NULL ? *requested : 0;
  self->is_converted = FALSE;
  g_clear_pointer (&self->asked_currency, g_free);
  if (requested == NULL || from == NULL || currency == NULL || strcmp (from, currency) == 0)
    return;
  self->has_requested = self->is_converted = lep_money_convert (*requested, from, currency, &self->requested);
  if (!self->is_converted)
    return;
  self->asked = *requested;
  self->asked_currency = g_strdup (from);
}

/* The newest of the entries that brought the application from the first stage to the
 * second, as an index; their number: none did. */
static guint
find_invited (const GPtrArray *entries)
{
  const char *stage = NULL;
  guint       invited = entries->len;
  gboolean    found;

  for (guint i = entries->len; i > 0; i--)
    {
      const char *value = lep_history_entry_find (g_ptr_array_index (entries, i - 1), "stage", &found);

      if (found && g_strcmp0 (value, "full") == 0 && g_strcmp0 (stage, "full") != 0 && i < entries->len)
        invited = i - 1;
      if (found)
        stage = value;
    }
  return invited;
}

/* What the entries from @first on, which are older than those before it, left in the field. */
static const char *
find_then (const GPtrArray *entries,
           guint            first,
           const char      *field)
{
  gboolean found = FALSE;

  for (guint i = first; i < entries->len; i++)
    {
      const char *value = lep_history_entry_find (g_ptr_array_index (entries, i), field, &found);

      if (found)
        return value;
    }
  return NULL;
}

/* Puts back the fields that were written since. */
static void
put_back (LepRecord       *record,
          const GPtrArray *entries,
          guint            first)
{
  const LepKind *kind = lep_record_get_kind (record);

  for (guint f = 0; f < kind->n_fields; f++)
    {
      gboolean is_newer = FALSE;

      for (guint i = 0; i < first && !is_newer; i++)
        lep_history_entry_find (g_ptr_array_index (entries, i), kind->fields[f].name, &is_newer);
      if (is_newer)
        lep_record_put_back (record, f, find_then (entries, first, kind->fields[f].name));
    }
}

/**
 * lep_application_put_back:
 * @application: is only read from then on
 * @invited_at: (out) (nullable) (transfer full): when it last entered the second stage;
 *   %NULL: it is in the first one, or never was
 *
 * Puts back what stood in the application as a concept note, if it is in the second
 * stage now. What the log does not tell stays as it is.
 */
gboolean
lep_application_put_back (LepWorkspace *workspace,
                          LepRecord    *application,
                          char        **invited_at,
                          GError      **error)
{
  g_autoptr (GPtrArray) entries = NULL;
  const char *stage = lep_application_read_stage (workspace, application);
  guint       invited;

  *invited_at = NULL;
  if (g_strcmp0 (stage, "full") != 0)
    return TRUE;
  entries = lep_history (workspace, lep_record_get_space (application), "application", lep_record_get_id (application), error);
  if (entries == NULL)
    return FALSE;
  invited = find_invited (entries);
  if (invited == entries->len)
    return TRUE;
  *invited_at = g_strdup (((const LepHistoryEntry *) g_ptr_array_index (entries, invited))->at);
  put_back (application, entries, invited + 1);
  return TRUE;
}

/**
 * lep_check_put_back:
 * @check: is only read from then on
 * @at: time, stored form
 *
 * Puts back what the office had answered until then: what both stages ask for has one
 * answer, that of the second.
 */
gboolean
lep_check_put_back (LepWorkspace *workspace,
                    LepRecord    *check,
                    const char   *at,
                    GError      **error)
{
  g_autoptr (GPtrArray) entries = lep_history (workspace, lep_record_get_space (check), "check", lep_record_get_id (check), error);

  g_autoptr (GPtrArray) parted = g_ptr_array_new ();
  guint first = 0;

  if (entries == NULL)
    return FALSE;
  /* They stand as their authors had seen one another, which clocks need not follow. */
  for (guint i = 0; i < entries->len; i++)
    {
      LepHistoryEntry *entry = g_ptr_array_index (entries, i);

      g_ptr_array_insert (parted, strcmp (entry->at, at) > 0 ? (int) first++ : -1, entry);
    }
  put_back (check, parted, first);
  return TRUE;
}

/**
 * lep_call_application_as_concept:
 * @space: of the application
 *
 * Puts back what stood in the application, which is in the second stage, when it
 * last entered that. What the log does not tell stays as it is.
 */
gboolean
lep_call_application_as_concept (LepCallApplication *self,
                                 LepWorkspace       *workspace,
                                 const char         *space,
                                 const char         *currency,
                                 GError            **error)
{
  g_autoptr (GPtrArray) entries = lep_history (workspace, space, "application", self->id, error);
  const char *amount, *title;
  gint64      requested;
  guint       first;

  if (entries == NULL)
    return FALSE;
  first = find_invited (entries) + 1;
  if (first > entries->len)
    return TRUE;
  amount = find_then (entries, first, "requested");
  requested = amount == NULL ? 0 : g_ascii_strtoll (amount, NULL, 10);
  lep_call_application_set_money (self, amount == NULL ? NULL : &requested, find_then (entries, first, "currency"), currency);
  title = find_then (entries, first, "title");
  if (title != NULL)
    {
      g_free (self->title);
      self->title = g_strdup (title);
    }
  g_free (self->received_at);
  self->received_at = g_strdup (find_then (entries, first, "received_at"));
  self->was_reserve = g_strcmp0 (find_then (entries, first, "status"), "reserve") == 0;
  return TRUE;
}
