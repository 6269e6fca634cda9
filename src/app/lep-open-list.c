/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of a drop-down (GtkDropDown, AdwComboRow) by keyboard.
 *
 * What Enter takes: GTK 4.8 takes the row under the pointer, so that a mouse that
 * lies where the list opens would choose in place of the arrow keys. Here it is the
 * row with the focus, unless the mouse was moved last; and the focus begins at the
 * row that stands, wherever it was before.
 *
 * What Down and letters do, which GTK 4.8 does not hear: they open the list, and go to the
 * row that begins with them, in either script and without marks. Nothing is taken
 * before Enter, or Tab, which goes on to the next field. Where the list has an entry
 * for searching they go there: Enter takes the first row that is found, Tab the only one,
 * and Escape empties the entry before it closes the list. GTK 4.8 hears no Enter there,
 * and its Escape leaves the text with all rows below it. */

#include <adwaita.h>

#include "lep-fold.h"

#include "lep-open-list.h"

/* Letters that follow sooner belong together; microseconds. */
#define TOGETHER (1 * G_USEC_PER_SEC)

/* More are not waited for until the rows of an open list have their places. */
#define MAX_PAINTS 10

/* Kept with each drop-down. */
typedef struct
{
  double   x; /* where the pointer was seen last */
  double   y;
  gboolean pointed; /* the mouse was moved since the last key */
  GString *typed;   /* letters that belong together */
  gint64   typed_at;
  guint    wanted;   /* the row that they lead to once the list is painted; or none */
  guint    n_paints; /* that it was waited for */
} LepOpenList;

static const char data_key[] = "lep-open-list";

static void
open_list_free (LepOpenList *self)
{
  g_string_free (self->typed, TRUE);
  g_free (self);
}

/* Returns: (nullable): the drop-down that @widget is, or is in the list of */
static GtkWidget *
find_owner (GtkWidget *widget)
{
  GtkWidget *owner = gtk_widget_get_ancestor (widget, GTK_TYPE_DROP_DOWN);

  return owner != NULL ? owner : gtk_widget_get_ancestor (widget, ADW_TYPE_COMBO_ROW);
}

/* Returns: (nullable): the first widget of that type in @widget */
static GtkWidget *
find_inside (GtkWidget *widget,
             GType      type)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = G_TYPE_CHECK_INSTANCE_TYPE (child, type) ? child : find_inside (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* The list that opens; not the one in which AdwComboRow shows what stands. */
static GtkWidget *
find_list (GtkWidget *owner)
{
  GtkWidget *popover = find_inside (owner, GTK_TYPE_POPOVER);

  return popover != NULL ? find_inside (popover, GTK_TYPE_LIST_VIEW) : NULL;
}

static GListModel *
get_model (GtkWidget *owner)
{
  return GTK_IS_DROP_DOWN (owner) ? gtk_drop_down_get_model (GTK_DROP_DOWN (owner)) : adw_combo_row_get_model (ADW_COMBO_ROW (owner));
}

static guint
get_selected (GtkWidget *owner)
{
  return GTK_IS_DROP_DOWN (owner) ? gtk_drop_down_get_selected (GTK_DROP_DOWN (owner)) : adw_combo_row_get_selected (ADW_COMBO_ROW (owner));
}

/* The list comes to lie under the pointer, which is not moved by that. */
static void
entered_cb (GtkEventControllerMotion *controller,
            double                    x,
            double                    y,
            LepOpenList              *self)
{
  self->x = x;
  self->y = y;
}

static void
moved_cb (GtkEventControllerMotion *controller,
          double                    x,
          double                    y,
          LepOpenList              *self)
{
  self->pointed = self->pointed || ABS (x - self->x) > 0.5 || ABS (y - self->y) > 0.5;
  self->x = x;
  self->y = y;
}

/* Selects the row and gives it the focus. Returns: FALSE if it has no place yet */
static gboolean
go_to (GtkWidget *list,
       guint      position)
{
  gtk_selection_model_select_item (gtk_list_view_get_model (GTK_LIST_VIEW (list)), position, TRUE);
  gtk_widget_activate_action (list, "list.scroll-to-item", "u", position);
  for (GtkWidget *row = gtk_widget_get_first_child (list); row != NULL; row = gtk_widget_get_next_sibling (row))
    if ((gtk_widget_get_state_flags (row) & GTK_STATE_FLAG_SELECTED) != 0)
      return gtk_widget_grab_focus (row);
  return FALSE;
}

static void go_to_once_painted (GtkWidget *list);

/* The list was painted once, so that its rows have their places; some take another time. */
static void
painted_cb (GtkWidget     *list,
            GdkFrameClock *clock)
{
  GtkWidget   *owner = find_owner (list);
  LepOpenList *self = owner != NULL ? g_object_get_data (G_OBJECT (owner), data_key) : NULL;
  guint        position;

  g_signal_handlers_disconnect_by_func (clock, painted_cb, list);
  if (self == NULL || !gtk_widget_get_mapped (list))
    return;

  position = self->wanted != GTK_INVALID_LIST_POSITION ? self->wanted : get_selected (owner);
  self->wanted = GTK_INVALID_LIST_POSITION;
  if (position == GTK_INVALID_LIST_POSITION || go_to (list, position) || self->n_paints++ >= MAX_PAINTS)
    return;
  self->wanted = position;
  go_to_once_painted (list);
}

static void
go_to_once_painted (GtkWidget *list)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (list);

  g_signal_handlers_disconnect_by_func (clock, painted_cb, list);
  g_signal_connect_object (clock, "after-paint", G_CALLBACK (painted_cb), list, G_CONNECT_SWAPPED);
  gtk_widget_queue_draw (list);
}

static char *
dup_key (GListModel *model,
         guint       position)
{
  g_autoptr (GObject) item = g_list_model_get_item (model, position);

  return GTK_IS_STRING_OBJECT (item) ? lep_fold_key (gtk_string_object_get_string (GTK_STRING_OBJECT (item)), -1) : g_strdup ("");
}

/**
 * lep_open_list_find:
 * @model: of #GtkStringObject; other items are never found
 * @typed: letters as they were typed
 * @from: where to begin; the search goes round
 *
 * Returns: the first row that begins with @typed; %GTK_INVALID_LIST_POSITION =
 *   none
 */
guint
lep_open_list_find (GListModel *model,
                    const char *typed,
                    guint       from)
{
  guint            n_items = g_list_model_get_n_items (model);
  g_autofree char *wanted = lep_fold_key (typed, -1);

  for (guint i = 0; *wanted != '\0' && i < n_items; i++)
    {
      guint            position = (from % n_items + i) % n_items;
      g_autofree char *key = dup_key (model, position);

      if (g_str_has_prefix (key, wanted))
        return position;
    }
  return GTK_INVALID_LIST_POSITION;
}

/* One more letter. The same one again means the next row that begins with it. */
static guint
type_letter (LepOpenList *self,
             GListModel  *model,
             gunichar     letter,
             guint        at)
{
  gint64   now = g_get_monotonic_time ();
  gboolean together = self->typed->len > 0 && now - self->typed_at < TOGETHER;
  guint    found;

  self->typed_at = now;
  if (!together)
    g_string_truncate (self->typed, 0);
  g_string_append_unichar (self->typed, letter);
  found = lep_open_list_find (model, self->typed->str, at);
  if (found == GTK_INVALID_LIST_POSITION && together)
    {
      g_string_truncate (self->typed, 0);
      g_string_append_unichar (self->typed, letter);
      found = lep_open_list_find (model, self->typed->str, at);
    }
  /* A word is gone on with from where it is; one letter alone asks for the next. */
  if (found == at && g_utf8_strlen (self->typed->str, -1) == 1)
    found = lep_open_list_find (model, self->typed->str, at + 1);
  return found;
}

/* Returns: the letter or digit that the key writes; 0 = none. A space is one
 * within a word. */
static gunichar
read_letter (const LepOpenList *self,
             guint              keyval,
             GdkModifierType    state)
{
  gunichar letter = gdk_keyval_to_unicode (keyval);

  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK | GDK_META_MASK)) != 0)
    return 0;
  if (letter == ' ')
    return self->typed->len > 0 && g_get_monotonic_time () - self->typed_at < TOGETHER ? letter : 0;
  return g_unichar_isgraph (letter) ? letter : 0;
}

/* The list has an entry for searching: letters are for it. */
static gboolean
type_into_search (GtkWidget *owner,
                  gunichar   letter)
{
  GtkWidget *entry = GTK_IS_DROP_DOWN (owner) && gtk_drop_down_get_enable_search (GTK_DROP_DOWN (owner))
                       ? find_inside (owner, GTK_TYPE_SEARCH_ENTRY)
                       : NULL;
  char       text[7] = "";
  int        end = -1;

  if (entry == NULL)
    return FALSE;

  g_unichar_to_utf8 (letter, text);
  gtk_widget_grab_focus (entry);
  gtk_editable_set_position (GTK_EDITABLE (entry), -1);
  gtk_editable_insert_text (GTK_EDITABLE (entry), text, -1, &end);
  gtk_editable_set_position (GTK_EDITABLE (entry), -1);
  return TRUE;
}

/* The row of the open list that has the focus. */
static guint
find_focused (GtkWidget *list)
{
  GtkSelectionModel *model = gtk_list_view_get_model (GTK_LIST_VIEW (list));

  return GTK_IS_SINGLE_SELECTION (model) ? gtk_single_selection_get_selected (GTK_SINGLE_SELECTION (model)) : 0;
}

/* Letters may come while the list still opens: they go on from those before. */
static void
type_in_list (LepOpenList *self,
              GtkWidget   *owner,
              GtkWidget   *list,
              gunichar     letter)
{
  guint at = self->wanted != GTK_INVALID_LIST_POSITION ? self->wanted : find_focused (list);
  guint found = type_letter (self, get_model (owner), letter, at);

  if (found == GTK_INVALID_LIST_POSITION)
    return;
  self->n_paints = 0;
  self->wanted = found;
  go_to_once_painted (list);
}

/* Enter, before the letters led there. */
static gboolean
take_wanted (LepOpenList *self,
             GtkWidget   *list)
{
  guint wanted = self->wanted;

  if (wanted == GTK_INVALID_LIST_POSITION)
    return FALSE;
  self->wanted = GTK_INVALID_LIST_POSITION;
  gtk_selection_model_select_item (gtk_list_view_get_model (GTK_LIST_VIEW (list)), wanted, TRUE);
  g_signal_emit_by_name (list, "activate", wanted);
  return TRUE;
}

/* Tab takes the row as Enter does, and goes on from the drop-down. */
static void
take_and_go_on (LepOpenList *self,
                GtkWidget   *list,
                GtkWidget   *row,
                gboolean     back)
{
  GtkWidget *owner = find_owner (list);

  g_object_ref (owner);
  if (!take_wanted (self, list))
    gtk_widget_activate (row);
  gtk_widget_grab_focus (owner);
  gtk_widget_child_focus (GTK_WIDGET (gtk_widget_get_root (owner)), back ? GTK_DIR_TAB_BACKWARD : GTK_DIR_TAB_FORWARD);
  g_object_unref (owner);
}

/* The rows are those that the text finds: GTK waits for a moment after the last letter. */
static void
search_now (GtkWidget  *entry,
            const char *text)
{
  if (text != NULL)
    gtk_editable_set_text (GTK_EDITABLE (entry), text);
  g_signal_emit_by_name (entry, "search-changed");
}

/* Takes what was found. Returns: FALSE if that is nothing, or more than @most */
static gboolean
take_found (GtkWidget *entry,
            guint      most)
{
  GtkWidget         *list = find_list (find_owner (entry));
  GtkSelectionModel *found = gtk_list_view_get_model (GTK_LIST_VIEW (list));
  guint              n_found;

  search_now (entry, NULL);
  n_found = g_list_model_get_n_items (G_LIST_MODEL (found));
  if (*gtk_editable_get_text (GTK_EDITABLE (entry)) == '\0' || n_found == 0 || n_found > most)
    return FALSE;

  gtk_selection_model_select_item (found, 0, TRUE);
  g_signal_emit_by_name (list, "activate", 0);
  return TRUE;
}

/* Closes the list, and all that was searched for is forgotten. */
static void
close_search (GtkWidget *entry)
{
  gtk_popover_popdown (GTK_POPOVER (gtk_widget_get_ancestor (entry, GTK_TYPE_POPOVER)));
  search_now (entry, "");
}

/* Keys in the entry for searching. */
static gboolean
search_key_cb (GtkEventControllerKey *controller,
               guint                  keyval,
               guint                  keycode,
               GdkModifierType        state,
               LepOpenList           *self)
{
  GtkWidget *entry = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller));
  GtkWidget *owner = find_owner (entry);
  gboolean   back = keyval == GDK_KEY_ISO_Left_Tab || (state & GDK_SHIFT_MASK) != 0;

  switch (keyval)
    {
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_ISO_Enter:
      if (take_found (entry, G_MAXUINT))
        close_search (entry);
      return GDK_EVENT_STOP;
    case GDK_KEY_Tab:
    case GDK_KEY_ISO_Left_Tab:
      take_found (entry, 1);
      close_search (entry);
      gtk_widget_grab_focus (owner);
      gtk_widget_child_focus (GTK_WIDGET (gtk_widget_get_root (owner)), back ? GTK_DIR_TAB_BACKWARD : GTK_DIR_TAB_FORWARD);
      return GDK_EVENT_STOP;
    case GDK_KEY_Escape:
      if (*gtk_editable_get_text (GTK_EDITABLE (entry)) != '\0')
        search_now (entry, "");
      else
        close_search (entry);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

/* What has the focus becomes what is selected, which is what Enter takes. */
static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        state,
                LepOpenList           *self)
{
  GtkWidget *list = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller));
  GtkWidget *owner = find_owner (list);
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (list));
  gboolean   goes_on = keyval == GDK_KEY_Tab || keyval == GDK_KEY_ISO_Left_Tab;
  gboolean   enters = keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter || keyval == GDK_KEY_ISO_Enter || goes_on;
  gunichar   letter = read_letter (self, keyval, state);

  if (!enters || goes_on)
    self->pointed = FALSE;
  if (enters && !goes_on && take_wanted (self, list))
    return GDK_EVENT_STOP;
  if (focus != NULL && !self->pointed && (enters || letter != 0))
    gtk_widget_activate_action (focus, "listitem.select", "(bb)", FALSE, FALSE);
  if (goes_on && focus != NULL)
    {
      take_and_go_on (self, list, focus, keyval == GDK_KEY_ISO_Left_Tab || (state & GDK_SHIFT_MASK) != 0);
      return GDK_EVENT_STOP;
    }
  if (letter == 0)
    return GDK_EVENT_PROPAGATE;

  if (!type_into_search (owner, letter))
    type_in_list (self, owner, list, letter);
  return GDK_EVENT_STOP;
}

/* Down, which in a list of rows leads to the next row: there with Alt. */
static gboolean
opens_list (GtkWidget      *owner,
            guint           keyval,
            GdkModifierType state)
{
  return (keyval == GDK_KEY_Down || keyval == GDK_KEY_KP_Down) &&
         (GTK_IS_DROP_DOWN (owner) || (state & GDK_ALT_MASK) != 0);
}

/* A letter where the list is not open yet, or has not taken the keys yet. */
static gboolean
letter_pressed_cb (GtkEventControllerKey *controller,
                   guint                  keyval,
                   guint                  keycode,
                   GdkModifierType        state,
                   LepOpenList           *self)
{
  GtkWidget *owner = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller));
  GtkWidget *list = find_list (owner);
  gunichar   letter = read_letter (self, keyval, state);
  guint      selected = get_selected (owner);

  if (list == NULL || get_model (owner) == NULL)
    return GDK_EVENT_PROPAGATE;
  if (gtk_widget_get_mapped (list))
    {
      if (letter != 0 && !type_into_search (owner, letter))
        type_in_list (self, owner, list, letter);
      return letter != 0;
    }
  if (opens_list (owner, keyval, state))
    return gtk_widget_activate (owner);
  if (letter == 0)
    return GDK_EVENT_PROPAGATE;

  self->wanted = type_letter (self, get_model (owner), letter, selected != GTK_INVALID_LIST_POSITION ? selected : 0);
  gtk_widget_activate (owner);
  type_into_search (owner, letter);
  return GDK_EVENT_STOP;
}

/* Returns: (transfer none): what is kept with the drop-down; made the first time */
static LepOpenList *
mend_owner (GtkWidget *owner)
{
  LepOpenList        *self = g_object_get_data (G_OBJECT (owner), data_key);
  GtkEventController *keys;

  if (self != NULL)
    return self;

  self = g_new0 (LepOpenList, 1);
  self->typed = g_string_new (NULL);
  self->wanted = GTK_INVALID_LIST_POSITION;
  g_object_set_data_full (G_OBJECT (owner), data_key, self, (GDestroyNotify) open_list_free);
  keys = gtk_event_controller_key_new ();
  g_signal_connect (keys, "key-pressed", G_CALLBACK (letter_pressed_cb), self);
  gtk_widget_add_controller (owner, keys);
  return self;
}

static void
mend_search (GtkWidget   *owner,
             LepOpenList *self)
{
  GtkWidget          *entry = GTK_IS_DROP_DOWN (owner) ? find_inside (owner, GTK_TYPE_SEARCH_ENTRY) : NULL;
  GtkEventController *keys;

  if (entry == NULL)
    return;

  keys = gtk_event_controller_key_new ();
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (search_key_cb), self);
  gtk_widget_add_controller (entry, keys);
}

static void
mend_list (GtkWidget   *list,
           LepOpenList *self)
{
  GtkEventController *motion;
  GtkEventController *keys;

  if (g_object_get_data (G_OBJECT (list), data_key) != NULL)
    return;

  motion = gtk_event_controller_motion_new ();
  keys = gtk_event_controller_key_new ();
  g_object_set_data (G_OBJECT (list), data_key, self);
  mend_search (find_owner (list), self);
  g_signal_connect (motion, "enter", G_CALLBACK (entered_cb), self);
  g_signal_connect (motion, "motion", G_CALLBACK (moved_cb), self);
  gtk_widget_add_controller (list, motion);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (list, keys);
}

static gboolean
mapped_cb (GSignalInvocationHint *hint,
           guint                  n_values,
           const GValue          *values,
           gpointer               user_data)
{
  GtkWidget   *widget = g_value_get_object (&values[0]);
  GtkWidget   *owner = NULL;
  LepOpenList *self;

  if (GTK_IS_DROP_DOWN (widget) || ADW_IS_COMBO_ROW (widget) || GTK_IS_LIST_VIEW (widget))
    owner = find_owner (widget);
  if (owner == NULL)
    return TRUE;

  self = mend_owner (owner);
  if (widget != find_list (owner))
    return TRUE;

  mend_list (widget, self);
  self->pointed = FALSE;
  go_to_once_painted (widget);

  return TRUE;
}

/**
 * lep_open_list_mend:
 *
 * For every drop-down of the program. To be called once, before the first
 * window.
 */
void
lep_open_list_mend (void)
{
  g_autoptr (GTypeClass) widget_class = g_type_class_ref (GTK_TYPE_WIDGET); /* brings the signal */

  g_signal_add_emission_hook (g_signal_lookup ("map", GTK_TYPE_WIDGET), 0, mapped_cb, NULL, NULL);
}
