/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define LEP_UUID_SIZE      16
#define LEP_UUID_TEXT_SIZE 36

/* An id of 128 bits; the version is not looked at. */
typedef struct
{
  guint8 bytes[LEP_UUID_SIZE];
} LepUuid;

gboolean lep_uuid_parse (const char *text,
                         gssize      length,
                         LepUuid    *uuid);
void     lep_uuid_format (const LepUuid *uuid,
                          char           text[LEP_UUID_TEXT_SIZE + 1]);
char    *lep_uuid_to_string (const LepUuid *uuid);
int      lep_uuid_compare (const LepUuid *a,
                           const LepUuid *b);
gboolean lep_uuid_equal (const LepUuid *a,
                         const LepUuid *b);
guint    lep_uuid_hash (gconstpointer uuid);
gboolean lep_uuid_equal_func (gconstpointer a,
                              gconstpointer b);
void     lep_uuid_from_name (const LepUuid *name_space,
                             const char    *name,
                             LepUuid       *uuid);
void     lep_uuid_lep_namespace (LepUuid *uuid);

G_END_DECLS
