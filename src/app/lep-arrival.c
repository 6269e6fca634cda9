/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The receipt of an application. The hour decides whether it is late, so it is asked
 * for: what lies on the table came before now. */

#include <glib/gi18n.h>

#include "lep-call-office.h"
#include "lep-catalogue.h"
#include "lep-day-dialog.h"
#include "lep-field-text.h"
#include "lep-window.h"

#include "lep-arrival.h"

static const char *const fields[] = { "received_at", "channel", "copies", NULL };

static char *
judge (LepWorkspace *workspace,
       LepRecord    *application,
       const char   *hour,
       gboolean     *is_bad)
{
  const LepField  *field = lep_kind_field (lep_schema_kind ("call"), "full_deadline");
  g_autofree char *deadline = lep_application_deadline (workspace, application);
  g_autofree char *shown = deadline != NULL ? lep_field_show (field, deadline) : NULL;

  if (deadline == NULL)
    return NULL;

  *is_bad = hour != NULL && g_strcmp0 (hour, deadline) > 0;
  if (*is_bad)
    /* Translators: %s is a day and an hour */
    return g_strdup_printf (_ ("After the deadline, %s: the application will be late."), shown);
  return lep_fill (hour != NULL ? _ ("In time. Deadline: {deadline}.") : _ ("Deadline: {deadline}."), "deadline", shown, NULL);
}

static char *
take (LepWorkspace      *workspace,
      LepRecord         *application,
      const char *const *values,
      GError           **error)
{
  const LepArrival arrival = { values[0], values[1], values[2] };
  gboolean         is_late;

  if (!lep_application_receive (workspace, application, &arrival, values[0], &is_late, error))
    return NULL;
  return g_strdup (is_late ? _ ("Received after the deadline: the application is late") : _ ("Received"));
}

/**
 * lep_arrival_ask:
 * @parent: in the window whose clock says what is now
 * @application: one whose receipt is to be registered; what is known of how it came, or
 *   came as a concept note, stands there already
 */
void
lep_arrival_ask (GtkWidget    *parent,
                 LepWorkspace *workspace,
                 LepRecord    *application)
{
  const LepDayStep step = {
    _ ("Register the receipt"),
    _ ("_Register"),
    fields,
    _ ("Fill this in: it decides whether the application is late."),
    _ ("The receipt is not registered yet. Cancel once more to throw away what you typed, or Ctrl+Enter to register it."),
    _ ("The application gets the next number of its call, if it has none. Hours are those of this laptop. All of it is one step, and can be taken back as one."),
    judge,
    take,
  };
  LepWindow       *window = lep_window_of (parent);
  char             now[LEP_TIME_TEXT_SIZE + 1];
  g_autofree char *hour = NULL;
  g_autofree char *title = lep_record_label (workspace, application);

  g_return_if_fail (window != NULL);
  lep_clock_now_text (lep_window_get_clock (window), now);
  hour = lep_application_dup_hour (workspace, application, now, NULL);
  lep_day_dialog_open (parent, workspace, application, &step, title,
                       (const char *const[]){ hour, lep_record_get (application, "channel"), lep_record_get (application, "copies") });
}
