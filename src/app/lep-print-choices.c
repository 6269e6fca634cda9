/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a print can be made in, and what was chosen last. */

#include <glib/gi18n.h>

#include "lep-catalogue.h"
#include "lep-language.h"

#include "lep-print-choices.h"

/* Returns: (transfer container) (element-type LepLocale): the languages that
 * there are translations of; English always is one */
GPtrArray *
lep_print_choices_locales (void)
{
  GPtrArray       *found = g_ptr_array_new ();
  guint            n_locales;
  const LepLocale *locales = lep_locale_all (&n_locales);

  for (guint i = 0; i < n_locales; i++)
    {
      g_autoptr (LepCatalogue) catalogue = lep_catalogue_open (lep_language_folder (), &locales[i], NULL);

      if (catalogue != NULL || g_str_equal (locales[i].tag, "en"))
        g_ptr_array_add (found, (gpointer) &locales[i]);
    }

  return found;
}

/* Returns: (transfer full) (nullable): name of the report that was chosen last
 * for records of that kind */
char *
lep_print_choices_last (GSettings  *settings,
                        const char *record_kind)
{
  g_autoptr (GVariant) reports = g_settings_get_value (settings, "print-reports");
  char *report = NULL;

  g_variant_lookup (reports, record_kind, "s", &report);

  return report;
}

void
lep_print_choices_remember (GSettings  *settings,
                            const char *record_kind,
                            const char *report)
{
  g_autoptr (GVariant) before = g_settings_get_value (settings, "print-reports");
  GVariantBuilder after;
  GVariantIter    iter;
  const char     *kind, *value;

  g_variant_builder_init (&after, G_VARIANT_TYPE ("a{ss}"));
  g_variant_iter_init (&iter, before);
  while (g_variant_iter_next (&iter, "{&s&s}", &kind, &value))
    if (!g_str_equal (kind, record_kind))
      g_variant_builder_add (&after, "{ss}", kind, value);
  g_variant_builder_add (&after, "{ss}", record_kind, report);
  g_settings_set_value (settings, "print-reports", g_variant_builder_end (&after));
}

/* Returns: whether the report says more about what a list of that kind shows */
gboolean
lep_print_choices_fits_list (const char *record_kind,
                             const char *report)
{
  static const struct
  {
    const char *kind, *report;
  } pairs[] = {
    { "outcome", "results" },
    { "decision", "decisions" },
    { "organisation", "partner-register" },
    { "partnership", "programme" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    if (g_str_equal (pairs[i].kind, record_kind) && g_str_equal (pairs[i].report, report))
      return TRUE;

  return FALSE;
}

/* Of the rows of a list. */
#define LIST_FORMATS (LEP_REPORT_PDF | LEP_REPORT_HTML | LEP_REPORT_XLSX | LEP_REPORT_CSV)

static const struct
{
  LepReportFormat format;
  const char     *suffix, *label;
} formats_offered[] = {
  { LEP_REPORT_PDF, "pdf", N_ ("As _PDF…") },
  { LEP_REPORT_HTML, "html", N_ ("For the _browser (HTML)…") },
  { LEP_REPORT_XLSX, "xlsx", N_ ("As a _spreadsheet (XLSX)…") },
  { LEP_REPORT_CSV, "csv", N_ ("Tables as _text (CSV)…") },
  { LEP_REPORT_XML, "xml", N_ ("For other programs (_XML)…") },
};

static void
add_format (GMenu      *menu,
            const char *label,
            const char *suffix)
{
  g_autofree char *action = g_strdup_printf ("print.save::%s", suffix);

  g_menu_append (menu, label, action);
}

/**
 * lep_print_choices_formats:
 * @kind: (nullable): a report; %NULL: the rows of a list
 *
 * Returns: (transfer full): the forms that it can be saved in
 */
GMenuModel *
lep_print_choices_formats (const LepReportKind *kind)
{
  LepReportFormat formats = kind != NULL ? kind->formats : LIST_FORMATS;
  GMenu          *menu = g_menu_new ();

  for (guint i = 0; i < G_N_ELEMENTS (formats_offered); i++)
    if (formats & formats_offered[i].format)
      add_format (menu, _ (formats_offered[i].label), formats_offered[i].suffix);
  return G_MENU_MODEL (menu);
}
