/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a paper says of values that laptops wrote differently and nobody decided:
 * what stands on it won only for the time being. */

#include <string.h>

#include <glib/gi18n-lib.h>

#include "lep-print.h"
#include "lep-unsettled.h"

/* So many are named; who decides finds the rest under Conflicts. */
#define MAX_NAMED 12

/* What papers tell of records that are parts of what they are about. */
static const struct
{
  const char *kind;
  const char *fields;
} told[] = {
  { "application", "lot partnership lead reference title status received_at channel copies requested" },
  { "budget_line", "heading item unit quantity unit_cost source partner" },
  { "criterion", "stage section text max_points weight minimum comment_required" },
  { "expenditure", "budget_line spent_on document_no supplier amount verified" },
  { "funding", "organisation kind amount" },
  { "lot", NULL },
  { "project", "grant" },
  { "requirement", NULL },
  { "service", "name started_on still_running checked_on" },
  { "target", NULL },
  { "tranche", NULL },
};

static const char *
find_told (const char *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (told); i++)
    if (strcmp (told[i].kind, kind) == 0)
      return told[i].fields;
  return NULL;
}

/* "Grant", "Amount (Tranche 1)", "Envelope (Lot · Rural women)" */
static char *
describe (const LepReportInput *input,
          const LepUnsettled   *unsettled,
          const char           *id)
{
  const LepKind   *kind = lep_record_get_kind (unsettled->record);
  const LepField  *field = lep_kind_field (kind, unsettled->field);
  gboolean         is_life = strcmp (unsettled->field, "life") == 0;
  const char      *what = field != NULL ? lep_print_text (input, field->label) : is_life ? lep_print_text (input, N_ ("Deleted by one, changed by another"))
                                                                                         : unsettled->field; /* of a newer program */
  const char      *kind_name = lep_print_text (input, kind->label);
  g_autofree char *label = lep_print_label (input, unsettled->record);
  g_autofree char *name = lep_print_join (" · ", g_str_has_prefix (label, kind_name) ? "" : kind_name, label, NULL);

  return strcmp (lep_record_get_id (unsettled->record), id) == 0 ? g_strdup (what) : g_strdup_printf ("%s (%s)", what, name);
}

static void
add_note (const LepReportInput *input,
          LepReport            *report,
          const GPtrArray      *found,
          const char           *id)
{
  g_autoptr (GString) list = g_string_new (NULL);
  g_autofree char *text = NULL;

  for (guint i = 0; i < found->len && i < MAX_NAMED; i++)
    {
      g_autofree char *item = describe (input, g_ptr_array_index (found, i), id);

      g_string_append_printf (list, "%s%s", list->len > 0 ? "; " : "", item);
    }
  if (found->len > MAX_NAMED)
    {
      g_autofree char *count = lep_format_count (input->locale, found->len - MAX_NAMED);
      g_autofree char *more = lep_fill (lep_catalogue_plural (input->catalogue, "and {count} more", "and {count} more", found->len - MAX_NAMED), "count", count, NULL);

      g_string_append_printf (list, "; %s", more);
    }
  text = lep_fill (lep_print_text (input, N_ ("Provisional, two laptops differ: {list}.")), "list", list->str, NULL);
  lep_report_add_note (report, text);
}

/**
 * lep_print_unsettled:
 * @kind: of the record that the paper is about
 * @id: its id
 * @fields: (nullable): those of it that stand on the paper, with spaces between;
 *   %NULL: all
 * @parts: kinds with spaces between, whose records belong to it and stand there, too
 *
 * Adds a note that names what is not settled, if something is not: right below the
 * title, or below the table that has it.
 */
gboolean
lep_print_unsettled (const LepReportInput *input,
                     LepReport            *report,
                     const char           *kind,
                     const char           *id,
                     const char           *fields,
                     const char           *parts,
                     GError              **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) lep_unsettled_free);
  g_auto (GStrv) names = g_strsplit (parts, " ", -1);
  const LepUnsettledQuery own = { .kind = kind, .fields = fields };

  if (!lep_unsettled_read (input->workspace, &own, 1, id, found, error))
    return FALSE;
  for (guint i = 0; names[i] != NULL; i++)
    {
      const LepUnsettledQuery part = { .kind = names[i], .owner = kind, .fields = find_told (names[i]) };

      if (!lep_unsettled_read (input->workspace, &part, 1, id, found, error))
        return FALSE;
    }
  if (found->len > 0)
    add_note (input, report, found, id);
  return TRUE;
}

/**
 * lep_print_unsettled_points:
 * @application: and @assessor: ids; what other assessors gave is not named
 *
 * The same of what one assessor gave an application.
 */
gboolean
lep_print_unsettled_points (const LepReportInput *input,
                            LepReport            *report,
                            const char           *application,
                            const char           *assessor,
                            GError              **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) lep_unsettled_free);
  static const LepUnsettledQuery queries[] = {
    { .kind = "assessment", .owner = "application" },
    { .kind = "score", .owner = "application" },
  };

  if (!lep_unsettled_read (input->workspace, queries, G_N_ELEMENTS (queries), application, found, error))
    return FALSE;
  for (guint i = found->len; i > 0; i--)
    if (g_strcmp0 (lep_record_get (((LepUnsettled *) g_ptr_array_index (found, i - 1))->record, "assessor"), assessor) != 0)
      g_ptr_array_remove_index (found, i - 1);
  if (found->len > 0)
    add_note (input, report, found, application);
  return TRUE;
}

/* Whether the project that the money belongs to is one of the partnership. */
static gboolean
is_of_partnership (const LepReportInput *input,
                   LepRecord            *record,
                   const char           *partnership,
                   gboolean             *is_it,
                   GError              **error)
{
  const char *project = strcmp (lep_record_get_kind_name (record), "project") == 0 ? lep_record_get_id (record) : lep_record_get (record, "project");
  g_autoptr (GError) local = NULL;
  g_autoptr (LepRecord) owner = NULL;

  *is_it = FALSE;
  if (project == NULL)
    return TRUE;
  owner = lep_workspace_get_record (input->workspace, "project", project, NULL, &local);
  if (owner == NULL && !g_error_matches (local, LEP_ERROR, LEP_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  *is_it = owner != NULL && g_strcmp0 (lep_record_get (owner, "partnership"), partnership) == 0;
  return TRUE;
}

/**
 * lep_print_unsettled_money:
 * @partnership: (nullable): id; %NULL = the whole programme
 *
 * @spent: whether the paper tells what was spent, too
 *
 * The same of what sums of grants, of money paid and spent stand on.
 */
gboolean
lep_print_unsettled_money (const LepReportInput *input,
                           LepReport            *report,
                           const char           *partnership,
                           gboolean              spent,
                           GError              **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) lep_unsettled_free);
  static const LepUnsettledQuery queries[] = {
    { .kind = "project", .fields = "grant cofinancing currency partnership" },
    { .kind = "tranche", .fields = "project amount status paid" },
    { .kind = "expenditure", .fields = "project amount currency rate" },
  };

  if (!lep_unsettled_read (input->workspace, queries, G_N_ELEMENTS (queries) - (spent ? 0 : 1), NULL, found, error))
    return FALSE;
  for (guint i = found->len; partnership != NULL && i > 0; i--)
    {
      gboolean is_it;

      if (!is_of_partnership (input, ((LepUnsettled *) g_ptr_array_index (found, i - 1))->record, partnership, &is_it, error))
        return FALSE;
      if (!is_it)
        g_ptr_array_remove_index (found, i - 1);
    }
  if (found->len > 0)
    add_note (input, report, found, "");
  return TRUE;
}
