/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Founds a programme: its three spaces, its record, and the standard indicators
 * and categories, in one change. */

#include "lep-schema.h"
#include "lep-standard.h"
#include "lep-workspace-private.h"

#include "lep-identity.h"

static void
set_int (LepEdit    *edit,
         const char *field,
         int         value)
{
  g_autofree char *text = g_strdup_printf ("%d", value);

  lep_edit_set (edit, field, text);
}

static void
add_indicators (LepEdit    *edit,
                const char *space)
{
  guint                       n_indicators;
  const LepStandardIndicator *indicators = lep_standard_indicators (&n_indicators);

  for (guint i = 0; i < n_indicators; i++)
    {
      const LepStandardIndicator *indicator = &indicators[i];
      LepUuid                     id;
      char                        text[LEP_UUID_TEXT_SIZE + 1];

      if (indicator->optional)
        continue;

      lep_schema_natural_id (lep_schema_kind ("indicator"), space, &indicator->code, &id);
      lep_uuid_format (&id, text);
      lep_edit_row (edit, space, "indicator", text, NULL);
      lep_edit_set (edit, "code", indicator->code);
      lep_edit_set (edit, "name", lep_schema_label (indicator->name));
      lep_edit_set (edit, "unit", indicator->unit);
      lep_edit_set (edit, "level", indicator->level);
      lep_edit_set (edit, "accumulation", indicator->accumulation);
      lep_edit_set (edit, "needs_proof", indicator->needs_proof ? "1" : "0");
      lep_edit_set (edit, "definition", lep_schema_label (indicator->definition));
    }
}

static void
add_categories (LepEdit    *edit,
                const char *space)
{
  g_autoptr (GArray) categories = lep_standard_categories ();

  for (guint i = 0; i < categories->len; i++)
    {
      const LepStandardCategory *category = &g_array_index (categories, LepStandardCategory, i);
      const char                *key[] = { category->dimension, category->code };
      LepUuid                    id;
      char                       text[LEP_UUID_TEXT_SIZE + 1];

      lep_schema_natural_id (lep_schema_kind ("category"), space, key, &id);
      lep_uuid_format (&id, text);
      lep_edit_row (edit, space, "category", text, NULL);
      lep_edit_set (edit, "dimension", category->dimension);
      lep_edit_set (edit, "code", category->code);
      lep_edit_set (edit, "label", lep_schema_label (category->label));
      set_int (edit, "position", category->position);
      if (category->to_age > 0)
        {
          set_int (edit, "from_age", category->from_age);
          set_int (edit, "to_age", category->to_age);
        }
    }
}

static gboolean
add_space (LepWorkspace *workspace,
           LepSpaceKind  kind,
           const char   *name,
           GError      **error)
{
  g_autofree char *text = NULL;
  LepUuid          id;

  lep_clock_new_id (lep_workspace_get_clock (workspace), &id);
  text = lep_uuid_to_string (&id);
  return lep_workspace_add_space (workspace, kind, text, name, error);
}

/**
 * lep_programme_create:
 * @id: (out) (optional): of the programme and of its space
 *
 * Founds a programme: its space, which has its id, the office's space, the
 * space of contacts, and what every programme starts with. The names of
 * indicators and categories are written in the language of whoever founds it.
 */
gboolean
lep_programme_create (LepWorkspace *workspace,
                      const char   *name,
                      const char   *currency,
                      char        **id,
                      GError      **error)
{
  g_autoptr (LepEdit) edit = lep_edit_new (workspace);
  g_autofree char *programme = NULL;
  LepUuid          uuid;

  lep_clock_new_id (lep_workspace_get_clock (workspace), &uuid);
  programme = lep_uuid_to_string (&uuid);
  if (!lep_workspace_add_space (workspace, LEP_SPACE_PROGRAMME, programme, name, error) ||
      !add_space (workspace, LEP_SPACE_OFFICE, name, error) ||
      !add_space (workspace, LEP_SPACE_CONTACTS, name, error))
    return FALSE;

  /* Kinds of the schema and ids that were just made: none of these can be refused. */
  lep_edit_row (edit, programme, "programme", programme, NULL);
  lep_edit_set_start (edit);
  lep_edit_set (edit, "name", name);
  lep_edit_set (edit, "currency", currency);
  add_indicators (edit, programme);
  add_categories (edit, programme);
  if (!lep_edit_commit (edit, error))
    return FALSE;

  if (id != NULL)
    *id = g_steal_pointer (&programme);
  return TRUE;
}
