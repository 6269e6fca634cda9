/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A lazy list of records: it holds the sorted row numbers of a query, and rows
 * only where somebody looks at them (lep-record-kept). */

#include "lep-query-private.h"
#include "lep-record-private.h"

#include "lep-list-reading.h"
#include "lep-record-kept.h"
#include "lep-record-list.h"

/* Lists up to this size follow a change at once, larger ones when the main
 * loop is idle. */
#define AT_ONCE 20000

/* What the related figures of all rows come to. */
typedef struct
{
  GPtrArray      *sums;    /* LepRelatedSum, or NULL as long as nobody asked */
  LepListReading *reading; /* or NULL */
  GError         *problem; /* why they could not be read, or NULL */
  gboolean        stale;   /* the workspace has changed since they were read */
} Related;

struct _LepRecordList
{
  GObject         parent_instance;

  LepWorkspace   *workspace;
  gulong          changed_id;
  guint           idle_id;
  LepQuery       *query;
  GArray         *rids;    /* gint64, in order */
  LepSums        *sums;    /* over these rows, or NULL as long as nobody asked */
  LepListReading *reading; /* of what comes in place of the rows, or NULL */
  LepListReading *summing; /* of what these rows add up to, or NULL */
  GError         *problem; /* why the sums could not be read, or NULL */
  Related         related;
  gboolean        replace; /* the query has changed since the rows were read */
  gboolean        stale;   /* the workspace has */
  LepKept        *kept;    /* the rows that were looked at last */
};

enum
{
  SIGNAL_READ,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void  lep_record_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (LepRecordList, lep_record_list, G_TYPE_OBJECT, G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, lep_record_list_model_init))

static const gint64 *
rid_at (GArray *rids,
        guint   position)
{
  return &g_array_index (rids, gint64, position);
}

static GType
lep_record_list_get_item_type (GListModel *model)
{
  return LEP_TYPE_RECORD;
}

static guint
lep_record_list_get_n_items (GListModel *model)
{
  return LEP_RECORD_LIST (model)->rids->len;
}

static gpointer
lep_record_list_get_item (GListModel *model,
                          guint       position)
{
  LepRecordList *self = LEP_RECORD_LIST (model);

  return position < self->rids->len ? lep_kept_get (self->kept, self->rids, position) : NULL;
}

static void
lep_record_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = lep_record_list_get_item_type;
  iface->get_n_items = lep_record_list_get_n_items;
  iface->get_item = lep_record_list_get_item;
}

static gboolean
refresh_cb (gpointer user_data)
{
  LepRecordList *self = user_data;
  g_autoptr (GError) error = NULL;

  self->idle_id = 0;
  if (!lep_record_list_refresh (self, &error))
    g_debug ("%s", error->message);
  return G_SOURCE_REMOVE;
}

static void
changed_cb (LepWorkspace  *workspace,
            LepRecordList *self)
{
  if (self->reading == NULL && self->rids->len <= AT_ONCE)
    refresh_cb (self);
  else if (self->idle_id == 0)
    self->idle_id = g_idle_add (refresh_cb, self);
}

/* Without sums, and with no reason why there are none. */
static void
forget_sums (LepRecordList *self)
{
  g_clear_pointer (&self->sums, lep_sums_free);
  g_clear_error (&self->problem);
}

static void
forget_related_sums (LepRecordList *self)
{
  g_clear_pointer (&self->related.reading, lep_list_reading_free);
  g_clear_pointer (&self->related.sums, g_ptr_array_unref);
  g_clear_error (&self->related.problem);
}

static void
lep_record_list_dispose (GObject *object)
{
  LepRecordList *self = LEP_RECORD_LIST (object);

  if (self->workspace != NULL)
    g_clear_signal_handler (&self->changed_id, self->workspace);
  g_clear_handle_id (&self->idle_id, g_source_remove);
  g_clear_pointer (&self->reading, lep_list_reading_free);
  g_clear_pointer (&self->summing, lep_list_reading_free);
  g_clear_pointer (&self->related.reading, lep_list_reading_free);
  g_clear_pointer (&self->kept, lep_kept_free);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (lep_record_list_parent_class)->dispose (object);
}

static void
lep_record_list_finalize (GObject *object)
{
  LepRecordList *self = LEP_RECORD_LIST (object);

  g_array_unref (self->rids);
  forget_sums (self);
  forget_related_sums (self);
  lep_query_free (self->query);

  G_OBJECT_CLASS (lep_record_list_parent_class)->finalize (object);
}

static void
lep_record_list_class_init (LepRecordListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = lep_record_list_dispose;
  object_class->finalize = lep_record_list_finalize;

  signals[SIGNAL_READ] =
    g_signal_new ("read", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
lep_record_list_init (LepRecordList *self)
{
  self->rids = g_array_new (FALSE, FALSE, sizeof (gint64));
}

/* Announces new contents as "all gone, all new": GTK takes that five times
 * faster than one change of every row. */
static void
replace_all (LepRecordList *self,
             GArray        *rids)
{
  guint n_before = self->rids->len;

  g_array_unref (self->rids);
  self->rids = g_array_new (FALSE, FALSE, sizeof (gint64));
  if (n_before > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, n_before, 0);

  g_array_unref (self->rids);
  self->rids = g_array_ref (rids);
  if (rids->len > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, 0, rids->len);
}

/* Announces only what lies between the rows that stayed at both ends. */
static void
replace_middle (LepRecordList *self,
                GArray        *rids)
{
  guint before = self->rids->len;
  guint after = rids->len;
  guint shared = MIN (before, after);
  guint start = 0, end = 0;

  while (start < shared && *rid_at (self->rids, start) == *rid_at (rids, start))
    start++;
  while (end < shared - start && *rid_at (self->rids, before - 1 - end) == *rid_at (rids, after - 1 - end))
    end++;

  if (start == before && start == after)
    return;
  if (MAX (before, after) - start - end > AT_ONCE)
    {
      replace_all (self, rids);
      return;
    }

  g_array_unref (self->rids);
  self->rids = g_array_ref (rids);
  g_list_model_items_changed (G_LIST_MODEL (self), start, before - start - end, after - start - end);
}

/* Puts the rows in place of those before. */
static gboolean
take_rids (LepRecordList *self,
           GArray        *rids,
           GError       **error)
{
  gboolean replace = self->replace;
  gboolean others = FALSE;

  if (self->stale && !lep_kept_refresh (self->kept, &others, error))
    return FALSE;
  self->stale = FALSE;
  self->replace = FALSE;
  if (replace || others)
    replace_all (self, rids);
  else
    replace_middle (self, rids);
  return TRUE;
}

static void
summed_cb (GObject      *owner,
           LepListRead  *read,
           const GError *error)
{
  LepRecordList *self = LEP_RECORD_LIST (owner);

  g_clear_pointer (&self->summing, lep_list_reading_free);
  g_clear_pointer (&self->sums, lep_sums_free);
  g_clear_error (&self->problem);
  if (read != NULL)
    self->sums = g_steal_pointer (&read->sums);
  else
    self->problem = g_error_copy (error);
  if (self->reading == NULL) /* else the rows bring them */
    g_signal_emit (self, signals[SIGNAL_READ], 0, error);
}

static void
related_summed_cb (GObject      *owner,
                   LepListRead  *read,
                   const GError *error)
{
  LepRecordList *self = LEP_RECORD_LIST (owner);

  forget_related_sums (self);
  if (read != NULL)
    self->related.sums = g_steal_pointer (&read->related_sums);
  else
    self->related.problem = g_error_copy (error);
  if (self->reading == NULL)
    g_signal_emit (self, signals[SIGNAL_READ], 0, error);
}

static void
read_cb (GObject      *owner,
         LepListRead  *read,
         const GError *error)
{
  LepRecordList *self = LEP_RECORD_LIST (owner);
  g_autoptr (GError) problem = NULL;

  g_clear_pointer (&self->reading, lep_list_reading_free);
  if (error == NULL)
    {
      /* After the rows, which are waited for: two readers at once keep each other up. */
      if (self->sums == NULL)
        self->summing = lep_list_reading_new (G_OBJECT (self), self->workspace, self->query, LEP_LIST_SUMS, summed_cb);
      take_rids (self, read->rids, &problem);
    }
  else
    {
      forget_sums (self); /* the rows that stay are not what was asked for */
      self->problem = g_error_copy (error);
    }
  g_signal_emit (self, signals[SIGNAL_READ], 0, error != NULL ? error : problem);
}

/* Begins to read the rows anew, and after them what they add up to; what is being read
 * is of no use then. */
static void
start_reading (LepRecordList *self)
{
  g_clear_pointer (&self->summing, lep_list_reading_free);
  g_clear_pointer (&self->reading, lep_list_reading_free);
  g_clear_error (&self->problem);
  self->reading = lep_list_reading_new (G_OBJECT (self), self->workspace, self->query, LEP_LIST_ROWS, read_cb);
}

/**
 * lep_record_list_refresh:
 *
 * Reads the list again: rows that stay keep their objects and emit "changed"
 * when they show something else. Done by itself after a change of the
 * workspace.
 */
gboolean
lep_record_list_refresh (LepRecordList *self,
                         GError       **error)
{
  g_autoptr (GArray) rids = NULL;

  g_return_val_if_fail (LEP_IS_RECORD_LIST (self), FALSE);

  forget_sums (self);
  /* Those of before stay until others have come, so that a foot does not flicker. */
  g_clear_pointer (&self->related.reading, lep_list_reading_free);
  g_clear_error (&self->related.problem);
  self->related.stale = TRUE;
  self->stale = TRUE;
  if (self->reading != NULL || lep_list_is_long (self->workspace, self->query))
    {
      start_reading (self);
      return TRUE;
    }
  rids = lep_query_run_ids (self->workspace, self->query, error);
  return rids != NULL && take_rids (self, rids, error);
}

static void
not_filled_cb (const GError *error,
               gpointer      data)
{
  g_signal_emit (data, signals[SIGNAL_READ], 0, error);
}

/**
 * lep_record_list_new:
 *
 * Returns: (transfer full): a list of what @query finds now; it follows the
 *   changes of the workspace
 */
LepRecordList *
lep_record_list_new (LepWorkspace   *workspace,
                     const LepQuery *query,
                     GError        **error)
{
  g_autoptr (LepRecordList) self = g_object_new (LEP_TYPE_RECORD_LIST, NULL);

  g_return_val_if_fail (LEP_IS_WORKSPACE (workspace), NULL);

  self->workspace = g_object_ref (workspace);
  self->kept = lep_kept_new (workspace, not_filled_cb, self);
  if (!lep_record_list_set_query (self, query, error))
    return NULL;

  self->changed_id = g_signal_connect (workspace, "changed", G_CALLBACK (changed_cb), self);
  return g_steal_pointer (&self);
}

static void
set_query (LepRecordList  *self,
           const LepQuery *query)
{
  LepQuery *copy = lep_query_copy (query);
  gboolean  same;

  lep_kept_set_query (self->kept, copy);
  /* Sorted anew they add up to the same. */
  same = self->query != NULL && lep_query_finds_same (self->query, copy);
  if (!same)
    forget_sums (self);
  if (!same || !lep_query_has_same_columns (self->query, copy))
    forget_related_sums (self);
  lep_query_free (self->query);
  self->query = copy;
  self->replace = TRUE;
}

/**
 * lep_record_list_set_query:
 * @query: copied
 *
 * Sorts or filters anew. On an error the list stays as it was; what is wrong
 * with a query of a long list "read" tells, and the rows stay.
 */
gboolean
lep_record_list_set_query (LepRecordList  *self,
                           const LepQuery *query,
                           GError        **error)
{
  g_autoptr (GArray) rids = NULL;

  g_return_val_if_fail (LEP_IS_RECORD_LIST (self), FALSE);
  g_return_val_if_fail (query != NULL, FALSE);

  if (lep_list_is_long (self->workspace, query))
    {
      set_query (self, query);
      start_reading (self);
      return TRUE;
    }

  rids = lep_query_run_ids (self->workspace, query, error);
  if (rids == NULL)
    return FALSE;

  g_clear_pointer (&self->reading, lep_list_reading_free);
  g_clear_pointer (&self->summing, lep_list_reading_free);
  set_query (self, query);
  return take_rids (self, rids, error);
}

/**
 * lep_record_list_is_reading:
 *
 * Returns: whether other rows are on their way; "read" follows
 */
gboolean
lep_record_list_is_reading (LepRecordList *self)
{
  g_return_val_if_fail (LEP_IS_RECORD_LIST (self), FALSE);

  return self->reading != NULL;
}

/**
 * lep_record_list_find:
 * @id: of a record
 * @position: where it stands
 *
 * Returns: %FALSE when the list does not show it
 */
gboolean
lep_record_list_find (LepRecordList *self,
                      const char    *id,
                      guint         *position)
{
  g_autoptr (LepRecord) record = NULL;
  gint64 rid;

  g_return_val_if_fail (LEP_IS_RECORD_LIST (self), FALSE);

  record = lep_workspace_get_record (self->workspace, self->query->kind, id, self->query->space, NULL);
  if (record == NULL)
    return FALSE;

  rid = lep_record_get_rid (record);
  for (guint i = 0; i < self->rids->len; i++)
    if (*rid_at (self->rids, i) == rid)
      {
        *position = i;
        return TRUE;
      }
  return FALSE;
}

/**
 * lep_record_list_get_sums:
 * @error: set when they could not be read
 *
 * Returns: (transfer none) (nullable): count and sums of the rows that the list
 *   shows, until it shows others; %NULL without an error as long as they are on
 *   their way
 */
const LepSums *
lep_record_list_get_sums (LepRecordList *self,
                          GError       **error)
{
  g_return_val_if_fail (LEP_IS_RECORD_LIST (self), NULL);

  if (self->problem != NULL && self->reading == NULL && self->summing == NULL)
    g_propagate_error (error, g_error_copy (self->problem));
  else if (self->sums == NULL && self->reading == NULL && self->summing == NULL && !lep_list_is_long (self->workspace, self->query))
    self->sums = lep_query_sums (self->workspace, self->query, error);
  return self->sums;
}

/**
 * lep_record_list_get_related_sums:
 * @error: set when they could not be read
 *
 * Asks for them, too: they are read in a thread, once the rows are there, and
 * "read" tells when they have come.
 *
 * Returns: (transfer none) (nullable) (element-type LepRelatedSum): what the
 *   figures of the rows that the list shows come to; %NULL without an error as
 *   long as they are on their way
 */
const GPtrArray *
lep_record_list_get_related_sums (LepRecordList *self,
                                  GError       **error)
{
  Related *related;

  g_return_val_if_fail (LEP_IS_RECORD_LIST (self), NULL);

  related = &self->related;
  if (related->problem != NULL)
    {
      g_propagate_error (error, g_error_copy (related->problem));
    }
  else if ((related->sums == NULL || related->stale) && related->reading == NULL && self->reading == NULL && lep_query_has_figures (self->query))
    {
      related->stale = FALSE;
      related->reading = lep_list_reading_new (G_OBJECT (self), self->workspace, self->query, LEP_LIST_RELATED_SUMS, related_summed_cb);
    }
  return related->sums;
}
