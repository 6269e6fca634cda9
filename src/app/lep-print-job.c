/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A report made for paper, in a thread with a connection of its own. */

#include <string.h>

#include <glib/gi18n.h>
#include <pango/pangocairo.h>

#include "lep-bundle-summary.h"
#include "lep-digest.h"
#include "lep-error.h"
#include "lep-format.h"
#include "lep-language.h"

#include "lep-print-job.h"

/* Of a report that is laid out. */
#define MOST_ROWS 200000

/* How often a paper is begun anew because somebody saved. */
#define TRIES 10

static void
printed_clear (LepPrinted *self)
{
  g_clear_pointer (&self->pages, lep_pages_free);
  g_clear_pointer (&self->report, lep_report_free);
}

LepPrinted *
lep_printed_ref (LepPrinted *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
lep_printed_unref (LepPrinted *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) printed_clear);
}

void
lep_print_job_free (LepPrintJob *self)
{
  g_free (self->path);
  g_free (self->id);
  g_free (self->bundle);
  g_free (self->temp_dir);
  g_free (self->key_dir);
  g_free (self->from);
  g_free (self->to);
  g_free (self->number);
  g_free (self->place);
  g_free (self->mark);
  g_free (self->lines);
  g_free (self->logo);
  g_clear_pointer (&self->list, lep_list_print_free);
  g_clear_pointer (&self->pages, lep_pages_free);
  g_clear_pointer (&self->printed, lep_printed_unref);
  g_free (self);
}

static const char *
said (const char *text)
{
  return text != NULL && *text != '\0' ? text : NULL;
}

/* A letterhead without its picture is better than no print. */
static GBytes *
read_logo (const char *path)
{
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) error = NULL;
  GBytes *bytes;

  if (said (path) == NULL)
    return NULL;

  file = g_file_new_for_path (path);
  bytes = g_file_load_bytes (file, NULL, NULL, &error);
  if (bytes == NULL)
    g_debug ("letterhead: %s", error->message);

  return bytes;
}

static gboolean
make_report (LepPrintJob    *self,
             LepReportInput *input,
             GError        **error)
{
  LepReport *report = self->list != NULL ? lep_list_print_make (self->list, input, error) : lep_report_make (self->kind, input, error);

  if (input->workspace != NULL)
    lep_workspace_end_read (input->workspace);
  if (report == NULL)
    return FALSE;

  self->printed = g_atomic_rc_box_new0 (LepPrinted);
  self->printed->report = report;
  self->printed->paper = self->paper;

  return TRUE;
}

/* The paper that goes with a bundle: everything is in the file. */
static gboolean
make_slip (LepPrintJob    *self,
           LepReportInput *input,
           GError        **error)
{
  const LepUnlock unlock = { .key_dir = self->key_dir };
  g_autoptr (LepBundleSummary) summary = lep_bundle_summary_read (self->bundle, self->temp_dir, &unlock, error);
  g_autoptr (GArray) spaces = g_array_new (FALSE, FALSE, sizeof (LepSlipSpace));
  LepBundleSlip slip = { 0 };

  if (summary == NULL)
    return FALSE;

  for (guint i = 0; i < summary->spaces->len; i++)
    {
      const LepBundleSpace *space = g_ptr_array_index (summary->spaces, i);
      const LepSlipSpace    row = { space->name, space->n_changes };

      g_array_append_val (spaces, row);
    }
  slip.file_name = summary->file_name;
  slip.size = summary->size;
  slip.hash = summary->hash;
  slip.made_at = summary->made;
  slip.counter = summary->counter;
  slip.from_label = summary->label;
  slip.from_person = summary->person;
  slip.from_place = summary->place;
  slip.key_number = summary->key_number;
  slip.to_label = summary->to_label;
  slip.spaces = &g_array_index (spaces, LepSlipSpace, 0);
  slip.n_spaces = spaces->len;
  slip.n_changes = summary->n_changes;
  slip.sealed = summary->sealed;
  input->slip = &slip;

  return make_report (self, input, error);
}

/* What was read before stands only over the contents that it was read from. */
static gboolean
read_digest (LepPrintedDigest *self,
             LepWorkspace     *workspace,
             GError          **error)
{
  LepHash log, hash;

  if (!lep_workspace_digest_changes (workspace, &log, error))
    return FALSE;
  if (*self->text != '\0' && memcmp (&log, &self->log, sizeof log) == 0)
    return TRUE;

  if (!lep_workspace_digest_for_paper (workspace, LEP_DIGEST_MOST_ROWS, &hash, &self->of_changes, error))
    return FALSE;
  lep_hash_format (&hash, self->text);
  self->log = log;
  return TRUE;
}

/* The digest on the paper is that of what stands there: all is read at one moment.
 * @gave_way: (out): somebody saved meanwhile; what was made may lack what could not be
 * read any more */
static gboolean
make_at_one_moment (LepPrintJob    *self,
                    LepReportInput *input,
                    LepClock       *clock,
                    gboolean       *gave_way,
                    GError        **error)
{
  g_autoptr (LepWorkspace) workspace = lep_workspace_open (self->path, LEP_OPEN_READ, clock, error);
  gboolean made = FALSE;

  *gave_way = FALSE;
  if (workspace == NULL)
    return FALSE;

  lep_workspace_set_giving_way (workspace);
  if (lep_workspace_begin_read (workspace, error) && read_digest (&self->digest, workspace, error))
    {
      input->workspace = workspace;
      input->digest = self->digest.text;
      input->of_changes = self->digest.of_changes;
      made = make_report (self, input, error);
    }
  *gave_way = lep_workspace_gave_way (workspace);
  return made;
}

/* Who saves does not wait for a paper: it is made again, of the later moment. */
static gboolean
make_of_workspace (LepPrintJob    *self,
                   LepReportInput *input,
                   LepClock       *clock,
                   GCancellable   *cancellable,
                   GError        **error)
{
  gboolean gave_way;

  for (guint i = 0; i < TRIES; i++)
    {
      gboolean made = make_at_one_moment (self, input, clock, &gave_way, error);

      if (!gave_way)
        return made;

      g_clear_error (error);
      g_clear_pointer (&self->printed, lep_printed_unref);
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
    }

  g_set_error_literal (error, LEP_ERROR, LEP_ERROR_BUSY,
                       _ ("Something was saved each time while this was read. Try again in a moment."));
  return FALSE;
}

/* Nobody reads more on paper; pages of more would fill an old laptop's memory. */
static gboolean
check_length (const LepReport *report,
              GError         **error)
{
  g_autofree char *count = NULL;
  guint            n_rows = 0;

  for (guint i = 0; i < report->blocks->len; i++)
    {
      const LepBlock *block = g_ptr_array_index (report->blocks, i);

      n_rows += block->type == LEP_BLOCK_TABLE ? block->table->rows->len : 0;
    }
  if (n_rows <= MOST_ROWS)
    return TRUE;

  count = lep_format_count (lep_language_locale (), n_rows);
  g_set_error (error, LEP_ERROR, LEP_ERROR_INVALID,
               _ ("%s rows are too many for paper. Save them as a spreadsheet, or filter the list first."), count);
  return FALSE;
}

/* Lays out the pages of the report that is made; a LepJobFunc. Fonts of their own: the
 * pages are drawn in the main thread, while this one lays out the next report. */
gboolean
lep_print_job_lay_out (gpointer      data,
                       LepProgress  *progress,
                       GCancellable *cancellable,
                       GError      **error)
{
  LepPrintJob *self = data;
  g_autoptr (PangoFontMap) fonts = pango_cairo_font_map_new ();

  if (!check_length (self->printed->report, error))
    return FALSE;

  pango_cairo_font_map_set_default (PANGO_CAIRO_FONT_MAP (fonts));
  self->pages = lep_pages_new (self->printed->report, self->printed->paper, cancellable);
  pango_cairo_font_map_set_default (NULL);
  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

/* Makes the report; a LepJobFunc. */
gboolean
lep_print_job_run (gpointer      data,
                   LepProgress  *progress,
                   GCancellable *cancellable,
                   GError      **error)
{
  LepPrintJob *self = data;
  g_autoptr (LepClock) clock = lep_clock_new ();
  g_autoptr (LepCatalogue) catalogue = lep_catalogue_open (lep_language_folder (), self->locale, NULL);
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autoptr (GBytes) logo = read_logo (self->logo);
  LepReportInput input = {
    .locale = self->locale,
    .catalogue = catalogue,
    .zone = zone,
    .now = lep_clock_now (clock),
    .id = self->id,
    .from = said (self->from),
    .to = said (self->to),
    .number = said (self->number),
    .place = said (self->place),
    .mark = said (self->mark),
    .lines = said (self->lines),
    .logo = logo,
    .with_contacts = self->with_contacts,
    .blank = self->blank,
  };

  if (self->bundle != NULL)
    return make_slip (self, &input, error);

  return make_of_workspace (self, &input, clock, cancellable, error);
}
