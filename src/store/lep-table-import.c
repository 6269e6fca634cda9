/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Takes in a table of records of one kind (CSV): the columns are mapped to
 * fields, every line is checked, and all of them are written as one user action
 * or none is, with every bad line told. */

#include <glib/gi18n-lib.h>
#include <string.h>

#include "lep-currency.h"
#include "lep-record.h"
#include "lep-value.h"

#include "lep-table-import-private.h"

/* Rules about several records are met one after another: so often it is tried. */
#define MAX_TRIES 100

/* Lines between two looks at whether to stop. */
#define LINES_A_STEP 200

typedef struct
{
  guint    line;
  char    *id;     /* as given, or NULL */
  char    *space;  /* as given, or NULL */
  char   **values; /* by column, in stored form; NULL clears */
  gboolean is_bad; /* a problem of it was told */
} Line;

/* A try of the action, and the line of each of its rows. */
typedef struct
{
  LepTableImport *table;
  LepEdit        *edit;
  GPtrArray      *of; /* Line, not owned */
} Try;

static void
line_free (gpointer data)
{
  Line *line = data;

  g_free (line->id);
  g_free (line->space);
  g_free (line->values); /* lep_table_import_run () keeps the values */
  g_free (line);
}

static void
problem_free (gpointer data)
{
  LepTableProblem *problem = data;

  g_free (problem->column);
  g_free (problem->reason);
  g_free (problem);
}

static void
add_problem (LepTableImport *self,
             guint           line,
             const char     *column,
             const char     *reason)
{
  LepTableProblem *problem = g_new (LepTableProblem, 1);

  problem->line = line;
  problem->column = g_strdup (column);
  problem->reason = g_strdup (reason);
  g_ptr_array_add (self->problems, problem);
}

static void
add_line_problem (LepTableImport *self,
                  Line           *line,
                  const char     *column,
                  const char     *reason)
{
  line->is_bad = TRUE;
  add_problem (self, line->line, column, reason);
}

/**
 * lep_table_import_new:
 * @text: a table with a heading in its first line, separated by commas,
 *   semicolons or tabs
 *
 * Columns whose heading is a field's name or label belong to it; "id" says which
 * record a line changes (an empty cell or no such column: a new record), "space"
 * where it goes.
 *
 * Returns: (transfer full): %NULL with %LEP_ERROR_INVALID naming the line when
 *   the text is no such table
 */
LepTableImport *
lep_table_import_new (LepWorkspace  *workspace,
                      const LepKind *kind,
                      const char    *text,
                      GError       **error)
{
  g_autoptr (LepTableImport) self = NULL;
  g_autoptr (GPtrArray) rows = lep_csv_parse (text, lep_csv_guess_separator (text), error);

  if (rows == NULL)
    return NULL;
  if (rows->len == 0)
    {
      g_set_error_literal (error, LEP_ERROR, LEP_ERROR_INVALID,
                           _ ("The table is empty; its first line names the columns."));
      return NULL;
    }

  self = g_new0 (LepTableImport, 1);
  self->workspace = g_object_ref (workspace);
  self->kind = kind;
  self->rows = g_steal_pointer (&rows);
  self->n_columns = g_strv_length (lep_table_import_headings (self)->cells);
  self->fields = g_new0 (const char *, self->n_columns + 1);
  self->read = lep_table_read_stored;
  self->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->problems = g_ptr_array_new_with_free_func (problem_free);
  return lep_table_import_check_headings (self, error) ? g_steal_pointer (&self) : NULL;
}

void
lep_table_import_free (LepTableImport *self)
{
  g_object_unref (self->workspace);
  g_ptr_array_unref (self->rows);
  g_free (self->fields);
  g_free (self->space);
  g_hash_table_unref (self->known);
  g_ptr_array_unref (self->problems);
  g_free (self);
}

/**
 * lep_table_import_set_space:
 * @space: (nullable): id, name or kind of the space for lines that name none
 */
void
lep_table_import_set_space (LepTableImport *self,
                            const char     *space)
{
  g_free (self->space);
  self->space = g_strdup (space);
}

/**
 * lep_table_import_set_reader:
 *
 * Says how cells are written; without it they hold stored forms, and the names
 * of what references name.
 */
void
lep_table_import_set_reader (LepTableImport  *self,
                             LepTableReadFunc read,
                             gpointer         user_data)
{
  self->read = read;
  self->read_data = user_data;
}

/* The record that the line is about, deleted or not; NULL = a new one. */
static LepRecord *
find_record (LepTableImport *self,
             const Line     *line,
             const char     *id)
{
  const char *space = line->space != NULL ? line->space : self->space;
  LepUuid     space_id;

  if (id == NULL)
    return NULL;

  return lep_workspace_get_record (self->workspace, self->kind->name, id,
                                   space != NULL && lep_uuid_parse (space, -1, &space_id) ? space : NULL, NULL);
}

/* A line, and the record that it changes. */
typedef struct
{
  LepTableImport *table;
  const Line     *line;
  LepRecord      *record; /* or NULL */
} Told;

/* A #LepCurrencyLookup. */
static char *
dup_told (gpointer    data,
          const char *field)
{
  const Told *told = data;

  for (guint i = 0; i < told->table->n_columns; i++)
    if (g_strcmp0 (told->table->fields[i], field) == 0)
      return g_strdup (told->line->values[i]);
  return told->record == NULL ? NULL : g_strdup (lep_record_get (told->record, field));
}

/* Returns: (nullable): of the amounts of the line, whose other cells were read;
 * looked up once for all lines that belong to the same. */
static const char *
find_currency (LepTableImport *self,
               const Line     *line)
{
  static const char *const tellers[] = { "currency", "project", "application", "call" };
  g_autoptr (LepRecord) record = line->id == NULL ? NULL : find_record (self, line, line->id);
  Told told = { self, line, record };
  g_autoptr (GString) key = g_string_new ("currency");
  const char *currency;

  for (guint i = 0; i < G_N_ELEMENTS (tellers); i++)
    {
      g_autofree char *value = dup_told (&told, tellers[i]);

      g_string_append_printf (key, "\n%s", value == NULL ? "" : value);
    }
  currency = g_hash_table_lookup (self->known, key->str);
  if (currency == NULL)
    {
      char *found = lep_currency_find (self->workspace, self->kind, dup_told, &told);

      currency = found == NULL ? g_strdup ("") : found;
      g_hash_table_insert (self->known, g_strdup (key->str), (char *) currency);
    }
  return *currency == '\0' ? NULL : currency;
}

/* Names and codes repeat from line to line; each is looked up once. */
static char *
read_value (LepTableImport *self,
            const Line     *line,
            const LepField *field,
            const char     *typed,
            GError        **error)
{
  g_autofree char *key = NULL;
  char            *value;

  if (field->type != LEP_TYPE_REF && field->type != LEP_TYPE_CODE && field->type != LEP_TYPE_CODES)
    return self->read (self->workspace, field, field->type == LEP_TYPE_MONEY ? find_currency (self, line) : NULL, typed, self->read_data, error);

  key = g_strconcat (field->name, " ", typed, NULL);
  value = g_hash_table_lookup (self->known, key);
  if (value == NULL)
    {
      value = self->read (self->workspace, field, NULL, typed, self->read_data, error);
      if (value == NULL)
        return NULL;
      g_hash_table_insert (self->known, g_steal_pointer (&key), value);
    }
  return g_strdup (value);
}

/* Reads one cell; what is wrong with it is noted. @keep takes the value. */
static void
read_cell (LepTableImport *self,
           Line           *line,
           guint           column,
           const char     *cell,
           GPtrArray      *keep)
{
  const LepField  *field = lep_kind_field (self->kind, self->fields[column]);
  g_autofree char *plain = lep_csv_plain_text (cell);
  g_autoptr (GError) failure = NULL;
  char *value;

  g_strstrip (plain);
  if (*plain == '\0')
    return;
  if (field == NULL)
    {
      char **taken = g_str_equal (self->fields[column], LEP_TABLE_ID) ? &line->id : &line->space;

      *taken = g_steal_pointer (&plain);
      return;
    }

  value = read_value (self, line, field, plain, &failure);
  if (value == NULL)
    add_line_problem (self, line, lep_table_import_headings (self)->cells[column], failure->message);
  else
    g_ptr_array_add (keep, value);
  line->values[column] = value;
}

static gboolean
is_amount (LepTableImport *self,
           guint           column)
{
  const LepField *field = self->fields[column] == NULL ? NULL : lep_kind_field (self->kind, self->fields[column]);

  return field != NULL && field->type == LEP_TYPE_MONEY;
}

static Line *
read_line (LepTableImport  *self,
           const LepCsvRow *row,
           GPtrArray       *keep)
{
  Line   *line = g_new0 (Line, 1);
  guint   n_cells = g_strv_length (row->cells);
  LepUuid id;

  line->line = row->line;
  line->values = g_new0 (char *, self->n_columns + 1);
  if (n_cells > self->n_columns)
    add_line_problem (self, line, NULL, _ ("The line has more cells than there are columns; check its quotes."));
  for (guint i = 0; i < MIN (n_cells, self->n_columns); i++)
    if (self->fields[i] != NULL && !is_amount (self, i))
      read_cell (self, line, i, row->cells[i], keep);
  for (guint i = 0; i < MIN (n_cells, self->n_columns); i++)
    if (is_amount (self, i)) /* the other cells tell its currency */
      read_cell (self, line, i, row->cells[i], keep);

  if (line->id != NULL && !lep_uuid_parse (line->id, -1, &id))
    add_line_problem (self, line, LEP_TABLE_ID, _ ("This is not an id; leave the cell empty for a new record."));
  return line;
}

/* Whether the record says already what the line says. */
static gboolean
says_the_same (LepTableImport *self,
               const Line     *line,
               guint           column,
               LepRecord      *record)
{
  const char *field = self->fields[column];

  return g_strcmp0 (lep_record_get (record, field), line->values[column]) == 0 && !lep_record_has_conflict (record, field);
}

static gboolean
is_field (LepTableImport *self,
          guint           column)
{
  return self->fields[column] != NULL && lep_kind_field (self->kind, self->fields[column]) != NULL;
}

static void
count_line (LepTableImport *self,
            const Line     *line,
            LepRecord      *record)
{
  gboolean changes = record == NULL || lep_record_is_deleted (record);

  for (guint i = 0; i < self->n_columns && !changes; i++)
    changes = is_field (self, i) && !says_the_same (self, line, i, record);

  if (record == NULL)
    self->counts.n_new++;
  else if (changes)
    self->counts.n_changed++;
  else
    self->counts.n_same++;
}

/* Puts a line into the action; what the record says already is left out there. */
static gboolean
edit_line (LepTableImport *self,
           LepEdit        *edit,
           const Line     *line,
           GError        **error)
{
  if (!lep_edit_row (edit, line->space != NULL ? line->space : self->space, self->kind->name, line->id, error))
    return FALSE;

  for (guint i = 0; i < self->n_columns; i++)
    if (is_field (self, i) && (line->id != NULL || line->values[i] != NULL))
      lep_edit_set (edit, self->fields[i], line->values[i]);
  return TRUE;
}

/* Puts a line into the try. What is wrong with it is noted. */
static void
try_line (Try        *try,
          GHashTable *seen,
          Line       *line)
{
  LepTableImport *self = try->table;
  guint           n_before = lep_edit_get_n_rows (try->edit);
  const char     *id;
  g_autoptr (LepRecord) record = NULL;
  g_autoptr (GError) failure = NULL;

  if (!edit_line (self, try->edit, line, &failure))
    {
      add_line_problem (self, line, NULL, failure->message);
      return;
    }

  if (lep_edit_get_n_rows (try->edit) > n_before)
    g_ptr_array_add (try->of, line);
  id = lep_edit_last_id (try->edit);
  if (id != NULL && !g_hash_table_add (seen, g_strdup (id)))
    add_line_problem (self, line, NULL, _ ("This record stands in the table twice; take one of the lines out."));
  record = find_record (self, line, id);
  count_line (self, line, record);
}

/* Makes the action out of the lines that no problem was told of. */
static gboolean
fill_try (Try          *try,
          GPtrArray    *lines,
          GCancellable *cancellable,
          GError      **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  try->table->counts = (LepTableCounts){ 0 };
  for (guint i = 0; i < lines->len; i++)
    {
      Line *line = g_ptr_array_index (lines, i);

      if (i % LINES_A_STEP == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (!line->is_bad)
        try_line (try, seen, line);
    }
  return TRUE;
}

static const char *
column_of (LepTableImport *self,
           const char     *field)
{
  for (guint i = 0; field != NULL && i < self->n_columns; i++)
    if (g_strcmp0 (self->fields[i], field) == 0)
      return lep_table_import_headings (self)->cells[i];

  return field;
}

/* A #LepEditRefusedFunc: notes why the row of a line is refused. */
static void
refused_cb (guint       row,
            const char *field,
            const char *reason,
            gpointer    user_data)
{
  Try  *try = user_data;
  Line *line = row < try->of->len ? g_ptr_array_index (try->of, row) : NULL;

  if (line != NULL && !line->is_bad)
    add_line_problem (try->table, line, column_of (try->table, field), reason);
}

/* Notes why a rule refused the action: whether it was for a line. */
static gboolean
note_refused (Try          *try,
              const GError *failure)
{
  int row = lep_edit_get_refused_row (try->edit);

  if (row < 0 || (guint) row >= try->of->len || !g_error_matches (failure, LEP_ERROR, LEP_ERROR_INVALID))
    return FALSE;

  refused_cb ((guint) row, lep_edit_get_refused_field (try->edit), failure->message, try);
  return TRUE;
}

static int
compare_problems (gconstpointer a,
                  gconstpointer b)
{
  const LepTableProblem *first = *(const LepTableProblem *const *) a;
  const LepTableProblem *second = *(const LepTableProblem *const *) b;

  return (first->line > second->line) - (first->line < second->line);
}

static gboolean
fail_with_problems (LepTableImport *self,
                    GError        **error)
{
  const LepTableProblem *first;

  g_ptr_array_sort (self->problems, compare_problems);
  first = g_ptr_array_index (self->problems, 0);
  if (first->column != NULL)
    g_set_error (error, LEP_ERROR, LEP_ERROR_INVALID, _ ("line %u, column %s: %s"), first->line, first->column, first->reason);
  else
    g_set_error (error, LEP_ERROR, LEP_ERROR_INVALID, _ ("line %u: %s"), first->line, first->reason);
  return FALSE;
}

/* One try: whether the action is done, or would be. Lines that are refused are
 * noted; @failure is what none of them is to blame for. */
static gboolean
try_lines (LepTableImport *self,
           GPtrArray      *lines,
           gboolean        dry_run,
           GCancellable   *cancellable,
           GError        **failure)
{
  g_autoptr (LepEdit) edit = lep_edit_new (self->workspace);
  g_autoptr (GPtrArray) of = g_ptr_array_new ();
  g_autoptr (GError) refused = NULL;
  Try try = { self, edit, of };

  lep_edit_set_refused_func (edit, refused_cb, &try);
  if (!fill_try (&try, lines, cancellable, failure))
    return FALSE;
  if (!dry_run && self->problems->len == 0 ? lep_edit_commit (edit, &refused) : lep_edit_try (edit, &refused))
    return TRUE;

  if (!note_refused (&try, refused))
    g_propagate_error (failure, g_steal_pointer (&refused));
  return FALSE;
}

/* Tries the action until everything that stands against a line is known. */
static gboolean
commit_lines (LepTableImport *self,
              GPtrArray      *lines,
              gboolean        dry_run,
              LepProgress    *progress,
              GCancellable   *cancellable,
              GError        **error)
{
  for (guint i = 0; i < MAX_TRIES; i++)
    {
      g_autoptr (GError) failure = NULL;
      guint n_before = self->problems->len;

      if (progress != NULL)
        lep_progress_report (progress, lines->len + i, lines->len + MAX_TRIES);
      if (try_lines (self, lines, dry_run, cancellable, &failure))
        return self->problems->len == 0 || fail_with_problems (self, error);
      if (failure != NULL && (self->problems->len == 0 || g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_CANCELLED)))
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
      if (failure != NULL || self->problems->len == n_before)
        break;
    }

  return fail_with_problems (self, error);
}

/**
 * lep_table_import_run:
 * @dry_run: only look: nothing is written
 * @progress: (nullable): told of lines
 *
 * Takes all lines in, as one user action. If one cannot be, none is: %FALSE with
 * %LEP_ERROR_INVALID, which tells the first; lep_table_import_get_problems ()
 * has all. Cancelled: nothing was done.
 */
gboolean
lep_table_import_run (LepTableImport *self,
                      gboolean        dry_run,
                      LepProgress    *progress,
                      GCancellable   *cancellable,
                      GError        **error)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (line_free);
  g_autoptr (GPtrArray) keep = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_set_size (self->problems, 0);
  for (guint i = 1; i < self->rows->len; i++)
    {
      if (i % LINES_A_STEP == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (i % LINES_A_STEP == 0 && progress != NULL)
        lep_progress_report (progress, i, self->rows->len + MAX_TRIES);
      g_ptr_array_add (lines, read_line (self, g_ptr_array_index (self->rows, i), keep));
    }

  return commit_lines (self, lines, dry_run, progress, cancellable, error);
}

/**
 * lep_table_import_get_counts:
 *
 * Returns: what the last run did, or would do
 */
const LepTableCounts *
lep_table_import_get_counts (LepTableImport *self)
{
  return &self->counts;
}

/**
 * lep_table_import_get_problems:
 *
 * Returns: (element-type LepTableProblem) (transfer none): of the last run, in
 *   the order of lines
 */
GPtrArray *
lep_table_import_get_problems (LepTableImport *self)
{
  return self->problems;
}
