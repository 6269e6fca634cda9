/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who decided, and when: states that the programme office gives, written by a
 * laptop that is none of the programme's officers; and periods that were reopened
 * until a day that was over. Whose change gave a record its state stands in the
 * clock of its row, so only records in these states are looked at. */

#include <string.h>

#include <glib/gi18n-lib.h>

#include "lep-attention-private.h"
#include "lep-deeds.h"
#include "lep-revocation.h"
#include "lep-row-ref.h"
#include "lep-sentence.h"
#include "lep-util.h"

#define ROWS(kind, value)       "SELECT " LEP_ID_AND_SPACE ", r.clock, r.rid, r.conflicts, " value LEP_LIVE (kind)
#define STATES(kind, condition) ROWS (kind, "k.status") " WHERE k.status IN (" condition ")"
#define OPENED_AGAIN            "k.status = 'open' AND k.reopened_until IS NOT NULL"

/* Receiving an application, asking for a tranche and submitting a period is not
 * deciding; opening one again is, and so is a later day for that. */
typedef struct
{
  const char *kind;
  const char *field;
  const char *sql;
} Decision;

static const Decision decisions[] = {
  { "application", "status", STATES ("application", "'admin_ok', 'admin_rejected', 'scored', 'preselected', 'reserve', 'rejected', 'full_admin_ok',"
                                                    " 'full_scored', 'verified', 'selected', 'contracted'") },
  { "tranche", "status", STATES ("tranche", "'approved', 'paid'") },
  { "period", "status", STATES ("period", "'returned', 'approved', 'locked') OR (" OPENED_AGAIN) },
  { "period", "reopened_until", ROWS ("period", "k.reopened_until") " WHERE " OPENED_AGAIN },
};

typedef struct
{
  LepDeeds    deeds;
  GHashTable *deciders; /* ids of laptops that wrote a decision */
} Search;

static void
search_clear (Search *self)
{
  lep_deeds_clear (&self->deeds);
  g_clear_pointer (&self->deciders, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Search, search_clear)

static void
tell_decided (LepWorkspace   *workspace,
              LepStmt        *row,
              const Decision *decision,
              const LepDeed  *deed,
              GPtrArray      *findings)
{
  const LepField  *field = lep_kind_field (lep_schema_kind (decision->kind), decision->field);
  const char      *value = lep_stmt_text (row, 5);
  g_autofree char *told = lep_sentence_value (workspace, field, value, NULL);
  g_autofree char *day = lep_sentence_day (workspace, deed->at);
  g_autofree char *laptop = lep_replica_dup_label (workspace, &deed->replica, NULL);
  g_autofree char *replica = lep_uuid_to_string (&deed->replica);
  const char      *by = *deed->by != '\0' ? deed->by : "–";
  char            *text;

  if (*laptop == '\0')
    lep_set_str (&laptop, "–");
  if (strcmp (field->name, "status") == 0)
    /* Translators: a state; a day; a person; a laptop */
    text = g_strdup_printf (_ ("“%s” was entered on %s by %s on the laptop “%s”, which is none of the programme's officers."), told, day, by, laptop);
  else
    /* Translators: two days; a person; a laptop */
    text = g_strdup_printf (_ ("It was opened until %s on %s by %s on the laptop “%s”, which is none of the programme's officers."), told, day, by, laptop);
  lep_attention_add (findings, LEP_ATTENTION_RULE_DECIDED, decision->kind, lep_stmt_text (row, 0), lep_stmt_text (row, 1), field->name, text,
                     g_strdup_printf ("%s\n%s\n%" G_GINT64_FORMAT, value, replica, deed->head.n));
}

/* Whether the state of the record is told already: one sentence says enough. */
static gboolean
is_told (Search         *self,
         LepStmt        *row,
         const Decision *decision,
         gboolean       *told,
         GError        **error)
{
  g_auto (LepDeed) state = { 0 };
  gboolean found;

  *told = FALSE;
  if (strcmp (decision->field, "status") == 0)
    return TRUE;
  if (!lep_deeds_find (&self->deeds, row, "status", &state, &found, error))
    return FALSE;
  *told = found && !lep_deeds_is_officer (&self->deeds, &state.replica);
  return TRUE;
}

static gboolean
check_decisions (Search         *self,
                 const Decision *decision,
                 GPtrArray      *findings,
                 GError        **error)
{
  g_autoptr (LepStmt) stmt = lep_db_prepare (self->deeds.db, decision->sql, error);
  gboolean has_row, found, told;

  if (stmt == NULL)
    return FALSE;
  while (TRUE)
    {
      g_auto (LepDeed) deed = { 0 };

      if (!lep_stmt_step (stmt, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;
      if (!lep_deeds_find (&self->deeds, stmt, decision->field, &deed, &found, error))
        return FALSE;
      if (found)
        g_hash_table_add (self->deciders, lep_uuid_to_string (&deed.replica));
      if (!found || lep_deeds_is_officer (&self->deeds, &deed.replica))
        continue;
      if (!is_told (self, stmt, decision, &told, error) || (!told && !lep_deeds_read (&self->deeds, &deed, error)))
        return FALSE;
      if (!told)
        tell_decided (self->deeds.workspace, stmt, decision, &deed, findings);
    }
}

/**
 * lep_attention_decided:
 *
 * Adds the applications, tranches and periods whose state the office gives, but
 * which a laptop wrote that is none of the programme's officers. The one that
 * founded the programme always is; where no other is named, a laptop that decides
 * alone is not asked for. Likewise what an application is judged by, where such a
 * laptop changed it after the receipt.
 */
gboolean
lep_attention_decided (LepWorkspace *workspace,
                       GPtrArray    *findings,
                       GError      **error)
{
  g_auto (Search) self = { 0 };
  gint64 n_named = 0;
  guint  n_before = findings->len;

  if (!lep_db_get_int64 (lep_workspace_get_db (workspace), "SELECT count (*) FROM k_programme k CROSS JOIN row r ON r.rid = k.rid WHERE k.officers IS NOT NULL AND r.space_no = " LEP_SQL_PROGRAMME, &n_named, error))
    return FALSE;

  if (!lep_deeds_begin (&self.deeds, workspace, error))
    return FALSE;
  self.deeds.officers = lep_officers_load (workspace, error);
  if (self.deeds.officers == NULL)
    return FALSE;
  if (g_hash_table_size (self.deeds.officers) == 0)
    return TRUE;
  self.deciders = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (decisions); i++)
    if (!check_decisions (&self, &decisions[i], findings, error))
      return FALSE;
  if (n_named == 0 && g_hash_table_size (self.deciders) < 2)
    g_ptr_array_set_size (findings, (int) n_before);
  return lep_attention_received (workspace, self.deeds.officers, findings, error);
}

/**
 * lep_attention_reopened:
 *
 * Adds the periods that were reopened until a day that was over by then.
 */
gboolean
lep_attention_reopened (LepWorkspace *workspace,
                        const char   *today,
                        GPtrArray    *findings,
                        GError      **error)
{
  static const char sql[] =
    "SELECT " LEP_ID_AND_SPACE ", r.clock, r.rid, r.conflicts, k.reopened_until" LEP_LIVE ("period") " WHERE k.status = 'open' AND k.reopened_until < :today";
  g_auto (LepDeeds) self = { 0 };
  g_autoptr (LepStmt) stmt = lep_db_prepare (lep_workspace_get_db (workspace), sql, error);
  gboolean has_row, found;

  if (stmt == NULL)
    return FALSE;
  lep_stmt_bind_text (stmt, ":today", today);
  while (TRUE)
    {
      g_auto (LepDeed) deed = { 0 };
      g_autofree char *on = NULL, *until = NULL;

      if (!lep_stmt_step (stmt, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;
      if (self.db == NULL && !lep_deeds_begin (&self, workspace, error))
        return FALSE;
      if (!lep_deeds_find (&self, stmt, "status", &deed, &found, error) || (found && !lep_deeds_read (&self, &deed, error)))
        return FALSE;
      if (!found || strncmp (deed.at, lep_stmt_text (stmt, 5), strlen ("YYYY-MM-DD")) <= 0)
        continue;
      on = lep_sentence_day (workspace, deed.at);
      until = lep_sentence_day (workspace, lep_stmt_text (stmt, 5));
      lep_attention_add (findings, 14, "period", lep_stmt_text (stmt, 0), lep_stmt_text (stmt, 1), "reopened_until",
                         /* Translators: two days */
                         g_strdup_printf (_ ("It was reopened on %s until %s, a day that was over: it is locked as before. Give a later day, and the reason."),
                                          on, until),
                         g_strdup_printf ("reopened\n%.10s\n%s", deed.at, lep_stmt_text (stmt, 5)));
    }
}
