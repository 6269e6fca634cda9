/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file in an exchange folder that cannot even be opened: it is another's, or its place on
 * the disk is bad. It is told once and tried again, and the others are read. */

#include <linux/capability.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "folders.h"

/* Opens what it may not, as root does. */
static void
let_all_be_opened (gboolean all)
{
  struct __user_cap_header_struct header = { .version = _LINUX_CAPABILITY_VERSION_3 };
  struct __user_cap_data_struct   data[_LINUX_CAPABILITY_U32S_3];
  const guint32                   reads = CAP_TO_MASK (CAP_DAC_OVERRIDE) | CAP_TO_MASK (CAP_DAC_READ_SEARCH);

  g_assert_cmpint (syscall (SYS_capget, &header, data), ==, 0);
  data[0].effective = all ? data[0].permitted : data[0].permitted & ~reads;
  g_assert_cmpint (syscall (SYS_capset, &header, data), ==, 0);
}

static LepFolderRound *
look (Laptop    *laptop,
      LepFolder *folder)
{
  const LepFolderOptions options = { 0 };
  g_autoptr (GError) error = NULL;
  LepFolderRound *round;

  let_all_be_opened (FALSE);
  lep_folder_sync (folder, laptop->workspace, laptop->surroundings, &options, NULL, NULL, &round, &error);
  let_all_be_opened (TRUE);
  g_assert_no_error (error);
  return round;
}

static void
test_told_and_tried_again (Fixture      *fixture,
                           gconstpointer data)
{
  g_autoptr (LepFolder) folder = lep_folder_new (fixture->stick);
  g_autoptr (LepFolderRound) first = NULL, again = NULL, later = NULL;
  g_autofree char     *unread = NULL, *other = NULL;
  const LepFolderRead *read;

  make_two (fixture);
  set_field (fixture->b, NULL, "organisation", ORGANISATION, "short_name", "EO");
  unread = give (fixture, fixture->b, fixture->a);
  set_field (fixture->b, NULL, "organisation", ORGANISATION, "short_name", "EOS");
  other = give (fixture, fixture->b, fixture->a);
  g_assert_cmpstr (unread, <, other);
  g_assert_cmpint (g_chmod (unread, 0), ==, 0);
  first = look (fixture->a, folder);
  g_assert_cmpuint (first->ignored->len, ==, 1);
  read = g_ptr_array_index (first->ignored, 0);
  g_assert_true (g_str_has_suffix (unread, read->file));
  g_assert_error (read->error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED);
  g_assert_false (read->fresh);
  g_assert_cmpuint (first->read->len, ==, 1);
  g_assert_true (g_str_has_suffix (other, ((LepFolderRead *) g_ptr_array_index (first->read, 0))->file));
  assert_same (fixture->a, fixture->b);
  assert_news (fixture->a, folder, FALSE);
  again = look (fixture->a, folder);
  g_assert_cmpuint (again->ignored->len, ==, 0);

  /* That it may be read tells no time of the file: it is tried when some time has passed, by the clock. */
  g_assert_cmpint (g_chmod (unread, 0600), ==, 0);
  for (guint i = 0; i < 5 * 60 * 1000; i++)
    lep_clock_now (fixture->a->surroundings->clock);
  assert_news (fixture->a, folder, TRUE);
  later = look (fixture->a, folder);
  g_assert_cmpuint (later->read->len, ==, 1);
  g_assert_cmpuint (later->ignored->len, ==, 0);
  assert_news (fixture->a, folder, FALSE);
}

/* Cancels when a file was read once and is looked up among those that are known. */
static int
cancel_cb (unsigned int kind,
           void        *cancellable,
           void        *stmt,
           void        *sql)
{
  if (strstr (sql, "FROM receipt WHERE hash") != NULL)
    g_cancellable_cancel (cancellable);
  return 0;
}

static GCancellable *traced;

static int
trace_cb (sqlite3                    *handle,
          char                      **message,
          const sqlite3_api_routines *routines)
{
  return sqlite3_trace_v2 (handle, SQLITE_TRACE_STMT, cancel_cb, traced);
}

/* That somebody cancels says nothing of the file. */
static void
test_cancelled_at_a_file (Fixture      *fixture,
                          gconstpointer data)
{
  const LepFolderOptions options = { 0 };
  g_autoptr (LepFolder) folder = lep_folder_new (fixture->stick);
  g_autoptr (LepFolderRound) round = NULL;
  g_autofree char *given = NULL, *first = g_build_filename (fixture->stick, "0.lepx", NULL);
  g_autoptr (GError) error = NULL;

  make_two (fixture);
  set_field (fixture->b, NULL, "organisation", ORGANISATION, "short_name", "EO");
  given = give (fixture, fixture->b, fixture->a);
  g_assert_cmpint (g_rename (given, first), ==, 0);
  g_clear_object (&fixture->a->workspace);
  traced = g_cancellable_new ();
  sqlite3_auto_extension ((void (*) (void)) trace_cb);
  fixture->a->workspace = lep_workspace_open (fixture->a->path, LEP_OPEN_WRITE, fixture->a->surroundings->clock, &error);
  sqlite3_reset_auto_extension ();
  g_assert_no_error (error);
  g_assert_false (lep_folder_sync (folder, fixture->a->workspace, fixture->a->surroundings, &options, NULL, traced, &round, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (round->ignored->len + round->read->len, ==, 0);
  g_clear_object (&traced);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(claim, function) g_test_add ("/folder-unread/" claim, Fixture, NULL, set_up, function, tear_down)
  ADD ("told-and-tried-again", test_told_and_tried_again);
  ADD ("cancelled-at-a-file", test_cancelled_at_a_file);
  return g_test_run ();
}
