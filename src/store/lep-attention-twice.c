/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rule 15: results that two laptops probably reported both. */

#include <glib/gi18n-lib.h>

#include "lep-attention-private.h"
#include "lep-heads.h"

/* How many reports of the same are compared with a new one. */
#define MAX_COMPARED 50

/* One of the outcomes with the same project, indicator and dates. */
typedef struct
{
  char       *key;
  GHashTable *writers; /* numbers of the laptops that wrote its value */
} Report;

static void
report_free (gpointer data)
{
  Report *self = data;

  g_free (self->key);
  g_hash_table_unref (self->writers);
  g_free (self);
}

static GHashTable *
read_laptops (LepDb   *db,
              GError **error)
{
  g_autoptr (GHashTable) laptops = g_hash_table_new (NULL, NULL);
  g_autoptr (LepStmt) stmt = lep_db_prepare (db, "SELECT no, replica_no FROM stream", error);
  gboolean has_row;

  if (stmt == NULL)
    return NULL;
  while (TRUE)
    {
      if (!lep_stmt_step (stmt, &has_row, error))
        return NULL;
      if (!has_row)
        return g_steal_pointer (&laptops);
      g_hash_table_insert (laptops, GUINT_TO_POINTER ((guint) lep_stmt_int64 (stmt, 0)),
                           GUINT_TO_POINTER ((guint) lep_stmt_int64 (stmt, 1)));
    }
}

/* Who added a note or a proof to both reports has not made them one. */
static Report *
read_report (LepStmt    *stmt,
             GHashTable *laptops,
             gint64      value_reg)
{
  Report *report = g_new0 (Report, 1);
  g_autoptr (GArray) heads = g_array_new (FALSE, FALSE, sizeof (LepHead));

  report->key = lep_stmt_dup_text (stmt, 2);
  report->writers = g_hash_table_new (NULL, NULL);
  if (lep_heads_decode (lep_stmt_blob (stmt, 3), lep_stmt_size (stmt, 3), heads))
    for (guint i = 0; i < heads->len; i++)
      if (g_array_index (heads, LepHead, i).reg == value_reg)
        g_hash_table_add (report->writers,
                          g_hash_table_lookup (laptops, GUINT_TO_POINTER (g_array_index (heads, LepHead, i).stream)));
  return report;
}

static gboolean
share_writer (const Report *a,
              const Report *b)
{
  GHashTableIter iter;
  gpointer       writer;

  g_hash_table_iter_init (&iter, a->writers);
  while (g_hash_table_iter_next (&iter, &writer, NULL))
    if (g_hash_table_contains (b->writers, writer))
      return TRUE;
  return FALSE;
}

/* Whether an earlier report of the same comes from others. */
static gboolean
is_double (GPtrArray    *before,
           const Report *report)
{
  if (g_hash_table_size (report->writers) == 0)
    return FALSE;

  for (guint i = before->len; i > 0 && before->len - i < MAX_COMPARED; i--)
    {
      const Report *other = g_ptr_array_index (before, i - 1);

      if (!g_str_equal (other->key, report->key))
        return FALSE;
      if (g_hash_table_size (other->writers) > 0 && !share_writer (other, report))
        return TRUE;
    }
  return FALSE;
}

/**
 * lep_attention_reported_twice:
 *
 * Adds the outcomes whose project, indicator and dates another laptop has
 * reported before.
 */
gboolean
lep_attention_reported_twice (LepWorkspace *workspace,
                              GPtrArray    *findings,
                              GError      **error)
{
  static const char sql[] =
    "WITH several AS (SELECT project, indicator, \"from\" AS first, \"to\" AS last FROM k_outcome k"
    " WHERE k.rid NOT IN (SELECT rid FROM row WHERE deleted = 1) AND coalesce (k.state, 'claimed') <> 'withdrawn'"
    " GROUP BY 1, 2, 3, 4 HAVING count (*) > 1)"
    " SELECT " LEP_ID_AND_SPACE ", k.project || k.indicator || k.\"from\" || k.\"to\", r.clock FROM several t"
    " CROSS JOIN k_outcome k ON k.project = t.project AND k.indicator = t.indicator AND k.\"from\" = t.first AND k.\"to\" = t.last"
    " CROSS JOIN row r ON r.rid = k.rid AND r.deleted = 0 CROSS JOIN space s ON s.no = r.space_no"
    " WHERE coalesce (k.state, 'claimed') <> 'withdrawn' ORDER BY 3, r.created_at, r.id";
  LepDb *db = lep_workspace_get_db (workspace);
  g_autoptr (GHashTable) laptops = read_laptops (db, error);
  g_autoptr (GPtrArray) reports = g_ptr_array_new_with_free_func (report_free);
  g_autoptr (LepStmt) stmt = NULL;
  gint64   value_reg = 0;
  gboolean has_row;

  if (laptops == NULL || !lep_db_get_int64 (db, "SELECT no FROM name WHERE name = 'value'", &value_reg, error))
    return FALSE;
  stmt = lep_db_prepare (db, sql, error);
  if (stmt == NULL)
    return FALSE;
  while (TRUE)
    {
      Report *report;

      if (!lep_stmt_step (stmt, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;

      report = read_report (stmt, laptops, value_reg);
      if (is_double (reports, report))
        lep_attention_add (findings, 15, "outcome", lep_stmt_text (stmt, 0), lep_stmt_text (stmt, 1), "value",
                           g_strdup (_ ("Another laptop reported the same indicator of this project for the same dates: "
                                        "probably the same result twice.")),
                           g_strdup (report->key));
      g_ptr_array_add (reports, report);
    }
}
