/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The values of a conflict as cards side by side, the differences marked. */

#include <glib/gi18n.h>

#include "lep-format.h"

#include "lep-conflict-card.h"
#include "lep-conflict-words.h"
#include "lep-diff-markup.h"
#include "lep-flow-cell.h"
#include "lep-language.h"

#include "lep-conflict-page-private.h"

#define MAX_CARDS_A_LINE 3

static char *
card_title (const LepConflictValue *value)
{
  if (value->own)
    return g_strdup (_ ("Yours"));
  /* Translators: whose value it is: “by Amra” */
  return g_strdup_printf (_ ("By %s"), lep_conflict_author (value));
}

static void
card_picked_cb (LepConflictPage *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "conflict.settle", lep_page_is_writable (LEP_PAGE (self)));
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

/* The keys 1 to 9 pick those that can be picked. */
static void
set_keys (LepConflictPage *self)
{
  char key[] = "1";

  for (guint i = 0; i < self->cards->len && *key <= '9'; i++)
    {
      LepConflictCard *card = g_ptr_array_index (self->cards, i);

      if (!lep_conflict_card_is_pickable (card))
        continue;
      lep_conflict_card_set_key (card, key);
      (*key)++;
    }
}

static void
clear_cards (LepConflictPage *self)
{
  GtkWidget *child;

  g_ptr_array_set_size (self->cards, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->cards_box))) != NULL)
    gtk_flow_box_remove (self->cards_box, child);
}

static char *
value_text (LepConflictPage        *self,
            const LepConflict      *conflict,
            const LepConflictValue *value)
{
  LepWorkspace *workspace = lep_page_get_workspace (LEP_PAGE (self));

  return lep_conflict_is_life (conflict) ? lep_conflict_life_text (workspace, conflict, value)
                                         : lep_conflict_value_text (workspace, conflict, value->texts);
}

/* The value that the others are compared with where nothing common stood there
 * before: one's own, or else the first. */
static const LepConflictValue *
compared_value (const LepConflict *conflict)
{
  for (guint i = 0; i < conflict->values->len; i++)
    {
      const LepConflictValue *value = g_ptr_array_index (conflict->values, i);

      if (value->own)
        return value;
    }
  return g_ptr_array_index (conflict->values, 0);
}

/* Whether the value is written in words, or is several values: of a single
 * number or date everything differs. */
static gboolean
can_compare (const LepConflict *conflict)
{
  const LepKind  *kind = lep_schema_kind (conflict->kind);
  const LepField *field = kind != NULL ? lep_kind_field (kind, conflict->field) : NULL;

  if (lep_conflict_is_life (conflict))
    return FALSE;
  return field == NULL || conflict->fields->len > 1 || field->type == LEP_TYPE_TEXT || field->type == LEP_TYPE_NOTE;
}

static void
show_value (LepConflictPage        *self,
            const LepConflict      *conflict,
            const LepConflictValue *value,
            const char             *compared)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autofree char *title = card_title (value);
  g_autofree char *who = lep_conflict_source_text (value);
  g_autofree char *time = lep_format_time (lep_language_locale (), value->at, zone, LEP_DATE_LONG);
  g_autofree char *text = value_text (self, conflict, value);
  g_autofree char *through = NULL;
  g_autofree char *markup = NULL;
  LepConflictCard *card = lep_conflict_card_new (title, who, time);

  if (compared != NULL && *text != '\0')
    markup = conflict->fields->len > 1 ? lep_diff_lines_markup (compared, text) : lep_diff_markup (compared, text);
  lep_conflict_card_set_text (card, text, markup);
  if (value->receipt != 0)
    {
      through = value->through != NULL ? g_strdup_printf (_ ("Came in a bundle of “%s”"), value->through)
                                       : g_strdup (_ ("Came in a bundle of that laptop"));
      lep_conflict_card_set_through (card, through, value->receipt);
    }
  add_card (self, card);
}

/**
 * lep_conflict_page_show_cards:
 *
 * Shows the values of the conflict, with what differs from the value before all
 * of them; where there is none, from one of them.
 */
void
lep_conflict_page_show_cards (LepConflictPage   *self,
                              const LepConflict *conflict)
{
  LepWorkspace           *workspace = lep_page_get_workspace (LEP_PAGE (self));
  const LepConflictValue *first = compared_value (conflict);
  g_autofree char        *before = conflict->before != NULL ? lep_conflict_value_text (workspace, conflict, conflict->before) : NULL;
  gboolean                pairs = before == NULL || *before == '\0';
  g_autofree char        *base = NULL;
  g_autofree char        *legend = NULL;
  g_autoptr (GtkSizeGroup) heads = gtk_size_group_new (GTK_SIZE_GROUP_VERTICAL);

  if (can_compare (conflict))
    base = pairs ? value_text (self, conflict, first) : g_strdup (before);
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

      show_value (self, conflict, value, pairs && value == first ? NULL : base);
    }
  for (guint i = 0; i < self->cards->len; i++)
    lep_conflict_card_align (g_ptr_array_index (self->cards, i), heads);
  set_keys (self);
  gtk_flow_box_set_max_children_per_line (self->cards_box, MIN (self->cards->len, MAX_CARDS_A_LINE));

  if (!pairs)
    legend = lep_diff_legend (_ ("Compared with “Before”:"));
  else
    legend = lep_diff_legend (first->own ? _ ("Compared with yours:") : _ ("Compared with the first:"));
  gtk_label_set_markup (self->legend_label, legend);
  gtk_widget_set_visible (GTK_WIDGET (self->legend_label), base != NULL);
}

/* Returns: index of the picked card among those with a value (from 1), 0 for
 * the value before, or -1 if none is picked */
int
lep_conflict_page_get_picked (LepConflictPage *self)
{
  for (guint i = 0; i < self->cards->len; i++)
    if (lep_conflict_card_is_picked (g_ptr_array_index (self->cards, i)))
      return (int) i + 1 - (int) self->n_before;
  return -1;
}
