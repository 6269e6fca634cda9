/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One activity for each project: who, what, when, in which state, and what came
 * of it. Elements and their order are those of the schema of version 2.03, codes
 * those of its code lists (iatistandard.org/en/iati-standard/203). */

#include <string.h>

#include <glib/gi18n-lib.h>

#include "lep-error.h"
#include "lep-fold.h"
#include "lep-query.h"

#include "lep-iati-private.h"

#define IATI_VERSION "2.03"

/* A code of ours, and the one of a code list that it becomes. */
typedef struct
{
  const char *ours;
  const char *theirs;
} CodePair;

/* ActivityStatus */
static const CodePair statuses[] = {
  { "pipeline", "1" },
  { "contracting", "1" },
  { "active", "2" },
  { "completed", "3" },
  { "closed", "4" },
  { "terminated", "5" },
  { "suspended", "6" },
  { NULL, "1" },
};

/* Sector, the DAC's five-digit codes (vocabulary 1) */
static const CodePair sectors[] = {
  { "retraining", "11330" },      /* vocational training */
  { "agriculture", "31120" },     /* agricultural development */
  { "start_up", "32130" },        /* development of small and medium enterprises */
  { "social_services", "16010" }, /* social protection */
  { NULL, "16020" },              /* employment creation */
};

/* OrganisationType */
static const CodePair organisation_types[] = {
  { "municipality", "11" }, /* local government */
  { "pes", "15" },          /* other public sector */
  { "employer", "70" },     /* private sector */
  { "education", "80" },    /* academic, training and research */
  { "ngo", "22" },          /* national non-governmental organisation */
  { NULL, "90" },           /* other */
};

/* OrganisationRole */
#define ROLE_FUNDING      "1"
#define ROLE_ACCOUNTABLE  "2"
#define ROLE_IMPLEMENTING "4"

/* What all activities of a file share. */
typedef struct
{
  LepWorkspace       *workspace;
  const LepIatiQuery *query;
  LepIatiWriter      *writer;
  char               *publisher; /* identifier of who reports */
  char               *publisher_name;
  gboolean            has_reference; /* the programme has one: it is the publisher's identifier */
  char               *country;       /* two letters, or NULL */
  char               *moment;        /* of writing */
  char               *today;         /* its day */
  GHashTable         *indicators;    /* code -> LepRecord */
  GPtrArray          *activities;    /* LepIatiWritten */
  GHashTable         *named;         /* id -> LepRecord, or NULL: organisations and partnerships that were asked for so far */
} File;

static void
file_clear (File *self)
{
  g_clear_pointer (&self->writer, lep_iati_writer_free);
  g_free (self->publisher);
  g_free (self->publisher_name);
  g_free (self->country);
  g_free (self->moment);
  g_free (self->today);
  g_clear_pointer (&self->indicators, g_hash_table_unref);
  g_clear_pointer (&self->named, g_hash_table_unref);
  g_clear_pointer (&self->activities, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (File, file_clear)

static void
written_free (gpointer data)
{
  LepIatiWritten *self = data;

  g_object_unref (self->project);
  g_free (self->identifier);
  g_ptr_array_unref (self->results);
  g_free (self);
}

static const char *
translate (const CodePair *pairs,
           const char     *ours)
{
  while (pairs->ours != NULL && g_strcmp0 (pairs->ours, ours) != 0)
    pairs++;
  return pairs->theirs;
}

/* Identifiers have neither spaces nor slashes, and Latin letters: those of other
 * scripts are written in them. Returns: (transfer full) */
static char *
identify (const char *text)
{
  g_autoptr (GString) id = g_string_new (NULL);

  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    {
      gboolean         is_upper = g_unichar_isupper (g_utf8_get_char (c));
      g_autofree char *latin = g_ascii_isalnum (*c) ? g_strndup (c, 1) : lep_fold (c, g_utf8_next_char (c) - c);
      g_autofree char *letters = is_upper ? g_ascii_strup (latin, -1) : g_strdup (latin);

      for (const char *l = letters; *l != '\0'; l = g_utf8_next_char (l))
        g_string_append_c (id, g_ascii_isalnum (*l) || strchr ("-._:", *l) != NULL ? *l : '-');
    }
  return g_string_free (g_steal_pointer (&id), FALSE);
}

/* Of the first country among the places. Returns: (transfer full) (nullable) */
static char *
find_country (LepWorkspace *workspace,
              GError      **error)
{
  static const CodePair long_codes[] = {
    { "BIH", "BA" },
    { "SRB", "RS" },
    { "MNE", "ME" },
    { "HRV", "HR" },
    { "MKD", "MK" },
    { "ALB", "AL" },
    { "XKX", "XK" },
    { "MDA", "MD" },
    { "UKR", "UA" },
    { NULL, NULL },
  };
  g_autoptr (LepQuery) query = lep_query_new ("place");
  g_autoptr (GPtrArray) places = NULL;
  g_autofree char *code = NULL;

  lep_query_add_filter (query, "level", "country");
  places = lep_query_run (workspace, query, error);
  if (places == NULL || places->len == 0 || lep_record_get (g_ptr_array_index (places, 0), "code") == NULL)
    return NULL;

  code = g_ascii_strup (lep_record_get (g_ptr_array_index (places, 0), "code"), -1);
  return strlen (code) == 2 ? g_steal_pointer (&code) : g_strdup (translate (long_codes, code));
}

static gboolean
read_indicators (File    *self,
                 GError **error)
{
  g_autoptr (LepQuery) query = lep_query_new ("indicator");
  g_autoptr (GPtrArray) indicators = lep_query_run (self->workspace, query, error);

  self->indicators = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_object_unref);
  for (guint i = 0; indicators != NULL && i < indicators->len; i++)
    {
      LepRecord  *indicator = g_ptr_array_index (indicators, i);
      const char *code = lep_record_get (indicator, "code");

      if (code != NULL && !g_hash_table_contains (self->indicators, code))
        g_hash_table_insert (self->indicators, (gpointer) code, g_object_ref (indicator));
    }
  return indicators != NULL;
}

static gboolean
read_publisher (File    *self,
                GError **error)
{
  g_autoptr (LepQuery) query = lep_query_new ("programme");
  g_autoptr (GPtrArray) programmes = lep_query_run (self->workspace, query, error);
  LepRecord  *programme;
  const char *reference;

  if (programmes == NULL)
    return FALSE;
  if (programmes->len == 0)
    {
      g_set_error_literal (error, LEP_ERROR, LEP_ERROR_NOT_FOUND, _ ("There is no programme here that could report."));
      return FALSE;
    }

  programme = g_ptr_array_index (programmes, 0);
  reference = lep_record_get (programme, "reference");
  self->has_reference = reference != NULL;
  self->publisher = identify (reference != NULL ? reference : lep_record_get_id (programme));
  self->publisher_name = lep_record_dup_title (programme);
  return TRUE;
}

/**
 * lep_iati_organisation:
 * @role: (nullable): of the list OrganisationRole
 *
 * Writes an element that names an organisation of the directory.
 */
void
lep_iati_organisation (LepIatiWriter         *writer,
                       const LepIatiActivity *activity,
                       const char            *element,
                       LepRecord             *organisation,
                       const char            *role)
{
  const char      *legal_id = lep_record_get (organisation, "legal_id");
  g_autofree char *title = lep_record_dup_title (organisation);
  g_autofree char *ref = legal_id != NULL && activity->country != NULL ? g_strconcat (activity->country, "-", legal_id, NULL) : NULL;
  g_autofree char *tidy = ref != NULL ? identify (ref) : NULL;

  lep_iati_start (writer, element, "ref", tidy, "type", translate (organisation_types, lep_record_get (organisation, "actor_group")),
                  "role", role, NULL);
  lep_iati_narrative (writer, title);
  lep_iati_end (writer);
}

/* Who gives money, and the lead of the partnership, who carries the project out. */
static void
add_participants (File                  *self,
                  const LepIatiActivity *activity)
{
  g_autoptr (GHashTable) named = g_hash_table_new (g_str_hash, g_str_equal);

  lep_iati_start (self->writer, "participating-org", "ref", self->publisher, "type", "90", "role", ROLE_ACCOUNTABLE, NULL);
  lep_iati_narrative (self->writer, self->publisher_name);
  lep_iati_end (self->writer);
  for (guint i = 0; i < activity->funders->len; i++)
    {
      LepRecord *funder = g_ptr_array_index (activity->funders, i);

      if (funder != NULL && g_hash_table_add (named, (gpointer) lep_record_get_id (funder)))
        lep_iati_organisation (self->writer, activity, "participating-org", funder, ROLE_FUNDING);
    }
  if (activity->lead != NULL)
    lep_iati_organisation (self->writer, activity, "participating-org", activity->lead, ROLE_IMPLEMENTING);
}

/* Planned and, once it began or ended, actual dates (ActivityDateType): none of these
 * is one to come. */
static void
add_dates (File                  *self,
           const LepIatiActivity *activity)
{
  const char *status = translate (statuses, lep_record_get (activity->project, "status"));
  const char *end = lep_record_get (activity->project, "end");
  gboolean    began = strchr ("23456", *status) != NULL && strcmp (activity->start, self->today) <= 0;
  gboolean    ended = strchr ("34", *status) != NULL && end != NULL && strcmp (end, self->today) <= 0;

  lep_iati_element (self->writer, "activity-date", "iso-date", activity->start, "type", "1", NULL);
  if (began)
    lep_iati_element (self->writer, "activity-date", "iso-date", activity->start, "type", "2", NULL);
  if (end != NULL)
    lep_iati_element (self->writer, "activity-date", "iso-date", end, "type", ended ? "4" : "3", NULL);
}

static void
add_description (File       *self,
                 LepRecord  *project,
                 const char *field,
                 const char *type)
{
  const char      *text = lep_record_get (project, field);
  g_autofree char *title = lep_record_dup_title (project);

  if (text == NULL && !g_str_equal (type, "1"))
    return;
  lep_iati_start (self->writer, "description", "type", type, NULL);
  lep_iati_narrative (self->writer, text != NULL ? text : title);
  lep_iati_end (self->writer);
}

/* Returns: (transfer full): what the activity is known by everywhere */
static char *
identify_activity (const File *self,
                   LepRecord  *project)
{
  const char      *reference = lep_record_get (project, "reference");
  g_autofree char *own = identify (reference != NULL ? reference : lep_record_get_id (project));

  return g_strconcat (self->publisher, "-", own, NULL);
}

static void
add_heads (File       *self,
           LepRecord  *project,
           const char *id)
{
  g_autofree char *title = lep_record_dup_title (project);

  lep_iati_text (self->writer, "iati-identifier", id);
  lep_iati_start (self->writer, "reporting-org", "ref", self->publisher, "type", "90", NULL);
  lep_iati_narrative (self->writer, self->publisher_name);
  lep_iati_end (self->writer);
  lep_iati_start (self->writer, "title", NULL);
  lep_iati_narrative (self->writer, title);
  lep_iati_end (self->writer);
  add_description (self, project, "summary", "1");
  add_description (self, project, "objectives", "2");
}

static void
unref_nullable (gpointer record)
{
  g_clear_object (&record);
}

/* An organisation or a partnership. Returns: (transfer full) (nullable): NULL also
 * where it is not on this laptop */
static LepRecord *
find_named (File       *self,
            const char *kind,
            const char *id)
{
  LepRecord *found;

  if (id == NULL)
    return NULL;
  if (!g_hash_table_lookup_extended (self->named, id, NULL, (gpointer *) &found))
    {
      found = lep_workspace_get_named (self->workspace, kind, id, NULL);
      g_hash_table_insert (self->named, g_strdup (id), found);
    }
  return found != NULL ? g_object_ref (found) : NULL;
}

static GPtrArray *
list_of_project (LepWorkspace *workspace,
                 const char   *kind,
                 const char   *sort,
                 LepRecord    *project,
                 GError      **error)
{
  g_autoptr (LepQuery) query = lep_query_new (kind);

  lep_query_add_filter (query, "project", lep_record_get_id (project));
  lep_query_set_sort (query, sort, FALSE);
  return lep_query_run (workspace, query, error);
}

static gboolean
was_reported (LepRecord *period)
{
  static const char *const reported[] = { "submitted", "approved", "locked", NULL };
  const char              *status = lep_record_get (period, "status");

  return status != NULL && (g_strv_contains (reported, status) || (strcmp (status, "open") == 0 && lep_record_get (period, "reopened_until") != NULL));
}

/* Those that were reported for, also when they were opened again; of two that
 * overlap the one that ended first. */
static GPtrArray *
list_periods (LepWorkspace *workspace,
              LepRecord    *project,
              GError      **error)
{
  g_autoptr (GPtrArray) all = list_of_project (workspace, "period", "to", project, error);
  GPtrArray  *periods = all == NULL ? NULL : g_ptr_array_new_with_free_func (g_object_unref);
  const char *last = "";

  for (guint i = 0; all != NULL && i < all->len; i++)
    {
      LepRecord  *period = g_ptr_array_index (all, i);
      const char *from = lep_record_get (period, "from"), *to = lep_record_get (period, "to");

      if (!was_reported (period) || from == NULL || to == NULL || strcmp (from, last) <= 0)
        continue;
      g_ptr_array_add (periods, g_object_ref (period));
      last = to;
    }
  return periods;
}

static gboolean
write_activity (File                  *self,
                const LepIatiActivity *activity,
                GError               **error)
{
  LepRecord *project = activity->project;

  lep_iati_start (self->writer, "iati-activity", "last-updated-datetime", self->moment, "default-currency", lep_record_get (project, "currency"),
                  "hierarchy", "1", "xml:lang", self->query->language, NULL);
  add_heads (self, project, activity->identifier);
  add_participants (self, activity);
  lep_iati_element (self->writer, "activity-status", "code", translate (statuses, lep_record_get (project, "status")), NULL);
  add_dates (self, activity);
  if (self->country != NULL)
    lep_iati_element (self->writer, "recipient-country", "code", self->country, NULL);
  lep_iati_element (self->writer, "sector", "vocabulary", "1", "code", translate (sectors, lep_record_get (project, "activity")), NULL);
  lep_iati_add_money (self->writer, activity);
  if (!lep_iati_add_results (self->writer, activity, error))
    return FALSE;
  lep_iati_end (self->writer);
  return TRUE;
}

static const char *
later (const char *a,
       const char *b)
{
  return strcmp (a, b) > 0 ? a : b;
}

/* Whether some of the time asked for lies within the days that the project has. */
static gboolean
meets (const LepIatiQuery *asked,
       LepRecord          *project)
{
  const char *start = lep_record_get (project, "start"), *end = lep_record_get (project, "end");

  return (asked->to == NULL || start == NULL || strcmp (asked->to, start) >= 0) &&
         (asked->from == NULL || end == NULL || strcmp (asked->from, end) <= 0);
}

/* What was reached, as far as the file tells it: nothing where the project and the
 * time asked for do not meet, and no indicator that is listed and never added up
 * unless its target is told. */
static GPtrArray *
read_results (File       *self,
              LepRecord  *project,
              const char *start,
              const char *end,
              GError    **error)
{
  const LepIatiQuery *asked = self->query;
  const char         *from = asked->from != NULL ? asked->from : start, *to = asked->to != NULL ? asked->to : end;
  gboolean            is_whole = asked->from == NULL && asked->to == NULL;
  GPtrArray          *results = lep_project_results (self->workspace, lep_record_get_id (project), error);

  for (guint i = results == NULL ? 0 : results->len; i > 0; i--)
    {
      const LepProjectResult *result = g_ptr_array_index (results, i - 1);

      if (strcmp (from, to) > 0 || !meets (asked, project) || (!result->by_sex->has_total && !(result->has_target && is_whole)))
        g_ptr_array_remove_index (results, i - 1);
    }
  return results;
}

/* What is told of money and targets. */
static const LepUnsettledQuery doubts[] = {
  { "project", NULL, "grant agreement_on" },
  { "tranche", "project", "project amount status due_on paid_on paid" },
  { "funding", "project", "project organisation kind amount committed_on" },
  { "target", "project", "project indicator value baseline status" },
};

static gboolean
add_activity (File      *self,
              LepRecord *project,
              GError   **error)
{
  g_autofree char *made = lep_workspace_dup_day (self->workspace, lep_record_get_created_at (project));
  const char      *start = lep_record_get (project, "start") != NULL ? lep_record_get (project, "start") : made;
  const char      *end = lep_record_get (project, "end") != NULL ? lep_record_get (project, "end") : later (start, self->today);
  g_autoptr (LepRecord) partnership = find_named (self, "partnership", lep_record_get (project, "partnership"));
  g_autoptr (LepRecord) lead = partnership == NULL ? NULL : find_named (self, "organisation", lep_record_get (partnership, "lead"));
  g_autoptr (LepProjectMoney) money = lep_project_grant (self->workspace, project, error);
  g_autoptr (GPtrArray) fundings = money == NULL ? NULL : list_of_project (self->workspace, "funding", "committed_on", project, error);
  g_autoptr (GPtrArray) periods = fundings == NULL ? NULL : list_periods (self->workspace, project, error);
  g_autoptr (GPtrArray) funders = g_ptr_array_new_with_free_func (unref_nullable);
  g_autoptr (GPtrArray) unsettled = g_ptr_array_new_with_free_func ((GDestroyNotify) lep_unsettled_free);
  g_auto (GStrv) dimensions = periods == NULL || !lep_unsettled_read (self->workspace, doubts, G_N_ELEMENTS (doubts), lep_record_get_id (project), unsettled, error) ? NULL : lep_project_dimensions (self->workspace, lep_record_get_id (project), error);
  GPtrArray      *results = dimensions == NULL ? NULL : read_results (self, project, start, end, error);
  LepIatiWritten *written;

  if (results == NULL)
    return FALSE;
  written = g_new0 (LepIatiWritten, 1);
  written->project = g_object_ref (project);
  written->identifier = identify_activity (self, project);
  written->results = results;
  written->is_unsettled = unsettled->len > 0;
  g_ptr_array_add (self->activities, written);
  for (guint i = 0; i < fundings->len; i++)
    g_ptr_array_add (funders, find_named (self, "organisation", lep_record_get (g_ptr_array_index (fundings, i), "organisation")));
  return write_activity (self,
                         &(LepIatiActivity){
                           .workspace = self->workspace,
                           .query = self->query,
                           .project = project,
                           .identifier = written->identifier,
                           .start = start,
                           .end = end,
                           .publisher = self->publisher,
                           .publisher_name = self->publisher_name,
                           .country = self->country,
                           .indicators = self->indicators,
                           .fundings = fundings,
                           .funders = funders,
                           .lead = lead,
                           .money = money,
                           .periods = periods,
                           .results = results,
                           .dimensions = dimensions,
                           .unsettled = unsettled,
                         },
                         error);
}

/* The project that is asked for, or all that are more than an idea. */
static GPtrArray *
find_projects (LepWorkspace       *workspace,
               const LepIatiQuery *asked,
               GError            **error)
{
  g_autoptr (LepQuery) query = lep_query_new ("project");
  g_autoptr (GPtrArray) projects = NULL;

  if (asked->project != NULL)
    {
      LepRecord *project = lep_workspace_get_record (workspace, "project", asked->project, NULL, error);

      if (project == NULL)
        return NULL;
      projects = g_ptr_array_new_with_free_func (g_object_unref);
      g_ptr_array_add (projects, project);
      return g_steal_pointer (&projects);
    }

  lep_query_set_sort (query, "reference", FALSE);
  projects = lep_query_run (workspace, query, error);
  for (guint i = projects != NULL ? projects->len : 0; i > 0; i--)
    if (g_strcmp0 (lep_record_get (g_ptr_array_index (projects, i - 1), "status"), "pipeline") == 0)
      g_ptr_array_remove_index (projects, i - 1);
  return g_steal_pointer (&projects);
}

/**
 * lep_iati_write:
 * @activities: (out) (transfer full) (element-type LepIatiWritten): what went in
 * @told: (out): what a registry will miss
 *
 * Who reports is the programme: its reference is the identifier of the
 * organisation in the registers that the standard names.
 *
 * Returns: (transfer full): the file
 */
GBytes *
lep_iati_write (LepWorkspace       *workspace,
                const LepIatiQuery *query,
                GPtrArray         **activities,
                LepIatiTold        *told,
                GError            **error)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (query->now / 1000);
  g_auto (File) self = { .workspace = workspace, .query = query };
  g_autoptr (GPtrArray) projects = find_projects (workspace, query, error);
  GBytes *xml;

  self.activities = g_ptr_array_new_with_free_func (written_free);
  self.named = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, unref_nullable);
  if (projects == NULL || !read_publisher (&self, error) || !read_indicators (&self, error))
    return NULL;

  self.writer = lep_iati_writer_new ();
  self.today = lep_time_dup_day (query->now, query->zone);
  self.moment = g_date_time_format (now, "%Y-%m-%dT%H:%M:%SZ");
  self.country = find_country (workspace, NULL);
  lep_iati_start (self.writer, "iati-activities", "version", IATI_VERSION, "generated-datetime", self.moment, NULL);
  for (guint i = 0; i < projects->len; i++)
    if (!add_activity (&self, g_ptr_array_index (projects, i), error))
      return NULL;
  lep_iati_end (self.writer);

  told->has_country = self.country != NULL;
  told->has_reference = self.has_reference;
  xml = lep_iati_writer_finish (self.writer, error);
  if (xml != NULL)
    *activities = g_steal_pointer (&self.activities);
  return xml;
}
