/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who wrote what to a record, in which order, and who deleted it. */

#include "lep-history.h"

#include "say.h"
#include "three.h"

static void
test_history_tells_all (Fixture      *fixture,
                        gconstpointer data)
{
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GError) error = NULL;
  const LepHistoryEntry *entry;

  laptop_edit (fixture->b, NULL, "project", fixture->project, "title", "Better");
  laptop_life (fixture->b, NULL, "project", fixture->project, LEP_LIFE_DELETED);
  entries = lep_history (fixture->b->workspace, NULL, NULL, fixture->project, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (entries->len, ==, 3);
  entry = g_ptr_array_index (entries, 0);
  g_assert_cmpint (entry->life, ==, LEP_LIFE_DELETED);
  g_assert_true (entry->own);
  entry = g_ptr_array_index (entries, 1);
  g_assert_cmpuint (entry->sets->len, ==, 1);
  g_assert_cmpstr (((LepHistorySet *) g_ptr_array_index (entry->sets, 0))->value, ==, "Better");
  entry = g_ptr_array_index (entries, 2);
  g_assert_cmpstr (entry->label, ==, "Laptop 1");
  g_assert_false (entry->own);

  g_assert_null (lep_history (fixture->b->workspace, NULL, NULL, OFFICE, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_NOT_FOUND);
}

/* The times of a history, the newest first, with what each wrote. */
static char *
show_history (Laptop     *laptop,
              const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = lep_history (laptop->workspace, NULL, NULL, id, &error);
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < entries->len; i++)
    {
      const LepHistoryEntry *entry = g_ptr_array_index (entries, i);
      gboolean               found;
      const char            *value = lep_history_entry_find (entry, "title", &found);

      g_string_append_printf (text, "%s ", found ? value : "-");
    }
  return g_string_free (text, FALSE);
}

/* A gives up what B has not written yet, and B then writes it with A's words before it:
 * each covers the other. */
static void
test_history_of_who_saw_one_another (Fixture      *fixture,
                                     gconstpointer data)
{
  LepChange       *waiver = lep_change_new ();
  g_autofree char *a = NULL, *b = NULL;

  laptop_edit (fixture->b, NULL, "project", fixture->project, "title", "One");
  laptop_give (fixture->b, fixture->a);
  lep_change_add_waive (waiver, &fixture->b->replica, 2, 9);
  laptop_say (fixture->a, PARTNERSHIP, waiver);
  laptop_edit (fixture->a, NULL, "project", fixture->project, "title", "Two");
  laptop_give (fixture->a, fixture->b);
  laptop_edit (fixture->b, NULL, "project", fixture->project, "title", "Three");
  laptop_edit (fixture->b, NULL, "project", fixture->project, "title", "Four");
  laptop_give (fixture->b, fixture->a);

  a = show_history (fixture->a, fixture->project);
  b = show_history (fixture->b, fixture->project);
  g_assert_cmpstr (a, ==, b);
  g_assert_nonnull (strstr (a, "Four Three Two One"));
}

/* Gives what was packed the time of a clock that stands still. */
static void
parcel_stop_clock (Parcel *self)
{
  char *at = strstr (self->body, " at=\"");

  if (at == NULL || self->change == NULL)
    return;
  memcpy (at + 5, "2026-11-20T10:00:00.000Z", LEP_TIME_TEXT_SIZE);
  lep_change_free (self->change);
  self->change = lep_change_new ();
  g_assert_true (lep_change_read (self->change, self->body, self->received.length, NULL));
  self->received.change = self->change;
}

/* What was given up turns up again, the last of it first: each change comes as one that
 * nothing here leads to. */
static void
test_history_of_many_changes_does_not_depend_on_which_came_first (Fixture      *fixture,
                                                                  gconstpointer data)
{
  enum
  {
    N_CHANGES = 500
  };
  LepChange       *waiver = lep_change_new ();
  g_autofree char *a = NULL, *c = NULL;
  g_autoptr (GString) written = g_string_new ("");
  g_autoptr (GPtrArray) parcels = NULL;

  for (guint i = 0; i < N_CHANGES; i++)
    {
      g_autofree char *title = g_strdup_printf ("%u", i);

      laptop_edit (fixture->b, NULL, "project", fixture->project, "title", title);
      g_string_prepend (written, " ");
      g_string_prepend (written, title);
    }
  lep_change_add_waive (waiver, &fixture->b->replica, 1, N_CHANGES);
  laptop_say (fixture->a, PARTNERSHIP, waiver);
  laptop_give (fixture->a, fixture->c);

  parcels = laptop_pack (fixture->b);
  g_ptr_array_foreach (parcels, (GFunc) (void *) parcel_stop_clock, NULL);
  laptop_take (fixture->a, parcels);
  for (guint i = N_CHANGES; i > 0; i--)
    {
      g_autoptr (GPtrArray) one = g_ptr_array_new ();

      g_ptr_array_add (one, parcel_find (parcels, fixture->b, PARTNERSHIP, i));
      laptop_take (fixture->c, one);
    }
  laptop_take (fixture->c, parcels);

  a = show_history (fixture->a, fixture->project);
  c = show_history (fixture->c, fixture->project);
  g_assert_true (g_str_has_prefix (a, written->str));
  g_assert_cmpstr (a, ==, c);
}

/* Of a record that was deleted, brought back and deleted again, the last deletion counts;
 * whoever did it need not have a name. */
static void
test_who_deleted_it_is_told_by_its_clock (Fixture      *fixture,
                                          gconstpointer data)
{
  Laptop *laptops[] = { fixture->a, fixture->b };
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (laptops); i++)
    {
      g_autofree char *at = NULL, *by = NULL, *last = NULL, *no_at = NULL, *no_by = NULL;
      g_autoptr (LepRecord) record = NULL;

      laptop_life (laptops[i], NULL, "project", fixture->project, LEP_LIFE_DELETED);
      record = lep_workspace_get_record (laptops[i]->workspace, "project", fixture->project, NULL, &error);
      g_assert_no_error (error);
      lep_history_find_deletion (laptops[i]->workspace, record, &at, &by, &error);
      g_assert_no_error (error);
      last = laptop_ask (laptops[i], "SELECT at || ' ' || author FROM change ORDER BY seq DESC LIMIT 1");
      g_assert_true (g_str_has_prefix (last, at));
      g_assert_true (g_str_has_suffix (last, by));
      laptop_life (laptops[i], NULL, "project", fixture->project, LEP_LIFE_RESTORED);
      lep_history_find_deletion (laptops[i]->workspace, record, &no_at, &no_by, &error);
      g_assert_no_error (error);
      g_assert_null (no_at);
      laptop_give (fixture->a, fixture->b);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) g_test_add ("/history/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("tells-all", test_history_tells_all);
  ADD ("of-who-saw-one-another", test_history_of_who_saw_one_another);
  ADD ("of-many-changes-does-not-depend-on-which-came-first", test_history_of_many_changes_does_not_depend_on_which_came_first);
  ADD ("who-deleted-it-is-told-by-its-clock", test_who_deleted_it_is_told_by_its_clock);
  return g_test_run ();
}
