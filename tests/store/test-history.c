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
  ADD ("who-deleted-it-is-told-by-its-clock", test_who_deleted_it_is_told_by_its_clock);
  return g_test_run ();
}
