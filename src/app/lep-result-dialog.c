/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "Add a result": one number, its split, its proof. */

#include <glib/gi18n.h>
#include <string.h>

#include "lep-calendar-button.h"
#include "lep-field-text.h"
#include "lep-format.h"
#include "lep-groups-grid.h"
#include "lep-language.h"
#include "lep-query.h"
#include "lep-result-choices.h"
#include "lep-split-grid.h"
#include "lep-total.h"
#include "lep-typed-text.h"
#include "lep-window.h"

#include "lep-result-dialog.h"

struct _LepResultDialog
{
  AdwWindow          parent_instance;

  GtkDropDown       *project_drop;
  GtkDropDown       *indicator_drop;
  GtkEditable       *from_entry;
  GtkEditable       *to_entry;
  LepCalendarButton *from_calendar;
  LepCalendarButton *to_calendar;
  GtkLabel          *value_title;
  GtkEditable       *value_entry;
  GtkLabel          *total_label;
  GtkLabel          *target_label;
  GtkWidget         *split_box;
  GtkLabel          *left_pill;
  LepSplitGrid      *split;
  GtkLabel          *groups_title;
  LepGroupsGrid     *groups;
  GtkDropDown       *proof_drop;
  GtkEditable       *proof_no_entry;
  GtkEditable       *proof_on_entry;
  LepCalendarButton *proof_on_calendar;
  GtkCheckButton    *keep_check;
  GtkLabel          *status_label;

  LepWorkspace      *workspace;
  GPtrArray         *projects;   /* LepRecord */
  GPtrArray         *indicators; /* LepRecord */
};

G_DEFINE_FINAL_TYPE (LepResultDialog, lep_result_dialog, ADW_TYPE_WINDOW)

static const LepField *
get_field (const char *name)
{
  return lep_kind_field (lep_schema_kind ("outcome"), name);
}

static LepRecord *
get_selected (GtkDropDown *drop_down,
              GPtrArray   *records)
{
  guint position = gtk_drop_down_get_selected (drop_down);

  return position < records->len ? g_ptr_array_index (records, position) : NULL;
}

static void
show_status (LepResultDialog *self,
             const char      *text,
             gboolean         is_error)
{
  gtk_label_set_label (self->status_label, text);
  if (is_error)
    gtk_widget_add_css_class (GTK_WIDGET (self->status_label), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->status_label), "error");
}

/* -1 = nothing typed, or no number. */
static gint64
get_value (LepResultDialog *self)
{
  const char *text = gtk_editable_get_text (self->value_entry);
  gint64      value = -1;

  if (*text == '\0' || !lep_parse_count (lep_language_locale (), text, &value, NULL))
    return -1;

  return value;
}

static gboolean
is_proved (LepResultDialog *self)
{
  return gtk_drop_down_get_selected (self->proof_drop) > 0 && *gtk_editable_get_text (self->proof_no_entry) != '\0';
}

/* "of 120", the target, beside the total */
static gboolean
show_target (LepResultDialog *self,
             LepRecord       *project,
             LepRecord       *indicator,
             GError         **error)
{
  g_autofree char *number = NULL;
  g_autofree char *of = NULL;
  gint64           target;

  if (!lep_result_find_target (self->workspace, project, indicator, &target, error))
    return FALSE;
  if (target < 0)
    return TRUE;

  number = lep_format_count (lep_language_locale (), target);
  /* Translators: behind a total: "of 120", which is the target */
  of = g_strdup_printf (_ ("of %s"), number);
  gtk_label_set_label (self->target_label, of);
  return TRUE;
}

/* What the project's total becomes; what is not proved yet is told beside it. */
static void
show_total (LepResultDialog *self)
{
  LepRecord    *project = get_selected (self->project_drop, self->projects);
  LepRecord    *indicator = get_selected (self->indicator_drop, self->indicators);
  LepTotalQuery query = { .scope = LEP_SCOPE_PROJECT };
  g_autoptr (LepTotal) total = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  gtk_label_set_label (self->total_label, LEP_NOTHING);
  gtk_label_set_label (self->target_label, "");
  if (project == NULL || indicator == NULL)
    return;

  query.indicator = lep_record_get_id (indicator);
  query.scope_id = lep_record_get_id (project);
  total = lep_total (self->workspace, &query, &error);
  if (total != NULL && total->has_total)
    {
      text = lep_result_foretell (total, MAX (0, get_value (self)), is_proved (self));
      gtk_label_set_label (self->total_label, text);
      show_target (self, project, indicator, &error);
    }
  if (error != NULL)
    show_status (self, error->message, TRUE);
}

/* Who types on did not want to throw it away, and does something about what was wrong. */
static void
goes_on_cb (LepResultDialog *self)
{
  if (lep_typed_text_goes_on (GTK_WIDGET (self)) || gtk_widget_has_css_class (GTK_WIDGET (self->status_label), "error"))
    show_status (self, "", FALSE);
}

static void
show_left (LepResultDialog *self)
{
  gint64           value = get_value (self);
  gint64           left = lep_subtract_saturated (value, lep_split_grid_get_sum (self->split));
  g_autofree char *text = NULL;
  g_autofree char *title = NULL;

  goes_on_cb (self);
  gtk_widget_remove_css_class (GTK_WIDGET (self->left_pill), "wait");
  gtk_widget_remove_css_class (GTK_WIDGET (self->left_pill), "good");
  gtk_widget_remove_css_class (GTK_WIDGET (self->left_pill), "bad");
  gtk_widget_set_visible (GTK_WIDGET (self->left_pill), value > 0 && !lep_split_grid_is_empty (self->split));
  if (left == 0)
    text = g_strdup (_ ("All split"));
  else if (left > 0)
    text = g_strdup_printf (ngettext ("%jd still to split",
                                      "%jd still to split", (gulong) left),
                            left);
  else
    text = g_strdup_printf (ngettext ("%jd too many",
                                      "%jd too many", (gulong) -left),
                            -left);
  gtk_label_set_label (self->left_pill, text);
  gtk_widget_add_css_class (GTK_WIDGET (self->left_pill), left == 0 ? "good" : left > 0 ? "wait"
                                                                                        : "bad");

  title = value > 0 ? g_strdup_printf (_ ("Of these %jd, how many are also …"), value)
                    : g_strdup (_ ("How many are also …"));
  gtk_label_set_label (self->groups_title, title);
}

/* The class of the value's entry while what stands there is the sum of the split. */
static const char summed[] = "summed";

static void
value_changed_cb (LepResultDialog *self)
{
  const char *text = gtk_editable_get_text (self->value_entry);

  gtk_widget_remove_css_class (GTK_WIDGET (self->value_entry), summed);
  if (*text == '\0' || get_value (self) >= 0)
    gtk_widget_remove_css_class (GTK_WIDGET (self->value_entry), "error");
  lep_split_grid_set_whole (self->split, get_value (self));
  show_left (self);
  show_total (self);
}

/* Who splits first need not add up: the sum is the value until one is typed. */
static void
split_changed_cb (LepResultDialog *self)
{
  gint64           sum = lep_split_grid_get_sum (self->split);
  g_autofree char *text = sum > 0 ? lep_format_count (lep_language_locale (), sum) : g_strdup ("");

  if (*gtk_editable_get_text (self->value_entry) == '\0' || gtk_widget_has_css_class (GTK_WIDGET (self->value_entry), summed))
    {
      gtk_editable_set_text (self->value_entry, text);
      gtk_widget_add_css_class (GTK_WIDGET (self->value_entry), summed);
    }
  show_left (self);
}

static void
project_selected_cb (LepResultDialog *self)
{
  LepRecord *project = get_selected (self->project_drop, self->projects);

  if (project != NULL)
    lep_groups_grid_set_groups (self->groups, lep_record_get (project, "target_groups"));
  show_total (self);
}

/* Only what counts persons has a split by sex and age. */
static void
indicator_selected_cb (LepResultDialog *self)
{
  LepRecord  *indicator = get_selected (self->indicator_drop, self->indicators);
  const char *unit = indicator != NULL ? lep_record_get (indicator, "unit") : NULL;
  gboolean    persons = g_strcmp0 (unit, "persons") == 0 || g_strcmp0 (unit, "participations") == 0;
  const char *title = persons ? _ ("How many persons") : lep_code_label ("unit", unit);

  gtk_widget_set_visible (self->split_box, persons);
  gtk_label_set_label (self->value_title, title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->value_entry), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  show_total (self);
}

static void
more_groups_cb (LepResultDialog *self,
                GtkWidget       *button)
{
  lep_groups_grid_show_all (self->groups);
  gtk_widget_hide (button);
}

#define N_ENTRIES 5

static const char *const entry_fields[N_ENTRIES] = { "from", "to", "value", "proof_no", "proof_on" };

static GtkEditable *
get_entry (LepResultDialog *self,
           guint            index)
{
  GtkEditable *entries[N_ENTRIES] = { self->from_entry, self->to_entry, self->value_entry, self->proof_no_entry, self->proof_on_entry };

  return entries[index];
}

/* What was typed and cannot be read is told when its entry is left. */
static void
entry_left_cb (LepResultDialog         *self,
               GtkEventControllerFocus *controller)
{
  GtkWidget *entry = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller));
  g_autoptr (GError) error = NULL;
  g_autofree char *value = NULL;

  gtk_widget_remove_css_class (entry, "error");
  for (guint i = 0; i < N_ENTRIES && error == NULL; i++)
    if (GTK_WIDGET (get_entry (self, i)) == entry)
      lep_field_parse (get_field (entry_fields[i]), gtk_editable_get_text (GTK_EDITABLE (entry)), &value, &error);
  if (error == NULL)
    return;
  gtk_widget_add_css_class (entry, "error");
  show_status (self, error->message, TRUE);
}

/* Takes what stands in an entry into @edit; the entry says so when it is wrong. */
static gboolean
take_field (LepResultDialog *self,
            LepEdit         *edit,
            GtkEditable     *entry,
            const char      *name,
            GError         **error)
{
  const LepField  *field = get_field (name);
  const char      *title = entry == self->value_entry ? gtk_label_get_label (self->value_title) : lep_schema_label (field->label);
  g_autofree char *value = NULL;

  gtk_widget_remove_css_class (GTK_WIDGET (entry), "error");
  if (!lep_field_parse (field, gtk_editable_get_text (entry), &value, error) ||
      (value == NULL && (field->flags & LEP_FIELD_REQUIRED) != 0))
    {
      if (error != NULL && *error == NULL)
        g_set_error (error, LEP_ERROR, LEP_ERROR_INVALID,
                     /* Translators: %s is the name of a field */
                     _ ("%s: fill this in."), title);
      gtk_widget_add_css_class (GTK_WIDGET (entry), "error");
      gtk_widget_grab_focus (GTK_WIDGET (entry));
      return FALSE;
    }

  if (value != NULL)
    lep_edit_set (edit, name, value);

  return TRUE;
}

static gboolean
take_outcome (LepResultDialog *self,
              LepEdit         *edit,
              GError         **error)
{
  LepRecord *project = get_selected (self->project_drop, self->projects);
  LepRecord *indicator = get_selected (self->indicator_drop, self->indicators);
  guint      proof = gtk_drop_down_get_selected (self->proof_drop);

  if (project == NULL || indicator == NULL)
    {
      g_set_error_literal (error, LEP_ERROR, LEP_ERROR_INVALID, _ ("Choose the project and the indicator first."));
      return FALSE;
    }

  if (!lep_edit_row (edit, lep_record_get_space (project), "outcome", NULL, error))
    return FALSE;

  lep_edit_set (edit, "project", lep_record_get_id (project));
  lep_edit_set (edit, "indicator", lep_record_get_id (indicator));
  lep_edit_set (edit, "state", is_proved (self) ? "verified" : "claimed");
  if (proof > 0)
    lep_edit_set (edit, "proof", lep_schema_code_list ("proof")->codes[proof - 1].code);

  for (guint i = 0; i < N_ENTRIES; i++)
    if (!take_field (self, edit, get_entry (self, i), entry_fields[i], error))
      return FALSE;
  return TRUE;
}

static gboolean
save (LepResultDialog *self,
      GError         **error)
{
  g_autoptr (LepEdit) edit = lep_edit_new (self->workspace);
  g_autofree char *outcome = NULL;

  if (!take_outcome (self, edit, error))
    return FALSE;

  outcome = g_strdup (lep_edit_last_id (edit));
  if (gtk_widget_get_visible (self->split_box) &&
      (!lep_split_grid_check (self->split, error) ||
       !lep_groups_grid_check (self->groups, get_value (self), error) ||
       !lep_split_grid_add_rows (self->split, edit, outcome, error) ||
       !lep_groups_grid_add_rows (self->groups, edit, outcome, error)))
    return FALSE;

  return lep_edit_commit (edit, error);
}

static void
add_clicked_cb (LepResultDialog *self)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  LepRecord *indicator = get_selected (self->indicator_drop, self->indicators);
  g_autoptr (GError) error = NULL;
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;
  gint64           value = get_value (self);

  if (!save (self, &error))
    {
      show_status (self, error->message, TRUE);
      return;
    }

  name = lep_record_dup_title (indicator);
  /* Translators: what was added: "14 × Employed" */
  text = g_strdup_printf (_ ("Added: %jd × %s"), value, name);
  if (LEP_IS_WINDOW (parent))
    lep_window_toast (LEP_WINDOW (parent), text, TRUE);

  if (!gtk_check_button_get_active (self->keep_check))
    {
      gtk_window_destroy (GTK_WINDOW (self));
      return;
    }

  gtk_editable_set_text (self->value_entry, "");
  gtk_editable_set_text (self->proof_no_entry, "");
  lep_split_grid_clear (self->split);
  lep_groups_grid_clear (self->groups);
  lep_typed_text_begin (GTK_WIDGET (self));
  show_status (self, text, FALSE);
  show_total (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->value_entry));
}

static gboolean
add_shortcut_cb (GtkWidget *widget,
                 GVariant  *arguments,
                 gpointer   user_data)
{
  add_clicked_cb (LEP_RESULT_DIALOG (widget));
  return TRUE;
}

static void
cancel_clicked_cb (LepResultDialog *self)
{
  gtk_window_close (GTK_WINDOW (self));
}

/* What was typed goes when that is asked for twice. */
static gboolean
close_request_cb (LepResultDialog *self)
{
  if (lep_typed_text_may_go (GTK_WIDGET (self)))
    return GDK_EVENT_PROPAGATE;

  show_status (self, _ ("This result is not added yet. Cancel once more to throw it away, or Ctrl+Enter to add it."), TRUE);

  return GDK_EVENT_STOP;
}

static void
fill_proofs (LepResultDialog *self)
{
  const LepCodeList *list = lep_schema_code_list ("proof");
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  gtk_string_list_append (names, _ ("None yet"));
  for (guint i = 0; i < list->n_codes; i++)
    gtk_string_list_append (names, lep_schema_label (list->codes[i].label));
  gtk_drop_down_set_model (self->proof_drop, G_LIST_MODEL (names));
}

/* The quarter so far is what most often is reported. */
static void
fill_dates (LepResultDialog *self,
            LepClock        *clock)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_local (lep_clock_now (clock) / 1000);
  int              first_month = (g_date_time_get_month (now) - 1) / 3 * 3 + 1;
  g_autofree char *from = g_strdup_printf ("%04d-%02d-01", g_date_time_get_year (now), first_month);
  g_autofree char *to = g_date_time_format (now, "%Y-%m-%d");
  g_autofree char *from_text = lep_field_show (get_field ("from"), from);
  g_autofree char *to_text = lep_field_show (get_field ("to"), to);

  lep_editable_show (self->from_entry, from_text);
  lep_editable_show (self->to_entry, to_text);
}

static void
lep_result_dialog_dispose (GObject *object)
{
  LepResultDialog *self = LEP_RESULT_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), LEP_TYPE_RESULT_DIALOG);
  g_clear_object (&self->workspace);
  g_clear_pointer (&self->projects, g_ptr_array_unref);
  g_clear_pointer (&self->indicators, g_ptr_array_unref);

  G_OBJECT_CLASS (lep_result_dialog_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, LepResultDialog, project_drop);
  gtk_widget_class_bind_template_child (widget_class, LepResultDialog, indicator_drop);
  gtk_widget_class_bind_template_child (widget_class, LepResultDialog, from_entry);
  gtk_widget_class_bind_template_child (widget_class, LepResultDialog, to_entry);
  gtk_widget_class_bind_template_child (widget_class, LepResultDialog, from_calendar);
  gtk_widget_class_bind_template_child (widget_class, LepResultDialog, to_calendar);
  gtk_widget_class_bind_template_child (widget_class, LepResultDialog, value_title);
  gtk_widget_class_bind_template_child (widget_class, LepResultDialog, value_entry);
  gtk_widget_class_bind_template_child (widget_class, LepResultDialog, total_label);
  gtk_widget_class_bind_template_child (widget_class, LepResultDialog, target_label);
  gtk_widget_class_bind_template_child (widget_class, LepResultDialog, split_box);
  gtk_widget_class_bind_template_child (widget_class, LepResultDialog, left_pill);
  gtk_widget_class_bind_template_child (widget_class, LepResultDialog, split);
  gtk_widget_class_bind_template_child (widget_class, LepResultDialog, groups_title);
  gtk_widget_class_bind_template_child (widget_class, LepResultDialog, groups);
  gtk_widget_class_bind_template_child (widget_class, LepResultDialog, proof_drop);
  gtk_widget_class_bind_template_child (widget_class, LepResultDialog, proof_no_entry);
  gtk_widget_class_bind_template_child (widget_class, LepResultDialog, proof_on_entry);
  gtk_widget_class_bind_template_child (widget_class, LepResultDialog, proof_on_calendar);
  gtk_widget_class_bind_template_child (widget_class, LepResultDialog, keep_check);
  gtk_widget_class_bind_template_child (widget_class, LepResultDialog, status_label);
}

static void
lep_result_dialog_class_init (LepResultDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lep_result_dialog_dispose;

  g_type_ensure (LEP_TYPE_CALENDAR_BUTTON);
  g_type_ensure (LEP_TYPE_SPLIT_GRID);
  g_type_ensure (LEP_TYPE_GROUPS_GRID);
  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/lep/ui/lep-result-dialog.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, goes_on_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_left_cb);
  gtk_widget_class_bind_template_callback (widget_class, value_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, project_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, indicator_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, split_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_total);
  gtk_widget_class_bind_template_callback (widget_class, more_groups_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, close_request_cb);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, add_shortcut_cb, NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
lep_result_dialog_init (LepResultDialog *self)
{
  self->projects = g_ptr_array_new ();
  self->indicators = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  lep_calendar_button_attach (self->from_calendar, self->from_entry, get_field ("from"));
  lep_calendar_button_attach (self->to_calendar, self->to_entry, get_field ("to"));
  lep_calendar_button_attach (self->proof_on_calendar, self->proof_on_entry, get_field ("proof_on"));
  fill_proofs (self);
}

/* What there is to choose from; without, the reason is told instead. */
static void
fill_choices (LepResultDialog *self,
              const char      *project)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) projects = lep_result_projects (self->workspace, &error);
  g_autoptr (GPtrArray) indicators = projects != NULL ? lep_result_indicators (self->workspace, &error) : NULL;
  g_autofree char *indicator = NULL;

  if (indicators == NULL)
    {
      show_status (self, error->message, TRUE);
      return;
    }

  g_ptr_array_unref (self->projects);
  g_ptr_array_unref (self->indicators);
  self->projects = g_steal_pointer (&projects);
  self->indicators = g_steal_pointer (&indicators);
  lep_result_fill_drop (self->project_drop, self->projects, lep_record_dup_title, project);
  indicator = lep_result_usual_indicator (self->workspace, project, self->indicators);
  lep_result_fill_drop (self->indicator_drop, self->indicators, lep_result_describe_indicator, indicator);
  project_selected_cb (self);
  indicator_selected_cb (self);
}

/**
 * lep_result_dialog_new:
 * @clock: tells today, for the period that is offered
 * @project: (nullable): id of the project that it starts with
 */
LepResultDialog *
lep_result_dialog_new (LepWorkspace *workspace,
                       LepClock     *clock,
                       const char   *project)
{
  LepResultDialog *self;

  g_return_val_if_fail (LEP_IS_WORKSPACE (workspace), NULL);

  self = g_object_new (LEP_TYPE_RESULT_DIALOG, NULL);
  self->workspace = g_object_ref (workspace);
  fill_dates (self, clock);
  value_changed_cb (self);
  fill_choices (self, project);
  lep_typed_text_begin (GTK_WIDGET (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->project_drop));

  return self;
}
