/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-hash.h"
#include "lep-workspace.h"

G_BEGIN_DECLS

/* An attached document: its record, and whether the file it names is here. */
typedef struct
{
  char    *id, *space, *owner;
  char    *title, *file_name, *media_type;
  char    *dated_on;   /* or NULL */
  char    *sha256;     /* NULL: it names no file */
  char    *created_at; /* when it was attached */
  gint64   size;       /* of the file here, else what the record says; -1 = not known */
  gboolean is_here;
} LepDocument;

/* A file that a live document names, and a change that said so: it goes
 * wherever that change goes. */
typedef struct
{
  char     sha256[LEP_HASH_HEX_SIZE + 1];
  gint64   size; /* -1: not here */
  gint64   stream;
  gint64   n;
  gboolean is_here;
} LepNamedFile;

GPtrArray  *lep_documents_list (LepWorkspace *workspace,
                                const char   *owner,
                                GError      **error);
GArray     *lep_documents_named (LepWorkspace  *workspace,
                                 const LepUuid *space,
                                 GError       **error);
void        lep_document_free (LepDocument *self);

/* Files that another laptop said last it misses. */
GHashTable *lep_wants_load (LepWorkspace  *workspace,
                            const LepUuid *replica,
                            GError       **error);
gboolean    lep_wants_forget (LepWorkspace  *workspace,
                              const LepUuid *replica,
                              const LepUuid *space,
                              GError       **error);
gboolean    lep_wants_add (LepWorkspace  *workspace,
                           const LepUuid *replica,
                           const LepHash *sha256,
                           GError       **error);

/* Attaches a file to the row of a document. */
gboolean    lep_edit_attach (LepEdit      *edit,
                             const char   *path,
                             GCancellable *cancellable,
                             GError      **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LepDocument, lep_document_free)

G_END_DECLS
