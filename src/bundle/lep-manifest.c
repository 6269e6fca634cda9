/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A bundle's manifest as data, and the rules that hold for it as a whole. */

#include <string.h>

#include <glib/gi18n-lib.h>

#include "lep-manifest.h"

static void
space_free (gpointer data)
{
  LepManifestSpace *self = data;

  g_free (self->kind);
  g_free (self->name);
  g_free (self);
}

static void
signer_free (gpointer data)
{
  LepManifestSigner *self = data;

  g_free (self->label);
  g_free (self->person);
  g_free (self->place);
  g_free (self);
}

static void
have_free (gpointer data)
{
  LepHave *self = data;

  g_array_unref (self->seen);
  g_array_unref (self->missing);
  g_free (self);
}

LepManifest *
lep_manifest_new (void)
{
  LepManifest *self = g_new0 (LepManifest, 1);

  self->spaces = g_ptr_array_new_with_free_func (space_free);
  self->signers = g_ptr_array_new_with_free_func (signer_free);
  self->segments = g_array_new (FALSE, TRUE, sizeof (LepSegment));
  self->haves = g_ptr_array_new_with_free_func (have_free);
  self->wants = g_array_new (FALSE, FALSE, sizeof (LepHash));
  return self;
}

void
lep_manifest_free (LepManifest *self)
{
  if (self == NULL)
    return;

  g_free (self->program);
  g_free (self->label);
  g_free (self->person);
  g_free (self->made);
  g_free (self->to_label);
  g_ptr_array_unref (self->spaces);
  g_ptr_array_unref (self->signers);
  g_array_unref (self->segments);
  g_ptr_array_unref (self->haves);
  g_array_unref (self->wants);
  g_free (self);
}

LepManifestSpace *
lep_manifest_add_space (LepManifest   *self,
                        const LepUuid *id,
                        const char    *kind,
                        const char    *name)
{
  LepManifestSpace *space = g_new0 (LepManifestSpace, 1);

  space->id = *id;
  space->kind = g_strdup (kind);
  space->name = g_strdup (name);
  g_ptr_array_add (self->spaces, space);
  return space;
}

LepManifestSigner *
lep_manifest_add_signer (LepManifest        *self,
                         const LepUuid      *replica,
                         const LepPublicKey *key,
                         const char         *label,
                         const char         *person,
                         const char         *place)
{
  LepManifestSigner *signer = g_new0 (LepManifestSigner, 1);

  signer->replica = *replica;
  signer->key = *key;
  signer->label = g_strdup (label);
  signer->person = g_strdup (person);
  signer->place = g_strdup (place);
  g_ptr_array_add (self->signers, signer);
  return signer;
}

LepHave *
lep_manifest_add_have (LepManifest   *self,
                       const LepUuid *space)
{
  LepHave *have = g_new0 (LepHave, 1);

  have->space = *space;
  have->seen = lep_context_new ();
  have->missing = g_array_new (FALSE, FALSE, sizeof (LepMissing));
  g_ptr_array_add (self->haves, have);
  return have;
}

/* The entry of a sorted list that begins with this id, or %NULL. */
static gconstpointer
find_id (GPtrArray     *list,
         const LepUuid *id)
{
  guint low = 0, high = list->len;

  while (low < high)
    {
      guint          middle = low + (high - low) / 2;
      const LepUuid *at = g_ptr_array_index (list, middle);
      int            order = lep_uuid_compare (at, id);

      if (order == 0)
        return at;
      if (order < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return NULL;
}

/**
 * lep_manifest_space:
 *
 * Returns: (nullable): the declared space of this id
 */
const LepManifestSpace *
lep_manifest_space (const LepManifest *self,
                    const LepUuid     *id)
{
  G_STATIC_ASSERT (G_STRUCT_OFFSET (LepManifestSpace, id) == 0);
  return find_id (self->spaces, id);
}

/**
 * lep_manifest_signer:
 *
 * Returns: (nullable): the signer that is this replica
 */
const LepManifestSigner *
lep_manifest_signer (const LepManifest *self,
                     const LepUuid     *replica)
{
  G_STATIC_ASSERT (G_STRUCT_OFFSET (LepManifestSigner, replica) == 0);
  return find_id (self->signers, replica);
}

/**
 * lep_manifest_dup_needed:
 *
 * Returns: (transfer container) (element-type LepManifestSigner): the signers
 *   that count, the sender first: it, and each replica with a segment
 */
GPtrArray *
lep_manifest_dup_needed (const LepManifest *self)
{
  GPtrArray     *needed = g_ptr_array_new ();
  const LepUuid *last = NULL;

  g_ptr_array_add (needed, (gpointer) lep_manifest_signer (self, &self->replica));
  for (guint i = 0; i < self->segments->len; i++)
    {
      const LepUuid *replica = &g_array_index (self->segments, LepSegment, i).replica;
      gpointer       signer = (gpointer) lep_manifest_signer (self, replica);

      if ((last == NULL || !lep_uuid_equal (last, replica)) && !g_ptr_array_find (needed, signer, NULL))
        g_ptr_array_add (needed, signer);
      last = replica;
    }
  return needed;
}

/**
 * lep_segment_continues:
 *
 * Returns: whether @self is the next piece of the same branch
 */
gboolean
lep_segment_continues (const LepSegment *self,
                       const LepSegment *before)
{
  return lep_uuid_equal (&self->space, &before->space) && lep_uuid_equal (&self->replica, &before->replica) &&
         before->to < G_MAXINT64 && self->from == before->to + 1 && lep_hash_equal (&self->prev, &before->head);
}

/**
 * lep_manifest_comment:
 *
 * Returns: (transfer full): the trusted comment that belongs to this manifest
 */
char *
lep_manifest_comment (const LepManifest *self)
{
  char replica[LEP_UUID_TEXT_SIZE + 1];

  lep_uuid_format (&self->replica, replica);
  return g_strdup_printf ("replica:%s counter:%" G_GINT64_FORMAT " made:%s", replica, self->counter, self->made);
}

/**
 * lep_segment_member:
 * @index: from 0
 *
 * Returns: (transfer full): the name of the member that holds this segment
 */
char *
lep_segment_member (guint index)
{
  return g_strdup_printf ("changes/%04u.xml", index + 1);
}

static int
segment_compare (const LepSegment *a,
                 const LepSegment *b)
{
  int order = lep_uuid_compare (&a->space, &b->space);

  if (order == 0)
    order = lep_uuid_compare (&a->replica, &b->replica);
  if (order == 0)
    order = (a->from > b->from) - (a->from < b->from);
  if (order == 0)
    order = lep_hash_compare (&a->prev, &b->prev);
  if (order == 0)
    order = lep_hash_compare (&a->head, &b->head);
  return order;
}

/* @line: (out): of what is at fault, here and below */
static const char *
have_fault (const LepManifest *self,
            const LepHave     *have,
            guint             *line)
{
  *line = have->line;
  if (lep_manifest_space (self, &have->space) == NULL)
    return _ ("it says what the sender has of a space that it does not declare");

  for (guint i = 1; i < have->seen->len; i++)
    if (lep_seen_compare (&g_array_index (have->seen, LepSeen, i - 1), &g_array_index (have->seen, LepSeen, i)) >= 0)
      return _ ("what the sender has is not in order");

  for (guint i = 0; i < have->missing->len; i++)
    {
      const LepMissing *missing = &g_array_index (have->missing, LepMissing, i);
      const LepMissing *before = i > 0 ? missing - 1 : NULL;
      int               order = before == NULL ? -1 : lep_uuid_compare (&before->replica, &missing->replica);

      if (missing->from > missing->to || order > 0 || (order == 0 && before->from >= missing->from))
        return _ ("what the sender misses is not in order");
    }
  return NULL;
}

static const char *
lists_fault (const LepManifest *self,
             guint             *line)
{
  for (guint i = 1; i < self->spaces->len; i++)
    {
      const LepManifestSpace *a = g_ptr_array_index (self->spaces, i - 1);
      const LepManifestSpace *b = g_ptr_array_index (self->spaces, i);

      *line = b->line;
      if (lep_uuid_compare (&a->id, &b->id) >= 0)
        return _ ("the spaces are not in order");
    }
  for (guint i = 1; i < self->signers->len; i++)
    {
      const LepManifestSigner *a = g_ptr_array_index (self->signers, i - 1);
      const LepManifestSigner *b = g_ptr_array_index (self->signers, i);

      *line = b->line;
      if (lep_uuid_compare (&a->replica, &b->replica) >= 0)
        return _ ("the signers are not in order");
    }
  for (guint i = 0; i < self->haves->len; i++)
    {
      const LepHave *have = g_ptr_array_index (self->haves, i);
      const char    *fault = have_fault (self, have, line);

      if (fault != NULL)
        return fault;
      if (i > 0 && lep_uuid_compare (&((LepHave *) g_ptr_array_index (self->haves, i - 1))->space, &have->space) >= 0)
        return _ ("what the sender has is not in order");
    }

  *line = 0; /* a wanted document is a hash alone */
  for (guint i = 1; i < self->wants->len; i++)
    if (lep_hash_compare (&g_array_index (self->wants, LepHash, i - 1), &g_array_index (self->wants, LepHash, i)) >= 0)
      return _ ("the wanted documents are not in order");

  *line = self->line;
  return lep_manifest_signer (self, &self->replica) == NULL ? _ ("it has no signer for its sender") : NULL;
}

static const char *
segment_fault (const LepManifest *self,
               const LepSegment  *segment)
{
  LepHash first;

  if (lep_manifest_space (self, &segment->space) == NULL)
    return _ ("a segment belongs to a space that is not declared");
  if (lep_manifest_signer (self, &segment->replica) == NULL)
    return _ ("a segment has no signer");
  if (segment->from > segment->to)
    return _ ("a segment ends before it begins");

  lep_chain_first (&segment->space, &segment->replica, &first);
  if (segment->from == 1 && !lep_hash_equal (&first, &segment->prev))
    return _ ("a stream does not begin with its own first hash");
  return NULL;
}

/**
 * lep_manifest_fault:
 * @line: (out): of the part at fault, if it was read from a text and has one; else 0
 *
 * Looks for what breaks the rules "Order", "Signers" and "Manifest = contents"
 * without looking into the contents.
 *
 * Returns: (nullable): a sentence's part saying what, or %NULL
 */
const char *
lep_manifest_fault (const LepManifest *self,
                    guint             *line)
{
  g_autoptr (GHashTable) heads = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const LepSegment *run = NULL; /* the first segment of the run before */
  const char       *fault = lists_fault (self, line);

  for (guint i = 0; i < self->segments->len && fault == NULL; i++)
    {
      const LepSegment *segment = &g_array_index (self->segments, LepSegment, i);
      const LepSegment *next = i + 1 < self->segments->len ? segment + 1 : NULL;
      gboolean          is_continued = next != NULL && lep_segment_continues (next, segment);
      char              head[LEP_HASH_HEX_SIZE + 1];

      lep_hash_format (&segment->head, head);
      *line = segment->line;
      fault = segment_fault (self, segment);
      if (fault == NULL && segment->has_signature == is_continued)
        fault = is_continued ? _ ("a segment is signed although the next one continues it")
                             : _ ("the last segment of a run is not signed");
      if (fault == NULL && !g_hash_table_add (heads, g_strdup (head)))
        fault = _ ("two segments end with the same change");
      if (fault == NULL && run != NULL && !lep_segment_continues (segment, segment - 1) &&
          segment_compare (run, segment) >= 0)
        fault = _ ("the segments are not in order");
      if (i == 0 || !lep_segment_continues (segment, segment - 1))
        run = segment;
    }
  return fault;
}
