/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The receipt of an application: its number, its hour, and whether that is in
 * time. */

#include <string.h>
#include <glib/gi18n-lib.h>

#include "lep-call-private.h"
#include "lep-query.h"

/* The next number of the call that is free: "JP-2/2021-07". */
static char *
next_reference (LepWorkspace *workspace,
                LepRecord    *call,
                GError      **error)
{
  g_autoptr (LepQuery) query = lep_query_new ("application");
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GHashTable) taken = g_hash_table_new (g_str_hash, g_str_equal);
  const char *prefix = lep_record_get (call, "reference");

  lep_query_add_filter (query, "call", lep_record_get_id (call));
  all = lep_query_run (workspace, query, error);
  if (all == NULL)
    return NULL;

  for (guint i = 0; i < all->len; i++)
    if (lep_record_get (g_ptr_array_index (all, i), "reference") != NULL)
      g_hash_table_add (taken, (gpointer) lep_record_get (g_ptr_array_index (all, i), "reference"));
  for (guint number = 1;; number++)
    {
      char *reference = g_strdup_printf ("%s-%02u", prefix != NULL ? prefix : "", number);

      if (!g_hash_table_contains (taken, reference))
        return reference;
      g_free (reference);
    }
}

/* Adds an edit that moves the application. Returns: (transfer none) (nullable) */
static LepEdit *
add_move (GPtrArray    *edits,
          LepWorkspace *workspace,
          LepRecord    *application,
          const char   *status,
          const char   *at,
          GError      **error)
{
  LepEdit *edit = lep_edit_new (workspace);

  g_ptr_array_add (edits, edit);
  if (!lep_edit_row (edit, lep_record_get_space (application), "application", lep_record_get_id (application), error))
    return NULL;
  lep_edit_set (edit, "status", status);
  if (at != NULL)
    lep_edit_set (edit, "received_at", at);
  return edit;
}

/* In one step. A late one passes through "received", as the life-cycle says. */
static gboolean
move_on (LepWorkspace     *workspace,
         LepRecord        *application,
         const LepArrival *arrival,
         const char       *to,
         const char       *at,
         gboolean          is_late,
         const char       *reference,
         GError          **error)
{
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) lep_edit_free);
  LepEdit *edit = add_move (edits, workspace, application, to, is_late ? NULL : at, error);

  if (edit == NULL)
    return FALSE;
  if (is_late)
    lep_edit_set (edit, "received_at", NULL);
  if (strcmp (to, "full_received") == 0)
    lep_edit_set (edit, "stage", "full");
  if (reference != NULL)
    lep_edit_set (edit, "reference", reference);
  if (arrival->channel != NULL)
    lep_edit_set (edit, "channel", arrival->channel);
  if (arrival->copies != NULL)
    lep_edit_set (edit, "copies", arrival->copies);
  return (!is_late || add_move (edits, workspace, application, "late", at, error) != NULL) &&
         lep_edits_commit (edits, NULL, error);
}

static gboolean
has_one_stage (LepRecord *call)
{
  return g_strcmp0 (lep_record_get (call, "stages"), "one") == 0;
}

/* A call of one stage has full applications alone. */
static gboolean
is_full (LepRecord *application,
         LepRecord *call)
{
  const char *status = lep_record_get (application, "status");

  if (has_one_stage (call) || g_strcmp0 (status, "full_draft") == 0)
    return TRUE;
  return (status == NULL || strcmp (status, "draft") == 0) && g_strcmp0 (lep_record_get (application, "stage"), "full") == 0;
}

/**
 * lep_application_is_decided:
 * @status: (nullable)
 *
 * Returns: whether the office decided on it, for this stage at least
 */
gboolean
lep_application_is_decided (const char *status)
{
  static const char *const decided[] = { "preselected", "reserve", "rejected", "selected", "contracted", "late", "admin_rejected",
                                         "withdrawn", "full_draft", NULL };

  return status != NULL && g_strv_contains (decided, status);
}

/**
 * lep_application_deadline:
 *
 * Returns: (transfer full) (nullable): the deadline that the application has to
 *   meet, as stored: that of its stage, as rule 2 says. A call of one stage has one,
 *   wherever it was written; concept notes of two without their own are held to the
 *   other
 */
char *
lep_application_deadline (LepWorkspace *workspace,
                          LepRecord    *application)
{
  static const char *const of_both_stages[] = { "reserve", "verified", "selected", "contracted", NULL };
  const char              *call_id = lep_record_get (application, "call");
  g_autoptr (LepRecord) call = call_id == NULL ? NULL : lep_workspace_get_record (workspace, "call", call_id, NULL, NULL);
  const char *concept, *full, *status = lep_record_get (application, "status");

  if (call == NULL)
    return NULL;
  concept = lep_record_get (call, "concept_deadline");
  full = lep_record_get (call, "full_deadline");
  if (has_one_stage (call))
    return g_strdup (full != NULL ? full : concept);
  if (g_strcmp0 (lep_record_get (application, "stage"), "full") == 0 || (status != NULL && g_str_has_prefix (status, "full_")))
    return g_strdup (full);
  if (status != NULL && g_strv_contains (of_both_stages, status))
    return g_strdup (full != NULL ? full : concept);
  return g_strdup (concept != NULL ? concept : full);
}

/**
 * lep_application_is_to_receive:
 *
 * Returns: whether its receipt is still to be registered: it is a draft; or it was
 *   received as a concept note in a call that has none
 */
gboolean
lep_application_is_to_receive (LepWorkspace *workspace,
                               LepRecord    *application)
{
  const char *status = lep_record_get (application, "status"), *call_id = lep_record_get (application, "call");
  g_autoptr (LepRecord) call = NULL;

  if (status == NULL || strcmp (status, "draft") == 0 || strcmp (status, "full_draft") == 0)
    return TRUE;
  if (strcmp (status, "received") != 0 || call_id == NULL)
    return FALSE;
  call = lep_workspace_get_record (workspace, "call", call_id, NULL, NULL);
  return call != NULL && has_one_stage (call);
}

/* The call that the application answers; %NULL with the reason when it cannot be
 * received. */
static LepRecord *
find_call (LepWorkspace *workspace,
           LepRecord    *application,
           GError      **error)
{
  const char *status = lep_record_get (application, "status"), *call = lep_record_get (application, "call");

  if (!lep_application_is_to_receive (workspace, application))
    {
      lep_call_refuse (error, "application", "status", lep_code_label ("application_status", status),
                       strcmp (status, "late") == 0 ? _ ("it was received already; if the hour of the receipt was wrong, correct it in the application together with the status.")
                                                    : _ ("it was received already; what is wrong with the receipt is corrected in the application."));
      return NULL;
    }
  if (call == NULL)
    {
      lep_call_refuse (error, "application", "call", "–", _ ("say which call it answers first."));
      return NULL;
    }
  return lep_workspace_get_record (workspace, "call", call, NULL, error);
}

/* When it came: what is said now, else what the application says, else now. What
 * an invited one says is the hour of its concept note. */
static char *
dup_hour (LepRecord        *application,
          LepRecord        *call,
          const LepArrival *arrival,
          const char       *now)
{
  const char *said = lep_record_get (application, "received_at"), *concept = lep_record_get (call, "concept_deadline");
  gboolean    is_of_concept = g_strcmp0 (lep_record_get (application, "status"), "full_draft") == 0 &&
                           (concept == NULL || g_strcmp0 (said, concept) <= 0);

  return g_strdup (arrival->at != NULL ? arrival->at : said != NULL && !is_of_concept ? said
                                                                                      : now);
}

/**
 * lep_application_dup_hour:
 * @application: one whose receipt is to be registered
 * @now: as stored
 *
 * Returns: (transfer full) (nullable): when it came, as far as that is known: what it
 *   says itself, else @now; %NULL when it cannot be received
 */
char *
lep_application_dup_hour (LepWorkspace *workspace,
                          LepRecord    *application,
                          const char   *now,
                          GError      **error)
{
  g_autoptr (LepRecord) call = find_call (workspace, application, error);

  return call == NULL ? NULL : dup_hour (application, call, &(LepArrival){ NULL }, now);
}

/**
 * lep_application_receive:
 * @application: one whose receipt is to be registered
 * @arrival: what is known of how it came
 * @now: when it came, unless @arrival or the application says so; as stored
 * @is_late: (out): it came after the deadline, and is late by rule 2
 *
 * Registers the receipt: hour, the next number of the call if it has none, and
 * the state, as one action.
 */
gboolean
lep_application_receive (LepWorkspace     *workspace,
                         LepRecord        *application,
                         const LepArrival *arrival,
                         const char       *now,
                         gboolean         *is_late,
                         GError          **error)
{
  g_autoptr (LepRecord) call = find_call (workspace, application, error);
  g_autofree char *at = NULL;
  g_autofree char *deadline = NULL;
  g_autofree char *reference = NULL;

  if (call == NULL)
    return FALSE;
  if (lep_record_get (application, "reference") == NULL)
    {
      reference = next_reference (workspace, call, error);
      if (reference == NULL)
        return FALSE;
    }

  at = dup_hour (application, call, arrival, now);
  deadline = lep_application_deadline (workspace, application);
  *is_late = deadline != NULL && strcmp (at, deadline) > 0;
  return move_on (workspace, application, arrival, is_full (application, call) ? "full_received" : "received", at, *is_late,
                  reference, error);
}
