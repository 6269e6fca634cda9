/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every programme starts with: the standard indicators and the categories
 * of the standard dimensions. The common indicators of the European Social Fund
 * Plus (Regulation (EU) 2021/1057, Annex I) are an optional set. */

#include <glib/gi18n-lib.h>

#include "lep-schema.h"

#include "lep-standard.h"

#define INDICATOR(code_, name_, unit_, level_, accumulation_, definition_, ...)                  \
  {                                                                                              \
    .code = code_, .name = name_, .unit = unit_, .level = level_, .accumulation = accumulation_, \
    .definition = definition_, ##__VA_ARGS__                                                     \
  }

#define ESF(code_, name_, unit_, level_)                                                 \
  {                                                                                      \
    .code = code_, .name = name_, .unit = unit_, .level = level_, .accumulation = "sum", \
    .common_code = code_, .optional = TRUE                                               \
  }

static const LepStandardIndicator indicators[] = {
  INDICATOR ("TRAINED", N_ ("Persons trained"), "persons", "output", "sum", N_ ("Persons who completed a training of the project; each person once.")),
  INDICATOR ("EMPLOYED", N_ ("Persons employed"), "persons", "outcome", "sum", N_ ("Persons formally employed through the project, proven by contract, tax form or record of the employment service; each person once."), .needs_proof = TRUE),
  INDICATOR ("SELF_EMPLOYED", N_ ("Persons self-employed"), "persons", "outcome", "sum", N_ ("Persons who registered a business or an occupation of their own through the project.")),
  INDICATOR ("FORMALISED", N_ ("Jobs made formal"), "persons", "outcome", "sum", N_ ("Persons whose informal work became formal through the project.")),
  INDICATOR ("BUSINESSES", N_ ("Businesses started or supported"), "businesses", "output", "sum", N_ ("Businesses that the project started or supported; each once.")),
  INDICATOR ("SERVICES", N_ ("New services"), "services", "output", "none", N_ ("Services of the partnerships, by the day they started.")),
  INDICATOR ("ORGANISATIONS", N_ ("Partner organisations"), "organisations", "output", "none", N_ ("Organisations with a valid membership in a partnership; each once.")),
  INDICATOR ("INITIATIVES", N_ ("Initiatives"), "projects", "output", "none", N_ ("Projects that were started and not terminated.")),
  INDICATOR ("PARTICIPATIONS", N_ ("Participations"), "participations", "output", "sum", N_ ("Persons in each course or event; who came twice counts twice.")),
  INDICATOR ("JOBS", N_ ("Jobs created"), "jobs", "outcome", "sum", N_ ("New jobs in full-time equivalents, whoever fills them.")),
  INDICATOR ("APPLICATIONS", N_ ("Applications"), "applications", "output", "sum", N_ ("Concept notes or full applications received in a call.")),
  INDICATOR ("MEETINGS", N_ ("Meetings held"), "meetings", "output", "sum", N_ ("Meetings and events of the partnership.")),

  ESF ("EECO01", N_ ("Total number of participants"), "persons", "output"),
  ESF ("EECO02", N_ ("Unemployed participants, including long-term unemployed"), "persons", "output"),
  ESF ("EECO03", N_ ("Long-term unemployed participants"), "persons", "output"),
  ESF ("EECO04", N_ ("Inactive participants"), "persons", "output"),
  ESF ("EECO05", N_ ("Employed participants, including self-employed"), "persons", "output"),
  ESF ("EECO06", N_ ("Children below 18 years of age"), "persons", "output"),
  ESF ("EECO07", N_ ("Young people aged 18 to 29"), "persons", "output"),
  ESF ("EECO08", N_ ("Participants 55 years of age and above"), "persons", "output"),
  ESF ("EECO09", N_ ("Participants with lower secondary education or less"), "persons", "output"),
  ESF ("EECO10", N_ ("Participants with upper secondary or post-secondary education"), "persons", "output"),
  ESF ("EECO11", N_ ("Participants with tertiary education"), "persons", "output"),
  ESF ("EECO12", N_ ("Participants with disabilities"), "persons", "output"),
  ESF ("EECO13", N_ ("Third-country nationals"), "persons", "output"),
  ESF ("EECO14", N_ ("Participants with a foreign background"), "persons", "output"),
  ESF ("EECO15", N_ ("Minorities, including marginalised communities such as Roma"), "persons", "output"),
  ESF ("EECO16", N_ ("Homeless or affected by housing exclusion"), "persons", "output"),
  ESF ("EECO17", N_ ("Participants from rural areas"), "persons", "output"),
  ESF ("EECO18", N_ ("Public administrations or public services supported"), "organisations", "output"),
  ESF ("EECO19", N_ ("Micro, small and medium-sized enterprises supported"), "businesses", "output"),
  ESF ("EECR01", N_ ("Participants searching for a job upon leaving"), "persons", "outcome"),
  ESF ("EECR02", N_ ("Participants in education or training upon leaving"), "persons", "outcome"),
  ESF ("EECR03", N_ ("Participants gaining a qualification upon leaving"), "persons", "outcome"),
  ESF ("EECR04", N_ ("Participants in employment upon leaving"), "persons", "outcome"),
  ESF ("EECR05", N_ ("Participants in employment six months after leaving"), "persons", "outcome"),
  ESF ("EECR06", N_ ("Participants with a better labour market situation six months after leaving"), "persons", "outcome"),
};

static const struct
{
  const char *code;
  int         from, to;
} ages[] = {
  { "15_29", 15, 29 },
  { "30_49", 30, 49 },
  { "50_plus", 50, 150 },
};

/**
 * lep_standard_indicators:
 * @n_indicators: (out): how many
 *
 * Returns: (array length=n_indicators): the standard indicators; those that are
 *   not optional belong into every programme
 */
const LepStandardIndicator *
lep_standard_indicators (guint *n_indicators)
{
  *n_indicators = G_N_ELEMENTS (indicators);
  return indicators;
}

/**
 * lep_standard_indicator:
 *
 * Returns: (nullable): the standard indicator of that code
 */
const LepStandardIndicator *
lep_standard_indicator (const char *code)
{
  for (guint i = 0; i < G_N_ELEMENTS (indicators); i++)
    if (g_strcmp0 (indicators[i].code, code) == 0)
      return &indicators[i];

  return NULL;
}

/**
 * lep_standard_is_shipped:
 * @name: (nullable): of an indicator of that code, as a programme has it
 *
 * Returns: whether it is the name that the standard indicator came with, in
 *   English or in the language of the screen: then it may be translated
 */
gboolean
lep_standard_is_shipped (const char *code,
                         const char *name)
{
  const LepStandardIndicator *standard = lep_standard_indicator (code);

  return standard != NULL && (g_strcmp0 (name, standard->name) == 0 || g_strcmp0 (name, lep_schema_label (standard->name)) == 0);
}

/**
 * lep_standard_name:
 *
 * Returns: (nullable): @name; the name that a standard indicator came with is in
 *   the language of the screen
 */
const char *
lep_standard_name (const char *code,
                   const char *name)
{
  return lep_standard_is_shipped (code, name) ? lep_schema_label (lep_standard_indicator (code)->name) : name;
}

/**
 * lep_standard_categories:
 *
 * Returns: (transfer full) (element-type LepStandardCategory): the categories of
 *   the standard dimensions, in the order in which they are shown
 */
GArray *
lep_standard_categories (void)
{
  const LepCodeList *dimensions = lep_schema_code_list ("dimension");
  GArray            *categories = g_array_new (FALSE, TRUE, sizeof (LepStandardCategory));

  for (guint i = 0; i < dimensions->n_codes; i++)
    {
      const LepCodeList *list = lep_schema_code_list (dimensions->codes[i].code);

      for (guint j = 0; j < list->n_codes; j++)
        {
          LepStandardCategory category = { list->name, list->codes[j].code, list->codes[j].label, (int) j + 1 };

          for (guint k = 0; k < G_N_ELEMENTS (ages); k++)
            if (g_str_equal (list->name, "age") && g_str_equal (ages[k].code, category.code))
              {
                category.from_age = ages[k].from;
                category.to_age = ages[k].to;
              }
          g_array_append_val (categories, category);
        }
    }

  return categories;
}
