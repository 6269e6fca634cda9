/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What tests of the store share: laptops with a fixed clock, and short ways to
 * write and read. */
#pragma once

#include "lep-db.h"
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
