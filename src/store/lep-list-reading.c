/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading a long list in a thread: the window goes on meanwhile. What is not
 * wanted any more stops soon, so that keystrokes do not queue up. */

#include "lep-util.h"

#include "lep-query-private.h"

#include "lep-list-reading.h"

/* Kinds with more rows than this are read in a thread. */
#define LONG 20000

/* So are those with more rows than this that are sorted by what is read of each row. */
#define LONG_IF_COUNTED 50

struct _LepListReading
{
  GCancellable *cancellable;
};

/* Owned by the task; nothing of it belongs to one thread alone. */
typedef struct
{
  GWeakRef        owner;
  char           *path;
  LepQuery       *query;
  LepListPart     part;
  LepListReadFunc func;
  LepListRead     read;
} Work;

static void
work_free (gpointer data)
{
  Work *work = data;

  g_weak_ref_clear (&work->owner);
  g_free (work->path);
  lep_query_free (work->query);
  g_clear_pointer (&work->read.rids, g_array_unref);
  g_clear_pointer (&work->read.sums, lep_sums_free);
  g_clear_pointer (&work->read.related_sums, g_ptr_array_unref);
  g_free (work);
}

/**
 * lep_list_is_long:
 *
 * Returns: whether a list of this kind may take so long to read that nobody
 *   should wait for it: because it is long, or sorted by a column that is counted for
 *   each of its rows
 */
gboolean
lep_list_is_long (LepWorkspace   *workspace,
                  const LepQuery *query)
{
  gboolean counts = query->sort != NULL && lep_query_has_column (query, query->sort) &&
                    lep_kind_field (lep_schema_kind (query->kind), query->sort) == NULL;
  gboolean is_long;

  return lep_kind_has_more_rows (workspace, query->kind, counts ? LONG_IF_COUNTED : LONG, &is_long, NULL) && is_long;
}

static LepWorkspace *
open_to_read (Work         *work,
              GCancellable *cancellable,
              GError      **error)
{
  g_autoptr (LepClock) clock = lep_clock_new ();
  LepWorkspace *workspace = lep_workspace_open (work->path, LEP_OPEN_READ, clock, error);

  if (workspace == NULL)
    return NULL;
  lep_workspace_set_cancellable (workspace, cancellable);
  lep_workspace_set_giving_way (workspace);
  return workspace;
}

/* The two halves of a long list at once, where there are two to read them. */
static GArray *
read_rows (Work         *work,
           LepWorkspace *workspace,
           GCancellable *cancellable,
           GError      **error)
{
  g_autoptr (LepWorkspace) beside = NULL;
  gboolean is_long;
  GArray  *rids;

  if (!lep_kind_has_more_rows (workspace, work->query->kind, LONG, &is_long, error))
    return NULL;
  if (!is_long || work->query->limit > 0 || g_get_num_processors () < 2)
    return lep_query_run_ids (workspace, work->query, error);

  beside = open_to_read (work, cancellable, error);
  if (beside == NULL || !lep_workspace_begin_read (workspace, error))
    return NULL;
  lep_db_wait_for_nobody (lep_workspace_get_db (beside));
  rids = lep_query_sort_ids (workspace, beside, work->query, error);
  lep_workspace_end_read (workspace);
  lep_give_memory_back ();
  return rids;
}

static gboolean
read_part (Work         *work,
           LepWorkspace *workspace,
           GCancellable *cancellable,
           GError      **error)
{
  switch (work->part)
    {
    case LEP_LIST_SUMS:
      work->read.sums = lep_query_sums (workspace, work->query, error);
      return work->read.sums != NULL;

    case LEP_LIST_RELATED_SUMS:
      work->read.related_sums = lep_query_related_sums (workspace, work->query, error);
      return work->read.related_sums != NULL;

    case LEP_LIST_ROWS:
    default:
      work->read.rids = read_rows (work, workspace, cancellable, error);
      return work->read.rids != NULL;
    }
}

/* @gave_way: (out): somebody saved meanwhile, so that it is to be read again */
static gboolean
read_once (Work         *work,
           GCancellable *cancellable,
           gboolean     *gave_way,
           GError      **error)
{
  g_autoptr (LepWorkspace) workspace = open_to_read (work, cancellable, error);
  gboolean done;

  *gave_way = FALSE;
  if (workspace == NULL)
    return FALSE;

  done = read_part (work, workspace, cancellable, error);
  *gave_way = lep_workspace_gave_way (workspace);
  return done;
}

static gboolean
read_list (Work         *work,
           GCancellable *cancellable,
           GError      **error)
{
  gboolean gave_way;

  while (!read_once (work, cancellable, &gave_way, error))
    {
      if (!gave_way || g_cancellable_is_cancelled (cancellable))
        return FALSE;
      g_clear_error (error);
    }
  return TRUE;
}

static void
work_in_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  GError *error = NULL;

  if (read_list (data, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
done_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Work *work = g_task_get_task_data (G_TASK (result));
  g_autoptr (GObject) owner = g_weak_ref_get (&work->owner);
  g_autoptr (GError) error = NULL;
  gboolean done = g_task_propagate_boolean (G_TASK (result), &error);

  if (owner != NULL && !g_cancellable_is_cancelled (g_task_get_cancellable (G_TASK (result))))
    work->func (owner, done ? &work->read : NULL, error);
}

/**
 * lep_list_reading_new:
 * @owner: may go away meanwhile
 * @query: copied
 * @part: what to read of it
 *
 * Begins to read; @read is called in the present main context when it is done.
 */
LepListReading *
lep_list_reading_new (GObject        *owner,
                      LepWorkspace   *workspace,
                      const LepQuery *query,
                      LepListPart     part,
                      LepListReadFunc read)
{
  LepListReading *self = g_new0 (LepListReading, 1);
  Work           *work = g_new0 (Work, 1);
  g_autoptr (GTask) task = NULL;

  self->cancellable = g_cancellable_new ();
  task = g_task_new (NULL, self->cancellable, done_cb, NULL);
  g_weak_ref_init (&work->owner, owner);
  work->path = g_strdup (lep_workspace_get_path (workspace));
  work->query = lep_query_copy (query);
  work->part = part;
  work->func = read;
  g_task_set_source_tag (task, lep_list_reading_new);
  g_task_set_task_data (task, work, work_free);
  g_task_run_in_thread (task, work_in_thread);
  return self;
}

/**
 * lep_list_reading_free:
 * @self: (nullable): done or not; what is not is given up
 */
void
lep_list_reading_free (LepListReading *self)
{
  if (self == NULL)
    return;

  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  g_free (self);
}
