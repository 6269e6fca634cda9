/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the test of the lines under Needs attention is made of: two laptops with a small
 * programme, and records written in one line of text, also such as no edit may write. */
#pragma once

#include "../store/say.h"
#include "app-test.h"

#include "lep-attention-private.h"

typedef struct
{
  char   *dir;
  Laptop *a, *b;
} World;

/* A rule, and what raises it: records past the rules that refuse an edit, as a merge may
 * leave them. */
typedef struct
{
  const char *name;
  guint       rule;
  const char *record, *field, *aspect; /* what the finding names */
  const char *data;                    /* what both laptops have */
  const char *here, *there;            /* then, unseen by each other */
  const char *twin;                    /* and on a copy of the first one */
  const char *text;                    /* what the line says */
  const char *place;                   /* where it leads: the tab, and the field with the cursor */
  const char *again;                   /* changes the facts: a value of the field, or records */
  const char *cure;                    /* puts it right, as an edit; NULL: only an explanation does */
} Case;

/* The id of what is called @key in the texts: always the same one. */
static inline char *
world_id (const char *key)
{
  if (g_str_equal (key, "programme"))
    return g_strdup (PROGRAMME);
  if (g_str_equal (key, "partnership"))
    return g_strdup (PARTNERSHIP);
  if (g_str_equal (key, "a")) /* the first laptop */
    return g_strdup ("0194c9e2-0000-7000-8000-000000000001");
  return g_strdup_printf ("0194c9e5-0000-7000-8000-%012x", g_str_hash (key));
}

static inline const char *
world_space (const char *kind)
{
  switch (lep_schema_kind (kind)->space)
    {
    case LEP_SPACE_PROGRAMME:
      return PROGRAMME;
    case LEP_SPACE_CONTACTS:
      return CONTACTS;
    case LEP_SPACE_OFFICE:
      return OFFICE;
    case LEP_SPACE_PARTNERSHIP:
    case LEP_SPACE_ANY:
    default:
      return PARTNERSHIP;
    }
}

/* A value as it is stored: "@key" is an id, "+" a blank. */
static inline char *
world_value (const char *text)
{
  char *value = *text == '@' ? world_id (text + 1) : g_strdup (text);

  return g_strdelimit (value, "+", ' ');
}

/* One record in a text: "kind/key field=value …". */
typedef struct
{
  char       *kind;
  char       *id; /* NULL: it follows from the fields */
  const char *space;
  LepLife     life;
  char      **fields; /* name, value, name, value … */
} Sentence;

static inline void
sentence_clear (Sentence *self)
{
  g_free (self->kind);
  g_free (self->id);
  g_strfreev (self->fields);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Sentence, sentence_clear)

/* "-" before it deletes the record, "^" restores it; "~" before all: it is in the
 * partnership's space. */
static inline void
sentence_read (Sentence   *self,
               const char *text)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  const char *name = words[0];
  const char *slash = strchr (name, '/');
  g_autoptr (GPtrArray) fields = g_ptr_array_new ();
  gboolean is_elsewhere = *name == '~';

  name += is_elsewhere;
  self->life = *name == '-' ? LEP_LIFE_DELETED : *name == '^' ? LEP_LIFE_RESTORED
                                                              : LEP_LIFE_NONE;
  name += self->life != LEP_LIFE_NONE;
  self->kind = g_strndup (name, (gsize) (slash - name));
  self->id = slash[1] != '\0' ? world_id (slash + 1) : NULL;
  self->space = is_elsewhere ? PARTNERSHIP : world_space (self->kind);
  for (guint i = 1; words[i] != NULL; i++)
    {
      char *equals = strchr (words[i], '=');

      if (equals == NULL)
        continue;
      g_ptr_array_add (fields, g_strndup (words[i], (gsize) (equals - words[i])));
      g_ptr_array_add (fields, world_value (equals + 1));
    }
  g_ptr_array_add (fields, NULL);
  self->fields = (char **) g_ptr_array_steal (fields, NULL);
}

static inline const char *
sentence_value (const Sentence *self,
                guint           i)
{
  return *self->fields[i + 1] != '\0' ? self->fields[i + 1] : NULL;
}

/* As a merge leaves it, or a foreign program: past the rules. */
static inline void
world_merge_one (Laptop     *laptop,
                 const char *text)
{
  g_auto (Sentence) sentence = { 0 };
  LepChange *change = lep_change_new ();
  LepUuid    id;

  sentence_read (&sentence, text);
  g_assert_true (lep_uuid_parse (sentence.id, -1, &id));
  lep_change_add_row (change, sentence.kind, &id, sentence.life);
  for (guint i = 0; sentence.fields[i] != NULL; i += 2)
    lep_change_add_set (change, sentence.fields[i], sentence_value (&sentence, i), -1);
  laptop_say (laptop, sentence.space, change);
}

/* As somebody edits it: the rules are held to. */
static inline void
world_edit_one (Laptop     *laptop,
                const char *text)
{
  g_auto (Sentence) sentence = { 0 };
  g_autoptr (LepEdit) edit = lep_edit_new (laptop->workspace);
  g_autoptr (GError) error = NULL;

  sentence_read (&sentence, text);
  lep_edit_row (edit, sentence.space, sentence.kind, sentence.id, &error);
  g_assert_no_error (error);
  lep_edit_life (edit, sentence.life);
  for (guint i = 0; sentence.fields[i] != NULL; i += 2)
    lep_edit_set (edit, sentence.fields[i], sentence_value (&sentence, i));
  if (!lep_edit_commit (edit, &error))
    g_test_message ("“%s” is refused: %s", text, error->message);
  g_assert_no_error (error);
}

/* Several of them, with "; " between. */
static inline void
world_write (Laptop     *laptop,
             const char *texts,
             void (*write) (Laptop     *laptop,
                            const char *text))
{
  g_auto (GStrv) all = g_strsplit (texts != NULL ? texts : "", "; ", -1);

  for (guint i = 0; all[i] != NULL; i++)
    if (*all[i] != '\0')
      write (laptop, all[i]);
}

static inline void
world_share (World *world)
{
  laptop_give (world->a, world->b);
  laptop_give (world->b, world->a);
  laptops_agree (world->a, world->b);
}

/* A copy of the first laptop's workspace that is in use, too; the second one hears of it. */
static inline void
world_write_twin (World      *world,
                  const char *texts)
{
  Laptop          *twin;
  g_autofree char *bytes = NULL;
  gsize            length;

  if (texts == NULL)
    return;

  twin = g_new0 (Laptop, 1);
  twin->path = g_build_filename (world->dir, "twin.lep", NULL);
  twin->clock = lep_clock_ref (world->b->clock);
  g_assert_true (g_file_get_contents (world->a->path, &bytes, &length, NULL));
  g_assert_true (g_file_set_contents (twin->path, bytes, (gssize) length, NULL));
  laptop_reopen (twin, LEP_OPEN_WRITE);
  world_write (twin, texts, world_merge_one);
  laptop_give (twin, world->b);
  laptop_free (twin);
}

static inline void
world_set_up (World        *world,
              gconstpointer data)
{
  world->dir = lep_test_dir ();
  world->a = laptop_new (world->dir, 1);
  world->b = laptop_new (world->dir, 2);
  world_write (world->a,
               "programme/programme name=Programme currency=BAM; "
               "organisation/ngo name=Association actor_group=ngo place=Konjic; "
               "indicator/trained code=TRAINED name=Trained unit=persons accumulation=sum; "
               "indicator/employed code=EMPLOYED name=Employed unit=persons accumulation=sum; "
               "call/call programme=@programme reference=C1 title=Call stages=two status=draft currency=BAM; "
               "partnership/partnership name=LEP status=forming; "
               "project/project partnership=@partnership title=Welders activity=retraining status=pipeline start=2026-01-01 end=2026-12-31 grant=100000 currency=BAM; "
               "application/application call=@call partnership=@partnership lead=@ngo title=Welding stage=concept status=draft",
               world_merge_one);
  world_share (world);
}

static inline void
world_tear_down (World        *world,
                 gconstpointer data)
{
  app_settle ();
  g_assert_finalize_object (g_steal_pointer (&world->a->workspace));
  laptop_free (world->a);
  laptop_free (world->b);
  lep_test_dir_free (world->dir);
}
