/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A print as data: frame and blocks, without any measure of a page. */

#include <string.h>

#include <glib/gi18n-lib.h>

#include "lep-util.h"

#include "lep-report.h"

static void
item_free (LepReportItem *item)
{
  g_free (item->label);
  g_free (item->value);
  g_free (item->note);
  g_free (item);
}

static void
block_free (LepBlock *block)
{
  g_free (block->text);
  g_clear_pointer (&block->items, g_ptr_array_unref);
  lep_table_free (block->table);
  lep_chart_free (block->chart);
  g_free (block);
}

/**
 * lep_report_new:
 * @locale: of the print
 * @catalogue: (nullable): for the few texts of the frame
 *
 * Returns: (transfer full): an empty report
 */
LepReport *
lep_report_new (const LepLocale    *locale,
                const LepCatalogue *catalogue)
{
  LepReport *self = g_new0 (LepReport, 1);

  self->locale = locale;
  self->frame = g_ptr_array_new_with_free_func ((GDestroyNotify) item_free);
  self->footer = g_ptr_array_new_with_free_func (g_free);
  self->blocks = g_ptr_array_new_with_free_func ((GDestroyNotify) block_free);
  /* Translators: keep {page} and {pages}; they become numbers. */
  self->page_text = g_strdup (lep_catalogue_text (catalogue, N_ ("Page {page} of {pages}")));
  /* Translators: stands in the circle where the stamp goes (Latin "M. P.", locus sigilli). */
  self->stamp_text = g_strdup (lep_catalogue_text (catalogue, N_ ("Stamp")));
  self->values_text = g_strdup (lep_catalogue_text (catalogue, N_ ("Values")));
  return self;
}

void
lep_report_free (LepReport *self)
{
  if (self == NULL)
    return;
  g_free (self->sender);
  g_free (self->sender_lines);
  g_clear_pointer (&self->logo, g_bytes_unref);
  g_ptr_array_unref (self->frame);
  g_free (self->mark);
  g_free (self->kicker);
  g_free (self->title);
  g_free (self->subtitle);
  g_free (self->running);
  g_free (self->author);
  g_ptr_array_unref (self->footer);
  g_ptr_array_unref (self->blocks);
  g_free (self->page_text);
  g_free (self->stamp_text);
  g_free (self->values_text);
  g_clear_pointer (&self->xml, g_bytes_unref);
  g_free (self);
}

static LepReportItem *
add_item (GPtrArray  *items,
          const char *label,
          const char *value,
          const char *note)
{
  LepReportItem *item = g_new0 (LepReportItem, 1);

  item->label = g_strdup (label);
  item->value = g_strdup (value);
  item->note = g_strdup (note);
  g_ptr_array_add (items, item);
  return item;
}

static LepBlock *
add_block (LepReport   *self,
           LepBlockType type,
           const char  *text)
{
  LepBlock *block = g_new0 (LepBlock, 1);

  block->type = type;
  block->text = g_strdup (text);
  g_ptr_array_add (self->blocks, block);
  return block;
}

/* The last block if it is a list of that type, else a new one. */
static LepBlock *
continue_block (LepReport   *self,
                LepBlockType type)
{
  LepBlock *block = self->blocks->len == 0 ? NULL : g_ptr_array_index (self->blocks, self->blocks->len - 1);

  if (block == NULL || block->type != type)
    {
      block = add_block (self, type, NULL);
      block->items = g_ptr_array_new_with_free_func ((GDestroyNotify) item_free);
    }
  return block;
}

/**
 * lep_report_set_sender:
 * @lines: (nullable): further lines of the letterhead
 * @logo: (nullable): PNG
 */
void
lep_report_set_sender (LepReport  *self,
                       const char *name,
                       const char *lines,
                       GBytes     *logo)
{
  lep_set_str (&self->sender, name);
  lep_set_str (&self->sender_lines, lines);
  g_clear_pointer (&self->logo, g_bytes_unref);
  self->logo = logo == NULL ? NULL : g_bytes_ref (logo);
}

/**
 * lep_report_set_title:
 * @kicker: (nullable): what kind of print it is; shown in capitals
 * @subtitle: (nullable): reference, period and the like
 */
void
lep_report_set_title (LepReport  *self,
                      const char *kicker,
                      const char *title,
                      const char *subtitle)
{
  lep_set_str (&self->kicker, kicker);
  lep_set_str (&self->title, title);
  lep_set_str (&self->subtitle, subtitle);
}

/**
 * lep_report_set_running:
 * @text: (nullable): head of the second and later pages
 * @mark: (nullable): classification mark, at its right
 */
void
lep_report_set_running (LepReport  *self,
                        const char *text,
                        const char *mark)
{
  lep_set_str (&self->running, text);
  lep_set_str (&self->mark, mark);
}

/**
 * lep_report_set_origin:
 * @printed_at: ms since 1970; also the files' date, so that the same data makes
 *   the same file
 */
void
lep_report_set_origin (LepReport  *self,
                       const char *author,
                       gint64      printed_at)
{
  lep_set_str (&self->author, author);
  self->printed_at = printed_at;
}

/**
 * lep_report_add_frame:
 *
 * A line at the right of the letterhead: number, date, place.
 */
void
lep_report_add_frame (LepReport  *self,
                      const char *label,
                      const char *value)
{
  add_item (self->frame, label, value, NULL);
}

/**
 * lep_report_add_footer:
 *
 * A line at the foot of every page.
 */
void
lep_report_add_footer (LepReport  *self,
                       const char *text)
{
  g_ptr_array_add (self->footer, g_strdup (text));
}

void
lep_report_add_heading (LepReport  *self,
                        const char *text)
{
  add_block (self, LEP_BLOCK_HEADING, text);
}

void
lep_report_add_paragraph (LepReport  *self,
                          const char *text)
{
  add_block (self, LEP_BLOCK_PARAGRAPH, text);
}

void
lep_report_add_note (LepReport  *self,
                     const char *text)
{
  add_block (self, LEP_BLOCK_NOTE, text);
}

/**
 * lep_report_add_figure:
 *
 * One more key figure beside the last one; four fit in a row.
 */
void
lep_report_add_figure (LepReport  *self,
                       const char *number,
                       const char *label,
                       const char *note)
{
  add_item (continue_block (self, LEP_BLOCK_FIGURES)->items, label, number, note);
}

void
lep_report_add_property (LepReport  *self,
                         const char *label,
                         const char *value)
{
  add_item (continue_block (self, LEP_BLOCK_PROPERTIES)->items, label, value, NULL);
}

/**
 * lep_report_add_table:
 * @caption: (nullable): what the table is, for spreadsheets
 *
 * Returns: (transfer none): the table, to be filled
 */
LepTable *
lep_report_add_table (LepReport  *self,
                      const char *caption)
{
  LepBlock *block = add_block (self, LEP_BLOCK_TABLE, NULL);

  block->table = lep_table_new (self->locale, caption);
  return block->table;
}

/**
 * lep_report_add_chart:
 *
 * Returns: (transfer none): the chart, to be filled
 */
LepChart *
lep_report_add_chart (LepReport   *self,
                      LepChartType type,
                      const char  *title)
{
  LepBlock *block = add_block (self, LEP_BLOCK_CHART, NULL);

  block->chart = lep_chart_new (type, self->locale, title);
  return block->chart;
}

/**
 * lep_report_add_form:
 * @n_lines: of writing that its boxes have room for
 *
 * Begins a row of boxes to write in; they follow.
 */
void
lep_report_add_form (LepReport *self,
                     guint      n_lines)
{
  LepBlock *block = add_block (self, LEP_BLOCK_FORM, NULL);

  block->items = g_ptr_array_new_with_free_func ((GDestroyNotify) item_free);
  block->n_lines = MAX (n_lines, 1);
}

/**
 * lep_report_add_box:
 * @label: (nullable): its name; %NULL leaves its room empty
 * @value: (nullable): what is known already
 * @share: of the row's width, against those of its other boxes
 */
void
lep_report_add_box (LepReport  *self,
                    const char *label,
                    const char *value,
                    guint       share)
{
  add_item (continue_block (self, LEP_BLOCK_FORM)->items, label, value, NULL)->share = MAX (share, 1);
}

/**
 * lep_report_add_signatures:
 * @stamp: leave room for a stamp between them
 *
 * Begins a block of signatures; they follow.
 */
void
lep_report_add_signatures (LepReport *self,
                           gboolean   stamp)
{
  LepBlock *block = add_block (self, LEP_BLOCK_SIGNATURES, NULL);

  block->items = g_ptr_array_new_with_free_func ((GDestroyNotify) item_free);
  block->stamp = stamp;
}

/**
 * lep_report_add_signature:
 * @role: (nullable): for whom; without it name and function share a line
 * @name: (nullable): who signs, under the line; %NULL = to be written by hand
 */
void
lep_report_add_signature (LepReport  *self,
                          const char *role,
                          const char *name,
                          const char *function)
{
  add_item (continue_block (self, LEP_BLOCK_SIGNATURES)->items, role, name, function);
}

void
lep_report_add_page_break (LepReport *self)
{
  add_block (self, LEP_BLOCK_PAGE_BREAK, NULL);
}

const LepBlock *
lep_report_block (const LepReport *self,
                  guint            index)
{
  return g_ptr_array_index (self->blocks, index);
}

/**
 * lep_report_minus:
 *
 * Returns: (transfer full): the text as people read it: a hyphen before a figure is a
 *   minus, which is as wide as a digit. What other programs read keeps the hyphen.
 */
char *
lep_report_minus (const char *text)
{
  GString *out = g_string_new (NULL);

  for (const char *c = text; *c != '\0'; c++)
    {
      gboolean begins = c == text || strchr (" (\n", c[-1]) != NULL || (c - text >= 2 && strncmp (c - 2, "\302\240", 2) == 0);

      if (*c == '-' && begins && g_ascii_isdigit (c[1]))
        g_string_append (out, "\342\210\222");
      else
        g_string_append_c (out, *c);
    }
  return g_string_free (out, FALSE);
}
