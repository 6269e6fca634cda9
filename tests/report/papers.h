/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of papers share: a laptop with a partnership, and short ways to
 * print and look. */
#pragma once

#include <string.h>

#include "lep-report-kinds.h"

#include "lep-store-test.h"

/* 2019-04-03T08:42:00Z */
#define PRINTED_AT G_GINT64_CONSTANT (1554280920000)

typedef struct
{
  char   *dir;
  Laptop *laptop;
  char   *lead, *project;
} Papers;

static inline char *
papers_member (Papers     *self,
               const char *group,
               const char *name,
               const char *role)
{
  char            *organisation = laptop_put (self->laptop, NULL, "organisation", NULL, "name", name, "actor_group", group, "place", "Prnjavor", NULL);
  g_autofree char *membership = laptop_put (self->laptop, NULL, "membership", NULL, "partnership", PARTNERSHIP, "organisation", organisation,
                                            "role", role, "joined_on", "2017-04-30", NULL);

  return organisation;
}

static inline void
papers_set_up (Papers       *self,
               gconstpointer data)
{
  Laptop *laptop;

  self->dir = lep_test_dir ();
  laptop = self->laptop = laptop_new (self->dir, 1);
  g_free (laptop_put (laptop, "programme", "programme", PROGRAMME, "name", "Programme <of> partnerships", "funders", "European Union", "currency", "BAM", NULL));
  g_free (laptop_put (laptop, NULL, "partnership", PARTNERSHIP, "name", "Partnership Prnjavor", "status", "forming", "places", "Prnjavor",
                      "coordinator", "Coordinator Sample", NULL));
  self->lead = papers_member (self, "ngo", "Development Agency", "lead");
  laptop_edit (laptop, NULL, "partnership", PARTNERSHIP, "lead", self->lead);
  g_free (papers_member (self, "municipality", "Municipality Prnjavor", "member"));
  g_free (papers_member (self, "pes", "Employment Service", "member"));
  self->project = laptop_put (laptop, NULL, "project", NULL, "partnership", PARTNERSHIP, "title", "Prvo zapošljavanje", "reference", "LEP1-PRN",
                              "activity", "retraining", "status", "pipeline", "start", "2017-05-01", "end", "2018-12-31",
                              "grant", "20000000", "cofinancing", "1000000", "currency", "EUR", NULL);
}

static inline void
papers_tear_down (Papers       *self,
                  gconstpointer data)
{
  g_free (self->lead);
  g_free (self->project);
  laptop_free (self->laptop);
  lep_test_dir_free (self->dir);
}

static inline LepReportInput
papers_input (Papers     *self,
              const char *language,
              const char *id)
{
  return (LepReportInput){ .workspace = self->laptop->workspace, .locale = lep_locale_find (language), .now = PRINTED_AT, .digest = "7c41e90b00", .number = "01-117/19", .id = id };
}

/* The report as HTML with plain spaces; its pages must be made without a word,
 * too. */
static inline char *
papers_print (const char           *name,
              const LepReportInput *input)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LepReport) report = lep_report_make (lep_report_kind (name), input, &error);
  g_autoptr (GBytes) html = NULL;
  g_autoptr (GBytes) pdf = NULL;
  g_autofree char *text = NULL;
  g_auto (GStrv) parts = NULL;

  g_assert_no_error (error);
  html = lep_report_make_html (report);
  pdf = lep_report_make_pdf (report, LEP_PAPER_A4, &error);
  g_assert_no_error (error);
  text = g_strndup (g_bytes_get_data (html, NULL), g_bytes_get_size (html));
  parts = g_strsplit (text, "\302\240", -1);
  return g_strjoinv (" ", parts);
}

/* There is no such paper, and why is told. */
static inline void
papers_refuse (const char           *name,
               const LepReportInput *input,
               const char           *why)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LepReport) report = lep_report_make (lep_report_kind (name), input, &error);

  g_assert_null (report);
  g_assert_error (error, LEP_ERROR, LEP_ERROR_INVALID);
  if (strstr (error->message, why) == NULL)
    g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, why));
}

/* Each part must be there, in that order; ended by NULL. */
static inline void
papers_expect (const char *text,
               ...)
{
  const char *from = text;
  va_list     parts;

  va_start (parts, text);
  for (const char *part = va_arg (parts, const char *); part != NULL; part = va_arg (parts, const char *))
    {
      const char *found = strstr (from, part);

      if (found == NULL)
        g_test_message ("“%s” is missing after: %.200s", part, from);
      g_assert_nonnull (found);
      from = found + strlen (part);
    }
  va_end (parts);
}
