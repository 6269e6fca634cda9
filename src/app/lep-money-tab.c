/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a project has, was paid and spent. */

#include <glib/gi18n.h>

#include "lep-format.h"
#include "lep-language.h"
#include "lep-project.h"

#include "lep-money-tab.h"

struct _LepMoneyTab
{
  LepTab  parent_instance;

  GtkBox *plan_box; /* what there is to be had */
  GtkBox *done_box; /* what came of it */
};

G_DEFINE_FINAL_TYPE (LepMoneyTab, lep_money_tab, LEP_TYPE_TAB)

static GtkWidget *
new_label (const char *text,
           const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, css_class);
  gtk_widget_add_css_class (label, "num");

  return label;
}

/* @share: hundredths of a percent that the amount is of @of_what; -1 = cannot be told */
static void
add_figure (GtkBox     *figures,
            const char *title,
            gint64      amount,
            const char *currency,
            gint64      share,
            const char *of_what)
{
  const LepLocale *locale = lep_language_locale ();
  GtkWidget       *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autofree char *money = amount != 0 ? lep_format_money (locale, amount, currency) : g_strdup (LEP_NOTHING);
  g_autofree char *percent = NULL;
  g_autofree char *second = NULL;

  gtk_box_append (GTK_BOX (box), new_label (title, "caption-heading"));
  gtk_box_append (GTK_BOX (box), new_label (money, "heading"));
  if (share >= 0 && amount != 0)
    {
      percent = lep_format_percent (locale, share, 2);
      /* Translators: "34.70 % of the total" */
      second = g_strdup_printf (_ ("%s of %s"), percent, of_what);
      gtk_box_append (GTK_BOX (box), new_label (second, "caption"));
    }

  gtk_box_append (figures, box);
}

static void
clear (GtkBox *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
}

static void
lep_money_tab_show (LepTab *tab)
{
  LepMoneyTab *self = LEP_MONEY_TAB (tab);
  g_autoptr (LepProjectMoney) money = NULL;

  clear (self->plan_box);
  clear (self->done_box);

  money = lep_project_money (lep_tab_get_workspace (tab), lep_record_get_id (lep_tab_get_record (tab)), NULL);
  if (money == NULL)
    return;

  add_figure (self->plan_box, _ ("Grant"), money->grant, money->currency, -1, NULL);
  add_figure (self->plan_box, _ ("Co-financing"), money->cofinancing, money->currency, money->cofinancing_percent, _ ("the total"));
  add_figure (self->plan_box, _ ("Total"), money->total, money->currency, -1, NULL);
  add_figure (self->done_box, _ ("Paid"), money->paid, money->currency, money->paid_percent, _ ("the grant"));
  add_figure (self->done_box, _ ("Budgeted"), money->budgeted, money->currency, -1, NULL);
  add_figure (self->done_box, _ ("Spent"), money->spent, money->currency, -1, NULL);
}

static void
lep_money_tab_class_init (LepMoneyTabClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  LEP_TAB_CLASS (klass)->show = lep_money_tab_show;

  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/lep/ui/lep-money-tab.ui");
  gtk_widget_class_bind_template_child (widget_class, LepMoneyTab, plan_box);
  gtk_widget_class_bind_template_child (widget_class, LepMoneyTab, done_box);
}

static void
lep_money_tab_init (LepMoneyTab *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
