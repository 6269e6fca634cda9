/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of a conflict: what was typed there stays, and what is settled is
 * what was picked. */

#include "app-other.h"

#include "lep-conflict.h"
#include "lep-query.h"

#include "lep-conflict-words.h"
#include "lep-field-row.h"
#include "lep-list-page.h"
#include "lep-settle-dialog.h"

#define FIRST  "0194c9e2-5b7c-7000-8000-00000000000a"
#define SECOND "0194c9e2-5b7c-7000-8000-00000000000b"
#define THIRD  "0194c9e2-5b7c-7000-8000-00000000000c"

typedef struct
{
  Other      other;
  LepWindow *window;
} Page;

static void
write_name (LepWorkspace *workspace,
            const char   *id,
            const char   *name)
{
  g_autoptr (LepEdit) edit = lep_edit_new (workspace);
  g_autoptr (GError) error = NULL;

  lep_edit_row (edit, NULL, "organisation", id, &error);
  g_assert_no_error (error);
  lep_edit_set (edit, "name", name);
  lep_edit_set (edit, "actor_group", "education");
  lep_edit_commit (edit, &error);
  g_assert_no_error (error);
}

static void
take_from (AppTest *test,
           Other   *other)
{
  g_autoptr (LepSurroundings) own = surroundings_of (test, "state");
  g_autofree char *file = export_from (test, other->workspace, other->surroundings, (LepExportOptions){ .full = TRUE });

  import_into (test->workspace, own, file);
}

/* Two names in conflict, the page of the first is seen. */
static void
page_init (Page    *self,
           AppTest *test)
{
  const char *const ids[] = { FIRST, SECOND };
  LepTarget         target = { .kind = "organisation", .id = FIRST };

  write_name (test->workspace, FIRST, "First");
  write_name (test->workspace, SECOND, "Second");
  other_init (&self->other, test, "second", FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      write_name (test->workspace, ids[i], "School here");
      write_name (self->other.workspace, ids[i], "School there");
    }
  take_from (test, &self->other);
  g_assert_cmpint (lep_conflicts_count (test->workspace, NULL), ==, 2);

  self->window = app_open (test);
  lep_window_go (self->window, "conflict", &target);
  app_settle ();
}

static void
page_clear (Page *self)
{
  app_close (self->window);
  other_clear (&self->other);
}

static GtkTextBuffer *
buffer_of (Page *self)
{
  return gtk_text_view_get_buffer (GTK_TEXT_VIEW (app_find_type (GTK_WIDGET (lep_window_get_page (self->window)), GTK_TYPE_TEXT_VIEW)));
}

static void
type_another (Page       *self,
              const char *text)
{
  gtk_text_buffer_set_text (buffer_of (self), text, -1);
}

static void
assert_typed (Page       *self,
              const char *text)
{
  g_autofree char *typed = NULL;

  g_object_get (buffer_of (self), "text", &typed, NULL);
  g_assert_cmpstr (typed, ==, text);
}

static gboolean
has_action (GtkWidget    *widget,
            gconstpointer data)
{
  return GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (widget)), data) == 0;
}

/* Presses the button. Returns: whether that was possible */
static gboolean
act (Page       *self,
     const char *action)
{
  GtkWidget *button = app_find (GTK_WIDGET (lep_window_get_page (self->window)), has_action, action);

  g_assert_nonnull (button);
  if (!gtk_widget_is_sensitive (button))
    return FALSE;
  g_signal_emit_by_name (button, "clicked");
  app_settle ();
  return TRUE;
}

/* To the other one of the two. */
static void
move (Page *self)
{
  g_assert_true (act (self, "conflict.next") || act (self, "conflict.previous"));
}

static char *
dup_name (AppTest    *test,
          const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LepRecord) record = lep_workspace_get_record (test->workspace, "organisation", id, NULL, &error);

  g_assert_no_error (error);
  return g_strdup (lep_record_get (record, "name"));
}

static void
test_text_stays_when_something_else_changes (AppTest      *test,
                                             gconstpointer data)
{
  Page             page;
  g_autofree char *name = NULL;

  page_init (&page, test);
  type_another (&page, "School of both");
  write_name (test->workspace, THIRD, "Something else");
  app_settle ();
  assert_typed (&page, "School of both");
  g_assert_true (lep_page_is_touched (lep_window_get_page (page.window)));

  g_assert_true (act (&page, "conflict.settle"));
  name = dup_name (test, FIRST);
  g_assert_cmpstr (name, ==, "School of both");
  assert_typed (&page, "");
  g_assert_false (lep_page_is_touched (lep_window_get_page (page.window)));
  page_clear (&page);
}

static void
test_text_waits_with_its_conflict (AppTest      *test,
                                   gconstpointer data)
{
  Page page;

  page_init (&page, test);
  type_another (&page, "School of both");
  move (&page);
  assert_typed (&page, "");
  g_assert_false (act (&page, "conflict.settle"));
  g_assert_true (lep_page_is_touched (lep_window_get_page (page.window)));

  g_assert_true (act (&page, "conflict.open"));
  lep_window_go_back (page.window);
  app_settle ();
  assert_typed (&page, "School of both");
  move (&page);
  assert_typed (&page, "");
  move (&page);
  assert_typed (&page, "School of both");

  type_another (&page, "");
  g_assert_false (lep_page_is_touched (lep_window_get_page (page.window)));
  page_clear (&page);
}

static void
pick (Page *self,
      guint key)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (lep_window_get_page (self->window)), "conflict.pick", "u", key));
}

static void
test_pick_stays_when_something_else_changes (AppTest      *test,
                                             gconstpointer data)
{
  Page             page;
  g_autofree char *name = NULL;

  page_init (&page, test);
  pick (&page, 1); /* the value before */
  write_name (test->workspace, THIRD, "Something else");
  app_settle ();
  g_assert_true (act (&page, "conflict.settle"));
  name = dup_name (test, FIRST);
  g_assert_cmpstr (name, ==, "First");
  page_clear (&page);
}

/* The list of values is another by the time of the click: nothing is settled,
 * as neither value has been seen. */
static void
test_what_came_unseen_is_not_settled (AppTest      *test,
                                      gconstpointer data)
{
  Page page;

  page_init (&page, test);
  pick (&page, 3); /* the other's */
  write_name (page.other.workspace, FIRST, "School over there");
  take_from (test, &page.other);
  g_assert_true (act (&page, "conflict.settle"));
  g_assert_cmpint (lep_conflicts_count (test->workspace, NULL), ==, 2);
  g_assert_true (app_has_label (GTK_WIDGET (page.window), "School over there"));
  g_assert_false (act (&page, "conflict.settle"));

  type_another (&page, "School of both");
  write_name (page.other.workspace, FIRST, "School far away");
  take_from (test, &page.other);
  g_assert_true (act (&page, "conflict.settle"));
  g_assert_cmpint (lep_conflicts_count (test->workspace, NULL), ==, 2);
  assert_typed (&page, "School of both");
  g_assert_false (act (&page, "conflict.settle"));

  pick (&page, 3);
  g_assert_true (act (&page, "conflict.settle"));
  g_assert_cmpint (lep_conflicts_count (test->workspace, NULL), ==, 1);
  page_clear (&page);
}

static GtkWidget *
focus_of (Page *self)
{
  return gtk_window_get_focus (GTK_WINDOW (self->window));
}

static GtkWidget *
view_of (Page *self)
{
  return app_find_type (GTK_WIDGET (lep_window_get_page (self->window)), GTK_TYPE_TEXT_VIEW);
}

/* The next conflict comes in the place of the one that was typed for: the next
 * letters are not for it, and what was typed can still be read. */
static void
test_settled_elsewhere_while_typing (AppTest      *test,
                                     gconstpointer data)
{
  Page page;

  page_init (&page, test);
  type_another (&page, "School of both");
  gtk_widget_grab_focus (view_of (&page));
  g_assert_true (focus_of (&page) == view_of (&page));
  write_name (test->workspace, FIRST, "School of us all");
  app_settle ();
  app_answer ("close", "School of both");
  g_assert_true (focus_of (&page) != view_of (&page));
  assert_typed (&page, "");
  g_assert_false (act (&page, "conflict.settle"));

  gtk_widget_grab_focus (view_of (&page));
  write_name (test->workspace, SECOND, "School of us all");
  app_settle ();
  g_assert_null (app_find_message ());
  page_clear (&page);
}

/* Nothing was settled there: the focus stays where it is typed. */
static void
test_dialog_that_was_closed_moves_no_focus (AppTest      *test,
                                            gconstpointer data)
{
  Page       page;
  GtkWidget *dialog;

  page_init (&page, test);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (lep_window_get_page (page.window)), "conflict.many", "s", LEP_CONFLICT_OWN));
  dialog = app_find_window (LEP_TYPE_SETTLE_DIALOG);
  g_assert_nonnull (dialog);
  gtk_window_destroy (GTK_WINDOW (dialog));
  type_another (&page, "School of");
  gtk_widget_grab_focus (view_of (&page));
  write_name (test->workspace, THIRD, "Something else");
  app_settle ();
  g_assert_true (focus_of (&page) == view_of (&page));
  page_clear (&page);
}

static gboolean
is_row_of (GtkWidget    *widget,
           gconstpointer field)
{
  return LEP_IS_FIELD_ROW (widget) && g_strcmp0 (lep_field_row_get_name (LEP_FIELD_ROW (widget)), field) == 0;
}

/* The mark of a field leads to its own conflict, not to all of them. */
static void
test_field_leads_to_its_conflict (AppTest      *test,
                                  gconstpointer data)
{
  const char *const ids[] = { FIRST, SECOND };
  Page              page;

  page_init (&page, test);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      LepPage *list;

      lep_window_open_record (page.window, "organisation", ids[i], NULL);
      app_settle ();
      list = lep_window_get_page (page.window);
      g_signal_emit_by_name (app_find (GTK_WIDGET (list), is_row_of, "name"), "conflict-opened");
      app_settle ();
      g_assert_cmpstr (lep_page_get_name (lep_window_get_page (page.window)), ==, "conflict");
      g_assert_true (act (&page, "conflict.open"));
      g_assert_true (lep_window_get_page (page.window) == list);
      g_assert_cmpstr (lep_record_get_id (lep_list_page_get_record (LEP_LIST_PAGE (list))), ==, ids[i]);
    }
  page_clear (&page);
}

static void
write_cofinancing (LepWorkspace *workspace,
                   const char   *project,
                   const char   *amount)
{
  g_autoptr (LepEdit) edit = lep_edit_new (workspace);
  g_autoptr (GError) error = NULL;

  lep_edit_row (edit, NULL, "project", project, &error);
  lep_edit_set (edit, "cofinancing", amount);
  lep_edit_commit (edit, &error);
  g_assert_no_error (error);
}

static void
test_an_amount_may_have_its_currency (AppTest      *test,
                                      gconstpointer data)
{
  g_autoptr (LepQuery) query = lep_query_new ("project");
  g_autoptr (GPtrArray) projects = lep_query_run (test->workspace, query, NULL);
  const char *id = lep_record_get_id (g_ptr_array_index (projects, 0));
  g_autoptr (LepRecord) project = NULL;
  LepTarget target = { .kind = "project", .id = id };
  Page      page;

  other_init (&page.other, test, "second", FALSE);
  write_cofinancing (test->workspace, id, "10000");
  write_cofinancing (page.other.workspace, id, "20000");
  take_from (test, &page.other);
  page.window = app_open (test);
  lep_window_go (page.window, "conflict", &target);
  app_settle ();
  type_another (&page, "300 KM");
  g_assert_true (act (&page, "conflict.settle"));
  project = lep_workspace_get_record (test->workspace, "project", id, NULL, NULL);
  g_assert_cmpstr (lep_record_get (project, "cofinancing"), ==, "30000");
  page_clear (&page);
}

static void
write_grant (LepWorkspace *workspace,
             const char   *project,
             const char   *grant,
             const char   *currency)
{
  g_autoptr (LepEdit) edit = lep_edit_new (workspace);
  g_autoptr (GError) error = NULL;

  lep_edit_row (edit, NULL, "project", project, &error);
  lep_edit_set (edit, "grant", grant);
  lep_edit_set (edit, "currency", currency);
  lep_edit_commit (edit, &error);
  g_assert_no_error (error);
}

/* In one of the cards the label of the amount is plain, and the amount is marked. */
static gboolean
begins_with (GtkWidget    *widget,
             gconstpointer text)
{
  return GTK_IS_LABEL (widget) && g_str_has_prefix (gtk_label_get_label (GTK_LABEL (widget)), text);
}

static gboolean
marks_figure (GtkWidget    *widget,
              gconstpointer data)
{
  const char *markup = GTK_IS_LABEL (widget) ? gtk_label_get_label (GTK_LABEL (widget)) : "";

  return g_str_has_prefix (markup, "Grant: <span") && strstr (markup, ">2,000.00\302\240KM</span>") != NULL;
}

static gboolean
has_pill (LepWindow  *window,
          const char *field)
{
  GtkWidget *row = app_find (GTK_WIDGET (lep_window_get_page (window)), is_row_of, field);
  GtkWidget *label = app_find (row, app_is_label, "Several values");

  g_assert_nonnull (label);
  return gtk_widget_get_visible (gtk_widget_get_ancestor (label, GTK_TYPE_BUTTON));
}

/* Grant and currency are kept together: what says so is the one that differs, and of
 * the amount that is settled only the figure is marked. */
static void
test_only_what_differs_says_so (AppTest      *test,
                                gconstpointer data)
{
  g_autoptr (LepQuery) query = lep_query_new ("project");
  g_autoptr (GPtrArray) projects = lep_query_run (test->workspace, query, NULL);
  const char *id = lep_record_get_id (g_ptr_array_index (projects, 0));
  LepTarget   target = { .kind = "project", .id = id };
  Page        page;

  other_init (&page.other, test, "second", FALSE);
  write_grant (test->workspace, id, "100000", "BAM");
  write_grant (page.other.workspace, id, "200000", "BAM");
  take_from (test, &page.other);
  page.window = app_open (test);
  lep_window_open_tab (page.window, "project", id, "money", NULL);
  app_settle ();
  g_assert_true (has_pill (page.window, "grant"));
  g_assert_false (has_pill (page.window, "currency"));

  lep_window_go (page.window, "conflict", &target);
  app_settle ();
  g_assert_nonnull (app_find (GTK_WIDGET (page.window), marks_figure, NULL));
  g_assert_true (app_has_label (GTK_WIDGET (page.window), "Only to compare with"));
  g_assert_nonnull (app_find (GTK_WIDGET (page.window), begins_with, "Keys: 2 picks"));
  page_clear (&page);
}

/* 1 is the value before, 2 one's own, 3 that of the other, in the order of the cards;
 * the key of what cannot be picked picks nothing. */
static void
test_keys_mean_the_same_in_each_conflict (AppTest      *test,
                                          gconstpointer data)
{
  g_autoptr (LepQuery) query = lep_query_new ("project");
  g_autoptr (GPtrArray) projects = lep_query_run (test->workspace, query, NULL);
  const char *id = lep_record_get_id (g_ptr_array_index (projects, 0));
  LepTarget   target = { .kind = "project", .id = id };
  g_autoptr (LepRecord) project = NULL;
  Page page;

  other_init (&page.other, test, "second", FALSE);
  write_grant (test->workspace, id, "100000", "BAM");
  write_grant (page.other.workspace, id, "200000", "BAM");
  take_from (test, &page.other);
  page.window = app_open (test);
  lep_window_go (page.window, "conflict", &target);
  app_settle ();
  pick (&page, 1);
  g_assert_false (act (&page, "conflict.settle"));
  pick (&page, 2);
  g_assert_true (act (&page, "conflict.settle"));
  project = lep_workspace_get_record (test->workspace, "project", id, NULL, NULL);
  g_assert_cmpstr (lep_record_get (project, "grant"), ==, "100000");
  page_clear (&page);
}

/* Grant and currency are one value: each stands with its own decimals. */
static void
test_each_amount_is_in_the_currency_beside_it (AppTest      *test,
                                               gconstpointer data)
{
  g_autoptr (LepQuery) query = lep_query_new ("project");
  g_autoptr (GPtrArray) projects = lep_query_run (test->workspace, query, NULL);
  const char *id = lep_record_get_id (g_ptr_array_index (projects, 0));
  g_autoptr (GPtrArray) conflicts = NULL;
  const LepConflict *conflict;
  gboolean           euros = FALSE, yen = FALSE;
  Other              other;

  other_init (&other, test, "second", FALSE);
  write_grant (test->workspace, id, "100000", "EUR");
  write_grant (other.workspace, id, "100000", "JPY");
  take_from (test, &other);
  conflicts = lep_conflicts_list (test->workspace, "project", id, 0, NULL);
  g_assert_cmpuint (conflicts->len, ==, 1);
  conflict = g_ptr_array_index (conflicts, 0);
  for (guint i = 0; i < conflict->values->len; i++)
    {
      const LepConflictValue *value = g_ptr_array_index (conflict->values, i);
      g_autofree char        *text = lep_conflict_value_text (test->workspace, conflict, value->texts);

      euros |= g_str_has_prefix (text, "Grant: 1,000.00\302\240EUR") && strstr (text, "Euro") != NULL;
      yen |= g_str_has_prefix (text, "Grant: 100,000\302\240JPY");
    }
  g_assert_true (euros);
  g_assert_true (yen);
  other_clear (&other);
}

#define TEST(name) g_test_add ("/conflict/" #name, AppTest, "empty", app_set_up, test_##name, app_tear_down)

static gboolean
tells (GtkWidget  *widget,
       const char *text)
{
  return GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), text) != NULL;
}

static gboolean
tells_of_history (GtkWidget    *widget,
                  gconstpointer data)
{
  return tells (widget, "the values that were not taken stand in the history");
}

static gboolean
tells_of_other (GtkWidget    *widget,
                gconstpointer data)
{
  return tells (widget, "School there");
}

/* Both heads are seen by whoever settles, and taking that back does not make them
 * anew: what was shown before is shown, and where the other value stands is told. */
static void
test_settling_taken_back_leads_to_the_history (AppTest      *test,
                                               gconstpointer data)
{
  Page             page;
  g_autofree char *before = NULL, *settled = NULL, *after = NULL;

  page_init (&page, test);
  before = dup_name (test, FIRST);
  type_another (&page, "School of both");
  g_assert_true (act (&page, "conflict.settle"));
  settled = dup_name (test, FIRST);
  g_assert_cmpstr (settled, ==, "School of both");

  g_action_group_activate_action (G_ACTION_GROUP (page.window), "undo", NULL);
  app_settle ();
  after = dup_name (test, FIRST);
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpint (lep_conflicts_count (test->workspace, NULL), ==, 1);
  g_assert_nonnull (app_find (GTK_WIDGET (page.window), tells_of_history, NULL));

  g_action_group_activate_action (G_ACTION_GROUP (page.window), "show-history", g_variant_new ("(ss)", "organisation", FIRST));
  app_wait_until (app_find (GTK_WIDGET (lep_window_get_page (page.window)), tells_of_other, NULL) != NULL);
  page_clear (&page);
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  TEST (text_stays_when_something_else_changes);
  TEST (text_waits_with_its_conflict);
  TEST (pick_stays_when_something_else_changes);
  TEST (what_came_unseen_is_not_settled);
  TEST (field_leads_to_its_conflict);
  TEST (settled_elsewhere_while_typing);
  TEST (dialog_that_was_closed_moves_no_focus);
  TEST (settling_taken_back_leads_to_the_history);
  g_test_add ("/conflict/an_amount_may_have_its_currency", AppTest, NULL, app_set_up, test_an_amount_may_have_its_currency, app_tear_down);
  g_test_add ("/conflict/only_what_differs_says_so", AppTest, NULL, app_set_up, test_only_what_differs_says_so, app_tear_down);
  g_test_add ("/conflict/keys_mean_the_same_in_each_conflict", AppTest, NULL, app_set_up, test_keys_mean_the_same_in_each_conflict, app_tear_down);
  g_test_add ("/conflict/each_amount_is_in_the_currency_beside_it", AppTest, NULL, app_set_up, test_each_amount_is_in_the_currency_beside_it, app_tear_down);

  return g_test_run ();
}
