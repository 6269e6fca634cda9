#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Walks the running window over AT-SPI: every control of its pages, records and dialogs has a name that helps.

Usage: test_names.py LEP LEPCTL (in a display of its own: tests/in-display.sh --accessible)
"""

import os
import pathlib
import re
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / 'tour'))
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / 'reference'))

import tap  # noqa: E402

try:
    import desktop
    import names
    MISSING = desktop.missing_tools()
except (ImportError, ValueError) as error:
    MISSING = [str(error)]

PAGES = ('Overview', 'Needs attention', 'Organisations', 'Partnerships', 'Meetings', 'Decisions', 'Services', 'Calls',
         'Applications', 'Projects', 'Results', 'Bundles', 'Conflicts', 'Deleted')
# Pages that the sidebar does not list: what the window calls them, and what stands above them.
OTHER_PAGES = {'board': 'Applications by state', 'ranking': 'Ranking', 'laptops': 'Numbers and trust', 'receipts': 'Receipts'}
RECORDS = {'Organisations': ('Same as', 'Documents'), 'Partnerships': ('Members', 'Self-assessment', 'More'), 'Meetings': None,
           'Calls': None, 'Applications': ('Receipt and check', 'Scores'),
           'Projects': ('Money', 'Results', 'Reports', 'Documents', 'History'), 'Results': None}
DIALOGS = {'add a result': 'ctrl+r', 'preferences': 'ctrl+comma', 'make a bundle': 'ctrl+b'}


class Walk:
    def __init__(self, lep, lepctl):
        self.workspace = os.path.join(os.environ['TMPDIR'], 'register.lep')
        self.run(lepctl, 'init', '--laptop', 'Office 1', '--person', 'Officer')
        self.run(lepctl, 'demo')
        self.window = desktop.Desktop(lep, ['--workspace', self.workspace])

    def run(self, lepctl, *arguments):
        subprocess.run([lepctl, '--workspace', self.workspace, *arguments], check=True,
                       stdout=subprocess.DEVNULL, timeout=120)

    def check(self, top=None):
        # A program that is at work answers late: its window is waited for.
        window = top or desktop.wait_until('the window', self.window.windows)[0]
        bad = sorted(set(names.find_bad_names(window)))
        assert not bad, '\n'.join(bad)

    def page(self, name):
        def test():
            self.window.click(self.window.find('list item', re.compile('^' + name)))
            self.window.settle()
            self.check()
        return test

    def other_page(self, name, title):
        def test():
            self.window.activate('go', name)
            self.window.shows(title)
            self.window.settle()
            self.check()
        return test

    def record(self, page, tabs):
        def test():
            self.window.click(self.window.find('list item', re.compile('^' + page)))
            self.window.settle()
            self.window.click(self.window.all('table row')[1])
            self.window.settle()
            self.check()
            for tab in tabs or ():
                self.window.click(self.window.find(None, tab))
                self.window.settle()
                self.check()
        return test

    def dialog(self, keys):
        def test():
            before = len(self.window.windows())
            self.window.key(keys)
            desktop.wait_until('a dialog', lambda: len(self.window.windows()) > before)
            self.window.settle()
            try:
                self.check(self.window.windows()[-1])
            finally:
                self.window.key('Escape')
            desktop.wait_until('the dialog to close', lambda: len(self.window.windows()) == before)
        return test

    def end(self):
        status = self.window.close()
        assert status == 0, f'the program ended with {status}'


def main():
    if MISSING:
        return tap.skip_all('not installed: ' + ', '.join(MISSING))
    walk = Walk(*map(os.path.abspath, sys.argv[1:3]))
    tests = [(f'controls of {page} have names', walk.page(page)) for page in PAGES]
    tests += [(f'controls of the page {page} have names', walk.other_page(page, title)) for page, title in OTHER_PAGES.items()]
    tests += [(f'controls of a record of {page} have names', walk.record(page, tabs)) for page, tabs in RECORDS.items()]
    tests += [(f'controls of {name} have names', walk.dialog(keys)) for name, keys in DIALOGS.items()]
    tests.append(('the window closes', walk.end))
    try:
        return tap.run(tests)
    finally:
        if walk.window.process.poll() is None:
            walk.window.process.kill()


if __name__ == '__main__':
    sys.exit(main())
