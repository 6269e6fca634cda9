/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who founded the programme (bundle format, 4.4): the writer of the first change
 * that wrote its record. Who joins gets the changes in the order of a bundle, so
 * the first is not simply the one that came in first: it is what the others had
 * seen when they began to write. */

#include <string.h>

#include "lep-founder.h"

typedef struct
{
  gint64  stream_no;
  LepUuid replica;
  guint   n_followers; /* laptops that had seen it when they began */
} Candidate;

/* Those that begin with the record: first who made this workspace, or whose bundle
 * did, then in the order in which they came in. */
static const char sql_candidates[] =
  "SELECT stream_no, replica.id FROM stream JOIN change ON stream_no = stream.no AND n = 1 JOIN replica ON replica.no = replica_no"
  " WHERE space_no = ?1 AND instr (body, ?2) > 0 ORDER BY replica.introducer OR replica.own DESC, seq";

static const char sql_first_to_come[] =
  "SELECT stream_no, replica.id FROM change CROSS JOIN stream ON stream.no = stream_no JOIN replica ON replica.no = replica_no"
  " WHERE space_no = ?1 AND instr (body, ?2) > 0 ORDER BY seq LIMIT 1";

static const char sql_beginnings[] =
  "SELECT stream_no FROM stream JOIN change ON stream_no = stream.no AND n = 1 WHERE space_no = ?1 AND body IS NOT NULL";

static gboolean
read_candidates (LepLog     *log,
                 const char *sql,
                 gint64      space_no,
                 const char *pattern,
                 GArray     *candidates,
                 GError    **error)
{
  g_autoptr (LepStmt) stmt = lep_db_prepare (lep_log_get_db (log), sql, error);
  g_autoptr (GError) failure = NULL;

  if (stmt == NULL)
    return FALSE;
  lep_stmt_set_int64 (stmt, 1, space_no);
  lep_stmt_set_text (stmt, 2, pattern, -1);
  while (lep_stmt_next (stmt, &failure))
    {
      Candidate candidate = { .stream_no = lep_stmt_int64 (stmt, 0) };

      memcpy (candidate.replica.bytes, lep_stmt_blob (stmt, 1), LEP_UUID_SIZE);
      g_array_append_val (candidates, candidate);
    }
  return lep_stmt_take_failure (&failure, error);
}

static gboolean
count_followers (LepLog  *log,
                 gint64   space_no,
                 GArray  *candidates,
                 GError **error)
{
  g_autoptr (LepStmt) stmt = lep_db_prepare (lep_log_get_db (log), sql_beginnings, error);
  g_autoptr (GError) failure = NULL;

  if (stmt == NULL)
    return FALSE;
  lep_stmt_set_int64 (stmt, 1, space_no);
  while (lep_stmt_next (stmt, &failure))
    {
      if (!lep_log_set_cover_of (log, lep_stmt_int64 (stmt, 0), 1, error))
        return FALSE;
      for (guint i = 0; i < candidates->len; i++)
        {
          Candidate *candidate = &g_array_index (candidates, Candidate, i);

          candidate->n_followers += lep_log_covers (log, candidate->stream_no, 1) ? 1 : 0;
        }
    }
  return lep_stmt_take_failure (&failure, error);
}

/**
 * lep_founder_find:
 * @space_no: of the programme's space
 * @programme: its id
 * @founder: (out): the laptop that founded it
 * @found: (out): whether anybody wrote its record
 *
 * Of several that began with the record without having seen each other it is the
 * one that most had seen who began to write later; of equals that of this laptop or
 * of an introducer, then the one that came in first.
 */
gboolean
lep_founder_find (LepLog        *log,
                  gint64         space_no,
                  const LepUuid *programme,
                  LepUuid       *founder,
                  gboolean      *found,
                  GError       **error)
{
  g_autoptr (GArray) candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));
  g_autofree char *id = lep_uuid_to_string (programme);
  g_autofree char *pattern = g_strdup_printf ("<row kind=\"programme\" id=\"%s\"", id);
  const Candidate *best;

  *found = FALSE;
  if (!read_candidates (log, sql_candidates, space_no, pattern, candidates, error) ||
      (candidates->len == 0 && !read_candidates (log, sql_first_to_come, space_no, pattern, candidates, error)) ||
      (candidates->len > 1 && !count_followers (log, space_no, candidates, error)))
    return FALSE;
  if (candidates->len == 0)
    return TRUE;

  best = &g_array_index (candidates, Candidate, 0);
  for (guint i = 1; i < candidates->len; i++)
    if (g_array_index (candidates, Candidate, i).n_followers > best->n_followers)
      best = &g_array_index (candidates, Candidate, i);
  *founder = best->replica;
  *found = TRUE;
  return TRUE;
}
