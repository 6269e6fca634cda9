# SPDX-License-Identifier: GPL-3.0-or-later
"""One stop of the tour: what a user does at one laptop, with a picture of each page.

Usage: tour.py BUILD office|clerk|office-again (in a display of its own; see tour.sh)
"""

import os
import pathlib
import re
import subprocess
import sys

from desktop import Desktop, Gone, missing_tools, wait_until

PAGES = ('Overview', 'Needs attention', 'Organisations', 'Partnerships', 'Meetings', 'Decisions', 'Services',
         'Calls', 'Applications', 'Projects', 'Results', 'Bundles', 'Conflicts', 'Deleted')
# Pages that the sidebar does not list, by what the window calls them.
OTHER_PAGES = {'board': 'Applications by state', 'ranking': 'Ranking', 'laptops': 'Numbers and trust', 'receipts': 'Receipts'}
PROJECT = 'Nove strategije zapošljavanja na lokalnom nivou'
APPLICATION = 'JP-P2/2026-02'


class Tour:
    def __init__(self, build, stop):
        self.build = pathlib.Path(build)
        self.out = self.build / 'tour'
        self.stop = stop
        self.workspace = pathlib.Path(os.environ['HOME']) / 'register.lep'
        self.count = 0
        self.desktop = None

    def start(self, *arguments):
        self.desktop = Desktop(str(self.build / 'src/lep'), ['--workspace', self.workspace, *arguments],
                               log=self.out / f'{self.stop}.log', folder=self.out)

    def lepctl(self, *arguments):
        subprocess.run([str(self.build / 'src/cli/lepctl'), '--workspace', str(self.workspace), *arguments],
                       check=True, stdout=subprocess.DEVNULL, timeout=120)

    def picture(self, name):
        self.count += 1
        self.desktop.picture(str(self.out / f'{self.stop}-{self.count:02d}-{name}.png'))

    def go(self, page):
        self.desktop.click(self.desktop.find('list item', re.compile('^' + page)))

    def open_project(self):
        self.go('Projects')
        self.desktop.click(self.desktop.find('table row', PROJECT))
        self.desktop.shows('Summary')

    # At the programme's office

    def office(self):
        self.lepctl('init', '--laptop', 'Office 1', '--person', 'Programme officer', '--place', 'Sarajevo')
        self.lepctl('demo')
        self.start()
        for page in PAGES:
            self.go(page)
            self.picture(page.lower().replace(' ', '-'))
        for page, title in OTHER_PAGES.items():
            self.desktop.activate('go', page)
            self.desktop.shows(title)
            self.picture(page)
        self.visit_project()
        self.visit_application()
        self.visit_dialogs()
        self.print_project()
        self.make_bundle('*_office*.lepx', everything=True)

    def visit_project(self):
        self.open_project()
        self.picture('project')
        for tab in ('Money', 'Results', 'Reports', 'History'):
            self.desktop.click(self.desktop.find(None, tab))
            self.picture('project-' + tab.lower())

    def visit_application(self):
        self.go('Applications')
        self.desktop.click(self.desktop.find('table row', APPLICATION))
        self.desktop.shows('Summary')
        for tab in ('Receipt and check', 'Scores'):
            self.desktop.click(self.desktop.find(None, tab))
            self.picture('application-' + tab.lower().replace(' ', '-'))

    def visit_dialogs(self):
        for name, keys in (('add-a-result', 'ctrl+r'), ('preferences', 'ctrl+comma'), ('help', 'F1')):
            self.desktop.key(keys)
            self.picture(name)
            if name == 'help':
                self.desktop.push('Close', within=self.desktop.windows()[-1])
            else:
                self.desktop.key('Escape')
            self.desktop.settle()
        self.desktop.key('ctrl+k')
        self.desktop.type('zepce')
        self.picture('search')
        self.desktop.key('Escape')

    def print_project(self):
        self.open_project()
        self.desktop.key('ctrl+p')
        self.desktop.settle()
        self.picture('print-preview')
        self.desktop.key('ctrl+s')
        self.desktop.settle()
        self.desktop.choose_new_file(self.out / 'project-summary.pdf')
        self.wait_for('project-summary.pdf')

    def make_bundle(self, pattern, everything=False):
        self.go('Bundles')
        self.desktop.push('Make a bundle')
        if everything:
            self.desktop.click(self.desktop.find('check box', 'All partnerships'))
        self.picture('make-a-bundle')
        self.desktop.push(re.compile('^Save it'))
        self.desktop.window('Which folder or stick?')
        self.desktop.choose_file(self.out)
        self.wait_for(pattern)
        self.picture('bundles')

    def wait_for(self, pattern):
        return wait_until(f'the file {pattern}', lambda: sorted(self.out.glob(pattern)))[-1]

    # At the partnership's clerk

    def clerk(self):
        self.start()
        self.desktop.shows('Welcome')
        self.picture('first-run')
        for title, text in (('Your name *', 'Clerk'), ('This laptop, as others will see it *', 'School 1')):
            self.desktop.type_into(self.desktop.find('text', title), text)
        self.desktop.push('Open a bundle I received')
        self.desktop.choose_file(self.wait_for('*.lepx'))
        self.desktop.settle()
        self.picture('do-you-know-the-sender')
        self.desktop.push('The numbers are the same')
        self.desktop.find('list item', re.compile('^Overview'))
        self.picture('overview')
        self.edit_title('Nove strategije, škola')
        self.make_bundle('*_school*.lepx')

    def edit_title(self, text):
        self.open_project()
        self.desktop.edit(self.desktop.find('text', re.compile('^Title')), text)
        self.picture('title-changed')

    # Back at the office

    def office_again(self):
        self.start()
        self.edit_title('Nove strategije, ured')
        self.desktop.close()
        self.start(self.wait_for('*_school*.lepx'))
        self.desktop.settle()
        self.picture('bundle-opened')
        self.desktop.click(self.desktop.find('check box', 'I compared the numbers, and they are the same'))
        self.desktop.push('Go on')
        self.desktop.find('push button', re.compile('^Apply'))
        self.picture('bundle-preview')
        self.desktop.push(re.compile('^Apply'))
        self.desktop.settle()
        self.picture('bundle-applied')
        self.settle_conflict()

    def settle_conflict(self):
        self.go('Conflicts')
        self.picture('conflicts')
        self.desktop.click(self.desktop.find('list item', 'Title'))
        theirs = self.desktop.find('check box', 'By Clerk: Nove strategije, škola')
        self.picture('conflict')
        self.desktop.click(theirs)
        self.desktop.push('Settle and go on')
        self.desktop.settle()
        self.picture('settled')


def main():
    missing = missing_tools()
    if missing:
        sys.exit(f'tour: not installed: {", ".join(missing)}')
    tour = Tour(sys.argv[1], sys.argv[2])
    try:
        getattr(tour, sys.argv[2].replace('-', '_'))()
        status = tour.desktop.close()
        if status != 0:
            raise Gone(f'the program ended with {status}')
    except Exception:
        if tour.desktop is not None and tour.desktop.process.poll() is None:
            tour.picture('stopped-here')
            tour.desktop.process.kill()
        raise


if __name__ == '__main__':
    main()
