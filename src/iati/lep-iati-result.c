/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The results of an activity: one result a level, its indicators with baseline,
 * and of each time target and actual, also by dimension. */

#include "lep-project.h"
#include "lep-total.h"

#include "lep-iati-private.h"

/* Codes of the list ResultType, by the level of an indicator. */
static const struct
{
  const char *level;
  const char *type;
  const char *title;
} levels[] = {
  { "output", "1", "Outputs" },
  { "outcome", "2", "Outcomes" },
  { "impact", "3", "Impact" },
};

/* Splits that are handed on. */
static const char *const dimensions[] = { "sex", "age", "target_group", "residence" };

/* A time that an indicator is reported for. */
typedef struct
{
  const char *from, *to;
  gboolean    is_whole;   /* of the project */
  gboolean    has_target; /* the one of the whole project stands here */
  LepTotal   *by_sex;     /* counted already, or NULL */
} Span;

static void
add_english (LepIatiWriter *writer,
             const char    *text)
{
  lep_iati_start (writer, "narrative", "xml:lang", "en", NULL);
  lep_iati_content (writer, text);
  lep_iati_end (writer);
}

static void
add_value (LepIatiWriter *writer,
           const char    *element,
           gint64         value,
           const char    *dimension,
           const char    *category,
           gboolean       provisional)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, value);

  lep_iati_start (writer, element, "value", text, NULL);
  if (category != NULL)
    lep_iati_element (writer, "dimension", "name", dimension, "value", category, NULL);
  if (provisional)
    {
      lep_iati_start (writer, "comment", NULL);
      add_english (writer, "Provisional: what it is counted from is not settled yet.");
      lep_iati_end (writer);
    }
  lep_iati_end (writer);
}

static void
add_parts (LepIatiWriter  *writer,
           const LepTotal *total,
           const char     *dimension)
{
  for (guint i = 0; total->by != NULL && i < total->by->len; i++)
    {
      const LepTotalPart *part = g_ptr_array_index (total->by, i);

      if (part->category != NULL && part->value != 0)
        add_value (writer, "actual", part->value, dimension, part->category, total->provisional);
    }
}

/* The total by a dimension; what the project's results or the span have already is
 * not counted again. Returns: %NULL on an error; @own: (out): to be freed */
static const LepTotal *
count_by (const LepIatiActivity  *activity,
          const LepProjectResult *result,
          const Span             *span,
          const char             *dimension,
          LepTotal              **own,
          GError                **error)
{
  const LepTotalQuery query = {
    .indicator = result->indicator,
    .scope = LEP_SCOPE_PROJECT,
    .scope_id = lep_record_get_id (activity->project),
    .from = span->is_whole ? NULL : span->from,
    .to = span->is_whole ? NULL : span->to,
    .dimension = dimension,
  };

  if (g_str_equal (dimension, "sex") && (span->is_whole || span->by_sex != NULL))
    return span->is_whole ? result->by_sex : span->by_sex;
  if (span->is_whole && g_str_equal (dimension, "age"))
    return result->by_age;
  *own = lep_total (activity->workspace, &query, error);
  return *own;
}

/* What was reached, as a whole and by each split that was entered. */
static gboolean
add_actuals (LepIatiWriter          *writer,
             const LepIatiActivity  *activity,
             const LepProjectResult *result,
             const Span             *span,
             GError                **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (dimensions); i++)
    {
      g_autoptr (LepTotal) own = NULL;
      const LepTotal *total;

      if (i > 0 && !g_strv_contains ((const char *const *) activity->dimensions, dimensions[i]))
        continue;
      total = count_by (activity, result, span, dimensions[i], &own, error);
      if (total == NULL)
        return FALSE;
      if (!total->has_total)
        return TRUE; /* the list alone means something */
      if (i == 0)
        add_value (writer, "actual", total->total, NULL, NULL, total->provisional);
      add_parts (writer, total, dimensions[i]);
    }
  return TRUE;
}

/* Whether laptops differ about one of the targets that are told as one value: several
 * for one day are its parts. */
static gboolean
is_target_unsettled (const LepIatiActivity  *activity,
                     const LepProjectResult *result)
{
  LepRecord *indicator = g_hash_table_lookup (activity->indicators, result->indicator);

  for (guint i = 0; i < activity->unsettled->len; i++)
    {
      LepRecord *record = ((LepUnsettled *) g_ptr_array_index (activity->unsettled, i))->record;

      if (g_str_equal (lep_record_get_kind_name (record), "target") &&
          g_strcmp0 (lep_record_get (record, "indicator"), lep_record_get_id (indicator)) == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
add_span (LepIatiWriter          *writer,
          const LepIatiActivity  *activity,
          const LepProjectResult *result,
          const Span             *span,
          GError                **error)
{
  gboolean done;

  lep_iati_start (writer, "period", NULL);
  lep_iati_element (writer, "period-start", "iso-date", span->from, NULL);
  lep_iati_element (writer, "period-end", "iso-date", span->to, NULL);
  if (span->has_target && result->has_target)
    add_value (writer, "target", result->target, NULL, NULL, is_target_unsettled (activity, result));
  done = add_actuals (writer, activity, result, span, error);
  lep_iati_end (writer);
  return done;
}

/* What each of the project's periods reached.
 * Returns: (transfer full) (element-type LepTotal): by sex */
static GPtrArray *
count_periods (const LepIatiActivity  *activity,
               const LepProjectResult *result,
               GError                **error)
{
  g_autoptr (GPtrArray) totals = g_ptr_array_new_with_free_func ((GDestroyNotify) lep_total_free);

  for (guint i = 0; i < activity->periods->len; i++)
    {
      LepRecord          *period = g_ptr_array_index (activity->periods, i);
      const LepTotalQuery query = {
        .indicator = result->indicator,
        .scope = LEP_SCOPE_PROJECT,
        .scope_id = lep_record_get_id (activity->project),
        .from = lep_record_get (period, "from"),
        .to = lep_record_get (period, "to"),
        .dimension = "sex",
      };
      LepTotal *total = lep_total (activity->workspace, &query, error);

      if (total == NULL)
        return NULL;
      g_ptr_array_add (totals, total);
    }
  return g_steal_pointer (&totals);
}

/* Whether the periods together hold what the whole project reached: nothing lies
 * outside of them, and the indicator is one that adds up. */
static gboolean
periods_hold_all (const LepProjectResult *result,
                  const GPtrArray        *totals)
{
  gint64 sum = 0;

  for (guint i = 0; i < totals->len; i++)
    sum = lep_add_saturated (sum, ((LepTotal *) g_ptr_array_index (totals, i))->total);
  return totals->len > 0 && sum == result->by_sex->total;
}

/* Periods of an indicator do not overlap, or who adds them up counts twice: those
 * that were reported for, if they hold everything, else the whole project. A target
 * is that of the project, so that it stands beside what the whole project reached. */
static gboolean
add_spans (LepIatiWriter          *writer,
           const LepIatiActivity  *activity,
           const LepProjectResult *result,
           GError                **error)
{
  const LepIatiQuery *asked = activity->query;
  g_autoptr (GPtrArray) totals = NULL;

  if (asked->from != NULL || asked->to != NULL)
    {
      const Span span = { asked->from != NULL ? asked->from : activity->start, asked->to != NULL ? asked->to : activity->end, FALSE, FALSE, NULL };

      return add_span (writer, activity, result, &span, error);
    }
  totals = result->has_target ? NULL : count_periods (activity, result, error);
  if (totals == NULL && !result->has_target)
    return FALSE;
  if (totals == NULL || !periods_hold_all (result, totals))
    return add_span (writer, activity, result, &(Span){ activity->start, activity->end, TRUE, TRUE, NULL }, error);

  for (guint i = 0; i < activity->periods->len; i++)
    {
      LepRecord *period = g_ptr_array_index (activity->periods, i);

      if (!add_span (writer, activity, result, &(Span){ lep_record_get (period, "from"), lep_record_get (period, "to"), FALSE, FALSE, g_ptr_array_index (totals, i) }, error))
        return FALSE;
    }
  return TRUE;
}

static void
add_baseline (LepIatiWriter          *writer,
              const LepIatiActivity  *activity,
              const LepProjectResult *result)
{
  g_autofree char *value = g_strdup_printf ("%" G_GINT64_FORMAT, result->baseline);
  g_autofree char *year = g_strndup (activity->start, 4);

  if (result->has_baseline)
    lep_iati_element (writer, "baseline", "year", year, "value", value, NULL);
}

static gboolean
add_indicator (LepIatiWriter          *writer,
               const LepIatiActivity  *activity,
               const LepProjectResult *result,
               LepRecord              *indicator,
               GError                **error)
{
  const char *common = lep_record_get (indicator, "common_code");
  const char *definition = lep_record_get (indicator, "definition");
  gboolean    percent = g_strcmp0 (result->unit, "percent") == 0;
  gboolean    done;

  lep_iati_start (writer, "indicator", "measure", percent ? "2" : "1", "ascending", "1", "aggregation-status", percent ? "0" : "1", NULL);
  lep_iati_start (writer, "title", NULL);
  lep_iati_narrative (writer, result->name);
  lep_iati_end (writer);
  if (definition != NULL)
    {
      lep_iati_start (writer, "description", NULL);
      lep_iati_narrative (writer, definition);
      lep_iati_end (writer);
    }
  lep_iati_element (writer, "reference", "vocabulary", "99", "code", common != NULL ? common : result->indicator, NULL);
  add_baseline (writer, activity, result);
  done = add_spans (writer, activity, result, error);
  lep_iati_end (writer);
  return done;
}

/* The indicators of one level; the result that holds them only if there are any. */
static gboolean
add_level (LepIatiWriter         *writer,
           const LepIatiActivity *activity,
           guint                  level,
           GError               **error)
{
  gboolean open = FALSE;
  gboolean done = TRUE;

  for (guint i = 0; i < activity->results->len && done; i++)
    {
      const LepProjectResult *result = g_ptr_array_index (activity->results, i);
      LepRecord              *indicator = g_hash_table_lookup (activity->indicators, result->indicator);
      const char             *of = indicator != NULL ? lep_record_get (indicator, "level") : NULL;

      /* What has no level is what the project itself made. */
      if (indicator == NULL || !g_str_equal (of != NULL ? of : "output", levels[level].level))
        continue;
      if (!open)
        {
          lep_iati_start (writer, "result", "type", levels[level].type, "aggregation-status", "1", NULL);
          lep_iati_start (writer, "title", NULL);
          add_english (writer, levels[level].title);
          lep_iati_end (writer);
          open = TRUE;
        }
      done = add_indicator (writer, activity, result, indicator, error);
    }
  if (open)
    lep_iati_end (writer);
  return done;
}

/**
 * lep_iati_add_results:
 *
 * Writes the results of the activity that is open.
 */
gboolean
lep_iati_add_results (LepIatiWriter         *writer,
                      const LepIatiActivity *activity,
                      GError               **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (levels); i++)
    if (!add_level (writer, activity, i, error))
      return FALSE;
  return TRUE;
}
