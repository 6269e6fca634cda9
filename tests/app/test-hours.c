/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hours where people change them: in place, by the calendar, and with a step of a
 * life-cycle, in languages that write a word between day and hour. */

#include "../store/lep-store-test.h"

#include "app-test.h"

#include "lep-calendar-button.h"
#include "lep-form-build.h"
#include "lep-language.h"
#include "lep-state-button.h"

typedef struct
{
  char   *dir;
  Laptop *laptop;
  char   *call, *application;
} Fixture;

static void
set_language (const char *tag)
{
  g_autoptr (GSettings) settings = g_settings_new (LEP_APPLICATION_ID);

  g_settings_set_string (settings, "language", tag);
  lep_language_apply (settings);
}

/* @data: the language. An application that came 30 minutes late. */
static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  g_autofree char *lead = NULL;

  fixture->dir = lep_test_dir ();
  fixture->laptop = laptop_new (fixture->dir, 1);
  g_free (laptop_put (fixture->laptop, "programme", "programme", PROGRAMME, "name", "Programme", "currency", "BAM", NULL));
  fixture->call = laptop_put (fixture->laptop, NULL, "call", NULL, "programme", PROGRAMME, "reference", "JP-1", "title", "Call", "stages", "one",
                              "status", "published", "full_deadline", "2027-04-03T12:00:00.000Z", NULL);
  lead = laptop_put (fixture->laptop, NULL, "organisation", NULL, "name", "Agency", "actor_group", "ngo", NULL);
  fixture->application = laptop_put (fixture->laptop, NULL, "application", NULL, "call", fixture->call, "lead", lead, "title", "Welders",
                                     "stage", "full", "status", "late", "received_at", "2027-04-03T12:30:00.000Z", NULL);
  set_language (data);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  set_language ("");
  g_assert_finalize_object (g_steal_pointer (&fixture->laptop->workspace));
  laptop_free (fixture->laptop);
  g_free (fixture->call);
  g_free (fixture->application);
  lep_test_dir_free (fixture->dir);
}

static LepRecord *
get_record (Fixture    *fixture,
            const char *kind,
            const char *id)
{
  LepRecord *record = lep_workspace_get_record (fixture->laptop->workspace, kind, id, NULL, NULL);

  g_assert_nonnull (record);
  return record;
}

static LepForm *
new_call_form (Fixture *fixture)
{
  LepForm *form = LEP_FORM (g_object_ref_sink (lep_form_build (lep_schema_kind ("call"), FALSE)));
  g_autoptr (LepRecord) record = get_record (fixture, "call", fixture->call);

  lep_form_set_record (form, fixture->laptop->workspace, record);
  return form;
}

/* Puts @new_hour in place of @old_hour in what is shown. */
static void
retype (GtkEditable *entry,
        const char  *old_hour,
        const char  *new_hour)
{
  g_autoptr (GString) text = g_string_new (gtk_editable_get_text (entry));

  g_assert_cmpuint (g_string_replace (text, old_hour, new_hour, 0), ==, 1);
  gtk_editable_set_text (entry, text->str);
}

static void
test_hour_is_changed_in_place (Fixture      *fixture,
                               gconstpointer data)
{
  LepForm         *form = new_call_form (fixture);
  LepFieldRow     *row = lep_form_get_row (form, "full_deadline");
  GtkEditable     *entry = GTK_EDITABLE (LEP_FIELD_ROW_GET_CLASS (row)->get_editor (row));
  g_autofree char *before = g_strdup (gtk_editable_get_text (entry));

  g_assert_false (lep_field_row_is_changed (row));
  retype (entry, "14:00", "15:00");
  lep_field_row_leave (row);
  g_assert_null (lep_field_row_get_error (row));
  laptop_expect (fixture->laptop, "SELECT full_deadline FROM k_call", "2027-04-03T13:00:00.000Z");
  retype (entry, "15:00", "14:00");
  g_assert_cmpstr (gtk_editable_get_text (entry), ==, before);
  g_assert_finalize_object (form);
}

static void
test_calendar_keeps_the_hour (Fixture      *fixture,
                              gconstpointer data)
{
  LepForm     *form = new_call_form (fixture);
  LepFieldRow *row = lep_form_get_row (form, "full_deadline");
  GtkWidget   *button = app_find_type (GTK_WIDGET (row), LEP_TYPE_CALENDAR_BUTTON);
  GtkCalendar *calendar = GTK_CALENDAR (gtk_widget_get_template_child (button, LEP_TYPE_CALENDAR_BUTTON, "calendar"));
  g_autoptr (GDateTime) day = g_date_time_new_local (2027, 11, 15, 0, 0, 0);

  gtk_calendar_select_day (calendar, day);
  lep_field_row_leave (row);
  laptop_expect (fixture->laptop, "SELECT full_deadline FROM k_call", "2027-11-15T13:00:00.000Z");
  g_assert_finalize_object (form);
}

/* Where no hour stands, none is made up: it is to be written behind the day. */
static void
test_calendar_leaves_the_hour_to_be_written (Fixture      *fixture,
                                             gconstpointer data)
{
  LepForm     *form = new_call_form (fixture);
  LepFieldRow *row = lep_form_get_row (form, "questions_until");
  GtkEditable *entry = GTK_EDITABLE (LEP_FIELD_ROW_GET_CLASS (row)->get_editor (row));
  GtkWidget   *button = app_find_type (GTK_WIDGET (row), LEP_TYPE_CALENDAR_BUTTON);
  GtkCalendar *calendar = GTK_CALENDAR (gtk_widget_get_template_child (button, LEP_TYPE_CALENDAR_BUTTON, "calendar"));
  g_autoptr (GDateTime) day = g_date_time_new_local (2027, 11, 15, 0, 0, 0);
  g_autofree char *text = NULL;

  gtk_calendar_select_day (calendar, day);
  g_assert_true (g_str_has_suffix (gtk_editable_get_text (entry), " "));
  lep_field_row_leave (row);
  g_assert_nonnull (lep_field_row_get_error (row));
  laptop_expect (fixture->laptop, "SELECT questions_until FROM k_call", NULL);
  text = g_strconcat (gtk_editable_get_text (entry), "9:30", NULL);
  gtk_editable_set_text (entry, text);
  lep_field_row_leave (row);
  g_assert_null (lep_field_row_get_error (row));
  laptop_expect (fixture->laptop, "SELECT questions_until FROM k_call", "2027-11-15T08:30:00.000Z");
  g_assert_finalize_object (form);
}

static gboolean
is_weekday (GtkWidget    *widget,
            gconstpointer text)
{
  return GTK_IS_LABEL (widget) && gtk_widget_has_css_class (widget, "day-name") && g_str_equal (gtk_label_get_label (GTK_LABEL (widget)), text);
}

/* Also where the C library has only its own locale, as here. */
static void
test_calendar_is_in_the_language (Fixture      *fixture,
                                  gconstpointer language)
{
  GtkWidget *button = g_object_ref_sink (g_object_new (LEP_TYPE_CALENDAR_BUTTON, NULL));
  GtkWidget *calendar = GTK_WIDGET (gtk_widget_get_template_child (button, LEP_TYPE_CALENDAR_BUTTON, "calendar"));
  GtkStack  *months = GTK_STACK (app_find_type (calendar, GTK_TYPE_STACK));

  for (int i = 0; i < 12; i++)
    {
      g_autoptr (GDateTime) day = g_date_time_new_local (2027, i + 1, 15, 0, 0, 0);

      gtk_calendar_select_day (GTK_CALENDAR (calendar), day);
      g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (gtk_stack_get_visible_child (months))), ==, lep_locale_find (language)->months_alone[i]);
    }
  for (guint i = 0; i < 7; i++)
    g_assert_nonnull (app_find (calendar, is_weekday, lep_locale_find (language)->days_short[i]));
  g_assert_finalize_object (button);
}

/* Clicks what leads to the state "full_received" and is labelled so, with dots. */
static void
choose_full_received (GtkWidget *button)
{
  g_autofree char *label = g_strconcat (lep_code_label ("application_status", "full_received"), "…", NULL);
  GtkWidget       *choices = GTK_WIDGET (gtk_widget_get_template_child (button, LEP_TYPE_STATE_BUTTON, "choices"));

  for (GtkWidget *choice = gtk_widget_get_first_child (choices); choice != NULL; choice = gtk_widget_get_next_sibling (choice))
    if (g_strcmp0 (gtk_button_get_label (GTK_BUTTON (choice)), label) == 0)
      {
        g_signal_emit_by_name (choice, "clicked");
        return;
      }
  g_assert_not_reached ();
}

static void
test_hour_is_changed_with_the_state (Fixture      *fixture,
                                     gconstpointer data)
{
  GtkWidget *button = g_object_ref_sink (g_object_new (LEP_TYPE_STATE_BUTTON, NULL));
  GtkWidget *move = GTK_WIDGET (gtk_widget_get_template_child (button, LEP_TYPE_STATE_BUTTON, "move_button"));
  GtkLabel  *error = GTK_LABEL (gtk_widget_get_template_child (button, LEP_TYPE_STATE_BUTTON, "error_label"));
  g_autoptr (LepRecord) record = get_record (fixture, "application", fixture->application);

  lep_state_button_set_record (LEP_STATE_BUTTON (button), fixture->laptop->workspace, record);
  choose_full_received (button);
  retype (GTK_EDITABLE (gtk_widget_get_template_child (button, LEP_TYPE_STATE_BUTTON, "needs_entry")), "14:30", "13:30");
  g_signal_emit_by_name (move, "clicked");
  g_assert_cmpstr (gtk_label_get_label (error), ==, "");
  laptop_expect (fixture->laptop, "SELECT status || ' ' || received_at FROM k_application", "full_received 2027-04-03T11:30:00.000Z");
  g_clear_object (&record);
  g_assert_finalize_object (button);
}

int
main (int   argc,
      char *argv[])
{
  static const char *const languages[] = { "en", "bs", "hr", "sr-Cyrl", "sr-Latn", "mk" };

  g_setenv ("GSETTINGS_BACKEND", "memory", TRUE);
  g_setenv ("TZ", "Europe/Sarajevo", TRUE);
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      g_autofree char *in_place = g_strconcat ("/hours/changed-in-place/", languages[i], NULL);
      g_autofree char *calendar = g_strconcat ("/hours/calendar-keeps-the-hour/", languages[i], NULL);
      g_autofree char *behind = g_strconcat ("/hours/calendar-leaves-the-hour-to-be-written/", languages[i], NULL);
      g_autofree char *names = g_strconcat ("/hours/calendar-is-in-the-language/", languages[i], NULL);
      g_autofree char *state = g_strconcat ("/hours/changed-with-the-state/", languages[i], NULL);

      g_test_add (in_place, Fixture, languages[i], set_up, test_hour_is_changed_in_place, tear_down);
      g_test_add (calendar, Fixture, languages[i], set_up, test_calendar_keeps_the_hour, tear_down);
      g_test_add (behind, Fixture, languages[i], set_up, test_calendar_leaves_the_hour_to_be_written, tear_down);
      g_test_add (names, Fixture, languages[i], set_up, test_calendar_is_in_the_language, tear_down);
      g_test_add (state, Fixture, languages[i], set_up, test_hour_is_changed_with_the_state, tear_down);
    }

  return g_test_run ();
}
