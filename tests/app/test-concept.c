/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an application was as a concept note is still told once it is a full one. */

#include "office-test.h"

#include "lep-concept-fold.h"
#include "lep-score-matrix.h"
#include "lep-tab.h"
#include "lep-unread.h"

/* Writes the fields, given as pairs, ended by NULL; @id: NULL = a new record.
 * Returns: (transfer full): its id */
static G_GNUC_NULL_TERMINATED char *
put (AppTest    *test,
     const char *kind,
     const char *id,
     ...)
{
  g_autoptr (LepEdit) edit = lep_edit_new (test->workspace);
  g_autoptr (GError) error = NULL;
  const char *field;
  va_list     pairs;

  lep_edit_row (edit, NULL, kind, id, &error);
  g_assert_no_error (error);
  lep_edit_again (edit);
  va_start (pairs, id);
  while ((field = va_arg (pairs, const char *)) != NULL)
    lep_edit_set (edit, field, va_arg (pairs, const char *));
  va_end (pairs);
  lep_edit_commit (edit, &error);
  g_assert_no_error (error);
  return g_strdup (lep_edit_last_id (edit));
}

#define PUT(...) g_free (put (test, __VA_ARGS__, NULL))

/* A call of two stages. */
static char *
make_call (AppTest *test)
{
  g_autoptr (LepRecord) other = find (test, "call", "reference", "JP-P2/2026");

  return put (test, "call", NULL, "programme", lep_record_get (other, "programme"), "reference", "JP-3/26", "title", "Call of two", "stages", "two", "status", "published", "currency", "BAM",
              "concept_deadline", "2026-02-01T12:00:00.000Z", "full_deadline", "2026-06-20T12:00:00.000Z", "concept_threshold", "20", NULL);
}

/* Two assessors give @points and one less. */
static void
add_sheets (AppTest    *test,
            const char *application,
            const char *criterion,
            int         points)
{
  static const char *const names[] = { "Amra Primjer", "Emir Uzorak" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (LepRecord) assessor = find (test, "assessor", "name", names[i]);
      g_autofree char *given = g_strdup_printf ("%d", points - (int) i);
      g_autofree char *sheet = put (test, "assessment", NULL, "application", application, "assessor", lep_record_get_id (assessor), "stage", "concept",
                                    "status", "open", "interest", "none", "impartial_on", "2026-02-03", NULL);

      PUT ("score", NULL, "application", application, "criterion", criterion, "assessor", lep_record_get_id (assessor), "points", given, "comment", i == 0 ? "Clearly argued" : NULL);
      PUT ("assessment", sheet, "status", "final");
    }
}

/* A concept note that was in order and preselected, and came as a full application that
 * lacks a signature. */
static LepRecord *
make_full (AppTest *test)
{
  static const char *const steps[] = { "received", "admin_ok", "scored", "preselected", "full_draft" };
  g_autoptr (LepRecord) other = find (test, "application", "reference", "JP-P2/2026-03");
  g_autofree char *call = make_call (test);
  g_autofree char *lot = put (test, "lot", NULL, "call", call, "number", "1", "title", "Crafts", NULL);
  g_autofree char *requirement = put (test, "requirement", NULL, "call", call, "position", "1", "text", "Signed and stamped", NULL);
  g_autofree char *criterion = put (test, "criterion", NULL, "call", call, "stage", "concept", "position", "1", "text", "Clear idea", "max_points", "50", NULL);
  g_autofree char *id = put (test, "application", NULL, "call", call, "lot", lot, "lead", lep_record_get (other, "lead"), "partnership", lep_record_get (other, "partnership"), "title", "Twice in",
                             "status", "draft", "stage", "concept", "received_at", "2026-01-30T09:00:00.000Z", "channel", "hand", "copies", "3", "requested", "10000000", "currency", "BAM", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      PUT ("application", id, "status", steps[i]);
      if (i == 0)
        PUT ("check", NULL, "application", id, "requirement", requirement, "answer", "yes", "note", "Seen on paper");
      if (i == 1)
        add_sheets (test, id, criterion, 40);
    }
  PUT ("application", id, "status", "full_received", "received_at", "2026-06-19T09:00:00.000Z", "channel", "post", "copies", "1", "requested", "30000000");
  PUT ("check", NULL, "application", id, "requirement", requirement, "answer", "no", "note", "No stamp");
  return find (test, "application", "title", "Twice in");
}

static gboolean
is_read (GtkWidget    *widget,
         gconstpointer data)
{
  return ADW_IS_ACTION_ROW (widget) && gtk_widget_get_ancestor (widget, GTK_TYPE_REVEALER) != NULL;
}

static GtkWidget *
unfold (GtkWidget *tab)
{
  GtkWidget *fold = app_find_type (tab, LEP_TYPE_CONCEPT_FOLD);

  g_assert_true (gtk_widget_get_visible (fold));
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (app_find_type (fold, ADW_TYPE_EXPANDER_ROW)), TRUE);
  app_wait_until (gtk_widget_get_mapped (app_find (fold, is_read, NULL)));
  return fold;
}

static void
test_check_of_then_is_told (AppTest      *test,
                            gconstpointer data)
{
  LepWindow *window = app_open (test);
  g_autoptr (LepRecord) full = make_full (test);
  g_autoptr (LepRecord) other = find (test, "application", "reference", "JP-P2/2026-03");
  GtkWidget *tab = tab_of (open_tab (window, full, "check"));
  GtkWidget *fold = unfold (tab);

  g_assert_true (shows (tab, "1 requirement is not met."));
  g_assert_true (shows (fold, "Received at: 30 Jan 2026, "));
  g_assert_true (shows (fold, "Received by: By hand · Copies: 3 · Requested: 100,000.00"));
  g_assert_true (shows (fold, "All requirements are met or do not apply."));
  g_assert_true (shows (fold, "1. Signed and stamped"));
  g_assert_true (shows (fold, "Seen on paper"));
  g_assert_false (shows (fold, "No stamp"));

  tab = tab_of (open_tab (window, other, "check"));
  g_assert_false (gtk_widget_get_visible (app_find_type (tab, LEP_TYPE_CONCEPT_FOLD)));
  app_close (window);
}

static void
test_points_of_then_are_told (AppTest      *test,
                              gconstpointer data)
{
  LepWindow *window = app_open (test);
  g_autoptr (LepRecord) full = make_full (test);
  g_autoptr (LepRecord) other = find (test, "application", "reference", "JP-P2/2026-03");
  GtkWidget *tab = tab_of (open_tab (window, full, "score"));
  GtkWidget *fold;

  app_wait_until (gtk_widget_get_visible (app_find_type (tab, LEP_TYPE_CONCEPT_FOLD)));
  fold = unfold (tab);
  g_assert_true (shows (fold, "Average: 39.5 / 50 points, threshold 20\nRank: 1 · Lot 1: Crafts · Preselected"));
  g_assert_nonnull (app_find_type (fold, LEP_TYPE_SCORE_MATRIX));
  g_assert_true (shows (fold, "Amra Primjer: Clearly argued"));
  g_assert_true (shows (tab, "Concept note · Impartiality declared on: 3 Feb 2026")); /* in the list of assessors */

  tab = tab_of (open_tab (window, other, "score"));
  app_settle ();
  g_assert_false (gtk_widget_get_visible (app_find_type (tab, LEP_TYPE_CONCEPT_FOLD)));
  app_close (window);
}

/* Who has still to score the concept note is not shown what the others gave it. */
static void
test_points_wait_for_the_own_sheet (AppTest      *test,
                                    gconstpointer data)
{
  LepWindow *window;
  g_autoptr (LepRecord) full = make_full (test);
  g_autoptr (LepRecord) marko = find (test, "assessor", "name", "Marko Uzorak");
  GtkWidget *tab, *fold;

  PUT ("assessment", NULL, "application", lep_record_get_id (full), "assessor", lep_record_get_id (marko), "stage", "concept", "status", "open", "interest", "none", "impartial_on", "2026-02-03");
  lep_workspace_set_meta (test->workspace, LEP_META_PERSON, "Marko Uzorak", NULL);
  window = app_open (test);
  tab = tab_of (open_tab (window, full, "score"));
  fold = app_find_type (tab, LEP_TYPE_CONCEPT_FOLD);
  app_wait_until (gtk_widget_get_visible (fold));
  g_assert_true (shows (fold, "What the others gave is shown once your sheet is final."));
  g_assert_null (app_find_type (fold, LEP_TYPE_SCORE_MATRIX));
  app_close (window);
}

/* A log that cannot be read does not make it an application that was no concept note. */
static void
test_what_cannot_be_read_is_said (AppTest      *test,
                                  gconstpointer data)
{
  static const char *const tabs[] = { "check", "score" };
  LepWindow               *window = app_open (test);
  g_autoptr (LepRecord) full = make_full (test);

  for (guint i = 0; i < G_N_ELEMENTS (tabs); i++)
    {
      GtkWidget *tab = tab_of (open_tab (window, full, tabs[i]));
      GtkWidget *fold = app_find_type (tab, LEP_TYPE_CONCEPT_FOLD);
      LepTab    *whole = LEP_TAB (gtk_widget_get_ancestor (tab, LEP_TYPE_TAB));

      app_wait_until (gtk_widget_get_visible (fold));
      app_rename_table (test->path, "change", "away");
      lep_tab_set_record (whole, test->workspace, full);
      app_wait_until (app_find_type (GTK_WIDGET (whole), LEP_TYPE_UNREAD) != NULL);
      g_assert_true (shows (GTK_WIDGET (whole), "The concept note could not be read"));
      g_assert_false (gtk_widget_get_visible (fold));
      app_rename_table (test->path, "away", "change");
      g_signal_emit_by_name (app_find_type (GTK_WIDGET (whole), LEP_TYPE_UNREAD), "again");
      app_wait_until (gtk_widget_get_visible (fold));
      g_assert_null (app_find_type (GTK_WIDGET (whole), LEP_TYPE_UNREAD));
    }
  app_close (window);
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
#define ADD(name) g_test_add ("/concept/" #name, AppTest, NULL, app_set_up, test_##name, app_tear_down)
  ADD (check_of_then_is_told);
  ADD (points_of_then_are_told);
  ADD (points_wait_for_the_own_sheet);
  ADD (what_cannot_be_read_is_said);
#undef ADD
  return g_test_run ();
}
