/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The code lists: what is stored and how it is called. Life-cycles and
 * self-assessments have theirs in lep-schema-states.c. */

#include "lep-schema-private.h"

#define LIST(table) .codes = table, .n_codes = G_N_ELEMENTS (table)

static const LepCode actor_group[] = {
  { "municipality", N_ ("Municipality") },
  { "pes", N_ ("Public employment service") },
  { "employer", N_ ("Employers") },
  { "education", N_ ("Education and training") },
  { "ngo", N_ ("Civil society") },
};

/* The nine types of Box 37. */
static const LepCode stakeholder_type[] = {
  { "education_training", N_ ("Education and training provider") },
  { "jobseeker_group", N_ ("Organisation of a group of jobseekers") },
  { "employer_org", N_ ("Employer or employers' organisation") },
  { "chamber", N_ ("Chamber") },
  { "ngo", N_ ("Non-governmental organisation") },
  { "government", N_ ("Municipality or other government") },
  { "public_service", N_ ("Public service") },
  { "private_agency", N_ ("Private employment agency") },
  { "media", N_ ("Media") },
};

/* Sections of NACE Rev. 2 (Regulation (EC) No 1893/2006). */
static const LepCode nace[] = {
  { "A", N_ ("A – Agriculture, forestry and fishing") },
  { "B", N_ ("B – Mining and quarrying") },
  { "C", N_ ("C – Manufacturing") },
  { "D", N_ ("D – Electricity, gas, steam and air conditioning") },
  { "E", N_ ("E – Water supply, sewerage and waste") },
  { "F", N_ ("F – Construction") },
  { "G", N_ ("G – Trade and repair of vehicles") },
  { "H", N_ ("H – Transport and storage") },
  { "I", N_ ("I – Accommodation and food") },
  { "J", N_ ("J – Information and communication") },
  { "K", N_ ("K – Finance and insurance") },
  { "L", N_ ("L – Real estate") },
  { "M", N_ ("M – Professional, scientific and technical activities") },
  { "N", N_ ("N – Administrative and support services") },
  { "O", N_ ("O – Public administration and defence") },
  { "P", N_ ("P – Education") },
  { "Q", N_ ("Q – Health and social work") },
  { "R", N_ ("R – Arts, entertainment and recreation") },
  { "S", N_ ("S – Other services") },
  { "T", N_ ("T – Households as employers") },
  { "U", N_ ("U – International organisations") },
};

/* By staff, as in Recommendation 2003/361/EC. */
static const LepCode organisation_size[] = {
  { "micro", N_ ("Micro (1–9 employees)") },
  { "small", N_ ("Small (10–49 employees)") },
  { "medium", N_ ("Medium (50–249 employees)") },
  { "large", N_ ("Large (250 employees and more)") },
};

static const LepCode place_level[] = {
  { "country", N_ ("Country") },
  { "entity", N_ ("Entity") },
  { "region", N_ ("Region") },
  { "canton", N_ ("Canton") },
  { "municipality", N_ ("Municipality") },
  { "settlement", N_ ("Settlement") },
};

static const LepCode membership_role[] = {
  { "lead", N_ ("Lead") },
  { "co_applicant", N_ ("Co-applicant") },
  { "member", N_ ("Member") },
  { "associate", N_ ("Associate") },
  { "observer", N_ ("Observer") },
};

static const LepCode meeting_kind[] = {
  { "quarterly", N_ ("Quarterly meeting") },
  { "tripartite", N_ ("Tripartite meeting") },
  { "council", N_ ("Council") },
  { "round_table", N_ ("Round table") },
  { "committee", N_ ("Committee") },
  { "information", N_ ("Information meeting") },
  { "training", N_ ("Training") },
  { "peer_visit", N_ ("Peer visit") },
};

static const LepCode side[] = {
  { "government", N_ ("Government") },
  { "workers", N_ ("Workers") },
  { "employers", N_ ("Employers") },
  { "other", N_ ("Other") },
};

static const LepCode decision_kind[] = {
  { "decision", N_ ("Decision") },
  { "recommendation", N_ ("Recommendation") },
  { "task", N_ ("Task") },
};

static const LepCode decision_theme[] = {
  { "policy", N_ ("Policy and strategy") },
  { "training", N_ ("Training") },
  { "employment", N_ ("Employment") },
  { "services", N_ ("Services") },
  { "enterprise", N_ ("Enterprise and self-employment") },
  { "inclusion", N_ ("Inclusion") },
  { "finance", N_ ("Finance") },
  { "information", N_ ("Information") },
  { "organisation", N_ ("Organisation of the partnership") },
  { "other", N_ ("Other") },
};

/* Categories of Eurostat's labour market policy statistics. */
static const LepCode lmp[] = {
  { "1", N_ ("1 – Labour market services") },
  { "2", N_ ("2 – Training") },
  { "4", N_ ("4 – Employment incentives") },
  { "5", N_ ("5 – Supported employment and rehabilitation") },
  { "6", N_ ("6 – Direct job creation") },
  { "7", N_ ("7 – Start-up incentives") },
  { "8", N_ ("8 – Out-of-work income support") },
  { "9", N_ ("9 – Early retirement") },
};

static const LepCode target_group[] = {
  { "women", N_ ("Women") },
  { "youth", N_ ("Young people (15–29)") },
  { "neet", N_ ("Not in employment, education or training") },
  { "long_term_unemployed", N_ ("Long-term unemployed") },
  { "over_50", N_ ("Over 50") },
  { "disability", N_ ("Persons with disabilities") },
  { "roma_minority", N_ ("Roma and other minorities") },
  { "returnee", N_ ("Returnees") },
  { "displaced", N_ ("Displaced persons") },
  { "rural_women", N_ ("Rural women") },
  { "informal_worker", N_ ("Informal workers") },
  { "violence_survivor", N_ ("Survivors of violence") },
  { "social_assistance", N_ ("On social assistance") },
  { "other", N_ ("Other") },
};

static const LepCode stages[] = {
  { "one", N_ ("One stage") },
  { "two", N_ ("Two stages") },
};

static const LepCode stage[] = {
  { "concept", N_ ("Concept note") },
  { "full", N_ ("Full application") },
};

static const LepCode requirement_kind[] = {
  { "administrative", N_ ("Administrative") },
  { "eligibility", N_ ("Eligibility") },
};

static const LepCode channel[] = {
  { "hand", N_ ("By hand") },
  { "post", N_ ("By post") },
  { "courier", N_ ("By courier") },
  { "email", N_ ("By e-mail") },
  { "online", N_ ("Online") },
};

static const LepCode check_answer[] = {
  { "yes", N_ ("Yes") },
  { "no", N_ ("No") },
  { "not_applicable", N_ ("Not applicable") },
  { "pending", N_ ("Pending") },
};

static const LepCode interest[] = {
  { "none", N_ ("None") },
  { "declared", N_ ("Declared") },
};

/* The five of Case 24, and other. */
static const LepCode activity[] = {
  { "retraining", N_ ("Training and retraining for employers") },
  { "agriculture", N_ ("Agriculture") },
  { "start_up", N_ ("Self-employment and start-ups") },
  { "social_services", N_ ("Social services") },
  { "social_enterprise", N_ ("Social enterprise") },
  { "other", N_ ("Other") },
};

static const LepCode budget_heading[] = {
  { "1", N_ ("1 – Human resources") },
  { "2", N_ ("2 – Travel") },
  { "3", N_ ("3 – Equipment and supplies") },
  { "4", N_ ("4 – Local office") },
  { "5", N_ ("5 – Other costs and services") },
  { "6", N_ ("6 – Other") },
  { "7", N_ ("7 – Direct costs, subtotal") },
  { "8", N_ ("8 – Indirect costs") },
  { "9", N_ ("9 – Eligible costs, total") },
  { "10", N_ ("10 – Contingency") },
  { "11", N_ ("11 – Total") },
  { "12", N_ ("12 – Taxes and contributions in kind") },
};

static const LepCode funding_kind[] = {
  { "grant", N_ ("Grant") },
  { "municipal", N_ ("Municipality") },
  { "cantonal", N_ ("Canton") },
  { "pes", N_ ("Public employment service") },
  { "private", N_ ("Private") },
  { "in_kind", N_ ("In kind") },
};

static const LepCode tranche_condition[] = {
  { "signature", N_ ("Signature") },
  { "interim_report", N_ ("Interim report") },
  { "final_report", N_ ("Final report") },
  { "milestone", N_ ("Milestone") },
  { "date", N_ ("Date") },
};

static const LepCode unit[] = {
  { "persons", N_ ("Persons") },
  { "participations", N_ ("Participations") },
  { "organisations", N_ ("Organisations") },
  { "jobs", N_ ("Jobs") },
  { "services", N_ ("Services") },
  { "businesses", N_ ("Businesses") },
  { "meetings", N_ ("Meetings") },
  { "percent", N_ ("Percent") },
  { "projects", N_ ("Projects") },
  { "applications", N_ ("Applications") },
};

static const LepCode indicator_level[] = {
  { "output", N_ ("Output") },
  { "outcome", N_ ("Outcome") },
  { "impact", N_ ("Impact") },
};

static const LepCode accumulation[] = {
  { "sum", N_ ("Values are added") },
  { "latest", N_ ("The latest value counts") },
  { "maximum", N_ ("The greatest value counts") },
  { "none", N_ ("Values are only listed") },
};

/* Each has a list of its own name with its categories. */
static const LepCode dimension[] = {
  { "sex", N_ ("Sex") },
  { "age", N_ ("Age") },
  { "target_group", N_ ("Target group") },
  { "residence", N_ ("Residence") },
};

static const LepCode sex[] = {
  { "women", N_ ("Women") },
  { "men", N_ ("Men") },
  { "undisclosed", N_ ("Not disclosed") },
};

static const LepCode age[] = {
  { "15_29", N_ ("15–29") },
  { "30_49", N_ ("30–49") },
  { "50_plus", N_ ("50 and older") },
  { "unknown", N_ ("Unknown") },
};

static const LepCode residence[] = {
  { "urban", N_ ("Urban") },
  { "rural", N_ ("Rural") },
  { "unknown", N_ ("Unknown") },
};

static const LepCode target_qualifier[] = {
  { "exactly", N_ ("Exactly") },
  { "at_least", N_ ("At least") },
};

static const LepCode figure_qualifier[] = {
  { "exactly", N_ ("Exactly") },
  { "at_least", N_ ("At least") },
  { "more_than", N_ ("More than") },
  { "about", N_ ("About") },
};

static const LepCode proof[] = {
  { "pes_record", N_ ("Record of the employment service") },
  { "contract", N_ ("Contract") },
  { "tax_form", N_ ("Tax form") },
  { "attendance", N_ ("Attendance list") },
  { "certificate", N_ ("Certificate") },
  { "registration", N_ ("Registration") },
  { "other", N_ ("Other") },
};

static const LepCode period_kind[] = {
  { "interim", N_ ("Interim report") },
  { "final", N_ ("Final report") },
  { "quarter", N_ ("Quarterly report") },
};

static const LepCode document_kind[] = {
  { "agreement", N_ ("Agreement") },
  { "application", N_ ("Application") },
  { "minutes", N_ ("Minutes") },
  { "report", N_ ("Report") },
  { "evaluation", N_ ("Evaluation") },
  { "proof", N_ ("Proof") },
  { "invoice", N_ ("Invoice") },
  { "attendance_list", N_ ("Attendance list") },
  { "decision", N_ ("Decision") },
  { "letter", N_ ("Letter") },
  { "photo", N_ ("Photo") },
  { "other", N_ ("Other") },
};

/* Open lists: any ISO 4217 or BCP 47 code is taken, these are offered. */
static const LepCode currency[] = {
  { "BAM", N_ ("Convertible mark") },
  { "EUR", N_ ("Euro") },
  { "ALL", N_ ("Albanian lek") },
  { "CHF", N_ ("Swiss franc") },
  { "GBP", N_ ("Pound sterling") },
  { "GEL", N_ ("Georgian lari") },
  { "MDL", N_ ("Moldovan leu") },
  { "MKD", N_ ("Macedonian denar") },
  { "RSD", N_ ("Serbian dinar") },
  { "SEK", N_ ("Swedish krona") },
  { "UAH", N_ ("Ukrainian hryvnia") },
  { "USD", N_ ("US dollar") },
};

static const LepCode language[] = {
  { "bs", N_ ("Bosnian") },
  { "hr", N_ ("Croatian") },
  { "sr-Latn", N_ ("Serbian (Latin)") },
  { "sr-Cyrl", N_ ("Serbian (Cyrillic)") },
  { "en", N_ ("English") },
  { "mk", N_ ("Macedonian") },
  { "sq", N_ ("Albanian") },
  { "ro", N_ ("Romanian") },
  { "ru", N_ ("Russian") },
  { "uk", N_ ("Ukrainian") },
  { "rom", N_ ("Romani") },
};

const LepCodeList lep_schema_lists[] = {
  { "actor_group", LIST (actor_group) },
  { "stakeholder_type", LIST (stakeholder_type) },
  { "nace", LIST (nace) },
  { "organisation_size", LIST (organisation_size) },
  { "place_level", LIST (place_level) },
  { "membership_role", LIST (membership_role) },
  { "meeting_kind", LIST (meeting_kind) },
  { "side", LIST (side) },
  { "decision_kind", LIST (decision_kind) },
  { "decision_theme", LIST (decision_theme) },
  { "lmp", LIST (lmp) },
  { "stages", LIST (stages) },
  { "stage", LIST (stage) },
  { "requirement_kind", LIST (requirement_kind) },
  { "channel", LIST (channel) },
  { "check_answer", LIST (check_answer) },
  { "interest", LIST (interest) },
  { "activity", LIST (activity) },
  { "budget_heading", LIST (budget_heading) },
  { "funding_kind", LIST (funding_kind) },
  { "tranche_condition", LIST (tranche_condition) },
  { "unit", LIST (unit) },
  { "indicator_level", LIST (indicator_level) },
  { "accumulation", LIST (accumulation) },
  { "dimension", LIST (dimension) },
  { "sex", LIST (sex), .partition = TRUE },
  { "age", LIST (age), .partition = TRUE },
  { "target_group", LIST (target_group) },
  { "residence", LIST (residence), .partition = TRUE },
  { "target_qualifier", LIST (target_qualifier) },
  { "figure_qualifier", LIST (figure_qualifier) },
  { "proof", LIST (proof) },
  { "period_kind", LIST (period_kind) },
  { "document_kind", LIST (document_kind) },
  { "currency", LIST (currency) },
  { "language", LIST (language) },
};

const guint lep_schema_n_lists = G_N_ELEMENTS (lep_schema_lists);
