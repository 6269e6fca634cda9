/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a bundle will hold, before any of it is written: which spaces, and what
 * of their changes and documents the receiver lacks. */

#include <stdlib.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "lep-fold.h"
#include "lep-lack.h"
#include "lep-revocation.h"
#include "lep-share.h"

#include "lep-export-plan.h"

void
lep_export_plan_clear (LepExportPlan *self)
{
  g_clear_pointer (&self->haves, g_ptr_array_unref);
  g_clear_pointer (&self->chosen, g_ptr_array_unref);
  g_clear_pointer (&self->lacks, g_ptr_array_unref);
  g_clear_pointer (&self->files, g_array_unref);
  g_clear_pointer (&self->recipients, g_strfreev);
}

static int
compare_space (gconstpointer space,
               gconstpointer have)
{
  return lep_uuid_compare (space, &(*(LepLaptopHave *const *) have)->space);
}

/* They are sorted by the space's id. */
static const LepLaptopHave *
find_have_in (GPtrArray     *haves,
              const LepUuid *space)
{
  LepLaptopHave *const *have =
    haves != NULL && haves->len > 0 ? bsearch (space, haves->pdata, haves->len, sizeof (gpointer), compare_space) : NULL;

  return have != NULL ? *have : NULL;
}

static const LepLaptopHave *
find_have (const LepExportPlan *plan,
           const LepUuid       *space)
{
  return find_have_in (plan->haves, space);
}

/* Whether a laptop is known to share a space: it said so, or wrote in it. */
static gboolean
has_space (const LepExportPlan *plan,
           const LepUuid       *replica,
           GPtrArray           *haves,
           const LepUuid       *space)
{
  return find_have_in (haves, space) != NULL || lep_stock_space_has (lep_stock_get_space (plan->stock, space), replica);
}

/* Every partnership shares its space with the programme office, also before the
 * office has heard of it. */
static gboolean
is_shared (LepExportPlan      *plan,
           const LepSpaceInfo *space,
           gboolean           *shared,
           GError            **error)
{
  *shared = plan->peer == NULL || has_space (plan, &plan->peer->id, plan->haves, &space->id);
  return *shared || lep_stock_is_officer (plan->stock, &plan->peer->id, shared, error);
}

/* By its id or its kind, which means all of that kind. */
static gboolean
is_told (const LepSpaceInfo *space,
         const char         *name)
{
  g_autofree char *id = lep_uuid_to_string (&space->id);

  return strcmp (id, name) == 0 || strcmp (lep_space_kind_name (space->kind), name) == 0;
}

/* Office and contacts are named after their programme: whoever writes that name
 * means the programme. They travel when their id or kind is written. */
static gboolean
bears (const LepSpaceInfo *space,
       const char         *name)
{
  g_autofree char *folded = lep_fold_key (name, -1);
  g_autofree char *own = lep_fold_key (space->name, -1);
  gboolean         goes_by_name = space->kind == LEP_SPACE_PROGRAMME || space->kind == LEP_SPACE_PARTNERSHIP;

  return goes_by_name && strcmp (own, folded) == 0;
}

/* A name stands for one space: of those who bear the same one each goes to other laptops. */
static gboolean
check_names (const LepExportPlan *plan,
             const char *const   *names,
             GError             **error)
{
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      guint n_told = 0, n_bearers = 0;

      for (guint j = 0; j < plan->spaces->len; j++)
        if (is_told (g_ptr_array_index (plan->spaces, j), names[i]))
          n_told++;
        else if (bears (g_ptr_array_index (plan->spaces, j), names[i]))
          n_bearers++;
      if (n_told + n_bearers == 0 || (n_bearers > 0 && n_told + n_bearers > 1))
        {
          g_set_error (error, LEP_ERROR, LEP_ERROR_NOT_FOUND,
                       n_bearers > 0 ? _ ("Several spaces may be meant by “%s”. Name the id of one.") : _ ("There is no space “%s” here."), names[i]);
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
is_chosen (LepExportPlan          *plan,
           const LepExportOptions *options,
           const LepSpaceInfo     *space,
           gboolean               *chosen,
           GError                **error)
{
  *chosen = space->kind == LEP_SPACE_CONTACTS && options->with_contacts;
  if (*chosen)
    return TRUE;

  if (options->spaces != NULL && options->spaces[0] != NULL)
    {
      for (guint i = 0; options->spaces[i] != NULL; i++)
        *chosen = *chosen || is_told (space, options->spaces[i]) || bears (space, options->spaces[i]);
      return TRUE;
    }

  *chosen = space->kind == LEP_SPACE_PROGRAMME;
  return space->kind != LEP_SPACE_PARTNERSHIP || is_shared (plan, space, chosen, error);
}

static gboolean
check_officer (LepExportPlan      *plan,
               const LepSpaceInfo *space,
               const LepLaptop    *laptop,
               GError            **error)
{
  g_autoptr (GPtrArray) haves = lep_laptop_load_haves (plan->workspace, &laptop->id, error);
  gboolean may;

  if (haves == NULL)
    return FALSE;
  may = has_space (plan, &laptop->id, haves, &space->id);
  if (!may && !lep_stock_is_officer (plan->stock, &laptop->id, &may, error))
    return FALSE;
  if (!may)
    g_set_error (error, LEP_ERROR, LEP_ERROR_INVALID,
                 /* Translators: name of a laptop */
                 _ ("The laptop “%s” is not known to belong to the office, and what the office scores stays there. "
                    "Leave the office's space out. The first bundle for a new colleague is made without a receiver."),
                 laptop->label);
  return may;
}

/* What the office scores goes by name, too, only to those of whom it is known that
 * they belong to the office: laptops that have its space, and the programme's officers.
 * Who can open a sealed bundle is named as much as who it is addressed to. */
static gboolean
check_receivers (LepExportPlan          *plan,
                 const LepExportOptions *options,
                 const LepSpaceInfo     *space,
                 GError                **error)
{
  if (space->kind != LEP_SPACE_OFFICE)
    return TRUE;
  if (plan->peer != NULL && !check_officer (plan, space, plan->peer, error))
    return FALSE;
  for (guint i = 0; options->seal != NULL && options->seal[i] != NULL; i++)
    {
      const LepLaptop *laptop = lep_laptops_find_named (plan->laptops, options->seal[i], error);

      if (laptop == NULL || (!laptop->own && !check_officer (plan, space, laptop, error)))
        return FALSE;
    }
  return TRUE;
}

static gboolean
choose_spaces (LepExportPlan          *plan,
               const LepExportOptions *options,
               GError                **error)
{
  if (!check_names (plan, options->spaces, error))
    return FALSE;

  plan->chosen = g_ptr_array_new ();
  for (guint i = 0; i < plan->spaces->len; i++)
    {
      LepSpaceInfo *space = g_ptr_array_index (plan->spaces, i);
      gboolean      chosen;

      if (!is_chosen (plan, options, space, &chosen, error) || (chosen && !check_receivers (plan, options, space, error)))
        return FALSE;
      if (chosen)
        g_ptr_array_add (plan->chosen, space);
    }
  return TRUE;
}

static gboolean
find_lacks (LepExportPlan          *plan,
            const LepExportOptions *options,
            GError                **error)
{
  plan->lacks = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  for (guint i = 0; !options->request && i < plan->chosen->len; i++)
    {
      const LepSpaceInfo  *space = g_ptr_array_index (plan->chosen, i);
      const LepLaptopHave *have = options->full ? NULL : find_have (plan, &space->id);
      GPtrArray           *lacks = lep_lacks_find (plan->stock, &space->id, have != NULL ? have->seen : NULL, error);

      if (lacks == NULL)
        return FALSE;
      g_ptr_array_add (plan->lacks, lacks);
    }
  return TRUE;
}

/**
 * lep_export_plan_find_files:
 * @full: whatever the receiver said to have
 *
 * Adds the files of documents that the receiver lacks.
 */
gboolean
lep_export_plan_find_files (LepExportPlan *plan,
                            gboolean       full,
                            GError       **error)
{
  g_autoptr (GHashTable) wants = NULL;

  plan->files = g_array_new (FALSE, FALSE, sizeof (LepSharedFile));
  if (plan->lacks->len == 0) /* a request */
    return TRUE;
  if (plan->peer != NULL)
    {
      wants = lep_wants_load (plan->workspace, &plan->peer->id, error);
      if (wants == NULL)
        return FALSE;
    }

  for (guint i = 0; i < plan->chosen->len; i++)
    {
      const LepUuid   *space = &((LepSpaceInfo *) g_ptr_array_index (plan->chosen, i))->id;
      LepShareReceiver receiver = { g_ptr_array_index (plan->lacks, i), !full && find_have (plan, space) != NULL, wants };

      if (!lep_share_find (plan->workspace, space, &receiver, plan->files, error))
        return FALSE;
    }
  lep_share_sort (plan->files);
  return TRUE;
}

/**
 * lep_export_plan_make:
 * @stock: outlives the plan
 *
 * Decides for whom and what, down to the single changes. Fails with
 * %LEP_ERROR_NOT_FOUND if the receiver or a space is not known.
 */
gboolean
lep_export_plan_make (LepExportPlan          *plan,
                      LepStock               *stock,
                      const LepExportOptions *options,
                      GError                **error)
{
  LepUuid own;

  plan->stock = stock;
  plan->workspace = stock->workspace;
  plan->laptops = stock->laptops;
  plan->spaces = stock->spaces;
  if (!lep_workspace_get_own (plan->workspace, &own, error))
    return FALSE;
  plan->own = lep_laptops_find (plan->laptops, &own);
  if (plan->own == NULL)
    {
      g_set_error_literal (error, LEP_ERROR, LEP_ERROR_FAILED, _ ("This workspace has no identity yet. Open it for writing first."));
      return FALSE;
    }

  if (options->peer != NULL)
    {
      plan->peer = lep_laptops_find_named (plan->laptops, options->peer, error);
      plan->haves = plan->peer != NULL ? lep_laptop_load_haves (plan->workspace, &plan->peer->id, error) : NULL;
      if (plan->haves == NULL)
        return FALSE;
    }
  return choose_spaces (plan, options, error) && find_lacks (plan, options, error);
}

/**
 * lep_export_plan_count:
 *
 * Returns: how many changes go along
 */
gint64
lep_export_plan_count (const LepExportPlan *plan)
{
  gint64 n = 0;

  for (guint i = 0; i < plan->lacks->len; i++)
    n += lep_lacks_count (g_ptr_array_index (plan->lacks, i));
  return n;
}

/* Keeps the time of the first change of a run if it is older; that of an erased
 * one is not known. */
static gboolean
look_at_piece (const LepExportPlan *plan,
               const LepLackPiece  *piece,
               char                 oldest[LEP_TIME_TEXT_SIZE + 1],
               GError             **error)
{
  const char *at;

  if (!lep_stock_first_time (plan->stock, piece->stream, piece->from, piece->to, &at, error))
    return FALSE;
  if (at != NULL && (*oldest == '\0' || strcmp (at, oldest) < 0))
    g_strlcpy (oldest, at, LEP_TIME_TEXT_SIZE + 1);
  return TRUE;
}

/* In one stream the first change is the oldest, but for clocks that were set. */
static gboolean
find_oldest (const LepExportPlan *plan,
             char                 oldest[LEP_TIME_TEXT_SIZE + 1],
             GError             **error)
{
  *oldest = '\0';
  for (guint s = 0; s < plan->lacks->len; s++)
    {
      GPtrArray *lacks = g_ptr_array_index (plan->lacks, s);

      for (guint i = 0; i < lacks->len; i++)
        {
          const LepLack *lack = g_ptr_array_index (lacks, i);

          for (guint k = 0; k < lack->pieces->len; k++)
            if (!look_at_piece (plan, &g_array_index (lack->pieces, LepLackPiece, k), oldest, error))
              return FALSE;
        }
    }
  return TRUE;
}

static gint64
count_here (const LepExportPlan *plan)
{
  gint64 n = 0;

  for (guint i = 0; i < plan->chosen->len; i++)
    n += lep_stock_get_space (plan->stock, &((LepSpaceInfo *) g_ptr_array_index (plan->chosen, i))->id)->n_changes;
  return n;
}

static gboolean
foresee_changes (const LepExportPlan *plan,
                 LepExportForecast   *forecast,
                 GError             **error)
{
  forecast->n_changes = lep_export_plan_count (plan);
  forecast->n_here = count_here (plan);
  forecast->n_documents = 0;
  forecast->document_bytes = 0;
  return find_oldest (plan, forecast->oldest, error);
}

/**
 * lep_export_plan_foresee:
 * @forecast: (out caller-allocates):
 *
 * The same as lep_export_foresee (), for who asks for several receivers; documents
 * are not looked for.
 */
gboolean
lep_export_plan_foresee (LepStock               *stock,
                         const LepExportOptions *options,
                         LepExportForecast      *forecast,
                         GError                **error)
{
  g_auto (LepExportPlan) plan = { 0 };

  return lep_export_plan_make (&plan, stock, options, error) && foresee_changes (&plan, forecast, error);
}

/**
 * lep_export_foresee:
 * @forecast: (out caller-allocates):
 *
 * Says what a bundle made now would have; nothing is written.
 */
gboolean
lep_export_foresee (LepWorkspace           *workspace,
                    const LepExportOptions *options,
                    LepExportForecast      *forecast,
                    GError                **error)
{
  g_autoptr (LepStock) stock = lep_stock_load (workspace, error);
  g_auto (LepExportPlan) plan = { 0 };

  if (stock == NULL || !lep_export_plan_make (&plan, stock, options, error) || !foresee_changes (&plan, forecast, error) ||
      !lep_export_plan_find_files (&plan, options->full, error))
    return FALSE;

  forecast->n_documents = plan.files->len;
  for (guint i = 0; i < plan.files->len; i++)
    forecast->document_bytes += g_array_index (plan.files, LepSharedFile, i).size;
  return TRUE;
}

/* Whether every other laptop that is known, and not blocked, shares the space; not
 * so while none is known. */
static gboolean
is_shared_by_all (LepExportPlan      *plan,
                  GHashTable         *revocations,
                  const LepSpaceInfo *space,
                  gboolean           *shared,
                  GError            **error)
{
  gboolean any = FALSE;

  *shared = TRUE;
  for (guint i = 0; i < plan->laptops->len && *shared; i++)
    {
      LepLaptop       *laptop = g_ptr_array_index (plan->laptops, i);
      g_autofree char *replica = lep_uuid_to_string (&laptop->id);
      gboolean         done;

      if (laptop->own || g_hash_table_contains (revocations, replica))
        continue;
      any = TRUE;
      plan->peer = laptop;
      plan->haves = lep_laptop_load_haves (plan->workspace, &laptop->id, error);
      done = plan->haves != NULL && is_shared (plan, space, shared, error);
      g_clear_pointer (&plan->haves, g_ptr_array_unref);
      plan->peer = NULL;
      if (!done)
        return FALSE;
    }
  *shared = *shared && any;
  return TRUE;
}

static guint
count_partnerships (const LepExportPlan *plan)
{
  guint n = 0;

  for (guint i = 0; i < plan->spaces->len; i++)
    n += ((const LepSpaceInfo *) g_ptr_array_index (plan->spaces, i))->kind == LEP_SPACE_PARTNERSHIP;
  return n;
}

/**
 * lep_export_usual:
 * @peer: (nullable): replica id or label; %NULL = for everybody
 *
 * What to propose to somebody who chooses what goes in. For a receiver it is what
 * goes in without a choice. For everybody it is the programme's space, and of the
 * partnerships only what all known laptops share, or the only one that is here: what
 * one partnership applied for is not given to another by accident.
 *
 * Returns: (transfer full): ids of spaces
 */
char **
lep_export_usual (LepWorkspace *workspace,
                  const char   *peer,
                  GError      **error)
{
  g_autoptr (LepStock) stock = lep_stock_load (workspace, error);
  g_auto (LepExportPlan) plan = { 0 };
  const LepExportOptions options = { .peer = peer, .request = TRUE };
  g_autoptr (GStrvBuilder) usual = g_strv_builder_new ();
  g_autoptr (GHashTable) revocations = NULL;
  gboolean for_all = peer == NULL;

  if (stock == NULL || !lep_export_plan_make (&plan, stock, &options, error))
    return NULL;
  revocations = lep_revocations_load (workspace, error);
  if (revocations == NULL)
    return NULL;

  for (guint i = 0; i < plan.chosen->len; i++)
    {
      const LepSpaceInfo *space = g_ptr_array_index (plan.chosen, i);
      g_autofree char    *id = lep_uuid_to_string (&space->id);
      gboolean            chosen = TRUE;

      if (for_all && space->kind == LEP_SPACE_PARTNERSHIP && count_partnerships (&plan) > 1 &&
          !is_shared_by_all (&plan, revocations, space, &chosen, error))
        return NULL;
      if (chosen)
        g_strv_builder_add (usual, id);
    }
  return g_strv_builder_end (usual);
}
