/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An empty register: what needs something else first leads there, it is no dead end. */

#include "app-test.h"

#include "lep-draft.h"
#include "lep-programme-dialog.h"
#include "lep-workspace.h"
#include "lep-form.h"
#include "lep-page.h"

static LepWindow *
open_empty (AppTest *test)
{
  LepWindow *window = app_open (test);

  app_settle ();
  return window;
}

static gboolean
is_seen_form (GtkWidget    *widget,
              gconstpointer data)
{
  return LEP_IS_FORM (widget) && gtk_widget_get_mapped (widget);
}

static LepForm *
find_draft (LepWindow *window)
{
  GtkWidget *form;

  app_wait_until ((form = app_find (GTK_WIDGET (lep_window_get_page (window)), is_seen_form, NULL)) != NULL);
  return LEP_FORM (form);
}

/* "Add a result" asks; @answer is the page that its button leads to. */
static void
expect_offer (LepWindow  *window,
              const char *text,
              const char *answer)
{
  g_action_group_activate_action (G_ACTION_GROUP (window), "add-result", NULL);
  app_wait_until (app_find_message () != NULL);
  g_assert_cmpstr (adw_message_dialog_get_heading (app_find_message ()), ==, "No projects yet");
  g_assert_cmpstr (adw_message_dialog_get_default_response (app_find_message ()), ==, answer);
  app_answer (answer, text);
  g_assert_cmpstr (lep_page_get_name (lep_window_get_page (window)), ==, answer);
}

static void
add_partnership (AppTest *test)
{
  g_autoptr (LepEdit) edit = lep_edit_new (test->workspace);
  g_autoptr (GError) error = NULL;

  lep_edit_row (edit, NULL, "partnership", NULL, &error);
  g_assert_no_error (error);
  lep_edit_set (edit, "name", "LEP");
  lep_edit_commit (edit, &error);
  g_assert_no_error (error);
}

static void
test_a_result_leads_to_what_it_needs_first (AppTest      *test,
                                            gconstpointer data)
{
  LepWindow *window = open_empty (test);

  expect_offer (window, "Start the partnership first", "partnerships");
  g_assert_cmpstr (lep_form_get_kind (find_draft (window)), ==, "partnership");
  add_partnership (test);
  expect_offer (window, "Note the project first", "projects");
  g_assert_cmpstr (lep_form_get_kind (find_draft (window)), ==, "project");
  app_close (window);
}

static void
test_where_nothing_can_be_chosen_the_form_says_where_to_begin (AppTest      *test,
                                                               gconstpointer data)
{
  LepWindow   *window = open_empty (test);
  LepFieldRow *row;
  g_autoptr (GError) error = NULL;

  g_action_group_activate_action (G_ACTION_GROUP (window), "new-record", g_variant_new_string ("projects"));
  row = lep_form_get_row (find_draft (window), "partnership");
  g_assert_null (lep_form_create (find_draft (window), &error));
  g_assert_nonnull (error);
  g_assert_nonnull (strstr (lep_field_row_get_error (row), "No partnerships yet"));
  g_assert_cmpstr (lep_field_row_get_error (lep_form_get_row (find_draft (window), "title")), ==, "Fill this in.");

  add_partnership (test);
  g_clear_error (&error);
  g_assert_null (lep_form_create (find_draft (window), &error));
  g_assert_cmpstr (lep_field_row_get_error (row), ==, "Fill this in.");
  app_close (window);
}

static void
add_organisation (AppTest *test)
{
  g_autoptr (LepEdit) edit = lep_edit_new (test->workspace);
  g_autoptr (GError) error = NULL;

  lep_edit_row (edit, NULL, "organisation", NULL, &error);
  lep_edit_set (edit, "name", "School");
  lep_edit_set (edit, "actor_group", "education");
  lep_edit_commit (edit, &error);
  g_assert_no_error (error);
}

static void
test_the_overview_names_the_next_step (AppTest      *test,
                                       gconstpointer data)
{
  LepWindow *window = open_empty (test);

  lep_window_go_top (window, "overview");
  app_wait_until (app_has_label (GTK_WIDGET (window), "Begin with the organisations"));
  add_organisation (test);
  app_wait_until (app_has_label (GTK_WIDGET (window), "Go on with a partnership"));
  g_assert_false (app_has_label (GTK_WIDGET (window), "Begin with the organisations"));
  app_close (window);
}

static LepForm *
start_draft (LepWindow  *window,
             const char *page)
{
  lep_window_go_top (window, page);
  app_settle ();
  gtk_widget_activate_action (GTK_WIDGET (lep_window_get_page (window)), "page.new", NULL);
  return find_draft (window);
}

static gboolean
tells_place (GtkWidget    *widget,
             gconstpointer data)
{
  return GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget) &&
         g_str_has_suffix (gtk_label_get_label (GTK_LABEL (widget)), "belongs to no partnership and is seen in all of them.");
}

/* A decision need not have been made at a meeting; whose it is then, is said. */
static void
test_a_decision_says_that_it_belongs_to_no_partnership (AppTest      *test,
                                                        gconstpointer data)
{
  LepWindow *window;
  LepForm   *form;

  add_partnership (test);
  window = open_empty (test);
  form = start_draft (window, "decisions");
  g_assert_nonnull (app_find (GTK_WIDGET (form), tells_place, NULL));
  lep_form_preset (form, "meeting", "0194c9e2-5b7c-7000-8000-0123456789ab");
  g_assert_null (app_find (GTK_WIDGET (form), tells_place, NULL));
  g_assert_null (app_find (GTK_WIDGET (start_draft (window, "services")), tells_place, NULL));
  app_close (window);
}

/* What was just typed is not what the next letter goes to. */
static void
test_the_first_empty_field_comes_after_the_new_record (AppTest      *test,
                                                       gconstpointer data)
{
  LepWindow *window = open_empty (test);
  LepForm   *form = start_draft (window, "organisations");
  GtkWidget *focus;

  lep_form_preset (form, "name", "School");
  lep_form_preset (form, "actor_group", "education");
  lep_draft_create (LEP_DRAFT (gtk_widget_get_ancestor (GTK_WIDGET (form), LEP_TYPE_DRAFT)));
  app_settle ();
  form = find_draft (window);
  focus = gtk_window_get_focus (GTK_WINDOW (window));
  g_assert_true (gtk_widget_is_ancestor (focus, GTK_WIDGET (lep_form_get_row (form, "short_name"))));
  app_close (window);
}

static void
assert_currency (const char *typed,
                 const char *taken)
{
  LepProgrammeDialog *dialog = g_object_ref_sink (lep_programme_dialog_new (NULL));
  GtkEditable        *row = GTK_EDITABLE (gtk_widget_get_template_child (GTK_WIDGET (dialog), LEP_TYPE_PROGRAMME_DIALOG, "currency_row"));
  GtkWidget          *reason = GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (dialog), LEP_TYPE_PROGRAMME_DIALOG, "reason_label"));
  g_autofree char    *currency = NULL;

  gtk_editable_set_text (row, typed);
  currency = lep_programme_dialog_dup_currency (dialog);
  if (taken != NULL)
    g_assert_cmpstr (currency, ==, taken);
  g_assert_true (adw_message_dialog_get_response_enabled (ADW_MESSAGE_DIALOG (dialog), "start") == (taken != NULL));
  g_assert_true (gtk_widget_get_visible (reason) == (taken == NULL));

  gtk_window_destroy (GTK_WINDOW (dialog));
  g_assert_finalize_object (dialog);
}

static void
test_currency_is_taken_as_people_write_it (AppTest      *test,
                                           gconstpointer data)
{
  assert_currency ("KM", "BAM");
  assert_currency (" km ", "BAM");
  assert_currency ("€", "EUR");
  assert_currency ("bam", "BAM");
  assert_currency ("MKD", "MKD");
}

static void
test_start_is_not_closed_without_a_word (AppTest      *test,
                                         gconstpointer data)
{
  assert_currency ("", NULL);
  assert_currency ("marks", NULL);
  assert_currency ("12", NULL);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

#define ADD(name) g_test_add ("/first-steps/" #name, AppTest, "empty", app_set_up, test_##name, app_tear_down)
  ADD (a_result_leads_to_what_it_needs_first);
  ADD (where_nothing_can_be_chosen_the_form_says_where_to_begin);
  ADD (currency_is_taken_as_people_write_it);
  ADD (start_is_not_closed_without_a_word);
  ADD (the_overview_names_the_next_step);
  ADD (a_decision_says_that_it_belongs_to_no_partnership);
  ADD (the_first_empty_field_comes_after_the_new_record);
#undef ADD

  return g_test_run ();
}
