/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The register of partners by actor group: who they are, how they are reached,
 * and in which partnerships they take part. */

#include <string.h>

#include <glib/gi18n-lib.h>

#include "lep-print.h"
#include "lep-same.h"

typedef struct
{
  const LepReportInput *input;
  LepReport            *report;
  GHashTable           *merged;    /* organisations that were found to be the same */
  GHashTable           *roles;     /* id of the organisation that is meant → text */
  GHashTable           *contacts;  /* likewise; empty unless asked for */
  gboolean              has_reach; /* the column has something */
} Register;

static void
register_clear (Register *self)
{
  g_clear_pointer (&self->report, lep_report_free);
  g_clear_pointer (&self->merged, g_hash_table_unref);
  g_clear_pointer (&self->roles, g_hash_table_unref);
  g_clear_pointer (&self->contacts, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Register, register_clear)

/* A line for the organisation that is meant; what was said of two records of it
 * stands there once. */
static void
append (const Register *self,
        GHashTable     *texts,
        LepRecord      *record,
        const char     *text)
{
  const char *named = lep_record_get (record, "organisation");
  const char *id = named == NULL ? "" : lep_merged_root (self->merged, named);
  const char *before = g_hash_table_lookup (texts, id);
  g_auto (GStrv) lines = g_strsplit (before != NULL ? before : "", "\n", -1);

  if (!g_strv_contains ((const char *const *) lines, text))
    g_hash_table_replace (texts, g_strdup (id), before == NULL ? g_strdup (text) : g_strdup_printf ("%s\n%s", before, text));
}

/* By its short name if it has one; of one that is gone, what papers say of such. */
static char *
name_partnership (const LepReportInput *input,
                  const char           *id)
{
  g_autoptr (LepRecord) record = id == NULL ? NULL : lep_workspace_get_record (input->workspace, "partnership", id, NULL, NULL);
  const char *name = record == NULL || lep_record_is_deleted (record) ? NULL : lep_record_get (record, "short_name");

  return name != NULL && *name != '\0' ? g_strdup (name) : lep_print_title (input, "partnership", id);
}

/* Memberships that were valid in the time that is asked for, as members are counted;
 * without a first day those of its last day, without a last day those of today. */
static gboolean
read_roles (Register *self,
            GError  **error)
{
  const LepReportInput *input = self->input;
  g_autofree char      *today = lep_print_today (input);
  const char           *to = input->to != NULL ? input->to : today, *from = input->from != NULL ? input->from : to;
  g_autoptr (GPtrArray) memberships = lep_print_list (input, "membership", input->id != NULL ? "partnership" : NULL, input->id, NULL, FALSE, error);

  for (guint i = 0; memberships != NULL && i < memberships->len; i++)
    {
      LepRecord       *membership = g_ptr_array_index (memberships, i);
      const char      *role = lep_print_code (input, "membership_role", lep_record_get (membership, "role"));
      const char      *left_on = lep_record_get (membership, "left_on"), *joined_on = lep_record_get (membership, "joined_on");
      g_autofree char *partnership = NULL;
      g_autofree char *text = NULL;

      if ((left_on != NULL && strcmp (left_on, from) < 0) || (joined_on != NULL && strcmp (joined_on, to) > 0))
        continue;
      partnership = input->id != NULL ? NULL : name_partnership (input, lep_record_get (membership, "partnership"));
      text = partnership == NULL ? g_strdup (role != NULL ? role : LEP_NOTHING) : role == NULL ? g_strdup (partnership)
                                                                                               : g_strdup_printf ("%s (%s)", partnership, role);
      append (self, self->roles, membership, text);
    }
  return memberships != NULL;
}

static gboolean
read_contacts (Register *self,
               GError  **error)
{
  g_autoptr (GPtrArray) contacts = NULL;

  if (!self->input->with_contacts)
    return TRUE;
  contacts = lep_print_list (self->input, "contact", NULL, NULL, "name", FALSE, error);
  for (guint i = 0; contacts != NULL && i < contacts->len; i++)
    {
      LepRecord       *contact = g_ptr_array_index (contacts, i);
      const char      *function = lep_record_get (contact, "function"), *phone = lep_record_get (contact, "phone"), *email = lep_record_get (contact, "email");
      g_autofree char *text = lep_print_join (", ", lep_record_get (contact, "name"), function != NULL ? function : "", phone != NULL ? phone : "", email != NULL ? email : "", NULL);

      append (self, self->contacts, contact, text);
    }
  return contacts != NULL;
}

/* The kind where it says more than the group under which it stands. */
static const char *
find_kind (LepRecord *organisation)
{
  static const char *const usual[][2] = { { "municipality", "government" }, { "pes", "public_service" }, { "employer", "employer_org" }, { "education", "education_training" }, { "ngo", "ngo" } };
  const char              *kind = lep_record_get (organisation, "stakeholder_type");

  for (guint i = 0; i < G_N_ELEMENTS (usual); i++)
    if (g_strcmp0 (lep_record_get (organisation, "actor_group"), usual[i][0]) == 0 && g_strcmp0 (kind, usual[i][1]) == 0)
      return NULL;
  return kind;
}

static void
add_organisation (const Register *self,
                  LepTable       *table,
                  LepRecord      *organisation)
{
  const LepReportInput *input = self->input;
  const char           *legal_id = lep_record_get (organisation, "legal_id"), *short_name = lep_record_get (organisation, "short_name");
  const char           *address = lep_record_get (organisation, "address"), *phone = lep_record_get (organisation, "phone");
  const char           *email = lep_record_get (organisation, "email"), *website = lep_record_get (organisation, "website");
  const char           *kind = find_kind (organisation) == NULL ? NULL : lep_print_code (input, "stakeholder_type", find_kind (organisation));
  g_autofree char      *second = lep_print_join (" · ", short_name != NULL ? short_name : "", legal_id != NULL ? legal_id : "", kind != NULL ? kind : "", NULL);
  g_autofree char      *reach = lep_print_join (" · ", phone != NULL ? phone : "", email != NULL ? email : "", website != NULL ? website : "", NULL);
  const char           *persons = g_hash_table_lookup (self->contacts, lep_record_get_id (organisation));

  lep_table_add_row (table, LEP_ROW_BODY);
  lep_table_add_text (table, lep_record_get (organisation, "name"), second);
  lep_table_add_text (table, lep_record_get (organisation, "place"), address);
  if (self->has_reach)
    lep_table_add_text (table, reach != NULL ? reach : persons, reach != NULL ? persons : NULL);
  lep_table_add_text (table, g_hash_table_lookup (self->roles, lep_record_get_id (organisation)), NULL);
}

static gboolean
is_listed (const Register *self,
           LepRecord      *organisation,
           const char     *group)
{
  const char *id = lep_record_get_id (organisation);

  return g_strcmp0 (lep_record_get (organisation, "actor_group"), group) == 0 && strcmp (lep_merged_root (self->merged, id), id) == 0 &&
         (self->input->id == NULL || g_hash_table_contains (self->roles, id));
}

static void
add_group (const Register  *self,
           LepTable        *table,
           const GPtrArray *organisations,
           const LepCode   *group,
           guint           *n_groups)
{
  guint            n = 0;
  g_autofree char *count = NULL;

  for (guint i = 0; i < organisations->len; i++)
    n += is_listed (self, g_ptr_array_index (organisations, i), group->code);
  if (n == 0)
    return;
  ++*n_groups;
  count = lep_format_count (self->input->locale, n);
  lep_table_add_row (table, LEP_ROW_GROUP);
  lep_table_add_text (table, lep_print_code (self->input, "actor_group", group->code), NULL);
  for (guint i = 0; i + 2 < table->columns->len; i++)
    lep_table_add_empty (table);
  lep_table_add_text (table, count, NULL);
  for (guint i = 0; i < organisations->len; i++)
    if (is_listed (self, g_ptr_array_index (organisations, i), group->code))
      add_organisation (self, table, g_ptr_array_index (organisations, i));
}

/* Whether anybody's phone, address in the net or person is known: a column of
 * dashes helps nobody. */
static gboolean
has_reach (const Register  *self,
           const GPtrArray *organisations)
{
  for (guint i = 0; i < organisations->len; i++)
    {
      LepRecord *organisation = g_ptr_array_index (organisations, i);

      if (is_listed (self, organisation, lep_record_get (organisation, "actor_group")) &&
          (lep_record_get (organisation, "phone") != NULL || lep_record_get (organisation, "email") != NULL || lep_record_get (organisation, "website") != NULL ||
           g_hash_table_contains (self->contacts, lep_record_get_id (organisation))))
        return TRUE;
    }
  return FALSE;
}

static gboolean
begin (Register *self,
       GError  **error)
{
  const LepReportInput *input = self->input;
  g_autoptr (LepRecord) partnership = input->id == NULL ? NULL : lep_print_record (input, "partnership", input->id, error);
  g_autofree char *title = partnership == NULL ? NULL : lep_record_dup_title (partnership);
  g_autofree char *period = input->from == NULL ? NULL : lep_format_date_range (input->locale, input->from, input->to);

  if (input->id != NULL && partnership == NULL)
    return FALSE;
  self->merged = lep_merged_organisations (input->workspace, error);
  if (self->merged == NULL)
    return FALSE;
  self->roles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->contacts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->report = lep_print_begin (input, N_ ("Register of partners"), title != NULL ? title : lep_print_text (input, N_ ("The whole programme")), period, NULL);
  self->report->landscape = TRUE;
  return partnership != NULL ? lep_print_sender (input, self->report, partnership, error) : lep_print_programme_sender (input, self->report, error);
}

/**
 * lep_report_partner_register:
 *
 * The input's id is that of a partnership; without one, of the whole directory.
 */
LepReport *
lep_report_partner_register (const LepReportInput *input,
                             GError              **error)
{
  g_auto (Register) self = { .input = input };
  const LepCodeList *groups = lep_schema_code_list ("actor_group");
  g_autoptr (GPtrArray) organisations = NULL;
  LepTable *table;
  guint     n_groups = 0;

  if (!begin (&self, error) || !read_roles (&self, error) || !read_contacts (&self, error))
    return NULL;
  organisations = lep_print_list (input, "organisation", NULL, NULL, "name", FALSE, error);
  if (organisations == NULL)
    return NULL;
  self.has_reach = has_reach (&self, organisations);
  table = lep_print_table (input, self.report, N_ ("Partners"), N_ ("Organisation"), LEP_COLUMN_STRONG, N_ ("Place"), LEP_COLUMN_TEXT, NULL);
  if (self.has_reach)
    lep_table_add_column (table, lep_print_text (input, N_ ("Reached by")), NULL, LEP_COLUMN_TEXT);
  lep_table_add_column (table, lep_print_text (input, input->id != NULL ? N_ ("Role") : N_ ("Partnerships")), NULL, LEP_COLUMN_TEXT);
  for (guint i = 0; i < groups->n_codes; i++)
    add_group (&self, table, organisations, &groups->codes[i], &n_groups);
  if (n_groups == 0)
    {
      lep_table_add_row (table, LEP_ROW_GROUP);
      lep_table_add_text (table, lep_print_text (input, input->id != NULL ? N_ ("No organisation is a member at this time") : N_ ("No organisation was entered")), NULL);
    }
  lep_report_add_note (self.report, lep_print_text (input, n_groups == groups->n_codes ? N_ ("All five groups are represented.") : N_ ("Not all five groups are represented.")));
  return g_steal_pointer (&self.report);
}
