#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds the sizes: file 600 lines, function 50 (both braces counted), struct 25 fields."""

import re
import sys

from lint import Tap, files, lines

FILE_LINES = 600
FUNCTION_LINES = 50
STRUCT_FIELDS = 25
TYPE = re.compile(r'\s*(?:typedef\s+)?(?:struct|union)\b[^;()]*$')


def check_files():
    for name in files('.c', '.h', '.py', '.sh', '.ui', '.css') + ['dev', '.ci/run']:
        count = sum(1 for _ in lines(name))
        if count > FILE_LINES:
            yield f'{name}:{FILE_LINES + 1}: {count} lines, more than {FILE_LINES}'


def blocks(name):
    """Yields (line above the brace, number of the brace, lines inside) of each
    block at the left margin, which is where the format puts them."""
    above, start, inside = '', 0, []
    for number, line in lines(name):
        if start == 0 and line == '{':
            start, inside = number, []
        elif start and line.startswith('}'):
            yield above, start, inside
            start = 0
        elif start:
            inside.append(line)
        if start == 0 and line.strip():
            above = line


def function_name(name, start):
    text = [line for number, line in lines(name) if number < start]
    for line in reversed(text):
        match = re.match(r'(\w+) \(', line)
        if match:
            return match[1]
    return '?'


def check_functions():
    for name in files('.c', '.h', under='src/') + files('.c', '.h', under='tests/'):
        for above, start, inside in blocks(name):
            count = len(inside) + 2
            if above.endswith(')') and count > FUNCTION_LINES:
                yield f'{name}:{start}: {function_name(name, start)} has {count} lines, more than {FUNCTION_LINES}'


def check_structs():
    for name in files('.c', '.h', under='src/') + files('.c', '.h', under='tests/'):
        for above, start, inside in blocks(name):
            if not TYPE.match(above):
                continue
            text = re.sub(r'/\*.*?\*/', '', '\n'.join(inside), flags=re.S)
            fields = sum(part.count(',') + 1 if '(' not in part else 1
                         for part in text.split(';')[:-1])
            if fields > STRUCT_FIELDS:
                yield f'{name}:{start}: a struct of {fields} fields, more than {STRUCT_FIELDS}'


def main():
    tap = Tap()
    tap.check(f'no file over {FILE_LINES} lines', check_files())
    tap.check(f'no function over {FUNCTION_LINES} lines', check_functions())
    tap.check(f'no struct over {STRUCT_FIELDS} fields', check_structs())
    return tap.done()


if __name__ == '__main__':
    sys.exit(main())
