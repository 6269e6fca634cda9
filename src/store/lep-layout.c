/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables of a workspace file: those of the log, which are the truth, and
 * those of the cache, which can be made anew from it (one table a kind of
 * record, generated from the schema). */

#include <string.h>

#include "lep-hash.h"

#include "lep-layout-index.h"
#include "lep-tally.h"
#include "lep-layout.h"

/* The changes. Layout 1 had an index of their hashes too, in which each change
 * of an import has another place: that cost more than all other work on the
 * log. Who looks for a hash knows the stream and the number (lep_log_find ()). */
#define SQL_CHANGE(rule_of_hash)                                                                            \
  "CREATE TABLE change (seq INTEGER PRIMARY KEY, stream_no INTEGER NOT NULL, n INTEGER NOT NULL,"           \
  " context_no INTEGER, at TEXT, author TEXT, hash BLOB NOT NULL" rule_of_hash ", body TEXT, gone_by BLOB," \
  " UNIQUE (stream_no, n)) STRICT;"

static const char sql_change[] = SQL_CHANGE ("");
static const char sql_change_1[] = SQL_CHANGE (" UNIQUE");

/* What this laptop is, the log, what it knows of others: never made anew.
 *
 * stream: one branch of the changes of a replica in a space. `fork` tells the
 * branches apart, 0 is the first; a later one hangs on change `base` of
 * `parent` (or, if that is lost and waived, on the unknown change `prev`).
 * change: `body` is the canonical text, NULL in a stub; `gone_by` the hash of
 * the change that erased it. In the order of `seq` every change comes after
 * those that it follows.
 * step: what can be taken back, in the order of doing: the changes from
 * `first_seq` to `last_seq`. */
static const char sql_log[] =
  "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT) STRICT, WITHOUT ROWID;"
  "CREATE TABLE space (no INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, kind TEXT NOT NULL,"
  " name TEXT NOT NULL) STRICT;"
  "CREATE TABLE replica (no INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE,"
  " label TEXT NOT NULL DEFAULT '', person TEXT NOT NULL DEFAULT '', place TEXT NOT NULL DEFAULT '',"
  " key BLOB, trusted_since TEXT, introducer INTEGER NOT NULL DEFAULT 0, introduced_by BLOB,"
  " own INTEGER NOT NULL DEFAULT 0, first_seen TEXT) STRICT;"
  "CREATE TABLE stream (no INTEGER PRIMARY KEY, space_no INTEGER NOT NULL, replica_no INTEGER NOT NULL,"
  " fork INTEGER NOT NULL, parent INTEGER, base INTEGER NOT NULL, prev BLOB NOT NULL,"
  " last INTEGER NOT NULL, head BLOB NOT NULL, signed_n INTEGER, signed_head BLOB, signature BLOB,"
  " UNIQUE (space_no, replica_no, fork)) STRICT;"
  "CREATE TABLE context (no INTEGER PRIMARY KEY, space_no INTEGER NOT NULL, hash BLOB NOT NULL,"
  " text TEXT NOT NULL, UNIQUE (space_no, hash)) STRICT;"
  "CREATE TABLE pending (hash BLOB PRIMARY KEY, space_no INTEGER NOT NULL, replica BLOB NOT NULL,"
  " n INTEGER NOT NULL, prev BLOB NOT NULL, context TEXT NOT NULL, signature BLOB, gone_by BLOB,"
  " waits_for BLOB NOT NULL, body TEXT) STRICT, WITHOUT ROWID;"
  "CREATE INDEX pending_waits_for ON pending (waits_for);"
  "CREATE TABLE peer (replica_no INTEGER NOT NULL, space_no INTEGER NOT NULL, have TEXT NOT NULL,"
  " at TEXT NOT NULL, PRIMARY KEY (replica_no, space_no)) STRICT, WITHOUT ROWID;"
  "CREATE TABLE receipt (no INTEGER PRIMARY KEY, given INTEGER NOT NULL, at TEXT NOT NULL,"
  " file TEXT NOT NULL, hash BLOB, peer BLOB, label TEXT NOT NULL DEFAULT '', counter INTEGER,"
  " n_new INTEGER NOT NULL DEFAULT 0, n_known INTEGER NOT NULL DEFAULT 0,"
  " n_waiting INTEGER NOT NULL DEFAULT 0, n_conflicts INTEGER NOT NULL DEFAULT 0,"
  " changes INTEGER NOT NULL DEFAULT 0, step INTEGER) STRICT;"
  "CREATE TABLE step (no INTEGER PRIMARY KEY, kind TEXT NOT NULL, at TEXT NOT NULL,"
  " first_seq INTEGER NOT NULL, last_seq INTEGER NOT NULL, undone INTEGER NOT NULL DEFAULT 0) STRICT;";

/* What came after the first workspaces were made: an older one gets it when it
 * is opened for writing.
 *
 * file: an attached document's bytes, known by their hash (hex), in the pieces
 * of file_piece.
 * peer_want: files that another laptop said last it misses.
 * peer_elsewhere: what `peer` will know of spaces of which nothing is here yet. */
static const char sql_later[] =
  "CREATE TABLE IF NOT EXISTS file (no INTEGER PRIMARY KEY, sha256 TEXT NOT NULL UNIQUE, size INTEGER NOT NULL) STRICT;"
  "CREATE TABLE IF NOT EXISTS file_piece (no INTEGER PRIMARY KEY, file_no INTEGER NOT NULL, i INTEGER NOT NULL,"
  " data BLOB NOT NULL, UNIQUE (file_no, i)) STRICT;"
  "CREATE TABLE IF NOT EXISTS peer_want (replica_no INTEGER NOT NULL, sha256 TEXT NOT NULL, PRIMARY KEY (replica_no, sha256))"
  " STRICT, WITHOUT ROWID;"
  "CREATE TABLE IF NOT EXISTS peer_elsewhere (replica_no INTEGER NOT NULL, space BLOB NOT NULL, have TEXT NOT NULL,"
  " at TEXT NOT NULL, PRIMARY KEY (replica_no, space)) STRICT, WITHOUT ROWID;";

/* A pure function of the log.
 *
 * row: every record; `clock` packs the heads of its registers; `state` has the
 * bits of LepRowBits; created_at and changed_at are the least and the greatest
 * time among the changes that name it.
 * sibling: the heads of conflicts that are not shown.
 * unknown: shown values that no column can take: kinds and fields of newer
 * programs, and values that cannot be read as what their field is.
 * name: numbers of the registers in clocks. */
static const char sql_cache[] =
  "CREATE TABLE kind (no INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;"
  "CREATE TABLE name (no INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;"
  "CREATE TABLE row (rid INTEGER PRIMARY KEY, space_no INTEGER NOT NULL, kind_no INTEGER NOT NULL,"
  " id BLOB NOT NULL, clock BLOB NOT NULL, deleted INTEGER NOT NULL, conflicts INTEGER NOT NULL,"
  " state INTEGER NOT NULL, created_at TEXT NOT NULL, changed_at TEXT NOT NULL,"
  " UNIQUE (id, kind_no, space_no)) STRICT;"
  "CREATE TABLE sibling (rid INTEGER NOT NULL, field TEXT NOT NULL, stream_no INTEGER NOT NULL,"
  " n INTEGER NOT NULL, value TEXT, PRIMARY KEY (rid, field, stream_no, n)) STRICT, WITHOUT ROWID;"
  "CREATE TABLE unknown (rid INTEGER NOT NULL, field TEXT NOT NULL, value TEXT,"
  " PRIMARY KEY (rid, field)) STRICT, WITHOUT ROWID;"
  "CREATE TABLE waiver (space_no INTEGER NOT NULL, replica BLOB NOT NULL, first INTEGER NOT NULL,"
  " last INTEGER NOT NULL, hash BLOB NOT NULL, PRIMARY KEY (space_no, replica, first, last, hash))"
  " STRICT, WITHOUT ROWID;"
  "CREATE TABLE erased (space_no INTEGER NOT NULL, id BLOB NOT NULL, hash BLOB NOT NULL,"
  " PRIMARY KEY (space_no, id, hash)) STRICT, WITHOUT ROWID;"
  "CREATE TABLE dirty_search (rid INTEGER PRIMARY KEY) STRICT;"
  "CREATE VIRTUAL TABLE search USING fts5 (text, tokenize = 'unicode61', prefix = '1 2 3');"
  "CREATE INDEX row_with_conflict ON row (rid) WHERE conflicts > 0;";

static const char *const cache_tables[] = {
  "kind", "name", "row", "sibling", "unknown", "waiver", "erased", "dirty_search", "search",
  "tally", "tally_share", "tally_greatest", "dirty_tally"
};

/* Tables that only the apply function writes, beside those of the kinds. */
static const char *const guarded_tables[] = { "row", "sibling", "unknown" };

gint64
lep_layout_user_version (void)
{
  return LEP_LAYOUT_VERSION * LEP_LAYOUT_FACTOR + LEP_SCHEMA_VERSION;
}

/**
 * lep_layout_column_is_integer:
 *
 * Returns: whether the field's column holds numbers; all others hold the
 *   stored text
 */
gboolean
lep_layout_column_is_integer (const LepField *field)
{
  return field->type == LEP_TYPE_INT || field->type == LEP_TYPE_MONEY ||
         field->type == LEP_TYPE_PERCENT || field->type == LEP_TYPE_BOOL;
}

/**
 * lep_layout_is_guarded:
 *
 * Returns: whether only the apply function may write the table
 */
gboolean
lep_layout_is_guarded (const char *table)
{
  for (guint i = 0; i < G_N_ELEMENTS (guarded_tables); i++)
    if (g_str_equal (table, guarded_tables[i]))
      return TRUE;
  return g_str_has_prefix (table, "k_");
}

/* Refuses other programs. */
static void
append_guard (GString    *sql,
              const char *table)
{
  static const char *const events[] = { "INSERT", "UPDATE", "DELETE" };

  for (guint i = 0; i < G_N_ELEMENTS (events); i++)
    g_string_append_printf (sql,
                            "CREATE TRIGGER \"%s_%c\" AFTER %s ON \"%s\""
                            " BEGIN SELECT RAISE (ABORT, 'Only the log writes here.'); END;",
                            table, g_ascii_tolower (events[i][0]), events[i], table);
}

static void
append_kind (GString       *sql,
             const LepKind *kind)
{
  g_autofree char *table = g_strconcat ("k_", kind->name, NULL);

  g_string_append_printf (sql, "CREATE TABLE \"%s\" (rid INTEGER PRIMARY KEY", table);
  for (guint i = 0; i < kind->n_fields; i++)
    g_string_append_printf (sql, ", \"%s\" %s", kind->fields[i].name,
                            lep_layout_column_is_integer (&kind->fields[i]) ? "INTEGER" : "TEXT");
  g_string_append (sql, ") STRICT;");
  append_guard (sql, table);
}

/* Numbers of kinds and registers that every workspace has, so that clocks are
 * the same whatever came first. */
static void
append_numbers (GString       *sql,
                const LepKind *kinds,
                guint          n_kinds)
{
  g_string_append_printf (sql, "INSERT INTO name VALUES (%d, char (1) || 'deleted'), (%d, char (1) || 'restored');",
                          LEP_REGISTER_DELETED, LEP_REGISTER_RESTORED);
  for (guint i = 0; i < n_kinds; i++)
    {
      g_string_append_printf (sql, "INSERT INTO kind (name) VALUES ('%s');", kinds[i].name);
      for (guint j = 0; j < kinds[i].n_fields; j++)
        {
          const LepField *field = &kinds[i].fields[j];

          g_string_append_printf (sql, "INSERT OR IGNORE INTO name (name) VALUES ('%s');", field->name);
          if (field->group != NULL)
            g_string_append_printf (sql, "INSERT OR IGNORE INTO name (name) VALUES (char (1) || '%s');",
                                    field->group);
        }
    }
}

static GString *
cache_sql (void)
{
  GString       *sql = g_string_new (sql_cache);
  guint          n_kinds;
  const LepKind *kinds = lep_schema_kinds (&n_kinds);

  for (guint i = 0; i < G_N_ELEMENTS (guarded_tables); i++)
    append_guard (sql, guarded_tables[i]);
  for (guint i = 0; i < n_kinds; i++)
    append_kind (sql, &kinds[i]);
  append_numbers (sql, kinds, n_kinds);
  lep_layout_add_indexes (sql);
  lep_tally_add_tables (sql);
  return sql;
}

/**
 * lep_layout_fingerprint:
 *
 * Returns: (transfer full): a text that differs whenever the workspace must be
 *   brought up to date: tables, groups or types of another layout or schema
 */
char *
lep_layout_fingerprint (void)
{
  g_autoptr (GString) text = cache_sql ();
  guint          n_kinds;
  const LepKind *kinds = lep_schema_kinds (&n_kinds);
  LepHash        hash;
  char           hex[LEP_HASH_HEX_SIZE + 1];

  g_string_append (text, sql_later);
  for (guint i = 0; i < n_kinds; i++)
    for (guint j = 0; j < kinds[i].n_fields; j++)
      g_string_append_printf (text, "%s %u %s\n", kinds[i].fields[j].name, kinds[i].fields[j].type,
                              kinds[i].fields[j].group == NULL ? "" : kinds[i].fields[j].group);
  g_string_append (text, sql_change);
  lep_hash_data (text->str, (gssize) text->len, &hash);
  lep_hash_format (&hash, hex);
  return g_strdup (hex);
}

/**
 * lep_layout_is_current:
 * @current: (out): whether the cache is that of this version of the program
 */
gboolean
lep_layout_is_current (LepDb    *db,
                       gboolean *current,
                       GError  **error)
{
  g_autofree char *fingerprint = lep_layout_fingerprint ();
  g_autoptr (LepStmt) stmt = lep_db_prepare (db, "SELECT value FROM meta WHERE key = 'layout'", error);
  g_autoptr (GError) failure = NULL;

  if (stmt == NULL)
    return FALSE;
  *current = lep_stmt_next (stmt, &failure) && g_strcmp0 (lep_stmt_text (stmt, 0), fingerprint) == 0;
  return lep_stmt_take_failure (&failure, error);
}

static gboolean
stamp (LepDb   *db,
       GError **error)
{
  g_autofree char *fingerprint = lep_layout_fingerprint ();
  g_autofree char *numbers = g_strdup_printf ("PRAGMA application_id = %d;"
                                              "PRAGMA user_version = %" G_GINT64_FORMAT ";",
                                              LEP_APPLICATION_ID_NUMBER, lep_layout_user_version ());
  g_autoptr (LepStmt) stmt = NULL;

  if (!lep_db_exec (db, numbers, error))
    return FALSE;
  stmt = lep_db_prepare (db, "REPLACE INTO meta VALUES ('layout', :fingerprint)", error);
  if (stmt == NULL)
    return FALSE;
  lep_stmt_bind_text (stmt, ":fingerprint", fingerprint);
  return lep_stmt_run (stmt, error);
}

/**
 * lep_layout_create:
 * @version: of the layout; %LEP_LAYOUT_VERSION for a new workspace, less only
 *   to compare with what an older program made
 *
 * Makes all tables of a workspace, in the caller's transaction.
 */
gboolean
lep_layout_create (LepDb   *db,
                   gint64   version,
                   GError **error)
{
  g_autoptr (GString) cache = cache_sql ();

  return lep_db_exec (db, sql_log, error) &&
         lep_db_exec (db, sql_later, error) &&
         lep_db_exec (db, version == 1 ? sql_change_1 : sql_change, error) &&
         lep_db_exec (db, cache->str, error) &&
         stamp (db, error);
}

/* Gives what is beside the cache the tables of this version. */
static gboolean
complete (LepDb   *db,
          GError **error)
{
  gint64 n_tables, version;

  return lep_db_get_int64 (db, "SELECT count (*) FROM sqlite_schema WHERE name = 'file_piece'", &n_tables, error) &&
         (n_tables > 0 || lep_db_exec (db, "DROP TABLE IF EXISTS file", error)) && lep_db_exec (db, sql_later, error) &&
         lep_db_get_int64 (db, "PRAGMA user_version", &version, error) &&
         (version / LEP_LAYOUT_FACTOR > 1 ||
          (lep_db_exec (db, "ALTER TABLE change RENAME TO change_1", error) &&
           lep_db_exec (db, sql_change, error) &&
           lep_db_exec (db, "INSERT INTO change SELECT * FROM change_1 ORDER BY seq; DROP TABLE change_1", error)));
}

static gboolean
collect_kind_tables (LepDb   *db,
                     GString *drops,
                     GError **error)
{
  g_autoptr (LepStmt) stmt = lep_db_prepare (db, "SELECT name FROM sqlite_schema"
                                                 " WHERE type = 'table' AND name GLOB 'k_*'",
                                             error);
  g_autoptr (GError) failure = NULL;

  if (stmt == NULL)
    return FALSE;
  while (lep_stmt_next (stmt, &failure))
    g_string_append_printf (drops, "DROP TABLE \"%s\";", lep_stmt_text (stmt, 0));
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  return TRUE;
}

/**
 * lep_layout_recreate_cache:
 *
 * Drops the tables of the cache, of whatever version, and makes them empty, in
 * the caller's transaction. What stands beside the cache is left as it is, or
 * made if an older program did not know it.
 */
gboolean
lep_layout_recreate_cache (LepDb   *db,
                           GError **error)
{
  g_autoptr (GString) drops = g_string_new (NULL);
  g_autoptr (GString) cache = cache_sql ();
  gboolean done;

  if (!complete (db, error) || !collect_kind_tables (db, drops, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (cache_tables); i++)
    g_string_append_printf (drops, "DROP TABLE IF EXISTS \"%s\";", cache_tables[i]);

  lep_db_set_engine_writing (db, TRUE);
  done = lep_db_exec (db, drops->str, error) &&
         lep_db_exec (db, cache->str, error) &&
         stamp (db, error);
  lep_db_set_engine_writing (db, FALSE);
  return done;
}
