/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What tests of attention share: a project and a call, and what is found. */
#pragma once

#include "fill.h"

#include "lep-attention.h"

#define TODAY "2026-06-30"

enum
{
  PROGRAMME = 1,
  PARTNERSHIP,
  OFFICE,
  TRAINED = 10,
  EMPLOYED,
  PROJECT = 20,
  CALL = 30,
};

static inline void
set_up (Fill         *fill,
        gconstpointer data)
{
  fill_set_up (fill, data);
  fill_space (fill, PROGRAMME, "programme");
  fill_space (fill, OFFICE, "office");
  fill_space (fill, PARTNERSHIP, "partnership");
  fill_row (fill, PROGRAMME, "indicator", TRAINED, "code", "TRAINED", "name", "Trained", "accumulation", "sum", NULL);
  fill_row (fill, PROGRAMME, "indicator", EMPLOYED, "code", "EMPLOYED", "name", "Employed", "accumulation", "sum", NULL);
  fill_row (fill, PARTNERSHIP, "partnership", PARTNERSHIP, "name", "P", "status", "forming", NULL);
  fill_row (fill, PARTNERSHIP, "project", PROJECT, "partnership", fill_id (PARTNERSHIP), "title", "T", "status", "active",
            "start", "2026-01-01", "end", "2026-12-31", "grant", "100000", "currency", "BAM", NULL);
  fill_row (fill, PROGRAMME, "call", CALL, "title", "C", "reference", "C", "status", "published", "min_grant", "1000",
            "max_grant", "5000", "min_cofinancing", "2000", "concept_deadline", "2026-05-01T12:00:00.000Z", NULL);
}

/* What is found, as "rule kind.field id" lines; the id by its last digits. */
static inline char *
findings (Fill *fill)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = lep_attention (fill->workspace, TODAY, NULL, &error);
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  g_assert_cmpint (lep_attention_count (fill->workspace, TODAY, &error), ==, found->len);
  for (guint i = 0; i < found->len; i++)
    {
      const LepFinding *finding = g_ptr_array_index (found, i);

      g_test_message ("%u %s: %s", finding->rule, finding->kind, finding->text);
      g_assert_null (strchr (finding->text, '{'));
      g_string_append_printf (text, "%u %s.%s %s\n", finding->rule, finding->kind,
                              finding->field != NULL ? finding->field : "", finding->id + 33);
    }
  return g_string_free (text, FALSE);
}

static inline void
assert_findings (Fill       *fill,
                 const char *expected)
{
  g_autofree char *text = findings (fill);

  g_assert_cmpstr (text, ==, expected);
}
