/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of a lazy list that were looked at last: read a page at a time, the
 * related columns of most of them a moment later. */

#include "lep-query-private.h"
#include "lep-record-private.h"

#include "lep-record-kept.h"

/* Rows read at once, and rows kept. */
#define PAGE     64
#define MAX_KEPT 2048

/* Related columns, each a total or a title, are read at once for so many rows.
 * For those after them so many are read when the main loop is idle, and more
 * until that time is over: GTK looks at 200 rows of a list before it shows ten,
 * and paints whenever some have changed. */
#define AT_ONCE_WITH_COLUMNS 12
#define AT_A_TIME            16
#define FILL_MS              30

struct _LepKept
{
  LepWorkspace     *workspace; /* that of the list */
  LepQuery         *query;
  GHashTable       *links;   /* rid → GList link of used */
  GQueue            used;    /* LepRecord, looked at last first */
  GQueue            bare;    /* LepRecord whose related columns are still to be read */
  guint             n_ahead; /* rows that may be read with them before the next idle moment */
  guint             fill_id;

  LepKeptFailedFunc failed;
  gpointer          data; /* its */
};

static const gint64 *
rid_at (GArray *rids,
        guint   position)
{
  return &g_array_index (rids, gint64, position);
}

/* Keeps @record as the one looked at last. */
static void
keep (LepKept   *self,
      LepRecord *record)
{
  gint64 rid = lep_record_get_rid (record);

  g_queue_push_head (&self->used, g_object_ref (record));
  g_hash_table_insert (self->links, g_memdup2 (&rid, sizeof rid), self->used.head);

  while (self->used.length > MAX_KEPT)
    {
      g_autoptr (LepRecord) oldest = g_queue_pop_tail (&self->used);

      rid = lep_record_get_rid (oldest);
      g_hash_table_remove (self->links, &rid);
    }
}

static void
forget_all (LepKept *self)
{
  g_clear_handle_id (&self->fill_id, g_source_remove);
  g_queue_clear_full (&self->bare, g_object_unref);
  g_hash_table_remove_all (self->links);
  g_queue_clear_full (&self->used, g_object_unref);
  self->n_ahead = AT_ONCE_WITH_COLUMNS;
}

/* Gives some rows their related columns, in place. */
static gboolean
fill_some (LepKept *self,
           GError **error)
{
  g_autoptr (GArray) rids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GPtrArray) bare = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) full = NULL;

  while (bare->len < AT_A_TIME && self->bare.length > 0)
    {
      LepRecord *record = g_queue_pop_head (&self->bare);
      gint64     rid = lep_record_get_rid (record);

      g_array_append_val (rids, rid);
      g_ptr_array_add (bare, record);
    }
  full = lep_query_fetch (self->workspace, self->query, (const gint64 *) (void *) rids->data, rids->len, error);
  if (full == NULL)
    return FALSE;
  for (guint i = 0, j = 0; i < bare->len && j < full->len; i++)
    if (lep_record_get_rid (g_ptr_array_index (bare, i)) == lep_record_get_rid (g_ptr_array_index (full, j)))
      lep_record_take_over (g_ptr_array_index (bare, i), g_ptr_array_index (full, j++));
  return TRUE;
}

/* What cannot be read is told once, not with every few rows. */
static gboolean
fill_cb (gpointer user_data)
{
  LepKept *self = user_data;
  gint64   end = g_get_monotonic_time () + FILL_MS * 1000;
  gboolean done;
  g_autoptr (GError) error = NULL;

  do
    done = fill_some (self, &error);
  while (done && self->bare.length > 0 && g_get_monotonic_time () < end);
  if (done && self->bare.length > 0)
    return G_SOURCE_CONTINUE;

  self->fill_id = 0;
  self->n_ahead = AT_ONCE_WITH_COLUMNS;
  g_queue_clear_full (&self->bare, g_object_unref);
  if (!done)
    self->failed (error, self->data);
  return G_SOURCE_REMOVE;
}

/* Reads rows, with their related columns or to be filled later. */
static void
read_rows (LepKept        *self,
           const LepQuery *query,
           const gint64   *rids,
           guint           n_rids,
           gboolean        bare)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = lep_query_fetch (self->workspace, query, rids, n_rids, &error);

  if (records == NULL)
    {
      g_debug ("%s", error->message);
      return;
    }
  for (guint i = 0; i < records->len; i++)
    {
      keep (self, g_ptr_array_index (records, i));
      if (bare)
        g_queue_push_tail (&self->bare, g_object_ref (g_ptr_array_index (records, i)));
    }
  if (self->bare.length > 0 && self->fill_id == 0)
    self->fill_id = g_idle_add (fill_cb, self);
}

/* Reads the rows around @position that are not kept yet. */
static void
read_page (LepKept *self,
           GArray  *all,
           guint    position)
{
  guint start = position - position % PAGE;
  guint end = MIN (start + PAGE, all->len);
  guint n_full;
  g_autoptr (GArray) wanted = g_array_sized_new (FALSE, FALSE, sizeof (gint64), PAGE);
  const gint64 *rids;

  for (guint i = start; i < end; i++)
    if (!g_hash_table_contains (self->links, rid_at (all, i)))
      g_array_append_vals (wanted, rid_at (all, i), 1);

  rids = (const gint64 *) (void *) wanted->data;
  n_full = self->query->columns->len == 0 ? wanted->len : MIN (wanted->len, self->n_ahead);
  if (self->query->columns->len > 0)
    self->n_ahead -= n_full;
  read_rows (self, self->query, rids, n_full, FALSE);
  if (n_full < wanted->len)
    {
      g_autoptr (LepQuery) query = lep_query_copy (self->query);

      g_ptr_array_set_size (query->columns, 0);
      read_rows (self, query, rids + n_full, wanted->len - n_full, TRUE);
    }
}

/**
 * lep_kept_refresh:
 * @others: (out): the rows have other numbers now; nothing is kept any more
 *
 * Reads again the records that somebody may be looking at, in place.
 */
gboolean
lep_kept_refresh (LepKept *self, gboolean *others, GError **error)
{
  g_autoptr (GArray) rids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GPtrArray) kept = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) fresh = NULL;

  *others = FALSE;
  /* What only this list holds is read when it is looked at again. */
  for (GList *link = self->used.head; link != NULL;)
    {
      GList *next = link->next;
      g_autoptr (LepRecord) record = g_object_ref (link->data);
      gint64 rid = lep_record_get_rid (record);

      if (G_OBJECT (record)->ref_count > 2)
        {
          g_array_append_val (rids, rid);
          g_ptr_array_add (kept, g_object_ref (record));
        }
      else
        {
          g_hash_table_remove (self->links, &rid);
          g_queue_delete_link (&self->used, link);
          g_object_unref (record);
        }
      link = next;
    }

  fresh = lep_query_fetch (self->workspace, self->query, (const gint64 *) (void *) rids->data, rids->len, error);
  if (fresh == NULL)
    return FALSE;

  /* After a rebuild row numbers mean other records: those are read anew. */
  for (guint i = 0, j = 0; i < kept->len; i++)
    {
      LepRecord *old = g_ptr_array_index (kept, i);
      LepRecord *new = j < fresh->len ? g_ptr_array_index (fresh, j) : NULL;

      if (new == NULL || lep_record_get_rid (new) != lep_record_get_rid (old))
        continue;
      j++;
      if (!g_str_equal (lep_record_get_id (new), lep_record_get_id (old)))
        {
          forget_all (self);
          *others = TRUE;
          return TRUE;
        }
      lep_record_take_over (old, new);
    }
  return TRUE;
}

/**
 * lep_kept_new:
 * @workspace: outlives it
 * @failed: called in the main loop, with @data
 */
LepKept *
lep_kept_new (LepWorkspace     *workspace,
              LepKeptFailedFunc failed,
              gpointer          data)
{
  LepKept *self = g_new0 (LepKept, 1);

  self->workspace = workspace;
  self->failed = failed;
  self->data = data;
  self->links = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->n_ahead = AT_ONCE_WITH_COLUMNS;
  return self;
}

void
lep_kept_free (LepKept *self)
{
  forget_all (self);
  g_hash_table_unref (self->links);
  lep_query_free (self->query);
  g_free (self);
}

/**
 * lep_kept_set_query:
 *
 * What is kept stays as long as it has the columns that are asked for.
 */
void
lep_kept_set_query (LepKept        *self,
                    const LepQuery *query)
{
  if (self->query != NULL && !lep_query_has_same_columns (self->query, query))
    forget_all (self);
  lep_query_free (self->query);
  self->query = lep_query_copy (query);
}

/**
 * lep_kept_get:
 * @rids: (element-type gint64): the numbers of all rows of the list, in order
 *
 * Returns: (transfer full): the row at @position, and those around it are read
 *   with it
 */
LepRecord *
lep_kept_get (LepKept *self,
              GArray  *rids,
              guint    position)
{
  GList *link = g_hash_table_lookup (self->links, rid_at (rids, position));

  if (link == NULL)
    {
      read_page (self, rids, position);
      link = g_hash_table_lookup (self->links, rid_at (rids, position));
    }
  if (link == NULL)
    return lep_record_new_missing (self->query->kind, *rid_at (rids, position));

  g_queue_unlink (&self->used, link);
  g_queue_push_head_link (&self->used, link);
  return g_object_ref (link->data);
}
