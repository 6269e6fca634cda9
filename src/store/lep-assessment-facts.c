/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers the questions of “Does the partnership work?” from the register as far
 * as it knows; people may answer otherwise. */

#include <stdlib.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "lep-partnership.h"
#include "lep-query.h"
#include "lep-receipt.h"

#include "lep-assessment-facts.h"

#define N_STAKEHOLDER_TYPES 9

/* Bundles looked through for those of the last months. */
#define MAX_RECEIPTS 1000

typedef struct
{
  LepWorkspace *workspace;
  const char   *partnership;
  const char   *today;
  char          year_ago[11];
  char          quarter_ago[11];
  GPtrArray    *meetings;  /* of the last year */
  GPtrArray    *decisions; /* of all meetings */
  GArray       *facts;
} Facts;

static void
facts_clear (Facts *self)
{
  g_clear_pointer (&self->meetings, g_ptr_array_unref);
  g_clear_pointer (&self->decisions, g_ptr_array_unref);
  g_clear_pointer (&self->facts, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Facts, facts_clear)

static void
subtract_months (const char *day,
                 guint       months,
                 char        earlier[11])
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) atoi (day + 8), (GDateMonth) atoi (day + 5), (GDateYear) atoi (day));
  g_date_subtract_months (&date, months);
  g_date_strftime (earlier, 11, "%Y-%m-%d", &date);
}

static GPtrArray *
list (Facts      *self,
      const char *kind,
      const char *field,
      const char *id,
      GError    **error)
{
  g_autoptr (LepQuery) query = lep_query_new (kind);

  if (field != NULL)
    lep_query_add_filter (query, field, id);
  return lep_query_run (self->workspace, query, error);
}

/* A good answer, half of one, or none. */
static const char *
grade (gboolean whole,
       gboolean some)
{
  return whole ? "in_place" : some ? "partly"
                                   : "no";
}

static void
tell (Facts      *self,
      const char *item,
      const char *answer,
      const char *text,
      gint64      a,
      gint64      b,
      gint64      c)
{
  const LepAssessmentFact fact = { item, answer, text, a, b, c };

  g_array_append_val (self->facts, fact);
}

static gboolean
tell_organisations (Facts   *self,
                    GError **error)
{
  g_autoptr (GPtrArray) organisations = list (self, "organisation", NULL, NULL, error);
  g_autoptr (GPtrArray) members = organisations != NULL ? lep_partnership_organisations (self->workspace, self->partnership, self->today, error) : NULL;
  g_autoptr (GHashTable) types = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) valued = g_hash_table_new (g_str_hash, g_str_equal);
  guint n_valued = 0;
  guint n_types;

  if (members == NULL)
    return FALSE;

  for (guint i = 0; i < organisations->len; i++)
    {
      LepRecord  *one = g_ptr_array_index (organisations, i);
      const char *type = lep_record_get (one, "stakeholder_type");

      if (type != NULL)
        g_hash_table_add (types, (gpointer) type);
      if (lep_record_get (one, "value_added") != NULL)
        g_hash_table_add (valued, (gpointer) lep_record_get_id (one));
    }
  for (guint i = 0; i < members->len; i++)
    n_valued += g_hash_table_contains (valued, ((LepMember *) g_ptr_array_index (members, i))->organisation);

  n_types = g_hash_table_size (types);
  tell (self, "partner_database", grade (n_types == N_STAKEHOLDER_TYPES, organisations->len > 0),
        N_ ("organisations: {a}; of the nine types: {b}"), organisations->len, n_types, 0);
  tell (self, "key_stakeholders", grade (members->len > 0 && n_valued == members->len, n_valued > 0),
        N_ ("members of whom it is noted what they add: {a} of {b}"), n_valued, members->len, 0);
  return TRUE;
}

/* Tripartite and council meetings of the last year, and the sides present. */
static gboolean
tell_dialogue (Facts   *self,
               GError **error)
{
  static const char *const sides[] = { "government", "workers", "employers" };
  gboolean                 present[G_N_ELEMENTS (sides)] = { FALSE };
  guint                    n_meetings = 0;
  guint                    n_sides = 0;

  for (guint i = 0; i < self->meetings->len; i++)
    {
      LepRecord  *meeting = g_ptr_array_index (self->meetings, i);
      const char *kind = lep_record_get (meeting, "kind");
      g_autoptr (GPtrArray) attended = NULL;

      if (g_strcmp0 (kind, "tripartite") != 0 && g_strcmp0 (kind, "council") != 0)
        continue;
      n_meetings++;
      attended = list (self, "attendance", "meeting", lep_record_get_id (meeting), error);
      if (attended == NULL)
        return FALSE;
      for (guint j = 0; j < attended->len; j++)
        for (guint k = 0; k < G_N_ELEMENTS (sides); k++)
          if (g_strcmp0 (lep_record_get (g_ptr_array_index (attended, j), "side"), sides[k]) == 0 &&
              !lep_record_get_bool (g_ptr_array_index (attended, j), "excused"))
            present[k] = TRUE;
    }
  for (guint k = 0; k < G_N_ELEMENTS (sides); k++)
    n_sides += present[k];

  tell (self, "social_dialogue", grade (n_meetings >= 2 && n_sides == G_N_ELEMENTS (sides), n_meetings > 0),
        N_ ("tripartite and council meetings in twelve months: {a}; sides present: {b} of three"), n_meetings, n_sides, 0);
  return TRUE;
}

/* A coordinator, and money of the municipality or the employment service. */
static gboolean
tell_resources (Facts   *self,
                GError **error)
{
  g_autoptr (GPtrArray) projects = list (self, "project", "partnership", self->partnership, error);
  g_autoptr (LepRecord) partnership = NULL;
  gboolean has_coordinator;
  guint    n_fundings = 0;

  for (guint i = 0; projects != NULL && i < projects->len; i++)
    {
      g_autoptr (GPtrArray) fundings = list (self, "funding", "project", lep_record_get_id (g_ptr_array_index (projects, i)), error);

      if (fundings == NULL)
        return FALSE;
      for (guint j = 0; j < fundings->len; j++)
        {
          const char *kind = lep_record_get (g_ptr_array_index (fundings, j), "kind");

          n_fundings += g_strcmp0 (kind, "municipal") == 0 || g_strcmp0 (kind, "pes") == 0;
        }
    }
  partnership = projects != NULL ? lep_workspace_get_record (self->workspace, "partnership", self->partnership, NULL, error) : NULL;
  if (partnership == NULL)
    return FALSE;

  has_coordinator = lep_record_get (partnership, "coordinator") != NULL;
  tell (self, "resources", grade (has_coordinator && n_fundings > 0, has_coordinator || n_fundings > 0),
        has_coordinator ? N_ ("a coordinator is named; contributions of municipalities and employment services: {a}")
                        : N_ ("no coordinator is named; contributions of municipalities and employment services: {a}"),
        n_fundings, 0, 0);
  return TRUE;
}

/* Notes sent after meetings, bundles given and received. */
static gboolean
tell_information (Facts   *self,
                  GError **error)
{
  g_autoptr (GPtrArray) receipts = lep_receipts_list (self->workspace, MAX_RECEIPTS, error);
  guint n_notes = 0;
  guint n_bundles = 0;

  if (receipts == NULL)
    return FALSE;
  for (guint i = 0; i < self->meetings->len; i++)
    n_notes += lep_record_get (g_ptr_array_index (self->meetings, i), "note_sent_on") != NULL;
  for (guint i = 0; i < receipts->len; i++)
    {
      const char *at = ((LepReceipt *) g_ptr_array_index (receipts, i))->at;

      n_bundles += strcmp (at, self->quarter_ago) >= 0 && strncmp (at, self->today, strlen (self->today)) <= 0;
    }

  tell (self, "information_exchange", grade (n_notes > 0 && n_bundles > 0, n_notes > 0 || n_bundles > 0),
        N_ ("meetings of twelve months with a note sent: {a} of {b}; bundles exchanged in three months: {c}"), n_notes, self->meetings->len, n_bundles);
  return TRUE;
}

static gboolean
tell_services (Facts   *self,
               GError **error)
{
  g_autoptr (GPtrArray) services = list (self, "service", "partnership", self->partnership, error);
  guint n_running = 0;

  if (services == NULL)
    return FALSE;
  for (guint i = 0; i < services->len; i++)
    n_running += lep_record_get_bool (g_ptr_array_index (services, i), "still_running");

  tell (self, "services_list", grade (n_running > 0, services->len > 0), N_ ("services: {a}; still running: {b}"), services->len, n_running, 0);
  return TRUE;
}

/* Decisions about policy, and recommendations that were answered. */
static void
tell_policy (Facts *self)
{
  guint n_policy = 0;
  guint n_recommended = 0;
  guint n_answered = 0;

  for (guint i = 0; i < self->decisions->len; i++)
    {
      LepRecord *decision = g_ptr_array_index (self->decisions, i);
      gboolean   recommends = g_strcmp0 (lep_record_get (decision, "kind"), "recommendation") == 0;

      n_policy += g_strcmp0 (lep_record_get (decision, "theme"), "policy") == 0;
      n_recommended += recommends;
      n_answered += recommends && lep_record_get (decision, "response") != NULL;
    }
  tell (self, "policy_input", grade (n_policy > 0 && n_answered > 0, n_policy > 0 || n_recommended > 0),
        N_ ("decisions about policy: {a}; recommendations answered: {b} of {c}"), n_policy, n_answered, n_recommended);
}

static gboolean
tell_feedback (Facts   *self,
               GError **error)
{
  g_autoptr (GPtrArray) received = list (self, "feedback", "partnership", self->partnership, error);
  guint n_answered = 0;

  if (received == NULL)
    return FALSE;
  for (guint i = 0; i < received->len; i++)
    n_answered += lep_record_get (g_ptr_array_index (received, i), "answer") != NULL;

  tell (self, "feedback", grade (received->len > 0 && n_answered == received->len, received->len > 0),
        N_ ("feedback received: {a}; answered: {b}"), received->len, n_answered, 0);
  return TRUE;
}

/* The meetings of the last year, and the decisions of all. */
static gboolean
read_meetings (Facts   *self,
               GError **error)
{
  g_autoptr (GPtrArray) all = list (self, "meeting", "partnership", self->partnership, error);

  self->meetings = g_ptr_array_new_with_free_func (g_object_unref);
  self->decisions = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; all != NULL && i < all->len; i++)
    {
      LepRecord  *meeting = g_ptr_array_index (all, i);
      const char *day = lep_record_get (meeting, "held_on");
      g_autoptr (GPtrArray) decisions = list (self, "decision", "meeting", lep_record_get_id (meeting), error);

      if (decisions == NULL)
        return FALSE;
      g_ptr_array_extend (self->decisions, decisions, (GCopyFunc) g_object_ref, NULL);
      if (day != NULL && strcmp (day, self->year_ago) >= 0 && strcmp (day, self->today) <= 0)
        g_ptr_array_add (self->meetings, g_object_ref (meeting));
    }
  return all != NULL;
}

/**
 * lep_assessment_facts:
 * @partnership: id
 * @today: date
 *
 * Returns: (transfer full) (element-type LepAssessmentFact): of the questions
 *   that the register can answer
 */
GArray *
lep_assessment_facts (LepWorkspace *workspace,
                      const char   *partnership,
                      const char   *today,
                      GError      **error)
{
  g_auto (Facts) self = { .workspace = workspace, .partnership = partnership, .today = today };

  subtract_months (today, 12, self.year_ago);
  subtract_months (today, 3, self.quarter_ago);
  self.facts = g_array_new (FALSE, FALSE, sizeof (LepAssessmentFact));
  if (!read_meetings (&self, error) || !tell_organisations (&self, error) || !tell_dialogue (&self, error) || !tell_resources (&self, error) ||
      !tell_information (&self, error) || !tell_services (&self, error) || !tell_feedback (&self, error))
    return NULL;

  tell_policy (&self);
  return g_steal_pointer (&self.facts);
}

/* Returns: (nullable): what the register says to that question */
const LepAssessmentFact *
lep_assessment_fact (const GArray *facts,
                     const char   *item)
{
  for (guint i = 0; i < facts->len; i++)
    if (g_str_equal (g_array_index (facts, LepAssessmentFact, i).item, item))
      return &g_array_index (facts, LepAssessmentFact, i);
  return NULL;
}

static gboolean
add_answer (LepEdit                 *edit,
            const char              *round,
            const LepAssessmentFact *fact,
            GError                 **error)
{
  if (!lep_edit_row (edit, NULL, "assessment_answer", NULL, error))
    return FALSE;
  lep_edit_set (edit, "assessment_round", round);
  lep_edit_set (edit, "item", fact->item);
  lep_edit_set (edit, "answer", fact->answer);
  return TRUE;
}

/**
 * lep_assessment_begin:
 * @partnership: id
 * @held_on: date
 * @n_answered: (out) (optional): how many questions the register answers
 *
 * Begins a round of a self-assessment, with what the register says as its first
 * answers, as one action.
 *
 * Returns: (transfer full): its id
 */
char *
lep_assessment_begin (LepWorkspace        *workspace,
                      const LepInstrument *instrument,
                      const char          *partnership,
                      const char          *held_on,
                      guint               *n_answered,
                      GError             **error)
{
  g_autoptr (GArray) facts = lep_assessment_facts (workspace, partnership, held_on, error);
  g_autoptr (LepEdit) edit = lep_edit_new (workspace);
  g_autofree char *round = NULL;

  if (facts == NULL || !lep_edit_row (edit, NULL, "assessment_round", NULL, error))
    return NULL;
  lep_edit_set (edit, "partnership", partnership);
  lep_edit_set (edit, "instrument", instrument->code);
  lep_edit_set (edit, "held_on", held_on);
  round = g_strdup (lep_edit_last_id (edit));
  for (guint i = 0; instrument->items[i] != NULL; i++)
    {
      const LepAssessmentFact *fact = lep_assessment_fact (facts, instrument->items[i]);

      if (fact != NULL && !add_answer (edit, round, fact, error))
        return NULL;
    }
  if (n_answered != NULL)
    *n_answered = lep_edit_get_n_rows (edit) - 1;
  return lep_edit_commit (edit, error) ? g_steal_pointer (&round) : NULL;
}
