/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The base of all pages: it owns the header bar and the banner, and takes the
 * children of a page's template to their places. */

#include <glib/gi18n.h>

#include "lep-page.h"

/* What each page asks for, as much as the lists with most figures need: in digits, and
 * in pixels at most. With large text the sidebar folds away on all pages or on none, so
 * that it does not go from under the keys of whoever walks through it. */
#define WISHED_DIGITS 88
#define WISHED_WIDTH  900

typedef struct
{
  LepWorkspace   *workspace;
  char           *name;
  AdwHeaderBar   *header;
  AdwWindowTitle *title;
  AdwBin         *content;
  GtkWidget      *back_button;
  GtkWidget      *sidebar_button;
  GtkMenuButton  *new_button;
  GtkWidget      *print_button;
  GtkWidget      *banner;
  GtkLabel       *banner_label;
  char           *banner_class;
  gboolean        stale;
} LepPagePrivate;

enum
{
  PROP_0,
  PROP_WORKSPACE,
  PROP_NAME,
  PROP_TITLE,
  PROP_SUBTITLE,
  N_PROPS
};

static GParamSpec        *properties[N_PROPS];

static GtkBuildableIface *parent_buildable;

static void               buildable_init (GtkBuildableIface *iface);

G_DEFINE_ABSTRACT_TYPE_WITH_CODE (LepPage, lep_page, ADW_TYPE_BIN, G_ADD_PRIVATE (LepPage) G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, buildable_init))

#define PRIVATE(self) ((LepPagePrivate *) lep_page_get_instance_private (self))

LepTarget *
lep_target_copy (const LepTarget *self)
{
  LepTarget *copy = g_new0 (LepTarget, 1);

  if (self == NULL)
    return copy;

  copy->kind = g_strdup (self->kind);
  copy->id = g_strdup (self->id);
  copy->space = g_strdup (self->space);
  copy->field = g_strdup (self->field);
  copy->filter = g_strdup (self->filter);
  copy->tab = g_strdup (self->tab);
  g_set_object (&copy->file, self->file);

  return copy;
}

void
lep_target_free (LepTarget *self)
{
  g_free ((char *) self->kind);
  g_free ((char *) self->id);
  g_free ((char *) self->space);
  g_free ((char *) self->field);
  g_free ((char *) self->filter);
  g_free ((char *) self->tab);
  g_clear_object (&self->file);
  g_free (self);
}

static void
lep_page_add_child (GtkBuildable *buildable,
                    GtkBuilder   *builder,
                    GObject      *child,
                    const char   *type)
{
  LepPagePrivate *priv = PRIVATE (LEP_PAGE (buildable));

  /* While our own template is built there is nothing yet to hand on to. */
  if (priv->content == NULL || !GTK_IS_WIDGET (child))
    parent_buildable->add_child (buildable, builder, child, type);
  else if (g_strcmp0 (type, "action") == 0)
    adw_header_bar_pack_start (priv->header, GTK_WIDGET (child));
  else if (g_strcmp0 (type, "end") == 0)
    adw_header_bar_pack_end (priv->header, GTK_WIDGET (child));
  else
    adw_bin_set_child (priv->content, GTK_WIDGET (child));
}

static void
buildable_init (GtkBuildableIface *iface)
{
  parent_buildable = g_type_interface_peek_parent (iface);
  iface->add_child = lep_page_add_child;
}

static void
lep_page_get_property (GObject    *object,
                       guint       property_id,
                       GValue     *value,
                       GParamSpec *pspec)
{
  LepPagePrivate *priv = PRIVATE (LEP_PAGE (object));

  switch (property_id)
    {
    case PROP_WORKSPACE:
      g_value_set_object (value, priv->workspace);
      break;
    case PROP_NAME:
      g_value_set_string (value, priv->name);
      break;
    case PROP_TITLE:
      g_value_set_string (value, adw_window_title_get_title (priv->title));
      break;
    case PROP_SUBTITLE:
      g_value_set_string (value, adw_window_title_get_subtitle (priv->title));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
lep_page_set_property (GObject      *object,
                       guint         property_id,
                       const GValue *value,
                       GParamSpec   *pspec)
{
  LepPage        *self = LEP_PAGE (object);
  LepPagePrivate *priv = PRIVATE (self);

  switch (property_id)
    {
    case PROP_WORKSPACE:
      priv->workspace = g_value_dup_object (value);
      break;
    case PROP_NAME:
      priv->name = g_value_dup_string (value);
      break;
    case PROP_TITLE:
      lep_page_set_title (self, g_value_get_string (value));
      break;
    case PROP_SUBTITLE:
      lep_page_set_subtitle (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
ask_for_room (LepPage *self)
{
  g_autoptr (PangoLayout) digit = gtk_widget_create_pango_layout (GTK_WIDGET (self), "0");
  int width;

  pango_layout_get_pixel_size (digit, &width, NULL);
  gtk_widget_set_size_request (GTK_WIDGET (self), MIN (WISHED_DIGITS * width, WISHED_WIDTH), -1);
}

static void
lep_page_constructed (GObject *object)
{
  LepPage *self = LEP_PAGE (object);

  G_OBJECT_CLASS (lep_page_parent_class)->constructed (object);

  lep_page_set_can_print (self, TRUE);
  lep_page_set_banner (self, NULL, NULL);
  ask_for_room (self);
  g_signal_connect_object (gtk_widget_get_settings (GTK_WIDGET (self)), "notify::gtk-xft-dpi", G_CALLBACK (ask_for_room), self,
                           G_CONNECT_SWAPPED);
}

/* The template is the bin's child and goes with it: gtk_widget_dispose_template ()
 * of GTK 4.8 cannot be asked for the template of a class that is derived from. */
static void
lep_page_dispose (GObject *object)
{
  LepPagePrivate *priv = PRIVATE (LEP_PAGE (object));

  g_clear_object (&priv->workspace);

  G_OBJECT_CLASS (lep_page_parent_class)->dispose (object);
}

static void
lep_page_finalize (GObject *object)
{
  LepPagePrivate *priv = PRIVATE (LEP_PAGE (object));

  g_free (priv->name);
  g_free (priv->banner_class);

  G_OBJECT_CLASS (lep_page_parent_class)->finalize (object);
}

/* What stands in the page below need not stand below the button in the header, so that
 * GTK finds nothing there to go down to. */
static gboolean
lep_page_focus (GtkWidget       *widget,
                GtkDirectionType direction)
{
  GtkRoot   *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (direction == GTK_DIR_DOWN && focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (PRIVATE (LEP_PAGE (widget))->header)) &&
      lep_page_focus_content (LEP_PAGE (widget)))
    return TRUE;
  return GTK_WIDGET_CLASS (lep_page_parent_class)->focus (widget, direction);
}

static void
lep_page_class_init (LepPageClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = lep_page_get_property;
  object_class->set_property = lep_page_set_property;
  object_class->constructed = lep_page_constructed;
  object_class->dispose = lep_page_dispose;
  object_class->finalize = lep_page_finalize;

  properties[PROP_WORKSPACE] =
    g_param_spec_object ("workspace", NULL, NULL, LEP_TYPE_WORKSPACE,
                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_NAME] =
    g_param_spec_string ("page-name", NULL, NULL, NULL,
                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_TITLE] =
    g_param_spec_string ("title", NULL, NULL, "",
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SUBTITLE] =
    g_param_spec_string ("subtitle", NULL, NULL, "",
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);

  widget_class->focus = lep_page_focus;

  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/lep/ui/lep-page.ui");
  gtk_widget_class_bind_template_child_private (widget_class, LepPage, header);
  gtk_widget_class_bind_template_child_private (widget_class, LepPage, title);
  gtk_widget_class_bind_template_child_private (widget_class, LepPage, content);
  gtk_widget_class_bind_template_child_private (widget_class, LepPage, back_button);
  gtk_widget_class_bind_template_child_private (widget_class, LepPage, sidebar_button);
  gtk_widget_class_bind_template_child_private (widget_class, LepPage, new_button);
  gtk_widget_class_bind_template_child_private (widget_class, LepPage, print_button);
  gtk_widget_class_bind_template_child_private (widget_class, LepPage, banner);
  gtk_widget_class_bind_template_child_private (widget_class, LepPage, banner_label);
}

static void
lep_page_init (LepPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  PRIVATE (self)->stale = TRUE;
}

LepWorkspace *
lep_page_get_workspace (LepPage *self)
{
  g_return_val_if_fail (LEP_IS_PAGE (self), NULL);

  return PRIVATE (self)->workspace;
}

/* Whether what the page shows can be changed here. */
gboolean
lep_page_is_writable (LepPage *self)
{
  g_return_val_if_fail (LEP_IS_PAGE (self), FALSE);

  return !lep_workspace_is_read_only (PRIVATE (self)->workspace);
}

/* The page's name in lep-page-table.c. */
const char *
lep_page_get_name (LepPage *self)
{
  g_return_val_if_fail (LEP_IS_PAGE (self), NULL);

  return PRIVATE (self)->name;
}

void
lep_page_set_title (LepPage    *self,
                    const char *title)
{
  g_return_if_fail (LEP_IS_PAGE (self));

  adw_window_title_set_title (PRIVATE (self)->title, title != NULL ? title : "");
}

/* One line of context below the title; nothing that matters may stand only there. */
void
lep_page_set_subtitle (LepPage    *self,
                       const char *subtitle)
{
  g_return_if_fail (LEP_IS_PAGE (self));

  adw_window_title_set_subtitle (PRIVATE (self)->title, subtitle != NULL ? subtitle : "");
}

/**
 * lep_page_set_banner:
 * @text: (nullable): one sentence; %NULL if the page has nothing to say: then
 *   the banner is hidden, or says that the workspace can only be read
 * @css_class: (nullable): "good", "wait", "bad", or %NULL for blue
 */
void
lep_page_set_banner (LepPage    *self,
                     const char *text,
                     const char *css_class)
{
  LepPagePrivate *priv;

  g_return_if_fail (LEP_IS_PAGE (self));

  priv = PRIVATE (self);
  if (text == NULL && lep_workspace_is_read_only (priv->workspace))
    {
      text = _ ("This workspace can only be read here. Nothing you do can change it.");
      css_class = "wait";
    }
  if (priv->banner_class != NULL)
    gtk_widget_remove_css_class (priv->banner, priv->banner_class);
  g_free (priv->banner_class);
  priv->banner_class = g_strdup (css_class);
  if (css_class != NULL)
    gtk_widget_add_css_class (priv->banner, css_class);

  gtk_label_set_label (priv->banner_label, text != NULL ? text : "");
  gtk_widget_set_visible (priv->banner, text != NULL);
}

/* The window is too narrow for the sidebar: the page shows a button for it. */
void
lep_page_set_folded (LepPage *self,
                     gboolean folded)
{
  g_return_if_fail (LEP_IS_PAGE (self));

  gtk_widget_set_visible (PRIVATE (self)->sidebar_button, folded);
}

void
lep_page_set_can_go_back (LepPage *self,
                          gboolean can_go_back)
{
  g_return_if_fail (LEP_IS_PAGE (self));

  gtk_widget_set_visible (PRIVATE (self)->back_button, can_go_back);
}

/* A page that makes nothing of its own offers what can be made elsewhere. */
void
lep_page_set_offers_new (LepPage *self,
                         gboolean offers_new)
{
  g_return_if_fail (LEP_IS_PAGE (self));

  gtk_widget_set_visible (GTK_WIDGET (PRIVATE (self)->new_button), offers_new);
}

/* Makes what is new on the page, or asks what it is to be. */
void
lep_page_start_new (LepPage *self)
{
  LepPagePrivate *priv;

  g_return_if_fail (LEP_IS_PAGE (self));

  priv = PRIVATE (self);
  if (gtk_widget_get_visible (GTK_WIDGET (priv->new_button)))
    gtk_menu_button_popup (priv->new_button);
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "page.new", NULL);
}

/* Puts the focus on the first thing in the page, below its header; FALSE: there
 * is none, or the page is not seen. */
gboolean
lep_page_focus_content (LepPage *self)
{
  g_return_val_if_fail (LEP_IS_PAGE (self), FALSE);

  return gtk_widget_get_mapped (GTK_WIDGET (self)) &&
         gtk_widget_child_focus (GTK_WIDGET (PRIVATE (self)->content), GTK_DIR_TAB_FORWARD);
}

/* What the page shows may have changed; it is read again when next seen. */
void
lep_page_set_stale (LepPage *self)
{
  g_return_if_fail (LEP_IS_PAGE (self));

  PRIVATE (self)->stale = TRUE;
}

void
lep_page_refresh_if_stale (LepPage *self)
{
  LepPagePrivate *priv;

  g_return_if_fail (LEP_IS_PAGE (self));

  priv = PRIVATE (self);
  if (!priv->stale)
    return;

  priv->stale = FALSE;
  if (LEP_PAGE_GET_CLASS (self)->refresh != NULL)
    LEP_PAGE_GET_CLASS (self)->refresh (self);
}

/* Whether there is something to print now. */
void
lep_page_set_can_print (LepPage *self,
                        gboolean can_print)
{
  g_return_if_fail (LEP_IS_PAGE (self));

  gtk_widget_set_visible (PRIVATE (self)->print_button, can_print && LEP_PAGE_GET_CLASS (self)->print != NULL);
}

gboolean
lep_page_can_print (LepPage *self)
{
  g_return_val_if_fail (LEP_IS_PAGE (self), FALSE);

  return gtk_widget_get_visible (PRIVATE (self)->print_button);
}

void
lep_page_print (LepPage *self)
{
  g_return_if_fail (LEP_IS_PAGE (self));

  if (lep_page_can_print (self))
    LEP_PAGE_GET_CLASS (self)->print (self);
}

void
lep_page_leave (LepPage *self)
{
  g_return_if_fail (LEP_IS_PAGE (self));

  if (LEP_PAGE_GET_CLASS (self)->leave != NULL)
    LEP_PAGE_GET_CLASS (self)->leave (self);
}

/* Whether something typed would be lost if the program ended now. */
gboolean
lep_page_is_touched (LepPage *self)
{
  g_return_val_if_fail (LEP_IS_PAGE (self), FALSE);

  return LEP_PAGE_GET_CLASS (self)->is_touched != NULL && LEP_PAGE_GET_CLASS (self)->is_touched (self);
}

void
lep_page_show_target (LepPage         *self,
                      const LepTarget *target)
{
  g_return_if_fail (LEP_IS_PAGE (self));
  g_return_if_fail (target != NULL);

  if (LEP_PAGE_GET_CLASS (self)->show_target != NULL)
    LEP_PAGE_GET_CLASS (self)->show_target (self, target);
}
