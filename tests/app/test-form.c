/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Forms: what is shown, what is saved when, and what is refused. */

#include "form-test.h"
#include "app-test.h"

#include "lep-record-dialog.h"

static GtkTextBuffer *
get_buffer (LepForm    *form,
            const char *field)
{
  LepFieldRow *row = lep_form_get_row (form, field);

  return gtk_text_view_get_buffer (GTK_TEXT_VIEW (LEP_FIELD_ROW_GET_CLASS (row)->get_editor (row)));
}

static void
test_shows_what_is_stored (Fixture      *fixture,
                           gconstpointer data)
{
  LepForm *form = new_form (fixture);

  g_assert_cmpstr (gtk_editable_get_text (get_entry (form, "title")), ==, "iSKOraK");
  g_assert_cmpstr (gtk_editable_get_text (get_entry (form, "start")), ==, "1 Jan 2022");
  g_assert_cmpstr (gtk_editable_get_text (get_entry (form, "grant")), ==, "312,932.80");
  g_assert_cmpstr (lep_field_row_get_value (lep_form_get_row (form, "target_groups")), ==, "women youth");
  g_assert_false (lep_form_is_touched (form));
  g_assert_finalize_object (form);
}

static void
test_saves_when_left (Fixture      *fixture,
                      gconstpointer data)
{
  LepForm *form = new_form (fixture);

  gtk_editable_set_text (get_entry (form, "reference"), "LEP2-ZEN");
  expect_stored (fixture, "reference", NULL);
  lep_field_row_leave (lep_form_get_row (form, "reference"));
  expect_stored (fixture, "reference", "LEP2-ZEN");

  type_in (form, "grant", "1,000.5");
  expect_stored (fixture, "grant", "100050");
  g_assert_cmpstr (gtk_editable_get_text (get_entry (form, "grant")), ==, "1,000.50");

  type_in (form, "reference", "");
  expect_stored (fixture, "reference", NULL);
  g_assert_finalize_object (form);
}

static void
test_leaving_untouched_writes_nothing (Fixture      *fixture,
                                       gconstpointer data)
{
  LepForm         *form = new_form (fixture);
  g_autofree char *before = laptop_ask (fixture->laptop, "SELECT count (*) FROM change");

  g_assert_true (lep_form_flush (form));
  laptop_expect (fixture->laptop, "SELECT count (*) FROM change", before);
  g_assert_finalize_object (form);
}

static void
test_refused_stays_with_its_reason (Fixture      *fixture,
                                    gconstpointer data)
{
  LepForm       *form = new_form (fixture);
  LepFieldRow   *row = lep_form_get_row (form, "start");
  GtkAccessible *entry = GTK_ACCESSIBLE (get_entry (form, "start"));

  type_in (form, "start", "32 Foo 2022");
  expect_stored (fixture, "start", "2022-01-01");
  g_assert_nonnull (lep_field_row_get_error (row));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "32 Foo 2022");
  gtk_test_accessible_assert_state (entry, GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE);
  gtk_test_accessible_assert_property (entry, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, lep_field_row_get_error (row));

  lep_field_row_revert (row);
  g_assert_null (lep_field_row_get_error (row));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "1 Jan 2022");
  gtk_test_accessible_assert_state (entry, GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_FALSE);
  g_assert_finalize_object (form);
}

static void
test_refused_comes_back_with_its_record (Fixture      *fixture,
                                         gconstpointer data)
{
  LepForm         *form = new_form (fixture);
  g_autofree char *other = laptop_put (fixture->laptop, NULL, "project", NULL, "partnership", PARTNERSHIP,
                                       "title", "Other", "activity", "start_up", NULL);
  g_autoptr (LepRecord) record = get_record (fixture, "project", other);
  GtkTextBuffer *summary = get_buffer (form, "summary");

  type_in (form, "grant", "much");
  gtk_text_buffer_set_text (summary, "pasted from a paper\fpage 2", -1);
  lep_form_set_record (form, fixture->laptop->workspace, record);
  g_assert_cmpint (gtk_text_buffer_get_char_count (summary), ==, 0);
  g_assert_cmpstr (gtk_editable_get_text (get_entry (form, "grant")), ==, "");
  g_assert_null (lep_field_row_get_error (lep_form_get_row (form, "grant")));

  refresh (fixture, form);
  g_assert_cmpstr (gtk_editable_get_text (get_entry (form, "grant")), ==, "much");
  g_assert_nonnull (lep_field_row_get_error (lep_form_get_row (form, "grant")));
  g_assert_cmpint (gtk_text_buffer_get_char_count (summary), ==, strlen ("pasted from a paper\fpage 2"));
  g_assert_nonnull (lep_field_row_get_error (lep_form_get_row (form, "summary")));
  g_assert_finalize_object (form);
}

static void
test_both_dates_are_saved_together (Fixture      *fixture,
                                    gconstpointer data)
{
  LepForm *form = new_form (fixture);

  type_in (form, "start", "1 Jan 2024");
  expect_stored (fixture, "start", "2022-01-01");
  g_assert_nonnull (lep_field_row_get_error (lep_form_get_row (form, "start")));

  type_in (form, "end", "31 Dec 2025");
  expect_stored (fixture, "start", "2024-01-01");
  expect_stored (fixture, "end", "2025-12-31");
  g_assert_null (lep_field_row_get_error (lep_form_get_row (form, "start")));
  g_assert_finalize_object (form);
}

static void
test_refresh_leaves_typing_alone (Fixture      *fixture,
                                  gconstpointer data)
{
  LepForm *form = new_form (fixture);

  gtk_editable_set_text (get_entry (form, "title"), "half typ");
  laptop_edit (fixture->laptop, NULL, "project", fixture->project, "reference", "R-1");
  laptop_edit (fixture->laptop, NULL, "project", fixture->project, "title", "Theirs");
  refresh (fixture, form);

  g_assert_cmpstr (gtk_editable_get_text (get_entry (form, "title")), ==, "half typ");
  g_assert_cmpstr (gtk_editable_get_text (get_entry (form, "reference")), ==, "R-1");
  lep_field_row_leave (lep_form_get_row (form, "title"));
  expect_stored (fixture, "title", "half typ");
  g_assert_finalize_object (form);
}

/* What came meanwhile is what Escape shows, and what is not typed anew. */
static void
test_escape_shows_what_came_meanwhile (Fixture      *fixture,
                                       gconstpointer data)
{
  LepForm     *form = new_form (fixture);
  LepFieldRow *row = lep_form_get_row (form, "title");

  gtk_editable_set_text (get_entry (form, "title"), "half typ");
  laptop_edit (fixture->laptop, NULL, "project", fixture->project, "title", "Theirs");
  refresh (fixture, form);
  gtk_editable_set_text (get_entry (form, "title"), "iSKOraK");
  g_assert_true (lep_field_row_is_changed (row));
  g_assert_true (is_shown_line (GTK_WIDGET (row), "Changed meanwhile"));

  lep_field_row_revert (row);
  g_assert_cmpstr (gtk_editable_get_text (get_entry (form, "title")), ==, "Theirs");
  g_assert_false (lep_field_row_is_changed (row));
  g_assert_false (is_shown_line (GTK_WIDGET (row), "Changed meanwhile"));
  g_assert_finalize_object (form);
}

static void
set_deleted (Fixture *fixture,
             gboolean deleted)
{
  g_autoptr (LepEdit) edit = lep_edit_new (fixture->laptop->workspace);

  g_assert_true ((deleted ? lep_edit_delete : lep_edit_restore) (edit, PARTNERSHIP, "project", fixture->project, NULL));
  g_assert_true (lep_edit_commit (edit, NULL));
}

static void
expect_late (LepForm    *form,
             const char *field,
             const char *text)
{
  g_assert_cmpstr (gtk_editable_get_text (get_entry (form, field)), ==, text);
  g_assert_nonnull (strstr (lep_field_row_get_error (lep_form_get_row (form, field)), "too late"));
}

/* What came too late to be saved stays to be copied, whatever else comes with the
 * deletion or after it; once the record is restored it is saved. */
static void
test_what_came_too_late_stays (Fixture      *fixture,
                               gconstpointer data)
{
  LepForm     *form = new_form (fixture);
  LepFieldRow *title = lep_form_get_row (form, "title");

  gtk_editable_set_text (get_entry (form, "title"), "long typed");
  gtk_editable_set_text (get_entry (form, "grant"), "400000,50");
  for (guint i = 0; i < 3; i++)
    {
      set_deleted (fixture, FALSE);
      laptop_edit (fixture->laptop, NULL, "project", fixture->project, "title", i == 0 ? "Theirs" : "Theirs again");
      laptop_edit (fixture->laptop, NULL, "project", fixture->project, "currency", i == 0 ? "JPY" : "JOD");
      set_deleted (fixture, TRUE);
      refresh (fixture, form);
      expect_late (form, "title", "long typed");
      expect_late (form, "grant", "400000,50");
      lep_field_row_leave (title); /* as the focus does when it is said */
      expect_late (form, "title", "long typed");
      g_assert_true (lep_form_flush (form));
    }
  lep_field_row_revert (lep_form_get_row (form, "grant"));

  set_deleted (fixture, FALSE);
  refresh (fixture, form);
  g_assert_cmpstr (gtk_editable_get_text (get_entry (form, "title")), ==, "long typed");
  g_assert_null (lep_field_row_get_error (title));
  g_assert_true (is_shown_line (GTK_WIDGET (title), "Not saved yet"));
  lep_field_row_leave (title);
  expect_stored (fixture, "title", "long typed");
  expect_stored (fixture, "grant", "31293280");
  g_assert_false (is_shown_line (GTK_WIDGET (title), "Not saved yet"));
  g_assert_finalize_object (form);
}

/* The same text as theirs is no loss. */
static void
test_what_came_too_late_came_from_others_too (Fixture      *fixture,
                                              gconstpointer data)
{
  LepForm *form = new_form (fixture);

  gtk_editable_set_text (get_entry (form, "title"), "Theirs");
  set_deleted (fixture, TRUE);
  refresh (fixture, form);
  expect_late (form, "title", "Theirs");
  set_deleted (fixture, FALSE);
  laptop_edit (fixture->laptop, NULL, "project", fixture->project, "title", "Theirs");
  set_deleted (fixture, TRUE);
  refresh (fixture, form);
  g_assert_null (lep_field_row_get_error (lep_form_get_row (form, "title")));
  g_assert_finalize_object (form);
}

/* Text and what is picked go with their record, also through its deletion. */
static void
test_what_came_too_late_comes_back_with_its_record (Fixture      *fixture,
                                                    gconstpointer data)
{
  LepForm         *form = new_form (fixture);
  LepFieldRow     *start = lep_form_get_row (form, "start");
  LepFieldRow     *partnership = lep_form_get_row (form, "partnership");
  const char      *typed = "31.02.2022, long typed";
  g_autofree char *other = laptop_put (fixture->laptop, NULL, "project", NULL, "partnership", PARTNERSHIP,
                                       "title", "Other", "activity", "start_up", NULL);
  g_autoptr (LepRecord) record = get_record (fixture, "project", other);

  gtk_editable_set_text (get_entry (form, "start"), typed);
  LEP_FIELD_ROW_GET_CLASS (partnership)->display (partnership, PROGRAMME); /* as it is when it is picked */
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *picked = NULL;

      lep_form_set_record (form, fixture->laptop->workspace, record);
      g_assert_cmpstr (gtk_editable_get_text (get_entry (form, "start")), ==, "");
      set_deleted (fixture, i < 2);
      refresh (fixture, form);
      g_assert_cmpstr (gtk_editable_get_text (get_entry (form, "start")), ==, typed);
      g_assert_true (lep_field_row_read (partnership, &picked, NULL));
      g_assert_cmpstr (picked, ==, PROGRAMME);
      if (i < 2)
        expect_late (form, "start", typed);
    }
  g_assert_null (strstr (lep_field_row_get_error (start), "too late"));
  g_assert_true (lep_form_is_touched (form));
  g_assert_finalize_object (form);
}

static void
test_read_only_can_be_read (Fixture      *fixture,
                            gconstpointer data)
{
  LepForm *form;

  laptop_reopen (fixture->laptop, LEP_OPEN_READ);
  form = new_form (fixture);
  g_assert_false (gtk_editable_get_editable (get_entry (form, "title")));
  g_assert_true (gtk_widget_get_sensitive (GTK_WIDGET (get_entry (form, "title"))));
  g_assert_cmpstr (gtk_editable_get_text (get_entry (form, "title")), ==, "iSKOraK");
  g_assert_finalize_object (form);
}

static void
test_editors_have_names (Fixture      *fixture,
                         gconstpointer data)
{
  const LepKind *kind = lep_schema_kind ("project");
  LepForm       *form = new_form (fixture);

  for (guint i = 0; i < kind->n_fields; i++)
    {
      LepFieldRow *row = lep_form_get_row (form, kind->fields[i].name);

      if (row == NULL)
        continue;

      g_test_message ("%s", kind->fields[i].name);
      gtk_test_accessible_assert_property (GTK_ACCESSIBLE (LEP_FIELD_ROW_GET_CLASS (row)->get_editor (row)),
                                           GTK_ACCESSIBLE_PROPERTY_LABEL, lep_schema_label (kind->fields[i].label));
    }
  g_assert_finalize_object (form);
}

/* What a newer program wrote on the first laptop, as the second one gets it. */
static void
take_from_newer (Fixture    *fixture,
                 Laptop     *to,
                 const char *sets)
{
  g_autoptr (GPtrArray) parcels = laptop_pack (fixture->laptop);
  Parcel *last = g_ptr_array_index (parcels, parcels->len - 1);
  Parcel *next = g_new0 (Parcel, 1);

  next->context = lep_context_new ();
  next->received = last->received;
  next->received.n = last->received.n + 1;
  next->body = g_strdup_printf ("<change n=\"%" G_GINT64_FORMAT "\" at=\"2026-12-01T00:00:00.000Z\" by=\"\">"
                                "<row kind=\"project\" id=\"%s\">%s</row></change>",
                                next->received.n, fixture->project, sets);
  next->change = lep_change_new ();
  g_assert_true (lep_change_read (next->change, next->body, strlen (next->body), NULL));
  next->received.prev = last->received.hash;
  next->received.context = next->context;
  next->received.body = next->body;
  next->received.length = strlen (next->body);
  next->received.change = next->change;
  lep_chain_next (&next->received.prev, &next->received.context_hash, next->body, strlen (next->body), &next->received.hash);
  g_ptr_array_add (parcels, next);
  laptop_take (to, parcels);
}

static void
show_again (LepForm *form,
            Fixture *fixture,
            Laptop  *laptop)
{
  g_autoptr (LepRecord) record = lep_workspace_get_record (laptop->workspace, "project", fixture->project, NULL, NULL);

  g_assert_nonnull (record);
  lep_form_set_record (form, laptop->workspace, record);
}

/* The first laptop is left for the second one, which the form is of. */
static LepForm *
new_form_on (Fixture *fixture,
             Laptop  *laptop)
{
  LepForm *form = LEP_FORM (g_object_ref_sink (lep_form_build (lep_schema_kind ("project"), FALSE)));

  show_again (form, fixture, laptop);

  return form;
}

/* It comes while something is typed in its place. */
static void
test_unread_value_leaves_typing_alone (Fixture      *fixture,
                                       gconstpointer data)
{
  Laptop      *other = laptop_new (fixture->dir, 2);
  LepForm     *form;
  LepFieldRow *row;

  laptop_give (fixture->laptop, other);
  form = new_form_on (fixture, other);
  row = lep_form_get_row (form, "start");
  gtk_editable_set_text (get_entry (form, "start"), "1 Mar 2022");
  take_from_newer (fixture, other, "<set f=\"start\">next spring</set>");
  for (guint i = 0; i < 2; i++)
    {
      show_again (form, fixture, other);
      expect_late (form, "start", "1 Mar 2022");
    }

  lep_field_row_revert (row);
  lep_field_row_leave (row);
  g_assert_true (is_shown_line (GTK_WIDGET (row), "“next spring”"));
  g_assert_finalize_object (form);
  laptop_free (other);
}

static void
test_unread_value_is_told_and_kept (Fixture      *fixture,
                                    gconstpointer data)
{
  Laptop      *other = laptop_new (fixture->dir, 2);
  LepForm     *form;
  LepFieldRow *row;

  take_from_newer (fixture, other, "<set f=\"start\">next spring</set><set f=\"end\">2024-12-31</set>");
  form = new_form_on (fixture, other);
  row = lep_form_get_row (form, "start");
  g_assert_true (is_shown_line (GTK_WIDGET (row), "“next spring”"));
  g_assert_false (gtk_editable_get_editable (get_entry (form, "start")));
  g_assert_false (lep_form_is_touched (form));

  /* Going through it changes nothing. */
  lep_field_row_leave (row);
  g_assert_true (is_shown_line (GTK_WIDGET (row), "“next spring”"));

  /* Start and end are written together. */
  type_in (form, "end", "31 Dec 2025");
  laptop_expect (other, "SELECT \"end\" FROM k_project", "2025-12-31");
  laptop_expect (other, "SELECT field || ' ' || value FROM unknown", "start next spring");

  laptop_edit (other, NULL, "project", fixture->project, "start", "2024-03-01");
  show_again (form, fixture, other);
  g_assert_false (is_shown_line (GTK_WIDGET (row), "“next spring”"));
  g_assert_true (gtk_editable_get_editable (get_entry (form, "start")));
  g_assert_finalize_object (form);
  laptop_free (other);
}

/* What others wrote stays, though nobody could write it here; what is typed in its
 * place is refused aloud, or saved. */
static void
test_typing_over_what_is_refused_here (Fixture      *fixture,
                                       gconstpointer data)
{
  Laptop      *other = laptop_new (fixture->dir, 2);
  LepForm     *form;
  LepFieldRow *start, *groups, *summary;
  GtkWidget   *youth;

  take_from_newer (fixture, other, "<set f=\"start\">1889-01-01</set><set f=\"target_groups\">martians women</set><set f=\"summary\">a\302\205b</set>");
  form = new_form_on (fixture, other);
  start = lep_form_get_row (form, "start");
  groups = lep_form_get_row (form, "target_groups");
  summary = lep_form_get_row (form, "summary");
  g_assert_false (lep_form_is_touched (form));

  type_in (form, "start", "1 Jan 1890");
  g_assert_true (lep_field_row_is_changed (start));
  g_assert_nonnull (strstr (lep_field_row_get_error (start), "1990"));
  type_in (form, "start", "1 Jan 1990");
  laptop_expect (other, "SELECT start FROM k_project", "1990-01-01");

  youth = app_find (GTK_WIDGET (groups), app_is_label, lep_code_label ("target_group", "youth"));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (gtk_widget_get_ancestor (youth, GTK_TYPE_CHECK_BUTTON)), TRUE);
  lep_field_row_leave (groups);
  g_assert_nonnull (strstr (lep_field_row_get_error (groups), "martians"));

  gtk_text_buffer_set_text (get_buffer (form, "summary"), "b\302\205a", -1);
  lep_field_row_leave (summary);
  g_assert_nonnull (lep_field_row_get_error (summary));
  g_assert_finalize_object (form);
  laptop_free (other);
}

static void
test_conflict_and_absent_reference_are_marked (Fixture      *fixture,
                                               gconstpointer data)
{
  Laptop  *other = laptop_new (fixture->dir, 2);
  LepForm *form;

  laptop_edit (fixture->laptop, NULL, "project", fixture->project, "application", "0194c9e2-5b7c-7000-8000-0123456789ab");
  laptop_give (fixture->laptop, other);
  form = new_form (fixture);
  g_assert_false (is_shown_line (GTK_WIDGET (lep_form_get_row (form, "title")), "Several values"));
  g_assert_true (is_shown_line (GTK_WIDGET (lep_form_get_row (form, "application")), "Not on this laptop"));
  g_assert_false (lep_form_is_touched (form));
  g_assert_true (lep_form_flush (form));
  expect_stored (fixture, "application", "0194c9e2-5b7c-7000-8000-0123456789ab");

  laptop_edit (fixture->laptop, NULL, "project", fixture->project, "title", "Mine");
  laptop_edit (other, NULL, "project", fixture->project, "title", "Theirs");
  laptop_give (other, fixture->laptop);
  refresh (fixture, form);
  g_assert_true (is_shown_line (GTK_WIDGET (lep_form_get_row (form, "title")), "Several values"));
  g_assert_false (is_shown_line (GTK_WIDGET (lep_form_get_row (form, "reference")), "Several values"));

  /* Typing settles it. */
  type_in (form, "title", "Ours");
  refresh (fixture, form);
  g_assert_false (is_shown_line (GTK_WIDGET (lep_form_get_row (form, "title")), "Several values"));
  g_assert_finalize_object (form);
  laptop_free (other);
}

static void
test_draft_asks_for_what_is_missing (Fixture      *fixture,
                                     gconstpointer data)
{
  LepForm *form = LEP_FORM (g_object_ref_sink (lep_form_build (lep_schema_kind ("meeting"), TRUE)));
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;
  g_autoptr (LepRecord) record = NULL;

  lep_form_start (form, fixture->laptop->workspace);
  lep_form_preset (form, "partnership", PARTNERSHIP);
  gtk_editable_set_text (get_entry (form, "place"), "Zenica");
  g_assert_null (lep_form_create (form, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_INVALID);
  g_assert_nonnull (lep_field_row_get_error (lep_form_get_row (form, "held_on")));
  g_assert_cmpstr (gtk_editable_get_text (get_entry (form, "place")), ==, "Zenica");
  g_clear_error (&error);

  gtk_editable_set_text (get_entry (form, "held_on"), "2026-11-20");
  lep_form_preset (form, "kind", "quarterly");
  id = lep_form_create (form, &error);
  g_assert_no_error (error);
  record = get_record (fixture, "meeting", id);
  g_assert_cmpstr (lep_record_get (record, "held_on"), ==, "2026-11-20");
  g_assert_cmpstr (lep_record_get (record, "place"), ==, "Zenica");
  g_assert_cmpstr (lep_record_get (record, "partnership"), ==, PARTNERSHIP);
  g_assert_finalize_object (form);
}

static void
test_small_records_have_a_window (Fixture      *fixture,
                                  gconstpointer data)
{
  GtkWidget *parent = g_object_ref_sink (gtk_label_new ("a page"));
  GtkWidget *dialog = lep_record_dialog_new (parent, fixture->laptop->workspace, "tranche");

  lep_record_dialog_preset (LEP_RECORD_DIALOG (dialog), "project", fixture->project);
  g_object_ref (dialog);
  gtk_window_destroy (GTK_WINDOW (dialog));
  g_assert_finalize_object (dialog);
  g_assert_finalize_object (parent);
}

/* The hash of a file is the program's own affair. */
static void
test_what_a_file_tells_is_not_typed (Fixture      *fixture,
                                     gconstpointer data)
{
  GtkWidget *form = g_object_ref_sink (lep_form_build (lep_schema_kind ("document"), FALSE));

  lep_form_start (LEP_FORM (form), fixture->laptop->workspace);
  g_assert_nonnull (lep_form_get_row (LEP_FORM (form), "protocol_no"));
  g_assert_null (lep_form_get_row (LEP_FORM (form), "sha256"));
  g_assert_null (lep_form_get_row (LEP_FORM (form), "size"));
  g_assert_finalize_object (form);
}

/* What is shown was not typed: taking back ends with it, for this record and those
 * that were shown before. */
static void
test_undo_ends_with_what_is_shown (Fixture      *fixture,
                                   gconstpointer data)
{
  LepForm     *form = new_form (fixture);
  GtkEditable *entry = get_entry (form, "title");
  GtkWidget   *text = GTK_WIDGET (gtk_editable_get_delegate (entry));

  laptop_edit (fixture->laptop, PARTNERSHIP, "project", fixture->project, "title", "Another");
  refresh (fixture, form);
  gtk_widget_activate_action (text, "text.undo", NULL);
  g_assert_cmpstr (gtk_editable_get_text (entry), ==, "Another");
  gtk_editable_set_text (entry, "Another one");
  gtk_widget_activate_action (text, "text.undo", NULL);
  gtk_widget_activate_action (text, "text.undo", NULL);
  g_assert_cmpstr (gtk_editable_get_text (entry), ==, "Another");
  g_assert_finalize_object (form);
}

#define TEST(name) g_test_add ("/form/" #name, Fixture, NULL, set_up, test_##name, tear_down)

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  TEST (shows_what_is_stored);
  TEST (saves_when_left);
  TEST (leaving_untouched_writes_nothing);
  TEST (refused_stays_with_its_reason);
  TEST (refused_comes_back_with_its_record);
  TEST (both_dates_are_saved_together);
  TEST (refresh_leaves_typing_alone);
  TEST (escape_shows_what_came_meanwhile);
  TEST (what_came_too_late_stays);
  TEST (what_came_too_late_came_from_others_too);
  TEST (what_came_too_late_comes_back_with_its_record);
  TEST (read_only_can_be_read);
  TEST (editors_have_names);
  TEST (unread_value_is_told_and_kept);
  TEST (unread_value_leaves_typing_alone);
  TEST (typing_over_what_is_refused_here);
  TEST (conflict_and_absent_reference_are_marked);
  TEST (draft_asks_for_what_is_missing);
  TEST (small_records_have_a_window);
  TEST (what_a_file_tells_is_not_typed);
  TEST (undo_ends_with_what_is_shown);

  return g_test_run ();
}
