/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is missing before waiting changes can be applied, and the sentence that
 * says so. */

#include <stdint.h>

#include <glib/gi18n-lib.h>

#include "lep-import.h"
#include "lep-laptop.h"

#include "lep-gap.h"

/* So many of the laptops that something waits for are told with all that is known of
 * them; of the others, which only a broken or hostile program names, the numbers. */
#define MAX_TOLD 20

/* How far the changes of a replica are here, in a space. */
static gint64
last_here (GArray        *streams,
           const LepUuid *replica,
           gint64         below)
{
  gint64 last = 0;

  for (guint i = 0; i < streams->len; i++)
    {
      const LepStreamInfo *stream = &g_array_index (streams, LepStreamInfo, i);

      if (lep_uuid_equal (&stream->replica, replica) && stream->last < below)
        last = MAX (last, stream->last);
    }
  return last;
}

static int
compare_gaps (gconstpointer a,
              gconstpointer b)
{
  const LepGap *left = a;
  const LepGap *right = b;
  int           order = lep_uuid_compare (&left->replica, &right->replica);

  if (order == 0)
    order = (left->from > right->from) - (left->from < right->from);
  return order == 0 ? (left->to > right->to) - (left->to < right->to) : order;
}

/* Sorts them, and joins those that meet; a number may be the greatest there is. */
static void
join_gaps (GArray *gaps)
{
  guint n = 0;

  g_array_sort (gaps, compare_gaps);
  for (guint i = 0; i < gaps->len; i++)
    {
      LepGap *gap = &g_array_index (gaps, LepGap, i);
      LepGap *last = n > 0 ? &g_array_index (gaps, LepGap, n - 1) : NULL;

      if (last != NULL && lep_uuid_equal (&last->replica, &gap->replica) && gap->from - 1 <= last->to)
        last->to = MAX (last->to, gap->to);
      else
        g_array_index (gaps, LepGap, n++) = *gap;
    }
  g_array_set_size (gaps, n);
}

/* The range that ends with a missing change and begins behind what is here. */
static void
add_gap (GArray                 *gaps,
         GArray                 *streams,
         const LepMissingChange *missing)
{
  LepGap gap = { missing->missing_replica, 0, missing->missing_n };

  if (missing->missing_n == 0)
    return;
  gap.from = last_here (streams, &gap.replica, gap.to) + 1;
  g_array_append_val (gaps, gap);
}

/**
 * lep_gaps_find:
 *
 * Returns: (transfer full) (element-type LepGap): what is missing in a space,
 *   sorted by replica and number
 */
GArray *
lep_gaps_find (LepWorkspace  *workspace,
               const LepUuid *space,
               GError       **error)
{
  g_autoptr (GArray) missing = lep_exchange_missing (workspace, space, error);
  g_autoptr (GArray) streams = missing != NULL ? lep_exchange_streams (workspace, space, error) : NULL;
  GArray *gaps;

  if (streams == NULL)
    return NULL;

  gaps = g_array_new (FALSE, FALSE, sizeof (LepGap));
  for (guint i = 0; i < missing->len; i++)
    add_gap (gaps, streams, &g_array_index (missing, LepMissingChange, i));
  join_gaps (gaps);
  return gaps;
}

/**
 * lep_gaps_part:
 * @gaps: of #LepGap; ranges that do not meet, and single changes among them
 *
 * Sorts them. Where a range begins with a single change, the change is told, and the
 * range begins behind it; no two begin with the same number.
 */
void
lep_gaps_part (GArray *gaps)
{
  LepGap *gap = (LepGap *) gaps->data;
  guint   n = 0;

  g_array_sort (gaps, compare_gaps);
  for (guint i = 0; i < gaps->len;)
    {
      const LepGap *last = n > 0 ? &gap[n - 1] : NULL;

      if (last == NULL || last->from != gap[i].from || !lep_uuid_equal (&last->replica, &gap[i].replica))
        gap[n++] = gap[i++];
      else if (last->to == gap[i].to)
        i++;
      else
        {
          gap[i].from = last->to + 1;
          for (guint k = i; k + 1 < gaps->len && compare_gaps (&gap[k], &gap[k + 1]) > 0; k++)
            {
              LepGap other = gap[k];

              gap[k] = gap[k + 1];
              gap[k + 1] = other;
            }
        }
    }
  g_array_set_size (gaps, n);
}

/**
 * lep_gaps_find_all:
 *
 * Returns: (transfer full) (element-type LepGap): the same, and each change before
 *   which a branch begins since a waiver gave it up: nobody is asked for it, but
 *   whoever comes to have it shall know that it is not here
 */
GArray *
lep_gaps_find_all (LepWorkspace  *workspace,
                   const LepUuid *space,
                   GError       **error)
{
  g_autoptr (GArray) streams = lep_exchange_streams (workspace, space, error);
  GArray *gaps = streams != NULL ? lep_gaps_find (workspace, space, error) : NULL;

  if (gaps == NULL)
    return NULL;

  for (guint i = 0; i < streams->len; i++)
    {
      const LepStreamInfo *stream = &g_array_index (streams, LepStreamInfo, i);
      const LepGap         gap = { stream->replica, stream->base, stream->base };

      if (stream->parent == 0 && stream->base > 0)
        g_array_append_val (gaps, gap);
    }
  lep_gaps_part (gaps);
  return gaps;
}

/* "49", "49–52" */
static char *
range_text (gint64 from,
            gint64 to)
{
  if (from == to)
    return g_strdup_printf ("%" G_GINT64_FORMAT, from);
  return g_strdup_printf ("%" G_GINT64_FORMAT "–%" G_GINT64_FORMAT, from, to);
}

static char *
dup_label (GPtrArray     *laptops,
           const LepUuid *replica)
{
  const LepLaptop *laptop = lep_laptops_find (laptops, replica);

  return laptop != NULL && *laptop->label != '\0' ? g_strdup (laptop->label) : lep_uuid_to_string (replica);
}

static void
waiting_for_free (gpointer data)
{
  LepWaitingFor *self = data;

  g_free (self->replica);
  g_free (self->label);
  g_free (self->person);
  g_free (self->after);
  g_free (self->before);
  g_clear_pointer (&self->holders, g_ptr_array_unref);
  g_free (self);
}

void
lep_waiting_free (LepWaiting *self)
{
  g_free (self->replica);
  g_free (self->label);
  g_free (self->wait_for);
  g_clear_pointer (&self->missing, g_ptr_array_unref);
  g_free (self);
}

/* “Zenica 1” 49–52 (Coordinator, 3 Mar 2026 – 5 Mar 2026; “Office 1” has them) */
static void
append_missing (LepWorkspace        *workspace,
                GString             *text,
                const LepWaitingFor *one)
{
  g_autofree char *numbers = range_text (one->from, one->to);
  g_autofree char *days = lep_gap_days (workspace, one);
  g_autoptr (GString) more = g_string_new (one->person);

  if (days != NULL)
    /* Translators: days on which changes were made */
    g_string_append_printf (more, more->len > 0 ? ", %s" : "%s", days);
  for (guint i = 0; i < one->holders->len; i++)
    {
      const LepHolder *holder = g_ptr_array_index (one->holders, i);

      if (i == 0)
        g_string_append_printf (more, "%s%s", more->len > 0 ? "; " : "", one->from == one->to ? _ ("has it:") : _ ("has them:"));
      g_string_append_printf (more, "%s %s", i > 0 ? "," : "", holder->name);
    }
  if (one->holders->len == 0 && g_strcmp0 (one->label, one->replica) == 0)
    g_string_append_printf (more, "%s%s", more->len > 0 ? "; " : "", _ ("its name is not known here: whoever sent the bundle can say whose it is"));
  if (text->len > 0)
    g_string_append (text, ", ");
  /* Translators: the name of a laptop, and numbers of its changes */
  g_string_append_printf (text, _ ("“%s” %s"), one->label, numbers);
  if (more->len > 0)
    g_string_append_printf (text, " (%s)", more->str);
}

static char *
write_sentence (LepWorkspace     *workspace,
                const LepWaiting *self,
                gint64            n_changes)
{
  g_autofree char *range = range_text (self->from, self->to);
  g_autoptr (GString) missing = g_string_new (NULL);

  for (guint i = 0; i < MIN (self->missing->len, MAX_TOLD); i++)
    append_missing (workspace, missing, g_ptr_array_index (self->missing, i));
  if (self->missing->len > MAX_TOLD)
    {
      guint n_others = self->missing->len - MAX_TOLD;

      /* Translators: ends a list of things that are missing */
      g_string_append_printf (missing, ngettext (" and %u other", " and %u others", n_others), n_others);
    }
  if (self->missing->len == 0)
    return g_strdup_printf (ngettext ("%jd change by the laptop “%s” (%s) waits for what erased it.",
                                      "%jd changes by the laptop “%s” (%s) wait for what erased them.",
                                      (gulong) n_changes),
                            (intmax_t) n_changes, self->label, range);

  /* Translators: how many, whose, their numbers; then laptops with the numbers of what is missing */
  return g_strdup_printf (ngettext ("%jd change by the laptop “%s” (%s) waits for %s. "
                                    "Ask there, or anyone who exchanged with it.",
                                    "%jd changes by the laptop “%s” (%s) wait for %s. "
                                    "Ask there, or anyone who exchanged with it.",
                                    (gulong) n_changes),
                          (intmax_t) n_changes, self->label, range, missing->str);
}

/* Adds the gaps of laptops that are known here, or of those that are not. */
static gboolean
add_missing_of (LepWorkspace  *workspace,
                const LepUuid *space,
                GArray        *gaps,
                GPtrArray     *laptops,
                gboolean       known,
                GPtrArray     *list,
                GError       **error)
{
  for (guint i = 0; i < gaps->len; i++)
    {
      const LepGap  *gap = &g_array_index (gaps, LepGap, i);
      LepWaitingFor *one;

      if ((lep_laptops_find (laptops, &gap->replica) != NULL) != known)
        continue;
      one = lep_gap_waiting_for (&gap->replica, laptops);
      one->label = dup_label (laptops, &gap->replica);
      one->from = gap->from;
      one->to = gap->to;
      g_ptr_array_add (list, one);
      if (list->len <= MAX_TOLD && !lep_gap_describe (workspace, space, &gap->replica, laptops, one, error))
        return FALSE;
    }
  return TRUE;
}

/* What the waiting changes of one replica in one space wait for. */
static GPtrArray *
find_missing (LepWorkspace         *workspace,
              GArray               *missing,
              GArray               *streams,
              const LepWaitingInfo *of,
              GPtrArray            *laptops,
              GError              **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (waiting_for_free);
  g_autoptr (GArray) gaps = g_array_new (FALSE, FALSE, sizeof (LepGap));

  for (guint i = 0; i < missing->len; i++)
    {
      const LepMissingChange *one = &g_array_index (missing, LepMissingChange, i);

      if (lep_uuid_equal (&one->replica, &of->replica) && lep_uuid_equal (&one->space, &of->space))
        add_gap (gaps, streams, one);
    }
  join_gaps (gaps);
  if (!add_missing_of (workspace, &of->space, gaps, laptops, TRUE, list, error) ||
      !add_missing_of (workspace, &of->space, gaps, laptops, FALSE, list, error))
    return NULL;
  return g_steal_pointer (&list);
}

/**
 * lep_waiting_list:
 *
 * Returns: (transfer container) (element-type LepWaiting): one entry for each
 *   laptop with waiting changes in a space
 */
GPtrArray *
lep_waiting_list (LepWorkspace *workspace,
                  GError      **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) lep_waiting_free);
  g_autoptr (GArray) waiting = lep_exchange_waiting (workspace, error);
  g_autoptr (GArray) missing = waiting != NULL ? lep_exchange_missing (workspace, NULL, error) : NULL;
  g_autoptr (GPtrArray) laptops = missing != NULL ? lep_laptops_load (workspace, error) : NULL;

  if (laptops == NULL)
    return NULL;

  for (guint i = 0, n = 0; i < waiting->len; i += n)
    {
      const LepWaitingInfo *first = &g_array_index (waiting, LepWaitingInfo, i);
      g_autoptr (GArray) streams = lep_exchange_streams (workspace, &first->space, error);
      LepWaiting *entry;

      if (streams == NULL)
        return NULL;
      for (n = 1; i + n < waiting->len && lep_uuid_equal (&first[n].replica, &first->replica) &&
                  lep_uuid_equal (&first[n].space, &first->space);
           n++)
        continue;

      entry = g_new0 (LepWaiting, 1);
      entry->replica = lep_uuid_to_string (&first->replica);
      entry->label = dup_label (laptops, &first->replica);
      entry->from = first->n;
      entry->to = first[n - 1].n;
      g_ptr_array_add (list, entry);
      entry->missing = find_missing (workspace, missing, streams, first, laptops, error);
      if (entry->missing == NULL)
        return NULL;
      entry->wait_for = write_sentence (workspace, entry, n);
    }
  return g_steal_pointer (&list);
}
