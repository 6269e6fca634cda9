/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One criterion of a score sheet: what it asks, the points, and a comment. What
 * was refused stays in the row, with the reason below it. */

#include <glib/gi18n.h>

#include "lep-field-text.h"
#include "lep-format.h"
#include "lep-language.h"
#include "lep-unsaved.h"
#include "lep-util.h"

#include "lep-score-row.h"

struct _LepScoreRow
{
  GtkListBoxRow    parent_instance;

  GtkLabel        *text_label;
  GtkLabel        *rule_label;
  GtkEditable     *points_entry;
  GtkLabel        *max_label;
  GtkEntry        *comment_entry;
  GtkLabel        *error_label;
  GtkWidget       *section; /* the line above it, or NULL */

  char            *criterion;
  char            *points_name; /* what was typed is called so where it is told elsewhere */
  char            *comment_name;
  LepRankCriterion rule;
  gboolean         comment_required;
  gint64           points;  /* as stored; -1 = none */
  char            *comment; /* as stored, or NULL */
};

enum
{
  SIGNAL_TYPED,
  SIGNAL_LEFT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LepScoreRow, lep_score_row, GTK_TYPE_LIST_BOX_ROW)

static char *
dup_typed (gpointer entry)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry))));
}

static void
points_changed_cb (LepScoreRow *self)
{
  g_autofree char *points = NULL, *comment = NULL;

  if (lep_score_row_read (self, &points, &comment, NULL))
    lep_score_row_set_error (self, NULL);
  g_signal_emit (self, signals[SIGNAL_TYPED], 0);
}

static void
leave (LepScoreRow *self)
{
  if (lep_score_row_is_changed (self))
    g_signal_emit (self, signals[SIGNAL_LEFT], 0);
}

static void
activate_cb (LepScoreRow *self)
{
  leave (self);
  gtk_widget_child_focus (gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_LIST_BOX), GTK_DIR_TAB_FORWARD);
}

static void
focus_left_cb (GtkEventControllerFocus *controller,
               LepScoreRow             *self)
{
  leave (self);
}

/* What is wrong about the points is said before the comment is written. */
static void
points_left_cb (LepScoreRow *self)
{
  g_autofree char *points = NULL, *comment = NULL;
  g_autoptr (GError) error = NULL;

  if (!lep_score_row_read (self, &points, &comment, &error))
    lep_score_row_set_error (self, error->message);
}

/* Shows what is stored, in place of what was typed. */
static void
display (LepScoreRow *self)
{
  g_autofree char *points = self->points < 0 ? g_strdup ("") : g_strdup_printf ("%" G_GINT64_FORMAT, self->points);
  const char      *comment = self->comment != NULL ? self->comment : "";

  if (g_strcmp0 (gtk_editable_get_text (self->points_entry), points) != 0)
    lep_editable_show (self->points_entry, points);
  if (g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (self->comment_entry)), comment) != 0)
    lep_editable_show (GTK_EDITABLE (self->comment_entry), comment);
  lep_score_row_set_error (self, NULL);
}

/* Escape brings back what is stored, as in a form. */
static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        state,
                LepScoreRow           *self)
{
  if (keyval != GDK_KEY_Escape || !lep_score_row_is_changed (self))
    return GDK_EVENT_PROPAGATE;

  display (self);
  return GDK_EVENT_STOP;
}

/* "at least 8 · counts 2 times · a comment is needed" */
static char *
describe_rule (const LepGridLine *line)
{
  GString         *text = g_string_new (NULL);
  g_autofree char *minimum = lep_format_count (lep_language_locale (), line->rule.minimum);
  g_autofree char *weight = lep_format_count (lep_language_locale (), line->rule.weight);

  if (line->rule.minimum > 0)
    /* Translators: %s is a number of points */
    g_string_append_printf (text, _ ("at least %s on average"), minimum);
  if (line->rule.weight != 1)
    {
      g_string_append (text, text->len > 0 ? " · " : "");
      /* Translators: %s is a number */
      g_string_append_printf (text, _ ("counts %s times"), weight);
    }
  if (line->comment_required)
    {
      g_string_append (text, text->len > 0 ? " · " : "");
      g_string_append (text, _ ("a comment is needed"));
    }
  return g_string_free (text, FALSE);
}

static void
lep_score_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), LEP_TYPE_SCORE_ROW);
  g_clear_object (&LEP_SCORE_ROW (object)->section);

  G_OBJECT_CLASS (lep_score_row_parent_class)->dispose (object);
}

static void
lep_score_row_finalize (GObject *object)
{
  LepScoreRow *self = LEP_SCORE_ROW (object);

  g_free (self->criterion);
  g_free (self->points_name);
  g_free (self->comment_name);
  g_free (self->comment);

  G_OBJECT_CLASS (lep_score_row_parent_class)->finalize (object);
}

static void
lep_score_row_class_init (LepScoreRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lep_score_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = lep_score_row_finalize;

  signals[SIGNAL_TYPED] = g_signal_new ("typed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_LEFT] = g_signal_new ("left", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/lep/ui/lep-score-row.ui");
  gtk_widget_class_bind_template_child (widget_class, LepScoreRow, text_label);
  gtk_widget_class_bind_template_child (widget_class, LepScoreRow, rule_label);
  gtk_widget_class_bind_template_child (widget_class, LepScoreRow, points_entry);
  gtk_widget_class_bind_template_child (widget_class, LepScoreRow, max_label);
  gtk_widget_class_bind_template_child (widget_class, LepScoreRow, comment_entry);
  gtk_widget_class_bind_template_child (widget_class, LepScoreRow, error_label);
  gtk_widget_class_bind_template_callback (widget_class, points_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, points_left_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
}

static void
lep_score_row_init (LepScoreRow *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->points = -1;
  g_signal_connect (focus, "leave", G_CALLBACK (focus_left_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
}

/**
 * lep_score_row_new:
 * @assessor: (nullable): the name of whose sheet it is
 */
GtkWidget *
lep_score_row_new (const LepGridLine *line,
                   const char        *assessor)
{
  LepScoreRow     *self = g_object_new (LEP_TYPE_SCORE_ROW, NULL);
  g_autofree char *rule = describe_rule (line);
  g_autofree char *max = lep_format_count (lep_language_locale (), line->rule.max_points);
  g_autofree char *of = g_strdup_printf ("/ %s", max);
  g_autofree char *points_label = NULL;
  g_autofree char *comment_label = NULL;

  self->criterion = g_strdup (line->id);
  self->rule = line->rule;
  self->comment_required = line->comment_required;
  gtk_label_set_label (self->text_label, line->text);
  gtk_label_set_label (self->rule_label, rule);
  gtk_widget_set_visible (GTK_WIDGET (self->rule_label), *rule != '\0');
  gtk_label_set_label (self->max_label, of);
  gtk_entry_set_placeholder_text (self->comment_entry, line->comment_required ? _ ("Comment, needed") : _ ("Comment"));
  /* Translators: the name of a field for screen readers: a criterion, and its most points */
  points_label = g_strdup_printf (_ ("Points for “%s”, at most %s"), line->text, max);
  /* Translators: the name of a field for screen readers: a criterion */
  comment_label = g_strdup_printf (_ ("Comment on “%s”"), line->text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->points_entry), GTK_ACCESSIBLE_PROPERTY_LABEL, points_label, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->comment_entry), GTK_ACCESSIBLE_PROPERTY_LABEL, comment_label, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, line->text, -1);
  /* Translators: an assessor and a criterion; what was typed follows after a colon */
  self->points_name = g_strdup_printf (_ ("Points of %s for “%s”"), assessor != NULL ? assessor : LEP_NOTHING, line->text);
  /* Translators: an assessor and a criterion; what was typed follows after a colon */
  self->comment_name = g_strdup_printf (_ ("Comment of %s on “%s”"), assessor != NULL ? assessor : LEP_NOTHING, line->text);
  return GTK_WIDGET (self);
}

const char *
lep_score_row_get_criterion (LepScoreRow *self)
{
  g_return_val_if_fail (LEP_IS_SCORE_ROW (self), NULL);

  return self->criterion;
}

/* Shows what is stored; a row in which something else stands is left alone. */
void
lep_score_row_show (LepScoreRow *self,
                    gint64       points,
                    const char  *comment)
{
  gboolean typed = lep_score_row_is_changed (self);

  g_return_if_fail (LEP_IS_SCORE_ROW (self));

  self->points = points;
  lep_set_str (&self->comment, comment);
  if (!typed || !lep_score_row_is_changed (self))
    display (self);
}

void
lep_score_row_set_editable (LepScoreRow *self,
                            gboolean     editable)
{
  g_return_if_fail (LEP_IS_SCORE_ROW (self));

  gtk_editable_set_editable (self->points_entry, editable);
  gtk_editable_set_editable (GTK_EDITABLE (self->comment_entry), editable);
  gtk_entry_set_has_frame (GTK_ENTRY (self->points_entry), editable);
  gtk_entry_set_has_frame (self->comment_entry, editable);
  gtk_widget_set_visible (GTK_WIDGET (self->comment_entry), editable || (self->comment != NULL && *self->comment != '\0'));
}

/* Whether something stands here that is not stored. */
gboolean
lep_score_row_is_changed (LepScoreRow *self)
{
  g_autofree char *points = dup_typed (self->points_entry);
  g_autofree char *comment = dup_typed (self->comment_entry);
  g_autofree char *stored = self->points < 0 ? g_strdup ("") : g_strdup_printf ("%" G_GINT64_FORMAT, self->points);

  return g_strcmp0 (points, stored) != 0 || g_strcmp0 (comment, self->comment != NULL ? self->comment : "") != 0;
}

/* Returns: what stands here, for the sums; -1 when it is no number, or more than the criterion gives */
gint64
lep_score_row_get_points (LepScoreRow *self)
{
  g_autofree char *typed = dup_typed (self->points_entry);
  gint64           points;

  return *typed != '\0' && lep_parse_count (lep_language_locale (), typed, &points, NULL) && points <= self->rule.max_points ? points : -1;
}

/**
 * lep_score_row_read:
 * @points: (out) (nullable): as stored; %NULL = none
 * @comment: (out) (nullable): likewise
 *
 * Fails when no such points can be given for the criterion.
 */
gboolean
lep_score_row_read (LepScoreRow *self,
                    char       **points,
                    char       **comment,
                    GError     **error)
{
  g_autofree char *typed = dup_typed (self->points_entry);
  g_autofree char *text = dup_typed (self->comment_entry);
  gint64           number = 0;

  if (*typed != '\0' &&
      (!lep_parse_count (lep_language_locale (), typed, &number, NULL) || number < 0 || number > self->rule.max_points))
    {
      g_autofree char *max = lep_format_count (lep_language_locale (), self->rule.max_points);

      g_set_error (error, LEP_ERROR, LEP_ERROR_INVALID,
                   /* Translators: what was typed; the most points of the criterion */
                   _ ("“%s” cannot be given here. Write a whole number from 0 to %s."), typed, max);
      return FALSE;
    }

  *points = *typed != '\0' ? g_strdup_printf ("%" G_GINT64_FORMAT, number) : NULL;
  *comment = *text != '\0' ? g_steal_pointer (&text) : NULL;
  return TRUE;
}

void
lep_score_row_set_error (LepScoreRow *self,
                         const char  *reason)
{
  g_autofree char *comment = NULL;

  g_return_if_fail (LEP_IS_SCORE_ROW (self));

  comment = dup_typed (self->comment_entry);
  lep_unsaved_mark (self->points_entry, reason != NULL ? self->points_name : NULL);
  lep_unsaved_mark (GTK_EDITABLE (self->comment_entry),
                    reason != NULL && g_strcmp0 (comment, self->comment != NULL ? self->comment : "") != 0 ? self->comment_name : NULL);
  gtk_label_set_label (self->error_label, reason != NULL ? reason : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), reason != NULL);
  if (reason != NULL)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->points_entry), "error");
      gtk_accessible_update_state (GTK_ACCESSIBLE (self->points_entry), GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE, -1);
    }
  else
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self->points_entry), "error");
      gtk_accessible_reset_state (GTK_ACCESSIBLE (self->points_entry), GTK_ACCESSIBLE_STATE_INVALID);
    }
}

/**
 * lep_score_row_dup_signature:
 * @lines: (element-type LepGridLine): of the evaluation grid
 *
 * Returns: (transfer full): a text that is another one when rows of these lines would be
 */
char *
lep_score_row_dup_signature (const GPtrArray *lines)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < lines->len; i++)
    {
      const LepGridLine *line = g_ptr_array_index (lines, i);

      g_string_append_printf (text, "\n%s %u %s %d %d %d", line->id, line->rule.section, line->text, (int) line->rule.max_points,
                              (int) line->rule.weight, line->comment_required);
    }
  return g_string_free (text, FALSE);
}

/**
 * lep_score_section_new:
 * @sum: (out) (transfer none): the label for its sum, in the line
 *
 * Returns: (transfer floating): the line above the criteria of a section
 */
GtkWidget *
lep_score_section_new (const LepGridSection *section,
                       GtkWidget           **sum)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *title = gtk_label_new (*section->title != '\0' ? section->title : _ ("Criteria"));

  *sum = gtk_label_new ("");
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_widget_add_css_class (title, "heading");
  gtk_widget_add_css_class (*sum, "heading");
  gtk_widget_add_css_class (*sum, "num");
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), *sum);
  gtk_widget_set_margin_start (box, 14); /* as far in as what stands in the rows, which have an edge of their own */
  gtk_widget_set_margin_end (box, 14);
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  return box;
}

/**
 * lep_score_row_set_section:
 * @section: (transfer floating) (nullable): the line above its section, for the first in it
 */
void
lep_score_row_set_section (LepScoreRow *self,
                           GtkWidget   *section)
{
  g_return_if_fail (LEP_IS_SCORE_ROW (self));

  if (section != NULL)
    self->section = g_object_ref_sink (section);
}

/* A GtkListBoxUpdateHeaderFunc. A line that is a row of its own, with nothing in it
 * for the keys, would be where Tab leaves the list. */
void
lep_score_row_show_section (GtkListBoxRow *row,
                            GtkListBoxRow *before,
                            gpointer       user_data)
{
  gtk_list_box_row_set_header (row, LEP_SCORE_ROW (row)->section);
}

/* Where the points are typed. */
void
lep_score_row_focus (LepScoreRow *self)
{
  g_autofree char *comment = NULL;

  g_return_if_fail (LEP_IS_SCORE_ROW (self));

  comment = dup_typed (GTK_EDITABLE (self->comment_entry));
  if (self->comment_required && *comment == '\0' && lep_score_row_get_points (self) >= 0)
    gtk_widget_grab_focus (GTK_WIDGET (self->comment_entry));
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->points_entry));
}
