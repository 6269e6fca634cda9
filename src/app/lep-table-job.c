/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Takes a table in, in a thread with its own workspace. */

#include "lep-language.h"
#include "lep-table-words.h"

#include "lep-table-job.h"

/**
 * lep_table_job_new:
 * @table: whose kind and mapping of columns count; it is not kept
 */
LepTableJob *
lep_table_job_new (const char            *workspace_path,
                   const LepSurroundings *surroundings,
                   const char            *text,
                   LepTableImport        *table)
{
  LepTableJob       *self = g_new0 (LepTableJob, 1);
  const char *const *columns = lep_table_import_get_columns (table);

  self->workspace_path = g_strdup (workspace_path);
  self->surroundings = lep_surroundings_copy (surroundings);
  self->text = g_strdup (text);
  self->kind = lep_table_import_get_kind (table);
  self->fields = g_ptr_array_new ();
  for (guint i = 0; columns[i] != NULL; i++)
    g_ptr_array_add (self->fields, (gpointer) lep_table_import_get_field (table, i));
  return self;
}

void
lep_table_job_free (LepTableJob *self)
{
  g_free (self->workspace_path);
  lep_surroundings_free (self->surroundings);
  g_free (self->text);
  g_ptr_array_unref (self->fields);
  g_clear_pointer (&self->problems, g_ptr_array_unref);
  g_free (self);
}

static gboolean
map_columns (LepTableJob    *self,
             LepTableImport *table,
             GError        **error)
{
  for (guint i = 0; i < self->fields->len; i++)
    if (!lep_table_import_map_column (table, i, NULL, error))
      return FALSE;
  for (guint i = 0; i < self->fields->len; i++)
    if (!lep_table_import_map_column (table, i, g_ptr_array_index (self->fields, i), error))
      return FALSE;
  return TRUE;
}

/**
 * lep_table_job_run:
 * @data: a #LepTableJob; its counts, or its problems, are filled in
 *
 * A #LepJobFunc.
 */
gboolean
lep_table_job_run (gpointer      data,
                   LepProgress  *progress,
                   GCancellable *cancellable,
                   GError      **error)
{
  LepTableJob *self = data;
  g_autoptr (GTimeZone) here = g_time_zone_new_local ();
  g_autoptr (LepTableWords) words = lep_table_words_new (lep_language_folder (), self->locale, here);
  g_autoptr (LepWorkspace) workspace = lep_identity_open (self->surroundings, self->workspace_path, LEP_OPEN_WRITE, NULL, error);
  g_autoptr (LepTableImport) table = NULL;
  gboolean done;

  if (workspace == NULL)
    return FALSE;
  lep_language_set_reader (workspace);
  table = lep_table_import_new (workspace, self->kind, self->text, error);
  if (table == NULL || !map_columns (self, table, error))
    return FALSE;

  lep_table_import_set_reader (table, lep_table_words_read, words);
  done = lep_table_import_run (table, self->dry_run, progress, cancellable, error);
  self->counts = *lep_table_import_get_counts (table);
  if (!done && lep_table_import_get_problems (table)->len > 0)
    self->problems = g_ptr_array_ref (lep_table_import_get_problems (table));
  return done;
}
