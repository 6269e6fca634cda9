/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an application asked for, when it came and what was decided while it was a concept
 * note: the full application writes over it, and the log keeps it. */

#include <string.h>

#include "lep-call-ranking-private.h"
#include "lep-history.h"
#include "lep-overview.h"

/**
 * lep_call_application_set_money:
 * @requested: (nullable): minor units
 * @from: (nullable): their currency; %NULL = the call's
 * @currency: (nullable): the call's
 *
 * Sets what it asks for, in the call's currency; without a fixed rate it is not known.
 */
void
lep_call_application_set_money (LepCallApplication *self,
                                const gint64       *requested,
                                const char         *from,
                                const char         *currency)
{
  self->has_requested = requested != NULL;
  self->requested = requested != NULL ? *requested : 0;
  self->is_converted = FALSE;
  if (requested == NULL || from == NULL || currency == NULL || strcmp (from, currency) == 0)
    return;
  self->has_requested = self->is_converted = lep_money_convert (*requested, from, currency, &self->requested);
}

/**
 * lep_call_application_as_concept:
 * @space: of the application
 *
 * Puts back what stood in the application, which is in the second stage, when it
 * last entered that. What the log does not tell stays as it is.
 */
gboolean
lep_call_application_as_concept (LepCallApplication *self,
                                 LepWorkspace       *workspace,
                                 const char         *space,
                                 const char         *currency,
                                 GError            **error)
{
  static const char *const fields[] = { "requested", "currency", "received_at", "status" };
  const char              *now[G_N_ELEMENTS (fields)] = { NULL }, *then[G_N_ELEMENTS (fields)] = { NULL };
  const char              *stage = NULL;
  g_autoptr (GPtrArray) entries = lep_history (workspace, space, "application", self->id, error);
  gboolean found, was_concept = FALSE;

  if (entries == NULL)
    return FALSE;
  for (guint i = entries->len; i > 0; i--)
    {
      const LepHistoryEntry *entry = g_ptr_array_index (entries, i - 1);
      const char            *value = lep_history_entry_find (entry, "stage", &found);

      if (found && g_strcmp0 (value, "full") == 0 && g_strcmp0 (stage, "full") != 0 && i < entries->len)
        {
          memcpy (then, now, sizeof then);
          was_concept = TRUE;
        }
      if (found)
        stage = value;
      for (guint f = 0; f < G_N_ELEMENTS (fields); f++)
        {
          value = lep_history_entry_find (entry, fields[f], &found);
          if (found)
            now[f] = value;
        }
    }
  if (!was_concept)
    return TRUE;
  {
    const gint64 requested = then[0] == NULL ? 0 : g_ascii_strtoll (then[0], NULL, 10);

    lep_call_application_set_money (self, then[0] == NULL ? NULL : &requested, then[1], currency);
  }
  g_free (self->received_at);
  self->received_at = g_strdup (then[2]);
  self->was_reserve = g_strcmp0 (then[3], "reserve") == 0;
  return TRUE;
}
