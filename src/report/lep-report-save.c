/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Saves a report by its file's ending; all of it or nothing. */

#include <string.h>

#include <glib/gi18n-lib.h>

#include "lep-error.h"
#include "lep-util.h"

#include "lep-report-file.h"

static const struct
{
  const char     *ending;
  LepReportFormat format;
} endings[] = {
  { ".pdf", LEP_REPORT_PDF },
  { ".html", LEP_REPORT_HTML },
  { ".htm", LEP_REPORT_HTML },
  { ".csv", LEP_REPORT_CSV },
  { ".xlsx", LEP_REPORT_XLSX },
  { ".xml", LEP_REPORT_XML },
};

/**
 * lep_report_dup_endings:
 * @formats: several
 *
 * Returns: (transfer full): ".pdf, .html", in the order of the formats
 */
char *
lep_report_dup_endings (LepReportFormat formats)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      if ((endings[i].format & formats) != 0)
        g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", endings[i].ending);
      formats &= ~endings[i].format; /* one of them is enough */
    }
  return g_string_free (text, FALSE);
}

/**
 * lep_report_format_of:
 * @format: (out): by the ending of @path: .pdf .html .htm .csv .xlsx .xml
 */
gboolean
lep_report_format_of (const char      *path,
                      LepReportFormat *format)
{
  g_autofree char *lower = g_ascii_strdown (path, -1);

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (lower, endings[i].ending))
      {
        *format = endings[i].format;
        return TRUE;
      }
  return FALSE;
}

static GBytes *
make_bytes (const LepReport *self,
            LepReportFormat  format,
            const char      *path,
            LepPaper         paper,
            GError         **error)
{
  g_autofree char *folder = g_path_get_dirname (path);

  switch (format)
    {
    case LEP_REPORT_PDF:
      return lep_report_make_pdf (self, paper, error);
    case LEP_REPORT_HTML:
      return lep_report_make_html (self);
    case LEP_REPORT_CSV:
      return lep_report_make_csv (self);
    case LEP_REPORT_XLSX:
      return lep_report_make_xlsx (self, folder, error);
    case LEP_REPORT_XML:
      if (self->xml != NULL)
        return g_bytes_ref (self->xml);
      g_set_error_literal (error, LEP_ERROR, LEP_ERROR_INVALID, _ ("This report is not written as XML."));
      return NULL;
    default:
      g_assert_not_reached ();
    }
}

/**
 * lep_report_save:
 * @path: its ending tells the form; an existing file is replaced only by a
 *   whole new one, a full disk leaves nothing behind
 *
 * Fails with %LEP_ERROR_INVALID for an ending that is none of the forms.
 */
gboolean
lep_report_save (const LepReport *self,
                 const char      *path,
                 LepPaper         paper,
                 GError         **error)
{
  g_autoptr (GBytes) bytes = NULL;
  LepReportFormat format;
  const char     *data;
  gsize           size;

  if (!lep_report_format_of (path, &format))
    {
      g_set_error (error, LEP_ERROR, LEP_ERROR_INVALID,
                   _ ("“%s” must end in .pdf, .html, .csv, .xlsx or .xml."), path);
      return FALSE;
    }

  bytes = make_bytes (self, format, path, paper, error);
  if (bytes == NULL)
    return FALSE;

  data = g_bytes_get_data (bytes, &size);
  return lep_write_file (path, data, size, error);
}
