/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ranking of a call: thresholds, how far the money reaches, who is in
 * reserve. It is read in a thread; who has a score sheet that is not final sees
 * that sheet first, and the ranking only afterwards. */

#include <glib/gi18n.h>

#include "lep-award-dialog.h"
#include "lep-call-office.h"
#include "lep-format.h"
#include "lep-language.h"
#include "lep-print-dialog.h"
#include "lep-ranking-row.h"
#include "lep-ranking-words.h"
#include "lep-reading.h"
#include "lep-steps-dialog.h"
#include "lep-window.h"

#include "lep-ranking-page.h"

struct _LepRankingPage
{
  LepPage         parent_instance;

  GtkStack       *stack;
  GtkWidget      *switches;
  GtkDropDown    *stage_drop;
  GtkDropDown    *lot_drop;
  GtkBox         *figures;
  GtkWidget      *envelope_box;
  GtkLabel       *envelope_label;
  GtkLevelBar    *envelope_bar;
  GtkLabel       *used_label;
  GtkListBox     *list;
  GtkLabel       *foot_label;
  AdwStatusPage  *own_page;
  GtkLabel       *heads[LEP_RANKING_N_COLUMNS];
  GtkSizeGroup   *columns[LEP_RANKING_N_COLUMNS];

  char           *call;
  const char     *stage; /* that was chosen; NULL = as the call's state says */
  char           *lot;   /* id of the lot that is shown, or NULL */
  LepCallRanking *ranking;
  char           *own_sheet; /* application whose sheet of this person is open */
  gboolean        filling;
  LepReading     *reading;
};

/* In the order of the switch. */
static const char *const stages[] = { "concept", "full" };

typedef struct
{
  char           *call;
  const char     *stage;
  LepCallRanking *ranking;
} Ranked;

G_DEFINE_FINAL_TYPE (LepRankingPage, lep_ranking_page, LEP_TYPE_PAGE)

static void
ranked_free (Ranked *ranked)
{
  g_free (ranked->call);
  g_clear_pointer (&ranked->ranking, lep_call_ranking_free);
  g_free (ranked);
}

static gboolean
read_ranking (LepWorkspace *workspace,
              gpointer      data,
              GError      **error)
{
  Ranked *ranked = data;

  ranked->ranking = lep_call_ranking_read (workspace, ranked->call, ranked->stage, error);
  return ranked->ranking != NULL;
}

static void
clear_box (GtkWidget *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (box)) != NULL)
    gtk_widget_unparent (child);
}

static void
clear_list (LepRankingPage *self)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
}

static void
add_figure (LepRankingPage *self,
            guint           number,
            const char     *text)
{
  GtkWidget       *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autofree char *count = lep_format_count (lep_language_locale (), number);
  GtkWidget       *figure = gtk_label_new (count);
  GtkWidget       *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (figure), 0);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE); /* where five of them and the envelope are too wide */
  gtk_label_set_natural_wrap_mode (GTK_LABEL (label), GTK_NATURAL_WRAP_NONE);
  gtk_widget_set_css_classes (figure, (const char *[]){ "title-3", "num", NULL });
  gtk_widget_set_css_classes (label, (const char *[]){ "caption", "dim-label", NULL });
  gtk_box_append (GTK_BOX (box), figure);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (self->figures, box);
}

/* The funnel of the whole call. */
static void
show_figures (LepRankingPage *self)
{
  const LepCallRanking *ranking = self->ranking;
  g_autofree char      *least = lep_format_count (lep_language_locale (), ranking->threshold);
  /* Translators: below a count: so many applications have the points of the threshold or more */
  g_autofree char      *above = g_strdup_printf (_ ("at or above %s"), least);

  clear_box (GTK_WIDGET (self->figures));
  add_figure (self, ranking->n_received, _ ("received"));
  add_figure (self, ranking->n_on_time, _ ("in time"));
  add_figure (self, ranking->n_in_order, _ ("in order"));
  add_figure (self, ranking->n_above, ranking->threshold > 0 ? above : _ ("good enough"));
  add_figure (self, ranking->n_selected, _ ("within the money"));
}

static const LepLotRanking *
shown_lot (LepRankingPage *self)
{
  guint index = gtk_drop_down_get_selected (self->lot_drop);

  return self->ranking != NULL && index < self->ranking->lots->len ? g_ptr_array_index (self->ranking->lots, index) : NULL;
}

static void
show_envelope (LepRankingPage      *self,
               const LepLotRanking *lot)
{
  gint64           used = lep_lot_ranking_used (lot);
  g_autofree char *envelope = lep_format_money (lep_language_locale (), lot->envelope, self->ranking->currency);
  g_autofree char *taken = lep_format_money (lep_language_locale (), used, self->ranking->currency);

  gtk_widget_set_visible (self->envelope_box, lot->envelope >= 0);
  gtk_label_set_label (self->envelope_label, envelope);
  gtk_label_set_label (self->used_label, taken);
  gtk_level_bar_set_value (self->envelope_bar, lot->envelope > 0 ? CLAMP ((double) used / (double) lot->envelope, 0, 1) : 0);
}

/* Why those below it are not financed. */
static char *
describe_threshold (const LepCallRanking *ranking,
                    const LepLotRanking  *lot)
{
  g_autofree char *least = lep_format_count (lep_language_locale (), ranking->threshold);

  if (ranking->threshold == 0)
    return g_strdup (_ ("Below the least points of a criterion: not financed"));
  if (lep_lot_ranking_has_minimum_unmet (lot))
    /* Translators: %s is a number of points */
    return g_strdup_printf (_ ("Below the threshold of %s points or the least points of a criterion: not financed"), least);

  /* Translators: %s is a number of points */
  return g_strdup_printf (_ ("Below the threshold of %s points: not financed"), least);
}

static void
add_divider (LepRankingPage           *self,
             const LepLotRanking      *lot,
             LepRankPlace              last,
             const LepCallApplication *application)
{
  LepRankPlace     place = application->rank.place;
  g_autofree char *left = lep_ranking_words_left (self->ranking, lot);
  g_autofree char *below = describe_threshold (self->ranking, lot);

  if (place == last)
    return;
  if (place == LEP_PLACE_RESERVE)
    gtk_list_box_append (self->list, lep_ranking_divider_new (_ ("Reserve list"), left, "line-envelope"));
  else if (place == LEP_PLACE_BELOW)
    gtk_list_box_append (self->list, lep_ranking_divider_new (below, NULL, "line-threshold"));
  else if (place == LEP_PLACE_UNSCORED)
    {
      g_autofree char *committed = lep_format_money (lep_language_locale (), lot->committed, self->ranking->currency);
      /* Translators: %s is an amount */
      g_autofree char *promised = g_strdup_printf (_ ("selected or contracted without enough points: %s"), committed);

      gtk_list_box_append (self->list, lep_ranking_divider_new (_ ("Not ranked"), lot->committed > 0 ? promised : NULL, "line-threshold"));
    }
}

static void
show_rows (LepRankingPage      *self,
           const LepLotRanking *lot)
{
  LepRankPlace last = LEP_PLACE_SELECTED;

  clear_list (self);
  for (guint i = 0; i < lot->applications->len; i++)
    {
      const LepCallApplication *application = g_ptr_array_index (lot->applications, i);

      if (g_strcmp0 (application->status, "draft") == 0)
        continue;
      add_divider (self, lot, last, application);
      gtk_list_box_append (self->list, lep_ranking_row_new (self->ranking, application, self->columns));
      last = application->rank.place;
    }
}

static gboolean
is_anything_open (const LepCallRanking *ranking)
{
  g_autoptr (GArray) steps = lep_call_next_steps (ranking);

  return steps->len > 0;
}

static void
show_lot (LepRankingPage *self)
{
  const LepLotRanking *lot = shown_lot (self);

  if (lot == NULL)
    return;

  g_free (self->lot);
  self->lot = g_strdup (lot->id);
  show_envelope (self, lot);
  show_rows (self, lot);
}

static void
lot_chosen_cb (LepRankingPage *self)
{
  if (!self->filling)
    show_lot (self);
}

static void
fill_lots (LepRankingPage *self)
{
  GtkStringList *names = GTK_STRING_LIST (gtk_drop_down_get_model (self->lot_drop));
  guint          chosen = 0;

  self->filling = TRUE;
  gtk_string_list_splice (names, 0, g_list_model_get_n_items (G_LIST_MODEL (names)), NULL);
  for (guint i = 0; i < self->ranking->lots->len; i++)
    {
      const LepLotRanking *lot = g_ptr_array_index (self->ranking->lots, i);
      g_autofree char     *name = lep_ranking_words_lot (lot);

      gtk_string_list_append (names, name);
      if (lot->id != NULL && g_strcmp0 (lot->id, self->lot) == 0)
        chosen = i;
    }
  gtk_drop_down_set_selected (self->lot_drop, chosen);
  self->filling = FALSE;
}

/* The switch of stage stays where there is nothing in a stage: it leads back. */
static void
show_switches (LepRankingPage *self,
               gboolean        with_lots)
{
  gboolean lots = with_lots && self->ranking->lots->len > 1;

  self->filling = TRUE;
  gtk_drop_down_set_selected (self->stage_drop, strcmp (self->ranking->stage, stages[0]) == 0 ? 0 : 1);
  self->filling = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (self->stage_drop), self->ranking->has_two_stages);
  gtk_widget_set_visible (GTK_WIDGET (self->lot_drop), lots);
  gtk_widget_set_visible (self->switches, self->ranking->has_two_stages || lots);
}

static void
show_heads (LepRankingPage *self)
{
  const char      *symbol = lep_currency_symbol (lep_language_locale (), self->ranking->currency);
  /* Translators: head of a column of amounts; %s is a currency */
  g_autofree char *asked = g_strdup_printf (_ ("Asked, %s"), symbol);
  /* Translators: head of a column of amounts added up from above; %s is a currency */
  g_autofree char *cumulated = g_strdup_printf (_ ("Cumulated, %s"), symbol);

  gtk_label_set_label (self->heads[LEP_RANKING_ASKED], asked);
  gtk_label_set_label (self->heads[LEP_RANKING_CUMULATED], cumulated);
}

/* Whether this person still has to give points: then not what others gave. */
static gboolean
find_own_sheet (LepRankingPage *self)
{
  g_autofree char          *person = NULL;
  const LepCallApplication *first;
  g_autofree char          *text = NULL;
  guint                     n_open = 0;

  g_clear_pointer (&self->own_sheet, g_free);
  lep_workspace_get_meta (lep_page_get_workspace (LEP_PAGE (self)), LEP_META_PERSON, &person, NULL);
  first = lep_call_first_open_sheet (self->ranking, lep_call_own_assessor (self->ranking, person), &n_open);
  if (first == NULL)
    return FALSE;

  self->own_sheet = g_strdup (first->id);
  text = g_strdup_printf (ngettext ("%u of your score sheets is not final. The ranking shows what others gave, so it opens once yours is final.",
                                    "%u of your score sheets are not final. The ranking shows what others gave, so it opens once yours are final.", n_open),
                          n_open);
  adw_status_page_set_description (self->own_page, text);
  return TRUE;
}

static void
show_ranking (LepRankingPage *self)
{
  gboolean         writable = lep_page_is_writable (LEP_PAGE (self));
  gboolean         hidden = find_own_sheet (self);
  gboolean         empty = self->ranking->n_received == 0;
  g_autofree char *foot = NULL;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "ranking.award", writable && !hidden && lep_award_is_any_ready (self->ranking));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "ranking.steps", writable && !hidden && is_anything_open (self->ranking));
  lep_page_set_can_print (LEP_PAGE (self), !hidden);
  gtk_stack_set_visible_child_name (self->stack, empty ? "empty" : hidden ? "own"
                                                                          : "list");
  show_switches (self, !hidden && !empty);
  if (hidden || empty)
    return;

  show_heads (self);
  show_figures (self);
  fill_lots (self);
  show_lot (self);
  foot = lep_ranking_words_foot (self->ranking);
  gtk_label_set_label (self->foot_label, foot);
}

static void
ranking_read_cb (LepPage      *page,
                 gpointer      data,
                 const GError *error)
{
  LepRankingPage *self = LEP_RANKING_PAGE (page);
  LepWindow      *window = lep_window_of (GTK_WIDGET (page));
  Ranked         *ranked = data;

  if (error != NULL)
    {
      gtk_stack_set_visible_child_name (self->stack, "empty");
      if (self->ranking != NULL)
        show_ranking (self); /* what was shown before */
      if (window != NULL)
        lep_window_report_error (window, _ ("The ranking could not be read"), error);
      return;
    }
  g_clear_pointer (&self->ranking, lep_call_ranking_free);
  self->ranking = g_steal_pointer (&ranked->ranking);
  show_ranking (self);
}

static void
lep_ranking_page_refresh (LepPage *page)
{
  LepRankingPage *self = LEP_RANKING_PAGE (page);
  Ranked         *ranked;

  if (self->call == NULL)
    return;

  ranked = g_new0 (Ranked, 1);
  ranked->call = g_strdup (self->call);
  ranked->stage = self->stage;
  lep_reading_start (self->reading, ranked);
}

/* What is shown, and read, belongs to another call or stage. */
static void
read_anew (LepRankingPage *self)
{
  gboolean focused = gtk_widget_get_focus_child (GTK_WIDGET (self->stack)) != NULL;

  gtk_stack_set_visible_child_name (self->stack, "reading");
  if (focused) /* what had the focus is not seen meanwhile; the keys stay in the page */
    gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
  lep_reading_stop (self->reading);
  lep_ranking_page_refresh (LEP_PAGE (self));
}

static void
stage_chosen_cb (LepRankingPage *self)
{
  guint index = gtk_drop_down_get_selected (self->stage_drop);

  if (self->filling || index >= G_N_ELEMENTS (stages))
    return;

  self->stage = stages[index];
  read_anew (self);
}

static void
lep_ranking_page_show_target (LepPage         *page,
                              const LepTarget *target)
{
  LepRankingPage *self = LEP_RANKING_PAGE (page);
  g_autoptr (LepRecord) call = NULL;
  g_autofree char *subtitle = NULL;
  const char      *known = target->id != NULL ? target->id : self->call;
  g_autofree char *id = known != NULL ? g_strdup (known) : lep_call_dup_latest (lep_page_get_workspace (page));

  if (g_strcmp0 (id, self->call) != 0)
    {
      g_free (self->call);
      self->call = g_strdup (id);
      self->stage = NULL;
      g_clear_pointer (&self->lot, g_free);
      g_clear_pointer (&self->ranking, lep_call_ranking_free);
      gtk_widget_set_visible (self->switches, FALSE);
      read_anew (self);
    }
  if (self->call == NULL)
    {
      gtk_stack_set_visible_child_name (self->stack, "empty");
      return;
    }
  call = lep_workspace_get_record (lep_page_get_workspace (page), "call", self->call, NULL, NULL);
  if (call != NULL)
    subtitle = g_strdup_printf ("%s · %s", lep_record_get (call, "reference"), lep_record_get (call, "title"));
  lep_page_set_subtitle (page, subtitle);
}

static void
lep_ranking_page_print (LepPage *page)
{
  LepRankingPage *self = LEP_RANKING_PAGE (page);

  if (self->ranking != NULL)
    lep_print_dialog_open (lep_window_of (GTK_WIDGET (self)), "call", self->call,
                           self->ranking->has_two_stages && strcmp (self->ranking->stage, "concept") == 0 ? "ranking-concept" : "ranking");
}

static void
open_application (LepRankingPage *self,
                  const char     *id,
                  const char     *tab)
{
  LepWindow      *window = lep_window_of (GTK_WIDGET (self));
  const LepTarget target = { .kind = "application", .id = id, .tab = tab };

  if (window != NULL && id != NULL)
    lep_window_go (window, "applications", &target);
}

static void
row_activated_cb (LepRankingPage *self,
                  GtkListBoxRow  *row)
{
  if (LEP_IS_RANKING_ROW (row))
    open_application (self, lep_ranking_row_get_id (LEP_RANKING_ROW (row)), "score");
}

static void
own_sheet_action_cb (GtkWidget  *widget,
                     const char *action_name,
                     GVariant   *parameter)
{
  open_application (LEP_RANKING_PAGE (widget), LEP_RANKING_PAGE (widget)->own_sheet, "score");
}

static void
award_action_cb (GtkWidget  *widget,
                 const char *action_name,
                 GVariant   *parameter)
{
  LepRankingPage *self = LEP_RANKING_PAGE (widget);

  if (self->ranking != NULL)
    lep_award_dialog_open (widget, lep_page_get_workspace (LEP_PAGE (self)), self->ranking, NULL);
}

static void
steps_action_cb (GtkWidget  *widget,
                 const char *action_name,
                 GVariant   *parameter)
{
  LepRankingPage *self = LEP_RANKING_PAGE (widget);

  if (self->ranking != NULL)
    lep_steps_dialog_open (widget, lep_page_get_workspace (LEP_PAGE (self)), self->ranking);
}

static void
board_action_cb (GtkWidget  *widget,
                 const char *action_name,
                 GVariant   *parameter)
{
  LepWindow      *window = lep_window_of (widget);
  const LepTarget target = { .kind = "call", .id = LEP_RANKING_PAGE (widget)->call };

  if (window != NULL)
    lep_window_go (window, "board", &target);
}

static void
lep_ranking_page_dispose (GObject *object)
{
  LepRankingPage *self = LEP_RANKING_PAGE (object);

  g_clear_pointer (&self->reading, lep_reading_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), LEP_TYPE_RANKING_PAGE);
  for (guint i = 0; i < LEP_RANKING_N_COLUMNS; i++)
    g_clear_object (&self->columns[i]);

  G_OBJECT_CLASS (lep_ranking_page_parent_class)->dispose (object);
}

static void
lep_ranking_page_finalize (GObject *object)
{
  LepRankingPage *self = LEP_RANKING_PAGE (object);

  g_free (self->call);
  g_free (self->lot);
  g_free (self->own_sheet);
  g_clear_pointer (&self->ranking, lep_call_ranking_free);

  G_OBJECT_CLASS (lep_ranking_page_parent_class)->finalize (object);
}

static void
lep_ranking_page_class_init (LepRankingPageClass *klass)
{
  static const struct
  {
    const char *name;
    gssize      offset;
  } heads[] = {
    { "rank_head", G_STRUCT_OFFSET (LepRankingPage, heads[LEP_RANKING_RANK]) },
    { "points_head", G_STRUCT_OFFSET (LepRankingPage, heads[LEP_RANKING_POINTS]) },
    { "asked_head", G_STRUCT_OFFSET (LepRankingPage, heads[LEP_RANKING_ASKED]) },
    { "cumulated_head", G_STRUCT_OFFSET (LepRankingPage, heads[LEP_RANKING_CUMULATED]) },
    { "outcome_head", G_STRUCT_OFFSET (LepRankingPage, heads[LEP_RANKING_OUTCOME]) },
  };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lep_ranking_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = lep_ranking_page_finalize;
  LEP_PAGE_CLASS (klass)->refresh = lep_ranking_page_refresh;
  LEP_PAGE_CLASS (klass)->show_target = lep_ranking_page_show_target;
  LEP_PAGE_CLASS (klass)->print = lep_ranking_page_print;

  gtk_widget_class_install_action (widget_class, "ranking.award", NULL, award_action_cb);
  gtk_widget_class_install_action (widget_class, "ranking.steps", NULL, steps_action_cb);
  gtk_widget_class_install_action (widget_class, "ranking.own-sheet", NULL, own_sheet_action_cb);
  gtk_widget_class_install_action (widget_class, "ranking.board", NULL, board_action_cb);

  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/lep/ui/lep-ranking-page.ui");
  for (guint i = 0; i < G_N_ELEMENTS (heads); i++)
    gtk_widget_class_bind_template_child_full (widget_class, heads[i].name, FALSE, heads[i].offset);
  gtk_widget_class_bind_template_child (widget_class, LepRankingPage, stack);
  gtk_widget_class_bind_template_child (widget_class, LepRankingPage, switches);
  gtk_widget_class_bind_template_child (widget_class, LepRankingPage, stage_drop);
  gtk_widget_class_bind_template_child (widget_class, LepRankingPage, lot_drop);
  gtk_widget_class_bind_template_child (widget_class, LepRankingPage, figures);
  gtk_widget_class_bind_template_child (widget_class, LepRankingPage, envelope_box);
  gtk_widget_class_bind_template_child (widget_class, LepRankingPage, envelope_label);
  gtk_widget_class_bind_template_child (widget_class, LepRankingPage, envelope_bar);
  gtk_widget_class_bind_template_child (widget_class, LepRankingPage, used_label);
  gtk_widget_class_bind_template_child (widget_class, LepRankingPage, list);
  gtk_widget_class_bind_template_child (widget_class, LepRankingPage, foot_label);
  gtk_widget_class_bind_template_child (widget_class, LepRankingPage, own_page);
  gtk_widget_class_bind_template_callback (widget_class, stage_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, lot_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
lep_ranking_page_init (LepRankingPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->reading = lep_reading_new (LEP_PAGE (self), read_ranking, ranking_read_cb, (GDestroyNotify) ranked_free);
  for (guint i = 0; i < LEP_RANKING_N_COLUMNS; i++)
    {
      self->columns[i] = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
      gtk_size_group_add_widget (self->columns[i], GTK_WIDGET (self->heads[i]));
    }
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "ranking.award", FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "ranking.steps", FALSE);
}
