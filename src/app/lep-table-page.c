/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table (CSV) becomes records: all of its lines or none. Nothing is written
 * before "Take in"; "Check" tells what it would do. */

#include <glib/gi18n.h>

#include "lep-format.h"
#include "lep-language.h"
#include "lep-page-table.h"
#include "lep-table-columns.h"
#include "lep-table-file.h"
#include "lep-table-job.h"
#include "lep-table-problems.h"
#include "lep-table-words.h"

#include "lep-surroundings.h"
#include "lep-window.h"
#include "lep-wheel.h"

#include "lep-table-page.h"

/* Lines of the table that are shown. */
#define N_SHOWN 6

struct _LepTablePage
{
  LepPage               parent_instance;

  LepTableFile         *file;    /* what was read; NULL: nothing is chosen */
  LepTableImport       *table;   /* NULL: it cannot be read as one */
  GPtrArray            *kinds;   /* of the drop-down */
  LepTableJob          *running; /* that works on what is shown, with nothing changed since; not owned */
  GtkFileChooserNative *chooser;
  gboolean              quiet;
  gboolean              kind_is_said; /* by the user, or by the list that led here */

  GtkStack             *stack;
  GtkScrolledWindow    *scroller;
  GtkBox               *problems_box;
  GtkLabel             *problems_label;
  LepTableProblems     *problems;
  AdwActionRow         *file_row;
  AdwComboRow          *kind_row;
  GtkStringList        *kind_names;
  AdwComboRow          *forms_row;
  AdwComboRow          *letters_row;
  LepTableColumns      *columns;
  GtkGrid              *grid;
  GtkLabel             *foot_label;
};

G_DEFINE_FINAL_TYPE (LepTablePage, lep_table_page, LEP_TYPE_PAGE)

static void
enable (LepTablePage *self)
{
  g_autofree char *missing = self->table != NULL ? lep_table_columns_dup_missing (self->table) : NULL;
  g_autofree char *text = NULL;
  gboolean         ready = self->table != NULL && missing == NULL && lep_table_import_get_n_lines (self->table) > 0 &&
                   lep_page_is_writable (LEP_PAGE (self));

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "table.check", ready);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "table.take-in", ready);
  if (missing != NULL)
    text = g_strdup_printf (_ ("Say which columns these are, or add them to the table: %s."), missing);
  else if (self->table != NULL)
    text = g_strdup (_ ("All lines are taken in, or none."));
  gtk_label_set_label (self->foot_label, text != NULL ? text : "");
}

/* --- The first lines --- */

static void
add_cell (LepTablePage *self,
          int           column,
          int           row,
          const char   *text,
          const char   *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 24);
  gtk_label_set_single_line_mode (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, css_class);
  if (row > 1)
    gtk_widget_add_css_class (label, "rule");
  gtk_grid_attach (self->grid, label, column, row, 1, 1);
}

/* Each column: its heading, where it goes, and what stands there. */
static void
show_lines (LepTablePage *self)
{
  const LepKind *kind = lep_table_import_get_kind (self->table);
  GtkWidget     *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grid))) != NULL)
    gtk_grid_remove (self->grid, child);

  for (int i = 0; lep_table_import_get_columns (self->table)[i] != NULL; i++)
    {
      const char      *name = lep_table_import_get_field (self->table, (guint) i);
      const LepField  *field = name != NULL ? lep_kind_field (kind, name) : NULL;
      g_autofree char *title = lep_table_column_title (self->table, (guint) i);

      add_cell (self, i, 0, title, "mhead");
      add_cell (self, i, 1, field != NULL ? lep_schema_label (field->label) : name != NULL ? name
                                                                                           : _ ("Left out"),
                "sub");
      for (int j = 0; j < (int) MIN (lep_table_import_get_n_lines (self->table), N_SHOWN); j++)
        {
          const LepCsvRow *line = lep_table_import_get_line (self->table, (guint) j);

          add_cell (self, i, j + 2, (guint) i < g_strv_length (line->cells) ? line->cells[i] : "", "cell");
        }
    }
}

/* --- The table --- */

static const LepKind *
get_kind (LepTablePage *self)
{
  guint position = adw_combo_row_get_selected (self->kind_row);

  return position < self->kinds->len ? g_ptr_array_index (self->kinds, position) : NULL;
}

static const LepLocale *
get_locale (LepTablePage *self)
{
  const LepLocale *screen = lep_language_locale ();
  guint            position = adw_combo_row_get_selected (self->forms_row);

  if (position == LEP_TABLE_STORED)
    return NULL;
  if (g_str_equal (screen->decimal, position == LEP_TABLE_COMMA ? "," : "."))
    return screen;
  return lep_locale_find (position == LEP_TABLE_COMMA ? "bs" : "en");
}

static void
forget_problems (LepTablePage *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->problems_box), FALSE);
}

static void
refuse (LepTablePage *self,
        const GError *error)
{
  g_clear_pointer (&self->table, lep_table_import_free);
  lep_page_set_banner (LEP_PAGE (self), error->message, "wait");
}

static void
describe_file (LepTablePage *self)
{
  g_autofree char *count = NULL;
  g_autofree char *lines = NULL;
  guint            n_lines = self->table != NULL ? lep_table_import_get_n_lines (self->table) : 0;

  count = lep_format_count (lep_language_locale (), n_lines);
  /* Translators: lines of a table, beside its headings. */
  lines = g_strdup_printf (ngettext ("%s line below the headings", "%s lines below the headings", n_lines), count);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->file_row), self->file->name);
  adw_action_row_set_subtitle (self->file_row, self->table != NULL ? lines : "");
  lep_page_set_subtitle (LEP_PAGE (self), self->file->name);
}

/* Reads the text anew: after another file, kind or set of letters. */
static void
read_table (LepTablePage *self)
{
  const LepKind *kind = get_kind (self);
  g_autoptr (GError) error = NULL;
  g_autoptr (LepTableWords) words = lep_table_words_new (lep_language_folder (), NULL, NULL);

  self->running = NULL;
  if (self->file == NULL || kind == NULL)
    return;

  forget_problems (self);
  lep_page_set_banner (LEP_PAGE (self), NULL, NULL);
  lep_table_columns_show (self->columns, NULL);
  g_clear_pointer (&self->table, lep_table_import_free);
  if (lep_table_file_decode (self->file, adw_combo_row_get_selected (self->letters_row), &error))
    self->table = lep_table_import_new (lep_page_get_workspace (LEP_PAGE (self)), kind, self->file->text, &error);
  if (self->table == NULL)
    refuse (self, error);
  else
    {
      lep_table_words_map (words, self->table);
      lep_table_columns_show (self->columns, self->table);
      show_lines (self);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->columns), self->table != NULL);
  describe_file (self);
  enable (self);
}

static void
columns_changed_cb (LepTablePage *self)
{
  self->running = NULL;
  forget_problems (self);
  show_lines (self);
  enable (self);
}

static void
choice_changed_cb (LepTablePage *self)
{
  if (self->quiet)
    return;

  self->kind_is_said = TRUE;
  read_table (self);
}

/* How many columns of a table of that kind would find a field. */
static guint
count_guessed (LepTablePage        *self,
               const LepKind       *kind,
               const char          *headings,
               const LepTableWords *words)
{
  g_autoptr (LepTableImport) table = NULL;
  guint n = 0;

  table = lep_table_import_new (lep_page_get_workspace (LEP_PAGE (self)), kind, headings, NULL);
  if (table == NULL)
    return 0;

  lep_table_words_map (words, table);
  for (guint i = 0; lep_table_import_get_columns (table)[i] != NULL; i++)
    n += lep_table_import_get_field (table, i) != NULL;
  return n;
}

/* Nobody said what the lines are: the kind that most headings fit. */
static void
guess_kind (LepTablePage *self)
{
  g_autoptr (LepTableWords) words = lep_table_words_new (lep_language_folder (), NULL, NULL);
  g_autofree char *headings = NULL;
  guint            best = 0;

  if (!lep_table_file_decode (self->file, self->file->letters, NULL))
    return;

  /* However long the table is. */
  headings = lep_table_file_dup_headings (self->file);
  for (guint i = 0; i < self->kinds->len; i++)
    {
      guint n = count_guessed (self, g_ptr_array_index (self->kinds, i), headings, words);

      if (n > best)
        {
          best = n;
          adw_combo_row_set_selected (self->kind_row, i);
        }
    }
}

static void
forms_changed_cb (LepTablePage *self)
{
  self->running = NULL;
  forget_problems (self);
  enable (self);
}

static void
show_file (LepTablePage *self,
           GFile        *file)
{
  g_autoptr (GError) error = NULL;
  LepTableFile *read = lep_table_file_read (file, lep_language_locale (), &error);

  if (read == NULL)
    {
      lep_window_report_error (lep_window_of (GTK_WIDGET (self)), _ ("The table was not read"), error);
      return;
    }

  g_clear_pointer (&self->file, lep_table_file_free);
  self->file = read;
  self->quiet = TRUE;
  adw_combo_row_set_selected (self->letters_row, read->letters);
  gtk_widget_set_visible (GTK_WIDGET (self->letters_row), read->letters != LEP_LETTERS_UTF8);
  if (!self->kind_is_said)
    guess_kind (self);
  self->quiet = FALSE;
  gtk_stack_set_visible_child_name (self->stack, "table");
  read_table (self);
  if (self->table != NULL)
    adw_combo_row_set_selected (self->forms_row, lep_table_file_guess_forms (self->table, lep_language_locale ()));
  gtk_widget_child_focus (GTK_WIDGET (self->kind_row), GTK_DIR_TAB_FORWARD);
}

/* --- Choosing a file --- */

static void
file_chosen_cb (GtkNativeDialog *dialog,
                int              response,
                LepTablePage    *self)
{
  g_autoptr (GFile) file = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)) : NULL;

  g_clear_object (&self->chooser);
  if (file != NULL)
    show_file (self, file);
}

static void
choose_action_cb (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  LepTablePage *self = LEP_TABLE_PAGE (widget);
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _ ("Tables (CSV)"));
  gtk_file_filter_add_suffix (filter, "csv");
  gtk_file_filter_add_suffix (filter, "tsv");
  gtk_file_filter_add_suffix (filter, "txt");

  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (_ ("Which table?"), GTK_WINDOW (lep_window_of (widget)),
                                               GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Open"), _ ("_Cancel"));
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (self->chooser), filter);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (file_chosen_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static gboolean
drop_cb (LepTablePage *self,
         const GValue *value)
{
  g_autoptr (GSList) files = gdk_file_list_get_files (g_value_get_boxed (value));

  if (files != NULL)
    show_file (self, files->data);
  return files != NULL;
}

/* --- Taking it in --- */

/* Of a table that was only looked at and was changed meanwhile nothing is said. */
static void
tell_problems (LepTablePage      *self,
               const LepTableJob *job,
               gboolean           is_shown)
{
  g_autofree char *text = NULL;
  guint            n_lines = lep_table_problems_show (self->problems, job->problems);

  text = g_strdup_printf (ngettext ("%u line cannot be taken in, so none was. Nothing is changed.",
                                    "%u lines cannot be taken in, so none was. Nothing is changed.", n_lines),
                          n_lines);
  if (self->running == job)
    {
      gtk_label_set_label (self->problems_label, text);
      gtk_widget_set_visible (GTK_WIDGET (self->problems_box), TRUE);
      gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
      gtk_label_set_label (self->foot_label, text);
    }
  if (self->running == job && is_shown)
    gtk_widget_grab_focus (GTK_WIDGET (self->problems));
  else if (self->running == job || !job->dry_run)
    lep_window_toast (lep_window_of (GTK_WIDGET (self)), text, FALSE);
}

static void
forget_file (LepTablePage *self)
{
  lep_table_columns_show (self->columns, NULL);
  g_clear_pointer (&self->table, lep_table_import_free);
  g_clear_pointer (&self->file, lep_table_file_free);
  self->kind_is_said = FALSE;
  lep_page_set_subtitle (LEP_PAGE (self), "");
  gtk_stack_set_visible_child_name (self->stack, "start");
  enable (self);
}

static void
tell_checked (LepTablePage *self,
              const char   *counts)
{
  g_autofree char *text = g_strdup_printf (_ ("The table can be taken in: %s."), counts);

  gtk_label_set_label (self->foot_label, text);
  lep_window_toast (lep_window_of (GTK_WIDGET (self)), text, FALSE);
}

/* Somebody may have gone on meanwhile, to another table or another page. */
static void
job_done_cb (GtkWidget    *owner,
             gpointer      data,
             const GError *error)
{
  LepTablePage      *self = LEP_TABLE_PAGE (owner);
  LepWindow         *window = lep_window_of (owner);
  LepTableJob       *job = data;
  const LepPageInfo *list = lep_page_table_of_kind (job->kind->name);
  gboolean           is_shown = lep_window_get_page (window) == LEP_PAGE (self);
  g_autofree char   *counts = NULL;

  /* Translators: of a table that was taken in: new, changed and unchanged records. */
  counts = g_strdup_printf (_ ("%u new, %u changed, %u as before"), job->counts.n_new, job->counts.n_changed, job->counts.n_same);
  enable (self);
  if (job->problems != NULL)
    tell_problems (self, job, is_shown);
  else if (error != NULL)
    lep_window_report_error (window, _ ("The table was not taken in"), error);
  else if (!job->dry_run)
    lep_window_toast (window, counts, job->counts.n_new + job->counts.n_changed > 0);
  else if (self->running == job)
    tell_checked (self, counts);

  if (error == NULL && !job->dry_run && self->running == job)
    {
      forget_file (self);
      if (is_shown && list != NULL)
        lep_window_go (window, list->name, NULL);
    }
  self->running = NULL;
}

static void
run (LepTablePage *self,
     gboolean      dry_run)
{
  LepWindow *window = lep_window_of (GTK_WIDGET (self));
  g_autoptr (LepSurroundings) surroundings = lep_surroundings_of_desktop (lep_window_get_clock (window));
  LepTableJob *job = lep_table_job_new (lep_window_get_path (window), surroundings, self->file->text, self->table);

  job->dry_run = dry_run;
  job->locale = get_locale (self);
  forget_problems (self);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "table.check", FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "table.take-in", FALSE);
  if (lep_window_run_job (window, dry_run ? _ ("Checking the table") : _ ("Taking the table in"), GTK_WIDGET (self),
                          lep_table_job_run, job_done_cb, job, (GDestroyNotify) lep_table_job_free))
    self->running = job;
  else
    enable (self);
}

static void
check_action_cb (GtkWidget  *widget,
                 const char *action_name,
                 GVariant   *parameter)
{
  run (LEP_TABLE_PAGE (widget), TRUE);
}

static void
take_in_action_cb (GtkWidget  *widget,
                   const char *action_name,
                   GVariant   *parameter)
{
  run (LEP_TABLE_PAGE (widget), FALSE);
}

/* --- The page --- */

static void
lep_table_page_show_target (LepPage         *page,
                            const LepTarget *target)
{
  LepTablePage *self = LEP_TABLE_PAGE (page);

  for (guint i = 0; target != NULL && target->kind != NULL && i < self->kinds->len; i++)
    if (g_str_equal (((const LepKind *) g_ptr_array_index (self->kinds, i))->name, target->kind))
      {
        adw_combo_row_set_selected (self->kind_row, i);
        self->kind_is_said = TRUE;
      }
  if (target != NULL && target->file != NULL)
    show_file (self, target->file);
  enable (self);
  if (self->table == NULL)
    lep_page_focus_content (page); /* to the button that chooses one */
}

static int
compare_kinds (gconstpointer a,
               gconstpointer b)
{
  const LepKind *first = *(const LepKind *const *) a;
  const LepKind *second = *(const LepKind *const *) b;

  return g_utf8_collate (lep_schema_label (first->plural), lep_schema_label (second->plural));
}

/* What people enter; the program itself writes the rest. */
static void
fill_kinds (LepTablePage *self)
{
  static const char *const own[] = { "replica", "snapshot", "document", NULL };
  guint                    n_kinds;
  const LepKind           *kinds = lep_schema_kinds (&n_kinds);

  self->quiet = TRUE;
  for (guint i = 0; i < n_kinds; i++)
    if (!g_strv_contains (own, kinds[i].name))
      g_ptr_array_add (self->kinds, (gpointer) &kinds[i]);
  g_ptr_array_sort (self->kinds, compare_kinds);
  for (guint i = 0; i < self->kinds->len; i++)
    gtk_string_list_append (self->kind_names, lep_schema_label (((const LepKind *) g_ptr_array_index (self->kinds, i))->plural));
  self->quiet = FALSE;
}

static void
lep_table_page_dispose (GObject *object)
{
  LepTablePage *self = LEP_TABLE_PAGE (object);

  self->quiet = TRUE;
  if (self->columns != NULL)
    lep_table_columns_show (self->columns, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), LEP_TYPE_TABLE_PAGE);
  g_clear_pointer (&self->table, lep_table_import_free);
  g_clear_pointer (&self->file, lep_table_file_free);
  g_clear_pointer (&self->kinds, g_ptr_array_unref);
  g_clear_object (&self->chooser);

  G_OBJECT_CLASS (lep_table_page_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, LepTablePage, stack);
  gtk_widget_class_bind_template_child (widget_class, LepTablePage, scroller);
  gtk_widget_class_bind_template_child (widget_class, LepTablePage, problems_box);
  gtk_widget_class_bind_template_child (widget_class, LepTablePage, problems_label);
  gtk_widget_class_bind_template_child (widget_class, LepTablePage, problems);
  gtk_widget_class_bind_template_child (widget_class, LepTablePage, file_row);
  gtk_widget_class_bind_template_child (widget_class, LepTablePage, kind_row);
  gtk_widget_class_bind_template_child (widget_class, LepTablePage, kind_names);
  gtk_widget_class_bind_template_child (widget_class, LepTablePage, forms_row);
  gtk_widget_class_bind_template_child (widget_class, LepTablePage, letters_row);
  gtk_widget_class_bind_template_child (widget_class, LepTablePage, columns);
  gtk_widget_class_bind_template_child (widget_class, LepTablePage, grid);
  gtk_widget_class_bind_template_child (widget_class, LepTablePage, foot_label);
  gtk_widget_class_bind_template_callback (widget_class, choice_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, forms_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, columns_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, lep_wheel_pass_on);
}

static void
lep_table_page_class_init (LepTablePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lep_table_page_dispose;
  LEP_PAGE_CLASS (klass)->show_target = lep_table_page_show_target;

  g_type_ensure (LEP_TYPE_TABLE_COLUMNS);
  g_type_ensure (LEP_TYPE_TABLE_PROBLEMS);
  gtk_widget_class_install_action (widget_class, "table.choose", NULL, choose_action_cb);
  gtk_widget_class_install_action (widget_class, "table.check", NULL, check_action_cb);
  gtk_widget_class_install_action (widget_class, "table.take-in", NULL, take_in_action_cb);

  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/lep/ui/lep-table-page.ui");
  bind_children (widget_class);
}

static void
lep_table_page_init (LepTablePage *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  self->kinds = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_kinds (self);
  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

/**
 * lep_table_page_takes:
 *
 * Returns: whether the file's name is one of a table
 */
gboolean
lep_table_page_takes (GFile *file)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *lower = name != NULL ? g_ascii_strdown (name, -1) : NULL;

  return lower != NULL && (g_str_has_suffix (lower, ".csv") || g_str_has_suffix (lower, ".tsv"));
}
