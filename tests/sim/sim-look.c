/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Holds a laptop against the model: digests, shown values, conflicts with all
 * their values, what waits. */

#include <string.h>

#include "lep-conflict.h"
#include "lep-digest.h"
#include "lep-exchange.h"
#include "lep-record.h"
#include "lep-workspace-private.h"

#include "sim-life.h"

static void
look_at_digest (SimLife       *self,
                SimLaptop     *laptop,
                const LepUuid *space)
{
  g_autofree char *text = sim_digest (self->model, &laptop->held, space);
  g_autoptr (GArray) spaces = g_array_new (FALSE, FALSE, sizeof (LepSpaceDigest));
  g_autoptr (GError) error = NULL;
  LepHash expected, total;

  lep_workspace_digest (laptop->workspace, space, &total, spaces, &error);
  if (!sim_fine (self, laptop, "a digest", &error))
    return;
  if ((spaces->len == 0) != (text == NULL))
    sim_model_fail (self->model, "%s: a space is %s", laptop->name, text == NULL ? "not empty" : "empty");
  else if (text != NULL)
    {
      lep_hash_data (text, -1, &expected);
      if (!lep_hash_equal (&expected, &g_array_index (spaces, LepSpaceDigest, 0).hash))
        sim_model_fail (self->model, "%s: the digest of a space is not that of\n%s", laptop->name, text);
    }
}

static void
look_at_digest_of_changes (SimLife   *self,
                           SimLaptop *laptop)
{
  g_autoptr (GError) error = NULL;
  LepHash expected, hash;

  lep_workspace_digest_changes (laptop->workspace, &hash, &error);
  if (!sim_fine (self, laptop, "a digest of changes", &error))
    return;
  sim_digest_changes (self->model, &laptop->held, &expected);
  if (!lep_hash_equal (&expected, &hash))
    sim_model_fail (self->model, "%s: the digest of the changes is not that of those that count", laptop->name);
}

static void
look_at_field (SimLife   *self,
               SimLaptop *laptop,
               SimRow    *row,
               LepRecord *record,
               GPtrArray *conflicts,
               guint      field)
{
  g_autoptr (GPtrArray) heads = sim_heads (self->model, &laptop->held, row, field);
  const char      *name = g_quark_to_string (field);
  SimChange       *winner = sim_winner (heads);
  g_autofree char *shown = sim_shown (laptop, record, name);
  const char      *expected = winner == NULL ? NULL : sim_value (winner, self->model, row, field);

  if (g_strcmp0 (shown, expected) != 0)
    sim_model_fail (self->model, "%s: %s of %s shows “%s”, not “%s”", laptop->name, name, row->key, shown, expected);
  for (guint i = 0; i < heads->len && !lep_record_is_deleted (record); i++)
    {
      const char *value = sim_value (g_ptr_array_index (heads, i), self->model, row, field);

      if (g_strcmp0 (value, expected) != 0 && !sim_is_listed (conflicts, row, lep_record_get_id (record), name, value))
        sim_model_fail (self->model, "%s: “%s” as %s of %s is lost; “%s” is shown", laptop->name, value, name, row->key, shown);
    }
}

static void
look_at_row (SimLife   *self,
             SimLaptop *laptop,
             SimRow    *row,
             GPtrArray *conflicts)
{
  g_autofree char *id = lep_uuid_to_string (&row->id);
  g_autofree char *space = lep_uuid_to_string (&row->space);
  g_autoptr (LepRecord) record = lep_workspace_get_record (laptop->workspace, row->kind, id, space, NULL);
  g_autoptr (GArray) fields = NULL;
  guint life = g_quark_from_string ("life");

  if ((record != NULL) != sim_row_is_here (self->model, &laptop->held, row))
    sim_model_fail (self->model, "%s: %s is %s", laptop->name, row->key, record == NULL ? "not there" : "there");
  if (record == NULL || sim_row_is_erased (self->model, &laptop->held, row))
    return;
  if (lep_record_is_deleted (record) != sim_row_is_deleted (self->model, &laptop->held, row))
    sim_model_fail (self->model, "%s: %s is %s", laptop->name, row->key, lep_record_is_deleted (record) ? "deleted" : "not deleted");
  fields = sim_row_fields (self->model, &laptop->held, row);
  for (guint i = 0; i < fields->len; i++)
    if (g_array_index (fields, guint, i) != life)
      look_at_field (self, laptop, row, record, conflicts, g_array_index (fields, guint, i));
}

static guint
count_waiting (SimLife   *self,
               SimLaptop *laptop)
{
  guint n = 0;

  for (guint i = 0; i < self->model->changes->len; i++)
    n += sim_set_has (&laptop->held.received, i) && !sim_set_has (&laptop->held.applied, i) ? 1 : 0;
  return n;
}

/* Of an erased contact nothing is kept, in the log or waiting, but that it was erased. */
static void
look_at_erased (SimLife   *self,
                SimLaptop *laptop)
{
  static const char text[] =
    "SELECT count (*) FROM erased JOIN (SELECT space_no, body FROM pending UNION ALL"
    " SELECT space_no, body FROM change JOIN stream ON no = stream_no) USING (space_no)"
    " WHERE instr (replace (body, '-', ''), '<row kind=\"contact\" id=\"' || lower (hex (id))) > 0";
  g_autoptr (GError) error = NULL;
  gint64 n = 0;

  lep_db_get_int64 (lep_workspace_get_db (laptop->workspace), text, &n, &error);
  if (sim_fine (self, laptop, "what is erased", &error) && n > 0)
    sim_model_fail (self->model, "%s: %" G_GINT64_FORMAT " changes keep what they wrote of an erased contact", laptop->name, n);
}

static const char *const looked_at[] = { "project", "organisation", "contact", "category", "document", "tomorrow", NULL };

static void
look_at_waiting (SimLife   *self,
                 SimLaptop *laptop)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) waiting = lep_exchange_waiting (laptop->workspace, &error);
  guint expected = count_waiting (self, laptop);

  if (!sim_fine (self, laptop, "what waits", &error))
    return;
  if (waiting->len != expected)
    sim_model_fail (self->model, "%s: %u changes wait, not %u", laptop->name, waiting->len, expected);
  self->n_pending_seen += waiting->len;
}

/* All that can be seen on a laptop must be what the model says; or only the
 * digests, which is quicker. */
void
sim_look (SimLife   *self,
          SimLaptop *laptop,
          gboolean   at_all)
{
  LepDb *db = lep_workspace_get_db (laptop->workspace);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) spaces = NULL;
  g_autoptr (GPtrArray) conflicts = NULL;

  lep_db_exec (db, "BEGIN", &error);
  spaces = lep_exchange_spaces (laptop->workspace, &error);
  if (at_all)
    conflicts = lep_conflicts_list (laptop->workspace, NULL, NULL, 10000, &error);
  if (!sim_fine (self, laptop, "looking", &error))
    return;
  for (guint i = 0; i < spaces->len; i++)
    look_at_digest (self, laptop, &((LepSpaceInfo *) g_ptr_array_index (spaces, i))->id);
  look_at_digest_of_changes (self, laptop);
  for (guint i = 0; at_all && i < self->model->rows->len; i++)
    {
      SimRow *row = g_ptr_array_index (self->model->rows, i);

      if (g_strv_contains (looked_at, row->kind))
        look_at_row (self, laptop, row, conflicts);
    }
  self->n_conflicts_seen += at_all ? conflicts->len : 0;
  look_at_waiting (self, laptop);
  look_at_erased (self, laptop);
  sim_look_at_files (self, laptop, at_all);
  lep_db_exec (db, "COMMIT", &error);
  sim_fine (self, laptop, "looking", &error);
}
