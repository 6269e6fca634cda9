/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which other organisations are the same as this one: those that were joined,
 * with the way back, and those that probably are. */

#include <glib/gi18n.h>
#include <string.h>

#include "lep-same.h"

#include "lep-group-rows.h"
#include "lep-record-chooser.h"
#include "lep-same-dialog.h"
#include "lep-window.h"

#include "lep-same-tab.h"

struct _LepSameTab
{
  LepTab               parent_instance;

  AdwPreferencesGroup *same_group;
  AdwPreferencesGroup *perhaps_group;
  GtkMenuButton       *choose_button;
  LepRecordChooser    *chooser;
  LepGroupRows        *rows;
};

G_DEFINE_FINAL_TYPE (LepSameTab, lep_same_tab, LEP_TYPE_TAB)

/* What a screen reader says of the button. */
static char *
dup_name (const char *action,
          const char *title)
{
  return g_strdup_printf (strcmp (action, "same.part") == 0 ? _ ("Separate “%s”") : _ ("Compare with “%s”"), title);
}

/* @action takes the id; NULL = nothing can be done with it here, as with a deleted one. */
static void
add_row (LepSameTab          *self,
         AdwPreferencesGroup *group,
         const char          *id,
         const char          *subtitle,
         const char          *label,
         const char          *action)
{
  g_autoptr (LepRecord) record = lep_workspace_get_record (lep_tab_get_workspace (LEP_TAB (self)), "organisation", id, NULL, NULL);
  g_autofree char *title = record != NULL ? lep_record_dup_title (record) : g_strdup (id);
  gboolean         is_deleted = record != NULL && lep_record_is_deleted (record);
  g_autofree char *shown = is_deleted ? g_strdup_printf (_ ("%s (deleted)"), title) : g_strdup (title);
  GtkWidget       *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), shown);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  if (action != NULL && !is_deleted)
    {
      GtkWidget       *button = gtk_button_new_with_mnemonic (label);
      g_autofree char *name = dup_name (action, title);

      gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
      gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", id);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
    }
  lep_group_rows_add (self->rows, group, row);
}

static void
lep_same_tab_show (LepTab *tab)
{
  LepSameTab   *self = LEP_SAME_TAB (tab);
  LepWorkspace *workspace = lep_tab_get_workspace (tab);
  const char   *id = lep_record_get_id (lep_tab_get_record (tab));
  gboolean      writable = lep_tab_is_writable (tab);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) group = lep_same_group (workspace, id, &error);
  g_autoptr (GPtrArray) perhaps = group != NULL ? lep_same_candidates (workspace, id, &error) : NULL;

  if (perhaps == NULL)
    {
      lep_window_report_error (lep_window_of (GTK_WIDGET (self)), _ ("The organisations were not read"), error);
      return;
    }

  for (guint i = 0; group->len > 1 && i < group->len; i++)
    add_row (self, self->same_group, g_ptr_array_index (group, i),
             i == 0 ? _ ("Stands for all of them") : _ ("Read as the one above"), _ ("_Separate"), i == 0 ? NULL : "same.part");
  for (guint i = 0; i < perhaps->len; i++)
    add_row (self, self->perhaps_group, g_ptr_array_index (perhaps, i), _ ("The same name or the same registration number"),
             _ ("_Compare…"), "same.compare");
  lep_group_rows_show (self->rows);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "same.part", writable);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "same.compare", writable);
  gtk_widget_set_sensitive (GTK_WIDGET (self->choose_button), writable);
  gtk_widget_set_visible (GTK_WIDGET (self->same_group), group->len > 1);
  adw_preferences_group_set_description (self->perhaps_group,
                                         perhaps->len > 0 ? NULL : _ ("No other has the same name or number. You can choose one all the same."));
}

static void
compare_action_cb (GtkWidget  *widget,
                   const char *action_name,
                   GVariant   *parameter)
{
  lep_same_dialog_open (lep_window_of (widget), lep_record_get_id (lep_tab_get_record (LEP_TAB (widget))),
                        g_variant_get_string (parameter, NULL));
}

static void
part_action_cb (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  g_autoptr (GError) error = NULL;

  if (lep_same_part (lep_tab_get_workspace (LEP_TAB (widget)), g_variant_get_string (parameter, NULL), &error))
    lep_window_toast (lep_window_of (widget), _ ("They are two organisations again"), TRUE);
  else
    lep_window_report_error (lep_window_of (widget), _ ("They were not separated"), error);
}

static void
choose_opened_cb (LepSameTab *self)
{
  if (gtk_widget_get_visible (GTK_WIDGET (gtk_menu_button_get_popover (self->choose_button))))
    lep_record_chooser_open (self->chooser, lep_tab_get_workspace (LEP_TAB (self)), "organisation", FALSE);
}

static void
chosen_cb (LepSameTab *self,
           const char *id)
{
  gtk_menu_button_popdown (self->choose_button);
  if (id != NULL)
    lep_same_dialog_open (lep_window_of (GTK_WIDGET (self)), lep_record_get_id (lep_tab_get_record (LEP_TAB (self))), id);
}

static void
lep_same_tab_finalize (GObject *object)
{
  lep_group_rows_free (LEP_SAME_TAB (object)->rows);

  G_OBJECT_CLASS (lep_same_tab_parent_class)->finalize (object);
}

static void
lep_same_tab_class_init (LepSameTabClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = lep_same_tab_finalize;
  LEP_TAB_CLASS (klass)->show = lep_same_tab_show;

  gtk_widget_class_install_action (widget_class, "same.compare", "s", compare_action_cb);
  gtk_widget_class_install_action (widget_class, "same.part", "s", part_action_cb);

  g_type_ensure (LEP_TYPE_RECORD_CHOOSER);
  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/lep/ui/lep-same-tab.ui");
  gtk_widget_class_bind_template_child (widget_class, LepSameTab, same_group);
  gtk_widget_class_bind_template_child (widget_class, LepSameTab, perhaps_group);
  gtk_widget_class_bind_template_child (widget_class, LepSameTab, choose_button);
  gtk_widget_class_bind_template_child (widget_class, LepSameTab, chooser);
  gtk_widget_class_bind_template_callback (widget_class, choose_opened_cb);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
}

static void
lep_same_tab_init (LepSameTab *self)
{
  self->rows = lep_group_rows_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}
