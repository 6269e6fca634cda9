/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Writes a ZIP whose bytes depend on nothing but its members. */
typedef struct _LepZipWriter LepZipWriter;

LepZipWriter                *lep_zip_writer_new (int         fd,
                                                 const char *folder,
                                                 GError    **error);
gboolean                     lep_zip_writer_fail (const char *folder,
                                                  int         code,
                                                  GError    **error);
void                         lep_zip_writer_free (LepZipWriter *self);
gboolean                     lep_zip_writer_start (LepZipWriter *self,
                                                   const char   *name,
                                                   gboolean      deflate,
                                                   gint64        size,
                                                   GError      **error);
gboolean                     lep_zip_writer_write (LepZipWriter *self,
                                                   const void   *data,
                                                   gsize         size,
                                                   GError      **error);
gboolean                     lep_zip_writer_add (LepZipWriter *self,
                                                 const char   *name,
                                                 gboolean      deflate,
                                                 const void   *data,
                                                 gsize         size,
                                                 GError      **error);
gboolean                     lep_zip_writer_add_fd (LepZipWriter *self,
                                                    const char   *name,
                                                    gboolean      deflate,
                                                    int           from,
                                                    gint64        offset,
                                                    gint64        size,
                                                    GError      **error);
gboolean                     lep_zip_writer_close (LepZipWriter *self,
                                                   GError      **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LepZipWriter, lep_zip_writer_free)

G_END_DECLS
