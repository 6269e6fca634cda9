/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whose word about blocked laptops counts, and what it is (bundle format, 4.4):
 * that of the programme's founder, and of the officers as the founder named
 * them. What others write into the same field neither counts nor covers it.
 * Whoever founds a second programme, and sends it along, has no say in this one. */

#include <string.h>

#include "lep-heads.h"
#include "lep-log.h"
#include "lep-revocation.h"
#include "lep-workspace-private.h"

static const char sql_programme[] = "SELECT no, id FROM space WHERE no = " LEP_SQL_PROGRAMME;

static const char sql_founder[] =
  "SELECT replica.id FROM change CROSS JOIN stream ON stream.no = stream_no JOIN replica ON replica.no = replica_no"
  " WHERE space_no = ?1 AND instr (body, ?2) > 0 ORDER BY seq LIMIT 1";

static const char sql_shown[] =
  "SELECT k.officers, r.clock, r.rid, name.no FROM k_programme k CROSS JOIN row r ON r.rid = k.rid CROSS JOIN name"
  " WHERE r.space_no = ?1 AND name.name = 'officers' AND k.officers IS NOT NULL";

static const char sql_writers[] =
  "SELECT stream_no, n, replica.id FROM change JOIN stream ON stream.no = stream_no"
  " JOIN replica ON replica.no = replica_no WHERE space_no = ?1 AND instr (body, ?2) > 0 ORDER BY seq";

/* The programme: who founded it and whom the founder named. */
typedef struct
{
  LepLog    *log;
  LepChange *change;
  gint64     space_no;
  LepUuid    founder;
  char      *officers; /* codes: replica ids */
} Authority;

static void
authority_clear (Authority *self)
{
  g_clear_pointer (&self->log, lep_log_free);
  g_clear_pointer (&self->change, lep_change_free);
  g_free (self->officers);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Authority, authority_clear)

/* A value of the field that is looked for, by somebody whose word counts. */
typedef struct
{
  gint64  stream_no, n;
  LepUuid row;
  char   *value; /* NULL = not blocked (any more) */
} Word;

static void
word_clear (gpointer data)
{
  g_free (((Word *) data)->value);
}

static gboolean
is_officer (const Authority *self,
            const LepUuid   *replica)
{
  char text[LEP_UUID_TEXT_SIZE + 1];

  lep_uuid_format (replica, text);
  return lep_uuid_equal (replica, &self->founder) || (self->officers != NULL && strstr (self->officers, text) != NULL);
}

/* The values that a change gives to a field of a kind. */
static void
take_words (const LepChange *change,
            const char      *kind,
            const char      *field,
            gint64           stream_no,
            GArray          *words)
{
  for (guint i = 0; i < change->rows->len; i++)
    {
      const LepRowOp *row = &g_array_index (change->rows, LepRowOp, i);

      for (guint k = 0; k < row->n_sets && strcmp (row->kind, kind) == 0; k++)
        {
          const LepSet *set = &g_array_index (change->sets, LepSet, row->first_set + k);
          Word          word = { stream_no, change->n, row->id, NULL };

          if (strcmp (set->field, field) != 0)
            continue;
          word.value = g_strdup (set->value);
          g_array_append_val (words, word);
        }
    }
}

/* Whether anybody ever wrote the field: its register is then in some clock. To
 * look there is quick, to look through the log is not. */
static gboolean
was_written (Authority  *self,
             const char *kind,
             const char *field,
             gboolean   *written,
             GError    **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT r.clock, name.no FROM \"k_%s\" k CROSS JOIN row r ON r.rid = k.rid CROSS JOIN name"
                                          " WHERE r.space_no = ?1 AND name.name = ?2",
                                          kind);
  g_autoptr (LepStmt) stmt = lep_db_prepare (lep_log_get_db (self->log), sql, error);
  g_autoptr (GArray) heads = g_array_new (FALSE, FALSE, sizeof (LepHead));
  GError *failure = NULL;

  *written = FALSE;
  if (stmt == NULL)
    return FALSE;
  lep_stmt_set_int64 (stmt, 1, self->space_no);
  lep_stmt_set_text (stmt, 2, field, -1);
  while (!*written && lep_stmt_next (stmt, &failure))
    {
      g_array_set_size (heads, 0);
      lep_heads_decode (lep_stmt_blob (stmt, 0), lep_stmt_size (stmt, 0), heads);
      for (guint i = 0; i < heads->len; i++)
        *written = *written || g_array_index (heads, LepHead, i).reg == (guint32) lep_stmt_int64 (stmt, 1);
    }
  if (failure == NULL)
    return TRUE;

  g_propagate_error (error, failure);
  return FALSE;
}

/* All values of a field in the space, in the order in which they came, by those
 * for whom @by_officers (or the founder alone) holds. */
static GArray *
collect (Authority  *self,
         const char *kind,
         const char *field,
         gboolean    by_officers,
         GError    **error)
{
  g_autoptr (GArray) words = g_array_new (FALSE, FALSE, sizeof (Word));
  g_autoptr (LepStmt) stmt = lep_db_prepare (lep_log_get_db (self->log), sql_writers, error);
  g_autofree char *pattern = g_strdup_printf ("f=\"%s\"", field);
  GError          *failure = NULL;
  gboolean         written = FALSE;

  if (stmt == NULL || !was_written (self, kind, field, &written, error))
    return NULL;
  g_array_set_clear_func (words, word_clear);
  if (!written)
    return g_steal_pointer (&words);
  lep_stmt_set_int64 (stmt, 1, self->space_no);
  lep_stmt_set_text (stmt, 2, pattern, -1);
  while (lep_stmt_next (stmt, &failure))
    {
      gint64  stream_no = lep_stmt_int64 (stmt, 0);
      LepUuid writer;
      LepHash hash;

      memcpy (writer.bytes, lep_stmt_blob (stmt, 2), LEP_UUID_SIZE);
      if (by_officers ? !is_officer (self, &writer) : !lep_uuid_equal (&writer, &self->founder))
        continue;
      if (!lep_log_read (self->log, stream_no, lep_stmt_int64 (stmt, 1), self->change, &hash, error))
        return NULL;
      take_words (self->change, kind, field, stream_no, words);
    }
  if (failure == NULL)
    return g_steal_pointer (&words);

  g_propagate_error (error, failure);
  return NULL;
}

/* Whether a later word on the same row had seen this one. */
static gboolean
is_covered (Authority *self,
            GArray    *words,
            guint      index,
            gboolean  *covered,
            GError   **error)
{
  const Word *word = &g_array_index (words, Word, index);

  *covered = FALSE;
  for (guint i = 0; i < words->len && !*covered; i++)
    {
      const Word *other = &g_array_index (words, Word, i);

      if (i == index || !lep_uuid_equal (&other->row, &word->row) ||
          (other->stream_no == word->stream_no && other->n <= word->n))
        continue;
      if (!lep_log_set_cover_of (self->log, other->stream_no, other->n, error))
        return FALSE;
      *covered = lep_log_covers (self->log, word->stream_no, word->n);
    }
  return TRUE;
}

static gboolean
read_officers (Authority *self,
               GError   **error)
{
  g_autoptr (GArray) words = collect (self, "programme", "officers", FALSE, error);

  if (words == NULL)
    return FALSE;
  if (words->len > 0)
    self->officers = g_strdup (g_array_index (words, Word, words->len - 1).value);
  return TRUE;
}

static gboolean
read_revocations (Authority  *self,
                  GHashTable *revocations,
                  GError    **error)
{
  g_autoptr (GArray) words = collect (self, "replica", "revoked_on", TRUE, error);

  for (guint i = 0; words != NULL && i < words->len; i++)
    {
      const Word *word = &g_array_index (words, Word, i);
      gboolean    covered;

      if (word->value == NULL)
        continue;
      if (!is_covered (self, words, i, &covered, error))
        return FALSE;
      if (!covered)
        g_hash_table_replace (revocations, lep_uuid_to_string (&word->row), g_strdup (word->value));
    }
  return words != NULL;
}

/* The writer of the first change here that wrote the record of the programme. */
static gboolean
find_founder (Authority     *self,
              const LepUuid *programme,
              gboolean      *found,
              GError       **error)
{
  g_autoptr (LepStmt) stmt = lep_db_prepare (lep_log_get_db (self->log), sql_founder, error);
  g_autofree char *id = lep_uuid_to_string (programme);
  g_autofree char *pattern = g_strdup_printf ("<row kind=\"programme\" id=\"%s\"", id);
  GError          *failure = NULL;

  if (stmt == NULL)
    return FALSE;
  lep_stmt_set_int64 (stmt, 1, self->space_no);
  lep_stmt_set_text (stmt, 2, pattern, -1);
  *found = lep_stmt_next (stmt, &failure);
  if (*found)
    memcpy (self->founder.bytes, lep_stmt_blob (stmt, 0), LEP_UUID_SIZE);
  if (failure == NULL)
    return TRUE;

  g_propagate_error (error, failure);
  return FALSE;
}

/* @found: (out): whether a programme with a founder is here */
static gboolean
authority_read (Authority    *self,
                LepWorkspace *workspace,
                gboolean     *found,
                GError      **error)
{
  LepDb *db = lep_workspace_get_db (workspace);
  g_autoptr (LepStmt) stmt = NULL;
  LepUuid  programme;
  gboolean has_row;

  *found = FALSE;
  self->log = lep_log_new (db, error);
  stmt = self->log != NULL ? lep_db_prepare (db, sql_programme, error) : NULL;
  if (stmt == NULL || !lep_stmt_step (stmt, &has_row, error))
    return FALSE;
  if (!has_row)
    return TRUE;

  self->change = lep_change_new ();
  self->space_no = lep_stmt_int64 (stmt, 0);
  memcpy (programme.bytes, lep_stmt_blob (stmt, 1), LEP_UUID_SIZE);
  return find_founder (self, &programme, found, error) && (!*found || read_officers (self, error));
}

/**
 * lep_workspace_dup_programme:
 *
 * Returns: (transfer full) (nullable): the id of the programme and of its space;
 *   %NULL where none is here
 */
char *
lep_workspace_dup_programme (LepWorkspace *workspace)
{
  g_autoptr (LepStmt) stmt = lep_db_prepare (lep_workspace_get_db (workspace), sql_programme, NULL);
  LepUuid id;

  if (stmt == NULL || !lep_stmt_next (stmt, NULL))
    return NULL;
  memcpy (id.bytes, lep_stmt_blob (stmt, 1), LEP_UUID_SIZE);
  return lep_uuid_to_string (&id);
}

/**
 * lep_revocations_load:
 *
 * Returns: (transfer full): replica id -> date, of the laptops that are blocked;
 *   a date in the future counts at once
 */
GHashTable *
lep_revocations_load (LepWorkspace *workspace,
                      GError      **error)
{
  g_autoptr (GHashTable) revocations = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_auto (Authority) authority = { 0 };
  gboolean found;

  if (!authority_read (&authority, workspace, &found, error) || (found && !read_revocations (&authority, revocations, error)))
    return NULL;
  return g_steal_pointer (&revocations);
}

/**
 * lep_revocations_may_write:
 * @may: (out): whether the word of @replica about blocked laptops counts
 */
gboolean
lep_revocations_may_write (LepWorkspace  *workspace,
                           const LepUuid *replica,
                           gboolean      *may,
                           GError       **error)
{
  g_auto (Authority) authority = { 0 };
  gboolean found;

  if (!authority_read (&authority, workspace, &found, error))
    return FALSE;
  *may = found && is_officer (&authority, replica);
  return TRUE;
}

/* Who wrote the list of officers as it is shown, if each of them has a say. */
static gboolean
is_by_officers (Authority *self,
                LepStmt   *programme,
                gboolean  *by_officers,
                GError   **error)
{
  g_autoptr (GArray) heads = g_array_new (FALSE, FALSE, sizeof (LepHead));

  *by_officers = FALSE;
  if (lep_log_get_space_by_no (self->log, self->space_no, error) == NULL)
    return FALSE;

  lep_heads_decode (lep_stmt_blob (programme, 1), lep_stmt_size (programme, 1), heads);
  for (guint i = 0; i < heads->len; i++)
    {
      const LepHead      *head = &g_array_index (heads, LepHead, i);
      const LepLogStream *stream = lep_log_get_stream (self->log, head->stream);

      if (head->reg != (guint32) lep_stmt_int64 (programme, 3))
        continue;
      *by_officers = stream != NULL && is_officer (self, &stream->replica);
      if (!*by_officers)
        return TRUE;
    }
  return TRUE;
}

static void
add_named (GHashTable *officers,
           const char *named)
{
  g_auto (GStrv) ids = g_strsplit (named, " ", -1);

  for (guint i = 0; ids[i] != NULL; i++)
    if (*ids[i] != '\0')
      g_hash_table_add (officers, g_strdup (ids[i]));
}

static gboolean
add_officers (Authority  *self,
              GHashTable *officers,
              GError    **error)
{
  g_autoptr (LepStmt) stmt = lep_db_prepare (lep_log_get_db (self->log), sql_shown, error);
  GError  *failure = NULL;
  gboolean by_officers;

  if (stmt == NULL)
    return FALSE;
  if (self->officers != NULL)
    add_named (officers, self->officers);
  lep_stmt_set_int64 (stmt, 1, self->space_no);
  while (lep_stmt_next (stmt, &failure))
    {
      if (!is_by_officers (self, stmt, &by_officers, error))
        return FALSE;
      if (by_officers)
        add_named (officers, lep_stmt_text (stmt, 0));
    }
  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return FALSE;
    }

  g_hash_table_add (officers, lep_uuid_to_string (&self->founder));
  return TRUE;
}

/**
 * lep_officers_load:
 *
 * Returns: (transfer full) (element-type utf8): the ids of the laptops that decide
 *   for the programme: those that its founder named, or one of them since, and the
 *   founder's; empty where no programme is here
 */
GHashTable *
lep_officers_load (LepWorkspace *workspace,
                   GError      **error)
{
  g_autoptr (GHashTable) officers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_auto (Authority) authority = { 0 };
  gboolean found;

  if (!authority_read (&authority, workspace, &found, error) || (found && !add_officers (&authority, officers, error)))
    return NULL;
  return g_steal_pointer (&officers);
}
