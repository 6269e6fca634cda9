/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Turns the blocks of a report into strips: texts in their styles, key figures,
 * properties, charts. */

#include "lep-typeset.h"

#define SERIF "Noto Serif, DejaVu Serif, Liberation Serif, serif"
#define SANS  "Noto Sans, DejaVu Sans, Liberation Sans, sans-serif"

#define LABEL_WIDTH      92.0 /* of the names of properties, if none is wider */
#define LABEL_SHARE      0.4  /* of the line, that they have at most */
#define WHOLE_PROPERTIES 6    /* so few are never divided */
#define NOTES_TOGETHER   3    /* so many stay with what they are about */
#define LABEL_GAP        8.0
#define FIGURES_IN_A_ROW 4
#define FORM_GAP         9.0   /* between the boxes of a form */
#define FORM_PADDING     5.0   /* above and below what is written */
#define FORM_LINE        16.0  /* a line written by hand */
#define WHOLE_VALUE      120.0 /* height up to which a property is never split */

static const struct
{
  const char *family;
  double      size; /* points */
  gboolean    bold;
  double      letter_space; /* points */
  double      line_space;   /* points */
} styles[LEP_N_STYLES] = {
  [LEP_STYLE_SENDER] = { SERIF, 10.5, TRUE, 0, 0 },
  [LEP_STYLE_SENDER_LINES] = { SANS, 8.9, FALSE, 0, -1.6 },
  [LEP_STYLE_FRAME] = { SANS, 8.9, FALSE, 0, 0 },
  [LEP_STYLE_KICKER] = { SANS, 8.2, TRUE, 1.45, 0 },
  [LEP_STYLE_TITLE] = { SERIF, 20, TRUE, 0, -3 },
  [LEP_STYLE_SUBTITLE] = { SANS, 9.5, FALSE, 0, 0 },
  [LEP_STYLE_FIGURE] = { SERIF, 22, TRUE, 0, 0 },
  [LEP_STYLE_FIGURE_LABEL] = { SANS, 8.9, FALSE, 0, -1 },
  [LEP_STYLE_FIGURE_NOTE] = { SANS, 8.2, FALSE, 0, -1 },
  [LEP_STYLE_HEADING] = { SERIF, 11.5, TRUE, 0, 0 },
  [LEP_STYLE_TEXT] = { SANS, 9.5, FALSE, 0, 1 },
  [LEP_STYLE_LABEL] = { SANS, 8.9, FALSE, 0, 0 },
  [LEP_STYLE_NOTE] = { SANS, 7.8, FALSE, 0, 0.5 },
  [LEP_STYLE_TABLE_TITLE] = { SANS, 7.8, TRUE, 0, -2 },
  [LEP_STYLE_TABLE] = { SANS, 8.9, FALSE, 0, -1 },
  [LEP_STYLE_TABLE_STRONG] = { SANS, 8.9, TRUE, 0, -1 },
  [LEP_STYLE_TABLE_SECOND] = { SANS, 7.8, FALSE, 0, -1 },
  [LEP_STYLE_SIGNER] = { SANS, 9.2, TRUE, 0, 0 },
  [LEP_STYLE_FOOTER] = { SANS, 7.5, FALSE, 0, -1 },
  [LEP_STYLE_RUNNING] = { SANS, 7.8, FALSE, 0, 0 },
  [LEP_STYLE_MARK] = { SANS, 7.8, TRUE, 1, 0 },
};

/**
 * lep_typeset_text:
 * @scale: times the style's size
 * @width: points; negative = one line a paragraph
 *
 * Returns: (transfer full): the text, with digits of one width
 */
PangoLayout *
lep_typeset_text (const LepTypeset *self,
                  const char       *text,
                  LepStyle          style,
                  double            scale,
                  double            width,
                  PangoAlignment    alignment)
{
  g_autofree char      *shown = lep_report_minus (text);
  PangoLayout          *layout = pango_layout_new (self->context);
  PangoFontDescription *font = pango_font_description_new ();
  PangoAttrList        *attributes = pango_attr_list_new ();

  pango_font_description_set_family_static (font, styles[style].family);
  pango_font_description_set_size (font, (int) (styles[style].size * scale * PANGO_SCALE));
  pango_font_description_set_weight (font, styles[style].bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  if (styles[style].letter_space > 0)
    pango_attr_list_insert (attributes, pango_attr_letter_spacing_new ((int) (styles[style].letter_space * PANGO_SCALE)));

  pango_layout_set_font_description (layout, font);
  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_spacing (layout, (int) (styles[style].line_space * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_alignment (layout, alignment);
  if (width >= 0)
    pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
  pango_layout_set_text (layout, shown, -1);

  pango_attr_list_unref (attributes);
  pango_font_description_free (font);
  return layout;
}

void
lep_typeset_size (PangoLayout *layout,
                  double      *width,
                  double      *height)
{
  int w, h;

  pango_layout_get_size (layout, &w, &h);
  *width = (double) w / PANGO_SCALE;
  *height = (double) h / PANGO_SCALE;
}

/**
 * lep_typeset_append:
 * @strip: (transfer full): next one of the report
 *
 * Returns: (transfer none): @strip
 */
LepStrip *
lep_typeset_append (LepTypeset *self,
                    LepStrip   *strip)
{
  g_ptr_array_add (self->strips, strip);
  return strip;
}

static double
height_of (const LepTypeset *self,
           guint             first,
           guint             end)
{
  double height = 0;

  for (guint i = first; i < end; i++)
    {
      const LepStrip *strip = g_ptr_array_index (self->strips, i);

      height += strip->height + (i > first ? strip->space : 0);
    }
  return height;
}

/**
 * lep_typeset_keep_ends:
 * @first: from this strip to the last one it is one run: a table's rows, properties
 * @n_whole: so few are never divided
 *
 * The first two of a run stay together and so do the last two, so that none stands
 * alone at the foot of a page or at the head of the next one. What is kept together
 * already (a divider and its row, a row and the sums below it) counts as one; what is
 * too high for it may be divided.
 */
void
lep_typeset_keep_ends (LepTypeset *self,
                       guint       first,
                       guint       n_whole)
{
  g_autoptr (GArray) starts = g_array_new (FALSE, FALSE, sizeof (guint));
  guint    end = self->strips->len;
  gboolean whole;

  for (guint i = first; i < end; i++)
    if (i == first || !((LepStrip *) g_ptr_array_index (self->strips, i - 1))->keep_with_next)
      g_array_append_val (starts, i);
  whole = starts->len <= n_whole && height_of (self, first, end) <= self->page_body / 3;
  for (guint i = 0; i + 1 < starts->len; i++)
    {
      guint one = g_array_index (starts, guint, i), next = g_array_index (starts, guint, i + 1);
      guint after = i + 2 < starts->len ? g_array_index (starts, guint, i + 2) : end;

      if (whole || ((i == 0 || i + 2 == starts->len) && height_of (self, one, after) <= self->page_body / 2))
        ((LepStrip *) g_ptr_array_index (self->strips, next - 1))->keep_with_next = TRUE;
    }
}

/**
 * lep_typeset_put:
 *
 * Writes a text into a strip, which grows with it.
 *
 * Returns: its lower edge
 */
double
lep_typeset_put (const LepTypeset *self,
                 LepStrip         *strip,
                 const char       *text,
                 LepStyle          style,
                 double            x,
                 double            y,
                 double            width,
                 double            grey)
{
  g_autoptr (PangoLayout) layout = lep_typeset_text (self, text, style, 1, width, PANGO_ALIGN_LEFT);

  return lep_strip_layout (strip, layout, x, y, grey);
}

/* Each line becomes a strip, so that a page can end in the middle of a text;
 * never with one line of it alone. Returns the first strip. */
static LepStrip *
add_lines (LepTypeset  *self,
           PangoLayout *layout,
           double       x,
           double       space,
           double       grey)
{
  PangoLayoutIter *iter = pango_layout_get_iter (layout);
  guint            first = self->strips->len;
  int              n_lines = pango_layout_get_line_count (layout);

  g_ptr_array_add (self->texts, g_object_ref (layout));
  for (int i = 0; i < n_lines; i++, pango_layout_iter_next_line (iter))
    {
      LepStrip *strip = lep_typeset_append (self, lep_strip_new (i == 0 ? space : 0, 0));
      int       top, bottom;

      pango_layout_iter_get_line_yrange (iter, &top, &bottom);
      strip->height = (double) (bottom - top) / PANGO_SCALE;
      strip->keep_with_next = i + 1 < n_lines && (i == 0 || i == n_lines - 2);
      lep_strip_line (strip, pango_layout_iter_get_line_readonly (iter), x,
                      (double) (pango_layout_iter_get_baseline (iter) - top) / PANGO_SCALE, grey);
    }
  pango_layout_iter_free (iter);
  return g_ptr_array_index (self->strips, first);
}

static void
add_text (LepTypeset *self,
          const char *text,
          LepStyle    style,
          double      space,
          double      grey)
{
  g_autoptr (PangoLayout) layout = lep_typeset_text (self, text, style, 1, self->width, PANGO_ALIGN_LEFT);

  add_lines (self, layout, 0, space, grey);
}

static void
add_heading (LepTypeset     *self,
             const LepBlock *block)
{
  LepStrip *strip = lep_typeset_append (self, lep_strip_new (13, 0));

  lep_typeset_put (self, strip, block->text, LEP_STYLE_HEADING, 0, 0, self->width, 0);
  strip->height += 0.5;
  strip->keep_with_next = TRUE;
  strip->outline = block->text;
}

static void
add_property (LepTypeset          *self,
              const LepReportItem *item,
              double               labels,
              gboolean             first)
{
  const char *value = item->value == NULL || *item->value == '\0' ? LEP_NOTHING : item->value;
  g_autoptr (PangoLayout) label = lep_typeset_text (self, item->label, LEP_STYLE_LABEL, 1, labels - LABEL_GAP, PANGO_ALIGN_LEFT);
  g_autoptr (PangoLayout) text = lep_typeset_text (self, value, LEP_STYLE_TEXT, 1, self->width - labels, PANGO_ALIGN_LEFT);
  double width, height, space = first ? 1 : 0.8;
  double lead = (pango_layout_get_baseline (text) - pango_layout_get_baseline (label)) / (double) PANGO_SCALE;

  lep_typeset_size (text, &width, &height);
  if (height <= WHOLE_VALUE)
    {
      LepStrip *strip = lep_typeset_append (self, lep_strip_new (space, 0));

      lep_strip_layout (strip, label, 0, lead, LEP_GREY_LABEL);
      lep_strip_layout (strip, text, labels, 0, 0);
    }
  else
    {
      LepStrip *strip = add_lines (self, text, labels, space, 0);
      double    line = strip->height;

      lep_strip_layout (strip, label, 0, lead, LEP_GREY_LABEL);
      strip->height = line; /* a longer label stands beside the next lines */
    }
}

/* Values begin below each other, behind the widest name of the block. */
static void
add_properties (LepTypeset      *self,
                const GPtrArray *items)
{
  guint  first = self->strips->len;
  double labels = LABEL_WIDTH;

  for (guint i = 0; i < items->len; i++)
    {
      const LepReportItem *item = g_ptr_array_index (items, i);
      g_autoptr (PangoLayout) label = lep_typeset_text (self, item->label, LEP_STYLE_LABEL, 1, -1, PANGO_ALIGN_LEFT);
      double width, height;

      lep_typeset_size (label, &width, &height);
      labels = MAX (labels, width + LABEL_GAP + 1);
    }
  labels = MIN (labels, LABEL_SHARE * self->width);
  for (guint i = 0; i < items->len; i++)
    add_property (self, g_ptr_array_index (items, i), labels, i == 0);
  lep_typeset_keep_ends (self, first, WHOLE_PROPERTIES);
}

static double
add_figure (const LepTypeset    *self,
            LepStrip            *strip,
            const LepReportItem *item,
            double               x,
            double               width)
{
  g_autoptr (PangoLayout) number = NULL;
  double w, h, scale = 1, y = 5;

  number = lep_typeset_text (self, item->value, LEP_STYLE_FIGURE, 1, -1, PANGO_ALIGN_LEFT);
  lep_typeset_size (number, &w, &h);
  if (w > width)
    {
      scale = width / w;
      g_clear_object (&number);
      number = lep_typeset_text (self, item->value, LEP_STYLE_FIGURE, scale, -1, PANGO_ALIGN_LEFT);
    }
  lep_strip_layout (strip, number, x, y + h * (1 - scale) * 0.8, 0);
  y = lep_typeset_put (self, strip, item->label, LEP_STYLE_FIGURE_LABEL, x, y + h - 3, width, 0);
  if (item->note != NULL && *item->note != '\0')
    y = lep_typeset_put (self, strip, item->note, LEP_STYLE_FIGURE_NOTE, x, y - 1.5, width, LEP_GREY_SECOND);
  return y;
}

/* Up to four key figures between two rules, divided by thin lines. */
static void
add_figures (LepTypeset      *self,
             const GPtrArray *items)
{
  for (guint first = 0; first < items->len; first += FIGURES_IN_A_ROW)
    {
      guint     n = MIN (items->len - first, FIGURES_IN_A_ROW);
      LepStrip *strip = lep_typeset_append (self, lep_strip_new (first == 0 ? 10 : 0, 0));
      double    slot = self->width / n, bottom = 0;

      lep_strip_rule (strip, 0, 0, self->width, 0, LEP_RULE_STRONG, 0);
      for (guint i = 0; i < n; i++)
        {
          double y = add_figure (self, strip, g_ptr_array_index (items, first + i), i * slot + (i > 0 ? 9.6 : 0), slot - 18);

          bottom = MAX (bottom, y);
        }
      for (guint i = 1; i < n; i++)
        lep_strip_rule (strip, i * slot, 9, i * slot, bottom, 0.5, 0.6);
      strip->height = bottom + 7;
      lep_strip_rule (strip, 0, strip->height, self->width, strip->height, LEP_RULE_STRONG, 0);
    }
}

static void
add_chart (LepTypeset     *self,
           const LepChart *chart)
{
  double    height = lep_chart_print_height (chart);
  gboolean  funnel = chart->type == LEP_CHART_FUNNEL;
  LepStrip *strip = lep_typeset_append (self, lep_strip_new (funnel ? 10 : 5, height + (funnel ? 6 : 2)));

  lep_strip_add (strip, LEP_INK_CHART, 0, funnel ? 3 : 0, self->width, height, 0)->object = (gpointer) chart;
  if (funnel)
    {
      lep_strip_rule (strip, 0, 0, self->width, 0, LEP_RULE_STRONG, 0);
      lep_strip_rule (strip, 0, strip->height, self->width, strip->height, LEP_RULE_STRONG, 0);
    }
}

/**
 * lep_typeset_box:
 *
 * The outline of a field to be written in by hand.
 */
void
lep_typeset_box (LepStrip *strip,
                 double    x,
                 double    y,
                 double    width,
                 double    height)
{
  lep_strip_rule (strip, x, y, x + width, y, LEP_RULE_HEAD, 0.35);
  lep_strip_rule (strip, x, y + height, x + width, y + height, LEP_RULE_HEAD, 0.35);
  lep_strip_rule (strip, x, y, x, y + height, LEP_RULE_HEAD, 0.35);
  lep_strip_rule (strip, x + width, y, x + width, y + height, LEP_RULE_HEAD, 0.35);
}

/* One box of a form: its name ends right above it, what is known stands in it. */
static double
add_box (LepTypeset          *self,
         LepStrip            *strip,
         const LepReportItem *item,
         double               x,
         double               top,
         double               width)
{
  g_autoptr (PangoLayout) label = lep_typeset_text (self, item->label, LEP_STYLE_LABEL, 1, width, PANGO_ALIGN_LEFT);
  double label_width, height;

  lep_typeset_size (label, &label_width, &height);
  lep_strip_layout (strip, label, x, top - height, LEP_GREY_LABEL);
  if (item->value == NULL || *item->value == '\0')
    return top;
  return lep_typeset_put (self, strip, item->value, LEP_STYLE_TEXT, x + 4, top + 3, width - 8, 0) + 3;
}

static double
label_height (const LepTypeset    *self,
              const LepReportItem *item,
              double               width)
{
  g_autoptr (PangoLayout) label = lep_typeset_text (self, item->label, LEP_STYLE_LABEL, 1, width, PANGO_ALIGN_LEFT);
  double label_width, height;

  lep_typeset_size (label, &label_width, &height);
  return height;
}

/* Boxes beside each other by their shares. One without a name leaves its room
 * empty. */
static void
add_form (LepTypeset     *self,
          const LepBlock *block)
{
  LepStrip *strip = lep_typeset_append (self, lep_strip_new (4, 0));
  double    unit = 0, top = 0, bottom;
  guint     shares = 0;

  for (guint i = 0; i < block->items->len; i++)
    shares += ((LepReportItem *) g_ptr_array_index (block->items, i))->share;
  unit = (self->width - FORM_GAP * (block->items->len - 1)) / MAX (shares, 1);
  for (guint i = 0; i < block->items->len; i++)
    {
      const LepReportItem *item = g_ptr_array_index (block->items, i);

      if (item->label != NULL)
        top = MAX (top, label_height (self, item, unit * item->share) + 1);
    }
  bottom = top + FORM_PADDING + FORM_LINE * block->n_lines;
  for (guint pass = 0; pass < 2; pass++)
    {
      double x = 0;

      for (guint i = 0; i < block->items->len; i++)
        {
          const LepReportItem *item = g_ptr_array_index (block->items, i);

          if (item->label != NULL && pass == 0)
            bottom = MAX (bottom, add_box (self, strip, item, x, top, unit * item->share));
          else if (item->label != NULL)
            lep_typeset_box (strip, x, top, unit * item->share, bottom - top);
          x += unit * item->share + FORM_GAP;
        }
    }
  strip->height = bottom + 1;
}

/* A note stays with the table it is about, or with the note above it; a long run of
 * them may be divided. */
static void
add_note (LepTypeset *self,
          guint       block)
{
  guint n = 0;

  while (n < block && lep_report_block (self->report, block - n - 1)->type == LEP_BLOCK_NOTE)
    n++;
  if (block > n && n < NOTES_TOGETHER && lep_report_block (self->report, block - n - 1)->type == LEP_BLOCK_TABLE)
    ((LepStrip *) g_ptr_array_index (self->strips, self->strips->len - 1))->keep_with_next = TRUE;
  add_text (self, lep_report_block (self->report, block)->text, LEP_STYLE_NOTE, 2, LEP_GREY_LABEL);
}

/* How far it stands below what is above. */
static double
least_space (const LepBlock *previous,
             const LepBlock *block)
{
  if (previous == NULL || previous->type == LEP_BLOCK_FIGURES || previous->type == LEP_BLOCK_CHART)
    return 9;
  if (block->type == LEP_BLOCK_TABLE && (previous->type == LEP_BLOCK_PROPERTIES || previous->type == LEP_BLOCK_TABLE))
    return 7;
  return 0;
}

static void
add_block (LepTypeset *self,
           guint       index)
{
  const LepBlock *previous = index > 0 ? lep_report_block (self->report, index - 1) : NULL;
  const LepBlock *block = lep_report_block (self->report, index);
  guint           first = self->strips->len;

  switch (block->type)
    {
    case LEP_BLOCK_HEADING:
      add_heading (self, block);
      break;
    case LEP_BLOCK_PARAGRAPH:
      add_text (self, block->text, LEP_STYLE_TEXT, previous != NULL && previous->type != LEP_BLOCK_HEADING ? 6 : 2, 0);
      break;
    case LEP_BLOCK_NOTE:
      add_note (self, index);
      break;
    case LEP_BLOCK_FIGURES:
      add_figures (self, block->items);
      break;
    case LEP_BLOCK_PROPERTIES:
      add_properties (self, block->items);
      break;
    case LEP_BLOCK_TABLE:
      lep_typeset_table (self, block->table);
      break;
    case LEP_BLOCK_CHART:
      add_chart (self, block->chart);
      break;
    case LEP_BLOCK_FORM:
      add_form (self, block);
      break;
    case LEP_BLOCK_SIGNATURES:
      lep_typeset_signatures (self, block, previous != NULL && previous->type == LEP_BLOCK_HEADING ? 6 : 22);
      break;
    case LEP_BLOCK_PAGE_BREAK:
      lep_typeset_append (self, lep_strip_new (0, 0))->breaks_page = TRUE;
      break;
    default:
      g_assert_not_reached ();
    }
  if (first < self->strips->len)
    {
      LepStrip *strip = g_ptr_array_index (self->strips, first);

      strip->space = MAX (strip->space, least_space (previous, block));
    }
}

/**
 * lep_typeset_blocks:
 *
 * Lays out letterhead, title and all blocks, or as many as there were before it was
 * cancelled.
 */
void
lep_typeset_blocks (LepTypeset *self)
{
  const GPtrArray *blocks = self->report->blocks;

  lep_typeset_letterhead (self);
  for (guint i = 0; i < blocks->len && !g_cancellable_is_cancelled (self->cancellable); i++)
    add_block (self, i);
}
