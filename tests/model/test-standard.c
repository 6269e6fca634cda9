/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether the standard indicators and categories fit the schema, and whether
 * natural keys give the ids that everybody else gives. */

#include "lep-schema.h"
#include "lep-standard.h"
#include "lep-value.h"

static void
assert_value (const char *kind,
              const char *field,
              const char *value)
{
  g_autoptr (GError) error = NULL;

  lep_value_check (lep_kind_field (lep_schema_kind (kind), field), value, &error);
  g_assert_no_error (error);
}

static void
test_indicators (void)
{
  guint                       n_indicators;
  guint                       n_optional = 0;
  const LepStandardIndicator *indicators = lep_standard_indicators (&n_indicators);

  for (guint i = 0; i < n_indicators; i++)
    {
      assert_value ("indicator", "code", indicators[i].code);
      assert_value ("indicator", "name", lep_schema_label (indicators[i].name));
      assert_value ("indicator", "unit", indicators[i].unit);
      assert_value ("indicator", "level", indicators[i].level);
      assert_value ("indicator", "accumulation", indicators[i].accumulation);
      assert_value ("indicator", "definition", indicators[i].definition);
      g_assert_true (lep_standard_indicator (indicators[i].code) == &indicators[i]);
      g_assert_true (indicators[i].optional == (indicators[i].common_code != NULL));
      n_optional += indicators[i].optional;
    }

  g_assert_cmpuint (n_optional, ==, 19 + 6);
  g_assert_true (lep_standard_indicator ("EMPLOYED")->needs_proof);
  g_assert_false (lep_standard_indicator ("TRAINED")->needs_proof);
  g_assert_null (lep_standard_indicator ("NOTHING"));
}

/* Only the name that came with the indicator is translated; a name of one's own,
 * or the same name under another code, stays. */
static void
test_names (void)
{
  g_assert_true (lep_standard_is_shipped ("TRAINED", "Persons trained"));
  g_assert_false (lep_standard_is_shipped ("TRAINED", "Welders trained"));
  g_assert_false (lep_standard_is_shipped ("OWN", "Persons trained"));
  g_assert_false (lep_standard_is_shipped ("TRAINED", NULL));
  g_assert_cmpstr (lep_standard_name ("TRAINED", "Persons trained"), ==, lep_schema_label ("Persons trained"));
  g_assert_cmpstr (lep_standard_name ("TRAINED", "Welders trained"), ==, "Welders trained");
  g_assert_null (lep_standard_name ("OWN", NULL));
}

static void
test_categories (void)
{
  g_autoptr (GArray) categories = lep_standard_categories ();

  g_assert_cmpuint (categories->len, ==, 3 + 4 + 14 + 3);
  for (guint i = 0; i < categories->len; i++)
    {
      const LepStandardCategory *category = &g_array_index (categories, LepStandardCategory, i);

      assert_value ("category", "dimension", category->dimension);
      assert_value ("category", "code", category->code);
      assert_value ("category", "label", category->label);
      if (g_str_equal (category->code, "50_plus"))
        g_assert_cmpint (category->from_age, ==, 50);
    }
}

/* Reckoned with another implementation of UUIDv5 (RFC 9562). */
static void
test_natural_ids (void)
{
  const char *space = "0194c9e4-0000-7000-8000-000000000001";
  const char *values[] = { "0194c9e4-0000-7000-8000-000000000002", "sex", "women" };
  const char *no_value[] = { NULL };
  LepUuid     id;
  char        text[LEP_UUID_TEXT_SIZE + 1];

  g_assert_true (lep_schema_natural_id (lep_schema_kind ("breakdown"), space, values, &id));
  lep_uuid_format (&id, text);
  g_assert_cmpstr (text, ==, "f328eaf6-6b53-5202-acf8-89853c6c671d");

  g_assert_true (lep_schema_natural_id (lep_schema_kind ("indicator"), space, no_value, &id));
  lep_uuid_format (&id, text);
  g_assert_cmpstr (text, ==, "8a313955-c540-5529-8e0d-d7ec04c78977");

  g_assert_false (lep_schema_natural_id (lep_schema_kind ("project"), space, values, &id));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/standard/indicators", test_indicators);
  g_test_add_func ("/standard/names", test_names);
  g_test_add_func ("/standard/categories", test_categories);
  g_test_add_func ("/standard/natural-ids", test_natural_ids);

  return g_test_run ();
}
