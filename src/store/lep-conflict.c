/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of conflicts: for each register with several different heads all
 * values, with who wrote them, when, and on which laptop. */

#include <string.h>

#include "lep-conflict.h"
#include "lep-layout.h"
#include "lep-others-sheets.h"
#include "lep-receipt.h"
#include "lep-row-ref.h"
#include "lep-settle.h"
#include "lep-workspace-private.h"

/* What they replaced is looked up for lists up to this length only: it reads
 * the log for each. */
#define MAX_WITH_BEFORE 20

#define SQL_ROWS                                                               \
  "SELECT space_no, kind.name, row.id FROM row JOIN kind ON kind.no = kind_no" \
  " JOIN space ON space.no = space_no WHERE conflicts > 0 AND (:kind IS NULL OR kind.name = :kind)"
#define SQL_ORDER " ORDER BY space.id, kind.name, row.id"

static const char sql_rows[] = SQL_ROWS SQL_ORDER;
static const char                       sql_rows_of_id[] = SQL_ROWS " AND row.id = :id" SQL_ORDER;

typedef struct
{
  LepWorkspace *workspace;
  LepLog       *log;
  LepRows      *rows;
  LepRow       *row;
  LepVoices    *voices;
  gboolean      with_before;
  gboolean      is_withheld; /* the row is what another assessor thinks */
  GPtrArray    *found;       /* LepConflict */
  GHashTable   *writers;     /* LepUuid -> Writer: few laptops wrote all of it */
  GHashTable   *receipts;    /* LepHash of a change -> LepReceipt of what brought it, or NULL: one may have written many values */
} Listing;

/* A laptop, as it is called. */
typedef struct
{
  char    *label;
  gboolean own;
} Writer;

static void
writer_free (gpointer data)
{
  Writer *writer = data;

  g_free (writer->label);
  g_free (writer);
}

static const Writer *
get_writer (Listing       *self,
            const LepUuid *replica)
{
  Writer *writer = g_hash_table_lookup (self->writers, replica);

  if (writer == NULL)
    {
      writer = g_new0 (Writer, 1);
      writer->label = lep_replica_dup_label (self->workspace, replica, &writer->own);
      g_hash_table_insert (self->writers, g_memdup2 (replica, sizeof *replica), writer);
    }
  return writer;
}

static void
value_free (gpointer data)
{
  LepConflictValue *value = data;

  g_ptr_array_unref (value->texts);
  g_free (value->by);
  g_free (value->at);
  g_free (value->replica);
  g_free (value->label);
  g_free (value->through);
  g_free (value);
}

void
lep_conflict_free (LepConflict *self)
{
  g_free (self->space);
  g_free (self->kind);
  g_free (self->id);
  g_free (self->field);
  g_ptr_array_unref (self->fields);
  g_ptr_array_unref (self->values);
  g_clear_pointer (&self->before, g_ptr_array_unref);
  g_free (self);
}

static LepConflict *
conflict_new (const LepRow *row,
              const char   *field)
{
  LepConflict *self = g_new0 (LepConflict, 1);

  self->space = lep_uuid_to_string (&row->space->id);
  self->kind = g_strdup (row->kind->name);
  self->id = lep_uuid_to_string (&row->id);
  self->rid = row->rid;
  self->field = g_strdup (field);
  self->fields = g_ptr_array_new_with_free_func (g_free);
  self->values = g_ptr_array_new_with_free_func (value_free);
  return self;
}

/* Which bundle brought a value; one that its writer made needs no second name. */
static gboolean
find_receipt (Listing          *self,
              const LepVoice   *voice,
              LepConflictValue *value,
              GError          **error)
{
  LepReceipt *receipt;
  gpointer    known = NULL;

  if (value->own)
    return TRUE;
  if (!g_hash_table_lookup_extended (self->receipts, &voice->hash, NULL, &known))
    {
      if (!lep_receipt_of_change (self->workspace, voice->stream, voice->n, &receipt, error))
        return FALSE;
      known = receipt;
      g_hash_table_insert (self->receipts, g_memdup2 (&voice->hash, sizeof voice->hash), receipt);
    }
  receipt = known;
  if (receipt == NULL)
    return TRUE;
  value->receipt = receipt->no;
  if (g_strcmp0 (receipt->peer, value->replica) != 0)
    value->through = g_strdup (receipt->label);
  return TRUE;
}

/* Its text is to be added, or set. */
static LepConflictValue *
add_value (Listing        *self,
           LepConflict    *conflict,
           const LepVoice *voice,
           GError        **error)
{
  const LepLogStream *stream = lep_log_get_stream (self->log, voice->stream);
  const Writer       *writer = get_writer (self, &stream->replica);
  LepConflictValue   *value = g_new0 (LepConflictValue, 1);

  value->texts = g_ptr_array_new_with_free_func (g_free);
  value->by = g_strdup (voice->change->by);
  value->at = g_strdup (voice->change->at);
  value->replica = lep_uuid_to_string (&stream->replica);
  value->label = g_strdup (writer->label);
  value->own = writer->own;
  value->shown = conflict->values->len == 0;
  value->change = voice->hash;
  g_ptr_array_add (conflict->values, value);
  return find_receipt (self, voice, value, error) ? value : NULL;
}

static GPtrArray *
texts_of (const LepMembers *members,
          const LepVoice   *voice)
{
  GPtrArray *texts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < members->n; i++)
    g_ptr_array_add (texts, g_strdup (lep_voice_value (voice, members->names[i])));
  return texts;
}

static gboolean
writes_member (const LepVoice   *voice,
               const LepMembers *members)
{
  const LepRowOp *row = &g_array_index (voice->change->rows, LepRowOp, voice->row);

  for (guint i = 0; i < row->n_sets; i++)
    for (guint j = 0; j < members->n; j++)
      {
        if (strcmp (g_array_index (voice->change->sets, LepSet, row->first_set + i).field, members->names[j]) == 0)
          return TRUE;
      }
  return FALSE;
}

static gboolean
is_among (const GPtrArray *voices,
          const LepVoice  *voice)
{
  for (guint i = 0; i < voices->len; i++)
    {
      const LepVoice *other = g_ptr_array_index (voices, i);

      if (other->stream == voice->stream && other->n == voice->n)
        return TRUE;
    }
  return FALSE;
}

/* Takes out of @writers those that another of them replaced. */
static gboolean
keep_heads (Listing   *self,
            GPtrArray *writers,
            GError   **error)
{
  g_autofree gboolean *covered = g_new0 (gboolean, writers->len + 1);

  for (guint i = 0; i < writers->len; i++)
    {
      const LepVoice *later = g_ptr_array_index (writers, i);

      if (!lep_log_set_cover_of (self->log, later->stream, later->n, error))
        return FALSE;
      for (guint j = 0; j < writers->len; j++)
        {
          const LepVoice *voice = g_ptr_array_index (writers, j);

          covered[j] = covered[j] || (i != j && lep_log_covers (self->log, voice->stream, voice->n));
        }
    }
  for (guint i = writers->len; i > 0; i--)
    {
      if (covered[i - 1])
        g_ptr_array_remove_index (writers, i - 1);
    }
  return TRUE;
}

/* What stood there before all of the heads, if it was one value. */
static gboolean
find_before (Listing          *self,
             LepConflict      *conflict,
             const LepMembers *members,
             const GPtrArray  *heads,
             GError          **error)
{
  g_autoptr (LepVoices) all = NULL;
  g_autoptr (GPtrArray) writers = g_ptr_array_new ();

  if (!self->with_before)
    return TRUE;
  all = lep_voices_new (self->log, self->row->kind->name, &self->row->id);
  if (!lep_voices_load (all, self->row->space->no, error))
    return FALSE;
  for (guint i = 0; i < all->voices->len; i++)
    {
      LepVoice *voice = g_ptr_array_index (all->voices, i);
      gboolean  replaced = writes_member (voice, members) && !is_among (heads, voice);

      for (guint j = 0; replaced && j < heads->len; j++)
        {
          const LepVoice *head = g_ptr_array_index (heads, j);

          if (!lep_log_set_cover_of (self->log, head->stream, head->n, error))
            return FALSE;
          replaced = lep_log_covers (self->log, voice->stream, voice->n);
        }
      if (replaced)
        g_ptr_array_add (writers, voice);
    }
  if (!keep_heads (self, writers, error))
    return FALSE;

  for (guint i = 1; i < writers->len; i++)
    {
      if (!lep_members_say_same (members, g_ptr_array_index (writers, i), g_ptr_array_index (writers, 0)))
        return TRUE;
    }
  if (writers->len > 0)
    conflict->before = texts_of (members, g_ptr_array_index (writers, 0));
  return TRUE;
}

/* What a voice says of a register, as one text: two that are equal say the same. */
static char *
dup_said (const LepMembers *members,
          const LepVoice   *voice)
{
  GString *said = g_string_new (NULL);

  for (guint i = 0; i < members->n; i++)
    {
      const char *value = lep_voice_value (voice, members->names[i]);

      if (value != NULL)
        g_string_append_printf (said, "%" G_GSIZE_FORMAT ":%s", strlen (value), value);
      g_string_append_c (said, ',');
    }
  return g_string_free (said, FALSE);
}

/* Of each value the first of @heads that has it. */
static GPtrArray *
find_distinct (const LepMembers *members,
               const GPtrArray  *heads)
{
  GPtrArray *distinct = g_ptr_array_new ();
  g_autoptr (GHashTable) said = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < heads->len; i++)
    if (g_hash_table_add (said, dup_said (members, g_ptr_array_index (heads, i))))
      g_ptr_array_add (distinct, g_ptr_array_index (heads, i));
  return distinct;
}

static gboolean
list_register (Listing *self,
               guint32  reg,
               GError **error)
{
  g_autoptr (GPtrArray) heads = g_ptr_array_new ();
  g_autoptr (GPtrArray) distinct = NULL;
  LepConflict *conflict;
  LepMembers   members;

  if (!lep_rows_read_register (self->rows, self->row, self->voices, reg, &members, heads, error))
    return FALSE;
  if (self->is_withheld && lep_others_sheets_has_field (self->row->kind->name, members.names[0]))
    return TRUE;
  distinct = find_distinct (&members, heads);
  if (distinct->len < 2)
    return TRUE;

  conflict = conflict_new (self->row, members.names[0]);
  g_ptr_array_add (self->found, conflict);
  for (guint i = 0; i < members.n; i++)
    g_ptr_array_add (conflict->fields, g_strdup (members.names[i]));
  for (guint i = 0; i < distinct->len; i++)
    {
      LepConflictValue *value = add_value (self, conflict, g_ptr_array_index (distinct, i), error);

      if (value == NULL)
        return FALSE;
      g_ptr_array_unref (value->texts);
      value->texts = texts_of (&members, g_ptr_array_index (distinct, i));
    }
  return find_before (self, conflict, &members, heads, error);
}

/* The latest of the heads that are deletes, or that no delete has seen. */
static gboolean
latest_head (Listing        *self,
             const gboolean *gone,
             gboolean        deletes,
             LepVoice      **latest,
             GError        **error)
{
  *latest = NULL;
  for (guint i = 0; i < self->row->heads->len; i++)
    {
      const LepHead *head = &g_array_index (self->row->heads, LepHead, i);
      LepVoice      *voice;

      if (deletes ? head->reg != LEP_REGISTER_DELETED : gone[i])
        continue;
      voice = lep_voices_get (self->voices, head->stream, head->n, error);
      if (voice == NULL)
        return FALSE;
      if (*latest == NULL || lep_voice_compare (voice, *latest) > 0)
        *latest = voice;
    }
  return TRUE;
}

static gboolean
list_life (Listing *self,
           GError **error)
{
  g_autofree gboolean *gone = g_new0 (gboolean, self->row->heads->len + 1);
  gboolean             deleted, flagged;
  LepConflict         *conflict;
  LepConflictValue    *value;
  LepVoice            *kept, *removed;

  if (!lep_rows_read_life (self->rows, self->row, &deleted, &flagged, gone, error))
    return FALSE;
  if (!flagged)
    return TRUE;
  if (!latest_head (self, gone, FALSE, &kept, error) || !latest_head (self, gone, TRUE, &removed, error))
    return FALSE;

  conflict = conflict_new (self->row, "life");
  g_ptr_array_add (self->found, conflict);
  g_ptr_array_add (conflict->fields, g_strdup ("life"));
  value = add_value (self, conflict, kept, error);
  if (value == NULL)
    return FALSE;
  g_ptr_array_add (value->texts, g_strdup ("kept"));
  value = add_value (self, conflict, removed, error);
  if (value == NULL)
    return FALSE;
  g_ptr_array_add (value->texts, g_strdup ("deleted"));
  return TRUE;
}

static int
compare_conflicts (gconstpointer a,
                   gconstpointer b)
{
  return strcmp ((*(LepConflict *const *) a)->field, (*(LepConflict *const *) b)->field);
}

static gboolean
list_row (Listing       *self,
          gint64         space_no,
          const char    *kind_name,
          const LepUuid *id,
          GError       **error)
{
  LepLogSpace *space = lep_log_get_space_by_no (self->log, space_no, error);
  LepRowKind  *kind = space == NULL ? NULL : lep_rows_get_kind (self->rows, kind_name, error);
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) lep_conflict_free);
  g_autoptr (LepVoices) voices = NULL;
  g_autoptr (GArray) shared = NULL;
  Listing listing = *self;

  listing.row = kind == NULL ? NULL : lep_rows_get (self->rows, space, kind, id, error);
  if (listing.row == NULL || !lep_others_sheets_withhold (self->workspace, kind->name, listing.row->rid, &listing.is_withheld, error))
    return FALSE;
  voices = lep_voices_new (self->log, kind->name, id);
  listing.voices = voices;
  listing.found = found;
  shared = lep_row_shared_registers (listing.row);
  for (guint i = 0; shared != NULL && i < shared->len; i++)
    {
      if (!list_register (&listing, g_array_index (shared, guint32, i), error))
        return FALSE;
    }
  if (!list_life (&listing, error))
    return FALSE;

  g_ptr_array_sort (found, compare_conflicts);
  g_ptr_array_extend_and_steal (self->found, g_steal_pointer (&found));
  return TRUE;
}

static gboolean
list_rows (Listing       *self,
           const char    *kind,
           const LepUuid *id,
           guint          limit,
           GError       **error)
{
  g_autoptr (LepStmt) stmt =
    lep_db_prepare (lep_workspace_get_db (self->workspace), id == NULL ? sql_rows : sql_rows_of_id, error);
  g_autoptr (GError) failure = NULL;

  if (stmt == NULL)
    return FALSE;
  lep_stmt_bind_text (stmt, ":kind", kind);
  if (id != NULL)
    lep_stmt_bind_blob (stmt, ":id", id->bytes, LEP_UUID_SIZE);
  while ((limit == 0 || self->found->len < limit) && lep_stmt_next (stmt, &failure))
    {
      LepUuid row;

      memcpy (row.bytes, lep_stmt_blob (stmt, 2), LEP_UUID_SIZE);
      if (!list_row (self, lep_stmt_int64 (stmt, 0), lep_stmt_text (stmt, 1), &row, error))
        return FALSE;
    }
  return lep_stmt_take_failure (&failure, error);
}

static void
free_receipt (gpointer receipt)
{
  g_clear_pointer (&receipt, lep_receipt_free);
}

/**
 * lep_conflicts_list:
 * @kind: (nullable): of this kind of record only
 * @id: (nullable): of this record only
 * @limit: at most so many; 0 = all
 *
 * What all values of a conflict replaced is told where @limit is at most 20,
 * and for one record with any limit but 0. Points that the person of this laptop
 * does not see yet are no conflict for him.
 *
 * Returns: (transfer full) (element-type LepConflict): sorted by space, kind,
 *   id, field
 */
GPtrArray *
lep_conflicts_list (LepWorkspace *workspace,
                    const char   *kind,
                    const char   *id,
                    guint         limit,
                    GError      **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) lep_conflict_free);
  g_autoptr (LepLog) log = lep_log_new (lep_workspace_get_db (workspace), error);
  g_autoptr (LepRows) rows = log == NULL ? NULL : lep_rows_new (log, error);
  g_autoptr (GHashTable) writers = g_hash_table_new_full (lep_uuid_hash, lep_uuid_equal_func, g_free, writer_free);
  g_autoptr (GHashTable) receipts = g_hash_table_new_full (lep_hash_key, lep_hash_equal_func, g_free, free_receipt);
  Listing self = { .workspace = workspace, .log = log, .rows = rows, .found = found, .writers = writers, .receipts = receipts };
  LepUuid uuid;

  if (rows == NULL)
    return NULL;
  self.with_before = limit > 0 && (id != NULL || limit <= MAX_WITH_BEFORE);
  if (id != NULL && !lep_uuid_parse (id, -1, &uuid))
    return g_steal_pointer (&found);
  if (!list_rows (&self, kind, id == NULL ? NULL : &uuid, limit, error))
    return NULL;
  if (limit > 0 && found->len > limit)
    g_ptr_array_set_size (found, (int) limit);
  return g_steal_pointer (&found);
}

/* Adds up what is left of the conflicts of scores and sheets where some are withheld. */
static gboolean
count_shown (LepWorkspace *workspace,
             gint64       *count,
             GError      **error)
{
  g_autoptr (LepStmt) stmt = lep_db_prepare (lep_workspace_get_db (workspace),
                                             "SELECT kind.name, r.rid, r.id, r.conflicts FROM row r JOIN kind ON kind.no = r.kind_no"
                                             " WHERE r.conflicts > 0 AND kind.name IN ('score', 'assessment')",
                                             error);
  g_autoptr (GError) failure = NULL;

  if (stmt == NULL)
    return FALSE;
  while (lep_stmt_next (stmt, &failure))
    {
      const char *kind = lep_stmt_text (stmt, 0);
      char        id[LEP_UUID_TEXT_SIZE + 1];
      LepUuid     uuid;
      gboolean    withheld;
      g_autoptr (GPtrArray) shown = NULL;

      if (!lep_others_sheets_withhold (workspace, kind, lep_stmt_int64 (stmt, 1), &withheld, error))
        return FALSE;
      if (!withheld)
        continue;
      memcpy (uuid.bytes, lep_stmt_blob (stmt, 2), LEP_UUID_SIZE);
      lep_uuid_format (&uuid, id);
      shown = lep_conflicts_list (workspace, kind, id, 0, error);
      if (shown == NULL)
        return FALSE;
      *count += (gint64) shown->len - lep_stmt_int64 (stmt, 3);
    }
  return lep_stmt_take_failure (&failure, error);
}

/**
 * lep_conflicts_count:
 *
 * Returns: how many conflicts lep_conflicts_list () tells; -1 on an error
 */
gint64
lep_conflicts_count (LepWorkspace *workspace,
                     GError      **error)
{
  gint64 count;

  return lep_db_get_int64 (lep_workspace_get_db (workspace),
                           "SELECT ifnull (sum (conflicts), 0) FROM row WHERE conflicts > 0", &count, error) &&
             count_shown (workspace, &count, error)
           ? count
           : -1;
}
