/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who can open a bundle that is being made: anybody, the receivers whose keys
 * are known here, or whoever knows a pass-phrase. A receiver's key is known from
 * its first bundle on; until then a pass-phrase serves. */

#include <glib/gi18n.h>
#include <string.h>

#include "lep-passphrase.h"
#include "lep-recipient.h"

#include "lep-lock-group.h"

struct _LepLockGroup
{
  AdwBin               parent_instance;

  char                *own;     /* id of this laptop */
  GPtrArray           *known;   /* ids of the receivers whose keys are known */
  GPtrArray           *unknown; /* names of the others */
  char                *name;    /* of the receiver, if there is one */
  gboolean             decided; /* the switch was set by hand */
  gboolean             showing;

  AdwActionRow        *lock_row;
  GtkSwitch           *lock_switch;
  AdwActionRow        *phrase_row;
  GtkSwitch           *phrase_switch;
  AdwPasswordEntryRow *phrase_entry;
  AdwPasswordEntryRow *repeat_entry;
  GtkLabel            *phrase_label;
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LepLockGroup, lep_lock_group, ADW_TYPE_BIN)

static gboolean
uses_passphrase (LepLockGroup *self)
{
  return gtk_switch_get_active (self->lock_switch) && gtk_switch_get_active (self->phrase_switch);
}

/* Returns: (transfer full): the sentence under the switch */
static char *
describe (LepLockGroup *self)
{
  g_autofree char *names = NULL;

  if (!gtk_switch_get_active (self->lock_switch))
    return g_strdup (_ ("It is signed but not locked: whoever has the file can read it"));
  if (uses_passphrase (self) && self->known->len > 0)
    return g_strdup (_ ("Only who knows the pass-phrase can open it"));
  if (self->name != NULL && self->known->len > 0)
    /* Translators: %s is a person or laptop */
    return g_strdup_printf (_ ("Only %s can open it, and this laptop; there is nothing to type"), self->name);
  if (self->name != NULL)
    /* Translators: %s is a person or laptop */
    return g_strdup_printf (_ ("The key of %s is not known here yet: it comes with the first entry made there. "
                               "Until then a pass-phrase locks it"),
                            self->name);
  if (self->known->len == 0)
    return g_strdup (_ ("No key of another laptop is known here yet: they come with the first entries made there. "
                        "Until then a pass-phrase locks it"));
  if (self->unknown->len == 0)
    return g_strdup_printf (ngettext ("%u other laptop can open it, and this one; there is nothing to type",
                                      "%u other laptops can open it, and this one; there is nothing to type", self->known->len),
                            self->known->len);

  g_ptr_array_add (self->unknown, NULL);
  names = g_strjoinv (", ", (char **) self->unknown->pdata);
  g_ptr_array_set_size (self->unknown, (int) self->unknown->len - 1);
  /* Translators: a number of laptops, and the names of others */
  return g_strdup_printf (ngettext ("%u other laptop can open it, and this one. Not yet: %s",
                                    "%u other laptops can open it, and this one. Not yet: %s", self->known->len),
                          self->known->len, names);
}

/* Returns: what is to be said of the two entries */
static const char *
judge (LepLockGroup *self,
       const char  **css_class)
{
  const char        *phrase = gtk_editable_get_text (GTK_EDITABLE (self->phrase_entry));
  const char        *repeated = gtk_editable_get_text (GTK_EDITABLE (self->repeat_entry));
  LepPassphraseGrade grade = lep_passphrase_judge (phrase);

  *css_class = "dim-label";
  if (*phrase == '\0')
    return _ ("Four words or more that do not belong together are good, and easy to say on the telephone.");

  *css_class = "error";
  if (grade == LEP_PASSPHRASE_TOO_SHORT)
    return _ ("That is too short: take at least eight characters, better four words.");
  if (grade == LEP_PASSPHRASE_TOO_LONG)
    return _ ("That is too long.");
  if (*repeated != '\0' && strcmp (phrase, repeated) != 0)
    return _ ("The two are not the same yet.");

  *css_class = grade == LEP_PASSPHRASE_WEAK ? "warning" : "dim-label";
  if (grade == LEP_PASSPHRASE_WEAK)
    return _ ("Easy to guess: take four words or more that do not belong together.");
  return grade == LEP_PASSPHRASE_FAIR ? _ ("It holds for a while; one more word makes it safer.") : _ ("Hard to guess.");
}

static void
show (LepLockGroup *self)
{
  gboolean         locked = gtk_switch_get_active (self->lock_switch);
  gboolean         typed;
  g_autofree char *sentence = NULL;
  const char      *css_class;

  self->showing = TRUE;
  if (locked && self->known->len == 0)
    gtk_switch_set_active (self->phrase_switch, TRUE);
  typed = uses_passphrase (self);
  sentence = describe (self);
  adw_action_row_set_subtitle (self->lock_row, sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->phrase_row), locked);
  gtk_widget_set_sensitive (GTK_WIDGET (self->phrase_row), self->known->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->phrase_entry), typed);
  gtk_widget_set_visible (GTK_WIDGET (self->repeat_entry), typed);
  gtk_widget_set_visible (GTK_WIDGET (self->phrase_label), typed);
  gtk_label_set_label (self->phrase_label, judge (self, &css_class));
  gtk_widget_set_css_classes (GTK_WIDGET (self->phrase_label), (const char *[]){ css_class, NULL });
  self->showing = FALSE;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
lock_switch_active_cb (LepLockGroup *self)
{
  if (self->showing)
    return;
  self->decided = TRUE;
  show (self);
}

static void
phrase_switch_active_cb (LepLockGroup *self)
{
  if (!self->showing)
    show (self);
}

static void
entry_changed_cb (LepLockGroup *self)
{
  show (self);
}

static void
lep_lock_group_dispose (GObject *object)
{
  LepLockGroup *self = LEP_LOCK_GROUP (object);

  g_clear_pointer (&self->own, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->known, g_ptr_array_unref);
  g_clear_pointer (&self->unknown, g_ptr_array_unref);

  G_OBJECT_CLASS (lep_lock_group_parent_class)->dispose (object);
}

static void
lep_lock_group_class_init (LepLockGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lep_lock_group_dispose;

  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/lep/ui/lep-lock-group.ui");
  gtk_widget_class_bind_template_child (widget_class, LepLockGroup, lock_row);
  gtk_widget_class_bind_template_child (widget_class, LepLockGroup, lock_switch);
  gtk_widget_class_bind_template_child (widget_class, LepLockGroup, phrase_row);
  gtk_widget_class_bind_template_child (widget_class, LepLockGroup, phrase_switch);
  gtk_widget_class_bind_template_child (widget_class, LepLockGroup, phrase_entry);
  gtk_widget_class_bind_template_child (widget_class, LepLockGroup, repeat_entry);
  gtk_widget_class_bind_template_child (widget_class, LepLockGroup, phrase_label);
  gtk_widget_class_bind_template_callback (widget_class, lock_switch_active_cb);
  gtk_widget_class_bind_template_callback (widget_class, phrase_switch_active_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_changed_cb);
}

static void
lep_lock_group_init (LepLockGroup *self)
{
  self->known = g_ptr_array_new_with_free_func (g_free);
  self->unknown = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * lep_lock_group_set_receivers:
 * @peers: (element-type LepPeer): who is to open it
 * @everybody: whether it is for all of them, or for the only one
 *
 * Says for whom the bundle is. One receiver whose key is known gets it locked,
 * unless the user set the switch otherwise.
 */
void
lep_lock_group_set_receivers (LepLockGroup *self,
                              LepWorkspace *workspace,
                              GPtrArray    *peers,
                              gboolean      everybody)
{
  g_return_if_fail (LEP_IS_LOCK_GROUP (self));

  g_clear_pointer (&self->own, g_free);
  g_clear_pointer (&self->name, g_free);
  g_ptr_array_set_size (self->known, 0);
  g_ptr_array_set_size (self->unknown, 0);
  lep_workspace_get_meta (workspace, LEP_META_REPLICA, &self->own, NULL);

  for (guint i = 0; i < peers->len; i++)
    {
      const LepPeer   *peer = g_ptr_array_index (peers, i);
      g_autofree char *recipient = NULL;
      LepUuid          id;

      if (lep_uuid_parse (peer->replica, -1, &id))
        lep_recipient_find (workspace, &id, &recipient, NULL);
      if (recipient != NULL)
        g_ptr_array_add (self->known, g_strdup (peer->replica));
      else
        g_ptr_array_add (self->unknown, g_strdup (peer->label));
      if (!everybody)
        self->name = g_strdup (*peer->person != '\0' ? peer->person : peer->label);
    }

  self->showing = TRUE;
  if (!self->decided)
    gtk_switch_set_active (self->lock_switch, !everybody && self->known->len > 0);
  gtk_switch_set_active (self->phrase_switch, self->known->len == 0);
  show (self);
}

/* Returns: whether a bundle can be made with what is said so far */
gboolean
lep_lock_group_is_complete (LepLockGroup *self)
{
  const char        *phrase = gtk_editable_get_text (GTK_EDITABLE (self->phrase_entry));
  LepPassphraseGrade grade;

  g_return_val_if_fail (LEP_IS_LOCK_GROUP (self), FALSE);

  if (!uses_passphrase (self))
    return TRUE;

  grade = lep_passphrase_judge (phrase);
  return grade != LEP_PASSPHRASE_TOO_SHORT && grade != LEP_PASSPHRASE_TOO_LONG &&
         strcmp (phrase, gtk_editable_get_text (GTK_EDITABLE (self->repeat_entry))) == 0;
}

/* Returns: (transfer full) (nullable): ids of the laptops that it is locked for,
 * this one among them: it prints the slip, and it can look what it gave */
char **
lep_lock_group_dup_seal (LepLockGroup *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  g_return_val_if_fail (LEP_IS_LOCK_GROUP (self), NULL);

  if (!gtk_switch_get_active (self->lock_switch) || uses_passphrase (self) || self->known->len == 0)
    return NULL;

  for (guint i = 0; i < self->known->len; i++)
    g_strv_builder_add (builder, g_ptr_array_index (self->known, i));
  if (self->own != NULL)
    g_strv_builder_add (builder, self->own);
  return g_strv_builder_end (builder);
}

/* Returns: (transfer full) (nullable): to be freed with lep_secret_free () */
char *
lep_lock_group_dup_passphrase (LepLockGroup *self)
{
  g_return_val_if_fail (LEP_IS_LOCK_GROUP (self), NULL);

  return uses_passphrase (self) ? g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->phrase_entry))) : NULL;
}
