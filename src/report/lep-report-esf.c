/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The common indicators of the European Social Fund Plus, Regulation (EU)
 * 2021/1057, Annex I: each with the split by sex and what it was counted from. */

#include <string.h>

#include <glib/gi18n-lib.h>

#include "lep-print.h"
#include "lep-standard.h"

/* Who is counted where no indicator carries the code of all participants. */
#define PARTICIPANTS         "EECO01"
#define USUALLY_PARTICIPANTS "TRAINED"

/* Common indicators that are parts of the participants, by a dimension of ours. */
static const struct
{
  const char *code;
  const char *dimension;
  const char *category;
} parts[] = {
  { "EECO03", "target_group", "long_term_unemployed" },
  { "EECO12", "target_group", "disability" },
  { "EECO15", "target_group", "roma_minority" },
  { "EECO17", "residence", "rural" },
};

#define MAX_AGE 150

/* Those that are age groups, which need not be groups of the register. */
static const struct
{
  const char *code;
  gint64      from, to; /* years */
} ages[] = {
  { "EECO06", 0, 17 },
  { "EECO07", 18, 29 },
  { "EECO08", 55, MAX_AGE },
};

/* What one line says. */
typedef struct
{
  gboolean known;     /* something is counted */
  gboolean is_listed; /* something is, by an indicator that is never added up */
  gint64   total, women, men, undisclosed, unsplit;
  GString *from;    /* names of the indicators */
  gboolean is_aged; /* the ages of some are known */
  gint64   ageless; /* participants whose age is not */
  GString *unfit;   /* age groups that lie partly within that of the line */
} Line;

typedef struct
{
  const LepReportInput *input;
  LepScope              scope;
  GPtrArray            *indicators;   /* records */
  GPtrArray            *participants; /* those that count them, not owned */
  GPtrArray            *age_groups;   /* records: categories */
  GPtrArray            *provisional;  /* sentences about what is not settled */
} Sheet;

static void
sheet_clear (Sheet *self)
{
  g_clear_pointer (&self->indicators, g_ptr_array_unref);
  g_clear_pointer (&self->participants, g_ptr_array_unref);
  g_clear_pointer (&self->age_groups, g_ptr_array_unref);
  g_clear_pointer (&self->provisional, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Sheet, sheet_clear)

/* Returns: (transfer container): the indicators that carry the code */
static GPtrArray *
find_carriers (const Sheet *self,
               const char  *code)
{
  GPtrArray *found = g_ptr_array_new ();

  for (guint i = 0; i < self->indicators->len; i++)
    {
      LepRecord  *indicator = g_ptr_array_index (self->indicators, i);
      const char *common = lep_record_get (indicator, "common_code");

      if (g_strcmp0 (common != NULL ? common : lep_record_get (indicator, "code"), code) == 0)
        g_ptr_array_add (found, indicator);
    }
  return found;
}

/* Also keeps what is not settled, of what is counted; which splits are too large is told of those by sex. */
static LepTotal *
count (const Sheet *self,
       LepRecord   *indicator,
       const char  *dimension,
       GError     **error)
{
  const LepTotalQuery query = {
    .indicator = lep_record_get (indicator, "code"),
    .scope = self->scope,
    .scope_id = self->input->id,
    .from = self->input->from,
    .to = self->input->to,
    .dimension = dimension,
  };
  LepTotal *total = lep_total (self->input->workspace, &query, error);

  if (total != NULL && total->has_total)
    lep_print_collect_provisional (self->input, self->provisional, total->indicator, total->name,
                                   total->provisional && (total->too_many == 0 || strcmp (dimension, "sex") == 0), total->too_many);
  return total;
}

static void
add_name (const Sheet *self,
          Line        *line,
          LepRecord   *indicator)
{
  const char *code = lep_record_get (indicator, "code");

  g_string_append_printf (line->from, "%s%s", line->from->len > 0 ? " · " : "",
                          lep_print_indicator (self->input, code, lep_record_get (indicator, "name")));
}

static gboolean
add_carrier (const Sheet *self,
             Line        *line,
             LepRecord   *indicator,
             GError     **error)
{
  g_autoptr (LepTotal) total = count (self, indicator, "sex", error);

  if (total == NULL)
    return FALSE;
  if (!total->has_total)
    {
      line->is_listed = TRUE;
      return TRUE;
    }

  line->known = TRUE;
  line->total += total->total;
  for (guint i = 0; total->by != NULL && i < total->by->len; i++)
    {
      const LepTotalPart *part = g_ptr_array_index (total->by, i);

      if (part->category == NULL)
        line->unsplit += part->value;
      else if (strcmp (part->category, "women") == 0)
        line->women += part->value;
      else if (strcmp (part->category, "men") == 0)
        line->men += part->value;
      else
        line->undisclosed += part->value;
    }
  add_name (self, line, indicator);
  return TRUE;
}

/* A part of the participants, as their splits tell it; not split by sex again. */
static gboolean
add_part (const Sheet *self,
          Line        *line,
          guint        part,
          GError     **error)
{
  for (guint i = 0; i < self->participants->len; i++)
    {
      LepRecord *indicator = g_ptr_array_index (self->participants, i);
      g_autoptr (LepTotal) total = count (self, indicator, parts[part].dimension, error);
      gint64 value;

      if (total == NULL)
        return FALSE;
      if (!lep_total_part (total, parts[part].category, &value))
        continue;
      line->known = TRUE;
      line->total += value;
      line->unsplit += value;
      add_name (self, line, indicator);
    }
  return TRUE;
}

/* A group of the register and its years, or NULL: "unknown" has none. */
static LepRecord *
find_age_group (const Sheet *self,
                const char  *code,
                gint64      *from,
                gint64      *to)
{
  for (guint i = 0; i < self->age_groups->len; i++)
    {
      LepRecord *group = g_ptr_array_index (self->age_groups, i);

      if (g_strcmp0 (lep_record_get (group, "code"), code) != 0 || !lep_record_get_int64 (group, "from_age", from))
        continue;
      if (!lep_record_get_int64 (group, "to_age", to))
        *to = MAX_AGE;
      return group;
    }
  return NULL;
}

static void
add_unfit (const Sheet *self,
           Line        *line,
           const char  *code,
           LepRecord   *group)
{
  const char *known = lep_print_code (self->input, "age", code);
  const char *label = g_strcmp0 (known, code) != 0 ? known : lep_record_get (group, "label");

  if (label == NULL)
    label = code;
  if (strstr (line->unfit->str, label) == NULL)
    g_string_append_printf (line->unfit, "%s%s", line->unfit->len > 0 ? ", " : "", label);
}

/* The participants of an age group, of those whose age is known. Where somebody is
 * in a group of the register that lies partly within it, it cannot be told. */
static gboolean
add_ages (const Sheet *self,
          Line        *line,
          guint        age,
          GError     **error)
{
  for (guint i = 0; i < self->participants->len; i++)
    {
      LepRecord *indicator = g_ptr_array_index (self->participants, i);
      g_autoptr (LepTotal) total = count (self, indicator, "age", error);
      gboolean is_named = FALSE;

      if (total == NULL)
        return FALSE;
      for (guint j = 0; total->by != NULL && j < total->by->len; j++)
        {
          const LepTotalPart *part = g_ptr_array_index (total->by, j);
          gint64              from, to;
          LepRecord          *group = part->category == NULL || part->value == 0 ? NULL : find_age_group (self, part->category, &from, &to);

          if (group == NULL)
            {
              line->ageless += part->value;
              continue;
            }
          is_named = TRUE;
          if (to < ages[age].from || from > ages[age].to)
            continue;
          if (from < ages[age].from || to > ages[age].to)
            add_unfit (self, line, part->category, group);
          line->total += part->value;
          line->unsplit += part->value;
        }
      if (is_named)
        add_name (self, line, indicator);
      line->known |= is_named;
      line->is_aged |= is_named;
    }
  line->known &= line->unfit->len == 0 && (line->total > 0 || line->ageless == 0);
  return TRUE;
}

static gboolean
read_line (const Sheet *self,
           const char  *code,
           Line        *line,
           GError     **error)
{
  g_autoptr (GPtrArray) carriers = find_carriers (self, code);
  gboolean         is_all = strcmp (code, PARTICIPANTS) == 0;
  const GPtrArray *counted = is_all ? self->participants : carriers;

  for (guint i = 0; i < counted->len; i++)
    if (!add_carrier (self, line, g_ptr_array_index (counted, i), error))
      return FALSE;
  for (guint i = 0; counted->len == 0 && i < G_N_ELEMENTS (parts); i++)
    if (strcmp (parts[i].code, code) == 0 && !add_part (self, line, i, error))
      return FALSE;
  for (guint i = 0; counted->len == 0 && i < G_N_ELEMENTS (ages); i++)
    if (strcmp (ages[i].code, code) == 0 && !add_ages (self, line, i, error))
      return FALSE;
  return TRUE;
}

static void
add_count (LepTable *table,
           gboolean  known,
           gint64    value)
{
  if (known)
    lep_table_add_count (table, value);
  else
    lep_table_add_nothing (table);
}

static gboolean
add_line (const Sheet                *self,
          LepTable                   *table,
          const LepStandardIndicator *common,
          guint                      *n_known,
          GError                    **error)
{
  g_autoptr (GString) from = g_string_new (NULL);
  g_autoptr (GString) unfit = g_string_new (NULL);
  g_autofree char *why = NULL;
  g_autofree char *ageless = NULL;
  Line             line = { .from = from, .unfit = unfit };

  if (!read_line (self, common->code, &line, error))
    return FALSE;

  if (line.is_aged && line.ageless > 0)
    {
      g_autofree char *number = lep_format_count (self->input->locale, line.ageless);
      g_autofree char *text = lep_fill (lep_print_text (self->input, N_ ("age not known: {count}")), "count", number, NULL);

      g_string_append_printf (from, " · %s", text);
      ageless = lep_fill (lep_print_text (self->input, N_ ("cannot be told: nobody of this age was entered, and the age of {count} is not known")), "count", number, NULL);
    }
  why = unfit->len == 0 ? g_steal_pointer (&ageless) : lep_fill (lep_print_text (self->input, N_ ("cannot be told: the age groups of the register do not fit ({groups})")), "groups", unfit->str, NULL);
  *n_known += line.known;
  lep_table_add_row (table, LEP_ROW_BODY);
  lep_table_add_text (table, common->code, NULL);
  lep_table_add_text (table, lep_print_text (self->input, common->name), NULL);
  add_count (table, line.known, line.total);
  add_count (table, line.known, line.women);
  add_count (table, line.known, line.men);
  add_count (table, line.known, line.undisclosed);
  add_count (table, line.known, line.unsplit);
  if (line.known)
    lep_table_add_text (table, from->str, NULL);
  else if (why != NULL)
    lep_table_add_text (table, why, NULL);
  else
    lep_table_add_text (table, lep_print_text (self->input, line.is_listed ? N_ ("only listed, not added up") : N_ ("not collected")), NULL);
  return TRUE;
}

/* Whether those who are trained stand for the participants. */
static gboolean
is_usual (const Sheet *self)
{
  LepRecord *first = self->participants->len > 0 ? g_ptr_array_index (self->participants, 0) : NULL;

  return first != NULL && g_strcmp0 (lep_record_get (first, "code"), USUALLY_PARTICIPANTS) == 0 && lep_record_get (first, "common_code") == NULL;
}

static gboolean
add_lines (const Sheet *self,
           LepReport   *report,
           const char  *prefix,
           const char  *heading,
           guint       *n_known,
           GError     **error)
{
  const LepReportInput       *input = self->input;
  guint                       n_indicators;
  const LepStandardIndicator *standard = lep_standard_indicators (&n_indicators);
  LepTable                   *table = lep_print_section (input, report, heading, N_ ("Code"), LEP_COLUMN_TEXT, N_ ("Common indicator"), LEP_COLUMN_TEXT,
                                                         N_ ("Total"), LEP_COLUMN_FIGURE, N_ ("Women"), LEP_COLUMN_FIGURE, N_ ("Men"), LEP_COLUMN_FIGURE,
                                                         N_ ("Undisclosed"), LEP_COLUMN_FIGURE, N_ ("Not split"), LEP_COLUMN_FIGURE,
                                                         N_ ("Counted from"), LEP_COLUMN_TEXT, NULL);

  for (guint i = 0; i < n_indicators; i++)
    if (g_str_has_prefix (standard[i].code, prefix) && !add_line (self, table, &standard[i], n_known, error))
      return FALSE;
  return TRUE;
}

static gboolean
find_scope (Sheet      *self,
            LepRecord **record,
            GError    **error)
{
  self->scope = LEP_SCOPE_PROGRAMME;
  if (self->input->id == NULL)
    return TRUE;

  *record = lep_workspace_get_record (self->input->workspace, "project", self->input->id, NULL, NULL);
  self->scope = LEP_SCOPE_PROJECT;
  if (*record == NULL)
    {
      *record = lep_print_record (self->input, "partnership", self->input->id, error);
      self->scope = LEP_SCOPE_PARTNERSHIP;
    }
  return *record != NULL;
}

/* Reads the indicators, and which of them count the participants. */
static gboolean
read_indicators (Sheet   *self,
                 GError **error)
{
  self->indicators = lep_print_list (self->input, "indicator", NULL, NULL, "code", FALSE, error);
  self->age_groups = self->indicators == NULL ? NULL : lep_print_list (self->input, "category", "dimension", "age", "from_age", FALSE, error);
  if (self->age_groups == NULL)
    return FALSE;

  self->participants = find_carriers (self, PARTICIPANTS);
  if (self->participants->len == 0)
    {
      g_ptr_array_unref (self->participants);
      self->participants = find_carriers (self, USUALLY_PARTICIPANTS);
    }
  return TRUE;
}

/**
 * lep_report_esf:
 *
 * The input's id is that of a project or a partnership; without one, about all
 * that this laptop has. Counts what ends between from and to.
 */
LepReport *
lep_report_esf (const LepReportInput *input,
                GError              **error)
{
  g_auto (Sheet) self = { .input = input, .provisional = g_ptr_array_new_with_free_func (g_free) };
  g_autoptr (LepRecord) record = NULL;
  g_autoptr (LepReport) report = NULL;
  g_autofree char *title = NULL;
  g_autofree char *period = input->from == NULL && input->to == NULL ? NULL : lep_format_date_range (input->locale, input->from, input->to);
  guint            n_known = 0;

  if (!find_scope (&self, &record, error) || !read_indicators (&self, error))
    return NULL;

  title = record != NULL ? lep_record_dup_title (record) : g_strdup (lep_print_text (input, N_ ("The whole programme")));
  report = lep_print_begin (input, N_ ("Common indicators of the European Social Fund Plus"), title, period, NULL);
  report->landscape = TRUE;
  if (!lep_print_programme_sender (input, report, error) ||
      !add_lines (&self, report, "EECO", N_ ("Common output indicators"), &n_known, error) ||
      !add_lines (&self, report, "EECR", N_ ("Common result indicators"), &n_known, error))
    return NULL;

  lep_print_notes (report, self.provisional);
  if (n_known > 0 && is_usual (&self))
    lep_report_add_note (report, lep_print_text (input, N_ ("No indicator carries the code EECO01; participants are those counted as trained. Give an indicator a common code to count it here.")));
  lep_report_add_note (report, lep_print_text (input, N_ ("Regulation (EU) 2021/1057, Annex I. Indicators that need proof are counted with proof alone. Long-term unemployed, disabilities, minorities, rural areas and age groups are taken from the splits of the participants where no indicator of their own carries the code; an age group only where groups of the register lie wholly within it.")));
  return g_steal_pointer (&report);
}
