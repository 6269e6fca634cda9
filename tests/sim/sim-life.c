/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A life of several laptops: how it begins, what a step can be, how it ends. */

#include <stdarg.h>
#include <string.h>

#include <glib/gstdio.h>

#include "lep-digest.h"
#include "lep-exchange.h"
#include "lep-test.h"

#include "sim-life.h"

#define START G_GINT64_CONSTANT (1795255200000) /* 2026-11-21T10:00:00Z */

guint
sim_pick (SimLife *self,
          guint    n)
{
  return (guint) g_rand_int_range (self->rand, 0, (gint32) n);
}

void
sim_say (SimLife    *self,
         const char *format,
         ...)
{
  va_list list;

  va_start (list, format);
  g_string_append_vprintf (self->said, format, list);
  va_end (list);
}

/* Nothing may go wrong that a step does not ask for. */
gboolean
sim_fine (SimLife    *self,
          SimLaptop  *laptop,
          const char *what,
          GError    **error)
{
  if (*error == NULL)
    return TRUE;
  sim_model_fail (self->model, "%s: %s failed: %s", laptop->name, what, (*error)->message);
  g_clear_error (error);
  return FALSE;
}

char *
sim_laptop_id (SimLaptop *laptop)
{
  char *id = NULL;

  if (!lep_workspace_get_meta (laptop->workspace, LEP_META_REPLICA, &id, NULL))
    return NULL;
  return id;
}

/* @machine: (nullable): of one that this is an image of */
SimLaptop *
sim_laptop_new (SimLife    *self,
                const char *machine)
{
  SimLaptop       *laptop = g_new0 (SimLaptop, 1);
  g_autofree char *state = NULL;
  g_autofree char *temp = NULL;
  g_autoptr (LepClock) clock = NULL;

  self->made++;
  clock = lep_clock_new_fixed (START + self->made * 100000, (guint64) self->made);
  laptop->name = g_strdup_printf ("laptop %u", self->laptops->len + 1);
  laptop->folder = g_strdup_printf ("%s/%u", self->folder, self->laptops->len + 1);
  laptop->path = g_build_filename (laptop->folder, "workspace.lep", NULL);
  state = g_build_filename (laptop->folder, "state", NULL);
  temp = g_build_filename (laptop->folder, "tmp", NULL);
  g_assert_cmpint (g_mkdir_with_parents (temp, 0700), ==, 0);
  laptop->surroundings = lep_surroundings_new (state, machine != NULL ? machine : laptop->name, temp, clock);
  g_ptr_array_add (self->laptops, laptop);
  return laptop;
}

void
sim_laptop_free (gpointer data)
{
  SimLaptop *self = data;

  g_clear_object (&self->workspace);
  lep_surroundings_free (self->surroundings);
  g_free (self->name);
  g_free (self->folder);
  g_free (self->path);
  g_free (self->backup);
  g_free (self);
}

void
sim_laptop_open (SimLife   *self,
                 SimLaptop *laptop)
{
  g_autoptr (GError) error = NULL;

  g_clear_object (&laptop->workspace);
  laptop->workspace = lep_identity_open (laptop->surroundings, laptop->path, LEP_OPEN_WRITE, NULL, &error);
  sim_fine (self, laptop, "opening", &error);
}

typedef struct
{
  SimLife       *life;
  SimLaptop     *laptop;
  LepStreamInfo *stream;
  LepHash        prev;
} Noticing;

static gboolean
notice_cb (const LepLoggedChange *logged,
           gpointer               user_data,
           GError               **error)
{
  Noticing *noticing = user_data;
  g_autoptr (LepChange) change = lep_change_new ();

  if (sim_model_find (noticing->life->model, &logged->hash) == NULL)
    {
      if (logged->body == NULL || !lep_change_read (change, logged->body, logged->length, NULL))
        sim_model_fail (noticing->life->model, "%s: wrote what cannot be read", noticing->laptop->name);
      else
        sim_model_write (noticing->life->model, &noticing->laptop->held, &noticing->stream->space,
                         &noticing->stream->replica, &logged->hash, &noticing->prev, change);
    }
  noticing->prev = logged->hash;
  return TRUE;
}

/* Tells the model what a laptop wrote itself meanwhile: the text of the log,
 * and nothing of what the engine made of it. */
void
sim_laptop_notice (SimLife   *self,
                   SimLaptop *laptop)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) streams = lep_exchange_streams (laptop->workspace, NULL, &error);

  if (!sim_fine (self, laptop, "reading the log", &error))
    return;
  for (guint i = 0; i < streams->len; i++)
    {
      LepStreamInfo *stream = &g_array_index (streams, LepStreamInfo, i);
      Noticing       noticing = { self, laptop, stream, stream->prev };

      if (sim_model_find (self->model, &stream->head) != NULL)
        continue;
      lep_exchange_changes (laptop->workspace, stream->no, stream->base + 1, stream->last, notice_cb, &noticing, &error);
      sim_fine (self, laptop, "reading the log", &error);
    }
  sim_files_notice (self, laptop);
}

static void
put (SimLife    *self,
     SimLaptop  *laptop,
     const char *space,
     const char *kind,
     ...)
{
  g_autoptr (LepEdit) edit = lep_edit_new (laptop->workspace);
  g_autoptr (GError) error = NULL;
  va_list list;

  if (lep_edit_row (edit, space, kind, NULL, &error))
    {
      va_start (list, kind);
      for (const char *field = va_arg (list, const char *); field != NULL; field = va_arg (list, const char *))
        lep_edit_set (edit, field, va_arg (list, const char *));
      va_end (list);
      lep_edit_commit (edit, &error);
    }
  if (sim_fine (self, laptop, "a first record", &error))
    g_ptr_array_add (self->ids, g_strdup_printf ("%s %s", kind, lep_edit_last_id (edit)));
  sim_laptop_notice (self, laptop);
}

static void
found (SimLife   *self,
       SimLaptop *laptop)
{
  LepWho who = { "Office", "Officer", "Sarajevo" };
  g_autoptr (GError) error = NULL;
  g_autoptr (LepEdit) edit = NULL;
  g_autofree char *id = NULL;

  laptop->workspace = lep_identity_create (laptop->surroundings, laptop->path, &who, &error);
  if (!sim_fine (self, laptop, "making a workspace", &error))
    return;
  id = sim_laptop_id (laptop);
  lep_uuid_parse (id, -1, &self->founder);
  lep_programme_create (laptop->workspace, "LEP Bosna", "BAM", NULL, &error);
  lep_workspace_add_space (laptop->workspace, LEP_SPACE_PARTNERSHIP, SIM_PARTNERSHIP, "LEP Žepče", &error);
  edit = lep_edit_new (laptop->workspace);
  lep_edit_row (edit, SIM_PARTNERSHIP, "partnership", SIM_PARTNERSHIP, &error);
  lep_edit_set (edit, "name", "LEP Žepče");
  lep_edit_commit (edit, &error);
  sim_fine (self, laptop, "the partnership", &error);
  sim_laptop_notice (self, laptop);
  for (guint i = 0; i < 2; i++)
    {
      put (self, laptop, "programme", "organisation", "name", i == 0 ? "One" : "Two", "actor_group", "ngo", NULL);
      put (self, laptop, SIM_PARTNERSHIP, "project", "partnership", SIM_PARTNERSHIP, "title", "Start", "activity", "other", NULL);
      if (i == 1)
        sim_attach_first (self, laptop, 4);
      put (self, laptop, "contacts", "contact", "organisation", strchr (g_ptr_array_index (self->ids, 0), ' ') + 1,
           "name", "Contact person", NULL);
      if (i == 1)
        sim_attach_first (self, laptop, 5);
    }
}

/* Another laptop that begins with a bundle of the first. */
static void
join (SimLife   *self,
      SimBundle *bundle)
{
  SimLaptop *laptop = sim_laptop_new (self, NULL);
  LepWho     who = { laptop->name, "Coordinator", "Žepče" };
  g_autoptr (GError) error = NULL;

  laptop->workspace = lep_identity_create (laptop->surroundings, laptop->path, &who, &error);
  if (sim_fine (self, laptop, "making a workspace", &error))
    sim_import (self, laptop, bundle, LEP_IMPORT_APPLY);
}

/**
 * sim_life_new:
 *
 * An office and two laptops that joined it; all closed, until sim_life_begin ().
 */
SimLife *
sim_life_new (void)
{
  SimLife *self = g_new0 (SimLife, 1);

  self->model = sim_model_new ();
  self->rand = g_rand_new_with_seed (1);
  self->folder = lep_test_dir ();
  self->stick = g_build_filename (self->folder, "stick", NULL);
  g_assert_cmpint (g_mkdir_with_parents (self->stick, 0700), ==, 0);
  self->laptops = g_ptr_array_new_with_free_func (sim_laptop_free);
  self->bundles = g_ptr_array_new_with_free_func (sim_bundle_free);
  self->ids = g_ptr_array_new_with_free_func (g_free);
  self->said = g_string_new (NULL);
  sim_files_begin (self);
  found (self, sim_laptop_new (self, NULL));
  if (self->model->failure != NULL)
    return self;
  sim_export (self, g_ptr_array_index (self->laptops, 0), NULL, SIM_WHOLE);
  for (guint i = 0; i < 2 && self->model->failure == NULL; i++)
    join (self, g_ptr_array_index (self->bundles, 0));
  for (guint i = 1; i < self->laptops->len && self->model->failure == NULL; i++)
    {
      SimLaptop *laptop = g_ptr_array_index (self->laptops, i);

      sim_edit (self, laptop);
      sim_export (self, laptop, NULL, SIM_WHOLE);
      sim_import (self, g_ptr_array_index (self->laptops, i == 1 ? 0 : 1),
                  g_ptr_array_index (self->bundles, self->bundles->len - 1), LEP_IMPORT_APPLY);
    }
  for (guint i = 0; i < self->laptops->len; i++)
    g_clear_object (&((SimLaptop *) g_ptr_array_index (self->laptops, i))->workspace);
  return self;
}

/**
 * sim_life_begin:
 *
 * Opens the laptops; every sixteenth life is looked at in full.
 */
void
sim_life_begin (SimLife *self,
                guint32  seed)
{
  self->in_full = seed % 16 == 0;
  sim_set_source (seed);
  for (guint i = 0; i < self->laptops->len; i++)
    {
      SimLaptop       *laptop = g_ptr_array_index (self->laptops, i);
      g_autofree char *before = NULL;
      LepUuid          own;

      sim_laptop_open (self, laptop);
      before = self->model->failure == NULL ? sim_laptop_id (laptop) : NULL;
      if (i == 0 && before != NULL && (!lep_uuid_parse (before, -1, &own) || !lep_uuid_equal (&own, &self->founder)))
        sim_model_fail (self->model, "%s: took a new id though nothing happened to it", laptop->name);
    }
}

void
sim_life_free (SimLife *self)
{
  sim_model_free (self->model);
  g_rand_free (self->rand);
  g_ptr_array_unref (self->laptops);
  g_ptr_array_unref (self->bundles);
  g_ptr_array_unref (self->ids);
  g_string_free (self->said, TRUE);
  g_free (self->stick);
  g_free (self->folder);
  g_free (self);
}

static void
export_for_somebody (SimLife   *self,
                     SimLaptop *laptop)
{
  static const SimHow ways[] = { SIM_WHOLE, SIM_WHOLE, SIM_IN_PARTS, SIM_IN_PARTS, SIM_IN_PARTS, SIM_IN_ONE };
  SimLaptop          *to = g_ptr_array_index (self->laptops, sim_pick (self, self->laptops->len));
  guint               before = self->bundles->len;

  sim_export (self, laptop, to == laptop || sim_pick (self, 6) == 0 ? NULL : to, ways[sim_pick (self, G_N_ELEMENTS (ways))]);
  for (guint i = self->bundles->len; i > before; i--)
    if (sim_pick (self, 4) == 0)
      {
        sim_say (self, "; %u is lost", i - 1);
        g_ptr_array_remove_index (self->bundles, i - 1);
      }
}

/* A new one mostly, whoever it was for; now and then an old one, or twice. */
static void
import_something (SimLife   *self,
                  SimLaptop *laptop)
{
  guint         n = self->bundles->len;
  guint         number = sim_pick (self, 4) == 0 ? sim_pick (self, n) : n - 1 - sim_pick (self, MIN (n, 4));
  LepImportMode mode = sim_pick (self, 8) == 0 ? LEP_IMPORT_PREVIEW : LEP_IMPORT_APPLY;

  sim_say (self, "%s bundle %u", mode == LEP_IMPORT_PREVIEW ? "looks into" : "takes", number);
  sim_import (self, laptop, g_ptr_array_index (self->bundles, number), mode);
  if (sim_pick (self, 6) == 0)
    sim_import (self, laptop, g_ptr_array_index (self->bundles, number), mode);
}

static void
restart (SimLife   *self,
         SimLaptop *laptop)
{
  sim_say (self, "is closed and opened");
  sim_laptop_open (self, laptop);
  if (self->model->failure != NULL || sim_pick (self, 2) != 0)
    return;
  sim_say (self, ", ");
  sim_take_back (self, laptop);
}

/* Of what happens seldom, as often as its number says. */
static const struct
{
  guint share;
  void (*happen) (SimLife   *self,
                  SimLaptop *laptop);
} seldom[] = {
  { 3, sim_keep_backup },
  { 3, sim_restore },
  { 2, sim_copy },
  { 1, sim_rebuild },
  { 3, sim_set_clock },
  { 3, sim_erase },
  { 3, sim_waive },
  { 3, restart },
  { 3, sim_take_back_import },
  { 3, sim_merge },
  { 3, sim_tomorrow },
  { 3, sim_create },
  { 3, sim_ask },
  { 2, sim_save },
  { 3, sim_clean_up },
  { 1, sim_revoke },
  { 1, sim_lose_key },
};

static void
rare_step (SimLife   *self,
           SimLaptop *laptop)
{
  guint all = 0, chosen;

  for (guint i = 0; i < G_N_ELEMENTS (seldom); i++)
    all += seldom[i].share;
  chosen = sim_pick (self, all);
  for (guint i = 0; i < G_N_ELEMENTS (seldom); i++)
    {
      if (chosen < seldom[i].share)
        {
          seldom[i].happen (self, laptop);
          return;
        }
      chosen -= seldom[i].share;
    }
}

/**
 * sim_life_step:
 *
 * One step. What it is depends on @seed and @index alone, so that steps can be
 * left out while a failure is made smaller.
 */
void
sim_life_step (SimLife *self,
               guint32  seed,
               guint    index)
{
  const guint32 words[] = { seed, index };
  SimLaptop    *laptop;
  guint         what;

  g_rand_set_seed_array (self->rand, words, G_N_ELEMENTS (words));
  laptop = g_ptr_array_index (self->laptops, sim_pick (self, self->laptops->len));
  g_string_printf (self->said, "%s ", laptop->name);
  what = sim_pick (self, 100);
  self->attached = 0;
  if (what < 27)
    sim_edit (self, laptop);
  else if (what < 34)
    sim_life_of_row (self, laptop);
  else if (what < 40)
    sim_settle (self, laptop);
  else if (what < 43)
    sim_take_back (self, laptop);
  else if (what < 46)
    sim_believe (self, laptop);
  else if (what < 53)
    sim_attach (self, laptop);
  else if (what < 65)
    export_for_somebody (self, laptop);
  else if (what < 82)
    import_something (self, laptop);
  else
    rare_step (self, laptop);
  if (self->model->failure == NULL)
    sim_look (self, laptop, self->in_full || index % 3 == 0);
}

static void
give_all (SimLife   *self,
          SimLaptop *from,
          SimLaptop *to)
{
  if (from == to || self->model->failure != NULL)
    return;
  sim_export (self, from, NULL, SIM_WHOLE);
  if (self->model->failure == NULL)
    sim_import (self, to, g_ptr_array_index (self->bundles, self->bundles->len - 1), LEP_IMPORT_APPLY);
}

static gboolean
has_same (const SimLaptop *one,
          const SimLaptop *other)
{
  return memcmp (&one->held.applied, &other->held.applied, sizeof (SimSet)) == 0;
}

/* Whoever still misses a file gets it from any other that gives it: one who had
 * it before its record could not give it in time. */
static void
give_missing (SimLife   *self,
              SimLaptop *from,
              SimLaptop *to)
{
  SimFiles         missing = sim_wants (self->model, &to->held, ~0u) & sim_gives (self->model, &from->held, ~0u);
  g_autofree char *id = sim_laptop_id (from);
  LepUuid          sender;

  if (missing == 0 || !lep_uuid_parse (id, -1, &sender) || sim_is_blocked (self->model, &to->held, &self->founder, &sender))
    return;
  give_all (self, from, to);
  if (self->model->failure == NULL && (sim_wants (self->model, &to->held, ~0u) & missing) != 0)
    sim_model_fail (self->model, "%s: does not get files %x from %s", to->name, missing, from->name);
}

/* Everybody gives everything to the first, and the first to everybody. */
void
sim_life_end (SimLife *self)
{
  SimLaptop *first = g_ptr_array_index (self->laptops, 0);

  for (guint i = 1; i < self->laptops->len; i++)
    give_all (self, g_ptr_array_index (self->laptops, i), first);
  for (guint i = 1; i < self->laptops->len; i++)
    give_all (self, first, g_ptr_array_index (self->laptops, i));
  for (guint i = 0; i < self->laptops->len; i++)
    for (guint k = 0; k < self->laptops->len && self->model->failure == NULL; k++)
      give_missing (self, g_ptr_array_index (self->laptops, i), g_ptr_array_index (self->laptops, k));
  for (guint i = 0; i < self->laptops->len && self->model->failure == NULL; i++)
    {
      SimLaptop *laptop = g_ptr_array_index (self->laptops, i);

      g_string_printf (self->said, "%s in the end ", laptop->name);
      self->n_same += i > 0 && has_same (first, laptop) ? 1 : 0;
      sim_look (self, laptop, TRUE);
      if (self->model->failure == NULL)
        sim_ask_for_all (self, laptop);
      if (self->model->failure == NULL && self->in_full)
        sim_rebuild (self, laptop);
      if (self->model->failure == NULL && self->in_full)
        sim_look (self, laptop, TRUE);
      if (lep_test_count_files (laptop->surroundings->temp_dir) != 0)
        sim_model_fail (self->model, "%s: left temporary files", laptop->name);
    }
  if (self->model->failure == NULL)
    sim_look_for_all_files (self);
}
