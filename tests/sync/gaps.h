/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Laptops between which bundles get lost, for tests. */
#pragma once

#include "lep-gap.h"

#include "laptops.h"

/* Says at @from that @to has all that is there: what it is given next begins
 * behind that, as if a bundle had been lost. */
static inline void
lose (Laptop *from,
      Laptop *to)
{
  g_autoptr (GPtrArray) spaces = lep_exchange_spaces (from->workspace, NULL);
  g_autofree char *text = own_id (to);
  LepUuid          id;

  lep_uuid_parse (text, -1, &id);
  for (guint i = 0; i < spaces->len; i++)
    {
      const LepUuid *space = &((LepSpaceInfo *) g_ptr_array_index (spaces, i))->id;
      g_autoptr (GArray) have = lep_lacks_own_have (from->workspace, space, NULL);

      g_assert_true (lep_laptop_set_have (from->workspace, &id, space, have, "2026-11-21T10:00:00.000Z", NULL));
    }
}

static inline void
join_as (Fixture      *fixture,
         Laptop       *laptop,
         const LepWho *who)
{
  g_autofree char *file = give (fixture, fixture->a, NULL);
  g_autoptr (LepImportReport) asks = NULL, joined = NULL;
  g_autoptr (LepWorkspace) none = NULL;
  g_autoptr (GError) error = NULL;
  const char *trust[] = { NULL, NULL, NULL };

  none = lep_join (laptop->surroundings, laptop->path, who, file, NULL, NULL, NULL, NULL, &asks, &error);
  g_assert_error (error, LEP_ERROR, LEP_ERROR_UNTRUSTED);
  g_clear_error (&error);
  for (guint i = 0; i < asks->untrusted->len; i++)
    trust[i] = ((LepSigner *) g_ptr_array_index (asks->untrusted, i))->number;
  laptop->workspace = lep_join (laptop->surroundings, laptop->path, who, file, trust, NULL, NULL, NULL, &joined, &error);
  g_assert_no_error (error);
}

static inline void
set_name (Laptop     *laptop,
          const char *value)
{
  set_field (laptop, "programme", "organisation", ORGANISATION, "short_name", value);
}

static inline GPtrArray *
waiting_at (Laptop *laptop)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *waiting = lep_waiting_list (laptop->workspace, &error);

  g_assert_no_error (error);
  return waiting;
}

static inline const LepWaiting *
the_one (GPtrArray *waiting)
{
  g_assert_cmpuint (waiting->len, ==, 1);
  return g_ptr_array_index (waiting, 0);
}

/* B has lost a bundle of A, and got the next. */
static inline void
lose_one (Fixture *fixture)
{
  g_autofree char *late = NULL;

  set_name (fixture->a, "Lost");
  lose (fixture->a, fixture->b);
  set_name (fixture->a, "Late");
  late = give (fixture, fixture->a, fixture->b);
  take_all (fixture->b, late);
}
