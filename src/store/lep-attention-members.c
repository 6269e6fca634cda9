/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Memberships that do not go together: an organisation that is a member of one
 * partnership twice at the same time, also where two were found to be the same;
 * and two leads. */

#include <string.h>

#include <glib/gi18n-lib.h>

#include "lep-attention-private.h"
#include "lep-record.h"
#include "lep-same.h"

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

/* The first of the memberships from @first on, before @self, that does not go with
 * it: of the same organisation, or of another one that leads. */
static const Membership *
find_other (GPtrArray        *all,
            guint             first,
            const Membership *self,
            gboolean          same)
{
  for (guint i = first; g_ptr_array_index (all, i) != self; i++)
    {
      const Membership *one = g_ptr_array_index (all, i);

      if (g_str_equal (one->organisation, self->organisation) == same && overlap (one, self) && (same || is_lead (one)))
        return one;
    }
  return NULL;
}

static void
check (LepWorkspace     *workspace,
       GPtrArray        *all,
       guint             first,
       const Membership *self,
       GPtrArray        *findings)
{
  const Membership *twice = find_other (all, first, self, TRUE);
  const Membership *lead = is_lead (self) ? find_other (all, first, self, FALSE) : NULL;
  g_autofree char  *name = twice == NULL && lead == NULL ? NULL : lep_workspace_dup_title (workspace, "organisation", self->organisation);
  g_autofree char  *other = lead == NULL ? NULL : lep_workspace_dup_title (workspace, "organisation", lead->organisation);

  if (twice != NULL)
    lep_attention_add (findings, LEP_ATTENTION_RULE_MEMBERS, "membership", self->id, self->space, "organisation",
                       g_strdup_printf (_ ("“%s” is a member of this partnership twice at the same time."), name),
                       g_strdup (twice->id));
  if (lead != NULL)
    lep_attention_add (findings, LEP_ATTENTION_RULE_MEMBERS, "membership", self->id, self->space, "role",
                       g_strdup_printf (_ ("“%s” and “%s” both lead this partnership at the same time."), other, name),
                       g_strdup (lead->id));
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
  guint first = 0;

  if (all == NULL)
    return FALSE;

  for (guint i = 0; i < all->len; i++)
    {
      const Membership *self = g_ptr_array_index (all, i);

      if (!g_str_equal (((Membership *) g_ptr_array_index (all, first))->partnership, self->partnership))
        first = i;
      check (workspace, all, first, self, findings);
    }
  return TRUE;
}
