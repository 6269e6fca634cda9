/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A partnership on a day: its members, and whether all five actor groups are
 * among them. */

#include <string.h>

#include "lep-collate.h"

#include "lep-query-private.h"
#include "lep-record-private.h"
#include "lep-same.h"

#include "lep-partnership.h"

void
lep_member_free (LepMember *self)
{
  if (self == NULL)
    return;

  g_free (self->membership);
  g_free (self->organisation);
  g_free (self->name);
  g_free (self->actor_group);
  g_free (self->place);
  g_free (self->role);
  g_free (self->joined_on);
  g_free (self->left_on);
  g_free (self);
}

static int
group_position (const char *group)
{
  const LepCodeList *list = lep_schema_code_list ("actor_group");

  for (guint i = 0; i < list->n_codes; i++)
    if (g_strcmp0 (list->codes[i].code, group) == 0)
      return (int) i;
  return (int) list->n_codes;
}

static int
compare_members (gconstpointer a,
                 gconstpointer b)
{
  const LepMember *left = *(const LepMember *const *) a;
  const LepMember *right = *(const LepMember *const *) b;
  g_autofree char *left_key = NULL;
  g_autofree char *right_key = NULL;
  int              order = group_position (left->actor_group) - group_position (right->actor_group);

  if (order != 0)
    return order;

  left_key = lep_collate_key (left->name);
  right_key = lep_collate_key (right->name);
  order = strcmp (left_key, right_key);
  return order != 0 ? order : strcmp (left->membership, right->membership);
}

static LepMember *
read_member (LepWorkspace *workspace,
             LepStmt      *stmt,
             GHashTable   *merged)
{
  LepMember *member = g_new0 (LepMember, 1);
  g_autoptr (LepRecord) organisation = NULL;
  const char *id = lep_stmt_text (stmt, 1);

  member->membership = lep_stmt_dup_text (stmt, 0);
  member->role = lep_stmt_dup_text (stmt, 2);
  member->joined_on = lep_stmt_dup_text (stmt, 3);
  member->left_on = lep_stmt_dup_text (stmt, 4);
  if (id == NULL)
    {
      member->name = g_strdup ("");
      return member;
    }

  member->organisation = g_strdup (lep_merged_root (merged, id));
  member->name = lep_workspace_dup_title (workspace, "organisation", member->organisation);
  organisation = lep_workspace_get_record (workspace, "organisation", member->organisation, NULL, NULL);
  if (organisation != NULL)
    {
      member->actor_group = g_strdup (lep_record_get (organisation, "actor_group"));
      member->place = g_strdup (lep_record_get (organisation, "place"));
    }
  return member;
}

/**
 * lep_partnership_members:
 * @day: (nullable): only memberships valid on this date; %NULL = all of them
 *
 * Returns: (transfer full) (element-type LepMember): the members by actor group
 *   and name. The last day of a membership still counts.
 */
GPtrArray *
lep_partnership_members (LepWorkspace *workspace,
                         const char   *partnership,
                         const char   *day,
                         GError      **error)
{
  static const char sql[] =
    "SELECT lep_id_text (r.id), k.organisation, k.role, k.joined_on, k.left_on"
    " FROM k_membership k CROSS JOIN row r ON r.rid = k.rid AND r.deleted = 0 WHERE k.partnership = :partnership"
    " AND (:day IS NULL OR ((k.joined_on IS NULL OR k.joined_on <= :day) AND (k.left_on IS NULL OR k.left_on >= :day)))";
  g_autoptr (GPtrArray) members = g_ptr_array_new_with_free_func ((GDestroyNotify) lep_member_free);
  g_autoptr (GHashTable) merged = lep_merged_organisations (workspace, error);
  g_autoptr (LepStmt) stmt = NULL;
  gboolean has_row;

  if (merged == NULL)
    return NULL;
  stmt = lep_db_prepare (lep_workspace_get_db (workspace), sql, error);
  if (stmt == NULL)
    return NULL;

  lep_stmt_bind_text (stmt, ":partnership", partnership);
  lep_stmt_bind_text (stmt, ":day", day);
  while (TRUE)
    {
      if (!lep_stmt_step (stmt, &has_row, error))
        return NULL;
      if (!has_row)
        break;
      g_ptr_array_add (members, read_member (workspace, stmt, merged));
    }
  g_ptr_array_sort (members, compare_members);
  return g_steal_pointer (&members);
}

/**
 * lep_partnership_organisations:
 * @day: a date
 *
 * Returns: (transfer full) (element-type LepMember): the members on that day, as of
 *   lep_partnership_members (), each organisation once, however often it was entered or
 *   found to be the same: it is asked, signs and counts once
 */
GPtrArray *
lep_partnership_organisations (LepWorkspace *workspace,
                               const char   *partnership,
                               const char   *day,
                               GError      **error)
{
  g_autoptr (GPtrArray) members = lep_partnership_members (workspace, partnership, day, error);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; members != NULL && i < members->len;)
    {
      const char *organisation = ((LepMember *) g_ptr_array_index (members, i))->organisation;

      if (organisation != NULL && g_hash_table_contains (seen, organisation))
        {
          g_ptr_array_remove_index (members, i);
          continue;
        }
      if (organisation != NULL)
        g_hash_table_add (seen, (gpointer) organisation); /* the member stays, and with it its text */
      i++;
    }
  return g_steal_pointer (&members);
}

/**
 * lep_partnership_check_groups:
 * @day: (nullable): a date; %NULL = whoever is or was a member
 *
 * Counts the members of each of the five actor groups (rule 1). Organisations
 * found to be the same count once.
 */
gboolean
lep_partnership_check_groups (LepWorkspace  *workspace,
                              const char    *partnership,
                              const char    *day,
                              LepGroupCheck *check,
                              GError       **error)
{
  g_autoptr (GPtrArray) members = lep_partnership_organisations (workspace, partnership, day, error);
  const LepCodeList *list = lep_schema_code_list ("actor_group");

  if (members == NULL)
    return FALSE;

  memset (check, 0, sizeof *check);
  g_assert (list->n_codes == LEP_N_ACTOR_GROUPS);
  for (guint i = 0; i < LEP_N_ACTOR_GROUPS; i++)
    check->groups[i] = list->codes[i].code;

  for (guint i = 0; i < members->len; i++)
    {
      const LepMember *member = g_ptr_array_index (members, i);
      int              position = group_position (member->actor_group);

      if (position < LEP_N_ACTOR_GROUPS)
        check->n_members[position]++;
    }

  check->complete = TRUE;
  for (guint i = 0; i < LEP_N_ACTOR_GROUPS; i++)
    check->complete &= check->n_members[i] > 0;
  return TRUE;
}
