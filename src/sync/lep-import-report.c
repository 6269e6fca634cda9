/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an import did or would do, as people are shown it. */

#include <string.h>

#include <glib/gi18n-lib.h>

#include "lep-conflict.h"
#include "lep-overview.h"
#include "lep-record.h"
#include "lep-row-ref.h"
#include "lep-sentence.h"

#include "lep-import-private.h"

#define MAX_ROWS    10000
#define MAX_DETAILS 1000

void
lep_signer_free (LepSigner *self)
{
  if (self == NULL)
    return;

  g_free (self->replica);
  g_free (self->label);
  g_free (self->person);
  g_free (self->place);
  g_free (self->number);
  g_free (self);
}

static void
row_free (gpointer data)
{
  LepImportRow *self = data;

  g_free (self->kind);
  g_free (self->space);
  g_free (self->id);
  g_free (self->title);
  g_clear_pointer (&self->values, g_ptr_array_unref);
  g_clear_pointer (&self->several, g_ptr_array_unref);
  g_free (self);
}

static void
kind_free (gpointer data)
{
  LepImportKind *self = data;

  g_free (self->kind);
  g_free (self);
}

LepImportReport *
lep_import_report_new (const char *file)
{
  LepImportReport *self = g_new0 (LepImportReport, 1);

  self->file = g_strdup (file);
  self->kinds = g_ptr_array_new_with_free_func (kind_free);
  self->rows = g_ptr_array_new_with_free_func (row_free);
  self->untrusted = g_ptr_array_new_with_free_func ((GDestroyNotify) lep_signer_free);
  self->introduced = g_ptr_array_new_with_free_func ((GDestroyNotify) lep_signer_free);
  self->waiting = g_ptr_array_new_with_free_func ((GDestroyNotify) lep_waiting_free);
  return self;
}

/**
 * lep_import_report_free:
 * @self: (nullable):
 */
void
lep_import_report_free (LepImportReport *self)
{
  if (self == NULL)
    return;

  g_free (self->file);
  lep_signer_free (self->sender);
  g_free (self->to_label);
  g_free (self->made);
  g_ptr_array_unref (self->kinds);
  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->untrusted);
  g_ptr_array_unref (self->introduced);
  g_ptr_array_unref (self->waiting);
  g_free (self->totals);
  g_free (self->notice);
  g_free (self);
}

void
lep_import_report_manifest (LepImportReport   *report,
                            GPtrArray         *laptops,
                            const LepManifest *manifest)
{
  report->sender = lep_trust_signer_new (laptops, lep_manifest_signer (manifest, &manifest->replica));
  report->to_label = manifest->has_to ? g_strdup (manifest->to_label) : NULL;
  report->counter = manifest->counter;
  report->made = g_strdup (manifest->made);
  report->is_request = manifest->segments->len == 0;
}

/* What the row would show, for looking at it before anything is applied. */
static gboolean
add_details (LepImport    *import,
             LepImportRow *row,
             LepRecord    *record,
             GError      **error)
{
  const LepKind *kind = lep_schema_kind (row->kind);

  if (import->report->rows->len >= MAX_DETAILS || kind == NULL)
    return TRUE;
  row->values = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < kind->n_fields; i++)
    g_ptr_array_add (row->values, g_strdup (lep_record_get (record, kind->fields[i].name)));
  if (row->conflicts > 0)
    row->several = lep_conflicts_list (import->workspace, row->kind, row->id, 0, error);
  return row->conflicts == 0 || row->several != NULL;
}

static LepImportRow *
row_new (LepImport          *import,
         const LepIngestRow *from,
         GError            **error)
{
  LepImportRow *row = g_new0 (LepImportRow, 1);
  g_autoptr (LepRecord) record = NULL;

  row->effect = from->is_deleted ? LEP_ROW_DELETED : from->is_new ? LEP_ROW_NEW
                                                                  : LEP_ROW_CHANGED;
  row->kind = g_strdup (from->kind);
  row->space = lep_uuid_to_string (&from->space);
  row->id = lep_uuid_to_string (&from->id);
  row->n_fields = from->n_fields;
  row->conflicts = from->conflicts;

  record = lep_workspace_get_record (import->workspace, row->kind, row->id, row->space, error);
  if (record == NULL || !add_details (import, row, record, error))
    {
      row_free (row);
      return NULL;
    }
  row->title = lep_record_dup_title (record);
  return row;
}

/**
 * lep_import_report_result:
 *
 * Takes over what the store says; in a preview the rows too, with their titles.
 */
gboolean
lep_import_report_result (LepImport             *import,
                          const LepIngestResult *result,
                          GError               **error)
{
  LepImportReport *report = import->report;

  report->n_new = result->n_new + result->n_released;
  report->n_known = result->n_known;
  report->n_waiting = result->n_waiting;
  report->n_conflicts = result->n_conflicts;
  for (guint i = 0; i < result->kinds->len; i++)
    {
      const LepIngestKind *from = g_ptr_array_index (result->kinds, i);
      LepImportKind       *kind = g_new0 (LepImportKind, 1);

      kind->kind = g_strdup (from->kind);
      kind->n_new = from->n_new;
      kind->n_changed = from->n_changed;
      kind->n_deleted = from->n_deleted;
      g_ptr_array_add (report->kinds, kind);
    }
  for (guint i = 0; import->mode == LEP_IMPORT_PREVIEW && i < MIN (result->rows->len, MAX_ROWS); i++)
    {
      LepImportRow *row = row_new (import, &g_array_index (result->rows, LepIngestRow, i), error);

      if (row == NULL)
        return FALSE;
      g_ptr_array_add (report->rows, row);
    }
  return TRUE;
}

static void
add_notice (LepImportReport *report,
            const char      *sentence)
{
  g_autofree char *before = report->notice;

  report->notice = before == NULL ? g_strdup (sentence) : g_strconcat (before, " ", sentence, NULL);
}

/**
 * lep_import_dup_name:
 * @replica: of which something came; its key is bound by now
 *
 * Returns: (transfer full): what the laptop is called here; its id if it has no name
 */
char *
lep_import_dup_name (LepImport     *import,
                     const LepUuid *replica)
{
  g_autofree char *label = lep_replica_dup_label (import->workspace, replica, NULL);

  return *label != '\0' ? g_steal_pointer (&label) : lep_uuid_to_string (replica);
}

/**
 * lep_import_report_late:
 *
 * Tells, in the notice, of words that came after they had been given up and do not
 * show: nobody is asked about them.
 */
gboolean
lep_import_report_late (LepImport             *import,
                        const LepIngestResult *result,
                        GError               **error)
{
  const LepLateRow *first = result->late->len > 0 ? &g_array_index (result->late, LepLateRow, 0) : NULL;
  g_autofree char  *id = NULL, *space = NULL, *name = NULL, *title = NULL, *sentence = NULL;
  g_autoptr (LepRecord) record = NULL;

  if (first == NULL)
    return TRUE;
  id = lep_uuid_to_string (&first->id);
  space = lep_uuid_to_string (&first->space);
  record = lep_workspace_get_record (import->workspace, first->kind, id, space, error);
  if (record == NULL)
    return FALSE;

  title = lep_record_dup_title (record);
  name = lep_import_dup_name (import, &first->replica);
  if (result->late->len == 1)
    sentence = g_strdup_printf (_ ("Words of “%s” arrived after they had been given up as lost: what was written since then stands, "
                                   "and they are in the history of “%s”."),
                                name, title);
  else
    sentence = g_strdup_printf (ngettext ("Words of “%s” arrived after they had been given up as lost: what was written since then stands, "
                                          "and they are in the history of “%s” and of %u other record.",
                                          "Words of “%s” arrived after they had been given up as lost: what was written since then stands, "
                                          "and they are in the history of “%s” and of %u other records.",
                                          result->late->len - 1),
                                name, title, result->late->len - 1);
  add_notice (import->report, sentence);
  return TRUE;
}

/* Clocks that differ by more than a day cannot both be right. */
#define DAY_MS (G_GINT64_CONSTANT (86400) * 1000)

/**
 * lep_import_report_clock:
 *
 * Tells, in the notice, of what says to have been made later than it can have been:
 * by the bundle's sender, or by the author of a new change. Times only label what
 * was written, so nothing is refused for it.
 */
void
lep_import_report_clock (LepImport *import)
{
  const LepManifest *manifest = import->manifest;
  gboolean           of_sender = strcmp (import->latest, manifest->made) <= 0;
  const char        *latest = of_sender ? manifest->made : import->latest;
  g_autofree char   *name = NULL, *theirs = NULL, *ours = NULL, *sentence = NULL;
  gint64             now = lep_clock_now (import->surroundings->clock);
  char               today[LEP_TIME_TEXT_SIZE + 1];
  char               bound[LEP_TIME_TEXT_SIZE + 1];

  lep_time_format (now, today);
  lep_time_format (now + DAY_MS, bound);
  if (strcmp (latest, bound) <= 0)
    return;

  name = lep_import_dup_name (import, of_sender ? &manifest->replica : &import->latest_by);
  theirs = lep_sentence_day (import->workspace, latest);
  ours = lep_sentence_day (import->workspace, today);
  /* Translators: name of a laptop, a day, today */
  sentence = g_strdup_printf (_ ("The clock of “%s” says %s, and the one here says %s: one of them is wrong. Nothing is lost; set it right, "
                                 "so that days and times can be believed."),
                              name, theirs, ours);
  add_notice (import->report, sentence);
}

/**
 * lep_import_totals:
 *
 * Returns: (transfer full): lines "INDICATOR\tVALUE" of the headline counters
 */
char *
lep_import_totals (LepWorkspace *workspace,
                   LepClock     *clock,
                   GError      **error)
{
  char today[LEP_TIME_TEXT_SIZE + 1];
  g_autoptr (LepOverview) overview = NULL;
  GString *out;

  lep_clock_now_text (clock, today);
  *strchr (today, 'T') = '\0';
  overview = lep_overview (workspace, NULL, today, error);
  if (overview == NULL)
    return NULL;

  out = g_string_new (NULL);
  for (guint i = 0; i < overview->counters->len; i++)
    {
      const LepCounter *counter = g_ptr_array_index (overview->counters, i);

      g_string_append_printf (out, "%s\t%" G_GINT64_FORMAT "\n", counter->indicator, counter->actual);
    }
  return g_string_free (out, FALSE);
}

/**
 * lep_import_join_totals:
 * @before: of lep_import_totals ()
 * @after: the same later
 *
 * Returns: (transfer full): lines "INDICATOR\tBEFORE\tAFTER"
 */
char *
lep_import_join_totals (const char *before,
                        const char *after)
{
  g_auto (GStrv) old = g_strsplit (before, "\n", -1);
  g_auto (GStrv) new = g_strsplit (after, "\n", -1);
  GString *out = g_string_new (NULL);

  for (guint i = 0; *old[i] != '\0'; i++)
    g_string_append_printf (out, "%s%s\n", old[i], strchr (new[i], '\t'));
  return g_string_free (out, FALSE);
}
