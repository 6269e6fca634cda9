/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What opening a bundle changed here, whose changes those were, and who decided
 * where people disagreed. */

#include <string.h>

#include <glib/gi18n-lib.h>

#include "lep-value.h"

#include "lep-print.h"
#include "lep-receipt-decisions.h"

/* Of the records, so many stand on paper. */
#define MAX_ROWS 500

typedef struct
{
  const LepReportInput *input;
  LepReceipt           *receipt;
  LepReceiptContents   *contents;
  GPtrArray            *decisions; /* LepReceiptDecision */
  LepReport            *report;
} Sheet;

static void
sheet_clear (Sheet *self)
{
  g_clear_pointer (&self->receipt, lep_receipt_free);
  g_clear_pointer (&self->contents, lep_receipt_contents_free);
  g_clear_pointer (&self->decisions, g_ptr_array_unref);
  g_clear_pointer (&self->report, lep_report_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Sheet, sheet_clear)

/* The bundle that is named by the number of its receipt, or the last one. */
static gboolean
find_receipt (Sheet   *self,
              GError **error)
{
  LepWorkspace *workspace = self->input->workspace;
  g_autoptr (GPtrArray) receipts = NULL;
  gint64 no = 0;

  /* What is no number is that of no bundle. */
  if (self->input->id != NULL)
    g_ascii_string_to_signed (self->input->id, 10, 1, G_MAXINT64, &no, NULL);

  receipts = self->input->id == NULL ? lep_receipts_list (workspace, G_MAXINT, error) : NULL;
  if (self->input->id == NULL && receipts == NULL)
    return FALSE;
  for (guint i = 0; receipts != NULL && i < receipts->len && no == 0; i++)
    if (!((LepReceipt *) g_ptr_array_index (receipts, i))->given)
      no = ((LepReceipt *) g_ptr_array_index (receipts, i))->no;
  if (no > 0 && !lep_receipt_get (workspace, no, &self->receipt, error))
    return FALSE;
  if (self->receipt != NULL && !self->receipt->given)
    return TRUE;

  if (self->input->id == NULL)
    g_set_error_literal (error, LEP_ERROR, LEP_ERROR_NOT_FOUND, _ ("No bundle was opened on this laptop yet."));
  else
    g_set_error (error, LEP_ERROR, LEP_ERROR_NOT_FOUND, _ ("No bundle with the number “%s” was opened on this laptop."), self->input->id);
  return FALSE;
}

static gboolean
read_log (Sheet   *self,
          GError **error)
{
  self->contents = lep_receipt_contents (self->input->workspace, self->receipt->no, error);
  if (self->contents == NULL)
    return FALSE;
  if (self->receipt->n_conflicts == 0)
    self->decisions = g_ptr_array_new ();
  else
    self->decisions = lep_receipt_decisions (self->input->workspace, self->receipt->no, self->contents, error);
  return self->decisions != NULL;
}

static char *
who (const char *by,
     const char *label)
{
  return lep_print_join (", ", by != NULL ? by : "", label != NULL ? label : "", NULL);
}

static const char *
kind_name (const Sheet *self,
           const char  *name,
           gboolean     plural)
{
  const LepKind *kind = lep_schema_kind (name);

  if (kind == NULL)
    return name;
  return lep_print_text (self->input, plural ? kind->plural : kind->label);
}

static const char *
show_life (const Sheet           *self,
           const LepReceiptValue *value,
           gboolean               is_decided)
{
  if (strcmp (value->value, "deleted") == 0)
    return lep_print_text (self->input, N_ ("Deleted"));
  return lep_print_text (self->input, is_decided ? N_ ("Kept") : N_ ("Changed"));
}

/* Returns: (transfer full): how a value reads on paper */
static char *
show_value (const Sheet              *self,
            LepRecord                *record,
            const LepReceiptDecision *decision,
            const LepReceiptValue    *value)
{
  const LepKind  *kind = lep_schema_kind (decision->kind);
  const LepField *field = kind != NULL ? lep_kind_field (kind, decision->field) : NULL;
  gint64          amount;

  if (strcmp (decision->field, "life") == 0)
    return g_strdup (show_life (self, value, value == decision->decided));
  if (value->value == NULL)
    return g_strdup (LEP_NOTHING);
  if (field != NULL && field->type == LEP_TYPE_MONEY && lep_value_parse_int (value->value, &amount))
    return lep_format_money (self->input->locale, amount, value->currency);
  return field == NULL ? g_strdup (value->value) : lep_print_value (self->input, record, field, value->value);
}

static const char *
field_name (const Sheet              *self,
            const LepReceiptDecision *decision)
{
  const LepKind  *kind = lep_schema_kind (decision->kind);
  const LepField *field = kind != NULL ? lep_kind_field (kind, decision->field) : NULL;

  if (strcmp (decision->field, "life") == 0)
    return lep_print_text (self->input, N_ ("Deleted by one, changed by another"));
  return field != NULL ? lep_print_text (self->input, field->label) : decision->field;
}

/* Fills a cell with the record's name and what it belongs to. */
static LepRecord *
add_name (const Sheet *self,
          LepTable    *table,
          const char  *kind,
          const char  *id,
          const char  *space,
          const char  *about)
{
  const LepReportInput *input = self->input;
  g_autoptr (LepRecord) record = lep_workspace_get_record (input->workspace, kind, id, space, NULL);
  g_autofree char *title = record != NULL ? lep_print_label (input, record) : lep_print_title (input, kind, id);
  g_autofree char *owner = record != NULL ? lep_print_owner (input, record) : NULL;
  g_autofree char *note = lep_print_join (" · ", about != NULL ? about : "", owner != NULL ? owner : "", NULL);

  lep_table_add_text (table, title, note);
  return g_steal_pointer (&record);
}

static void
add_bundle (const Sheet *self)
{
  const LepReportInput *input = self->input;
  const LepReceipt     *receipt = self->receipt;
  g_autofree char      *at = lep_print_moment (input, receipt->at);
  g_autofree char      *counter = lep_format_count (input->locale, receipt->counter);

  lep_report_add_heading (self->report, lep_print_text (input, N_ ("The bundle")));
  lep_print_property (input, self->report, N_ ("File"), receipt->file);
  lep_print_property (input, self->report, N_ ("From"), receipt->label);
  lep_print_property (input, self->report, N_ ("Counter"), counter);
  lep_print_property (input, self->report, N_ ("Opened"), at);
  lep_print_property (input, self->report, N_ ("Checksum"), receipt->hash);
  if (receipt->taken_back)
    lep_report_add_note (self->report, lep_print_text (input, N_ ("This import was taken back: every record shows again what it showed before, except where something newer was entered since.")));
}

static void
add_figures (const Sheet *self)
{
  const struct
  {
    gint64      number;
    const char *label;
  } figures[] = {
    { self->receipt->n_new, N_ ("new changes") },
    { self->receipt->n_known, N_ ("here already") },
    { self->receipt->n_waiting, N_ ("had to wait") },
    { self->decisions->len, N_ ("to decide") }, /* each that is listed below */
  };

  for (guint i = 0; i < G_N_ELEMENTS (figures); i++)
    {
      g_autofree char *text = lep_format_count (self->input->locale, figures[i].number);

      lep_report_add_figure (self->report, text, lep_print_text (self->input, figures[i].label), NULL);
    }
}

static void
add_kinds (const Sheet *self)
{
  LepTable *table = lep_print_section (self->input, self->report, N_ ("What it changed"), N_ ("Records"), LEP_COLUMN_TEXT, N_ ("New"), LEP_COLUMN_FIGURE,
                                       N_ ("Changed"), LEP_COLUMN_FIGURE, N_ ("Deleted"), LEP_COLUMN_FIGURE, NULL);
  gint64    n_new = 0, n_changed = 0, n_deleted = 0;

  for (guint i = 0; i < self->contents->kinds->len; i++)
    {
      const LepReceiptKind *kind = g_ptr_array_index (self->contents->kinds, i);

      lep_table_add_row (table, LEP_ROW_BODY);
      lep_table_add_text (table, kind_name (self, kind->kind, TRUE), NULL);
      lep_table_add_count (table, kind->n_new);
      lep_table_add_count (table, kind->n_changed);
      lep_table_add_count (table, kind->n_deleted);
      n_new += kind->n_new;
      n_changed += kind->n_changed;
      n_deleted += kind->n_deleted;
    }
  lep_table_add_row (table, LEP_ROW_FOOT);
  lep_table_add_text (table, lep_print_text (self->input, N_ ("Total")), NULL);
  lep_table_add_count (table, n_new);
  lep_table_add_count (table, n_changed);
  lep_table_add_count (table, n_deleted);
}

static void
add_authors (const Sheet *self)
{
  const LepReportInput *input = self->input;
  LepTable             *table;

  if (self->contents->authors->len == 0)
    return;

  table = lep_print_section (input, self->report, N_ ("Whose changes"), N_ ("Person and laptop"), LEP_COLUMN_TEXT, N_ ("Changes"), LEP_COLUMN_FIGURE,
                             N_ ("First"), LEP_COLUMN_FIGURE, N_ ("Last"), LEP_COLUMN_FIGURE, NULL);
  for (guint i = 0; i < self->contents->authors->len; i++)
    {
      const LepReceiptAuthor *author = g_ptr_array_index (self->contents->authors, i);
      g_autofree char        *name = who (author->by, author->label);
      g_autofree char        *first = lep_print_moment (input, author->first_at);
      g_autofree char        *last = lep_print_moment (input, author->last_at);

      lep_table_add_row (table, LEP_ROW_BODY);
      lep_table_add_text (table, name, NULL);
      lep_table_add_count (table, author->n);
      lep_table_add_text (table, first, NULL);
      lep_table_add_text (table, last, NULL);
    }
}

/* Values of more than a line, of which one would be read as the rest of the other. */
#define LONG_VALUE 60

/* "12 (Amra, Office 1) · 14 (…)" */
static char *
describe_values (const Sheet              *self,
                 LepRecord                *record,
                 const LepReceiptDecision *decision)
{
  GString *text = g_string_new (NULL);
  gsize    length = 0;

  for (guint i = 0; i < decision->values->len; i++)
    {
      const LepReceiptValue *value = g_ptr_array_index (decision->values, i);
      g_autofree char       *shown = show_value (self, record, decision, value);
      g_autofree char       *name = who (value->by, value->label);

      g_string_append_printf (text, "%s%s (%s)", i == 0 ? "" : length > LONG_VALUE ? "\n\n"
                                                                                   : "\n",
                              shown, name);
      length = strlen (shown);
    }
  return g_string_free (text, FALSE);
}

static void
add_decision (const Sheet              *self,
              LepTable                 *table,
              const LepReceiptDecision *decision)
{
  const LepReportInput *input = self->input;
  g_autoptr (LepRecord) record = NULL;
  g_autofree char *values = NULL;

  lep_table_add_row (table, LEP_ROW_BODY);
  record = add_name (self, table, decision->kind, decision->id, decision->space, kind_name (self, decision->kind, FALSE));
  values = describe_values (self, record, decision);
  lep_table_add_text (table, field_name (self, decision), NULL);
  lep_table_add_text (table, values, NULL);
  if (decision->decided == NULL)
    lep_table_add_text (table, lep_print_text (input, N_ ("not decided yet")), NULL);
  else
    {
      g_autofree char *value = show_value (self, record, decision, decision->decided);
      g_autofree char *name = who (decision->decided->by, decision->decided->label);
      g_autofree char *at = lep_print_moment (input, decision->at);
      g_autofree char *note = lep_print_join (" · ", name, at, decision->is_anew ? lep_print_text (input, N_ ("anew, after two had decided differently")) : "", NULL);

      lep_table_add_text (table, value, note);
    }
}

static void
add_decisions (const Sheet *self)
{
  LepTable *table;

  if (self->decisions->len == 0)
    return;

  table = lep_print_section (self->input, self->report, N_ ("Where people disagreed"), N_ ("Record"), LEP_COLUMN_TEXT, N_ ("Field"), LEP_COLUMN_TEXT,
                             N_ ("Values"), LEP_COLUMN_TEXT, N_ ("Decided"), LEP_COLUMN_TEXT, NULL);
  for (guint i = 0; i < self->decisions->len; i++)
    add_decision (self, table, g_ptr_array_index (self->decisions, i));
}

static void
add_records (const Sheet *self)
{
  const LepReportInput *input = self->input;
  const GPtrArray      *rows = self->contents->rows;
  LepTable             *table;

  if (rows->len == 0)
    return;

  table = lep_print_section (input, self->report, N_ ("The records"), N_ ("Record"), LEP_COLUMN_TEXT, N_ ("Kind"), LEP_COLUMN_TEXT, N_ ("What happened"),
                             LEP_COLUMN_TEXT, NULL);
  for (guint i = 0; i < MIN (rows->len, MAX_ROWS); i++)
    {
      const LepReceiptRow *row = g_ptr_array_index (rows, i);
      g_autoptr (LepRecord) record = NULL;

      lep_table_add_row (table, LEP_ROW_BODY);
      record = add_name (self, table, row->kind, row->id, row->space, NULL);
      lep_table_add_text (table, kind_name (self, row->kind, FALSE), NULL);
      lep_table_add_text (table, lep_print_text (input, row->is_deleted ? N_ ("Deleted") : row->is_new ? N_ ("New")
                                                                                                       : N_ ("Changed")),
                          NULL);
    }
  if (rows->len > MAX_ROWS)
    {
      g_autofree char *count = lep_format_count (input->locale, rows->len - MAX_ROWS);
      g_autofree char *more = lep_fill (lep_catalogue_plural (input->catalogue, "and {count} more", "and {count} more", rows->len - MAX_ROWS), "count", count, NULL);

      lep_report_add_note (self->report, more);
    }
}

/**
 * lep_report_import_record:
 *
 * The input's id is the number of a receipt; without one, that of the bundle
 * opened last.
 */
LepReport *
lep_report_import_record (const LepReportInput *input,
                          GError              **error)
{
  g_auto (Sheet) self = { .input = input };
  const char *peer;

  if (!find_receipt (&self, error) || !read_log (&self, error))
    return NULL;

  peer = self.receipt->label != NULL ? self.receipt->label : "";
  self.report = lep_print_begin (input, N_ ("Record of an import"), self.receipt->file, peer, NULL);
  if (!lep_print_programme_sender (input, self.report, error))
    return NULL;

  add_figures (&self);
  add_bundle (&self);
  add_kinds (&self);
  add_authors (&self);
  add_decisions (&self);
  add_records (&self);
  lep_report_add_signatures (self.report, FALSE);
  lep_report_add_signature (self.report, lep_print_text (input, N_ ("Opened by")), NULL, lep_print_text (input, N_ ("date and signature")));
  return g_steal_pointer (&self.report);
}
