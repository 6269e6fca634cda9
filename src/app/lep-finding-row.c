/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows for things that lead to a record: a finding, a date. A click opens the
 * record with the cursor in the field concerned. */

#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>

#include "lep-field-text.h"
#include "lep-format.h"
#include "lep-language.h"
#include "lep-record.h"
#include "lep-tranche-step.h"
#include "lep-window.h"

#include "lep-finding-row.h"

/* The groups, by the numbers of the rules in the data model, in the order of haste. */
static const struct
{
  guint       rule;
  const char *title;
} groups[] = {
  { 17, N_ ("Late, or due soon") },
  { 1, N_ ("Actor groups that are missing") },
  { LEP_ATTENTION_RULE_DECIDED, N_ ("Decided by another than the programme's officers") },
  { 2, N_ ("Deadlines of applications") },
  { 3, N_ ("Tranches and the grant") },
  { LEP_ATTENTION_RULE_PAYMENTS, N_ ("Payments") },
  { 4, N_ ("Sources of money") },
  { 5, N_ ("Limits of the call") },
  { 6, N_ ("Spending") },
  { 7, N_ ("Exchange rates") },
  { 8, N_ ("Assessments") },
  { LEP_ATTENTION_RULE_OFFICE, N_ ("Checks and score sheets") },
  { 10, N_ ("Splits of results") },
  { 12, N_ ("Dates") },
  { 13, N_ ("Proof") },
  { 14, N_ ("Locked periods") },
  { 15, N_ ("Counted twice?") },
  { 16, N_ ("The same organisation twice?") },
  { LEP_ATTENTION_RULE_MEMBERS, N_ ("Members of partnerships") },
  { LEP_ATTENTION_RULE_UNDATED, N_ ("Days that are missing") },
  { 18, N_ ("What refers to something deleted") },
  { LEP_ATTENTION_RULE_FORK, N_ ("Copies of a workspace") },
  { 0, N_ ("Other") },
};

G_STATIC_ASSERT (G_N_ELEMENTS (groups) == LEP_N_FINDING_GROUPS);

/* Returns: the group of a finding, the most pressing is 0 */
guint
lep_finding_group (const LepFinding *finding)
{
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    {
      if (groups[i].rule == finding->rule)
        return i;
    }

  return G_N_ELEMENTS (groups) - 1;
}

/* Returns: the translated heading of the group */
const char *
lep_finding_group_title (guint group)
{
  g_return_val_if_fail (group < LEP_N_FINDING_GROUPS, "");

  return _ (groups[group].title);
}

/* Where a row leads; goes with the row. */
typedef struct
{
  char       *kind;
  char       *id;
  char       *field;
  const char *tab;  /* or NULL */
  const char *list; /* the page of what belongs to the record; or NULL */
} Goal;

/* In place of a list: the request for a tranche is asked for at once. */
static const char the_request[] = "request";

static void
goal_free (Goal *goal)
{
  g_free (goal->kind);
  g_free (goal->id);
  g_free (goal->field);
  g_free (goal);
}

static void
activated_cb (GtkWidget *row,
              Goal      *goal)
{
  LepWindow *window = lep_window_of (row);

  if (window != NULL && goal->list == the_request)
    {
      g_autoptr (LepRecord) tranche = lep_workspace_get_record (lep_window_get_workspace (window), goal->kind, goal->id, NULL, NULL);

      if (tranche == NULL || !lep_tranche_request_ask (row, lep_window_get_workspace (window), tranche))
        lep_window_open_tab (window, goal->kind, goal->id, goal->tab, goal->field);
    }
  else if (window != NULL && goal->list != NULL)
    {
      g_autofree char *filter = g_strdup_printf ("%s=%s", goal->kind, goal->id);
      const LepTarget  target = { .filter = filter };

      lep_window_go (window, goal->list, &target);
    }
  else if (window != NULL)
    lep_window_open_tab (window, goal->kind, goal->id, goal->tab, goal->field);
}

/* Findings about no single field open the part of the record that they are about. */
static const char *
tab_of_finding (const LepFinding *finding)
{
  static const struct
  {
    guint       rule;
    const char *kind;
    const char *tab;
    const char *aspect; /* or NULL: of all others */
  } tabs[] = {
    { 1, "partnership", "members" },
    { 3, "project", "money" },
    { 4, "project", "money" },
    { 5, "project", "money" },
    { 6, "project", "money" },
    { 8, "application", "score" },
    { 13, "project", "results" },
    { LEP_ATTENTION_RULE_OFFICE, "application", "score", "no final sheet" },
    { LEP_ATTENTION_RULE_OFFICE, "application", "check" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (tabs); i++)
    if (tabs[i].rule == finding->rule && g_strcmp0 (tabs[i].kind, finding->kind) == 0 &&
        (tabs[i].aspect == NULL || g_strcmp0 (tabs[i].aspect, finding->aspect) == 0))
      return tabs[i].tab;
  return NULL;
}

/* What a partnership lacks is made in its list: a meeting; what was reported and then
 * deleted is restored where all is that was deleted; a laptop has no page of its own. */
static const char *
list_of_finding (const LepFinding *finding)
{
  if (finding->rule == 17 && g_strcmp0 (finding->kind, "partnership") == 0)
    return "meetings";
  if (finding->rule == 17 && g_strcmp0 (finding->kind, "tranche") == 0)
    return the_request;
  if (finding->rule == LEP_ATTENTION_RULE_FORK)
    return "laptops";
  return finding->rule == 14 && g_strcmp0 (finding->aspect, "deleted") == 0 ? "deleted" : NULL;
}

static GtkWidget *
build_row (const char *title,
           const char *subtitle,
           const char *kind,
           const char *id,
           const char *field,
           const char *tab,
           const char *list)
{
  GtkWidget *row = adw_action_row_new ();
  Goal      *goal = g_new0 (Goal, 1);

  goal->kind = g_strdup (kind);
  goal->id = g_strdup (id);
  goal->field = g_strdup (field);
  goal->tab = tab;
  goal->list = list;

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle != NULL ? subtitle : "");
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_signal_connect_data (row, "activated", G_CALLBACK (activated_cb), goal, (GClosureNotify) goal_free, 0);

  return row;
}

static GtkWidget *
build_icon (const char *icon_name,
            gboolean    dim)
{
  GtkWidget *image = g_object_new (GTK_TYPE_IMAGE,
                                   "icon-name", icon_name,
                                   "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                   NULL);

  if (dim)
    gtk_widget_add_css_class (image, "dim-label");

  return image;
}

/* The rules are those of the data model's list. */
static const char *
icon_of_rule (guint rule)
{
  switch (rule)
    {
    case 13:
      return "dialog-question-symbolic";
    case 15:
    case 16:
      return "view-dual-symbolic";
    case 17:
      return "appointment-soon-symbolic";
    default:
      return "dialog-warning-symbolic";
    }
}

/* The record that a finding is about, and what it belongs to: "Tranche 2 ·
 * Welders"; NULL when it is not here. */
static char *
describe_record (LepWorkspace     *workspace,
                 const LepFinding *finding)
{
  g_autoptr (LepRecord) record = NULL;
  g_autofree char *label = NULL;
  const LepKind   *kind;

  if (finding->id == NULL)
    return NULL;

  record = lep_workspace_get_record (workspace, finding->kind, finding->id, finding->space, NULL);
  if (record == NULL || lep_record_get_kind (record) == NULL)
    return lep_workspace_dup_title (workspace, finding->kind, finding->id);

  label = lep_record_label (workspace, record);
  kind = lep_record_get_kind (record);
  for (guint i = 0; i < kind->n_fields && g_strcmp0 (kind->fields[i].name, kind->title) != 0; i++)
    {
      const LepField  *field = &kind->fields[i];
      const char      *value = lep_record_get (record, field->name);
      g_autofree char *owner = NULL;

      if (field->type != LEP_TYPE_REF || (field->flags & LEP_FIELD_REQUIRED) == 0 || value == NULL)
        continue;

      owner = lep_field_label (workspace, field, value);
      return g_strdup_printf ("%s \302\267 %s", label, owner);
    }
  return g_steal_pointer (&label);
}

/**
 * lep_finding_row_new:
 * @button: (nullable) (transfer floating): to stand at the row's end
 *
 * Returns: (transfer floating): what needs attention, and which record it is about
 */
GtkWidget *
lep_finding_row_new (LepWorkspace     *workspace,
                     const LepFinding *finding,
                     GtkWidget        *button)
{
  g_autofree char *title = NULL;
  GtkWidget       *row;

  g_return_val_if_fail (finding != NULL, NULL);

  title = describe_record (workspace, finding);
  row = build_row (finding->text, title, finding->kind, finding->id, finding->field, tab_of_finding (finding), list_of_finding (finding));
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), build_icon (icon_of_rule (finding->rule), FALSE));
  if (button != NULL)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), build_icon ("go-next-symbolic", TRUE));

  return row;
}

/* Returns: (transfer floating): what was put away, why, by whom and when */
GtkWidget *
lep_finding_row_new_put_away (LepWorkspace     *workspace,
                              const LepFinding *finding)
{
  g_autofree char *title = NULL;
  g_autofree char *day = NULL;
  g_autofree char *why = NULL;
  GtkWidget       *row;

  g_return_val_if_fail (finding != NULL && finding->explanation != NULL, NULL);

  title = describe_record (workspace, finding);
  if (finding->at != NULL)
    {
      g_autoptr (GDateTime) utc = g_date_time_new_from_iso8601 (finding->at, NULL);
      g_autoptr (GDateTime) here = utc != NULL ? g_date_time_to_local (utc) : NULL;
      g_autofree char *date = here != NULL ? g_date_time_format (here, "%Y-%m-%d") : NULL;

      day = lep_format_date (lep_language_locale (), date, LEP_DATE_SHORT);
    }
  /* Translators: of a point that was put away: record; the reason; person, day */
  why = g_strdup_printf (_ ("%s: “%s” (%s, %s)"), title != NULL ? title : LEP_NOTHING, finding->reason,
                         finding->by != NULL && *finding->by != '\0' ? finding->by : LEP_NOTHING, day != NULL ? day : LEP_NOTHING);
  row = build_row (finding->text, why, finding->kind, finding->id, finding->field, tab_of_finding (finding), list_of_finding (finding));
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);

  return row;
}

static void
add_leaf_line (GtkBox     *leaf,
               const char *text,
               gboolean    is_day)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_add_css_class (label, is_day ? "heading" : "caption");
  gtk_widget_add_css_class (label, is_day ? "num" : "dim-label");
  gtk_box_append (leaf, label);
}

/* Day over month, as on a calendar's leaf; and the year when it is another one. */
static GtkWidget *
build_leaf (const char *date)
{
  const LepLocale *locale = lep_language_locale ();
  int              month = CLAMP (atoi (date + 5), 1, 12);
  g_autofree char *today = lep_window_dup_today ();
  g_autofree char *day = g_strdup_printf ("%d", atoi (date + 8));
  g_autofree char *year = g_strndup (date, 4);
  GtkWidget       *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_widget_set_size_request (box, 30, -1);
  add_leaf_line (GTK_BOX (box), day, TRUE);
  add_leaf_line (GTK_BOX (box), locale->months_short[month - 1], FALSE);
  if (!g_str_has_prefix (today, year))
    add_leaf_line (GTK_BOX (box), year, FALSE);

  return box;
}

/* What comes up on that date, in the words of the work. */
static const char *
name_of_date (const LepNextDate *date)
{
  static const struct
  {
    const char *kind;
    const char *field;
    const char *name;
  } names[] = {
    { "project", "end", N_ ("End of project") },
    { "project", "start", N_ ("Start of project") },
    { "meeting", "next_on", N_ ("Next meeting") },
    { "meeting", "held_on", N_ ("Meeting") },
    { "decision", "due_on", N_ ("Decision due") },
    { "tranche", "due_on", N_ ("Tranche due") },
    { "period", "due_on", N_ ("Report due") },
    { "target", "due_on", N_ ("Target due") },
    { "call", "questions_until", N_ ("End of questions") },
    { "call", "concept_deadline", N_ ("Deadline for concept notes") },
    { "call", "full_deadline", N_ ("Deadline for applications") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      if (g_strcmp0 (names[i].kind, date->kind) == 0 && g_strcmp0 (names[i].field, date->field) == 0)
        return _ (names[i].name);
    }

  return lep_schema_label (lep_kind_field (lep_schema_kind (date->kind), date->field)->label);
}

/* Returns: (nullable): which record the date is of. A meeting is named by its day,
 * which stands beside, and the next one has no name yet: whose it is says more. */
static char *
describe_date (LepWorkspace      *workspace,
               const LepNextDate *date)
{
  gboolean is_meeting = strcmp (date->kind, "meeting") == 0;
  g_autoptr (LepRecord) record = lep_workspace_get_record (workspace, date->kind, date->id, date->space, NULL);
  const char      *owner = record == NULL ? NULL : lep_record_get (record, is_meeting ? "partnership" : "project");
  g_autofree char *owner_title = owner == NULL ? NULL : lep_workspace_dup_title (workspace, is_meeting ? "partnership" : "project", owner);
  g_autofree char *name = NULL;

  if (record == NULL || (is_meeting && strcmp (date->field, "next_on") == 0))
    return g_steal_pointer (&owner_title);
  name = is_meeting ? g_strdup (lep_code_label ("meeting_kind", lep_record_get (record, "kind"))) : lep_record_label (workspace, record);
  return owner_title == NULL ? g_steal_pointer (&name) : g_strdup_printf ("%s – %s", name, owner_title);
}

/* Returns: (transfer floating): a date that comes up, and which record it is about */
GtkWidget *
lep_next_date_row_new (LepWorkspace      *workspace,
                       const LepNextDate *date)
{
  g_autofree char *about = NULL;
  g_autofree char *spoken = NULL;
  GtkWidget       *row;

  g_return_val_if_fail (date != NULL && strlen (date->date) == LEP_DATE_TEXT_SIZE, NULL);

  about = describe_date (workspace, date);
  row = build_row (name_of_date (date), about, date->kind, date->id, date->field, NULL, NULL);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 1);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), build_leaf (date->date));

  spoken = lep_format_date (lep_language_locale (), date->date, LEP_DATE_LONG);
  gtk_widget_set_tooltip_text (row, spoken);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, spoken, -1);

  return row;
}
