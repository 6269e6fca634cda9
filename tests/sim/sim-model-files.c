/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What must be true of the files of documents, by brute force: which are named,
 * missed, given, forgotten with an erased contact, and who is said to have
 * them. */

#include <string.h>

#include "sim-model.h"

static guint
number_of (GArray        *ids,
           const LepUuid *id,
           guint          most)
{
  for (guint i = 0; i < ids->len; i++)
    if (lep_uuid_equal (&g_array_index (ids, LepUuid, i), id))
      return i;
  g_assert_cmpuint (ids->len, <, most);
  g_array_append_vals (ids, id, 1);
  return ids->len - 1;
}

guint
sim_model_replica (SimModel      *self,
                   const LepUuid *id)
{
  return number_of (self->replicas, id, SIM_MAX_REPLICAS);
}

guint
sim_model_space (SimModel      *self,
                 const LepUuid *id)
{
  return number_of (self->spaces, id, SIM_MAX_SPACES);
}

/* -1: none of those that are attached */
int
sim_model_file (SimModel   *self,
                const char *sha256)
{
  for (guint i = 0; sha256 != NULL && i < self->files->len; i++)
    if (strcmp (g_ptr_array_index (self->files, i), sha256) == 0)
      return (int) i;
  return -1;
}

/* The head whose value is shown. */
SimChange *
sim_winner (GPtrArray *heads)
{
  SimChange *winner = NULL;

  for (guint i = 0; i < heads->len; i++)
    {
      SimChange *head = g_ptr_array_index (heads, i);
      int        order = winner == NULL ? 1 : strcmp (head->at, winner->at);

      if (order > 0 || (order == 0 && lep_hash_compare (&head->hash, &winner->hash) > 0))
        winner = head;
    }
  return winner;
}

/* Whether the record that a document belongs to was erased. */
static gboolean
is_of_erased (SimModel      *self,
              const SimHeld *held,
              const SimRow  *row)
{
  guint field = g_quark_from_string ("owner");
  g_autoptr (GPtrArray) heads = sim_heads (self, held, row, field);
  SimChange  *winner = sim_winner (heads);
  const char *owner = winner == NULL ? NULL : sim_value (winner, self, row, field);

  for (guint i = 0; owner != NULL && i < self->rows->len; i++)
    {
      const SimRow    *other = g_ptr_array_index (self->rows, i);
      g_autofree char *id = lep_uuid_to_string (&other->id);

      if (lep_uuid_equal (&other->space, &row->space) && strcmp (id, owner) == 0 && sim_row_is_erased (self, held, other))
        return TRUE;
    }
  return FALSE;
}

/* Adds what one document names: each of its words, and each word of a conflict
 * as if all had said it. */
static void
add_namings (SimModel      *self,
             const SimHeld *held,
             const SimRow  *row,
             GArray        *namings)
{
  guint field = g_quark_from_string ("sha256");
  g_autoptr (GPtrArray) heads = sim_heads (self, held, row, field);

  for (guint i = 0; i < heads->len; i++)
    {
      int file = sim_model_file (self, sim_value (g_ptr_array_index (heads, i), self, row, field));

      for (guint j = 0; file >= 0 && j < heads->len; j++)
        {
          SimNaming naming = { (guint) file, ((SimChange *) g_ptr_array_index (heads, j))->index, i == j };

          g_array_append_val (namings, naming);
        }
    }
}

static gboolean
is_document (const SimModel *self,
             const SimRow   *row)
{
  return strcmp (row->kind, "document") == 0;
}

/* What live documents of a space name; (element-type SimNaming). */
GArray *
sim_namings (SimModel      *self,
             const SimHeld *held,
             const LepUuid *space)
{
  GArray *namings = g_array_new (FALSE, FALSE, sizeof (SimNaming));

  for (guint i = 0; i < self->rows->len; i++)
    {
      const SimRow *row = g_ptr_array_index (self->rows, i);

      if (is_document (self, row) && lep_uuid_equal (&row->space, space) && sim_row_is_here (self, held, row) &&
          !sim_row_is_deleted (self, held, row) && !is_of_erased (self, held, row))
        add_namings (self, held, row, namings);
    }
  return namings;
}

static SimFiles
named (SimModel      *self,
       const SimHeld *held,
       guint          spaces)
{
  SimFiles files = 0;

  for (guint i = 0; i < self->spaces->len; i++)
    {
      g_autoptr (GArray) namings = NULL;

      if ((spaces >> i & 1) == 0)
        continue;
      namings = sim_namings (self, held, &g_array_index (self->spaces, LepUuid, i));
      for (guint j = 0; j < namings->len; j++)
        files |= 1u << g_array_index (namings, SimNaming, j).file;
    }
  return files;
}

/* What live documents of these spaces name and is not here. */
SimFiles
sim_wants (SimModel      *self,
           const SimHeld *held,
           guint          spaces)
{
  return named (self, held, spaces) & ~held->files;
}

/* What they name and is here. */
SimFiles
sim_gives (SimModel      *self,
           const SimHeld *held,
           guint          spaces)
{
  return named (self, held, spaces) & held->files;
}

/* What any change here names, shown or not, applied or waiting. */
SimFiles
sim_ever_named (SimModel      *self,
                const SimHeld *held)
{
  guint    field = g_quark_from_string ("sha256");
  SimFiles files = 0;

  for (guint i = 0; i < self->changes->len; i++)
    {
      const SimChange *change = g_ptr_array_index (self->changes, i);

      if (!sim_set_has (&held->received, i) || sim_set_has (&held->stubs, i))
        continue;
      for (guint j = 0; j < change->writes->len; j++)
        {
          const SimWrite *write = &g_array_index (change->writes, SimWrite, j);
          int             file = write->field == field ? sim_model_file (self, write->value) : -1;

          files |= file < 0 ? 0 : 1u << file;
        }
    }
  return files;
}

/* What the changes here ever made of a document. */
static SimFiles
ever_named_by (SimModel      *self,
               const SimHeld *held,
               const SimRow  *row)
{
  guint    field = g_quark_from_string ("sha256");
  SimFiles files = 0;

  for (guint i = 0; i < row->writers->len; i++)
    {
      guint index = g_array_index (row->writers, guint, i);
      int   file = -1;

      if (sim_set_has (&held->applied, index) && !sim_set_has (&held->stubs, index))
        file = sim_model_file (self, sim_value (g_ptr_array_index (self->changes, index), self, row, field));
      files |= file < 0 ? 0 : 1u << file;
    }
  return files;
}

/* What a document names, each value of a conflict counted. */
static SimFiles
named_by (SimModel      *self,
          const SimHeld *held,
          const SimRow  *row)
{
  guint    field = g_quark_from_string ("sha256");
  SimFiles files = 0;
  g_autoptr (GPtrArray) heads = sim_heads (self, held, row, field);

  for (guint i = 0; i < heads->len; i++)
    {
      int file = sim_model_file (self, sim_value (g_ptr_array_index (heads, i), self, row, field));

      files |= file < 0 ? 0 : 1u << file;
    }
  return files;
}

/* The files of documents of erased contacts go, earlier ones too, unless
 * another document names them or did, be it deleted. */
void
sim_held_forget (SimModel *self,
                 SimHeld  *held)
{
  SimFiles erased = 0, others = 0;

  for (guint i = 0; i < self->rows->len; i++)
    {
      const SimRow *row = g_ptr_array_index (self->rows, i);

      if (!is_document (self, row) || !sim_row_is_here (self, held, row))
        continue;
      if (is_of_erased (self, held, row))
        erased |= ever_named_by (self, held, row);
      else
        others |= ever_named_by (self, held, row);
    }
  held->files &= ~(erased & ~others);
}

/* What the documents of some spaces name, deleted ones too. */
static SimFiles
named_by_any (SimModel      *self,
              const SimHeld *held,
              guint          spaces)
{
  SimFiles files = 0;

  for (guint i = 0; i < self->rows->len; i++)
    {
      const SimRow *row = g_ptr_array_index (self->rows, i);

      if (is_document (self, row) && (spaces >> sim_model_space (self, &row->space) & 1) != 0)
        files |= named_by (self, held, row);
    }
  return files;
}

static const char *
latest (const SimTold *told)
{
  const char *at = "";

  for (guint i = 0; i < SIM_MAX_SPACES; i++)
    if (strcmp (told->at[i], at) > 0)
      at = told->at[i];
  return at;
}

/* A bundle tells what its sender has and misses of its spaces; an older one than
 * the last tells nothing, by its counter and by its clock: a laptop that is set back
 * counts anew. */
void
sim_held_hear (SimModel      *self,
               SimHeld       *held,
               guint          sender,
               const SimTold *says)
{
  SimTold *told = &held->told[sender];

  if (says->counter <= told->counter && strcmp (latest (says), latest (told)) <= 0)
    return;
  told->wants &= named_by_any (self, held, ~says->spaces) & ~named_by_any (self, held, says->spaces);
  told->wants |= says->wants;
  told->counter = MAX (told->counter, says->counter);
  for (guint i = 0; i < SIM_MAX_SPACES; i++)
    if (says->spaces >> i & 1)
      {
        g_strlcpy (told->at[i], says->at[i], sizeof told->at[i]);
        told->lacking[i] = says->lacking[i];
      }
  told->spaces |= says->spaces;
  for (guint i = 0; i < self->changes->len; i++)
    if (says->spaces >> sim_model_space (self, &((SimChange *) g_ptr_array_index (self->changes, i))->space) & 1)
      {
        sim_set_remove (&told->heads, i);
        if (sim_set_has (&says->heads, i))
          sim_set_add (&told->heads, i);
      }
}

/* Whether somebody is to be named as one who has a missing file: who has seen
 * that it was attached, or attached it, and did not say it is missed there.
 * @surely: in any case; else: possibly */
gboolean
sim_is_holder (SimModel        *self,
               const SimHeld   *held,
               const SimNaming *naming,
               guint            replica,
               gboolean         surely)
{
  const SimTold   *told = &held->told[replica];
  const SimSet    *known = surely ? &held->applied : &held->received; /* a head that waits here tells what it hangs on */
  const SimChange *naming_change = g_ptr_array_index (self->changes, naming->change);

  if (told->wants >> naming->file & 1 || (surely && (held->own >> replica & 1 || !naming->is_its_word)))
    return FALSE;
  if (!surely && sim_model_replica (self, &naming_change->replica) == replica)
    return TRUE;
  for (guint i = 0; i < self->changes->len; i++)
    {
      const SimChange *at = sim_set_has (&told->heads, i) && sim_set_has (known, i) ? g_ptr_array_index (self->changes, i) : NULL;

      /* What it has of a chain behind a hole, no other head may tell. */
      if (at != NULL && surely && told->lacking[sim_model_space (self, &at->space)] >> sim_model_replica (self, &at->replica) & 1)
        continue;
      for (; at != NULL && (!surely || sim_set_has (&held->applied, at->index)); at = sim_model_find (self, &at->prev))
        if (at == naming_change)
          return TRUE;
    }
  return FALSE;
}
