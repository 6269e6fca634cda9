/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What others published about an indicator, beside what the register itself
 * holds: each figure is held against whom its subject names. */

#include <string.h>

#include "lep-fold.h"
#include "lep-schema.h"

#include "lep-record-private.h"
#include "lep-total-private.h"

#include "lep-total.h"

/* Of a subject's part: "Novi Grad Sarajevo: women". */
#define PART_MARK ": "

/* Whom a name means. */
typedef struct
{
  LepScope scope;
  char    *id;
  gboolean is_ambiguous;
} Named;

static void
named_free (Named *self)
{
  g_free (self->id);
  g_free (self);
}

void
lep_published_free (LepPublished *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self->indicator);
  g_free (self->name);
  g_free (self->subject);
  g_free (self->qualifier);
  g_free (self->cut_off_on);
  g_free (self->publisher);
  g_free (self->source);
  g_free (self->scope_id);
  g_free (self->category);
  g_free (self);
}

static void
add_name (GHashTable *names,
          const char *name,
          LepScope    scope,
          const char *id)
{
  g_autofree char *key = NULL;
  Named           *named;

  if (name == NULL || *name == '\0')
    return;

  key = lep_fold_key (name, -1);
  named = g_hash_table_lookup (names, key);
  if (named != NULL)
    {
      /* A programme of one partnership may be called as that. */
      named->is_ambiguous |= scope != LEP_SCOPE_PROGRAMME && g_strcmp0 (named->id, id) != 0;
      return;
    }

  named = g_new0 (Named, 1);
  named->scope = scope;
  named->id = g_strdup (id);
  g_hash_table_insert (names, g_steal_pointer (&key), named);
}

/* Every name by which a subject can mean a partnership (also that of its place,
 * where no other partnership is at work), a project or the programme. */
static GHashTable *
read_names (LepWorkspace *workspace,
            GError      **error)
{
  static const char sql[] =
    "SELECT 1, lep_id_text (r.id), k.name, k.short_name, k.places FROM k_partnership k CROSS JOIN row r ON r.rid = k.rid AND r.deleted = 0"
    " UNION ALL"
    " SELECT 2, lep_id_text (r.id), k.title, k.reference, NULL FROM k_project k CROSS JOIN row r ON r.rid = k.rid AND r.deleted = 0"
    " UNION ALL"
    " SELECT 3, lep_id_text (r.id), k.name, k.reference, NULL FROM k_programme k CROSS JOIN row r ON r.rid = k.rid AND r.deleted = 0";
  static const LepScope scopes[] = { LEP_SCOPE_PARTNERSHIP, LEP_SCOPE_PROJECT, LEP_SCOPE_PROGRAMME };
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) named_free);
  g_autoptr (LepStmt) stmt = lep_db_prepare (lep_workspace_get_db (workspace), sql, error);
  gboolean has_row;

  if (stmt == NULL)
    return NULL;

  while (TRUE)
    {
      LepScope    scope;
      const char *id;

      if (!lep_stmt_step (stmt, &has_row, error))
        return NULL;
      if (!has_row)
        return g_steal_pointer (&names);

      scope = scopes[lep_stmt_int64 (stmt, 0) - 1];
      id = lep_stmt_text (stmt, 1);
      add_name (names, id, scope, id);
      for (int i = 2; i <= 4; i++)
        add_name (names, lep_stmt_text (stmt, i), scope, id);
    }
}

/* Returns: the dimension that the category belongs to, or %NULL */
static const char *
dimension_of (const char *category)
{
  const LepCodeList *dimensions = lep_schema_code_list ("dimension");

  for (guint i = 0; i < dimensions->n_codes; i++)
    {
      const LepCodeList *list = lep_schema_code_list (dimensions->codes[i].code);

      if (list != NULL && lep_code_list_has (list, category))
        return list->name;
    }

  return NULL;
}

static void
find_scope (GHashTable   *names,
            LepPublished *figure,
            const char  **dimension)
{
  const char      *mark = g_strrstr (figure->subject, PART_MARK);
  g_autofree char *whole = NULL;
  g_autofree char *key = NULL;
  const Named     *named;

  *dimension = mark != NULL ? dimension_of (mark + strlen (PART_MARK)) : NULL;
  if (*dimension != NULL)
    figure->category = g_strdup (mark + strlen (PART_MARK));
  whole = *dimension != NULL ? g_strndup (figure->subject, (gsize) (mark - figure->subject)) : g_strdup (figure->subject);

  key = lep_fold_key (whole, -1);
  named = g_hash_table_lookup (names, key);
  if (named == NULL || named->is_ambiguous)
    return;

  figure->is_known = TRUE;
  figure->scope = named->scope;
  figure->scope_id = named->scope != LEP_SCOPE_PROGRAMME ? g_strdup (named->id) : NULL;
}

static gboolean
hold_against (LepWorkspace *workspace,
              const char   *indicator,
              GHashTable   *names,
              LepPublished *figure,
              GError      **error)
{
  LepTotalQuery query = { .indicator = indicator, .to = figure->cut_off_on };
  g_autoptr (LepTotal) total = NULL;

  find_scope (names, figure, &query.dimension);
  query.scope = figure->scope;
  query.scope_id = figure->scope_id;
  total = lep_total (workspace, &query, error);
  if (total == NULL)
    return FALSE;

  figure->indicator = g_strdup (total->indicator);
  figure->name = g_strdup (total->name);
  figure->held = total->total;
  figure->has_held = total->has_total;
  if (figure->category != NULL)
    figure->has_held &= lep_total_part (total, figure->category, &figure->held);
  if (figure->category == NULL && total->needs_proof)
    figure->claimed = total->claimed;
  figure->difference = lep_subtract_saturated (figure->held, figure->value);
  return TRUE;
}

/* @names: read when the first figure asks for them, and kept for the next indicator. */
static GPtrArray *
published_of (LepWorkspace *workspace,
              const char   *indicator,
              GHashTable  **names,
              GError      **error)
{
  static const char sql[] =
    "SELECT lep_id_text (r.id), f.subject, f.qualifier, f.cut_off_on, f.publisher, f.source, f.value"
    " FROM k_published_figure f CROSS JOIN row r ON r.rid = f.rid AND r.deleted = 0"
    " WHERE f.indicator IN (SELECT lep_id_text (ir.id) FROM k_indicator i CROSS JOIN row ir ON ir.rid = i.rid WHERE i.code = :code)"
    " ORDER BY f.cut_off_on, f.subject, r.id";
  g_autoptr (GPtrArray) figures = g_ptr_array_new_with_free_func ((GDestroyNotify) lep_published_free);
  g_autoptr (LepStmt) stmt = lep_db_prepare (lep_workspace_get_db (workspace), sql, error);
  gboolean has_row;

  if (stmt == NULL)
    return NULL;

  lep_stmt_bind_text (stmt, ":code", indicator);
  while (TRUE)
    {
      LepPublished *figure;

      if (!lep_stmt_step (stmt, &has_row, error))
        return NULL;
      if (!has_row)
        return g_steal_pointer (&figures);
      if (*names == NULL)
        *names = read_names (workspace, error);
      if (*names == NULL)
        return NULL;

      figure = g_new0 (LepPublished, 1);
      g_ptr_array_add (figures, figure);
      figure->id = lep_stmt_dup_text (stmt, 0);
      figure->subject = lep_stmt_dup_text (stmt, 1);
      figure->qualifier = lep_stmt_dup_text (stmt, 2);
      figure->cut_off_on = lep_stmt_dup_text (stmt, 3);
      figure->publisher = lep_stmt_dup_text (stmt, 4);
      figure->source = lep_stmt_dup_text (stmt, 5);
      figure->value = lep_stmt_int64 (stmt, 6);
      if (!hold_against (workspace, indicator, *names, figure, error))
        return NULL;
    }
}

/**
 * lep_total_published:
 * @indicator: code
 *
 * Each figure stands beside what the register holds up to the same day for whom
 * its subject names: a project by its title or reference, a partnership by its
 * name, short name or place, with ": women" or another category behind it that
 * part of the total; any other subject is held against the whole programme, and
 * is not known unless it is the programme itself, by its name or reference.
 *
 * Returns: (transfer full) (element-type LepPublished): what was published
 *   about the indicator, by day
 */
GPtrArray *
lep_total_published (LepWorkspace *workspace,
                     const char   *indicator,
                     GError      **error)
{
  g_autoptr (GHashTable) names = NULL;

  return published_of (workspace, indicator, &names, error);
}

/* Whether the figure is about the partnership or a project of it; %NULL = about
 * the programme as a whole. */
static gboolean
is_about (LepWorkspace       *workspace,
          const LepPublished *figure,
          const char         *partnership)
{
  g_autoptr (LepRecord) project = NULL;

  if (partnership == NULL)
    return figure->scope == LEP_SCOPE_PROGRAMME;
  if (figure->scope != LEP_SCOPE_PROJECT)
    return figure->scope == LEP_SCOPE_PARTNERSHIP && g_strcmp0 (figure->scope_id, partnership) == 0;

  project = lep_workspace_get_record (workspace, "project", figure->scope_id, NULL, NULL);
  return project != NULL && g_strcmp0 (lep_record_get (project, "partnership"), partnership) == 0;
}

/**
 * lep_published_about:
 * @partnership: (nullable): its id; %NULL = what is about the whole programme
 *
 * Returns: (transfer full) (element-type LepPublished): what was published, by
 *   indicator and day, each beside what the register holds
 */
GPtrArray *
lep_published_about (LepWorkspace *workspace,
                     const char   *partnership,
                     GError      **error)
{
  static const char sql[] =
    "SELECT DISTINCT i.code FROM k_indicator i CROSS JOIN row ir ON ir.rid = i.rid AND ir.deleted = 0"
    " CROSS JOIN k_published_figure f ON f.indicator = lep_id_text (ir.id) CROSS JOIN row r ON r.rid = f.rid AND r.deleted = 0"
    " ORDER BY ir.created_at, lep_indicator_place (i.code), i.code";
  g_autoptr (GPtrArray) figures = g_ptr_array_new_with_free_func ((GDestroyNotify) lep_published_free);
  g_autoptr (GHashTable) names = NULL;
  g_autoptr (LepStmt) stmt = lep_db_prepare (lep_workspace_get_db (workspace), sql, error);
  gboolean has_row;

  if (stmt == NULL)
    return NULL;
  while (TRUE)
    {
      g_autoptr (GPtrArray) of_indicator = NULL;

      if (!lep_stmt_step (stmt, &has_row, error))
        return NULL;
      if (!has_row)
        return g_steal_pointer (&figures);
      of_indicator = published_of (workspace, lep_stmt_text (stmt, 0), &names, error);
      if (of_indicator == NULL)
        return NULL;
      while (of_indicator->len > 0)
        {
          g_autoptr (LepPublished) figure = g_ptr_array_steal_index (of_indicator, 0);

          if (is_about (workspace, figure, partnership))
            g_ptr_array_add (figures, g_steal_pointer (&figure));
        }
    }
}
