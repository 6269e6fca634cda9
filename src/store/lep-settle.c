/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a row shows: the provisional winner where a register has several heads,
 * which of them are conflicts, and whether the row is deleted, or alive though
 * somebody deleted it. */

#include <string.h>

#include "lep-layout.h"
#include "lep-rows-private.h"
#include "lep-rows.h"
#include "lep-settle.h"
#include "lep-voices.h"

/* Of more heads, those of a register are not searched one by one. */
#define FEW_HEADS 64

static gboolean
is_life (guint32 reg)
{
  return reg == LEP_REGISTER_DELETED || reg == LEP_REGISTER_RESTORED;
}

/**
 * lep_row_kind_is_member:
 *
 * Returns: whether @reg is the name of a field in a group: its heads count for
 *   the digest only, the group's register decides what is shown
 */
gboolean
lep_row_kind_is_member (const LepRowKind *kind,
                        guint32           reg)
{
  for (guint i = 0; kind->kind != NULL && i < kind->kind->n_fields; i++)
    {
      if (kind->group_no[i] != 0 && kind->field_no[i] == reg)
        return TRUE;
    }
  return FALSE;
}

static void
get_members (LepRows    *self,
             LepRow     *row,
             guint32     reg,
             LepMembers *members)
{
  const LepRowKind *kind = row->kind;

  members->n = 0;
  for (guint i = 0; kind->kind != NULL && i < kind->kind->n_fields; i++)
    {
      if (kind->group_no[i] != reg && (kind->group_no[i] != 0 || kind->field_no[i] != reg))
        continue;
      members->names[members->n] = kind->kind->fields[i].name;
      members->index[members->n++] = (int) i;
    }
  if (members->n == 0)
    {
      members->names[0] = lep_rows_get_name (self, reg);
      members->index[0] = -1;
      members->n = 1;
    }
}

/**
 * lep_members_say_same:
 *
 * Returns: whether two changes wrote the same to all fields of a register
 */
gboolean
lep_members_say_same (const LepMembers *members,
                      const LepVoice   *a,
                      const LepVoice   *b)
{
  for (guint i = 0; i < members->n; i++)
    {
      if (g_strcmp0 (lep_voice_value (a, members->names[i]), lep_voice_value (b, members->names[i])) != 0)
        return FALSE;
    }
  return TRUE;
}

static void
show (LepRows          *self,
      LepRow           *row,
      guint32           reg,
      const LepMembers *members,
      const LepVoice   *winner)
{
  for (guint i = 0; i < members->n; i++)
    {
      const char *value = lep_rows_keep_text (self, lep_voice_value (winner, members->names[i]));

      if (members->index[i] >= 0)
        lep_rows_set_value (row, (guint) members->index[i], value);
      else
        lep_rows_set_odd_value (row, reg, members->names[i], value);
    }
}

static void
add_sibling (LepRow     *row,
             const char *field,
             guint32     stream,
             gint64      n,
             const char *value)
{
  LepSibling sibling = { field, stream, n, value };

  if (row->siblings == NULL)
    row->siblings = g_array_new (FALSE, FALSE, sizeof (LepSibling));
  g_array_append_val (row->siblings, sibling);
}

static int
compare_voices (gconstpointer a,
                gconstpointer b)
{
  return -lep_voice_compare (*(LepVoice *const *) a, *(LepVoice *const *) b);
}

static int
compare_registers (gconstpointer a,
                   gconstpointer b)
{
  const LepHead *left = a;
  const LepHead *right = b;

  return left->reg != right->reg ? (left->reg < right->reg ? -1 : 1) : lep_head_compare (a, b);
}

/* The heads of a row with many, sorted by register: it has as many conflicts, perhaps. */
static const GArray *
sorted_heads (LepVoices    *voices,
              const LepRow *row)
{
  if (voices->heads == NULL)
    {
      voices->heads = g_array_copy (row->heads);
      g_array_sort (voices->heads, compare_registers);
    }
  return voices->heads;
}

/* Returns: the place of the first head of the register, or of one behind it */
static guint
first_of_register (const GArray *sorted,
                   guint32       reg)
{
  guint first = 0;

  for (guint end = sorted->len; first < end;)
    {
      guint middle = first + (end - first) / 2;

      if (g_array_index (sorted, LepHead, middle).reg < reg)
        first = middle + 1;
      else
        end = middle;
    }
  return first;
}

/**
 * lep_rows_read_register:
 * @voices: of the row; its heads may not change meanwhile
 * @members: (out caller-allocates): its fields
 * @heads: (element-type LepVoice): filled, the provisional winner first
 *
 * Reads what the heads of a register say.
 */
gboolean
lep_rows_read_register (LepRows    *self,
                        LepRow     *row,
                        LepVoices  *voices,
                        guint32     reg,
                        LepMembers *members,
                        GPtrArray  *heads,
                        GError    **error)
{
  gboolean      is_sorted = row->heads->len > FEW_HEADS;
  const GArray *among = is_sorted ? sorted_heads (voices, row) : row->heads;

  get_members (self, row, reg, members);
  g_ptr_array_set_size (heads, 0);
  for (guint i = is_sorted ? first_of_register (among, reg) : 0; i < among->len; i++)
    {
      const LepHead *head = &g_array_index (among, LepHead, i);
      LepVoice      *voice;

      if (is_sorted && head->reg > reg)
        break;
      if (head->reg != reg)
        continue;
      voice = lep_voices_get (voices, head->stream, head->n, error);
      if (voice == NULL)
        return FALSE;
      g_ptr_array_add (heads, voice);
    }
  g_ptr_array_sort (heads, compare_voices);
  return TRUE;
}

/* A register with several heads: shows the winner, notes a conflict. */
static gboolean
settle_register (LepRows   *self,
                 LepRow    *row,
                 LepVoices *voices,
                 guint32    reg,
                 guint     *conflicts,
                 GError   **error)
{
  g_autoptr (GPtrArray) heads = g_ptr_array_new ();
  const LepVoice *winner;
  gboolean        differ = FALSE;
  LepMembers      members;

  if (!lep_rows_read_register (self, row, voices, reg, &members, heads, error))
    return FALSE;

  winner = g_ptr_array_index (heads, 0);
  show (self, row, reg, &members, winner);
  for (guint i = 1; i < heads->len; i++)
    differ = differ || !lep_members_say_same (&members, g_ptr_array_index (heads, i), winner);
  if (!differ)
    return TRUE;

  (*conflicts)++;
  for (guint i = 1; i < heads->len; i++)
    {
      const LepVoice *voice = g_ptr_array_index (heads, i);

      add_sibling (row, members.names[0], voice->stream, voice->n,
                   lep_rows_keep_text (self, lep_voice_value (voice, members.names[0])));
    }
  return TRUE;
}

static int
compare_numbers (gconstpointer a,
                 gconstpointer b)
{
  guint32 left = *(const guint32 *) a;
  guint32 right = *(const guint32 *) b;

  return (left > right) - (left < right);
}

/**
 * lep_row_shared_registers:
 *
 * Returns: (transfer full) (element-type guint32): the registers of fields and
 *   groups that have more than one head; %NULL if none has
 */
GArray *
lep_row_shared_registers (const LepRow *row)
{
  g_autofree guint32 *regs = g_new (guint32, row->heads->len);
  GArray             *shared = NULL;
  gboolean            is_sorted = TRUE;

  for (guint i = 0; i < row->heads->len; i++)
    {
      regs[i] = g_array_index (row->heads, LepHead, i).reg;
      is_sorted = is_sorted && (i == 0 || regs[i] > regs[i - 1]);
    }
  if (is_sorted) /* one change wrote it all: each register once */
    return NULL;
  qsort (regs, row->heads->len, sizeof *regs, compare_numbers);

  for (guint i = 1; i < row->heads->len; i++)
    {
      if (regs[i] != regs[i - 1] || (i > 1 && regs[i] == regs[i - 2]) || is_life (regs[i]) ||
          lep_row_kind_is_member (row->kind, regs[i]))
        continue;
      if (shared == NULL)
        shared = g_array_new (FALSE, FALSE, sizeof (guint32));
      g_array_append_val (shared, regs[i]);
    }
  return shared;
}

/* Settles each register that has more than one head. */
static gboolean
settle_registers (LepRows *self,
                  LepRow  *row,
                  guint   *conflicts,
                  GError **error)
{
  g_autoptr (GArray) shared = lep_row_shared_registers (row);
  g_autoptr (LepVoices) voices = NULL;

  if (shared == NULL)
    return TRUE;
  voices = lep_voices_new (self->log, row->kind->name, &row->id);
  for (guint i = 0; i < shared->len; i++)
    {
      if (!settle_register (self, row, voices, g_array_index (shared, guint32, i), conflicts, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * lep_rows_show_heads:
 *
 * Sets what the row shows from its heads alone, as if it had shown nothing.
 */
gboolean
lep_rows_show_heads (LepRows *self,
                     LepRow  *row,
                     GError **error)
{
  g_autoptr (LepVoices) voices = lep_voices_new (self->log, row->kind->name, &row->id);

  for (guint i = 0; row->kind->kind != NULL && i < row->kind->kind->n_fields; i++)
    lep_rows_set_value (row, i, NULL);

  for (guint i = 0; i < row->heads->len; i++)
    {
      const LepHead *head = &g_array_index (row->heads, LepHead, i);
      LepVoice      *voice;
      LepMembers     members;

      if (is_life (head->reg) || lep_row_kind_is_member (row->kind, head->reg))
        continue;
      voice = lep_voices_get (voices, head->stream, head->n, error);
      if (voice == NULL)
        return FALSE;
      get_members (self, row, head->reg, &members);
      show (self, row, head->reg, &members, voice);
    }
  return TRUE;
}

/**
 * lep_rows_read_life:
 * @deleted: (out): whether the row is deleted: every head is covered by one of
 *   the deletes, or written with it
 * @gone: (array): by head: whether it is so; room for all heads, zeroed
 * @flagged: (out): whether somebody deleted it and it is alive all the same
 */
gboolean
lep_rows_read_life (LepRows  *self,
                    LepRow   *row,
                    gboolean *deleted,
                    gboolean *flagged,
                    gboolean *gone,
                    GError  **error)
{
  *deleted = FALSE;
  for (guint i = 0; i < row->heads->len; i++)
    {
      const LepHead *life = &g_array_index (row->heads, LepHead, i);

      if (life->reg != LEP_REGISTER_DELETED)
        continue;
      *deleted = TRUE;
      if (!lep_log_set_cover_of (self->log, life->stream, life->n, error))
        return FALSE;
      for (guint j = 0; j < row->heads->len; j++)
        {
          const LepHead *head = &g_array_index (row->heads, LepHead, j);

          gone[j] = gone[j] || (head->stream == life->stream && head->n == life->n) ||
                    lep_log_covers (self->log, head->stream, head->n);
        }
    }

  *flagged = FALSE;
  for (guint i = 0; *deleted && i < row->heads->len; i++)
    *flagged = *flagged || !gone[i];
  *deleted = *deleted && !*flagged;
  return TRUE;
}

/**
 * lep_rows_settle:
 * @conflicts: (out): how many registers (the life among them) are in conflict
 * @deleted: (out): whether the row is deleted
 *
 * Works out what the row shows, with the heads it has now. Conflicts inside
 * deleted rows do not count.
 */
gboolean
lep_rows_settle (LepRows  *self,
                 LepRow   *row,
                 guint    *conflicts,
                 gboolean *deleted,
                 GError  **error)
{
  g_autofree gboolean *gone = NULL;
  gboolean             flagged = FALSE;

  *conflicts = 0;
  *deleted = TRUE;
  if ((row->state & LEP_ROW_ERASED) != 0)
    return TRUE;
  gone = g_new0 (gboolean, row->heads->len);
  if (!lep_rows_read_life (self, row, deleted, &flagged, gone, error) ||
      !settle_registers (self, row, conflicts, error))
    return FALSE;

  if (*deleted)
    {
      *conflicts = 0;
      g_clear_pointer (&row->siblings, g_array_unref);
      return TRUE;
    }
  if (!flagged)
    return TRUE;

  (*conflicts)++;
  for (guint i = 0; i < row->heads->len; i++)
    {
      const LepHead *head = &g_array_index (row->heads, LepHead, i);

      if (head->reg == LEP_REGISTER_DELETED)
        add_sibling (row, "life", head->stream, head->n, "deleted");
    }
  return TRUE;
}
