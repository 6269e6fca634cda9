/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `lepctl report`: prints into files. */

#include <string.h>
#include <glib/gi18n.h>

#include "lep-bundle-summary.h"
#include "lep-cli-input.h"
#include "lep-digest.h"
#include "lep-report-kinds.h"

#include "lep-commands.h"

static char              *language, *from, *to, *output, *number, *place, *mark, *lines, *logo, *paper;
static gboolean           list, contacts, blank;

static const GOptionEntry options[] = {
  { "language", 0, 0, G_OPTION_ARG_FILENAME, &language, N_ ("language of the print, like bs or sr-Cyrl"), "L" },
  { "from", 0, 0, G_OPTION_ARG_FILENAME, &from, N_ ("first day"), "D" },
  { "to", 0, 0, G_OPTION_ARG_FILENAME, &to, N_ ("last day"), "D" },
  { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output, N_ ("where to: .pdf, .html, .csv, .xlsx or .xml"), "FILE" },
  { "number", 0, 0, G_OPTION_ARG_FILENAME, &number, N_ ("protocol number of the letterhead"), "TEXT" },
  { "place", 0, 0, G_OPTION_ARG_FILENAME, &place, N_ ("place of the letterhead"), "TEXT" },
  { "mark", 0, 0, G_OPTION_ARG_FILENAME, &mark, N_ ("classification mark, as “internal”"), "TEXT" },
  { "letterhead", 0, 0, G_OPTION_ARG_FILENAME, &lines, N_ ("a line below the sender"), "TEXT" },
  { "logo", 0, 0, G_OPTION_ARG_FILENAME, &logo, N_ ("picture of the letterhead (PNG)"), "FILE" },
  { "paper", 0, 0, G_OPTION_ARG_FILENAME, &paper, N_ ("a4 or letter"), "SIZE" },
  { "contacts", 0, 0, G_OPTION_ARG_NONE, &contacts, N_ ("with contact persons, where the report has them"), NULL },
  { "blank", 0, 0, G_OPTION_ARG_NONE, &blank, N_ ("an empty form, where the report has one"), NULL },
  { "list", 0, 0, G_OPTION_ARG_NONE, &list, N_ ("list the reports"), NULL },
  { NULL },
};

/* The paper for a bundle, with what its texts hang on. */
typedef struct
{
  LepBundleSummary *summary;
  GArray           *spaces; /* LepSlipSpace */
  LepBundleSlip     slip;
} Slip;

static void
slip_clear (Slip *self)
{
  g_clear_pointer (&self->summary, lep_bundle_summary_free);
  g_clear_pointer (&self->spaces, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Slip, slip_clear)

static gboolean
read_slip (LepCli     *cli,
           const char *file,
           Slip       *self,
           GError    **error)
{
  const LepUnlock   unlock = { .key_dir = cli->surroundings->state_dir };
  LepBundleSummary *summary;

  self->summary = summary = lep_bundle_summary_read (file, cli->surroundings->temp_dir, &unlock, error);
  if (summary == NULL)
    {
      g_prefix_error (error, "%s: ", file);
      return FALSE;
    }

  self->spaces = g_array_new (FALSE, FALSE, sizeof (LepSlipSpace));
  for (guint i = 0; i < summary->spaces->len; i++)
    {
      const LepBundleSpace *space = g_ptr_array_index (summary->spaces, i);
      const LepSlipSpace    row = { space->name, space->n_changes };

      g_array_append_val (self->spaces, row);
    }
  self->slip = (LepBundleSlip){
    .file_name = summary->file_name,
    .size = summary->size,
    .hash = summary->hash,
    .made_at = summary->made,
    .counter = summary->counter,
    .from_label = summary->label,
    .from_person = summary->person,
    .from_place = summary->place,
    .key_number = summary->key_number,
    .to_label = summary->to_label,
    .spaces = &g_array_index (self->spaces, LepSlipSpace, 0),
    .n_spaces = self->spaces->len,
    .n_changes = summary->n_changes,
    .sealed = summary->sealed,
  };
  return TRUE;
}

/* Of a bundle too, but of one that was opened here. */
static gboolean
is_import (const LepReportKind *kind)
{
  return g_strcmp0 (kind->kinds, "import|") == 0;
}

static gboolean
list_reports (LepCli *cli)
{
  guint                n_kinds;
  const LepReportKind *kinds = lep_report_kinds (&n_kinds);
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (LepGrid) grid = lep_grid_new (_ ("Name"), _ ("Of"), _ ("About"), NULL);

  json_builder_begin_array (builder);
  for (guint i = 0; i < n_kinds; i++)
    {
      const char *of = kinds[i].kinds == NULL || is_import (&kinds[i]) ? "bundle" : kinds[i].kinds;

      json_builder_begin_object (builder);
      lep_json_string (builder, "name", kinds[i].name);
      lep_json_string (builder, "title", _ (kinds[i].title));
      lep_json_string (builder, "about", _ (kinds[i].about));
      lep_json_string (builder, "of", of);
      lep_json_bool (builder, "period", kinds[i].has_period);
      lep_json_bool (builder, "blank", kinds[i].has_blank);
      json_builder_end_object (builder);
      lep_grid_start (grid);
      lep_grid_cell (grid, kinds[i].name);
      lep_grid_cell (grid, of);
      lep_grid_cell (grid, _ (kinds[i].about));
    }
  json_builder_end_array (builder);

  if (cli->json)
    lep_cli_print_json (builder);
  else
    lep_grid_print (grid);
  return TRUE;
}

/* Returns: (transfer full): names of the reports of which a member of their row in
 * the table of reports is true */
static char *
list_names (gsize member)
{
  guint                n_kinds;
  const LepReportKind *kinds = lep_report_kinds (&n_kinds);
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < n_kinds; i++)
    if (G_STRUCT_MEMBER (gboolean, &kinds[i], member))
      g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", kinds[i].name);
  return g_string_free (g_steal_pointer (&names), FALSE);
}

/* A filled paper is not what somebody who wants to write on it can use, one of all
 * times not what somebody wants who asked for a year. */
static gboolean
check_choices (const LepReportKind *kind,
               GError             **error)
{
  g_autofree char *blanks = list_names (G_STRUCT_OFFSET (LepReportKind, has_blank));
  g_autofree char *periods = list_names (G_STRUCT_OFFSET (LepReportKind, has_period));
  g_autofree char *persons = list_names (G_STRUCT_OFFSET (LepReportKind, has_contacts));

  if (blank && !kind->has_blank)
    return lep_cli_usage (error, _ ("“%s” has no blank form; leave out --blank. Blank forms have: %s; entry-form is always empty."), kind->name, blanks);
  if ((from != NULL || to != NULL) && !kind->has_period)
    return lep_cli_usage (error, _ ("“%s” is not about a time; leave out --from and --to. Reports about a time: %s."), kind->name, periods);
  if (contacts && !kind->has_contacts)
    return lep_cli_usage (error, _ ("“%s” names no contact persons; leave out --contacts. Reports that name them: %s."), kind->name, persons);
  return TRUE;
}

static void
refuse_format (const LepReportKind *kind,
               GError             **error)
{
  g_autofree char *endings = lep_report_dup_endings (kind->formats);

  lep_cli_usage (error, _ ("%s: this report is not written in such a file; give it one of these endings: %s."), output, endings);
}

static const LepReportKind *
check_usage (LepCli          *cli,
             LepReportFormat *format,
             GError         **error)
{
  const LepReportKind *kind = cli->n_args > 0 ? lep_report_kind (cli->args[0]) : NULL;

  if (cli->n_args == 0 || output == NULL)
    lep_cli_usage (error, _ ("Something is missing; usage: lepctl %s %s"), cli->command->name, cli->command->arguments);
  else if (kind == NULL)
    lep_cli_usage (error, _ ("There is no report “%s”; “lepctl report --list” lists them."), cli->args[0]);
  else if (!lep_report_format_of (output, format) || (kind->formats & *format) == 0)
    refuse_format (kind, error);
  else if (!check_choices (kind, error))
    return NULL;
  else if (blank && cli->n_args < 2)
    lep_cli_usage (error, _ ("The blank form “%s” names the record that it is for; give its id or name after it: %s."), kind->name, kind->kinds);
  else if (paper != NULL && !g_str_equal (paper, "a4") && !g_str_equal (paper, "letter"))
    lep_cli_usage (error, _ ("There is no paper “%s”; choose a4 or letter."), paper);
  else if (lep_cli_check_days (from, to, error))
    return kind;

  return NULL;
}

/* What the pages tell beside their tables. Returns: (transfer full) (element-type utf8) */
static GPtrArray *
list_notes (const LepReport *report)
{
  GPtrArray *notes = g_ptr_array_new ();

  for (guint i = 0; i < report->blocks->len; i++)
    {
      const LepBlock *block = g_ptr_array_index (report->blocks, i);

      if (block->type == LEP_BLOCK_NOTE)
        g_ptr_array_add (notes, block->text);
    }
  return notes;
}

/* The file; XML has no room for the notes, so they are told with it. */
static void
print_written (LepCli          *cli,
               const LepReport *report)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (GPtrArray) notes = list_notes (report);
  LepReportFormat format;
  gboolean        is_xml = lep_report_format_of (output, &format) && format == LEP_REPORT_XML;

  if (!cli->json)
    {
      lep_cli_print ("%s\n", output);
      for (guint i = 0; is_xml && i < notes->len; i++)
        lep_cli_notice (g_ptr_array_index (notes, i));
      return;
    }

  json_builder_begin_object (builder);
  lep_json_string (builder, "file", output);
  if (is_xml)
    {
      json_builder_set_member_name (builder, "notes");
      json_builder_begin_array (builder);
      for (guint i = 0; i < notes->len; i++)
        json_builder_add_string_value (builder, g_ptr_array_index (notes, i));
      json_builder_end_array (builder);
    }
  json_builder_end_object (builder);
  lep_cli_print_json (builder);
}

static gboolean
write_report (LepCli              *cli,
              const LepReportKind *kind,
              LepReportInput      *input,
              GError             **error)
{
  g_autoptr (LepReport) report = lep_report_make (kind, input, error);

  if (cli->open != NULL)
    lep_workspace_end_read (cli->open);
  if (report == NULL || (cli->open != NULL && !lep_workspace_check_target (cli->open, output, error)) ||
      !lep_report_save (report, output, g_strcmp0 (paper, "letter") == 0 ? LEP_PAPER_LETTER : LEP_PAPER_A4, error))
    return FALSE;

  print_written (cli, report);
  return TRUE;
}

static gboolean
find_subject (LepCli              *cli,
              const LepReportKind *kind,
              char               **id,
              GError             **error)
{
  if (cli->n_args < 2)
    return TRUE;
  if (!is_import (kind))
    return lep_cli_find_subject (cli->open, kind->kinds, cli->args[1], id, error);

  *id = lep_cli_find_import (cli->open, cli->args[1], error);
  return *id != NULL;
}

/* Until the report is made all is read at one moment, that of its digest. */
static gboolean
open_for_report (LepCli              *cli,
                 const LepReportKind *kind,
                 LepReportInput      *input,
                 char                 digest[LEP_HASH_HEX_SIZE + 1],
                 char               **id,
                 GError             **error)
{
  LepHash hash;

  input->workspace = lep_cli_open (cli, LEP_OPEN_READ, error);
  if (input->workspace == NULL || !lep_workspace_begin_read (input->workspace, error) || !find_subject (cli, kind, id, error) ||
      !lep_workspace_digest_for_paper (input->workspace, LEP_DIGEST_MOST_ROWS, &hash, &input->of_changes, error))
    return FALSE;

  lep_hash_format (&hash, digest);
  input->digest = digest;
  input->id = *id;
  return TRUE;
}

/* What the user gave for the letterhead and the contents. */
static gboolean
read_choices (LepReportInput *input,
              GBytes        **picture,
              GError        **error)
{
  g_autoptr (GFile) file = logo == NULL ? NULL : g_file_new_for_commandline_arg (logo);

  if (file != NULL)
    {
      *picture = g_file_load_bytes (file, NULL, NULL, error);
      if (*picture == NULL)
        return FALSE;
    }
  input->number = number;
  input->place = place;
  input->mark = mark;
  input->lines = lines;
  input->logo = *picture;
  input->with_contacts = contacts;
  input->blank = blank;
  return TRUE;
}

static gboolean
run_report (LepCli  *cli,
            GError **error)
{
  g_auto (Slip) slip = { NULL };
  g_autoptr (GError) failure = NULL;
  g_autoptr (LepCatalogue) catalogue = NULL;
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autoptr (GBytes) picture = NULL;
  g_autofree char     *id = NULL;
  LepReportInput       input = { .from = from, .to = to, .zone = zone };
  const LepReportKind *kind;
  LepReportFormat      format;
  char                 digest[LEP_HASH_HEX_SIZE + 1];

  if (list)
    return list_reports (cli);

  kind = check_usage (cli, &format, error);
  input.locale = kind != NULL ? lep_cli_find_locale (language, error) : NULL;
  if (input.locale == NULL || !read_choices (&input, &picture, error))
    return FALSE;

  catalogue = lep_catalogue_open (lep_cli_locale_folder (), input.locale, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  input.catalogue = catalogue;
  input.now = lep_clock_now (cli->surroundings->clock);
  if (cli->n_args < 2 && (kind->kinds == NULL || !g_str_has_suffix (kind->kinds, "|")))
    return lep_cli_usage (error, _ ("Something is missing; usage: lepctl %s %s"), cli->command->name, cli->command->arguments);
  if (kind->kinds != NULL)
    return open_for_report (cli, kind, &input, digest, &id, error) && write_report (cli, kind, &input, error);

  if (!read_slip (cli, cli->args[1], &slip, error))
    return FALSE;
  input.slip = &slip.slip;
  return write_report (cli, kind, &input, error);
}

const LepCommand lep_cmd_report = {
  .name = "report",
  .arguments = "NAME [ID] [--language L] [--from D] [--to D] [--blank] -o FILE | --list",
  .summary = N_ ("Prints a report into a file."),
  .description = N_ ("ID is the record that the report is about: its id, or the title, reference or short name that only one record has; for bundle-slip it is the bundle file, for "
                     "import-record the bundle file or the number of its receipt (none: the bundle opened last). The ending of FILE says in which "
                     "form: .pdf, .html, .csv or .xlsx, for iati also .xml, which has no room for the notes of the pages: they are told on standard error (with --json under “notes”). Contact persons are left out unless asked for. "
                     "--from, --to, --contacts and --blank are refused where a report would not heed them."),
  .options = options,
  .max_args = 2,
  .run = run_report,
};
