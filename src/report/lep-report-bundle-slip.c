/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The paper that goes with the stick: what is in a bundle file, and the numbers
 * that sender and receiver compare by phone. */

#include <string.h>

#include <glib/gi18n-lib.h>

#include "lep-print.h"

/* Digits in groups of five, easy to read out. */
static char *
group_digits (const char *digits)
{
  GString *out = g_string_new (NULL);
  guint    n = 0;

  for (const char *p = digits; *p != '\0'; p++)
    if (!g_ascii_isspace (*p))
      {
        if (n > 0 && n % 5 == 0)
          g_string_append_c (out, ' ');
        g_string_append_c (out, *p);
        n++;
      }
  return g_string_free (out, FALSE);
}

/* A hash in groups of eight, in lines of four. */
static char *
group_hash (const char *hash)
{
  GString *out = g_string_new (NULL);

  for (gsize i = 0; i < strlen (hash); i++)
    {
      if (i > 0 && i % 8 == 0)
        g_string_append_c (out, i % 32 == 0 ? '\n' : ' ');
      g_string_append_c (out, hash[i]);
    }
  return g_string_free (out, FALSE);
}

static char *
join (const char *a,
      const char *b,
      const char *c)
{
  g_autoptr (GString) out = g_string_new (a);

  for (int i = 0; i < 2; i++)
    {
      const char *part = i == 0 ? b : c;

      if (part != NULL && *part != '\0')
        g_string_append_printf (out, "%s%s", out->len > 0 ? ", " : "", part);
    }
  return g_strdup (out->str);
}

static void
add_file (const LepReportInput *input,
          LepReport            *report)
{
  const LepBundleSlip *slip = input->slip;
  g_autofree char     *size = lep_format_count (input->locale, slip->size);
  g_autofree char     *bytes = lep_fill (lep_catalogue_plural (input->catalogue, "{count} byte", "{count} bytes", slip->size), "count", size, NULL);
  g_autofree char     *made = lep_format_time (input->locale, slip->made_at, input->zone, LEP_DATE_LONG);
  g_autofree char     *counter = lep_format_count (input->locale, slip->counter);
  g_autofree char     *from = join (slip->from_person, slip->from_label, slip->from_place);
  const char          *to = slip->to_label;

  lep_report_add_heading (report, lep_print_text (input, N_ ("The file")));
  lep_print_property (input, report, N_ ("File"), slip->file_name);
  lep_print_property (input, report, N_ ("Size"), bytes);
  lep_print_property (input, report, N_ ("Made"), made);
  lep_print_property (input, report, N_ ("Counter"), counter);
  lep_print_property (input, report, N_ ("From"), from);
  lep_print_property (input, report, N_ ("Addressed to"), to != NULL && *to != '\0' ? to : lep_print_text (input, N_ ("whoever needs it")));
  lep_print_property (input, report, N_ ("Protection"),
                      lep_print_text (input, slip->sealed ? N_ ("signed and sealed") : N_ ("signed, not sealed: anybody can read it")));
}

static void
add_spaces (const LepReportInput *input,
            LepReport            *report)
{
  const LepBundleSlip *slip = input->slip;
  LepTable            *table;
  guint                n_empty = 0;

  lep_report_add_heading (report, lep_print_text (input, N_ ("What is inside")));
  table = lep_report_add_table (report, lep_print_text (input, N_ ("What is inside")));
  lep_table_add_column (table, lep_print_text (input, N_ ("Space")), NULL, LEP_COLUMN_TEXT);
  lep_table_add_column (table, lep_print_text (input, N_ ("Changes")), NULL, LEP_COLUMN_FIGURE);
  for (guint i = 0; i < slip->n_spaces; i++)
    {
      if (slip->spaces[i].n_changes == 0)
        {
          n_empty++;
          continue;
        }
      lep_table_add_row (table, LEP_ROW_BODY);
      lep_table_add_text (table, slip->spaces[i].name, NULL);
      lep_table_add_count (table, slip->spaces[i].n_changes);
    }
  if (n_empty > 0)
    {
      g_autofree char *count = lep_format_count (input->locale, n_empty);
      g_autofree char *text = lep_fill (lep_catalogue_plural (input->catalogue, "{count} more space: nothing new", "{count} more spaces: nothing new", n_empty), "count", count, NULL);

      lep_table_add_row (table, LEP_ROW_BODY);
      lep_table_add_text (table, text, NULL);
      lep_table_add_nothing (table);
    }
  lep_table_add_row (table, LEP_ROW_FOOT);
  lep_table_add_text (table, lep_print_text (input, N_ ("Total")), NULL);
  lep_table_add_count (table, slip->n_changes);
}

static void
add_numbers (const LepReportInput *input,
             LepReport            *report)
{
  const LepBundleSlip *slip = input->slip;

  lep_report_add_heading (report, lep_print_text (input, N_ ("Compare by phone")));
  if (slip->key_number != NULL)
    {
      g_autofree char *number = group_digits (slip->key_number);

      lep_print_property (input, report, N_ ("Sender's number"), number);
    }
  if (slip->hash != NULL)
    {
      g_autofree char *hash = group_hash (slip->hash);

      lep_print_property (input, report, N_ ("Checksum"), hash);
    }
  lep_report_add_paragraph (report, lep_print_text (input, N_ ("When the file is opened on a laptop that does not know the sender yet, the program shows the sender's number. Call the sender and compare it digit by digit before you trust it. The checksum (SHA-256) is that of this file alone.")));
}

/**
 * lep_report_bundle_slip:
 *
 * Needs no workspace: everything is in the input's slip.
 */
LepReport *
lep_report_bundle_slip (const LepReportInput *input,
                        GError              **error)
{
  const LepBundleSlip *slip = input->slip;
  g_autofree char     *count = lep_format_count (input->locale, slip->n_changes);
  g_autofree char     *spaces = lep_format_count (input->locale, slip->n_spaces);
  g_autofree char     *sender = join (slip->from_label, slip->from_place, NULL);
  g_autofree char     *counter = lep_format_count (input->locale, slip->counter);
  g_autofree char     *title = lep_fill (lep_print_text (input, N_ ("Bundle {counter} of {laptop}")), "counter", counter, "laptop", slip->from_label, NULL);
  LepReport           *report = lep_print_begin (input, N_ ("Bundle slip"), title, slip->file_name, NULL);

  lep_report_set_sender (report, sender, slip->from_person, input->logo);
  lep_report_set_origin (report, slip->from_person, input->now);
  lep_report_add_figure (report, count, lep_catalogue_plural (input->catalogue, "change", "changes", slip->n_changes), NULL);
  lep_report_add_figure (report, spaces, lep_catalogue_plural (input->catalogue, "space", "spaces", slip->n_spaces), NULL);
  add_file (input, report);
  add_spaces (input, report);
  add_numbers (input, report);
  lep_report_add_heading (report, lep_print_text (input, N_ ("Handing over")));
  lep_report_add_signatures (report, FALSE);
  lep_report_add_signature (report, lep_print_text (input, N_ ("Handed over by")), slip->from_person, lep_print_text (input, N_ ("date and signature")));
  lep_report_add_signature (report, lep_print_text (input, N_ ("Taken over by")), NULL, lep_print_text (input, N_ ("date and signature")));
  return report;
}
