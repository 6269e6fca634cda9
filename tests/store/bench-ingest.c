/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Import of 100,000 field changes (18,000 changes, 20,000 rows, 1,000
 * conflicts) beside SQLite's session extension applying a patchset of the same.
 *
 * Usage: bench-ingest [FACTOR]: the whole so many times larger. */

#define SQLITE_ENABLE_SESSION
#define SQLITE_ENABLE_PREUPDATE_HOOK
#include <sqlite3.h>

#include <stdlib.h>
#include <sys/resource.h>

#include "lep-ingest.h"
#include "lep-rebuild.h"
#include "lep-store-test.h"

#define N_ROWS      20000
#define N_CHANGES   18000
#define N_CONFLICTS 1000

static const char *const fields[] = { "project", "indicator", "from", "to", "value", "state", "proof", "proof_no", "note" };

static guint             factor = 1;

static void
row_id (guint    i,
        LepUuid *id)
{
  g_autofree char *text = g_strdup_printf ("0194ca00-%04x-7000-8000-%012x", (i >> 8) & 0xffff, i * 2654435761u);

  g_assert_true (lep_uuid_parse (text, -1, id));
}

static char *
field_value (guint row,
             guint field,
             guint round)
{
  switch (field)
    {
    case 0:
      return g_strdup_printf ("0194ca01-0000-7000-8000-%012u", row % 200);
    case 1:
      return g_strdup_printf ("0194ca02-0000-7000-8000-%012u", row % 8);
    case 2:
      return g_strdup_printf ("2026-%02u-01", row % 12 + 1);
    case 3:
      return g_strdup_printf ("2026-%02u-28", row % 12 + 1);
    case 4:
      return g_strdup_printf ("%u", row % 97 + round);
    case 5:
      return g_strdup (round > 0 ? "verified" : "claimed");
    case 6:
      return g_strdup ("contract");
    case 7:
      return g_strdup_printf ("%u/%u", row, 2026 + round);
    default:
      return g_strdup_printf ("Entry %u, as the firm reported it on the %u. day", row, round);
    }
}

static void
add_row (LepChange *change,
         guint      row,
         guint      first,
         guint      n,
         guint      round)
{
  LepUuid id;

  row_id (row, &id);
  lep_change_add_row (change, "outcome", &id, LEP_LIFE_NONE);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *value = field_value (row, first + i, round);

      lep_change_add_set (change, fields[first + i], value, -1);
    }
}

/* The stream of one replica, as parcels. */
typedef struct
{
  GPtrArray *parcels;
  LepUuid    space, replica;
  LepHash    prev;
  LepHash    context_hash;
  GArray    *context;
  gint64     n;
} Stream;

static void
stream_add (Stream    *self,
            LepChange *change)
{
  Parcel *parcel = g_new0 (Parcel, 1);
  g_autoptr (GString) body = g_string_new (NULL);
  g_autofree char *at = g_strdup_printf ("2026-11-%02d:%02d:%02d.000Z", (int) (1 + self->n / 86400), (int) (self->n / 60 % 60), (int) (self->n % 60));

  lep_change_set_head (change, ++self->n, at, "Coordinator");
  lep_change_write (change, body);
  parcel->context = g_array_ref (self->context);
  parcel->change = change;
  parcel->received = (LepReceived){ .space = self->space, .replica = self->replica, .n = self->n, .prev = self->prev, .context = self->context, .context_hash = self->context_hash, .length = body->len, .change = change };
  lep_chain_next (&self->prev, &self->context_hash, body->str, body->len, &parcel->received.hash);
  self->prev = parcel->received.hash;
  parcel->body = g_string_free (g_steal_pointer (&body), FALSE);
  parcel->received.body = parcel->body;
  g_ptr_array_add (self->parcels, parcel);
}

static void
stream_start (Stream     *self,
              const char *replica)
{
  LepChange *change = lep_change_new ();

  self->parcels = g_ptr_array_new_with_free_func (parcel_free);
  self->context = lep_context_new ();
  lep_context_hash (self->context, &self->context_hash);
  self->n = 0;
  g_assert_true (lep_uuid_parse (PARTNERSHIP, -1, &self->space) && lep_uuid_parse (replica, -1, &self->replica));
  lep_chain_first (&self->space, &self->replica, &self->prev);
  lep_change_add_row (change, "replica", &self->replica, LEP_LIFE_NONE);
  lep_change_add_set (change, "label", "Laptop", -1);
  lep_change_add_set (change, "sign_key", "key", -1);
  stream_add (self, change);
}

/* What is there before: half of the rows, by one author. */
static void
fill_base (Stream *self)
{
  stream_start (self, "0194c9e2-0000-7000-8000-000000000011");
  for (guint i = 0; i < N_ROWS / 2 * factor; i++)
    {
      LepChange *change = lep_change_new ();

      add_row (change, i, 0, 9, 0);
      stream_add (self, change);
    }
}

static void
follow (Stream       *self,
        const Stream *base)
{
  LepSeen seen = { base->replica, base->n, base->prev };

  g_array_append_val (self->context, seen);
  lep_context_hash (self->context, &self->context_hash);
  for (guint i = 0; i < self->parcels->len; i++)
    ((Parcel *) g_ptr_array_index (self->parcels, i))->context = g_array_ref (self->context);
}

/* 10,000 new rows of 7 fields in 8,000 changes, and 10,000 edits of 3 fields of
 * the rows that are there: 100,000 field changes in 18,000 changes. */
static void
fill_news (Stream       *self,
           const Stream *base)
{
  stream_start (self, "0194c9e2-0000-7000-8000-000000000012");
  self->context = lep_context_new ();
  follow (self, base);
  for (guint i = 0; i < N_CHANGES * factor - 1; i++)
    {
      LepChange *change = lep_change_new ();

      if (i < 8000 * factor)
        {
          add_row (change, N_ROWS / 2 * factor + i, 0, 7, 0);
          if (i < 2000 * factor)
            add_row (change, N_ROWS / 2 * factor + 8000 * factor + i, 0, 7, 0);
        }
      else
        add_row (change, i - 8000 * factor, 6, 3, 1);
      stream_add (self, change);
    }
}

/* Edits that were made here meanwhile: 1,000 of the same fields. */
static void
fill_own (Stream       *self,
          const Stream *base)
{
  stream_start (self, "0194c9e2-0000-7000-8000-000000000013");
  self->context = lep_context_new ();
  follow (self, base);
  for (guint i = 0; i < N_CONFLICTS * factor; i++)
    {
      LepChange *change = lep_change_new ();

      add_row (change, i * 9, 8, 1, 2);
      stream_add (self, change);
    }
}

static double
seconds_since (gint64 start)
{
  return (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
}

static void
sql (sqlite3    *db,
     const char *text)
{
  g_assert_cmpint (sqlite3_exec (db, text, NULL, NULL, NULL), ==, SQLITE_OK);
}

/* The same rows as plain SQL, of which a session makes a patchset. */
static void
write_plain (sqlite3         *db,
             const GPtrArray *parcels)
{
  for (guint i = 1; i < parcels->len; i++)
    {
      const LepChange *change = ((const Parcel *) g_ptr_array_index (parcels, i))->change;

      for (guint j = 0; j < change->rows->len; j++)
        {
          const LepRowOp *row = &g_array_index (change->rows, LepRowOp, j);
          g_autoptr (GString) text = g_string_new ("INSERT INTO outcome (id");
          g_autofree char *id = lep_uuid_to_string (&row->id);

          for (guint k = 0; k < row->n_sets; k++)
            g_string_append_printf (text, ", \"%s\"", g_array_index (change->sets, LepSet, row->first_set + k).field);
          g_string_append_printf (text, ") VALUES ('%s'", id);
          for (guint k = 0; k < row->n_sets; k++)
            g_string_append_printf (text, ", '%s'", g_array_index (change->sets, LepSet, row->first_set + k).value);
          g_string_append (text, ") ON CONFLICT (id) DO UPDATE SET ");
          for (guint k = 0; k < row->n_sets; k++)
            {
              const char *field = g_array_index (change->sets, LepSet, row->first_set + k).field;

              g_string_append_printf (text, "%s\"%s\" = excluded.\"%s\"", k == 0 ? "" : ", ", field, field);
            }
          sql (db, text->str);
        }
    }
}

static int
conflict_cb (void                   *data,
             int                     kind,
             sqlite3_changeset_iter *iter)
{
  return kind == SQLITE_CHANGESET_DATA || kind == SQLITE_CHANGESET_CONFLICT ? SQLITE_CHANGESET_REPLACE : SQLITE_CHANGESET_OMIT;
}

static double
time_session (const char      *dir,
              const GPtrArray *base,
              const GPtrArray *news)
{
  static const char schema[] =
    "PRAGMA synchronous = FULL; PRAGMA cache_size = -65536;"
    "CREATE TABLE outcome (id TEXT PRIMARY KEY, project TEXT, indicator TEXT, \"from\" TEXT, \"to\" TEXT, value INTEGER,"
    " state TEXT, proof TEXT, proof_no TEXT, note TEXT) WITHOUT ROWID;";
  g_autofree char *path = g_build_filename (dir, "target.db", NULL);
  sqlite3         *source, *target;
  sqlite3_session *session;
  void            *patchset;
  int              size;
  gint64           start;
  double           seconds;

  g_assert_cmpint (sqlite3_open (":memory:", &source), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_open (path, &target), ==, SQLITE_OK);
  sql (source, schema);
  sql (target, schema);
  sql (target, "BEGIN");
  write_plain (source, base);
  write_plain (target, base);
  sql (target, "COMMIT");
  g_assert_cmpint (sqlite3session_create (source, "main", &session), ==, SQLITE_OK);
  sqlite3session_attach (session, NULL);
  write_plain (source, news);
  g_assert_cmpint (sqlite3session_patchset (session, &size, &patchset), ==, SQLITE_OK);

  start = g_get_monotonic_time ();
  sql (target, "BEGIN IMMEDIATE");
  g_assert_cmpint (sqlite3changeset_apply (target, size, patchset, NULL, conflict_cb, NULL), ==, SQLITE_OK);
  sql (target, "COMMIT");
  seconds = seconds_since (start);
  g_print ("session patchset: %.3f s (%d bytes)\n", seconds, size);

  sqlite3session_delete (session);
  sqlite3_free (patchset);
  sqlite3_close (source);
  sqlite3_close (target);
  return seconds;
}

static double
time_ingest (Laptop    *laptop,
             GPtrArray *base,
             GPtrArray *own,
             GPtrArray *news)
{
  gint64          start;
  double          seconds;
  LepIngestResult result;
  struct rusage   usage;

  laptop_take (laptop, base);
  laptop_take (laptop, own);
  g_assert_true (lep_db_exec (lep_workspace_get_db (laptop->workspace), "PRAGMA synchronous = FULL", NULL));
  start = g_get_monotonic_time ();
  result = laptop_take (laptop, news);
  seconds = seconds_since (start);
  getrusage (RUSAGE_SELF, &usage);
  g_print ("import: %.3f s, %d changes, %d conflicts, %ld MiB at most\n", seconds, (int) result.n_new,
           (int) result.n_conflicts, usage.ru_maxrss / 1024);
  return seconds;
}

int
main (int    argc,
      char **argv)
{
  char   *dir = lep_test_dir ();
  Laptop *laptop;
  Stream  base = { 0 };
  Stream  own = { 0 };
  Stream  news = { 0 };
  double  ingest, session;
  gint64  start;

  factor = argc > 1 ? (guint) atoi (argv[1]) : 1;
  laptop = laptop_new (dir, 1);
  fill_base (&base);
  fill_own (&own, &base);
  fill_news (&news, &base);
  session = time_session (dir, base.parcels, news.parcels);
  ingest = time_ingest (laptop, base.parcels, own.parcels, news.parcels);
  g_print ("ratio: %.2f\n", ingest / session);

  start = g_get_monotonic_time ();
  g_assert_true (lep_workspace_rebuild (laptop->workspace, NULL, NULL, NULL));
  g_print ("rebuild: %.3f s\n", seconds_since (start));
  start = g_get_monotonic_time ();
  g_free (laptop_digest (laptop));
  g_print ("digest: %.3f s\n", seconds_since (start));

  g_ptr_array_unref (base.parcels);
  g_ptr_array_unref (own.parcels);
  g_ptr_array_unref (news.parcels);
  laptop_free (laptop);
  lep_test_dir_free (dir);
  return 0;
}
