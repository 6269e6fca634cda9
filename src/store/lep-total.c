/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Totals of an indicator, as "How a total is made" of the data model says. */

#include <glib/gi18n-lib.h>

#include "lep-standard.h"
#include "lep-uuid.h"

#include "lep-record-private.h"
#include "lep-tally.h"
#include "lep-total-private.h"

#include "lep-total.h"

static void
lep_total_part_free (gpointer data)
{
  LepTotalPart *part = data;

  g_free (part->category);
  g_free (part->label);
  g_free (part);
}

void
lep_total_entry_free (gpointer data)
{
  LepTotalEntry *entry = data;

  if (entry == NULL)
    return;

  g_free (entry->kind);
  g_free (entry->id);
  g_free (entry->space);
  g_free (entry->project);
  g_free (entry->title);
  g_free (entry->from);
  g_free (entry->to);
  g_free (entry->state);
  g_free (entry);
}

void
lep_total_free (LepTotal *self)
{
  if (self == NULL)
    return;

  g_free (self->indicator);
  g_free (self->name);
  g_free (self->unit);
  g_free (self->accumulation);
  g_clear_pointer (&self->by, g_ptr_array_unref);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_free (self);
}

void
lep_total_take_entry (LepTotal      *self,
                      LepTotalEntry *entry)
{
  self->provisional |= entry->provisional;
  if (self->entries != NULL)
    g_ptr_array_add (self->entries, entry);
  else
    lep_total_entry_free (entry);
}

void
lep_total_add_part (LepTotal   *self,
                    const char *category,
                    LepSum      value)
{
  LepTotalPart *part = NULL;

  for (guint i = 0; i < self->by->len && part == NULL; i++)
    if (g_strcmp0 (((LepTotalPart *) g_ptr_array_index (self->by, i))->category, category) == 0)
      part = g_ptr_array_index (self->by, i);
  if (part == NULL)
    {
      part = g_new0 (LepTotalPart, 1);
      part->category = g_strdup (category);
      g_ptr_array_add (self->by, part);
    }
  part->sum += value;
  part->value = lep_sum_cut (part->sum);
}

static int
code_position (const LepCodeList *list,
               const char        *code)
{
  for (guint i = 0; list != NULL && i < list->n_codes; i++)
    if (g_strcmp0 (list->codes[i].code, code) == 0)
      return (int) i;
  return G_MAXINT;
}

static int
compare_parts (gconstpointer a,
               gconstpointer b,
               gpointer      user_data)
{
  const LepTotalPart *left = *(const LepTotalPart *const *) a;
  const LepTotalPart *right = *(const LepTotalPart *const *) b;
  int                 order = code_position (user_data, left->category) - code_position (user_data, right->category);

  return order != 0 ? order : g_strcmp0 (left->category, right->category);
}

/* Puts the parts in the order of the dimension's list and, where its
 * categories add up to the value, adds what was not split: of each outcome what its
 * split leaves, which one that is split too far does not take away from others. */
void
lep_total_finish (LepTotal   *self,
                  const char *dimension)
{
  const LepCodeList *list = lep_schema_code_list (dimension);
  LepSum             rest = (LepSum) self->total + self->too_many;

  self->provisional |= self->too_many > 0;
  g_ptr_array_sort_with_data (self->by, compare_parts, (gpointer) list);
  for (guint i = 0; i < self->by->len; i++)
    {
      LepTotalPart *part = g_ptr_array_index (self->by, i);

      part->label = g_strdup (list != NULL ? lep_code_label (dimension, part->category) : part->category);
      rest -= part->value;
    }

  if (list != NULL && list->partition && rest > 0)
    {
      lep_total_add_part (self, NULL, rest);
      ((LepTotalPart *) g_ptr_array_index (self->by, self->by->len - 1))->label = g_strdup (_ ("Not split"));
    }
}

/* Finds the indicator by code or id; fills in what it is. */
static LepTotal *
find_indicator (LepWorkspace *workspace,
                const char   *name,
                GError      **error)
{
  static const char sql[] =
    "SELECT k.code, k.name, k.unit, k.accumulation, k.needs_proof FROM k_indicator k CROSS JOIN row r ON r.rid = k.rid"
    " WHERE r.deleted = 0 AND k.code = coalesce ((SELECT i.code FROM row ir CROSS JOIN k_indicator i ON i.rid = ir.rid"
    " WHERE ir.id = :id), :code) ORDER BY r.created_at, r.id LIMIT 1";
  g_autoptr (LepStmt) stmt = lep_db_prepare (lep_workspace_get_db (workspace), sql, error);
  g_autoptr (LepTotal) total = g_new0 (LepTotal, 1);
  gboolean has_row;

  if (stmt == NULL)
    return NULL;

  lep_stmt_bind_text (stmt, ":code", name);
  lep_stmt_bind_id (stmt, ":id", name);
  if (!lep_stmt_step (stmt, &has_row, error))
    return NULL;

  if (has_row)
    {
      total->indicator = lep_stmt_dup_text (stmt, 0);
      total->name = g_strdup (lep_standard_name (total->indicator, lep_stmt_text (stmt, 1)));
      total->unit = lep_stmt_dup_text (stmt, 2);
      total->accumulation = lep_stmt_dup_text (stmt, 3);
      total->needs_proof = lep_stmt_int64 (stmt, 4) != 0;
    }
  else if (lep_total_is_derived (name))
    {
      total->indicator = g_strdup (name);
      total->name = g_strdup (name);
    }
  else
    {
      g_set_error (error, LEP_ERROR, LEP_ERROR_NOT_FOUND, _ ("There is no indicator “%s”."), name);
      return NULL;
    }
  total->has_total = lep_total_is_derived (total->indicator) || g_strcmp0 (total->accumulation, "none") != 0;
  return g_steal_pointer (&total);
}

/* A total of which all parts of one state are added up before it is shown. */
typedef struct
{
  LepTotal *total;
  LepSum    verified;
  LepSum    claimed;
} KeptTotal;

static void
add_state_cb (const char        *state,
              const char        *category,
              const LepTallySum *sum,
              gpointer           user_data)
{
  KeptTotal *kept = user_data;

  if (g_str_equal (state, "verified"))
    kept->verified += sum->value;
  else
    kept->claimed += sum->value;
  kept->total->provisional |= sum->n_conflicts > 0;
}

static void
add_category_cb (const char        *state,
                 const char        *category,
                 const LepTallySum *sum,
                 gpointer           user_data)
{
  LepTotal *total = user_data;

  if (total->needs_proof && !g_str_equal (state, "verified"))
    return;
  lep_total_add_part (total, category, sum->value);
  total->provisional |= sum->n_conflicts > 0;
}

static void
add_excess_cb (const char        *state,
               const char        *category,
               const LepTallySum *sum,
               gpointer           user_data)
{
  LepTotal *total = user_data;

  if (!total->needs_proof || g_str_equal (state, "verified"))
    total->too_many = lep_add_saturated (total->too_many, lep_sum_cut (sum->value));
}

/* Reads the sums that are kept: for everything or a partnership, when all that
 * changed has been counted. */
static gboolean
read_tally (LepWorkspace        *workspace,
            const LepTotalQuery *query,
            LepTotal            *total,
            GError             **error)
{
  const char      *level = query->scope == LEP_SCOPE_PARTNERSHIP ? query->scope_id : "";
  g_autofree char *excess = NULL;
  KeptTotal        kept = { .total = total };

  if (!lep_tally_read (workspace, level, total->indicator, "", query->from, query->to, add_state_cb, &kept, error))
    return FALSE;
  total->verified = lep_sum_cut (kept.verified);
  total->claimed = lep_sum_cut (kept.claimed);
  if (total->by == NULL)
    return TRUE;
  excess = g_strconcat (LEP_TALLY_EXCESS, query->dimension, NULL);
  return lep_tally_read (workspace, level, total->indicator, query->dimension, query->from, query->to, add_category_cb, total,
                         error) &&
         (!lep_total_is_partition (query) ||
          lep_tally_read (workspace, level, total->indicator, excess, query->from, query->to, add_excess_cb, total, error));
}

static gboolean
count (LepWorkspace        *workspace,
       const LepTotalQuery *query,
       LepTotal            *total,
       GError             **error)
{
  gboolean is_sum = g_strcmp0 (total->accumulation, "latest") != 0 && g_strcmp0 (total->accumulation, "maximum") != 0;

  gint64   waiting = 0;

  if (lep_total_is_derived (total->indicator))
    return lep_total_count_derived (workspace, query, total, error);
  if (!is_sum || query->with_entries)
    return lep_total_count_entries (workspace, query, total, error);
  if (!lep_db_get_int64 (lep_workspace_get_db (workspace), "SELECT EXISTS (SELECT 1 FROM dirty_tally)", &waiting, error))
    return FALSE;
  if (query->scope != LEP_SCOPE_PROJECT && query->scope_ids == NULL && waiting == 0)
    return read_tally (workspace, query, total, error);
  return lep_total_count_sums (workspace, query, total, error);
}

/**
 * lep_total:
 *
 * Adds up an indicator over the live outcomes that are not withdrawn, whose
 * "to" is inside the range and whose project is inside the scope ("How a total
 * is made"). An indicator that needs proof counts what is verified, and has
 * what is claimed beside it. ORGANISATIONS, INITIATIVES and SERVICES are
 * counted from memberships, projects and services. A total of which a result is
 * split into more than its value is provisional by that dimension (rule 10).
 *
 * Returns: (transfer full): %LEP_ERROR_NOT_FOUND for an unknown indicator. By a
 *   dimension that nothing is split by there are no parts, and none of an indicator
 *   that is listed and never added up.
 */
LepTotal *
lep_total (LepWorkspace        *workspace,
           const LepTotalQuery *query,
           GError             **error)
{
  g_autoptr (LepTotal) total = NULL;

  g_return_val_if_fail (LEP_IS_WORKSPACE (workspace), NULL);
  g_return_val_if_fail (query->indicator != NULL, NULL);
  g_return_val_if_fail (query->scope == LEP_SCOPE_PROGRAMME || LEP_TOTAL_SCOPE (query) != NULL, NULL);

  total = find_indicator (workspace, query->indicator, error);
  if (total == NULL)
    return NULL;

  if (query->with_entries || !total->has_total)
    total->entries = g_ptr_array_new_with_free_func (lep_total_entry_free);
  if (query->dimension != NULL)
    total->by = g_ptr_array_new_with_free_func (lep_total_part_free);
  if (!count (workspace, query, total, error))
    return NULL;

  if (!total->has_total)
    {
      total->verified = total->claimed = 0;
      g_clear_pointer (&total->by, g_ptr_array_unref);
    }
  else if (!lep_total_is_derived (total->indicator))
    total->total = total->needs_proof ? total->verified : lep_add_saturated (total->verified, total->claimed);
  if (total->by != NULL)
    lep_total_finish (total, query->dimension);
  return g_steal_pointer (&total);
}

/**
 * lep_total_part:
 * @category: (nullable): a category's code; %NULL = what was not split
 *
 * Returns: %FALSE, and 0 in @value, when no entry names the category
 */
gboolean
lep_total_part (const LepTotal *self,
                const char     *category,
                gint64         *value)
{
  *value = 0;
  for (guint i = 0; self->by != NULL && i < self->by->len; i++)
    {
      const LepTotalPart *part = g_ptr_array_index (self->by, i);

      if (g_strcmp0 (part->category, category) == 0)
        {
          *value = part->value;
          return TRUE;
        }
    }
  return FALSE;
}

/**
 * lep_ratio:
 * @percent: hundredths of a percent, rounded half up
 *
 * Makes a percentage from sums, never from other percentages.
 *
 * Returns: %FALSE when @whole is 0
 */
gboolean
lep_ratio (gint64  part,
           gint64  whole,
           gint64 *percent)
{
  __int128 scaled = (__int128) part * 10000;

  if (whole <= 0 || part < 0)
    return FALSE;

  *percent = (gint64) ((scaled * 2 + whole) / ((__int128) whole * 2));
  return TRUE;
}
