/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A report as one HTML file that needs nothing else: for mail and browsers, and
 * printable. Charts are SVG pictures with their values as a table beside. */

#include <string.h>

#include <cairo-svg.h>
#include <pango/pangocairo.h>

#include "lep-report-file.h"

#define CHART_WIDTH 485.0

static const char style[] =
  "body{font:16px/1.45 'Noto Sans','DejaVu Sans',system-ui,sans-serif;color:#000;max-width:52em;margin:2em auto;padding:0 1em}\n"
  "h1,h2,.sender,.number{font-family:'Noto Serif','DejaVu Serif',serif}\n"
  "h1{font-size:2.1em;line-height:1.15;margin:0}h2{font-size:1.25em;margin:1.6em 0 .3em}\n"
  "header{display:flex;justify-content:space-between;gap:1em;border-bottom:1px solid;padding-bottom:.6em;margin-bottom:1.6em}\n"
  ".sender{font-weight:700;font-size:1.1em}.lines,.frame{font-size:.92em;white-space:pre-line}\n"
  ".frame dl{display:grid;grid-template-columns:auto auto;gap:0 .6em;margin:0}.frame dt{text-align:right;color:#555}dd{margin:0}\n"
  ".kicker{font-size:.85em;font-weight:700;letter-spacing:.12em;text-transform:uppercase;color:#333}.subtitle{color:#333}\n"
  ".figures{display:flex;flex-wrap:wrap;border:solid;border-width:1px 0;margin:1.2em 0;padding:.6em 0}\n"
  ".figures div{flex:1;min-width:9em;padding:0 .8em}.figures div+div{border-left:1px solid #999}.figures div:first-child{padding-left:0}\n"
  ".number{display:block;font-size:2.2em;font-weight:700;line-height:1.2}.note{font-size:.85em;color:#444;white-space:pre-line}\n"
  "dl.properties{display:grid;grid-template-columns:9em 1fr;gap:.2em 1em}dl.properties dt{color:#444}dl.properties dd{white-space:pre-line}\n"
  "table{border-collapse:collapse;width:100%;border:solid #000;border-width:1.4px 0;font-size:.95em;margin:.3em 0}\n"
  "th,td{padding:.25em .5em;text-align:left;vertical-align:top}td{white-space:pre-line}thead th{border-bottom:1px solid #000;font-size:.88em;vertical-align:bottom}\n"
  "tbody tr+tr td{border-top:1px solid #ccc}.f{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}.s{font-weight:700}\n"
  "tfoot td{font-weight:700;border-top:1px solid #ccc}.second{display:block;font-size:.87em;font-weight:400;color:#555}\n"
  "tr.sum td{font-weight:700}tr.group td{background:#e8e8e8;font-weight:700}tr.cut td{border-top:2px dashed #000!important}tr.threshold td{border-top:2px solid #000!important}\n"
  "figure{margin:.6em 0}figure img{max-width:100%}details{font-size:.9em}\n"
  ".sign{display:flex;flex-wrap:wrap;gap:3em;break-inside:avoid}.sign div{flex:1;min-width:12em}.sign hr{margin:4em 0 .2em;border:0;border-top:1px solid}\n"
  ".stamp{flex:0 0 30mm!important;min-width:30mm!important;height:30mm;border:1px dashed #666;border-radius:50%;text-align:center;line-height:30mm;color:#555}\n"
  ".form{display:flex;gap:1em;margin:.5em 0;break-inside:avoid}.form div{min-width:4em}.form span{font-size:.92em;color:#444}\n"
  ".form b{display:block;font-weight:400;border:1px solid #555;padding:.25em .4em;white-space:pre-line}td.box{border:1px solid #555!important}\n"
  "footer{margin-top:3em;border-top:1px solid;padding-top:.4em;font-size:.82em;color:#333}\n"
  "@page{margin:14mm 17mm 18mm 22mm}@media print{body{font-size:9.5pt;max-width:none;margin:0;padding:0}h2{break-after:avoid}tr,figure{break-inside:avoid}thead{display:table-header-group}details{display:none}}\n";

static void
append_escaped (GString    *out,
                const char *text)
{
  g_autofree char *shown = lep_report_minus (text == NULL ? "" : text);
  g_autofree char *escaped = g_markup_escape_text (shown, -1);

  g_string_append (out, escaped);
}

/* <tag class="…">text</tag>, or nothing for an empty text. */
static gboolean
append_within (GString    *out,
               const char *tag,
               const char *class,
               const char *text)
{
  if (text == NULL || *text == '\0')
    return FALSE;
  g_string_append_printf (out, "<%s", tag);
  if (class != NULL)
    g_string_append_printf (out, " class=\"%s\"", class);
  g_string_append_c (out, '>');
  append_escaped (out, text);
  g_string_append_printf (out, "</%s>", tag);
  return TRUE;
}

/* The same on a line of its own. */
static void
append_element (GString    *out,
                const char *tag,
                const char *class,
                const char *text)
{
  if (append_within (out, tag, class, text))
    g_string_append_c (out, '\n');
}

static void
append_list (GString *out,
             const char *class,
             const GPtrArray *items)
{
  g_string_append_printf (out, "<dl class=\"%s\">\n", class);
  for (guint i = 0; i < items->len; i++)
    {
      const LepReportItem *item = g_ptr_array_index (items, i);

      append_element (out, "dt", NULL, item->label);
      append_element (out, "dd", NULL, item->value == NULL || *item->value == '\0' ? LEP_NOTHING : item->value);
    }
  g_string_append (out, "</dl>\n");
}

static void
append_figures (GString         *out,
                const GPtrArray *items)
{
  g_string_append (out, "<div class=\"figures\">\n");
  for (guint i = 0; i < items->len; i++)
    {
      const LepReportItem *item = g_ptr_array_index (items, i);

      g_string_append (out, "<div>");
      append_element (out, "span", "number", item->value);
      append_escaped (out, item->label);
      append_element (out, "div", "note", item->note);
      g_string_append (out, "</div>\n");
    }
  g_string_append (out, "</div>\n");
}

static void
append_number (GString *out,
               double   value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append (out, g_ascii_formatd (text, sizeof text, "%.1f", value));
}

/* The bar of a cell: grey = reached, black stroke = target. */
static void
append_bar (GString       *out,
            const LepCell *cell)
{
  double whole = (double) MAX (cell->number, cell->target);

  if (whole <= 0)
    return;
  g_string_append (out, "<svg width=\"84\" height=\"14\" viewBox=\"0 0 84 14\" aria-hidden=\"true\"><rect y=\"3\" width=\"82\" height=\"8\" fill=\"#e6e6e6\"/>"
                        "<rect y=\"3\" height=\"8\" fill=\"#808080\" width=\"");
  append_number (out, 82 * (double) cell->number / whole);
  g_string_append (out, "\"/>");
  if (cell->target > 0)
    {
      g_string_append (out, "<rect height=\"14\" width=\"2.5\" x=\"");
      append_number (out, 82 * (double) cell->target / whole - 1.2);
      g_string_append (out, "\"/>");
    }
  g_string_append (out, "</svg>");
}

static void
append_cell (GString         *out,
             const LepCell   *cell,
             const LepColumn *column)
{
  gboolean figure = (column->flags & LEP_COLUMN_FIGURE) != 0, strong = (column->flags & LEP_COLUMN_STRONG) != 0;

  g_string_append_printf (out, "<td%s>", cell->type == LEP_CELL_BOX ? " class=\"box\"" : figure && strong ? " class=\"f s\""
                                                                                       : figure           ? " class=\"f\""
                                                                                       : strong           ? " class=\"s\""
                                                                                                          : "");
  if (cell->type == LEP_CELL_BAR)
    append_bar (out, cell);
  else
    append_escaped (out, cell->text);
  if (cell->type == LEP_CELL_TEXT)
    append_within (out, "span", "second", cell->second); /* a line feed would be an empty line */
  g_string_append (out, "</td>");
}

static void
append_divider (GString        *out,
                const LepTable *table,
                const LepRow   *row)
{
  const LepCell *last = row->cells->len > 1 ? lep_row_cell (row, row->cells->len - 1) : NULL;
  guint          n = table->columns->len;

  g_string_append_printf (out, "<tr class=\"group%s\"><td colspan=\"%u\">",
                          row->type == LEP_ROW_CUT ? " cut" : row->type == LEP_ROW_THRESHOLD ? " threshold"
                                                                                             : "",
                          last == NULL || n < 2 ? n : n - 1);
  append_escaped (out, lep_row_cell (row, 0)->text);
  g_string_append (out, "</td>");
  if (last != NULL && n >= 2)
    {
      g_string_append (out, "<td class=\"f\">");
      append_escaped (out, last->text);
      g_string_append (out, "</td>");
    }
  g_string_append (out, "</tr>\n");
}

static void
append_row_start (GString      *out,
                  const LepRow *row)
{
  if (row->type == LEP_ROW_SUM)
    g_string_append (out, "<tr class=\"sum\">");
  else if (row->room > 0)
    g_string_append_printf (out, "<tr style=\"height:%upt\">", (guint) row->room);
  else
    g_string_append (out, "<tr>");
}

static void
append_rows (GString        *out,
             const LepTable *table,
             gboolean        foot)
{
  for (guint r = 0; r < table->rows->len; r++)
    {
      const LepRow *row = lep_table_row (table, r);

      if ((row->type == LEP_ROW_FOOT) != foot)
        continue;
      if (lep_row_is_divider (row))
        {
          append_divider (out, table, row);
          continue;
        }
      append_row_start (out, row);
      for (guint i = 0; i < table->columns->len; i++)
        append_cell (out, lep_row_cell (row, i), lep_table_column (table, i));
      g_string_append (out, "</tr>\n");
    }
}

static gboolean
has_groups (const LepTable *table)
{
  for (guint i = 0; i < table->columns->len; i++)
    if (lep_table_column (table, i)->group != NULL)
      return TRUE;
  return FALSE;
}

static void
append_groups (GString        *out,
               const LepTable *table)
{
  g_string_append (out, "<tr>");
  for (guint first = 0, next; first < table->columns->len; first = next)
    {
      const char *group = lep_table_column (table, first)->group;

      for (next = first + 1; next < table->columns->len && g_strcmp0 (group, lep_table_column (table, next)->group) == 0;)
        next++;
      g_string_append_printf (out, "<th scope=\"colgroup\" colspan=\"%u\">", next - first);
      append_escaped (out, group);
      g_string_append (out, "</th>");
    }
  g_string_append (out, "</tr>\n");
}

static void
append_table (GString        *out,
              const LepTable *table)
{
  g_string_append (out, "<table>");
  append_element (out, "caption", "note", table->caption);
  g_string_append (out, "<thead>");
  if (has_groups (table))
    append_groups (out, table);
  g_string_append (out, "<tr>");
  for (guint i = 0; i < table->columns->len; i++)
    {
      const LepColumn *column = lep_table_column (table, i);

      g_string_append_printf (out, "<th scope=\"col\"%s>", column->flags & LEP_COLUMN_FIGURE ? " class=\"f\"" : "");
      append_escaped (out, column->title);
      g_string_append (out, "</th>");
    }
  g_string_append (out, "</tr></thead>\n<tbody>\n");
  append_rows (out, table, FALSE);
  g_string_append (out, "</tbody>\n<tfoot>\n");
  append_rows (out, table, TRUE);
  g_string_append (out, "</tfoot></table>\n");
}

static cairo_status_t
append_svg (void                *closure,
            const unsigned char *data,
            unsigned int         length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static void
draw_svg (const LepChart *chart,
          GByteArray     *svg)
{
  double                height = lep_chart_print_height (chart);
  cairo_surface_t      *surface = cairo_svg_surface_create_for_stream (append_svg, svg, CHART_WIDTH, height);
  cairo_t              *cr = cairo_create (surface);
  PangoContext         *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  PangoFontDescription *font = pango_font_description_from_string ("Noto Sans, DejaVu Sans, sans-serif 9.5");

  pango_cairo_context_set_resolution (context, 72);
  pango_context_set_font_description (context, font);
  lep_chart_draw (chart, cr, context, lep_chart_theme (LEP_CHART_PRINT), CHART_WIDTH, height);
  pango_font_description_free (font);
  g_object_unref (context);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  cairo_surface_destroy (surface);
}

static void
append_chart_values (GString         *out,
                     const LepReport *report,
                     const LepChart  *chart)
{
  g_autoptr (LepTable) table = lep_table_new (report->locale, chart->title);

  lep_table_add_column (table, "", NULL, LEP_COLUMN_TEXT);
  for (guint s = 0; s < chart->series->len; s++)
    lep_table_add_column (table, ((LepSeries *) g_ptr_array_index (chart->series, s))->name, NULL, LEP_COLUMN_FIGURE);
  for (guint i = 0; i < chart->labels->len; i++)
    {
      lep_table_add_row (table, LEP_ROW_BODY);
      lep_table_add_text (table, g_ptr_array_index (chart->labels, i), NULL);
      for (guint s = 0; s < chart->series->len; s++)
        {
          gint64 value = lep_series_value (g_ptr_array_index (chart->series, s), i);

          if (value == LEP_CHART_MISSING)
            lep_table_add_nothing (table);
          else
            lep_table_add_count (table, value);
        }
    }
  g_string_append (out, "<details><summary>");
  append_escaped (out, report->values_text);
  g_string_append (out, "</summary>\n");
  append_table (out, table);
  g_string_append (out, "</details>");
}

/* As a picture of its own: two SVG in one page would share their names. */
static void
append_chart (GString         *out,
              const LepReport *report,
              const LepChart  *chart)
{
  g_autoptr (GByteArray) svg = g_byte_array_new ();
  g_autofree char *base64 = NULL;
  g_autofree char *words = lep_chart_describe (chart);

  draw_svg (chart, svg);
  base64 = g_base64_encode (svg->data, svg->len);
  g_string_append (out, "<figure><img alt=\"");
  append_escaped (out, words);
  g_string_append_printf (out, "\" width=\"%d\" src=\"data:image/svg+xml;base64,%s\">\n", (int) (CHART_WIDTH * 1.6), base64);
  append_chart_values (out, report, chart);
  g_string_append (out, "</figure>\n");
}

static void
append_form (GString        *out,
             const LepBlock *block)
{
  g_string_append (out, "<div class=\"form\">\n");
  for (guint i = 0; i < block->items->len; i++)
    {
      const LepReportItem *item = g_ptr_array_index (block->items, i);

      g_string_append_printf (out, "<div style=\"flex:%u%s\">", item->share, item->label == NULL ? ";visibility:hidden" : "");
      append_element (out, "span", NULL, item->label);
      g_string_append_printf (out, "<b style=\"min-height:%uem\">", 2 * block->n_lines);
      append_escaped (out, item->value);
      g_string_append (out, "</b></div>\n");
    }
  g_string_append (out, "</div>\n");
}

static void
append_signatures (GString         *out,
                   const LepReport *report,
                   const LepBlock  *block)
{
  g_string_append (out, "<div class=\"sign\">\n");
  for (guint i = 0; i < block->items->len; i++)
    {
      const LepReportItem *item = g_ptr_array_index (block->items, i);

      if (i == 1 && block->stamp)
        append_element (out, "div", "stamp", report->stamp_text);
      g_string_append (out, "<div>");
      append_escaped (out, item->label);
      g_string_append (out, "<hr>");
      append_element (out, "b", NULL, item->value);
      append_element (out, "div", "note", item->note);
      g_string_append (out, "</div>\n");
    }
  if (block->items->len == 1 && block->stamp)
    append_element (out, "div", "stamp", report->stamp_text);
  g_string_append (out, "</div>\n");
}

static void
append_block (GString         *out,
              const LepReport *report,
              const LepBlock  *block)
{
  switch (block->type)
    {
    case LEP_BLOCK_HEADING:
      append_element (out, "h2", NULL, block->text);
      break;
    case LEP_BLOCK_PARAGRAPH:
      append_element (out, "p", "lines", block->text);
      break;
    case LEP_BLOCK_NOTE:
      append_element (out, "p", "note", block->text);
      break;
    case LEP_BLOCK_FIGURES:
      append_figures (out, block->items);
      break;
    case LEP_BLOCK_PROPERTIES:
      append_list (out, "properties", block->items);
      break;
    case LEP_BLOCK_TABLE:
      append_table (out, block->table);
      break;
    case LEP_BLOCK_CHART:
      append_chart (out, report, block->chart);
      break;
    case LEP_BLOCK_FORM:
      append_form (out, block);
      break;
    case LEP_BLOCK_SIGNATURES:
      append_signatures (out, report, block);
      break;
    case LEP_BLOCK_PAGE_BREAK:
      g_string_append (out, "<div style=\"break-after:page\"></div>\n");
      break;
    default:
      g_assert_not_reached ();
    }
}

static void
append_head (GString         *out,
             const LepReport *self)
{
  g_string_append (out, "<!DOCTYPE html>\n<html lang=\"");
  append_escaped (out, self->locale->tag);
  g_string_append (out, "\">\n<head>\n<meta charset=\"utf-8\">\n"
                        "<meta name=\"viewport\" content=\"width=device-width\">\n"
                        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; style-src 'unsafe-inline'\">\n<title>");
  append_escaped (out, self->title);
  g_string_append (out, "</title>\n");
  if (self->author != NULL)
    {
      g_string_append (out, "<meta name=\"author\" content=\"");
      append_escaped (out, self->author);
      g_string_append (out, "\">\n");
    }
  g_string_append_printf (out, "<style>\n%s</style>\n</head>\n<body>\n", style);
}

/**
 * lep_report_make_html:
 *
 * Returns: (transfer full): one file without any reference to another
 */
GBytes *
lep_report_make_html (const LepReport *self)
{
  GString *out = g_string_new (NULL);

  append_head (out, self);
  g_string_append (out, "<header>\n<div>\n");
  append_element (out, "div", "sender", self->sender);
  append_element (out, "div", "lines", self->sender_lines);
  g_string_append (out, "</div>\n<div class=\"frame\">\n");
  if (self->frame->len > 0)
    append_list (out, "frame", self->frame);
  g_string_append (out, "</div>\n</header>\n<main>\n");
  append_element (out, "div", "kicker", self->kicker);
  append_element (out, "h1", NULL, self->title);
  append_element (out, "div", "subtitle", self->subtitle);
  for (guint i = 0; i < self->blocks->len; i++)
    append_block (out, self, lep_report_block (self, i));
  g_string_append (out, "</main>\n<footer>\n");
  for (guint i = 0; i < self->footer->len; i++)
    append_element (out, "div", NULL, g_ptr_array_index (self->footer, i));
  g_string_append (out, "</footer>\n</body>\n</html>\n");
  return g_string_free_to_bytes (out);
}
