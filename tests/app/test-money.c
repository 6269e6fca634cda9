/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Amounts in forms: in which currency they are shown, read and stored. */

#include "form-test.h"

#include "lep-currency.h"
#include "lep-draft.h"
#include "lep-util.h"

/* The same amount in another form is not left standing as it was typed. */
static void
test_the_same_amount_is_shown_as_always (Fixture      *fixture,
                                         gconstpointer data)
{
  LepForm         *form = new_form (fixture);
  g_autofree char *shown = NULL;

  type_in (form, "grant", "1,234.50");
  refresh (fixture, form);
  shown = g_strdup (gtk_editable_get_text (get_entry (form, "grant")));
  type_in (form, "grant", "1234.5");
  g_assert_cmpstr (gtk_editable_get_text (get_entry (form, "grant")), ==, shown);
  expect_stored (fixture, "grant", "123450");
  g_assert_finalize_object (form);
}

static void
test_money_has_its_currency (Fixture      *fixture,
                             gconstpointer data)
{
  LepForm *form = new_form (fixture);
  LepForm *draft = LEP_FORM (g_object_ref_sink (lep_form_build (lep_schema_kind ("tranche"), TRUE)));

  g_assert_true (is_shown_line (GTK_WIDGET (lep_form_get_row (form, "grant")), "KM"));
  type_in (form, "grant", "100 KM");
  expect_stored (fixture, "grant", "10000");
  type_in (form, "grant", "100 EUR");
  expect_stored (fixture, "grant", "10000");
  g_assert_true (g_str_has_prefix (lep_field_row_get_error (lep_form_get_row (form, "grant")), "Grant: "));

  lep_form_start (draft, fixture->laptop->workspace);
  g_assert_false (is_shown_line (GTK_WIDGET (lep_form_get_row (draft, "amount")), "KM"));
  lep_form_preset (draft, "project", fixture->project);
  g_assert_true (is_shown_line (GTK_WIDGET (lep_form_get_row (draft, "amount")), "KM"));
  g_assert_finalize_object (form);
  g_assert_finalize_object (draft);
}

/* Amounts have the decimals of their currency, as lists and papers show them. */
static void
test_money_has_the_decimals_of_its_currency (Fixture      *fixture,
                                             gconstpointer data)
{
  LepForm *form;

  laptop_edit (fixture->laptop, NULL, "project", fixture->project, "currency", "JPY");
  laptop_edit (fixture->laptop, NULL, "project", fixture->project, "grant", "1500000");
  form = new_form (fixture);
  g_assert_cmpstr (gtk_editable_get_text (get_entry (form, "grant")), ==, "1,500,000");
  g_assert_false (lep_form_is_touched (form));
  type_in (form, "grant", "1600000");
  expect_stored (fixture, "grant", "1600000");

  gtk_editable_set_text (get_entry (form, "cofinancing"), "7000");
  laptop_edit (fixture->laptop, NULL, "project", fixture->project, "currency", "JOD");
  refresh (fixture, form);
  g_assert_cmpstr (gtk_editable_get_text (get_entry (form, "grant")), ==, "1,600.000");
  g_assert_cmpstr (gtk_editable_get_text (get_entry (form, "cofinancing")), ==, "7000");
  g_assert_true (lep_form_flush (form));
  expect_stored (fixture, "cofinancing", "7000000");
  expect_stored (fixture, "grant", "1600000");
  g_assert_finalize_object (form);
}

static void
pick_code (LepFieldRow *row,
           const char  *code)
{
  GtkDropDown *list = GTK_DROP_DOWN (LEP_FIELD_ROW_GET_CLASS (row)->get_editor (row));

  for (guint i = 0; i < g_list_model_get_n_items (gtk_drop_down_get_model (list)); i++)
    {
      g_autofree char *picked = NULL;

      gtk_drop_down_set_selected (list, i);
      g_assert_true (lep_field_row_read (row, &picked, NULL));
      if (g_strcmp0 (picked, code) == 0)
        return;
    }
  g_assert_not_reached ();
}

static void
created_cb (LepDraft   *draft,
            const char *id,
            char      **made)
{
  lep_set_str (made, id);
}

/* A project that is new is in the currency of the programme, and says so; one that names
 * none has two decimals in its form as it has everywhere. */
static void
test_money_of_what_is_new_is_that_of_the_programme (Fixture      *fixture,
                                                    gconstpointer data)
{
  g_autofree char *programme = laptop_put (fixture->laptop, PROGRAMME, "programme", PROGRAMME, "name", "P", "currency", "KWD", NULL);
  LepDraft        *draft = LEP_DRAFT (g_object_ref_sink (lep_draft_new ("project")));
  g_autofree char *made = NULL;

  g_signal_connect (draft, "created", G_CALLBACK (created_cb), &made);
  lep_draft_start (draft, fixture->laptop->workspace);
  lep_draft_preset (draft, "title", "Welders");
  lep_draft_preset (draft, "activity", "retraining");
  g_assert_false (lep_draft_is_touched (draft));
  lep_draft_create (draft);
  g_assert_nonnull (made);

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (LepRecord) record = get_record (fixture, "project", made);
      LepForm *form = LEP_FORM (g_object_ref_sink (lep_form_build (lep_schema_kind ("project"), FALSE)));

      g_assert_cmpstr (lep_record_get (record, "currency"), ==, i == 0 ? "KWD" : NULL);
      lep_form_set_record (form, fixture->laptop->workspace, record);
      g_assert_cmpint (is_shown_line (GTK_WIDGET (lep_form_get_row (form, "grant")), "KWD"), ==, i == 0);
      type_in (form, "grant", "1500");
      g_assert_true (lep_record_refresh (record, fixture->laptop->workspace, NULL));
      g_assert_cmpstr (lep_record_get (record, "grant"), ==, i == 0 ? "1500000" : "150000");
      g_assert_finalize_object (form);
      laptop_edit (fixture->laptop, NULL, "project", made, "currency", NULL);
    }
  g_assert_finalize_object (draft);
}

/* An expenditure and an application are in the currency of their project and call. */
static void
test_money_of_what_belongs_to_another_names_no_currency (Fixture      *fixture,
                                                         gconstpointer data)
{
  g_autofree char *programme = laptop_put (fixture->laptop, PROGRAMME, "programme", PROGRAMME, "name", "P", "currency", "KWD", NULL);
  LepWorkspace    *workspace = fixture->laptop->workspace;
  g_autofree char *call = lep_currency_of_new (workspace, lep_schema_kind ("call"));

  g_assert_cmpstr (call, ==, "KWD");
  g_assert_null (lep_currency_of_new (workspace, lep_schema_kind ("application")));
  g_assert_null (lep_currency_of_new (workspace, lep_schema_kind ("expenditure")));
  g_assert_null (lep_currency_of_new (workspace, lep_schema_kind ("tranche")));
}

/* Another currency, and the first one again: the amount is read in that. */
static void
test_money_follows_the_first_currency_again (Fixture      *fixture,
                                             gconstpointer data)
{
  LepForm         *draft = LEP_FORM (g_object_ref_sink (lep_form_build (lep_schema_kind ("expenditure"), TRUE)));
  LepFieldRow     *currency;
  g_autofree char *id = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (LepRecord) record = NULL;

  laptop_edit (fixture->laptop, NULL, "project", fixture->project, "currency", "JPY");
  lep_form_start (draft, fixture->laptop->workspace);
  lep_form_preset (draft, "project", fixture->project);
  currency = lep_form_get_row (draft, "currency");
  g_assert_nonnull (currency);
  type_in (draft, "spent_on", "2022-05-05");
  pick_code (currency, "EUR");
  lep_field_row_leave (currency);
  g_assert_true (is_shown_line (GTK_WIDGET (lep_form_get_row (draft, "amount")), "EUR"));
  lep_field_row_revert (currency);
  lep_field_row_leave (currency);
  g_assert_false (is_shown_line (GTK_WIDGET (lep_form_get_row (draft, "amount")), "EUR"));
  type_in (draft, "amount", "100");

  id = lep_form_create (draft, &error);
  g_assert_no_error (error);
  record = get_record (fixture, "expenditure", id);
  g_assert_null (lep_record_get (record, "currency"));
  g_assert_cmpstr (lep_record_get (record, "amount"), ==, "100");
  g_assert_finalize_object (draft);
}

/* What was refused comes back as it was typed, also when the record shown in between
 * has a currency of other decimals, in which both would be the same. */
static void
test_refused_amount_comes_back_in_its_currency (Fixture      *fixture,
                                                gconstpointer data)
{
  LepForm         *form;
  g_autofree char *tranche = NULL;
  g_autofree char *other = laptop_put (fixture->laptop, NULL, "project", NULL, "partnership", PARTNERSHIP,
                                       "title", "Other", "activity", "start_up", "currency", "JOD", "grant", "50000", NULL);
  g_autoptr (LepRecord) record = get_record (fixture, "project", other);

  laptop_edit (fixture->laptop, NULL, "project", fixture->project, "grant", "5000");
  tranche = laptop_put (fixture->laptop, NULL, "tranche", NULL, "project", fixture->project, "number", "1", "amount", "5000",
                        "status", "approved", "approved_on", "2022-02-01", NULL);
  form = new_form (fixture);
  type_in (form, "grant", "5");
  g_assert_nonnull (lep_field_row_get_error (lep_form_get_row (form, "grant")));
  lep_form_set_record (form, fixture->laptop->workspace, record);
  g_assert_cmpstr (gtk_editable_get_text (get_entry (form, "grant")), ==, "50.000");

  refresh (fixture, form);
  g_assert_cmpstr (gtk_editable_get_text (get_entry (form, "grant")), ==, "5");
  g_assert_true (lep_form_is_touched (form));
  g_assert_finalize_object (form);
}

#define TEST(name) g_test_add ("/money/" #name, Fixture, NULL, set_up, test_##name, tear_down)

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  TEST (the_same_amount_is_shown_as_always);
  TEST (money_has_its_currency);
  TEST (money_has_the_decimals_of_its_currency);
  TEST (money_of_what_is_new_is_that_of_the_programme);
  TEST (money_of_what_belongs_to_another_names_no_currency);
  TEST (money_follows_the_first_currency_again);
  TEST (refused_amount_comes_back_in_its_currency);

  return g_test_run ();
}
