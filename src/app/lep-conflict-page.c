/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One conflict: all its values side by side, each with person, laptop and
 * time, compared with what stood before; the user picks one or types another. */

#include <glib/gi18n.h>

#include "lep-conflict.h"
#include "lep-format.h"
#include "lep-record.h"

#include "lep-conflict-card.h"
#include "lep-field-text.h"
#include "lep-flow-cell.h"
#include "lep-language.h"
#include "lep-window.h"

#include "lep-conflict-page.h"

#define MAX_SHOWN        500
#define MAX_CARDS_A_LINE 3

struct _LepConflictPage
{
  LepPage         parent_instance;

  GPtrArray      *conflicts; /* LepConflict */
  guint           index;     /* the one shown */
  GPtrArray      *cards;     /* LepConflictCard: the value before, if known, then those to pick */
  guint           n_before;  /* 1 if the first card is the value before */

  GtkStack       *stack;
  GtkLabel       *field_label;
  GtkLabel       *sentence_label;
  GtkFlowBox     *cards_box;
  GtkWidget      *another_box;
  GtkWidget      *another_frame;
  GtkCheckButton *another_button;
  GtkTextView    *another_view;
  GtkLabel       *another_error;
  GtkLabel       *legend_label;
};

G_DEFINE_FINAL_TYPE (LepConflictPage, lep_conflict_page, LEP_TYPE_PAGE)

static const LepConflict *
shown_conflict (LepConflictPage *self)
{
  return self->conflicts != NULL && self->index < self->conflicts->len
           ? g_ptr_array_index (self->conflicts, self->index)
           : NULL;
}

static gboolean
is_life (const LepConflict *conflict)
{
  return g_str_equal (conflict->field, "life");
}

/* The one field, or NULL for `life` and fields that this version does not know. */
static const LepField *
schema_field (const LepConflict *conflict,
              const char        *name)
{
  const LepKind *kind = lep_schema_kind (conflict->kind);

  return kind != NULL ? lep_kind_field (kind, name) : NULL;
}

/* The texts of a value as one text for people: a group has a line a field. */
static char *
texts_for_people (LepConflictPage   *self,
                  const LepConflict *conflict,
                  GPtrArray         *texts)
{
  GString *out = g_string_new (NULL);

  if (is_life (conflict))
    return g_strdup (g_strcmp0 (g_ptr_array_index (texts, 0), "deleted") == 0 ? _ ("Deleted") : _ ("Kept, with the changes made to it"));

  for (guint i = 0; i < texts->len && i < conflict->fields->len; i++)
    {
      const char      *name = g_ptr_array_index (conflict->fields, i);
      const char      *value = g_ptr_array_index (texts, i);
      const LepField  *field = schema_field (conflict, name);
      g_autofree char *shown = NULL;

      if (value != NULL && field != NULL)
        shown = lep_field_label (lep_page_get_workspace (LEP_PAGE (self)), field, value);
      else
        shown = g_strdup (value != NULL ? value : "");

      if (texts->len == 1)
        g_string_append (out, shown);
      else
        g_string_append_printf (out, "%s%s: %s", i > 0 ? "\n" : "", field != NULL ? lep_schema_label (field->label) : name,
                                *shown != '\0' ? shown : LEP_NOTHING);
    }

  return g_string_free (out, FALSE);
}

static char *
card_title (const LepConflictValue *value)
{
  if (value->own)
    return g_strdup (_ ("Yours"));
  /* Translators: whose value it is: “by Amra” */
  return g_strdup_printf (_ ("By %s"), *value->by != '\0' ? value->by : value->label);
}

static void
card_picked_cb (LepConflictPage *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "conflict.settle", TRUE);
}

static void
add_card (LepConflictPage *self,
          LepConflictCard *card)
{
  /* The group's leader is never shown: so nothing is picked at first. */
  lep_conflict_card_set_group (card, self->another_button);
  gtk_flow_box_append (self->cards_box, lep_flow_cell_new (GTK_WIDGET (card)));
  g_ptr_array_add (self->cards, card);
  g_signal_connect_object (card, "picked", G_CALLBACK (card_picked_cb), self, G_CONNECT_SWAPPED);
}

static void
clear_cards (LepConflictPage *self)
{
  GtkWidget *child;

  g_ptr_array_set_size (self->cards, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->cards_box))) != NULL)
    gtk_flow_box_remove (self->cards_box, child);
}

static void
show_cards (LepConflictPage   *self,
            const LepConflict *conflict)
{
  g_autofree char *before = conflict->before != NULL ? texts_for_people (self, conflict, conflict->before) : NULL;
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();

  clear_cards (self);
  self->n_before = before != NULL ? 1 : 0;
  if (before != NULL)
    {
      LepConflictCard *card = lep_conflict_card_new (_ ("Before"), _ ("What all of them replaced"), "");

      lep_conflict_card_set_text (card, before, NULL);
      lep_conflict_card_set_pickable (card, conflict->fields->len == 1);
      add_card (self, card);
    }

  for (guint i = 0; i < conflict->values->len; i++)
    {
      const LepConflictValue *value = g_ptr_array_index (conflict->values, i);
      g_autofree char        *title = card_title (value);
      g_autofree char        *who = g_strdup_printf (_ ("%s · laptop “%s”"), value->by, value->label);
      g_autofree char        *time = lep_format_time (lep_language_locale (), value->at, zone, LEP_DATE_LONG);
      g_autofree char        *text = texts_for_people (self, conflict, value->texts);
      LepConflictCard        *card = lep_conflict_card_new (title, who, time);

      lep_conflict_card_set_text (card, text, before);
      add_card (self, card);
    }
  gtk_flow_box_set_max_children_per_line (self->cards_box, MIN (self->cards->len, MAX_CARDS_A_LINE));
}

static void
show_heads (LepConflictPage   *self,
            const LepConflict *conflict)
{
  g_autofree char *record = lep_workspace_dup_title (lep_page_get_workspace (LEP_PAGE (self)), conflict->kind, conflict->id);
  const LepField  *field = schema_field (conflict, conflict->field);
  g_autofree char *title = g_strdup_printf (_ ("Conflict %u of %u"), self->index + 1, self->conflicts->len);
  GString         *label = g_string_new (NULL);

  lep_page_set_title (LEP_PAGE (self), title);
  lep_page_set_subtitle (LEP_PAGE (self), record);

  if (is_life (conflict))
    g_string_append (label, _ ("Keep it or delete it?"));
  else if (conflict->fields->len > 1)
    for (guint i = 0; i < conflict->fields->len; i++)
      {
        const LepField *one = schema_field (conflict, g_ptr_array_index (conflict->fields, i));
        g_string_append_printf (label, "%s%s", i > 0 ? " · " : "",
                                one != NULL ? lep_schema_label (one->label) : (char *) g_ptr_array_index (conflict->fields, i));
      }
  else
    g_string_append (label, field != NULL ? lep_schema_label (field->label) : conflict->field);
  gtk_label_set_label (self->field_label, label->str);
  g_string_free (label, TRUE);

  gtk_label_set_label (self->sentence_label,
                       is_life (conflict) ? _ ("One of you deleted it while another went on with it. It is kept until you decide.")
                                          : _ ("These were written without knowing of each other. All are kept until you decide."));
}

static gboolean
is_same (const LepConflict *a,
         const LepConflict *b)
{
  return g_str_equal (a->id, b->id) && g_str_equal (a->space, b->space) && g_str_equal (a->field, b->field);
}

/* The value before is looked up in the log, so only for the conflict that is
 * shown. */
static void
read_before (LepConflictPage *self)
{
  LepConflict *conflict = (LepConflict *) shown_conflict (self);
  g_autoptr (GPtrArray) of_record = NULL;

  if (conflict == NULL || conflict->before != NULL)
    return;

  of_record = lep_conflicts_list (lep_page_get_workspace (LEP_PAGE (self)), conflict->kind, conflict->id, MAX_SHOWN, NULL);
  for (guint i = 0; of_record != NULL && i < of_record->len; i++)
    {
      LepConflict *one = g_ptr_array_index (of_record, i);

      if (is_same (one, conflict))
        conflict->before = g_steal_pointer (&one->before);
    }
}

static void
show_conflict (LepConflictPage *self)
{
  const LepConflict *conflict = shown_conflict (self);
  g_autofree char   *legend = NULL;
  gboolean           can_type;

  read_before (self);
  gtk_stack_set_visible_child_name (self->stack, conflict != NULL ? "conflict" : "settled");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "conflict.settle", FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "conflict.previous", conflict != NULL && self->index > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "conflict.next",
                                 conflict != NULL && self->index + 1 < self->conflicts->len);
  if (conflict == NULL)
    {
      lep_page_set_title (LEP_PAGE (self), _ ("Conflicts"));
      lep_page_set_subtitle (LEP_PAGE (self), "");
      return;
    }

  gtk_check_button_set_active (self->another_button, FALSE);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->another_view), "", -1);
  gtk_widget_set_visible (GTK_WIDGET (self->another_error), FALSE);
  show_heads (self, conflict);
  show_cards (self, conflict);

  /* A typed value must be readable as what the field holds. */
  can_type = conflict->fields->len == 1 && !is_life (conflict) && schema_field (conflict, conflict->field) != NULL;
  gtk_widget_set_visible (self->another_box, can_type);
  legend = g_strdup_printf ("%s <span background=\"#1b7f4d\" background_alpha=\"20%%\" underline=\"single\" weight=\"bold\">%s</span>  "
                            "<span background=\"#c01c28\" background_alpha=\"16%%\" strikethrough=\"true\">%s</span>",
                            _ ("Compared with “Before”:"), _ ("added"), _ ("taken out"));
  gtk_label_set_markup (self->legend_label, legend);
  gtk_widget_set_visible (GTK_WIDGET (self->legend_label), self->n_before > 0);
}

/* Reads the list anew and stays at the conflict that was shown, if it is still
 * one; else at its place in the list. */
static void
lep_conflict_page_refresh (LepPage *page)
{
  LepConflictPage   *self = LEP_CONFLICT_PAGE (page);
  const LepConflict *before = shown_conflict (self);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) fresh = lep_conflicts_list (lep_page_get_workspace (page), NULL, NULL, MAX_SHOWN, &error);
  guint at;

  if (fresh == NULL)
    {
      lep_window_report_error (lep_window_of (GTK_WIDGET (self)), _ ("The conflicts were not read"), error);
      return;
    }

  at = MIN (self->index, fresh->len > 0 ? fresh->len - 1 : 0);
  for (guint i = 0; before != NULL && i < fresh->len; i++)
    {
      if (is_same (g_ptr_array_index (fresh, i), before))
        at = i;
    }

  g_clear_pointer (&self->conflicts, g_ptr_array_unref);
  self->conflicts = g_steal_pointer (&fresh);
  self->index = at;
  show_conflict (self);
}

static void
lep_conflict_page_show_target (LepPage         *page,
                               const LepTarget *target)
{
  LepConflictPage *self = LEP_CONFLICT_PAGE (page);

  if (target == NULL || target->id == NULL || self->conflicts == NULL)
    return;

  for (guint i = 0; i < self->conflicts->len; i++)
    {
      const LepConflict *one = g_ptr_array_index (self->conflicts, i);

      if (g_str_equal (one->id, target->id) &&
          (target->field == NULL || g_ptr_array_find_with_equal_func (one->fields, target->field, g_str_equal, NULL)))
        {
          self->index = i;
          break;
        }
    }
  show_conflict (self);
}

/* What was typed, in stored form, or NULL with the reason below the text. */
static char *
read_typed (LepConflictPage   *self,
            const LepConflict *conflict)
{
  GtkTextBuffer   *buffer = gtk_text_view_get_buffer (self->another_view);
  GtkTextIter      start, end;
  g_autofree char *typed = NULL;
  g_autoptr (GError) error = NULL;
  char *value = NULL;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  typed = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  if (lep_field_parse (schema_field (conflict, conflict->field), typed, &value, &error))
    return value != NULL ? value : g_strdup ("");

  gtk_label_set_label (self->another_error, error->message);
  gtk_widget_set_visible (GTK_WIDGET (self->another_error), TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->another_view));
  return NULL;
}

/* Index of the picked card among those with a value (from 1), 0 for the value
 * before, or -1 if none is picked. */
static int
picked_value (LepConflictPage *self)
{
  for (guint i = 0; i < self->cards->len; i++)
    if (lep_conflict_card_is_picked (g_ptr_array_index (self->cards, i)))
      return (int) i + 1 - (int) self->n_before;
  return -1;
}

static gboolean
settle (LepConflictPage   *self,
        const LepConflict *conflict,
        int                picked,
        const char        *typed,
        GError           **error)
{
  LepWorkspace *workspace = lep_page_get_workspace (LEP_PAGE (self));

  if (is_life (conflict))
    {
      const LepConflictValue *value = g_ptr_array_index (conflict->values, picked - 1);
      gboolean                keep = g_strcmp0 (g_ptr_array_index (value->texts, 0), "deleted") != 0;

      return lep_conflict_settle_life (workspace, conflict->space, conflict->kind, conflict->id, keep, error);
    }
  if (typed != NULL || picked == 0)
    return lep_conflict_settle (workspace, conflict->space, conflict->kind, conflict->id, conflict->field,
                                typed != NULL ? typed : g_ptr_array_index (conflict->before, 0), error);
  return lep_conflict_pick (workspace, conflict->space, conflict->kind, conflict->id, conflict->field,
                            (guint) picked, error);
}

static void
settle_action_cb (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  LepConflictPage   *self = LEP_CONFLICT_PAGE (widget);
  const LepConflict *conflict = shown_conflict (self);
  int                picked = picked_value (self);
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

  if (settle (self, conflict, picked, typed, &error))
    lep_window_toast (lep_window_of (widget), _ ("Settled"), TRUE);
  else
    lep_window_report_error (lep_window_of (widget), _ ("It was not settled"), error);
}

static void
move_action_cb (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  LepConflictPage *self = LEP_CONFLICT_PAGE (widget);

  if (g_str_equal (action_name, "conflict.previous") && self->index > 0)
    self->index--;
  else if (self->conflicts != NULL && self->index + 1 < self->conflicts->len)
    self->index++;
  else
    lep_window_go_back (lep_window_of (widget));
  show_conflict (self);
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
      gtk_widget_action_set_enabled (GTK_WIDGET (self), "conflict.settle", TRUE);
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

  if (gtk_text_buffer_get_char_count (buffer) > 0)
    gtk_check_button_set_active (self->another_button, TRUE);
}

static void
lep_conflict_page_dispose (GObject *object)
{
  LepConflictPage *self = LEP_CONFLICT_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), LEP_TYPE_CONFLICT_PAGE);
  g_clear_pointer (&self->conflicts, g_ptr_array_unref);
  g_clear_pointer (&self->cards, g_ptr_array_unref);

  G_OBJECT_CLASS (lep_conflict_page_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, LepConflictPage, stack);
  gtk_widget_class_bind_template_child (widget_class, LepConflictPage, field_label);
  gtk_widget_class_bind_template_child (widget_class, LepConflictPage, sentence_label);
  gtk_widget_class_bind_template_child (widget_class, LepConflictPage, cards_box);
  gtk_widget_class_bind_template_child (widget_class, LepConflictPage, another_box);
  gtk_widget_class_bind_template_child (widget_class, LepConflictPage, another_frame);
  gtk_widget_class_bind_template_child (widget_class, LepConflictPage, another_button);
  gtk_widget_class_bind_template_child (widget_class, LepConflictPage, another_view);
  gtk_widget_class_bind_template_child (widget_class, LepConflictPage, another_error);
  gtk_widget_class_bind_template_child (widget_class, LepConflictPage, legend_label);
  gtk_widget_class_bind_template_callback (widget_class, another_button_toggled_cb);
}

static void
lep_conflict_page_class_init (LepConflictPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lep_conflict_page_dispose;
  LEP_PAGE_CLASS (klass)->refresh = lep_conflict_page_refresh;
  LEP_PAGE_CLASS (klass)->show_target = lep_conflict_page_show_target;

  gtk_widget_class_install_action (widget_class, "conflict.settle", NULL, settle_action_cb);
  gtk_widget_class_install_action (widget_class, "conflict.previous", NULL, move_action_cb);
  gtk_widget_class_install_action (widget_class, "conflict.next", NULL, move_action_cb);
  gtk_widget_class_install_action (widget_class, "conflict.later", NULL, move_action_cb);
  gtk_widget_class_install_action (widget_class, "conflict.open", NULL, open_action_cb);

  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/lep/ui/lep-conflict-page.ui");
  bind_children (widget_class);
}

static void
lep_conflict_page_init (LepConflictPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cards = g_ptr_array_new ();
  g_signal_connect_object (gtk_text_view_get_buffer (self->another_view), "changed",
                           G_CALLBACK (another_changed_cb), self, G_CONNECT_SWAPPED);
}
