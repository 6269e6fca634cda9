/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The papers of a meeting: the invitation, the list that is signed there, and
 * the minutes with what was decided and what became of earlier decisions. */

#include <string.h>

#include <glib/gi18n-lib.h>

#include "lep-print.h"

#define SIGN_HEIGHT 25.0 /* of a line that is signed by hand */
#define GUEST_LINES 5    /* at least */
#define PAGE_LINES  20   /* as many as a page has room for */

typedef struct
{
  const LepReportInput *input;
  LepRecord            *meeting;
  LepRecord            *partnership;
  LepReport            *report;
} Meeting;

static void
meeting_clear (Meeting *self)
{
  g_clear_object (&self->meeting);
  g_clear_object (&self->partnership);
  g_clear_pointer (&self->report, lep_report_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Meeting, meeting_clear)

static const char *
text_of (LepRecord  *record,
         const char *field)
{
  const char *text = lep_record_get (record, field);

  return text != NULL ? text : "";
}

/* "Quarterly meeting, 15 June 2017" */
static gboolean
begin (Meeting              *self,
       const LepReportInput *input,
       const char           *kicker,
       GError              **error)
{
  g_autofree char *day = NULL;
  g_autofree char *name = NULL;
  g_autofree char *title = NULL;
  g_autofree char *subtitle = NULL;

  self->input = input;
  self->meeting = lep_print_record (input, "meeting", input->id, error);
  if (self->meeting == NULL)
    return FALSE;
  self->partnership = lep_print_record (input, "partnership", lep_record_get (self->meeting, "partnership"), error);
  if (self->partnership == NULL)
    return FALSE;

  day = lep_format_date (input->locale, lep_record_get (self->meeting, "held_on"), LEP_DATE_LONG);
  name = lep_record_dup_title (self->partnership);
  title = g_strdup_printf ("%s, %s", lep_print_code (input, "meeting_kind", lep_record_get (self->meeting, "kind")), day);
  subtitle = lep_print_join (" · ", name, text_of (self->meeting, "place"), NULL);
  self->report = lep_print_begin (input, kicker, title, subtitle, NULL);
  return lep_print_sender (input, self->report, self->partnership, error);
}

static void
add_agenda (const Meeting *self)
{
  const char *agenda = lep_record_get (self->meeting, "agenda");

  if (agenda == NULL || *agenda == '\0')
    return;
  lep_report_add_heading (self->report, lep_print_text (self->input, N_ ("Agenda")));
  lep_print_lines (self->report, agenda, TRUE);
}

static void
add_decision (const Meeting *self,
              LepTable      *table,
              LepRecord     *decision)
{
  const LepReportInput *input = self->input;
  g_autofree char      *addressee = lep_print_title (input, "organisation", lep_record_get (decision, "addressed_to"));

  lep_table_add_row (table, LEP_ROW_BODY);
  lep_table_add_text (table, lep_record_get (decision, "text"), lep_print_code (input, "decision_kind", lep_record_get (decision, "kind")));
  lep_table_add_text (table, addressee, NULL);
  lep_table_add_date (table, lep_record_get (decision, "due_on"));
  lep_table_add_text (table, lep_print_code (input, "decision_status", lep_record_get (decision, "status")), lep_record_get (decision, "response"));
}

static LepTable *
begin_decisions (const Meeting *self,
                 const char    *heading)
{
  return lep_print_section (self->input, self->report, heading,
                            N_ ("Decision"), LEP_COLUMN_TEXT, N_ ("Addressed to"), LEP_COLUMN_TEXT,
                            N_ ("Due on"), LEP_COLUMN_FIGURE, N_ ("Status"), LEP_COLUMN_TEXT, NULL);
}

static gboolean
add_own_decisions (const Meeting *self,
                   GError       **error)
{
  g_autoptr (GPtrArray) decisions = lep_print_list (self->input, "decision", "meeting", self->input->id, "due_on", FALSE, error);
  LepTable *table;

  if (decisions == NULL)
    return FALSE;
  if (decisions->len == 0)
    {
      lep_report_add_heading (self->report, lep_print_text (self->input, N_ ("Decisions")));
      lep_report_add_note (self->report, lep_print_text (self->input, N_ ("Nothing was decided.")));
      return TRUE;
    }
  table = begin_decisions (self, N_ ("Decisions"));
  for (guint i = 0; i < decisions->len; i++)
    add_decision (self, table, g_ptr_array_index (decisions, i));
  return TRUE;
}

/* What earlier meetings decided and what was not settled before this one. */
static gboolean
add_follow_up (const Meeting *self,
               GError       **error)
{
  const LepReportInput *input = self->input;
  const char           *held_on = lep_record_get (self->meeting, "held_on");
  g_autoptr (GPtrArray) meetings = lep_print_list (input, "meeting", "partnership", lep_record_get_id (self->partnership), "held_on", FALSE, error);
  LepTable *table = NULL;

  for (guint i = 0; meetings != NULL && i < meetings->len; i++)
    {
      LepRecord *earlier = g_ptr_array_index (meetings, i);
      g_autoptr (GPtrArray) decisions = NULL;

      if (g_strcmp0 (lep_record_get (earlier, "held_on"), held_on) >= 0)
        continue;
      decisions = lep_print_list (input, "decision", "meeting", lep_record_get_id (earlier), "due_on", FALSE, error);
      if (decisions == NULL)
        return FALSE;
      for (guint d = 0; d < decisions->len; d++)
        {
          LepRecord  *decision = g_ptr_array_index (decisions, d);
          const char *closed_on = lep_record_get (decision, "closed_on");

          if (lep_print_is_settled (decision) && (closed_on == NULL || strcmp (closed_on, held_on) < 0))
            continue;
          if (table == NULL)
            table = begin_decisions (self, N_ ("What became of earlier decisions"));
          add_decision (self, table, decision);
        }
    }
  return meetings != NULL;
}

static guint
side_rank (const LepCodeList *sides,
           LepRecord         *attendance)
{
  guint rank = 0;

  while (rank < sides->n_codes && g_strcmp0 (sides->codes[rank].code, lep_record_get (attendance, "side")) != 0)
    rank++;
  return rank;
}

static void
add_side (const Meeting     *self,
          LepTable          *table,
          const GPtrArray   *rows,
          const LepCodeList *sides,
          guint              rank)
{
  const LepReportInput *input = self->input;

  for (guint i = 0; i < rows->len; i++)
    {
      LepRecord       *attendance = g_ptr_array_index (rows, i);
      g_autofree char *name = lep_print_title (input, "organisation", lep_record_get (attendance, "organisation"));

      if (side_rank (sides, attendance) != rank)
        continue;
      lep_table_add_row (table, LEP_ROW_BODY);
      lep_table_add_text (table, lep_print_code (input, "side", lep_record_get (attendance, "side")), NULL);
      lep_table_add_text (table, name, NULL);
      if (lep_record_get_bool (attendance, "excused"))
        lep_table_add_text (table, lep_print_text (input, N_ ("excused")), NULL);
      else
        lep_print_number (table, attendance, "persons");
    }
}

static gboolean
add_attendance (const Meeting *self,
                GError       **error)
{
  const LepReportInput *input = self->input;
  const LepCodeList    *sides = lep_schema_code_list ("side");
  g_autoptr (GPtrArray) rows = lep_print_list (input, "attendance", "meeting", input->id, NULL, FALSE, error);
  LepTable *table;
  LepSum    persons = 0;
  gint64    value;
  gboolean  is_known = FALSE;

  if (rows == NULL)
    return FALSE;
  if (rows->len == 0)
    {
      lep_report_add_heading (self->report, lep_print_text (input, N_ ("Attendance")));
      lep_report_add_note (self->report, lep_print_text (input, N_ ("Nobody wrote down who was there.")));
      return TRUE;
    }
  table = lep_print_section (input, self->report, N_ ("Attendance"), N_ ("Side"), LEP_COLUMN_TEXT,
                             N_ ("Organisation"), LEP_COLUMN_TEXT, N_ ("Persons"), LEP_COLUMN_FIGURE, NULL);
  for (guint rank = 0; rank <= sides->n_codes; rank++)
    add_side (self, table, rows, sides, rank);
  for (guint i = 0; i < rows->len; i++)
    if (!lep_record_get_bool (g_ptr_array_index (rows, i), "excused") && lep_record_get_int64 (g_ptr_array_index (rows, i), "persons", &value))
      {
        persons += value;
        is_known = TRUE;
      }
  lep_table_add_row (table, LEP_ROW_FOOT);
  lep_table_add_text (table, lep_print_text (input, N_ ("Total")), NULL);
  lep_table_add_empty (table);
  if (is_known)
    lep_table_add_count (table, lep_sum_cut (persons));
  else
    lep_table_add_nothing (table);
  return TRUE;
}

static void
add_basics (const Meeting *self)
{
  const LepReportInput *input = self->input;
  g_autofree char      *name = lep_record_dup_title (self->partnership);
  g_autofree char      *next = lep_record_get (self->meeting, "next_on") == NULL ? NULL : lep_print_date (input, lep_record_get (self->meeting, "next_on"));
  g_autofree char      *sent = lep_record_get (self->meeting, "note_sent_on") == NULL ? NULL : lep_print_date (input, lep_record_get (self->meeting, "note_sent_on"));

  lep_report_add_heading (self->report, lep_print_text (input, N_ ("Basic data")));
  lep_print_property (input, self->report, N_ ("Partnership"), name);
  lep_print_property (input, self->report, N_ ("Place"), lep_record_get (self->meeting, "place"));
  lep_print_property (input, self->report, N_ ("Next meeting"), next);
  lep_print_property (input, self->report, N_ ("Note sent on"), sent);
}

/**
 * lep_report_meeting:
 *
 * The minutes. The input's id is that of a meeting.
 */
LepReport *
lep_report_meeting (const LepReportInput *input,
                    GError              **error)
{
  g_auto (Meeting) self = { NULL };

  if (!begin (&self, input, N_ ("Minutes"), error))
    return NULL;

  add_basics (&self);
  add_agenda (&self);
  if (!add_attendance (&self, error))
    return NULL;
  lep_report_add_heading (self.report, lep_print_text (input, N_ ("Minutes")));
  if (*text_of (self.meeting, "minutes") != '\0')
    lep_print_lines (self.report, lep_record_get (self.meeting, "minutes"), FALSE);
  else
    lep_report_add_note (self.report, lep_print_text (input, N_ ("No minutes were written.")));
  if (!add_own_decisions (&self, error) || !add_follow_up (&self, error))
    return NULL;

  lep_report_add_heading (self.report, lep_print_text (input, N_ ("Signatures")));
  lep_report_add_signatures (self.report, TRUE);
  lep_report_add_signature (self.report, lep_print_text (input, N_ ("Minutes taken by")), NULL, lep_print_text (input, N_ ("name, function")));
  lep_report_add_signature (self.report, lep_print_text (input, N_ ("Chaired by")), NULL, lep_print_text (input, N_ ("name, function")));
  return g_steal_pointer (&self.report);
}

static void
add_invitation_text (const Meeting *self)
{
  const LepReportInput *input = self->input;
  g_autofree char      *name = lep_record_dup_title (self->partnership);
  g_autofree char      *day = lep_format_date (input->locale, lep_record_get (self->meeting, "held_on"), LEP_DATE_LONG);
  const char           *place = lep_record_get (self->meeting, "place");
  g_autofree char      *text = lep_fill (place == NULL ? lep_print_text (input, N_ ("You are invited to the meeting of the partnership “{partnership}” on {day}."))
                                                       : lep_print_text (input, N_ ("You are invited to the meeting of the partnership “{partnership}” on {day} in {place}.")),
                                    "partnership", name, "day", day, "place", place != NULL ? place : "", NULL);

  lep_report_add_paragraph (self->report, text);
}

/**
 * lep_report_meeting_invitation:
 *
 * To all members on the day of the meeting. The input's id is that of a meeting.
 */
LepReport *
lep_report_meeting_invitation (const LepReportInput *input,
                               GError              **error)
{
  g_auto (Meeting) self = { NULL };
  g_autoptr (GPtrArray) members = NULL;
  g_autoptr (GString) names = g_string_new (NULL);

  if (!begin (&self, input, N_ ("Invitation to a meeting"), error))
    return NULL;
  members = lep_partnership_organisations (input->workspace, lep_record_get_id (self.partnership), lep_record_get (self.meeting, "held_on"), error);
  if (members == NULL)
    return NULL;

  for (guint i = 0; i < members->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? "\n" : "", ((LepMember *) g_ptr_array_index (members, i))->name);
  lep_print_property (input, self.report, N_ ("Addressed to"), names->str);
  add_invitation_text (&self);
  add_agenda (&self);
  if (!add_follow_up (&self, error))
    return NULL;
  lep_report_add_paragraph (self.report, lep_print_text (input, N_ ("Please say in good time if nobody of your organisation can come.")));
  lep_report_add_signatures (self.report, TRUE);
  lep_report_add_signature (self.report, lep_print_text (input, N_ ("For the partnership")), lep_record_get (self.partnership, "coordinator"),
                            lep_print_text (input, N_ ("coordinator")));
  return g_steal_pointer (&self.report);
}

static void
add_line (LepTable   *table,
          guint       number,
          const char *organisation)
{
  lep_table_add_row (table, LEP_ROW_BODY);
  lep_table_set_room (table, SIGN_HEIGHT);
  lep_table_add_count (table, number);
  if (organisation != NULL)
    lep_table_add_text (table, organisation, NULL);
  else
    lep_table_add_empty (table);
}

/**
 * lep_report_attendance_list:
 *
 * Names are written by hand: the program keeps counts only. The input's id is
 * that of a meeting.
 */
LepReport *
lep_report_attendance_list (const LepReportInput *input,
                            GError              **error)
{
  g_auto (Meeting) self = { NULL };
  g_autoptr (GPtrArray) members = NULL;
  LepTable *table;

  if (!begin (&self, input, N_ ("Attendance list"), error))
    return NULL;
  members = lep_partnership_organisations (input->workspace, lep_record_get_id (self.partnership), lep_record_get (self.meeting, "held_on"), error);
  if (members == NULL)
    return NULL;

  table = lep_print_table (input, self.report, N_ ("Attendance list"), N_ ("No."), LEP_COLUMN_FIGURE, N_ ("Organisation"), LEP_COLUMN_TEXT,
                           N_ ("Name and surname"), LEP_COLUMN_WIDE, N_ ("Function"), LEP_COLUMN_WIDE, N_ ("Signature"), LEP_COLUMN_WIDE, NULL);
  for (guint i = 0; i < members->len; i++)
    add_line (table, i + 1, ((LepMember *) g_ptr_array_index (members, i))->name);
  for (guint i = 0; i < GUEST_LINES || members->len + i < PAGE_LINES; i++)
    add_line (table, members->len + i + 1, NULL);
  lep_report_add_note (self.report, lep_print_text (input, N_ ("This list stays on paper: only the number of persons of each organisation is entered in the program.")));
  return g_steal_pointer (&self.report);
}
