/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What `import` and `join` tell of a bundle. */

#include <inttypes.h>
#include <string.h>

#include <glib/gi18n.h>

#include "lep-cli-import.h"

/* Bytes of a line that names a signer, and of its parts where they are long. */
#define ROOM_OF_LINE 480
#define ROOM_OF_FILE 120
#define ROOM_OF_NAME 70

static void
add_signer (JsonBuilder     *builder,
            const LepSigner *signer)
{
  json_builder_begin_object (builder);
  lep_json_string (builder, "replica", signer->replica);
  lep_json_string (builder, "label", signer->label);
  lep_json_string (builder, "person", signer->person);
  lep_json_string (builder, "place", signer->place);
  lep_json_string (builder, "number", signer->number);
  lep_json_bool (builder, "known_person", signer->known_person);
  json_builder_end_object (builder);
}

static void
add_kinds (JsonBuilder           *builder,
           const LepImportReport *report)
{
  json_builder_set_member_name (builder, "rows");
  json_builder_begin_object (builder);
  for (guint i = 0; i < report->kinds->len; i++)
    {
      const LepImportKind *kind = g_ptr_array_index (report->kinds, i);

      json_builder_set_member_name (builder, kind->kind);
      json_builder_begin_object (builder);
      lep_json_int (builder, "new", kind->n_new);
      lep_json_int (builder, "changed", kind->n_changed);
      lep_json_int (builder, "deleted", kind->n_deleted);
      json_builder_end_object (builder);
    }
  json_builder_end_object (builder);
}

/**
 * lep_cli_add_report:
 *
 * Adds what an import did, or who has to be trusted first.
 */
void
lep_cli_add_report (JsonBuilder           *builder,
                    const char            *file,
                    const LepImportReport *report)
{
  json_builder_begin_object (builder);
  lep_json_string (builder, "file", file);
  if (report->untrusted->len > 0)
    {
      json_builder_set_member_name (builder, "untrusted");
      json_builder_begin_array (builder);
      for (guint i = 0; i < report->untrusted->len; i++)
        add_signer (builder, g_ptr_array_index (report->untrusted, i));
      json_builder_end_array (builder);
    }
  else
    {
      lep_json_int (builder, "new", report->n_new);
      lep_json_int (builder, "known", report->n_known);
      lep_json_int (builder, "waiting", report->n_waiting);
      lep_json_int (builder, "conflicts", report->n_conflicts);
      add_kinds (builder, report);
      if (report->n_documents > 0)
        lep_json_int (builder, "documents", report->n_documents);
      if (report->is_request)
        lep_json_int (builder, "asks", report->asks);
      if (report->is_request && report->asks_documents > 0)
        lep_json_int (builder, "asks_documents", report->asks_documents);
    }
  json_builder_end_object (builder);
}

void
lep_cli_add_refusal (JsonBuilder  *builder,
                     const char   *file,
                     const GError *error)
{
  json_builder_begin_object (builder);
  lep_json_string (builder, "file", file);
  lep_json_string (builder, "error", error->message);
  json_builder_end_object (builder);
}

/* What a line has room for: the visible text, cut after @room bytes. */
static char *
shorten (const char *text,
         gsize       room)
{
  g_autofree char *visible = lep_cli_visible_name (text);
  const char      *end;

  if (strlen (visible) <= room)
    return g_steal_pointer (&visible);

  g_utf8_validate (visible, (gssize) room, &end);
  return g_strdup_printf ("%.*s…", (int) (end - visible), visible);
}

static char *
unknown_line (const char      *file,
              const LepSigner *signer,
              gsize            room_of_file,
              gsize            room_of_name)
{
  g_autofree char *name = shorten (file, room_of_file);
  g_autofree char *label = shorten (signer->label, room_of_name);
  g_autofree char *person = shorten (signer->person, room_of_name);
  g_autofree char *place = shorten (signer->place, room_of_name);

  return g_strdup_printf ("%s: unknown signer %s \"%s\"%s%s%s%s: %s", name, signer->replica, label, *person != '\0' ? " " : "", person,
                          *place == '\0'    ? ""
                          : *person != '\0' ? ", "
                                            : " ",
                          place, signer->number);
}

/**
 * lep_cli_print_unknown:
 * @compared: (nullable): the numbers that were said to be right
 *
 * Names a signer that is not trusted yet, and the number to compare by phone:
 * however long the names are, the number is there.
 */
void
lep_cli_print_unknown (const char        *file,
                       const LepSigner   *signer,
                       const char *const *compared)
{
  g_autofree char *whole = unknown_line (file, signer, G_MAXINT, G_MAXINT);
  g_autofree char *line = strlen (whole) < ROOM_OF_LINE ? g_steal_pointer (&whole) : unknown_line (file, signer, ROOM_OF_FILE, ROOM_OF_NAME);

  lep_cli_notice (line);
  if (signer->known_person)
    lep_cli_notice (_ ("You know this person with another key. Ask why it changed before you go on."));
  if (compared != NULL && *compared != NULL)
    lep_cli_notice (_ ("This is not a number that was given with --trust. Compare it once more."));
}

/**
 * lep_cli_report_exit_code:
 *
 * Returns: the exit code of an import by itself
 */
int
lep_cli_report_exit_code (const LepImportReport *report)
{
  if (report->untrusted->len > 0)
    return LEP_EXIT_BUNDLE;
  return report->n_waiting > 0 || report->n_conflicts > 0 ? LEP_EXIT_WAITING : LEP_EXIT_OK;
}

/**
 * lep_cli_print_report:
 *
 * The same for people.
 */
void
lep_cli_print_report (const char            *file,
                      const LepImportReport *report)
{
  g_autoptr (LepGrid) grid = lep_grid_new (_ ("Kind"), _ ("New"), _ ("Changed"), _ ("Deleted"), NULL);
  g_autofree char *name = lep_cli_visible (file);
  g_autofree char *sender = lep_cli_visible_name (report->sender->label);

  if (report->untrusted->len > 0)
    return;

  /* Translators: a file; the number of conflicts follows */
  lep_cli_print (ngettext ("%s: %jd new change, %jd known, %jd waiting, ", "%s: %jd new changes, %jd known, %jd waiting, ", (gulong) report->n_new),
                 name, (intmax_t) report->n_new, (intmax_t) report->n_known, (intmax_t) report->n_waiting);
  lep_cli_print (ngettext ("%jd conflict\n", "%jd conflicts\n", (gulong) report->n_conflicts), (intmax_t) report->n_conflicts);
  if (report->n_documents > 0)
    lep_cli_print (ngettext ("%jd document came with its file.\n", "%jd documents came with their files.\n",
                             (gulong) report->n_documents),
                   (intmax_t) report->n_documents);
  if (report->asks > 0)
    lep_cli_print (ngettext ("“%s” lacks %jd change that is here; “lepctl export --to” makes the answer\n",
                             "“%s” lacks %jd changes that are here; “lepctl export --to” makes the answer\n", (gulong) report->asks),
                   sender, (intmax_t) report->asks);
  for (guint i = 0; i < report->introduced->len; i++)
    {
      const LepSigner *signer = g_ptr_array_index (report->introduced, i);

      g_autofree char *label = lep_cli_visible_name (signer->label);
      g_autofree char *person = lep_cli_visible_name (signer->person);
      g_autofree char *place = lep_cli_visible_name (signer->place);

      lep_cli_print (_ ("introduced: %s, %s, %s\n"), label, person, place);
    }
  for (guint i = 0; i < report->waiting->len; i++)
    lep_cli_print_line (((const LepWaiting *) g_ptr_array_index (report->waiting, i))->wait_for);

  for (guint i = 1; i < 4; i++)
    lep_grid_right (grid, i);
  for (guint i = 0; i < report->kinds->len; i++)
    {
      const LepImportKind *kind = g_ptr_array_index (report->kinds, i);
      g_autofree char     *n_new = g_strdup_printf ("%" G_GINT64_FORMAT, kind->n_new);
      g_autofree char     *n_changed = g_strdup_printf ("%" G_GINT64_FORMAT, kind->n_changed);
      g_autofree char     *n_deleted = g_strdup_printf ("%" G_GINT64_FORMAT, kind->n_deleted);

      lep_grid_add (grid, kind->kind, n_new, n_changed, n_deleted, NULL);
    }
  lep_grid_print (grid);
}
