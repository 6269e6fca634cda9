/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A laptop set back to an earlier time, as by a copied or restored disk. */
#pragma once

#include "laptops.h"

/* A laptop as it was: its file and what is noted of it, in the same places. */
typedef struct
{
  char *bytes, *state_path, *state;
  gsize size;
} Snapshot;

static inline void
snapshot_clear (Snapshot *self)
{
  g_free (self->bytes);
  g_free (self->state_path);
  g_free (self->state);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Snapshot, snapshot_clear)

static inline void
open_again (Laptop *laptop)
{
  g_autoptr (GError) error = NULL;

  laptop->workspace = lep_identity_open (laptop->surroundings, laptop->path, LEP_OPEN_WRITE, NULL, &error);
  g_assert_no_error (error);
}

static inline void
snapshot_take (Snapshot *self,
               Laptop   *laptop)
{
  g_autofree char *id = own_id (laptop);

  g_clear_object (&laptop->workspace);
  self->state_path = g_build_filename (laptop->surroundings->state_dir, id, "state", NULL);
  g_assert_true (g_file_get_contents (laptop->path, &self->bytes, &self->size, NULL));
  g_assert_true (g_file_get_contents (self->state_path, &self->state, NULL, NULL));
  open_again (laptop);
}

static inline void
snapshot_put_back (const Snapshot *self,
                   Laptop         *laptop)
{
  g_clear_object (&laptop->workspace);
  g_assert_true (g_file_set_contents_full (laptop->path, self->bytes, (gssize) self->size, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
  g_assert_true (g_file_set_contents_full (self->state_path, self->state, -1, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
  open_again (laptop);
}
