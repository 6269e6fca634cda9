/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is known of an exchange folder: the bundles that were taken in, those that
 * wait for somebody, and who gets nothing yet. */

#include <glib/gi18n.h>

#include "lep-import-job.h"

#include "lep-folder-state.h"

/* The last ones that are kept to be shown. */
#define MAX_TAKEN 20

static void
taken_free (gpointer data)
{
  LepFolderTaken *self = data;

  g_free (self->file);
  g_free (self->from);
  g_free (self);
}

static void
left_free (gpointer data)
{
  LepFolderLeft *self = data;

  g_free (self->file);
  g_free (self->reason);
  g_free (self);
}

void
lep_folder_state_init (LepFolderState *self)
{
  self->taken = g_ptr_array_new_with_free_func (taken_free);
  self->left = g_ptr_array_new_with_free_func (left_free);
  self->held = g_ptr_array_new_with_free_func (g_free);
}

void
lep_folder_state_clear (LepFolderState *self)
{
  g_clear_pointer (&self->trouble, g_free);
  g_clear_pointer (&self->taken, g_ptr_array_unref);
  g_clear_pointer (&self->left, g_ptr_array_unref);
  g_clear_pointer (&self->held, g_ptr_array_unref);
  lep_folder_choice_clear (&self->choice);
}

/* It is another folder from now on. */
void
lep_folder_state_begin_anew (LepFolderState *self)
{
  g_ptr_array_set_size (self->taken, 0);
  g_ptr_array_set_size (self->left, 0);
  g_ptr_array_set_size (self->held, 0);
  self->n_others = self->n_written = 0;
  self->looked_at = 0;
}

static gboolean
is_of_file (gconstpointer a,
            gconstpointer b)
{
  return g_strcmp0 (((const LepFolderLeft *) a)->file, b) == 0;
}

static void
add_taken (LepFolderState      *self,
           const LepFolderRead *read)
{
  LepFolderTaken *taken;
  guint           index;

  if (g_ptr_array_find_with_equal_func (self->left, read->file, is_of_file, &index))
    g_ptr_array_remove_index (self->left, index);
  if (read->report->n_new + read->report->n_waiting == 0)
    return; /* it only said what is there */

  taken = g_new0 (LepFolderTaken, 1);
  taken->file = g_strdup (read->file);
  taken->from = lep_signer_name (read->report->sender);
  taken->at = self->looked_at;
  taken->n_new = read->report->n_new;
  taken->n_conflicts = read->report->n_conflicts;
  taken->n_waiting = read->report->n_waiting;
  self->n_taken++;
  g_ptr_array_insert (self->taken, 0, taken);
  if (self->taken->len > MAX_TAKEN)
    g_ptr_array_set_size (self->taken, MAX_TAKEN);
}

static void
add_left (LepFolderState      *self,
          const LepFolderRead *read)
{
  LepFolderLeft *left;
  guint          index;

  if (g_ptr_array_find_with_equal_func (self->left, read->file, is_of_file, &index))
    g_ptr_array_remove_index (self->left, index);
  if (read->fresh)
    return; /* it is told once it is clear that no more of it comes */

  left = g_new0 (LepFolderLeft, 1);
  left->file = g_strdup (read->file);
  left->can_open = read->report != NULL || g_error_matches (read->error, LEP_ERROR, LEP_ERROR_LOCKED) ||
                   g_error_matches (read->error, LEP_ERROR, LEP_ERROR_UNTRUSTED);
  if (read->report != NULL)
    {
      g_autofree char *name = lep_signer_name (g_ptr_array_index (read->report->untrusted, 0));

      /* Translators: a person or laptop */
      left->reason = g_strdup_printf (_ ("Signed by %s, who is not known here yet: compare the number first"), name);
    }
  else
    left->reason = g_strdup (read->error->message);
  g_ptr_array_add (self->left, left);
}

/**
 * lep_folder_state_forget_gone:
 * @gone: (element-type utf8): names of files
 *
 * What is not there any more, or came in by another way, needs nobody.
 */
void
lep_folder_state_forget_gone (LepFolderState  *self,
                              const GPtrArray *gone)
{
  guint index;

  for (guint i = 0; i < gone->len; i++)
    {
      if (g_ptr_array_find_with_equal_func (self->left, g_ptr_array_index (gone, i), is_of_file, &index))
        g_ptr_array_remove_index (self->left, index);
    }
}

/**
 * lep_folder_state_take_round:
 * @round: what a look brought, at the time of @self's looked_at
 */
void
lep_folder_state_take_round (LepFolderState       *self,
                             const LepFolderRound *round)
{
  for (guint i = 0; i < round->read->len; i++)
    {
      const LepFolderRead *read = g_ptr_array_index (round->read, i);

      if (read->report != NULL && read->report->untrusted->len == 0)
        add_taken (self, read);
      else
        add_left (self, read);
    }
  for (guint i = 0; i < round->ignored->len; i++)
    add_left (self, g_ptr_array_index (round->ignored, i));

  g_ptr_array_set_size (self->held, 0);
  for (guint i = 0; i < round->held->len; i++)
    g_ptr_array_add (self->held, g_strdup (((LepFolderWritten *) g_ptr_array_index (round->held, i))->label));
  self->n_others = round->n_others;
  self->n_written += round->written->len;
}
