/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was typed for a conflict and is not settled yet: it waits there while
 * another conflict, or another page, is looked at. */

#include <glib/gi18n.h>

#include "lep-conflict-card.h"
#include "lep-window.h"

#include "lep-conflict-page-private.h"

typedef struct
{
  char    *text;
  char    *values; /* that were seen when it was typed */
  gboolean chosen; /* nothing else was picked instead */
} Draft;

static void
draft_free (gpointer data)
{
  Draft *self = data;

  g_free (self->text);
  g_free (self->values);
  g_free (self);
}

void
lep_conflict_page_init_drafts (LepConflictPage *self)
{
  self->drafts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, draft_free);
}

/* Returns: (transfer full): names the conflict, whatever its values are */
char *
lep_conflict_page_key_of (const LepConflict *conflict)
{
  return g_strjoin (" ", conflict->space, conflict->id, conflict->field, NULL);
}

/* Returns: (transfer full): the values in their order; another text once one of
 * them is another */
char *
lep_conflict_page_values_of (const LepConflict *conflict)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < conflict->values->len; i++)
    {
      const LepConflictValue *value = g_ptr_array_index (conflict->values, i);
      char                    hash[LEP_HASH_HEX_SIZE + 1];

      lep_hash_format (&value->change, hash);
      g_string_append (text, hash);
      for (guint k = 0; k < value->texts->len; k++)
        {
          const char *one = g_ptr_array_index (value->texts, k);

          g_string_append_printf (text, "\n%s", one != NULL ? one : "");
        }
    }
  return g_string_free (text, FALSE);
}

/* Returns: (transfer full): what stands in the field for another value */
char *
lep_conflict_page_dup_typed (LepConflictPage *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->another_view);
  GtkTextIter    start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

/* Keeps what is typed for the conflict that is seen. */
void
lep_conflict_page_keep_draft (LepConflictPage *self)
{
  g_autofree char *text = lep_conflict_page_dup_typed (self);
  Draft           *draft;

  if (self->key == NULL)
    return;
  if (*text == '\0')
    {
      g_hash_table_remove (self->drafts, self->key);
      return;
    }

  draft = g_new0 (Draft, 1);
  draft->text = g_steal_pointer (&text);
  draft->values = g_strdup (self->values);
  draft->chosen = lep_conflict_page_get_picked (self) < 0;
  g_hash_table_insert (self->drafts, g_strdup (self->key), draft);
}

/* Shows what was typed for the conflict that is seen now. It is the choice again
 * only if no value has come since that its writer had not seen. */
void
lep_conflict_page_show_draft (LepConflictPage *self)
{
  const Draft *draft = g_hash_table_lookup (self->drafts, self->key);
  gboolean     chosen = draft != NULL && draft->chosen && g_str_equal (draft->values, self->values);

  self->filling = TRUE;
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->another_view), draft != NULL ? draft->text : "", -1);
  gtk_check_button_set_active (self->another_button, FALSE);
  gtk_check_button_set_active (self->another_button, chosen);
  self->filling = FALSE;
}

static void
tell_lost (LepConflictPage *self,
           const char      *lost)
{
  lep_window_say_typed (lep_window_of (GTK_WIDGET (self)), _ ("Settled meanwhile"),
                        _ ("The conflict is settled by now; what you typed for it was not taken."), lost);
}

/* Forgets the drafts of what is in conflict no more. What was the choice there is
 * not lost without a word, and the dialog takes the keys that are pressed meanwhile. */
void
lep_conflict_page_drop_drafts (LepConflictPage *self,
                               const GPtrArray *conflicts)
{
  g_autoptr (GHashTable) keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GString) lost = g_string_new (NULL);
  GHashTableIter iter;
  gpointer       key, draft;

  for (guint i = 0; i < conflicts->len; i++)
    g_hash_table_add (keys, lep_conflict_page_key_of (g_ptr_array_index (conflicts, i)));

  g_hash_table_iter_init (&iter, self->drafts);
  while (g_hash_table_iter_next (&iter, &key, &draft))
    {
      if (g_hash_table_contains (keys, key))
        continue;
      if (((Draft *) draft)->chosen)
        g_string_append_printf (lost, "%s%s", lost->len > 0 ? "\n\n" : "", ((Draft *) draft)->text);
      g_hash_table_iter_remove (&iter);
    }
  if (lost->len > 0)
    tell_lost (self, lost->str);
}

/* Whether something is typed for this one. */
gboolean
lep_conflict_page_is_drafted (LepConflictPage   *self,
                              const LepConflict *conflict)
{
  g_autofree char *key = lep_conflict_page_key_of (conflict);
  const Draft     *draft = g_hash_table_lookup (self->drafts, key);

  return draft != NULL && draft->chosen;
}

/* Adds what was typed, and is the choice, for all that are not settled yet. */
void
lep_conflict_page_add_drafts (LepConflictPage *self,
                              GString         *text)
{
  GHashTableIter iter;
  gpointer       draft;

  g_return_if_fail (LEP_IS_CONFLICT_PAGE (self));

  lep_conflict_page_keep_draft (self);
  g_hash_table_iter_init (&iter, self->drafts);
  while (g_hash_table_iter_next (&iter, NULL, &draft))
    if (((Draft *) draft)->chosen)
      g_string_append_printf (text, "%s\n", ((Draft *) draft)->text);
}
