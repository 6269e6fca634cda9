/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows put straight into the tables, so that reading is tested by itself and
 * benches fill in seconds; how rows come there by edits is tested elsewhere. */
#pragma once

#include "lep-test.h"

#include "lep-query-private.h"
#include "lep-total.h"
#include "lep-uuid.h"
#include "lep-workspace-private.h"

/* 2026-06-30T12:00:00.000Z */
#define FILL_NOW G_GINT64_CONSTANT (1782820800000)

typedef struct
{
  char         *dir;
  char         *path;
  LepClock     *clock;
  LepWorkspace *workspace;
} Fill;

static inline void
fill_set_up (Fill         *fill,
             gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fill->dir = lep_test_dir ();
  fill->path = g_build_filename (fill->dir, "test.lep", NULL);
  fill->clock = lep_clock_new_fixed (FILL_NOW, 7);
  fill->workspace = lep_workspace_create (fill->path, fill->clock, &error);
  g_assert_no_error (error);
  /* Tests cut no power: they need not wait for the disk. */
  g_assert_true (lep_db_exec (lep_workspace_get_db (fill->workspace), "PRAGMA synchronous = OFF", NULL));
}

static inline void
fill_tear_down (Fill         *fill,
                gconstpointer data)
{
  g_assert_finalize_object (fill->workspace);
  lep_clock_unref (fill->clock);
  g_free (fill->path);
  lep_test_dir_free (fill->dir);
}

static inline void
fill_sql (Fill       *fill,
          const char *sql)
{
  g_autoptr (GError) error = NULL;
  LepDb *db = lep_workspace_get_db (fill->workspace);

  lep_db_set_engine_writing (db, TRUE);
  lep_db_exec (db, sql, &error);
  g_assert_no_error (error);
  lep_db_exec (db, "INSERT OR IGNORE INTO dirty_tally SELECT rid FROM k_outcome", &error);
  g_assert_no_error (error);
  lep_db_set_engine_writing (db, FALSE);
}

/* An id that is easy to write down: fill_id (7) = "00000000-0000-7000-8000-000000000007". */
static inline const char *
fill_id (guint n)
{
  g_autofree char *text = g_strdup_printf ("00000000-0000-7000-8000-%012u", n);

  return g_intern_string (text);
}

static inline void
fill_space (Fill       *fill,
            guint       id,
            const char *kind)
{
  g_autofree char *sql = g_strdup_printf ("INSERT OR IGNORE INTO space (id, kind, name) VALUES (lep_id ('%s'), '%s', '%s %u')",
                                          fill_id (id), kind, kind, id);

  fill_sql (fill, sql);
}

/* Puts a row with pairs of field and value, ended by NULL, into a space. */
static inline void
fill_row (Fill       *fill,
          guint       space,
          const char *kind,
          guint       id,
          ...)
{
  g_autoptr (GString) columns = g_string_new ("rid");
  g_autoptr (GString) values = g_string_new (NULL);
  g_autofree char *sql = NULL;
  va_list          list;

  va_start (list, id);
  for (const char *field = va_arg (list, const char *); field != NULL; field = va_arg (list, const char *))
    {
      g_auto (GStrv) parts = g_strsplit (va_arg (list, const char *), "'", -1);
      g_autofree char *escaped = g_strjoinv ("''", parts);

      g_string_append_printf (columns, ", \"%s\"", field);
      g_string_append_printf (values, ", '%s'", escaped);
    }
  va_end (list);

  sql = g_strdup_printf ("INSERT OR IGNORE INTO kind (name) VALUES ('%s');"
                         "INSERT INTO row (space_no, kind_no, id, clock, deleted, conflicts, state, created_at, changed_at)"
                         " VALUES ((SELECT no FROM space WHERE id = lep_id ('%s')), (SELECT no FROM kind WHERE name = '%s'),"
                         " lep_id ('%s'), x'', 0, 0, 0, strftime ('%%Y-%%m-%%dT%%H:%%M:%%fZ', 1767225600 + %u, 'unixepoch'),"
                         " strftime ('%%Y-%%m-%%dT%%H:%%M:%%fZ', 1767225600 + %u, 'unixepoch'));"
                         "INSERT INTO k_%s (%s) VALUES (last_insert_rowid ()%s);"
                         "INSERT OR IGNORE INTO dirty_search VALUES ((SELECT max (rid) FROM row));",
                         kind, fill_id (space), kind, fill_id (id), id, id, kind, columns->str, values->str);
  fill_sql (fill, sql);
}

static inline void
fill_update (Fill       *fill,
             const char *kind,
             guint       id,
             const char *assignment)
{
  g_autofree char *sql = g_strdup_printf ("UPDATE k_%s SET %s WHERE rid = (SELECT rid FROM row WHERE id = lep_id ('%s'));"
                                          "INSERT OR IGNORE INTO dirty_search SELECT rid FROM row WHERE id = lep_id ('%s')",
                                          kind, assignment, fill_id (id), fill_id (id));

  fill_sql (fill, sql);
}

static inline void
fill_row_state (Fill       *fill,
                guint       id,
                const char *assignment)
{
  g_autofree char *sql = g_strdup_printf ("UPDATE row SET %s WHERE id = lep_id ('%s')", assignment, fill_id (id));

  fill_sql (fill, sql);
}

/* As a merge leaves it: the field has another value that is not shown. */
static inline void
fill_dispute (Fill       *fill,
              guint       id,
              const char *field)
{
  g_autofree char *sql = g_strdup_printf ("INSERT INTO sibling SELECT rid, '%s', 1, 1, '7' FROM row WHERE id = lep_id ('%s')", field, fill_id (id));

  fill_sql (fill, sql);
  fill_row_state (fill, id, "conflicts = conflicts + 1");
}

/* @expected: of those who are to be trained; -1 = there is no target */
static inline void
fill_expect_target (Fill       *fill,
                    const char *kind,
                    const char *id,
                    gint64      expected)
{
  gboolean has_target;
  gint64   value;

  g_assert_true (lep_target_sum (fill->workspace, "TRAINED", kind, id, &has_target, &value, NULL));
  g_assert_true (has_target == (expected >= 0));
  g_assert_cmpint (value, ==, MAX (expected, 0));
}
