/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds what a reference means when it is written as a name. */

#include <glib/gi18n-lib.h>

#include "lep-standard.h"

#include "lep-record-named.h"

/* Fields beside the title that name a record shortly. */
static const char *const short_names[] = { "code", "short_name", "reference", "label" };

/* Records named in a refusal, when several are called alike. */
#define MAX_CANDIDATES 4

/* What was found so far. */
typedef struct
{
  GHashTable *ids;
  GString    *candidates; /* "Application 0194c9e2-…, Call …" */
} Called;

static void
called_clear (Called *self)
{
  g_hash_table_unref (self->ids);
  g_string_free (self->candidates, TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Called, called_clear)

static void
add_found (Called     *self,
           LepRecord  *record,
           const char *kind_label)
{
  const char *id = lep_record_get_id (record);
  guint       n = g_hash_table_size (self->ids);

  if (!g_hash_table_add (self->ids, g_strdup (id)))
    return;
  if (n < MAX_CANDIDATES)
    g_string_append_printf (self->candidates, "%s%s %s", n > 0 ? ", " : "", kind_label, id);
  else if (n == MAX_CANDIDATES)
    g_string_append (self->candidates, ", …");
}

/* Adds the records of @kind where @field is @name. */
static gboolean
collect_named (LepWorkspace  *workspace,
               const LepKind *kind,
               const char    *field,
               const char    *name,
               Called        *called,
               GError       **error)
{
  g_autoptr (LepQuery) query = NULL;
  g_autoptr (GPtrArray) records = NULL;

  if (lep_kind_field (kind, field) == NULL || lep_kind_field (kind, field)->type == LEP_TYPE_REF)
    return TRUE;

  query = lep_query_new (kind->name);
  lep_query_add_filter (query, field, name);
  records = lep_query_run (workspace, query, error);
  if (records == NULL)
    return FALSE;

  for (guint i = 0; i < records->len; i++)
    add_found (called, g_ptr_array_index (records, i), lep_schema_label (kind->label));
  return TRUE;
}

/* A standard indicator is shown by its name in the language of the screen, and so
 * is found by it. */
static gboolean
collect_translated (LepWorkspace  *workspace,
                    const LepKind *kind,
                    const char    *name,
                    Called        *called,
                    GError       **error)
{
  guint                       n;
  const LepStandardIndicator *standard = lep_standard_indicators (&n);

  for (guint i = 0; g_str_equal (kind->name, "indicator") && i < n; i++)
    if (g_str_equal (name, lep_schema_label (standard[i].name)) &&
        !collect_named (workspace, kind, "name", standard[i].name, called, error))
      return FALSE;
  return TRUE;
}

static gboolean
collect_targets (LepWorkspace *workspace,
                 const char   *kinds,
                 const char   *name,
                 Called       *called,
                 GError      **error)
{
  g_auto (GStrv) targets = g_strsplit (kinds, "|", -1);

  for (guint i = 0; targets[i] != NULL; i++)
    {
      const LepKind *target = lep_schema_kind (targets[i]);

      if (target == NULL)
        continue;
      if (!collect_named (workspace, target, target->title, name, called, error) || !collect_translated (workspace, target, name, called, error))
        return FALSE;
      for (guint j = 0; j < G_N_ELEMENTS (short_names); j++)
        if (!collect_named (workspace, target, short_names[j], name, called, error))
          return FALSE;
    }
  return TRUE;
}

/**
 * lep_workspace_find_named:
 * @kinds: of the record; several joined by '|'
 * @name: title, code, short name, reference or label
 *
 * Returns: (transfer full): id of the only live record of that name.
 *   %LEP_ERROR_INVALID if there is none, or more than one, which are told then
 */
char *
lep_workspace_find_named (LepWorkspace *workspace,
                          const char   *kinds,
                          const char   *name,
                          GError      **error)
{
  g_auto (Called) called = { g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL), g_string_new (NULL) };
  GHashTableIter iter;
  gpointer       id;

  if (!collect_targets (workspace, kinds, name, &called, error))
    return NULL;

  if (g_hash_table_size (called.ids) == 0)
    {
      g_set_error (error, LEP_ERROR, LEP_ERROR_INVALID, _ ("“%s” is neither an id nor the name of a record; give its id."), name);
      return NULL;
    }
  if (g_hash_table_size (called.ids) > 1)
    {
      g_set_error (error, LEP_ERROR, LEP_ERROR_INVALID,
                   /* Translators: a name; the records of that name, by kind and id */
                   _ ("several records are called “%s”; give the id of one: %s."), name, called.candidates->str);
      return NULL;
    }

  g_hash_table_iter_init (&iter, called.ids);
  g_hash_table_iter_next (&iter, &id, NULL);
  return g_strdup (id);
}
