/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Translations of another language than the process's. */

#include <string.h>

#include <glib/gstdio.h>

#include "lep-catalogue.h"
#include "lep-error.h"
#include "lep-plural.h"

#define SLAVIC "(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2)"

static const struct
{
  const char *original;
  gsize       original_size;
  const char *translation;
  gsize       translation_size;
} texts[] = {
#define TEXT(original, translation)                                    \
  {                                                                    \
    original, sizeof original - 1, translation, sizeof translation - 1 \
  }
  TEXT ("", "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=3; plural=" SLAVIC ";\n"),
  TEXT ("Not translated", ""),
  TEXT ("Stamp", "M. P."),
  TEXT ("{n} member\0{n} members", "{n} član\0{n} člana\0{n} članova"),
};

static void
put_word (GByteArray *out,
          guint32     word,
          gboolean    swapped)
{
  if (swapped)
    word = GUINT32_SWAP_LE_BE (word);
  g_byte_array_append (out, (const guint8 *) &word, sizeof word);
}

/* A .mo file of the texts above, in either order of bytes. */
static GBytes *
make_mo (gboolean swapped)
{
  GByteArray *out = g_byte_array_new ();
  guint32     n = G_N_ELEMENTS (texts), at = 28 + 16 * n;

  put_word (out, 0x950412de, swapped);
  put_word (out, 0, swapped);
  put_word (out, n, swapped);
  put_word (out, 28, swapped);
  put_word (out, 28 + 8 * n, swapped);
  put_word (out, 0, swapped);
  put_word (out, 0, swapped);
  for (int table = 0; table < 2; table++)
    for (guint i = 0; i < n; i++)
      {
        guint32 size = (guint32) (table == 0 ? texts[i].original_size : texts[i].translation_size);

        put_word (out, size, swapped);
        put_word (out, at, swapped);
        at += size + 1;
      }
  for (int table = 0; table < 2; table++)
    for (guint i = 0; i < n; i++)
      g_byte_array_append (out, (const guint8 *) (table == 0 ? texts[i].original : texts[i].translation),
                           (guint) (table == 0 ? texts[i].original_size : texts[i].translation_size) + 1);
  return g_byte_array_free_to_bytes (out);
}

static void
test_texts_are_found (void)
{
  for (int swapped = 0; swapped < 2; swapped++)
    {
      g_autoptr (GBytes) bytes = make_mo (swapped);
      g_autoptr (GError) error = NULL;
      g_autoptr (LepCatalogue) catalogue = lep_catalogue_new_from_bytes (bytes, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (lep_catalogue_text (catalogue, "Stamp"), ==, "M. P.");
      g_assert_cmpstr (lep_catalogue_text (catalogue, "Not translated"), ==, "Not translated");
      g_assert_cmpstr (lep_catalogue_text (catalogue, "Unknown"), ==, "Unknown");
      g_assert_cmpstr (lep_catalogue_text (catalogue, ""), ==, "");
      g_assert_cmpstr (lep_catalogue_plural (catalogue, "{n} member", "{n} members", 21), ==, "{n} član");
      g_assert_cmpstr (lep_catalogue_plural (catalogue, "{n} member", "{n} members", 3), ==, "{n} člana");
      g_assert_cmpstr (lep_catalogue_plural (catalogue, "{n} member", "{n} members", 11), ==, "{n} članova");
      g_assert_cmpstr (lep_catalogue_plural (catalogue, "{n} job", "{n} jobs", 1), ==, "{n} job");
    }
  g_assert_cmpstr (lep_catalogue_text (NULL, "Stamp"), ==, "Stamp");
  g_assert_cmpstr (lep_catalogue_plural (NULL, "{n} job", "{n} jobs", 0), ==, "{n} jobs");
}

static void
test_damaged_files_are_refused (void)
{
  g_autoptr (GBytes) whole = make_mo (FALSE);
  gsize         size;
  const guint8 *data = g_bytes_get_data (whole, &size);

  for (gsize length = 0; length < size; length++)
    {
      g_autofree guint8 *part = g_memdup2 (data, MAX (length, 1));
      g_autoptr (GBytes) bytes = g_bytes_new (part, length);
      g_autoptr (GError) error = NULL;

      g_assert_null (lep_catalogue_new_from_bytes (bytes, &error));
      g_assert_error (error, LEP_ERROR, LEP_ERROR_CORRUPT);
    }
  for (gsize at = 0; at < 28 + 16 * G_N_ELEMENTS (texts); at++)
    {
      g_autofree guint8 *copy = g_memdup2 (data, size);
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (LepCatalogue) catalogue = NULL;

      copy[at] ^= 0xff;
      bytes = g_bytes_new (copy, size);
      catalogue = lep_catalogue_new_from_bytes (bytes, NULL);
      if (catalogue != NULL)
        g_assert_nonnull (lep_catalogue_plural (catalogue, "{n} member", "{n} members", 3));
    }
}

static void
test_a_missing_language_is_english (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (lep_catalogue_open ("/nonexistent", lep_locale_find ("sr-Latn"), &error));
  g_assert_no_error (error);
}

static void
test_plural_expressions (void)
{
  static const struct
  {
    const char *expression;
    gint64      n, form; /* -1 = refused */
  } cases[] = {
    { "n != 1", 1, 0 },
    { "n != 1", 5, 1 },
    { "0", 7, 0 },
    { "(n > 1)", 1, 0 },
    { SLAVIC, 1, 0 },
    { SLAVIC, 22, 1 },
    { SLAVIC, 12, 2 },
    { SLAVIC ";", 112, 2 },
    { "n==1 ? 0 : (n==0 || (n!=1 && n%100>=1 && n%100<=19)) ? 1 : 2", 119, 1 },
    { "!n", 0, 1 },
    { "n*2+1-1", 4, 8 },
    { "n/0", 1, -1 },
    { "n%0", 1, -1 },
    { "0-1", 1, -1 },
    { "n !=", 1, -1 },
    { "(n", 1, -1 },
    { "n n", 1, -1 },
    { "system(1)", 1, -1 },
    { "", 1, -1 },
  };
  g_autofree char *deep = g_strnfill (100000, '(');
  gint64           form;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gboolean ok = lep_plural_form (cases[i].expression, cases[i].n, &form);

      g_test_message ("%s", cases[i].expression);
      g_assert_cmpint (ok, ==, cases[i].form >= 0);
      if (ok)
        g_assert_cmpint (form, ==, cases[i].form);
    }
  g_assert_false (lep_plural_form (deep, 1, &form));
}

static void
test_sentences_are_filled (void)
{
  g_autofree char *text = lep_fill ("Page {page} of {pages}: {page}, {other}, {", "page", "1", "pages", "{page}", NULL);

  g_autofree char *day = lep_fill ("On {day}. Until {day}.", "day", "24. 11. 2026.", NULL);
  g_autofree char *file = lep_fill ("{name}.pdf, {name}..", "name", "d.o.o.", NULL);

  g_assert_cmpstr (text, ==, "Page 1 of {page}: 1, {other}, {");
  g_assert_cmpstr (day, ==, "On 24. 11. 2026. Until 24. 11. 2026.");
  g_assert_cmpstr (file, ==, "d.o.o..pdf, d.o.o...");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/catalogue/texts_are_found", test_texts_are_found);
  g_test_add_func ("/catalogue/damaged_files_are_refused", test_damaged_files_are_refused);
  g_test_add_func ("/catalogue/a_missing_language_is_english", test_a_missing_language_is_english);
  g_test_add_func ("/catalogue/plural_expressions", test_plural_expressions);
  g_test_add_func ("/catalogue/sentences_are_filled", test_sentences_are_filled);

  return g_test_run ();
}
