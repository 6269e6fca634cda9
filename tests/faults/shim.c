/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stands between a program and the disk (LD_PRELOAD): counts the calls that
 * touch files in one folder, lets one of them fail, cuts a write short, kills
 * the program at one, or writes down all that was done so that a cut of the
 * power can be played after any of them.
 *
 *   LEP_FAULT_ROOT   the folder; all else is let through
 *   LEP_FAULT        "CALL N ERRNO [all]": the Nth call of that name fails (and
 *                    all later ones); "short N": the Nth write writes half and
 *                    the next one fails; "kill N": SIGKILL before the Nth call
 *                    that changes something
 *   LEP_FAULT_COUNT  file: at the end how often each call was made
 *   LEP_FAULT_TRACE  file: what was done, see record () */

/* Both forms of each call are made here. */
#undef _FILE_OFFSET_BITS

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#define MAX_FILES 1024

enum
{
  CALL_OPEN,
  CALL_READ,
  CALL_WRITE,
  CALL_FSYNC,
  CALL_RENAME,
  CALL_UNLINK,
  CALL_TRUNCATE,
  CALL_MKDIR,
  N_CALLS,
};

static const char *const names[N_CALLS] = { "open", "read", "write", "fsync", "rename", "unlink", "truncate", "mkdir" };

static long              counts[N_CALLS], changes;
static char             *paths[MAX_FILES]; /* by descriptor */
static char             *root;
static int               ready, trace = -1, fault = -1, fault_errno, fault_stays, short_next;
static long              fault_at, kill_at, short_at;

#define REAL(name) real_##name = (__typeof__ (&name)) dlsym (RTLD_NEXT, #name)

static int (*real_open64) (const char *, int, ...);
static ssize_t (*real_write) (int, const void *, size_t);
static ssize_t (*real_read) (int, void *, size_t);
static ssize_t (*real_pread64) (int, void *, size_t, off64_t);
static ssize_t (*real_pwrite64) (int, const void *, size_t, off64_t);
static int (*real_fsync) (int);
static int (*real_fdatasync) (int);
static int (*real_rename) (const char *, const char *);
static int (*real_unlink) (const char *);
static int (*real_ftruncate64) (int, off64_t);
static int (*real_mkdir) (const char *, mode_t);
static int (*real_close) (int);

static void
read_fault (const char *text)
{
  char name[16] = "", all[8] = "";
  long number = 0;
  int  code = 0;

  if (text == NULL || sscanf (text, "%15s %ld %d %7s", name, &number, &code, all) < 2)
    return;
  if (strcmp (name, "kill") == 0)
    kill_at = number;
  else if (strcmp (name, "short") == 0)
    short_at = number;
  for (int i = 0; i < N_CALLS; i++)
    if (strcmp (name, names[i]) == 0)
      fault = i;
  fault_at = number;
  fault_errno = code;
  fault_stays = all[0] != '\0';
}

static void
start (void)
{
  const char *file = getenv ("LEP_FAULT_TRACE");

  if (ready)
    return;
  ready = 1;
  REAL (open64);
  REAL (write);
  REAL (read);
  REAL (pread64);
  REAL (pwrite64);
  REAL (fsync);
  REAL (fdatasync);
  REAL (rename);
  REAL (unlink);
  REAL (ftruncate64);
  REAL (mkdir);
  REAL (close);
  root = getenv ("LEP_FAULT_ROOT");
  read_fault (getenv ("LEP_FAULT"));
  if (file != NULL)
    trace = real_open64 (file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
}

__attribute__ ((destructor)) static void
end (void)
{
  const char *file = getenv ("LEP_FAULT_COUNT");
  FILE       *out;

  start ();
  root = NULL;
  out = file == NULL ? NULL : fopen (file, "w");
  if (out == NULL)
    return;
  for (int i = 0; i < N_CALLS; i++)
    fprintf (out, "%s %ld\n", names[i], counts[i]);
  fprintf (out, "kill %ld\nshort %ld\n", changes, counts[CALL_WRITE]);
  fclose (out);
}

static int
is_ours (const char *path)
{
  return root != NULL && path != NULL && strncmp (path, root, strlen (root)) == 0;
}

static const char *
path_of (int fd)
{
  return fd >= 0 && fd < MAX_FILES ? paths[fd] : NULL;
}

/* Counts a call; returns whether it fails. */
static int
fails (int call)
{
  counts[call]++;
  if (call != CALL_READ && ++changes == kill_at)
    raise (SIGKILL);
  if (call != fault || (fault_stays ? counts[call] < fault_at : counts[call] != fault_at))
    return 0;
  errno = fault_errno;
  return 1;
}

/* One line: what was done, to what; numbers; then as many bytes as @size. */
static void
record (char        what,
        const char *path,
        const char *other,
        off64_t     offset,
        const void *data,
        size_t      size)
{
  char head[2 * PATH_MAX + 64];
  int  length;

  if (trace < 0)
    return;
  length = snprintf (head, sizeof head, "%c\t%s\t%s\t%lld\t%zu\n", what, path, other == NULL ? "" : other, (long long) offset, size);
  if (real_write (trace, head, (size_t) length) != length || (size > 0 && real_write (trace, data, size) != (ssize_t) size))
    abort ();
}

static int
open_file (const char *path,
           int         flags,
           mode_t      mode)
{
  struct stat info;
  int         is_new, fd;

  start ();
  if (!is_ours (path))
    return real_open64 (path, flags, mode);
  is_new = (flags & O_CREAT) != 0 && stat (path, &info) != 0;
  if (fails (CALL_OPEN))
    return -1;
  fd = real_open64 (path, flags, mode);
  if (fd < 0 || fd >= MAX_FILES)
    return fd;
  free (paths[fd]);
  paths[fd] = strdup (path);
  if (is_new)
    record ('C', path, NULL, 0, NULL, 0);
  else if ((flags & O_TRUNC) != 0)
    record ('T', path, NULL, 0, NULL, 0);
  return fd;
}

#define OPEN(name)                                                                 \
  int name (const char *path, int flags, ...);                                     \
  int name (const char *path, int flags, ...)                                      \
  {                                                                                \
    va_list list;                                                                  \
    mode_t  mode;                                                                  \
                                                                                   \
    va_start (list, flags);                                                        \
    mode = (flags & (O_CREAT | O_TMPFILE)) != 0 ? (mode_t) va_arg (list, int) : 0; \
    va_end (list);                                                                 \
    return open_file (path, flags, mode);                                          \
  }

OPEN (open)
OPEN (open64)

int
close (int fd)
{
  start ();
  if (path_of (fd) != NULL)
    {
      free (paths[fd]);
      paths[fd] = NULL;
    }
  return real_close (fd);
}

/* glibc makes temporary files past open (). */
int
mkostemp (char *path,
          int   flags)
{
  static int (*real_mkostemp) (char *, int);
  int fd;

  start ();
  REAL (mkostemp);
  if (is_ours (path) && fails (CALL_OPEN))
    return -1;
  fd = real_mkostemp (path, flags);
  if (fd < 0 || fd >= MAX_FILES || !is_ours (path))
    return fd;
  free (paths[fd]);
  paths[fd] = strdup (path);
  record ('C', path, NULL, 0, NULL, 0);
  return fd;
}

static ssize_t
write_some (int         fd,
            const void *data,
            size_t      size,
            off64_t     offset,
            int         positioned)
{
  ssize_t done;

  if (fails (CALL_WRITE))
    return -1;
  if (short_next)
    {
      errno = ENOSPC;
      return -1;
    }
  if (short_at > 0 && counts[CALL_WRITE] == short_at)
    {
      short_next = 1;
      size = size / 2 > 0 ? size / 2 : 1;
    }
  if (!positioned)
    offset = lseek64 (fd, 0, SEEK_CUR);
  done = positioned ? real_pwrite64 (fd, data, size, offset) : real_write (fd, data, size);
  if (done > 0)
    record ('W', path_of (fd), NULL, offset, data, (size_t) done);
  return done;
}

ssize_t
write (int         fd,
       const void *data,
       size_t      size)
{
  start ();
  return path_of (fd) == NULL ? real_write (fd, data, size) : write_some (fd, data, size, 0, 0);
}

ssize_t
pwrite64 (int         fd,
          const void *data,
          size_t      size,
          off64_t     offset)
{
  start ();
  return path_of (fd) == NULL ? real_pwrite64 (fd, data, size, offset) : write_some (fd, data, size, offset, 1);
}

ssize_t
pwrite (int         fd,
        const void *data,
        size_t      size,
        off_t       offset)
{
  return pwrite64 (fd, data, size, offset);
}

ssize_t
read (int    fd,
      void  *data,
      size_t size)
{
  start ();
  return path_of (fd) != NULL && fails (CALL_READ) ? -1 : real_read (fd, data, size);
}

ssize_t
pread64 (int     fd,
         void   *data,
         size_t  size,
         off64_t offset)
{
  start ();
  return path_of (fd) != NULL && fails (CALL_READ) ? -1 : real_pread64 (fd, data, size, offset);
}

ssize_t
pread (int    fd,
       void  *data,
       size_t size,
       off_t  offset)
{
  return pread64 (fd, data, size, offset);
}

static int
sync_file (int fd,
           int (*real) (int))
{
  int code;

  if (path_of (fd) == NULL)
    return real (fd);
  if (fails (CALL_FSYNC))
    return -1;
  code = real (fd);
  if (code == 0)
    record ('S', path_of (fd), NULL, 0, NULL, 0);
  return code;
}

int
fsync (int fd)
{
  start ();
  return sync_file (fd, real_fsync);
}

int
fdatasync (int fd)
{
  start ();
  return sync_file (fd, real_fdatasync);
}

int
rename (const char *from,
        const char *to)
{
  int code;

  start ();
  if (!is_ours (to))
    return real_rename (from, to);
  if (fails (CALL_RENAME))
    return -1;
  code = real_rename (from, to);
  if (code == 0)
    record ('R', from, to, 0, NULL, 0);
  return code;
}

int
unlink (const char *path)
{
  int code;

  start ();
  if (!is_ours (path))
    return real_unlink (path);
  if (fails (CALL_UNLINK))
    return -1;
  code = real_unlink (path);
  if (code == 0)
    record ('U', path, NULL, 0, NULL, 0);
  return code;
}

int
ftruncate64 (int     fd,
             off64_t size)
{
  int code;

  start ();
  if (path_of (fd) == NULL)
    return real_ftruncate64 (fd, size);
  if (fails (CALL_TRUNCATE))
    return -1;
  code = real_ftruncate64 (fd, size);
  if (code == 0)
    record ('T', path_of (fd), NULL, size, NULL, 0);
  return code;
}

int
ftruncate (int   fd,
           off_t size)
{
  return ftruncate64 (fd, size);
}

/* What is only made room for is not in the trace: it is as if it could not be. */
int
fallocate64 (int     fd,
             int     mode,
             off64_t offset,
             off64_t length)
{
  errno = EOPNOTSUPP;
  return -1;
}

int
fallocate (int   fd,
           int   mode,
           off_t offset,
           off_t length)
{
  return fallocate64 (fd, mode, offset, length);
}

int
mkdir (const char *path,
       mode_t      mode)
{
  int code;

  start ();
  if (!is_ours (path))
    return real_mkdir (path, mode);
  if (fails (CALL_MKDIR))
    return -1;
  code = real_mkdir (path, mode);
  if (code == 0)
    record ('M', path, NULL, 0, NULL, 0);
  return code;
}
