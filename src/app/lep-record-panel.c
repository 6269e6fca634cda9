/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A record with its name, its state and its tabs; also the draft of a new one. */

#include <glib/gi18n.h>
#include <string.h>

#include "lep-draft.h"
#include "lep-field-text.h"
#include "lep-history-tab.h"
#include "lep-print-dialog.h"
#include "lep-record-dialog.h"
#include "lep-record-tabs.h"
#include "lep-result-dialog.h"
#include "lep-saved-text.h"
#include "lep-schema-tab.h"
#include "lep-state-button.h"
#include "lep-tooltip.h"
#include "lep-util.h"
#include "lep-window.h"

#include "lep-record-panel.h"

#define DOT " \302\267 "

struct _LepRecordPanel
{
  AdwBin          parent_instance;

  GtkStack       *pages; /* nothing, record, draft */
  GtkLabel       *name_label;
  GtkLabel       *context_label;
  LepStateButton *state_button;
  GtkWidget      *print_button;
  GtkMenuButton  *more_button;
  GtkStack       *stack;
  AdwBin         *draft_bin;

  char           *kind;
  LepWorkspace   *workspace;
  LepRecord      *record;
  LepDraft       *draft;
  gboolean        drafting; /* begun, and neither made a record nor dropped */
  gulong          record_id;
  gulong          workspace_id;
  guint           refresh_id;
  guint           minute_id;
  guint           build_id; /* of the first tab, before somebody wants it */
};

static void view_init (LepRecordViewInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (LepRecordPanel, lep_record_panel, ADW_TYPE_BIN, G_IMPLEMENT_INTERFACE (LEP_TYPE_RECORD_VIEW, view_init))

/* What the record belongs to: the first reference that it must have. */
static char *
dup_context (LepRecordPanel *self)
{
  const LepKind   *kind = lep_record_get_kind (self->record);
  LepWindow       *window = lep_window_of (GTK_WIDGET (self));
  g_autofree char *saved = NULL;
  g_autofree char *person = lep_history_last_person (self->workspace, self->record);

  if (window != NULL)
    saved = lep_saved_text (lep_clock_now (lep_window_get_clock (window)),
                            lep_record_get_changed_at (self->record), person);

  for (guint i = 0; i < kind->n_fields; i++)
    {
      const LepField  *field = &kind->fields[i];
      const char      *value = lep_record_get (self->record, field->name);
      g_autofree char *name = NULL;

      if (field->type != LEP_TYPE_REF || (field->flags & LEP_FIELD_REQUIRED) == 0 || value == NULL)
        continue;

      name = g_str_equal (field->target, "partnership") ? lep_workspace_dup_short (self->workspace, field->target, value)
                                                        : lep_field_label (self->workspace, field, value);
      return saved != NULL ? g_strconcat (name, DOT, saved, NULL) : g_steal_pointer (&name);
    }

  return saved != NULL ? g_steal_pointer (&saved) : g_strdup (lep_schema_label (kind->label));
}

static void
show_bar (LepRecordPanel *self)
{
  g_autofree char *name = lep_record_label (self->workspace, self->record);
  gboolean         is_deleted = lep_record_is_deleted (self->record);
  g_autofree char *line = is_deleted ? g_strdup_printf (_ ("%s (deleted)"), name) : g_strdup (name);
  g_autofree char *context = dup_context (self);
  gboolean         writable = !lep_workspace_is_read_only (self->workspace) && !is_deleted;

  gtk_label_set_label (self->name_label, line);
  lep_tooltip_set (GTK_WIDGET (self->name_label), line);
  gtk_label_set_label (self->context_label, context);
  lep_tooltip_set (GTK_WIDGET (self->context_label), context);
  lep_state_button_set_record (self->state_button, self->workspace, self->record);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "record.delete", writable);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "record.erase", writable && strcmp (self->kind, "contact") == 0);
}

static GQuark tab_quark;

/* Tabs are built when they are looked at: most never are, and a project has six.
 *
 * Returns: the tab in @bin, one of the stack's children */
static LepTab *
need_tab (GtkWidget *bin)
{
  if (adw_bin_get_child (ADW_BIN (bin)) == NULL)
    {
      const LepRecordTab *tab = g_object_get_qdata (G_OBJECT (bin), tab_quark);

      adw_bin_set_child (ADW_BIN (bin), g_object_new (tab->get_type (), NULL));
    }
  return LEP_TAB (adw_bin_get_child (ADW_BIN (bin)));
}

static GtkWidget *
get_switcher (LepRecordPanel *self)
{
  return GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (self), LEP_TYPE_RECORD_PANEL, "switcher"));
}

/* Onto the tab that is seen: nothing is written there by accident, and the next
 * keys lead into the record. */
static void
focus_tab (LepRecordPanel *self)
{
  for (GtkWidget *tab = gtk_widget_get_first_child (get_switcher (self)); tab != NULL; tab = gtk_widget_get_next_sibling (tab))
    if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (tab)))
      gtk_widget_grab_focus (tab);
}

/* Whether keys are heard there. */
static gboolean
is_alive (GtkWidget *focus)
{
  return focus != NULL && gtk_widget_get_mapped (focus) && gtk_widget_is_sensitive (focus);
}

/* In what was deleted no tab goes on waiting to save what was typed there. */
static void
show_deleted (LepRecordPanel *self,
              GtkWidget      *shown)
{
  for (GtkWidget *bin = gtk_widget_get_first_child (GTK_WIDGET (self->stack)); bin != NULL && lep_record_is_deleted (self->record);
       bin = gtk_widget_get_next_sibling (bin))
    if (bin != shown && adw_bin_get_child (ADW_BIN (bin)) != NULL)
      lep_tab_set_record (need_tab (bin), self->workspace, self->record);
}

/* A button that has done its work may be gone with it: the keys go on with what
 * comes after it, or at the tab. */
static void
show_tab (LepRecordPanel *self)
{
  GtkWidget *bin = gtk_stack_get_visible_child (self->stack);
  GtkRoot   *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  gboolean   inside = focus != NULL && bin != NULL && gtk_widget_is_ancestor (focus, bin);

  if (self->record == NULL || bin == NULL)
    return;

  lep_tab_set_record (need_tab (bin), self->workspace, self->record);
  show_deleted (self, bin);
  if (inside && !is_alive (gtk_root_get_focus (root)) &&
      (!gtk_widget_child_focus (bin, GTK_DIR_TAB_FORWARD) || GTK_IS_SCROLLED_WINDOW (gtk_root_get_focus (root))))
    focus_tab (self);
}

static gboolean
refresh_cb (gpointer user_data)
{
  LepRecordPanel *self = user_data;

  self->refresh_id = 0;
  if (self->record != NULL)
    {
      show_bar (self);
      show_tab (self);
    }

  return G_SOURCE_REMOVE;
}

/* Members, results and totals change without the record itself changing. */
static void
changed_cb (LepRecordPanel *self)
{
  if (self->refresh_id == 0)
    self->refresh_id = g_idle_add (refresh_cb, self);
}

/* "Saved just now" does not stay true. */
static gboolean
minute_cb (gpointer user_data)
{
  LepRecordPanel *self = user_data;

  if (self->record != NULL && gtk_widget_get_mapped (GTK_WIDGET (self)))
    show_bar (self);

  return G_SOURCE_CONTINUE;
}

static void
disconnect_all (LepRecordPanel *self)
{
  if (self->record != NULL)
    g_clear_signal_handler (&self->record_id, self->record);
  if (self->workspace != NULL)
    g_clear_signal_handler (&self->workspace_id, self->workspace);
  g_clear_handle_id (&self->refresh_id, g_source_remove);
}

static gboolean
flush (LepRecordPanel *self)
{
  gboolean saved = TRUE;

  for (GtkWidget *bin = gtk_widget_get_first_child (GTK_WIDGET (self->stack)); bin != NULL;
       bin = gtk_widget_get_next_sibling (bin))
    {
      GtkWidget *tab = adw_bin_get_child (ADW_BIN (bin));

      saved = (tab == NULL || lep_tab_flush (LEP_TAB (tab))) && saved;
    }

  return saved;
}

static void
set_record (LepRecordView *view,
            LepWorkspace  *workspace,
            LepRecord     *record)
{
  LepRecordPanel *self = LEP_RECORD_PANEL (view);

  if (self->record != NULL)
    flush (self);

  disconnect_all (self);
  g_set_object (&self->workspace, workspace);
  g_set_object (&self->record, record);
  gtk_stack_set_visible_child_name (self->pages, record != NULL ? "record" : "nothing");
  if (record == NULL)
    return;

  self->record_id = g_signal_connect_swapped (record, "changed", G_CALLBACK (changed_cb), self);
  self->workspace_id = g_signal_connect_swapped (workspace, "changed", G_CALLBACK (changed_cb), self);
  show_bar (self);
  show_tab (self);
}

static void
draft_created_cb (LepRecordPanel *self,
                  const char     *id)
{
  self->drafting = FALSE;
  lep_record_view_created (LEP_RECORD_VIEW (self), id);
  /* What can be filled in now: not the list above, and nothing that was just typed. */
  if (!lep_tab_focus_next (need_tab (gtk_stack_get_visible_child (self->stack))))
    gtk_widget_child_focus (GTK_WIDGET (self->stack), GTK_DIR_TAB_FORWARD);
}

static void
draft_dropped_cb (LepRecordPanel *self)
{
  self->drafting = FALSE;
  gtk_stack_set_visible_child_name (self->pages, self->record != NULL ? "record" : "nothing");
  lep_record_view_dropped (LEP_RECORD_VIEW (self));
}

static void
preset (LepRecordPanel *self,
        const char     *filter)
{
  g_auto (GStrv) lines = g_strsplit (filter, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      char *equals = strchr (lines[i], '=');

      if (equals == NULL)
        continue;
      *equals = '\0';
      if (lep_kind_field (lep_schema_kind (self->kind), lines[i]) != NULL)
        lep_draft_preset (self->draft, lines[i], equals + 1);
    }
}

/* A draft that was begun and not ended is still there the next time. */
static void
start_new (LepRecordView   *view,
           LepWorkspace    *workspace,
           const LepTarget *target)
{
  LepRecordPanel *self = LEP_RECORD_PANEL (view);

  if (strcmp (self->kind, "outcome") == 0)
    {
      lep_result_dialog_open (GTK_WIDGET (self), workspace, NULL);
      lep_record_view_dropped (view);
      return;
    }

  if (self->draft == NULL)
    {
      self->draft = LEP_DRAFT (lep_draft_new (self->kind));
      adw_bin_set_child (self->draft_bin, GTK_WIDGET (self->draft));
      g_signal_connect_object (self->draft, "created", G_CALLBACK (draft_created_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (self->draft, "dropped", G_CALLBACK (draft_dropped_cb), self, G_CONNECT_SWAPPED);
    }

  if (!self->drafting)
    lep_draft_start (self->draft, workspace);
  self->drafting = TRUE;
  if (target != NULL && target->filter != NULL)
    preset (self, target->filter);
  gtk_stack_set_visible_child_name (self->pages, "draft");
  lep_draft_focus (self->draft);
}

/* Ctrl+Page Down and Ctrl+Page Up: round and round. */
static gboolean
turn_cb (GtkWidget *widget,
         GVariant  *arguments,
         gpointer   user_data)
{
  LepRecordPanel    *self = LEP_RECORD_PANEL (widget);
  GtkSelectionModel *tabs = gtk_stack_get_pages (self->stack);
  guint              n_tabs = g_list_model_get_n_items (G_LIST_MODEL (tabs));
  guint              next = n_tabs;

  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->pages), "record") == 0)
    for (guint i = 0; i < n_tabs; i++)
      if (gtk_selection_model_is_selected (tabs, i))
        next = (i + n_tabs + (guint) GPOINTER_TO_INT (user_data)) % n_tabs;
  if (next < n_tabs)
    gtk_selection_model_select_item (tabs, next, TRUE);
  g_object_unref (tabs);
  if (next == n_tabs)
    return FALSE;

  focus_tab (self);
  return TRUE;
}

static void
add_turn (GtkEventController *controller,
          guint               key,
          int                 step)
{
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (key, GDK_CONTROL_MASK),
                                                          gtk_callback_action_new (turn_cb, GINT_TO_POINTER (step), NULL)));
}

/* Also where the cursor is in a text, which would have these keys for itself. */
static void
add_keys (LepRecordPanel *self)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  add_turn (controller, GDK_KEY_Page_Down, 1);
  add_turn (controller, GDK_KEY_Page_Up, -1);
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

/* Puts the cursor into the row of the field, on the tab that has it. */
static gboolean
focus_field (LepRecordPanel *self,
             const char     *field)
{
  for (GtkWidget *bin = gtk_widget_get_first_child (GTK_WIDGET (self->stack)); bin != NULL; bin = gtk_widget_get_next_sibling (bin))
    {
      lep_tab_set_record (need_tab (bin), self->workspace, self->record);
      if (!lep_tab_focus_field (need_tab (bin), field))
        continue;

      gtk_stack_set_visible_child (self->stack, bin);
      lep_tab_focus_field (need_tab (bin), field);
      return TRUE;
    }
  return FALSE;
}

/* The state has a button; one that cannot go on takes no cursor. */
static gboolean
focus_state (LepRecordPanel *self,
             const char     *field)
{
  return g_strcmp0 (field, lep_record_get_kind (self->record)->state_field) == 0 && gtk_widget_grab_focus (GTK_WIDGET (self->state_button));
}

static void
show_target (LepRecordView   *view,
             const LepTarget *target)
{
  LepRecordPanel *self = LEP_RECORD_PANEL (view);

  if (target->tab != NULL && gtk_stack_get_child_by_name (self->stack, target->tab) != NULL)
    gtk_stack_set_visible_child_name (self->stack, target->tab);

  if (self->record == NULL)
    return;
  if (target->field != NULL && (focus_field (self, target->field) || (target->tab == NULL && focus_state (self, target->field))))
    return;
  focus_tab (self);
}

static gboolean
leave (LepRecordView *view)
{
  return flush (LEP_RECORD_PANEL (view));
}

static gboolean
is_touched (LepRecordView *view)
{
  LepRecordPanel *self = LEP_RECORD_PANEL (view);

  return (self->drafting && lep_draft_is_touched (self->draft)) || (self->record != NULL && !flush (self));
}

static void
view_init (LepRecordViewInterface *iface)
{
  iface->set_record = set_record;
  iface->start_new = start_new;
  iface->show_target = show_target;
  iface->leave = leave;
  iface->is_touched = is_touched;
}

static void
delete_action_cb (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  LepRecordPanel *self = LEP_RECORD_PANEL (widget);

  if (self->record != NULL)
    lep_record_delete (widget, self->workspace, self->record);
}

static void
erase_action_cb (GtkWidget  *widget,
                 const char *action_name,
                 GVariant   *parameter)
{
  LepRecordPanel *self = LEP_RECORD_PANEL (widget);

  if (self->record != NULL)
    lep_record_erase (widget, self->workspace, self->record);
}

static void
add_tabs (LepRecordPanel *self)
{
  guint               n_tabs;
  const LepRecordTab *tabs = lep_record_tabs (&n_tabs);
  gboolean            has_own = FALSE;

  for (guint i = 0; i < n_tabs; i++)
    has_own = has_own || g_strcmp0 (tabs[i].kind, self->kind) == 0;

  if (!has_own)
    {
      GtkWidget *bin = adw_bin_new ();

      adw_bin_set_child (ADW_BIN (bin), lep_schema_tab_new (lep_schema_kind (self->kind)));
      gtk_stack_add_titled (self->stack, bin, "summary", _ ("Summary"));
    }

  for (guint i = 0; i < n_tabs; i++)
    if (tabs[i].kind == NULL || strcmp (tabs[i].kind, self->kind) == 0)
      {
        GtkWidget *bin = adw_bin_new ();

        g_object_set_qdata (G_OBJECT (bin), tab_quark, (gpointer) &tabs[i]);
        gtk_stack_add_titled (self->stack, bin, tabs[i].name, _ (tabs[i].title));
      }
}

static gboolean
build_idle_cb (gpointer user_data)
{
  LepRecordPanel *self = user_data;
  GtkWidget      *bin = gtk_stack_get_visible_child (self->stack);

  self->build_id = 0;
  if (bin != NULL)
    need_tab (bin);
  return G_SOURCE_REMOVE;
}

static void
lep_record_panel_dispose (GObject *object)
{
  LepRecordPanel *self = LEP_RECORD_PANEL (object);

  disconnect_all (self);
  g_clear_handle_id (&self->minute_id, g_source_remove);
  g_clear_handle_id (&self->build_id, g_source_remove);
  g_clear_object (&self->record);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (lep_record_panel_parent_class)->dispose (object);
}

static void
lep_record_panel_finalize (GObject *object)
{
  g_free (LEP_RECORD_PANEL (object)->kind);

  G_OBJECT_CLASS (lep_record_panel_parent_class)->finalize (object);
}

static void
lep_record_panel_class_init (LepRecordPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  tab_quark = g_quark_from_static_string ("lep-record-tab");
  G_OBJECT_CLASS (klass)->dispose = lep_record_panel_dispose;
  G_OBJECT_CLASS (klass)->finalize = lep_record_panel_finalize;

  gtk_widget_class_install_action (widget_class, "record.delete", NULL, delete_action_cb);
  gtk_widget_class_install_action (widget_class, "record.erase", NULL, erase_action_cb);

  g_type_ensure (LEP_TYPE_STATE_BUTTON);
  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/lep/ui/lep-record-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, LepRecordPanel, pages);
  gtk_widget_class_bind_template_child (widget_class, LepRecordPanel, name_label);
  gtk_widget_class_bind_template_child (widget_class, LepRecordPanel, context_label);
  gtk_widget_class_bind_template_child (widget_class, LepRecordPanel, state_button);
  gtk_widget_class_bind_template_child (widget_class, LepRecordPanel, print_button);
  gtk_widget_class_bind_template_child (widget_class, LepRecordPanel, more_button);
  gtk_widget_class_bind_template_child (widget_class, LepRecordPanel, stack);
  gtk_widget_class_bind_template_child (widget_class, LepRecordPanel, draft_bin);
  gtk_widget_class_bind_template_child_full (widget_class, "switcher", FALSE, 0);
  gtk_widget_class_bind_template_callback (widget_class, show_tab);
}

static void
lep_record_panel_init (LepRecordPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  /* As wide as its word each: what stands beside them needs the room. */
  gtk_box_layout_set_homogeneous (GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (get_switcher (self))), FALSE);
  add_keys (self);
}

/* Returns: (transfer floating): a panel for records of @kind */
GtkWidget *
lep_record_panel_new (const char *kind)
{
  LepRecordPanel *self;

  g_return_val_if_fail (lep_schema_kind (kind) != NULL, NULL);

  self = g_object_new (LEP_TYPE_RECORD_PANEL, NULL);
  self->kind = g_strdup (kind);
  self->minute_id = g_timeout_add_seconds (60, minute_cb, self);
  gtk_widget_set_visible (self->print_button, lep_print_dialog_can_print (kind));
  add_tabs (self);
  self->build_id = g_idle_add_full (G_PRIORITY_LOW, build_idle_cb, self, NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "record.erase", FALSE); /* of a contact only, once one is shown */

  return GTK_WIDGET (self);
}

/* The name of the tab that is seen. */
const char *
lep_record_panel_get_tab (LepRecordPanel *self)
{
  g_return_val_if_fail (LEP_IS_RECORD_PANEL (self), NULL);

  return gtk_stack_get_visible_child_name (self->stack);
}

/* Returns: (transfer none) (nullable): the record that is shown */
LepRecord *
lep_record_panel_get_record (LepRecordPanel *self)
{
  g_return_val_if_fail (LEP_IS_RECORD_PANEL (self), NULL);

  return self->record;
}
