/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `lepctl apply`: many edits from a file, all or nothing. */

#include <string.h>
#include <glib/gi18n.h>

#include "lep-cli-input.h"

#include "lep-commands.h"

#define CHANGES_NAMESPACE "urn:lep:changes:1"

/* Where the reader is. GMarkup reads no entities but the five, no files, and
 * only UTF-8. */
typedef struct
{
  LepWorkspace  *workspace;
  GPtrArray     *edits; /* LepEdit, one a change */
  GArray        *lines; /* int, where each begins */
  LepEdit       *edit;  /* the last of them */
  const LepKind *kind;  /* of the row */
  char          *space; /* of the change, or NULL */
  GHashTable    *seen;  /* names of the fields of the row that were set */
  char          *field; /* of the set */
  gboolean       is_nil;
  guint          depth;
  guint          n_elements[4]; /* read so far, by depth */
  GString       *text;
} Reader;

static const char *const elements[] = { "changes", "change", "row", "set" };

/* How many of each a file may have, so that a hostile one takes little memory; as
 * many rows as a table may have (LEP_CSV_MAX_ROWS). */
static const guint       max_elements[] = { 1, 200000, 200000, 2000000 };

G_GNUC_PRINTF (2, 3)
static gboolean
refuse (GError    **error,
        const char *format,
        ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_propagate_error (error, g_error_new_valist (LEP_ERROR, LEP_ERROR_CORRUPT, format, arguments));
  va_end (arguments);
  return FALSE;
}

static const char *
find_attribute (const char **names,
                const char **values,
                const char  *name)
{
  for (guint i = 0; names[i] != NULL; i++)
    if (g_str_equal (names[i], name))
      return values[i];

  return NULL;
}

static gboolean
check_attributes (const char **names,
                  const char  *allowed,
                  GError     **error)
{
  g_auto (GStrv) known = g_strsplit (allowed, " ", -1);

  for (guint i = 0; names[i] != NULL; i++)
    if (!g_strv_contains ((const char *const *) known, names[i]))
      return refuse (error, _ ("the attribute “%s” does not belong here; take it out."), names[i]);

  return TRUE;
}

static void
start_change (Reader              *reader,
              GMarkupParseContext *context,
              const char         **names,
              const char         **values,
              GError             **error)
{
  int line;

  if (!check_attributes (names, "space", error))
    return;

  g_markup_parse_context_get_position (context, &line, NULL);
  reader->edit = lep_edit_new (reader->workspace);
  g_ptr_array_add (reader->edits, reader->edit);
  g_array_append_val (reader->lines, line);
  g_free (reader->space);
  reader->space = g_strdup (find_attribute (names, values, "space"));
}

static gboolean
start_row (Reader      *reader,
           const char **names,
           const char **values,
           GError     **error)
{
  const char *kind = find_attribute (names, values, "kind");
  const char *life = find_attribute (names, values, "life");
  guint       n_before = lep_edit_get_n_rows (reader->edit);

  if (!check_attributes (names, "kind id life", error))
    return FALSE;
  if (kind == NULL)
    return refuse (error, _ ("the row has no kind; add the attribute “kind”."));
  reader->kind = lep_cli_find_kind (kind, error);
  if (reader->kind == NULL ||
      !lep_edit_row (reader->edit, reader->space, kind, find_attribute (names, values, "id"), error))
    return FALSE;
  if (lep_edit_get_n_rows (reader->edit) == n_before)
    return refuse (error, _ ("this row stands twice in the change; write it once."));
  g_hash_table_remove_all (reader->seen);
  if (life == NULL)
    return TRUE;
  if (!g_str_equal (life, "deleted") && !g_str_equal (life, "restored"))
    return refuse (error, _ ("“%s” is no life; write deleted or restored."), life);

  lep_edit_life (reader->edit, g_str_equal (life, "deleted") ? LEP_LIFE_DELETED : LEP_LIFE_RESTORED);
  return TRUE;
}

static gboolean
start_set (Reader      *reader,
           const char **names,
           const char **values,
           GError     **error)
{
  const char *field = find_attribute (names, values, "f");
  const char *nil = find_attribute (names, values, "nil");

  if (!check_attributes (names, "f nil", error))
    return FALSE;
  if (field == NULL || (nil != NULL && !g_str_equal (nil, "1")))
    return refuse (error, _ ("this set is not written as <set f=\"FIELD\"> or <set f=\"FIELD\" nil=\"1\"/>."));

  g_free (reader->field);
  reader->field = g_strdup (field);
  reader->is_nil = nil != NULL;
  g_string_truncate (reader->text, 0);
  return TRUE;
}

static void
start_element_cb (GMarkupParseContext *context,
                  const char          *element,
                  const char         **names,
                  const char         **values,
                  gpointer             user_data,
                  GError             **error)
{
  Reader *reader = user_data;

  if (reader->depth >= G_N_ELEMENTS (elements) || !g_str_equal (element, elements[reader->depth]))
    {
      refuse (error, _ ("the element “%s” does not belong here; the order is changes, change, row, set."), element);
      return;
    }

  if (++reader->n_elements[reader->depth] > max_elements[reader->depth])
    {
      refuse (error, _ ("the file has more than %u elements “%s”; divide it."), max_elements[reader->depth], element);
      return;
    }

  switch (reader->depth++)
    {
    case 0:
      if (g_strcmp0 (find_attribute (names, values, "xmlns"), CHANGES_NAMESPACE) != 0)
        refuse (error, _ ("these are no changes; the first element is <changes xmlns=\"%s\">."), CHANGES_NAMESPACE);
      break;
    case 1:
      start_change (reader, context, names, values, error);
      break;
    case 2:
      start_row (reader, names, values, error);
      break;
    default:
      start_set (reader, names, values, error);
      break;
    }
}

static void
end_element_cb (GMarkupParseContext *context,
                const char          *element,
                gpointer             user_data,
                GError             **error)
{
  Reader          *reader = user_data;
  const LepField  *field;
  g_autofree char *value = NULL;

  if (--reader->depth != G_N_ELEMENTS (elements) - 1)
    return;

  field = lep_kind_field (reader->kind, reader->field);
  if (field == NULL)
    {
      lep_cli_usage (error, _ ("%s has no field “%s”; “lepctl schema” lists them."), reader->kind->name, reader->field);
      return;
    }
  if (!g_hash_table_add (reader->seen, (gpointer) field->name))
    {
      refuse (error, _ ("%s.%s is given twice; give it once."), reader->kind->name, field->name);
      return;
    }
  if (reader->is_nil && reader->text->len > 0)
    {
      refuse (error, _ ("a set with nil holds no text."));
      return;
    }
  if (lep_cli_value (reader->workspace, reader->kind, field, reader->is_nil ? NULL : reader->text->str, &value, error))
    lep_edit_set (reader->edit, field->name, value);
}

static void
text_cb (GMarkupParseContext *context,
         const char          *text,
         gsize                length,
         gpointer             user_data,
         GError             **error)
{
  Reader *reader = user_data;

  if (reader->depth == G_N_ELEMENTS (elements))
    g_string_append_len (reader->text, text, (gssize) length);
  else if (strspn (text, " \t\r\n") < length)
    refuse (error, _ ("text stands outside of a set."));
}

/* Comments and the declaration say nothing; what else is no element and no text would be lost. */
static void
other_cb (GMarkupParseContext *context,
          const char          *text,
          gsize                length,
          gpointer             user_data,
          GError             **error)
{
  if (!g_str_has_prefix (text, "<!--") && !g_str_has_prefix (text, "<?xml "))
    refuse (error, _ ("only elements, text and comments can be read here; write what this says as plain text."));
}

static gboolean
read_edits (Reader     *reader,
            const char *text,
            gsize       length,
            GError    **error)
{
  const GMarkupParser parser = { start_element_cb, end_element_cb, text_cb, other_cb, NULL };
  g_autoptr (GMarkupParseContext) context = g_markup_parse_context_new (&parser, G_MARKUP_DEFAULT_FLAGS, reader, NULL);
  g_autoptr (GError) failure = NULL;
  int line;

  if (g_markup_parse_context_parse (context, text, (gssize) length, &failure) &&
      g_markup_parse_context_end_parse (context, &failure))
    return TRUE;

  if (failure->domain == G_MARKUP_ERROR)
    g_set_error_literal (error, LEP_ERROR, LEP_ERROR_CORRUPT, failure->message);
  else
    {
      g_markup_parse_context_get_position (context, &line, NULL);
      g_propagate_prefixed_error (error, g_steal_pointer (&failure), "%d: ", line);
    }
  return FALSE;
}

static void
add_changes (JsonBuilder *builder,
             LepEdit     *edit)
{
  const GArray *changes = lep_edit_get_changes (edit);

  for (guint i = 0; i < changes->len; i++)
    {
      const LepMadeChange *change = &g_array_index (changes, LepMadeChange, i);
      char                 space[LEP_UUID_TEXT_SIZE + 1];

      lep_uuid_format (&change->space, space);
      json_builder_begin_object (builder);
      lep_json_string (builder, "space", space);
      lep_json_int (builder, "n", change->n);
      json_builder_end_object (builder);
    }
}

static void
print_changes (LepCli    *cli,
               GPtrArray *edits)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  guint n_rows = 0, n_changes = 0;

  for (guint i = 0; i < edits->len; i++)
    n_rows += lep_edit_get_n_rows (g_ptr_array_index (edits, i));
  json_builder_begin_object (builder);
  lep_json_int (builder, "rows", n_rows);
  json_builder_set_member_name (builder, "changes");
  json_builder_begin_array (builder);
  for (guint i = 0; i < edits->len; i++)
    {
      add_changes (builder, g_ptr_array_index (edits, i));
      n_changes += lep_edit_get_changes (g_ptr_array_index (edits, i))->len;
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);

  if (cli->json)
    lep_cli_print_json (builder);
  else
    lep_cli_print (_ ("Rows: %u, changes: %u\n"), n_rows, n_changes);
}

static gboolean
apply_edits (Reader  *reader,
             GError **error)
{
  guint at_fault;
  g_autoptr (GError) failure = NULL;

  if (lep_cli_commit_all (reader->edits, &at_fault, &failure))
    return TRUE;

  if (g_error_matches (failure, LEP_ERROR, LEP_ERROR_INVALID))
    g_prefix_error (&failure, "%d: ", g_array_index (reader->lines, int, at_fault));
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gboolean
run_apply (LepCli  *cli,
           GError **error)
{
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) lep_edit_free);
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (int));
  g_autofree char *text = NULL;
  Reader           reader = { .edits = edits, .lines = lines };
  gsize            length;
  gboolean         done;

  if (!lep_cli_read_file (cli->args[0], &text, &length, error) || lep_cli_open (cli, LEP_OPEN_WRITE, error) == NULL)
    return FALSE;

  reader.workspace = cli->open;
  reader.text = g_string_new (NULL);
  reader.seen = g_hash_table_new (g_str_hash, g_str_equal);
  done = read_edits (&reader, text, length, error) && apply_edits (&reader, error);
  g_string_free (reader.text, TRUE);
  g_hash_table_unref (reader.seen);
  g_free (reader.space);
  g_free (reader.field);
  if (!done)
    {
      g_prefix_error (error, "%s: ", cli->args[0]);
      return FALSE;
    }

  print_changes (cli, edits);
  return TRUE;
}

const LepCommand lep_cmd_apply = {
  .name = "apply",
  .arguments = "FILE",
  .summary = N_ ("Makes the edits of a file, all of them or none."),
  .description = N_ ("The file is XML: <changes xmlns=\"urn:lep:changes:1\"> holds <change> elements, with an attribute “space” or "
                     "without; each holds <row kind=\"…\" id=\"…\" life=\"deleted|restored\"> elements (no id: a new record), and each "
                     "row <set f=\"FIELD\">VALUE</set>, or <set f=\"FIELD\" nil=\"1\"/> to clear the field. Rows go where “lepctl put” "
                     "would put them. Each <change> becomes one change, in each space that it touches, and is checked against what those before "
                     "it left; “lepctl undo” takes back all of them at once. What is there already is not written again; the list of changes is empty if that is all."),
  .min_args = 1,
  .max_args = 1,
  .run = run_apply,
};
