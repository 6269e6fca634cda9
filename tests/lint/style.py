#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds the style: format, first lines, words that a finished change does not have."""

import re
import sys

from lint import ROOT, Tap, files, has_tool, lines, read, run

SPDX = 'SPDX-License-Identifier: GPL-3.0-or-later'
TEXTS = ('.c', '.h', '.py', '.sh', '.ui', '.css', '.xml', '.md', '.build', '.sql', '.in', '.txt', '.po', '.rng')
# Bracketed so that this file does not find itself.
UNFINISHED = re.compile(r'\b(?:TO[D]O|FIX[M]E|XX[X]|HA[C]K)\b|\bnot implemente[d]\b')
MACHINE = re.compile(r'(?<![\w.])/(?:wor[k]|roo[t]|hom[e]/\w+|User[s]/\w+)\b')


def clang_format():
    return next((tool for tool in ('clang-format-14', 'clang-format') if has_tool(tool)), None)


def check_format(tool):
    sources = files('.c', '.h', under='src/') + files('.c', '.h', under='tests/')
    _, output = run(tool, '--style=file', '--dry-run', *sources)
    for line in output.splitlines():
        match = re.match(r'(\S+?):(\d+):\d+: \w+: code should be clang-formatted', line)
        if match:
            yield f'{match[1]}:{match[2]}: not in the house\'s format; run ./dev format'


def check_spdx():
    for name in files('.c', '.h', under='src/') + files('.c', '.h', under='tests/'):
        if read(name).split('\n', 1)[0] != f'/* {SPDX} */':
            yield f'{name}:1: the first line is not the licence\'s'
    for name in files('.py', '.sh') + ['dev', '.ci/run']:
        if not any(SPDX in line for number, line in lines(name) if number <= 3):
            yield f'{name}:1: no licence line'


def check_purpose():
    """Each C file says in its first comment what it is for."""
    for name in files('.c', under='src/'):
        text = read(name).split('\n', 1)[-1].lstrip()
        if not text.startswith('/*'):
            yield f'{name}:2: no comment that says what the file is for'


def find(pattern):
    for name in files(*TEXTS) + ['dev', '.ci/run', 'debian/control', 'debian/rules']:
        if not (ROOT / name).is_file():
            continue
        for number, line in lines(name):
            match = pattern.search(line)
            if match:
                yield f'{name}:{number}: {match[0]}'


def check_goto():
    for name in files('.c', under='src/'):
        for number, line in lines(name):
            if re.match(r'\s*goto\s+\w+;', line):
                yield f'{name}:{number}: goto'


def undocumented():
    """Public functions with neither a comment at the declaration nor one at the
    definition: for information only."""
    for name in files('.h', under='src/'):
        source = name[:-1] + 'c'
        text = read(source) if (ROOT / source).is_file() else ''
        for number, line in lines(name):
            match = re.match(r'\w[\w \*]*?(lep_\w+)\s*\(', line)
            if match and f' * {match[1]}:' not in text:
                yield f'{name}:{number}: {match[1]}'


def main():
    tap = Tap()
    tool = clang_format()
    if tool is None or ' 14.' not in run(tool, '--version')[1]:
        tap.skip('every C file is in the house\'s format', 'no clang-format 14')
    else:
        tap.check('every C file is in the house\'s format', check_format(tool))
    tap.check('every file names its licence', check_spdx())
    tap.check('every C file says what it is for', check_purpose())
    tap.check('no unfinished work', find(UNFINISHED))
    tap.check('no path of a machine', find(MACHINE))
    tap.check('no goto', check_goto())
    missing = list(undocumented())
    tap.note(f'public functions without a comment of their own: {len(missing)}')
    return tap.done()


if __name__ == '__main__':
    sys.exit(main())
