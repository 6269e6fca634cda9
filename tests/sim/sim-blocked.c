/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is blocked, by brute force: of what the founder wrote about a laptop, and
 * nobody else, something that the founder had not seen when writing another
 * word says so. */

#include <string.h>

#include "sim-model.h"

static const SimWrite *
word_about (SimModel        *self,
            const SimChange *change,
            const LepUuid   *replica)
{
  guint field = g_quark_from_string ("revoked_on");

  for (guint i = 0; i < change->writes->len; i++)
    {
      const SimWrite *write = &g_array_index (change->writes, SimWrite, i);
      const SimRow   *row = g_ptr_array_index (self->rows, write->row);

      if (write->field == field && strcmp (row->kind, "replica") == 0 && lep_uuid_equal (&row->id, replica))
        return write;
    }
  return NULL;
}

gboolean
sim_is_blocked (SimModel      *self,
                const SimHeld *held,
                const LepUuid *founder,
                const LepUuid *replica)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new ();

  for (guint i = 0; i < self->changes->len; i++)
    {
      SimChange *change = g_ptr_array_index (self->changes, i);

      if (sim_set_has (&held->applied, i) && lep_uuid_equal (&change->replica, founder) &&
          word_about (self, change, replica) != NULL)
        g_ptr_array_add (words, change);
    }
  for (guint i = 0; i < words->len; i++)
    {
      SimChange *change = g_ptr_array_index (words, i);
      gboolean   covered = FALSE;

      for (guint j = 0; j < words->len && !covered; j++)
        covered = sim_set_has (&((SimChange *) g_ptr_array_index (words, j))->past, change->index);
      if (!covered && word_about (self, change, replica)->value != NULL)
        return TRUE;
    }
  return FALSE;
}
