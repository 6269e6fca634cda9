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

/* What is here of a space, and how far somebody has it. */
typedef struct
{
  LepStock            *stock;
  const LepStockSpace *space;
  GArray              *branches; /* Branch, in the order of the space's streams */
} Look;

static void
piece_clear (gpointer data)
{
  g_clear_pointer (&((LepLackPiece *) data)->waiting, g_array_unref);
}

static void
lack_free (LepLack *self)
{
  g_array_unref (self->pieces);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LepLack, lack_free)

static void
look_begin (Look          *look,
            LepStock      *stock,
            const LepUuid *space)
{
  const GArray *streams;

  look->stock = stock;
  look->space = lep_stock_get_space (stock, space);
  streams = look->space->streams;
  look->branches = g_array_sized_new (FALSE, TRUE, sizeof (Branch), streams->len);
  for (guint i = 0; i < streams->len; i++)
    {
      Branch branch = { g_array_index (streams, LepStreamInfo, i), 0, 0, NULL };

      if (branch.info.last > branch.info.signed_n)
        branch.tail = lep_tails_find (stock->tails, space, &branch.info.replica, &branch.info.head);
      g_array_append_val (look->branches, branch);
    }
}

static void
look_clear (Look *look)
{
  g_array_unref (look->branches);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Look, look_clear)

static Branch *
find_branch (const Look *look,
             gint64      no)
{
  gpointer place;

  if (!g_hash_table_lookup_extended (look->space->places, GSIZE_TO_POINTER ((gsize) no), NULL, &place))
    return NULL;
  return &g_array_index (look->branches, Branch, GPOINTER_TO_UINT (place));
}

static gboolean
is_hole_here (const Look    *look,
              const LepUuid *replica,
              gint64         n)
{
  for (guint i = lep_stock_space_find (look->space, replica); i < look->branches->len; i++)
    {
      const LepStreamInfo *info = &g_array_index (look->branches, Branch, i).info;

      if (!lep_uuid_equal (&info->replica, replica))
        return FALSE;
      if (info->base == n && info->parent == 0)
        return TRUE;
    }
  return FALSE;
}

/* Whether they say to miss a change that is here: a waiver let them go on without it. */
static gboolean
is_hole_there (const Look    *look,
               const LepSeen *seen)
{
  return lep_laptop_misses (seen) && !is_hole_here (look, &seen->replica, seen->n);
}

/* They may have what stands before a hole, or not; other heads tell. Which branch it is
 * of is not said: to send too much is safe. */
static void
mark_branches (const Look    *look,
               const LepSeen *seen,
               gint64         stream,
               gint64         hole,
               GArray        *behind)
{
  Branch *branch;
  gint64  n = seen->n;

  for (branch = find_branch (look, stream); branch != NULL && branch->info.base >= hole;
       n = branch->info.base, branch = find_branch (look, branch->info.parent))
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
mark_covered (const Look   *look,
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

      lep_tails_find_start (look->stock->tails, &look->space->id, seen, &here);
      if (!lep_stock_find (look->stock, &here, &stream, error))
        return FALSE;
      if (stream > 0)
        mark_branches (look, &here, stream, find_hole (holes, seen), behind);
      else if (is_hole_there (look, seen))
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
join_last (GHashTable *lacks,
           LepLack    *last)
{
  LepLack *other = g_hash_table_lookup (lacks, &last->prev);

  if (other != NULL)
    {
      for (guint k = other->pieces->len; k > 0; k--)
        {
          LepLackPiece *piece = &g_array_index (other->pieces, LepLackPiece, k - 1);

          g_array_prepend_val (last->pieces, *piece);
          piece->waiting = NULL; /* it has gone over */
        }
      last->from = other->from;
      last->prev = other->prev;
      g_hash_table_remove (lacks, &other->head);
    }
  g_hash_table_replace (lacks, &last->head, last);
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
 * the branch, or where another run brings what it hangs on. No two end with the
 * same change.
 * @lacks: its head -> #LepLack */
static gboolean
add_lack (const Look *look,
          Branch     *branch,
          GHashTable *lacks,
          GError    **error)
{
  g_autoptr (LepLack) lack = NULL;
  Branch *at = branch;
  gint64  to = branch->tail != NULL ? branch->info.last : branch->info.signed_n;

  if (to <= MAX (branch->covered, branch->info.base))
    return TRUE;

  lack = lack_new (branch);
  for (;;)
    {
      gint64  base = at->info.base;
      gint64  known = MAX (at->covered, at->sent);
      gint64  before = MAX (known, base);
      Branch *parent = find_branch (look, at->info.parent);

      add_piece (lack->pieces, at->info.no, before + 1, to);
      at->sent = MAX (at->sent, to);
      if (known > base || parent == NULL || MAX (parent->covered, parent->sent) >= base)
        {
          lack->from = before + 1;
          if (!find_prev (look->stock->workspace, at, before, &lack->prev, error))
            return FALSE;
          join_last (lacks, g_steal_pointer (&lack));
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

static GPtrArray *
find_lacks (LepStock      *stock,
            const LepUuid *space,
            const GArray  *have,
            GError       **error)
{
  g_auto (Look) look = { 0 };
  g_autoptr (GHashTable) by_head = g_hash_table_new_full (lep_hash_key, lep_hash_equal_func, NULL, (GDestroyNotify) lack_free);
  GPtrArray     *lacks;
  GHashTableIter iter;
  gpointer       lack;

  look_begin (&look, stock, space);
  if (have != NULL && !mark_covered (&look, have, NULL, error))
    return NULL;
  for (guint i = 0; i < look.branches->len; i++)
    if (!add_lack (&look, &g_array_index (look.branches, Branch, i), by_head, error))
      return NULL;

  lacks = g_ptr_array_new_with_free_func ((GDestroyNotify) lack_free);
  g_hash_table_iter_init (&iter, by_head);
  while (g_hash_table_iter_next (&iter, NULL, &lack))
    {
      g_ptr_array_add (lacks, lack);
      g_hash_table_iter_steal (&iter);
    }
  g_ptr_array_sort (lacks, compare);
  return lacks;
}

/**
 * lep_lacks_find:
 * @have: (nullable): of #LepSeen, sorted; %NULL = they have nothing
 *
 * Finds what somebody lacks of a space. It ends at signed heads: what is not
 * signed cannot be passed on. Who has nothing lacks the same as others who have
 * nothing, which is found once for all of them: it is not to be changed.
 *
 * Returns: (transfer container) (element-type LepLack): in a bundle's order
 */
GPtrArray *
lep_lacks_find (LepStock      *stock,
                const LepUuid *space,
                const GArray  *have,
                GError       **error)
{
  LepStockSpace *here = lep_stock_get_space (stock, space);

  if (have != NULL)
    return find_lacks (stock, space, have, error);
  if (here->whole == NULL)
    here->whole = find_lacks (stock, space, NULL, error);
  return here->whole != NULL ? g_ptr_array_ref (here->whole) : NULL;
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
lep_lacks_covered (LepStock      *stock,
                   const LepUuid *space,
                   const GArray  *have,
                   GError       **error)
{
  g_autoptr (GArray) covered = g_array_new (FALSE, FALSE, sizeof (LepCovered));
  g_auto (Look) look = { 0 };

  look_begin (&look, stock, space);
  if (!mark_covered (&look, have, covered, error))
    return NULL;
  for (guint i = 0; i < look.branches->len; i++)
    {
      const Branch *branch = &g_array_index (look.branches, Branch, i);
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
