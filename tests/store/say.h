/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Changes of any content, for tests of the store. */
#pragma once

#include "lep-commit.h"
#include "lep-store-test.h"

/* Another id that hashes alike where all bytes count: what one half of it has more the
 * other has less. */
static inline const char *
say_twin_of (const char *id)
{
  static char text[LEP_UUID_TEXT_SIZE + 1];
  LepUuid     one, two;
  guint64     half[2];

  g_assert_true (lep_uuid_parse (id, -1, &one));
  two = one;
  for (guint64 k = 1; k == 1 || (two.bytes[8] & 0xc0) != 0x80; k++)
    {
      memcpy (half, one.bytes, sizeof half);
      half[0] += k;
      half[1] -= k * G_GUINT64_CONSTANT (0xc4ceb9fe1a85ec53);
      memcpy (two.bytes, half, sizeof half);
    }
  g_assert_cmpuint (lep_uuid_hash (&one), ==, lep_uuid_hash (&two));
  lep_uuid_format (&two, text);
  return text;
}

/* Adds a row with one field to @change. */
static inline void
change_add_row (LepChange  *change,
                const char *kind,
                const char *id,
                const char *field,
                const char *value)
{
  LepUuid uuid;

  g_assert_true (lep_uuid_parse (id, -1, &uuid));
  lep_change_add_row (change, kind, &uuid, LEP_LIFE_NONE);
  lep_change_add_set (change, field, value, -1);
}

/* Makes a change of any content, as a newer or a foreign program would.
 * @change: (transfer full) */
static inline void
laptop_say (Laptop     *self,
            const char *space,
            LepChange  *change)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LepCommit) commit = lep_commit_begin (self->workspace, &error);
  LepUuid id;

  g_assert_no_error (error);
  g_assert_true (lep_uuid_parse (space, -1, &id));
  lep_commit_add (commit, lep_log_get_space (commit->apply->log, &id, NULL), change, &error);
  g_assert_no_error (error);
  lep_commit_finish (commit, LEP_STEP_EDIT, &error);
  g_assert_no_error (error);
}

/* Gives up changes of @author. */
static inline void
laptop_say_waived (Laptop     *laptop,
                   const char *space,
                   Laptop     *author,
                   gint64      from,
                   gint64      to)
{
  LepChange *waiver = lep_change_new ();

  lep_change_add_waive (waiver, &author->replica, from, to);
  laptop_say (laptop, space, waiver);
}

/* The erasure alone, as if the program died right after it. */
static inline void
laptop_say_erased (Laptop     *laptop,
                   const char *contact)
{
  LepChange *change = lep_change_new ();
  LepUuid    id;

  g_assert_true (lep_uuid_parse (contact, -1, &id));
  lep_change_add_erase (change, "contact", &id);
  laptop_say (laptop, CONTACTS, change);
}
