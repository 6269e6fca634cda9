/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Life-cycles: which step a record may take from its state, and what the step
 * asks for. The steps themselves stand in the schema's tables. */

#include <string.h>
#include <glib/gi18n-lib.h>

#include "lep-error.h"
#include "lep-value.h"

#include "lep-life.h"

/**
 * lep_life_find_move:
 * @from: (nullable): the state before; %NULL for a new record, or one that
 *   never had a state
 *
 * Returns: (nullable): the step, or %NULL if it is not allowed
 */
const LepMove *
lep_life_find_move (const LepKind *kind,
                    const char    *from,
                    const char    *to)
{
  for (guint i = 0; i < kind->n_moves; i++)
    {
      const LepMove *move = &kind->moves[i];
      gboolean       starts_here = from == NULL ? move->from == NULL
                                                : move->from != NULL && (g_str_equal (move->from, from) || g_str_equal (move->from, "*"));

      if (starts_here && g_str_equal (move->to, to))
        return move;
    }

  return NULL;
}

/**
 * lep_life_next_states:
 * @from: (nullable): the state now
 *
 * Returns: (transfer container) (array zero-terminated=1): the states that a
 *   record may go to from here
 */
const char **
lep_life_next_states (const LepKind *kind,
                      const char    *from)
{
  g_autoptr (GPtrArray) states = g_ptr_array_new ();

  for (guint i = 0; i < kind->n_moves; i++)
    if (lep_life_find_move (kind, from, kind->moves[i].to) == &kind->moves[i] && g_strcmp0 (from, kind->moves[i].to) != 0)
      g_ptr_array_add (states, (gpointer) kind->moves[i].to);

  g_ptr_array_add (states, NULL);
  return (const char **) g_ptr_array_free (g_steal_pointer (&states), FALSE);
}

/* Whether the field of a condition "field=value" is answered, and as it says if
 * @as_said, otherwise in another way. */
static gboolean
is_answered (const char  *condition,
             gboolean     as_said,
             LepValueFunc get_value,
             gpointer     user_data)
{
  g_auto (GStrv) parts = g_strsplit (condition != NULL ? condition : "", "=", 2);
  const char *value = parts[0] != NULL && parts[1] != NULL ? get_value (parts[0], user_data) : NULL;

  return value != NULL && g_str_equal (value, parts[1]) == as_said;
}

/**
 * lep_life_is_barred:
 * @get_value: the fields of the record
 *
 * Returns: whether the step is one that the record as it is can never take: it asks for
 *   another value of a field than the one that is there, or is none with that value
 */
gboolean
lep_life_is_barred (const LepMove *move,
                    LepValueFunc   get_value,
                    gpointer       user_data)
{
  return is_answered (move->needs, FALSE, get_value, user_data) || is_answered (move->bar, TRUE, get_value, user_data);
}

/* What people read of a state; the names that scripts write stand where one is to be chosen. */
static const char *
state_label (const LepKind *kind,
             const char    *state)
{
  return state != NULL ? lep_code_label (lep_kind_field (kind, kind->state_field)->target, state) : "–";
}

static gboolean
refuse_move (const LepKind *kind,
             const char    *from,
             const char    *to,
             LepValueFunc   get_value,
             gpointer       user_data,
             GError       **error)
{
  const LepField         *field = lep_kind_field (kind, kind->state_field);
  g_autofree const char **states = lep_life_next_states (kind, from);
  g_autoptr (GString) allowed = g_string_new (NULL);

  for (guint i = 0; states[i] != NULL; i++)
    if (!lep_life_is_barred (lep_life_find_move (kind, from, states[i]), get_value, user_data))
      g_string_append_printf (allowed, "%s%s (%s)", allowed->len > 0 ? ", " : "",
                              state_label (kind, states[i]), states[i]);

  if (allowed->len == 0)
    g_set_error (error, LEP_ERROR, LEP_ERROR_INVALID,
                 /* Translators: name of a field, then two states. */
                 _ ("%s cannot go from “%s” to “%s”: this state is the last one."),
                 lep_schema_label (field->label), state_label (kind, from), state_label (kind, to));
  else
    g_set_error (error, LEP_ERROR, LEP_ERROR_INVALID,
                 /* Translators: name of a field, two states, and a list of states. */
                 _ ("%s cannot go from “%s” to “%s”; allowed from here: %s."),
                 lep_schema_label (field->label), state_label (kind, from), state_label (kind, to), allowed->str);
  return FALSE;
}

/* What a step is told by, as its reason, is given with it: what stands there from
 * an earlier step is not about this one. */
static gboolean
check_given (const LepKind *kind,
             const char    *to,
             const char    *name,
             LepValueFunc   get_given,
             gpointer       user_data,
             GError       **error)
{
  const LepField *field = lep_kind_field (kind, name);

  if (!lep_value_is_blank (get_given (name, user_data)))
    return TRUE;

  g_set_error (error, LEP_ERROR, LEP_ERROR_INVALID,
               /* Translators: a state, name of a field and its name for scripts. */
               _ ("The step to “%s” needs %s (%s); fill it in together with the step."),
               state_label (kind, to), lep_schema_label (field->label), field->name);
  return FALSE;
}

/* The condition "field=value" of a step. */
static gboolean
check_condition (const LepKind *kind,
                 const char    *to,
                 char         **parts,
                 LepValueFunc   get_value,
                 gpointer       user_data,
                 GError       **error)
{
  const LepField *field = lep_kind_field (kind, parts[0]);

  if (g_strcmp0 (get_value (parts[0], user_data), parts[1]) == 0)
    return TRUE;

  g_set_error (error, LEP_ERROR, LEP_ERROR_INVALID,
               /* Translators: a state, name of a field, a value. */
               _ ("The step to “%s” is only allowed when %s is “%s”; set it first."),
               state_label (kind, to), lep_schema_label (field->label), lep_code_label (field->target, parts[1]));
  return FALSE;
}

/**
 * lep_life_check:
 * @from: (nullable): the state before the edit, %NULL for a new record
 * @to: (nullable): the state after it
 * @get_value: the other fields after the edit
 * @get_given: what the edit itself writes
 *
 * Checks the step of a record's life-cycle that an edit takes.
 *
 * Returns: %TRUE, or %FALSE with %LEP_ERROR_INVALID, which lists the allowed steps
 */
gboolean
lep_life_check (const LepKind *kind,
                const char    *from,
                const char    *to,
                LepValueFunc   get_value,
                LepValueFunc   get_given,
                gpointer       user_data,
                GError       **error)
{
  g_auto (GStrv) parts = NULL;
  const LepMove *move;

  if (kind->n_moves == 0 || g_strcmp0 (from, to) == 0)
    return TRUE;
  if (to == NULL)
    {
      g_set_error (error, LEP_ERROR, LEP_ERROR_INVALID, _ ("%s cannot be cleared once it is set; choose a state."),
                   lep_schema_label (lep_kind_field (kind, kind->state_field)->label));
      return FALSE;
    }

  move = lep_life_find_move (kind, from, to);
  if (move == NULL || is_answered (move->bar, TRUE, get_value, user_data))
    return refuse_move (kind, from, to, get_value, user_data, error);
  if (move->needs_reason && !check_given (kind, to, kind->reason_field, get_given, user_data, error))
    return FALSE;
  if (move->needs == NULL)
    return TRUE;

  parts = g_strsplit (move->needs, "=", 2);
  return parts[1] != NULL ? check_condition (kind, to, parts, get_value, user_data, error)
                          : check_given (kind, to, move->needs, get_given, user_data, error);
}
