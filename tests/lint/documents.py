#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds the documents to what is there: commands, files and folders they name exist.

Usage: documents.py [LEPCTL]
"""

import os
import re
import sys

from lint import ROOT, Tap, files, lines, read, run

# The top level, and nothing else (a file more is a decision, written here).
TOP = {'.ci', '.clang-format', '.git', '.gitignore', 'CONTRIBUTING.md', 'LICENSE', 'README.md',
       'com.example.lep.desktop', 'debian', 'dev', 'meson.build', 'meson_options.txt', 'po',
       'resources', 'src', 'tests', 'ui'}
DOCUMENTS = ('README.md', 'CONTRIBUTING.md', 'src/README.md')
PATH = re.compile(r'`((?:src|tests|ui|resources|po|debian)/[\w@./-]+)`')


def check_top():
    _, ignored = run('git', 'ls-files', '--others', '--ignored', '--exclude-standard', '--directory')
    made = {line.rstrip('/') for line in ignored.splitlines()}
    for path in ROOT.iterdir():
        if path.name not in TOP | made and not re.match(r'(_?build|obj-)', path.name):
            yield f'{path.name}:1: does not belong in the top folder'


def check_dev():
    known = set(re.findall(r'^\./dev (\w+)', run('./dev', 'help')[1], re.M))
    for name in DOCUMENTS:
        for number, line in lines(name):
            for command in re.findall(r'\./dev (\w+)', line):
                if command not in known:
                    yield f'{name}:{number}: there is no ./dev {command}'


def check_lepctl(program):
    _, text = run(program, '--help')
    for name in DOCUMENTS:
        for number, line in lines(name):
            for command in re.findall(r'(?:^|`|\$ )lepctl ([a-z][\w-]*)', line):
                if not re.search(rf'^\s*{command}\b', text, re.M):
                    yield f'{name}:{number}: there is no lepctl {command}'


def check_paths():
    for name in DOCUMENTS:
        for number, line in lines(name):
            for path in PATH.findall(line):
                if not re.search('NAME|LANGUAGE', path) and not (ROOT / path).exists():
                    yield f'{name}:{number}: {path} does not exist'


def check_folders():
    """The map has a paragraph for each folder of src/."""
    text = read('src/README.md')
    for path in sorted((ROOT / 'src').iterdir()):
        if path.is_dir() and f'`{path.name}/`' not in text:
            yield f'src/README.md:1: says nothing about src/{path.name}/'


def check_licence():
    if 'GNU GENERAL PUBLIC LICENSE' not in read('LICENSE'):
        yield 'LICENSE:1: not the GPL'
    for name in files('meson.build'):
        if name == 'meson.build' and "license: 'GPL-3.0-or-later'" not in read(name):
            yield 'meson.build:1: names another licence'


def main():
    tap = Tap()
    tap.check('the top folder holds what belongs there', check_top())
    tap.check('the licence is whole', check_licence())
    tap.check('./dev knows every command the documents name', check_dev())
    tap.check('files and folders the documents name exist', check_paths())
    tap.check('the map knows every folder', check_folders())
    if len(sys.argv) > 1:
        tap.check('lepctl knows every command the documents name', check_lepctl(os.path.abspath(sys.argv[1])))
    else:
        tap.skip('lepctl knows every command the documents name', 'lepctl is not built')
    return tap.done()


if __name__ == '__main__':
    sys.exit(main())
