/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The main window: sidebar, one page at a time, messages.
 *
 * HOW A PAGE IS ADDED
 * 1. ui/lep-NAME-page.ui: <template class="LepNamePage" parent="LepPage">; its
 *    <child type="action"> is the main action of the header bar, <child> its
 *    content. List the file in resources/com.example.lep.gresource.xml.
 * 2. src/app/lep-NAME-page.c: a final type of LEP_TYPE_PAGE with the vfuncs of
 *    LepPageClass (refresh, show_target, print, leave); list it in meson.build.
 * 3. lep-page-table.c: one line in the table. LEP_PAGE_GROUP_HIDDEN if it is reached
 *    from another page only.
 * A list page is only the line (with its kind) and its columns in
 * lep-list-columns.c. A record's own form is a LepRecordView: its .ui, its .c
 * and a line in the table of lep-record-view.c; a kind without one gets a form
 * made from the schema.
 *
 * A page reaches the window with lep_window_of (): lep_window_go () opens
 * another page, lep_window_open_record () a record, lep_window_toast () says
 * what was done, lep_window_report_error () what went wrong, and
 * lep_window_run_job () does long work in a thread. */
#pragma once

#include "lep-folder-watch.h"
#include "lep-job-strip.h"
#include "lep-page.h"
#include "lep-workspace.h"

G_BEGIN_DECLS

#define LEP_TYPE_WINDOW (lep_window_get_type ())

G_DECLARE_FINAL_TYPE (LepWindow, lep_window, LEP, WINDOW, AdwApplicationWindow)

LepWindow      *lep_window_new (GtkApplication *application,
                                const char     *path);
LepWindow      *lep_window_of (GtkWidget *widget);
const char     *lep_window_get_path (LepWindow *self);
LepWorkspace   *lep_window_get_workspace (LepWindow *self);
char           *lep_window_dup_today (void);
LepClock       *lep_window_get_clock (LepWindow *self);
LepFolderWatch *lep_window_get_folder_watch (LepWindow *self);
void            lep_window_set_workspace (LepWindow    *self,
                                          LepWorkspace *workspace);
void            lep_window_rebuild (LepWindow *self);
LepPage        *lep_window_get_page (LepWindow *self);

void            lep_window_go (LepWindow       *self,
                               const char      *page,
                               const LepTarget *target);
void            lep_window_go_top (LepWindow  *self,
                                   const char *page);
void            lep_window_go_back (LepWindow *self);
void            lep_window_open_record (LepWindow  *self,
                                        const char *kind,
                                        const char *id,
                                        const char *field);
void            lep_window_open_tab (LepWindow  *self,
                                     const char *kind,
                                     const char *id,
                                     const char *tab,
                                     const char *field);
void            lep_window_open_file (LepWindow *self,
                                      GFile     *file);
void            lep_window_choose_slip (LepWindow *self);
void            lep_window_set_count (LepWindow  *self,
                                      const char *page,
                                      guint       count,
                                      const char *css_class);

void            lep_window_toast (LepWindow  *self,
                                  const char *text,
                                  gboolean    can_undo);
void            lep_window_toast_next (LepWindow  *self,
                                       const char *text,
                                       const char *button,
                                       const char *action,
                                       GVariant   *target);
void            lep_window_say (LepWindow *self, const char *title, const char *text);
void            lep_window_say_typed (LepWindow  *self,
                                      const char *title,
                                      const char *text,
                                      const char *typed);
GtkWidget      *lep_window_ask (LepWindow  *self,
                                const char *heading,
                                const char *body,
                                const char *id,
                                const char *label);
GtkWidget      *lep_window_offer (LepWindow  *self,
                                  const char *heading,
                                  const char *body,
                                  const char *id,
                                  const char *label);
void            lep_window_report_error (LepWindow    *self,
                                         const char   *what,
                                         const GError *error);
gboolean        lep_window_run_job (LepWindow     *self,
                                    const char    *title,
                                    GtkWidget     *owner,
                                    LepJobFunc     work,
                                    LepJobDoneFunc done,
                                    gpointer       data,
                                    GDestroyNotify free_data);

G_END_DECLS
