/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looking at, or applying, a bundle in a thread, and the words for what comes
 * of it. */

#include <glib/gi18n.h>

#include "lep-format.h"
#include "lep-receipt.h"
#include "lep-schema.h"
#include "lep-secret-file.h"

#include "lep-language.h"

#include "lep-import-job.h"

LepImportJob *
lep_import_job_new (const char            *workspace_path,
                    const LepSurroundings *surroundings,
                    const char            *file,
                    const char *const     *trust,
                    LepImportMode          mode)
{
  LepImportJob *self = g_new0 (LepImportJob, 1);

  self->workspace_path = g_strdup (workspace_path);
  self->surroundings = lep_surroundings_copy (surroundings);
  self->file = g_strdup (file);
  self->trust = g_strdupv ((char **) trust);
  self->mode = mode;
  return self;
}

void
lep_import_job_free (LepImportJob *self)
{
  g_free (self->workspace_path);
  lep_surroundings_free (self->surroundings);
  g_free (self->file);
  g_strfreev (self->trust);
  g_clear_pointer (&self->passphrase, lep_secret_free);
  g_free (self->given_to);
  g_clear_pointer (&self->report, lep_import_report_free);
  g_free (self);
}

/* Returns: (transfer full) (nullable): for whom a file was made here */
static char *
find_receiver (LepWorkspace *workspace,
               const char   *path,
               GCancellable *cancellable)
{
  g_autoptr (LepReceipt) receipt = NULL;
  LepHash hash;

  if (!lep_hash_file (path, cancellable, &hash, NULL) || !lep_receipt_find (workspace, &hash, &receipt, NULL))
    return NULL;
  return receipt != NULL && receipt->given ? g_strdup (receipt->label) : NULL;
}

/**
 * lep_import_job_run:
 * @data: a #LepImportJob; its report is filled in
 *
 * A #LepJobFunc: opens the workspace for this thread and imports.
 */
gboolean
lep_import_job_run (gpointer      data,
                    LepProgress  *progress,
                    GCancellable *cancellable,
                    GError      **error)
{
  LepImportJob *self = data;
  GError       *failure = NULL;
  g_autoptr (LepWorkspace) workspace = NULL;

  workspace = lep_identity_open (self->surroundings, self->workspace_path, LEP_OPEN_WRITE, NULL, error);
  if (workspace == NULL)
    return FALSE;

  lep_language_set_reader (workspace);
  self->report = lep_import (workspace, self->surroundings, self->file, self->mode,
                             (const char *const *) self->trust, self->passphrase, progress, cancellable, &failure);
  if (g_error_matches (failure, LEP_ERROR, LEP_ERROR_SEALED))
    self->given_to = find_receiver (workspace, self->file, cancellable);
  if (failure != NULL)
    g_propagate_error (error, failure);
  return self->report != NULL;
}

static gint64
kind_count (const LepImportKind *kind,
            LepRowEffect         effect)
{
  switch (effect)
    {
    case LEP_ROW_NEW:
      return kind->n_new;
    case LEP_ROW_CHANGED:
      return kind->n_changed;
    case LEP_ROW_DELETED:
      return kind->n_deleted;
    default:
      g_assert_not_reached ();
    }
}

gint64
lep_import_rows_count (const LepImportReport *report,
                       LepRowEffect           effect)
{
  gint64 count = 0;

  for (guint i = 0; i < report->kinds->len; i++)
    count += kind_count (g_ptr_array_index (report->kinds, i), effect);
  return count;
}

/**
 * lep_import_kinds_text:
 *
 * Returns: (transfer full): "Results 14 · Meetings 1"; empty if there are none
 */
char *
lep_import_kinds_text (const LepImportReport *report,
                       LepRowEffect           effect)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < report->kinds->len; i++)
    {
      const LepImportKind *of_kind = g_ptr_array_index (report->kinds, i);
      const LepKind       *kind = lep_schema_kind (of_kind->kind);
      gint64               count = kind_count (of_kind, effect);
      g_autofree char     *figure = lep_format_count (lep_language_locale (), count);

      if (count > 0)
        g_string_append_printf (text, "%s%s %s", text->len > 0 ? " · " : "",
                                kind != NULL ? lep_schema_label (kind->plural) : of_kind->kind, figure);
    }

  return g_string_free (text, FALSE);
}

/**
 * lep_import_waiting_text:
 *
 * Returns: (transfer full): what would wait, and for what
 */
char *
lep_import_waiting_text (const LepImportReport *report)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; report->n_waiting > 0 && i < report->waiting->len; i++)
    {
      const LepWaiting *one = g_ptr_array_index (report->waiting, i);

      g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", one->wait_for);
    }
  return text->len > 0 ? g_strdup (text->str) : g_strdup (_ ("They are kept, and applied when the missing ones arrive"));
}

/**
 * lep_signer_name:
 *
 * Returns: (transfer full): the person, else the laptop, else the start of its id
 */
char *
lep_signer_name (const LepSigner *signer)
{
  if (signer->person != NULL && *signer->person != '\0')
    return g_strdup (signer->person);
  if (signer->label != NULL && *signer->label != '\0')
    return g_strdup (signer->label);
  return g_strndup (signer->replica, 8);
}
