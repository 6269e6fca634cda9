/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Forms made from the schema: for new records, and for kinds without a page of
 * their own. */

#include <string.h>

#include "lep-choice-row.h"
#include "lep-codes-row.h"
#include "lep-columns.h"
#include "lep-date-row.h"
#include "lep-note-row.h"
#include "lep-ref-row.h"
#include "lep-text-row.h"

#include "lep-form-build.h"

/* What is asked of a new record besides what it must have. */
/* clang-format off */
static const struct { const char *kind; const char *fields; } asked[] = {
  { "organisation", " name short_name actor_group place " },
  { "partnership", " name places founded_on " },
  { "meeting", " partnership kind held_on place " },
  { "call", " stages questions_until concept_deadline full_deadline currency " },
  { "decision", " meeting text addressed_to due_on " },
  { "service", " partnership name provider started_on " },
  { "application", " call title lead partnership reference " },
  { "project", " partnership title reference activity start end " },
};
/* clang-format on */

/* Nobody types what the program keeps for itself, or reads from a document's file. */
static gboolean
is_typed (const LepKind  *kind,
          const LepField *field)
{
  static const char *const of_file[] = { "file_name", "media_type", "size", "sha256", NULL };

  return (field->flags & LEP_FIELD_INTERNAL) == 0 &&
         !(g_str_equal (kind->name, "document") && g_strv_contains (of_file, field->name));
}

/**
 * lep_form_is_asked:
 *
 * Returns: whether @field is asked when a record of @kind is new; a kind
 *   without a short list asks for everything
 */
gboolean
lep_form_is_asked (const LepKind  *kind,
                   const LepField *field)
{
  g_return_val_if_fail (kind != NULL && field != NULL, FALSE);

  if (!is_typed (kind, field))
    return FALSE;

  if ((field->flags & LEP_FIELD_REQUIRED) != 0 || g_strcmp0 (field->name, kind->state_field) == 0)
    return TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (asked); i++)
    if (strcmp (asked[i].kind, kind->name) == 0)
      {
        g_autofree char *word = g_strdup_printf (" %s ", field->name);

        return strstr (asked[i].fields, word) != NULL;
      }

  return TRUE;
}

/**
 * lep_form_new_row:
 *
 * Returns: (transfer floating): a row of the class that fits the type of the field
 */
GtkWidget *
lep_form_new_row (const LepField *field)
{
  GType type = LEP_TYPE_TEXT_ROW;

  switch (field->type)
    {
    case LEP_TYPE_NOTE:
      type = LEP_TYPE_NOTE_ROW;
      break;
    case LEP_TYPE_DATE:
    case LEP_TYPE_TIME:
      type = LEP_TYPE_DATE_ROW;
      break;
    case LEP_TYPE_BOOL:
    case LEP_TYPE_CODE:
      type = LEP_TYPE_CHOICE_ROW;
      break;
    case LEP_TYPE_CODES:
      type = LEP_TYPE_CODES_ROW;
      break;
    case LEP_TYPE_REF:
      type = LEP_TYPE_REF_ROW;
      break;
    case LEP_TYPE_TEXT:
    case LEP_TYPE_INT:
    case LEP_TYPE_MONEY:
    case LEP_TYPE_PERCENT:
    case LEP_TYPE_HASH:
    default:
      break;
    }

  return g_object_new (type, "field", field->name, NULL);
}

static GtkWidget *
new_group (LepColumns *columns)
{
  GtkWidget *group = adw_preferences_group_new ();

  gtk_widget_add_css_class (group, "work");
  gtk_widget_set_valign (group, GTK_ALIGN_START);
  gtk_widget_set_parent (group, GTK_WIDGET (columns));

  return group;
}

/**
 * lep_form_build:
 * @only_asked: only what is asked of a new record, in one column
 *
 * Returns: (transfer floating): a #LepForm with a row for each field, in the
 *   order of the schema; the state is left to its own button
 */
GtkWidget *
lep_form_build (const LepKind *kind,
                gboolean       only_asked)
{
  GtkWidget  *form;
  LepColumns *columns;
  GtkWidget  *groups[2];
  guint       n_rows = 0;
  guint       n_placed = 0;

  g_return_val_if_fail (kind != NULL, NULL);

  form = lep_form_new (kind->name);
  columns = g_object_new (LEP_TYPE_COLUMNS, NULL);
  adw_bin_set_child (ADW_BIN (form), GTK_WIDGET (columns));
  groups[0] = new_group (columns);
  groups[1] = only_asked ? groups[0] : new_group (columns);

  for (guint i = 0; i < kind->n_fields; i++)
    n_rows += is_typed (kind, &kind->fields[i]) ? 1 : 0;

  for (guint i = 0; i < kind->n_fields; i++)
    {
      const LepField *field = &kind->fields[i];

      if (!is_typed (kind, field) ||
          (kind->state_field != NULL && !only_asked && strcmp (field->name, kind->state_field) == 0) ||
          (only_asked && !lep_form_is_asked (kind, field)))
        continue;

      adw_preferences_group_add (ADW_PREFERENCES_GROUP (groups[n_placed * 2 < n_rows ? 0 : 1]),
                                 lep_form_new_row (field));
      n_placed++;
    }

  return form;
}
