/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reports for the tests of pages and files. People and papers are made up. */

#include "print-sample.h"

#define PRINTED_AT G_GINT64_CONSTANT (1554280920000) /* 2019-04-03T08:42 */

static void
add_results (LepReport *report)
{
  static const struct
  {
    const char *name, *unit;
    gint64      target, reached;
    gint64      split[6]; /* -1 = nothing to split, -2 = none */
  } rows[] = {
    { "Obučeni", "osoba", 75, 75, { 31, 44, 28, 35, 12, -2 } },
    { "Zaposleni", "osoba, uz dokaz", 50, 47, { 19, 28, 20, 21, 4, 2 } },
    { "Nove usluge", "usluga", 2, 2, { -1, -1, -1, -1, -1, -1 } },
    { "Članovi partnerstva", "organizacija", 5, 6, { -1, -1, -1, -1, -1, -1 } },
  };
  static const char *const splits[] = { "Žene", "Muškarci", "15–29", "30–49", "50 +", "Neraspo\302\255ređeno" };
  LepTable                *table;

  lep_report_add_heading (report, "Rezultati: cilj i ostvarenje");
  table = lep_report_add_table (report, "Rezultati");
  lep_table_add_column (table, "Pokazatelj", NULL, LEP_COLUMN_STRONG);
  lep_table_add_column (table, "Cilj", NULL, LEP_COLUMN_FIGURE);
  lep_table_add_column (table, "Ostva\302\255reno", NULL, LEP_COLUMN_FIGURE | LEP_COLUMN_STRONG);
  lep_table_add_column (table, "%", NULL, LEP_COLUMN_FIGURE);
  lep_table_add_column (table, "", NULL, LEP_COLUMN_BAR);
  for (guint i = 0; i < G_N_ELEMENTS (splits); i++)
    lep_table_add_column (table, splits[i], NULL, LEP_COLUMN_FIGURE);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      lep_table_add_row (table, LEP_ROW_BODY);
      lep_table_add_text (table, rows[i].name, rows[i].unit);
      lep_table_add_count (table, rows[i].target);
      lep_table_add_count (table, rows[i].reached);
      lep_table_add_ratio (table, rows[i].reached, rows[i].target, 0);
      lep_table_add_bar (table, rows[i].reached, rows[i].target);
      for (guint s = 0; s < G_N_ELEMENTS (splits); s++)
        {
          if (rows[i].split[s] == -2)
            lep_table_add_nothing (table);
          else if (rows[i].split[s] == -1)
            lep_table_add_empty (table);
          else
            lep_table_add_count (table, rows[i].split[s]);
        }
    }
  lep_report_add_note (report, "Siva traka: ostvareno; crna crta: cilj. Zaposleni su brojani samo uz dokaz; još 3 prijavljena čekaju dokaz i nisu u zbiru.");
}

static void
add_quarters (LepReport *report)
{
  static const char *const labels[] = { "II 2017.", "III", "IV", "I 2018.", "II", "III", "IV" };
  static const gint64      trained[] = { LEP_CHART_MISSING, 14, 18, 17, 14, 12, LEP_CHART_MISSING };
  static const gint64      employed[] = { LEP_CHART_MISSING, 3, 7, 9, 11, 9, 8 };
  LepChart                *chart;

  lep_report_add_heading (report, "Ostvarenje po kvartalima");
  chart = lep_report_add_chart (report, LEP_CHART_BARS, "Ostvarenje po kvartalima");
  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    lep_chart_add_label (chart, labels[i]);
  lep_chart_add_series (chart, "obučeni");
  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    lep_chart_add_value (chart, trained[i]);
  lep_chart_add_series (chart, "zaposleni, uz dokaz");
  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    lep_chart_add_value (chart, employed[i]);
}

static void
add_money (LepReport *report)
{
  static const struct
  {
    const char *condition, *state, *day;
    gint64      percent, euro, mark;
  } rows[] = {
    { "po potpisivanju ugovora", "isplaćeno", "2017-05-15", 5000, 10000000, 19558300 },
    { "po odobrenom prelaznom izvještaju", "isplaćeno", "2018-03-20", 4000, 8000000, 15646640 },
    { "po odobrenom završnom izvještaju", "dospjelo", "2019-02-28", 1000, 2000000, 3911660 },
  };
  LepTable *table;

  lep_report_add_heading (report, "Novac");
  table = lep_report_add_table (report, "Novac");
  lep_table_add_column (table, "Rata", NULL, LEP_COLUMN_TEXT);
  lep_table_add_column (table, "Uslov", NULL, LEP_COLUMN_TEXT);
  lep_table_add_column (table, "Udio", NULL, LEP_COLUMN_FIGURE);
  lep_table_add_column (table, "EUR", NULL, LEP_COLUMN_FIGURE);
  lep_table_add_column (table, "KM", NULL, LEP_COLUMN_FIGURE);
  lep_table_add_column (table, "Stanje", NULL, LEP_COLUMN_TEXT);
  lep_table_add_column (table, "Dan", NULL, LEP_COLUMN_FIGURE);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      lep_table_add_row (table, LEP_ROW_BODY);
      lep_table_add_count (table, i + 1);
      lep_table_add_text (table, rows[i].condition, NULL);
      lep_table_add_percent (table, rows[i].percent, 0);
      lep_table_add_money (table, rows[i].euro, "EUR");
      lep_table_add_money (table, rows[i].mark, "BAM");
      lep_table_add_text (table, rows[i].state, NULL);
      lep_table_add_date (table, rows[i].day);
    }
  lep_table_add_row (table, LEP_ROW_FOOT);
  lep_table_add_empty (table);
  lep_table_add_text (table, "Grant ukupno", NULL);
  lep_table_add_percent (table, 10000, 0);
  lep_table_add_money (table, 20000000, "EUR");
  lep_table_add_money (table, 39116600, "BAM");
  lep_report_add_note (report, "Kurs: 1 EUR = 1,95583 KM (stalan). Isplaćeno 352.049,40 KM, preostaje 39.116,60 KM.");
}

static void
add_partners (LepReport *report)
{
  static const char *const rows[][3] = {
    { "Jedinica lokalne samouprave", "Opština Prnjavor", "član" },
    { "Služba za zapošljavanje", "Zavod za zapošljavanje RS – ured Prnjavor", "član" },
    { "Poslodavci", "MI Trivas · Topling", "članovi" },
    { "Obrazovanje i obuka", "Centar srednjih škola Prnjavor", "član" },
    { "Nevladine organizacije", "Agencija za razvoj preduzeća EDA Banja Luka", "nosilac" },
  };
  LepTable *table;

  lep_report_add_heading (report, "Partneri po grupama");
  table = lep_report_add_table (report, "Partneri");
  lep_table_add_column (table, "Grupa", NULL, LEP_COLUMN_TEXT);
  lep_table_add_column (table, "Organizacija", NULL, LEP_COLUMN_TEXT);
  lep_table_add_column (table, "Uloga", NULL, LEP_COLUMN_TEXT);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      lep_table_add_row (table, LEP_ROW_BODY);
      for (guint c = 0; c < 3; c++)
        lep_table_add_text (table, rows[i][c], NULL);
    }
  lep_report_add_note (report, "Svih pet grupa je zastupljeno.");
}

static void
add_frame (LepReport  *report,
           const char *sender)
{
  lep_report_set_sender (report, sender,
                         "Agencija za razvoj preduzeća EDA Banja Luka, nosilac\nUlica primjera 1, 78430 Prnjavor · lpz@primjer.example", NULL);
  lep_report_add_frame (report, "Broj", "01-117/19");
  lep_report_add_frame (report, "Datum", "3. april 2019.");
  lep_report_add_frame (report, "Mjesto", "Prnjavor");
  lep_report_add_frame (report, "Oznaka", "PRIMJER");
  lep_report_set_running (report, "Prvo zapošljavanje u Prnjavoru · LEP1-PRN · broj 01-117/19", "Primjer");
  lep_report_set_origin (report, "Lokalno partnerstvo za zapošljavanje Prnjavor", PRINTED_AT);
  lep_report_add_footer (report, "Stanje na dan 3. 4. 2019. · Odštampano 3. 4. 2019. u 10:42 · Radni prostor LEP BiH");
  lep_report_add_footer (report, "Otisak sadržaja 7c41 e90b · Svaki broj se može otvoriti do unosa i dokaza");
}

LepReport *
print_sample_new (gboolean cyrillic)
{
  LepReport *report = lep_report_new (lep_locale_find (cyrillic ? "sr-Cyrl" : "bs"), NULL);

  add_frame (report, cyrillic ? "Локално партнерство за запошљавање Прњавор" : "Lokalno partnerstvo za zapošljavanje Prnjavor");
  lep_report_set_title (report, cyrillic ? "Сажетак пројекта" : "Sažetak projekta",
                        cyrillic ? "Прво запошљавање у Прњавору" : "Prvo zapošljavanje u Prnjavoru",
                        "LEP1-PRN · prekvalifikacija za poznate poslodavce · 1. 5. 2017. – 31. 12. 2018. · završen");
  lep_report_add_figure (report, "75", cyrillic ? "обучених" : "obučenih", "cilj 75");
  lep_report_add_figure (report, "47", cyrillic ? "запослених, уз доказ" : "zaposlenih, uz dokaz", "cilj 50 · 94,0 %");
  lep_report_add_figure (report, "62,7 %", "obučenih se zaposlilo", "47 od 75");
  lep_report_add_figure (report, "90,0 %", "granta isplaćeno", "352.049,40 KM");
  lep_report_add_heading (report, cyrillic ? "Основни подаци" : "Osnovni podaci");
  lep_report_add_property (report, "Partnerstvo", "Lokalno partnerstvo za zapošljavanje Prnjavor (sporazum od 30. 4. 2017.)");
  lep_report_add_property (report, "Područje", "Prnjavor");
  lep_report_add_property (report, "Ciljne grupe", "mladi 15–29, dugotrajno nezaposleni, žene");
  lep_report_add_property (report, "Svrha", "Obuka uz rad za zanimanja koja traže metalska i kožarska preduzeća, sa zaposlenjem kod poslodavaca iz partnerstva.");
  add_results (report);
  add_quarters (report);
  add_money (report);
  add_partners (report);
  lep_report_add_heading (report, "Nove usluge");
  lep_report_add_property (report, "Od 1. 3. 2018.", "Savjetovanje poslodavaca o obuci uz rad – radi i dalje (provjereno 1. 3. 2019.)");
  lep_report_add_property (report, "Od 1. 9. 2018.", "Informisanje mladih o zanimanjima u Centru srednjih škola – radi i dalje");
  lep_report_add_heading (report, "Naredni koraci");
  lep_report_add_paragraph (report, "Sa zavodom potvrditi tri prijavljena zaposlenja (do 15. 4. 2019.). Dostaviti dopunu završnog izvještaja i zahtjev za treću ratu. Na kvartalnom sastanku odlučiti ko preuzima savjetovanje poslodavaca nakon projekta.");
  lep_report_add_heading (report, "Potpisi");
  lep_report_add_signatures (report, TRUE);
  lep_report_add_signature (report, "Za nosioca projekta", "Emir Uzorak", "voditelj projekta");
  lep_report_add_signature (report, "Za jedinicu lokalne samouprave", "Amra Primjer", "načelnica");
  lep_report_add_note (report, "Prilog: tabela rezultata sa izvorima (2 strane). Dostavljeno: članovima partnerstva; arhivi.");
  return report;
}

LepReport *
print_sample_long (guint n_rows)
{
  LepReport *report = lep_report_new (lep_locale_find ("bs"), NULL);
  LepTable  *table;

  add_frame (report, "Primjer");
  lep_report_set_title (report, "Spisak", "Dugi spisak <b>&amp; uzoraka", NULL);
  lep_report_add_heading (report, "Redovi");
  table = lep_report_add_table (report, "Redovi");
  lep_table_add_column (table, "Kolona-A", NULL, LEP_COLUMN_TEXT);
  lep_table_add_column (table, "Žene", "Spol", LEP_COLUMN_FIGURE);
  lep_table_add_column (table, "Muškarci", "Spol", LEP_COLUMN_FIGURE);
  lep_table_add_column (table, "Dan", NULL, LEP_COLUMN_FIGURE);
  for (guint i = 0; i < n_rows; i++)
    {
      g_autofree char *name = g_strdup_printf ("Red-%u", i + 1);

      lep_table_add_row (table, LEP_ROW_BODY);
      lep_table_add_text (table, name, "drugi red teksta");
      lep_table_add_count (table, i * 1000);
      lep_table_add_count (table, -(gint64) i);
      lep_table_add_date (table, "2019-04-03");
    }
  lep_table_add_row (table, LEP_ROW_FOOT);
  lep_table_add_text (table, "Ukupno-Z", NULL);
  lep_table_add_count (table, n_rows);
  lep_report_add_note (report, "Napomena-N uz tabelu.");
  lep_report_add_heading (report, "Potpisi-P");
  lep_report_add_signatures (report, TRUE);
  lep_report_add_signature (report, "Za prvog", "Emir Uzorak", "voditelj-V");
  lep_report_add_signature (report, "Za drugog", "Amra Primjer", "načelnica-N");
  return report;
}
