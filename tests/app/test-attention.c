/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Needs attention, every rule: the line says what is wrong and leads to the field
 * where it is put right; put away it stays so for everybody, until the facts change. */

#include "attention-call-cases.h"
#include "attention-cases.h"

#include "lep-day-dialog.h"
#include "lep-field-row.h"
#include "lep-field-text.h"
#include "lep-record-dialog.h"
#include "lep-record-panel.h"
#include "lep-state-button.h"

#define TODAY  "2026-11-21"
#define REASON "It is as it should be"

static const struct
{
  const Case *cases;
  guint       n_cases;
} lists[] = {
  { call_cases, G_N_ELEMENTS (call_cases) },
  { other_cases, G_N_ELEMENTS (other_cases) },
};

/* The one finding of the case, or NULL. */
static LepFinding *
find (const Case *self,
      GPtrArray  *findings)
{
  const char      *slash = strchr (self->record, '/');
  g_autofree char *id = world_id (slash + 1);
  LepFinding      *found = NULL;

  for (guint i = 0; i < findings->len; i++)
    {
      LepFinding *finding = g_ptr_array_index (findings, i);

      if (finding->rule != self->rule || strncmp (finding->kind, self->record, (gsize) (slash - self->record)) != 0 || !g_str_equal (finding->id, id) ||
          g_strcmp0 (finding->field, self->field) != 0 || (self->aspect != NULL && g_strcmp0 (finding->aspect, self->aspect) != 0))
        continue;
      g_assert_null (found);
      found = finding;
    }
  return found;
}

static GPtrArray *
look (Laptop     *laptop,
      GPtrArray **away)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *findings = lep_attention (laptop->workspace, TODAY, away, &error);

  g_assert_no_error (error);
  return findings;
}

typedef enum
{
  GONE,
  LISTED,
  AWAY,
} State;

/* On both laptops the line is there, is put away, or is not there. */
static void
expect (World      *world,
        const Case *self,
        State       state,
        const char *when)
{
  Laptop *laptops[] = { world->a, world->b };

  for (guint i = 0; i < G_N_ELEMENTS (laptops); i++)
    {
      g_autoptr (GPtrArray) away = NULL;
      g_autoptr (GPtrArray) findings = look (laptops[i], &away);
      const LepFinding *listed = find (self, findings), *put_away = find (self, away);
      State             seen = listed != NULL ? LISTED : put_away != NULL ? AWAY
                                                                          : GONE;

      if (seen != state)
        {
          for (guint j = 0; j < findings->len; j++)
            {
              const LepFinding *finding = g_ptr_array_index (findings, j);

              g_test_message ("there is %u %s.%s %s %s: %s", finding->rule, finding->kind, finding->field, finding->aspect, finding->id, finding->text);
            }
          g_test_message ("%s: %s on laptop %u it is %u", self->name, when, i + 1, seen);
          g_test_fail ();
        }
      if (put_away != NULL)
        g_assert_cmpstr (put_away->reason, ==, REASON);
    }
}

static gboolean
is_line (GtkWidget    *widget,
         gconstpointer text)
{
  return ADW_IS_ACTION_ROW (widget) && g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), text) == 0;
}

/* The field that the cursor is in; the button with the state is that of the state. */
static char *
dup_focused (GtkWidget *window)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (window));
  GtkWidget *row = focus != NULL ? gtk_widget_get_ancestor (focus, LEP_TYPE_FIELD_ROW) : NULL;

  if (row != NULL)
    return g_strdup (lep_field_row_get_name (LEP_FIELD_ROW (row)));
  if (focus != NULL && gtk_widget_get_ancestor (focus, LEP_TYPE_STATE_BUTTON) != NULL)
    return g_strdup ("state");
  return g_strdup (GTK_IS_TOGGLE_BUTTON (focus) ? "tab" : focus != NULL ? G_OBJECT_TYPE_NAME (focus)
                                                                        : "nothing");
}

/* Where the line leads to: the record, and the cursor in the field of it; or a part of
 * the record, or a list. */
static char *
dup_place (World      *world,
           LepWindow  *window,
           const char *record)
{
  GtkWidget       *dialog = app_find_window (LEP_TYPE_RECORD_DIALOG);
  GtkWidget       *step = app_find_window (LEP_TYPE_DAY_DIALOG);
  GtkWidget       *page = GTK_WIDGET (lep_window_get_page (window));
  GtkWidget       *panel = app_find_type (page, LEP_TYPE_RECORD_PANEL);
  LepRecord       *shown = panel != NULL && gtk_widget_get_mapped (panel) ? lep_record_panel_get_record (LEP_RECORD_PANEL (panel)) : NULL;
  const char      *slash = strchr (record, '/');
  g_autofree char *id = world_id (slash + 1);
  g_autofree char *kind = g_strndup (record, (gsize) (slash - record));
  g_autofree char *focused = dup_focused (dialog != NULL ? dialog : GTK_WIDGET (window));

  if (step != NULL)
    {
      g_autofree char *field = dup_focused (step);

      return g_strdup_printf ("step %s", field);
    }
  if (dialog != NULL)
    {
      g_autoptr (LepRecord) meant = lep_workspace_get_record (world->a->workspace, kind, id, NULL, NULL);
      g_autofree char *label = lep_record_label (world->a->workspace, meant);

      g_assert_true (app_has_label (dialog, label));
      return g_strdup_printf ("dialog %s", focused);
    }
  if (shown == NULL)
    return g_strdup_printf ("list %s", gtk_stack_get_visible_child_name (GTK_STACK (gtk_widget_get_parent (page))));
  g_assert_cmpstr (lep_record_get_id (shown), ==, id);
  return g_strdup_printf ("%s %s", lep_record_panel_get_tab (LEP_RECORD_PANEL (panel)), focused);
}

static void
open_line (World      *world,
           const Case *self,
           const char *text)
{
  LepWindow       *window = lep_window_new (NULL, world->a->path);
  GtkWidget       *line;
  g_autofree char *place = NULL;

  g_object_ref (window);
  lep_window_set_workspace (window, world->a->workspace);
  gtk_window_present (GTK_WINDOW (window));
  lep_window_go_top (window, "attention");
  app_wait_until ((line = app_find (GTK_WIDGET (lep_window_get_page (window)), is_line, text)) != NULL);
  g_signal_emit_by_name (line, "activated");
  app_settle ();
  place = dup_place (world, window, self->record);
  if (g_strcmp0 (place, self->place) != 0)
    {
      g_test_message ("PLACE %s: %s", self->name, place); /* leads elsewhere */
      g_test_fail ();
    }
  while ((line = app_find_window (LEP_TYPE_RECORD_DIALOG)) != NULL || (line = app_find_window (LEP_TYPE_DAY_DIALOG)) != NULL)
    gtk_window_destroy (GTK_WINDOW (line));
  app_close (window);
}

/* A value for the field of the finding, or records. */
static void
write_either (Laptop     *laptop,
              const Case *self,
              const char *texts,
              void (*write) (Laptop     *laptop,
                             const char *text))
{
  g_autofree char *one = NULL;

  if (strchr (texts, '/') == NULL)
    one = g_strdup_printf ("%s %s=%s", self->record, self->field, texts);
  world_write (laptop, one != NULL ? one : texts, write);
}

static void
put_away (World      *world,
          const Case *self)
{
  g_autoptr (GPtrArray) findings = look (world->a, NULL);
  g_autoptr (GPtrArray) one = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (one, find (self, findings));
  lep_attention_put_away (world->a->workspace, one, REASON, &error);
  g_assert_no_error (error);
}

static void
test_case (World        *world,
           gconstpointer data)
{
  const Case *self = data;
  g_autoptr (GPtrArray) findings = NULL;
  const LepFinding *finding;

  world_write (world->a, self->data, world_merge_one);
  world_share (world);
  world_write (world->b, self->there, world_merge_one);
  world_write_twin (world, self->twin);
  world_write (world->a, self->here, world_merge_one);
  world_share (world);
  expect (world, self, LISTED, "at first");

  findings = look (world->a, NULL);
  finding = find (self, findings);
  if (finding == NULL)
    return;
  if (g_strcmp0 (finding->text, self->text) != 0)
    {
      g_test_message ("TEXT %s: %s", self->name, finding->text);
      g_test_fail ();
    }
  open_line (world, self, finding->text);

  put_away (world, self);
  world_share (world);
  expect (world, self, AWAY, "put away");
  if (self->again != NULL)
    {
      write_either (world->b, self, self->again, world_merge_one);
      world_share (world);
      expect (world, self, LISTED, "with other facts");
    }
  if (self->cure != NULL)
    {
      /* By who wrote last: the clocks of the two stand still. */
      write_either (self->again != NULL ? world->b : world->a, self, self->cure, world_edit_one);
      world_share (world);
      expect (world, self, GONE, "put right");
    }
}

static gboolean
is_save (GtkWidget    *widget,
         gconstpointer data)
{
  return GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), "_Save") == 0;
}

static char *
dup_state (World *world)
{
  g_autofree char *id = world_id ("t");
  g_autoptr (LepRecord) tranche = lep_workspace_get_record (world->a->workspace, "tranche", id, NULL, NULL);

  return g_strdup_printf ("%s %s", lep_record_get (tranche, "status"), lep_record_get (tranche, "requested_on"));
}

/* Also what nobody marked as due is requested from its line, in one step. */
static void
test_a_tranche_is_requested_from_its_line (World        *world,
                                           gconstpointer data)
{
  static const char text[] = "Tranche 1 was due on 21 Nov 2026 and is not requested.";
  LepWindow        *window = lep_window_new (NULL, world->a->path);
  GtkWidget        *line, *dialog;
  g_autofree char  *today = NULL, *requested = NULL, *taken = NULL, *back = NULL;

  world_write (world->a, "tranche/t project=@project number=1 percent=10000 amount=100000 status=planned due_on=2026-11-21", world_merge_one);
  g_object_ref (window);
  lep_window_set_workspace (window, world->a->workspace);
  gtk_window_present (GTK_WINDOW (window));
  lep_window_go_top (window, "attention");
  app_wait_until ((line = app_find (GTK_WIDGET (lep_window_get_page (window)), is_line, text)) != NULL);
  g_signal_emit_by_name (line, "activated");
  dialog = app_find_window (LEP_TYPE_DAY_DIALOG);
  g_assert_nonnull (dialog);
  g_signal_emit_by_name (app_find (dialog, is_save, NULL), "clicked");
  g_assert_null (app_find_window (LEP_TYPE_DAY_DIALOG));
  taken = dup_state (world);
  today = lep_workspace_dup_today (world->a->workspace);
  requested = g_strdup_printf ("requested %s", today);
  g_assert_cmpstr (taken, ==, requested);
  app_wait_until (app_find (GTK_WIDGET (lep_window_get_page (window)), is_line, text) == NULL);

  g_action_group_activate_action (G_ACTION_GROUP (window), "undo", NULL);
  app_settle ();
  back = dup_state (world);
  g_assert_cmpstr (back, ==, "planned (null)");
  app_close (window);
}

static gboolean
is_of (const Case             *self,
       const LepAttentionRule *rule)
{
  const char *slash = strchr (self->record, '/');

  return self->rule == rule->rule && strncmp (rule->kind, self->record, (gsize) (slash - self->record)) == 0 &&
         g_strcmp0 (self->field, rule->field) == 0 && g_strcmp0 (self->aspect, rule->aspect) == 0;
}

/* Each statement of the rules has its case here. */
static void
test_every_rule_has_a_case (void)
{
  for (guint i = 0; i < lep_attention_n_rules; i++)
    {
      const LepAttentionRule *rule = &lep_attention_rules[i];
      gboolean                has_case = FALSE;

      for (guint list = 0; list < G_N_ELEMENTS (lists); list++)
        for (guint j = 0; !has_case && j < lists[list].n_cases; j++)
          has_case = is_of (&lists[list].cases[j], rule);
      if (!has_case)
        {
          g_test_message ("There is no case for rule %u, %s.%s, %s", rule->rule, rule->kind, rule->field, rule->aspect);
          g_test_fail ();
        }
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add_func ("/attention/every-rule-has-a-case", test_every_rule_has_a_case);
  g_test_add ("/attention/a-tranche-is-requested-from-its-line", World, NULL, world_set_up, test_a_tranche_is_requested_from_its_line, world_tear_down);
  for (guint list = 0; list < G_N_ELEMENTS (lists); list++)
    for (guint i = 0; i < lists[list].n_cases; i++)
      {
        g_autofree char *path = g_strconcat ("/attention/", lists[list].cases[i].name, NULL);

        g_test_add (path, World, &lists[list].cases[i], world_set_up, test_case, world_tear_down);
      }

  return g_test_run ();
}
