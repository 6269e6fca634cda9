/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Breaks a report into pages and draws them, the same on every surface. */

#include "lep-typeset.h"

#include "lep-pages.h"

#define MM (72.0 / 25.4)

#define MARGIN_LEFT  (22 * MM) /* room for holes */
#define MARGIN_RIGHT (17 * MM)
#define MARGIN_TOP   (14 * MM)
#define MARGIN_FOOT  (18 * MM)
#define RUNNING_ROOM 22.0 /* head of the following pages */
#define FOOT_LINE    9.3

/* A strip on a page. */
typedef struct
{
  const LepStrip *strip;
  guint           page;
  double          y;
} Place;

struct _LepPages
{
  LepTypeset layout;
  double     width, height;
  guint      n_pages;
  GArray    *places;  /* Place, in order */
  GArray    *starts;  /* guint: the first place of each page, and what follows the last one */
  GArray    *heads;   /* guint: which places the outline names */
  GPtrArray *runners; /* LepStrip: head (or an empty one) and foot of each page */
  LepStrip  *broken;  /* the line below a table that goes on overleaf */
};

static const struct
{
  double width, height;
} papers[] = {
  [LEP_PAPER_A4] = { 210 * MM, 297 * MM },
  [LEP_PAPER_LETTER] = { 612, 792 },
};

/* Exact outlines: hinting would make letters dance when scaled. */
static PangoContext *
make_context (const LepLocale *locale)
{
  PangoContext         *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  cairo_font_options_t *options = cairo_font_options_create ();
  PangoFontDescription *font = pango_font_description_from_string ("Noto Sans, DejaVu Sans, Liberation Sans, sans-serif 9.5");

  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options (context, options);
  pango_cairo_context_set_resolution (context, 72); /* a unit is a point */
  pango_context_set_round_glyph_positions (context, FALSE);
  pango_context_set_language (context, pango_language_from_string (locale->tag));
  pango_context_set_base_dir (context, PANGO_DIRECTION_LTR);
  pango_context_set_font_description (context, font);

  pango_font_description_free (font);
  cairo_font_options_destroy (options);
  return context;
}

static double
foot_top (const LepPages *self)
{
  guint extra = self->layout.report->footer->len > 2 ? self->layout.report->footer->len - 2 : 0;

  return self->height - MARGIN_FOOT - extra * FOOT_LINE;
}

static double
body_top (const LepPages *self,
          guint           page)
{
  return MARGIN_TOP + (page > 0 ? RUNNING_ROOM : 0);
}

static double
body_bottom (const LepPages *self)
{
  return foot_top (self) - 8;
}

/* Height of the strips from @first that must stay together. */
static double
group_height (const LepPages *self,
              guint           first,
              guint          *next)
{
  double height = 0;
  guint  i = first;

  for (; i < self->layout.strips->len; i++)
    {
      const LepStrip *strip = g_ptr_array_index (self->layout.strips, i);

      height += (i == first ? 0 : strip->space) + strip->height;
      if (!strip->keep_with_next)
        break;
    }
  *next = MIN (i + 1, self->layout.strips->len);
  return height;
}

static void
place (LepPages       *self,
       const LepStrip *strip,
       guint           page,
       double         *y)
{
  Place where = { strip, page, *y };

  if (strip->outline != NULL)
    g_array_append_val (self->heads, self->places->len);
  g_array_append_val (self->places, where);
  *y += strip->height;
}

/* Places strips one group after the other. A group that no page could hold is
 * split where it must be. */
static void
break_pages (LepPages *self)
{
  guint    page = 0, group_end = 0;
  double   y = body_top (self, 0);
  gboolean at_head = TRUE;

  g_array_append_val (self->starts, self->places->len);
  for (guint i = 0; i < self->layout.strips->len; i++)
    {
      const LepStrip *strip = g_ptr_array_index (self->layout.strips, i);
      double          space = at_head ? 0 : strip->space, needed = strip->height;

      if (i >= group_end)
        {
          needed = group_height (self, i, &group_end);
          if (needed > body_bottom (self) - body_top (self, 1))
            {
              needed = strip->height;
              group_end = i + 1;
            }
        }
      if (!at_head && (strip->breaks_page || y + space + needed > body_bottom (self)))
        {
          if (strip->head != NULL)
            place (self, self->broken, page, &y);
          page++;
          g_array_append_val (self->starts, self->places->len);
          y = body_top (self, page);
          space = 0;
          if (strip->head != NULL)
            place (self, strip->head, page, &y);
        }
      if (strip->breaks_page)
        {
          at_head = TRUE;
          continue;
        }

      y += space;
      place (self, strip, page, &y);
      at_head = FALSE;
    }
  g_array_append_val (self->starts, self->places->len);
  self->n_pages = page + 1;
}

/* Head of a following page: what it belongs to, and the mark. */
static LepStrip *
make_running (const LepPages *self)
{
  const LepReport *report = self->layout.report;
  LepStrip        *strip = lep_strip_new (0, 0);
  double           width = self->layout.width;

  if (report->running != NULL)
    {
      g_autoptr (PangoLayout) text = lep_typeset_text (&self->layout, report->running, LEP_STYLE_RUNNING, 1, width - 120, PANGO_ALIGN_LEFT);

      pango_layout_set_ellipsize (text, PANGO_ELLIPSIZE_END);
      lep_strip_layout (strip, text, 0, 0, 0.25);
    }
  if (report->mark != NULL)
    {
      g_autofree char *capitals = g_utf8_strup (report->mark, -1);
      g_autoptr (PangoLayout) mark = lep_typeset_text (&self->layout, capitals, LEP_STYLE_MARK, 1, 116, PANGO_ALIGN_RIGHT);

      pango_layout_set_ellipsize (mark, PANGO_ELLIPSIZE_END);
      lep_strip_layout (strip, mark, width - 116, 0, 0.15);
    }
  lep_strip_rule (strip, 0, 13.4, width, 13.4, LEP_RULE_HEAD, 0);
  return strip;
}

static LepStrip *
make_foot (const LepPages *self,
           guint           page)
{
  const LepReport *report = self->layout.report;
  LepStrip        *strip = lep_strip_new (0, 0);
  g_autofree char *number = lep_format_count (report->locale, (gint64) page + 1);
  g_autofree char *count = lep_format_count (report->locale, self->n_pages);
  g_autofree char *text = lep_fill (report->page_text, "page", number, "pages", count, NULL);
  g_autoptr (PangoLayout) layout = lep_typeset_text (&self->layout, text, LEP_STYLE_FOOTER, 1, self->layout.width, PANGO_ALIGN_RIGHT);

  lep_strip_rule (strip, 0, 0, self->layout.width, 0, LEP_RULE_HEAD, 0);
  for (guint i = 0; i < report->footer->len; i++)
    {
      g_autoptr (PangoLayout) line = lep_typeset_text (&self->layout, g_ptr_array_index (report->footer, i),
                                                       LEP_STYLE_FOOTER, 1, self->layout.width - 90, PANGO_ALIGN_LEFT);

      pango_layout_set_ellipsize (line, PANGO_ELLIPSIZE_END);
      lep_strip_layout (strip, line, 0, 3 + i * FOOT_LINE, 0.25);
    }
  lep_strip_layout (strip, layout, 0, 3, 0.25);
  return strip;
}

/**
 * lep_pages_new:
 * @report: must live longer than the pages
 * @cancellable: (nullable): a long table takes long
 *
 * Lays a report out, with the default fonts of this thread, which are used again when
 * a page is drawn. Rows are never split, table heads are repeated, no heading
 * stands alone at the foot and no last row on a page, signatures stay together.
 *
 * Returns: (transfer full) (nullable): its pages, one at least; %NULL when cancelled
 */
LepPages *
lep_pages_new (const LepReport *report,
               LepPaper         paper,
               GCancellable    *cancellable)
{
  g_autoptr (LepPages) self = g_new0 (LepPages, 1);

  self->width = report->landscape ? papers[paper].height : papers[paper].width;
  self->height = report->landscape ? papers[paper].width : papers[paper].height;
  self->layout.report = report;
  self->layout.cancellable = cancellable;
  self->layout.context = make_context (report->locale);
  self->layout.width = self->width - MARGIN_LEFT - MARGIN_RIGHT;
  self->layout.page_body = body_bottom (self) - body_top (self, 1);
  self->layout.strips = g_ptr_array_new_with_free_func ((GDestroyNotify) lep_strip_free);
  self->layout.heads = g_ptr_array_new_with_free_func ((GDestroyNotify) lep_strip_free);
  self->layout.texts = g_ptr_array_new_with_free_func (g_object_unref);
  self->layout.grids = g_ptr_array_new_with_free_func (g_free);
  self->places = g_array_new (FALSE, FALSE, sizeof (Place));
  self->starts = g_array_new (FALSE, FALSE, sizeof (guint));
  self->heads = g_array_new (FALSE, FALSE, sizeof (guint));
  self->runners = g_ptr_array_new_with_free_func ((GDestroyNotify) lep_strip_free);

  self->broken = lep_strip_new (0, 0);
  lep_strip_rule (self->broken, 0, 0, self->layout.width, 0, LEP_RULE_HEAD, 0);

  lep_typeset_blocks (&self->layout);
  self->layout.cancellable = NULL;
  if (g_cancellable_is_cancelled (cancellable))
    return NULL;

  break_pages (self);
  for (guint page = 0; page < self->n_pages; page++)
    {
      g_ptr_array_add (self->runners, page == 0 ? lep_strip_new (0, 0) : make_running (self));
      g_ptr_array_add (self->runners, make_foot (self, page));
    }
  return g_steal_pointer (&self);
}

void
lep_pages_free (LepPages *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->runners);
  lep_strip_free (self->broken);
  g_array_unref (self->heads);
  g_array_unref (self->starts);
  g_array_unref (self->places);
  g_ptr_array_unref (self->layout.strips);
  g_ptr_array_unref (self->layout.heads);
  g_ptr_array_unref (self->layout.texts);
  g_ptr_array_unref (self->layout.grids);
  g_object_unref (self->layout.context);
  g_free (self);
}

guint
lep_pages_get_count (const LepPages *self)
{
  return self->n_pages;
}

/**
 * lep_pages_get_size:
 * @width: (out): points
 * @height: (out): points
 */
void
lep_pages_get_size (const LepPages *self,
                    double         *width,
                    double         *height)
{
  *width = self->width;
  *height = self->height;
}

static void
draw_strip (const LepPages *self,
            const LepStrip *strip,
            double          y,
            cairo_t        *cr)
{
  cairo_save (cr);
  cairo_translate (cr, MARGIN_LEFT, y);
  lep_strip_draw (strip, cr, self->layout.context);
  cairo_restore (cr);
}

/**
 * lep_pages_draw:
 * @page: from 0
 * @cr: of any surface; a unit is a point, the origin the paper's corner
 */
void
lep_pages_draw (const LepPages *self,
                guint           page,
                cairo_t        *cr)
{
  g_return_if_fail (page < self->n_pages);

  cairo_save (cr);
  draw_strip (self, g_ptr_array_index (self->runners, 2 * page), MARGIN_TOP, cr);
  for (guint i = g_array_index (self->starts, guint, page); i < g_array_index (self->starts, guint, page + 1); i++)
    {
      const Place *where = &g_array_index (self->places, Place, i);

      draw_strip (self, where->strip, where->y, cr);
    }
  draw_strip (self, g_ptr_array_index (self->runners, 2 * page + 1), foot_top (self), cr);
  cairo_restore (cr);
}

/**
 * lep_pages_get_n_heads:
 *
 * Returns: how many entries the outline has: the title and the headings
 */
guint
lep_pages_get_n_heads (const LepPages *self)
{
  return self->heads->len;
}

/**
 * lep_pages_get_head:
 * @page: (out): from 0
 * @y: (out): points from the upper edge
 *
 * Returns: (transfer none): the text of an entry of the outline
 */
const char *
lep_pages_get_head (const LepPages *self,
                    guint           index,
                    guint          *page,
                    double         *y)
{
  const Place *where;

  g_return_val_if_fail (index < self->heads->len, NULL);

  where = &g_array_index (self->places, Place, g_array_index (self->heads, guint, index));
  *page = where->page;
  *y = where->y;
  return where->strip->outline;
}
