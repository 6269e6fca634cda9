/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A report as PDF: made in memory and checked before a byte goes to the disk. */

#include <string.h>

#include <cairo-pdf.h>

#include <glib/gi18n-lib.h>

#include "lep-clock.h"
#include "lep-error.h"

#include "lep-report-file.h"

#define OUTLINE_FROM_PAGES 3

static cairo_status_t
append_bytes (void                *closure,
              const unsigned char *data,
              unsigned int         length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

/* The print's own time, so that the same data makes the same file. */
static void
set_metadata (cairo_surface_t *surface,
              const LepReport *report)
{
  char             time[LEP_TIME_TEXT_SIZE + 1];
  g_autofree char *seconds = NULL;

  lep_time_format (report->printed_at, time);
  seconds = g_strdup_printf ("%.19sZ", time);
  if (report->title != NULL)
    cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, report->title);
  if (report->author != NULL)
    cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_AUTHOR, report->author);
  if (report->kicker != NULL)
    cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_SUBJECT, report->kicker);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "lep " LEP_VERSION);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATE_DATE, seconds);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_MOD_DATE, seconds);
}

static void
add_outline (cairo_surface_t *surface,
             const LepPages  *pages)
{
  for (guint i = 0; i < lep_pages_get_n_heads (pages); i++)
    {
      guint            page;
      double           y;
      const char      *text = lep_pages_get_head (pages, i, &page, &y);
      g_autofree char *target = g_strdup_printf ("page=%u pos=[0 %d]", page + 1, (int) y);

      if (text != NULL)
        cairo_pdf_surface_add_outline (surface, CAIRO_PDF_OUTLINE_ROOT, text, target, 0);
    }
}

static cairo_status_t
draw_pages (const LepReport *report,
            const LepPages  *pages,
            GByteArray      *out)
{
  double           width, height;
  cairo_surface_t *surface;
  cairo_status_t   status;
  cairo_t         *cr;

  lep_pages_get_size (pages, &width, &height);
  surface = cairo_pdf_surface_create_for_stream (append_bytes, out, width, height);
  cairo_pdf_surface_restrict_to_version (surface, CAIRO_PDF_VERSION_1_5);
  set_metadata (surface, report);
  if (lep_pages_get_count (pages) >= OUTLINE_FROM_PAGES)
    add_outline (surface, pages);

  cr = cairo_create (surface);
  for (guint i = 0; i < lep_pages_get_count (pages); i++)
    {
      lep_pages_draw (pages, i, cr);
      cairo_show_page (cr);
    }
  status = cairo_status (cr);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  return status;
}

/* Where the text stands last in the file, or NULL. The file holds NULs. */
static const char *
find_last (const GByteArray *pdf,
           const char       *text)
{
  gsize length = strlen (text);

  for (gsize at = pdf->len < length ? 0 : pdf->len - length + 1; at-- > 0;)
    if (memcmp (pdf->data + at, text, length) == 0)
      return (const char *) pdf->data + at;
  return NULL;
}

static const char *
find_object (const GByteArray *pdf,
             guint64           number)
{
  g_autofree char *head = g_strdup_printf ("\n%" G_GUINT64_FORMAT " 0 obj\n", number);
  const char      *found = memmem (pdf->data, pdf->len, head, strlen (head));

  return found == NULL ? NULL : found + strlen (head);
}

/* cairo cannot tell the language of a file. An update at its end (ISO 32000-1,
 * 7.5.6) replaces the catalogue by one that does, for readers that speak. A
 * file of another make than expected is left as it is. */
static void
add_language (GByteArray *pdf,
              const char *language)
{
  const char *trailer, *start, *root_text, *root, *end, *size_text;
  g_autoptr (GString) update = g_string_new (NULL);
  guint64 number, size, previous;

  g_byte_array_append (pdf, (const guint8 *) "", 1); /* a final NUL for the searches */
  g_byte_array_set_size (pdf, pdf->len - 1);
  trailer = find_last (pdf, "trailer");
  start = find_last (pdf, "startxref");
  root_text = trailer == NULL ? NULL : strstr (trailer, "/Root ");
  size_text = trailer == NULL ? NULL : strstr (trailer, "/Size ");
  if (start == NULL || root_text == NULL || size_text == NULL)
    return;

  number = g_ascii_strtoull (root_text + strlen ("/Root "), NULL, 10);
  size = g_ascii_strtoull (size_text + strlen ("/Size "), NULL, 10);
  previous = g_ascii_strtoull (start + strlen ("startxref"), NULL, 10);
  root = find_object (pdf, number);
  end = root == NULL ? NULL : strstr (root, "endobj");
  if (end == NULL || !g_str_has_prefix (root, "<<"))
    return;

  g_string_append_printf (update, "%" G_GUINT64_FORMAT " 0 obj\n<< /Lang (%s) /ViewerPreferences << /DisplayDocTitle true >>", number, language);
  g_string_append_len (update, root + 2, end - root - 2);
  g_string_append_printf (update, "endobj\nxref\n%" G_GUINT64_FORMAT " 1\n%010u 00000 n \n", number, pdf->len);
  {
    gsize       table = pdf->len + (gsize) (strstr (update->str, "xref\n") - update->str);
    const char *info = strstr (trailer, "/Info ");
    guint64     info_number = info == NULL ? 0 : g_ascii_strtoull (info + strlen ("/Info "), NULL, 10);

    g_string_append_printf (update, "trailer\n<< /Size %" G_GUINT64_FORMAT " /Root %" G_GUINT64_FORMAT " 0 R", size, number);
    if (info != NULL)
      g_string_append_printf (update, " /Info %" G_GUINT64_FORMAT " 0 R", info_number);
    g_string_append_printf (update, " /Prev %" G_GUINT64_FORMAT " >>\nstartxref\n%" G_GSIZE_FORMAT "\n%%%%EOF\n", previous, table);
  }
  g_byte_array_append (pdf, (const guint8 *) update->str, (guint) update->len);
}

/**
 * lep_report_check_pdf:
 *
 * Returns: whether the bytes begin and end as a whole PDF does
 */
gboolean
lep_report_check_pdf (const guint8 *data,
                      gsize         size)
{
  static const char head[] = "%PDF-", tail[] = "%%EOF\n";

  return size > 64 && memcmp (data, head, strlen (head)) == 0 &&
         memcmp (data + size - strlen (tail), tail, strlen (tail)) == 0;
}

/**
 * lep_report_make_pdf:
 *
 * Returns: (transfer full): the whole file: fonts embedded, text to be copied,
 *   title, author and language set; an outline from three pages on
 */
GBytes *
lep_report_make_pdf (const LepReport *self,
                     LepPaper         paper,
                     GError         **error)
{
  g_autoptr (LepPages) pages = lep_pages_new (self, paper, NULL);
  g_autoptr (GByteArray) pdf = g_byte_array_new ();
  cairo_status_t status = draw_pages (self, pages, pdf);

  if (status == CAIRO_STATUS_SUCCESS)
    add_language (pdf, self->locale->tag);
  if (status != CAIRO_STATUS_SUCCESS || !lep_report_check_pdf (pdf->data, pdf->len))
    {
      g_set_error (error, LEP_ERROR, LEP_ERROR_FAILED, _ ("The pages could not be drawn: %s"), cairo_status_to_string (status));
      return NULL;
    }
  return g_byte_array_free_to_bytes (g_steal_pointer (&pdf));
}
