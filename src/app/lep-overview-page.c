/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The overview: how many, when, what must I do. All of it is read in a thread,
 * what needs attention after the rest; every figure is a button to its entries. */

#include <glib/gi18n.h>

#include "lep-chart-area.h"
#include "lep-counter-button.h"
#include "lep-finding-row.h"
#include "lep-flow-cell.h"
#include "lep-format.h"
#include "lep-language.h"
#include "lep-overview-data.h"
#include "lep-print-dialog.h"
#include "lep-provisional.h"
#include "lep-published-list.h"
#include "lep-reading.h"
#include "lep-window.h"

#include "lep-overview-page.h"

#define N_COUNTERS   5
#define MAX_FINDINGS 3
#define MAX_DATES    4

/* Below so many digits' width the columns stand below each other. */
#define NARROW 86

/* Of the column at the side, in pixels. */
#define SIDE_WIDTH 262

struct _LepOverviewPage
{
  LepPage              parent_instance;

  GtkScrolledWindow   *scroller;
  GtkFlowBox          *counters;
  LepCounterButton    *counter_buttons[N_COUNTERS];
  GtkBox              *columns;
  AdwClamp            *side;
  LepChartArea        *chart;
  GtkWidget           *chart_group;
  GtkButton           *table_button;
  AdwPreferencesGroup *attention_group;
  GtkButton           *attention_button;
  AdwPreferencesGroup *dates_group;
  AdwActionRow        *exchange_row;
  GtkWidget           *money_group;
  AdwActionRow        *money_row;
  LepPublishedList    *published;

  GPtrArray           *date_rows; /* those made for the data at hand */
  GPtrArray           *finding_rows;
  GHashTable          *ids; /* code of an indicator -> its id */
  LepReading          *reading;
  LepReading          *looking; /* what needs attention */
  guint                fit_id;
};

G_DEFINE_FINAL_TYPE (LepOverviewPage, lep_overview_page, LEP_TYPE_PAGE)

/* --- Filling in --- */

static void
drop_rows (GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    {
      GtkWidget           *row = g_ptr_array_index (rows, i);
      AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (gtk_widget_get_ancestor (row, ADW_TYPE_PREFERENCES_GROUP));

      adw_preferences_group_remove (group, row);
    }
  g_ptr_array_set_size (rows, 0);
}

static void
add_row (GPtrArray           *rows,
         AdwPreferencesGroup *group,
         GtkWidget           *row)
{
  adw_preferences_group_add (group, row);
  g_ptr_array_add (rows, row);
}

/* A sentence where there is nothing to list. */
static void
add_sentence (GPtrArray           *rows,
              AdwPreferencesGroup *group,
              const char          *text)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), text);
  gtk_widget_add_css_class (row, "dim-label");
  add_row (rows, group, row);
}

static void
show_counters (LepOverviewPage       *self,
               const LepOverviewData *data)
{
  for (guint i = 0; i < N_COUNTERS; i++)
    {
      GtkWidget *slot = gtk_widget_get_parent (GTK_WIDGET (self->counter_buttons[i]));
      gboolean   there = i < data->overview->counters->len;

      gtk_widget_set_visible (slot, there);
      if (there)
        {
          const LepCounter *counter = g_ptr_array_index (data->overview->counters, i);
          g_autofree char  *note = lep_overview_data_note (data, counter);

          lep_counter_button_set (self->counter_buttons[i], counter, note);
        }
    }
}

/* A quarter in which nothing was noted has no bar and no figure. */
static gint64
bar_of (gint64 value)
{
  return value != 0 ? value : LEP_CHART_MISSING;
}

/* Names the quarters below their bars; one of which something is not settled has a mark. */
static gboolean
add_quarters (LepChart     *chart,
              const GArray *quarters)
{
  gboolean provisional = FALSE;
  int      year = 0;

  for (guint i = 0; i < quarters->len; i++)
    {
      const LepQuarter *quarter = &g_array_index (quarters, LepQuarter, i);
      g_autofree char  *name = lep_format_quarter (lep_language_locale (), quarter->year, quarter->quarter, quarter->year != year);
      g_autofree char  *label = g_strconcat (name, quarter->provisional ? LEP_PROVISIONAL_MARK : "", NULL);

      year = quarter->year;
      provisional |= quarter->provisional;
      lep_chart_add_label (chart, label);
    }
  return provisional;
}

static void
show_chart (LepOverviewPage       *self,
            const LepOverviewData *data)
{
  const GArray    *quarters = data->overview->quarters;
  LepChart        *chart = lep_chart_new (LEP_CHART_BARS, lep_language_locale (), _ ("Results by quarter"));
  g_autofree char *note = g_strconcat (LEP_PROVISIONAL_MARK " ", lep_provisional_text (), NULL);

  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self->chart_group), add_quarters (chart, quarters) ? note : NULL);

  lep_chart_add_series (chart, _ ("Trained"));
  for (guint i = 0; i < quarters->len; i++)
    lep_chart_add_value (chart, bar_of (g_array_index (quarters, LepQuarter, i).trained));
  lep_chart_add_series (chart, _ ("Employed, proved"));
  for (guint i = 0; i < quarters->len; i++)
    lep_chart_add_value (chart, bar_of (g_array_index (quarters, LepQuarter, i).employed));

  gtk_widget_set_visible (self->chart_group, !lep_chart_is_empty (chart));
  lep_chart_area_set_chart (self->chart, chart);
}

static void
first_step_activated_cb (GtkWidget  *row,
                         const char *page)
{
  gtk_widget_activate_action (row, "win.go", "s", page);
}

/* An empty register says where to begin, and where to go on from there. */
static void
add_first_step (LepOverviewPage *self,
                gboolean         has_organisations)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), has_organisations ? _ ("Go on with a partnership") : _ ("Begin with the organisations"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), has_organisations ? _ ("Then note its projects, and add results.")
                                                                       : _ ("Then start a partnership, note its projects, and add results."));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), g_object_new (GTK_TYPE_IMAGE,
                                                                 "icon-name", "go-next-symbolic",
                                                                 "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                                                 NULL));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_signal_connect (row, "activated", G_CALLBACK (first_step_activated_cb), (gpointer) (has_organisations ? "partnerships" : "organisations"));
  add_row (self->finding_rows, self->attention_group, row);
}

static int
compare_findings (gconstpointer a,
                  gconstpointer b)
{
  const LepFinding *first = *(LepFinding *const *) a;
  const LepFinding *second = *(LepFinding *const *) b;

  return (int) lep_finding_group (first) - (int) lep_finding_group (second);
}

static void
show_attention (LepOverviewPage       *self,
                const LepOverviewData *data)
{
  LepWorkspace    *workspace = lep_page_get_workspace (LEP_PAGE (self));
  g_autofree char *number = lep_format_count (lep_language_locale (), data->findings->len);
  g_autofree char *text = g_strdup_printf (_ ("Show all %s"), number);

  drop_rows (self->finding_rows);
  g_ptr_array_sort (data->findings, compare_findings);
  gtk_button_set_label (self->attention_button, text);
  gtk_widget_set_visible (GTK_WIDGET (self->attention_button), data->findings->len > MAX_FINDINGS);
  for (guint i = 0; i < MIN (data->findings->len, MAX_FINDINGS); i++)
    {
      GtkWidget *row = lep_finding_row_new (workspace, g_ptr_array_index (data->findings, i), NULL);

      adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 1);
      add_row (self->finding_rows, self->attention_group, row);
    }
  if (data->n_partnerships == 0)
    add_first_step (self, data->n_organisations > 0);
  else if (data->findings->len == 0)
    add_sentence (self->finding_rows, self->attention_group, _ ("Nothing needs attention now."));
}

static void
show_dates (LepOverviewPage       *self,
            const LepOverviewData *data)
{
  LepWorkspace    *workspace = lep_page_get_workspace (LEP_PAGE (self));
  const GPtrArray *dates = data->overview->next_dates;

  for (guint i = 0; i < MIN (dates->len, MAX_DATES); i++)
    add_row (self->date_rows, self->dates_group, lep_next_date_row_new (workspace, g_ptr_array_index (dates, i)));
  if (dates->len == 0)
    add_sentence (self->date_rows, self->dates_group, _ ("No dates are noted ahead."));
}

#define DOT " \302\267 "

/* What the last bundle carried, and what waits for the next one. */
static char *
describe_exchange (const LepOverview *overview)
{
  gboolean is_given = g_strcmp0 (overview->last_exchange_direction, "given") == 0;
  gulong   n = (gulong) overview->last_exchange_changes;
  g_autoptr (GTimeZone) here = g_time_zone_new_local ();
  g_autofree char *date = lep_format_time (lep_language_locale (), overview->last_exchange_at, here, LEP_DATE_SHORT);
  g_autofree char *carried = g_strdup_printf (is_given ? ngettext ("%lu change went out", "%lu changes went out", n)
                                                       : ngettext ("%lu change came in", "%lu changes came in", n),
                                              n);
  g_autofree char *waits = NULL;

  if (overview->n_unsent == 0)
    return g_strdup_printf ("%s" DOT "%s", date, carried);

  waits = g_strdup_printf (ngettext ("%lu waits to go out", "%lu wait to go out", (gulong) overview->n_unsent),
                           (gulong) overview->n_unsent);
  return g_strdup_printf ("%s" DOT "%s" DOT "%s", date, carried, waits);
}

static void
show_exchange (LepOverviewPage       *self,
               const LepOverviewData *data)
{
  const LepOverview *overview = data->overview;
  g_autofree char   *text = NULL;
  g_autofree char   *title = NULL;

  if (overview->last_exchange_at == NULL)
    {
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->exchange_row), _ ("Not yet"));
      adw_action_row_set_subtitle (self->exchange_row, _ ("Give a bundle to another laptop"));
      return;
    }

  text = describe_exchange (overview);
  if (overview->last_exchange_name == NULL || *overview->last_exchange_name == '\0')
    title = g_strdup (_ ("A bundle for everybody"));
  else if (g_strcmp0 (overview->last_exchange_direction, "received") == 0)
    /* Translators: whose bundle came in last. */
    title = g_strdup_printf (_ ("From %s"), overview->last_exchange_name);
  else
    /* Translators: who was given the last bundle. */
    title = g_strdup_printf (_ ("To %s"), overview->last_exchange_name);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->exchange_row), title);
  adw_action_row_set_subtitle (self->exchange_row, text);
}

static void
show_money (LepOverviewPage       *self,
            const LepOverviewData *data)
{
  const LepMoneySum *sum = data->overview->money_all;
  const LepLocale   *locale = lep_language_locale ();
  g_autofree char   *share = NULL;
  g_autofree char   *marked = NULL;
  g_autofree char   *paid = NULL;
  g_autofree char   *granted = NULL;
  g_autofree char   *title = NULL;
  g_autofree char   *subtitle = NULL;
  guint              digits;

  gtk_widget_set_visible (self->money_group, sum != NULL && sum->granted > 0);
  if (sum == NULL || sum->granted <= 0)
    return;

  digits = lep_currency_digits (sum->currency);
  share = lep_format_ratio (locale, sum->paid, sum->granted, 0);
  paid = lep_format_decimal (locale, sum->paid, digits, digits);
  granted = lep_format_money (locale, sum->granted, sum->currency);
  marked = g_strconcat (data->overview->money_disputed ? LEP_PROVISIONAL_MARK : "", share, NULL);
  /* Translators: "96 % paid". */
  title = g_strdup_printf (_ ("%s paid"), marked);
  /* Translators: what was paid, and what was granted with its currency. */
  subtitle = g_strdup_printf (_ ("%s of %s"), paid, granted);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->money_row), title);
  adw_action_row_set_subtitle (self->money_row, subtitle);
  lep_provisional_mark (GTK_WIDGET (self->money_row), data->overview->money_disputed);
  if (!data->overview->money_disputed)
    gtk_widget_set_tooltip_text (GTK_WIDGET (self->money_row), data->overview->rate_text);
}

static void
show_data (LepOverviewPage *self,
           LepOverviewData *data)
{
  g_autofree char *today = lep_format_date (lep_language_locale (), data->today, LEP_DATE_LONG);
  g_autofree char *subtitle = NULL;

  drop_rows (self->date_rows);
  show_counters (self, data);
  show_chart (self, data);
  show_dates (self, data);
  show_exchange (self, data);
  show_money (self, data);
  lep_published_list_fill (self->published, lep_page_get_workspace (LEP_PAGE (self)), data->published);

  g_clear_pointer (&self->ids, g_hash_table_unref);
  self->ids = g_hash_table_ref (data->ids);
  if (data->programme != NULL)
    {
      /* Translators: today's date, and the name of the programme, which may be cut. */
      subtitle = g_strdup_printf (_ ("%s · %s"), today, data->programme);
      lep_page_set_subtitle (LEP_PAGE (self), subtitle);
    }
}

/* --- Reading --- */

static void
report (LepPage      *page,
        const GError *error)
{
  LepWindow *window = lep_window_of (GTK_WIDGET (page));

  if (window != NULL)
    lep_window_report_error (window, _ ("The overview could not be read"), error);
}

static void
findings_read_cb (LepPage      *page,
                  gpointer      data,
                  const GError *error)
{
  LepWindow       *window = lep_window_of (GTK_WIDGET (page));
  LepOverviewData *read = data;

  if (error != NULL)
    {
      report (page, error);
      return;
    }
  show_attention (LEP_OVERVIEW_PAGE (page), read);
  if (window != NULL)
    lep_window_set_count (window, "attention", read->findings->len, "attention");
}

static void
overview_read_cb (LepPage      *page,
                  gpointer      data,
                  const GError *error)
{
  LepOverviewPage *self = LEP_OVERVIEW_PAGE (page);
  g_autofree char *today = lep_window_dup_today ();

  if (error != NULL)
    {
      report (page, error);
      return;
    }
  show_data (self, data);
  lep_reading_start (self->looking, lep_overview_data_new (today));
}

/* --- Buttons --- */

static void
counter_clicked_cb (GtkButton       *button,
                    LepOverviewPage *self)
{
  LepWindow       *window = lep_window_of (GTK_WIDGET (self));
  const char      *indicator = lep_counter_button_get_indicator (LEP_COUNTER_BUTTON (button));
  const char      *id = indicator != NULL && self->ids != NULL ? g_hash_table_lookup (self->ids, indicator) : NULL;
  g_autofree char *filter = id != NULL ? g_strconcat ("indicator=", id, NULL) : NULL;
  const LepTarget  target = { .filter = filter };

  if (indicator == NULL)
    return;

  if (g_str_equal (indicator, "SERVICES"))
    lep_window_go (window, "services", NULL);
  else if (g_str_equal (indicator, "ORGANISATIONS"))
    lep_window_go (window, "organisations", NULL);
  else
    lep_window_go (window, "results", &target);
}

static void
table_clicked_cb (LepOverviewPage *self)
{
  gboolean table = !lep_chart_area_is_table (self->chart);

  lep_chart_area_set_table (self->chart, table);
  gtk_button_set_label (self->table_button, table ? _ ("Show as _chart") : _ ("Show as _table"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->table_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  table ? _ ("Show the results by quarter as a chart")
                                        : _ ("Show the results by quarter as a table"),
                                  -1);
}

static void
exchange_activated_cb (LepOverviewPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.go", "s", "bundles");
}

static void
money_activated_cb (LepOverviewPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.go", "s", "projects");
}

/* --- Room --- */

static gboolean
fit_idle_cb (gpointer user_data)
{
  LepOverviewPage *self = user_data;
  GtkAdjustment   *adjustment = gtk_scrolled_window_get_hadjustment (self->scroller);
  double           room = gtk_adjustment_get_page_size (adjustment);
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), "0");
  int      digit;
  gboolean narrow;

  self->fit_id = 0;
  pango_layout_get_pixel_size (layout, &digit, NULL);
  narrow = room > 0.0 && room < (double) (NARROW * digit);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->columns), narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_flow_box_set_max_children_per_line (self->counters, narrow ? 3 : N_COUNTERS);
  adw_clamp_set_maximum_size (self->side, narrow ? G_MAXINT16 : SIDE_WIDTH);

  return G_SOURCE_REMOVE;
}

static void
queue_fit (LepOverviewPage *self)
{
  if (self->fit_id == 0)
    self->fit_id = g_idle_add (fit_idle_cb, self);
}

/* --- The page --- */

static void
lep_overview_page_refresh (LepPage *page)
{
  g_autofree char *today = lep_window_dup_today ();

  lep_reading_start (LEP_OVERVIEW_PAGE (page)->reading, lep_overview_data_new (today));
}

static void
lep_overview_page_print (LepPage *page)
{
  lep_print_dialog_open (lep_window_of (GTK_WIDGET (page)), NULL, NULL, "results");
}

static void
lep_overview_page_dispose (GObject *object)
{
  LepOverviewPage *self = LEP_OVERVIEW_PAGE (object);

  g_clear_pointer (&self->reading, lep_reading_free);
  g_clear_pointer (&self->looking, lep_reading_free);
  g_clear_handle_id (&self->fit_id, g_source_remove);
  g_clear_pointer (&self->date_rows, g_ptr_array_unref);
  g_clear_pointer (&self->finding_rows, g_ptr_array_unref);
  g_clear_pointer (&self->ids, g_hash_table_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), LEP_TYPE_OVERVIEW_PAGE);

  G_OBJECT_CLASS (lep_overview_page_parent_class)->dispose (object);
}

static void
lep_overview_page_class_init (LepOverviewPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lep_overview_page_dispose;
  LEP_PAGE_CLASS (klass)->refresh = lep_overview_page_refresh;
  LEP_PAGE_CLASS (klass)->print = lep_overview_page_print;

  g_type_ensure (LEP_TYPE_CHART_AREA);
  g_type_ensure (LEP_TYPE_COUNTER_BUTTON);
  g_type_ensure (LEP_TYPE_FLOW_CELL);

  g_type_ensure (LEP_TYPE_PUBLISHED_LIST);
  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/lep/ui/lep-overview-page.ui");
  gtk_widget_class_bind_template_child (widget_class, LepOverviewPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, LepOverviewPage, counters);
  gtk_widget_class_bind_template_child (widget_class, LepOverviewPage, columns);
  gtk_widget_class_bind_template_child (widget_class, LepOverviewPage, side);
  gtk_widget_class_bind_template_child (widget_class, LepOverviewPage, chart);
  gtk_widget_class_bind_template_child (widget_class, LepOverviewPage, chart_group);
  gtk_widget_class_bind_template_child (widget_class, LepOverviewPage, table_button);
  gtk_widget_class_bind_template_child (widget_class, LepOverviewPage, attention_group);
  gtk_widget_class_bind_template_child (widget_class, LepOverviewPage, attention_button);
  gtk_widget_class_bind_template_child (widget_class, LepOverviewPage, dates_group);
  gtk_widget_class_bind_template_child (widget_class, LepOverviewPage, exchange_row);
  gtk_widget_class_bind_template_child (widget_class, LepOverviewPage, money_group);
  gtk_widget_class_bind_template_child (widget_class, LepOverviewPage, money_row);
  gtk_widget_class_bind_template_child (widget_class, LepOverviewPage, published);
  for (guint i = 0; i < N_COUNTERS; i++)
    {
      g_autofree char *name = g_strdup_printf ("counter_%u", i);

      gtk_widget_class_bind_template_child_full (widget_class, name, FALSE, 0);
    }
  gtk_widget_class_bind_template_callback (widget_class, counter_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, table_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, exchange_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, money_activated_cb);
}

static void
lep_overview_page_init (LepOverviewPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->reading = lep_reading_new (LEP_PAGE (self), lep_overview_data_read, overview_read_cb, (GDestroyNotify) lep_overview_data_free);
  self->looking = lep_reading_new (LEP_PAGE (self), lep_overview_data_read_findings, findings_read_cb, (GDestroyNotify) lep_overview_data_free);
  self->date_rows = g_ptr_array_new ();
  self->finding_rows = g_ptr_array_new ();
  for (guint i = 0; i < N_COUNTERS; i++)
    {
      g_autofree char *name = g_strdup_printf ("counter_%u", i);

      self->counter_buttons[i] =
        LEP_COUNTER_BUTTON (gtk_widget_get_template_child (GTK_WIDGET (self), LEP_TYPE_OVERVIEW_PAGE, name));
    }
  g_signal_connect_object (gtk_scrolled_window_get_hadjustment (self->scroller), "notify::page-size",
                           G_CALLBACK (queue_fit), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_widget_get_settings (GTK_WIDGET (self)), "notify::gtk-xft-dpi",
                           G_CALLBACK (queue_fit), self, G_CONNECT_SWAPPED);
}
