/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Takes in a table of records of one kind (CSV): the columns are mapped to
 * fields, every line is checked, and all of them are written as one user action
 * or none is, with every bad line told. */

#include <glib/gi18n-lib.h>
#include <string.h>

#include "lep-csv.h"
#include "lep-record.h"
#include "lep-value.h"

#include "lep-table-import.h"

/* Columns that are no fields: which record a line is, and in which space. */
#define COLUMN_ID    "id"
#define COLUMN_SPACE "space"

/* Rules across fields and rows are met one after another; so many are told. */
#define MAX_RULE_PROBLEMS 50

typedef struct
{
  guint  line;
  char  *id;     /* as given, or NULL */
  char  *space;  /* as given, or NULL */
  char **values; /* by column, in stored form; NULL clears */
} Line;

struct _LepTableImport
{
  LepWorkspace    *workspace;
  const LepKind   *kind;
  GPtrArray       *rows;   /* LepCsvRow; the first holds the headings */
  const char     **fields; /* by column: a field, COLUMN_ID, COLUMN_SPACE or NULL */
  guint            n_columns;
  char            *space;
  LepTableReadFunc read;
  gpointer         read_data;
  GHashTable      *references; /* "field name" -> id, found so far */
  LepTableCounts   counts;
  GPtrArray       *problems;
};

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

static const LepCsvRow *
headings (LepTableImport *self)
{
  return g_ptr_array_index (self->rows, 0);
}

/* The field that a heading names, as scripts or as people write it. */
static const char *
field_of_heading (const LepKind *kind,
                  const char    *heading)
{
  g_autofree char *folded = NULL;

  if (g_str_equal (heading, COLUMN_ID))
    return COLUMN_ID;
  if (g_str_equal (heading, COLUMN_SPACE))
    return COLUMN_SPACE;
  if (lep_kind_field (kind, heading) != NULL)
    return lep_kind_field (kind, heading)->name;

  folded = g_utf8_casefold (heading, -1);
  for (guint i = 0; i < kind->n_fields; i++)
    {
      g_autofree char *label = g_utf8_casefold (lep_schema_label (kind->fields[i].label), -1);

      if (g_str_equal (label, folded))
        return kind->fields[i].name;
    }
  return NULL;
}

static gboolean
check_headings (LepTableImport *self,
                GError        **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->n_columns; i++)
    {
      const char *heading = g_strstrip (headings (self)->cells[i]);

      if (*heading != '\0' && !g_hash_table_add (seen, (gpointer) heading))
        {
          g_set_error (error, LEP_ERROR, LEP_ERROR_INVALID,
                       _ ("Line %u: two columns are called “%s”; rename one."), headings (self)->line, heading);
          return FALSE;
        }
      self->fields[i] = field_of_heading (self->kind, heading);
    }
  return TRUE;
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
  self->n_columns = g_strv_length (headings (self)->cells);
  self->fields = g_new0 (const char *, self->n_columns + 1);
  self->read = lep_table_read_stored;
  self->references = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->problems = g_ptr_array_new_with_free_func (problem_free);
  return check_headings (self, error) ? g_steal_pointer (&self) : NULL;
}

void
lep_table_import_free (LepTableImport *self)
{
  g_object_unref (self->workspace);
  g_ptr_array_unref (self->rows);
  g_free (self->fields);
  g_free (self->space);
  g_hash_table_unref (self->references);
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

/**
 * lep_table_import_get_columns:
 *
 * Returns: (array zero-terminated=1): the headings
 */
const char *const *
lep_table_import_get_columns (LepTableImport *self)
{
  return (const char *const *) headings (self)->cells;
}

/**
 * lep_table_import_get_field:
 *
 * Returns: (nullable): the field that the column goes to
 */
const char *
lep_table_import_get_field (LepTableImport *self,
                            guint           column)
{
  g_return_val_if_fail (column < self->n_columns, NULL);

  return self->fields[column];
}

/**
 * lep_table_import_map:
 * @field: of the kind, or "id" or "space"
 * @column: (nullable): heading of the column that holds it; %NULL: none
 *
 * Fails with %LEP_ERROR_NOT_FOUND if there is no such field or column.
 */
gboolean
lep_table_import_map (LepTableImport *self,
                      const char     *field,
                      const char     *column,
                      GError        **error)
{
  const char *known = field_of_heading (self->kind, field);
  guint       found = self->n_columns;

  if (known == NULL || !g_str_equal (known, field))
    {
      g_set_error (error, LEP_ERROR, LEP_ERROR_NOT_FOUND, _ ("Records of kind “%s” have no field “%s”."), self->kind->name,
                   field);
      return FALSE;
    }
  for (guint i = 0; column != NULL && i < self->n_columns; i++)
    if (g_str_equal (headings (self)->cells[i], column))
      found = i;
  if (column != NULL && found == self->n_columns)
    {
      g_set_error (error, LEP_ERROR, LEP_ERROR_NOT_FOUND, _ ("The table has no column “%s”."), column);
      return FALSE;
    }

  for (guint i = 0; i < self->n_columns; i++)
    if (g_strcmp0 (self->fields[i], known) == 0)
      self->fields[i] = NULL;
  if (found < self->n_columns)
    self->fields[found] = known;
  return TRUE;
}

/* References repeat from line to line; each is looked up once. */
static char *
read_value (LepTableImport *self,
            const LepField *field,
            const char     *typed,
            GError        **error)
{
  g_autofree char *key = NULL;
  char            *value;

  if (field->type != LEP_TYPE_REF)
    return self->read (self->workspace, field, typed, self->read_data, error);

  key = g_strconcat (field->name, " ", typed, NULL);
  value = g_hash_table_lookup (self->references, key);
  if (value == NULL)
    {
      value = self->read (self->workspace, field, typed, self->read_data, error);
      if (value == NULL)
        return NULL;
      g_hash_table_insert (self->references, g_steal_pointer (&key), value);
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
      char **taken = g_str_equal (self->fields[column], COLUMN_ID) ? &line->id : &line->space;

      *taken = g_steal_pointer (&plain);
      return;
    }

  value = read_value (self, field, plain, &failure);
  if (value == NULL)
    add_problem (self, line->line, headings (self)->cells[column], failure->message);
  else
    g_ptr_array_add (keep, value);
  line->values[column] = value;
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
    add_problem (self, line->line, NULL, _ ("The line has more cells than there are columns; check its quotes."));
  for (guint i = 0; i < MIN (n_cells, self->n_columns); i++)
    if (self->fields[i] != NULL)
      read_cell (self, line, i, row->cells[i], keep);

  if (line->id != NULL && !lep_uuid_parse (line->id, -1, &id))
    add_problem (self, line->line, COLUMN_ID, _ ("This is not an id; leave the cell empty for a new record."));
  return line;
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

/* Makes the action out of the lines; @of: (element-type Line): the line of each
 * of its rows. What is wrong is noted, unless it was before. */
static LepEdit *
make_edit (LepTableImport *self,
           GPtrArray      *lines,
           gboolean        note,
           GPtrArray      *of)
{
  g_autoptr (LepEdit) edit = lep_edit_new (self->workspace);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  self->counts = (LepTableCounts){ 0 };
  for (guint i = 0; i < lines->len; i++)
    {
      Line       *line = g_ptr_array_index (lines, i);
      const char *id;
      g_autoptr (LepRecord) record = NULL;
      g_autoptr (GError) failure = NULL;

      if (!edit_line (self, edit, line, &failure))
        {
          if (note)
            add_problem (self, line->line, NULL, failure->message);
          continue;
        }

      g_ptr_array_add (of, line);
      id = lep_edit_last_id (edit);
      if (id != NULL && !g_hash_table_add (seen, g_strdup (id)) && note)
        add_problem (self, line->line, NULL, _ ("This record stands in the table twice; take one of the lines out."));
      record = find_record (self, line, id);
      count_line (self, line, record);
    }
  return g_steal_pointer (&edit);
}

static const char *
column_of (LepTableImport *self,
           const char     *field)
{
  for (guint i = 0; field != NULL && i < self->n_columns; i++)
    if (g_strcmp0 (self->fields[i], field) == 0)
      return headings (self)->cells[i];

  return field;
}

/* Notes why a rule refused the action, and takes the line out of @lines, so that
 * the next one can be found. */
static gboolean
note_refused (LepTableImport *self,
              LepEdit        *edit,
              GPtrArray      *lines,
              GPtrArray      *of,
              const GError   *failure)
{
  int   row = lep_edit_get_refused_row (edit);
  Line *line = row >= 0 && (guint) row < of->len ? g_ptr_array_index (of, (guint) row) : NULL;

  if (line == NULL || !g_error_matches (failure, LEP_ERROR, LEP_ERROR_INVALID))
    return FALSE;

  add_problem (self, line->line, column_of (self, lep_edit_get_refused_field (edit)), failure->message);
  g_ptr_array_remove (lines, line);
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

/* Tries the action until every rule that a line breaks is known. */
static gboolean
commit_lines (LepTableImport *self,
              GPtrArray      *lines,
              gboolean        dry_run,
              GError        **error)
{
  for (guint i = 0; i < MAX_RULE_PROBLEMS; i++)
    {
      g_autoptr (GPtrArray) of = g_ptr_array_new ();
      g_autoptr (LepEdit) edit = make_edit (self, lines, i == 0, of);
      gboolean for_good = !dry_run && self->problems->len == 0;
      g_autoptr (GError) failure = NULL;

      if (for_good ? lep_edit_commit (edit, &failure) : lep_edit_try (edit, &failure))
        break;
      if (!note_refused (self, edit, lines, of, failure))
        {
          if (self->problems->len > 0)
            break;
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
    }

  return self->problems->len == 0 || fail_with_problems (self, error);
}

/**
 * lep_table_import_run:
 * @dry_run: only look: nothing is written
 *
 * Takes all lines in, as one user action. If one cannot be, none is: %FALSE with
 * %LEP_ERROR_INVALID, which tells the first; lep_table_import_get_problems ()
 * has all.
 */
gboolean
lep_table_import_run (LepTableImport *self,
                      gboolean        dry_run,
                      GError        **error)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (line_free);
  g_autoptr (GPtrArray) left = NULL;
  g_autoptr (GPtrArray) keep = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_set_size (self->problems, 0);
  for (guint i = 1; i < self->rows->len; i++)
    g_ptr_array_add (lines, read_line (self, g_ptr_array_index (self->rows, i), keep));
  if (self->problems->len > 0)
    return fail_with_problems (self, error);

  left = g_ptr_array_copy (lines, NULL, NULL);
  g_ptr_array_set_free_func (left, NULL);
  return commit_lines (self, left, dry_run, error);
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
