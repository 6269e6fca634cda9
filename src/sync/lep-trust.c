/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whom an import trusts (bundle format, 4.4): a key is bound to a replica when
 * it is first trusted, by its number or by an introducer, and never changes. */

#include <string.h>

#include <glib/gi18n-lib.h>

#include "lep-fold.h"
#include "lep-bundle-error.h"
#include "lep-sentence.h"

#include "lep-trust.h"

LepTrust *
lep_trust_new (void)
{
  LepTrust *self = g_new0 (LepTrust, 1);

  self->untrusted = g_ptr_array_new_with_free_func ((GDestroyNotify) lep_signer_free);
  self->introduced = g_ptr_array_new_with_free_func ((GDestroyNotify) lep_signer_free);
  self->to_bind = g_ptr_array_new_with_free_func ((GDestroyNotify) lep_laptop_free);
  return self;
}

void
lep_trust_free (LepTrust *self)
{
  g_clear_pointer (&self->untrusted, g_ptr_array_unref);
  g_clear_pointer (&self->introduced, g_ptr_array_unref);
  g_ptr_array_unref (self->to_bind);
  g_free (self);
}

static gboolean
has_key (const LepLaptop    *laptop,
         const LepPublicKey *key)
{
  return memcmp (laptop->key, key->bytes, LEP_LAPTOP_KEY_SIZE) == 0;
}

static gboolean
refuse_key (const char      *member,
            guint            line,
            const LepLaptop *laptop,
            GError         **error)
{
  g_autofree char *label = lep_bundle_quote (laptop->label);
  g_autofree char *reason = g_strdup_printf (_ ("the laptop “%s” is known here with another key"), label);

  lep_bundle_refuse_as (error, LEP_ERROR_UNTRUSTED, member, line, reason,
                        _ ("nothing was taken from it: somebody may pretend to be that laptop, ask its user"));
  return FALSE;
}

/**
 * lep_trust_check_sender:
 * @workspace: (nullable): none where nobody is blocked yet
 * @revocations: replica id -> date
 *
 * Refuses, with %LEP_ERROR_UNTRUSTED, a bundle whose sender is blocked or known
 * with another key. This needs nothing but the bundle's signature.
 */
gboolean
lep_trust_check_sender (LepWorkspace *workspace,
                        GPtrArray    *laptops,
                        GHashTable   *revocations,
                        LepBundle    *bundle,
                        GError      **error)
{
  const LepUuid   *sender = lep_bundle_get_sender (bundle);
  const LepLaptop *laptop = lep_laptops_find (laptops, sender);
  g_autofree char *id = lep_uuid_to_string (sender);
  const char      *date = g_hash_table_lookup (revocations, id);

  if (laptop != NULL && !has_key (laptop, lep_bundle_get_key (bundle)))
    return refuse_key ("SHA256SUMS.minisig", 1, laptop, error);
  if (date != NULL)
    {
      g_autofree char *label = lep_bundle_quote (laptop != NULL ? laptop->label : id);
      g_autofree char *day = lep_sentence_day (workspace, date);
      g_autofree char *reason = g_strdup_printf (_ ("the laptop “%s” is blocked since %s"), label, day);

      lep_bundle_refuse_as (error, LEP_ERROR_UNTRUSTED, "SHA256SUMS.minisig", 0, reason,
                            _ ("its changes are still taken when they come through somebody else"));
      return FALSE;
    }
  return TRUE;
}

/* The letters and digits of both names, in one script and case: whatever is written
 * between them, to be seen or not, makes no other person. */
static char *
name_key (const char *label,
          const char *person)
{
  g_autofree char *folded_label = lep_fold_key (label, -1);
  g_autofree char *folded_person = lep_fold_key (person, -1);
  g_autoptr (GString) key = g_string_new (NULL);

  g_string_printf (key, "%s\n%s", folded_label, folded_person);
  g_string_replace (key, " ", "", 0);
  return g_string_free (g_steal_pointer (&key), FALSE);
}

/* Whether a laptop with the same names, or such that look the same, but another id,
 * is known here. */
static gboolean
is_known_person (GPtrArray               *laptops,
                 const LepManifestSigner *signer)
{
  g_autofree char *key = name_key (signer->label, signer->person);

  if (*signer->label == '\0' && *signer->person == '\0')
    return FALSE;

  for (guint i = 0; i < laptops->len; i++)
    {
      const LepLaptop *laptop = g_ptr_array_index (laptops, i);
      g_autofree char *known = name_key (laptop->label, laptop->person);

      if (lep_uuid_equal (&laptop->id, &signer->replica))
        continue;
      if (strcmp (key, "\n") != 0 ? strcmp (known, key) == 0
                                  : strcmp (laptop->label, signer->label) == 0 && strcmp (laptop->person, signer->person) == 0)
        return TRUE;
    }
  return FALSE;
}

/**
 * lep_trust_signer_new:
 *
 * Returns: (transfer full): a signer as people are shown it
 */
LepSigner *
lep_trust_signer_new (GPtrArray               *laptops,
                      const LepManifestSigner *signer)
{
  LepSigner *self = g_new0 (LepSigner, 1);

  self->replica = lep_uuid_to_string (&signer->replica);
  self->label = g_strdup (signer->label);
  self->person = g_strdup (signer->person);
  self->place = g_strdup (signer->place);
  self->number = lep_public_key_number (&signer->key);
  self->known_person = is_known_person (laptops, signer);
  return self;
}

static void
append_digits (GString    *out,
               const char *text)
{
  for (; *text != '\0'; text++)
    if (g_ascii_isdigit (*text))
      g_string_append_c (out, *text);
}

/* Whether the user said this number; however it is grouped. */
static gboolean
is_number_given (const char        *number,
                 const char *const *numbers)
{
  g_autoptr (GString) wanted = g_string_new (NULL);

  append_digits (wanted, number);
  for (guint i = 0; numbers != NULL && numbers[i] != NULL; i++)
    {
      g_autoptr (GString) given = g_string_new (NULL);

      append_digits (given, numbers[i]);
      if (g_string_equal (given, wanted))
        return TRUE;
    }
  return FALSE;
}

static LepLaptop *
laptop_of (const LepManifestSigner *signer,
           gboolean                 introducer)
{
  LepLaptop *laptop = g_new0 (LepLaptop, 1);

  laptop->id = signer->replica;
  laptop->label = g_strdup (signer->label);
  laptop->person = g_strdup (signer->person);
  laptop->place = g_strdup (signer->place);
  memcpy (laptop->key, signer->key.bytes, LEP_LAPTOP_KEY_SIZE);
  laptop->introducer = introducer;
  return laptop;
}

static gboolean
decide_one (LepTrust                *self,
            GPtrArray               *laptops,
            const LepManifestSigner *signer,
            const char *const       *numbers,
            gboolean                 is_sender,
            gboolean                *introduces,
            GError                 **error)
{
  const LepLaptop *known = lep_laptops_find (laptops, &signer->replica);
  g_autoptr (LepSigner) shown = NULL;

  if (known != NULL)
    {
      if (!has_key (known, &signer->key))
        return refuse_key ("manifest.xml", signer->line, known, error);
      if (is_sender)
        *introduces = known->introducer;
      return TRUE;
    }

  shown = lep_trust_signer_new (laptops, signer);
  if (is_number_given (shown->number, numbers))
    g_ptr_array_add (self->to_bind, laptop_of (signer, is_sender && *introduces));
  else if (!is_sender && *introduces && !shown->known_person)
    {
      g_ptr_array_add (self->to_bind, laptop_of (signer, FALSE));
      g_ptr_array_add (self->introduced, g_steal_pointer (&shown));
    }
  else
    {
      if (is_sender)
        *introduces = FALSE; /* who is not trusted vouches for nobody */
      g_ptr_array_add (self->untrusted, g_steal_pointer (&shown));
    }
  return TRUE;
}

/**
 * lep_trust_decide:
 * @laptops: those known here
 * @numbers: (nullable): numbers of keys that the user has compared
 * @sender_introduces: whether the sender shall be an introducer from now on
 *
 * Decides about every signer that the manifest needs. Fails with
 * %LEP_ERROR_UNTRUSTED if one is known here with another key. Unknown ones are
 * no failure: they are listed.
 */
gboolean
lep_trust_decide (LepTrust          *self,
                  GPtrArray         *laptops,
                  const LepManifest *manifest,
                  const char *const *numbers,
                  gboolean           sender_introduces,
                  GError           **error)
{
  g_autoptr (GPtrArray) needed = lep_manifest_dup_needed (manifest);
  gboolean introduces = sender_introduces;

  for (guint i = 0; i < needed->len; i++)
    if (!decide_one (self, laptops, g_ptr_array_index (needed, i), numbers, i == 0, &introduces, error))
      return FALSE;
  return TRUE;
}
