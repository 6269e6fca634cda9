/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes a workspace out of a bundle received from somebody. */

#include <errno.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "lep-seal-key.h"

#include "lep-import-private.h"

/**
 * lep_join:
 * @path: of the workspace to be; nothing may be there
 * @trust: (nullable): numbers of unknown signers that the user has compared
 * @passphrase: (nullable): of a bundle that is locked with one
 * @progress: (nullable): told while it is taken in
 * @cancellable: (nullable): ends it early, with nothing left
 * @report: (out) (nullable): what was taken in, or who is not trusted
 *
 * Makes a workspace with an identity of its own out of a bundle, whose sender
 * becomes an introducer. With unknown signers it fails with
 * %LEP_ERROR_UNTRUSTED and @report names them. When it fails, nothing is left.
 */
LepWorkspace *
lep_join (const LepSurroundings *surroundings,
          const char            *path,
          const LepWho          *who,
          const char            *file,
          const char *const     *trust,
          const char            *passphrase,
          LepProgress           *progress,
          GCancellable          *cancellable,
          LepImportReport      **report,
          GError               **error)
{
  g_auto (LepImport) import = { .surroundings = surroundings, .mode = LEP_IMPORT_APPLY, .passphrase = passphrase };
  g_autoptr (LepWorkspace) workspace = NULL;

  *report = NULL;
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, LEP_ERROR, LEP_ERROR_INVALID, _ ("There is a file “%s” already. Choose another name."), path);
      return NULL;
    }
  if (!lep_import_open (&import, file, trust, TRUE, cancellable, error))
    return NULL;
  if (import.report->untrusted->len > 0)
    {
      *report = g_steal_pointer (&import.report);
      g_set_error_literal (error, LEP_ERROR, LEP_ERROR_UNTRUSTED,
                           _ ("The bundle is signed by somebody who is not known here. Compare the number with them."));
      return NULL;
    }

  workspace = lep_identity_create (surroundings, path, who, error);
  import.workspace = workspace;
  if (workspace != NULL && lep_import_run (&import, progress, cancellable, error))
    {
      *report = g_steal_pointer (&import.report);
      return g_steal_pointer (&workspace);
    }

  lep_import_clear (&import);
  if (workspace != NULL)
    lep_identity_discard (g_steal_pointer (&workspace), surroundings);
  return NULL;
}
