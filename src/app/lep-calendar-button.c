/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A calendar that opens beside an entry for a date: by the mouse, or from the entry
 * with F4 or Alt+Down. The button itself is no stop of Tab: from date to date it
 * would be one key more each time. */

#include <langinfo.h>
#include <stdio.h>
#include <string.h>

#include "lep-field-text.h"
#include "lep-format.h"
#include "lep-language.h"

#include "lep-calendar-button.h"

struct _LepCalendarButton
{
  AdwBin          parent_instance;

  GtkMenuButton  *button;
  GtkCalendar    *calendar;
  GtkEditable    *editable; /* of the same row or dialog, which owns both */
  const LepField *field;
  gboolean        selecting;
};

enum
{
  SIGNAL_PICKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LepCalendarButton, lep_calendar_button, ADW_TYPE_BIN)

/* The focus goes back where it came from; on the way out with Escape, too. */
static void
closed_cb (LepCalendarButton *self)
{
  if (self->editable == NULL || gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return;
  gtk_widget_grab_focus (GTK_WIDGET (self->editable));
  if (g_str_has_suffix (gtk_editable_get_text (self->editable), " ")) /* the hour comes behind the day */
    gtk_editable_set_position (self->editable, -1);
}

static gboolean
open_cb (GtkWidget *editable,
         GVariant  *arguments,
         gpointer   user_data)
{
  LepCalendarButton *self = user_data;

  if (!gtk_widget_get_mapped (GTK_WIDGET (self->button)))
    return FALSE;
  gtk_menu_button_popup (self->button);
  return TRUE;
}

static void
finish (LepCalendarButton *self)
{
  gtk_menu_button_popdown (self->button);
  if (!g_str_has_suffix (gtk_editable_get_text (self->editable), " "))
    g_signal_emit (self, signals[SIGNAL_PICKED], 0);
}

/* The hour that stands in the entry, as here. NULL if none does. */
static GDateTime *
read_hour (LepCalendarButton *self)
{
  g_autofree char *value = NULL;
  g_autoptr (GDateTime) time = NULL;

  if (!lep_field_parse (self->field, gtk_editable_get_text (self->editable), &value, NULL) || value == NULL)
    return NULL;
  time = g_date_time_new_from_iso8601 (value, NULL);
  return time != NULL ? g_date_time_to_local (time) : NULL;
}

/* The day that stands there, also without its hour. */
static GDateTime *
read_day (LepCalendarButton *self)
{
  char date[LEP_DATE_TEXT_SIZE + 1];
  int  year = 0, month = 0, day = 0;

  if (!lep_parse_date (lep_language_locale (), gtk_editable_get_text (self->editable), date, NULL))
    return NULL;
  return sscanf (date, "%4d-%2d-%2d", &year, &month, &day) == 3 ? g_date_time_new_local (year, month, day, 12, 0, 0) : NULL;
}

/* The calendar opens on the day in the entry; today when there is none. */
static void
opened_cb (LepCalendarButton *self)
{
  g_autoptr (GDateTime) day = self->field->type == LEP_TYPE_TIME ? read_hour (self) : NULL;

  if (day == NULL)
    day = read_day (self);
  if (day == NULL)
    return;

  self->selecting = TRUE;
  gtk_calendar_select_day (self->calendar, day);
  self->selecting = FALSE;
}

/* The day only: an hour that stands in the entry is kept; where none does, it is to be
 * written behind the day. */
static void
day_selected_cb (LepCalendarButton *self)
{
  g_autoptr (GDateTime) day = NULL;
  g_autoptr (GDateTime) old = NULL;
  g_autofree char *value = NULL;
  g_autofree char *text = NULL;

  if (self->selecting || self->editable == NULL)
    return;

  day = gtk_calendar_get_date (self->calendar);
  old = self->field->type == LEP_TYPE_TIME ? read_hour (self) : NULL;
  if (old != NULL)
    {
      g_autoptr (GDateTime) local = g_date_time_new_local (g_date_time_get_year (day), g_date_time_get_month (day), g_date_time_get_day_of_month (day),
                                                           g_date_time_get_hour (old), g_date_time_get_minute (old), g_date_time_get_seconds (old));
      g_autoptr (GDateTime) utc = g_date_time_to_utc (local);

      value = g_date_time_format (utc, "%Y-%m-%dT%H:%M:%S.000Z");
      text = lep_field_show (self->field, value);
    }
  else
    {
      g_autofree char *shown = NULL;

      value = g_date_time_format (day, "%Y-%m-%d");
      shown = lep_format_date (lep_language_locale (), value, LEP_DATE_SHORT);
      text = g_strconcat (shown, self->field->type == LEP_TYPE_TIME ? " " : "", NULL);
    }
  gtk_editable_set_text (self->editable, text);
}

/* A click on a day takes it; the arrow keys only move to it until Enter. */
static void
released_cb (GtkGestureClick   *gesture,
             int                n_press,
             double             x,
             double             y,
             LepCalendarButton *self)
{
  GtkWidget *hit = gtk_widget_pick (GTK_WIDGET (self->calendar), x, y, GTK_PICK_DEFAULT);

  if (!GTK_IS_LABEL (hit) || !gtk_widget_has_css_class (hit, "day-number"))
    return;
  day_selected_cb (self); /* the day that was marked already is no news to the calendar */
  finish (self);
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        state,
                LepCalendarButton     *self)
{
  if (keyval != GDK_KEY_Return && keyval != GDK_KEY_KP_Enter)
    return GDK_EVENT_PROPAGATE;

  day_selected_cb (self);
  finish (self);

  return GDK_EVENT_STOP;
}

static void
lep_calendar_button_dispose (GObject *object)
{
  LepCalendarButton *self = LEP_CALENDAR_BUTTON (object);

  self->editable = NULL;

  G_OBJECT_CLASS (lep_calendar_button_parent_class)->dispose (object);
}

static void
lep_calendar_button_class_init (LepCalendarButtonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lep_calendar_button_dispose;

  signals[SIGNAL_PICKED] =
    g_signal_new ("picked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/lep/ui/lep-calendar-button.ui");
  gtk_widget_class_bind_template_child (widget_class, LepCalendarButton, button);
  gtk_widget_class_bind_template_child (widget_class, LepCalendarButton, calendar);
  gtk_widget_class_bind_template_callback (widget_class, opened_cb);
  gtk_widget_class_bind_template_callback (widget_class, closed_cb);
  gtk_widget_class_bind_template_callback (widget_class, day_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, released_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
}

/* Which of the days the calendar has written there, in the C library's locale. */
static guint
find_day (const char *text)
{
  static const nl_item items[] = { ABDAY_1, ABDAY_2, ABDAY_3, ABDAY_4, ABDAY_5, ABDAY_6, ABDAY_7 };

  for (guint i = 0; i < G_N_ELEMENTS (items); i++)
    if (g_str_equal (nl_langinfo (items[i]), text))
      return i;
  return G_N_ELEMENTS (items);
}

/* The names in the calendar are those of the C library, which has no others on a
 * machine where the locale of the chosen language was not generated. */
static void
name_in_language (GtkWidget *widget,
                  guint     *month)
{
  gboolean is_title = GTK_IS_STACK (gtk_widget_get_parent (widget));
  guint    day;

  if (GTK_IS_LABEL (widget) && is_title && *month < G_N_ELEMENTS (lep_language_locale ()->months_alone))
    {
      gtk_label_set_label (GTK_LABEL (widget), lep_language_locale ()->months_alone[(*month)++]);
    }
  else if (GTK_IS_LABEL (widget) && gtk_widget_has_css_class (widget, "day-name"))
    {
      day = find_day (gtk_label_get_label (GTK_LABEL (widget)));
      if (day < G_N_ELEMENTS (lep_language_locale ()->days_short))
        gtk_label_set_label (GTK_LABEL (widget), lep_language_locale ()->days_short[day]);
    }

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    name_in_language (child, month);
}

/* Returns: (nullable): the first name of a day, which is in the grid of the days */
static GtkWidget *
find_day_name (GtkWidget *widget)
{
  GtkWidget *found = gtk_widget_has_css_class (widget, "day-name") ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = find_day_name (child);
  return found;
}

/* A week begins on Monday in all our languages; without its locale the C library lets
 * it begin on Sunday, which GTK 4.8 asks nobody else about. The Sundays, in the first
 * column after the numbers of the weeks, go to the end of the row above. The first of
 * them is always of the month before, and is not shown. */
static void
begin_on_monday (GtkWidget *calendar)
{
  GtkWidget        *first = find_day_name (calendar);
  GtkWidget        *grid = first != NULL ? gtk_widget_get_parent (first) : NULL;
  GtkLayoutManager *layout;

  if (!GTK_IS_GRID (grid) || !g_str_equal (gtk_label_get_label (GTK_LABEL (first)), nl_langinfo (ABDAY_1)))
    return;

  layout = gtk_widget_get_layout_manager (grid);
  for (GtkWidget *child = gtk_widget_get_first_child (grid); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkGridLayoutChild *place = GTK_GRID_LAYOUT_CHILD (gtk_layout_manager_get_layout_child (layout, child));
      int                 column = gtk_grid_layout_child_get_column (place);
      int                 row = gtk_grid_layout_child_get_row (place);

      if (column == 0)
        continue;
      gtk_grid_layout_child_set_column (place, column == 1 ? 7 : column - 1);
      if (column == 1 && row == 1)
        gtk_widget_hide (child);
      else if (column == 1 && row > 1)
        gtk_grid_layout_child_set_row (place, row - 1);
    }
}

static void
lep_calendar_button_init (LepCalendarButton *self)
{
  guint month = 0;

  gtk_widget_init_template (GTK_WIDGET (self));
  begin_on_monday (GTK_WIDGET (self->calendar));
  name_in_language (GTK_WIDGET (self->calendar), &month);
  /* Of the button alone: what is not focusable itself may hold what is. */
  gtk_widget_set_focusable (gtk_widget_get_first_child (GTK_WIDGET (self->button)), FALSE);
}

static void
add_keys (LepCalendarButton *self,
          GtkWidget         *editable)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_F4, 0),
                                                          gtk_callback_action_new (open_cb, self, NULL)));
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Down, GDK_ALT_MASK),
                                                          gtk_callback_action_new (open_cb, self, NULL)));
  gtk_widget_add_controller (editable, controller);
}

/**
 * lep_calendar_button_attach:
 * @editable: the entry that the day is written into; in the same widget tree
 * @field: tells whether it is a date or a date with a time
 */
void
lep_calendar_button_attach (LepCalendarButton *self,
                            GtkEditable       *editable,
                            const LepField    *field)
{
  g_return_if_fail (LEP_IS_CALENDAR_BUTTON (self));
  g_return_if_fail (GTK_IS_EDITABLE (editable));

  if (self->editable == NULL)
    add_keys (self, GTK_WIDGET (editable));
  self->editable = editable;
  self->field = field;
}
