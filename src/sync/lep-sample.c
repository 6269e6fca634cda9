/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fills a new workspace with the sample: published facts of the Local
 * Employment Partnerships of Bosnia and Herzegovina (resources/sample/), and a
 * few meetings, decisions and contacts, and two calls with all that belongs to
 * them and a project from one of them, that are plainly fictitious. They come in as ordinary changes, like
 * anything that somebody types.
 *
 * A table holds records of one kind: the column "key" names each for the other
 * tables, where columns of references hold such keys, with the kind before them
 * where records of any kind may stand; the others are fields. A key that came
 * before means that record again. */

#include <glib/gi18n-lib.h>
#include <gio/gio.h>

#include "lep-csv.h"
#include "lep-identity.h"
#include "lep-value.h"

#include "lep-sample.h"

#define SAMPLE_PATH "/com/example/lep/sample/"

GResource *lep_sample_get_resource (void);

typedef struct
{
  const char *kind;
  const char *table;
  gboolean    one_by_one; /* a change a record: the rule of the contacts space */
} Table;

/* In this order: a reference names what came before. A partnership is formed,
 * gets its members, is established when the five groups are among them, and
 * becomes active; those whose members are not all published are taken over as
 * active. */
static const Table tables[] = {
  { "programme", "programme" },
  { "place", "place" },
  { "organisation", "organisation" },
  { "partnership", "partnership" },
  { "membership", "membership" },
  { "partnership", "partnership-established" },
  { "partnership", "partnership-active" },
  { "call", "call" },
  { "lot", "lot" },
  { "requirement", "requirement" },
  { "criterion", "criterion" },
  { "application", "application" },
  { "check", "check" },
  { "assessor", "assessor" },
  { "score", "score" },
  { "assessment", "assessment" },
  { "project", "project" },
  { "target", "target" },
  { "funding", "funding" },
  { "tranche", "tranche" },
  { "budget_line", "budget_line" },
  { "expenditure", "expenditure" },
  { "amendment", "amendment" },
  { "risk", "risk" },
  { "service", "service" },
  { "outcome", "outcome" },
  { "breakdown", "breakdown" },
  { "period", "period" },
  { "period", "period-submitted" },
  { "period", "period-approved" },
  { "published_figure", "published_figure" },
  { "meeting", "meeting" },
  { "attendance", "attendance" },
  { "decision", "decision" },
  { "assessment_round", "assessment_round" },
  { "assessment_answer", "assessment_answer" },
  { "feedback", "feedback" },
  { "peer_review", "peer_review" },
  { "document", "document" },
  { "contact", "contact", TRUE },
};

typedef struct
{
  LepWorkspace *workspace;
  char         *programme;
  GHashTable   *ids; /* "kind key" → id */
} Loader;

static void
loader_clear (Loader *self)
{
  g_free (self->programme);
  g_hash_table_unref (self->ids);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Loader, loader_clear)

static void
remember (Loader     *self,
          const char *kind,
          const char *key,
          const char *id)
{
  g_hash_table_replace (self->ids, g_strdup_printf ("%s %s", kind, key), g_strdup (id));
}

/* The standard indicators are there already, under ids made from their codes. */
static char *
find_id (Loader     *self,
         const char *kind,
         const char *key)
{
  g_autofree char *name = g_strdup_printf ("%s %s", kind, key);
  const char      *found = g_hash_table_lookup (self->ids, name);
  LepUuid          id;

  if (found == NULL && g_str_equal (kind, "indicator"))
    {
      lep_schema_natural_id (lep_schema_kind (kind), self->programme, &key, &id);
      return lep_uuid_to_string (&id);
    }

  return g_strdup (found);
}

static char *
find_reference (Loader         *self,
                const LepField *field,
                const char     *cell)
{
  if (g_str_equal (field->target, "*"))
    return g_strdup (g_hash_table_lookup (self->ids, cell));
  return find_id (self, field->target, cell);
}

static void
add_row (Loader          *self,
         LepEdit         *edit,
         const Table     *table,
         const LepCsvRow *header,
         const LepCsvRow *row)
{
  const LepKind   *kind = lep_schema_kind (table->kind);
  g_autofree char *known = find_id (self, table->kind, row->cells[0]);

  lep_edit_row (edit, NULL, table->kind, known, NULL); /* the kind is one, and so is the id */
  for (guint i = 1; header->cells[i] != NULL; i++)
    {
      const LepField  *field = lep_kind_field (kind, header->cells[i]);
      g_autofree char *id = NULL;

      g_assert (field != NULL);
      if (*row->cells[i] == '\0')
        continue;
      if (field->type == LEP_TYPE_REF)
        id = find_reference (self, field, row->cells[i]);
      lep_edit_set (edit, field->name, id != NULL ? id : row->cells[i]);
    }

  if (known == NULL)
    remember (self, table->kind, row->cells[0], lep_edit_last_id (edit));
}

static gboolean
load_rows (Loader      *self,
           const Table *table,
           GPtrArray   *rows,
           guint        first,
           guint        end,
           GError     **error)
{
  g_autoptr (LepEdit) edit = lep_edit_new (self->workspace);

  lep_edit_set_start (edit);
  for (guint i = first; i < end; i++)
    add_row (self, edit, table, g_ptr_array_index (rows, 0), g_ptr_array_index (rows, i));
  return lep_edit_commit (edit, error);
}

static gboolean
load_table (Loader      *self,
            const Table *table,
            GError     **error)
{
  g_autofree char *path = g_strconcat (SAMPLE_PATH, table->table, ".csv", NULL);
  g_autoptr (GBytes) data = g_resource_lookup_data (lep_sample_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_autofree char *text = g_strndup (g_bytes_get_data (data, NULL), g_bytes_get_size (data));
  g_autoptr (GPtrArray) rows = lep_csv_parse (text, ',', NULL);

  for (guint i = 1; i < rows->len; i = table->one_by_one ? i + 1 : rows->len)
    if (!load_rows (self, table, rows, i, table->one_by_one ? i + 1 : rows->len, error))
      {
        g_prefix_error (error, "%s: ", table->table);
        return FALSE;
      }

  return TRUE;
}

/**
 * lep_sample_load:
 * @workspace: a new workspace, without a programme
 * @progress: (nullable): told after each table
 * @cancellable: (nullable): ends it after any table; what was loaded stays
 *
 * Loads the sample.
 */
gboolean
lep_sample_load (LepWorkspace *workspace,
                 LepProgress  *progress,
                 GCancellable *cancellable,
                 GError      **error)
{
  g_auto (Loader) loader = { workspace, NULL, g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free) };

  if (!lep_programme_create (workspace, _ ("Local Employment Partnerships in Bosnia and Herzegovina"), "BAM",
                             &loader.programme, error))
    return FALSE;

  remember (&loader, "programme", "programme", loader.programme);
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      if (!load_table (&loader, &tables[i], error) || g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (progress != NULL)
        lep_progress_report (progress, i + 1, G_N_ELEMENTS (tables));
    }

  return TRUE;
}
