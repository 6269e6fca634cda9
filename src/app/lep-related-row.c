/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A related record in a list. */

#include <glib/gi18n.h>

#include "lep-state-button.h"

#include "lep-related-row.h"

struct _LepRelatedRow
{
  AdwActionRow parent_instance;

  GtkLabel    *figure_label;
  GtkLabel    *second_label; /* below the figure */
  GtkWidget   *conflict_label;
  GtkLabel    *pill;
  GtkWidget   *remove_button;

  LepRecord   *record;
};

enum
{
  SIGNAL_OPENED,
  SIGNAL_REMOVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LepRelatedRow, lep_related_row, ADW_TYPE_ACTION_ROW)

static void
activated_cb (LepRelatedRow *self)
{
  g_signal_emit (self, signals[SIGNAL_OPENED], 0);
}

static void
remove_clicked_cb (LepRelatedRow *self)
{
  g_signal_emit (self, signals[SIGNAL_REMOVED], 0);
}

static void
lep_related_row_dispose (GObject *object)
{
  LepRelatedRow *self = LEP_RELATED_ROW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), LEP_TYPE_RELATED_ROW);
  g_clear_object (&self->record);

  G_OBJECT_CLASS (lep_related_row_parent_class)->dispose (object);
}

static void
lep_related_row_class_init (LepRelatedRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lep_related_row_dispose;

  signals[SIGNAL_OPENED] =
    g_signal_new ("opened", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_REMOVED] =
    g_signal_new ("removed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/lep/ui/lep-related-row.ui");
  gtk_widget_class_bind_template_child (widget_class, LepRelatedRow, figure_label);
  gtk_widget_class_bind_template_child (widget_class, LepRelatedRow, second_label);
  gtk_widget_class_bind_template_child (widget_class, LepRelatedRow, conflict_label);
  gtk_widget_class_bind_template_child (widget_class, LepRelatedRow, pill);
  gtk_widget_class_bind_template_child (widget_class, LepRelatedRow, remove_button);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_clicked_cb);
}

static void
lep_related_row_init (LepRelatedRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Returns: (transfer floating): a row that shows the state of @record, and whether it
 * has values that are not settled; the
 * texts are given by whoever knows what matters there */
GtkWidget *
lep_related_row_new (LepRecord *record)
{
  LepRelatedRow *self;
  const LepKind *kind;
  const char    *state = NULL;

  g_return_val_if_fail (LEP_IS_RECORD (record), NULL);

  self = g_object_new (LEP_TYPE_RELATED_ROW, NULL);
  self->record = g_object_ref (record);

  kind = lep_record_get_kind (record);
  if (kind != NULL && kind->state_field != NULL)
    state = lep_record_get (record, kind->state_field);

  gtk_widget_set_visible (self->conflict_label, *lep_record_get_conflicts (record) != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->pill), state != NULL);
  if (state != NULL)
    {
      gtk_label_set_label (self->pill, lep_code_label (lep_kind_field (kind, kind->state_field)->target, state));
      gtk_widget_add_css_class (GTK_WIDGET (self->pill), lep_state_style (state));
    }

  return GTK_WIDGET (self);
}

LepRecord *
lep_related_row_get_record (LepRelatedRow *self)
{
  g_return_val_if_fail (LEP_IS_RELATED_ROW (self), NULL);

  return self->record;
}

void
lep_related_row_set_texts (LepRelatedRow *self,
                           const char    *title,
                           const char    *subtitle,
                           const char    *figure)
{
  g_autofree char *remove = NULL;

  g_return_if_fail (LEP_IS_RELATED_ROW (self));

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle != NULL ? subtitle : "");
  gtk_label_set_label (self->figure_label, figure != NULL ? figure : "");

  /* Translators: the name of a button for screen readers; %s is what it removes */
  remove = g_strdup_printf (_ ("Remove %s"), title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->remove_button), GTK_ACCESSIBLE_PROPERTY_LABEL, remove, -1);
}

void
lep_related_row_set_removable (LepRelatedRow *self,
                               gboolean       removable)
{
  g_return_if_fail (LEP_IS_RELATED_ROW (self));

  gtk_widget_set_visible (self->remove_button, removable);
}

/**
 * lep_related_row_set_figure:
 * @second: (nullable): what stands below the figure
 *
 * In place of the figure that the list itself shows.
 */
void
lep_related_row_set_figure (LepRelatedRow *self,
                            const char    *figure,
                            const char    *second)
{
  g_return_if_fail (LEP_IS_RELATED_ROW (self));

  gtk_label_set_label (self->figure_label, figure);
  gtk_label_set_label (self->second_label, second != NULL ? second : "");
  gtk_widget_set_visible (GTK_WIDGET (self->second_label), second != NULL);
}

/* Says something more urgent in place of the state; @style: as of lep_state_style (). */
void
lep_related_row_set_pill (LepRelatedRow *self,
                          const char    *text,
                          const char    *style)
{
  const char *const classes[] = { "pill-status", style, NULL };

  g_return_if_fail (LEP_IS_RELATED_ROW (self));

  gtk_label_set_label (self->pill, text);
  gtk_widget_set_css_classes (GTK_WIDGET (self->pill), (const char **) classes);
  gtk_widget_set_visible (GTK_WIDGET (self->pill), TRUE);
}
