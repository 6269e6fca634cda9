/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows that a page puts into its groups by code. Those that would say the
 * same as before stay as they are, with what is opened, chosen or focused there;
 * the others are exchanged. */

#include "lep-group-rows.h"

typedef struct
{
  AdwPreferencesGroup *group; /* not owned: it lives as long as the page */
  GtkWidget           *row;
} Row;

struct _LepGroupRows
{
  GPtrArray *shown; /* Row */
  GPtrArray *added; /* Row: those to be seen next */
};

static void
row_free (gpointer data)
{
  Row *self = data;

  g_object_unref (self->row);
  g_free (self);
}

static void
append_action (GtkActionable *actionable,
               GString       *text)
{
  const char      *action = gtk_actionable_get_action_name (actionable);
  GVariant        *target = gtk_actionable_get_action_target_value (actionable);
  g_autofree char *value = target != NULL ? g_variant_print (target, FALSE) : NULL;

  g_string_append_printf (text, "%s %s\n", action != NULL ? action : "", value != NULL ? value : "");
}

/* What is written on the widget and all below it, and what it does; its name
 * tells apart what looks alike. */
static void
append_text (GtkWidget *widget,
             GString   *text)
{
  g_string_append_printf (text, "%s\n", gtk_widget_get_name (widget));
  if (GTK_IS_LABEL (widget))
    g_string_append_printf (text, "%s\n", gtk_label_get_label (GTK_LABEL (widget)));
  if (GTK_IS_SWITCH (widget))
    g_string_append_printf (text, "%d\n", gtk_switch_get_active (GTK_SWITCH (widget)));
  if (GTK_IS_ACTIONABLE (widget))
    append_action (GTK_ACTIONABLE (widget), text);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    append_text (child, text);
}

static gboolean
says_the_same (GtkWidget *a,
               GtkWidget *b)
{
  g_autoptr (GString) one = g_string_new (NULL);
  g_autoptr (GString) other = g_string_new (NULL);

  append_text (a, one);
  append_text (b, other);
  return g_string_equal (one, other);
}

LepGroupRows *
lep_group_rows_new (void)
{
  LepGroupRows *self = g_new0 (LepGroupRows, 1);

  self->shown = g_ptr_array_new_with_free_func (row_free);
  self->added = g_ptr_array_new_with_free_func (row_free);
  return self;
}

/* What is seen goes with its page. */
void
lep_group_rows_free (LepGroupRows *self)
{
  g_ptr_array_unref (self->shown);
  g_ptr_array_unref (self->added);
  g_free (self);
}

/**
 * lep_group_rows_add:
 * @row: (transfer floating): a row for @group
 *
 * Takes a row that is to be seen from the next lep_group_rows_show () on.
 */
void
lep_group_rows_add (LepGroupRows        *self,
                    AdwPreferencesGroup *group,
                    GtkWidget           *row)
{
  Row *added = g_new0 (Row, 1);

  added->group = group;
  added->row = g_object_ref_sink (row);
  g_ptr_array_add (self->added, added);
}

/* Returns: (transfer container): those of one group, in their order */
static GPtrArray *
rows_of (GPtrArray           *rows,
         AdwPreferencesGroup *group)
{
  GPtrArray *found = g_ptr_array_new ();

  for (guint i = 0; i < rows->len; i++)
    if (((Row *) g_ptr_array_index (rows, i))->group == group)
      g_ptr_array_add (found, g_ptr_array_index (rows, i));
  return found;
}

/* The new row is open if the old one with its title was. */
static void
open_as_before (GtkWidget *row,
                GPtrArray *gone)
{
  for (guint i = 0; ADW_IS_EXPANDER_ROW (row) && i < gone->len; i++)
    {
      GtkWidget *old = ((Row *) g_ptr_array_index (gone, i))->row;

      if (ADW_IS_EXPANDER_ROW (old) && adw_expander_row_get_expanded (ADW_EXPANDER_ROW (old)) &&
          g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (old)),
                     adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row))) == 0)
        adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
    }
}

/* A group can be added to at its end only: all from the first one that says
 * something else are exchanged. */
static void
show_group (LepGroupRows        *self,
            AdwPreferencesGroup *group)
{
  g_autoptr (GPtrArray) before = rows_of (self->shown, group);
  g_autoptr (GPtrArray) after = rows_of (self->added, group);
  guint n_same = 0;

  for (; n_same < MIN (before->len, after->len); n_same++)
    {
      Row *old = g_ptr_array_index (before, n_same);
      Row *new = g_ptr_array_index (after, n_same);

      if (!says_the_same (old->row, new->row))
        break;
      g_set_object (&new->row, old->row);
    }

  for (guint i = n_same; i < before->len; i++)
    adw_preferences_group_remove (group, ((Row *) g_ptr_array_index (before, i))->row);
  for (guint i = n_same; i < after->len; i++)
    {
      Row *new = g_ptr_array_index (after, i);

      open_as_before (new->row, before);
      adw_preferences_group_add (group, new->row);
    }
}

/**
 * lep_group_rows_show:
 *
 * Shows the rows that were added since the last time, and no others.
 */
void
lep_group_rows_show (LepGroupRows *self)
{
  g_autoptr (GHashTable) groups = g_hash_table_new (NULL, NULL);
  GHashTableIter iter;
  gpointer       group;

  for (guint i = 0; i < self->shown->len; i++)
    g_hash_table_add (groups, ((Row *) g_ptr_array_index (self->shown, i))->group);
  for (guint i = 0; i < self->added->len; i++)
    g_hash_table_add (groups, ((Row *) g_ptr_array_index (self->added, i))->group);

  g_hash_table_iter_init (&iter, groups);
  while (g_hash_table_iter_next (&iter, &group, NULL))
    show_group (self, group);

  g_ptr_array_unref (self->shown);
  self->shown = g_steal_pointer (&self->added);
  self->added = g_ptr_array_new_with_free_func (row_free);
}

/* Takes all rows out: what is seen next is about something else. */
void
lep_group_rows_clear (LepGroupRows *self)
{
  g_ptr_array_set_size (self->added, 0);
  lep_group_rows_show (self);
}

/* Whether there is no row to be seen. */
gboolean
lep_group_rows_is_empty (LepGroupRows *self)
{
  return self->shown->len == 0;
}
