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

/* Whatever the conflict, the same keys mean the same: fingers learn them. */
enum
{
  KEY_BEFORE = 1,
  KEY_OWN,
  KEY_OTHERS, /* and those that follow */
};

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

/* @pick: as in lep_conflict_page_get_picked () */
static void
add_card (LepConflictPage *self,
          LepConflictCard *card,
          guint            key,
          guint            pick)
{
  lep_conflict_card_set_pick (card, pick);
  lep_conflict_card_set_key (card, key);
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

static char *
value_text (LepConflictPage        *self,
            const LepConflict      *conflict,
            const LepConflictValue *value)
{
  LepWorkspace *workspace = lep_page_get_workspace (LEP_PAGE (self));

  return lep_conflict_is_life (conflict) ? lep_conflict_life_text (workspace, conflict, value)
                                         : lep_conflict_value_text (workspace, conflict, value->texts);
}

/* Returns: which value is one's own; where none is, one more than there are */
static guint
find_own (const LepConflict *conflict)
{
  guint own = 0;

  while (own < conflict->values->len && !((const LepConflictValue *) g_ptr_array_index (conflict->values, own))->own)
    own++;
  return own;
}

/* The value that the others are compared with where nothing common stood there
 * before: one's own, or else the first. */
static const LepConflictValue *
compared_value (const LepConflict *conflict)
{
  guint own = find_own (conflict);

  return g_ptr_array_index (conflict->values, own < conflict->values->len ? own : 0);
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

/* What differs in the value from @compared. */
static char *
value_markup (LepConflictPage        *self,
              const LepConflict      *conflict,
              const LepConflictValue *value,
              const GPtrArray        *compared)
{
  LepWorkspace *workspace = lep_page_get_workspace (LEP_PAGE (self));

  if (conflict->fields->len > 1)
    return lep_conflict_group_markup (workspace, conflict, compared, value->texts);

  {
    g_autofree char *before = lep_conflict_value_text (workspace, conflict, compared);
    g_autofree char *text = lep_conflict_value_text (workspace, conflict, value->texts);

    return *text != '\0' ? lep_diff_markup (before, text) : NULL;
  }
}

/* @compared: (nullable): the texts that it is compared with */
static void
show_value (LepConflictPage   *self,
            const LepConflict *conflict,
            guint              index,
            guint              key,
            const GPtrArray   *compared)
{
  const LepConflictValue *value = g_ptr_array_index (conflict->values, index);
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autofree char *title = card_title (value);
  g_autofree char *who = lep_conflict_source_text (value);
  g_autofree char *time = lep_format_time (lep_language_locale (), value->at, zone, LEP_DATE_LONG);
  g_autofree char *text = value_text (self, conflict, value);
  g_autofree char *through = NULL;
  g_autofree char *markup = NULL;
  LepConflictCard *card = lep_conflict_card_new (title, who, time);

  if (compared != NULL)
    markup = value_markup (self, conflict, value, compared);
  lep_conflict_card_set_text (card, text, markup);
  lep_conflict_card_set_shown (card, value->shown);
  if (value->receipt != 0)
    {
      through = value->through != NULL ? g_strdup_printf (_ ("Came in a bundle of “%s”"), value->through)
                                       : g_strdup (_ ("Came in a bundle of that laptop"));
      lep_conflict_card_set_through (card, through, value->receipt);
    }
  add_card (self, card, key, index + 1);
}

/* What stood there before all of them. A group of fields is settled with one of
 * the values that were written together. */
static void
show_before (LepConflictPage   *self,
             const LepConflict *conflict,
             const char        *before)
{
  gboolean         can_pick = conflict->fields->len == 1;
  LepConflictCard *card = lep_conflict_card_new (_ ("Before"), _ ("What all of them replaced"),
                                                 can_pick ? "" : _ ("Only to compare with"));

  lep_conflict_card_set_text (card, before, NULL);
  lep_conflict_card_set_pickable (card, can_pick);
  add_card (self, card, KEY_BEFORE, 0);
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
  guint                   own = find_own (conflict);
  guint                   key = KEY_OTHERS;
  g_autofree char        *before = conflict->before != NULL ? lep_conflict_value_text (workspace, conflict, conflict->before) : NULL;
  gboolean                pairs = before == NULL || *before == '\0';
  const GPtrArray        *base = NULL;
  g_autofree char        *legend = NULL;
  g_autoptr (GtkSizeGroup) heads = gtk_size_group_new (GTK_SIZE_GROUP_VERTICAL);

  if (can_compare (conflict))
    base = pairs ? first->texts : conflict->before;
  clear_cards (self);
  if (before != NULL)
    show_before (self, conflict, before);
  gtk_label_set_label (self->keys_label,
                       before != NULL && conflict->fields->len == 1
                         ? _ ("Keys: 1 picks the value before, 2 yours, 3 to 9 those of others · Ctrl+Enter settles · Alt+↓ and Alt+↑ go to the next and the previous")
                         : _ ("Keys: 2 picks your value, 3 to 9 those of others · Ctrl+Enter settles · Alt+↓ and Alt+↑ go to the next and the previous"));
  if (own < conflict->values->len)
    show_value (self, conflict, own, KEY_OWN, pairs ? NULL : base);
  for (guint i = 0; i < conflict->values->len; i++)
    if (i != own)
      show_value (self, conflict, i, key++, pairs && g_ptr_array_index (conflict->values, i) == first ? NULL : base);
  for (guint i = 0; i < self->cards->len; i++)
    lep_conflict_card_align (g_ptr_array_index (self->cards, i), heads);
  gtk_flow_box_set_max_children_per_line (self->cards_box, MIN (self->cards->len, MAX_CARDS_A_LINE));

  if (!pairs)
    legend = lep_diff_legend (_ ("Compared with “Before”:"));
  else
    legend = lep_diff_legend (first->own ? _ ("Compared with yours:") : _ ("Compared with the first:"));
  gtk_label_set_markup (self->legend_label, legend);
  gtk_widget_set_visible (GTK_WIDGET (self->legend_label), base != NULL);
}

/* Returns: which value is picked (from 1), 0 for the value before, or -1 if none is */
int
lep_conflict_page_get_picked (LepConflictPage *self)
{
  for (guint i = 0; i < self->cards->len; i++)
    if (lep_conflict_card_is_picked (g_ptr_array_index (self->cards, i)))
      return (int) lep_conflict_card_get_pick (g_ptr_array_index (self->cards, i));
  return -1;
}
