/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rule 15: results that two laptops probably reported both. All results are
 * looked at once and remembered in a few bytes each; of those that are alike it is
 * read who wrote them, and only what could have been reported twice is compared. */

#include <string.h>

#include <glib/gi18n-lib.h>

#include "lep-attention-private.h"
#include "lep-heads.h"

/* How many reports of the same are compared with a new one. */
#define MAX_COMPARED 50

#define SAME "k.project || k.indicator || k.\"from\" || k.\"to\""

/* What is remembered of each outcome. */
typedef struct
{
  guint64 key; /* hash of project, indicator and dates */
  gint64  rid;
} Entry;

/* One of the outcomes with the same project, indicator and dates. */
typedef struct
{
  char       *key, *created_at, *id, *space;
  GHashTable *writers; /* numbers of the laptops that wrote its value */
} Report;

typedef struct
{
  LepDb      *db;
  GHashTable *laptops;   /* number of a stream -> of its laptop */
  GHashTable *sets;      /* GBytes, numbers of laptops -> number of the set */
  GArray     *entries;   /* Entry */
  GArray     *heads;     /* LepHead; scratch */
  gint64      value_reg; /* number of the register of values */
  GPtrArray  *findings;
} Search;

static void
report_free (gpointer data)
{
  Report *self = data;

  g_free (self->key);
  g_free (self->created_at);
  g_free (self->id);
  g_free (self->space);
  g_hash_table_unref (self->writers);
  g_free (self);
}

static void
search_clear (Search *self)
{
  g_clear_pointer (&self->laptops, g_hash_table_unref);
  g_clear_pointer (&self->sets, g_hash_table_unref);
  g_clear_pointer (&self->entries, g_array_unref);
  g_clear_pointer (&self->heads, g_array_unref);
}

static GHashTable *
read_laptops (LepDb   *db,
              GError **error)
{
  g_autoptr (GHashTable) laptops = g_hash_table_new (NULL, NULL);
  g_autoptr (LepStmt) stmt = lep_db_prepare (db, "SELECT no, replica_no FROM stream", error);
  gboolean has_row;

  if (stmt == NULL)
    return NULL;
  while (TRUE)
    {
      if (!lep_stmt_step (stmt, &has_row, error))
        return NULL;
      if (!has_row)
        return g_steal_pointer (&laptops);
      g_hash_table_insert (laptops, GUINT_TO_POINTER ((guint) lep_stmt_int64 (stmt, 0)),
                           GUINT_TO_POINTER ((guint) lep_stmt_int64 (stmt, 1)));
    }
}

/* Finds the laptop that wrote the value, if the @i-th head of the clock that was
 * decoded last is one of it: who added a note or a proof to two reports has not
 * made them one. */
static gboolean
is_writer (const Search *self,
           guint         i,
           guint32      *laptop)
{
  const LepHead *head = &g_array_index (self->heads, LepHead, i);

  *laptop = GPOINTER_TO_UINT (g_hash_table_lookup (self->laptops, GUINT_TO_POINTER (head->stream)));
  return head->reg == self->value_reg;
}

/* The number of the set of laptops that wrote the value of a row; 0 = nobody, or the
 * row is deleted. */
static gboolean
find_set (Search  *self,
          LepStmt *stmt,
          gint64   rid,
          guint   *number,
          GError **error)
{
  g_autoptr (GByteArray) set = g_byte_array_new ();
  g_autoptr (GBytes) key = NULL;
  gboolean has_row;

  *number = 0;
  lep_stmt_reset (stmt);
  lep_stmt_set_int64 (stmt, 1, rid);
  if (!lep_stmt_step (stmt, &has_row, error))
    return FALSE;
  if (!has_row || !lep_heads_decode (lep_stmt_blob (stmt, 0), lep_stmt_size (stmt, 0), self->heads))
    return TRUE;
  for (guint i = 0; i < self->heads->len; i++)
    {
      guint32 laptop;

      if (is_writer (self, i, &laptop))
        g_byte_array_append (set, (const guint8 *) &laptop, sizeof laptop);
    }
  if (set->len == 0)
    return TRUE;

  key = g_byte_array_free_to_bytes (g_steal_pointer (&set));
  *number = GPOINTER_TO_UINT (g_hash_table_lookup (self->sets, key));
  if (*number == 0)
    {
      *number = g_hash_table_size (self->sets) + 1;
      g_hash_table_insert (self->sets, g_steal_pointer (&key), GUINT_TO_POINTER (*number));
    }
  return TRUE;
}

/* Adds a text and its end to a hash, eight bytes at a time. Texts that are not the
 * same may have one hash: they are compared themselves, later. */
static guint64
add_text (guint64     hash,
          const char *text,
          gsize       length)
{
  for (gsize i = 0; i <= length; i += sizeof (guint64))
    {
      guint64 word = 0;

      memcpy (&word, text + i, MIN (sizeof word, length + 1 - i));
      hash = (hash ^ word) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
      hash ^= hash >> 32;
    }
  return hash;
}

static gboolean
read_entries (Search  *self,
              GError **error)
{
  static const char sql[] =
    "SELECT k.rid, k.project, k.indicator, k.\"from\", k.\"to\" FROM k_outcome k"
    " WHERE coalesce (k.state, 'claimed') <> 'withdrawn' AND k.project IS NOT NULL AND k.indicator IS NOT NULL"
    " AND k.\"from\" IS NOT NULL AND k.\"to\" IS NOT NULL";
  g_autoptr (LepStmt) stmt = lep_db_prepare (self->db, sql, error);
  gboolean has_row;

  if (stmt == NULL)
    return FALSE;
  while (TRUE)
    {
      Entry entry = { 0 };

      if (!lep_stmt_step (stmt, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;
      entry.rid = lep_stmt_int64 (stmt, 0);
      for (int i = 1; i <= 4; i++)
        entry.key = add_text (entry.key, lep_stmt_text (stmt, i), lep_stmt_size (stmt, i));
      g_array_append_val (self->entries, entry);
    }
}

static int
compare_entries (gconstpointer a,
                 gconstpointer b)
{
  const Entry *left = a;
  const Entry *right = b;

  if (left->key != right->key)
    return left->key < right->key ? -1 : 1;
  return (left->rid > right->rid) - (left->rid < right->rid);
}

static Report *
read_report (Search  *self,
             LepStmt *stmt)
{
  Report *report = g_new0 (Report, 1);

  report->id = lep_stmt_dup_text (stmt, 0);
  report->space = lep_stmt_dup_text (stmt, 1);
  report->key = lep_stmt_dup_text (stmt, 2);
  report->created_at = lep_stmt_dup_text (stmt, 4);
  report->writers = g_hash_table_new (NULL, NULL);
  if (lep_heads_decode (lep_stmt_blob (stmt, 3), lep_stmt_size (stmt, 3), self->heads))
    for (guint i = 0; i < self->heads->len; i++)
      {
        guint32 laptop;

        if (is_writer (self, i, &laptop))
          g_hash_table_add (report->writers, GUINT_TO_POINTER (laptop));
      }
  return report;
}

static int
compare_reports (gconstpointer a,
                 gconstpointer b)
{
  const Report *left = *(const Report *const *) a;
  const Report *right = *(const Report *const *) b;
  int           order = strcmp (left->key, right->key);

  if (order == 0)
    order = strcmp (left->created_at, right->created_at);
  return order != 0 ? order : strcmp (left->id, right->id);
}

static gboolean
share_writer (const Report *a,
              const Report *b)
{
  GHashTableIter iter;
  gpointer       writer;

  g_hash_table_iter_init (&iter, a->writers);
  while (g_hash_table_iter_next (&iter, &writer, NULL))
    if (g_hash_table_contains (b->writers, writer))
      return TRUE;
  return FALSE;
}

/* Whether an earlier report of the same comes from others. */
static gboolean
is_double (const GPtrArray *reports,
           guint            at)
{
  const Report *report = g_ptr_array_index (reports, at);

  if (g_hash_table_size (report->writers) == 0)
    return FALSE;

  for (guint i = at; i > 0 && at - i < MAX_COMPARED; i--)
    {
      const Report *other = g_ptr_array_index (reports, i - 1);

      if (!g_str_equal (other->key, report->key))
        return FALSE;
      if (g_hash_table_size (other->writers) > 0 && !share_writer (other, report))
        return TRUE;
    }
  return FALSE;
}

/* Looks closer at outcomes that have the same key. */
static gboolean
compare_group (Search      *self,
               const Entry *entries,
               guint        n,
               GError     **error)
{
  static const char sql[] =
    "SELECT " LEP_ID_AND_SPACE ", " SAME ", r.clock, r.created_at FROM row r CROSS JOIN k_outcome k ON k.rid = r.rid"
    " CROSS JOIN space s ON s.no = r.space_no WHERE r.rid = ?1 AND r.deleted = 0";
  g_autoptr (LepStmt) stmt = lep_db_prepare (self->db, sql, error);
  g_autoptr (GPtrArray) reports = g_ptr_array_new_with_free_func (report_free);
  gboolean has_row;

  if (stmt == NULL)
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      lep_stmt_set_int64 (stmt, 1, entries[i].rid);
      if (!lep_stmt_step (stmt, &has_row, error))
        return FALSE;
      if (has_row)
        g_ptr_array_add (reports, read_report (self, stmt));
      lep_stmt_reset (stmt);
    }

  g_ptr_array_sort (reports, compare_reports);
  for (guint i = 1; i < reports->len; i++)
    {
      const Report *report = g_ptr_array_index (reports, i);

      if (is_double (reports, i))
        lep_attention_add (self->findings, 15, "outcome", report->id, report->space, "value",
                           g_strdup (_ ("Another laptop reported the same indicator of this project for the same dates: "
                                        "probably the same result twice.")),
                           g_strdup (report->key));
    }
  return TRUE;
}

/* Only where not all were written by the same laptops something can be found. */
static gboolean
are_of_several (Search      *self,
                LepStmt     *stmt,
                const Entry *entries,
                guint        n,
                gboolean    *of_several,
                GError     **error)
{
  guint first = 0;

  *of_several = FALSE;
  for (guint i = 0; i < n && !*of_several; i++)
    {
      guint writers;

      if (!find_set (self, stmt, entries[i].rid, &writers, error))
        return FALSE;
      *of_several = first != 0 && writers != 0 && writers != first;
      first = writers != 0 ? writers : first;
    }
  return TRUE;
}

static gboolean
compare_entries_of_several (Search  *self,
                            GError **error)
{
  g_autoptr (LepStmt) stmt = lep_db_prepare (self->db, "SELECT clock FROM row WHERE rid = ?1 AND deleted = 0", error);
  const Entry *entries = (const Entry *) (void *) self->entries->data;

  if (stmt == NULL)
    return FALSE;
  for (guint first = 0, end; first < self->entries->len; first = end)
    {
      gboolean of_several;

      for (end = first + 1; end < self->entries->len && entries[end].key == entries[first].key; end++)
        ;
      if (end - first > 1 && (!are_of_several (self, stmt, entries + first, end - first, &of_several, error) ||
                              (of_several && !compare_group (self, entries + first, end - first, error))))
        return FALSE;
    }
  return TRUE;
}

/**
 * lep_attention_reported_twice:
 *
 * Adds the outcomes whose project, indicator and dates another laptop has
 * reported before.
 */
gboolean
lep_attention_reported_twice (LepWorkspace *workspace,
                              GPtrArray    *findings,
                              GError      **error)
{
  LepDb   *db = lep_workspace_get_db (workspace);
  Search   self = { .db = db, .findings = findings };
  gboolean done;

  self.laptops = read_laptops (db, error);
  self.sets = g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref, NULL);
  self.entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  self.heads = g_array_new (FALSE, FALSE, sizeof (LepHead));
  done = self.laptops != NULL &&
         lep_db_get_int64 (db, "SELECT no FROM name WHERE name = 'value'", &self.value_reg, error) &&
         read_entries (&self, error);
  if (done)
    {
      g_array_sort (self.entries, compare_entries);
      done = compare_entries_of_several (&self, error);
    }
  search_clear (&self);
  return done;
}
