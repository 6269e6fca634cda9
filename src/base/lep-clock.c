/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The only source of time and of new ids. A fixed clock makes both
 * repeatable: it starts at a given time, goes on by one millisecond a call,
 * and draws its ids from a seed. */

#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "lep-clock.h"

/* Of an id: 12 bits. */
#define MAX_COUNTER 0xfff

/* Ids of many at once may run ahead of the clock by so much. */
#define MS_BACK 1000

#define MS_PER_DAY G_GINT64_CONSTANT (86400000)

struct _LepClock
{
  gatomicrefcount ref_count;
  gboolean        fixed;
  gint64          next_ms; /* fixed clocks only */
  GRand          *rand;    /* fixed clocks only */
  GMutex          lock;    /* jobs in threads share the window's clock */
  guint64         id_ms;   /* time and counter of the last id */
  guint           id_counter;
};

/**
 * lep_clock_new:
 *
 * Returns: (transfer full): the machine's clock, with ids from the kernel's
 *   random numbers
 */
LepClock *
lep_clock_new (void)
{
  LepClock *self = g_new0 (LepClock, 1);

  g_atomic_ref_count_init (&self->ref_count);
  g_mutex_init (&self->lock);
  return self;
}

/**
 * lep_clock_new_fixed:
 * @start_ms: the first time it tells, in ms since 1970 UTC
 * @seed: ids follow from it
 */
LepClock *
lep_clock_new_fixed (gint64  start_ms,
                     guint64 seed)
{
  LepClock *self = lep_clock_new ();
  guint32   words[] = { (guint32) seed, (guint32) (seed >> 32) };

  self->fixed = TRUE;
  self->next_ms = start_ms;
  self->rand = g_rand_new_with_seed_array (words, G_N_ELEMENTS (words));
  return self;
}

LepClock *
lep_clock_ref (LepClock *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
lep_clock_unref (LepClock *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_clear_pointer (&self->rand, g_rand_free);
  g_mutex_clear (&self->lock);
  g_free (self);
}

/**
 * lep_clock_now:
 *
 * Returns: ms since 1970-01-01T00:00:00Z
 */
gint64
lep_clock_now (LepClock *self)
{
  gint64 now;

  if (!self->fixed)
    return g_get_real_time () / 1000;

  g_mutex_lock (&self->lock);
  now = self->next_ms++;
  g_mutex_unlock (&self->lock);
  return now;
}

void
lep_clock_now_text (LepClock *self,
                    char      text[LEP_TIME_TEXT_SIZE + 1])
{
  lep_time_format (lep_clock_now (self), text);
}

/**
 * lep_clock_random:
 *
 * Fills @bytes with random numbers fit for ids and tokens (keys are made by
 * the trust layer).
 */
void
lep_clock_random (LepClock *self,
                  void     *bytes,
                  gsize     n_bytes)
{
  guint8 *out = bytes;

  if (self->fixed)
    {
      g_mutex_lock (&self->lock);
      for (gsize i = 0; i < n_bytes; i++)
        out[i] = (guint8) g_rand_int_range (self->rand, 0, 256);
      g_mutex_unlock (&self->lock);
      return;
    }

  while (n_bytes > 0)
    {
      ssize_t got = getrandom (out, MIN (n_bytes, 256), 0);

      if (got > 0)
        {
          out += got;
          n_bytes -= (gsize) got;
        }
    }
}

/* Writes time and counter of an id whose random numbers are there: a later time
 * begins the counter at random, the same goes on from the last. A clock that was set
 * back by more than moments is believed. */
static void
set_time (LepClock *self,
          guint64   now,
          LepUuid  *id)
{
  g_mutex_lock (&self->lock);
  if (now > self->id_ms || now + MS_BACK < self->id_ms)
    {
      self->id_ms = now;
      self->id_counter = ((guint) id->bytes[6] << 8 | id->bytes[7]) & MAX_COUNTER;
    }
  else if (self->id_counter < MAX_COUNTER)
    {
      self->id_counter++;
    }
  else
    {
      self->id_ms++;
      self->id_counter = 0;
    }
  for (guint i = 0; i < 6; i++)
    id->bytes[i] = (guint8) (self->id_ms >> (40 - 8 * i));
  id->bytes[6] = (guint8) (0x70 | self->id_counter >> 8);
  id->bytes[7] = (guint8) self->id_counter;
  g_mutex_unlock (&self->lock);
}

/**
 * lep_clock_new_id:
 * @id: (out caller-allocates): a UUIDv7 (RFC 9562, 5.7)
 *
 * Ids begin with the time, so records made one after the other lie side by
 * side in an index; of those of one millisecond each is greater than the one
 * before, so that a table that is taken in keeps its order (6.2, method 1, with
 * the counter begun at random).
 */
void
lep_clock_new_id (LepClock *self,
                  LepUuid  *id)
{
  guint64 now = (guint64) MAX (lep_clock_now (self), 0);

  lep_clock_random (self, id->bytes + 6, LEP_UUID_SIZE - 6);
  set_time (self, now, id);
  id->bytes[8] = (guint8) ((id->bytes[8] & 0x3f) | 0x80);
}

static gboolean
read_digits (const char *text,
             guint       n,
             int        *value)
{
  *value = 0;
  for (guint i = 0; i < n; i++)
    {
      if (!g_ascii_isdigit (text[i]))
        return FALSE;
      *value = *value * 10 + (text[i] - '0');
    }
  return TRUE;
}

/**
 * lep_time_parse:
 * @length: of @text, or -1 if it ends with NUL
 * @ms: (out) (optional): ms since 1970 UTC
 *
 * Reads `YYYY-MM-DDThh:mm:ss.mmmZ`, the one form of a time; the day must be in
 * the Gregorian calendar.
 */
gboolean
lep_time_parse (const char *text,
                gssize      length,
                gint64     *ms)
{
  int   year, month, day, hour, minute, second, milli;
  GDate date;

  if (length < 0)
    length = (gssize) strlen (text);
  if (length != LEP_TIME_TEXT_SIZE ||
      !read_digits (text, 4, &year) || text[4] != '-' ||
      !read_digits (text + 5, 2, &month) || text[7] != '-' ||
      !read_digits (text + 8, 2, &day) || text[10] != 'T' ||
      !read_digits (text + 11, 2, &hour) || text[13] != ':' ||
      !read_digits (text + 14, 2, &minute) || text[16] != ':' ||
      !read_digits (text + 17, 2, &second) || text[19] != '.' ||
      !read_digits (text + 20, 3, &milli) || text[23] != 'Z')
    return FALSE;
  if (year == 0 || hour > 23 || minute > 59 || second > 59 ||
      !g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year))
    return FALSE;

  if (ms != NULL)
    {
      gint64 days;

      g_date_set_dmy (&date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
      days = (gint64) g_date_get_julian (&date) - 719163; /* 1970-01-01 */
      *ms = days * MS_PER_DAY + ((hour * 60 + minute) * 60 + second) * G_GINT64_CONSTANT (1000) + milli;
    }
  return TRUE;
}

/**
 * lep_time_format:
 * @ms: ms since 1970 UTC; taken into the years 1 to 9999
 */
void
lep_time_format (gint64 ms,
                 char   text[LEP_TIME_TEXT_SIZE + 1])
{
  gint64 days = ms / MS_PER_DAY;
  gint64 rest = ms % MS_PER_DAY;
  GDate  date;

  if (rest < 0)
    {
      rest += MS_PER_DAY;
      days--;
    }
  days = CLAMP (days, -719162, 2932896); /* 0001-01-01, 9999-12-31 */
  g_date_clear (&date, 1);
  g_date_set_julian (&date, (guint32) (days + 719163));

  g_snprintf (text, LEP_TIME_TEXT_SIZE + 1, "%04u-%02u-%02uT%02d:%02d:%02d.%03dZ",
              (guint) g_date_get_year (&date) % 10000, (guint) g_date_get_month (&date),
              (guint) g_date_get_day (&date), (int) (rest / 3600000), (int) (rest / 60000 % 60),
              (int) (rest / 1000 % 60), (int) (rest % 1000));
}

/**
 * lep_time_start_of_day:
 * @day: YYYY-MM-DD
 * @later: so many days after it
 * @zone: (nullable): where; %NULL = UTC
 * @text: (out caller-allocates): the moment at which the day begins there, as stored
 */
void
lep_time_start_of_day (const char *day,
                       guint       later,
                       GTimeZone  *zone,
                       char        text[LEP_TIME_TEXT_SIZE + 1])
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) first = g_date_time_new (zone != NULL ? zone : utc, atoi (day), atoi (day + 5), atoi (day + 8), 0, 0, 0);
  g_autoptr (GDateTime) start = first != NULL ? g_date_time_add_days (first, (int) later) : NULL;

  lep_time_format (start != NULL ? g_date_time_to_unix (start) * 1000 : G_MAXINT64, text); /* at the end of the calendar */
}

/**
 * lep_time_dup_day:
 * @ms: ms since 1970 UTC
 * @zone: (nullable): %NULL = UTC
 *
 * Returns: (transfer full): the day that it is there then, YYYY-MM-DD
 */
char *
lep_time_dup_day (gint64     ms,
                  GTimeZone *zone)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (ms / 1000);
  g_autoptr (GDateTime) there = zone == NULL ? g_date_time_ref (utc) : g_date_time_to_timezone (utc, zone);

  /* At the end of the calendar it may be a year there that has no four digits. */
  return g_date_time_format (there != NULL ? there : utc, "%Y-%m-%d");
}
