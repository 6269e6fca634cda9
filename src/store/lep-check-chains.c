/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Recomputes the hash of every change: none was altered, lost or put between. */

#include <glib/gi18n-lib.h>
#include <string.h>

#include "lep-chain.h"
#include "lep-change.h"
#include "lep-check-private.h"
#include "lep-check.h"

/* One branch, as its table row has it, and how far it was followed. */
typedef struct
{
  LepUuid     replica;
  const char *label;
  const char *advice; /* on what to do if it is broken */
  gint64      n;
  gint64      last;
  LepHash     hash;
  LepHash     head;
} Chain;

/**
 * lep_check_set_damaged:
 * @replica: whose change it is
 * @label: (nullable): name of that laptop
 * @n: its number
 * @advice: what to do about it
 *
 * Says that the log does not hold what was written.
 */
void
lep_check_set_damaged (const LepUuid *replica,
                       const char    *label,
                       gint64         n,
                       const char    *advice,
                       GError       **error)
{
  g_autofree char *id = lep_uuid_to_string (replica);
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, n);
  g_autofree char *sentence =
    /* Translators: number of a change, name of a laptop */
    g_strdup_printf (_ ("Change %s of the laptop “%s” is not what it was when it was written."),
                     number, label != NULL && *label != '\0' ? label : id);

  g_set_error (error, LEP_ERROR, LEP_ERROR_CORRUPT, "%s %s", sentence, advice);
}

static gboolean
broken (const Chain *chain,
        gint64       n,
        GError     **error)
{
  lep_check_set_damaged (&chain->replica, chain->label, n, chain->advice, error);
  return FALSE;
}

/* The hash of the change that @stmt stands on follows from the one before. */
static gboolean
check_change (Chain     *chain,
              LepStmt   *stmt,
              LepChange *change,
              GError   **error)
{
  LepHash stored, context, hash;
  gint64  n = lep_stmt_int64 (stmt, 0);

  memcpy (stored.bytes, lep_stmt_blob (stmt, 1), LEP_HASH_SIZE);
  if (n != chain->n + 1)
    return broken (chain, chain->n + 1, error);

  if (!lep_stmt_is_null (stmt, 2))
    {
      if (lep_stmt_is_null (stmt, 3))
        return broken (chain, n, error);
      lep_hash_data (lep_stmt_text (stmt, 3), (gssize) lep_stmt_size (stmt, 3), &context);
      lep_chain_next (&chain->hash, &context, lep_stmt_text (stmt, 2), lep_stmt_size (stmt, 2), &hash);
      if (!lep_hash_equal (&hash, &stored) ||
          !lep_change_read (change, lep_stmt_text (stmt, 2), lep_stmt_size (stmt, 2), NULL) || change->n != n)
        return broken (chain, n, error);
    }
  else if (lep_stmt_is_null (stmt, 4)) /* a stub names what erased it */
    return broken (chain, n, error);

  chain->n = n;
  chain->hash = stored;
  return TRUE;
}

static gboolean
check_stream (LepDb   *db,
              gint64   stream,
              Chain   *chain,
              GError **error)
{
  g_autoptr (LepStmt) stmt =
    lep_db_prepare (db,
                    "SELECT n, c.hash, body, text, gone_by FROM change c LEFT JOIN context ON no = context_no"
                    " WHERE stream_no = ?1 ORDER BY n",
                    error);
  g_autoptr (LepChange) change = lep_change_new ();
  g_autoptr (GError) failure = NULL;

  if (stmt == NULL)
    return FALSE;
  lep_stmt_set_int64 (stmt, 1, stream);
  while (lep_stmt_next (stmt, &failure))
    {
      if (!check_change (chain, stmt, change, error))
        return FALSE;
    }
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  return (chain->n == chain->last && lep_hash_equal (&chain->hash, &chain->head)) ||
         broken (chain, chain->last, error);
}

/* Where the branch that @stmt stands on begins. */
static gboolean
check_start (const Chain *chain,
             LepStmt     *stmt,
             GError     **error)
{
  LepUuid space;
  LepHash first;

  if (chain->n == 0)
    {
      memcpy (space.bytes, lep_stmt_blob (stmt, 6), LEP_UUID_SIZE);
      lep_chain_first (&space, &chain->replica, &first);
      return lep_hash_equal (&first, &chain->hash) || broken (chain, 1, error);
    }
  /* A parent must have the change that the branch hangs on. */
  return lep_stmt_int64 (stmt, 7) == 0 || lep_stmt_int64 (stmt, 8) != 0 || broken (chain, chain->n, error);
}

/**
 * lep_check_chains:
 * @advice: on what to do if one is broken
 *
 * Follows every branch from its beginning to its head.
 */
gboolean
lep_check_chains (LepDb        *db,
                  const char   *advice,
                  GCancellable *cancellable,
                  GError      **error)
{
  g_autoptr (LepStmt) stmt =
    lep_db_prepare (db,
                    "SELECT s.no, replica.id, base, prev, last, head, space.id, ifnull (parent, 0),"
                    " CASE WHEN parent IS NULL"
                    " OR (SELECT hash FROM change c WHERE c.stream_no = s.parent AND c.n = s.base) = s.prev THEN 1"
                    " ELSE EXISTS (SELECT 1 FROM stream o CROSS JOIN change c ON c.stream_no = o.no AND c.n = s.base AND c.hash = s.prev"
                    "  WHERE o.space_no = s.space_no AND o.replica_no = s.replica_no) END, ifnull (nullif (replica.label, ''), k.label)"
                    " FROM stream s JOIN replica ON replica.no = replica_no JOIN space ON space.no = s.space_no"
                    " LEFT JOIN row ON row.id = replica.id AND row.space_no = s.space_no"
                    " AND kind_no = (SELECT no FROM kind WHERE name = 'replica') LEFT JOIN k_replica k USING (rid)",
                    error);
  g_autoptr (GError) failure = NULL;

  if (stmt == NULL)
    return FALSE;
  while (lep_stmt_next (stmt, &failure))
    {
      Chain chain = { .label = lep_stmt_text (stmt, 9), .advice = advice, .n = lep_stmt_int64 (stmt, 2), .last = lep_stmt_int64 (stmt, 4) };

      memcpy (chain.replica.bytes, lep_stmt_blob (stmt, 1), LEP_UUID_SIZE);
      memcpy (chain.hash.bytes, lep_stmt_blob (stmt, 3), LEP_HASH_SIZE);
      memcpy (chain.head.bytes, lep_stmt_blob (stmt, 5), LEP_HASH_SIZE);
      if (!check_start (&chain, stmt, error) || !check_stream (db, lep_stmt_int64 (stmt, 0), &chain, error) ||
          g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
    }
  return lep_stmt_take_failure (&failure, error);
}
