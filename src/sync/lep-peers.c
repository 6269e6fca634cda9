/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The laptops that this one knows: their keys, what they were given, what they
 * lack, whom they vouch for, and who is blocked. */

#include <string.h>

#include <glib/gi18n-lib.h>

#include "lep-export-plan.h"
#include "lep-heard.h"
#include "lep-laptop.h"
#include "lep-public-key.h"
#include "lep-revocation.h"

#include "lep-peers.h"

void
lep_peer_free (LepPeer *self)
{
  g_free (self->replica);
  g_free (self->label);
  g_free (self->person);
  g_free (self->place);
  g_free (self->number);
  g_free (self->since);
  g_free (self->revoked_on);
  g_free (self->introduced_by);
  g_free (self->last_given);
  g_free (self->last_received);
  g_free (self->confirmed_at);
  g_free (self->lacks_since);
  g_free (self->heard_at);
  g_free (self->heard_through);
  g_free (self);
}

static char *
dup_introducer (GPtrArray       *laptops,
                const LepLaptop *laptop)
{
  return laptop->introduced ? g_strdup (lep_laptops_find (laptops, &laptop->introduced_by)->label) : NULL;
}

/* What it has said it has, and what it lacks. */
static gboolean
compare_haves (LepPeer         *peer,
               LepStock        *stock,
               const LepLaptop *laptop,
               GError         **error)
{
  const LepExportOptions options = { .peer = peer->replica };
  LepExportForecast      forecast;

  if (!lep_export_plan_foresee (stock, &options, &forecast, error) ||
      !lep_laptop_last_have (stock->workspace, &laptop->id, &peer->confirmed_at, error))
    return FALSE;
  peer->lacks = forecast.n_changes;
  peer->confirmed = forecast.n_here - forecast.n_changes;
  peer->lacks_since = *forecast.oldest != '\0' ? g_strdup (forecast.oldest) : NULL;
  return TRUE;
}

static gboolean
listen (LepPeer      *peer,
        LepWorkspace *workspace,
        GError      **error)
{
  g_auto (LepHeard) heard = { 0 };

  if (!lep_heard_find (workspace, peer->replica, &heard, error))
    return FALSE;
  peer->heard_at = g_steal_pointer (&heard.at);
  peer->heard_through = g_steal_pointer (&heard.through);
  return TRUE;
}

static LepPeer *
peer_new (LepStock        *stock,
          const LepLaptop *laptop,
          GHashTable      *revocations,
          GError         **error)
{
  g_autoptr (LepPeer) peer = g_new0 (LepPeer, 1);
  LepWorkspace *workspace = stock->workspace;
  LepPublicKey  key;

  peer->id = laptop->id;
  peer->replica = lep_uuid_to_string (&laptop->id);
  peer->label = g_strdup (laptop->label);
  peer->person = g_strdup (laptop->person);
  peer->place = g_strdup (laptop->place);
  memcpy (key.bytes, laptop->key, LEP_PUBLIC_KEY_SIZE);
  peer->number = lep_public_key_number (&key);
  peer->introducer = laptop->introducer;
  peer->introduced_by = dup_introducer (stock->laptops, laptop);
  peer->since = g_strdup (laptop->trusted_since);
  peer->revoked_on = g_strdup (g_hash_table_lookup (revocations, peer->replica));

  if (!compare_haves (peer, stock, laptop, error) || !listen (peer, workspace, error) ||
      !lep_receipt_last (workspace, peer->replica, TRUE, &peer->last_given, NULL, error) ||
      !lep_receipt_last (workspace, peer->replica, FALSE, &peer->last_received, NULL, error))
    return NULL;
  return g_steal_pointer (&peer);
}

/**
 * lep_peers_list:
 *
 * Returns: (transfer container) (element-type LepPeer): every other laptop with
 *   a trusted key, by id
 */
GPtrArray *
lep_peers_list (LepWorkspace *workspace,
                GError      **error)
{
  g_autoptr (GPtrArray) peers = g_ptr_array_new_with_free_func ((GDestroyNotify) lep_peer_free);
  g_autoptr (LepStock) stock = lep_stock_load (workspace, error);
  g_autoptr (GHashTable) revocations = stock != NULL ? lep_revocations_load (workspace, error) : NULL;

  if (revocations == NULL)
    return NULL;
  for (guint i = 0; i < stock->laptops->len; i++)
    {
      const LepLaptop *laptop = g_ptr_array_index (stock->laptops, i);
      LepPeer         *peer;

      if (laptop->own)
        continue;
      peer = peer_new (stock, laptop, revocations, error);
      if (peer == NULL || !lep_stock_is_officer (stock, &peer->id, &peer->officer, error))
        {
          g_clear_pointer (&peer, lep_peer_free);
          return NULL;
        }
      g_ptr_array_add (peers, peer);
    }
  return g_steal_pointer (&peers);
}

static gboolean
find_peer (LepWorkspace *workspace,
           const char   *name,
           LepUuid      *id,
           GError      **error)
{
  g_autoptr (GPtrArray) laptops = lep_laptops_load (workspace, error);
  const LepLaptop *laptop = laptops != NULL ? lep_laptops_find_named (laptops, name, error) : NULL;

  if (laptop != NULL)
    *id = laptop->id;
  return laptop != NULL;
}

/**
 * lep_peers_set_introducer:
 * @peer: replica id or label
 *
 * Says whether unknown signers in bundles of this laptop are trusted through it.
 */
gboolean
lep_peers_set_introducer (LepWorkspace *workspace,
                          const char   *peer,
                          gboolean      introducer,
                          GError      **error)
{
  LepUuid id;

  return find_peer (workspace, peer, &id, error) && lep_laptop_set_introducer (workspace, &id, introducer, error);
}

/**
 * lep_peers_confirm:
 * @peer: replica id or label
 *
 * Keeps that the number of this laptop was compared.
 */
gboolean
lep_peers_confirm (LepWorkspace *workspace,
                   const char   *peer,
                   GError      **error)
{
  LepUuid id;

  return find_peer (workspace, peer, &id, error) && lep_laptop_confirm (workspace, &id, error);
}

static int
compare_texts (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* @officers: (element-type utf8): ids
 * Returns: (transfer full) (nullable): them as codes, which are written sorted; %NULL
 *   if there are none */
static char *
join_codes (GHashTable *officers)
{
  g_autofree char **codes = (char **) g_hash_table_get_keys_as_array (officers, NULL);
  g_autoptr (GPtrArray) sorted = g_ptr_array_new ();

  if (codes[0] == NULL)
    return NULL;
  for (guint i = 0; codes[i] != NULL; i++)
    g_ptr_array_add (sorted, codes[i]);
  g_ptr_array_sort (sorted, compare_texts);
  g_ptr_array_add (sorted, NULL);
  return g_strjoinv (" ", (char **) sorted->pdata);
}

/* The officers as they count, with the laptop or without, and then without those whom
 * it alone had named: never what somebody wrote there whose word is none. The founder
 * is one anyway. */
static gboolean
list_officers (LepWorkspace  *workspace,
               const LepUuid *id,
               gboolean       officer,
               char         **list,
               GError       **error)
{
  g_autoptr (GHashTable) officers = lep_officers_load_without (workspace, officer ? NULL : id, error);
  char     text[LEP_UUID_TEXT_SIZE + 1];
  LepUuid  founder;
  gboolean found;

  if (officers == NULL || !lep_programme_find_founder (workspace, &founder, &found, error))
    return FALSE;

  lep_uuid_format (id, text);
  if (officer)
    g_hash_table_add (officers, g_strdup (text));
  lep_uuid_format (&founder, text);
  g_hash_table_remove (officers, text);
  *list = join_codes (officers);
  return TRUE;
}

/* Whom the founder named is an officer whatever the others write, so nobody else is
 * told that it was taken back. */
static gboolean
check_dismissal (LepWorkspace  *workspace,
                 const LepUuid *id,
                 GError       **error)
{
  LepUuid  own, founder;
  gboolean found, named;

  if (!lep_workspace_get_own (workspace, &own, error) || !lep_programme_find_founder (workspace, &founder, &found, error) ||
      !lep_revocations_may_write (workspace, id, &named, error))
    return FALSE;
  if (!named || lep_uuid_equal (&own, &founder))
    return TRUE;

  g_set_error_literal (error, LEP_ERROR, LEP_ERROR_INVALID,
                       _ ("Officers: that this one belongs to the programme office is the word of the laptop that founded the programme, and only there it can be taken back; ask there."));
  return FALSE;
}

/* Returns: (transfer full) (nullable): a sentence for each laptop that was blocked before,
 * and is no more; %NULL = there is none, or it cannot be read: the list is written by then */
static char *
tell_unblocked (LepWorkspace  *workspace,
                GHashTable    *before,
                const LepUuid *officer)
{
  g_autoptr (GHashTable) now = lep_revocations_load (workspace, NULL);
  g_autoptr (GPtrArray) laptops = now != NULL ? lep_laptops_load (workspace, NULL) : NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) sentences = NULL;

  for (guint i = 0; laptops != NULL && i < laptops->len; i++)
    {
      const LepLaptop *laptop = g_ptr_array_index (laptops, i);
      g_autofree char *id = lep_uuid_to_string (&laptop->id);
      g_autofree char *sentence = NULL;

      if (!g_hash_table_contains (before, id) || g_hash_table_contains (now, id))
        continue;
      /* Translators: the names of two laptops */
      sentence = g_strdup_printf (_ ("“%s” is no longer blocked: “%s”, who blocked it, is no officer any more."),
                                  laptop->label, lep_laptops_find (laptops, officer)->label);
      g_strv_builder_add (builder, sentence);
    }
  sentences = g_strv_builder_end (builder);
  return *sentences != NULL ? g_strjoinv ("\n", sentences) : NULL;
}

/**
 * lep_peers_set_officer:
 * @peer: replica id or label
 * @told: (out) (optional) (nullable) (transfer full): whose blocks end with that, in sentences
 *
 * Says whether the programme names this laptop among its officers': what they
 * decide about applications, tranches and reports is the office's. Fails with
 * %LEP_ERROR_INVALID where this laptop's word about that does not count.
 */
gboolean
lep_peers_set_officer (LepWorkspace *workspace,
                       const char   *peer,
                       gboolean      officer,
                       char        **told,
                       GError      **error)
{
  g_autofree char *programme = lep_workspace_dup_programme (workspace);
  g_autoptr (LepEdit) edit = NULL;
  g_autofree char *officers = NULL;
  g_autoptr (GHashTable) blocked = NULL;
  LepUuid id;

  if (!find_peer (workspace, peer, &id, error))
    return FALSE;
  if (!lep_peers_may_revoke (workspace))
    {
      g_set_error_literal (error, LEP_ERROR, LEP_ERROR_INVALID,
                           _ ("Officers: only the laptop that founded the programme, or an officer whom that laptop named, says who belongs to the programme office; ask there."));
      return FALSE;
    }
  if ((!officer && !check_dismissal (workspace, &id, error)) || !list_officers (workspace, &id, officer, &officers, error))
    return FALSE;

  blocked = lep_revocations_load (workspace, error);
  if (blocked == NULL)
    return FALSE;
  edit = lep_edit_new (workspace);
  lep_edit_row (edit, programme, "programme", programme, NULL);
  lep_edit_set (edit, "officers", officers);
  if (!lep_edit_commit (edit, error))
    return FALSE;
  if (told != NULL)
    *told = tell_unblocked (workspace, blocked, &id);
  return TRUE;
}

/* Returns: whether this laptop's word counts about blocking another, and about who
 * is an officer: the founder's and that of whom it named */
gboolean
lep_peers_may_revoke (LepWorkspace *workspace)
{
  LepUuid  own;
  gboolean may = FALSE;

  return lep_workspace_get_own (workspace, &own, NULL) && lep_revocations_may_write (workspace, &own, &may, NULL) && may;
}

/**
 * lep_peers_revoke:
 * @peer: replica id or label
 * @date: (nullable): from when on; bundles sent by it are refused at once. %NULL
 *   = it is blocked no more
 *
 * Blocks a laptop, or takes that back. Fails with %LEP_ERROR_INVALID where this
 * laptop's word does not count, and for this laptop itself.
 */
gboolean
lep_peers_revoke (LepWorkspace *workspace,
                  const char   *peer,
                  const char   *date,
                  GError      **error)
{
  g_autofree char *programme = lep_workspace_dup_programme (workspace);
  g_autoptr (LepEdit) edit = NULL;
  g_autofree char *id_text = NULL;
  LepUuid          id;

  if (!find_peer (workspace, peer, &id, error))
    return FALSE;

  id_text = lep_uuid_to_string (&id);
  edit = lep_edit_new (workspace);
  lep_edit_row (edit, programme != NULL ? programme : lep_space_kind_name (LEP_SPACE_PROGRAMME), "replica", id_text, NULL);
  lep_edit_set (edit, "revoked_on", date);
  return lep_edit_commit (edit, error);
}
