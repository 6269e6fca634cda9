/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The committee of a call: assessors to tick, a new one to add, and one button
 * that hands out what sheets are missing. */

#include <glib/gi18n.h>

#include "lep-office.h"
#include "lep-typed-text.h"
#include "lep-window.h"

#include "lep-committee-dialog.h"

struct _LepCommitteeDialog
{
  AdwWindow            parent_instance;

  GtkWidget           *assign_button;
  GtkLabel            *about_label;
  AdwPreferencesGroup *group;
  GtkEditable         *name_entry;
  GtkLabel            *error_label;

  LepWorkspace        *workspace;
  LepWindow           *window; /* weak */
  LepCallRanking      *ranking;
  GPtrArray           *checks;    /* GtkCheckButton with data "id", owned by the rows */
  guint                n_waiting; /* applications that are to be scored */
};

G_DEFINE_FINAL_TYPE (LepCommitteeDialog, lep_committee_dialog, ADW_TYPE_WINDOW)

static void
show_error (LepCommitteeDialog *self,
            const char         *text)
{
  gtk_label_set_label (self->error_label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), text != NULL);
}

/* Whether a name stands there that is not added yet. */
static gboolean
has_name (LepCommitteeDialog *self)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (self->name_entry)));

  return *name != '\0';
}

static void
update_button (LepCommitteeDialog *self)
{
  gboolean any = FALSE;

  for (guint i = 0; i < self->checks->len; i++)
    any = any || gtk_check_button_get_active (g_ptr_array_index (self->checks, i));
  any = any || has_name (self);
  gtk_widget_set_sensitive (self->assign_button, any && self->n_waiting > 0);
}

static gboolean
is_in_committee (LepCommitteeDialog *self,
                 const char         *id)
{
  for (guint i = 0; i < self->ranking->assessors->len; i++)
    if (g_strcmp0 (((const LepCallAssessor *) g_ptr_array_index (self->ranking->assessors, i))->id, id) == 0)
      return TRUE;
  return FALSE;
}

static void
add_row (LepCommitteeDialog *self,
         const char         *id,
         const char         *name,
         const char         *organisation,
         gboolean            ticked)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *check = gtk_check_button_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), organisation != NULL ? organisation : "");
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), ticked);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data_full (G_OBJECT (check), "id", g_strdup (id), g_free);
  g_signal_connect_object (check, "toggled", G_CALLBACK (update_button), self, G_CONNECT_SWAPPED);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  adw_preferences_group_add (self->group, row);
  g_ptr_array_add (self->checks, check);
}

static void
fill (LepCommitteeDialog *self)
{
  g_autoptr (LepQuery) query = lep_office_query_new (self->workspace, "assessor");
  g_autoptr (GPtrArray) assessors = NULL;

  lep_query_set_sort (query, "name", FALSE);
  assessors = lep_query_run (self->workspace, query, NULL);
  for (guint i = 0; assessors != NULL && i < assessors->len; i++)
    {
      LepRecord *assessor = g_ptr_array_index (assessors, i);

      add_row (self, lep_record_get_id (assessor), lep_record_get (assessor, "name"), lep_record_get (assessor, "organisation"),
               is_in_committee (self, lep_record_get_id (assessor)));
    }
  update_button (self);
}

static void
add_clicked_cb (LepCommitteeDialog *self)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (self->name_entry)));
  g_autoptr (LepEdit) edit = lep_edit_new (self->workspace);
  g_autoptr (GError) error = NULL;

  if (*name == '\0')
    {
      gtk_widget_grab_focus (GTK_WIDGET (self->name_entry));
      return;
    }
  if (lep_edit_row (edit, NULL, "assessor", NULL, &error))
    {
      lep_edit_set (edit, "name", name);
      lep_edit_set (edit, "votes", "1");
      if (lep_edit_commit (edit, &error))
        {
          add_row (self, lep_edit_last_id (edit), name, NULL, TRUE);
          gtk_editable_set_text (self->name_entry, "");
        }
    }
  show_error (self, error != NULL ? error->message : NULL);
}

static void
assign_clicked_cb (LepCommitteeDialog *self)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  guint            n_made = 0;

  /* A name that is not accepted stays there with the reason. */
  if (has_name (self))
    add_clicked_cb (self);
  if (has_name (self))
    return;

  for (guint i = 0; i < self->checks->len; i++)
    {
      GtkCheckButton *check = g_ptr_array_index (self->checks, i);

      if (gtk_check_button_get_active (check))
        g_ptr_array_add (ids, g_object_get_data (G_OBJECT (check), "id"));
    }
  g_ptr_array_add (ids, NULL);
  if (!lep_call_assign (self->workspace, self->ranking, (const char *const *) ids->pdata, &n_made, &error))
    {
      show_error (self, error->message);
      return;
    }
  text = n_made > 0 ? g_strdup_printf (ngettext ("%u score sheet handed out", "%u score sheets handed out", n_made), n_made)
                    : g_strdup (_ ("Everybody has their sheets already"));
  if (self->window != NULL)
    lep_window_toast (self->window, text, n_made > 0);
  gtk_window_destroy (GTK_WINDOW (self));
}

/* A name that was typed goes when that is asked for twice. */
static gboolean
close_request_cb (LepCommitteeDialog *self)
{
  if (lep_typed_text_may_go (GTK_WIDGET (self)))
    return GDK_EVENT_PROPAGATE;

  show_error (self, _ ("The assessor is not added yet. Cancel once more to throw away what you typed, or Enter in the name to add it."));
  return GDK_EVENT_STOP;
}

static gboolean
assign_key_cb (GtkWidget *widget,
               GVariant  *arguments,
               gpointer   user_data)
{
  LepCommitteeDialog *self = LEP_COMMITTEE_DIALOG (widget);

  if (gtk_widget_is_sensitive (self->assign_button))
    assign_clicked_cb (self);
  return TRUE;
}

/* How many applications wait for sheets now. */
static void
show_about (LepCommitteeDialog *self)
{
  const char      *ready = g_str_equal (self->ranking->stage, "concept") ? "admin_ok" : "full_admin_ok";
  g_autofree char *text = NULL;
  guint            n = 0;

  for (guint l = 0; l < self->ranking->lots->len; l++)
    {
      const LepLotRanking *lot = g_ptr_array_index (self->ranking->lots, l);

      for (guint i = 0; i < lot->applications->len; i++)
        n += g_strcmp0 (((const LepCallApplication *) g_ptr_array_index (lot->applications, i))->status, ready) == 0;
    }
  self->n_waiting = n;
  text = g_strdup_printf (ngettext ("Who is ticked gets a score sheet for the %u application that is in order and not scored yet. Each declares impartiality first.",
                                    "Who is ticked gets a score sheet for each of the %u applications that are in order and not scored yet. Each declares impartiality first.", n),
                          n);
  gtk_label_set_label (self->about_label, n > 0 ? text : _ ("No application is in order and waiting for points. Check the requirements first; then come back to hand out score sheets."));
}

static void
lep_committee_dialog_dispose (GObject *object)
{
  LepCommitteeDialog *self = LEP_COMMITTEE_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), LEP_TYPE_COMMITTEE_DIALOG);
  g_clear_object (&self->workspace);
  g_clear_weak_pointer (&self->window);
  g_clear_pointer (&self->ranking, lep_call_ranking_free);
  g_clear_pointer (&self->checks, g_ptr_array_unref);

  G_OBJECT_CLASS (lep_committee_dialog_parent_class)->dispose (object);
}

static void
lep_committee_dialog_class_init (LepCommitteeDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lep_committee_dialog_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/lep/ui/lep-committee-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, LepCommitteeDialog, assign_button);
  gtk_widget_class_bind_template_child (widget_class, LepCommitteeDialog, about_label);
  gtk_widget_class_bind_template_child (widget_class, LepCommitteeDialog, group);
  gtk_widget_class_bind_template_child (widget_class, LepCommitteeDialog, name_entry);
  gtk_widget_class_bind_template_child (widget_class, LepCommitteeDialog, error_label);
  gtk_widget_class_bind_template_callback (widget_class, update_button);
  gtk_widget_class_bind_template_callback (widget_class, add_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, assign_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, close_request_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, assign_key_cb, NULL);
}

static void
lep_committee_dialog_init (LepCommitteeDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->checks = g_ptr_array_new ();
}

void
lep_committee_dialog_open (GtkWidget    *parent,
                           LepWorkspace *workspace,
                           const char   *call)
{
  LepWindow *window = lep_window_of (parent);
  g_autoptr (GError) error = NULL;
  LepCallRanking     *ranking = lep_call_ranking_read (workspace, call, NULL, &error);
  LepCommitteeDialog *self;

  if (ranking == NULL)
    {
      if (window != NULL)
        lep_window_report_error (window, _ ("The call could not be read"), error);
      return;
    }
  self = g_object_new (LEP_TYPE_COMMITTEE_DIALOG, NULL);
  self->workspace = g_object_ref (workspace);
  self->ranking = ranking;
  g_set_weak_pointer (&self->window, window);
  if (window != NULL)
    gtk_window_set_transient_for (GTK_WINDOW (self), GTK_WINDOW (window));
  show_about (self);
  fill (self);
  lep_typed_text_begin (GTK_WIDGET (self));
  gtk_window_set_focus (GTK_WINDOW (self), self->checks->len > 0 ? GTK_WIDGET (g_ptr_array_index (self->checks, 0)) : GTK_WIDGET (self->name_entry));
  gtk_window_present (GTK_WINDOW (self));
}
