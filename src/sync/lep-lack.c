/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What of the log somebody lacks (design, "What goes into a bundle for whom"):
 * everything that is not covered by what they last said to have. */

#include <string.h>

#include "lep-laptop.h"

#include "lep-lack.h"

/* A branch, and how far somebody has it. */
typedef struct
{
  LepStreamInfo  info;
  gint64         covered; /* they have it up to here */
  gint64         sent;    /* or get it by another run */
  const LepTail *tail;    /* what waits behind it, if it ends unsigned; or NULL */
} Branch;

static void
piece_clear (gpointer data)
{
  g_clear_pointer (&((LepLackPiece *) data)->waiting, g_array_unref);
}

static void
lack_free (gpointer data)
{
  LepLack *self = data;

  g_array_unref (self->pieces);
  g_free (self);
}

static GArray *
load_branches (LepWorkspace  *workspace,
               const LepUuid *space,
               LepTails      *tails,
               GError       **error)
{
  g_autoptr (GArray) streams = lep_exchange_streams (workspace, space, error);
  GArray *branches;

  if (streams == NULL)
    return NULL;

  branches = g_array_new (FALSE, TRUE, sizeof (Branch));
  for (guint i = 0; i < streams->len; i++)
    {
      Branch branch = { g_array_index (streams, LepStreamInfo, i), 0, 0, NULL };

      if (branch.info.last > branch.info.signed_n)
        branch.tail = lep_tails_find (tails, &branch.info.replica, &branch.info.head);
      g_array_append_val (branches, branch);
    }
  return branches;
}

static Branch *
find_branch (GArray *branches,
             gint64  no)
{
  for (guint i = 0; i < branches->len; i++)
    if (g_array_index (branches, Branch, i).info.no == no)
      return &g_array_index (branches, Branch, i);
  return NULL;
}

static gboolean
is_hole_here (const GArray  *branches,
              const LepUuid *replica,
              gint64         n)
{
  for (guint i = 0; i < branches->len; i++)
    {
      const LepStreamInfo *info = &g_array_index (branches, Branch, i).info;

      if (lep_uuid_equal (&info->replica, replica) && info->base == n && info->parent == 0)
        return TRUE;
    }
  return FALSE;
}

/* Whether they say to miss a change that is here: a waiver let them go on without it. */
static gboolean
is_hole_there (const GArray  *branches,
               const LepSeen *seen)
{
  return lep_laptop_misses (seen) && !is_hole_here (branches, &seen->replica, seen->n);
}

/* They may have what stands before a hole, or not; other heads tell. Which branch it is
 * of is not said: to send too much is safe. */
static void
mark_branches (GArray        *branches,
               const LepSeen *seen,
               gint64         stream,
               gint64         hole,
               GArray        *behind)
{
  Branch *branch;
  gint64  n = seen->n;

  for (branch = find_branch (branches, stream); branch != NULL && branch->info.base >= hole;
       n = branch->info.base, branch = find_branch (branches, branch->info.parent))
    branch->covered = MAX (branch->covered, n);
  if (branch != NULL && behind != NULL)
    {
      LepCovered covered = { branch->info.no, hole, n };

      g_array_append_val (behind, covered);
    }
}

/* The greatest number below a head of which they say that they miss it. The numbers of a
 * laptop rise, so it is the last hole, or the one before if that is of the head's number. */
static gint64
find_hole (const LepSeen *const holes[2],
           const LepSeen       *head)
{
  for (guint i = 0; i < 2; i++)
    if (holes[i] != NULL && lep_uuid_equal (&holes[i]->replica, &head->replica) && holes[i]->n < head->n)
      return holes[i]->n;
  return 0;
}

/* A head that is not known here covers nothing: to send too much is safe. One that waits
 * here stands for what it waits behind, unless they went on without that.
 * @behind: (nullable): of #LepCovered; gets what they have of branches behind a hole */
static gboolean
mark_covered (LepWorkspace *workspace,
              GArray       *branches,
              LepTails     *tails,
              const GArray *have,
              GArray       *behind,
              GError      **error)
{
  const LepSeen *holes[2] = { NULL, NULL };

  for (guint i = 0; i < have->len; i++)
    {
      const LepSeen *seen = &g_array_index (have, LepSeen, i);
      LepSeen        here = *seen;
      gint64         stream;

      lep_tails_find_start (tails, seen, &here);
      if (!lep_exchange_find (workspace, &here, &stream, error))
        return FALSE;
      if (stream > 0)
        mark_branches (branches, &here, stream, find_hole (holes, seen), behind);
      else if (is_hole_there (branches, seen))
        {
          holes[1] = holes[0];
          holes[0] = seen;
        }
    }
  return TRUE;
}

static void
add_piece (GArray *pieces,
           gint64  stream,
           gint64  from,
           gint64  to)
{
  LepLackPiece piece = { stream, from, to, NULL };

  g_assert (from <= to);
  g_array_prepend_val (pieces, piece);
}

static gboolean
take_hash_cb (const LepLoggedChange *change,
              gpointer               user_data,
              GError               **error)
{
  *(LepHash *) user_data = change->hash;
  return TRUE;
}

/* The hash of the change before the first one of a run. */
static gboolean
find_prev (LepWorkspace *workspace,
           const Branch *branch,
           gint64        n,
           LepHash      *prev,
           GError      **error)
{
  if (n > branch->info.base)
    return lep_exchange_changes (workspace, branch->info.no, n, n, take_hash_cb, prev, error);

  *prev = branch->info.prev;
  return TRUE;
}

/* What goes on where another run ends is one run with it: only its end is signed.
 * The branch that others hang on comes before them. */
static void
join_last (GPtrArray *lacks)
{
  LepLack *last = g_ptr_array_index (lacks, lacks->len - 1);

  for (guint i = 0; i + 1 < lacks->len; i++)
    {
      LepLack *other = g_ptr_array_index (lacks, i);

      if (!lep_hash_equal (&other->head, &last->prev))
        continue;
      for (guint k = other->pieces->len; k > 0; k--)
        {
          LepLackPiece *piece = &g_array_index (other->pieces, LepLackPiece, k - 1);

          g_array_prepend_val (last->pieces, *piece);
          piece->waiting = NULL; /* it has gone over */
        }
      last->from = other->from;
      last->prev = other->prev;
      g_ptr_array_remove_index (lacks, i);
      return;
    }
}

static LepLack *
lack_new (const Branch *branch)
{
  LepLack       *lack = g_new0 (LepLack, 1);
  const LepTail *tail = branch->tail;

  lack->pieces = g_array_new (FALSE, FALSE, sizeof (LepLackPiece));
  g_array_set_clear_func (lack->pieces, piece_clear);
  lack->space = branch->info.space;
  lack->replica = branch->info.replica;
  lack->to = tail != NULL ? branch->info.last + tail->changes->len : branch->info.signed_n;
  lack->head = tail != NULL ? tail->head : branch->info.signed_head;
  memcpy (lack->signature, tail != NULL ? tail->signature : branch->info.signature, sizeof lack->signature);
  if (tail != NULL)
    {
      LepLackPiece piece = { 0, branch->info.last + 1, lack->to, g_array_ref (tail->changes) };

      g_array_append_val (lack->pieces, piece);
    }
  return lack;
}

/* The run that ends at the signed head of a branch; it begins where they have
 * the branch, or where another run brings what it hangs on. */
static gboolean
add_lack (LepWorkspace *workspace,
          GArray       *branches,
          Branch       *branch,
          GPtrArray    *lacks,
          GError      **error)
{
  LepLack *lack;
  Branch  *at = branch;
  gint64   to = branch->tail != NULL ? branch->info.last : branch->info.signed_n;

  if (to <= MAX (branch->covered, branch->info.base))
    return TRUE;

  lack = lack_new (branch);
  g_ptr_array_add (lacks, lack);
  for (;;)
    {
      gint64  base = at->info.base;
      gint64  known = MAX (at->covered, at->sent);
      gint64  before = MAX (known, base);
      Branch *parent = find_branch (branches, at->info.parent);

      add_piece (lack->pieces, at->info.no, before + 1, to);
      at->sent = MAX (at->sent, to);
      if (known > base || parent == NULL || MAX (parent->covered, parent->sent) >= base)
        {
          lack->from = before + 1;
          if (!find_prev (workspace, at, before, &lack->prev, error))
            return FALSE;
          join_last (lacks);
          return TRUE;
        }
      to = base;
      at = parent;
    }
}

static int
compare (gconstpointer a,
         gconstpointer b)
{
  const LepLack *left = *(LepLack *const *) a;
  const LepLack *right = *(LepLack *const *) b;
  int            order = lep_uuid_compare (&left->replica, &right->replica);

  if (order == 0)
    order = (left->from > right->from) - (left->from < right->from);
  if (order == 0)
    order = lep_hash_compare (&left->prev, &right->prev);
  return order == 0 ? lep_hash_compare (&left->head, &right->head) : order;
}

/**
 * lep_lacks_find:
 * @have: (nullable): of #LepSeen, sorted; %NULL = they have nothing
 *
 * Finds what somebody lacks of a space. It ends at signed heads: what is not
 * signed cannot be passed on.
 *
 * Returns: (transfer container) (element-type LepLack): in a bundle's order
 */
GPtrArray *
lep_lacks_find (LepWorkspace  *workspace,
                const LepUuid *space,
                const GArray  *have,
                GError       **error)
{
  g_autoptr (GPtrArray) lacks = g_ptr_array_new_with_free_func (lack_free);
  g_autoptr (LepTails) tails = lep_tails_load (workspace, space, error);
  g_autoptr (GArray) branches = tails == NULL ? NULL : load_branches (workspace, space, tails, error);

  if (branches == NULL || (have != NULL && !mark_covered (workspace, branches, tails, have, NULL, error)))
    return NULL;
  for (guint i = 0; i < branches->len; i++)
    if (!add_lack (workspace, branches, &g_array_index (branches, Branch, i), lacks, error))
      return NULL;

  g_ptr_array_sort (lacks, compare);
  return g_steal_pointer (&lacks);
}

/**
 * lep_lacks_covered:
 * @have: of #LepSeen, sorted
 *
 * Returns: (transfer full) (element-type LepCovered): what somebody who has @have
 *   has of the branches here; nothing is said of what lies between a change that
 *   they went on without and their last head before it
 */
GArray *
lep_lacks_covered (LepWorkspace  *workspace,
                   const LepUuid *space,
                   const GArray  *have,
                   GError       **error)
{
  g_autoptr (GArray) covered = g_array_new (FALSE, FALSE, sizeof (LepCovered));
  g_autoptr (LepTails) tails = lep_tails_load (workspace, space, error);
  g_autoptr (GArray) branches = tails == NULL ? NULL : load_branches (workspace, space, tails, error);

  if (branches == NULL || !mark_covered (workspace, branches, tails, have, covered, error))
    return NULL;
  for (guint i = 0; i < branches->len; i++)
    {
      const Branch *branch = &g_array_index (branches, Branch, i);
      LepCovered    whole = { branch->info.no, branch->info.base, branch->covered };

      g_array_append_val (covered, whole);
    }
  return g_steal_pointer (&covered);
}

/**
 * lep_lacks_count:
 *
 * Returns: how many changes they are
 */
gint64
lep_lacks_count (GPtrArray *lacks)
{
  gint64 n = 0;

  for (guint i = 0; i < lacks->len; i++)
    {
      const LepLack *lack = g_ptr_array_index (lacks, i);

      n += lack->to - lack->from + 1;
    }
  return n;
}

/**
 * lep_lacks_own_have:
 *
 * Returns: (transfer full): of #LepSeen, sorted: the head of every branch of a
 *   space here
 */
GArray *
lep_lacks_own_have (LepWorkspace  *workspace,
                    const LepUuid *space,
                    GError       **error)
{
  g_autoptr (GArray) streams = lep_exchange_streams (workspace, space, error);
  g_autoptr (GArray) have = lep_context_new ();

  if (streams == NULL)
    return NULL;
  for (guint i = 0; i < streams->len; i++)
    {
      const LepStreamInfo *info = &g_array_index (streams, LepStreamInfo, i);
      LepSeen              seen = { info->replica, info->last, info->head };

      g_array_append_val (have, seen);
    }
  g_array_sort (have, lep_seen_compare);
  return g_steal_pointer (&have);
}
