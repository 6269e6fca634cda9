/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The records of another kind that refer to the one that is shown. */

#include <glib/gi18n.h>
#include <string.h>

#include "lep-field-text.h"
#include "lep-page-table.h"
#include "lep-query.h"
#include "lep-record-dialog.h"
#include "lep-related-row.h"
#include "lep-tooltip.h"
#include "lep-util.h"
#include "lep-window.h"

#include "lep-related.h"

/* What is more stands on the list page of the kind; where it has none, so many more are shown each time. */
#define MAX_SHOWN 100
#define DOT       " \302\267 "

struct _LepRelated
{
  AdwPreferencesGroup parent_instance;

  char               *kind;
  char               *via;
  char               *headline;
  char               *fields;
  char               *figure;
  char               *sort;
  char               *add_label;
  gboolean            descending;
  GtkWidget          *add_button;
  GtkWidget          *empty_row;
  GtkWidget          *more_row;
  GPtrArray          *rows; /* LepRelatedRow, owned by the widget tree */
  guint               limit;

  LepWorkspace       *workspace;
  LepRecord          *record;
};

enum
{
  PROP_0,
  PROP_KIND,
  PROP_VIA,
  PROP_HEADLINE,
  PROP_FIELDS,
  PROP_FIGURE,
  PROP_SORT,
  PROP_DESCENDING,
  PROP_ADD_LABEL,
  N_PROPS
};

enum
{
  SIGNAL_ROW_ADDED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint       signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LepRelated, lep_related, ADW_TYPE_PREFERENCES_GROUP)

static gboolean
has_value (LepRecord  *record,
           const char *field)
{
  const char *value = field != NULL ? lep_record_get (record, field) : NULL;

  return value != NULL && *value != '\0';
}

/* Returns: (nullable) (transfer none): the field whose value the row is headed with;
 * %NULL: by what names the record. The first thing that is known of it where the
 * field for that is not answered. */
static const char *
find_headline (LepRelated        *self,
               LepRecord         *record,
               const char *const *fields)
{
  if (self->headline == NULL || has_value (record, self->headline))
    return self->headline;

  for (guint i = 0; fields[i] != NULL; i++)
    if (has_value (record, fields[i]))
      return fields[i];
  return self->headline;
}

static char *
dup_name (LepRelated *self,
          LepRecord  *record,
          const char *headline)
{
  if (headline == NULL)
    return lep_record_label (self->workspace, record);

  return lep_record_field_label (self->workspace, record, lep_kind_field (lep_record_get_kind (record), headline),
                                 lep_record_get (record, headline));
}

/* @headline: (nullable): what stands above it */
static char *
describe (LepRelated        *self,
          LepRecord         *record,
          const char *const *names,
          const char        *headline)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; names[i] != NULL; i++)
    {
      const LepField  *field = lep_kind_field (lep_record_get_kind (record), names[i]);
      const char      *value = field != NULL ? lep_record_get (record, names[i]) : NULL;
      g_autofree char *label = NULL;
      g_autofree char *line = NULL;

      if (value == NULL || *value == '\0' || g_strcmp0 (names[i], headline) == 0)
        continue;

      label = lep_record_field_label (self->workspace, record, field, value);
      line = lep_field_summary (label);
      if (field->type == LEP_TYPE_BOOL && !lep_record_get_bool (record, names[i]))
        continue;
      if (text->len > 0)
        g_string_append (text, DOT);
      /* A bare date, number or "yes" tells nothing, so it is told what it is of. */
      if (field->type == LEP_TYPE_BOOL)
        {
          g_string_append (text, lep_schema_label (field->label));
          continue;
        }
      if (field->type == LEP_TYPE_DATE || field->type == LEP_TYPE_INT)
        g_string_append_printf (text, "%s: ", lep_schema_label (field->label));
      g_string_append (text, line);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
opened_cb (LepRelated    *self,
           LepRelatedRow *row)
{
  LepWindow *window = lep_window_of (GTK_WIDGET (self));
  LepRecord *record = lep_related_row_get_record (row);

  if (lep_page_table_of_kind (self->kind) != NULL && window != NULL)
    lep_window_open_record (window, self->kind, lep_record_get_id (record), NULL);
  else
    lep_record_dialog_open (GTK_WIDGET (self), self->workspace, record, NULL);
}

static void
removed_cb (LepRelated    *self,
            LepRelatedRow *row)
{
  LepRecord *record = lep_related_row_get_record (row);

  lep_record_delete (GTK_WIDGET (self), self->workspace, record);
}

static void
add_clicked_cb (LepRelated *self)
{
  GtkWidget *dialog = lep_record_dialog_new (GTK_WIDGET (self), self->workspace, self->kind);

  lep_record_dialog_preset (LEP_RECORD_DIALOG (dialog), self->via, lep_record_get_id (self->record));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
more_activated_cb (LepRelated *self)
{
  LepWindow         *window = lep_window_of (GTK_WIDGET (self));
  const LepPageInfo *page = lep_page_table_of_kind (self->kind);
  g_autofree char   *filter = NULL;
  LepTarget          target = { NULL };

  if (page == NULL)
    {
      guint first = self->limit;

      self->limit += MAX_SHOWN;
      lep_related_set_record (self, self->workspace, self->record);
      if (first < self->rows->len)
        gtk_widget_grab_focus (g_ptr_array_index (self->rows, first));
      return;
    }
  if (window == NULL)
    return;

  filter = g_strdup_printf ("%s=%s", self->via, lep_record_get_id (self->record));
  target.kind = self->kind;
  target.filter = filter;
  lep_window_go (window, page->name, &target);
}

static void
clear_rows (LepRelated *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  if (self->empty_row != NULL)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->empty_row);
  if (self->more_row != NULL)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->more_row);
  self->empty_row = NULL;
  self->more_row = NULL;
}

static gboolean
can_add (LepRelated *self)
{
  return !lep_workspace_is_read_only (self->workspace) && !lep_record_is_deleted (self->record);
}

static const char *
get_add_label (LepRelated *self)
{
  return self->add_label != NULL ? self->add_label : _ ("Add");
}

static void
add_row (LepRelated *self,
         LepRecord  *record)
{
  GtkWidget *row = lep_related_row_new (record);
  g_auto (GStrv) fields = g_strsplit (self->fields != NULL ? self->fields : "", " ", -1);
  const char      *headline = find_headline (self, record, (const char *const *) fields);
  g_autofree char *name = dup_name (self, record, headline);
  g_autofree char *title = lep_field_summary (name);
  g_autofree char *subtitle = describe (self, record, (const char *const *) fields, headline);
  g_autofree char *figure = NULL;

  if (self->figure != NULL)
    figure = lep_record_field_label (self->workspace, record, lep_kind_field (lep_record_get_kind (record), self->figure),
                                     lep_record_get (record, self->figure));

  lep_related_row_set_texts (LEP_RELATED_ROW (row), title, subtitle, figure);
  lep_related_row_set_removable (LEP_RELATED_ROW (row), can_add (self));
  g_signal_connect_object (row, "opened", G_CALLBACK (opened_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "removed", G_CALLBACK (removed_cb), self, G_CONNECT_SWAPPED);
  g_ptr_array_add (self->rows, row);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_signal_emit (self, signals[SIGNAL_ROW_ADDED], 0, row);
}

/* Where there is nothing yet, the line that says so offers the first step. */
static GtkWidget *
new_empty_row (LepRelated *self)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Nothing here yet"));
  gtk_widget_add_css_class (row, "dim-label");
  if (!can_add (self))
    {
      gtk_widget_set_focusable (row, FALSE);
      return row;
    }
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), get_add_label (self));
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), self->add_button);
  return row;
}

/* An empty list would say that there is nothing. */
static void
add_reason (LepRelated   *self,
            const GError *error)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("The list could not be read"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), error->message);
  gtk_widget_add_css_class (row, "error");
  self->empty_row = row;
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
}

static void
add_last_row (LepRelated *self,
              guint       n_found)
{
  const LepKind *kind = lep_schema_kind (self->kind);
  GtkWidget     *row = n_found == 0 ? new_empty_row (self) : adw_action_row_new ();

  if (n_found == 0)
    self->empty_row = row;
  else
    {
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), lep_page_table_of_kind (self->kind) != NULL ? _ ("Show all") : _ ("Show more"));
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), lep_schema_label (kind->plural));
      adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), NULL);
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      g_signal_connect_object (row, "activated", G_CALLBACK (more_activated_cb), self, G_CONNECT_SWAPPED);
      self->more_row = row;
    }

  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
}

static void
lep_related_get_property (GObject    *object,
                          guint       property_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  LepRelated       *self = LEP_RELATED (object);
  const char *const texts[] = { NULL, self->kind, self->via, self->headline, self->fields, self->figure, self->sort, NULL, self->add_label };

  if (property_id == PROP_DESCENDING)
    g_value_set_boolean (value, self->descending);
  else if (property_id > PROP_0 && property_id < N_PROPS)
    g_value_set_string (value, texts[property_id]);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
}

static void
lep_related_set_property (GObject      *object,
                          guint         property_id,
                          const GValue *value,
                          GParamSpec   *pspec)
{
  LepRelated  *self = LEP_RELATED (object);
  char **const texts[] = { NULL, &self->kind, &self->via, &self->headline, &self->fields, &self->figure, &self->sort, NULL, &self->add_label };

  if (property_id == PROP_DESCENDING)
    self->descending = g_value_get_boolean (value);
  else if (property_id > PROP_0 && property_id < N_PROPS)
    lep_set_str (texts[property_id], g_value_get_string (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
}

static void
lep_related_constructed (GObject *object)
{
  LepRelated *self = LEP_RELATED (object);

  G_OBJECT_CLASS (lep_related_parent_class)->constructed (object);

  self->add_button = gtk_button_new_from_icon_name ("list-add-symbolic");
  gtk_button_set_has_frame (GTK_BUTTON (self->add_button), FALSE);
  g_signal_connect_object (self->add_button, "clicked", G_CALLBACK (add_clicked_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (self), self->add_button);
}

static void
lep_related_dispose (GObject *object)
{
  LepRelated *self = LEP_RELATED (object);

  g_clear_object (&self->workspace);
  g_clear_object (&self->record);

  G_OBJECT_CLASS (lep_related_parent_class)->dispose (object);
}

static void
lep_related_finalize (GObject *object)
{
  LepRelated *self = LEP_RELATED (object);

  g_free (self->kind);
  g_free (self->via);
  g_free (self->headline);
  g_free (self->fields);
  g_free (self->figure);
  g_free (self->sort);
  g_free (self->add_label);
  g_ptr_array_unref (self->rows);

  G_OBJECT_CLASS (lep_related_parent_class)->finalize (object);
}

static void
lep_related_class_init (LepRelatedClass *klass)
{
  GObjectClass            *object_class = G_OBJECT_CLASS (klass);
  static const char *const names[] = { NULL, "kind", "via", "headline", "fields", "figure", "sort", NULL, "add-label" };

  object_class->get_property = lep_related_get_property;
  object_class->set_property = lep_related_set_property;
  object_class->constructed = lep_related_constructed;
  object_class->dispose = lep_related_dispose;
  object_class->finalize = lep_related_finalize;

  for (guint i = 1; i < N_PROPS; i++)
    if (i != PROP_DESCENDING)
      properties[i] = g_param_spec_string (names[i], NULL, NULL, NULL,
                                           G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_DESCENDING] =
    g_param_spec_boolean ("descending", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_ROW_ADDED] =
    g_signal_new ("row-added", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 1, LEP_TYPE_RELATED_ROW);
}

static void
lep_related_init (LepRelated *self)
{
  self->rows = g_ptr_array_new ();
  self->limit = MAX_SHOWN;
}

/* Whether a row has the focus, and which one.
 * Returns: (nullable): the id of its record */
static char *
dup_focused (LepRelated *self,
             guint      *position)
{
  GtkRoot   *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *row = focus != NULL ? gtk_widget_get_ancestor (focus, LEP_TYPE_RELATED_ROW) : NULL;

  return row != NULL && g_ptr_array_find (self->rows, row, position) ? g_strdup (lep_record_get_id (lep_related_row_get_record (LEP_RELATED_ROW (row))))
                                                                     : NULL;
}

/* The focus stays with its record; where that is gone, at its place. Else it would
 * be in some field of the page by now, all of whose text is chosen. */
static void
focus_again (LepRelated *self,
             const char *id,
             guint       position)
{
  GtkWidget *at = position < self->rows->len ? g_ptr_array_index (self->rows, position)
                  : self->rows->len > 0      ? g_ptr_array_index (self->rows, self->rows->len - 1)
                                             : self->add_button;

  for (guint i = 0; i < self->rows->len; i++)
    if (g_str_equal (lep_record_get_id (lep_related_row_get_record (g_ptr_array_index (self->rows, i))), id))
      at = g_ptr_array_index (self->rows, i);
  gtk_widget_grab_focus (at);
}

static void
show_add_button (LepRelated *self)
{
  const char *label = get_add_label (self);

  lep_tooltip_set (self->add_button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->add_button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_set_visible (self->add_button, can_add (self));
}

/* Lists what refers to @record now. */
void
lep_related_set_record (LepRelated   *self,
                        LepWorkspace *workspace,
                        LepRecord    *record)
{
  g_autoptr (LepQuery) query = NULL;
  g_autoptr (GPtrArray) records = NULL;
  g_autofree char *focused = NULL;
  g_autoptr (GError) error = NULL;
  const LepKind *kind;
  guint          position = 0;

  g_return_if_fail (LEP_IS_RELATED (self));
  g_return_if_fail (LEP_IS_RECORD (record));
  g_return_if_fail (self->kind != NULL && self->via != NULL);

  if (self->record != NULL && g_str_equal (lep_record_get_id (self->record), lep_record_get_id (record)))
    focused = dup_focused (self, &position);
  else
    self->limit = MAX_SHOWN;
  g_set_object (&self->workspace, workspace);
  g_set_object (&self->record, record);
  kind = lep_schema_kind (self->kind);
  show_add_button (self);

  query = lep_query_new (self->kind);
  lep_query_add_filter (query, self->via, lep_record_get_id (record));
  lep_query_set_sort (query, self->sort != NULL ? self->sort : kind->title, self->descending);
  lep_query_set_limit (query, self->limit + 1);
  records = lep_query_run (workspace, query, &error);

  clear_rows (self);
  for (guint i = 0; records != NULL && i < MIN (records->len, self->limit); i++)
    add_row (self, g_ptr_array_index (records, i));
  if (records == NULL)
    add_reason (self, error);
  else if (records->len == 0 || records->len > self->limit)
    add_last_row (self, records->len);
  if (focused != NULL)
    focus_again (self, focused, position);
}
