/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads changes/<nnnn>.xml: a strict state machine over SAX events that compares
 * every change with its canonical text and follows the hash chain. */

#include <stdint.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "lep-bundle-error.h"
#include "lep-bundle-limits.h"
#include "lep-change-builder.h"
#include "lep-schema.h"
#include "lep-xml-reader.h"
#include "lep-xml-scan.h"

#include "lep-changes-reader.h"

typedef enum
{
  IN_NOTHING,
  IN_ROOT,
  IN_CONTEXT,
  IN_SEEN,
  IN_CHANGE,
  IN_GONE,
  IN_UNKNOWN,
} Place;

typedef struct
{
  const char        *text;
  const LepManifest *manifest;
  const LepSegment  *segment;
  gboolean           is_contacts;
  LepChangeSink      sink;
  gpointer           user_data;

  Place              place;
  Place              skip_from;  /* where the unknown element stands that is skipped */
  guint              skip_depth; /* open unknown elements */
  GArray            *children;
  guint              next_child;
  GArray            *context;
  LepHash            context_hash;
  gboolean           has_new_context; /* not used by a change yet */
  LepChangeBuilder  *builder;
  LepReceivedChange  change;
  guint64            next_n;
} State;

static void
read_root (LepXmlReader           *reader,
           State                  *state,
           const char             *name,
           const LepXmlAttributes *attributes)
{
  LepUuid space, replica;
  gint64  from;
  LepHash prev;

  if (strcmp (name, "changes") != 0)
    {
      lep_xml_refuse (reader, _ ("this is not a list of changes"));
      return;
    }
  if (!lep_xml_get_id (reader, attributes, "space", &space) ||
      !lep_xml_get_id (reader, attributes, "replica", &replica) ||
      !lep_xml_get_number (reader, attributes, "from", &from) || !lep_xml_get_hash (reader, attributes, "prev", &prev))
    return;

  if (!lep_uuid_equal (&space, &state->segment->space) || !lep_uuid_equal (&replica, &state->segment->replica) ||
      from != state->segment->from || !lep_hash_equal (&prev, &state->segment->prev))
    lep_xml_refuse (reader, _ ("these are not the changes that the manifest announces"));
  state->place = IN_ROOT;
}

static void
start_seen (LepXmlReader           *reader,
            State                  *state,
            const LepXmlAttributes *attributes)
{
  LepSeen seen;

  if (!lep_xml_get_id (reader, attributes, "replica", &seen.replica) ||
      !lep_xml_get_number (reader, attributes, "n", &seen.n) ||
      !lep_xml_get_hash (reader, attributes, "head", &seen.head))
    return;

  if (lep_uuid_equal (&seen.replica, &state->segment->replica))
    lep_xml_refuse (reader, _ ("a context names its own laptop"));
  else if (state->context->len > 0 &&
           lep_seen_compare (&g_array_index (state->context, LepSeen, state->context->len - 1), &seen) >= 0)
    lep_xml_refuse (reader, _ ("a context is not in order"));
  else
    g_array_append_val (state->context, seen);
  state->place = IN_SEEN;
}

static void
start_context (LepXmlReader *reader,
               State        *state)
{
  if (state->has_new_context)
    lep_xml_refuse (reader, _ ("a context stands where it does not belong"));
  g_array_unref (state->context);
  state->context = lep_context_new ();
  state->place = IN_CONTEXT;
}

static gboolean
check_number (LepXmlReader *reader,
              State        *state,
              gint64        n)
{
  if ((guint64) n != state->next_n)
    lep_xml_refuse (reader, _ ("a change has the number %jd where %ju follows"), n, state->next_n);
  else if (n > state->segment->to)
    lep_xml_refuse (reader, _ ("there are changes behind number %jd, the last that the manifest announces"),
                    state->segment->to);
  else
    return TRUE;
  return FALSE;
}

static void
start_gone (LepXmlReader           *reader,
            State                  *state,
            const LepXmlAttributes *attributes)
{
  LepReceivedChange *change = &state->change;

  if (!lep_xml_get_number (reader, attributes, "n", &change->n) ||
      !lep_xml_get_hash (reader, attributes, "hash", &change->hash) ||
      !lep_xml_get_hash (reader, attributes, "by", &change->gone_by) || !check_number (reader, state, change->n))
    return;

  if (!state->is_contacts || change->n == 1)
    lep_xml_refuse (reader, _ ("“%s” stands where it does not belong"), "gone");
  else if (state->has_new_context)
    lep_xml_refuse (reader, _ ("a context stands where it does not belong"));
  state->place = IN_GONE;
}

/* What this program does not know: skipped if a newer one may have written it. */
static void
start_unknown (LepXmlReader *reader,
               State        *state,
               const char   *name)
{
  g_autofree char *quoted = NULL;

  if (state->manifest->format > LEP_BUNDLE_FORMAT)
    {
      state->skip_from = state->place;
      state->place = IN_UNKNOWN;
      state->skip_depth = 1;
      return;
    }
  quoted = lep_bundle_quote (name);
  lep_xml_refuse (reader, _ ("“%s” does not belong here"), quoted);
}

static void
start_child (LepXmlReader           *reader,
             State                  *state,
             const char             *name,
             const LepXmlAttributes *attributes)
{
  if (strcmp (name, "change") == 0)
    {
      const LepXmlChild *child = &g_array_index (state->children, LepXmlChild, state->next_child);

      state->place = IN_CHANGE;
      lep_change_builder_expect (state->builder, state->text + child->start, child->end - child->start);
      lep_change_builder_start (state->builder, reader, name, attributes);
    }
  else if (strcmp (name, "context") == 0)
    start_context (reader, state);
  else if (strcmp (name, "gone") == 0)
    start_gone (reader, state, attributes);
  else
    start_unknown (reader, state, name);
}

static void
start_cb (LepXmlReader           *reader,
          const char             *name,
          const LepXmlAttributes *attributes,
          gpointer                user_data)
{
  State *state = user_data;

  switch (state->place)
    {
    case IN_NOTHING:
      read_root (reader, state, name, attributes);
      break;
    case IN_ROOT:
      start_child (reader, state, name, attributes);
      break;
    case IN_CHANGE:
      lep_change_builder_start (state->builder, reader, name, attributes);
      break;
    case IN_UNKNOWN:
      state->skip_depth++;
      break;
    case IN_CONTEXT:
      if (strcmp (name, "seen") == 0)
        {
          start_seen (reader, state, attributes);
          break;
        }
      G_GNUC_FALLTHROUGH;
    case IN_SEEN:
    case IN_GONE:
    default:
      start_unknown (reader, state, name);
      break;
    }
}

/* A stream begins with the record of its laptop, and with the key it signs by. */
static gboolean
check_first_change (LepXmlReader *reader,
                    State        *state)
{
  const LepChange         *change = state->change.change;
  const LepManifestSigner *signer = lep_manifest_signer (state->manifest, &state->segment->replica);
  const LepRowOp          *row = change->rows->len > 0 ? &g_array_index (change->rows, LepRowOp, 0) : NULL;
  const char              *label = NULL, *key = NULL;
  LepPublicKey             sign_key;

  if (row != NULL && strcmp (row->kind, "replica") == 0 && lep_uuid_equal (&row->id, &state->segment->replica))
    for (guint i = 0; i < row->n_sets; i++)
      {
        const LepSet *set = &g_array_index (change->sets, LepSet, row->first_set + i);

        if (strcmp (set->field, "label") == 0)
          label = set->value;
        else if (strcmp (set->field, "sign_key") == 0)
          key = set->value;
      }

  if (label == NULL || key == NULL)
    lep_xml_refuse (reader, _ ("a stream does not begin with the record of its laptop"));
  else if (!lep_public_key_parse (key, -1, &sign_key) || !lep_public_key_equal (&sign_key, &signer->key))
    lep_xml_refuse (reader, _ ("the key in a laptop's own record is not the one it signs with"));
  else
    return TRUE;
  return FALSE;
}

static void
deliver (LepXmlReader *reader,
         State        *state)
{
  GError *error = NULL;

  state->next_n++;
  state->change.line = lep_xml_get_line (reader);
  if (!state->sink (&state->change, state->user_data, &error))
    lep_xml_take_error (reader, error);
  state->change.prev = state->change.hash;
}

static void
end_change (LepXmlReader      *reader,
            State             *state,
            const LepXmlChild *child)
{
  LepReceivedChange *change = &state->change;

  change->change = lep_change_builder_get_change (state->builder);
  change->n = change->change->n;
  change->body = state->text + child->start;
  change->length = child->end - child->start;
  if (!check_number (reader, state, change->n))
    return;

  if (!lep_change_builder_is_canonical (state->builder))
    {
      lep_xml_refuse (reader, _ ("a change is not written in canonical form"));
      return;
    }
  if (change->n == 1 && !check_first_change (reader, state))
    return;

  change->context = state->context;
  change->context_hash = state->context_hash;
  lep_chain_next (&change->prev, &change->context_hash, change->body, change->length, &change->hash);
  state->has_new_context = FALSE;
  deliver (reader, state);
}

static void
end_gone (LepXmlReader *reader,
          State        *state)
{
  LepReceivedChange *change = &state->change;

  change->context = NULL;
  change->body = NULL;
  change->length = 0;
  change->change = NULL;
  deliver (reader, state);
}

static void
end_root (LepXmlReader *reader,
          State        *state)
{
  if (state->next_n <= (guint64) state->segment->to)
    lep_xml_refuse (reader, _ ("the manifest announces changes up to %jd that are not here"),
                    state->segment->to);
  else if (!lep_hash_equal (&state->change.prev, &state->segment->head))
    lep_xml_refuse (reader, _ ("the chain of changes does not end with the announced hash"));
  else if (state->has_new_context)
    lep_xml_refuse (reader, _ ("a context stands where it does not belong"));
}

static void
end_cb (LepXmlReader *reader,
        const char   *name,
        gpointer      user_data)
{
  State             *state = user_data;
  const LepXmlChild *child = NULL;

  if (state->place == IN_CHANGE && !lep_change_builder_end (state->builder, reader, name))
    return;
  if (state->place == IN_UNKNOWN && --state->skip_depth > 0)
    return;
  if (lep_xml_is_refused (reader))
    return;

  if (state->place == IN_UNKNOWN && state->skip_from != IN_ROOT)
    {
      state->place = state->skip_from;
      return;
    }
  if (state->place == IN_SEEN)
    {
      state->place = IN_CONTEXT;
      return;
    }
  if (state->place == IN_ROOT)
    {
      end_root (reader, state);
      return;
    }

  child = &g_array_index (state->children, LepXmlChild, state->next_child++);
  if (state->place == IN_CHANGE)
    end_change (reader, state, child);
  else if (state->place == IN_GONE)
    end_gone (reader, state);
  else if (state->place == IN_CONTEXT)
    {
      lep_context_hash (state->context, &state->context_hash);
      state->has_new_context = TRUE;
    }
  state->place = IN_ROOT;
}

static void
text_cb (LepXmlReader *reader,
         const char   *text,
         gsize         length,
         gpointer      user_data)
{
  State *state = user_data;

  if (state->place == IN_CHANGE)
    lep_change_builder_text (state->builder, reader, text, length);
  else if (state->place != IN_UNKNOWN)
    for (gsize i = 0; i < length; i++)
      if (strchr (" \t\r\n", text[i]) == NULL)
        {
          lep_xml_refuse (reader, _ ("there is text where none belongs"));
          return;
        }
}

/**
 * lep_changes_read:
 * @member: its name, for messages
 * @text: ends with NUL, which @length does not count; its hash has been checked
 * @segment: what the manifest says of it; its signer is declared there
 * @sink: (scope call): is given each change; what it gets is valid during the call
 *
 * Reads one segment. Fails with %LEP_ERROR_CORRUPT at the first fault (changes
 * before it have been handed out), or with the sink's own error.
 */
gboolean
lep_changes_read (const char        *member,
                  const char        *text,
                  gsize              length,
                  const LepManifest *manifest,
                  const LepSegment  *segment,
                  LepChangeSink      sink,
                  gpointer           user_data,
                  GError           **error)
{
  static const LepXmlHandler handler = { "urn:lep:changes:1", start_cb, end_cb, text_cb };
  gboolean                   is_own = lep_uuid_equal (&segment->replica, &manifest->replica);
  gboolean                   is_contacts = g_str_equal (lep_manifest_space (manifest, &segment->space)->kind,
                                                        lep_space_kind_name (LEP_SPACE_CONTACTS));
  g_autoptr (GArray) children = lep_xml_scan (member, text, length, error);
  g_autoptr (LepChangeBuilder) builder = NULL;
  State    state = { .text = text, .manifest = manifest, .segment = segment, .is_contacts = is_contacts, .sink = sink, .user_data = user_data, .children = children };
  gboolean done;

  if (children == NULL)
    return FALSE;

  /* Only who wrote a value can mend it: relayed ones are kept as they came. */
  builder = lep_change_builder_new (is_own && manifest->schema <= LEP_SCHEMA_VERSION, is_contacts);
  state.builder = builder;
  state.next_n = segment->from;
  state.change.space = &segment->space;
  state.change.replica = &segment->replica;
  state.change.prev = segment->prev;
  state.context = lep_context_new ();
  lep_context_hash (state.context, &state.context_hash);
  done = lep_xml_read (member, text, length, &handler, &state, error);
  g_array_unref (state.context);
  return done;
}
