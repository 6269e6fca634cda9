/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `lepctl schema`: every kind, field, code list and life-cycle. */

#include <glib/gi18n.h>

#include "lep-commands.h"

static void
add_field (JsonBuilder    *builder,
           const LepField *field)
{
  json_builder_begin_object (builder);
  lep_json_string (builder, "name", field->name);
  lep_json_string (builder, "label", lep_schema_label (field->label));
  lep_json_string (builder, "type", lep_field_type_name (field->type));
  lep_json_bool (builder, "required", (field->flags & LEP_FIELD_REQUIRED) != 0);
  lep_json_string (builder, "group", field->group);
  if (field->type == LEP_TYPE_CODE || field->type == LEP_TYPE_CODES)
    {
      lep_json_string (builder, "list", field->target);
      lep_json_bool (builder, "open", (field->flags & LEP_FIELD_OPEN_CODES) != 0);
    }
  if (field->type == LEP_TYPE_REF)
    {
      g_auto (GStrv) kinds = g_strsplit (field->target, "|", -1);

      json_builder_set_member_name (builder, "kinds");
      json_builder_begin_array (builder);
      for (guint i = 0; kinds[i] != NULL; i++)
        json_builder_add_string_value (builder, kinds[i]);
      json_builder_end_array (builder);
    }
  if (field->minimum != 0 || field->maximum != 0)
    {
      lep_json_int (builder, "minimum", field->minimum);
      lep_json_int (builder, "maximum", field->maximum);
    }
  lep_json_bool (builder, "internal", (field->flags & LEP_FIELD_INTERNAL) != 0);
  lep_json_int (builder, "since", field->since);
  json_builder_end_object (builder);
}

static void
add_moves (JsonBuilder   *builder,
           const LepKind *kind)
{
  json_builder_set_member_name (builder, "moves");
  json_builder_begin_array (builder);
  for (guint i = 0; i < kind->n_moves; i++)
    {
      json_builder_begin_object (builder);
      lep_json_string (builder, "from", kind->moves[i].from);
      lep_json_string (builder, "to", kind->moves[i].to);
      lep_json_string (builder, "reason", kind->moves[i].needs_reason ? kind->reason_field : NULL);
      lep_json_string (builder, "needs", kind->moves[i].needs);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_kind (JsonBuilder   *builder,
          const LepKind *kind)
{
  g_auto (GStrv) key = g_strsplit (kind->key != NULL ? kind->key : "", " ", -1);

  json_builder_begin_object (builder);
  lep_json_string (builder, "name", kind->name);
  lep_json_string (builder, "label", lep_schema_label (kind->label));
  lep_json_string (builder, "plural", lep_schema_label (kind->plural));
  lep_json_string (builder, "space", lep_space_kind_name (kind->space));
  lep_json_string (builder, "title", kind->title);
  json_builder_set_member_name (builder, "key");
  json_builder_begin_array (builder);
  for (guint i = 0; key[i] != NULL; i++)
    json_builder_add_string_value (builder, key[i]);
  json_builder_end_array (builder);
  lep_json_string (builder, "state_field", kind->state_field);
  lep_json_int (builder, "since", kind->since);

  json_builder_set_member_name (builder, "fields");
  json_builder_begin_array (builder);
  for (guint i = 0; i < kind->n_fields; i++)
    add_field (builder, &kind->fields[i]);
  json_builder_end_array (builder);
  add_moves (builder, kind);
  json_builder_end_object (builder);
}

static void
add_code_list (JsonBuilder       *builder,
               const LepCodeList *list)
{
  json_builder_begin_object (builder);
  lep_json_string (builder, "name", list->name);
  lep_json_bool (builder, "partition", list->partition);
  json_builder_set_member_name (builder, "codes");
  json_builder_begin_array (builder);
  for (guint i = 0; i < list->n_codes; i++)
    {
      json_builder_begin_object (builder);
      lep_json_string (builder, "code", list->codes[i].code);
      lep_json_string (builder, "label", lep_schema_label (list->codes[i].label));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static void
print_as_json (void)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  guint              n_kinds, n_lists;
  const LepKind     *kinds = lep_schema_kinds (&n_kinds);
  const LepCodeList *lists = lep_schema_code_lists (&n_lists);

  json_builder_begin_object (builder);
  lep_json_int (builder, "version", LEP_SCHEMA_VERSION);
  json_builder_set_member_name (builder, "kinds");
  json_builder_begin_array (builder);
  for (guint i = 0; i < n_kinds; i++)
    add_kind (builder, &kinds[i]);
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "code_lists");
  json_builder_begin_array (builder);
  for (guint i = 0; i < n_lists; i++)
    add_code_list (builder, &lists[i]);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  lep_cli_print_json (builder);
}

static void
print_kind (const LepKind *kind)
{
  g_autoptr (LepGrid) table = lep_grid_new (_ ("Field"), _ ("Type"), _ ("Required"), _ ("Group"), _ ("Label"), NULL);

  lep_cli_print ("%s – %s (%s)\n", kind->name, lep_schema_label (kind->label), lep_space_kind_name (kind->space));
  for (guint i = 0; i < kind->n_fields; i++)
    {
      const LepField  *field = &kind->fields[i];
      const char      *type = lep_field_type_name (field->type);
      g_autofree char *full = field->target != NULL && field->type != LEP_TYPE_TEXT
                                ? g_strdup_printf ("%s (%s)", type, field->target)
                                : g_strdup (type);

      lep_grid_add (table, field->name, full, (field->flags & LEP_FIELD_REQUIRED) ? "*" : "",
                    field->group != NULL ? field->group : "", lep_schema_label (field->label), NULL);
    }
  lep_grid_print (table);

  for (guint i = 0; i < kind->n_moves; i++)
    if (kind->moves[i].from != NULL)
      lep_cli_print ("%s: %s → %s%s\n", kind->state_field, kind->moves[i].from, kind->moves[i].to,
                     kind->moves[i].needs_reason ? _ (" (with a reason)") : "");
  lep_cli_print ("\n");
}

static void
print_code_list (const LepCodeList *list)
{
  lep_cli_print ("%s:", list->name);
  for (guint i = 0; i < list->n_codes; i++)
    lep_cli_print ("%s %s", i > 0 ? "," : "", list->codes[i].code);
  lep_cli_print ("\n");
}

static gboolean
run_schema (LepCli  *cli,
            GError **error)
{
  guint              n_kinds, n_lists;
  const LepKind     *kinds = lep_schema_kinds (&n_kinds);
  const LepCodeList *lists = lep_schema_code_lists (&n_lists);

  if (cli->json)
    {
      print_as_json ();
      return TRUE;
    }

  for (guint i = 0; i < n_kinds; i++)
    print_kind (&kinds[i]);
  for (guint i = 0; i < n_lists; i++)
    print_code_list (&lists[i]);

  return TRUE;
}

const LepCommand lep_cmd_schema = {
  .name = "schema",
  .arguments = "",
  .summary = N_ ("Shows every kind of record with its fields, code lists and life-cycles."),
  .description = N_ ("Fields of the same group are always written together. A star marks required fields."),
  .run = run_schema,
};
