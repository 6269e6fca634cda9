/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads manifest.xml with a strict state machine over SAX events. */

#include <string.h>

#include <glib/gi18n-lib.h>

#include "lep-bundle-error.h"
#include "lep-bundle-limits.h"
#include "lep-schema.h"
#include "lep-xml-reader.h"
#include "lep-xml-scan.h"

#include "lep-manifest.h"

#define MEMBER "manifest.xml"

/* The order in which the children of the root stand. */
typedef enum
{
  STEP_FROM,
  STEP_TO,
  STEP_SPACE,
  STEP_SIGNER,
  STEP_SEGMENT,
  STEP_HAVE,
  STEP_WANT,
  N_STEPS,
} Step;

static const char *const step_names[N_STEPS] = { "from", "to", "space", "signer", "segment", "have", "want" };

typedef struct
{
  LepManifest *manifest;
  guint        depth;
  guint        skip; /* depth of an unknown element that is skipped; 0 = none */
  Step         step;
  guint        n_steps[N_STEPS];
  LepHave     *have;
} State;

static void
refuse_as_too_new (LepXmlReader *reader,
                   const char   *reason)
{
  GError *error = NULL;

  lep_bundle_refuse_as (&error, LEP_ERROR_TOO_NEW, MEMBER, lep_xml_get_line (reader), reason,
                        _ ("keep the file, update, open it again"));
  lep_xml_take_error (reader, error);
}

/* A min-reader that is taken is 1, and no format is below that; once there is a
 * second format, one below its min-reader must be refused here. */
G_STATIC_ASSERT (LEP_BUNDLE_FORMAT == 1);

static void
read_root (LepXmlReader           *reader,
           State                  *state,
           const char             *name,
           const LepXmlAttributes *attributes)
{
  LepManifest *manifest = state->manifest;
  gint64       format, min_reader, schema;
  const char  *program;

  if (strcmp (name, "bundle") != 0)
    {
      lep_xml_refuse (reader, _ ("this is not a bundle's manifest"));
      return;
    }
  if (!lep_xml_get_number (reader, attributes, "format", &format) ||
      !lep_xml_get_number (reader, attributes, "min-reader", &min_reader))
    return;

  if (min_reader > LEP_BUNDLE_FORMAT)
    {
      refuse_as_too_new (reader, _ ("made by a newer program"));
      return;
    }
  if (!lep_xml_get_number (reader, attributes, "schema", &schema) ||
      !lep_xml_get_text (reader, attributes, "program", &program))
    return;
  if (format > G_MAXUINT || schema > G_MAXUINT)
    {
      lep_xml_refuse (reader, _ ("the versions of the format make no sense"));
      return;
    }

  manifest->format = (guint) format;
  manifest->min_reader = (guint) min_reader;
  manifest->schema = (guint) schema;
  manifest->program = g_strdup (program);
}

static void
read_from (LepXmlReader           *reader,
           State                  *state,
           const LepXmlAttributes *attributes)
{
  LepManifest *manifest = state->manifest;
  const char  *label, *person, *made;

  if (lep_xml_get_id (reader, attributes, "replica", &manifest->replica) &&
      lep_xml_get_text (reader, attributes, "label", &label) &&
      lep_xml_get_text (reader, attributes, "person", &person) &&
      lep_xml_get_number (reader, attributes, "counter", &manifest->counter) &&
      lep_xml_get_time (reader, attributes, "made", &made))
    {
      manifest->label = g_strdup (label);
      manifest->person = g_strdup (person);
      manifest->made = g_strdup (made);
      manifest->line = lep_xml_get_line (reader);
    }
}

static void
read_to (LepXmlReader           *reader,
         State                  *state,
         const LepXmlAttributes *attributes)
{
  const char *label;

  if (lep_xml_get_id (reader, attributes, "replica", &state->manifest->to_replica) &&
      lep_xml_get_text (reader, attributes, "label", &label))
    {
      state->manifest->has_to = TRUE;
      state->manifest->to_label = g_strdup (label);
    }
}

/* What may be written in a space of a kind that only a newer program knows, and
 * to whom it may travel, cannot be told. */
static void
read_space (LepXmlReader           *reader,
            State                  *state,
            const LepXmlAttributes *attributes)
{
  LepUuid      id;
  const char  *kind, *name;
  LepSpaceKind known;

  if (!lep_xml_get_id (reader, attributes, "id", &id) || !lep_xml_get_name (reader, attributes, "kind", &kind) ||
      !lep_xml_get_text (reader, attributes, "name", &name))
    return;

  if (lep_space_kind_parse (kind, &known))
    lep_manifest_add_space (state->manifest, &id, kind, name)->line = lep_xml_get_line (reader);
  else if (state->manifest->schema > LEP_SCHEMA_VERSION)
    refuse_as_too_new (reader, _ ("made by a newer program"));
  else
    lep_xml_refuse (reader, _ ("there is no such kind of space: “%s”"), kind);
}

static void
read_signer (LepXmlReader           *reader,
             State                  *state,
             const LepXmlAttributes *attributes)
{
  LepUuid      replica;
  LepPublicKey key;
  const char  *key_text, *label, *person, *place;

  if (!lep_xml_get_id (reader, attributes, "replica", &replica) ||
      !lep_xml_get_text (reader, attributes, "key", &key_text) ||
      !lep_xml_get_text (reader, attributes, "label", &label) ||
      !lep_xml_get_text (reader, attributes, "person", &person) ||
      !lep_xml_get_text (reader, attributes, "place", &place))
    return;

  if (!lep_public_key_parse (key_text, -1, &key))
    lep_xml_refuse (reader, _ ("the attribute “%s” does not have the form it must have"), "key");
  else
    lep_manifest_add_signer (state->manifest, &replica, &key, label, person, place)->line = lep_xml_get_line (reader);
}

static void
read_segment (LepXmlReader           *reader,
              State                  *state,
              const LepXmlAttributes *attributes)
{
  LepSegment       segment = { .line = lep_xml_get_line (reader) };
  g_autofree char *expected = lep_segment_member (state->manifest->segments->len);
  const char      *file, *signature = lep_xml_attribute (attributes, "signature");

  if (!lep_xml_get_text (reader, attributes, "file", &file) ||
      !lep_xml_get_id (reader, attributes, "space", &segment.space) ||
      !lep_xml_get_id (reader, attributes, "replica", &segment.replica) ||
      !lep_xml_get_number (reader, attributes, "from", &segment.from) ||
      !lep_xml_get_number (reader, attributes, "to", &segment.to) ||
      !lep_xml_get_hash (reader, attributes, "prev", &segment.prev) ||
      !lep_xml_get_hash (reader, attributes, "head", &segment.head))
    return;

  segment.has_signature = signature != NULL;
  if (strcmp (file, expected) != 0)
    lep_xml_refuse (reader, _ ("the segments' files are not numbered one after the other"));
  else if (signature != NULL && !lep_signature_parse (signature, -1, segment.signature))
    lep_xml_refuse (reader, _ ("the attribute “%s” does not have the form it must have"), "signature");
  else
    g_array_append_val (state->manifest->segments, segment);
}

static void
read_want (LepXmlReader           *reader,
           State                  *state,
           const LepXmlAttributes *attributes)
{
  LepHash hash;

  if (lep_xml_get_hash (reader, attributes, "sha256", &hash))
    g_array_append_val (state->manifest->wants, hash);
}

static void
read_have (LepXmlReader           *reader,
           State                  *state,
           const LepXmlAttributes *attributes)
{
  LepUuid space;

  if (!lep_xml_get_id (reader, attributes, "space", &space))
    return;
  state->have = lep_manifest_add_have (state->manifest, &space);
  state->have->line = lep_xml_get_line (reader);
}

static void
read_child (LepXmlReader           *reader,
            State                  *state,
            Step                    step,
            const LepXmlAttributes *attributes)
{
  static void (*const readers[N_STEPS]) (LepXmlReader *, State *, const LepXmlAttributes *) = {
    read_from,
    read_to,
    read_space,
    read_signer,
    read_segment,
    read_have,
    read_want,
  };

  state->n_steps[step]++;
  if (step < state->step || (step > STEP_FROM && state->n_steps[STEP_FROM] == 0) ||
      (step <= STEP_TO && state->n_steps[step] > 1))
    {
      lep_xml_refuse (reader, _ ("“%s” stands where it does not belong"), step_names[step]);
      return;
    }

  state->step = step;
  readers[step](reader, state, attributes);
}

static gboolean
read_have_child (LepXmlReader           *reader,
                 State                  *state,
                 const char             *name,
                 const LepXmlAttributes *attributes)
{
  LepSeen    seen;
  LepMissing missing;

  if (strcmp (name, "seen") == 0)
    {
      if (state->have->missing->len > 0)
        lep_xml_refuse (reader, _ ("“%s” stands where it does not belong"), name);
      else if (lep_xml_get_id (reader, attributes, "replica", &seen.replica) &&
               lep_xml_get_number (reader, attributes, "n", &seen.n) &&
               lep_xml_get_hash (reader, attributes, "head", &seen.head))
        g_array_append_val (state->have->seen, seen);
      return TRUE;
    }
  if (strcmp (name, "missing") == 0)
    {
      if (lep_xml_get_id (reader, attributes, "replica", &missing.replica) &&
          lep_xml_get_number (reader, attributes, "from", &missing.from) &&
          lep_xml_get_number (reader, attributes, "to", &missing.to))
        g_array_append_val (state->have->missing, missing);
      return TRUE;
    }
  return FALSE;
}

static void
start_cb (LepXmlReader           *reader,
          const char             *name,
          const LepXmlAttributes *attributes,
          gpointer                user_data)
{
  State *state = user_data;

  state->depth++;
  if (state->skip != 0)
    return;

  if (state->depth == 1)
    {
      read_root (reader, state, name, attributes);
      return;
    }
  if (state->depth == 2)
    {
      for (guint step = 0; step < N_STEPS; step++)
        if (strcmp (name, step_names[step]) == 0)
          {
            read_child (reader, state, step, attributes);
            return;
          }
    }
  else if (state->depth == 3 && state->have != NULL && read_have_child (reader, state, name, attributes))
    return;

  if (state->manifest->format > LEP_BUNDLE_FORMAT)
    state->skip = state->depth;
  else
    {
      g_autofree char *quoted = lep_bundle_quote (name);

      lep_xml_refuse (reader, _ ("“%s” does not belong here"), quoted);
    }
}

static void
end_cb (LepXmlReader *reader,
        const char   *name,
        gpointer      user_data)
{
  State *state = user_data;

  if (state->skip == state->depth)
    state->skip = 0;
  if (state->depth == 2)
    state->have = NULL;
  state->depth--;
}

static void
text_cb (LepXmlReader *reader,
         const char   *text,
         gsize         length,
         gpointer      user_data)
{
  State *state = user_data;

  if (state->skip != 0)
    return;
  for (gsize i = 0; i < length; i++)
    if (strchr (" \t\r\n", text[i]) == NULL)
      {
        lep_xml_refuse (reader, _ ("there is text where none belongs"));
        return;
      }
}

/**
 * lep_manifest_read:
 * @text: ends with NUL, which @length does not count
 *
 * Reads manifest.xml. Fails with %LEP_ERROR_CORRUPT, or %LEP_ERROR_TOO_NEW if
 * this program is too old for it.
 */
LepManifest *
lep_manifest_read (const char *text,
                   gsize       length,
                   GError    **error)
{
  static const LepXmlHandler handler = { "urn:lep:bundle:1", start_cb, end_cb, text_cb };
  g_autoptr (LepManifest) manifest = lep_manifest_new ();
  g_autoptr (GArray) children = lep_xml_scan (MEMBER, text, length, error);
  State       state = { .manifest = manifest };
  const char *fault;
  guint       line = 0;

  if (children == NULL || !lep_xml_read (MEMBER, text, length, &handler, &state, error))
    return NULL;

  fault = state.n_steps[STEP_FROM] == 0 ? _ ("it does not say who sent it") : lep_manifest_fault (manifest, &line);
  if (fault != NULL)
    {
      lep_bundle_refuse (error, MEMBER, line, "%s", fault);
      return NULL;
    }
  return g_steal_pointer (&manifest);
}
