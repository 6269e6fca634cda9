/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One application of a ranking: rank, points, amounts and what came of it. */

#include <glib/gi18n.h>

#include "lep-call-office.h"
#include "lep-format.h"
#include "lep-language.h"
#include "lep-state-button.h"
#include "lep-window.h"

#include "lep-ranking-row.h"

struct _LepRankingRow
{
  GtkListBoxRow parent_instance;

  char         *id;
  const char   *conflict_kind; /* of the record with values side by side, or NULL */
  char         *conflict_id;
};

G_DEFINE_FINAL_TYPE (LepRankingRow, lep_ranking_row, GTK_TYPE_LIST_BOX_ROW)

static GtkWidget *
new_label (const char *text,
           float       xalign,
           const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
add_figure (GtkBox       *box,
            GtkSizeGroup *column,
            const char   *text,
            const char   *css_class)
{
  GtkWidget *label = new_label (text, 1, css_class);

  gtk_widget_add_css_class (label, "num");
  gtk_size_group_add_widget (column, label);
  gtk_box_append (box, label);
}

/* What was decided; before that, what the points say. */
static char *
describe_outcome (const LepCallRanking     *ranking,
                  const LepCallApplication *application,
                  const char              **style)
{
  const LepRankEntry *rank = &application->rank;
  const char         *state = application->status;
  g_autofree char    *number = lep_format_count (lep_language_locale (), rank->reserve_no);
  g_autofree char    *least = lep_format_count (lep_language_locale (), ranking->threshold);

  if (application->is_past)
    state = application->was_reserve ? "reserve" : "preselected";
  else if (application->is_not_in_order)
    state = "admin_rejected";
  else if (!lep_application_is_decided (state) && rank->place == LEP_PLACE_SELECTED)
    state = g_str_equal (ranking->stage, "concept") ? "preselected" : "selected";
  else if (!lep_application_is_decided (state) && rank->place == LEP_PLACE_RESERVE)
    state = "reserve";
  else if (!lep_application_is_decided (state) && rank->place == LEP_PLACE_BELOW)
    state = "rejected";
  *style = lep_state_style (state);
  if (g_strcmp0 (state, "rejected") == 0)
    *style = "neutral";
  if (g_strcmp0 (state, "reserve") == 0 && rank->reserve_no > 0)
    /* Translators: place on the reserve list, in a narrow column: "Reserve 1" */
    return g_strdup_printf (_ ("Reserve %s"), number);
  if (g_strcmp0 (state, "rejected") == 0 && rank->place == LEP_PLACE_BELOW && !rank->below_minimum && ranking->threshold > 0)
    /* Translators: fewer points than the threshold, in a narrow column: "Below 70" */
    return g_strdup_printf (_ ("Below %s"), least);
  return g_strdup (state != NULL ? lep_code_label ("application_status", state) : LEP_NOTHING);
}

/* What somebody has to look at, below the name. */
static char *
describe_doubts (const LepCallRanking     *ranking,
                 const LepCallApplication *application)
{
  GString *text = g_string_new (application->partnership);

  if (application->is_converted)
    {
      g_autofree char *asked = lep_format_money (lep_language_locale (), application->asked, application->asked_currency);

      g_string_append (text, " · ");
      /* Translators: below an application; %s is an amount in another currency than the list's */
      g_string_append_printf (text, _ ("asked for %s"), asked);
    }
  if (application->is_granted)
    {
      g_autofree char *grant = lep_format_money (lep_language_locale (), application->rank.takes, ranking->currency);

      g_string_append (text, " · ");
      /* Translators: %s is an amount */
      g_string_append_printf (text, _ ("counted with its grant, %s"), grant);
    }
  if (application->rank.diverges && application->rank.n_sheets < 3)
    g_string_append_printf (text, " · %s", _ ("a third assessor is needed"));
  else if (application->rank.diverges)
    g_string_append_printf (text, " · %s", _ ("assessors are far apart"));
  if (application->rank.below_minimum && application->rank.place == LEP_PLACE_BELOW)
    g_string_append_printf (text, " · %s", _ ("below the least points of a criterion"));
  if (application->n_conflicts > 0)
    g_string_append_printf (text, " · %s", _ ("two values stand side by side"));
  for (guint i = 0; i < application->interests->len; i++)
    {
      g_string_append (text, " · ");
      /* Translators: %s is an assessor */
      g_string_append_printf (text, _ ("%s has an interest"), (const char *) g_ptr_array_index (application->interests, i));
    }
  return g_string_free (text, FALSE);
}

static GtkWidget *
new_names (const LepCallRanking     *ranking,
           const LepCallApplication *application)
{
  GtkWidget       *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget       *title = new_label (application->title, 0, NULL);
  g_autofree char *doubts = describe_doubts (ranking, application);
  GtkWidget       *second = new_label (doubts, 0, "caption");

  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_label_set_wrap (GTK_LABEL (second), TRUE);
  gtk_label_set_lines (GTK_LABEL (second), 3);
  gtk_label_set_ellipsize (GTK_LABEL (second), PANGO_ELLIPSIZE_END);
  gtk_widget_set_tooltip_text (title, application->title);
  gtk_widget_set_tooltip_text (second, doubts);
  gtk_widget_add_css_class (second, "dim-label");
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), second);
  gtk_widget_set_hexpand (box, TRUE);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  return box;
}

/* Points to one decimal, "=" before those that another one has too. */
static char *
format_points (const LepRankEntry *rank)
{
  g_autofree char *average = NULL;

  if (rank->n_sheets == 0)
    return g_strdup (LEP_NOTHING);

  average = lep_format_decimal (lep_language_locale (), (rank->sum * 20 + rank->n_sheets) / (2 * (gint64) rank->n_sheets), 1, 1);
  return rank->tied ? g_strconcat ("= ", average, NULL) : g_steal_pointer (&average);
}

static char *
format_amount (gboolean    is_there,
               gint64      amount,
               const char *currency)
{
  return is_there ? lep_format_decimal (lep_language_locale (), amount, lep_currency_digits (currency), lep_currency_digits (currency))
                  : g_strdup (LEP_NOTHING);
}

static void
decide_clicked_cb (LepRankingRow *self)
{
  LepWindow      *window = lep_window_of (GTK_WIDGET (self));
  const LepTarget target = { .kind = self->conflict_kind, .id = self->conflict_id };

  if (window != NULL)
    lep_window_go (window, "conflict", &target);
}

/* Leads to the values that stand side by side. */
static void
add_decide (LepRankingRow            *self,
            GtkBox                   *box,
            const LepCallApplication *application)
{
  GtkWidget       *button;
  g_autofree char *name = NULL;

  if (application->conflict_id == NULL)
    return;

  self->conflict_kind = application->conflict_kind;
  self->conflict_id = g_strdup (application->conflict_id);
  button = gtk_button_new_with_label (_ ("Decide…"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  /* Translators: the name of a button for screen readers; %s is an application */
  name = g_strdup_printf (_ ("Decide which value of “%s” holds"), application->title);
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_object (button, "clicked", G_CALLBACK (decide_clicked_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (box, button);
}

static void
lep_ranking_row_finalize (GObject *object)
{
  g_free (LEP_RANKING_ROW (object)->id);
  g_free (LEP_RANKING_ROW (object)->conflict_id);

  G_OBJECT_CLASS (lep_ranking_row_parent_class)->finalize (object);
}

static void
lep_ranking_row_class_init (LepRankingRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lep_ranking_row_finalize;
}

static void
lep_ranking_row_init (LepRankingRow *self)
{
}

/**
 * lep_ranking_row_new:
 * @columns: (array fixed-size=5): keep the cells of a column equally wide
 *
 * Returns: (transfer floating): activating it opens the application; where values
 *   stand side by side, a button leads to them
 */
GtkWidget *
lep_ranking_row_new (const LepCallRanking     *ranking,
                     const LepCallApplication *application,
                     GtkSizeGroup *const      *columns)
{
  LepRankingRow      *self = g_object_new (LEP_TYPE_RANKING_ROW, NULL);
  const LepRankEntry *rank = &application->rank;
  GtkBox             *box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 16));
  GtkWidget          *pill;
  GtkWidget          *pill_box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  const char         *style = NULL;
  g_autofree char    *place = rank->rank > 0 ? lep_format_count (lep_language_locale (), rank->rank) : g_strdup (LEP_NOTHING);
  g_autofree char    *points = format_points (rank);
  g_autofree char    *asked = format_amount (application->has_requested, application->requested, ranking->currency);
  g_autofree char    *cumulated = format_amount (rank->place >= LEP_PLACE_RESERVE, rank->cumulated, ranking->currency);
  g_autofree char    *outcome = describe_outcome (ranking, application, &style);
  g_autofree char    *name = NULL;

  self->id = g_strdup (application->id);
  add_figure (box, columns[LEP_RANKING_RANK], place, "heading");
  gtk_box_append (box, new_names (ranking, application));
  add_decide (self, box, application);
  add_figure (box, columns[LEP_RANKING_POINTS], points, "heading");
  add_figure (box, columns[LEP_RANKING_ASKED], asked, NULL);
  add_figure (box, columns[LEP_RANKING_CUMULATED], cumulated, NULL);

  pill = new_label (outcome, 0, "pill-status");
  gtk_widget_add_css_class (pill, style);
  gtk_widget_set_valign (pill, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (pill_box), pill);
  gtk_size_group_add_widget (columns[LEP_RANKING_OUTCOME], pill_box);
  gtk_box_append (box, pill_box);

  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), GTK_WIDGET (box));
  /* Translators: a line of a ranking for screen readers: rank, title, points, outcome */
  name = g_strdup_printf (_ ("%s, %s, %s points, %s"), place, application->title, points, outcome);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return GTK_WIDGET (self);
}

/**
 * lep_ranking_divider_new:
 * @right: (nullable): what stands at the end of the line
 *
 * Returns: (transfer floating): a line that says what follows
 */
GtkWidget *
lep_ranking_divider_new (const char *text,
                         const char *right,
                         const char *css_class)
{
  GtkWidget       *row = gtk_list_box_row_new ();
  GtkWidget       *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget       *label = new_label (text, 0, NULL);
  g_autofree char *name = right != NULL ? g_strdup_printf ("%s, %s", text, right) : g_strdup (text);

  gtk_widget_set_hexpand (label, TRUE);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_box_append (GTK_BOX (box), label);
  if (right != NULL)
    gtk_box_append (GTK_BOX (box), new_label (right, 1, "num"));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_add_css_class (row, css_class);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return row;
}

/* Returns: (nullable): the id of the application; a dividing line has none */
const char *
lep_ranking_row_get_id (LepRankingRow *self)
{
  g_return_val_if_fail (LEP_IS_RANKING_ROW (self), NULL);

  return self->id;
}
