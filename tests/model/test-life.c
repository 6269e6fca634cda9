/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether records take only the steps that their life-cycle lists. */

#include <string.h>

#include "lep-error.h"
#include "lep-life.h"

typedef struct
{
  const char *kind, *from, *to;
  const char *values;       /* "field=value", or NULL */
  const char *refusal;      /* a part of the message, or NULL = allowed */
  gboolean    given_before; /* the values, by an earlier edit */
} Step;

static const Step steps[] = {
  { "partnership", NULL, "forming" },
  { "partnership", NULL, "active" },
  { "partnership", "forming", "established" },
  { "partnership", "forming", "active", .refusal = "Established (established)" },
  { "partnership", "active", "dormant" },
  { "partnership", "dormant", "active" },
  { "partnership", "dissolved", "active", .refusal = "last one" },
  { "partnership", "active", NULL, .refusal = "cannot be cleared" },
  { "partnership", "active", "active" },
  { "call", "published", "concept_closed" },
  { "call", "published", "full_closed", .refusal = "Stages" },
  { "call", "published", "full_closed", "stages=one" },
  { "call", "evaluated", "cancelled", .refusal = "status_reason" },
  { "call", "evaluated", "cancelled", "status_reason= \n ", .refusal = "status_reason" },
  { "call", "evaluated", "cancelled", "status_reason=no money" },
  { "call", "published", "awarded", "stages=two", .refusal = "allowed from here: Concept notes closed (concept_closed), Cancelled (cancelled)." },
  { "call", "published", "awarded", "stages=one", .refusal = "Full applications closed (full_closed)" },
  { "call", "draft", "awarded", .refusal = "Published (published), Cancelled (cancelled)" },
  { "application", "received", "late" },
  { "application", "late", "withdrawn" },
  { "application", "late", "received", .refusal = "received_at" },
  { "application", "late", "received", "stage=concept", .refusal = "received_at" },
  { "application", "late", "full_received", "stage=full", .refusal = "received_at" },
  { "application", "late", "full_received", "stage=concept", .refusal = "allowed from here: Received (received), Withdrawn (withdrawn)." },
  { "application", "late", "received", "stage=full", .refusal = "Full application received (full_received)" },
  { "application", "draft", "full_received", .refusal = "Stage" },
  { "application", "draft", "full_received", "stage=full" },
  { "application", "received", "full_received", .refusal = "Stage" },
  { "application", "received", "full_received", "stage=full" },
  { "application", "admin_ok", "full_admin_ok", "stage=full" },
  { "application", "scored", "full_scored", "stage=full" },
  { "application", "full_received", "late" },
  { "application", "full_received", "rejected", .refusal = "full_admin_ok" },
  { "application", "received", "scored", .refusal = "admin_ok" },
  { "application", "verified", "selected" },
  { "application", "contracted", "withdrawn", .refusal = "last one" },
  { "assessment", "open", "excluded", .refusal = "Interest" },
  { "assessment", "open", "excluded", "interest=declared" },
  { "project", "pipeline", "completed", .refusal = "Being contracted (contracting)" },
  { "project", "active", "suspended" },
  { "project", "suspended", "active" },
  { "project", "active", "terminated", .refusal = "status_reason" },
  { "project", "active", "terminated", "status_reason=the firm closed" },
  { "tranche", "due", "paid", .refusal = "requested" },
  { "period", "submitted", "approved" },
  { "period", "locked", "open", "reopen_reason=a wrong sum", "reopened_until" },
  { "call", "evaluated", "cancelled", "status_reason=no money", "status_reason", TRUE },
  { "assessment", "open", "excluded", "interest=declared", NULL, TRUE },
  { "decision", "done", "dropped", "response=not needed" },
  { "decision", "open", "done", .refusal = "in_progress" },
  { "outcome", "claimed", "verified" },
  { "outcome", "verified", "claimed", .refusal = "withdrawn" },
  { "outcome", "verified", "withdrawn", .refusal = "note" },
};

static const char *
get_value (const char *field,
           gpointer    user_data)
{
  const char *values = user_data;
  gsize       length = strlen (field);

  return values != NULL && strncmp (values, field, length) == 0 && values[length] == '=' ? values + length + 1 : NULL;
}

static const char *
get_nothing (const char *field,
             gpointer    user_data)
{
  return NULL;
}

static void
test_steps (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autoptr (GError) error = NULL;
      const Step *step = &steps[i];
      gboolean    allowed = lep_life_check (lep_schema_kind (step->kind), step->from, step->to, get_value,
                                         step->given_before ? get_nothing : get_value, (gpointer) step->values, &error);

      g_test_message ("%s: %s to %s: %s", step->kind, step->from, step->to, error != NULL ? error->message : "allowed");
      g_assert_cmpint (allowed, ==, step->refusal == NULL);
      if (allowed)
        continue;
      g_assert_error (error, LEP_ERROR, LEP_ERROR_INVALID);
      g_assert_nonnull (strstr (error->message, step->refusal));
    }
}

/* People know a state by its label; what a script may write instead stands behind the labels to choose from. */
static void
test_refusals_name_states_as_people_read_them (void)
{
  static const struct
  {
    const char *kind, *from, *to, *text;
  } refusals[] = {
    { "application", "received", "full_admin_ok", "Status cannot go from “Received” to “Full application in order”; allowed from here: " },
    { "partnership", "dissolved", "active", "Status cannot go from “Dissolved” to “Active”: this state is the last one." },
    { "project", "active", "terminated", "The step to “Terminated” needs Reason (status_reason); fill it in together with the step." },
    { "application", "draft", "full_received", "The step to “Full application received” is only allowed when Stage is “Full application”; set it first." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (lep_life_check (lep_schema_kind (refusals[i].kind), refusals[i].from, refusals[i].to, get_nothing, get_nothing, NULL, &error));
      g_assert_error (error, LEP_ERROR, LEP_ERROR_INVALID);
      g_test_message ("%s", error->message);
      g_assert_true (g_str_has_prefix (error->message, refusals[i].text));
    }
}

static void
test_next_states (void)
{
  g_autofree const char **project = lep_life_next_states (lep_schema_kind ("project"), "active");
  g_autofree const char **outcome = lep_life_next_states (lep_schema_kind ("outcome"), "withdrawn");
  g_autofree const char **none = lep_life_next_states (lep_schema_kind ("place"), NULL);

  g_assert_cmpstr (project[0], ==, "completed");
  g_assert_cmpstr (project[1], ==, "suspended");
  g_assert_cmpstr (project[2], ==, "terminated");
  g_assert_null (project[3]);
  g_assert_null (outcome[0]);
  g_assert_null (none[0]);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/life/steps", test_steps);
  g_test_add_func ("/life/refusals-name-states-as-people-read-them", test_refusals_name_states_as_people_read_them);
  g_test_add_func ("/life/next-states", test_next_states);

  return g_test_run ();
}
