/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All that needs attention, grouped by what it is about. The rules are read in
 * a thread; each line opens the field concerned. */

#include <glib/gi18n.h>

#include "lep-attention.h"
#include "lep-finding-row.h"
#include "lep-format.h"
#include "lep-language.h"
#include "lep-window.h"

#include "lep-attention-page.h"

/* Of one group; the others are counted in its last line. */
#define MAX_ROWS 40

struct _LepAttentionPage
{
  LepPage       parent_instance;

  GtkStack     *stack;
  GtkBox       *groups;
  GCancellable *cancellable;
  gboolean      again; /* something changed while the rules were read */
};

typedef struct
{
  char      *path;
  char      *today;
  GPtrArray *findings;
} Reading;

G_DEFINE_FINAL_TYPE (LepAttentionPage, lep_attention_page, LEP_TYPE_PAGE)

static void start_reading (LepAttentionPage *self);

static void
reading_free (Reading *reading)
{
  g_free (reading->path);
  g_free (reading->today);
  g_clear_pointer (&reading->findings, g_ptr_array_unref);
  g_free (reading);
}

static gboolean
read_in_thread (gpointer      data,
                LepProgress  *progress,
                GCancellable *cancellable,
                GError      **error)
{
  Reading *reading = data;
  g_autoptr (LepClock) clock = lep_clock_new ();
  g_autoptr (LepWorkspace) workspace = lep_workspace_open (reading->path, LEP_OPEN_READ, clock, error);

  if (workspace == NULL)
    return FALSE;

  reading->findings = lep_attention (workspace, reading->today, NULL, error);

  return reading->findings != NULL;
}

static void
add_group (LepAttentionPage *self,
           GPtrArray        *findings,
           guint             group)
{
  LepWorkspace    *workspace = lep_page_get_workspace (LEP_PAGE (self));
  GtkWidget       *widget = adw_preferences_group_new ();
  g_autofree char *count = lep_format_count (lep_language_locale (), findings->len);
  GtkWidget       *label = gtk_label_new (count);

  gtk_widget_add_css_class (widget, "work");
  gtk_widget_add_css_class (label, "badge");
  gtk_widget_set_valign (label, GTK_ALIGN_CENTER);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (widget), lep_finding_group_title (group));
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (widget), label);

  for (guint i = 0; i < MIN (findings->len, MAX_ROWS); i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (widget),
                               lep_finding_row_new (workspace, g_ptr_array_index (findings, i)));
  if (findings->len > MAX_ROWS)
    {
      guint            more = findings->len - MAX_ROWS;
      g_autofree char *text = g_strdup_printf (ngettext ("and %u more", "and %u more", more), more);
      GtkWidget       *row = adw_action_row_new ();

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), text);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (widget), row);
    }
  gtk_box_append (self->groups, widget);
}

static void
show_findings (LepAttentionPage *self,
               GPtrArray        *findings)
{
  LepWindow       *window = lep_window_of (GTK_WIDGET (self));
  g_autofree char *subtitle = NULL;
  GtkWidget       *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->groups))) != NULL)
    gtk_box_remove (self->groups, child);

  for (guint group = 0; group < LEP_N_FINDING_GROUPS; group++)
    {
      g_autoptr (GPtrArray) own = g_ptr_array_new ();

      for (guint i = 0; i < findings->len; i++)
        {
          LepFinding *finding = g_ptr_array_index (findings, i);

          if (lep_finding_group (finding) == group)
            g_ptr_array_add (own, finding);
        }
      if (own->len > 0)
        add_group (self, own, group);
    }

  subtitle = g_strdup_printf (ngettext ("%u point", "%u points", findings->len), findings->len);
  lep_page_set_subtitle (LEP_PAGE (self), findings->len > 0 ? subtitle : "");
  gtk_stack_set_visible_child_name (self->stack, findings->len > 0 ? "list" : "empty");
  if (window != NULL)
    lep_window_set_count (window, "attention", findings->len, "attention");
}

static void
read_done_cb (GtkWidget    *owner,
              gpointer      data,
              const GError *error)
{
  LepAttentionPage *self = LEP_ATTENTION_PAGE (owner);
  LepWindow        *window = lep_window_of (owner);
  Reading          *reading = data;

  g_clear_object (&self->cancellable);
  if (error != NULL && window != NULL)
    lep_window_report_error (window, _ ("The rules could not be looked at"), error);
  else if (error == NULL)
    show_findings (self, reading->findings);

  if (self->again)
    start_reading (self);
}

static void
start_reading (LepAttentionPage *self)
{
  Reading *reading;

  self->again = self->cancellable != NULL;
  if (self->again)
    return;

  reading = g_new0 (Reading, 1);
  reading->path = g_strdup (lep_workspace_get_path (lep_page_get_workspace (LEP_PAGE (self))));
  reading->today = lep_window_dup_today ();
  self->cancellable = g_cancellable_new ();
  lep_job_run_quietly (GTK_WIDGET (self), self->cancellable, read_in_thread, read_done_cb,
                       reading, (GDestroyNotify) reading_free);
}

static void
lep_attention_page_refresh (LepPage *page)
{
  start_reading (LEP_ATTENTION_PAGE (page));
}

static void
lep_attention_page_dispose (GObject *object)
{
  LepAttentionPage *self = LEP_ATTENTION_PAGE (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), LEP_TYPE_ATTENTION_PAGE);

  G_OBJECT_CLASS (lep_attention_page_parent_class)->dispose (object);
}

static void
lep_attention_page_class_init (LepAttentionPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lep_attention_page_dispose;
  LEP_PAGE_CLASS (klass)->refresh = lep_attention_page_refresh;

  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/lep/ui/lep-attention-page.ui");
  gtk_widget_class_bind_template_child (widget_class, LepAttentionPage, stack);
  gtk_widget_class_bind_template_child (widget_class, LepAttentionPage, groups);
}

static void
lep_attention_page_init (LepAttentionPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
