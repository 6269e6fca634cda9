/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Letterhead, title and signatures: what makes a print an official paper. */

#include <string.h>

#include "lep-typeset.h"

#define LOGO_SIZE   42.0
#define LOGO_ROOM   46.0
#define FRAME_WIDTH 140.0
#define FRAME_PITCH 11.8
#define STAMP_SIZE  85.0 /* 30 mm */
#define SIGN_ROOM   46.0 /* from the role to the line */
#define MEMBER_ROOM 40.0 /* above the line where no role stands */

typedef struct
{
  const guchar *data;
  gsize         left;
} PngSource;

static cairo_status_t
read_png (void          *closure,
          unsigned char *data,
          unsigned int   length)
{
  PngSource *source = closure;

  if (source->left < length)
    return CAIRO_STATUS_READ_ERROR;
  memcpy (data, source->data, length);
  source->data += length;
  source->left -= length;
  return CAIRO_STATUS_SUCCESS;
}

/* The logo; a picture that cannot be read leaves no gap. */
static gboolean
add_logo (LepStrip *strip,
          GBytes   *png)
{
  PngSource        source;
  cairo_surface_t *image;

  if (png == NULL)
    return FALSE;
  source.data = g_bytes_get_data (png, &source.left);
  image = cairo_image_surface_create_from_png_stream (read_png, &source);
  if (cairo_surface_status (image) != CAIRO_STATUS_SUCCESS)
    {
      g_debug ("the logo cannot be read: %s", cairo_status_to_string (cairo_surface_status (image)));
      cairo_surface_destroy (image);
      return FALSE;
    }

  lep_strip_add (strip, LEP_INK_IMAGE, 0, 0, LOGO_ROOM - 8, LOGO_SIZE, 0)->object = image;
  strip->height = MAX (strip->height, LOGO_SIZE);
  return TRUE;
}

/* Number, date, place at the right: names end where values begin. */
static void
add_frame (const LepTypeset *self,
           LepStrip         *strip)
{
  double x = self->width - FRAME_WIDTH + 53;

  for (guint i = 0; i < self->report->frame->len; i++)
    {
      const LepReportItem *item = g_ptr_array_index (self->report->frame, i);
      double               y = i * FRAME_PITCH;
      g_autoptr (PangoLayout) label = lep_typeset_text (self, item->label, LEP_STYLE_FRAME, 1, 52, PANGO_ALIGN_RIGHT);
      g_autoptr (PangoLayout) value = lep_typeset_text (self, item->value, LEP_STYLE_FRAME, 1, self->width - x, PANGO_ALIGN_LEFT);

      pango_layout_set_ellipsize (label, PANGO_ELLIPSIZE_END);
      pango_layout_set_ellipsize (value, PANGO_ELLIPSIZE_END);
      lep_strip_layout (strip, label, x - 58, y, LEP_GREY_LABEL);
      lep_strip_layout (strip, value, x, y, 0);
    }
}

static void
add_sender (LepTypeset *self)
{
  const LepReport *report = self->report;
  LepStrip        *strip = lep_typeset_append (self, lep_strip_new (0, 0));
  double           x = add_logo (strip, report->logo) ? LOGO_ROOM : 0;
  double           width = self->width - x - (report->frame->len > 0 ? FRAME_WIDTH + 8 : 0), y = 0;

  if (report->sender != NULL)
    y = lep_typeset_put (self, strip, report->sender, LEP_STYLE_SENDER, x, 0, width, 0);
  if (report->sender_lines != NULL && *report->sender_lines != '\0')
    lep_typeset_put (self, strip, report->sender_lines, LEP_STYLE_SENDER_LINES, x, y, width, 0.15);
  add_frame (self, strip);

  strip->height += 5;
  lep_strip_rule (strip, 0, strip->height, self->width, strip->height, LEP_RULE_HEAD, 0);
}

static gboolean
begins_with_rule (const LepReport *report)
{
  const LepBlock *first = report->blocks->len > 0 ? lep_report_block (report, 0) : NULL;

  return first != NULL && (first->type == LEP_BLOCK_FIGURES ||
                           (first->type == LEP_BLOCK_CHART && first->chart->type == LEP_CHART_FUNNEL));
}

/**
 * lep_typeset_letterhead:
 *
 * Sender and frame, then kicker, title and subtitle.
 */
void
lep_typeset_letterhead (LepTypeset *self)
{
  const LepReport *report = self->report;
  LepStrip        *strip;
  double           y = 0;

  if (report->sender != NULL || report->frame->len > 0)
    add_sender (self);

  strip = lep_typeset_append (self, lep_strip_new (15, 0));
  strip->outline = report->title;
  if (report->kicker != NULL)
    {
      g_autofree char *capitals = g_utf8_strup (report->kicker, -1);

      y = lep_typeset_put (self, strip, capitals, LEP_STYLE_KICKER, 0, y, self->width, 0.25);
    }
  if (report->title != NULL)
    y = lep_typeset_put (self, strip, report->title, LEP_STYLE_TITLE, -0.6, y - 1.5, self->width, 0);
  if (report->subtitle != NULL && *report->subtitle != '\0')
    y = lep_typeset_put (self, strip, report->subtitle, LEP_STYLE_SUBTITLE, 0, y - 1, self->width, 0.25);
  if (!begins_with_rule (report))
    {
      strip->height = y + 8;
      lep_strip_rule (strip, 0, strip->height, self->width, strip->height, LEP_RULE_STRONG, 0);
    }
}

/* One signature: role, room to sign, line, name, function. */
static double
add_signature (const LepTypeset    *self,
               LepStrip            *strip,
               const LepReportItem *item,
               double               x,
               double               y,
               double               width)
{
  double line = y + (item->label != NULL ? SIGN_ROOM + 12 : MEMBER_ROOM);

  if (item->label != NULL)
    lep_typeset_put (self, strip, item->label, LEP_STYLE_LABEL, x, y, width, 0.15);
  lep_strip_rule (strip, x, line, x + width, line, LEP_RULE_HEAD, 0);
  y = line;
  if (item->label == NULL && item->note != NULL)
    {
      g_autoptr (PangoLayout) function = lep_typeset_text (self, item->note, LEP_STYLE_FIGURE_NOTE, 1, width * 0.4, PANGO_ALIGN_RIGHT);

      y = MAX (lep_typeset_put (self, strip, item->value != NULL ? item->value : "", LEP_STYLE_SIGNER, x, y, width * 0.6, 0),
               lep_strip_layout (strip, function, x + width * 0.6, y + 1, LEP_GREY_LABEL));
      return y;
    }
  if (item->value != NULL && *item->value != '\0')
    y = lep_typeset_put (self, strip, item->value, LEP_STYLE_SIGNER, x, y, width, 0);
  if (item->note != NULL && *item->note != '\0')
    y = lep_typeset_put (self, strip, item->note, LEP_STYLE_FIGURE_NOTE, x, y - 1, width, LEP_GREY_LABEL);
  return y;
}

static void
add_stamp (const LepTypeset *self,
           LepStrip         *strip)
{
  double x = (self->width - STAMP_SIZE) / 2, y = MAX (0, (strip->height - STAMP_SIZE) / 2), width, height;
  g_autoptr (PangoLayout) text = lep_typeset_text (self, self->report->stamp_text, LEP_STYLE_LABEL, 1, -1, PANGO_ALIGN_LEFT);
  LepInk *circle = lep_strip_add (strip, LEP_INK_CIRCLE, x, y, STAMP_SIZE, STAMP_SIZE, 0.4);

  circle->thickness = 0.7;
  circle->dashed = TRUE;
  lep_typeset_size (text, &width, &height);
  lep_strip_layout (strip, text, x + (STAMP_SIZE - width) / 2, y + (STAMP_SIZE - height) / 2, LEP_GREY_LABEL);
  strip->height = MAX (strip->height, y + STAMP_SIZE + 1);
}

/* What stands above goes along to the next page: signatures below nothing sign
 * nothing. */
static void
keep_what_is_signed (LepTypeset *self)
{
  for (guint i = self->strips->len; i > 0; i--)
    {
      LepStrip *above = g_ptr_array_index (self->strips, i - 1);

      if (above->breaks_page)
        break;
      above->keep_with_next = TRUE;
      if (above->outline == NULL)
        break;
    }
}

/**
 * lep_typeset_signatures:
 * @space: points to what stands above
 *
 * Two beside each other, with the stamp between: one strip, never split, never
 * without something to sign above it.
 */
void
lep_typeset_signatures (LepTypeset     *self,
                        const LepBlock *block,
                        double          space)
{
  LepStrip *strip;
  double    middle = block->stamp ? STAMP_SIZE + 26 : 40;
  double    width = (self->width - middle) / 2, y = 0;

  keep_what_is_signed (self);
  strip = lep_typeset_append (self, lep_strip_new (space, 0));
  for (guint i = 0; i < block->items->len; i += 2)
    {
      const LepReportItem *item = g_ptr_array_index (block->items, i);
      /* Who signs for an office stands at the right; the only one of a committee where its first stands. */
      gboolean             alone = i + 1 == block->items->len && i == 0 && item->label != NULL;
      double               bottom = add_signature (self, strip, item, alone ? width + middle : 0, y, width);

      if (i + 1 < block->items->len)
        {
          double right = add_signature (self, strip, g_ptr_array_index (block->items, i + 1), width + middle, y, width);

          bottom = MAX (bottom, right);
        }
      y = bottom + 6;
    }
  if (block->stamp)
    add_stamp (self, strip);
  strip->height += 6;
}
