/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One conflict: all its values side by side, each with person, laptop and
 * time, compared with what stood before; the user picks one or types another. */

#include <glib/gi18n.h>

#include "lep-record.h"

#include "lep-conflict-card.h"
#include "lep-conflict-words.h"
#include "lep-field-text.h"
#include "lep-settle-dialog.h"
#include "lep-window.h"

#include "lep-conflict-page-private.h"

#define MAX_SHOWN 500
#define MAX_KEYS  9

G_DEFINE_FINAL_TYPE (LepConflictPage, lep_conflict_page, LEP_TYPE_PAGE)

static const LepConflict *
shown_conflict (LepConflictPage *self)
{
  return self->conflicts != NULL && self->index < self->conflicts->len
           ? g_ptr_array_index (self->conflicts, self->index)
           : NULL;
}

/* The one field; NULL for those that this version does not know. */
static const LepField *
schema_field (const LepConflict *conflict)
{
  const LepKind *kind = lep_schema_kind (conflict->kind);

  return kind != NULL ? lep_kind_field (kind, conflict->field) : NULL;
}

static void
show_heads (LepConflictPage   *self,
            const LepConflict *conflict)
{
  g_autofree char *record = lep_workspace_dup_title (lep_page_get_workspace (LEP_PAGE (self)), conflict->kind, conflict->id);
  g_autofree char *title = g_strdup_printf (_ ("Conflict %u of %u"), self->index + 1, self->conflicts->len);
  g_autofree char *label = lep_conflict_is_life (conflict) ? g_strdup (_ ("Keep it or delete it?")) : lep_conflict_field_text (conflict);

  lep_page_set_title (LEP_PAGE (self), title);
  lep_page_set_subtitle (LEP_PAGE (self), record);
  gtk_label_set_label (self->field_label, label);
  gtk_label_set_label (self->sentence_label,
                       lep_conflict_is_life (conflict) ? _ ("One of you deleted it while another went on with it. It is kept until you decide.")
                                                       : _ ("These were written without knowing of each other. All are kept until you decide."));
}

/* The conflicts of the record that is seen. */
static GPtrArray *
conflicts_of_record (LepConflictPage *self)
{
  const LepConflict *shown = shown_conflict (self);
  GPtrArray         *found = g_ptr_array_new ();

  for (guint i = 0; shown != NULL && i < self->conflicts->len; i++)
    {
      const LepConflict *one = g_ptr_array_index (self->conflicts, i);

      if (g_str_equal (one->id, shown->id) && g_str_equal (one->space, shown->space))
        g_ptr_array_add (found, (gpointer) one);
    }
  return found;
}

static void
show_many (LepConflictPage *self)
{
  g_autoptr (GPtrArray) found = conflicts_of_record (self);
  g_autoptr (GMenuModel) menu = lep_conflicts_menu (found, "conflict.many");

  gtk_menu_button_set_menu_model (self->many_button, menu);
  gtk_widget_set_visible (GTK_WIDGET (self->many_button), found->len > 1);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "conflict.many", lep_page_is_writable (LEP_PAGE (self)));
}

/* The value before is looked up in the log, so only for the conflict that is
 * shown. */
static void
read_before (LepConflictPage *self)
{
  LepConflict *conflict = (LepConflict *) shown_conflict (self);
  g_autoptr (GPtrArray) of_record = NULL;
  g_autofree char *own = NULL;

  if (conflict == NULL || conflict->before != NULL)
    return;

  own = lep_conflict_page_key_of (conflict);
  of_record = lep_conflicts_list (lep_page_get_workspace (LEP_PAGE (self)), conflict->kind, conflict->id, MAX_SHOWN, NULL);
  for (guint i = 0; of_record != NULL && i < of_record->len; i++)
    {
      LepConflict     *one = g_ptr_array_index (of_record, i);

      g_autofree char *key = lep_conflict_page_key_of (one);

      if (g_str_equal (key, own))
        conflict->before = g_steal_pointer (&one->before);
    }
}

/* The same conflict with the same values stays as it is, with what was picked
 * and typed. Returns: whether it is not that one */
static gboolean
take_shown (LepConflictPage   *self,
            const LepConflict *conflict)
{
  g_autofree char *key = conflict != NULL ? lep_conflict_page_key_of (conflict) : NULL;
  g_autofree char *values = conflict != NULL ? lep_conflict_page_values_of (conflict) : NULL;

  if (g_strcmp0 (key, self->key) == 0 && g_strcmp0 (values, self->values) == 0)
    return FALSE;

  g_free (self->key);
  self->key = g_steal_pointer (&key);
  g_free (self->values);
  self->values = g_steal_pointer (&values);
  return TRUE;
}

static void
focus_cards (LepConflictPage *self)
{
  for (guint i = 0; shown_conflict (self) != NULL && i < self->cards->len; i++)
    if (lep_conflict_card_focus (g_ptr_array_index (self->cards, i)))
      return;
}

/* The values side by side, none of them picked. */
static void
show_values (LepConflictPage   *self,
             const LepConflict *conflict)
{
  gboolean focused = gtk_widget_get_focus_child (GTK_WIDGET (self->cards_box)) != NULL;

  /* The focus must not go with the card that has it. */
  if (focused)
    gtk_root_set_focus (gtk_widget_get_root (GTK_WIDGET (self)), NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "conflict.settle", FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->another_error), FALSE);
  lep_conflict_page_show_cards (self, conflict);
  if (focused)
    focus_cards (self);
  lep_conflict_page_show_draft (self);

  /* A typed value must be readable as what the field holds. */
  gtk_widget_set_visible (self->another_box, conflict->fields->len == 1 && !lep_conflict_is_life (conflict) &&
                                               schema_field (conflict) != NULL);
}

/* What was typed for the one that was seen before must be kept by then. */
static void
show_conflict (LepConflictPage *self)
{
  const LepConflict *conflict = shown_conflict (self);

  read_before (self);
  gtk_stack_set_visible_child_name (self->stack, conflict != NULL ? "conflict" : "settled");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "conflict.previous", conflict != NULL && self->index > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "conflict.next",
                                 conflict != NULL && self->index + 1 < self->conflicts->len);
  if (take_shown (self, conflict) && conflict != NULL)
    show_values (self, conflict);
  if (conflict == NULL)
    {
      gtk_widget_action_set_enabled (GTK_WIDGET (self), "conflict.settle", FALSE);
      lep_page_set_title (LEP_PAGE (self), _ ("Conflicts"));
      lep_page_set_subtitle (LEP_PAGE (self), "");
      return;
    }
  show_heads (self, conflict);
  show_many (self);
}

/* Those that the filter lets through. */
static GPtrArray *
read_conflicts (LepConflictPage *self,
                GError         **error)
{
  g_autoptr (GPtrArray) all = lep_conflicts_list (lep_page_get_workspace (LEP_PAGE (self)), NULL, NULL, MAX_SHOWN, error);

  if (all != NULL && all->len < MAX_SHOWN)
    lep_conflict_page_drop_drafts (self, all);
  for (guint i = all != NULL ? all->len : 0; i > 0; i--)
    {
      if (!lep_conflict_matches (g_ptr_array_index (all, i - 1), self->filter))
        g_ptr_array_remove_index (all, i - 1);
    }
  return g_steal_pointer (&all);
}

/* Reads the list anew and stays at the conflict that was shown, if it is still
 * one; else at its place in the list: what is typed on then is not for that one. */
static void
lep_conflict_page_refresh (LepPage *page)
{
  LepConflictPage *self = LEP_CONFLICT_PAGE (page);
  g_autoptr (GPtrArray) fresh = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *seen = g_strdup (self->key);
  gboolean         focused = gtk_widget_get_focus_child (GTK_WIDGET (self)) != NULL;
  guint            at;

  lep_conflict_page_keep_draft (self);
  fresh = read_conflicts (self, &error);
  if (fresh == NULL)
    {
      lep_window_report_error (lep_window_of (GTK_WIDGET (self)), _ ("The conflicts were not read"), error);
      return;
    }

  at = MIN (self->index, fresh->len > 0 ? fresh->len - 1 : 0);
  for (guint i = 0; self->key != NULL && i < fresh->len; i++)
    {
      g_autofree char *key = lep_conflict_page_key_of (g_ptr_array_index (fresh, i));

      if (g_str_equal (key, self->key))
        at = i;
    }

  g_clear_pointer (&self->conflicts, g_ptr_array_unref);
  self->conflicts = g_steal_pointer (&fresh);
  self->index = at;
  show_conflict (self);
  if (self->settled || (focused && seen != NULL && g_strcmp0 (seen, self->key) != 0))
    focus_cards (self);
  self->settled = FALSE;
}

/* A target that names none means the one that something is typed for. */
static gboolean
is_meant (LepConflictPage   *self,
          const LepConflict *conflict,
          const LepTarget   *target)
{
  if (target->id == NULL)
    return lep_conflict_page_is_drafted (self, conflict);

  return g_str_equal (conflict->id, target->id) &&
         (target->space == NULL || g_str_equal (conflict->space, target->space)) &&
         (target->field == NULL || g_ptr_array_find_with_equal_func (conflict->fields, target->field, g_str_equal, NULL));
}

static void
lep_conflict_page_show_target (LepPage         *page,
                               const LepTarget *target)
{
  LepConflictPage *self = LEP_CONFLICT_PAGE (page);

  lep_conflict_page_keep_draft (self);
  if (g_strcmp0 (self->filter, target->filter) != 0)
    {
      g_free (self->filter);
      self->filter = g_strdup (target->filter);
      lep_conflict_page_refresh (page);
    }
  if (self->conflicts == NULL)
    return;

  for (guint i = 0; i < self->conflicts->len; i++)
    {
      if (is_meant (self, g_ptr_array_index (self->conflicts, i), target))
        {
          self->index = i;
          break;
        }
    }
  show_conflict (self);
  focus_cards (self);
}

/* What was typed, in stored form, or NULL with the reason below the text. */
static char *
read_typed (LepConflictPage   *self,
            const LepConflict *conflict)
{
  g_autofree char *typed = lep_conflict_page_dup_typed (self);
  g_autofree char *currency = lep_conflict_dup_currency (lep_page_get_workspace (LEP_PAGE (self)), conflict, NULL);
  g_autoptr (GError) error = NULL;
  char *value = NULL;

  if (lep_field_parse_in (schema_field (conflict), currency, typed, &value, &error))
    return value != NULL ? value : g_strdup ("");

  gtk_label_set_label (self->another_error, error->message);
  gtk_widget_set_visible (GTK_WIDGET (self->another_error), TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->another_view));
  return NULL;
}

/* Whether the values are still those that the user sees. */
static gboolean
is_as_seen (LepConflictPage   *self,
            const LepConflict *conflict)
{
  g_autoptr (GPtrArray) now = lep_conflicts_list (lep_page_get_workspace (LEP_PAGE (self)), conflict->kind, conflict->id, 0, NULL);

  for (guint i = 0; now != NULL && i < now->len; i++)
    {
      g_autofree char *key = lep_conflict_page_key_of (g_ptr_array_index (now, i));
      g_autofree char *values = lep_conflict_page_values_of (g_ptr_array_index (now, i));

      if (g_str_equal (key, self->key) && g_str_equal (values, self->values))
        return TRUE;
    }
  return FALSE;
}

/* Settles with the value that was seen and picked, or with @typed. Fails without
 * an error if the conflict is not what is seen any more. */
static gboolean
settle (LepConflictPage   *self,
        const LepConflict *conflict,
        int                picked,
        const char        *typed,
        GError           **error)
{
  LepWorkspace     *workspace = lep_page_get_workspace (LEP_PAGE (self));
  LepConflictChoice choice = { conflict, (guint) MAX (picked, 0) };
  g_autoptr (GArray) choices = g_array_new (FALSE, FALSE, sizeof choice);
  guint n_settled = 0;

  if (!is_as_seen (self, conflict))
    return FALSE;
  if (typed != NULL || picked == 0)
    return lep_conflict_settle (workspace, conflict->space, conflict->kind, conflict->id, conflict->field,
                                typed != NULL ? typed : g_ptr_array_index (conflict->before, 0), error);

  g_array_append_val (choices, choice);
  return lep_conflicts_settle (workspace, choices, &n_settled, error) && n_settled > 0;
}

static void
settle_action_cb (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  LepConflictPage   *self = LEP_CONFLICT_PAGE (widget);
  const LepConflict *conflict = shown_conflict (self);
  int                picked = lep_conflict_page_get_picked (self);
  g_autofree char   *typed = NULL;
  g_autoptr (GError) error = NULL;

  if (conflict == NULL)
    return;
  if (gtk_check_button_get_active (self->another_button))
    {
      typed = read_typed (self, conflict);
      if (typed == NULL)
        return;
    }
  else if (picked < 0)
    {
      return;
    }

  self->settled = settle (self, conflict, picked, typed, &error);
  if (self->settled)
    {
      gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->another_view), "", -1);
      lep_window_toast (lep_window_of (widget), _ ("Settled"), TRUE);
      return;
    }

  if (error != NULL)
    lep_window_report_error (lep_window_of (widget), _ ("It was not settled"), error);
  else
    lep_window_toast (lep_window_of (widget), _ ("Nothing was settled: the values are others by now. Look at them first."), FALSE);
  lep_conflict_page_refresh (LEP_PAGE (self));
}

static void
move_action_cb (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  LepConflictPage *self = LEP_CONFLICT_PAGE (widget);

  lep_conflict_page_keep_draft (self);
  if (g_str_equal (action_name, "conflict.previous") && self->index > 0)
    self->index--;
  else if (self->conflicts != NULL && self->index + 1 < self->conflicts->len)
    self->index++;
  else
    lep_window_go_back (lep_window_of (widget));
  show_conflict (self);
  focus_cards (self);
}

/* The keys 1 to 9 pick the card that shows them, 0 is for typing another value. */
static void
pick_action_cb (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  LepConflictPage *self = LEP_CONFLICT_PAGE (widget);
  guint            key = g_variant_get_uint32 (parameter);

  if (key == 0 && gtk_widget_get_visible (self->another_box))
    gtk_check_button_set_active (self->another_button, TRUE);
  for (guint i = 0; key > 0 && i < self->cards->len; i++)
    {
      LepConflictCard *card = g_ptr_array_index (self->cards, i);

      if (lep_conflict_card_is_pickable (card) && lep_conflict_card_get_key (card) == key)
        lep_conflict_card_pick (card);
    }
}

static void
many_action_cb (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  g_autoptr (GPtrArray) found = conflicts_of_record (LEP_CONFLICT_PAGE (widget));

  lep_settle_dialog_open (lep_window_of (widget), found, g_variant_get_string (parameter, NULL));
}

static void
show_receipt_action_cb (GtkWidget  *widget,
                        const char *action_name,
                        GVariant   *parameter)
{
  g_autofree char *no = g_strdup_printf ("%" G_GINT64_FORMAT, g_variant_get_int64 (parameter));
  LepTarget        target = { .id = no };

  lep_window_go (lep_window_of (widget), "receipt", &target);
}

static void
open_action_cb (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  const LepConflict *conflict = shown_conflict (LEP_CONFLICT_PAGE (widget));

  if (conflict != NULL)
    lep_window_open_record (lep_window_of (widget), conflict->kind, conflict->id, NULL);
}

static void
another_button_toggled_cb (LepConflictPage *self,
                           GtkCheckButton  *button)
{
  if (gtk_check_button_get_active (button))
    {
      gtk_widget_add_css_class (self->another_frame, "picked");
      gtk_widget_action_set_enabled (GTK_WIDGET (self), "conflict.settle", lep_page_is_writable (LEP_PAGE (self)));
      if (!self->filling)
        gtk_widget_grab_focus (GTK_WIDGET (self->another_view));
    }
  else
    {
      gtk_widget_remove_css_class (self->another_frame, "picked");
    }
}

/* Typing is choosing. */
static void
another_changed_cb (LepConflictPage *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->another_view);

  if (!self->filling && gtk_text_buffer_get_char_count (buffer) > 0)
    gtk_check_button_set_active (self->another_button, TRUE);
}

static gboolean
lep_conflict_page_is_touched (LepPage *page)
{
  g_autoptr (GString) text = g_string_new (NULL);

  lep_conflict_page_add_drafts (LEP_CONFLICT_PAGE (page), text);
  return text->len > 0;
}

static void
lep_conflict_page_dispose (GObject *object)
{
  LepConflictPage *self = LEP_CONFLICT_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), LEP_TYPE_CONFLICT_PAGE);
  g_clear_pointer (&self->conflicts, g_ptr_array_unref);
  g_clear_pointer (&self->cards, g_ptr_array_unref);
  g_clear_pointer (&self->drafts, g_hash_table_unref);
  g_clear_pointer (&self->filter, g_free);
  g_clear_pointer (&self->key, g_free);
  g_clear_pointer (&self->values, g_free);

  G_OBJECT_CLASS (lep_conflict_page_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, LepConflictPage, stack);
  gtk_widget_class_bind_template_child (widget_class, LepConflictPage, field_label);
  gtk_widget_class_bind_template_child (widget_class, LepConflictPage, sentence_label);
  gtk_widget_class_bind_template_child (widget_class, LepConflictPage, cards_box);
  gtk_widget_class_bind_template_child (widget_class, LepConflictPage, keys_label);
  gtk_widget_class_bind_template_child (widget_class, LepConflictPage, another_box);
  gtk_widget_class_bind_template_child (widget_class, LepConflictPage, another_frame);
  gtk_widget_class_bind_template_child (widget_class, LepConflictPage, another_button);
  gtk_widget_class_bind_template_child (widget_class, LepConflictPage, another_view);
  gtk_widget_class_bind_template_child (widget_class, LepConflictPage, another_error);
  gtk_widget_class_bind_template_child (widget_class, LepConflictPage, legend_label);
  gtk_widget_class_bind_template_child (widget_class, LepConflictPage, many_button);
  gtk_widget_class_bind_template_callback (widget_class, another_button_toggled_cb);
}

static void
lep_conflict_page_class_init (LepConflictPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lep_conflict_page_dispose;
  LEP_PAGE_CLASS (klass)->is_touched = lep_conflict_page_is_touched;
  LEP_PAGE_CLASS (klass)->refresh = lep_conflict_page_refresh;
  LEP_PAGE_CLASS (klass)->show_target = lep_conflict_page_show_target;

  gtk_widget_class_install_action (widget_class, "conflict.settle", NULL, settle_action_cb);
  gtk_widget_class_install_action (widget_class, "conflict.previous", NULL, move_action_cb);
  gtk_widget_class_install_action (widget_class, "conflict.next", NULL, move_action_cb);
  gtk_widget_class_install_action (widget_class, "conflict.later", NULL, move_action_cb);
  gtk_widget_class_install_action (widget_class, "conflict.open", NULL, open_action_cb);
  gtk_widget_class_install_action (widget_class, "conflict.pick", "u", pick_action_cb);
  gtk_widget_class_install_action (widget_class, "conflict.many", "s", many_action_cb);
  gtk_widget_class_install_action (widget_class, "conflict.show-receipt", "x", show_receipt_action_cb);
  for (guint i = 0; i <= MAX_KEYS; i++)
    {
      gtk_widget_class_add_binding_action (widget_class, GDK_KEY_0 + i, 0, "conflict.pick", "u", i);
      gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_0 + i, 0, "conflict.pick", "u", i);
    }

  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/lep/ui/lep-conflict-page.ui");
  bind_children (widget_class);
}

/* Keys that work while a text is typed, too. */
static void
add_shortcut (GtkEventController *controller,
              guint               key,
              GdkModifierType     modifiers,
              const char         *action)
{
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (key, modifiers), gtk_named_action_new (action)));
}

static void
lep_conflict_page_init (LepConflictPage *self)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  add_shortcut (controller, GDK_KEY_Return, GDK_CONTROL_MASK, "conflict.settle");
  add_shortcut (controller, GDK_KEY_KP_Enter, GDK_CONTROL_MASK, "conflict.settle");
  add_shortcut (controller, GDK_KEY_Down, GDK_ALT_MASK, "conflict.next");
  add_shortcut (controller, GDK_KEY_Up, GDK_ALT_MASK, "conflict.previous");
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
  self->cards = g_ptr_array_new ();
  lep_conflict_page_init_drafts (self);
  g_signal_connect_object (gtk_text_view_get_buffer (self->another_view), "changed",
                           G_CALLBACK (another_changed_cb), self, G_CONNECT_SWAPPED);
}
