/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of languages: how each writes numbers, dates and its own name.
 *
 * Source: CLDR 42, except: English is that of Europe (en-150) with the month
 * as a word, so that 3 Apr is never 4 March; months of a Bosnian or Serbian date
 * are in the genitive, as dates stand in sentences; a no-break space stands before the
 * per cent sign in English and Serbian too, as in all our prints; Croatian days
 * have no leading zero; the clock has 24 hours everywhere; quarters are in
 * Roman digits where offices write them so. */

#include <string.h>

#include "lep-locale.h"

#define NBSP  "\302\240"
#define MINUS "\342\210\222"

static const LepLocale locales[] = {
  {
    .tag = "en",
    .name = "English",
    .posix = "en",
    .decimal = ".",
    .group = ",",
    .minus = "-",
    .percent = "N" NBSP "%",
    .date_short = "d MMM y",
    .date_long = "d MMMM y",
    .date_time = ", ",
    .quarter = "'Q'q",
    .quarter_year = "'Q'q y",
    .convertible_mark = "KM",
    .months = { "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December" },
    .months_alone = { "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December" },
    .months_short = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" },
    .days_short = { "Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat" },
  },
  {
    .tag = "bs",
    .name = "Bosanski",
    .posix = "bs",
    .decimal = ",",
    .group = ".",
    .minus = "-",
    .percent = "N" NBSP "%",
    .date_short = "d. M. y.",
    .date_long = "d. MMMM y.",
    .date_time = " u ",
    .quarter = "Q",
    .quarter_year = "Q y.",
    .convertible_mark = "KM",
    .months = { "januara", "februara", "marta", "aprila", "maja", "juna", "jula", "augusta", "septembra", "oktobra", "novembra", "decembra" },
    .months_alone = { "januar", "februar", "mart", "april", "maj", "juni", "juli", "august", "septembar", "oktobar", "novembar", "decembar" },
    .months_short = { "jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec" },
    .days_short = { "ned", "pon", "uto", "sri", "čet", "pet", "sub" },
  },
  {
    .tag = "hr",
    .name = "Hrvatski",
    .posix = "hr",
    .decimal = ",",
    .group = ".",
    .minus = MINUS,
    .percent = "N" NBSP "%",
    .date_short = "d. M. y.",
    .date_long = "d. MMMM y.",
    .date_time = " u ",
    .quarter = "Q",
    .quarter_year = "Q y.",
    .convertible_mark = "KM",
    .months = { "siječnja", "veljače", "ožujka", "travnja", "svibnja", "lipnja", "srpnja", "kolovoza", "rujna", "listopada", "studenoga", "prosinca" },
    .months_alone = { "siječanj", "veljača", "ožujak", "travanj", "svibanj", "lipanj", "srpanj", "kolovoz", "rujan", "listopad", "studeni", "prosinac" },
    .months_short = { "sij", "velj", "ožu", "tra", "svi", "lip", "srp", "kol", "ruj", "lis", "stu", "pro" },
    .days_short = { "ned", "pon", "uto", "sri", "čet", "pet", "sub" },
  },
  {
    .tag = "sr-Cyrl",
    .name = "Српски (ћирилица)",
    .posix = "sr",
    .decimal = ",",
    .group = ".",
    .minus = "-",
    .percent = "N" NBSP "%",
    .date_short = "d. M. y.",
    .date_long = "d. MMMM y.",
    .date_time = " у ",
    .quarter = "Q",
    .quarter_year = "Q y.",
    .convertible_mark = "КМ",
    .months = { "јануара", "фебруара", "марта", "априла", "маја", "јуна", "јула", "августа", "септембра", "октобра", "новембра", "децембра" },
    .months_alone = { "јануар", "фебруар", "март", "април", "мај", "јун", "јул", "август", "септембар", "октобар", "новембар", "децембар" },
    .months_short = { "јан", "феб", "мар", "апр", "мај", "јун", "јул", "авг", "сеп", "окт", "нов", "дец" },
    .days_short = { "нед", "пон", "уто", "сре", "чет", "пет", "суб" },
  },
  {
    .tag = "sr-Latn",
    .name = "Srpski (latinica)",
    .posix = "sr@latin",
    .decimal = ",",
    .group = ".",
    .minus = "-",
    .percent = "N" NBSP "%",
    .date_short = "d. M. y.",
    .date_long = "d. MMMM y.",
    .date_time = " u ",
    .quarter = "Q",
    .quarter_year = "Q y.",
    .convertible_mark = "KM",
    .months = { "januara", "februara", "marta", "aprila", "maja", "juna", "jula", "avgusta", "septembra", "oktobra", "novembra", "decembra" },
    .months_alone = { "januar", "februar", "mart", "april", "maj", "jun", "jul", "avgust", "septembar", "oktobar", "novembar", "decembar" },
    .months_short = { "jan", "feb", "mar", "apr", "maj", "jun", "jul", "avg", "sep", "okt", "nov", "dec" },
    .days_short = { "ned", "pon", "uto", "sre", "čet", "pet", "sub" },
  },
  {
    .tag = "mk",
    .name = "Македонски",
    .posix = "mk",
    .decimal = ",",
    .group = ".",
    .minus = "-",
    .percent = "N" NBSP "%",
    .date_short = "d.M.y",
    .date_long = "d MMMM y",
    .date_time = " во ",
    .quarter = "Q 'кв'.",
    .quarter_year = "Q 'кв'. y",
    .convertible_mark = "KM",
    .months = { "јануари", "февруари", "март", "април", "мај", "јуни", "јули", "август", "септември", "октомври", "ноември", "декември" },
    .months_alone = { "јануари", "февруари", "март", "април", "мај", "јуни", "јули", "август", "септември", "октомври", "ноември", "декември" },
    .months_short = { "јан.", "фев.", "мар.", "апр.", "мај", "јун.", "јул.", "авг.", "септ.", "окт.", "ноем.", "дек." },
    .days_short = { "нед.", "пон.", "вто.", "сре.", "чет.", "пет.", "саб." },
  },
  {
    .tag = "sq",
    .name = "Shqip",
    .posix = "sq",
    .decimal = ",",
    .group = NBSP,
    .minus = "-",
    .percent = "N%",
    .date_short = "d.M.y",
    .date_long = "d MMMM y",
    .date_time = ", ",
    .quarter = "Q",
    .quarter_year = "Q y",
    .convertible_mark = "KM",
    .months = { "janar", "shkurt", "mars", "prill", "maj", "qershor", "korrik", "gusht", "shtator", "tetor", "nëntor", "dhjetor" },
    .months_alone = { "janar", "shkurt", "mars", "prill", "maj", "qershor", "korrik", "gusht", "shtator", "tetor", "nëntor", "dhjetor" },
    .months_short = { "jan", "shk", "mar", "pri", "maj", "qer", "korr", "gush", "sht", "tet", "nën", "dhj" },
    .days_short = { "die", "hën", "mar", "mër", "enj", "pre", "sht" },
  },
  {
    .tag = "ro",
    .name = "Română",
    .posix = "ro",
    .decimal = ",",
    .group = ".",
    .minus = "-",
    .percent = "N" NBSP "%",
    .date_short = "dd.MM.y",
    .date_long = "d MMMM y",
    .date_time = ", ",
    .quarter = "'trim'. Q",
    .quarter_year = "'trim'. Q y",
    .convertible_mark = "KM",
    .months = { "ianuarie", "februarie", "martie", "aprilie", "mai", "iunie", "iulie", "august", "septembrie", "octombrie", "noiembrie", "decembrie" },
    .months_alone = { "ianuarie", "februarie", "martie", "aprilie", "mai", "iunie", "iulie", "august", "septembrie", "octombrie", "noiembrie", "decembrie" },
    .months_short = { "ian.", "feb.", "mar.", "apr.", "mai", "iun.", "iul.", "aug.", "sept.", "oct.", "nov.", "dec." },
    .days_short = { "dum.", "lun.", "mar.", "mie.", "joi", "vin.", "sâm." },
  },
  {
    .tag = "ru",
    .name = "Русский",
    .posix = "ru",
    .decimal = ",",
    .group = NBSP,
    .minus = "-",
    .percent = "N" NBSP "%",
    .date_short = "dd.MM.y",
    .date_long = "d MMMM y" NBSP "'г'.",
    .date_time = ", ",
    .quarter = "Q 'кв'.",
    .quarter_year = "Q 'кв'. y",
    .convertible_mark = "KM",
    .months = { "января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря" },
    .months_alone = { "январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь" },
    .months_short = { "янв.", "февр.", "мар.", "апр.", "мая", "июн.", "июл.", "авг.", "сент.", "окт.", "нояб.", "дек." },
    .days_short = { "вс", "пн", "вт", "ср", "чт", "пт", "сб" },
  },
  {
    .tag = "uk",
    .name = "Українська",
    .posix = "uk",
    .decimal = ",",
    .group = NBSP,
    .minus = "-",
    .percent = "N%",
    .date_short = "dd.MM.y",
    .date_long = "d MMMM y" NBSP "'р'.",
    .date_time = ", ",
    .quarter = "Q 'кв'.",
    .quarter_year = "Q 'кв'. y",
    .convertible_mark = "KM",
    .months = { "січня", "лютого", "березня", "квітня", "травня", "червня", "липня", "серпня", "вересня", "жовтня", "листопада", "грудня" },
    .months_alone = { "січень", "лютий", "березень", "квітень", "травень", "червень", "липень", "серпень", "вересень", "жовтень", "листопад", "грудень" },
    .months_short = { "січ.", "лют.", "бер.", "квіт.", "трав.", "черв.", "лип.", "серп.", "вер.", "жовт.", "лист.", "груд." },
    .days_short = { "нд", "пн", "вт", "ср", "чт", "пт", "сб" },
  },
  {
    .tag = "tr",
    .name = "Türkçe",
    .posix = "tr",
    .decimal = ",",
    .group = ".",
    .minus = "-",
    .percent = "%N",
    .date_short = "dd.MM.y",
    .date_long = "d MMMM y",
    .date_time = " ",
    .quarter = "Çq",
    .quarter_year = "Çq y",
    .convertible_mark = "KM",
    .months = { "Ocak", "Şubat", "Mart", "Nisan", "Mayıs", "Haziran", "Temmuz", "Ağustos", "Eylül", "Ekim", "Kasım", "Aralık" },
    .months_alone = { "Ocak", "Şubat", "Mart", "Nisan", "Mayıs", "Haziran", "Temmuz", "Ağustos", "Eylül", "Ekim", "Kasım", "Aralık" },
    .months_short = { "Oca", "Şub", "Mar", "Nis", "May", "Haz", "Tem", "Ağu", "Eyl", "Eki", "Kas", "Ara" },
    .days_short = { "Paz", "Pzt", "Sal", "Çar", "Per", "Cum", "Cmt" },
  },
  {
    .tag = "de",
    .name = "Deutsch",
    .posix = "de",
    .decimal = ",",
    .group = ".",
    .minus = "-",
    .percent = "N" NBSP "%",
    .date_short = "dd.MM.y",
    .date_long = "d. MMMM y",
    .date_time = ", ",
    .quarter = "'Q'q",
    .quarter_year = "'Q'q y",
    .convertible_mark = "KM",
    .months = { "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember" },
    .months_alone = { "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember" },
    .months_short = { "Jan.", "Feb.", "März", "Apr.", "Mai", "Juni", "Juli", "Aug.", "Sept.", "Okt.", "Nov.", "Dez." },
    .days_short = { "So", "Mo", "Di", "Mi", "Do", "Fr", "Sa" },
  },
};

/* The tag's language, and whether it asks for Latin letters or Cyrillic ones:
 * "sr-Latn", "sr_RS@latin" and "sr_BA.UTF-8" are all understood. */
static gboolean
is_language (const char *tag,
             const char *language)
{
  gsize length = strlen (language);

  return g_ascii_strncasecmp (tag, language, length) == 0 && !g_ascii_isalpha (tag[length]);
}

static const char *
serbian_tag (const char *tag)
{
  g_autofree char *lower = g_ascii_strdown (tag, -1);

  return strstr (lower, "latn") != NULL || strstr (lower, "@latin") != NULL ? "sr-Latn" : "sr-Cyrl";
}

/**
 * lep_locale_find:
 * @tag: (nullable): a language tag (BCP 47) or the name of a C library's locale
 *
 * Returns: the language's facts; those of English when it is not in the table
 */
const LepLocale *
lep_locale_find (const char *tag)
{
  if (tag == NULL)
    return &locales[0];
  if (is_language (tag, "sr"))
    tag = serbian_tag (tag);

  for (guint i = 0; i < G_N_ELEMENTS (locales); i++)
    if (is_language (tag, locales[i].tag))
      return &locales[i];
  return &locales[0];
}

/**
 * lep_locale_all:
 * @n_locales: (out): how many there are
 *
 * Returns: the whole table, English first
 */
const LepLocale *
lep_locale_all (guint *n_locales)
{
  *n_locales = G_N_ELEMENTS (locales);
  return locales;
}
