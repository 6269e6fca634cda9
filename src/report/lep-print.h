/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-budget.h"
#include "lep-call-ranking.h"
#include "lep-overview.h"
#include "lep-partnership.h"
#include "lep-project.h"
#include "lep-query.h"
#include "lep-report-kinds.h"
#include "lep-total.h"

G_BEGIN_DECLS

/* What all reports of the workspace share: texts in the print's language, the
 * frame, and blocks that several of them have. */

const char *lep_print_text (const LepReportInput *input,
                            const char           *text);
const char *lep_print_code (const LepReportInput *input,
                            const char           *list,
                            const char           *code);
char       *lep_print_codes (const LepReportInput *input,
                             const char           *list,
                             const char           *codes);
const char *lep_print_indicator (const LepReportInput *input,
                                 const char           *code,
                                 const char           *name);
char       *lep_print_label (const LepReportInput *input,
                             LepRecord            *record);
char       *lep_print_owner (const LepReportInput *input,
                             LepRecord            *record);
char       *lep_print_value (const LepReportInput *input,
                             LepRecord            *record,
                             const LepField       *field,
                             const char           *value);
char       *lep_print_date (const LepReportInput *input,
                            const char           *date);
char       *lep_print_today (const LepReportInput *input);
GPtrArray  *lep_print_list (const LepReportInput *input,
                            const char           *kind,
                            const char           *field,
                            const char           *id,
                            const char           *sort,
                            gboolean              descending,
                            GError              **error);
GPtrArray  *lep_print_decisions (const LepReportInput *input,
                                 GError              **error);
gboolean    lep_print_is_settled (LepRecord *decision);
LepRecord  *lep_print_record (const LepReportInput *input,
                              const char           *kind,
                              const char           *id,
                              GError              **error);
gboolean    lep_print_organisation (const LepReportInput *input,
                                    const char           *id,
                                    LepRecord           **organisation,
                                    GError              **error);
char       *lep_print_title (const LepReportInput *input,
                             const char           *kind,
                             const char           *id);

LepReport  *lep_print_begin (const LepReportInput *input,
                             const char           *kicker,
                             const char           *title,
                             const char           *subtitle,
                             const char           *reference);
gboolean    lep_print_sender (const LepReportInput *input,
                              LepReport            *report,
                              LepRecord            *partnership,
                              GError              **error);
gboolean    lep_print_programme_sender (const LepReportInput *input,
                                        LepReport            *report,
                                        GError              **error);
gboolean    lep_print_members (const LepReportInput *input,
                               LepReport            *report,
                               const char           *partnership,
                               gboolean              with_dates,
                               GError              **error);
void        lep_print_property (const LepReportInput *input,
                                LepReport            *report,
                                const char           *label,
                                const char           *value);
void        lep_print_agreement (const LepReportInput *input,
                                 LepReport            *report,
                                 LepRecord            *record);
gboolean    lep_print_published (const LepReportInput *input,
                                 LepReport            *report,
                                 LepScope              scope,
                                 LepRecord            *record,
                                 GError              **error);
void        lep_print_target (LepTable               *table,
                              const LepProjectResult *result);
char       *lep_print_unit (const LepReportInput   *input,
                            const LepProjectResult *result,
                            const char             *unit);
char       *lep_print_provisional (const LepReportInput *input,
                                   const char           *code,
                                   const char           *name,
                                   gboolean              provisional,
                                   gint64                too_many);
void        lep_print_collect_provisional (const LepReportInput *input,
                                           GPtrArray            *notes,
                                           const char           *code,
                                           const char           *name,
                                           gboolean              provisional,
                                           gint64                too_many);
char       *lep_print_undated (const LepReportInput *input, const LepTotal *total);
void        lep_print_notes (LepReport       *report,
                             const GPtrArray *notes);
char       *lep_print_claimed (const LepReportInput *input,
                               const char           *indicator,
                               const char           *name,
                               gint64                claimed);
gboolean    lep_print_unsettled (const LepReportInput *input,
                                 LepReport            *report,
                                 const char           *kind,
                                 const char           *id,
                                 const char           *fields,
                                 const char           *parts,
                                 GError              **error);
gboolean    lep_print_unsettled_points (const LepReportInput *input,
                                        LepReport            *report,
                                        const char           *application,
                                        const char           *assessor,
                                        GError              **error);
gboolean    lep_print_unsettled_money (const LepReportInput *input,
                                       LepReport            *report,
                                       const char           *partnership,
                                       gboolean              spent,
                                       GError              **error);
void        lep_print_results (const LepReportInput *input,
                               LepReport            *report,
                               const GPtrArray      *results,
                               gboolean              with_baseline);

LepTable   *lep_print_table (const LepReportInput *input,
                             LepReport            *report,
                             const char           *caption,
                             ...) G_GNUC_NULL_TERMINATED;
LepTable   *lep_print_section (const LepReportInput *input,
                               LepReport            *report,
                               const char           *heading,
                               ...) G_GNUC_NULL_TERMINATED;
void        lep_print_lines (LepReport  *report,
                             const char *note,
                             gboolean    numbered);
void        lep_print_number (LepTable   *table,
                              LepRecord  *record,
                              const char *field);
void        lep_print_amount (LepTable   *table,
                              LepRecord  *record,
                              const char *field,
                              const char *currency);
char       *lep_print_join (const char *separator,
                            ...) G_GNUC_NULL_TERMINATED;

gboolean    lep_print_has_payments (const LepProjectMoney *money);
char       *lep_print_grant (const LepReportInput  *input,
                             const LepProjectMoney *money);
const char *lep_print_funding_kind (const LepReportInput *input,
                                    const char           *kind);
void        lep_print_tranches (const LepReportInput  *input,
                                LepReport             *report,
                                const LepProjectMoney *money);
void        lep_print_headings (const LepReportInput  *input,
                                LepReport             *report,
                                const LepBudget       *budget,
                                const LepProjectMoney *money,
                                gboolean               with_period);
void        lep_print_note_promised (const LepReportInput  *input,
                                     LepReport             *report,
                                     const LepProjectMoney *money);
void        lep_print_note_budgeted (const LepReportInput  *input,
                                     LepReport             *report,
                                     const LepProjectMoney *money);

gint64      lep_print_average (gint64 sum,
                               guint  n_sheets);
gboolean    lep_print_is_rounded_apart (const LepCallRanking *ranking,
                                        const LepRankEntry   *rank);
void        lep_print_add_points (LepTable *table,
                                  gint64    sum,
                                  guint     n_sheets);
char       *lep_print_asked (const LepReportInput *input,
                             gint64                amount,
                             const char           *currency);
const char *lep_print_place (const LepReportInput     *input,
                             const LepCallRanking     *ranking,
                             const LepCallApplication *application);
char       *lep_print_threshold (const LepReportInput *input,
                                 const LepCallRanking *ranking);
char       *lep_print_zone (const LepReportInput *input,
                            const char           *time);
char       *lep_print_moment (const LepReportInput *input,
                              const char           *time);
guint       lep_print_requirement_number (const GPtrArray *requirements,
                                          guint            index,
                                          const char      *stage);
char       *lep_print_received (const LepReportInput *input,
                                LepRecord            *application,
                                gboolean              with_zone);
char       *lep_print_lateness (const LepReportInput *input,
                                LepRecord            *application);

LepReport  *lep_report_project_summary (const LepReportInput *input,
                                        GError              **error);
LepReport  *lep_report_partnership_profile (const LepReportInput *input,
                                            GError              **error);
LepReport  *lep_report_results (const LepReportInput *input,
                                GError              **error);
LepReport  *lep_report_bundle_slip (const LepReportInput *input,
                                    GError              **error);
LepReport  *lep_report_import_record (const LepReportInput *input,
                                      GError              **error);
LepReport  *lep_report_meeting (const LepReportInput *input,
                                GError              **error);
LepReport  *lep_report_meeting_invitation (const LepReportInput *input,
                                           GError              **error);
LepReport  *lep_report_attendance_list (const LepReportInput *input,
                                        GError              **error);
LepReport  *lep_report_decisions (const LepReportInput *input,
                                  GError              **error);
LepReport  *lep_report_budget (const LepReportInput *input,
                               GError              **error);
LepReport  *lep_report_expenditure (const LepReportInput *input,
                                    GError              **error);
LepReport  *lep_report_tranches (const LepReportInput *input,
                                 GError              **error);
LepReport  *lep_report_entry_form (const LepReportInput *input,
                                   GError              **error);
LepReport  *lep_report_ranking (const LepReportInput *input,
                                GError              **error);
LepReport  *lep_report_ranking_concept (const LepReportInput *input,
                                        GError              **error);
LepReport  *lep_report_call (const LepReportInput *input,
                             GError              **error);
LepReport  *lep_report_application_register (const LepReportInput *input,
                                             GError              **error);
LepReport  *lep_report_application_register_concept (const LepReportInput *input,
                                                     GError              **error);
LepReport  *lep_report_receipt (const LepReportInput *input,
                                GError              **error);
LepReport  *lep_report_receipt_concept (const LepReportInput *input,
                                        GError              **error);
LepReport  *lep_report_admin_check (const LepReportInput *input,
                                    GError              **error);
LepReport  *lep_report_admin_check_concept (const LepReportInput *input,
                                            GError              **error);
LepReport  *lep_report_score_sheet (const LepReportInput *input,
                                    GError              **error);
LepReport  *lep_report_letter (const LepReportInput *input,
                               GError              **error);
LepReport  *lep_report_period (const LepReportInput *input,
                               GError              **error);
LepReport  *lep_report_restatement (const LepReportInput *input,
                                    GError              **error);
LepReport  *lep_report_partner_register (const LepReportInput *input,
                                         GError              **error);
LepReport  *lep_report_self_assessment (const LepReportInput *input,
                                        GError              **error);
LepReport  *lep_report_esf (const LepReportInput *input,
                            GError              **error);
LepReport  *lep_report_iati (const LepReportInput *input,
                             GError              **error);
LepReport  *lep_report_programme (const LepReportInput *input,
                                  GError              **error);

G_END_DECLS
