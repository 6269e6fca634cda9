/* SPDX-License-Identifier: GPL-3.0-or-later */
/* In place of what could not be read. An empty page would say that there is nothing. */

#include "lep-unread.h"

struct _LepUnread
{
  AdwBin         parent_instance;

  AdwStatusPage *page;
  GtkLabel      *reason_label;
};

enum
{
  SIGNAL_AGAIN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LepUnread, lep_unread, ADW_TYPE_BIN)

static void
again_clicked_cb (LepUnread *self)
{
  g_signal_emit (self, signals[SIGNAL_AGAIN], 0);
}

static void
lep_unread_class_init (LepUnreadClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[SIGNAL_AGAIN] =
    g_signal_new ("again", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/lep/ui/lep-unread.ui");
  gtk_widget_class_bind_template_child (widget_class, LepUnread, page);
  gtk_widget_class_bind_template_child (widget_class, LepUnread, reason_label);
  gtk_widget_class_bind_template_callback (widget_class, again_clicked_cb);
}

static void
lep_unread_init (LepUnread *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * lep_unread_say:
 * @what: that could not be read, translated, without a full stop
 * @error: why
 */
void
lep_unread_say (LepUnread    *self,
                const char   *what,
                const GError *error)
{
  g_return_if_fail (LEP_IS_UNREAD (self));
  g_return_if_fail (what != NULL && error != NULL);

  adw_status_page_set_title (self->page, what);
  gtk_label_set_label (self->reason_label, error->message);
}

void
lep_unread_clear (LepUnread *self)
{
  g_return_if_fail (LEP_IS_UNREAD (self));

  gtk_label_set_label (self->reason_label, "");
}

/* Whether it says something: it should be shown then. */
gboolean
lep_unread_is_said (LepUnread *self)
{
  g_return_val_if_fail (LEP_IS_UNREAD (self), FALSE);

  return *gtk_label_get_label (self->reason_label) != '\0';
}
