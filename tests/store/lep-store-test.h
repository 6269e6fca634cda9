/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What tests of the store share: laptops with a fixed clock, and short ways to
 * write and read. */
#pragma once

#include "lep-db.h"
#include "lep-digest.h"
#include "lep-exchange.h"
#include "lep-ingest.h"
#include "lep-test.h"
#include "lep-workspace-private.h"
#include "lep-workspace.h"

#define TEST_START G_GINT64_CONSTANT (1795255200000) /* 2026-11-21T10:00:00Z */

#define PROGRAMME   "0194c9e4-0000-7000-8000-0000000000a1"
#define PARTNERSHIP "0194c9e4-0000-7000-8000-0000000000b1"
#define CONTACTS    "0194c9e4-0000-7000-8000-0000000000c1"
#define OFFICE      "0194c9e4-0000-7000-8000-0000000000d1"

/* A laptop: its workspace, with a fixed clock and its own id. */
typedef struct
{
  LepWorkspace *workspace;
  LepClock     *clock;
  LepUuid       replica;
  char         *path;
} Laptop;

static inline gboolean
test_sign_cb (const char *text,
              guint8      signature[64],
              gpointer    user_data,
              GError    **error)
{
  LepHash hash;

  lep_hash_data (text, -1, &hash);
  memcpy (signature, hash.bytes, 32);
  memcpy (signature + 32, hash.bytes, 32);
  return TRUE;
}

static inline void
laptop_identify (Laptop *self,
                 guint   number)
{
  g_autofree char *id = g_strdup_printf ("0194c9e2-0000-7000-8000-%012u", number);
  g_autofree char *label = g_strdup_printf ("Laptop %u", number);
  g_autoptr (GError) error = NULL;

  g_assert_true (lep_uuid_parse (id, -1, &self->replica));
  lep_workspace_set_own (self->workspace, &self->replica, "a sign key", "a seal key", &error);
  g_assert_no_error (error);
  lep_workspace_set_meta (self->workspace, LEP_META_LABEL, label, &error);
  g_assert_no_error (error);
  lep_workspace_set_meta (self->workspace, LEP_META_PERSON, "Coordinator", &error);
  g_assert_no_error (error);
  lep_workspace_set_signer (self->workspace, test_sign_cb, NULL, NULL);
}

/* Tests cut no power: they need not wait for the disk. */
static inline void
laptop_hurry (Laptop *self)
{
  g_assert_true (lep_db_exec (lep_workspace_get_db (self->workspace), "PRAGMA synchronous = OFF", NULL));
}

/* A laptop with the four kinds of spaces, and nothing in them. */
static inline Laptop *
laptop_new (const char *dir,
            guint       number)
{
  Laptop          *self = g_new0 (Laptop, 1);
  g_autofree char *name = g_strdup_printf ("%u.lep", number);
  g_autoptr (GError) error = NULL;

  self->path = g_build_filename (dir, name, NULL);
  self->clock = lep_clock_new_fixed (TEST_START + number * 1000, number);
  self->workspace = lep_workspace_create (self->path, self->clock, &error);
  g_assert_no_error (error);
  laptop_hurry (self);
  laptop_identify (self, number);
  lep_workspace_add_space (self->workspace, LEP_SPACE_PROGRAMME, PROGRAMME, "Programme", &error);
  g_assert_no_error (error);
  lep_workspace_add_space (self->workspace, LEP_SPACE_PARTNERSHIP, PARTNERSHIP, "Partnership", &error);
  g_assert_no_error (error);
  lep_workspace_add_space (self->workspace, LEP_SPACE_CONTACTS, CONTACTS, "Contacts", &error);
  g_assert_no_error (error);
  lep_workspace_add_space (self->workspace, LEP_SPACE_OFFICE, OFFICE, "Office", &error);
  g_assert_no_error (error);
  return self;
}

static inline void
laptop_free (Laptop *self)
{
  g_clear_object (&self->workspace);
  lep_clock_unref (self->clock);
  g_free (self->path);
  g_free (self);
}

static inline void
laptop_reopen (Laptop     *self,
               LepOpenMode mode)
{
  g_autoptr (GError) error = NULL;

  g_clear_object (&self->workspace);
  self->workspace = lep_workspace_open (self->path, mode, self->clock, &error);
  g_assert_no_error (error);
  lep_workspace_set_signer (self->workspace, test_sign_cb, NULL, NULL);
  laptop_hurry (self);
}

/* Writes fields of a row: pairs of name and value, ended by NULL. Returns its
 * id, or NULL with @error. */
static inline char *
laptop_try (Laptop     *self,
            GError    **error,
            const char *space,
            const char *kind,
            const char *id,
            LepLife     life,
            va_list     list)
{
  g_autoptr (LepEdit) edit = lep_edit_new (self->workspace);

  if (!lep_edit_row (edit, space, kind, id, error))
    return NULL;
  for (const char *field = va_arg (list, const char *); field != NULL; field = va_arg (list, const char *))
    lep_edit_set (edit, field, va_arg (list, const char *));
  lep_edit_life (edit, life);
  if (!lep_edit_commit (edit, error))
    return NULL;
  return g_strdup (lep_edit_last_id (edit));
}

static inline char *
laptop_put (Laptop     *self,
            const char *space,
            const char *kind,
            const char *id,
            ...)
{
  g_autoptr (GError) error = NULL;
  va_list list;
  char   *made;

  va_start (list, id);
  made = laptop_try (self, &error, space, kind, id, LEP_LIFE_NONE, list);
  va_end (list);
  g_assert_no_error (error);
  return made;
}

static inline void
laptop_edit (Laptop     *self,
             const char *space,
             const char *kind,
             const char *id,
             const char *field,
             const char *value)
{
  g_autofree char *made = laptop_put (self, space, kind, id, field, value, NULL);
}

static inline void
laptop_life (Laptop     *self,
             const char *space,
             const char *kind,
             const char *id,
             LepLife     life)
{
  g_autoptr (LepEdit) edit = lep_edit_new (self->workspace);
  g_autoptr (GError) error = NULL;

  lep_edit_row (edit, space, kind, id, &error);
  g_assert_no_error (error);
  lep_edit_life (edit, life);
  lep_edit_commit (edit, &error);
  g_assert_no_error (error);
}

/* Writes past the program, as a fault of the disk or a foreign program would. */
static inline void
laptop_damage (Laptop     *self,
               const char *sql)
{
  LepDb *db = lep_workspace_get_db (self->workspace);
  g_autoptr (GError) error = NULL;

  lep_db_set_engine_writing (db, TRUE);
  lep_db_exec (db, sql, &error);
  lep_db_set_engine_writing (db, FALSE);
  g_assert_no_error (error);
}

/* The first column of the first row of a query, as text. */
static inline char *
laptop_ask (Laptop     *self,
            const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LepStmt) stmt = lep_db_prepare (lep_workspace_get_db (self->workspace), sql, &error);
  char *answer;

  g_assert_no_error (error);
  answer = lep_stmt_next (stmt, &error) ? g_strdup (lep_stmt_text (stmt, 0)) : NULL;
  g_assert_no_error (error);
  return answer;
}

static inline void
laptop_expect (Laptop     *self,
               const char *sql,
               const char *expected)
{
  g_autofree char *answer = laptop_ask (self, sql);

  g_assert_cmpstr (answer, ==, expected);
}

/* One change of a laptop's log, to be given to others. */
typedef struct
{
  LepReceived received;
  GArray     *context;
  char       *body;
  LepChange  *change;
} Parcel;

static inline void
parcel_free (gpointer data)
{
  Parcel *self = data;

  g_clear_pointer (&self->change, lep_change_free);
  g_array_unref (self->context);
  g_free (self->body);
  g_free (self);
}

typedef struct
{
  GPtrArray           *parcels;
  const LepStreamInfo *stream;
  LepHash              prev;
} Packing;

static inline gboolean
pack_cb (const LepLoggedChange *change,
         gpointer               user_data,
         GError               **error)
{
  Packing *packing = user_data;
  Parcel  *parcel = g_new0 (Parcel, 1);

  parcel->context = lep_context_new ();
  g_assert_true (lep_context_parse (change->context, strlen (change->context), parcel->context));
  parcel->received = (LepReceived){
    .space = packing->stream->space,
    .replica = packing->stream->replica,
    .n = change->n,
    .prev = packing->prev,
    .hash = change->hash,
    .context_hash = change->context_hash,
    .length = change->length,
    .gone_by = change->gone_by,
  };
  packing->prev = change->hash;
  if (change->body != NULL)
    {
      parcel->body = g_strconcat (change->body, "and more", NULL);
      parcel->change = lep_change_new ();
      g_assert_true (lep_change_read (parcel->change, change->body, change->length, NULL));
      parcel->received.context = parcel->context;
      parcel->received.body = parcel->body;
      parcel->received.change = parcel->change;
    }
  g_ptr_array_add (packing->parcels, parcel);
  return TRUE;
}

/* Everything that a laptop's log holds. */
static inline GPtrArray *
laptop_pack (Laptop *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) streams = lep_exchange_streams (self->workspace, NULL, &error);
  GPtrArray *parcels = g_ptr_array_new_with_free_func (parcel_free);

  g_assert_no_error (error);
  for (guint i = 0; i < streams->len; i++)
    {
      const LepStreamInfo *stream = &g_array_index (streams, LepStreamInfo, i);
      Packing              packing = { parcels, stream, stream->prev };

      lep_exchange_changes (self->workspace, stream->no, stream->base + 1, stream->last, pack_cb, &packing, &error);
      g_assert_no_error (error);
    }
  return parcels;
}

/* The change @n of @from in a space, among what was packed. */
static inline Parcel *
parcel_find (GPtrArray  *parcels,
             Laptop     *from,
             const char *space,
             gint64      n)
{
  LepUuid id;

  g_assert_true (lep_uuid_parse (space, -1, &id));
  for (guint i = 0; i < parcels->len; i++)
    {
      Parcel *parcel = g_ptr_array_index (parcels, i);

      if (parcel->received.n == n && lep_uuid_equal (&parcel->received.space, &id) &&
          lep_uuid_equal (&parcel->received.replica, &from->replica))
        return parcel;
    }
  g_assert_not_reached ();
}

/* Puts in the place of a change that its values were erased by the change @by. */
static inline void
parcel_make_stub (Parcel        *self,
                  const LepHash *by)
{
  self->received.gone_by = *by;
  self->received.body = NULL;
  self->received.change = NULL;
  self->received.context = NULL;
}

/* Takes in some parcels; returns what that did. */
static inline LepIngestResult
laptop_take (Laptop    *self,
             GPtrArray *parcels)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LepIngest) ingest = lep_ingest_begin (self->workspace, &error);
  LepIngestResult result;

  g_assert_no_error (error);
  for (guint i = 0; i < parcels->len; i++)
    {
      const Parcel *parcel = g_ptr_array_index (parcels, i);

      lep_ingest_add_change (ingest, &parcel->received, &error);
      g_assert_no_error (error);
    }
  result = *lep_ingest_finish (ingest, &error);
  g_assert_no_error (error);
  lep_ingest_commit (ingest, &error);
  g_assert_no_error (error);
  return result;
}

static inline LepIngestResult
laptop_give (Laptop *from,
             Laptop *to)
{
  g_autoptr (GPtrArray) parcels = laptop_pack (from);

  return laptop_take (to, parcels);
}

static inline char *
laptop_digest (Laptop *self)
{
  g_autoptr (GArray) spaces = g_array_new (FALSE, FALSE, sizeof (LepSpaceDigest));
  g_autoptr (GError) error = NULL;
  char   *hex = g_malloc (LEP_HASH_HEX_SIZE + 1);
  LepHash total;

  lep_workspace_digest (self->workspace, NULL, &total, spaces, &error);
  g_assert_no_error (error);
  lep_hash_format (&total, hex);
  return hex;
}

/* What stands on a paper where @most_rows records are thought to be many. */
static inline char *
laptop_paper_digest (Laptop   *self,
                     guint     most_rows,
                     gboolean *of_changes)
{
  g_autoptr (GError) error = NULL;
  char   *hex = g_malloc (LEP_HASH_HEX_SIZE + 1);
  LepHash hash;

  lep_workspace_digest_for_paper (self->workspace, most_rows, &hash, of_changes, &error);
  g_assert_no_error (error);
  lep_hash_format (&hash, hex);
  return hex;
}

static inline void
laptops_agree (Laptop *a,
               Laptop *b)
{
  g_autofree char *left = laptop_digest (a);
  g_autofree char *right = laptop_digest (b);
  g_autofree char *left_changes = NULL;
  g_autofree char *right_changes = NULL;
  gboolean         of_changes;

  g_assert_cmpstr (left, ==, right);
  left_changes = laptop_paper_digest (a, 0, &of_changes);
  right_changes = laptop_paper_digest (b, 0, &of_changes);
  g_assert_cmpstr (left_changes, ==, right_changes);
}
