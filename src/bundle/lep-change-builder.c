/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One change while it is parsed: its content, and whether the bytes that it
 * comes from are what would be written of it in canonical form (bundle format,
 * 4.2): each piece is compared where it stands. Unknown elements and attributes
 * are compared like any other and ignored. */

#include <string.h>

#include <glib/gi18n-lib.h>

#include "lep-bundle-error.h"
#include "lep-bundle-limits.h"
#include "lep-schema.h"
#include "lep-util.h"
#include "lep-value.h"
#include "lep-xml-write.h"

#include "lep-change-builder.h"

/* Up to this many names a list is searched, beyond it a table is used. */
#define FEW 16

typedef enum
{
  PART_NONE,
  PART_CHANGE,
  PART_WAIVE,
  PART_ERASE,
  PART_ROW,
  PART_SET,
  PART_UNKNOWN,
} Part;

struct _LepChangeBuilder
{
  LepChange     *change;
  const char    *at;  /* where the canonical text goes on; NULL if it is not canonical */
  const char    *end; /* of the bytes of the change */
  gboolean       check_values;
  gboolean       is_contacts;
  guint          depth; /* of open elements; <change> is the first */
  Part           open[LEP_XML_MAX_DEPTH + 1];
  gboolean       is_tag_open;             /* its '>' is not written yet */
  Part           step;                    /* waive, erase, row: they only go forward */
  guint          n_elements;              /* in the change, unknown ones too */
  GHashTable    *rows;                    /* "kind id", once there are many */
  GHashTable    *fields;                  /* of the row, once there are many */
  const LepKind *kind;                    /* of the row, if known */
  char           field[LEP_NAME_MAX + 1]; /* of the set */
  gboolean       is_nil;
  GString       *value; /* of the set */
};

LepChangeBuilder *
lep_change_builder_new (gboolean check_values,
                        gboolean is_contacts)
{
  LepChangeBuilder *self = g_new0 (LepChangeBuilder, 1);

  self->change = lep_change_new ();
  self->check_values = check_values;
  self->is_contacts = is_contacts;
  self->rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->fields = g_hash_table_new (g_str_hash, g_str_equal); /* keys: the change's own */
  self->value = g_string_new (NULL);
  return self;
}

void
lep_change_builder_free (LepChangeBuilder *self)
{
  if (self == NULL)
    return;

  lep_change_free (self->change);
  g_hash_table_unref (self->rows);
  g_hash_table_unref (self->fields);
  g_string_free (self->value, TRUE);
  g_free (self);
}

/**
 * lep_change_builder_expect:
 * @text: the bytes from which the next change is read; must live until it ends.
 *   NUL stands behind them somewhere, and nowhere in them
 */
void
lep_change_builder_expect (LepChangeBuilder *self,
                           const char       *text,
                           gsize             length)
{
  self->at = text;
  self->end = text + length;
}

/* Goes over what must stand here. */
static void
match (LepChangeBuilder *self,
       const char       *text,
       gsize             length)
{
  if (self->at != NULL)
    self->at = strncmp (self->at, text, length) == 0 ? self->at + length : NULL;
}

static void
match_escaped (LepChangeBuilder *self,
               const char       *text,
               gsize             length,
               gboolean          is_attribute)
{
  if (self->at != NULL)
    self->at = lep_xml_match_escaped (self->at, self->end, text, length, is_attribute);
}

static void
close_tag (LepChangeBuilder *self)
{
  if (self->is_tag_open)
    match (self, ">", 1);
  self->is_tag_open = FALSE;
}

static void
match_attribute (LepChangeBuilder      *self,
                 const LepXmlAttribute *attribute)
{
  match (self, " ", 1);
  match (self, attribute->name, strlen (attribute->name));
  match (self, "=\"", 2);
  match_escaped (self, attribute->value, strlen (attribute->value), TRUE);
  match (self, "\"", 1);
}

/* Known attributes in their order, then the others as they came. */
static void
match_attributes (LepChangeBuilder       *self,
                  const char *const      *known,
                  const LepXmlAttributes *attributes)
{
  guint32 matched = 0;

  for (guint k = 0; known != NULL && known[k] != NULL; k++)
    for (guint i = 0; i < attributes->n; i++)
      if ((matched >> i & 1) == 0 && strcmp (attributes->items[i].name, known[k]) == 0)
        {
          match_attribute (self, &attributes->items[i]);
          matched |= 1u << i;
          break;
        }
  for (guint i = 0; i < attributes->n; i++)
    if ((matched >> i & 1) == 0)
      match_attribute (self, &attributes->items[i]);
}

static gboolean
read_life (LepXmlReader           *reader,
           const LepXmlAttributes *attributes,
           LepLife                *life)
{
  const char *text = lep_xml_attribute (attributes, "life");

  *life = LEP_LIFE_NONE;
  if (text == NULL)
    return TRUE;
  if (strcmp (text, "deleted") == 0)
    *life = LEP_LIFE_DELETED;
  else if (strcmp (text, "restored") == 0)
    *life = LEP_LIFE_RESTORED;
  else
    lep_xml_refuse (reader, _ ("the attribute “%s” does not have the form it must have"), "life");
  return *life != LEP_LIFE_NONE;
}

static gboolean
is_row_new (LepChangeBuilder *self,
            const char       *kind,
            const LepUuid    *id)
{
  GArray *rows = self->change->rows;
  char    text[LEP_UUID_TEXT_SIZE + 1];

  if (rows->len <= FEW)
    for (guint i = 0; i < rows->len; i++)
      {
        const LepRowOp *row = &g_array_index (rows, LepRowOp, i);

        if (lep_uuid_equal (&row->id, id) && strcmp (row->kind, kind) == 0)
          return FALSE;
      }
  if (rows->len < FEW)
    return TRUE;

  if (rows->len == FEW)
    for (guint i = 0; i < rows->len; i++)
      {
        const LepRowOp *row = &g_array_index (rows, LepRowOp, i);

        lep_uuid_format (&row->id, text);
        g_hash_table_add (self->rows, g_strconcat (row->kind, " ", text, NULL));
      }
  lep_uuid_format (id, text);
  return g_hash_table_add (self->rows, g_strconcat (kind, " ", text, NULL));
}

static void
start_row (LepChangeBuilder       *self,
           LepXmlReader           *reader,
           const LepXmlAttributes *attributes)
{
  const char *kind;
  LepUuid     id;
  LepLife     life;

  if (!lep_xml_get_name (reader, attributes, "kind", &kind) || !lep_xml_get_id (reader, attributes, "id", &id) ||
      !read_life (reader, attributes, &life))
    return;

  if (self->change->rows->len == LEP_XML_MAX_ROWS)
    lep_xml_refuse (reader, _ ("a change has more than %d rows"), LEP_XML_MAX_ROWS);
  else if (self->is_contacts && self->change->rows->len + self->change->erases->len > 0)
    lep_xml_refuse (reader, _ ("a change in a contacts space names more than one row"));
  else if (!is_row_new (self, kind, &id))
    lep_xml_refuse (reader, _ ("a change names the same row twice"));
  else
    {
      lep_change_add_row (self->change, kind, &id, life);
      g_hash_table_remove_all (self->fields);
      self->kind = self->check_values ? lep_schema_kind (kind) : NULL;
    }
}

static void
start_set (LepChangeBuilder       *self,
           LepXmlReader           *reader,
           const LepXmlAttributes *attributes)
{
  const char *field, *nil = lep_xml_attribute (attributes, "nil");

  if (!lep_xml_get_name (reader, attributes, "f", &field))
    return;

  if (nil != NULL && strcmp (nil, "1") != 0)
    lep_xml_refuse (reader, _ ("the attribute “%s” does not have the form it must have"), "nil");
  else if (strcmp (field, "life") == 0)
    lep_xml_refuse (reader, _ ("“life” is not a field that can be set"));

  if (lep_xml_is_refused (reader))
    return;
  g_strlcpy (self->field, field, sizeof self->field);
  self->is_nil = nil != NULL;
  g_string_truncate (self->value, 0);
}

static void
start_erase (LepChangeBuilder       *self,
             LepXmlReader           *reader,
             const LepXmlAttributes *attributes)
{
  const char *kind;
  LepUuid     id;

  if (!lep_xml_get_name (reader, attributes, "kind", &kind) || !lep_xml_get_id (reader, attributes, "id", &id))
    return;

  if (!self->is_contacts || strcmp (kind, "contact") != 0)
    lep_xml_refuse (reader, _ ("only contacts in a contacts space can be erased"));
  else if (self->change->erases->len > 0)
    lep_xml_refuse (reader, _ ("a change in a contacts space names more than one row"));
  else
    lep_change_add_erase (self->change, kind, &id);
}

static void
start_waive (LepChangeBuilder       *self,
             LepXmlReader           *reader,
             const LepXmlAttributes *attributes)
{
  LepUuid replica;
  gint64  from, to;

  if (!lep_xml_get_id (reader, attributes, "replica", &replica) ||
      !lep_xml_get_number (reader, attributes, "from", &from) || !lep_xml_get_number (reader, attributes, "to", &to))
    return;

  if (from > to)
    lep_xml_refuse (reader, _ ("a waiver ends before it begins"));
  else if (self->change->waives->len == LEP_XML_MAX_ROWS)
    lep_xml_refuse (reader, _ ("a change has more than %d waivers"), LEP_XML_MAX_ROWS);
  else
    lep_change_add_waive (self->change, &replica, from, to);
}

static void
start_change (LepChangeBuilder       *self,
              LepXmlReader           *reader,
              const LepXmlAttributes *attributes)
{
  gint64      n;
  const char *at, *by;

  lep_change_reset (self->change);
  g_hash_table_remove_all (self->rows);
  self->step = PART_NONE;
  self->n_elements = 0;
  if (lep_xml_get_number (reader, attributes, "n", &n) && lep_xml_get_time (reader, attributes, "at", &at) &&
      lep_xml_get_text (reader, attributes, "by", &by))
    lep_change_set_head (self->change, n, at, by);
}

/* The known elements: where they may stand, and their attributes in order. */
typedef struct
{
  const char *name;
  Part        part, parent;
  const char *attributes[4];
  void (*start) (LepChangeBuilder       *self,
                 LepXmlReader           *reader,
                 const LepXmlAttributes *attributes);
} Known;

static const Known parts[] = {
  { "set", PART_SET, PART_ROW, { "f", "nil" }, start_set },
  { "row", PART_ROW, PART_CHANGE, { "kind", "id", "life" }, start_row },
  { "change", PART_CHANGE, PART_NONE, { "n", "at", "by" }, start_change },
  { "waive", PART_WAIVE, PART_CHANGE, { "replica", "from", "to" }, start_waive },
  { "erase", PART_ERASE, PART_CHANGE, { "kind", "id" }, start_erase },
};

/* Which part of a change the element is, or NULL; refused if it is out of its
 * place. In an element of a newer program only a “row” and a “set” are. */
static const Known *
find_part (LepChangeBuilder *self,
           LepXmlReader     *reader,
           const char       *name)
{
  Part parent = self->depth > 0 ? self->open[self->depth - 1] : PART_NONE;

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      if (strcmp (name, parts[i].name) != 0)
        continue;
      if (parent == PART_UNKNOWN && parts[i].part != PART_ROW && parts[i].part != PART_SET)
        return NULL;
      if (parent != parts[i].parent || (parent == PART_CHANGE && parts[i].part < self->step))
        lep_xml_refuse (reader, _ ("“%s” stands where it does not belong"), name);
      if (parent == PART_CHANGE)
        self->step = parts[i].part;
      return &parts[i];
    }

  if (parent == PART_SET)
    lep_xml_refuse (reader, _ ("a field's value is text alone"));
  return NULL;
}

void
lep_change_builder_start (LepChangeBuilder       *self,
                          LepXmlReader           *reader,
                          const char             *name,
                          const LepXmlAttributes *attributes)
{
  const Known *known = find_part (self, reader, name);

  if (lep_xml_is_refused (reader))
    return;

  close_tag (self);
  match (self, "<", 1);
  match (self, name, strlen (name));
  match_attributes (self, known != NULL ? known->attributes : NULL, attributes);
  self->is_tag_open = TRUE;

  if (self->depth == 1)
    self->n_elements++;
  self->open[self->depth++] = known != NULL ? known->part : PART_UNKNOWN;
  if (known != NULL)
    known->start (self, reader, attributes);
}

static gboolean
is_field_new (LepChangeBuilder *self,
              const LepRowOp   *row)
{
  const LepSet *sets = &g_array_index (self->change->sets, LepSet, row->first_set);
  const char   *added = sets[row->n_sets - 1].field;
  guint         n_before = row->n_sets - 1;

  if (n_before < FEW)
    {
      for (guint i = 0; i < n_before; i++)
        if (strcmp (sets[i].field, added) == 0)
          return FALSE;
      return TRUE;
    }

  if (n_before == FEW)
    for (guint i = 0; i < n_before; i++)
      g_hash_table_add (self->fields, (gpointer) sets[i].field);
  return g_hash_table_add (self->fields, (gpointer) added);
}

static void
end_set (LepChangeBuilder *self,
         LepXmlReader     *reader)
{
  const LepRowOp *row;
  const LepField *field;
  const char     *value = self->is_nil ? NULL : self->value->str;

  if (self->is_nil && self->value->len > 0)
    {
      lep_xml_refuse (reader, _ ("a field without a value has one"));
      return;
    }

  lep_change_add_set (self->change, self->field, value, (gssize) self->value->len);
  row = &g_array_index (self->change->rows, LepRowOp, self->change->rows->len - 1);
  if (!is_field_new (self, row))
    {
      lep_xml_refuse (reader, _ ("a row sets the field “%s” twice"), self->field);
      return;
    }

  field = self->kind != NULL ? lep_kind_field (self->kind, self->field) : NULL;
  if (field != NULL && value != NULL && !lep_value_is_canonical (field->type, value))
    {
      g_autofree char *quoted = lep_bundle_quote (value);

      lep_xml_refuse (reader, _ ("“%s” is not a value of the field “%s” (%s)"), quoted, self->field,
                      lep_field_type_name (field->type));
    }
}

/**
 * lep_change_builder_end:
 *
 * Returns: whether the change itself has ended
 */
gboolean
lep_change_builder_end (LepChangeBuilder *self,
                        LepXmlReader     *reader,
                        const char       *name)
{
  Part part = self->open[--self->depth];

  if (self->is_tag_open)
    match (self, "/>", 2);
  else
    {
      match (self, "</", 2);
      match (self, name, strlen (name));
      match (self, ">", 1);
    }
  self->is_tag_open = FALSE;

  if (part == PART_SET)
    end_set (self, reader);
  else if (part == PART_CHANGE && self->n_elements == 0)
    lep_xml_refuse (reader, _ ("a change says nothing"));
  return part == PART_CHANGE;
}

void
lep_change_builder_text (LepChangeBuilder *self,
                         LepXmlReader     *reader,
                         const char       *text,
                         gsize             length)
{
  Part part = self->open[self->depth - 1];

  if (part != PART_SET && part != PART_UNKNOWN)
    {
      lep_xml_refuse (reader, _ ("there is text where none belongs"));
      return;
    }

  close_tag (self);
  match_escaped (self, text, length, FALSE);
  if (part == PART_SET)
    g_string_append_len (self->value, text, (gssize) length);
}

/**
 * lep_change_builder_get_change:
 *
 * Returns: (transfer none): the change that has just ended; what is left of it
 *   goes when the next one starts
 */
LepChange *
lep_change_builder_get_change (LepChangeBuilder *self)
{
  return self->change;
}

/**
 * lep_change_builder_is_canonical:
 *
 * Returns: whether the change that has just ended stands in canonical form in
 *   the bytes that it was read from, all of them
 */
gboolean
lep_change_builder_is_canonical (LepChangeBuilder *self)
{
  return self->at == self->end;
}
