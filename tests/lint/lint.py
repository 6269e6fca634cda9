# SPDX-License-Identifier: GPL-3.0-or-later
"""What the lint tests share: the tree's files and TAP output with file:line."""

import os
import pathlib
import shutil
import subprocess
import sys

ROOT = pathlib.Path(os.environ.get('LEP_LINT_ROOT') or pathlib.Path(__file__).resolve().parents[2])

# Made by builds, never ours to judge.
OUTSIDE = ('.git', 'build', '_build', '__pycache__', 'obj-', 'debian/lep', 'debian/.debhelper', 'debian/tmp')


def is_outside(name):
    return any(name == part or name.startswith(part + '/') or
               (part in ('build', 'obj-') and name.split('/')[0].startswith(part))
               for part in OUTSIDE) or '/__pycache__/' in name


def walk():
    """Yields every file of the project, by its path from the top."""
    for path in sorted(ROOT.rglob('*')):
        name = path.relative_to(ROOT).as_posix()
        if path.is_file() and not is_outside(name):
            yield name


FILES = None


def files(*suffixes, under=''):
    """The project's files that end in one of @suffixes, below the folder @under."""
    global FILES
    if FILES is None:
        FILES = list(walk())
    return [name for name in FILES
            if name.startswith(under) and (not suffixes or name.endswith(suffixes))]


def read(name):
    return (ROOT / name).read_text(encoding='utf-8')


def lines(name):
    """Yields (number, line) of a text file, from 1."""
    yield from enumerate(read(name).splitlines(), 1)


def run(*command, **options):
    """Runs a tool in the project's folder; returns (exit status, output)."""
    if shutil.which(command[0]) is None and not (ROOT / command[0]).is_file():
        return 127, f'{command[0]}: not installed'
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, errors='replace',
                          timeout=300, check=False, **options)
    return done.returncode, done.stdout


def has_tool(name):
    return shutil.which(name) is not None


class Tap:
    """Collects checks and prints them as TAP. A check is a list of findings,
    "file:line: what" each; none = passed."""

    def __init__(self):
        self.count = 0
        self.failed = 0

    def check(self, name, findings):
        findings = list(findings)
        self.count += 1
        if findings:
            self.failed += 1
        print(f'{"not ok" if findings else "ok"} {self.count} - {name}')
        for finding in findings:
            print(f'# {finding}')
            print(finding, file=sys.stderr)

    def skip(self, name, reason):
        self.count += 1
        print(f'ok {self.count} - {name} # SKIP {reason}')

    def note(self, text):
        print(f'# {text}')

    def done(self):
        print(f'1..{self.count}')
        return 1 if self.failed else 0
