/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The calls that the linker sends here (meson.build lists them), counted, and
 * the memory of SQLite and libxml2. */

#include <archive.h>
#include <errno.h>
#include <execinfo.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <gio/gio.h>
#include <libxml/parser.h>
#include <sqlite3.h>

#include "failing.h"

#define DEPTH 14 /* frames that tell one place from another */

static struct
{
  gboolean armed, watching, for_good;
  FailKind kind;
  guint    nth, n;
  GArray  *stacks;        /* a hash a call */
  void    *frames[DEPTH]; /* of the first call that failed */
  int      n_frames;
} state;

static gint                pieces;
static gboolean            interrupting;
static guint               n_interrupts;
static sqlite3_mem_methods memory;

static const char *const   kind_names[FAIL_N_KINDS] = {
    [FAIL_SQLITE] = "SQLite",
    [FAIL_SQLITE_MEMORY] = "memory of SQLite",
    [FAIL_XML_MEMORY] = "memory of libxml2",
    [FAIL_ARCHIVE] = "libarchive",
    [FAIL_FILE] = "files",
};

const char *
fail_kind_name (FailKind kind)
{
  return kind_names[kind];
}

static guint64
stack_hash (void)
{
  void   *frames[DEPTH];
  int     n = backtrace (frames, DEPTH);
  guint64 hash = 5381;

  for (int i = 2; i < n; i++)
    hash = hash * 1099511628211u + (guintptr) frames[i];
  return hash;
}

/* Whether this call is the one to fail. */
static gboolean
fails (FailKind kind)
{
  if (!state.armed || state.kind != kind)
    return FALSE;

  state.n++;
  if (state.watching)
    {
      guint64 hash;

      state.armed = FALSE; /* what looks at the stack may ask for memory itself */
      hash = stack_hash ();
      g_array_append_val (state.stacks, hash);
      state.armed = TRUE;
    }
  if (state.nth == 0 || state.n < state.nth || (state.n > state.nth && !state.for_good))
    return FALSE;
  if (state.n == state.nth)
    {
      state.armed = FALSE;
      state.n_frames = backtrace (state.frames, DEPTH);
      state.armed = TRUE;
    }
  return TRUE;
}

void
fail_print_place (void)
{
  backtrace_symbols_fd (state.frames, state.n_frames, STDERR_FILENO);
}

void
fail_arm (FailKind kind,
          guint    nth,
          gboolean for_good)
{
  state.kind = kind;
  state.nth = nth;
  state.n = 0;
  state.for_good = for_good;
  state.watching = FALSE;
  state.armed = TRUE;
}

void
fail_watch (FailKind kind)
{
  fail_arm (kind, 0, FALSE);
  state.watching = TRUE;
  g_clear_pointer (&state.stacks, g_array_unref);
  state.stacks = g_array_new (FALSE, FALSE, sizeof (guint64));
}

guint
fail_disarm (void)
{
  state.armed = FALSE;
  return state.n;
}

GArray *
fail_places (gboolean all)
{
  GArray *places = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GHashTable) known = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < state.stacks->len; i++)
    {
      guint nth = i + 1;

      if (g_hash_table_add (known, &g_array_index (state.stacks, guint64, i)) || all)
        g_array_append_val (places, nth);
    }
  return places;
}

gint
fail_sqlite_pieces (void)
{
  return pieces;
}

void
fail_interrupt (gboolean on)
{
  interrupting = on;
  n_interrupts = 0;
}

/* Memory. */

static void *
sqlite_malloc (int size)
{
  void *piece = fails (FAIL_SQLITE_MEMORY) ? NULL : memory.xMalloc (size);

  pieces += piece != NULL;
  return piece;
}

static void
sqlite_free (void *piece)
{
  pieces -= piece != NULL;
  memory.xFree (piece);
}

static void *
sqlite_realloc (void *piece,
                int   size)
{
  return fails (FAIL_SQLITE_MEMORY) ? NULL : memory.xRealloc (piece, size);
}

static void *
xml_malloc (size_t size)
{
  return fails (FAIL_XML_MEMORY) ? NULL : malloc (size);
}

static void *
xml_realloc (void  *piece,
             size_t size)
{
  return fails (FAIL_XML_MEMORY) ? NULL : realloc (piece, size);
}

static char *
xml_strdup (const char *text)
{
  return fails (FAIL_XML_MEMORY) ? NULL : strdup (text);
}

void
fail_init (void)
{
  sqlite3_mem_methods counted;
  void               *frames[DEPTH];

  backtrace (frames, DEPTH); /* loads what it needs */
  g_assert_cmpint (sqlite3_config (SQLITE_CONFIG_GETMALLOC, &memory), ==, SQLITE_OK);
  counted = memory;
  counted.xMalloc = sqlite_malloc;
  counted.xFree = sqlite_free;
  counted.xRealloc = sqlite_realloc;
  g_assert_cmpint (sqlite3_config (SQLITE_CONFIG_MALLOC, &counted), ==, SQLITE_OK);
  /* Every piece is asked for by itself. */
  g_assert_cmpint (sqlite3_config (SQLITE_CONFIG_LOOKASIDE, 0, 0), ==, SQLITE_OK);
  g_assert_cmpint (xmlMemSetup (free, xml_malloc, xml_realloc, xml_strdup), ==, 0);
  xmlInitParser ();
}

/* A fault that comes once is one of the disk; one that stays is a disk that is full. */
static int
file_error (void)
{
  return state.for_good ? ENOSPC : EIO;
}

/* Calls: WRAP declares the real one and defines what stands in its place. */

#define WRAP(type, name, parameters, arguments, kind, failure) \
  type __real_##name parameters;                               \
  type __wrap_##name parameters;                               \
  type __wrap_##name parameters                                \
  {                                                            \
    if (fails (kind))                                          \
      return failure;                                          \
    return __real_##name arguments;                            \
  }

#define WRAP_FILE(type, name, parameters, arguments) \
  WRAP (type, name, parameters, arguments, FAIL_FILE, (errno = file_error (), (type) -1))

#define WRAP_ARCHIVE(name, parameters, arguments) \
  WRAP (int, name, parameters, arguments, FAIL_ARCHIVE, ARCHIVE_FATAL)

WRAP (int, sqlite3_step, (sqlite3_stmt * a), (a), FAIL_SQLITE, SQLITE_IOERR)
WRAP (int, sqlite3_exec, (sqlite3 * a, const char *b, sqlite3_callback c, void *d, char **e), (a, b, c, d, e), FAIL_SQLITE, SQLITE_IOERR)
WRAP (int, sqlite3_prepare_v3, (sqlite3 * a, const char *b, int c, unsigned int d, sqlite3_stmt **e, const char **f), (a, b, c, d, e, f), FAIL_SQLITE, SQLITE_IOERR)
WRAP (int, sqlite3_open_v2, (const char *a, sqlite3 **b, int c, const char *d), (a, b, c, d), FAIL_SQLITE, SQLITE_CANTOPEN)
WRAP (int, sqlite3_backup_step, (sqlite3_backup * a, int b), (a, b), FAIL_SQLITE, SQLITE_IOERR)

WRAP_ARCHIVE (archive_read_support_format_zip_seekable, (struct archive * a), (a))
WRAP_ARCHIVE (archive_read_open_fd, (struct archive * a, int b, size_t c), (a, b, c))
WRAP_ARCHIVE (archive_read_next_header, (struct archive * a, struct archive_entry **b), (a, b))
WRAP_ARCHIVE (archive_read_data_block, (struct archive * a, const void **b, size_t *c, la_int64_t *d), (a, b, c, d))
WRAP_ARCHIVE (archive_write_set_format_zip, (struct archive * a), (a))
WRAP_ARCHIVE (archive_write_set_format_option, (struct archive * a, const char *b, const char *c, const char *d), (a, b, c, d))
WRAP_ARCHIVE (archive_write_set_bytes_in_last_block, (struct archive * a, int b), (a, b))
WRAP_ARCHIVE (archive_write_open_fd, (struct archive * a, int b), (a, b))
WRAP_ARCHIVE (archive_write_zip_set_compression_store, (struct archive * a), (a))
WRAP_ARCHIVE (archive_write_zip_set_compression_deflate, (struct archive * a), (a))
WRAP_ARCHIVE (archive_write_header, (struct archive * a, struct archive_entry *b), (a, b))
WRAP_ARCHIVE (archive_write_close, (struct archive * a), (a))
WRAP (la_ssize_t, archive_write_data, (struct archive * a, const void *b, size_t c), (a, b, c), FAIL_ARCHIVE, -1)

/* What was written may be lost, but the descriptor is free all the same. */
int __real_close (int fd);
int __wrap_close (int fd);

int
__wrap_close (int fd)
{
  if (!fails (FAIL_FILE))
    return __real_close (fd);
  __real_close (fd);
  errno = file_error ();
  return -1;
}

WRAP_FILE (int, rename, (const char *a, const char *b), (a, b))
WRAP_FILE (int, fsync, (int a), (a))
WRAP_FILE (int, flock, (int a, int b), (a, b))
WRAP_FILE (int, ftruncate64, (int a, off64_t b), (a, b))
WRAP_FILE (int, fstat64, (int a, struct stat64 *b), (a, b))
WRAP_FILE (int, stat64, (const char *a, struct stat64 *b), (a, b))
WRAP_FILE (int, mkostemp64, (char *a, int b), (a, b))
WRAP_FILE (off64_t, lseek64, (int a, off64_t b, int c), (a, b, c))
WRAP_FILE (int, g_mkdir_with_parents, (const char *a, int b), (a, b))

static gboolean
refuse_file (GError **error)
{
  g_set_error_literal (error, G_FILE_ERROR, (int) g_file_error_from_errno (file_error ()), "made to fail");
  return FALSE;
}

WRAP (GDir *, g_dir_open, (const char *a, guint b, GError **error), (a, b, error), FAIL_FILE, refuse_file (error) ? NULL : NULL)
WRAP (gboolean, g_file_set_contents_full, (const char *a, const char *b, gssize c, GFileSetContentsFlags d, int e, GError **error), (a, b, c, d, e, error), FAIL_FILE, refuse_file (error))
WRAP (gboolean, g_file_get_contents, (const char *a, char **b, gsize *c, GError **error), (a, b, c, error), FAIL_FILE, refuse_file (error))
WRAP (GMappedFile *, g_mapped_file_new_from_fd, (int a, gboolean b, GError **error), (a, b, error), FAIL_FILE, refuse_file (error) ? NULL : NULL)
WRAP (GThread *, g_thread_try_new, (const char *a, GThreadFunc b, gpointer c, GError **error), (a, b, c, error), FAIL_FILE, refuse_file (error) ? NULL : NULL)

/* Interrupted every other time, and then done by half. */
static gboolean
interrupts (size_t *size)
{
  if (!interrupting)
    return FALSE;
  if (n_interrupts++ % 2 == 0)
    {
      errno = EINTR;
      return TRUE;
    }
  if (*size > 1)
    *size /= 2;
  return FALSE;
}

#define WRAP_TRANSFER(name, parameters, arguments)            \
  ssize_t __real_##name parameters;                           \
  ssize_t __wrap_##name parameters;                           \
  ssize_t __wrap_##name parameters                            \
  {                                                           \
    if (fails (FAIL_FILE))                                    \
      {                                                       \
        errno = file_error ();                                \
        return -1;                                            \
      }                                                       \
    return interrupts (&size) ? -1 : __real_##name arguments; \
  }

WRAP_TRANSFER (read, (int fd, void *data, size_t size), (fd, data, size))
WRAP_TRANSFER (write, (int fd, const void *data, size_t size), (fd, data, size))
WRAP_TRANSFER (pread64, (int fd, void *data, size_t size, off64_t at), (fd, data, size, at))

int __real_open64 (const char *path, int flags, ...);
int __wrap_open64 (const char *path, int flags, ...);

int
__wrap_open64 (const char *path,
               int         flags,
               ...)
{
  va_list list;
  mode_t  mode;

  va_start (list, flags);
  mode = (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg (list, mode_t) : 0;
  va_end (list);
  if (fails (FAIL_FILE))
    {
      errno = file_error ();
      return -1;
    }
  return __real_open64 (path, flags, mode);
}
