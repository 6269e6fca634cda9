/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether the tables of the schema hold together, and hold what the data model
 * promises. */

#include <string.h>

#include "lep-schema.h"

#define MAX_NAME 40

static gboolean
is_name (const char *text)
{
  gsize length = strlen (text);

  return length > 0 && length <= MAX_NAME && strspn (text, "abcdefghijklmnopqrstuvwxyz_0123456789") == length;
}

static void
assert_target_exists (const LepField *field)
{
  g_auto (GStrv) kinds = NULL;

  if (field->type == LEP_TYPE_CODE || field->type == LEP_TYPE_CODES)
    {
      if (field->target == NULL)
        g_assert_true (field->flags & LEP_FIELD_OPEN_CODES);
      else
        g_assert_nonnull (lep_schema_code_list (field->target));
      return;
    }

  g_assert_true (field->type == LEP_TYPE_REF || field->type == LEP_TYPE_TEXT || field->target == NULL);
  if (field->target == NULL)
    {
      g_assert_cmpint (field->type, !=, LEP_TYPE_REF);
      return;
    }

  kinds = g_strsplit (field->target, "|", -1);
  for (guint i = 0; kinds[i] != NULL; i++)
    g_assert_true (g_str_equal (kinds[i], "*") || lep_schema_kind (kinds[i]) != NULL);
}

static void
test_fields (void)
{
  guint          n_kinds;
  const LepKind *kinds = lep_schema_kinds (&n_kinds);

  for (guint i = 0; i < n_kinds; i++)
    {
      g_assert_true (is_name (kinds[i].name));
      g_assert_true (lep_schema_kind (kinds[i].name) == &kinds[i]);
      g_assert_nonnull (lep_kind_field (&kinds[i], kinds[i].title));
      g_assert_cmpuint (kinds[i].since, ==, 1);

      for (guint j = 0; j < kinds[i].n_fields; j++)
        {
          const LepField *field = &kinds[i].fields[j];

          g_test_message ("%s.%s", kinds[i].name, field->name);
          g_assert_true (is_name (field->name));
          g_assert_cmpint (lep_kind_field_index (&kinds[i], field->name), ==, j);
          g_assert_cmpstr (lep_schema_label (field->label), !=, "");
          g_assert_cmpuint (field->since, ==, 1);
          g_assert_cmpint (field->minimum, <=, field->maximum);
          assert_target_exists (field);
        }
    }

  g_assert_null (lep_schema_kind ("nothing"));
  g_assert_null (lep_schema_kind (NULL));
  g_assert_null (lep_kind_field (&kinds[0], "nothing"));
}

static void
test_keys (void)
{
  guint          n_kinds;
  const LepKind *kinds = lep_schema_kinds (&n_kinds);

  for (guint i = 0; i < n_kinds; i++)
    {
      g_auto (GStrv) names = g_strsplit (kinds[i].key != NULL ? kinds[i].key : "", " ", -1);

      for (guint j = 0; names[j] != NULL; j++)
        {
          const LepField *field = lep_kind_field (&kinds[i], names[j]);

          g_assert_nonnull (field);
          g_assert_true (field->flags & LEP_FIELD_REQUIRED);
        }
    }

  g_assert_cmpstr (lep_schema_kind ("breakdown")->key, ==, "outcome dimension category");
  g_assert_cmpstr (lep_schema_kind ("attendance")->key, ==, "meeting organisation");
  g_assert_cmpstr (lep_schema_kind ("check")->key, ==, "application requirement");
  g_assert_cmpstr (lep_schema_kind ("score")->key, ==, "application criterion assessor");
  g_assert_cmpstr (lep_schema_kind ("indicator")->key, ==, "code");
  g_assert_cmpstr (lep_schema_kind ("category")->key, ==, "dimension code");
  g_assert_null (lep_schema_kind ("project")->key);
}

static void
assert_group (const char *kind,
              const char *first,
              const char *fields)
{
  g_autoptr (GString) found = g_string_new (NULL);
  const LepKind *table = lep_schema_kind (kind);

  for (guint i = 0; i < table->n_fields; i++)
    if (g_strcmp0 (table->fields[i].group, first) == 0)
      g_string_append_printf (found, "%s%s", found->len > 0 ? " " : "", table->fields[i].name);

  g_assert_cmpstr (found->str, ==, fields);
}

static void
test_groups (void)
{
  guint          n_kinds;
  guint          n_grouped = 0;
  const LepKind *kinds = lep_schema_kinds (&n_kinds);

  assert_group ("programme", "start", "start end");
  assert_group ("project", "start", "start end");
  assert_group ("project", "grant", "grant currency");
  assert_group ("application", "requested", "requested currency");
  assert_group ("expenditure", "amount", "amount currency rate");
  assert_group ("call", "min_grant", "min_grant max_grant");
  assert_group ("target", "value", "value qualifier");
  assert_group ("published_figure", "value", "value qualifier");
  assert_group ("category", "from_age", "from_age to_age");
  assert_group ("outcome", "from", "from to");
  assert_group ("period", "from", "from to");
  assert_group ("peer_review", "from", "from to");

  for (guint i = 0; i < n_kinds; i++)
    for (guint j = 0; j < kinds[i].n_fields; j++)
      n_grouped += kinds[i].fields[j].group != NULL;
  g_assert_cmpuint (n_grouped, ==, 25);
}

static void
test_life_cycles (void)
{
  guint          n_kinds;
  const LepKind *kinds = lep_schema_kinds (&n_kinds);

  for (guint i = 0; i < n_kinds; i++)
    {
      const LepField    *state = lep_kind_field (&kinds[i], kinds[i].state_field);
      const LepCodeList *states;
      guint              reached = 0;

      g_assert_true ((kinds[i].moves != NULL) == (state != NULL));
      if (state == NULL)
        continue;

      states = lep_schema_code_list (state->target);
      for (guint j = 0; j < kinds[i].n_moves; j++)
        {
          const LepMove *move = &kinds[i].moves[j];

          g_test_message ("%s: %s to %s", kinds[i].name, move->from, move->to);
          g_assert_true (lep_code_list_has (states, move->to));
          g_assert_true (move->from == NULL || g_str_equal (move->from, "*") || lep_code_list_has (states, move->from));
          g_assert_true (!move->needs_reason || lep_kind_field (&kinds[i], kinds[i].reason_field) != NULL);
          reached += move->from == NULL;
        }
      g_assert_cmpuint (reached, ==, states->n_codes);
    }
}

static void
test_code_lists (void)
{
  guint              n_lists;
  const LepCodeList *lists = lep_schema_code_lists (&n_lists);

  for (guint i = 0; i < n_lists; i++)
    {
      g_assert_true (lep_schema_code_list (lists[i].name) == &lists[i]);
      for (guint j = 0; j < lists[i].n_codes; j++)
        {
          g_assert_cmpuint (strlen (lists[i].codes[j].code), <=, 64);
          g_assert_cmpstr (lep_schema_label (lists[i].codes[j].label), !=, "");
          for (guint k = 0; k < j; k++)
            g_assert_cmpstr (lists[i].codes[k].code, !=, lists[i].codes[j].code);
        }
    }

  g_assert_cmpuint (lep_schema_code_list ("actor_group")->n_codes, ==, 5);
  g_assert_cmpuint (lep_schema_code_list ("stakeholder_type")->n_codes, ==, 9);
  g_assert_cmpuint (lep_schema_code_list ("target_group")->n_codes, ==, 14);
  g_assert_cmpuint (lep_schema_code_list ("budget_heading")->n_codes, ==, 12);
  g_assert_true (lep_schema_code_list ("sex")->partition);
  g_assert_true (lep_schema_code_list ("age")->partition);
  g_assert_true (lep_schema_code_list ("residence")->partition);
  g_assert_false (lep_schema_code_list ("target_group")->partition);
  for (guint i = 0; i < lep_schema_code_list ("dimension")->n_codes; i++)
    g_assert_nonnull (lep_schema_code_list (lep_schema_code_list ("dimension")->codes[i].code));
}

static void
test_labels (void)
{
  LepSpaceKind kind;

  g_assert_cmpstr (lep_code_label ("sex", "women"), ==, "Women");
  g_assert_cmpstr (lep_code_label ("sex", "from_a_newer_program"), ==, "from_a_newer_program");
  g_assert_cmpstr (lep_code_label (NULL, "x"), ==, "x");
  g_assert_cmpstr (lep_code_label ("sex", NULL), ==, "");
  g_assert_cmpstr (lep_field_type_name (LEP_TYPE_TEXT), ==, "text");
  g_assert_cmpstr (lep_field_type_name (LEP_TYPE_HASH), ==, "hash");
  g_assert_cmpstr (lep_space_kind_name (LEP_SPACE_OFFICE), ==, "office");
  g_assert_true (lep_space_kind_parse ("contacts", &kind));
  g_assert_cmpint (kind, ==, LEP_SPACE_CONTACTS);
  g_assert_false (lep_space_kind_parse ("any", &kind));
  g_assert_false (lep_space_kind_parse (NULL, &kind));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/schema/fields", test_fields);
  g_test_add_func ("/schema/keys", test_keys);
  g_test_add_func ("/schema/groups", test_groups);
  g_test_add_func ("/schema/life-cycles", test_life_cycles);
  g_test_add_func ("/schema/code-lists", test_code_lists);
  g_test_add_func ("/schema/labels", test_labels);

  return g_test_run ();
}
