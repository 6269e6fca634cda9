/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The receipt of an application: its number, its hour, and whether that is in
 * time. */

#include <string.h>

#include "lep-call-office.h"
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

static gboolean
set_status (LepWorkspace *workspace,
            LepRecord    *application,
            const char   *status,
            const char   *at,
            const char   *reference,
            GError      **error)
{
  g_autoptr (LepEdit) edit = lep_edit_new (workspace);

  if (!lep_edit_row (edit, lep_record_get_space (application), "application", lep_record_get_id (application), error))
    return FALSE;
  lep_edit_set (edit, "status", status);
  lep_edit_set (edit, "received_at", at);
  if (strcmp (status, "full_received") == 0)
    lep_edit_set (edit, "stage", "full");
  if (reference != NULL)
    lep_edit_set (edit, "reference", reference);
  return lep_edit_commit (edit, error);
}

/* A call of one stage has full applications alone. */
static gboolean
is_full (LepRecord *application,
         LepRecord *call)
{
  const char *status = lep_record_get (application, "status");

  if (status != NULL)
    return strcmp (status, "full_draft") == 0;
  return g_strcmp0 (lep_record_get (application, "stage"), "full") == 0 || g_strcmp0 (lep_record_get (call, "stages"), "one") == 0;
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
 *   meet, as stored
 */
char *
lep_application_deadline (LepWorkspace *workspace,
                          LepRecord    *application)
{
  const char *call_id = lep_record_get (application, "call");
  g_autoptr (LepRecord) call = call_id == NULL ? NULL : lep_workspace_get_record (workspace, "call", call_id, NULL, NULL);
  const char *concept;

  if (call == NULL)
    return NULL;
  concept = lep_record_get (call, "concept_deadline");
  if (concept != NULL && g_strcmp0 (lep_record_get (application, "stage"), "full") != 0)
    return g_strdup (concept);
  return g_strdup (lep_record_get (call, "full_deadline"));
}

/**
 * lep_application_receive:
 * @application: a draft of either stage, or one without a state
 * @now: when it came, unless it says so itself; as stored
 * @is_late: (out): it came after the deadline, and is late by rule 2
 *
 * Registers the receipt: hour, the next number of the call if it has none, and
 * the state. A late one passes through "received", as the life-cycle says.
 */
gboolean
lep_application_receive (LepWorkspace *workspace,
                         LepRecord    *application,
                         const char   *now,
                         gboolean     *is_late,
                         GError      **error)
{
  const char      *received, *concept;
  g_autofree char *at = g_strdup (lep_record_get (application, "received_at"));
  g_autofree char *deadline = lep_application_deadline (workspace, application);
  g_autofree char *reference = NULL;
  g_autoptr (LepRecord) call = lep_workspace_get_record (workspace, "call", lep_record_get (application, "call"), NULL, error);

  if (call == NULL)
    return FALSE;
  received = is_full (application, call) ? "full_received" : "received";
  concept = lep_record_get (call, "concept_deadline");
  /* What an invited one says is the hour of its concept note. */
  if (at == NULL || (g_strcmp0 (lep_record_get (application, "status"), "full_draft") == 0 && (concept == NULL || strcmp (at, concept) <= 0)))
    {
      g_free (at);
      at = g_strdup (now);
    }
  if (lep_record_get (application, "reference") == NULL)
    {
      reference = next_reference (workspace, call, error);
      if (reference == NULL)
        return FALSE;
    }
  *is_late = deadline != NULL && strcmp (at, deadline) > 0;
  if (!*is_late)
    return set_status (workspace, application, received, at, reference, error);
  return set_status (workspace, application, received, NULL, reference, error) &&
         set_status (workspace, application, "late", at, NULL, error);
}
