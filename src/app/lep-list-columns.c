/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What each list page shows: its columns, filters and words. A field that is
 * not named here can still be chosen as a column. */

#include <glib/gi18n.h>
#include <string.h>

#include "lep-format.h"
#include "lep-language.h"

#include "lep-list-columns.h"

/* clang-format off */
static const LepListColumn organisation_columns[] = {
  { .name = "name", .cell = LEP_LIST_CELL_TEXT },
  { .name = "actor_group", .cell = LEP_LIST_CELL_TEXT, .width = 22 },
  { .name = "place", .cell = LEP_LIST_CELL_TEXT, .width = 14 },
  { .name = "legal_id", .cell = LEP_LIST_CELL_TEXT, .width = 14, .drop = 1 },
  { .name = "phone", .cell = LEP_LIST_CELL_TEXT, .width = 14, .drop = 2 },
};

static const LepListColumn partnership_columns[] = {
  { .name = "name", .cell = LEP_LIST_CELL_TEXT, .by_end = TRUE },
  { .name = "places", .cell = LEP_LIST_CELL_TEXT, .width = 16, .drop = 2 },
  { .name = "status", .cell = LEP_LIST_CELL_STATE, .width = 12 },
  { .name = "TRAINED.actual", .second = "TRAINED.target", .title = N_ ("Trained"), .cell = LEP_LIST_CELL_PAIR, .width = 11 },
  { .name = "EMPLOYED.actual", .second = "EMPLOYED.target", .title = N_ ("Employed"), .cell = LEP_LIST_CELL_PAIR, .width = 11 },
  { .name = "founded_on", .cell = LEP_LIST_CELL_FIGURE, .width = 12, .drop = 1 },
};

static const LepListColumn meeting_columns[] = {
  { .name = "held_on", .cell = LEP_LIST_CELL_FIGURE, .width = 12 },
  { .name = "partnership.short", .title = N_ ("Partnership"), .cell = LEP_LIST_CELL_TEXT },
  { .name = "kind", .cell = LEP_LIST_CELL_TEXT, .width = 18 },
  { .name = "place", .cell = LEP_LIST_CELL_TEXT, .width = 18, .drop = 1 },
  { .name = "next_on", .cell = LEP_LIST_CELL_FIGURE, .width = 14, .drop = 2 },
};

static const LepListColumn decision_columns[] = {
  { .name = "text", .cell = LEP_LIST_CELL_TEXT },
  { .name = "kind", .cell = LEP_LIST_CELL_TEXT, .width = 14, .drop = 2 },
  { .name = "addressed_to.title", .title = N_ ("Addressed to"), .cell = LEP_LIST_CELL_TEXT, .width = 18, .drop = 1 },
  { .name = "status", .cell = LEP_LIST_CELL_STATE, .width = 12 },
  { .name = "due_on", .cell = LEP_LIST_CELL_FIGURE, .width = 12 },
};

static const LepListColumn service_columns[] = {
  { .name = "name", .cell = LEP_LIST_CELL_TEXT },
  { .name = "partnership.short", .title = N_ ("Partnership"), .cell = LEP_LIST_CELL_TEXT, .width = 16, .drop = 1 },
  { .name = "provider.title", .title = N_ ("Provider"), .cell = LEP_LIST_CELL_TEXT, .width = 16, .drop = 2 },
  { .name = "still_running", .cell = LEP_LIST_CELL_TEXT, .width = 12 },
  { .name = "users_reached", .cell = LEP_LIST_CELL_FIGURE, .width = 12 },
  { .name = "started_on", .cell = LEP_LIST_CELL_FIGURE, .width = 12 },
};

static const LepListColumn call_columns[] = {
  { .name = "reference", .cell = LEP_LIST_CELL_TEXT, .width = 12 },
  { .name = "title", .cell = LEP_LIST_CELL_TEXT },
  { .name = "status", .cell = LEP_LIST_CELL_STATE, .width = 25 },
  { .name = "published_on", .cell = LEP_LIST_CELL_FIGURE, .width = 12, .drop = 2 },
  { .name = "concept_deadline", .cell = LEP_LIST_CELL_FIGURE, .width = 18, .drop = 1 },
  { .name = "full_deadline", .title = N_ ("Deadline"), .cell = LEP_LIST_CELL_FIGURE, .width = 18 },
};

static const LepListColumn application_columns[] = {
  { .name = "reference", .cell = LEP_LIST_CELL_TEXT, .width = 14, .by_end = TRUE },
  { .name = "title", .cell = LEP_LIST_CELL_TEXT },
  { .name = "lead.title", .title = N_ ("Lead applicant"), .cell = LEP_LIST_CELL_TEXT, .width = 18, .drop = 1 },
  { .name = "status", .cell = LEP_LIST_CELL_STATE, .width = 25 },
  { .name = "received_at", .cell = LEP_LIST_CELL_FIGURE, .width = 18, .drop = 2 },
  { .name = "requested", .cell = LEP_LIST_CELL_FIGURE, .width = 16 },
};

static const LepListColumn project_columns[] = {
  { .name = "title", .cell = LEP_LIST_CELL_TEXT },
  { .name = "partnership.short", .title = N_ ("Partnership"), .cell = LEP_LIST_CELL_TEXT, .width = 10, .drop = 1 },
  { .name = "status", .cell = LEP_LIST_CELL_STATE, .width = 10 },
  { .name = "TRAINED.actual", .second = "TRAINED.target", .title = N_ ("Trained"), .cell = LEP_LIST_CELL_PAIR, .width = 8 },
  { .name = "EMPLOYED.actual", .second = "EMPLOYED.target", .title = N_ ("Employed"), .cell = LEP_LIST_CELL_PAIR, .width = 8 },
  { .name = "grant", .cell = LEP_LIST_CELL_FIGURE, .width = 11 },
  { .name = "paid", .title = N_ ("Paid"), .cell = LEP_LIST_CELL_FIGURE, .width = 5, .drop = 2 },
};

static const LepListColumn outcome_columns[] = {
  { .name = "indicator.title", .title = N_ ("Indicator"), .cell = LEP_LIST_CELL_TEXT, .width = 14 },
  { .name = "project.title", .title = N_ ("Project"), .cell = LEP_LIST_CELL_TEXT },
  { .name = "from", .cell = LEP_LIST_CELL_FIGURE, .width = 11, .drop = 1 },
  { .name = "to", .cell = LEP_LIST_CELL_FIGURE, .width = 11 },
  { .name = "state", .cell = LEP_LIST_CELL_STATE, .width = 11 },
  { .name = "proof_no", .cell = LEP_LIST_CELL_TEXT, .width = 12, .drop = 2 },
  { .name = "value", .cell = LEP_LIST_CELL_FIGURE, .width = 8, .sum_with = "indicator" },
};

#define COLUMNS(table) .columns = table, .n_columns = G_N_ELEMENTS (table)

static const LepListInfo infos[] = {
  { .kind = "organisation", COLUMNS (organisation_columns), .sort = "name",
    .filters = { { "actor_group", N_ ("All actor groups") }, { "stakeholder_type", N_ ("All types") } },
    .empty_title = N_ ("No organisations yet"),
    .empty_text = N_ ("Note here every municipality, employment service, employer, school and association that takes part or could take part."),
    .first_step = N_ ("_Note an organisation"),
    .elsewhere = N_ ("Organisations noted on another laptop come in with its bundle.") },
  { .kind = "partnership", COLUMNS (partnership_columns), .sort = "name",
    .filters = { { "status", N_ ("All states") } },
    .empty_title = N_ ("No partnerships yet"),
    .empty_text = N_ ("A partnership brings together a municipality, the employment service, employers, schools and associations. Start it here; its members come next."),
    .first_step = N_ ("_Start a partnership"),
    .elsewhere = N_ ("Partnerships started on another laptop come in with its bundle.") },
  { .kind = "meeting", COLUMNS (meeting_columns), .sort = "-held_on",
    .filters = { { "kind", N_ ("All kinds") } },
    .empty_title = N_ ("No meetings yet"),
    .empty_text = N_ ("Note here who met, what was decided, and who does what by when. Partners meet every quarter."),
    .first_step = N_ ("_Note a meeting"),
    .elsewhere = N_ ("Meetings noted on another laptop come in with its bundle.") },
  { .kind = "decision", COLUMNS (decision_columns), .sort = "due_on",
    .filters = { { "kind", N_ ("All kinds") }, { "status", N_ ("All states") } },
    .empty_title = N_ ("No decisions yet"),
    .empty_text = N_ ("Decisions, recommendations and tasks of the meetings stand here, with who answers for them and by when."),
    .first_step = N_ ("_Note a decision"),
    .elsewhere = N_ ("Decisions noted on another laptop come in with its bundle.") },
  { .kind = "service", COLUMNS (service_columns), .sort = "name",
    .filters = { { "type", N_ ("All types") } },
    .empty_title = N_ ("No services yet"),
    .empty_text = N_ ("Note here each new service for people who look for work: a job club, a counselling centre, a training that goes on."),
    .first_step = N_ ("_Note a service"),
    .elsewhere = N_ ("Services noted on another laptop come in with its bundle.") },
  { .kind = "call", COLUMNS (call_columns), .sort = "-published_on",
    .filters = { { "status", N_ ("All states") } },
    .empty_title = N_ ("No calls yet"),
    .empty_text = N_ ("A call for proposals has its dates, its lots, what is asked of applicants, and how they are scored."),
    .first_step = N_ ("_Prepare a call"),
    .elsewhere = N_ ("Calls of the programme office come in with its bundle.") },
  { .kind = "application", COLUMNS (application_columns), .sort = "reference",
    .filters = { { "status", N_ ("All states") } },
    .empty_title = N_ ("No applications yet"),
    .empty_text = N_ ("Register here what partnerships hand in for a call: who leads, when it came, how much is asked for."),
    .first_step = N_ ("_Register an application"),
    .elsewhere = N_ ("Applications registered on another laptop come in with its bundle.") },
  { .kind = "project", COLUMNS (project_columns), .sort = "title",
    .filters = { { "activity", N_ ("All activities") }, { "status", N_ ("All states") } },
    .empty_title = N_ ("No projects yet"),
    .empty_text = N_ ("A project says what a partnership does, for whom, with what money, and what comes out of it."),
    .first_step = N_ ("_Note a project"),
    .elsewhere = N_ ("Projects noted on another laptop come in with its bundle.") },
  { .kind = "outcome", COLUMNS (outcome_columns), .sort = "-to",
    .filters = { { "state", N_ ("All states") } },
    .empty_title = N_ ("No results yet"),
    .empty_text = N_ ("Add here how many people were trained and employed, with the proof. Totals, reports and charts are made of these entries."),
    .first_step = N_ ("_Add a result"),
    .elsewhere = N_ ("Results added on another laptop come in with its bundle.") },
};
/* clang-format on */

/* Returns: (nullable): what the list page of that kind shows */
const LepListInfo *
lep_list_info (const char *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (infos); i++)
    {
      if (g_strcmp0 (infos[i].kind, kind) == 0)
        return &infos[i];
    }

  return NULL;
}

static gboolean
is_named (const LepListInfo *info,
          const char        *field)
{
  for (guint i = 0; i < info->n_columns; i++)
    {
      const char *name = info->columns[i].name;
      gsize       length = strlen (field);

      if (strncmp (name, field, length) == 0 && (name[length] == '\0' || name[length] == '.'))
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_number (LepFieldType type)
{
  return type == LEP_TYPE_INT || type == LEP_TYPE_MONEY || type == LEP_TYPE_PERCENT ||
         type == LEP_TYPE_DATE || type == LEP_TYPE_TIME;
}

/* A field that the table does not name: hidden until it is asked for. */
static LepListColumn
column_of_field (const LepField *field)
{
  LepListColumn column = { .name = field->name, .field = field, .hidden = TRUE, .drop = 9, .width = 14 };

  column.cell = is_number (field->type) ? LEP_LIST_CELL_FIGURE : LEP_LIST_CELL_TEXT;

  return column;
}

/**
 * lep_list_columns:
 *
 * Returns: (transfer full) (element-type LepListColumn): all columns that the
 *   list of that kind can show: those of the table, then the other fields
 */
GArray *
lep_list_columns (const char *kind)
{
  const LepListInfo *info = lep_list_info (kind);
  const LepKind     *schema = lep_schema_kind (kind);
  GArray            *columns = g_array_new (FALSE, FALSE, sizeof (LepListColumn));

  g_return_val_if_fail (info != NULL && schema != NULL, columns);

  for (guint i = 0; i < info->n_columns; i++)
    {
      LepListColumn column = info->columns[i];

      column.field = lep_kind_field (schema, column.name);
      g_array_append_val (columns, column);
    }

  for (guint i = 0; i < schema->n_fields; i++)
    {
      const LepField *field = &schema->fields[i];

      if (!(field->flags & LEP_FIELD_INTERNAL) && field->type != LEP_TYPE_HASH &&
          field->type != LEP_TYPE_REF && !is_named (info, field->name))
        {
          LepListColumn column = column_of_field (field);

          g_array_append_val (columns, column);
        }
    }

  return columns;
}

/* Returns: the title, to be translated */
const char *
lep_list_column_english (const LepListColumn *column)
{
  g_return_val_if_fail (column != NULL, "");

  if (column->title != NULL)
    return column->title;

  return column->field != NULL ? column->field->label : column->name;
}

/* Returns: the translated title */
const char *
lep_list_column_title (const LepListColumn *column)
{
  return lep_schema_label (lep_list_column_english (column));
}

/* Returns: whether it shows amounts of money */
gboolean
lep_list_column_is_money (const LepListColumn *column)
{
  return column->field != NULL && column->field->type == LEP_TYPE_MONEY;
}

/* Returns: (transfer full): the title, with the currency that all amounts are in;
 * NULL where none is known or there are several */
char *
lep_list_column_dup_money_title (const LepListColumn *column,
                                 const char          *currency)
{
  if (currency == NULL)
    return g_strdup (lep_list_column_title (column));

  /* Translators: title of a column of money, and its currency. */
  return g_strdup_printf (_ ("%s, %s"), lep_list_column_title (column), lep_currency_symbol (lep_language_locale (), currency));
}

/* Returns: (transfer full): "1,584 projects", translated */
char *
lep_list_count_text (const char *kind,
                     guint       count)
{
  g_autofree char *number = lep_format_count (lep_language_locale (), count);

  if (g_str_equal (kind, "organisation"))
    return g_strdup_printf (ngettext ("%s organisation", "%s organisations", count), number);
  if (g_str_equal (kind, "partnership"))
    return g_strdup_printf (ngettext ("%s partnership", "%s partnerships", count), number);
  if (g_str_equal (kind, "meeting"))
    return g_strdup_printf (ngettext ("%s meeting", "%s meetings", count), number);
  if (g_str_equal (kind, "decision"))
    return g_strdup_printf (ngettext ("%s decision", "%s decisions", count), number);
  if (g_str_equal (kind, "service"))
    return g_strdup_printf (ngettext ("%s service", "%s services", count), number);
  if (g_str_equal (kind, "call"))
    return g_strdup_printf (ngettext ("%s call", "%s calls", count), number);
  if (g_str_equal (kind, "application"))
    return g_strdup_printf (ngettext ("%s application", "%s applications", count), number);
  if (g_str_equal (kind, "project"))
    return g_strdup_printf (ngettext ("%s project", "%s projects", count), number);
  if (g_str_equal (kind, "outcome"))
    return g_strdup_printf (ngettext ("%s result", "%s results", count), number);

  return g_strdup_printf (ngettext ("%s entry", "%s entries", count), number);
}
