/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What makes lives cheap, in the simulation only. They cut no power, so nothing
 * waits for the disk; and SQLite has one thread, so memory for it comes from
 * lists without locks. */

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sqlite3.h>

#include "same-keys.h"
#include "sim-life.h"

/* Sizes of blocks are multiples of this; larger ones come from malloc (). */
#define GRAIN   64
#define N_LISTS 256
#define CHUNK   (1 << 20)

typedef struct _Block Block;

/* Stands before what is handed out. */
struct _Block
{
  gsize  size;
  Block *next;
};

static Block *lists[N_LISTS];
static char  *chunk;
static gsize  left;

int           fsync (int fd);
int           fdatasync (int fd);

int
fsync (int fd)
{
  return 0;
}

int
fdatasync (int fd)
{
  return 0;
}

static int
round_up (int size)
{
  return (size + (int) sizeof (Block) + GRAIN - 1) / GRAIN * GRAIN - (int) sizeof (Block);
}

static void *
quick_alloc (int wanted)
{
  gsize  size = (gsize) round_up (wanted) + sizeof (Block);
  gsize  which = size / GRAIN;
  Block *block = which < N_LISTS ? lists[which] : NULL;

  if (block != NULL)
    lists[which] = block->next;
  else if (which >= N_LISTS)
    block = malloc (size);
  else
    {
      if (left < size)
        {
          chunk = malloc (CHUNK);
          left = chunk == NULL ? 0 : CHUNK;
        }
      if (left < size)
        return NULL;
      block = (Block *) chunk;
      chunk += size;
      left -= size;
    }
  if (block == NULL)
    return NULL;
  block->size = size;
  return block + 1;
}

static void
quick_free (void *data)
{
  Block *block = data == NULL ? NULL : (Block *) data - 1;

  if (block == NULL)
    return;
  if (block->size / GRAIN >= N_LISTS)
    {
      free (block);
      return;
    }
  block->next = lists[block->size / GRAIN];
  lists[block->size / GRAIN] = block;
}

static int
quick_size (void *data)
{
  return data == NULL ? 0 : (int) (((Block *) data - 1)->size - sizeof (Block));
}

static void *
quick_realloc (void *data,
               int   size)
{
  void *other;

  if (size <= quick_size (data))
    return data;
  other = quick_alloc (size);
  if (other == NULL)
    return NULL;
  memcpy (other, data, (gsize) quick_size (data));
  quick_free (data);
  return other;
}

static int
quick_start (void *data)
{
  return SQLITE_OK;
}

static void
quick_end (void *data)
{
}

/* Keys and salts come from the seed, so that a life can be lived again. */
void
sim_set_source (guint32 seed)
{
  lep_test_same_keys (seed);
}

/* To be called before anything else of SQLite or libsodium. */
void
sim_be_quick (void)
{
#ifndef __SANITIZE_ADDRESS__
  static const sqlite3_mem_methods methods = { quick_alloc, quick_free, quick_realloc, quick_size, round_up, quick_start, quick_end, NULL };

  g_assert_cmpint (sqlite3_config (SQLITE_CONFIG_MALLOC, &methods), ==, SQLITE_OK);
#endif
  lep_test_same_keys (0);
  g_assert_cmpint (sqlite3_config (SQLITE_CONFIG_SINGLETHREAD), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_config (SQLITE_CONFIG_MEMSTATUS, 0), ==, SQLITE_OK);
}
