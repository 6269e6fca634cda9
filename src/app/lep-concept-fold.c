/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first stage of an application that is in the second one. */

#include "lep-schema.h"
#include "lep-util.h"

#include "lep-concept-fold.h"

struct _LepConceptFold
{
  AdwBin          parent_instance;

  AdwExpanderRow *fold;
  GPtrArray      *rows;        /* owned by the fold */
  char           *application; /* whose they are */
};

G_DEFINE_FINAL_TYPE (LepConceptFold, lep_concept_fold, ADW_TYPE_BIN)

static void
clear (LepConceptFold *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_expander_row_remove (self->fold, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
}

static void
lep_concept_fold_finalize (GObject *object)
{
  LepConceptFold *self = LEP_CONCEPT_FOLD (object);

  g_ptr_array_unref (self->rows);
  g_free (self->application);

  G_OBJECT_CLASS (lep_concept_fold_parent_class)->finalize (object);
}

static void
lep_concept_fold_class_init (LepConceptFoldClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lep_concept_fold_finalize;
}

static void
lep_concept_fold_init (LepConceptFold *self)
{
  GtkWidget *list = gtk_list_box_new ();

  self->rows = g_ptr_array_new ();
  self->fold = ADW_EXPANDER_ROW (adw_expander_row_new ());
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->fold), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->fold), lep_code_label ("stage", "concept"));
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, lep_code_label ("stage", "concept"), -1);
  gtk_list_box_append (GTK_LIST_BOX (list), GTK_WIDGET (self->fold));
  adw_bin_set_child (ADW_BIN (self), list);
  gtk_widget_hide (GTK_WIDGET (self));
}

/**
 * lep_concept_fold_set_application:
 * @application: id
 *
 * Whom it is about from now on. What it told of another one is not seen any more.
 *
 * Returns: whether it was about another one
 */
gboolean
lep_concept_fold_set_application (LepConceptFold *self,
                                  const char     *application)
{
  g_return_val_if_fail (LEP_IS_CONCEPT_FOLD (self), FALSE);

  if (!lep_set_str (&self->application, application))
    return FALSE;

  lep_concept_fold_hide (self);
  adw_expander_row_set_expanded (self->fold, FALSE);
  return TRUE;
}

/**
 * lep_concept_fold_show:
 * @text: what came of it, in a few lines
 * @rows: (element-type GtkWidget): what it opens to; the fold takes them
 */
void
lep_concept_fold_show (LepConceptFold *self,
                       const char     *text,
                       GPtrArray      *rows)
{
  gboolean expanded;

  g_return_if_fail (LEP_IS_CONCEPT_FOLD (self));

  expanded = adw_expander_row_get_expanded (self->fold);
  clear (self);
  adw_expander_row_set_subtitle (self->fold, text);
  for (guint i = 0; i < rows->len; i++)
    {
      adw_expander_row_add_row (self->fold, g_ptr_array_index (rows, i));
      g_ptr_array_add (self->rows, g_ptr_array_index (rows, i));
    }
  adw_expander_row_set_enable_expansion (self->fold, rows->len > 0);
  adw_expander_row_set_expanded (self->fold, expanded && rows->len > 0);
  gtk_widget_show (GTK_WIDGET (self));
}

/* There is nothing to tell. */
void
lep_concept_fold_hide (LepConceptFold *self)
{
  g_return_if_fail (LEP_IS_CONCEPT_FOLD (self));

  clear (self);
  gtk_widget_hide (GTK_WIDGET (self));
}

/**
 * lep_concept_row_new:
 * @subtitle: (nullable)
 * @end: (nullable): what stands at the end of the row
 *
 * Returns: (transfer floating): a row that is only read
 */
GtkWidget *
lep_concept_row_new (const char *title,
                     const char *subtitle,
                     const char *end)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  if (end != NULL)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_label_new (end));
  return row;
}
