/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SQL functions for ids: rows keep their own as 16 bytes, references name them
 * as 36 characters. */

#include <string.h>

#include <sqlite3.h>

#include "lep-uuid.h"

#include "lep-db-functions.h"

/* lep_id (text): the 16 bytes, or NULL for what is no id. */
static void
id_cb (sqlite3_context *context,
       int              n_args,
       sqlite3_value  **args)
{
  const char *text = (const char *) sqlite3_value_text (args[0]);
  LepUuid     uuid;

  if (text != NULL && lep_uuid_parse (text, sqlite3_value_bytes (args[0]), &uuid))
    sqlite3_result_blob (context, uuid.bytes, LEP_UUID_SIZE, SQLITE_TRANSIENT);
  else
    sqlite3_result_null (context);
}

/* lep_id_text (blob): the 36 characters, or NULL for what is no id. */
static void
id_text_cb (sqlite3_context *context,
            int              n_args,
            sqlite3_value  **args)
{
  gconstpointer bytes = sqlite3_value_blob (args[0]);
  char          text[LEP_UUID_TEXT_SIZE + 1];
  LepUuid       uuid;

  if (bytes == NULL || sqlite3_value_bytes (args[0]) != LEP_UUID_SIZE)
    {
      sqlite3_result_null (context);
      return;
    }
  memcpy (uuid.bytes, bytes, LEP_UUID_SIZE);
  lep_uuid_format (&uuid, text);
  sqlite3_result_text (context, text, LEP_UUID_TEXT_SIZE, SQLITE_TRANSIENT);
}

/**
 * lep_db_add_functions:
 * @handle: a new connection
 *
 * Gives a connection the functions that the statements of the store use.
 *
 * Returns: SQLite's code
 */
int
lep_db_add_functions (sqlite3 *handle)
{
  const int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;
  int       code = sqlite3_create_function_v2 (handle, "lep_id", 1, flags, NULL, id_cb, NULL, NULL, NULL);

  if (code != SQLITE_OK)
    return code;
  return sqlite3_create_function_v2 (handle, "lep_id_text", 1, flags, NULL, id_text_cb, NULL, NULL, NULL);
}
