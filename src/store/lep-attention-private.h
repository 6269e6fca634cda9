/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-attention.h"
#include "lep-format.h"
#include "lep-query-private.h"

G_BEGIN_DECLS

/* A rule that one statement can check. It selects id and space of the record,
 * then up to three values that stand for {1}, {2}, {3} in the sentence, and the
 * currency of those that are money; :today is a date, :now an hour of it, :soon
 * the end of the day in two weeks. */
typedef struct
{
  guint       rule;
  const char *kind;
  const char *field;
  const char *sql;
  const char *text;   /* English; translated when it is used */
  const char *aspect; /* tells rules of the same number and field apart; or NULL */
  const char *types;  /* of {1}, {2}, {3}, as in lep_sentence_fill (); or NULL */
} LepAttentionRule;

extern const LepAttentionRule lep_attention_rules[];
extern const guint            lep_attention_n_rules;

/* The tables of live records of a kind: k, its row r, its space s. */
#define LEP_LIVE(kind)                                                     \
  " FROM k_" kind " k CROSS JOIN row r ON r.rid = k.rid AND r.deleted = 0" \
  " CROSS JOIN space s ON s.no = r.space_no"

/* The record that a reference names, live or not: alias, and its row aliasr. */
#define LEP_NAMED(kind, alias, reference)                                \
  " CROSS JOIN row " alias "r ON " alias "r.id = lep_id (" reference ")" \
  " CROSS JOIN k_" kind " " alias " ON " alias ".rid = " alias "r.rid"

#define LEP_ID_AND_SPACE "lep_id_text (r.id), lep_id_text (s.id)"

/* Fields of which the second must not be less than the first. */
typedef struct
{
  const char *start;
  const char *end;
} LepOrderedPair;

#define LEP_N_ORDERED_PAIRS 7

extern const LepOrderedPair lep_ordered_pairs[LEP_N_ORDERED_PAIRS];

char                       *lep_attention_describe_amount (gint64 amount);
void                        lep_attention_add (GPtrArray  *findings,
                                               guint       rule,
                                               const char *kind,
                                               const char *id,
                                               const char *space,
                                               const char *field,
                                               char       *text,
                                               char       *facts);
gboolean                    lep_attention_sort_out (LepWorkspace *workspace,
                                                    GPtrArray    *findings,
                                                    GPtrArray    *put_away,
                                                    GError      **error);
gboolean                    lep_attention_report (LepWorkspace           *workspace,
                                                  const LepAttentionRule *rule,
                                                  LepStmt                *stmt,
                                                  GPtrArray              *findings,
                                                  GError                **error);
gboolean                    lep_attention_results (LepWorkspace *workspace,
                                                   GPtrArray    *findings,
                                                   GError      **error);
gboolean                    lep_attention_groups (LepWorkspace *workspace,
                                                  const char   *today,
                                                  GPtrArray    *findings,
                                                  GError      **error);
gboolean                    lep_attention_reported_twice (LepWorkspace *workspace,
                                                          GPtrArray    *findings,
                                                          GError      **error);
gboolean                    lep_attention_doubles (LepWorkspace *workspace,
                                                   GPtrArray    *findings,
                                                   GError      **error);
gboolean                    lep_attention_broken (LepWorkspace *workspace,
                                                  GPtrArray    *findings,
                                                  GError      **error);
gboolean                    lep_attention_ranges (LepWorkspace *workspace,
                                                  GPtrArray    *findings,
                                                  GError      **error);
gboolean                    lep_attention_orders (LepWorkspace *workspace,
                                                  GPtrArray    *findings,
                                                  GError      **error);
gboolean                    lep_attention_locked (LepWorkspace *workspace,
                                                  GPtrArray    *findings,
                                                  GError      **error);
gboolean                    lep_attention_currency (LepWorkspace *workspace,
                                                    GPtrArray    *findings,
                                                    GError      **error);
gboolean                    lep_attention_overspent (LepWorkspace *workspace,
                                                     GPtrArray    *findings,
                                                     GError      **error);
gboolean                    lep_attention_decided (LepWorkspace *workspace,
                                                   GPtrArray    *findings,
                                                   GError      **error);
gboolean                    lep_attention_received (LepWorkspace *workspace,
                                                    GHashTable   *officers,
                                                    GPtrArray    *findings,
                                                    GError      **error);
gboolean                    lep_attention_find_written (LepDb   *db,
                                                        LepStmt *row,
                                                        int      clock,
                                                        gint64   reg,
                                                        char   **at,
                                                        GError **error);
gboolean                    lep_attention_regraded (LepWorkspace *workspace,
                                                    GPtrArray    *findings,
                                                    GError      **error);
gboolean                    lep_attention_reported (LepWorkspace *workspace,
                                                    GPtrArray    *findings,
                                                    GError      **error);
gboolean                    lep_attention_reopened (LepWorkspace *workspace,
                                                    const char   *today,
                                                    GPtrArray    *findings,
                                                    GError      **error);
gboolean                    lep_attention_members (LepWorkspace *workspace,
                                                   GPtrArray    *findings,
                                                   GError      **error);
gboolean                    lep_attention_deleted (LepWorkspace *workspace,
                                                   GPtrArray    *findings,
                                                   GError      **error);

G_END_DECLS
