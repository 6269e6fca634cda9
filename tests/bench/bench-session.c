/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SQLite's session extension as the yardstick: it applies a patchset of the
 * same field changes to plain tables, knows no authors and keeps no log. */

#define SQLITE_ENABLE_SESSION
#define SQLITE_ENABLE_PREUPDATE_HOOK
#include <sqlite3.h>

#include <string.h>

#include "bench-session.h"
#include "lep-schema.h"

static const char *const kinds[] = { "organisation", "project", "outcome", "breakdown" };

struct _BenchSession
{
  sqlite3         *source; /* of which the patchset is made */
  sqlite3         *target;
  sqlite3_session *session; /* NULL: what is there before */
};

static void
run (sqlite3    *db,
     const char *text)
{
  if (sqlite3_exec (db, text, NULL, NULL, NULL) != SQLITE_OK)
    g_error ("%s: %s", text, sqlite3_errmsg (db));
}

static sqlite3 *
open_tables (const char *path)
{
  sqlite3 *db;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  run (db, "PRAGMA synchronous = FULL; PRAGMA cache_size = -65536");
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      const LepKind *kind = lep_schema_kind (kinds[i]);
      g_autoptr (GString) text = g_string_new (NULL);

      g_string_printf (text, "CREATE TABLE IF NOT EXISTS %s (id TEXT PRIMARY KEY", kind->name);
      for (guint k = 0; k < kind->n_fields; k++)
        g_string_append_printf (text, ", \"%s\"%s", kind->fields[k].name, kind->fields[k].type == LEP_TYPE_INT ? " INTEGER" : " TEXT");
      g_string_append (text, ") WITHOUT ROWID");
      run (db, text->str);
    }
  return db;
}

BenchSession *
bench_session_new (const char *target)
{
  BenchSession *self = g_new0 (BenchSession, 1);

  self->source = open_tables (":memory:");
  self->target = open_tables (target);
  run (self->target, "BEGIN");
  return self;
}

static char *
upsert (const LepChange *change,
        const LepRowOp  *row)
{
  g_autofree char *id = lep_uuid_to_string (&row->id);
  const LepSet    *sets = &g_array_index (change->sets, LepSet, row->first_set);
  GString         *text = g_string_new (NULL);

  g_string_printf (text, "INSERT INTO %s (id", row->kind);
  for (guint i = 0; i < row->n_sets; i++)
    g_string_append_printf (text, ", \"%s\"", sets[i].field);
  g_string_append_printf (text, ") VALUES ('%s'", id);
  for (guint i = 0; i < row->n_sets; i++)
    g_string_append_printf (text, ", '%s'", sets[i].value);
  g_string_append (text, ") ON CONFLICT (id) DO UPDATE SET ");
  for (guint i = 0; i < row->n_sets; i++)
    g_string_append_printf (text, "%s\"%s\" = excluded.\"%s\"", i == 0 ? "" : ", ", sets[i].field, sets[i].field);
  return g_string_free (text, FALSE);
}

/**
 * bench_session_write:
 *
 * Writes the rows of a change: into both before the news begin, then into the
 * one whose patchset is made.
 */
void
bench_session_write (const LepReceived *received,
                     gpointer           user_data)
{
  BenchSession *self = user_data;

  for (guint i = 0; i < received->change->rows->len; i++)
    {
      g_autofree char *text = upsert (received->change, &g_array_index (received->change->rows, LepRowOp, i));

      run (self->source, text);
      if (self->session == NULL)
        run (self->target, text);
    }
}

void
bench_session_begin_news (BenchSession *self)
{
  run (self->target, "COMMIT");
  g_assert_cmpint (sqlite3session_create (self->source, "main", &self->session), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3session_attach (self->session, NULL), ==, SQLITE_OK);
}

/**
 * bench_session_finish:
 *
 * Writes the patchset of the news into a file, and frees @self.
 */
void
bench_session_finish (BenchSession *self,
                      const char   *patchset)
{
  g_autoptr (GError) error = NULL;
  void *data;
  int   size;

  g_assert_cmpint (sqlite3session_patchset (self->session, &size, &data), ==, SQLITE_OK);
  g_file_set_contents (patchset, data, size, &error);
  g_assert_no_error (error);
  sqlite3_free (data);
  sqlite3session_delete (self->session);
  sqlite3_close (self->source);
  sqlite3_close (self->target);
  g_free (self);
}

static int
conflict_cb (void                   *data,
             int                     kind,
             sqlite3_changeset_iter *iter)
{
  return kind == SQLITE_CHANGESET_DATA || kind == SQLITE_CHANGESET_CONFLICT ? SQLITE_CHANGESET_REPLACE : SQLITE_CHANGESET_OMIT;
}

/**
 * bench_session_apply:
 * @took: (out): reading the file, applying it, and the commit
 */
void
bench_session_apply (const char *target,
                     const char *patchset,
                     BenchTime  *took)
{
  sqlite3         *db = open_tables (target);
  BenchTime        start = bench_start ();
  g_autofree char *data = NULL;
  gsize            size;

  g_assert_true (g_file_get_contents (patchset, &data, &size, NULL));
  run (db, "BEGIN IMMEDIATE");
  g_assert_cmpint (sqlite3changeset_apply (db, (int) size, data, NULL, conflict_cb, NULL), ==, SQLITE_OK);
  run (db, "COMMIT");
  *took = bench_since (&start);
  sqlite3_close (db);
}
