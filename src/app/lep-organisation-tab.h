/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-tab.h"

G_BEGIN_DECLS

#define LEP_TYPE_ORGANISATION_TAB (lep_organisation_tab_get_type ())

/* An organisation: what it is and where it takes part. */
G_DECLARE_FINAL_TYPE (LepOrganisationTab, lep_organisation_tab, LEP, ORGANISATION_TAB, LepTab)

G_END_DECLS
