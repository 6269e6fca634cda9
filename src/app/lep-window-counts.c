/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many wait on the pages of the sidebar: counted in a thread, a moment
 * after the workspace changed. */

#include "lep-attention.h"
#include "lep-conflict.h"
#include "lep-exchange.h"
#include "lep-receipt.h"
#include "lep-search.h"
#include "lep-tally.h"

#include "lep-window-private.h"

/* So that many changes at once are counted once; milliseconds. */
#define DELAY 300

/* What is spent on catching up at a time; milliseconds. The writing itself is a
 * change that brings the next turn. */
#define CATCH_UP_MS 2000

typedef struct
{
  char    *path;
  char    *today;
  gint64   n_findings; /* −1: the page that is shown tells it */
  gint64   n_conflicts;
  gint64   n_exchange; /* changes that wait here for others, or to go out */

  gboolean gave_way; /* to somebody who saved, so that it is to be counted again */
} Counting;

static void
counting_free (Counting *counting)
{
  g_free (counting->path);
  g_free (counting->today);
  g_free (counting);
}

/* What a large import left for later: the words to search by, and the sums that
 * make totals quick. Without them everything is right, only slower, so that a
 * failure (a medium that can not be written, another writer) is no matter. */
static void
catch_up (Counting     *counting,
          LepWorkspace *reader,
          LepClock     *clock)
{
  g_autoptr (LepWorkspace) writer = NULL;
  g_autoptr (GError) error = NULL;
  gint64 n_words = 0, n_sums = 0;

  if (!lep_search_index_some (reader, 0, &n_words, &error) ||
      !lep_tally_refresh_some (reader, 0, &n_sums, &error) ||
      n_words + n_sums == 0)
    return;

  writer = lep_workspace_open (counting->path, LEP_OPEN_WRITE, clock, &error);
  if (writer == NULL ||
      !lep_tally_refresh_some (writer, CATCH_UP_MS, NULL, &error) ||
      !lep_search_index_some (writer, CATCH_UP_MS, NULL, &error))
    g_debug ("catching up: %s", error->message);
}

static gboolean
count_exchange (Counting     *counting,
                LepWorkspace *workspace,
                GError      **error)
{
  g_autoptr (GArray) waiting = lep_exchange_waiting (workspace, error);
  gint64 n_unsent;

  if (waiting == NULL || !lep_receipts_count_unsent (workspace, &n_unsent, error))
    return FALSE;

  counting->n_exchange = waiting->len + n_unsent;
  return TRUE;
}

static gboolean
count (Counting     *counting,
       LepWorkspace *workspace,
       GCancellable *cancellable,
       GError      **error)
{
  counting->n_conflicts = lep_conflicts_count (workspace, error);
  if (counting->n_conflicts < 0 || g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;

  if (!count_exchange (counting, workspace, error))
    return FALSE;
  if (counting->n_findings < 0)
    return TRUE;

  counting->n_findings = lep_attention_count (workspace, counting->today, error);

  return counting->n_findings >= 0;
}

static gboolean
count_in_thread (gpointer      data,
                 LepProgress  *progress,
                 GCancellable *cancellable,
                 GError      **error)
{
  Counting *counting = data;
  g_autoptr (LepClock) clock = lep_clock_new ();
  g_autoptr (LepWorkspace) workspace = lep_workspace_open (counting->path, LEP_OPEN_READ, clock, error);

  gboolean counted;

  if (workspace == NULL)
    return FALSE;

  catch_up (counting, workspace, clock);
  lep_workspace_set_giving_way (workspace);
  counted = count (counting, workspace, cancellable, error);
  counting->gave_way = !counted && lep_workspace_gave_way (workspace);
  return counted;
}

static void
counted_cb (GtkWidget    *owner,
            gpointer      data,
            const GError *error)
{
  LepWindow *self = LEP_WINDOW (owner);
  Counting  *counting = data;
  gboolean   again = self->counts.n > 1 || counting->gave_way;

  self->counts.n = 0;
  if (error != NULL)
    g_debug ("counts: %s", error->message);
  else if (self->workspace != NULL && g_strcmp0 (counting->path, self->path) == 0)
    {
      if (counting->n_findings >= 0)
        lep_window_set_count (self, "attention", (guint) counting->n_findings, "attention");
      lep_window_set_count (self, "conflicts", (guint) counting->n_conflicts, "conflict");
      lep_window_set_count (self, "bundles", (guint) counting->n_exchange, NULL);
    }

  if (again)
    lep_window_queue_counts (self);
}

/* Reading what needs attention takes longest, and these pages do it anyway. */
static gboolean
is_told_by_page (LepWindow *self)
{
  static const char *const names[] = { "overview", "attention", NULL };
  LepPage                 *page = lep_window_get_page (self);

  return page != NULL && g_strv_contains (names, lep_page_get_name (page));
}

static gboolean
delay_cb (gpointer user_data)
{
  LepWindow *self = user_data;
  Counting  *counting;

  self->counts.id = 0;
  if (self->workspace == NULL || self->counts.n++ > 0)
    return G_SOURCE_REMOVE;

  counting = g_new0 (Counting, 1);
  counting->path = g_strdup (self->path);
  counting->today = lep_window_dup_today ();
  counting->n_findings = is_told_by_page (self) ? -1 : 0;
  lep_job_run_quietly (GTK_WIDGET (self), NULL, count_in_thread, counted_cb,
                       counting, (GDestroyNotify) counting_free);

  return G_SOURCE_REMOVE;
}

/* What waits may be another number now. */
void
lep_window_queue_counts (LepWindow *self)
{
  if (self->counts.id == 0)
    self->counts.id = g_timeout_add (DELAY, delay_cb, self);
}
