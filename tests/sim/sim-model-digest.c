/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The digest of the changes that a laptop has applied, from the set of them. */

#include <string.h>

#include "sim-model.h"

static int
compare_lines (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

static void
add_line (GPtrArray       *lines,
          const SimChange *change,
          const char      *word,
          const LepHash   *hash)
{
  char space[LEP_UUID_TEXT_SIZE + 1], hex[LEP_HASH_HEX_SIZE + 1];

  lep_uuid_format (&change->space, space);
  lep_hash_format (hash, hex);
  g_ptr_array_add (lines, g_strdup_printf ("%s %s %s\n", space, word, hex));
}

static gboolean
is_gone (SimModel        *self,
         const SimHeld   *held,
         const SimChange *change)
{
  gboolean gone = sim_set_has (&held->stubs, change->index);

  for (guint i = 0; i < change->writes->len && !gone; i++)
    gone = sim_row_is_erased (self, held, g_ptr_array_index (self->rows, g_array_index (change->writes, SimWrite, i).row));
  return gone;
}

/* What nothing that is applied follows, what follows nothing that is applied,
 * and what has no body any more. */
void
sim_digest_changes (SimModel      *self,
                    const SimHeld *held,
                    LepHash       *hash)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) text = g_string_new (NULL);
  SimSet followed = { 0 };

  for (guint i = 0; i < self->changes->len; i++)
    {
      const SimChange *change = g_ptr_array_index (self->changes, i);
      const SimChange *before = sim_model_find (self, &change->prev);

      if (!sim_set_has (&held->applied, i))
        continue;
      if (before != NULL && sim_set_has (&held->applied, before->index))
        sim_set_add (&followed, before->index);
      else if (change->n > 1)
        add_line (lines, change, "after", &change->prev);
      if (is_gone (self, held, change))
        add_line (lines, change, "gone", &change->hash);
    }
  for (guint i = 0; i < self->changes->len; i++)
    if (sim_set_has (&held->applied, i) && !sim_set_has (&followed, i))
      add_line (lines, g_ptr_array_index (self->changes, i), "last", &((SimChange *) g_ptr_array_index (self->changes, i))->hash);
  g_ptr_array_sort (lines, compare_lines);
  for (guint i = 0; i < lines->len; i++)
    g_string_append (text, g_ptr_array_index (lines, i));
  lep_hash_data (text->str, (gssize) text->len, hash);
}
