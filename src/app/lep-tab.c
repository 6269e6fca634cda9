/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The base of the tabs of a record: it hands the record to the forms and the
 * related lists inside. */

#include "lep-choice-row.h"
#include "lep-codes-row.h"
#include "lep-columns.h"
#include "lep-date-row.h"
#include "lep-form.h"
#include "lep-note-row.h"
#include "lep-notes-row.h"
#include "lep-ref-row.h"
#include "lep-related.h"
#include "lep-text-row.h"
#include "lep-unread.h"
#include "lep-window.h"

#include "lep-tab.h"

typedef struct
{
  LepWorkspace *workspace;
  LepRecord    *record;
  GtkWidget    *unread; /* (nullable): in place of what the tab shows else, which is hidden */
} LepTabPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (LepTab, lep_tab, ADW_TYPE_BIN)

#define PRIVATE(self) ((LepTabPrivate *) lep_tab_get_instance_private (self))

static void
hand_on (LepTab    *self,
         GtkWidget *widget)
{
  LepTabPrivate *priv = PRIVATE (self);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (LEP_IS_FORM (child))
        lep_form_set_record (LEP_FORM (child), priv->workspace, priv->record);

      if (LEP_IS_RELATED (child))
        lep_related_set_record (LEP_RELATED (child), priv->workspace, priv->record);
      else
        hand_on (self, child);
    }
}

/* The first form in the tab for which @visit says TRUE, or NULL. */
static LepForm *
find_form (GtkWidget *widget,
           gboolean (*visit) (LepForm    *form,
                              const char *field),
           const char *field)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      LepForm *form;

      if (LEP_IS_FORM (child) && visit (LEP_FORM (child), field))
        return LEP_FORM (child);

      form = find_form (child, visit, field);
      if (form != NULL)
        return form;
    }

  return NULL;
}

static gboolean
refuses (LepForm    *form,
         const char *field)
{
  return !lep_form_flush (form);
}

/* What could be read stands in its place again. */
static void
take_back_unread (LepTab *self)
{
  LepTabPrivate *priv = PRIVATE (self);

  if (priv->unread == NULL)
    return;

  g_clear_pointer (&priv->unread, gtk_widget_unparent);
  if (adw_bin_get_child (ADW_BIN (self)) != NULL)
    gtk_widget_set_child_visible (adw_bin_get_child (ADW_BIN (self)), TRUE);
}

static void
show_all (LepTab *self)
{
  if (LEP_TAB_GET_CLASS (self)->show == NULL)
    return;

  take_back_unread (self);
  LEP_TAB_GET_CLASS (self)->show (self);
}

/**
 * lep_tab_say_unread:
 * @what: that could not be read, translated, without a full stop
 *
 * For @show: says so in place of what the tab shows, with the reason and a way to try
 * again. An empty tab would say that there is nothing.
 */
void
lep_tab_say_unread (LepTab       *self,
                    const char   *what,
                    const GError *error)
{
  LepTabPrivate *priv = PRIVATE (self);
  GtkRoot       *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget     *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  g_return_if_fail (LEP_IS_TAB (self));
  g_return_if_fail (error != NULL);

  if (priv->unread != NULL)
    return;

  priv->unread = g_object_new (LEP_TYPE_UNREAD, NULL);
  lep_unread_say (LEP_UNREAD (priv->unread), what, error);
  g_signal_connect_object (priv->unread, "again", G_CALLBACK (show_all), self, G_CONNECT_SWAPPED);
  /* GTK 4.8 never lets go of what is hidden with the focus in it. */
  if (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self)))
    gtk_root_set_focus (root, NULL);
  gtk_widget_set_child_visible (adw_bin_get_child (ADW_BIN (self)), FALSE);
  gtk_widget_set_parent (priv->unread, GTK_WIDGET (self));
}

static void
lep_tab_dispose (GObject *object)
{
  LepTabPrivate *priv = PRIVATE (LEP_TAB (object));

  g_clear_pointer (&priv->unread, gtk_widget_unparent);
  gtk_widget_dispose_template (GTK_WIDGET (object), G_OBJECT_TYPE (object));
  g_clear_object (&priv->workspace);
  g_clear_object (&priv->record);

  G_OBJECT_CLASS (lep_tab_parent_class)->dispose (object);
}

static void
lep_tab_class_init (LepTabClass *klass)
{
  /* What the templates of the tabs are made of. */
  g_type_ensure (LEP_TYPE_FORM);
  g_type_ensure (LEP_TYPE_COLUMNS);
  g_type_ensure (LEP_TYPE_RELATED);
  g_type_ensure (LEP_TYPE_NOTES_ROW);
  g_type_ensure (LEP_TYPE_CHOICE_ROW);
  g_type_ensure (LEP_TYPE_CODES_ROW);
  g_type_ensure (LEP_TYPE_DATE_ROW);
  g_type_ensure (LEP_TYPE_NOTE_ROW);
  g_type_ensure (LEP_TYPE_REF_ROW);
  g_type_ensure (LEP_TYPE_TEXT_ROW);

  G_OBJECT_CLASS (klass)->dispose = lep_tab_dispose;
}

static void
lep_tab_init (LepTab *self)
{
}

LepWorkspace *
lep_tab_get_workspace (LepTab *self)
{
  g_return_val_if_fail (LEP_IS_TAB (self), NULL);

  return PRIVATE (self)->workspace;
}

LepRecord *
lep_tab_get_record (LepTab *self)
{
  g_return_val_if_fail (LEP_IS_TAB (self), NULL);

  return PRIVATE (self)->record;
}

/* Returns: whether what the tab shows can be worked on: a deleted record is only looked at */
gboolean
lep_tab_is_writable (LepTab *self)
{
  g_return_val_if_fail (LEP_IS_TAB (self), FALSE);

  return PRIVATE (self)->record != NULL && !lep_workspace_is_read_only (PRIVATE (self)->workspace) && !lep_record_is_deleted (PRIVATE (self)->record);
}

/**
 * lep_find_asking:
 *
 * Returns: (transfer none) (nullable): the popover of @widget in which somebody writes
 *   or chooses; what would take it away has to wait until it is closed
 */
GtkWidget *
lep_find_asking (GtkWidget *widget)
{
  GtkRoot   *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *popover = focus != NULL ? gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER) : NULL;

  return popover != NULL && gtk_widget_get_mapped (popover) && gtk_widget_is_ancestor (popover, widget) ? popover : NULL;
}

static gboolean
show_again_cb (gpointer user_data)
{
  if (gtk_widget_get_root (user_data) != NULL)
    show_all (user_data);
  return G_SOURCE_REMOVE;
}

/* When idle: the popover is still at work while it says "closed". */
static void
asked_cb (LepTab *self)
{
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, show_again_cb, g_object_ref (self), g_object_unref);
}

/* Shows a record, or the same one anew: what others change takes away no popover in
 * which a reason is being written. */
void
lep_tab_set_record (LepTab       *self,
                    LepWorkspace *workspace,
                    LepRecord    *record)
{
  LepTabPrivate *priv;
  GtkWidget     *asking;
  gboolean       same;

  g_return_if_fail (LEP_IS_TAB (self));
  g_return_if_fail (LEP_IS_WORKSPACE (workspace));
  g_return_if_fail (LEP_IS_RECORD (record));

  priv = PRIVATE (self);
  same = priv->record != NULL && g_strcmp0 (lep_record_get_id (priv->record), lep_record_get_id (record)) == 0;
  g_set_object (&priv->workspace, workspace);
  g_set_object (&priv->record, record);
  take_back_unread (self);
  hand_on (self, GTK_WIDGET (self));
  if (LEP_TAB_GET_CLASS (self)->show == NULL)
    return;

  asking = same ? lep_find_asking (GTK_WIDGET (self)) : NULL;
  if (asking == NULL)
    {
      show_all (self);
      return;
    }
  g_signal_handlers_disconnect_by_func (asking, asked_cb, self);
  g_signal_connect_object (asking, "closed", G_CALLBACK (asked_cb), self, G_CONNECT_SWAPPED);
}

/* Saves what was typed and not left yet; FALSE = something was refused. */
gboolean
lep_tab_flush (LepTab *self)
{
  g_return_val_if_fail (LEP_IS_TAB (self), FALSE);

  if (LEP_TAB_GET_CLASS (self)->flush != NULL && PRIVATE (self)->record != NULL && !LEP_TAB_GET_CLASS (self)->flush (self))
    return FALSE;

  return find_form (GTK_WIDGET (self), refuses, NULL) == NULL;
}

/* Puts the cursor into the row of @field; FALSE when the tab has none. */
gboolean
lep_tab_focus_field (LepTab     *self,
                     const char *field)
{
  g_return_val_if_fail (LEP_IS_TAB (self), FALSE);

  return find_form (GTK_WIDGET (self), lep_form_focus_field, field) != NULL;
}

static gboolean
focuses_next (LepForm    *form,
              const char *unused)
{
  return gtk_widget_get_mapped (GTK_WIDGET (form)) && lep_form_focus_next (form);
}

/* Puts the cursor into the first row that holds nothing; FALSE when there is none. */
gboolean
lep_tab_focus_next (LepTab *self)
{
  g_return_val_if_fail (LEP_IS_TAB (self), FALSE);

  return find_form (GTK_WIDGET (self), focuses_next, NULL) != NULL;
}

/* Returns: (transfer full) (nullable): today as the window's workspace has it; NULL
 *   while the tab is in no window */
char *
lep_tab_dup_today (LepTab *self)
{
  LepWindow *window;

  g_return_val_if_fail (LEP_IS_TAB (self), NULL);

  window = lep_window_of (GTK_WIDGET (self));
  return window != NULL ? lep_workspace_dup_today (lep_window_get_workspace (window)) : NULL;
}
