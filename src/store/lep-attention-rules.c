/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rules that one statement can check. The numbers are those of the data
 * model's list of rules. */

#include <glib/gi18n-lib.h>

#include "lep-attention-private.h"
#include "lep-others-sheets.h"
#include "lep-ranking.h"
#include "lep-rules-sql.h"

/* Whether the plan is followed already, whatever state the project is in. */
#define RUNS "max (coalesce (t.status, 'planned') IN ('requested', 'approved', 'paid'))"

/* The tranches of each project; the project of such a sum. */
#define PLANS " FROM k_tranche t CROSS JOIN row tr ON tr.rid = t.rid AND tr.deleted = 0 GROUP BY 1)"
#define PROJECT_OF(sum)                                                                 \
  " FROM " sum " CROSS JOIN row r ON r.id = lep_id (" sum ".project) AND r.deleted = 0" \
  " CROSS JOIN k_project p ON p.rid = r.rid CROSS JOIN space s ON s.no = r.space_no"

#define LIMITS(currency) ", coalesce (c.min_grant, 0), c.max_grant, coalesce (" currency ", c.currency)"

/* The projects of a call's applications. */
#define PROJECT_OF_CALL LEP_LIVE ("project") LEP_NAMED ("application", "a", "k.application") LEP_NAMED ("call", "c", "a.call") " WHERE "

/* What the percents of tranche k make of the grant of project p, rounded once; of
 * amounts that no grant has, nothing. */
#define SHARE_OF_GRANT "CASE WHEN p.\"grant\" < 100000000000000 THEN (p.\"grant\" * k.percent + 5000) / 10000 END"

/* Projects whose contract stands: sums that fall short are a mistake then, and
 * work in progress before. One that is too large is a mistake at any time. */
#define CONTRACTED "coalesce (p.status, 'pipeline') IN ('active', 'suspended', 'completed', 'closed')"

/* Whether an amount stands in what belongs to a project, and whether money of it moved. */
#define WRITTEN(kind, amount)                                                                       \
  "EXISTS (SELECT 1 FROM k_" kind " o CROSS JOIN row orow ON orow.rid = o.rid AND orow.deleted = 0" \
  " WHERE o.project = lep_id_text (r.id) AND o." amount " > 0)"
#define MOVED                                                                                                                        \
  "(" WRITTEN ("tranche", "paid") " OR EXISTS (SELECT 1 FROM k_expenditure e CROSS JOIN row er ON er.rid = e.rid AND er.deleted = 0" \
                                  " WHERE e.project = lep_id_text (r.id) AND e.currency IS NULL))"

/* Outcomes with a split that may be more than their value: found when they were
 * counted, or not counted yet. */
#define OVERFULL                                                                                                  \
  " FROM k_outcome k CROSS JOIN row r ON r.rid = k.rid AND r.deleted = 0 CROSS JOIN space s ON s.no = r.space_no" \
  " CROSS JOIN k_breakdown b ON b.outcome = lep_id_text (r.id)"                                                   \
  " CROSS JOIN row br ON br.rid = b.rid AND br.deleted = 0 AND br.space_no = r.space_no"                          \
  " WHERE k.rid IN (SELECT rid FROM tally_share WHERE is_overfull = 1 UNION SELECT rid FROM dirty_tally)"

/* Of two records the one that came later is told, by what is the same on every
 * laptop: o is the earlier one. */
#define EARLIER "(orow.created_at, orow.id) < (r.created_at, r.id)"

/* The day of a partnership's last meeting up to now. */
#define LAST_MEETING(condition)                                                                     \
  "(SELECT max (m.held_on) FROM k_meeting m CROSS JOIN row mr ON mr.rid = m.rid AND mr.deleted = 0" \
  " WHERE m.partnership = lep_id_text (r.id) AND m.held_on <= :today AND " condition ")"

/* So many months before today. SQLite carries a day that the month does not have over
 * into the next one; it is the last of the month instead. */
#define MONTHS_AGO(months, less_one) \
  "min (date (:today, '-" months " months'), date (:today, 'start of month', '-" less_one " months', '-1 day'))"

/* A deadline that is still to come and not farther than the day in two weeks, where the reader is. */
#define COMES(deadline) deadline " >= :now AND " deadline " < :soon"

#define PARTNERSHIP_WORKS "coalesce (k.status, 'forming') IN ('established', 'active')"

/* Who has another space than the office's could have written it. */
#define OUTSIDE_OF_OFFICE(kind) \
  "SELECT " LEP_ID_AND_SPACE ", s.name" LEP_LIVE (kind) " WHERE r.space_no IS NOT " LEP_SQL_OFFICE
#define COUNTS_NOWHERE N_ ("It is in the space “{1}” and not in the office's, so it counts nowhere. Delete it, and ask who entered it.")

/* States of applications that take money of their lot. */
#define CHOSEN "'preselected', 'selected', 'contracted'"
#define TAKES  LEP_SQL_TAKES ("a", "ar", "c.currency")

/* Applications k that count as in order in their stage, and a requirement q of it; whether the office answered that as the
 * condition says. */
#define IN_ORDER                                                                                                       \
  LEP_LIVE ("application")                                                                                             \
  " WHERE " LEP_SQL_OFFICE " IS NOT NULL AND k.status IN ('admin_ok', 'scored', 'preselected', 'reserve', 'verified'," \
  " 'full_admin_ok', 'full_scored', 'selected', 'contracted') AND asked IS NOT NULL"
#define ASKED(column, exists, condition)                                                                               \
  "(SELECT " column " FROM (SELECT q.text FROM k_requirement q CROSS JOIN row qr ON qr.rid = q.rid AND qr.deleted = 0" \
  " WHERE q.call = k.call AND coalesce (q.stage = " LEP_SQL_STAGE ("k") ", 1) AND " exists                             \
                                                                        " (SELECT 1 FROM k_check a CROSS JOIN row ar ON ar.rid = a.rid AND ar.deleted = 0 AND " LEP_SQL_IN_OFFICE ("ar") " WHERE a.application = lep_id_text (r.id) AND lep_id (a.requirement) = qr.id AND a.answer " condition ") ORDER BY q.position, qr.id)) AS asked"

/* The most points that call k gives in a stage, as its ranking counts them. */
#define MOST_POINTS(stage)                                                                                                                                                                                                                              \
  "(SELECT lep_sum (min (c.max_points, " G_STRINGIFY (LEP_MOST_POINTS) ") * min (coalesce (c.weight, 1), " G_STRINGIFY (LEP_MOST_POINTS) "))"                                                                                                           \
                                                                                                                                         " FROM k_criterion c CROSS JOIN row cr ON cr.rid = c.rid AND cr.deleted = 0 WHERE c.call = lep_id_text (r.id)" \
                                                                                                                                         " AND (c.stage IS NULL OR c.stage = '" stage "'))"
#define OUT_OF_REACH(stage) \
  "SELECT " LEP_ID_AND_SPACE ", k." stage "_threshold, " MOST_POINTS (stage) LEP_LIVE ("call") " WHERE k." stage "_threshold > " MOST_POINTS (stage)
#define OUT_OF_REACH_TEXT N_ ("{1} points are asked for, but the evaluation grid gives {2} at most: nobody can reach them. Correct one of the two.")

/* The assessor of a score o, or of a sheet m, votes, so that its points count. */
#define VOTES(of, row)                                                                                                     \
  "coalesce ((SELECT e.votes FROM row er CROSS JOIN k_assessor e ON e.rid = er.rid WHERE er.id = lep_id (" of ".assessor)" \
  " AND er.space_no = " row ".space_no), 1) <> 0"

/* Calls k that people answer, or answered. */
#define IS_PUBLIC "k.status IN ('published', 'concept_closed', 'invited', 'full_closed')"

/* Records k of a kind of which an earlier one, o, has the same number in the same
 * whole. */
#define SAME_NUMBER(kind, whole, number)                                                                                                \
  " FROM (SELECT t." whole " AS whole, t." number " AS number FROM k_" kind " t CROSS JOIN row tr ON tr.rid = t.rid AND tr.deleted = 0" \
  " WHERE t." number " <> '' GROUP BY 1, 2 HAVING count (*) > 1) d"                                                                     \
  " CROSS JOIN k_" kind " k ON k." whole " = d.whole AND k." number " = d.number CROSS JOIN row r ON r.rid = k.rid AND r.deleted = 0"   \
  " CROSS JOIN space s ON s.no = r.space_no"                                                                                            \
  " CROSS JOIN k_" kind " o ON o." whole " = d.whole AND o." number " = d.number CROSS JOIN row orow ON orow.rid = o.rid AND orow.deleted = 0 AND " EARLIER " GROUP BY r.rid"

/* Names with marks for the writing direction, U+202A to U+202E and U+2066 to U+2069:
 * a screen shows their letters in another order. The sentence tells them without. */
#define TURNED(kind, field)                                                                                                                                                                                                                                                                                                                                                                                               \
  {                                                                                                                                                                                                                                                                                                                                                                                                                       \
    LEP_ATTENTION_RULE_TURNED, kind, field,                                                                                                                                                                                                                                                                                                                                                                               \
      "SELECT " LEP_ID_AND_SPACE ", replace (replace (replace (replace (replace (replace (replace (replace (replace (k." field ", char (0x202a), ''), char (0x202b), ''), char (0x202c), ''), char (0x202d), ''), char (0x202e), ''), char (0x2066), ''), char (0x2067), ''), char (0x2068), ''), char (0x2069), '')" LEP_LIVE (kind) " WHERE k." field " GLOB '*[\342\200\252-\342\200\256\342\201\246-\342\201\251]*'", \
      N_ ("There are marks in it that cannot be seen and turn the order of its letters: really it says “{1}”. Type it anew.")                                                                                                                                                                                                                                                                                             \
  }

const LepAttentionRule lep_attention_rules[] = {
  { 2, "application", "received_at",
    "SELECT " LEP_ID_AND_SPACE ", k.received_at, " LEP_SQL_DEADLINE LEP_LIVE ("application") LEP_NAMED ("call", "c", "k.call") " WHERE k.received_at > " LEP_SQL_DEADLINE
                                                                                                                               " AND coalesce (k.status, 'draft') NOT IN ('draft', 'late', 'admin_rejected', 'rejected', 'withdrawn')",
    N_ ("It was received at {1}, after the deadline of {2}, but it is not marked as late."),
    .types = "time time" },

  { 3, "project", "grant",
    "WITH plan AS (SELECT t.project, lep_sum (t.amount) AS amount, " RUNS " AS runs" PLANS
    " SELECT " LEP_ID_AND_SPACE ", plan.amount, p.\"grant\", p.currency" PROJECT_OF ("plan") " WHERE plan.amount > p.\"grant\" OR (plan.amount < p.\"grant\" AND (plan.runs OR " CONTRACTED "))",
    N_ ("The tranches add up to {1}, the grant is {2}."),
    "amount",
    .types = "money money" },
  { 3, "project", NULL,
    "WITH plan AS (SELECT t.project, lep_sum (t.percent) AS percent, count (*) = count (t.percent) AS whole, " RUNS " AS runs" PLANS
    " SELECT " LEP_ID_AND_SPACE ", plan.percent" PROJECT_OF ("plan") " WHERE plan.percent > 10000 OR (plan.whole AND plan.percent < 10000 AND (plan.runs OR " CONTRACTED "))",
    N_ ("The tranches add up to {1} percent instead of 100.00."),
    "percent",
    .types = "percent" },
  { 3, "tranche", "amount",
    "SELECT " LEP_ID_AND_SPACE ", k.amount, k.percent, " SHARE_OF_GRANT ", p.currency" LEP_LIVE ("tranche") LEP_NAMED ("project", "p", "k.project") " WHERE k.amount <> " SHARE_OF_GRANT " AND " LEP_SQL_TRANCHES ("max (t.number)") " > k.number AND " LEP_SQL_TRANCHES ("lep_sum (t.amount)") " = p.\"grant\"",
    N_ ("It is {1}, but {2} percent of the grant are {3}: only the last tranche takes the rounding."),
    "share",
    .types = "money percent money" },
  { 3, "tranche", "paid",
    "SELECT " LEP_ID_AND_SPACE ", k.paid, k.amount, " LEP_SQL_CURRENCY LEP_LIVE ("tranche") " WHERE k.paid > k.amount",
    N_ ("{1} were paid of a tranche of {2}."),
    .types = "money money" },
  { 3, "tranche", "paid",
    "SELECT " LEP_ID_AND_SPACE ", k.paid, " LEP_SQL_CURRENCY LEP_LIVE ("tranche") " WHERE " LEP_SQL_PAID_EARLY ("coalesce (k.status, 'planned')"),
    N_ ("{1} were paid, but the tranche is not approved."),
    "early",
    .types = "money" },
  { 3, "tranche", "number",
    "SELECT " LEP_ID_AND_SPACE ", k.number" LEP_LIVE ("tranche") " WHERE EXISTS (SELECT 1 FROM k_tranche o CROSS JOIN row orow ON orow.rid = o.rid AND orow.deleted = 0"
                                                                 " WHERE o.project = k.project AND o.number = k.number AND " EARLIER ")",
    N_ ("The project has another tranche {1}; give one of them another number, or delete it.") },
  { LEP_ATTENTION_RULE_PAYMENTS, "tranche", "paid_on",
    "SELECT " LEP_ID_AND_SPACE LEP_LIVE ("tranche") " WHERE k.status = 'paid' AND k.paid_on IS NULL",
    N_ ("It is marked as paid, but the day of the payment is missing.") },
  { LEP_ATTENTION_RULE_PAYMENTS, "tranche", "paid",
    "SELECT " LEP_ID_AND_SPACE LEP_LIVE ("tranche") " WHERE k.status = 'paid' AND k.paid IS NULL",
    N_ ("It is marked as paid, but the amount that was paid is missing.") },

  { 4, "project", "cofinancing",
    "WITH sources AS (SELECT f.project, lep_sum (f.amount) AS amount"
    " FROM k_funding f CROSS JOIN row fr ON fr.rid = f.rid AND fr.deleted = 0 GROUP BY 1)"
    " SELECT " LEP_ID_AND_SPACE ", sources.amount, " LEP_SQL_WHOLE ", p.currency" PROJECT_OF ("sources") " WHERE sources.amount > " LEP_SQL_WHOLE " OR (sources.amount < " LEP_SQL_WHOLE " AND " CONTRACTED ")",
    N_ ("The sources of money add up to {1}, grant and co-financing to {2}."),
    .types = "money money" },
  { 4, "funding", "amount",
    "WITH lines AS (SELECT b.source, lep_sum (lep_line_amount (b.unit_cost, b.quantity)) AS amount FROM k_budget_line b"
    " CROSS JOIN row br ON br.rid = b.rid AND br.deleted = 0 WHERE b.source IS NOT NULL GROUP BY 1)"
    " SELECT " LEP_ID_AND_SPACE ", lines.amount, k.amount, " LEP_SQL_CURRENCY " FROM lines CROSS JOIN row r ON r.id = lep_id (lines.source) AND r.deleted = 0"
    " CROSS JOIN k_funding k ON k.rid = r.rid CROSS JOIN space s ON s.no = r.space_no WHERE lines.amount > k.amount",
    N_ ("The budget lines take {1} from this source, which has {2}."),
    .types = "money money" },

  { 4, "budget_line", "source",
    "SELECT " LEP_ID_AND_SPACE ", f.amount, " LEP_SQL_CURRENCY LEP_LIVE ("budget_line") LEP_NAMED ("funding", "f", "k.source") " WHERE f.project <> k.project",
    N_ ("The source that it is paid from, of {1}, is of another project. Choose one of its own project."),
    .types = "money" },

  { 5, "application", "requested",
    "SELECT " LEP_ID_AND_SPACE ", k.requested" LIMITS ("k.currency") LEP_LIVE ("application") LEP_NAMED ("call", "c", "k.call") " WHERE " LEP_SQL_OUTSIDE_OF_CALL ("k.requested", "k.currency"),
    N_ ("It asks for {1}; the call grants {2} to {3}."),
    .types = "money money money" },
  { 5, "application", "currency",
    "SELECT " LEP_ID_AND_SPACE ", k.currency, c.currency" LEP_LIVE ("application") LEP_NAMED ("call", "c", "k.call") " WHERE k.requested IS NOT NULL AND k.currency <> c.currency",
    N_ ("It asks for money in {1}; the call grants {2}."),
    "currency",
    .types = "currency currency" },
  { 5, "application", "total",
    "SELECT " LEP_ID_AND_SPACE ", " LEP_SQL_SHARE ("k.total - k.requested", "k.total") ", c.min_cofinancing" LEP_LIVE ("application") LEP_NAMED ("call", "c", "k.call") " WHERE " LEP_SQL_BRINGS_LESS ("k.total - k.requested", "k.total"),
    N_ ("It brings {1} percent of its own; the call asks for {2}."),
    .types = "percent percent" },
  { 5, "application", "months",
    "SELECT " LEP_ID_AND_SPACE ", k.months, coalesce (c.min_months, 0), c.max_months" LEP_LIVE ("application") LEP_NAMED ("call", "c", "k.call") " WHERE k.months < c.min_months OR k.months > c.max_months",
    N_ ("It runs for {1} months; the call allows {2} to {3}.") },
  { 5, "application", "lot",
    "SELECT " LEP_ID_AND_SPACE ", l.title" LEP_LIVE ("application") LEP_NAMED ("lot", "l", "k.lot") " WHERE l.call <> k.call",
    N_ ("The lot “{1}” is of another call, so it is ranked in none. Choose one of its own call.") },
  { 5, "lot", "envelope",
    "SELECT " LEP_ID_AND_SPACE ", lep_sum (" TAKES "), k.envelope, c.currency" LEP_LIVE ("lot") LEP_NAMED ("call", "c", "k.call") " CROSS JOIN k_application a ON a.lot = lep_id_text (r.id) AND a.status IN (" CHOSEN ") CROSS JOIN row ar ON ar.rid = a.rid AND ar.deleted = 0"
                                                                                                                                  " GROUP BY r.rid HAVING lep_sum (" TAKES ") > k.envelope",
    N_ ("What was selected and contracted takes {1}; the lot has {2}."),
    .types = "money money" },
  { 5, "project", "grant",
    "SELECT " LEP_ID_AND_SPACE ", k.\"grant\"" LIMITS ("k.currency") PROJECT_OF_CALL LEP_SQL_OUTSIDE_OF_CALL ("k.\"grant\"", "k.currency"),
    N_ ("The grant is {1}; the call grants {2} to {3}."),
    "limits",
    .types = "money money money" },
  { 5, "project", "grant",
    "SELECT " LEP_ID_AND_SPACE ", k.\"grant\", a.requested, coalesce (k.currency, a.currency)" LEP_LIVE ("project") LEP_NAMED ("application", "a", "k.application") " WHERE k.\"grant\" > a.requested AND (k.currency IS NULL OR a.currency IS NULL OR k.currency = a.currency)",
    N_ ("The grant is {1}; the application asks for {2}."),
    "requested",
    .types = "money money" },
  { 5, "project", "cofinancing",
    "SELECT " LEP_ID_AND_SPACE ", " LEP_SQL_SHARE ("k.cofinancing", "k.\"grant\" + k.cofinancing") ", c.min_cofinancing" PROJECT_OF_CALL LEP_SQL_BRINGS_LESS ("k.cofinancing", "k.\"grant\" + k.cofinancing"),
    N_ ("It brings {1} percent of its own; the call asks for {2}."),
    .types = "percent percent" },
  { 5, "project", NULL,
    "SELECT " LEP_ID_AND_SPACE ", c.max_indirect" PROJECT_OF_CALL LEP_SQL_INDIRECT_ABOVE ("lep_id_text (r.id)"),
    N_ ("Indirect costs are more than the {1} percent of direct costs that the call allows."),
    "indirect",
    .types = "percent" },
  { 5, "project", NULL,
    "SELECT " LEP_ID_AND_SPACE ", c.max_contingency" PROJECT_OF_CALL LEP_SQL_CONTINGENCY_ABOVE ("lep_id_text (r.id)"),
    N_ ("The contingency is more than the {1} percent of eligible costs that the call allows."),
    "contingency",
    .types = "percent" },

  { 5, "project", "end",
    "SELECT " LEP_ID_AND_SPACE ", k.start, k.\"end\", c.max_months" PROJECT_OF_CALL "k.\"end\" > date (k.start, '+' || c.max_months || ' months')",
    N_ ("It runs from {1} to {2}; the call allows {3} months at most."),
    .types = "date date count" },

  { 6, "expenditure", "budget_line",
    "SELECT " LEP_ID_AND_SPACE ", b.item" LEP_LIVE ("expenditure") LEP_NAMED ("budget_line", "b", "k.budget_line") " WHERE b.project <> k.project",
    N_ ("The budget line “{1}” is of another project, so this expenditure stands under no heading. Choose one of its own project."),
    "of another project" },
  { 6, "budget_line", "heading",
    "SELECT " LEP_ID_AND_SPACE ", k.heading" LEP_LIVE ("budget_line") " WHERE k.heading IN ('7', '9', '11')",
    N_ ("Heading {1} is a sum of others: the line stands without a heading and counts as a direct cost. Choose the heading that it belongs to.") },
  { 6, "expenditure", "spent_on",
    "SELECT " LEP_ID_AND_SPACE ", k.spent_on, p.title" LEP_LIVE ("expenditure") LEP_NAMED ("project", "p", "k.project") " WHERE k.spent_on < p.start OR k.spent_on > p.\"end\"",
    N_ ("{1} is outside the dates of “{2}”."),
    .types = "date text" },
  /* What lies beyond the project's dates is told above. */
  { 6, "expenditure", "spent_on",
    "SELECT " LEP_ID_AND_SPACE ", k.spent_on" LEP_LIVE ("expenditure") LEP_NAMED ("project", "p", "k.project") " WHERE k.spent_on > :today AND coalesce (k.spent_on <= p.\"end\", 1)",
    N_ ("{1} is still to come: nothing was spent on that day yet. Correct the day."),
    .types = "date" },
  { 6, "expenditure", "document_no",
    "WITH entered AS (SELECT k.rid, row_number () OVER (PARTITION BY lep_fold (k.document_no), coalesce (lep_fold (k.supplier), '') ORDER BY r.created_at, r.id) AS time"
    " FROM k_expenditure k CROSS JOIN row r ON r.rid = k.rid AND r.deleted = 0 WHERE k.document_no <> '')"
    " SELECT " LEP_ID_AND_SPACE ", k.document_no, k.supplier FROM entered CROSS JOIN k_expenditure k ON k.rid = entered.rid"
    " CROSS JOIN row r ON r.rid = k.rid CROSS JOIN space s ON s.no = r.space_no WHERE entered.time > 1",
    N_ ("Document {1} of {2} is entered more than once.") },
  { 7, "expenditure", "rate",
    "SELECT " LEP_ID_AND_SPACE ", k.currency, p.currency" LEP_LIVE ("expenditure") LEP_NAMED ("project", "p", "k.project") " WHERE k.currency <> p.currency AND coalesce (k.rate, 0) <= 0"
                                                                                                                           " AND NOT (k.currency IN ('EUR', 'BAM') AND p.currency IN ('EUR', 'BAM'))",
    N_ ("It is in {1} and the project in {2}, but there is no rate, so it is not counted."),
    .types = "currency currency" },
  { 7, "expenditure", "rate",
    "SELECT " LEP_ID_AND_SPACE ", k.currency, p.currency, k.rate" LEP_LIVE ("expenditure") LEP_NAMED ("project", "p", "k.project") " WHERE k.rate IS NOT NULL AND k.rate <> 1955830"
                                                                                                                                   " AND k.currency <> p.currency AND k.currency IN ('EUR', 'BAM') AND p.currency IN ('EUR', 'BAM')",
    N_ ("Between {1} and {2} the rate of the law counts, 1.95583; the rate {3} that is written here is not used."),
    "law",
    .types = "currency currency rate" },
  { 7, "expenditure", "currency",
    "SELECT " LEP_ID_AND_SPACE ", k.rate" LEP_LIVE ("expenditure") LEP_NAMED ("project", "p", "k.project") " WHERE k.rate > 0 AND k.currency IS NULL AND p.currency IS NOT NULL",
    N_ ("The rate {1} stands there, but no currency, so the amount counts as it is written. Choose the currency of the document."),
    .types = "rate" },
  { 7, "project", "currency",
    "SELECT " LEP_ID_AND_SPACE LEP_LIVE ("project") " CROSS JOIN k_project p ON p.rid = r.rid WHERE p.\"grant\" > 0 AND p.currency IS NULL AND " CONTRACTED,
    N_ ("The grant has no currency, so it is not counted together with others. Choose one.") },
  { 7, "project", "currency",
    "SELECT " LEP_ID_AND_SPACE LEP_LIVE ("project") " WHERE k.currency IS NULL AND " MOVED,
    N_ ("Money was paid or spent, but the project has no currency any more, or never had one: nobody can tell how much it is. Choose one."),
    "money" },
  { 7, "project", "currency",
    "SELECT " LEP_ID_AND_SPACE LEP_LIVE ("project") " CROSS JOIN k_project p ON p.rid = r.rid WHERE p.currency IS NULL AND NOT " MOVED " AND NOT (coalesce (p.\"grant\", 0) > 0 AND " CONTRACTED ")"
                                                    " AND (" WRITTEN ("tranche", "amount") " OR " WRITTEN ("funding", "amount") " OR " WRITTEN ("budget_line", "unit_cost") ")",
    N_ ("Amounts are planned, but the project has no currency any more, or never had one: nobody can tell how much they are. Choose one."),
    "planned" },

  { 9, "target", "project",
    "SELECT " LEP_ID_AND_SPACE LEP_LIVE ("target") " WHERE (k.project IS NOT NULL) + (k.partnership IS NOT NULL) + (k.programme IS NOT NULL) > 1",
    N_ ("It names more than one of project, partnership and programme, but is a target of one of them. Empty the others."),
    "several" },
  { 9, "target", "project",
    "SELECT " LEP_ID_AND_SPACE LEP_LIVE ("target") " WHERE k.project IS NULL AND k.partnership IS NULL AND k.programme IS NULL",
    N_ ("It names no project, no partnership and no programme, so it is a target of nobody. Choose one, or delete it."),
    "none" },
  { 9, "assessment_answer", "item",
    "SELECT " LEP_ID_AND_SPACE ", k.item, k.answer" LEP_LIVE ("assessment_answer") LEP_NAMED ("assessment_round", "a", "k.assessment_round") " WHERE NOT lep_answers (a.instrument, k.item, k.answer)",
    N_ ("This self-assessment does not ask “{1}” or has no answer “{2}” to it, so it is on no paper. Answer its own question, and delete this."),
    .types = "code:assessment_item code:assessment_answer" },

  { 8, "score", "points",
    "SELECT " LEP_ID_AND_SPACE ", k.points, c.max_points" LEP_LIVE ("score") LEP_NAMED ("criterion", "c", "k.criterion") " WHERE " LEP_SQL_IN_OFFICE ("r") " AND CASE WHEN k.points < 0 OR k.points > c.max_points THEN NOT " LEP_SQL_WITHHELD_SCORE ("r.rid") " END",
    N_ ("{1} points are given; {2} are the most.") },
  { 8, "criterion", "max_points",
    "SELECT " LEP_ID_AND_SPACE ", " G_STRINGIFY (LEP_MOST_POINTS) LEP_LIVE ("criterion") " WHERE max (coalesce (k.max_points, 0), coalesce (k.weight, 1), coalesce (k.minimum, 0)) > " G_STRINGIFY (LEP_MOST_POINTS),
    N_ ("Points, a weight or a minimum of more than {1} count as {1} in the ranking. Write less."),
    "most",
    .types = "count" },
  { 8, "criterion", "weight",
    "SELECT " LEP_ID_AND_SPACE LEP_LIVE ("criterion") " WHERE k.weight <= 0",
    N_ ("Its weight is not above 0, so its points count for nothing. Write a weight, or delete the criterion.") },
  { 8, "call", "concept_threshold", OUT_OF_REACH ("concept"), OUT_OF_REACH_TEXT, .types = "count count" },
  { 8, "call", "full_threshold", OUT_OF_REACH ("full"), OUT_OF_REACH_TEXT, .types = "count count" },
  { 8, "score", "comment",
    "SELECT " LEP_ID_AND_SPACE ", c.text" LEP_LIVE ("score") LEP_NAMED ("criterion", "c", "k.criterion") " WHERE " LEP_SQL_IN_OFFICE ("r") " AND c.comment_required = 1 AND k.points IS NOT NULL AND coalesce (trim (k.comment), '') = ''",
    N_ ("“{1}” needs a comment.") },
  { 8, "assessment", "status",
    "SELECT " LEP_ID_AND_SPACE ", e.name" LEP_LIVE ("assessment") LEP_NAMED ("assessor", "e", "k.assessor") " WHERE " LEP_SQL_IN_OFFICE ("r") " AND er.space_no = r.space_no AND k.interest = 'declared' AND coalesce (k.status, 'assigned') <> 'excluded'",
    N_ ("{1} declared an interest and must be excluded.") },
  { 8, "assessment", "impartial_on",
    "SELECT " LEP_ID_AND_SPACE ", e.name" LEP_LIVE ("assessment") LEP_NAMED ("assessor", "e", "k.assessor") " WHERE " LEP_SQL_IN_OFFICE ("r") " AND er.space_no = r.space_no AND k.status = 'final' AND (k.interest IS NULL OR k.impartial_on IS NULL)",
    N_ ("The sheet of {1} is final, but impartiality was not declared. Delete the sheet and hand out a new one, or say why it is not a problem.") },
  { 8, "assessment", "status",
    "SELECT " LEP_ID_AND_SPACE ", e.name" LEP_LIVE ("assessment") LEP_NAMED ("assessor", "e", "k.assessor")
      LEP_NAMED ("application", "a", "k.application") " WHERE " LEP_SQL_IN_OFFICE ("r") " AND er.space_no = r.space_no AND k.status = 'final' AND EXISTS (SELECT 1 FROM k_criterion c CROSS JOIN row cr ON cr.rid = c.rid AND cr.deleted = 0"
                                                                                        " WHERE c.call = a.call AND " LEP_SQL_OF_SHEET
                                                                                        " AND NOT EXISTS (SELECT 1 FROM k_score o CROSS JOIN row orow ON orow.rid = o.rid AND orow.deleted = 0 AND " LEP_SQL_IN_OFFICE ("orow") " WHERE o.application = k.application AND o.assessor = k.assessor AND lep_id (o.criterion) = cr.id AND o.points IS NOT NULL))",
    N_ ("The assessment of {1} is final, but a score is missing.") },
  { 8, "application", NULL,
    "WITH totals AS (SELECT o.application, o.assessor, CASE WHEN " LEP_SQL_STAGE ("a") " IS NULL THEN c.stage END AS stage,"
                                                                                       " lep_sum (o.points * coalesce (c.weight, 1)) AS points FROM k_score o CROSS JOIN row orow ON orow.rid = o.rid AND orow.deleted = 0 AND " LEP_SQL_IN_OFFICE ("orow") LEP_NAMED ("criterion", "c", "o.criterion") LEP_NAMED ("application", "a", "o.application") " WHERE cr.deleted = 0 AND c.call = a.call AND " VOTES ("o", "orow") " AND " LEP_SQL_OF_STAGE " AND EXISTS (SELECT 1 FROM k_assessment m CROSS JOIN row mr ON mr.rid = m.rid AND mr.deleted = 0 AND " LEP_SQL_IN_OFFICE ("mr") " WHERE m.application = o.application AND m.assessor = o.assessor AND m.status = 'final' AND " LEP_SQL_ON_SHEET ") GROUP BY 1, 2, 3)"
                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                       " SELECT lep_id_text (r.id), lep_id_text (s.id), min (t.points), max (t.points)"
                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                       " FROM totals t CROSS JOIN row r ON r.id = lep_id (t.application) AND r.deleted = 0 CROSS JOIN space s ON s.no = r.space_no"
                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                       " WHERE NOT " LEP_SQL_HAS_OPEN_SHEET ("t.application", "t.stage") " AND NOT EXISTS (SELECT 1" LEP_SQL_SHEETS ("t.application", "t.stage") " AND coalesce (m.status, 'assigned') <> 'final' AND " VOTES ("m", "mr") ") GROUP BY t.application, t.stage HAVING count (*) = 2 AND (max (t.points) - min (t.points)) * 5 > max (t.points)",
    N_ ("The two assessors are more than 20 percent apart: {1} and {2} points. Hand out a sheet to a third one.") },
  { LEP_ATTENTION_RULE_OFFICE, "application", "status",
    "SELECT " LEP_ID_AND_SPACE ", " ASKED ("group_concat (substr (text, 1, 80), '; ')", "EXISTS", "= 'no'") IN_ORDER,
    N_ ("It counts as in order, but is answered with “no”: {1}."),
    "no" },
  { LEP_ATTENTION_RULE_OFFICE, "application", "status",
    "SELECT " LEP_ID_AND_SPACE ", " ASKED ("group_concat (substr (text, 1, 80), '; ')", "NOT EXISTS", "<> 'pending'") IN_ORDER,
    N_ ("It counts as in order. Requirements without an answer: {1}."),
    "unanswered" },
  { LEP_ATTENTION_RULE_OFFICE, "application", "status",
    "SELECT " LEP_ID_AND_SPACE LEP_LIVE ("application") " WHERE " LEP_SQL_OFFICE " IS NOT NULL AND k.status IN (" CHOSEN ")"
                                                        " AND EXISTS (SELECT 1 FROM k_criterion c CROSS JOIN row cr ON cr.rid = c.rid AND cr.deleted = 0 WHERE c.call = k.call)"
                                                        " AND NOT EXISTS (SELECT 1 FROM k_assessment m CROSS JOIN row mr ON mr.rid = m.rid AND mr.deleted = 0 AND " LEP_SQL_IN_OFFICE ("mr") " WHERE m.application = lep_id_text (r.id) AND m.status = 'final')",
    N_ ("It counts as selected or contracted, but no score sheet of it is final."),
    "no final sheet" },
  { LEP_ATTENTION_RULE_OFFICE, "application", "stage",
    "SELECT " LEP_ID_AND_SPACE LEP_LIVE ("application") LEP_NAMED ("call", "c", "k.call") " WHERE k.status IN ('received', 'admin_ok', 'scored', 'preselected')"
                                                                                          " AND (c.stages = 'one' OR (k.stage = 'full' AND k.status <> 'preselected'))",
    N_ ("Its state is that of a concept note, but it is a full application: among those it is not ranked. Set stage and state together to those of a full application.") },
  { LEP_ATTENTION_RULE_OFFICE, "application", "stage",
    "SELECT " LEP_ID_AND_SPACE LEP_LIVE ("application") " WHERE k.stage = 'concept' AND k.status IN ('full_received', 'full_admin_ok', 'full_scored', 'verified', 'selected', 'contracted')",
    N_ ("Its state is that of a full application, but it is a concept note: among full applications it is not ranked. If it was invited, set its stage to that of a full application; if not, it has no contract yet."),
    "concept" },
  { LEP_ATTENTION_RULE_OFFICE, "application", "reference",
    "SELECT " LEP_ID_AND_SPACE ", k.reference, min (o.title)" SAME_NUMBER ("application", "call", "reference"),
    N_ ("“{1}” is also the reference of “{2}” in the same call. Give one of them another.") },
  { LEP_ATTENTION_RULE_OFFICE, "call", "reference",
    "SELECT " LEP_ID_AND_SPACE ", k.reference, min (o.title)" SAME_NUMBER ("call", "programme", "reference"),
    N_ ("“{1}” is also the reference of the call “{2}”. Give one of them another.") },
  { LEP_ATTENTION_RULE_OFFICE, "lot", "number",
    "SELECT " LEP_ID_AND_SPACE ", k.number, min (o.title)" SAME_NUMBER ("lot", "call", "number"),
    N_ ("{1} is also the number of the lot “{2}” of the same call. Give one of them another.") },
  { LEP_ATTENTION_RULE_OFFICE, "assessment", "stage",
    "SELECT " LEP_ID_AND_SPACE ", min (c.text)" LEP_LIVE ("assessment") LEP_NAMED ("application", "a", "k.application") LEP_SQL_SHARES_SCORES " AND " LEP_SQL_IN_OFFICE ("r") " GROUP BY r.rid",
    N_ ("The criterion “{1}” names no stage, so this sheet and that of the concept note share its points.") },
  { LEP_ATTENTION_RULE_OFFICE, "score", "assessor",
    "SELECT lep_id_text (min (r.id)), lep_id_text (s.id), coalesce (e.name, k.assessor)" LEP_LIVE ("score") " LEFT JOIN row cr ON cr.id = lep_id (k.criterion) LEFT JOIN k_criterion c ON c.rid = cr.rid"
                                                                                                            " LEFT JOIN row er ON er.id = lep_id (k.assessor) AND er.space_no = r.space_no LEFT JOIN k_assessor e ON e.rid = er.rid"
                                                                                                            " WHERE " LEP_SQL_IN_OFFICE ("r") " AND k.points IS NOT NULL AND NOT EXISTS (SELECT 1 FROM k_assessment m CROSS JOIN row mr ON mr.rid = m.rid AND mr.deleted = 0 AND mr.space_no = r.space_no"
                                                                                                                                              " WHERE m.application = k.application AND m.assessor = k.assessor AND " LEP_SQL_ON_SHEET ") GROUP BY k.application, k.assessor",
    N_ ("{1} has no score sheet of this application, so these points count nowhere. Hand out a sheet, or delete the points."),
    "no sheet" },
  { 8, "score", "criterion",
    "SELECT " LEP_ID_AND_SPACE ", c.text" LEP_LIVE ("score") LEP_NAMED ("criterion", "c", "k.criterion") LEP_NAMED ("application", "a", "k.application") " WHERE c.call <> a.call",
    N_ ("The criterion “{1}” is of another call, so these points count nowhere. Delete them.") },
  { 8, "check", "answer", OUTSIDE_OF_OFFICE ("check"), COUNTS_NOWHERE, "outside" },
  { 8, "assessor", "name", OUTSIDE_OF_OFFICE ("assessor"), COUNTS_NOWHERE, "outside" },
  { 8, "assessment", "status", OUTSIDE_OF_OFFICE ("assessment"), COUNTS_NOWHERE, "outside" },
  { 8, "score", "points", OUTSIDE_OF_OFFICE ("score"), COUNTS_NOWHERE, "outside" },

  { 10, "outcome", "value",
    "SELECT " LEP_ID_AND_SPACE ", lep_sum (b.value), b.dimension, k.value" OVERFULL
    " AND b.dimension IN ('sex', 'age', 'residence') GROUP BY r.rid, b.dimension HAVING lep_sum (b.value) > k.value",
    N_ ("The split by {2} adds up to {1}, more than the {3} of the result."),
    "split",
    .types = "count code:dimension count" },
  { 10, "outcome", "value",
    "SELECT " LEP_ID_AND_SPACE ", b.value, k.value" OVERFULL
    " AND b.dimension NOT IN ('sex', 'age', 'residence') AND b.value > k.value",
    N_ ("{1} in one group are more than the {2} of the result."),
    "group",
    .types = "count count" },

  { 12, "period", "from",
    "SELECT " LEP_ID_AND_SPACE ", o.\"from\", o.\"to\"" LEP_LIVE ("period") " CROSS JOIN k_period o ON o.project = k.project AND o.rid <> k.rid AND o.kind IS k.kind"
                                                                            " AND o.\"from\" <= k.\"to\" AND o.\"to\" >= k.\"from\""
                                                                            " CROSS JOIN row orow ON orow.rid = o.rid AND orow.deleted = 0 AND " EARLIER,
    N_ ("It overlaps with the period {1} to {2} of the same project."),
    .types = "date date" },
  { 12, "call", "full_deadline",
    "SELECT " LEP_ID_AND_SPACE ", k.full_deadline, k.concept_deadline" LEP_LIVE ("call") " WHERE k.full_deadline < k.concept_deadline",
    N_ ("The deadline for full applications, {1}, is before the one for concept notes, {2}."),
    .types = "time time" },
  { 2, "call", "full_deadline",
    "SELECT " LEP_ID_AND_SPACE ", k.concept_deadline" LEP_LIVE ("call") " WHERE k.stages = 'one' AND k.full_deadline IS NULL AND k.concept_deadline IS NOT NULL AND " IS_PUBLIC,
    N_ ("The call has one stage, and its only deadline, {1}, is written as that of concept notes: it holds for the full applications. Write it where it belongs."),
    "one stage",
    .types = "time" },
  { 2, "call", "concept_deadline",
    "SELECT " LEP_ID_AND_SPACE ", k.full_deadline" LEP_LIVE ("call") " WHERE k.stages = 'two' AND k.concept_deadline IS NULL AND k.full_deadline IS NOT NULL AND " IS_PUBLIC,
    N_ ("The call has two stages, but no deadline for concept notes: they are held to that for full applications, {1}."),
    "two stages",
    .types = "time" },
  { 2, "call", "full_deadline",
    "SELECT " LEP_ID_AND_SPACE LEP_LIVE ("call") " WHERE k.stages = 'two' AND k.full_deadline IS NULL AND k.concept_deadline IS NOT NULL AND k.status IN ('invited', 'full_closed')",
    N_ ("The call has two stages, but no deadline for full applications: none of them is late."),
    "two stages" },

  { 13, "outcome", "proof_no",
    "SELECT " LEP_ID_AND_SPACE LEP_LIVE ("outcome") " WHERE k.state = 'verified' AND coalesce (k.proof_no, '') = ''",
    N_ ("It is verified, but the number of the proof is missing.") },

  /* Who takes a submission back deletes them as well, and later ones take their place. */
  { 14, "period", "status",
    "SELECT DISTINCT " LEP_ID_AND_SPACE ", coalesce (i.name, n.indicator), n.value FROM k_snapshot n CROSS JOIN row nr ON nr.rid = n.rid AND nr.deleted = 1"
    " CROSS JOIN row r ON r.id = lep_id (n.period) AND r.deleted = 0 CROSS JOIN k_period k ON k.rid = r.rid CROSS JOIN space s ON s.no = r.space_no"
    " LEFT JOIN row ir ON ir.id = lep_id (n.indicator) LEFT JOIN k_indicator i ON i.rid = ir.rid WHERE k.status IN ('submitted', 'approved', 'locked')"
    " AND NOT EXISTS (SELECT 1 FROM k_snapshot o CROSS JOIN row orow ON orow.rid = o.rid AND orow.deleted = 0 WHERE o.period = n.period AND o.indicator = n.indicator"
    " AND orow.created_at >= nr.created_at)",
    N_ ("A reported figure was deleted: “{1}”, {2}. Restore it."),
    "deleted",
    .types = "text count" },

  { 17, "partnership", NULL,
    "SELECT " LEP_ID_AND_SPACE ", " LAST_MEETING ("1") " AS last" LEP_LIVE ("partnership") " WHERE " PARTNERSHIP_WORKS
                                                                                           " AND last < " MONTHS_AGO ("3", "2"),
    N_ ("There was no meeting in the last three months; the last one was held on {1}."),
    "meeting",
    .types = "date" },
  { 17, "partnership", NULL,
    "SELECT " LEP_ID_AND_SPACE LEP_LIVE ("partnership") " WHERE " PARTNERSHIP_WORKS
                                                        " AND coalesce (k.founded_on, '') < " MONTHS_AGO ("3", "2") " AND " LAST_MEETING ("1") " IS NULL",
    N_ ("No meeting so far."),
    "meeting" },
  { 17, "partnership", NULL,
    "SELECT " LEP_ID_AND_SPACE ", " LAST_MEETING ("m.kind = 'council'") " AS last" LEP_LIVE ("partnership") " WHERE " PARTNERSHIP_WORKS
                                                                                                            " AND last < " MONTHS_AGO ("6", "5"),
    N_ ("The council has not met for six months; it met last on {1}."),
    "council",
    .types = "date" },
  /* Where nobody ever met, the line before the last says it all. */
  { 17, "partnership", NULL,
    "SELECT " LEP_ID_AND_SPACE LEP_LIVE ("partnership") " WHERE " PARTNERSHIP_WORKS
                                                        " AND coalesce (k.founded_on, '') < " MONTHS_AGO ("6", "5") " AND " LAST_MEETING ("1") " IS NOT NULL AND " LAST_MEETING ("m.kind = 'council'") " IS NULL",
    N_ ("The council has not met so far."),
    "council" },
  { 17, "decision", "due_on",
    "SELECT " LEP_ID_AND_SPACE ", k.due_on" LEP_LIVE ("decision") " WHERE k.due_on < :today AND coalesce (k.status, 'open') NOT IN ('done', 'dropped')",
    N_ ("It was due on {1} and is not done."),
    .types = "date" },
  { 17, "tranche", "due_on",
    "SELECT " LEP_ID_AND_SPACE ", k.number, k.due_on" LEP_LIVE ("tranche") " WHERE k.due_on <= :today AND coalesce (k.status, 'planned') IN ('planned', 'due')",
    N_ ("Tranche {1} was due on {2} and is not requested."),
    .types = "text date" },
  { 17, "period", "due_on",
    "SELECT " LEP_ID_AND_SPACE ", k.\"from\", k.\"to\", k.due_on" LEP_LIVE ("period") " WHERE k.due_on <= :today AND coalesce (k.status, 'open') IN ('open', 'returned')",
    N_ ("The report for {1} to {2} was due on {3}."),
    .types = "date date date" },
  { 17, "call", "concept_deadline",
    "SELECT " LEP_ID_AND_SPACE ", k.concept_deadline" LEP_LIVE ("call") " WHERE " COMES ("k.concept_deadline") " AND coalesce (k.status, 'draft') IN ('draft', 'published')",
    N_ ("The deadline for concept notes is within 14 days: {1}."),
    .types = "time" },
  { 17, "call", "full_deadline",
    "SELECT " LEP_ID_AND_SPACE ", k.full_deadline" LEP_LIVE ("call") " WHERE " COMES ("k.full_deadline") " AND coalesce (k.status, 'draft') IN ('draft', 'published', 'concept_closed', 'invited')",
    N_ ("The deadline for full applications is within 14 days: {1}."),
    .types = "time" },

  /* Two branches of one laptop's changes; old ones were told long ago. */
  { LEP_ATTENTION_RULE_FORK, "replica", NULL,
    "SELECT lep_id_text (l.id), lep_id_text (s.id), l.label, l.person FROM stream b JOIN replica l ON l.no = b.replica_no"
    " JOIN space s ON s.no = b.space_no WHERE b.fork > 0 AND (b.parent IS NOT NULL OR b.base = 0)"
    " AND EXISTS (SELECT 1 FROM change c WHERE c.stream_no = b.no AND c.at >= date (:today, '-30 days'))"
    " GROUP BY l.no ORDER BY l.no",
    N_ ("Two copies of the workspace of the laptop “{1}” ({2}) were in use, and both wrote: nothing is lost, but go on with one of them only.") },

  TURNED ("organisation", "name"),
  TURNED ("contact", "name"),
  TURNED ("partnership", "name"),
  TURNED ("call", "title"),
  TURNED ("application", "title"),
  TURNED ("project", "title"),
  TURNED ("document", "title"),

  { LEP_ATTENTION_RULE_UNDATED, "service", "started_on",
    "SELECT " LEP_ID_AND_SPACE LEP_LIVE ("service") " WHERE k.started_on IS NULL",
    N_ ("It has no day of start: it is counted in the totals, but in no period.") },
};

const guint lep_attention_n_rules = G_N_ELEMENTS (lep_attention_rules);
