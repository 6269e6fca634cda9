/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the rules that refuse an edit and those that look for what a merge left
 * have in common, as pieces of statements. In them k is the record of the rule,
 * p a project, pr its row, c a call. */
#pragma once

/* The currency of the project that record k belongs to. */
#define LEP_SQL_CURRENCY \
  "(SELECT pk.currency FROM row pkr CROSS JOIN k_project pk ON pk.rid = pkr.rid WHERE pkr.id = lep_id (k.project))"

/* Over the live tranches, and over the live sources, of project p. */
#define LEP_SQL_TRANCHES(expression)                                                               \
  "(SELECT " expression " FROM k_tranche t CROSS JOIN row tr ON tr.rid = t.rid AND tr.deleted = 0" \
  " WHERE t.project = lep_id_text (pr.id))"
#define LEP_SQL_SOURCES(expression)                                                                \
  "(SELECT " expression " FROM k_funding f CROSS JOIN row fr ON fr.rid = f.rid AND fr.deleted = 0" \
  " WHERE f.project = lep_id_text (pr.id))"

/* Rule 3: something is paid of a tranche k that, by its state, is before approval. */
#define LEP_SQL_PAID_EARLY(status) "k.paid > 0 AND " status " IN ('planned', 'due', 'requested')"

/* Rule 4: what the sources of money of project p must add up to. Without
 * co-financing that is the grant. */
#define LEP_SQL_WHOLE "p.\"grant\" + coalesce (p.cofinancing, 0)"

/* Rule 2: the deadline that holds for an application, as lep_application_deadline ()
 * tells it. Its state may be ahead of its stage; a state that both stages know, or
 * that comes after them, is held against the later deadline. */
#define LEP_SQL_DEADLINE                                                                \
  "CASE WHEN c.stages = 'one' THEN coalesce (c.full_deadline, c.concept_deadline)"      \
  " WHEN k.stage = 'full' OR k.status LIKE 'full\\_%' ESCAPE '\\' THEN c.full_deadline" \
  " WHEN k.status IN ('reserve', 'verified', 'selected', 'contracted')"                 \
  " THEN coalesce (c.full_deadline, c.concept_deadline)"                                \
  " ELSE coalesce (c.concept_deadline, c.full_deadline) END"

/* Headings of a budget that others are a share of. A line under one that is a sum
 * counts as a direct cost, as in lep_budget_sum_up (). */
#define LEP_SQL_DIRECT   "'1','2','3','4','5','6','7','9','11'"
#define LEP_SQL_ELIGIBLE LEP_SQL_DIRECT ",'8'"

/* What headings of the budget of a project add up to, in minor units. */
#define LEP_SQL_BUDGET(project, headings)                                        \
  "(SELECT coalesce (lep_sum (lep_line_amount (b.unit_cost, b.quantity)), 0)"    \
  " FROM k_budget_line b CROSS JOIN row br ON br.rid = b.rid AND br.deleted = 0" \
  " WHERE b.project = " project " AND b.heading IN (" headings "))"

/* Expenditure e is in the total of its budget: not under taxes and what is in kind, as in
 * lep_budget_sum_up (), where a line of another project is none. */
#define LEP_SQL_IN_TOTAL                                                                                                                                        \
  "(e.budget_line IS NULL OR (e.budget_line, e.project) NOT IN (SELECT lep_id_text (br.id), b.project FROM k_budget_line b CROSS JOIN row br ON br.rid = b.rid" \
  " AND br.deleted = 0 WHERE b.heading = '12' AND b.project IS NOT NULL))"

/* Rule 5: an amount in a currency that the call does not grant, and a share of
 * one's own, of the whole, that is below what it asks for, with that share in
 * hundredths of a percent, cut so that it never reads as what is asked for. What is not answered yet is neither. */
#define LEP_SQL_OUTSIDE_OF_CALL(amount, currency)                                           \
  "((" currency " IS NULL OR c.currency IS NULL OR " currency " = c.currency) AND (" amount \
  " < c.min_grant OR " amount " > c.max_grant))"
#define LEP_SQL_BRINGS_LESS(own, whole) "(" whole " > 0 AND (" own ") * 10000 < c.min_cofinancing * (" whole "))"
#define LEP_SQL_SHARE(own, whole)       "CAST ((" own ") * 10000 / (" whole ") AS INTEGER)"

/* Rule 5: indirect costs above the call's percent of the direct ones, the
 * contingency above that of all eligible ones. */
#define LEP_SQL_INDIRECT_ABOVE(project) \
  LEP_SQL_BUDGET (project, "'8'")       \
  " * 10000 > c.max_indirect * " LEP_SQL_BUDGET (project, LEP_SQL_DIRECT)
#define LEP_SQL_CONTINGENCY_ABOVE(project) \
  LEP_SQL_BUDGET (project, "'10'")         \
  " * 10000 > c.max_contingency * " LEP_SQL_BUDGET (project, LEP_SQL_ELIGIBLE)

/* What an application takes of the envelope of its lot, in a currency: the grant of its
 * project, before there is one what it asks for; NULL where there is no fixed rate. */
#define LEP_SQL_TAKES(application, row, currency)                                                                                                \
  "coalesce ((SELECT lep_sum (lep_converted (p.\"grant\", p.currency, NULL, " currency ")) FROM k_project p CROSS JOIN row pr ON pr.rid = p.rid" \
  " AND pr.deleted = 0 WHERE p.application = lep_id_text (" row ".id) AND p.\"grant\" IS NOT NULL),"                                             \
  " lep_converted (" application ".requested, " application ".currency, NULL, " currency "))"

/* The stage of application a, as lep_application_stage () tells it. */
#define LEP_SQL_STAGE(a)                                                                                                         \
  "coalesce (" a ".stage, CASE WHEN " a ".status IN ('full_draft', 'full_received', 'full_admin_ok', 'full_scored', 'verified'," \
  " 'selected', 'contracted') THEN 'full' WHEN " a ".status IN ('admin_ok', 'scored', 'preselected') THEN 'concept' ELSE"        \
  " (SELECT 'concept' FROM row clr CROSS JOIN k_call cl ON cl.rid = clr.rid WHERE clr.id = lep_id (" a ".call) AND cl.stages = 'two') END)"

/* Rule 8: a criterion c that applies to the stage of an application a; one that
 * belongs to the sheet k about application a, which names a stage or is of that
 * in which the application is; and a sheet m that it belongs to. */
#define LEP_SQL_OF_STAGE          "coalesce (c.stage = " LEP_SQL_STAGE ("a") ", 1)"
#define LEP_SQL_SAME_STAGE(sheet) "coalesce (c.stage = coalesce (" sheet ".stage, " LEP_SQL_STAGE ("a") "), 1)"
#define LEP_SQL_OF_SHEET          LEP_SQL_SAME_STAGE ("k")
/* Rule 8: criteria c without a stage, of the two-stage call of application a, when the sheet k
 * of the second stage is for an assessor o who has one of the first: the points of
 * both would be one score. */
#define LEP_SQL_SHARES_SCORES                                                                                                     \
  " CROSS JOIN row lr ON lr.id = lep_id (a.call) CROSS JOIN k_call l ON l.rid = lr.rid AND l.stages = 'two'"                      \
  " CROSS JOIN k_criterion c ON c.call = a.call AND c.stage IS NULL CROSS JOIN row cr ON cr.rid = c.rid AND cr.deleted = 0"       \
  " WHERE k.stage = 'full' AND EXISTS (SELECT 1 FROM k_assessment o CROSS JOIN row orow ON orow.rid = o.rid AND orow.deleted = 0" \
  " AND orow.space_no = r.space_no WHERE o.application = k.application AND o.assessor = k.assessor AND o.rid <> k.rid"            \
  " AND coalesce (o.stage, 'concept') = 'concept' AND coalesce (o.status, 'assigned') <> 'excluded')"

#define LEP_SQL_ON_SHEET "(m.stage IS NULL OR c.stage IS NULL OR m.stage = c.stage)"
