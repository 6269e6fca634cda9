/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes the changes that benches exchange: organisations, projects, results
 * with their splits, and what is typed into them later. */

#include <string.h>

#include "bench-life.h"

enum
{
  ORGANISATION = 1,
  PROJECT,
  OUTCOME,
  BREAKDOWN,
  INDICATOR,
};

static const char *const places[] = { "Žepče", "Prnjavor", "Zenica", "Novi Grad", "Bihać", "Tešanj", "Gradiška", "Livno", "Trebinje",
                                      "Doboj", "Čapljina", "Kakanj", "Bijeljina", "Mostar", "Ljubuški", "Travnik", "Široki Brijeg" };
static const char *const trades[] = { "zavarivača", "rukovalaca CNC mašinama", "šivača", "kuhara", "njegovatelja", "programera",
                                      "vozača C kategorije", "stolara", "elektromontera", "konobara", "voćara", "knjigovođa" };
static const char *const firms[] = { "Metal", "Drvo", "Tekstil", "Agro", "Elektro", "Inox", "Termo", "Plast", "Eko", "Grad", "Nova", "Prva" };
static const char *const groups[] = { "municipality", "pes", "employer", "education", "association" };
static const char *const steps[] = { "Ugovori su predati", "Nedostaje potpis poslodavca", "Provjereno na licu mjesta",
                                     "Prijave osiguranja su priložene", "Potvrđeno telefonom", "Lista polaznika je dopunjena" };

/* Spreads numbers, so that neighbours have nothing in common. */
static guint
spread (guint number,
        guint salt)
{
  guint64 x = ((guint64) number << 32 | salt) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);

  x ^= x >> 29;
  x *= G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  return (guint) (x >> 32);
}

/* An id as UUIDv7 gives it: of a time that grows, and the rest at random. */
void
life_id (guint    kind,
         guint    number,
         LepUuid *id)
{
  guint64 time = G_GUINT64_CONSTANT (0x0194ca000000) + (guint64) number * 4099;
  guint32 low[2] = { spread (number, kind), spread (number, kind + 100) };

  for (guint i = 0; i < 6; i++)
    id->bytes[i] = (guint8) (time >> (40 - 8 * i));
  id->bytes[6] = (guint8) (0x70 | (kind & 0xf));
  id->bytes[7] = (guint8) (number >> 16);
  memcpy (id->bytes + 8, low, sizeof low);
  id->bytes[8] = (guint8) (0x80 | (id->bytes[8] & 0x3f));
}

static void
set (LepChange  *change,
     const char *field,
     const char *value)
{
  lep_change_add_set (change, field, value, -1);
}

G_GNUC_PRINTF (3, 4)
static void
set_text (LepChange  *change,
          const char *field,
          const char *format,
          ...)
{
  g_autofree char *text = NULL;
  va_list          list;

  va_start (list, format);
  text = g_strdup_vprintf (format, list);
  va_end (list);
  set (change, field, text);
}

static void
set_ref (LepChange  *change,
         const char *field,
         guint       kind,
         guint       number)
{
  LepUuid          id;
  g_autofree char *text = NULL;

  life_id (kind, number, &id);
  text = lep_uuid_to_string (&id);
  set (change, field, text);
}

static void
add_row (LepChange  *change,
         const char *kind,
         guint       kind_no,
         guint       number)
{
  LepUuid id;

  life_id (kind_no, number, &id);
  lep_change_add_row (change, kind, &id, LEP_LIFE_NONE);
}

/* Eight fields. */
static void
add_organisation (LepChange *change,
                  guint      i)
{
  const char *place = places[spread (i, 1) % G_N_ELEMENTS (places)];

  add_row (change, "organisation", ORGANISATION, i);
  set_text (change, "name", "%s-%s %u d.o.o. %s", firms[spread (i, 2) % G_N_ELEMENTS (firms)],
            firms[spread (i, 3) % G_N_ELEMENTS (firms)], i, place);
  set (change, "actor_group", groups[spread (i, 4) % G_N_ELEMENTS (groups)]);
  set_text (change, "address", "Ulica %u. brigade %u, %s", spread (i, 5) % 999, spread (i, 6) % 120 + 1, place);
  set_text (change, "email", "ured%u@%08x.example.org", i, spread (i, 7));
  set_text (change, "phone", "+387 %u %03u %03u", 30 + spread (i, 8) % 9, spread (i, 9) % 1000, spread (i, 10) % 1000);
  set_text (change, "short_name", "F%u", i);
  set_text (change, "legal_id", "42%011u", spread (i, 11));
  set_text (change, "notes", "Zapošljava %u osoba, od toga %u žena", spread (i, 12) % 250, spread (i, 13) % 90);
}

/* Fourteen fields. */
static void
add_project (LepChange *change,
             guint      i)
{
  const char *place = places[spread (i, 21) % G_N_ELEMENTS (places)];
  const char *trade = trades[spread (i, 22) % G_N_ELEMENTS (trades)];
  guint       year = 2020 + spread (i, 23) % 6;

  add_row (change, "project", PROJECT, i);
  set_text (change, "title", "Obuka i zapošljavanje %u %s – %s", spread (i, 24) % 60 + 5, trade, place);
  set_text (change, "reference", "LEP-%u/%05u", year, i);
  set (change, "activity", "retraining");
  set (change, "status", "active");
  set_text (change, "start", "%u-%02u-01", year, spread (i, 25) % 6 + 1);
  set_text (change, "end", "%u-%02u-28", year, spread (i, 26) % 6 + 7);
  set_text (change, "objectives", "Do kraja %u. najmanje %u osoba ima ugovor o radu", year, spread (i, 27) % 40 + 3);
  set_text (change, "summary", "Kurs traje %u sati, praksa kod %u poslodavaca iz mjesta %s", spread (i, 28) % 300 + 80,
            spread (i, 29) % 9 + 1, place);
  set_text (change, "grant", "%u", spread (i, 30) % 40000000);
  set (change, "currency", "BAM");
  set_text (change, "cofinancing", "%u", spread (i, 31) % 20000000);
  set_text (change, "agreement_no", "%02u-%u-%u/%u", spread (i, 32) % 20, spread (i, 33) % 99, spread (i, 34) % 9999, year);
  set_text (change, "agreement_on", "%u-%02u-%02u", year, spread (i, 35) % 12 + 1, spread (i, 36) % 28 + 1);
  set_text (change, "next_steps", "Posjeta %u. u mjesecu", spread (i, 37) % 28 + 1);
}

/* Seven fields, or eight with a note. */
static void
add_outcome (LepChange *change,
             guint      i,
             gboolean   has_note)
{
  guint year = 2020 + spread (i, 41) % 6;
  guint month = spread (i, 42) % 12 + 1;

  add_row (change, "outcome", OUTCOME, i);
  set_ref (change, "project", PROJECT, spread (i, 43) % 200);
  set_ref (change, "indicator", INDICATOR, spread (i, 44) % 8);
  set_text (change, "from", "%u-%02u-01", year, month);
  set_text (change, "to", "%u-%02u-28", year, month);
  set_text (change, "value", "%u", spread (i, 45) % 97);
  set (change, "state", "claimed");
  set_text (change, "proof_no", "%u-%u/%u", spread (i, 46) % 99, i, year);
  if (has_note)
    set_text (change, "note", "Grupa %u, %s, %s", spread (i, 47) % 9999, trades[spread (i, 48) % G_N_ELEMENTS (trades)],
              places[spread (i, 49) % G_N_ELEMENTS (places)]);
}

/* Four fields. */
static void
add_breakdown (LepChange *change,
               guint      outcome,
               guint      part)
{
  add_row (change, "breakdown", BREAKDOWN, outcome * 2 + part);
  set_ref (change, "outcome", OUTCOME, outcome);
  set (change, "dimension", "sex");
  set (change, "category", part == 0 ? "women" : "men");
  set_text (change, "value", "%u", spread (outcome, 51 + part) % 48);
}

/* Three fields of a result that is there. */
static void
add_check (LepChange *change,
           guint      i)
{
  add_row (change, "outcome", OUTCOME, i);
  set (change, "state", "verified");
  set_text (change, "proof_on", "2026-%02u-%02u", spread (i, 61) % 9 + 1, spread (i, 62) % 28 + 1);
  set_text (change, "note", "%s (%u od %u)", steps[spread (i, 63) % G_N_ELEMENTS (steps)], spread (i, 64) % 40, spread (i, 65) % 40 + 40);
}

/* Hands the change out as the next of the stream. */
static void
write_change (LifeStream *self,
              LepChange  *change,
              LifeFunc    each,
              gpointer    user_data)
{
  g_autoptr (GString) body = g_string_new (NULL);
  guint            seconds = (guint) self->n * 23 + spread ((guint) self->n, 71) % 23;
  g_autofree char *at = g_strdup_printf ("2026-%02u-%02uT%02u:%02u:%02u.%03uZ", 1 + seconds / 2419200 % 12, 1 + seconds / 86400 % 28,
                                         seconds / 3600 % 24, seconds / 60 % 60, seconds % 60, spread ((guint) self->n, 72) % 1000);
  LepReceived      received = { .space = self->space, .replica = self->replica, .prev = self->head, .context = self->context, .context_hash = self->context_hash, .change = change };

  lep_change_set_head (change, ++self->n, at, "Coordinator");
  lep_change_write (change, body);
  lep_chain_next (&received.prev, &self->context_hash, body->str, body->len, &self->head);
  received.n = self->n;
  received.hash = self->head;
  received.body = body->str;
  received.length = body->len;
  each (&received, user_data);
  lep_change_reset (change);
}

/* From now on this author has seen so much of another. */
void
life_follow (LifeStream    *self,
             const LepUuid *replica,
             gint64         n,
             const LepHash *head)
{
  LepSeen seen = { *replica, n, *head };

  if (self->context == NULL)
    self->context = lep_context_new ();
  if (replica != NULL)
    g_array_append_val (self->context, seen);
  lep_context_hash (self->context, &self->context_hash);
}

/* What is there before: 10,000 results. */
void
life_base (LifeStream *self,
           guint       factor,
           LifeFunc    each,
           gpointer    user_data)
{
  g_autoptr (LepChange) change = lep_change_new ();

  for (guint i = 0; i < LIFE_N_BASE * factor; i++)
    {
      add_outcome (change, i, TRUE);
      write_change (self, change, each, user_data);
    }
}

/* 18,000 changes of 20,000 rows, 100,000 fields: 700 organisations, 200
 * projects, 7,100 results with 2,000 splits, and 10,000 results checked. */
void
life_news (LifeStream *self,
           guint       factor,
           LifeFunc    each,
           gpointer    user_data)
{
  g_autoptr (LepChange) change = lep_change_new ();

  for (guint i = 0; i < LIFE_N_NEW * factor; i++)
    {
      guint outcome = LIFE_N_BASE * factor + i - 900 * factor;

      if (i < 700 * factor)
        add_organisation (change, i);
      else if (i < 900 * factor)
        add_project (change, i - 700 * factor);
      else
        {
          add_outcome (change, outcome, i < 4800 * factor);
          for (guint part = 0; part < 2 && i >= 7000 * factor; part++)
            add_breakdown (change, outcome, part);
        }
      write_change (self, change, each, user_data);
    }
  for (guint i = 0; i < LIFE_N_EDITS * factor; i++)
    {
      add_check (change, i);
      write_change (self, change, each, user_data);
    }
}

/* What somebody else typed into the same results at the same time. */
void
life_meanwhile (LifeStream *self,
                guint       factor,
                LifeFunc    each,
                gpointer    user_data)
{
  g_autoptr (LepChange) change = lep_change_new ();

  for (guint i = 0; i < LIFE_N_CONFLICTS * factor; i++)
    {
      add_row (change, "outcome", OUTCOME, i * 9);
      set_text (change, "note", "Upisao općinski koordinator, stavka %u", i);
      write_change (self, change, each, user_data);
    }
}
