/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `lepctl receive` and `lepctl award`: what the office does with an application. */

#include <string.h>
#include <glib/gi18n.h>

#include "lep-call-office.h"
#include "lep-cli-input.h"

#include "lep-commands.h"

#define MAX_TRANCHES 12

static char              *at, *channel, *copies, *activity, *start, *end, *grant, *tranches, *agreement_no, *agreement_on;

static const GOptionEntry receive_options[] = {
  { "at", 0, 0, G_OPTION_ARG_FILENAME, &at, N_ ("when it came, like 2026-11-02T09:30:00+01:00; default: what the application says, else now"), "TIME" },
  { "channel", 0, 0, G_OPTION_ARG_FILENAME, &channel, N_ ("how it came: a code of the list channel"), "C" },
  { "copies", 0, 0, G_OPTION_ARG_FILENAME, &copies, N_ ("in how many copies"), "N" },
  { NULL },
};

static const GOptionEntry award_options[] = {
  { "activity", 0, 0, G_OPTION_ARG_FILENAME, &activity, N_ ("what the project does: a code of the list activity"), "A" },
  { "start", 0, 0, G_OPTION_ARG_FILENAME, &start, N_ ("first day of the project"), "D" },
  { "end", 0, 0, G_OPTION_ARG_FILENAME, &end, N_ ("last day; default: after the months that the application asks for"), "D" },
  { "grant", 0, 0, G_OPTION_ARG_FILENAME, &grant, N_ ("what is granted, in minor units; default: what is requested"), "AMOUNT" },
  { "tranches", 0, 0, G_OPTION_ARG_FILENAME, &tranches, N_ ("percent of the grant of each tranche; default: 50+40+10"), "P+P…" },
  { "agreement-no", 0, 0, G_OPTION_ARG_FILENAME, &agreement_no, N_ ("number of the contract"), "TEXT" },
  { "agreement-on", 0, 0, G_OPTION_ARG_FILENAME, &agreement_on, N_ ("day of the contract"), "D" },
  { NULL },
};

/* The application that the command is about, in a workspace that can be written. */
static LepRecord *
open_application (LepCli  *cli,
                  GError **error)
{
  g_autofree char *id = NULL;

  if (lep_cli_open (cli, LEP_OPEN_WRITE, error) == NULL || !lep_cli_find_subject (cli->open, "application", cli->args[0], &id, error))
    return NULL;
  return lep_workspace_get_record (cli->open, "application", id, NULL, error);
}

/* An option as the value of a field, in stored form; not given stays NULL. */
static gboolean
read_option (LepCli     *cli,
             const char *kind_name,
             const char *field,
             const char *typed,
             char      **value,
             GError    **error)
{
  const LepKind *kind = lep_schema_kind (kind_name);

  return typed == NULL || lep_cli_value (cli->open, kind, lep_kind_field (kind, field), typed, value, error);
}

static void
print_received (LepCli    *cli,
                LepRecord *application)
{
  const char *status = lep_record_get (application, "status");
  g_autoptr (JsonBuilder) builder = NULL;

  if (!cli->json)
    {
      lep_cli_print ("%s: %s\n", lep_record_get (application, "reference"), lep_code_label ("application_status", status));
      return;
    }

  builder = json_builder_new ();
  json_builder_begin_object (builder);
  lep_json_string (builder, "id", lep_record_get_id (application));
  lep_json_string (builder, "reference", lep_record_get (application, "reference"));
  lep_json_string (builder, "status", status);
  lep_json_string (builder, "received_at", lep_record_get (application, "received_at"));
  json_builder_end_object (builder);
  lep_cli_print_json (builder);
}

static gboolean
run_receive (LepCli  *cli,
             GError **error)
{
  g_autoptr (LepRecord) application = open_application (cli, error);
  g_autoptr (LepRecord) received = NULL;
  g_autofree char *came = NULL;
  g_autofree char *by = NULL;
  g_autofree char *n = NULL;
  LepArrival       arrival;
  gboolean         is_late;
  char             now[LEP_TIME_TEXT_SIZE + 1];

  if (application == NULL || !read_option (cli, "application", "received_at", at, &came, error) ||
      !read_option (cli, "application", "channel", channel, &by, error) || !read_option (cli, "application", "copies", copies, &n, error))
    return FALSE;

  arrival = (LepArrival){ came, by, n };
  lep_clock_now_text (cli->surroundings->clock, now);
  if (!lep_application_receive (cli->open, application, &arrival, now, &is_late, error))
    {
      g_prefix_error (error, "application: ");
      return FALSE;
    }

  received = lep_workspace_get_record (cli->open, "application", lep_record_get_id (application), NULL, error);
  if (received == NULL)
    return FALSE;
  print_received (cli, received);
  return TRUE;
}

/* What the contract says, in stored forms. */
typedef struct
{
  char  *activity, *start, *end, *grant, *agreement_no, *agreement_on;
  gint64 percents[MAX_TRANCHES];
  guint  n_tranches;
} Contract;

static void
contract_clear (Contract *self)
{
  g_free (self->activity);
  g_free (self->start);
  g_free (self->end);
  g_free (self->grant);
  g_free (self->agreement_no);
  g_free (self->agreement_on);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Contract, contract_clear)

static gboolean
read_contract (LepCli    *cli,
               LepRecord *application,
               Contract  *self,
               GError   **error)
{
  const char *requested = lep_record_get (application, "requested");
  gint64      months;

  if (!read_option (cli, "project", "activity", activity, &self->activity, error) || !read_option (cli, "project", "start", start, &self->start, error) ||
      !read_option (cli, "project", "end", end, &self->end, error) ||
      !read_option (cli, "project", "grant", grant != NULL ? grant : requested, &self->grant, error) ||
      !read_option (cli, "project", "agreement_no", agreement_no, &self->agreement_no, error) ||
      !read_option (cli, "project", "agreement_on", agreement_on, &self->agreement_on, error))
    return FALSE;

  if (self->end == NULL && lep_record_get_int64 (application, "months", &months))
    self->end = lep_award_dup_end (self->start, months);
  if (self->end == NULL)
    return lep_cli_usage (error, _ ("The application does not say for how many months; give --end."));
  if (self->grant == NULL)
    return lep_cli_usage (error, _ ("The application requests no amount; give --grant."));

  self->n_tranches = lep_award_read_percents (lep_locale_find ("en"), tranches != NULL ? tranches : "50+40+10", self->percents, MAX_TRANCHES);
  return self->n_tranches > 0 ||
         lep_cli_usage (error, _ ("--tranches: “%s” is not the percent of each tranche; write them like 50+40+10."), tranches);
}

static gboolean
run_award (LepCli  *cli,
           GError **error)
{
  g_auto (Contract) contract = { NULL };
  g_autoptr (LepRecord) application = NULL;
  g_autofree char *project = NULL;
  LepAward         award;

  if (activity == NULL || start == NULL)
    return lep_cli_usage (error, _ ("Something is missing; usage: lepctl %s %s"), cli->command->name, cli->command->arguments);
  application = open_application (cli, error);
  if (application == NULL || !read_contract (cli, application, &contract, error))
    return FALSE;

  award = (LepAward){
    .application = lep_record_get_id (application),
    .activity = contract.activity,
    .start = contract.start,
    .end = contract.end,
    .agreement_no = contract.agreement_no,
    .agreement_on = contract.agreement_on,
    .grant = g_ascii_strtoll (contract.grant, NULL, 10),
    .percents = contract.percents,
    .n_tranches = contract.n_tranches,
  };
  project = lep_award_make (cli->open, &award, NULL, error);
  if (project == NULL)
    {
      g_prefix_error (error, "application: ");
      return FALSE;
    }

  lep_cli_print_id (cli, project, TRUE);
  return TRUE;
}

const LepCommand lep_cmd_receive = {
  .name = "receive",
  .arguments = "APPLICATION [--at TIME] [--channel C] [--copies N]",
  .summary = N_ ("Registers that an application came: its number, its hour, and whether it is in time."),
  .description = N_ ("APPLICATION is the id, the reference or the title of a draft, of the first or the second stage. It gets the next number of its call "
                     "if it has none, and becomes received, or late if it came after the deadline of its stage: one step for “lepctl undo”. "
                     "The number and the state are printed; “lepctl report receipt” prints the slip for the applicant."),
  .options = receive_options,
  .min_args = 1,
  .max_args = 1,
  .run = run_receive,
};

const LepCommand lep_cmd_award = {
  .name = "award",
  .arguments = "APPLICATION --activity A --start D [--end D] [--grant AMOUNT] [--tranches P+P…] [--agreement-no TEXT] [--agreement-on D]",
  .summary = N_ ("Makes a project of an application that was selected, and prints its id."),
  .description = N_ ("APPLICATION is the id, the reference or the title of an application that is selected or on the reserve list. The project takes over its partnership, "
                     "title, reference, summary and currency; the grant and what the applicant brings become its sources of money, the "
                     "tranches are split by their percents (the last one takes the rounding), what was planned becomes proposed targets, and the application is contracted: "
                     "one step for “lepctl undo”. The amount is in minor units, as “lepctl put” takes it."),
  .options = award_options,
  .min_args = 1,
  .max_args = 1,
  .run = run_award,
};
