/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Giving and taking 100,000 field changes with 1,000 conflicts, from the file
 * to the last fsync, beside SQLite's session extension applying a patchset of
 * the same in the same run.
 *
 * Usage: bench-import [FACTOR]: the whole so many times larger. Each measured
 * step runs in a process of its own (--session, --import, --store, --save,
 * --rebuild), so that its memory is its own. */

#include "lep-bundle.h"
#include "lep-ingest.h"
#include "lep-rebuild.h"
#include "lep-workspace-private.h"
#include "sync/laptops.h"

#include "bench-life.h"
#include "bench-session.h"

#define N_ROUNDS       5
#define N_SAVES        50
#define INDICATOR_KIND 5

static guint factor = 1;

/* What a process of its own says of itself. */
typedef struct
{
  BenchTime time;
  BenchTime again;  /* taking the same bundle once more */
  double    memory; /* MB at most */
} Step;

/* The most memory this program has had, in MB; what getrusage () tells is that
 * of the parent, if it had more. */
static double
memory_at_most (void)
{
  g_autofree char *status = NULL;
  const char      *line;

  g_assert_true (g_file_get_contents ("/proc/self/status", &status, NULL, NULL));
  line = strstr (status, "VmHWM:");
  g_assert_nonnull (line);
  return g_ascii_strtod (line + strlen ("VmHWM:"), NULL) * 1024 / 1e6;
}

static void
say_step (const BenchTime *time,
          const BenchTime *again)
{
  g_print ("%.6f %.6f %.6f %.6f %.3f\n", time->wall, time->cpu, again->wall, again->cpu, memory_at_most ());
}

static Step
run_step (const char *name,
          const char *file,
          const char *other)
{
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  const char      *argv[] = { self, name, file, other, NULL };
  g_autofree char *output = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) parts = NULL;
  int  status;
  Step step;

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &output, NULL, &status, &error);
  g_assert_no_error (error);
  if (!g_spawn_check_wait_status (status, &error))
    g_error ("%s: %s", name, error->message);
  parts = g_strsplit (output, " ", -1);
  g_assert_cmpuint (g_strv_length (parts), ==, 5);
  step.time = (BenchTime){ g_ascii_strtod (parts[0], NULL), g_ascii_strtod (parts[1], NULL) };
  step.again = (BenchTime){ g_ascii_strtod (parts[2], NULL), g_ascii_strtod (parts[3], NULL) };
  step.memory = g_ascii_strtod (parts[4], NULL);
  return step;
}

static LepWorkspace *
open_workspace (const char *file,
                LepClock   *clock)
{
  g_autoptr (GError) error = NULL;
  LepWorkspace *workspace = lep_workspace_open (file, LEP_OPEN_WRITE, clock, &error);

  g_assert_no_error (error);
  return workspace;
}

static void
step_session (const char *file,
              const char *patchset)
{
  BenchTime time, none = { 0 };

  bench_session_apply (file, patchset, &time);
  say_step (&time, &none);
}

static BenchTime
import (LepWorkspace          *workspace,
        const LepSurroundings *surroundings,
        const char            *bundle)
{
  g_autoptr (GError) error = NULL;
  BenchTime start = bench_start ();
  g_autoptr (LepImportReport) report = lep_import (workspace, surroundings, bundle, LEP_IMPORT_APPLY, NULL, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (report->untrusted->len, ==, 0);
  g_assert_cmpint (report->n_new % 18000, ==, 0);
  g_assert_cmpint (report->n_conflicts % LIFE_N_CONFLICTS, ==, 0);
  g_assert_cmpint (report->n_new + report->n_known, >=, 18000);
  return bench_since (&start);
}

static void
step_import (const char *file,
             const char *bundle)
{
  g_autofree char *folder = g_path_get_dirname (file);
  g_autoptr (LepClock) clock = lep_clock_new_fixed (START, 9);
  g_autoptr (LepSurroundings) surroundings = lep_surroundings_new (folder, "bench", folder, clock);
  g_autoptr (LepWorkspace) workspace = open_workspace (file, clock);
  BenchTime first = import (workspace, surroundings, bundle);
  BenchTime again = import (workspace, surroundings, bundle);

  say_step (&first, &again);
}

/* A change out of the bundle, ready for the store. */
typedef struct
{
  LepReceived received;
  LepChange  *change;
  GArray     *context;
} Held;

static gboolean
hold_cb (const LepReceivedChange *change,
         gpointer                 user_data,
         GError                 **error)
{
  GPtrArray *all = user_data;
  Held      *held = g_new0 (Held, 1);
  char      *body = g_strndup (change->body, change->length);

  held->change = lep_change_new ();
  g_assert_true (lep_change_read (held->change, body, change->length, NULL));
  held->context = g_array_copy ((GArray *) change->context);
  held->received = (LepReceived){ .space = *change->space, .replica = *change->replica, .n = change->n, .prev = change->prev, .hash = change->hash, .context = held->context, .context_hash = change->context_hash, .body = body, .length = change->length, .change = held->change };
  g_ptr_array_add (all, held);
  return TRUE;
}

/* The store alone: the changes are read and proven already. */
static void
step_store (const char *file,
            const char *path)
{
  static const LepBundleHandler handler = { .change = hold_cb };
  g_autofree char              *folder = g_path_get_dirname (file);
  g_autoptr (GPtrArray) all = g_ptr_array_new ();
  g_autoptr (LepClock) clock = lep_clock_new_fixed (START, 9);
  g_autoptr (LepWorkspace) workspace = open_workspace (file, clock);
  g_autoptr (GError) error = NULL;
  g_autoptr (LepBundle) bundle = lep_bundle_open (path, folder, NULL, NULL, &error);
  g_autoptr (LepIngest) ingest = NULL;
  BenchTime start, none = { 0 };

  g_assert_no_error (error);
  g_assert_nonnull (lep_bundle_read_manifest (bundle, NULL));
  g_assert_true (lep_bundle_read_changes (bundle, &handler, all, NULL, NULL, NULL));

  start = bench_start ();
  ingest = lep_ingest_begin (workspace, &error);
  for (guint i = 0; i < all->len; i++)
    g_assert_true (lep_ingest_add_change (ingest, &((Held *) g_ptr_array_index (all, i))->received, &error));
  g_assert_nonnull (lep_ingest_finish (ingest, &error));
  g_assert_true (lep_ingest_commit (ingest, &error));
  start = bench_since (&start);
  say_step (&start, &none);
}

/* One field of one record, as the window saves it when it is left. */
static void
step_save (const char *file)
{
  g_autoptr (LepClock) clock = lep_clock_new_fixed (START, 9);
  g_autoptr (LepWorkspace) workspace = open_workspace (file, clock);
  BenchTime times[N_SAVES], middle, none = { 0 };

  for (guint i = 0; i < N_SAVES; i++)
    {
      g_autofree char *text = g_strdup_printf ("Provjereno, stavka %u", i);
      LepUuid          id;
      g_autofree char *id_text = NULL;
      g_autoptr (LepEdit) edit = lep_edit_new (workspace);
      g_autoptr (GError) error = NULL;

      life_id (3, i * 37 + 1, &id);
      id_text = lep_uuid_to_string (&id);
      times[i] = bench_start ();
      lep_edit_row (edit, PARTNERSHIP, "outcome", id_text, &error);
      g_assert_no_error (error);
      lep_edit_set (edit, "note", text);
      lep_edit_commit (edit, &error);
      g_assert_no_error (error);
      times[i] = bench_since (&times[i]);
    }
  middle = bench_middle (times, N_SAVES);
  say_step (&middle, &none);
}

static void
step_rebuild (const char *file)
{
  g_autoptr (LepClock) clock = lep_clock_new_fixed (START, 9);
  g_autoptr (LepWorkspace) workspace = open_workspace (file, clock);
  g_autoptr (GError) error = NULL;
  BenchTime start = bench_start (), none = { 0 };

  lep_workspace_rebuild (workspace, NULL, NULL, &error);
  g_assert_no_error (error);
  start = bench_since (&start);
  say_step (&start, &none);
}

/* Where a laptop's own stream in the partnership ends. */
static LifeStream
own_stream (Laptop *laptop)
{
  LifeStream       life = { 0 };
  g_autofree char *own = own_id (laptop);
  g_autoptr (GArray) streams = NULL;

  g_assert_true (lep_uuid_parse (PARTNERSHIP, -1, &life.space) && lep_uuid_parse (own, -1, &life.replica));
  streams = lep_exchange_streams (laptop->workspace, &life.space, NULL);
  for (guint i = 0; i < streams->len; i++)
    {
      const LepStreamInfo *stream = &g_array_index (streams, LepStreamInfo, i);

      if (!lep_uuid_equal (&stream->replica, &life.replica))
        continue;
      life.n = stream->last;
      life.head = stream->head;
    }
  g_assert_cmpint (life.n, >, 0);
  return life;
}

/* Where changes are written to while they are made. */
typedef struct
{
  LepIngest    *ingest;
  BenchSession *session; /* or NULL */
} Sink;

static void
write_cb (const LepReceived *received,
          gpointer           user_data)
{
  Sink *sink = user_data;
  g_autoptr (GError) error = NULL;

  lep_ingest_add_change (sink->ingest, received, &error);
  g_assert_no_error (error);
  if (sink->session != NULL)
    bench_session_write (received, sink->session);
}

/* Makes them last, and signs the new head of the stream as an edit does. */
static void
sink_commit (Sink             *sink,
             Laptop           *laptop,
             const LifeStream *stream)
{
  g_autofree char       *text = lep_chain_head_text (&stream->space, &stream->replica, stream->n, &stream->head);
  guint8                 signature[64];
  gboolean               is_signed;
  const LepIngestResult *result;
  g_autoptr (GError) error = NULL;

  g_assert_true (lep_workspace_sign (laptop->workspace, text, signature, &is_signed, &error) && is_signed);
  lep_ingest_add_signature (sink->ingest, &stream->space, &stream->replica, stream->n, &stream->head, signature, &error);
  g_assert_no_error (error);
  result = lep_ingest_finish (sink->ingest, &error);
  g_assert_no_error (error);
  g_assert_cmpint (result->n_waiting, ==, 0);
  lep_ingest_commit (sink->ingest, &error);
  g_assert_no_error (error);
  g_clear_pointer (&sink->ingest, lep_ingest_free);
}

static void
hurry (Laptop *laptop)
{
  lep_db_exec (lep_workspace_get_db (laptop->workspace), "PRAGMA synchronous = OFF", NULL);
}

static void
add_indicators (Laptop *laptop)
{
  for (guint i = 0; i < 8; i++)
    {
      g_autofree char *code = g_strdup_printf ("BENCH_%u", i);
      g_autofree char *text = NULL;
      g_autoptr (LepEdit) edit = lep_edit_new (laptop->workspace);
      g_autoptr (GError) error = NULL;
      LepUuid id;

      life_id (INDICATOR_KIND, i, &id);
      text = lep_uuid_to_string (&id);
      lep_edit_row (edit, "programme", "indicator", text, &error);
      lep_edit_set (edit, "code", code);
      lep_edit_set (edit, "name", code);
      lep_edit_set (edit, "accumulation", "sum");
      lep_edit_set (edit, "unit", "persons");
      lep_edit_commit (edit, &error);
      g_assert_no_error (error);
    }
}

/* The office writes the news; the other laptop has what was there before, and
 * its own 1,000 edits. Leaves the bundle, and what the session is to apply. */
static char *
prepare (Fixture    *fixture,
         const char *target,
         const char *patchset)
{
  g_autofree char *first = NULL;
  g_autofree char *back = NULL;
  LifeStream       office, other;
  LepHash          head;
  gint64           n;
  Sink             sink = { .session = bench_session_new (target) };

  make_two (fixture);
  hurry (fixture->a);
  hurry (fixture->b);
  add_indicators (fixture->a);
  office = own_stream (fixture->a);
  other = own_stream (fixture->b);
  life_follow (&office, &other.replica, other.n, &other.head);

  sink.ingest = lep_ingest_begin (fixture->a->workspace, NULL);
  life_base (&office, factor, write_cb, &sink);
  sink_commit (&sink, fixture->a, &office);
  n = office.n;
  head = office.head;
  first = give (fixture, fixture->a, fixture->b);
  take_all (fixture->b, first);
  back = give (fixture, fixture->b, fixture->a);
  take_all (fixture->a, back);

  bench_session_begin_news (sink.session);
  sink.ingest = lep_ingest_begin (fixture->a->workspace, NULL);
  life_news (&office, factor, write_cb, &sink);
  sink_commit (&sink, fixture->a, &office);
  bench_session_finish (g_steal_pointer (&sink.session), patchset);

  life_follow (&other, &office.replica, n, &head);
  sink.ingest = lep_ingest_begin (fixture->b->workspace, NULL);
  life_meanwhile (&other, factor, write_cb, &sink);
  sink_commit (&sink, fixture->b, &other);
  g_clear_object (&fixture->b->workspace);
  g_array_unref (office.context);
  g_array_unref (other.context);
  return own_id (fixture->a);
}

static char *export(Fixture    *fixture,
                    const char *peer,
                    const char *amount)
{
  LepExportOptions options = { .peer = peer, .target = fixture->stick };
  BenchTime        times[N_ROUNDS];
  char            *file = NULL;
  gint64           bytes = 0;
  g_autofree char *what = g_strdup_printf ("export %s field changes", amount);

  for (guint i = 0; i < N_ROUNDS; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (LepExportResult) result = NULL;

      times[i] = bench_start ();
      result = lep_export (fixture->a->workspace, fixture->a->surroundings, &options, NULL, NULL, &error);
      g_assert_no_error (error);
      times[i] = bench_since (&times[i]);
      g_assert_cmpint (result->changes, ==, 18000 * factor);
      bytes = result->bytes;
      g_free (file);
      file = g_strdup (result->file);
    }
  bench_say_time (what, bench_middle (times, N_ROUNDS), 300.0 * factor);
  bench_say_size ("  its bundle", "MB", (double) bytes / 1e6, 1.2 * factor);
  return file;
}

static void
copy (const char *from,
      const char *to)
{
  g_autoptr (GFile) source = g_file_new_for_path (from);
  g_autoptr (GFile) target = g_file_new_for_path (to);
  g_autoptr (GError) error = NULL;

  g_file_copy (source, target, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
measure (Fixture    *fixture,
         const char *target,
         const char *patchset,
         const char *bundle,
         const char *amount)
{
  g_autofree char *plain = g_build_filename (fixture->folder, "plain.db", NULL);
  g_autofree char *work = g_build_filename (fixture->folder, "work.lep", NULL);
  g_autofree char *what = g_strdup_printf ("import %s field changes, %u conflicts", amount, LIFE_N_CONFLICTS * factor);
  BenchTime        session[N_ROUNDS], imports[N_ROUNDS], stores[N_ROUNDS], known[N_ROUNDS];
  double           memory[N_ROUNDS];
  Step             step;

  for (guint i = 0; i < N_ROUNDS; i++)
    {
      copy (target, plain);
      session[i] = run_step ("--session", plain, patchset).time;
      copy (fixture->b->path, work);
      stores[i] = run_step ("--store", work, bundle).time;
      copy (fixture->b->path, work);
      step = run_step ("--import", work, bundle);
      imports[i] = step.time;
      known[i] = step.again;
      memory[i] = step.memory;
    }
  bench_say_time ("SQLite session patchset of the same", bench_middle (session, N_ROUNDS), 0);
  bench_say_beside (what, imports, session, N_ROUNDS, factor == 1 ? 500 : 600.0 * factor, 3);
  bench_say_beside ("  its part in the store", stores, session, N_ROUNDS, 0, 3);
  bench_say_size ("  memory at most", "MB", bench_median (memory, N_ROUNDS), factor == 1 ? 60 : 200);
  bench_say_time ("import of a bundle that is known", bench_middle (known, N_ROUNDS), 100.0 * factor);

  /* Totals are brought up to date by the next to look, not by the next to save. */
  step = run_step ("--rebuild", work, NULL);
  step.time.wall /= 0.181 * factor;
  step.time.cpu /= 0.181 * factor;
  bench_say_time ("rebuild from the log, of 1 M fields", step.time, 6000);
  step = run_step ("--save", work, NULL);
  bench_say_time ("save one field", step.time, 5);
}

int
main (int   argc,
      char *argv[])
{
  Fixture          fixture = { 0 };
  g_autofree char *target = NULL;
  g_autofree char *patchset = NULL;
  g_autofree char *peer = NULL;
  g_autofree char *bundle = NULL;
  g_autofree char *amount = NULL;

  if (argc > 3 && g_str_equal (argv[1], "--session"))
    return step_session (argv[2], argv[3]), 0;
  if (argc > 3 && g_str_equal (argv[1], "--import"))
    return step_import (argv[2], argv[3]), 0;
  if (argc > 3 && g_str_equal (argv[1], "--store"))
    return step_store (argv[2], argv[3]), 0;
  if (argc > 2 && g_str_equal (argv[1], "--save"))
    return step_save (argv[2]), 0;
  if (argc > 2 && g_str_equal (argv[1], "--rebuild"))
    return step_rebuild (argv[2]), 0;

  factor = argc > 1 ? (guint) g_ascii_strtoull (argv[1], NULL, 10) : 1;
  amount = factor == 1 ? g_strdup ("100 k") : g_strdup_printf ("%.1f M", factor / 10.0);
  set_up (&fixture, NULL);
  target = g_build_filename (fixture.folder, "target.db", NULL);
  patchset = g_build_filename (fixture.folder, "patchset", NULL);
  peer = NULL;
  g_free (prepare (&fixture, target, patchset));
  {
    g_autoptr (LepWorkspace) other = open_workspace (fixture.b->path, fixture.b->surroundings->clock);

    g_assert_true (lep_workspace_get_meta (other, LEP_META_REPLICA, &peer, NULL));
  }
  bundle = export(&fixture, peer, amount);
  measure (&fixture, target, patchset, bundle, amount);
  tear_down (&fixture, NULL);
  return 0;
}
