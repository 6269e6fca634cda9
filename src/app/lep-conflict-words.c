/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Conflicts in words: the field, its values as the reader writes them, whose
 * they are and how they came; which of many a filter or a decision means. */

#include <glib/gi18n.h>
#include <string.h>

#include "lep-currency.h"
#include "lep-diff-markup.h"
#include "lep-field-text.h"
#include "lep-format.h"
#include "lep-history.h"

#include "lep-conflict-words.h"

gboolean
lep_conflict_is_life (const LepConflict *conflict)
{
  return strcmp (conflict->field, "life") == 0;
}

/* NULL for fields that this version does not know. */
static const LepField *
schema_field (const LepConflict *conflict,
              const char        *name)
{
  const LepKind *kind = lep_schema_kind (conflict->kind);

  return kind != NULL ? lep_kind_field (kind, name) : NULL;
}

static const char *
field_label (const LepConflict *conflict,
             const char        *name)
{
  const LepField *field = schema_field (conflict, name);

  return field != NULL ? lep_schema_label (field->label) : name;
}

/**
 * lep_conflict_field_text:
 *
 * Returns: (transfer full): "Title", "Start · End", or what happened to the whole
 */
char *
lep_conflict_field_text (const LepConflict *conflict)
{
  GString *text = g_string_new (NULL);

  if (lep_conflict_is_life (conflict))
    g_string_append (text, _ ("Deleted by one, changed by another"));
  for (guint i = 0; !lep_conflict_is_life (conflict) && i < conflict->fields->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " · " : "", field_label (conflict, g_ptr_array_index (conflict->fields, i)));
  return g_string_free (text, FALSE);
}

typedef struct
{
  const LepConflict *conflict;
  const GPtrArray   *texts;
  LepRecord         *record;
} Shown;

/* What a field holds in this value of the conflict; what is not in conflict, in the record. */
static char *
dup_shown (gpointer    data,
           const char *field)
{
  const Shown *shown = data;
  guint        i;

  if (shown->texts != NULL && g_ptr_array_find_with_equal_func (shown->conflict->fields, field, g_str_equal, &i) && i < shown->texts->len)
    return g_strdup (g_ptr_array_index (shown->texts, i));
  return shown->record != NULL ? g_strdup (lep_record_get (shown->record, field)) : NULL;
}

/**
 * lep_conflict_dup_currency:
 * @texts: (nullable): of one of the values; %NULL: what the record shows
 *
 * Returns: (transfer full) (nullable): the currency that amounts of it are in
 */
char *
lep_conflict_dup_currency (LepWorkspace      *workspace,
                           const LepConflict *conflict,
                           const GPtrArray   *texts)
{
  const LepKind *kind = lep_schema_kind (conflict->kind);
  g_autoptr (LepRecord) record = lep_workspace_get_record (workspace, conflict->kind, conflict->id, conflict->space, NULL);
  Shown shown = { conflict, texts, record };

  return kind != NULL ? lep_currency_find (workspace, kind, dup_shown, &shown) : NULL;
}

/* @texts: (nullable): of the value that it stands in */
static char *
show_value (LepWorkspace      *workspace,
            const LepConflict *conflict,
            const GPtrArray   *texts,
            const char        *name,
            const char        *value)
{
  const LepField *field = schema_field (conflict, name);

  if (value == NULL)
    return g_strdup ("");
  if (field != NULL && field->type == LEP_TYPE_MONEY)
    {
      g_autofree char *currency = lep_conflict_dup_currency (workspace, conflict, texts);

      return lep_money_label (currency, value);
    }
  return field != NULL ? lep_field_label (workspace, field, value) : g_strdup (value);
}

/**
 * lep_conflict_value_text:
 * @texts: of one of the values
 *
 * Returns: (transfer full): it as one text for people: a group has a line a
 *   field; "" for nothing
 */
char *
lep_conflict_value_text (LepWorkspace      *workspace,
                         const LepConflict *conflict,
                         const GPtrArray   *texts)
{
  GString *out;

  if (lep_conflict_is_life (conflict))
    return g_strdup (g_strcmp0 (g_ptr_array_index (texts, 0), "deleted") == 0 ? _ ("Deleted") : _ ("Kept, with the changes made to it"));

  out = g_string_new (NULL);
  for (guint i = 0; i < texts->len && i < conflict->fields->len; i++)
    {
      const char      *name = g_ptr_array_index (conflict->fields, i);
      g_autofree char *shown = show_value (workspace, conflict, texts, name, g_ptr_array_index (texts, i));

      if (texts->len == 1)
        g_string_append (out, shown);
      else
        g_string_append_printf (out, "%s%s: %s", i > 0 ? "\n" : "", field_label (conflict, name),
                                *shown != '\0' ? shown : LEP_NOTHING);
    }
  return g_string_free (out, FALSE);
}

/**
 * lep_conflict_group_markup:
 * @before: texts of one of the values, or of the value before
 * @texts: of another one
 *
 * Returns: (transfer full): as lep_conflict_value_text () of several fields, with
 *   marks for what differs, figure by figure
 */
char *
lep_conflict_group_markup (LepWorkspace      *workspace,
                           const LepConflict *conflict,
                           const GPtrArray   *before,
                           const GPtrArray   *texts)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < texts->len && i < conflict->fields->len; i++)
    {
      const char      *name = g_ptr_array_index (conflict->fields, i);
      g_autofree char *label = g_markup_escape_text (field_label (conflict, name), -1);
      g_autofree char *old = show_value (workspace, conflict, before, name, i < before->len ? g_ptr_array_index (before, i) : NULL);
      g_autofree char *shown = show_value (workspace, conflict, texts, name, g_ptr_array_index (texts, i));
      g_autofree char *marked = lep_diff_value_markup (*old != '\0' ? old : LEP_NOTHING, *shown != '\0' ? shown : LEP_NOTHING);

      g_string_append_printf (out, "%s%s: %s", i > 0 ? "\n" : "", label, marked);
    }
  return g_string_free (out, FALSE);
}

/**
 * lep_conflict_life_text:
 * @value: one of the two of a conflict about `life`
 *
 * Returns: (transfer full): "Deleted", or what was changed in the record that
 *   another deleted
 */
char *
lep_conflict_life_text (LepWorkspace           *workspace,
                        const LepConflict      *conflict,
                        const LepConflictValue *value)
{
  g_autofree char *plain = lep_conflict_value_text (workspace, conflict, value->texts);
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GString) out = NULL;

  if (strcmp (g_ptr_array_index (value->texts, 0), "deleted") == 0)
    return g_steal_pointer (&plain);

  out = g_string_new (plain);
  entries = lep_history (workspace, conflict->space, conflict->kind, conflict->id, NULL);
  for (guint i = 0; entries != NULL && i < entries->len; i++)
    {
      const LepHistoryEntry *entry = g_ptr_array_index (entries, i);

      for (guint k = 0; lep_hash_equal (&entry->hash, &value->change) && k < entry->sets->len; k++)
        {
          const LepHistorySet *set = g_ptr_array_index (entry->sets, k);
          g_autofree char     *shown = show_value (workspace, conflict, NULL, set->field, set->value);

          g_string_append_printf (out, "\n%s: %s", field_label (conflict, set->field), *shown != '\0' ? shown : LEP_NOTHING);
        }
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* Returns: (transfer none): the person who wrote it, or else the laptop */
const char *
lep_conflict_author (const LepConflictValue *value)
{
  return *value->by != '\0' ? value->by : value->label;
}

/**
 * lep_conflict_source_text:
 *
 * Returns: (transfer full): "Coordinator · laptop “Zenica 1”", "… · this laptop"
 */
char *
lep_conflict_source_text (const LepConflictValue *value)
{
  if (value->own && *value->by != '\0')
    return g_strdup_printf (_ ("%s · this laptop"), value->by);
  if (value->own)
    return g_strdup (_ ("This laptop"));
  if (*value->by == '\0')
    return g_strdup_printf (_ ("Laptop “%s”"), value->label);
  return g_strdup_printf (_ ("%s · laptop “%s”"), value->by, value->label);
}

static gboolean
is_written_by (const LepConflict *conflict,
               const char        *author)
{
  for (guint i = 0; i < conflict->values->len; i++)
    if (strcmp (lep_conflict_author (g_ptr_array_index (conflict->values, i)), author) == 0)
      return TRUE;
  return FALSE;
}

/**
 * lep_conflict_matches:
 * @filter: (nullable): lines "kind=…", "space=…", "person=…", "id=…"; all of
 *   them must hold
 */
gboolean
lep_conflict_matches (const LepConflict *conflict,
                      const char        *filter)
{
  g_auto (GStrv) lines = g_strsplit (filter != NULL ? filter : "", "\n", -1);
  gboolean matches = TRUE;

  for (guint i = 0; lines[i] != NULL && matches; i++)
    {
      char *value = strchr (lines[i], '=');

      if (value == NULL)
        continue;
      *value++ = '\0';
      if (strcmp (lines[i], "kind") == 0)
        matches = strcmp (conflict->kind, value) == 0;
      else if (strcmp (lines[i], "space") == 0)
        matches = strcmp (conflict->space, value) == 0;
      else if (strcmp (lines[i], "id") == 0)
        matches = strcmp (conflict->id, value) == 0;
      else
        matches = is_written_by (conflict, value);
    }
  return matches;
}

/**
 * lep_conflict_find_pick:
 * @whose: %LEP_CONFLICT_OWN, %LEP_CONFLICT_NEWEST, or "by " and a person's name
 *
 * Returns: number of the newest value of that kind, from 1; 0 = there is none
 */
guint
lep_conflict_find_pick (const LepConflict *conflict,
                        const char        *whose)
{
  const LepConflictValue *found = NULL;
  guint                   pick = 0;

  for (guint i = 0; i < conflict->values->len; i++)
    {
      const LepConflictValue *value = g_ptr_array_index (conflict->values, i);
      gboolean                fits = strcmp (whose, LEP_CONFLICT_NEWEST) == 0;

      if (strcmp (whose, LEP_CONFLICT_OWN) == 0)
        fits = value->own;
      else if (g_str_has_prefix (whose, "by "))
        fits = strcmp (lep_conflict_author (value), whose + strlen ("by ")) == 0;
      if (fits && (found == NULL || strcmp (value->at, found->at) > 0))
        {
          found = value;
          pick = i + 1;
        }
    }
  return pick;
}

static int
compare_texts (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/**
 * lep_conflicts_authors:
 *
 * Returns: (transfer container) (element-type utf8): who wrote the values, each
 *   once, sorted; they live as long as @conflicts
 */
GPtrArray *
lep_conflicts_authors (const GPtrArray *conflicts)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *authors = g_ptr_array_new ();

  for (guint i = 0; i < conflicts->len; i++)
    {
      const LepConflict *conflict = g_ptr_array_index (conflicts, i);

      for (guint k = 0; k < conflict->values->len; k++)
        {
          const char *author = lep_conflict_author (g_ptr_array_index (conflict->values, k));

          if (*author != '\0' && g_hash_table_add (seen, (gpointer) author))
            g_ptr_array_add (authors, (gpointer) author);
        }
    }
  g_ptr_array_sort (authors, compare_texts);
  return authors;
}

static void
append (GMenu      *menu,
        const char *label,
        const char *action,
        const char *whose)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, "s", whose);
  g_menu_append_item (menu, item);
}

/**
 * lep_conflicts_menu:
 * @action: takes one of the texts of lep_conflict_find_pick ()
 *
 * Returns: (transfer full): the ways to settle them all at once
 */
GMenuModel *
lep_conflicts_menu (const GPtrArray *conflicts,
                    const char      *action)
{
  g_autoptr (GPtrArray) authors = lep_conflicts_authors (conflicts);
  GMenu *menu = g_menu_new ();

  append (menu, _ ("All mine…"), action, LEP_CONFLICT_OWN);
  append (menu, _ ("All newest…"), action, LEP_CONFLICT_NEWEST);
  for (guint i = 0; i < authors->len; i++)
    {
      const char      *author = g_ptr_array_index (authors, i);
      g_autofree char *label = g_strdup_printf (_ ("All by %s…"), author);
      g_autofree char *whose = g_strconcat ("by ", author, NULL);

      append (menu, label, action, whose);
    }
  return G_MENU_MODEL (menu);
}

/* Whether the values of the conflict say something else about its field at @index. */
static gboolean
differs (const LepConflict *conflict,
         guint              index)
{
  const LepConflictValue *first = g_ptr_array_index (conflict->values, 0);

  for (guint i = 1; i < conflict->values->len; i++)
    {
      const LepConflictValue *value = g_ptr_array_index (conflict->values, i);

      if (g_strcmp0 (g_ptr_array_index (value->texts, index), g_ptr_array_index (first->texts, index)) != 0)
        return TRUE;
    }
  return FALSE;
}

/**
 * lep_conflicts_differing:
 *
 * Returns: (transfer full) (element-type utf8 utf8): names of the fields of the record
 *   that have several values; of those that are kept together with others, only those
 *   that differ themselves
 */
GHashTable *
lep_conflicts_differing (LepWorkspace *workspace,
                         LepRecord    *record)
{
  GHashTable *names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) conflicts = NULL;

  if (lep_record_get_conflicts (record) == NULL || *lep_record_get_conflicts (record) == NULL)
    return names;

  conflicts = lep_conflicts_list (workspace, lep_record_get_kind_name (record), lep_record_get_id (record), 0, NULL);
  for (guint i = 0; conflicts == NULL && lep_record_get_conflicts (record)[i] != NULL; i++)
    g_hash_table_add (names, g_strdup (lep_record_get_conflicts (record)[i])); /* unread: none passes for settled */
  for (guint i = 0; conflicts != NULL && i < conflicts->len; i++)
    {
      const LepConflict *conflict = g_ptr_array_index (conflicts, i);

      if (lep_conflict_is_life (conflict) || g_strcmp0 (conflict->space, lep_record_get_space (record)) != 0)
        continue;
      for (guint k = 0; k < conflict->fields->len; k++)
        if (differs (conflict, k))
          g_hash_table_add (names, g_strdup (g_ptr_array_index (conflict->fields, k)));
    }
  return names;
}
