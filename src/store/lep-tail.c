/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Changes that wait, for those who pass on what they follow: of a run that was signed
 * at its end, the first changes may be applied and the others wait, and nobody takes
 * the first ones without the signature. */

#include <string.h>

#include "lep-workspace-private.h"

#include "lep-tail.h"

/* A change that waits. */
typedef struct
{
  LepUuid  space;
  LepUuid  replica;
  LepHash  hash;
  gint64   n;
  LepHash  prev;
  gboolean has_signature;
  guint8   signature[64];
  gint64   start_n; /* number and hash of the change before all that wait in its chain */
  LepHash  start;
} Waiting;

struct _LepTails
{
  GHashTable *waiting; /* Waiting, by its space, its replica and its hash */
  GHashTable *tails;   /* LepTail, by its space, its replica and the change it follows */
};

#define KEY_SIZE (2 * LEP_UUID_SIZE + LEP_HASH_SIZE)

G_STATIC_ASSERT (G_STRUCT_OFFSET (Waiting, n) == KEY_SIZE);
G_STATIC_ASSERT (G_STRUCT_OFFSET (LepTail, head) == KEY_SIZE);

/* Both are known by their first bytes: another laptop, and one in another space, may claim
 * to follow the same change. */
static guint
key_hash (gconstpointer key)
{
  return lep_hash_key ((const guint8 *) key + 2 * LEP_UUID_SIZE);
}

static gboolean
key_equal (gconstpointer a,
           gconstpointer b)
{
  return memcmp (a, b, KEY_SIZE) == 0;
}

static void
tail_free (gpointer data)
{
  LepTail *self = data;

  g_array_unref (self->changes);
  g_free (self);
}

void
lep_tails_free (LepTails *self)
{
  g_hash_table_unref (self->tails);
  g_hash_table_unref (self->waiting);
  g_free (self);
}

/* Returns: (nullable): what waits before it in its chain */
static Waiting *
find_before (LepTails      *self,
             const Waiting *waiting)
{
  const Waiting key = { .space = waiting->space, .replica = waiting->replica, .hash = waiting->prev };
  Waiting      *before = g_hash_table_lookup (self->waiting, &key);

  return before != NULL && before->n == waiting->n - 1 ? before : NULL;
}

static Waiting *
read_waiting (LepTails *self,
              LepStmt  *stmt)
{
  Waiting       *waiting = g_new0 (Waiting, 1);
  const Waiting *before;

  memcpy (waiting->hash.bytes, lep_stmt_blob (stmt, 0), LEP_HASH_SIZE);
  memcpy (waiting->replica.bytes, lep_stmt_blob (stmt, 1), LEP_UUID_SIZE);
  waiting->n = lep_stmt_int64 (stmt, 2);
  memcpy (waiting->prev.bytes, lep_stmt_blob (stmt, 3), LEP_HASH_SIZE);
  waiting->has_signature = !lep_stmt_is_null (stmt, 4);
  if (waiting->has_signature)
    memcpy (waiting->signature, lep_stmt_blob (stmt, 4), sizeof waiting->signature);
  memcpy (waiting->space.bytes, lep_stmt_blob (stmt, 5), LEP_UUID_SIZE);
  before = find_before (self, waiting);
  waiting->start_n = before != NULL ? before->start_n : waiting->n - 1;
  waiting->start = before != NULL ? before->start : waiting->prev;
  return waiting;
}

/* They come by number, so the first that is signed is the nearest. */
static void
enter (LepTails      *self,
       const Waiting *end)
{
  LepTail *tail;

  if (!end->has_signature || lep_tails_find (self, &end->space, &end->replica, &end->start) != NULL)
    return;

  tail = g_new0 (LepTail, 1);
  tail->space = end->space;
  tail->replica = end->replica;
  tail->follows = end->start;
  tail->head = end->hash;
  memcpy (tail->signature, end->signature, sizeof tail->signature);
  tail->changes = g_array_new (FALSE, FALSE, sizeof (LepHash));
  for (const Waiting *at = end; at != NULL; at = find_before (self, at))
    g_array_append_val (tail->changes, at->hash);
  for (guint i = 0, k = tail->changes->len - 1; i < k; i++, k--)
    {
      LepHash other = g_array_index (tail->changes, LepHash, i);

      g_array_index (tail->changes, LepHash, i) = g_array_index (tail->changes, LepHash, k);
      g_array_index (tail->changes, LepHash, k) = other;
    }
  g_hash_table_add (self->tails, tail);
}

/**
 * lep_tails_load:
 *
 * Returns: (transfer full): what waits, in any space
 */
LepTails *
lep_tails_load (LepWorkspace *workspace,
                GError      **error)
{
  g_autoptr (LepTails) self = g_new0 (LepTails, 1);
  g_autoptr (LepStmt) stmt =
    lep_db_prepare (lep_workspace_get_db (workspace),
                    "SELECT hash, replica, n, prev, signature, space.id FROM pending JOIN space ON space.no = space_no"
                    " ORDER BY n, hash",
                    error);
  g_autoptr (GError) failure = NULL;

  self->waiting = g_hash_table_new_full (key_hash, key_equal, NULL, g_free);
  self->tails = g_hash_table_new_full (key_hash, key_equal, tail_free, NULL);
  if (stmt == NULL)
    return NULL;
  while (lep_stmt_next (stmt, &failure))
    {
      Waiting *waiting = read_waiting (self, stmt);

      g_hash_table_insert (self->waiting, waiting, waiting);
      enter (self, waiting);
    }
  return lep_stmt_take_failure (&failure, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * lep_tails_find:
 *
 * Returns: (nullable): what waits behind a change that is here
 */
const LepTail *
lep_tails_find (LepTails      *self,
                const LepUuid *space,
                const LepUuid *replica,
                const LepHash *head)
{
  const LepTail key = { .space = *space, .replica = *replica, .follows = *head };

  return g_hash_table_lookup (self->tails, &key);
}

/**
 * lep_tails_find_start:
 * @seen: a change
 * @start: (inout): if it waits in the space, what it and others before it wait behind
 */
void
lep_tails_find_start (LepTails      *self,
                      const LepUuid *space,
                      const LepSeen *seen,
                      LepSeen       *start)
{
  const Waiting  key = { .space = *space, .replica = seen->replica, .hash = seen->head };
  const Waiting *waiting = g_hash_table_lookup (self->waiting, &key);

  if (waiting != NULL && waiting->n == seen->n)
    *start = (LepSeen){ waiting->replica, waiting->start_n, waiting->start };
}

static gboolean
hand_out (LepStmt            *stmt,
          const LepHash      *hash,
          LepLoggedChangeFunc each,
          gpointer            user_data,
          GError            **error)
{
  LepLoggedChange change = { .hash = *hash, .context = "" };

  change.n = lep_stmt_int64 (stmt, 0);
  change.body = lep_stmt_text (stmt, 1);
  change.length = lep_stmt_size (stmt, 1);
  if (change.body != NULL)
    {
      change.context = lep_stmt_text (stmt, 2);
      lep_hash_data (change.context, lep_stmt_size (stmt, 2), &change.context_hash);
    }
  else
    memcpy (change.gone_by.bytes, lep_stmt_blob (stmt, 3), LEP_HASH_SIZE);
  return each (&change, user_data, error);
}

/* What waited was applied meanwhile: it is in the log, which it never leaves. */
static gboolean
hand_out_applied (LepWorkspace       *workspace,
                  const LepSeen      *applied,
                  LepLoggedChangeFunc each,
                  gpointer            user_data,
                  GError            **error)
{
  gint64 stream;

  return lep_exchange_find (workspace, applied, &stream, error) &&
         lep_exchange_changes (workspace, stream, applied->n, applied->n, each, user_data, error);
}

/**
 * lep_exchange_waiting_changes:
 * @replica: whose changes they are
 * @from: number of the first
 * @changes: LepHash: what waited when it was looked for
 * @each: called for each change in order; what it gets is valid during the call.
 *   A change that is not in the workspace any more is left out
 */
gboolean
lep_exchange_waiting_changes (LepWorkspace       *workspace,
                              const LepUuid      *replica,
                              gint64              from,
                              const GArray       *changes,
                              LepLoggedChangeFunc each,
                              gpointer            user_data,
                              GError            **error)
{
  g_autoptr (LepStmt) stmt =
    lep_db_prepare (lep_workspace_get_db (workspace), "SELECT n, body, context, gone_by FROM pending WHERE hash = ?1", error);

  if (stmt == NULL)
    return FALSE;
  for (guint i = 0; i < changes->len; i++)
    {
      const LepSeen seen = { *replica, from + i, g_array_index (changes, LepHash, i) };
      g_autoptr (GError) failure = NULL;
      gboolean waits;

      lep_stmt_reset (stmt);
      lep_stmt_set_blob (stmt, 1, seen.head.bytes, LEP_HASH_SIZE);
      waits = lep_stmt_next (stmt, &failure);
      if (!lep_stmt_take_failure (&failure, error) ||
          !(waits ? hand_out (stmt, &seen.head, each, user_data, error)
                  : hand_out_applied (workspace, &seen, each, user_data, error)))
        return FALSE;
    }
  return TRUE;
}
