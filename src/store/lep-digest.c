/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The digest of what is applied (merge rules, "Digest"): equal for all who
 * applied the same changes, whatever the way. It reads all there is; the digest
 * of the changes says as much and takes a moment. */

#include <glib/gi18n-lib.h>
#include <string.h>

#include "lep-digest.h"
#include "lep-heads.h"
#include "lep-layout.h"
#include "lep-workspace-private.h"

typedef struct
{
  LepDb      *db;
  GHashTable *names;   /* number of a register -> its name */
  GHashTable *streams; /* number -> Hashes */
} Digest;

/* The hashes of a branch; its numbers have no gaps. */
typedef struct
{
  gint64  first;
  GArray *hashes; /* LepHash */
} Hashes;

/* One line of a row. */
typedef struct
{
  const char *name;
  LepHash     hash;
} Line;

static void
hashes_free (gpointer data)
{
  Hashes *hashes = data;

  g_array_unref (hashes->hashes);
  g_free (hashes);
}

static gboolean
load_names (Digest  *self,
            GError **error)
{
  g_autoptr (LepStmt) stmt = lep_db_prepare (self->db, "SELECT no, name FROM name", error);
  g_autoptr (GError) failure = NULL;

  if (stmt == NULL)
    return FALSE;
  while (lep_stmt_next (stmt, &failure))
    {
      gint64   no = lep_stmt_int64 (stmt, 0);
      gboolean is_life = no == LEP_REGISTER_DELETED || no == LEP_REGISTER_RESTORED;

      g_hash_table_insert (self->names, GUINT_TO_POINTER ((guint) no),
                           g_strdup (is_life ? "life" : lep_stmt_text (stmt, 1)));
    }
  return lep_stmt_take_failure (&failure, error);
}

static Hashes *
get_hashes (Digest  *self,
            guint32  stream,
            GError **error)
{
  Hashes *hashes = g_hash_table_lookup (self->streams, GUINT_TO_POINTER (stream));
  g_autoptr (LepStmt) stmt = NULL;
  g_autoptr (GError) failure = NULL;

  if (hashes != NULL)
    return hashes;

  stmt = lep_db_prepare (self->db, "SELECT n, hash FROM change WHERE stream_no = ?1 ORDER BY n", error);
  if (stmt == NULL)
    return NULL;
  hashes = g_new0 (Hashes, 1);
  hashes->hashes = g_array_new (FALSE, FALSE, sizeof (LepHash));
  lep_stmt_set_int64 (stmt, 1, stream);
  while (lep_stmt_next (stmt, &failure))
    {
      if (hashes->hashes->len == 0)
        hashes->first = lep_stmt_int64 (stmt, 0);
      g_array_append_vals (hashes->hashes, lep_stmt_blob (stmt, 1), 1);
    }
  g_hash_table_insert (self->streams, GUINT_TO_POINTER (stream), hashes);
  return lep_stmt_take_failure (&failure, error) ? hashes : NULL;
}

static int
compare_lines (gconstpointer a,
               gconstpointer b)
{
  const Line *left = a;
  const Line *right = b;
  int         order = strcmp (left->name, right->name);

  return order != 0 ? order : lep_hash_compare (&left->hash, &right->hash);
}

static gboolean
does_not_fit (GError **error)
{
  g_set_error_literal (error, LEP_ERROR, LEP_ERROR_CORRUPT, _ ("The records do not fit the log. Rebuild the workspace."));
  return FALSE;
}

static gboolean
get_line (Digest        *self,
          const LepHead *head,
          Line          *line,
          GError       **error)
{
  const Hashes *hashes = get_hashes (self, head->stream, error);

  if (hashes == NULL)
    return FALSE;
  line->name = g_hash_table_lookup (self->names, GUINT_TO_POINTER (head->reg));
  if (line->name == NULL || head->n < hashes->first || head->n - hashes->first >= hashes->hashes->len)
    return does_not_fit (error);
  line->hash = g_array_index (hashes->hashes, LepHash, head->n - hashes->first);
  return TRUE;
}

/* All lines of one row. Groups play no part. */
static gboolean
append_row (Digest       *self,
            const GArray *heads,
            GString      *text,
            GError      **error)
{
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (Line));

  for (guint i = 0; i < heads->len; i++)
    {
      Line line;

      if (!get_line (self, &g_array_index (heads, LepHead, i), &line, error))
        return FALSE;
      if (line.name[0] != '\x01')
        g_array_append_val (lines, line);
    }
  g_array_sort (lines, compare_lines);

  for (guint i = 0; i < lines->len; i++)
    {
      const Line *line = &g_array_index (lines, Line, i);
      char        hash[LEP_HASH_HEX_SIZE + 1];

      lep_hash_format (&line->hash, hash);
      g_string_append (text, line->name);
      g_string_append_c (text, '\t');
      g_string_append_len (text, hash, LEP_HASH_HEX_SIZE);
      g_string_append_c (text, '\n');
    }
  return TRUE;
}

/* The space whose rows are being read. */
typedef struct
{
  LepSpaceDigest digest;
  LepHasher     *sum; /* NULL: none yet */
} SpaceSum;

static void
end_space (SpaceSum *current,
           GArray   *spaces)
{
  if (current->sum == NULL)
    return;
  lep_hasher_finish (current->sum, &current->digest.hash);
  g_clear_pointer (&current->sum, lep_hasher_free);
  g_array_append_val (spaces, current->digest);
}

/* Begins the text of a space with its first row. */
static void
enter_space (SpaceSum     *current,
             gconstpointer id,
             GString      *text,
             GArray       *spaces)
{
  char hex[LEP_UUID_TEXT_SIZE + 1];

  if (current->sum != NULL && memcmp (current->digest.space.bytes, id, LEP_UUID_SIZE) == 0)
    return;
  end_space (current, spaces);
  current->sum = lep_hasher_new ();
  memcpy (current->digest.space.bytes, id, LEP_UUID_SIZE);
  lep_uuid_format (id, hex);
  g_string_printf (text, "space %s\n", hex);
}

/* One row's text goes into both sums. */
static gboolean
digest_row (Digest    *self,
            LepStmt   *stmt,
            GArray    *heads,
            GString   *text,
            SpaceSum  *current,
            LepHasher *total,
            GError   **error)
{
  char hex[LEP_UUID_TEXT_SIZE + 1];

  lep_uuid_format (lep_stmt_blob (stmt, 2), hex);
  g_string_append_printf (text, "row %s %s\n", lep_stmt_text (stmt, 1), hex);
  if (!lep_heads_decode (lep_stmt_blob (stmt, 3), lep_stmt_size (stmt, 3), heads))
    return does_not_fit (error);
  if (!append_row (self, heads, text, error))
    return FALSE;
  lep_hasher_add (current->sum, text->str, text->len);
  lep_hasher_add (total, text->str, text->len);
  g_string_truncate (text, 0);
  return TRUE;
}

/* In one walk: a programme has hundreds of spaces. */
static gboolean
digest_all (Digest        *self,
            const LepUuid *only,
            LepHasher     *total,
            GArray        *spaces,
            GError       **error)
{
  g_autoptr (LepStmt) stmt =
    lep_db_prepare (self->db,
                    "SELECT space.id, kind.name, row.id, clock FROM row JOIN kind ON kind.no = kind_no JOIN space ON space.no = space_no"
                    " WHERE ?1 IS NULL OR space.id = ?1 ORDER BY space.id, kind.name, row.id",
                    error);
  g_autoptr (GArray) heads = g_array_new (FALSE, FALSE, sizeof (LepHead));
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) failure = NULL;
  SpaceSum current = { .sum = NULL };

  if (stmt == NULL || !load_names (self, error))
    return FALSE;
  if (only != NULL)
    lep_stmt_set_blob (stmt, 1, only->bytes, LEP_UUID_SIZE);
  while (lep_stmt_next (stmt, &failure))
    {
      enter_space (&current, lep_stmt_blob (stmt, 0), text, spaces);
      if (!digest_row (self, stmt, heads, text, &current, total, error))
        {
          g_clear_pointer (&current.sum, lep_hasher_free);
          return FALSE;
        }
    }
  end_space (&current, spaces);
  return lep_stmt_take_failure (&failure, error);
}

/**
 * lep_workspace_digest:
 * @space: (nullable): this space only
 * @total: (out): of the text of all spaces, one after the other
 * @spaces: (element-type LepSpaceDigest): filled, sorted by id; spaces without
 *   rows are left out
 */
gboolean
lep_workspace_digest (LepWorkspace  *workspace,
                      const LepUuid *space,
                      LepHash       *total,
                      GArray        *spaces,
                      GError       **error)
{
  g_autoptr (LepHasher) sum = lep_hasher_new ();
  g_autoptr (GHashTable) names = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  g_autoptr (GHashTable) streams = g_hash_table_new_full (NULL, NULL, NULL, hashes_free);
  Digest   self = { lep_workspace_get_db (workspace), names, streams };
  gboolean own = !lep_db_in_transaction (self.db);
  gboolean done;

  g_array_set_size (spaces, 0);
  if (own && !lep_db_begin_read (self.db, error))
    return FALSE;
  done = digest_all (&self, space, sum, spaces, error);
  if (own)
    lep_db_rollback (self.db);
  if (!done)
    return FALSE;
  lep_hasher_finish (sum, total);
  return TRUE;
}

/* The last change of each branch; its hash says all that stands before it. What
 * hangs on a lost change says on which one. In a contacts space whose bodies
 * are gone counts too: the hashes are the same without them. */
static const char sql_changes[] =
  "SELECT id, 'last', head FROM stream JOIN space ON space.no = space_no WHERE last > base"
  " UNION ALL SELECT id, 'after', prev FROM stream JOIN space ON space.no = space_no WHERE base > 0 AND parent IS NULL"
  " UNION ALL SELECT id, 'gone', hash FROM space JOIN stream ON space_no = space.no JOIN change ON stream_no = stream.no"
  " WHERE space.kind = 'contacts' AND body IS NULL"
  " ORDER BY 1, 2, 3";

/**
 * lep_workspace_digest_changes:
 * @hash: (out): of the changes that are applied here
 *
 * Equal where the same changes are applied, as the digest is, but made from the
 * chains of the log: its time does not grow with the records.
 */
gboolean
lep_workspace_digest_changes (LepWorkspace *workspace,
                              LepHash      *hash,
                              GError      **error)
{
  g_autoptr (LepStmt) stmt = lep_db_prepare (lep_workspace_get_db (workspace), sql_changes, error);
  g_autoptr (LepHasher) sum = lep_hasher_new ();
  g_autoptr (GError) failure = NULL;

  if (stmt == NULL)
    return FALSE;
  while (lep_stmt_next (stmt, &failure))
    {
      char             space[LEP_UUID_TEXT_SIZE + 1], change[LEP_HASH_HEX_SIZE + 1];
      g_autofree char *line = NULL;

      lep_uuid_format (lep_stmt_blob (stmt, 0), space);
      lep_hash_format (lep_stmt_blob (stmt, 2), change);
      line = g_strdup_printf ("%s %s %s\n", space, lep_stmt_text (stmt, 1), change);
      lep_hasher_add (sum, line, strlen (line));
    }
  if (!lep_stmt_take_failure (&failure, error))
    return FALSE;
  lep_hasher_finish (sum, hash);
  return TRUE;
}

/**
 * lep_workspace_digest_for_paper:
 * @most_rows: with more records than this, %LEP_DIGEST_MOST_ROWS on papers, the
 *   digest of the changes is given
 * @of_changes: (out): whether it was
 *
 * The digest that stands on papers: nobody waits for one.
 */
gboolean
lep_workspace_digest_for_paper (LepWorkspace *workspace,
                                guint         most_rows,
                                LepHash      *hash,
                                gboolean     *of_changes,
                                GError      **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM (SELECT 1 FROM row LIMIT 1 OFFSET %u)", most_rows);
  g_autoptr (GArray) spaces = g_array_new (FALSE, FALSE, sizeof (LepSpaceDigest));
  gint64 is_large = 0;

  if (!lep_db_get_int64 (lep_workspace_get_db (workspace), sql, &is_large, error))
    return FALSE;
  *of_changes = is_large != 0;
  return *of_changes ? lep_workspace_digest_changes (workspace, hash, error)
                     : lep_workspace_digest (workspace, NULL, hash, spaces, error);
}
