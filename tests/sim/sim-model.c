/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The independent model: sets of changes, and what they mean by the words of
 * the design. Plain and slow on purpose. */

#include <string.h>

#include "sim-model.h"

static guint
hash_hash (gconstpointer key)
{
  guint value;

  memcpy (&value, key, sizeof value);
  return value;
}

static gboolean
hash_equal (gconstpointer a,
            gconstpointer b)
{
  return lep_hash_equal (a, b);
}

static void
write_clear (gpointer data)
{
  g_free (((SimWrite *) data)->value);
}

static void
change_free (gpointer data)
{
  SimChange *self = data;

  g_free (self->at);
  g_array_unref (self->writes);
  g_array_unref (self->waives);
  g_array_unref (self->erases);
  g_ptr_array_unref (self->seen);
  g_free (self);
}

static void
row_free (gpointer data)
{
  SimRow *self = data;

  g_free (self->kind);
  g_free (self->key);
  g_array_unref (self->writers);
  g_free (self);
}

SimModel *
sim_model_new (void)
{
  SimModel *self = g_new0 (SimModel, 1);

  self->changes = g_ptr_array_new_with_free_func (change_free);
  self->by_hash = g_hash_table_new (hash_hash, hash_equal);
  self->rows = g_ptr_array_new_with_free_func (row_free);
  self->by_key = g_hash_table_new (g_str_hash, g_str_equal);
  self->files = g_ptr_array_new_with_free_func (g_free);
  self->replicas = g_array_new (FALSE, FALSE, sizeof (LepUuid));
  self->spaces = g_array_new (FALSE, FALSE, sizeof (LepUuid));
  return self;
}

void
sim_model_free (SimModel *self)
{
  g_hash_table_unref (self->by_hash);
  g_hash_table_unref (self->by_key);
  g_ptr_array_unref (self->changes);
  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->files);
  g_array_unref (self->replicas);
  g_array_unref (self->spaces);
  if (self->failure != NULL)
    g_string_free (self->failure, TRUE);
  g_free (self);
}

/* Notes what is wrong; the first one counts. */
void
sim_model_fail (SimModel   *self,
                const char *format,
                ...)
{
  va_list list;

  if (self->failure != NULL)
    return;
  self->failure = g_string_new (NULL);
  va_start (list, format);
  g_string_vprintf (self->failure, format, list);
  va_end (list);
}

gboolean
sim_set_has (const SimSet *set,
             guint         index)
{
  return (set->words[index / 64] >> (index % 64) & 1) != 0;
}

void
sim_set_add (SimSet *set,
             guint   index)
{
  set->words[index / 64] |= G_GUINT64_CONSTANT (1) << (index % 64);
}

void
sim_set_remove (SimSet *set,
                guint   index)
{
  set->words[index / 64] &= ~(G_GUINT64_CONSTANT (1) << (index % 64));
}

SimChange *
sim_model_find (SimModel      *self,
                const LepHash *hash)
{
  return g_hash_table_lookup (self->by_hash, hash);
}

static guint
row_index (SimModel      *self,
           const LepUuid *space,
           const char    *kind,
           const LepUuid *id)
{
  g_autofree char *space_text = lep_uuid_to_string (space);
  g_autofree char *id_text = lep_uuid_to_string (id);
  g_autofree char *key = g_strdup_printf ("%s %s %s", space_text, kind, id_text);
  gpointer         known = g_hash_table_lookup (self->by_key, key);
  SimRow          *row;

  if (known != NULL)
    return GPOINTER_TO_UINT (known) - 1;
  row = g_new0 (SimRow, 1);
  row->space = *space;
  row->id = *id;
  row->kind = g_strdup (kind);
  row->key = g_steal_pointer (&key);
  row->writers = g_array_new (FALSE, FALSE, sizeof (guint));
  g_ptr_array_add (self->rows, row);
  g_hash_table_insert (self->by_key, row->key, GUINT_TO_POINTER (self->rows->len));
  return self->rows->len - 1;
}

static void
add_write (SimChange  *change,
           guint       row,
           const char *field,
           const char *value)
{
  SimWrite write = { row, field == NULL ? 0 : g_quark_from_string (field), g_strdup (value) };

  g_array_append_val (change->writes, write);
}

static void
read_text (SimModel        *self,
           SimChange       *change,
           const LepChange *text)
{
  for (guint i = 0; i < text->rows->len; i++)
    {
      const LepRowOp *op = &g_array_index (text->rows, LepRowOp, i);
      guint           row = row_index (self, &change->space, op->kind, &op->id);
      SimRow         *named = g_ptr_array_index (self->rows, row);

      g_array_append_val (named->writers, change->index);
      add_write (change, row, NULL, NULL);
      if (op->life != LEP_LIFE_NONE)
        add_write (change, row, "life", op->life == LEP_LIFE_DELETED ? "deleted" : "restored");
      for (guint j = 0; j < op->n_sets; j++)
        {
          const LepSet *set = &g_array_index (text->sets, LepSet, op->first_set + j);

          add_write (change, row, set->field, set->value);
        }
    }
  for (guint i = 0; i < text->erases->len; i++)
    {
      const LepErase *erase = &g_array_index (text->erases, LepErase, i);
      guint           row = row_index (self, &change->space, erase->kind, &erase->id);

      g_array_append_val (change->erases, row);
    }
  g_array_append_vals (change->waives, text->waives->data, text->waives->len);
}

/* A change and all before it in its chain: what it means to have seen it. */
static void
add_chain (SimModel        *self,
           SimChange       *change,
           const SimChange *seen)
{
  for (const SimChange *at = seen; at != NULL; at = sim_model_find (self, &at->prev))
    sim_set_add (&change->past, at->index);
}

/* What a laptop has of each branch of others: what nobody follows. */
static void
look_around (SimModel  *self,
             SimHeld   *held,
             SimChange *change)
{
  g_autoptr (GHashTable) followed = g_hash_table_new (hash_hash, hash_equal);

  for (guint i = 0; i < self->changes->len; i++)
    if (sim_set_has (&held->applied, i))
      g_hash_table_add (followed, &((SimChange *) g_ptr_array_index (self->changes, i))->prev);
  for (guint i = 0; i < self->changes->len; i++)
    {
      SimChange *other = g_ptr_array_index (self->changes, i);

      if (!sim_set_has (&held->applied, i) || !lep_uuid_equal (&other->space, &change->space) ||
          lep_uuid_equal (&other->replica, &change->replica) || g_hash_table_contains (followed, &other->hash))
        continue;
      g_ptr_array_add (change->seen, other);
      add_chain (self, change, other);
    }
}

/* A laptop wrote a change: all that it has now is what the author had seen. */
SimChange *
sim_model_write (SimModel        *self,
                 SimHeld         *held,
                 const LepUuid   *space,
                 const LepUuid   *replica,
                 const LepHash   *hash,
                 const LepHash   *prev,
                 const LepChange *text)
{
  SimChange *change = g_new0 (SimChange, 1);
  SimChange *before = sim_model_find (self, prev);

  g_assert (self->changes->len < SIM_MAX_CHANGES);
  change->index = self->changes->len;
  change->space = *space;
  change->replica = *replica;
  change->n = text->n;
  change->hash = *hash;
  change->prev = *prev;
  change->at = g_strdup (text->at);
  change->writes = g_array_new (FALSE, FALSE, sizeof (SimWrite));
  g_array_set_clear_func (change->writes, write_clear);
  change->waives = g_array_new (FALSE, FALSE, sizeof (LepWaive));
  change->erases = g_array_new (FALSE, FALSE, sizeof (guint));
  change->seen = g_ptr_array_new ();
  if (change->n > 1 && before == NULL)
    sim_model_fail (self, "a change follows one that nobody wrote");
  if (before != NULL)
    add_chain (self, change, before);
  look_around (self, held, change);
  read_text (self, change, text);
  g_ptr_array_add (self->changes, change);
  g_hash_table_insert (self->by_hash, &change->hash, change);
  sim_set_add (&held->received, change->index);
  sim_held_settle (self, held);
  return change;
}

gboolean
sim_row_is_erased (SimModel      *self,
                   const SimHeld *held,
                   const SimRow  *row)
{
  for (guint i = 0; i < self->changes->len; i++)
    {
      const SimChange *change = g_ptr_array_index (self->changes, i);

      for (guint j = 0; sim_set_has (&held->applied, i) && j < change->erases->len; j++)
        if (g_ptr_array_index (self->rows, g_array_index (change->erases, guint, j)) == row)
          return TRUE;
    }
  return FALSE;
}

static gboolean
writes_erased (SimModel        *self,
               const SimHeld   *held,
               const SimChange *change)
{
  for (guint i = 0; i < change->writes->len; i++)
    if (sim_row_is_erased (self, held, g_ptr_array_index (self->rows, g_array_index (change->writes, SimWrite, i).row)))
      return TRUE;
  return FALSE;
}

/* A change came, or a stub of it. */
void
sim_held_receive (SimModel  *self,
                  SimHeld   *held,
                  SimChange *change,
                  gboolean   as_stub)
{
  if (!sim_set_has (&held->received, change->index))
    {
      sim_set_add (&held->received, change->index);
      if (as_stub)
        sim_set_add (&held->stubs, change->index);
    }
  else if (!as_stub && sim_set_has (&held->stubs, change->index) && !writes_erased (self, held, change))
    {
      sim_set_remove (&held->stubs, change->index);
      sim_set_remove (&held->applied, change->index);
    }
}

static gboolean
is_waived (SimModel      *self,
           const SimHeld *held,
           const LepUuid *space,
           const LepUuid *replica,
           gint64         n)
{
  for (guint i = 0; i < self->changes->len; i++)
    {
      const SimChange *change = g_ptr_array_index (self->changes, i);

      if (!sim_set_has (&held->applied, i) || !lep_uuid_equal (&change->space, space))
        continue;
      for (guint j = 0; j < change->waives->len; j++)
        {
          const LepWaive *waive = &g_array_index (change->waives, LepWaive, j);

          if (lep_uuid_equal (&waive->replica, replica) && waive->from <= n && n <= waive->to)
            return TRUE;
        }
    }
  return FALSE;
}

/* What erased the rows of a stub must be here, applied or waiting. */
static gboolean
stub_is_explained (SimModel        *self,
                   const SimHeld   *held,
                   const SimChange *stub)
{
  for (guint i = 0; i < self->changes->len; i++)
    {
      const SimChange *change = g_ptr_array_index (self->changes, i);

      for (guint j = 0; sim_set_has (&held->received, i) && j < change->erases->len; j++)
        for (guint k = 0; k < stub->writes->len; k++)
          if (g_array_index (stub->writes, SimWrite, k).row == g_array_index (change->erases, guint, j))
            return TRUE;
    }
  return is_waived (self, held, &stub->space, &stub->replica, stub->n);
}

static gboolean
is_ready (SimModel        *self,
          const SimHeld   *held,
          const SimChange *change)
{
  const SimChange *before = sim_model_find (self, &change->prev);

  if (change->n > 1 && !(before != NULL && sim_set_has (&held->applied, before->index)) &&
      !is_waived (self, held, &change->space, &change->replica, change->n - 1))
    return FALSE;
  /* What writes an erased row counts as a stub. */
  if (sim_set_has (&held->stubs, change->index) || writes_erased (self, held, change))
    return stub_is_explained (self, held, change);
  for (guint i = 0; i < change->seen->len; i++)
    {
      const SimChange *seen = g_ptr_array_index (change->seen, i);

      if (!sim_set_has (&held->applied, seen->index) && !is_waived (self, held, &change->space, &seen->replica, seen->n))
        return FALSE;
    }
  return TRUE;
}

/* Applies all that can be applied. */
void
sim_held_settle (SimModel *self,
                 SimHeld  *held)
{
  gboolean again = TRUE;

  while (again)
    {
      again = FALSE;
      for (guint i = 0; i < self->changes->len; i++)
        if (sim_set_has (&held->received, i) && !sim_set_has (&held->applied, i) &&
            is_ready (self, held, g_ptr_array_index (self->changes, i)))
          {
            sim_set_add (&held->applied, i);
            again = TRUE;
          }
    }
}

static const SimWrite *
find_write (const SimChange *change,
            const SimModel  *model,
            const SimRow    *row,
            guint            field)
{
  for (guint i = 0; i < change->writes->len; i++)
    {
      const SimWrite *write = &g_array_index (change->writes, SimWrite, i);

      if (write->field == field && g_ptr_array_index (model->rows, write->row) == row)
        return write;
    }
  return NULL;
}

const char *
sim_value (const SimChange *change,
           const SimModel  *model,
           const SimRow    *row,
           guint            field)
{
  const SimWrite *write = find_write (change, model, row, field);

  return write == NULL ? NULL : write->value;
}

static gboolean
counts (const SimHeld   *held,
        const SimChange *change)
{
  return sim_set_has (&held->applied, change->index) && !sim_set_has (&held->stubs, change->index);
}

/* The applied changes that wrote a register and that no other one of them had
 * seen; (element-type SimChange). */
GPtrArray *
sim_heads (SimModel      *self,
           const SimHeld *held,
           const SimRow  *row,
           guint          field)
{
  GPtrArray *heads = g_ptr_array_new ();
  g_autoptr (GPtrArray) writers = g_ptr_array_new ();

  if (sim_row_is_erased (self, held, row))
    return heads;
  for (guint i = 0; i < row->writers->len; i++)
    {
      SimChange *change = g_ptr_array_index (self->changes, g_array_index (row->writers, guint, i));

      if (counts (held, change) && find_write (change, self, row, field) != NULL)
        g_ptr_array_add (writers, change);
    }
  for (guint i = 0; i < writers->len; i++)
    {
      SimChange *change = g_ptr_array_index (writers, i);
      gboolean   covered = FALSE;

      for (guint j = 0; j < writers->len && !covered; j++)
        covered = sim_set_has (&((SimChange *) g_ptr_array_index (writers, j))->past, change->index);
      if (!covered)
        g_ptr_array_add (heads, change);
    }
  return heads;
}

gboolean
sim_row_is_here (SimModel      *self,
                 const SimHeld *held,
                 const SimRow  *row)
{
  for (guint i = 0; i < row->writers->len; i++)
    if (counts (held, g_ptr_array_index (self->changes, g_array_index (row->writers, guint, i))))
      return TRUE;
  return sim_row_is_erased (self, held, row);
}

/* The fields that were written, sorted by name; (element-type guint). */
GArray *
sim_row_fields (SimModel      *self,
                const SimHeld *held,
                const SimRow  *row)
{
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GList) sorted = NULL;
  GArray *fields = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < row->writers->len; i++)
    {
      const SimChange *change = g_ptr_array_index (self->changes, g_array_index (row->writers, guint, i));

      for (guint j = 0; counts (held, change) && j < change->writes->len; j++)
        {
          const SimWrite *write = &g_array_index (change->writes, SimWrite, j);

          if (write->field != 0 && g_ptr_array_index (self->rows, write->row) == row)
            g_hash_table_add (names, (gpointer) g_quark_to_string (write->field));
        }
    }
  sorted = g_list_sort (g_hash_table_get_keys (names), (GCompareFunc) strcmp);
  for (GList *at = sorted; at != NULL; at = at->next)
    {
      guint field = g_quark_from_string (at->data);

      g_array_append_val (fields, field);
    }
  return fields;
}

/* One deletion had seen, or wrote, every head of the row. */
gboolean
sim_row_is_deleted (SimModel      *self,
                    const SimHeld *held,
                    const SimRow  *row)
{
  guint life = g_quark_from_string ("life");
  g_autoptr (GPtrArray) lives = sim_heads (self, held, row, life);
  g_autoptr (GPtrArray) deletes = g_ptr_array_new ();
  g_autoptr (GArray) fields = sim_row_fields (self, held, row);

  for (guint i = 0; i < lives->len; i++)
    if (g_strcmp0 (sim_value (g_ptr_array_index (lives, i), self, row, life), "deleted") == 0)
      g_ptr_array_add (deletes, g_ptr_array_index (lives, i));
  for (guint i = 0; i < fields->len && deletes->len > 0; i++)
    {
      g_autoptr (GPtrArray) heads = sim_heads (self, held, row, g_array_index (fields, guint, i));

      for (guint j = 0; j < heads->len; j++)
        {
          SimChange *head = g_ptr_array_index (heads, j);
          gboolean   covered = g_ptr_array_find (deletes, head, NULL);

          for (guint k = 0; k < deletes->len && !covered; k++)
            covered = sim_set_has (&((SimChange *) g_ptr_array_index (deletes, k))->past, head->index);
          if (!covered)
            return FALSE;
        }
    }
  return deletes->len > 0;
}

static int
compare_rows (gconstpointer a,
              gconstpointer b)
{
  return strcmp ((*(SimRow *const *) a)->key, (*(SimRow *const *) b)->key);
}

static int
compare_hashes (gconstpointer a,
                gconstpointer b)
{
  return lep_hash_compare (&(*(SimChange *const *) a)->hash, &(*(SimChange *const *) b)->hash);
}

/* The text of 3.9 of the design for one space; NULL if no row is in it. */
char *
sim_digest (SimModel      *self,
            const SimHeld *held,
            const LepUuid *space)
{
  g_autofree char *space_text = lep_uuid_to_string (space);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();

  for (guint i = 0; i < self->rows->len; i++)
    {
      SimRow *row = g_ptr_array_index (self->rows, i);

      if (lep_uuid_equal (&row->space, space) && sim_row_is_here (self, held, row))
        g_ptr_array_add (rows, row);
    }
  if (rows->len == 0)
    return NULL;
  g_ptr_array_sort (rows, compare_rows);
  g_string_append_printf (text, "space %s\n", space_text);
  for (guint i = 0; i < rows->len; i++)
    {
      SimRow *row = g_ptr_array_index (rows, i);
      g_autoptr (GArray) fields = sim_row_fields (self, held, row);

      g_string_append_printf (text, "row %s\n", row->key + LEP_UUID_TEXT_SIZE + 1);
      for (guint j = 0; j < fields->len; j++)
        {
          g_autoptr (GPtrArray) heads = sim_heads (self, held, row, g_array_index (fields, guint, j));

          g_ptr_array_sort (heads, compare_hashes);
          for (guint k = 0; k < heads->len; k++)
            {
              char hex[LEP_HASH_HEX_SIZE + 1];

              lep_hash_format (&((SimChange *) g_ptr_array_index (heads, k))->hash, hex);
              g_string_append_printf (text, "%s\t%s\n", g_quark_to_string (g_array_index (fields, guint, j)), hex);
            }
        }
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}
