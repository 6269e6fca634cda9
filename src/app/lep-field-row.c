/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The base of all rows of a form: it knows which field it shows, which value is
 * stored, and whether what stands in the row differs from it. */

#include <glib/gi18n.h>

#include "lep-util.h"

#include "lep-field-text.h"
#include "lep-field-row.h"

typedef struct
{
  char           *name;
  char           *label;    /* words that a form uses in place of the schema's label */
  char           *value;    /* as stored */
  char           *baseline; /* what the row read, or else its text, when that was shown: only a difference to it is the user's */
  char           *error;
  const LepField *field;
  LepWorkspace   *workspace;
  GtkLabel       *title_label;
  GtkLabel       *error_label;
  AdwBin         *slot;
  GtkBox         *suffixes;
  GtkWidget      *conflict_button;
  gboolean        displaying;
  gboolean        baseline_fails;
  gboolean        editable;
  gboolean        locked;
  gboolean        is_remark; /* the line under the value is no refusal */
  gboolean        required;  /* a form asks for what the field itself may leave open */
} LepFieldRowPrivate;

enum
{
  PROP_0,
  PROP_FIELD,
  PROP_LOCKED,
  PROP_LABEL,
  PROP_REQUIRED,
  N_PROPS
};

enum
{
  SIGNAL_LEFT,
  SIGNAL_CONFLICT_OPENED,
  N_SIGNALS
};

static GParamSpec        *properties[N_PROPS];
static guint              signals[N_SIGNALS];
static GtkBuildableIface *parent_buildable;

static void               buildable_init (GtkBuildableIface *iface);

G_DEFINE_ABSTRACT_TYPE_WITH_CODE (LepFieldRow, lep_field_row, ADW_TYPE_PREFERENCES_ROW, G_ADD_PRIVATE (LepFieldRow) G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, buildable_init))

#define PRIVATE(self) ((LepFieldRowPrivate *) lep_field_row_get_instance_private (self))

static void
add_child (GtkBuildable *buildable,
           GtkBuilder   *builder,
           GObject      *child,
           const char   *type)
{
  LepFieldRowPrivate *priv = PRIVATE (LEP_FIELD_ROW (buildable));

  /* While our own template is built there is no place yet to hand on to. */
  if (priv->slot == NULL || !GTK_IS_WIDGET (child))
    parent_buildable->add_child (buildable, builder, child, type);
  else if (g_strcmp0 (type, "suffix") == 0)
    gtk_box_append (priv->suffixes, GTK_WIDGET (child));
  else
    adw_bin_set_child (priv->slot, GTK_WIDGET (child));
}

static void
buildable_init (GtkBuildableIface *iface)
{
  parent_buildable = g_type_interface_peek_parent (iface);
  iface->add_child = add_child;
}

/* The star is for the eye; a screen reader is told "required". */
static void
update_title (LepFieldRow *self)
{
  LepFieldRowPrivate *priv = PRIVATE (self);
  const char         *label = lep_field_row_get_label (self);
  /* A form that uses words of its own asks for something else than the field. */
  gboolean            required = priv->required || (priv->label == NULL && priv->field != NULL && (priv->field->flags & LEP_FIELD_REQUIRED) != 0);
  g_autofree char    *starred = g_strconcat (label, " *", NULL);
  GtkWidget          *editor = LEP_FIELD_ROW_GET_CLASS (self)->get_editor (self);

  gtk_label_set_label (priv->title_label, required ? starred : label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (editor),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  GTK_ACCESSIBLE_PROPERTY_REQUIRED, required,
                                  -1);
}

static void
update_line (LepFieldRow *self)
{
  LepFieldRowPrivate *priv = PRIVATE (self);
  GtkWidget          *editor = LEP_FIELD_ROW_GET_CLASS (self)->get_editor (self);
  gboolean            refused = priv->error != NULL && !priv->is_remark;

  gtk_label_set_label (priv->error_label, priv->error != NULL ? priv->error : "");
  gtk_widget_set_visible (GTK_WIDGET (priv->error_label), priv->error != NULL);

  if (refused)
    gtk_widget_add_css_class (GTK_WIDGET (self), "refused");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "refused");

  gtk_accessible_update_state (GTK_ACCESSIBLE (editor),
                               GTK_ACCESSIBLE_STATE_INVALID,
                               refused ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
  if (priv->error != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (editor),
                                    GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, priv->error, -1);
  else
    gtk_accessible_reset_property (GTK_ACCESSIBLE (editor), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
}

/* Shows the stored value, whatever stands in the row. */
static void
display_value (LepFieldRow *self)
{
  LepFieldRowPrivate *priv = PRIVATE (self);

  priv->displaying = TRUE;
  LEP_FIELD_ROW_GET_CLASS (self)->display (self, priv->value);
  priv->displaying = FALSE;

  g_free (priv->baseline);
  priv->baseline = lep_field_row_dup_standing (self, &priv->baseline_fails);
}

static void
focus_left_cb (GtkEventControllerFocus *controller,
               LepFieldRow             *self)
{
  lep_field_row_leave (self);
}

/* Escape brings the stored value back; Down opens the list, as Enter and Space do. */
static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        state,
                LepFieldRow           *self)
{
  GtkWidget *editor = LEP_FIELD_ROW_GET_CLASS (self)->get_editor (self);
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));

  if ((keyval == GDK_KEY_Down || keyval == GDK_KEY_KP_Down) && focus != NULL &&
      gtk_widget_is_ancestor (focus, editor) && gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER) == NULL)
    return lep_field_row_open_list (self);

  if (keyval != GDK_KEY_Escape || !lep_field_row_is_typed (self))
    return GDK_EVENT_PROPAGATE;

  lep_field_row_revert (self);

  return GDK_EVENT_STOP;
}

static void
conflict_clicked_cb (LepFieldRow *self)
{
  g_signal_emit (self, signals[SIGNAL_CONFLICT_OPENED], 0);
}

static void
lep_field_row_get_property (GObject    *object,
                            guint       property_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  LepFieldRowPrivate *priv = PRIVATE (LEP_FIELD_ROW (object));

  switch (property_id)
    {
    case PROP_FIELD:
      g_value_set_string (value, priv->name);
      break;
    case PROP_LOCKED:
      g_value_set_boolean (value, priv->locked);
      break;
    case PROP_LABEL:
      g_value_set_string (value, priv->label);
      break;
    case PROP_REQUIRED:
      g_value_set_boolean (value, priv->required);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
lep_field_row_set_property (GObject      *object,
                            guint         property_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  LepFieldRowPrivate *priv = PRIVATE (LEP_FIELD_ROW (object));

  switch (property_id)
    {
    case PROP_FIELD:
      lep_set_str (&priv->name, g_value_get_string (value));
      break;
    case PROP_LOCKED:
      priv->locked = g_value_get_boolean (value);
      break;
    case PROP_LABEL:
      lep_field_row_set_label (LEP_FIELD_ROW (object), g_value_get_string (value));
      break;
    case PROP_REQUIRED:
      priv->required = g_value_get_boolean (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
lep_field_row_dispose (GObject *object)
{
  LepFieldRowPrivate *priv = PRIVATE (LEP_FIELD_ROW (object));

  g_clear_object (&priv->workspace);

  G_OBJECT_CLASS (lep_field_row_parent_class)->dispose (object);
}

static void
lep_field_row_finalize (GObject *object)
{
  LepFieldRowPrivate *priv = PRIVATE (LEP_FIELD_ROW (object));

  g_free (priv->name);
  g_free (priv->label);
  g_free (priv->value);
  g_free (priv->baseline);
  g_free (priv->error);

  G_OBJECT_CLASS (lep_field_row_parent_class)->finalize (object);
}

static void
install_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/lep/ui/lep-field-row.ui");
  gtk_widget_class_bind_template_child_private (widget_class, LepFieldRow, title_label);
  gtk_widget_class_bind_template_child_private (widget_class, LepFieldRow, error_label);
  gtk_widget_class_bind_template_child_private (widget_class, LepFieldRow, slot);
  gtk_widget_class_bind_template_child_private (widget_class, LepFieldRow, suffixes);
  gtk_widget_class_bind_template_child_private (widget_class, LepFieldRow, conflict_button);
  gtk_widget_class_bind_template_callback (widget_class, lep_field_row_clicked);
  gtk_widget_class_bind_template_callback (widget_class, focus_left_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
}

static void
lep_field_row_class_init (LepFieldRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = lep_field_row_get_property;
  object_class->set_property = lep_field_row_set_property;
  object_class->dispose = lep_field_row_dispose;
  object_class->finalize = lep_field_row_finalize;

  properties[PROP_FIELD] =
    g_param_spec_string ("field", NULL, NULL, NULL,
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_LOCKED] =
    g_param_spec_boolean ("locked", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_LABEL] =
    g_param_spec_string ("label", NULL, NULL, NULL,
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_REQUIRED] =
    g_param_spec_boolean ("required", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_LEFT] =
    g_signal_new ("left", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_CONFLICT_OPENED] =
    g_signal_new ("conflict-opened", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  install_template (GTK_WIDGET_CLASS (klass));
}

static void
lep_field_row_init (LepFieldRow *self)
{
  LepFieldRowPrivate *priv = PRIVATE (self);

  priv->editable = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (priv->conflict_button, "clicked",
                            G_CALLBACK (conflict_clicked_cb), self);
}

/* The field's name: the property "field", else the row's id in its .ui file. */
const char *
lep_field_row_get_name (LepFieldRow *self)
{
  LepFieldRowPrivate *priv;

  g_return_val_if_fail (LEP_IS_FIELD_ROW (self), NULL);

  priv = PRIVATE (self);

  return priv->name != NULL ? priv->name : gtk_buildable_get_buildable_id (GTK_BUILDABLE (self));
}

const LepField *
lep_field_row_get_field (LepFieldRow *self)
{
  g_return_val_if_fail (LEP_IS_FIELD_ROW (self), NULL);

  return PRIVATE (self)->field;
}

LepWorkspace *
lep_field_row_get_workspace (LepFieldRow *self)
{
  g_return_val_if_fail (LEP_IS_FIELD_ROW (self), NULL);

  return PRIVATE (self)->workspace;
}

/* The stored value that was shown last, in canonical form; NULL = not answered. */
const char *
lep_field_row_get_value (LepFieldRow *self)
{
  g_return_val_if_fail (LEP_IS_FIELD_ROW (self), NULL);

  return PRIVATE (self)->value;
}

/* Gives the row its field: label, star, choices. Called once more with another
 * workspace when the window opens one. */
void
lep_field_row_bind (LepFieldRow    *self,
                    LepWorkspace   *workspace,
                    const LepField *field)
{
  LepFieldRowPrivate *priv;

  g_return_if_fail (LEP_IS_FIELD_ROW (self));
  g_return_if_fail (field != NULL);

  priv = PRIVATE (self);
  if (priv->field == field && priv->workspace == workspace)
    return;

  g_set_object (&priv->workspace, workspace);
  priv->field = field;
  priv->displaying = TRUE;
  if (LEP_FIELD_ROW_GET_CLASS (self)->bind != NULL)
    LEP_FIELD_ROW_GET_CLASS (self)->bind (self);
  priv->displaying = FALSE;
  update_title (self);
}

/* Shows the stored @value and forgets what was typed and why it was refused. */
void
lep_field_row_show_value (LepFieldRow *self,
                          const char  *value)
{
  LepFieldRowPrivate *priv;

  g_return_if_fail (LEP_IS_FIELD_ROW (self));

  priv = PRIVATE (self);
  lep_set_str (&priv->value, value);
  display_value (self);
  lep_field_row_set_error (self, NULL);
}

/* Another @value is stored by now than what was shown when typing began: the
 * user's is what differs from it, and lep_field_row_revert () shows it. */
void
lep_field_row_take_stored (LepFieldRow *self,
                           const char  *value)
{
  LepFieldRowPrivate *priv;

  g_return_if_fail (LEP_IS_FIELD_ROW (self));

  priv = PRIVATE (self);
  lep_set_str (&priv->value, value);
  lep_set_str (&priv->baseline, value);
  priv->baseline_fails = FALSE;
}

void
lep_field_row_revert (LepFieldRow *self)
{
  g_return_if_fail (LEP_IS_FIELD_ROW (self));

  display_value (self);
  lep_field_row_set_error (self, NULL);
}

/* Puts @typed into the row again, as the user's and not as what is stored. */
void
lep_field_row_put_typed (LepFieldRow *self,
                         const char  *typed)
{
  GtkWidget *editor;

  g_return_if_fail (LEP_IS_FIELD_ROW (self));

  editor = LEP_FIELD_ROW_GET_CLASS (self)->get_editor (self);
  PRIVATE (self)->displaying = TRUE;
  if (GTK_IS_EDITABLE (editor))
    gtk_editable_set_text (GTK_EDITABLE (editor), typed != NULL ? typed : "");
  else /* notes, codes and what is picked are shown as they are written */
    LEP_FIELD_ROW_GET_CLASS (self)->display (self, typed);
  PRIVATE (self)->displaying = FALSE;
}

/* Whether what stands in the row is something else than what was shown in it: it is
 * the user's, and it stays, also where it cannot be saved. */
gboolean
lep_field_row_is_typed (LepFieldRow *self)
{
  LepFieldRowPrivate *priv;
  g_autofree char    *standing = NULL;
  gboolean            fails;

  g_return_val_if_fail (LEP_IS_FIELD_ROW (self), FALSE);

  priv = PRIVATE (self);
  if (priv->field == NULL)
    return FALSE;

  standing = lep_field_row_dup_standing (self, &fails);
  return fails != priv->baseline_fails || g_strcmp0 (standing, priv->baseline) != 0;
}

/* Whether something was typed that is still to be saved. */
gboolean
lep_field_row_is_changed (LepFieldRow *self)
{
  g_return_val_if_fail (LEP_IS_FIELD_ROW (self), FALSE);

  return PRIVATE (self)->editable && lep_field_row_is_typed (self);
}

gboolean
lep_field_row_is_editable (LepFieldRow *self)
{
  g_return_val_if_fail (LEP_IS_FIELD_ROW (self), FALSE);

  return PRIVATE (self)->editable;
}

/* The reason why what stands in the row is not saved; NULL takes it away. */
void
lep_field_row_set_error (LepFieldRow *self,
                         const char  *reason)
{
  LepFieldRowPrivate *priv;

  g_return_if_fail (LEP_IS_FIELD_ROW (self));

  priv = PRIVATE (self);
  priv->is_remark = FALSE;
  if (lep_set_str (&priv->error, reason))
    update_line (self);
}

/* The reason of the last refusal, or NULL. */
const char *
lep_field_row_get_error (LepFieldRow *self)
{
  LepFieldRowPrivate *priv;

  g_return_val_if_fail (LEP_IS_FIELD_ROW (self), NULL);

  priv = PRIVATE (self);

  return priv->is_remark ? NULL : priv->error;
}

/* A sentence under the value that is no refusal, such as "not on this laptop". */
void
lep_field_row_set_remark (LepFieldRow *self,
                          const char  *remark)
{
  LepFieldRowPrivate *priv;

  g_return_if_fail (LEP_IS_FIELD_ROW (self));

  priv = PRIVATE (self);
  if (remark == NULL && !priv->is_remark)
    return;

  priv->is_remark = remark != NULL;
  lep_set_str (&priv->error, remark);
  update_line (self);
}

void
lep_field_row_set_conflict (LepFieldRow *self,
                            gboolean     conflict)
{
  g_return_if_fail (LEP_IS_FIELD_ROW (self));

  gtk_widget_set_visible (PRIVATE (self)->conflict_button, conflict);
}

/* A row that may not be changed still lets its text be selected and copied. */
void
lep_field_row_set_editable (LepFieldRow *self,
                            gboolean     editable)
{
  LepFieldRowPrivate *priv;

  g_return_if_fail (LEP_IS_FIELD_ROW (self));

  priv = PRIVATE (self);
  editable = editable && !priv->locked;
  if (priv->editable == editable)
    return;

  priv->editable = editable;
  if (editable)
    gtk_widget_remove_css_class (GTK_WIDGET (self), "read-only");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self), "read-only");

  LEP_FIELD_ROW_GET_CLASS (self)->set_editable (self, editable);
}

/* Words of its own for this row in place of the schema's label. */
void
lep_field_row_set_label (LepFieldRow *self,
                         const char  *label)
{
  g_return_if_fail (LEP_IS_FIELD_ROW (self));

  if (lep_set_str (&PRIVATE (self)->label, label) && PRIVATE (self)->field != NULL)
    update_title (self);
}

/* What the row is called on screen. */
const char *
lep_field_row_get_label (LepFieldRow *self)
{
  LepFieldRowPrivate *priv;

  g_return_val_if_fail (LEP_IS_FIELD_ROW (self), NULL);

  priv = PRIVATE (self);
  if (priv->label != NULL)
    return priv->label;

  return priv->field != NULL ? lep_schema_label (priv->field->label) : lep_field_row_get_name (self);
}

/* Tells the form that what stands in the row should be saved now. */
void
lep_field_row_leave (LepFieldRow *self)
{
  g_return_if_fail (LEP_IS_FIELD_ROW (self));

  if (PRIVATE (self)->field != NULL && !PRIVATE (self)->displaying)
    g_signal_emit (self, signals[SIGNAL_LEFT], 0);
}
