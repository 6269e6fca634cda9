/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The applications of a call by state, in the order of the life-cycle, read in a
 * thread. Each line opens the application where the work on it goes on, and has
 * the states that come next at its end. */

#include <glib/gi18n.h>
#include <string.h>

#include "lep-call-office.h"
#include "lep-currency.h"
#include "lep-field-text.h"
#include "lep-format.h"
#include "lep-language.h"
#include "lep-print-dialog.h"
#include "lep-query.h"
#include "lep-reading.h"
#include "lep-record-dialog.h"
#include "lep-state-button.h"
#include "lep-window.h"

#include "lep-board-page.h"

/* Of one state; what is more stands on the list of applications. */
#define MAX_ROWS 40

struct _LepBoardPage
{
  LepPage      parent_instance;

  GtkStack    *stack;
  GtkStack    *inner_stack;
  GtkWidget   *first_button;
  GtkDropDown *call_drop;
  GtkDropDown *stage_drop;
  GtkBox      *groups;

  GPtrArray   *calls; /* LepRecord */
  char        *call;
  gboolean     filling;
  LepReading  *reading;
};

/* What is read: of @call, or of the latest if that is NULL or not here. */
typedef struct
{
  char       *call;
  const char *stage; /* NULL = both */
  GPtrArray  *calls;
  GPtrArray  *applications; /* LepRecord */
  GHashTable *partnerships; /* id -> short name, where there is one */
} Board;

G_DEFINE_FINAL_TYPE (LepBoardPage, lep_board_page, LEP_TYPE_PAGE)

/* The tab where the work on an application in this state goes on. */
static const char *
tab_of_state (const char *state)
{
  static const char *const check[] = { "received", "full_received", "admin_rejected", NULL };
  static const char *const score[] = { "admin_ok", "scored", "full_admin_ok", "full_scored", "verified", "selected", "reserve", "rejected", "preselected", NULL };

  if (state != NULL && g_strv_contains (check, state))
    return "check";
  return state != NULL && g_strv_contains (score, state) ? "score" : "summary";
}

static void
row_activated_cb (GtkWidget *row,
                  gpointer   data)
{
  LepRecord      *application = g_object_get_data (G_OBJECT (row), "application");
  LepWindow      *window = lep_window_of (row);
  const LepTarget target = { .kind = "application", .id = lep_record_get_id (application), .tab = tab_of_state (lep_record_get (application, "status")) };

  if (window != NULL)
    lep_window_go (window, "applications", &target);
}

/* "JP-2/2021-07 · 10 March 2021 09:40 · By hand · 3 copies · LEP Zenica" */
static char *
describe (LepBoardPage *self,
          const Board  *board,
          LepRecord    *application)
{
  static const char *const fields[] = { "reference", "received_at", "channel" };
  GString                 *text = g_string_new (NULL);
  const char              *id = lep_record_get (application, "partnership");
  const char              *partnership = id != NULL ? g_hash_table_lookup (board->partnerships, id) : NULL;
  gint64                   copies;

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      const char      *value = lep_record_get (application, fields[i]);
      g_autofree char *label = value != NULL ? lep_field_label (lep_page_get_workspace (LEP_PAGE (self)), lep_kind_field (lep_record_get_kind (application), fields[i]), value) : NULL;

      if (label != NULL)
        g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", label);
    }
  if (lep_record_get_int64 (application, "copies", &copies))
    {
      g_string_append (text, " · ");
      g_string_append_printf (text, ngettext ("%d copy", "%d copies", (gulong) copies), (int) copies);
    }
  if (partnership != NULL)
    g_string_append_printf (text, " · %s", partnership);
  return g_string_free (text, FALSE);
}

static GtkWidget *
new_row (LepBoardPage *self,
         const Board  *board,
         LepRecord    *application)
{
  GtkWidget       *row = adw_action_row_new ();
  GtkWidget       *state = g_object_new (LEP_TYPE_STATE_BUTTON, NULL);
  g_autofree char *subtitle = describe (self, board, application);
  gint64           amount;

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), lep_record_get (application, "title"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 3);
  if (lep_record_get_int64 (application, "requested", &amount))
    {
      g_autofree char *currency = lep_currency_of_record (lep_page_get_workspace (LEP_PAGE (self)), application);
      g_autofree char *money = lep_format_money (lep_language_locale (), amount, currency);
      GtkWidget       *label = gtk_label_new (money);

      gtk_widget_add_css_class (label, "num");
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
    }
  lep_state_button_set_record (LEP_STATE_BUTTON (state), lep_page_get_workspace (LEP_PAGE (self)), application);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), state);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "application", g_object_ref (application), g_object_unref);
  g_signal_connect (row, "activated", G_CALLBACK (row_activated_cb), NULL);
  return row;
}

static void
more_activated_cb (GtkWidget    *row,
                   LepBoardPage *self)
{
  LepWindow       *window = lep_window_of (row);
  g_autofree char *filter = g_strdup_printf ("call=%s\nstatus=%s", self->call, (const char *) g_object_get_data (G_OBJECT (row), "state"));
  const LepTarget  target = { .kind = "application", .filter = filter };

  if (window != NULL)
    lep_window_go (window, "applications", &target);
}

static void
add_group (LepBoardPage  *self,
           const Board   *board,
           const LepCode *state,
           GPtrArray     *applications)
{
  GtkWidget       *group = adw_preferences_group_new ();
  g_autofree char *count = lep_format_count (lep_language_locale (), applications->len);
  GtkWidget       *badge = gtk_label_new (count);

  gtk_widget_add_css_class (group, "work");
  gtk_widget_add_css_class (badge, "badge");
  gtk_widget_set_valign (badge, GTK_ALIGN_CENTER);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), lep_schema_label (state->label));
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (group), badge);
  for (guint i = 0; i < MIN (applications->len, MAX_ROWS); i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), new_row (self, board, g_ptr_array_index (applications, i)));
  if (applications->len > MAX_ROWS)
    {
      GtkWidget *row = adw_action_row_new ();

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Show all"));
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      g_object_set_data (G_OBJECT (row), "state", (gpointer) state->code);
      g_signal_connect_object (row, "activated", G_CALLBACK (more_activated_cb), self, 0);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
    }
  gtk_box_append (self->groups, group);
}

static void
board_free (Board *board)
{
  g_free (board->call);
  g_clear_pointer (&board->calls, g_ptr_array_unref);
  g_clear_pointer (&board->applications, g_ptr_array_unref);
  g_hash_table_unref (board->partnerships);
  g_free (board);
}

static gboolean
read_partnerships (Board        *board,
                   LepWorkspace *workspace,
                   GError      **error)
{
  for (guint i = 0; i < board->applications->len; i++)
    {
      const char *id = lep_record_get (g_ptr_array_index (board->applications, i), "partnership");
      g_autoptr (LepRecord) partnership = NULL;
      g_autoptr (GError) failure = NULL;
      const char *name;

      if (id == NULL || g_hash_table_contains (board->partnerships, id))
        continue;
      partnership = lep_workspace_get_record (workspace, "partnership", id, NULL, &failure);
      if (partnership == NULL && !g_error_matches (failure, LEP_ERROR, LEP_ERROR_NOT_FOUND))
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
      name = partnership != NULL ? lep_record_get (partnership, "short_name") : NULL;
      g_hash_table_insert (board->partnerships, g_strdup (id),
                           name != NULL || partnership == NULL ? g_strdup (name) : lep_record_dup_title (partnership));
    }
  return TRUE;
}

/* The call that was asked for, or the one published last. */
static gboolean
read_calls (Board        *board,
            LepWorkspace *workspace,
            GError      **error)
{
  g_autoptr (LepQuery) query = lep_query_new ("call");

  lep_query_set_sort (query, "published_on", TRUE);
  board->calls = lep_query_run (workspace, query, error);
  if (board->calls == NULL)
    return FALSE;

  for (guint i = 0; i < board->calls->len; i++)
    if (g_strcmp0 (lep_record_get_id (g_ptr_array_index (board->calls, i)), board->call) == 0)
      return TRUE;
  g_free (board->call);
  board->call = board->calls->len > 0 ? g_strdup (lep_record_get_id (g_ptr_array_index (board->calls, 0))) : NULL;
  return TRUE;
}

static LepRecord *
find_call (GPtrArray  *calls,
           const char *id)
{
  for (guint i = 0; i < calls->len; i++)
    if (g_strcmp0 (lep_record_get_id (g_ptr_array_index (calls, i)), id) == 0)
      return g_ptr_array_index (calls, i);
  return NULL;
}

/* Whether applications to the call come as concept notes first. */
static gboolean
has_stages (GPtrArray  *calls,
            const char *id)
{
  LepRecord *call = find_call (calls, id);

  return call != NULL && g_strcmp0 (lep_record_get (call, "stages"), "two") == 0;
}

/* Leaves out what is of the other stage. */
static void
keep_stage (Board *board)
{
  LepRecord *call = find_call (board->calls, board->call);

  for (guint i = board->applications->len; i > 0; i--)
    if (g_strcmp0 (lep_application_stage (g_ptr_array_index (board->applications, i - 1), call), board->stage) != 0)
      g_ptr_array_remove_index (board->applications, i - 1);
}

static gboolean
read_board (LepWorkspace *workspace,
            gpointer      data,
            GError      **error)
{
  Board *board = data;
  g_autoptr (LepQuery) query = lep_query_new ("application");

  if (!read_calls (board, workspace, error))
    return FALSE;
  if (board->call == NULL)
    return TRUE;

  lep_query_add_filter (query, "call", board->call);
  lep_query_set_sort (query, "received_at", FALSE);
  board->applications = lep_query_run (workspace, query, error);
  if (board->applications != NULL && board->stage != NULL && has_stages (board->calls, board->call))
    keep_stage (board);
  return board->applications != NULL && read_partnerships (board, workspace, error);
}

/* The application of the row that has the focus, or NULL. */
static char *
dup_focused (LepBoardPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  for (GtkWidget *widget = root != NULL ? gtk_root_get_focus (root) : NULL; widget != NULL; widget = gtk_widget_get_parent (widget))
    {
      LepRecord *application = g_object_get_data (G_OBJECT (widget), "application");

      if (application != NULL && gtk_widget_is_ancestor (widget, GTK_WIDGET (self->groups)))
        return g_strdup (lep_record_get_id (application));
    }
  return NULL;
}

/* Whoever went on with an application by keys stays on its line. */
static void
focus_row (GtkWidget  *widget,
           const char *id)
{
  LepRecord *application = g_object_get_data (G_OBJECT (widget), "application");

  if (application != NULL && strcmp (lep_record_get_id (application), id) == 0)
    {
      gtk_widget_grab_focus (widget);
      return;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    focus_row (child, id);
}

static void
clear_groups (LepBoardPage *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->groups))) != NULL)
    gtk_box_remove (self->groups, child);
}

static void
show_groups (LepBoardPage *self,
             const Board  *board)
{
  const LepCodeList *states = lep_schema_code_list ("application_status");
  g_autofree char   *focused = dup_focused (self);

  clear_groups (self);
  if (board->applications == NULL)
    return;

  for (guint i = 0; i < states->n_codes; i++)
    {
      g_autoptr (GPtrArray) own = g_ptr_array_new ();

      for (guint a = 0; a < board->applications->len; a++)
        {
          const char *status = lep_record_get (g_ptr_array_index (board->applications, a), "status");

          if (strcmp (status != NULL ? status : "draft", states->codes[i].code) == 0)
            g_ptr_array_add (own, g_ptr_array_index (board->applications, a));
        }
      if (own->len > 0)
        add_group (self, board, &states->codes[i], own);
    }
  if (focused != NULL)
    focus_row (GTK_WIDGET (self->groups), focused);
}

static void
fill_calls (LepBoardPage *self)
{
  GtkStringList *names = GTK_STRING_LIST (gtk_drop_down_get_model (self->call_drop));
  guint          chosen = 0;

  self->filling = TRUE;
  gtk_string_list_splice (names, 0, g_list_model_get_n_items (G_LIST_MODEL (names)), NULL);
  for (guint i = 0; i < self->calls->len; i++)
    {
      LepRecord       *call = g_ptr_array_index (self->calls, i);
      g_autofree char *name = g_strdup_printf ("%s · %s", lep_record_get (call, "reference"), lep_record_get (call, "title"));

      gtk_string_list_append (names, name);
      if (g_strcmp0 (lep_record_get_id (call), self->call) == 0)
        chosen = i;
    }
  gtk_drop_down_set_selected (self->call_drop, chosen);
  self->filling = FALSE;
}

static void
board_read_cb (LepPage      *page,
               gpointer      data,
               const GError *error)
{
  LepBoardPage *self = LEP_BOARD_PAGE (page);
  LepWindow    *window = lep_window_of (GTK_WIDGET (page));
  Board        *board = data;

  if (error != NULL)
    {
      if (window != NULL)
        lep_window_report_error (window, _ ("The applications could not be read"), error);
      return;
    }
  g_clear_pointer (&self->calls, g_ptr_array_unref);
  self->calls = g_ptr_array_ref (board->calls);
  g_free (self->call);
  self->call = g_strdup (board->call);
  fill_calls (self);
  gtk_widget_set_visible (GTK_WIDGET (self->stage_drop), has_stages (self->calls, self->call));
  gtk_stack_set_visible_child_name (self->stack, self->calls->len > 0 ? "list" : "empty");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "board.ranking", self->call != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "page.new", self->call != NULL && lep_page_is_writable (page));
  gtk_widget_set_visible (self->first_button, lep_page_is_writable (page));
  gtk_stack_set_visible_child_name (self->inner_stack, board->applications != NULL && board->applications->len == 0 ? "nothing" : "groups");
  lep_page_set_can_print (page, self->call != NULL);
  show_groups (self, board);
}

static void
lep_board_page_refresh (LepPage *page)
{
  static const char *const stages[] = { NULL, "concept", "full" };
  LepBoardPage            *self = LEP_BOARD_PAGE (page);
  guint                    stage = gtk_drop_down_get_selected (self->stage_drop);
  Board                   *board = g_new0 (Board, 1);

  board->call = g_strdup (self->call);
  board->stage = stage < G_N_ELEMENTS (stages) ? stages[stage] : NULL;
  board->partnerships = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  lep_reading_start (self->reading, board);
}

/* What is shown, and read, belongs to another call or stage. */
static void
read_other (LepBoardPage *self)
{
  clear_groups (self);
  lep_reading_stop (self->reading);
  lep_board_page_refresh (LEP_PAGE (self));
}

static void
call_chosen_cb (LepBoardPage *self)
{
  guint index = gtk_drop_down_get_selected (self->call_drop);

  if (self->filling || self->calls == NULL || index >= self->calls->len)
    return;
  g_free (self->call);
  self->call = g_strdup (lep_record_get_id (g_ptr_array_index (self->calls, index)));
  read_other (self);
}

static void
stage_chosen_cb (LepBoardPage *self)
{
  read_other (self);
}

static void
lep_board_page_show_target (LepPage         *page,
                            const LepTarget *target)
{
  LepBoardPage *self = LEP_BOARD_PAGE (page);

  if (target->id == NULL || g_strcmp0 (target->id, self->call) == 0)
    return;
  g_free (self->call);
  self->call = g_strdup (target->id);
  read_other (self);
}

static void
lep_board_page_print (LepPage *page)
{
  lep_print_dialog_open (lep_window_of (GTK_WIDGET (page)), "call", LEP_BOARD_PAGE (page)->call, "application-register");
}

static void
ranking_action_cb (GtkWidget  *widget,
                   const char *action_name,
                   GVariant   *parameter)
{
  LepWindow      *window = lep_window_of (widget);
  const LepTarget target = { .kind = "call", .id = LEP_BOARD_PAGE (widget)->call };

  if (window != NULL)
    lep_window_go (window, "ranking", &target);
}

/* An application to the call that is shown. */
static void
new_action_cb (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  GtkWidget *dialog = lep_record_dialog_new (widget, lep_page_get_workspace (LEP_PAGE (widget)), "application");

  lep_record_dialog_preset (LEP_RECORD_DIALOG (dialog), "call", LEP_BOARD_PAGE (widget)->call);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
lep_board_page_dispose (GObject *object)
{
  LepBoardPage *self = LEP_BOARD_PAGE (object);

  g_clear_pointer (&self->reading, lep_reading_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), LEP_TYPE_BOARD_PAGE);
  g_clear_pointer (&self->calls, g_ptr_array_unref);
  g_clear_pointer (&self->call, g_free);

  G_OBJECT_CLASS (lep_board_page_parent_class)->dispose (object);
}

static void
lep_board_page_class_init (LepBoardPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lep_board_page_dispose;
  LEP_PAGE_CLASS (klass)->refresh = lep_board_page_refresh;
  LEP_PAGE_CLASS (klass)->show_target = lep_board_page_show_target;
  LEP_PAGE_CLASS (klass)->print = lep_board_page_print;

  gtk_widget_class_install_action (widget_class, "board.ranking", NULL, ranking_action_cb);
  gtk_widget_class_install_action (widget_class, "page.new", NULL, new_action_cb);
  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/lep/ui/lep-board-page.ui");
  gtk_widget_class_bind_template_child (widget_class, LepBoardPage, stack);
  gtk_widget_class_bind_template_child (widget_class, LepBoardPage, inner_stack);
  gtk_widget_class_bind_template_child (widget_class, LepBoardPage, first_button);
  gtk_widget_class_bind_template_child (widget_class, LepBoardPage, call_drop);
  gtk_widget_class_bind_template_child (widget_class, LepBoardPage, stage_drop);
  gtk_widget_class_bind_template_child (widget_class, LepBoardPage, groups);
  gtk_widget_class_bind_template_callback (widget_class, call_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, stage_chosen_cb);
}

static void
lep_board_page_init (LepBoardPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->reading = lep_reading_new (LEP_PAGE (self), read_board, board_read_cb, (GDestroyNotify) board_free);
}
