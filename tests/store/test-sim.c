/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Laptops that edit, delete, restore, settle and exchange at random, with lost,
 * doubled and shuffled parts, mad clocks, copies and waivers: at the end all
 * agree, and everybody's records are what their log says. */

#include "lep-check.h"
#include "lep-conflict.h"
#include "lep-rebuild.h"

#include "say.h"

#define N_LAPTOPS 4
#define N_STEPS   60

typedef struct
{
  GRand  *rand;
  char   *dir;
  Laptop *laptops[N_LAPTOPS];
  char   *projects[4];
} Sim;

static int
pick (Sim *sim,
      int  n)
{
  return g_rand_int_range (sim->rand, 0, n);
}

/* Any edit of a project that is alive here; where it is not, it is brought back. */
static void
edit_something (Sim    *sim,
                Laptop *laptop)
{
  static const char *const fields[] = { "title", "summary", "start", "end", "grant", "places" };
  static const char *const starts[] = { "2026-01-01", "2026-02-01", "2026-03-01" };
  static const char *const ends[] = { "2026-07-01", "2026-08-01", "2026-09-01" };
  const char              *id = sim->projects[pick (sim, G_N_ELEMENTS (sim->projects))];
  const char              *field = fields[pick (sim, G_N_ELEMENTS (fields))];
  g_autofree char         *number = g_strdup_printf ("%d", pick (sim, 5));
  g_autoptr (LepEdit) edit = lep_edit_new (laptop->workspace);
  g_autoptr (GError) error = NULL;

  lep_edit_row (edit, PARTNERSHIP, "project", id, &error);
  g_assert_no_error (error);
  if (pick (sim, 8) == 0)
    lep_edit_life (edit, LEP_LIFE_DELETED);
  else
    {
      if (strcmp (field, "start") == 0)
        lep_edit_set (edit, field, starts[pick (sim, 3)]);
      else
        lep_edit_set (edit, field, strcmp (field, "end") == 0 ? ends[pick (sim, 3)] : number);
      if (pick (sim, 3) == 0)
        lep_edit_set (edit, "next_steps", pick (sim, 2) == 0 ? NULL : number);
    }
  if (!lep_edit_commit (edit, &error))
    {
      g_assert_error (error, LEP_ERROR, LEP_ERROR_INVALID); /* it is deleted, or not here yet */
      g_clear_error (&error);
      lep_edit_row (edit, PARTNERSHIP, "project", id, &error);
      lep_edit_life (edit, LEP_LIFE_RESTORED);
      lep_edit_set (edit, "partnership", PARTNERSHIP);
      lep_edit_set (edit, "activity", "other");
      lep_edit_set (edit, "title", number);
      lep_edit_commit (edit, &error);
      g_assert_no_error (error);
    }
}

static void
settle_something (Sim    *sim,
                  Laptop *laptop)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = lep_conflicts_list (laptop->workspace, NULL, NULL, 3, &error);
  const LepConflict *conflict;

  g_assert_no_error (error);
  if (found->len == 0)
    return;
  conflict = g_ptr_array_index (found, pick (sim, (int) found->len));
  lep_conflict_pick (laptop->workspace, conflict->space, conflict->kind, conflict->id, conflict->field,
                     (guint) pick (sim, (int) conflict->values->len) + 1, &error);
  g_assert_no_error (error);
}

static void
shuffle (Sim       *sim,
         GPtrArray *parcels)
{
  for (guint i = parcels->len; i > 1; i--)
    {
      int      j = pick (sim, (int) i);
      gpointer other = parcels->pdata[j];

      parcels->pdata[j] = parcels->pdata[i - 1];
      parcels->pdata[i - 1] = other;
    }
}

/* Gives what one has to another: in any order, some of it lost or doubled. */
static void
exchange_some (Sim    *sim,
               Laptop *from,
               Laptop *to)
{
  g_autoptr (GPtrArray) parcels = laptop_pack (from);

  if (pick (sim, 2) == 0)
    shuffle (sim, parcels);
  if (pick (sim, 3) == 0)
    while (parcels->len > 0 && pick (sim, 3) > 0)
      g_ptr_array_remove_index (parcels, (guint) pick (sim, (int) parcels->len));
  laptop_take (to, parcels);
}

static void
sim_start (Sim    *sim,
           guint32 seed)
{
  sim->rand = g_rand_new_with_seed (seed);
  sim->dir = lep_test_dir ();
  for (guint i = 0; i < N_LAPTOPS; i++)
    {
      sim->laptops[i] = laptop_new (sim->dir, i + 1);
      /* Clocks years apart in either direction. */
      lep_clock_unref (sim->laptops[i]->clock);
      sim->laptops[i]->clock = lep_clock_new_fixed (TEST_START + (gint64) (pick (sim, 3) - 1) * 900000000000, seed + i);
      laptop_reopen (sim->laptops[i], LEP_OPEN_WRITE);
    }
  for (guint i = 0; i < G_N_ELEMENTS (sim->projects); i++)
    sim->projects[i] = laptop_put (sim->laptops[0], PARTNERSHIP, "project", NULL, "partnership", PARTNERSHIP,
                                   "title", "Start", "activity", "other", NULL);
}

static void
sim_run (Sim *sim)
{
  for (guint step = 0; step < N_STEPS; step++)
    {
      Laptop *laptop = sim->laptops[pick (sim, N_LAPTOPS)];

      switch (pick (sim, 10))
        {
        case 0:
        case 1:
        case 2:
          exchange_some (sim, laptop, sim->laptops[pick (sim, N_LAPTOPS)]);
          break;
        case 3:
          settle_something (sim, laptop);
          break;
        default:
          edit_something (sim, laptop);
        }
    }
}

static void
sim_agree (Sim *sim)
{
  g_autoptr (GError) error = NULL;

  for (guint round = 0; round < 2; round++)
    for (guint i = 0; i < N_LAPTOPS; i++)
      for (guint j = 0; j < N_LAPTOPS; j++)
        {
          if (i != j)
            laptop_give (sim->laptops[i], sim->laptops[j]);
        }

  for (guint i = 0; i < N_LAPTOPS; i++)
    {
      g_autofree char *before = laptop_digest (sim->laptops[i]);
      g_autofree char *after = NULL;
      g_autofree char *first = laptop_ask (sim->laptops[0], "SELECT group_concat (id || title || ifnull (grant, '-') || conflicts, '/')"
                                                            " FROM (SELECT * FROM k_project JOIN row USING (rid) ORDER BY id)");

      laptops_agree (sim->laptops[0], sim->laptops[i]);
      laptop_expect (sim->laptops[i], "SELECT count (*) FROM pending", "0");
      laptop_expect (sim->laptops[i],
                     "SELECT group_concat (id || title || ifnull (grant, '-') || conflicts, '/')"
                     " FROM (SELECT * FROM k_project JOIN row USING (rid) ORDER BY id)",
                     first);
      lep_workspace_check (sim->laptops[i]->workspace, NULL, NULL, &error);
      g_assert_no_error (error);
      lep_workspace_rebuild (sim->laptops[i]->workspace, NULL, NULL, &error);
      g_assert_no_error (error);
      after = laptop_digest (sim->laptops[i]);
      g_assert_cmpstr (before, ==, after);
    }
}

static void
sim_end (Sim *sim)
{
  for (guint i = 0; i < N_LAPTOPS; i++)
    laptop_free (sim->laptops[i]);
  for (guint i = 0; i < G_N_ELEMENTS (sim->projects); i++)
    g_free (sim->projects[i]);
  g_rand_free (sim->rand);
  lep_test_dir_free (sim->dir);
}

static void
test_all_agree (void)
{
  for (guint32 seed = 1; seed <= 6; seed++)
    {
      Sim sim;

      g_test_message ("seed %u", seed);
      sim_start (&sim, seed);
      sim_run (&sim);
      sim_agree (&sim);
      sim_end (&sim);
    }
}

/* Two laptops go on from the same copy: forks. */
static void
test_copies_agree (void)
{
  for (guint32 seed = 20; seed <= 24; seed++)
    {
      Sim sim;

      g_test_message ("seed %u", seed);
      sim_start (&sim, seed);
      laptop_give (sim.laptops[0], sim.laptops[1]);
      laptop_identify (sim.laptops[1], 1);
      sim_run (&sim);
      sim_agree (&sim);
      sim_end (&sim);
    }
}

static void
waive (Laptop        *laptop,
       const LepUuid *replica,
       gint64         from,
       gint64         to)
{
  LepChange *change = lep_change_new ();

  lep_change_add_waive (change, replica, from, to);
  laptop_say (laptop, PARTNERSHIP, change);
}

/* Changes 3 to 5 of the first laptop are lost to all others, and waived; work
 * goes on; then they turn up again. */
static void
test_waived_loss_agrees (void)
{
  for (guint32 seed = 40; seed <= 45; seed++)
    {
      g_autoptr (GPtrArray) parcels = NULL;
      g_autoptr (GPtrArray) late = g_ptr_array_new_with_free_func (parcel_free);
      Sim sim;

      g_test_message ("seed %u", seed);
      sim_start (&sim, seed);
      for (guint i = 0; i < 5; i++)
        edit_something (&sim, sim.laptops[0]);
      parcels = laptop_pack (sim.laptops[0]);
      for (guint i = 0; i < 3; i++)
        g_ptr_array_add (late, g_ptr_array_steal_index (parcels, 2));
      for (guint i = 1; i < N_LAPTOPS; i++)
        laptop_take (sim.laptops[i], parcels);
      laptop_expect (sim.laptops[1], "SELECT count (*) > 0 FROM pending", "1");

      waive (sim.laptops[1], &sim.laptops[0]->replica, 3, 5);
      for (guint i = 0; i < 12; i++)
        {
          edit_something (&sim, sim.laptops[1 + pick (&sim, N_LAPTOPS - 1)]);
          exchange_some (&sim, sim.laptops[1 + pick (&sim, N_LAPTOPS - 1)], sim.laptops[1 + pick (&sim, N_LAPTOPS - 1)]);
        }
      laptop_give (sim.laptops[1], sim.laptops[2]);
      laptop_give (sim.laptops[2], sim.laptops[1]);
      laptop_expect (sim.laptops[1], "SELECT count (*) FROM pending", "0");
      laptops_agree (sim.laptops[1], sim.laptops[2]);

      laptop_take (sim.laptops[2], late);
      sim_agree (&sim);
      laptop_expect (sim.laptops[2], "SELECT count (*) FROM stream JOIN replica ON replica.no = replica_no"
                                     " WHERE replica.id = x'0194c9e2000070008000000000000001'",
                     "1");
      sim_end (&sim);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sim/all-agree", test_all_agree);
  g_test_add_func ("/sim/copies-agree", test_copies_agree);
  g_test_add_func ("/sim/waived-loss-agrees", test_waived_loss_agrees);
  return g_test_run ();
}
