/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which files go along with the changes of a space, which are missing here, and
 * who has those. A laptop is taken to have the file of every document it has
 * seen, but for those that it says it misses. */

#include <string.h>

#include "lep-lack.h"
#include "lep-laptop.h"
#include "lep-file.h"

#include "lep-share.h"

static int
compare_files (gconstpointer a,
               gconstpointer b)
{
  return lep_hash_compare (&((const LepSharedFile *) a)->hash, &((const LepSharedFile *) b)->hash);
}

/**
 * lep_share_sort:
 * @files: (element-type LepSharedFile): of several spaces
 *
 * Puts them into a bundle's order, each once.
 */
void
lep_share_sort (GArray *files)
{
  guint kept = 0;

  g_array_sort (files, compare_files);
  for (guint i = 0; i < files->len; i++)
    if (i == 0 || compare_files (&g_array_index (files, LepSharedFile, i), &g_array_index (files, LepSharedFile, kept - 1)) != 0)
      g_array_index (files, LepSharedFile, kept++) = g_array_index (files, LepSharedFile, i);
  g_array_set_size (files, kept);
}

/* Of a bundle with files; with its segments it stays below what a reader takes. */
#define MAX_FILES_A_BUNDLE 5000

/* Takes out of @left, from the first on, what fits. */
static GArray *
take_part (GArray *left,
           gint64  room)
{
  GArray *part = g_array_new (FALSE, FALSE, sizeof (LepSharedFile));

  for (guint i = 0; i < left->len && part->len < MAX_FILES_A_BUNDLE;)
    {
      LepSharedFile file = g_array_index (left, LepSharedFile, i);

      if (file.size > room)
        {
          i++;
          continue;
        }
      room -= file.size;
      g_array_append_val (part, file);
      g_array_remove_index (left, i);
    }
  return part;
}

/**
 * lep_share_split:
 * @files: (element-type LepSharedFile): sorted
 * @first_room: bytes of files that may go along with the changes
 * @other_room: that may go in a further bundle; one that is larger goes alone
 * @only_files: whether the first bundle can bear a file for which it has no room,
 *   rather than go without any
 *
 * Returns: (transfer full) (element-type GArray): the files of each bundle; the
 *   first may have none
 */
GPtrArray *
lep_share_split (const GArray *files,
                 gint64        first_room,
                 gint64        other_room,
                 gboolean      only_files)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  g_autoptr (GArray) left = g_array_new (FALSE, FALSE, sizeof (LepSharedFile));

  if (files->len > 0)
    g_array_append_vals (left, files->data, files->len);
  g_ptr_array_add (parts, take_part (left, first_room));
  while (left->len > 0)
    g_ptr_array_add (parts, take_part (left, MAX (other_room, g_array_index (left, LepSharedFile, 0).size)));
  if (only_files && parts->len > 1 && ((GArray *) g_ptr_array_index (parts, 0))->len == 0)
    g_ptr_array_remove_index (parts, 0);
  return parts;
}

static void
add_file (GArray             *files,
          const LepNamedFile *named)
{
  LepSharedFile file = { .size = named->size };

  if (lep_hash_parse (named->sha256, -1, &file.hash))
    g_array_append_val (files, file);
}

/**
 * lep_share_wants:
 * @wants: (element-type LepSharedFile): files that documents of the space name
 *   and that are not here are added
 */
gboolean
lep_share_wants (LepWorkspace  *workspace,
                 const LepUuid *space,
                 GArray        *wants,
                 GError       **error)
{
  g_autoptr (GArray) named = lep_documents_named (workspace, space, error);

  for (guint i = 0; named != NULL && i < named->len; i++)
    if (!g_array_index (named, LepNamedFile, i).is_here)
      add_file (wants, &g_array_index (named, LepNamedFile, i));
  return named != NULL;
}

/* Whether the change that named the file is one of those that go along. */
static gboolean
goes_along (const GPtrArray    *lacks,
            const LepNamedFile *file)
{
  for (guint i = 0; i < lacks->len; i++)
    {
      const LepLack *lack = g_ptr_array_index (lacks, i);

      for (guint k = 0; k < lack->pieces->len; k++)
        {
          const LepLackPiece *piece = &g_array_index (lack->pieces, LepLackPiece, k);

          if (piece->stream == file->stream && piece->from <= file->n && file->n <= piece->to)
            return TRUE;
        }
    }
  return FALSE;
}

/**
 * lep_share_find:
 * @files: (element-type LepSharedFile): files of the space that are here and
 *   that the receiver lacks are added
 *
 * To somebody unknown goes everything; to others what they want, and the files
 * of documents that they have not seen.
 */
gboolean
lep_share_find (LepWorkspace           *workspace,
                const LepUuid          *space,
                const LepShareReceiver *receiver,
                GArray                 *files,
                GError                **error)
{
  g_autoptr (GArray) named = lep_documents_named (workspace, space, error);

  for (guint i = 0; named != NULL && i < named->len; i++)
    {
      const LepNamedFile *file = &g_array_index (named, LepNamedFile, i);

      if (file->is_here && file->size <= LEP_FILE_MAX_SIZE &&
          (!receiver->is_known || goes_along (receiver->lacks, file) ||
           g_hash_table_contains (receiver->wants, file->sha256)))
        add_file (files, file);
    }
  return named != NULL;
}

static int
compare_texts (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/**
 * lep_share_answers:
 * @answers: (out) (nullable): a hash of the files that the laptop misses and
 *   that are here; %NULL if there are none
 *
 * Tells whether there is something to answer, and whether it is another than
 * before.
 */
gboolean
lep_share_answers (LepWorkspace  *workspace,
                   const LepUuid *replica,
                   char         **answers,
                   GError       **error)
{
  g_autoptr (GHashTable) wants = lep_wants_load (workspace, replica, error);
  g_autoptr (GPtrArray) here = g_ptr_array_new ();
  g_autoptr (GString) text = g_string_new (NULL);
  GHashTableIter iter;
  gpointer       name;

  if (wants == NULL)
    return FALSE;
  g_hash_table_iter_init (&iter, wants);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    {
      gboolean found;

      if (!lep_file_find (workspace, name, &found, NULL, error))
        return FALSE;
      if (found)
        g_ptr_array_add (here, name);
    }
  g_ptr_array_sort (here, compare_texts);
  for (guint i = 0; i < here->len; i++)
    g_string_append_printf (text, "%s\n", (const char *) g_ptr_array_index (here, i));
  *answers = here->len > 0 ? g_compute_checksum_for_string (G_CHECKSUM_SHA256, text->str, (gssize) text->len) : NULL;
  return TRUE;
}

static void
holder_free (gpointer data)
{
  LepFileHolder *self = data;

  g_free (self->replica);
  g_free (self->label);
  g_free (self);
}

static void
add_holder (GHashTable      *holders,
            const char      *sha256,
            const LepLaptop *laptop)
{
  GPtrArray       *of = g_hash_table_lookup (holders, sha256);
  g_autofree char *replica = lep_uuid_to_string (&laptop->id);
  LepFileHolder   *holder;

  if (of == NULL)
    {
      of = g_ptr_array_new_with_free_func (holder_free);
      g_hash_table_insert (holders, g_strdup (sha256), of);
    }
  for (guint i = 0; i < of->len; i++)
    if (strcmp (((LepFileHolder *) g_ptr_array_index (of, i))->replica, replica) == 0)
      return;

  holder = g_new0 (LepFileHolder, 1);
  holder->replica = g_steal_pointer (&replica);
  holder->label = g_strdup (laptop->label);
  g_ptr_array_add (of, holder);
}

static gboolean
has_seen (const GArray       *covered,
          const LepNamedFile *file)
{
  for (guint i = 0; i < covered->len; i++)
    {
      const LepCovered *range = &g_array_index (covered, LepCovered, i);

      if (range->stream == file->stream && range->after < file->n && file->n <= range->to)
        return TRUE;
    }
  return FALSE;
}

/* Of the files missing in a space: those of documents that the laptop has seen. */
static gboolean
add_seen (LepStock        *stock,
          const LepUuid   *space,
          const GArray    *missing,
          const LepLaptop *laptop,
          GHashTable      *holders,
          GError         **error)
{
  g_autoptr (GPtrArray) haves = lep_laptop_load_haves (stock->workspace, &laptop->id, error);
  g_autoptr (GHashTable) wants = haves != NULL ? lep_wants_load (stock->workspace, &laptop->id, error) : NULL;

  for (guint i = 0; wants != NULL && i < haves->len; i++)
    {
      const LepLaptopHave *have = g_ptr_array_index (haves, i);
      g_autoptr (GArray) covered = NULL;

      if (!lep_uuid_equal (&have->space, space))
        continue;
      covered = lep_lacks_covered (stock, space, have->seen, error);
      if (covered == NULL)
        return FALSE;
      for (guint k = 0; k < missing->len; k++)
        {
          const LepNamedFile *file = &g_array_index (missing, LepNamedFile, k);

          if (has_seen (covered, file) && !g_hash_table_contains (wants, file->sha256))
            add_holder (holders, file->sha256, laptop);
        }
    }
  return wants != NULL;
}

/* Of a missing file, whoever named it: they had it, unless they say otherwise. */
static gboolean
add_author (LepWorkspace       *workspace,
            const LepNamedFile *file,
            const LepLaptop    *laptop,
            GHashTable         *holders,
            GError            **error)
{
  g_autoptr (GHashTable) wants = lep_wants_load (workspace, &laptop->id, error);

  if (wants != NULL && !g_hash_table_contains (wants, file->sha256))
    add_holder (holders, file->sha256, laptop);
  return wants != NULL;
}

/* Authors, too, who never exchanged with us. */
static gboolean
add_authors (LepStock      *stock,
             const LepUuid *space,
             const GArray  *missing,
             GHashTable    *holders,
             GError       **error)
{
  const GArray *streams = lep_stock_get_space (stock, space)->streams;

  for (guint i = 0; i < missing->len; i++)
    {
      const LepNamedFile *file = &g_array_index (missing, LepNamedFile, i);

      for (guint k = 0; k < streams->len; k++)
        {
          const LepStreamInfo *stream = &g_array_index (streams, LepStreamInfo, k);
          const LepLaptop     *laptop = stream->no == file->stream ? lep_laptops_find (stock->laptops, &stream->replica) : NULL;

          if (laptop != NULL && !laptop->own && !g_hash_table_contains (holders, file->sha256) &&
              !add_author (stock->workspace, file, laptop, holders, error))
            return FALSE;
        }
    }
  return TRUE;
}

static gboolean
add_space (LepStock      *stock,
           const LepUuid *space,
           GHashTable    *holders,
           GError       **error)
{
  g_autoptr (GArray) missing = lep_documents_named (stock->workspace, space, error);

  if (missing == NULL)
    return FALSE;
  for (guint i = missing->len; i > 0; i--)
    if (g_array_index (missing, LepNamedFile, i - 1).is_here)
      g_array_remove_index (missing, i - 1);
  if (missing->len == 0)
    return TRUE;

  for (guint i = 0; i < stock->laptops->len; i++)
    {
      const LepLaptop *laptop = g_ptr_array_index (stock->laptops, i);

      if (!laptop->own && !add_seen (stock, space, missing, laptop, holders, error))
        return FALSE;
    }
  return add_authors (stock, space, missing, holders, error);
}

/**
 * lep_share_holders:
 *
 * Returns: (transfer full) (element-type utf8 GPtrArray): for each file that is
 *   missing here, by its hash (hex), the laptops that have it as far as is
 *   known (of #LepFileHolder)
 */
GHashTable *
lep_share_holders (LepWorkspace *workspace,
                   GError      **error)
{
  g_autoptr (GHashTable) holders =
    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  g_autoptr (LepStock) stock = lep_stock_load (workspace, error);

  for (guint i = 0; stock != NULL && i < stock->spaces->len; i++)
    if (!add_space (stock, &((LepSpaceInfo *) g_ptr_array_index (stock->spaces, i))->id, holders, error))
      return NULL;
  return stock != NULL ? g_steal_pointer (&holders) : NULL;
}
