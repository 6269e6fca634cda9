/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Memberships that do not go together: an organisation that is a member of one
 * partnership twice at the same time, also where two were found to be the same;
 * and two leads. */

#include <string.h>

#include <glib/gi18n-lib.h>

#include "lep-attention-private.h"
#include "lep-record.h"
#include "lep-total-private.h"

typedef struct
{
  char *id;
  char *space;
  char *partnership;
  char *organisation; /* that it stands for */
  char *role;
  char *joined_on;
  char *left_on;
} Membership;

static void
membership_free (gpointer data)
{
  Membership *self = data;

  g_free (self->id);
  g_free (self->space);
  g_free (self->partnership);
  g_free (self->organisation);
  g_free (self->role);
  g_free (self->joined_on);
  g_free (self->left_on);
  g_free (self);
}

/* All of them by partnership, in each the earlier first. */
static GPtrArray *
read_memberships (LepWorkspace *workspace,
                  GError      **error)
{
  static const char sql[] =
    "SELECT " LEP_ID_AND_SPACE ", k.partnership, k.organisation, k.role, k.joined_on, k.left_on" LEP_LIVE ("membership") " WHERE k.partnership IS NOT NULL AND k.organisation IS NOT NULL"
                                                                                                                         " ORDER BY k.partnership, coalesce (k.joined_on, ''), r.created_at, r.id";
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (membership_free);
  g_autoptr (GHashTable) merged = lep_merged_organisations (workspace, error);
  g_autoptr (LepStmt) stmt = merged != NULL ? lep_db_prepare (lep_workspace_get_db (workspace), sql, error) : NULL;
  gboolean has_row;

  if (stmt == NULL)
    return NULL;
  while (TRUE)
    {
      Membership *one;

      if (!lep_stmt_step (stmt, &has_row, error))
        return NULL;
      if (!has_row)
        return g_steal_pointer (&all);
      one = g_new0 (Membership, 1);
      one->id = lep_stmt_dup_text (stmt, 0);
      one->space = lep_stmt_dup_text (stmt, 1);
      one->partnership = lep_stmt_dup_text (stmt, 2);
      one->organisation = g_strdup (lep_merged_root (merged, lep_stmt_text (stmt, 3)));
      one->role = lep_stmt_dup_text (stmt, 4);
      one->joined_on = lep_stmt_dup_text (stmt, 5);
      one->left_on = lep_stmt_dup_text (stmt, 6);
      g_ptr_array_add (all, one);
    }
}

/* Whether they share a day. Who leaves on the day on which the next one joins
 * hands over; an open end has no end. */
static gboolean
overlap (const Membership *one,
         const Membership *other)
{
  return (one->left_on == NULL || other->joined_on == NULL || strcmp (other->joined_on, one->left_on) < 0) &&
         (other->left_on == NULL || one->joined_on == NULL || strcmp (one->joined_on, other->left_on) < 0);
}

static gboolean
is_lead (const Membership *self)
{
  return g_strcmp0 (self->role, "lead") == 0;
}

static void
compare (LepWorkspace     *workspace,
         const Membership *earlier,
         const Membership *later,
         GPtrArray        *findings)
{
  g_autofree char *first = NULL, *second = NULL;

  if (!overlap (earlier, later))
    return;

  first = lep_workspace_dup_title (workspace, "organisation", earlier->organisation);
  if (g_str_equal (earlier->organisation, later->organisation))
    {
      lep_attention_add (findings, LEP_ATTENTION_RULE_MEMBERS, "membership", later->id, later->space, "organisation",
                         g_strdup_printf (_ ("“%s” is a member of this partnership twice at the same time."), first),
                         g_strdup (earlier->id));
      return;
    }
  if (!is_lead (earlier) || !is_lead (later))
    return;
  second = lep_workspace_dup_title (workspace, "organisation", later->organisation);
  lep_attention_add (findings, LEP_ATTENTION_RULE_MEMBERS, "membership", later->id, later->space, "role",
                     g_strdup_printf (_ ("“%s” and “%s” both lead this partnership at the same time."), first, second),
                     g_strdup (earlier->id));
}

/**
 * lep_attention_members:
 *
 * Adds the memberships that do not go with an earlier one of the partnership.
 */
gboolean
lep_attention_members (LepWorkspace *workspace,
                       GPtrArray    *findings,
                       GError      **error)
{
  g_autoptr (GPtrArray) all = read_memberships (workspace, error);

  if (all == NULL)
    return FALSE;

  for (guint i = 0; i < all->len; i++)
    for (guint j = i + 1; j < all->len; j++)
      {
        const Membership *earlier = g_ptr_array_index (all, i);
        const Membership *later = g_ptr_array_index (all, j);

        if (!g_str_equal (earlier->partnership, later->partnership))
          break;
        if (g_str_equal (earlier->organisation, later->organisation) || is_lead (earlier))
          compare (workspace, earlier, later, findings);
      }
  return TRUE;
}
