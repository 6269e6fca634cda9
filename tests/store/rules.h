/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What tests of the rules share: a project, and what is refused. */
#pragma once

#include "lep-store-test.h"

typedef struct
{
  char   *dir;
  Laptop *laptop;
  char   *project;
  char   *trained;
} Fixture;

static inline void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->dir = lep_test_dir ();
  fixture->laptop = laptop_new (fixture->dir, 1);
  g_free (laptop_put (fixture->laptop, PARTNERSHIP, "partnership", PARTNERSHIP, "name", "P", "status", "forming", NULL));
  fixture->project = laptop_put (fixture->laptop, PARTNERSHIP, "project", NULL, "partnership", PARTNERSHIP, "title", "T",
                                 "activity", "retraining", "start", "2026-01-01", "end", "2026-12-31", "grant", "100000",
                                 "currency", "BAM", "status", "contracting", NULL);
  fixture->trained = laptop_put (fixture->laptop, PROGRAMME, "indicator", NULL, "code", "TRAINED", "name", "Trained",
                                 "unit", "persons", "accumulation", "sum", NULL);
}

static inline void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  laptop_free (fixture->laptop);
  g_free (fixture->project);
  g_free (fixture->trained);
  lep_test_dir_free (fixture->dir);
}

/* The edit is refused, naming kind, field and rule, and changes nothing. */
static inline void
refused (Fixture    *fixture,
         const char *where, /* "kind.field, rule N" */
         const char *space,
         const char *kind,
         const char *id,
         ...)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *before = laptop_ask (fixture->laptop, "SELECT count (*) FROM change");
  g_autofree char *made = NULL;
  va_list          list;

  va_start (list, id);
  made = laptop_try (fixture->laptop, &error, space, kind, id, LEP_LIFE_NONE, list);
  va_end (list);
  g_assert_null (made);
  g_assert_error (error, LEP_ERROR, LEP_ERROR_INVALID);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, where));
  laptop_expect (fixture->laptop, "SELECT count (*) FROM change", before);
}

/* Deleting or restoring is refused in the same way. */
static inline void
refused_life (Fixture    *fixture,
              const char *where,
              const char *kind,
              const char *id,
              LepLife     life)
{
  g_autoptr (LepEdit) edit = lep_edit_new (fixture->laptop->workspace);
  g_autoptr (GError) error = NULL;

  g_assert_true (lep_edit_row (edit, PARTNERSHIP, kind, id, &error));
  lep_edit_life (edit, life);
  g_assert_false (lep_edit_commit (edit, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_INVALID);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, where));
}

static inline void
assert_refusal (Fixture    *fixture,
                const char *kind,
                const char *id,
                const char *field,
                const char *value,
                const char *expected)
{
  g_autoptr (LepEdit) edit = lep_edit_new (fixture->laptop->workspace);
  g_autoptr (GError) error = NULL;

  g_assert_true (lep_edit_row (edit, PARTNERSHIP, kind, id, &error));
  lep_edit_set (edit, field, value);
  g_assert_false (lep_edit_commit (edit, &error));
  g_assert_cmpstr (error->message, ==, expected);
}
