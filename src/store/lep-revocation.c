/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whose word about blocked laptops counts, and what it is (bundle format, 4.4):
 * that of the programme's founder, and of the officers as the founder named
 * them. What others write into the same field neither counts nor covers it.
 * Whoever founds a second programme, and sends it along, has no say in this one. */

#include <string.h>

#include "lep-founder.h"
#include "lep-heads.h"
#include "lep-log.h"
#include "lep-revocation.h"
#include "lep-workspace-private.h"

static const char sql_programme[] = "SELECT no, id FROM space WHERE no = " LEP_SQL_PROGRAMME;

static const char sql_writers[] =
  "SELECT stream_no, n, replica.id FROM change JOIN stream ON stream.no = stream_no"
  " JOIN replica ON replica.no = replica_no WHERE space_no = ?1 AND instr (body, ?2) > 0 ORDER BY seq";

/* The programme: who founded it and whom the founder named. */
typedef struct
{
  LepLog     *log;
  LepChange  *change;
  gint64      space_no;
  LepUuid     founder;
  GHashTable *named; /* ids: the founder's, and those of its officers */
  GArray     *lists; /* Word: what they said about officers */
} Authority;

static void
authority_clear (Authority *self)
{
  g_clear_pointer (&self->log, lep_log_free);
  g_clear_pointer (&self->change, lep_change_free);
  g_clear_pointer (&self->named, g_hash_table_unref);
  g_clear_pointer (&self->lists, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Authority, authority_clear)

/* A value of the field that is looked for. */
typedef struct
{
  gint64  stream_no, n;
  LepUuid writer;
  LepUuid row;
  char    at[LEP_TIME_TEXT_SIZE + 1];
  LepHash hash;  /* of the change */
  char   *value; /* NULL = not blocked (any more), nobody named */
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
  return g_hash_table_contains (self->named, text);
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

/* The values that a change gives to a field of a kind. */
static void
take_words (const LepChange *change,
            const char      *kind,
            const char      *field,
            gint64           stream_no,
            const LepUuid   *writer,
            const LepHash   *hash,
            GArray          *words)
{
  for (guint i = 0; i < change->rows->len; i++)
    {
      const LepRowOp *row = &g_array_index (change->rows, LepRowOp, i);

      for (guint k = 0; k < row->n_sets && strcmp (row->kind, kind) == 0; k++)
        {
          const LepSet *set = &g_array_index (change->sets, LepSet, row->first_set + k);
          Word          word = { stream_no, change->n, *writer, row->id, "", *hash, NULL };

          if (strcmp (set->field, field) != 0)
            continue;
          g_strlcpy (word.at, change->at, sizeof word.at);
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

/* All values of a field in the space. */
static GArray *
collect (Authority  *self,
         const char *kind,
         const char *field,
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
      if (!lep_log_read (self->log, stream_no, lep_stmt_int64 (stmt, 1), self->change, &hash, error))
        return NULL;
      take_words (self->change, kind, field, stream_no, &writer, &hash, words);
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

/* Of words that had not seen each other the later one counts, then the greater hash, as
 * with every other value: the order in which they came is another one on each laptop. */
static gboolean
is_stronger (const Word *word,
             const Word *other)
{
  int order = other == NULL ? 1 : strcmp (word->at, other->at);

  return order > 0 || (order == 0 && lep_hash_compare (&word->hash, &other->hash) > 0);
}

/* Leaves the words that count. */
static void
keep_officers_words (const Authority *self,
                     GArray          *words)
{
  for (guint i = words->len; i > 0; i--)
    if (!is_officer (self, &g_array_index (words, Word, i - 1).writer))
      g_array_remove_index (words, i - 1);
}

/* What the founder's words come to: what others write over them neither counts nor
 * covers. Of words that cover each other, as waived losses may make them, one stands.
 * @named: (out) (nullable): the ids in the word that stands; it belongs to the lists */
static gboolean
find_named (Authority   *self,
            const char **named,
            GError     **error)
{
  g_autoptr (GArray) own = g_array_new (FALSE, FALSE, sizeof (Word)); /* with the values of the lists */
  const Word *standing = NULL, *strongest = NULL;
  gboolean    covered;

  for (guint i = 0; i < self->lists->len; i++)
    if (lep_uuid_equal (&g_array_index (self->lists, Word, i).writer, &self->founder))
      g_array_append_val (own, g_array_index (self->lists, Word, i));
  for (guint i = 0; i < own->len; i++)
    {
      const Word *word = &g_array_index (own, Word, i);

      if (!is_covered (self, own, i, &covered, error))
        return FALSE;
      if (!covered && is_stronger (word, standing))
        standing = word;
      if (is_stronger (word, strongest))
        strongest = word;
    }
  if (standing == NULL)
    standing = strongest;
  *named = standing != NULL ? standing->value : NULL;
  return TRUE;
}

static gboolean
read_officers (Authority *self,
               GError   **error)
{
  const char *named;

  self->lists = collect (self, "programme", "officers", error);
  if (self->lists == NULL)
    return FALSE;

  self->named = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_hash_table_add (self->named, lep_uuid_to_string (&self->founder));
  if (!find_named (self, &named, error))
    return FALSE;
  if (named != NULL)
    add_named (self->named, named);
  keep_officers_words (self, self->lists);
  return TRUE;
}

static gboolean
read_revocations (Authority  *self,
                  GHashTable *revocations,
                  GError    **error)
{
  g_autoptr (GArray) words = collect (self, "replica", "revoked_on", error);
  g_autoptr (GHashTable) standing = g_hash_table_new (lep_uuid_hash, lep_uuid_equal_func); /* row -> Word */

  if (words == NULL)
    return FALSE;

  keep_officers_words (self, words);
  for (guint i = 0; i < words->len; i++)
    {
      Word    *word = &g_array_index (words, Word, i);
      gboolean covered;

      if (word->value == NULL)
        continue;
      if (!is_covered (self, words, i, &covered, error))
        return FALSE;
      if (covered || !is_stronger (word, g_hash_table_lookup (standing, &word->row)))
        continue;
      g_hash_table_replace (standing, &word->row, word);
      g_hash_table_replace (revocations, lep_uuid_to_string (&word->row), g_strdup (word->value));
    }
  return TRUE;
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
  return lep_founder_find (self->log, self->space_no, &programme, &self->founder, found, error) && (!*found || read_officers (self, error));
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

/**
 * lep_revocation_field:
 *
 * Returns: (nullable): the field of the kind that counts by who wrote it
 */
const char *
lep_revocation_field (const char *kind)
{
  if (strcmp (kind, "programme") == 0)
    return "officers";
  return strcmp (kind, "replica") == 0 ? "revoked_on" : NULL;
}

/**
 * lep_revocations_load_speakers:
 *
 * Returns: (transfer full) (element-type utf8): the ids of the laptops whose word
 *   counts about officers and blocked laptops: the founder's, and whom it named
 */
GHashTable *
lep_revocations_load_speakers (LepWorkspace *workspace,
                               GError      **error)
{
  g_auto (Authority) authority = { 0 };
  gboolean found;

  if (!authority_read (&authority, workspace, &found, error))
    return NULL;
  return found ? g_steal_pointer (&authority.named) : g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/**
 * lep_programme_find_founder:
 * @founder: (out): the laptop that founded the programme
 * @found: (out): whether it is known
 */
gboolean
lep_programme_find_founder (LepWorkspace *workspace,
                            LepUuid      *founder,
                            gboolean     *found,
                            GError      **error)
{
  g_auto (Authority) authority = { 0 };

  if (!authority_read (&authority, workspace, found, error))
    return FALSE;
  *founder = authority.founder;
  return TRUE;
}

/**
 * lep_register_writers:
 * @rid: of a row
 *
 * Returns: (transfer full) (element-type utf8): the ids of the laptops that wrote
 *   what stands in the field: one, unless several did side by side; none where nobody
 *   wrote it. Where the log does not tell whose it is, an empty text
 */
GHashTable *
lep_register_writers (LepWorkspace *workspace,
                      gint64        rid,
                      const char   *field,
                      GError      **error)
{
  static const char sql_clock[] = "SELECT r.clock, name.no FROM row r CROSS JOIN name WHERE r.rid = ?1 AND name.name = ?2";
  static const char sql_writer[] = "SELECT replica.id FROM stream JOIN replica ON replica.no = replica_no WHERE stream.no = ?1";
  LepDb            *db = lep_workspace_get_db (workspace);
  g_autoptr (GHashTable) writers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GArray) heads = g_array_new (FALSE, FALSE, sizeof (LepHead));
  g_autoptr (LepStmt) clock = lep_db_prepare (db, sql_clock, error);
  g_autoptr (LepStmt) writer = clock != NULL ? lep_db_prepare (db, sql_writer, error) : NULL;
  gboolean has_row;

  if (writer == NULL)
    return NULL;
  lep_stmt_set_int64 (clock, 1, rid);
  lep_stmt_set_text (clock, 2, field, -1);
  if (!lep_stmt_one (clock, error))
    return NULL;
  lep_heads_decode (lep_stmt_blob (clock, 0), lep_stmt_size (clock, 0), heads);

  for (guint i = 0; i < heads->len; i++)
    {
      const LepHead *head = &g_array_index (heads, LepHead, i);
      LepUuid        id;

      if (head->reg != (guint32) lep_stmt_int64 (clock, 1))
        continue;
      lep_stmt_reset (writer);
      lep_stmt_set_int64 (writer, 1, head->stream);
      if (!lep_stmt_step (writer, &has_row, error))
        return NULL;
      if (has_row)
        memcpy (id.bytes, lep_stmt_blob (writer, 0), LEP_UUID_SIZE);
      g_hash_table_add (writers, has_row ? lep_uuid_to_string (&id) : g_strdup (""));
    }
  return g_steal_pointer (&writers);
}

/**
 * lep_officers_wrote:
 * @officers: (element-type utf8): ids
 * @rid: of a row
 * @wrote: (out): whether they, and nobody else, wrote what stands in the field
 */
gboolean
lep_officers_wrote (GHashTable   *officers,
                    LepWorkspace *workspace,
                    gint64        rid,
                    const char   *field,
                    gboolean     *wrote,
                    GError      **error)
{
  g_autoptr (GHashTable) writers = lep_register_writers (workspace, rid, field, error);
  GHashTableIter iter;
  gpointer       writer;

  if (writers == NULL)
    return FALSE;

  *wrote = g_hash_table_size (writers) > 0;
  g_hash_table_iter_init (&iter, writers);
  while (*wrote && g_hash_table_iter_next (&iter, &writer, NULL))
    *wrote = g_hash_table_contains (officers, writer);
  return TRUE;
}

/* Adds those whom the founder and the officers named, and no later word of theirs
 * took back: what others write over it neither counts nor covers. */
static gboolean
add_listed (Authority  *self,
            GHashTable *officers,
            GError    **error)
{
  for (guint i = 0; i < self->lists->len; i++)
    {
      const char *list = g_array_index (self->lists, Word, i).value;
      gboolean    covered;

      if (list == NULL)
        continue;
      if (!is_covered (self, self->lists, i, &covered, error))
        return FALSE;
      if (!covered)
        add_named (officers, list);
    }
  return TRUE;
}

static void
add_copy (gpointer key,
          gpointer value,
          gpointer user_data)
{
  g_hash_table_add (user_data, g_strdup (key));
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
  return lep_officers_load_without (workspace, NULL, error);
}

/**
 * lep_officers_load_without:
 * @dismissed: (nullable): a laptop whose word is to count no more, nor its naming
 *
 * Returns: (transfer full) (element-type utf8): as lep_officers_load (), if it were
 *   none of them: those whom it alone named are none either
 */
GHashTable *
lep_officers_load_without (LepWorkspace  *workspace,
                           const LepUuid *dismissed,
                           GError       **error)
{
  char id[LEP_UUID_TEXT_SIZE + 1] = "";
  g_autoptr (GHashTable) officers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_auto (Authority) authority = { 0 };
  gboolean found;

  if (!authority_read (&authority, workspace, &found, error))
    return NULL;
  if (!found)
    return g_steal_pointer (&officers);

  if (dismissed != NULL)
    {
      lep_uuid_format (dismissed, id);
      g_hash_table_remove (authority.named, id);
      keep_officers_words (&authority, authority.lists);
    }
  if (!add_listed (&authority, officers, error))
    return NULL;
  g_hash_table_foreach (authority.named, add_copy, officers);
  g_hash_table_remove (officers, id);
  return g_steal_pointer (&officers);
}
