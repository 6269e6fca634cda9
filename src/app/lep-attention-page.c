/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All that needs attention, grouped by what it is about. The rules are read in
 * a thread; each line opens the field concerned, or is put away with a reason. Lines
 * far below what is seen are made when somebody comes near them. */

#include <glib/gi18n.h>

#include "lep-attention.h"
#include "lep-finding-row.h"
#include "lep-format.h"
#include "lep-language.h"
#include "lep-reading.h"
#include "lep-reason-popover.h"
#include "lep-window.h"

#include "lep-attention-page.h"

/* Of one group; the others are counted in its last line. */
#define MAX_ROWS 40

/* Rows made at a time, so that the window answers meanwhile. */
#define ROWS_AT_ONCE 10

/* Rows made at first; further ones when less than a page stands below what is seen. */
#define ROWS_AT_FIRST 60

struct _LepAttentionPage
{
  LepPage           parent_instance;

  GtkStack         *stack;
  GtkBox           *groups;
  GtkWidget        *put_away_group;
  LepReading       *reading;
  gboolean          shows_put_away; /* the fold is open */
  GPtrArray        *findings;       /* LepFinding that are shown, as what follows */
  GPtrArray        *put_away;       /* LepFinding */
  GtkWidget        *popover;        /* weak: that asks for a reason */
  GtkWidget        *fold;           /* of what was put away, or NULL */
  const LepFinding *explained;      /* what the popover is about */
  GArray           *to_add;         /* ToAdd: rows that are still to be made, from n_added on */
  guint             n_added;
  guint             add_id;
};

/* A row of a group, which comes with its first: a finding, or how many more there are. */
typedef struct
{
  GtkWidget  *group; /* owned */
  LepFinding *finding;
  guint       n_more;
} ToAdd;

static void
to_add_clear (gpointer data)
{
  g_object_unref (((ToAdd *) data)->group);
}

/* What the rules find. */
typedef struct
{
  char      *today;
  GPtrArray *findings;
  GPtrArray *put_away;
} Found;

G_DEFINE_FINAL_TYPE (LepAttentionPage, lep_attention_page, LEP_TYPE_PAGE)

static void
found_free (Found *found)
{
  g_free (found->today);
  g_clear_pointer (&found->findings, g_ptr_array_unref);
  g_clear_pointer (&found->put_away, g_ptr_array_unref);
  g_free (found);
}

static gboolean
read_findings (LepWorkspace *workspace,
               gpointer      data,
               GError      **error)
{
  Found *found = data;

  found->findings = lep_attention (workspace, found->today, &found->put_away, error);

  return found->findings != NULL;
}

static GQuark finding_quark;

static void
drop_popover (LepAttentionPage *self)
{
  GtkWidget *popover = self->popover;

  g_clear_weak_pointer (&self->popover);
  self->explained = NULL;
  if (popover != NULL)
    gtk_widget_unparent (popover);
}

/* The reason was written: the point is put away, and undo brings it back. */
static void
given_cb (LepAttentionPage *self,
          const char       *reason,
          const char       *day,
          LepReasonPopover *popover)
{
  LepWindow *window = lep_window_of (GTK_WIDGET (self));
  g_autoptr (GPtrArray) findings = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;

  if (self->explained == NULL)
    return;

  g_ptr_array_add (findings, (gpointer) self->explained);
  if (!lep_attention_put_away (lep_page_get_workspace (LEP_PAGE (self)), findings, reason, &error))
    {
      lep_reason_popover_refuse (popover, error->message);
      return;
    }
  gtk_popover_popdown (GTK_POPOVER (popover));
  if (window != NULL)
    lep_window_toast (window, _ ("Put away. It is listed again when the facts change."), TRUE);
}

static void
put_away_clicked_cb (LepAttentionPage *self,
                     GtkWidget        *button)
{
  drop_popover (self);
  self->explained = g_object_get_qdata (G_OBJECT (button), finding_quark);
  g_set_weak_pointer (&self->popover,
                      lep_reason_popover_open (button, _ ("Not a problem, because …"),
                                               _ ("The reason, for everybody who has this record"), NULL, _ ("Put away")));
  g_signal_connect_object (self->popover, "given", G_CALLBACK (given_cb), self, G_CONNECT_SWAPPED);
}

static void
take_back_clicked_cb (LepAttentionPage *self,
                      GtkWidget        *button)
{
  LepWindow *window = lep_window_of (GTK_WIDGET (self));
  g_autoptr (GPtrArray) findings = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (findings, g_object_get_qdata (G_OBJECT (button), finding_quark));
  if (!lep_attention_take_back (lep_page_get_workspace (LEP_PAGE (self)), findings, &error))
    {
      if (window != NULL)
        lep_window_report_error (window, _ ("The point could not be listed again"), error);
      return;
    }
  if (window != NULL)
    lep_window_toast (window, _ ("The point is listed again."), TRUE);
}

/* A button at the end of a row, named with what the row says. */
static GtkWidget *
new_button (LepAttentionPage *self,
            LepFinding       *finding,
            const char       *label,
            GCallback         clicked_cb)
{
  GtkWidget       *button = gtk_button_new_with_label (label);
  g_autofree char *name = NULL;

  /* Translators: the name of a button for screen readers: what it does, and what the point says */
  name = g_strdup_printf (_ ("%s: %s"), label, finding->text);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "dim-label");
  gtk_widget_set_visible (button, lep_page_is_writable (LEP_PAGE (self)));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_qdata (G_OBJECT (button), finding_quark, finding);
  g_signal_connect_object (button, "clicked", clicked_cb, self, G_CONNECT_SWAPPED);
  return button;
}

static void
add_row (LepAttentionPage *self,
         const ToAdd      *row)
{
  GtkWidget *widget;

  if (gtk_widget_get_parent (row->group) == NULL)
    gtk_box_append (self->groups, row->group);
  if (row->finding != NULL)
    {
      GtkWidget *button = new_button (self, row->finding, _ ("Not a problem…"), G_CALLBACK (put_away_clicked_cb));

      widget = lep_finding_row_new (lep_page_get_workspace (LEP_PAGE (self)), row->finding, button);
    }
  else
    {
      g_autofree char *text = g_strdup_printf (ngettext ("and %u more", "and %u more", row->n_more), row->n_more);

      widget = adw_action_row_new ();
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (widget), text);
    }
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (row->group), widget);
}

static GtkAdjustment *
get_adjustment (LepAttentionPage *self)
{
  GtkWidget *scroller = gtk_widget_get_ancestor (GTK_WIDGET (self->groups), GTK_TYPE_SCROLLED_WINDOW);

  return gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));
}

/* Whether rows are wanted: the first ones, and those that somebody soon comes to. Rows
 * of a page that is not seen would all be laid out at once when it is. */
static gboolean
wants_rows (LepAttentionPage *self)
{
  GtkAdjustment *adjustment;
  double         end;

  if (self->n_added >= self->to_add->len)
    return FALSE;
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return self->n_added < ROWS_AT_ONCE;
  if (self->n_added < ROWS_AT_FIRST)
    return TRUE;

  /* What was put away stands below them. */
  adjustment = get_adjustment (self);
  end = gtk_adjustment_get_upper (adjustment) - gtk_widget_get_height (self->put_away_group);
  return end - gtk_adjustment_get_value (adjustment) < 2 * gtk_adjustment_get_page_size (adjustment);
}

/* After the first rows, it is known after each lot how far down they reach. */
static gboolean
add_some_cb (gpointer user_data)
{
  LepAttentionPage *self = user_data;

  for (guint i = 0; i < ROWS_AT_ONCE && wants_rows (self); i++)
    add_row (self, &g_array_index (self->to_add, ToAdd, self->n_added++));
  if (wants_rows (self) && self->n_added < ROWS_AT_FIRST)
    return G_SOURCE_CONTINUE;

  self->add_id = 0;
  return G_SOURCE_REMOVE;
}

static void
add_others (LepAttentionPage *self)
{
  if (self->add_id == 0 && wants_rows (self))
    self->add_id = g_idle_add (add_some_cb, self);
}

static void
fold_cb (LepAttentionPage *self)
{
  self->shows_put_away = adw_expander_row_get_expanded (ADW_EXPANDER_ROW (self->fold));
}

/* What was put away, in a fold at the end. */
static void
show_put_away (LepAttentionPage *self)
{
  LepWorkspace    *workspace = lep_page_get_workspace (LEP_PAGE (self));
  g_autofree char *title = NULL;

  if (self->fold != NULL)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self->put_away_group), self->fold);
  self->fold = NULL;
  gtk_widget_set_visible (self->put_away_group, self->put_away->len > 0);
  if (self->put_away->len == 0)
    return;

  self->fold = adw_expander_row_new ();
  title = g_strdup_printf (_ ("Put away (%u)"), self->put_away->len);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->fold), title);
  for (guint i = 0; i < MIN (self->put_away->len, MAX_ROWS); i++)
    {
      LepFinding *finding = g_ptr_array_index (self->put_away, i);
      GtkWidget  *row = lep_finding_row_new_put_away (workspace, finding);

      adw_action_row_add_suffix (ADW_ACTION_ROW (row), new_button (self, finding, _ ("List again"), G_CALLBACK (take_back_clicked_cb)));
      adw_expander_row_add_row (ADW_EXPANDER_ROW (self->fold), row);
    }
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self->fold), self->shows_put_away);
  g_signal_connect_object (self->fold, "notify::expanded", G_CALLBACK (fold_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->put_away_group), self->fold);
}

static void
add_group (LepAttentionPage *self,
           GPtrArray        *findings,
           guint             group)
{
  g_autoptr (GtkWidget) widget = g_object_ref_sink (adw_preferences_group_new ());
  g_autofree char *count = lep_format_count (lep_language_locale (), findings->len);
  GtkWidget       *label = gtk_label_new (count);

  gtk_widget_add_css_class (widget, "work");
  gtk_widget_add_css_class (label, "badge");
  gtk_widget_set_valign (label, GTK_ALIGN_CENTER);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (widget), lep_finding_group_title (group));
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (widget), label);

  for (guint i = 0; i < MIN (findings->len, MAX_ROWS); i++)
    {
      const ToAdd row = { g_object_ref (widget), g_ptr_array_index (findings, i), 0 };

      g_array_append_val (self->to_add, row);
    }
  if (findings->len > MAX_ROWS)
    {
      const ToAdd row = { g_object_ref (widget), NULL, findings->len - MAX_ROWS };

      g_array_append_val (self->to_add, row);
    }
}

static void
show_findings (LepAttentionPage *self)
{
  GPtrArray       *findings = self->findings;
  LepWindow       *window = lep_window_of (GTK_WIDGET (self));
  g_autofree char *number = lep_format_count (lep_language_locale (), findings->len);
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

  add_some_cb (self);
  add_others (self);
  show_put_away (self);
  subtitle = g_strdup_printf (ngettext ("%s point", "%s points", findings->len), number);
  lep_page_set_subtitle (LEP_PAGE (self), findings->len > 0 ? subtitle : "");
  gtk_stack_set_visible_child_name (self->stack, findings->len + self->put_away->len > 0 ? "list" : "empty");
  if (window != NULL)
    lep_window_set_count (window, "attention", findings->len, "attention");
}

static void
drop_findings (LepAttentionPage *self)
{
  g_clear_handle_id (&self->add_id, g_source_remove);
  g_array_set_size (self->to_add, 0);
  self->n_added = 0;
  g_clear_pointer (&self->findings, g_ptr_array_unref);
  g_clear_pointer (&self->put_away, g_ptr_array_unref);
}

static void
findings_read_cb (LepPage      *page,
                  gpointer      data,
                  const GError *error)
{
  LepAttentionPage *self = LEP_ATTENTION_PAGE (page);
  LepWindow        *window = lep_window_of (GTK_WIDGET (page));
  Found            *found = data;

  if (error != NULL)
    {
      if (window != NULL)
        lep_window_report_error (window, _ ("The rules could not be looked at"), error);
      return;
    }
  drop_popover (self);
  drop_findings (self);
  self->findings = g_ptr_array_ref (found->findings);
  self->put_away = g_ptr_array_ref (found->put_away);
  show_findings (self);
}

static void
lep_attention_page_refresh (LepPage *page)
{
  Found *found = g_new0 (Found, 1);

  found->today = lep_window_dup_today ();
  lep_reading_start (LEP_ATTENTION_PAGE (page)->reading, found);
}

static void
lep_attention_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (lep_attention_page_parent_class)->map (widget);
  add_others (LEP_ATTENTION_PAGE (widget));
}

static void
lep_attention_page_dispose (GObject *object)
{
  LepAttentionPage *self = LEP_ATTENTION_PAGE (object);

  g_clear_pointer (&self->reading, lep_reading_free);
  drop_popover (self);
  drop_findings (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), LEP_TYPE_ATTENTION_PAGE);

  G_OBJECT_CLASS (lep_attention_page_parent_class)->dispose (object);
}

static void
lep_attention_page_finalize (GObject *object)
{
  g_array_unref (LEP_ATTENTION_PAGE (object)->to_add);

  G_OBJECT_CLASS (lep_attention_page_parent_class)->finalize (object);
}

static void
lep_attention_page_class_init (LepAttentionPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  finding_quark = g_quark_from_static_string ("lep-finding");
  G_OBJECT_CLASS (klass)->dispose = lep_attention_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = lep_attention_page_finalize;
  widget_class->map = lep_attention_page_map;
  LEP_PAGE_CLASS (klass)->refresh = lep_attention_page_refresh;

  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/lep/ui/lep-attention-page.ui");
  gtk_widget_class_bind_template_child (widget_class, LepAttentionPage, stack);
  gtk_widget_class_bind_template_child (widget_class, LepAttentionPage, groups);
  gtk_widget_class_bind_template_child (widget_class, LepAttentionPage, put_away_group);
}

static void
lep_attention_page_init (LepAttentionPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->to_add = g_array_new (FALSE, FALSE, sizeof (ToAdd));
  g_array_set_clear_func (self->to_add, to_add_clear);
  g_signal_connect_object (get_adjustment (self), "changed", G_CALLBACK (add_others), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (get_adjustment (self), "value-changed", G_CALLBACK (add_others), self, G_CONNECT_SWAPPED);
  self->reading = lep_reading_new (LEP_PAGE (self), read_findings, findings_read_cb, (GDestroyNotify) found_free);
}
