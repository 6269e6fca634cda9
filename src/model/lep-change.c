/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A change as data, and its canonical text (bundle format, "Canonical form"). */

#include "lep-xml-write.h"

#include "lep-change.h"

#define ARENA_BLOCK 1024

LepChange *
lep_change_new (void)
{
  LepChange *self = g_new0 (LepChange, 1);

  self->waives = g_array_new (FALSE, FALSE, sizeof (LepWaive));
  self->erases = g_array_new (FALSE, FALSE, sizeof (LepErase));
  self->rows = g_array_new (FALSE, FALSE, sizeof (LepRowOp));
  self->sets = g_array_new (FALSE, FALSE, sizeof (LepSet));
  self->arena = g_string_chunk_new (ARENA_BLOCK);
  self->at = "";
  self->by = "";
  return self;
}

void
lep_change_free (LepChange *self)
{
  g_array_unref (self->waives);
  g_array_unref (self->erases);
  g_array_unref (self->rows);
  g_array_unref (self->sets);
  g_string_chunk_free (self->arena);
  g_free (self);
}

/**
 * lep_change_reset:
 *
 * Empties the change, so that it can be filled again without new memory.
 */
void
lep_change_reset (LepChange *self)
{
  g_array_set_size (self->waives, 0);
  g_array_set_size (self->erases, 0);
  g_array_set_size (self->rows, 0);
  g_array_set_size (self->sets, 0);
  g_string_chunk_clear (self->arena);
  self->n = 0;
  self->at = "";
  self->by = "";
}

/**
 * lep_change_swap:
 *
 * Each becomes what the other was; nothing is copied.
 */
void
lep_change_swap (LepChange *self,
                 LepChange *other)
{
  LepChange content = *self;

  *self = *other;
  *other = content;
}

void
lep_change_set_head (LepChange  *self,
                     gint64      n,
                     const char *at,
                     const char *by)
{
  self->n = n;
  self->at = g_string_chunk_insert (self->arena, at);
  self->by = g_string_chunk_insert (self->arena, by);
}

void
lep_change_add_waive (LepChange     *self,
                      const LepUuid *replica,
                      gint64         from,
                      gint64         to)
{
  LepWaive waive = { *replica, from, to };

  g_array_append_val (self->waives, waive);
}

void
lep_change_add_erase (LepChange     *self,
                      const char    *kind,
                      const LepUuid *id)
{
  LepErase erase = { g_string_chunk_insert_const (self->arena, kind), *id };

  g_array_append_val (self->erases, erase);
}

/**
 * lep_change_add_row:
 *
 * The fields added next belong to this row.
 */
void
lep_change_add_row (LepChange     *self,
                    const char    *kind,
                    const LepUuid *id,
                    LepLife        life)
{
  LepRowOp row = { g_string_chunk_insert_const (self->arena, kind), *id, life, self->sets->len, 0 };

  g_array_append_val (self->rows, row);
}

/**
 * lep_change_add_set:
 * @value: (nullable): canonical form; %NULL = not answered
 * @length: of @value, or -1 if it ends with NUL
 *
 * Sets a field of the row added last.
 */
void
lep_change_add_set (LepChange  *self,
                    const char *field,
                    const char *value,
                    gssize      length)
{
  LepSet set = { g_string_chunk_insert (self->arena, field), NULL };

  g_return_if_fail (self->rows->len > 0);

  if (value != NULL)
    set.value = g_string_chunk_insert_len (self->arena, value, length);
  g_array_append_val (self->sets, set);
  g_array_index (self->rows, LepRowOp, self->rows->len - 1).n_sets++;
}

static void
write_row (const LepChange *self,
           const LepRowOp  *row,
           GString         *out)
{
  g_string_append (out, "<row");
  lep_xml_write_attribute (out, "kind", row->kind);
  lep_xml_write_id (out, "id", &row->id);
  if (row->life != LEP_LIFE_NONE)
    lep_xml_write_attribute (out, "life", row->life == LEP_LIFE_DELETED ? "deleted" : "restored");
  if (row->n_sets == 0)
    {
      g_string_append (out, "/>");
      return;
    }

  g_string_append_c (out, '>');
  for (guint i = 0; i < row->n_sets; i++)
    {
      const LepSet *set = &g_array_index (self->sets, LepSet, row->first_set + i);

      g_string_append (out, "<set");
      lep_xml_write_attribute (out, "f", set->field);
      if (set->value == NULL)
        g_string_append (out, " nil=\"1\"/>");
      else if (*set->value == '\0')
        g_string_append (out, "/>");
      else
        {
          g_string_append_c (out, '>');
          lep_xml_write_text (out, set->value);
          g_string_append (out, "</set>");
        }
    }
  g_string_append (out, "</row>");
}

/**
 * lep_change_write:
 * @out: the canonical text is appended
 */
void
lep_change_write (const LepChange *self,
                  GString         *out)
{
  g_string_append (out, "<change");
  lep_xml_write_number (out, "n", self->n);
  lep_xml_write_attribute (out, "at", self->at);
  lep_xml_write_attribute (out, "by", self->by);
  g_string_append_c (out, '>');

  for (guint i = 0; i < self->waives->len; i++)
    {
      const LepWaive *waive = &g_array_index (self->waives, LepWaive, i);

      g_string_append (out, "<waive");
      lep_xml_write_id (out, "replica", &waive->replica);
      lep_xml_write_number (out, "from", waive->from);
      lep_xml_write_number (out, "to", waive->to);
      g_string_append (out, "/>");
    }
  for (guint i = 0; i < self->erases->len; i++)
    {
      const LepErase *erase = &g_array_index (self->erases, LepErase, i);

      g_string_append (out, "<erase");
      lep_xml_write_attribute (out, "kind", erase->kind);
      lep_xml_write_id (out, "id", &erase->id);
      g_string_append (out, "/>");
    }
  for (guint i = 0; i < self->rows->len; i++)
    write_row (self, &g_array_index (self->rows, LepRowOp, i), out);

  g_string_append (out, "</change>");
}
