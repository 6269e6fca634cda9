#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds the layers: whose headers, whose libraries, who may print or ask the time.

Usage: layers.py [LEPCTL]
"""

import os
import re
import sys

from lint import Tap, files, has_tool, lines, read, run

# Foreign headers and the layers that know them. The window has cairo and Pango
# through GTK.
FOREIGN = (
    (r'nettle/.*', {'base'}),
    (r'sqlite3.*\.h', {'store'}),
    (r'sodium.*\.h', {'trust'}),
    (r'archive(_entry)?\.h', {'bundle'}),
    (r'libxml/.*', {'bundle', 'iati'}),
    (r'libpq-fe\.h', {'sync'}),
    (r'xlsxwriter.*', {'report'}),
    (r'cairo.*|pango/.*', {'report', 'app'}),
    (r'gtk/.*|gdk/.*|gsk/.*|adwaita\.h|graphene.*', {'app'}),
    (r'json-glib/.*', {'cli'}),
)

# What only a program may do: print, exit, ask, read the environment.
PROGRAM_ONLY = re.compile(
    r'\b(?:g_print|g_printerr|printf|puts|putchar|exit|_exit|abort|getenv|secure_getenv|setenv|'
    r'g_getenv|g_setenv|g_get_environ|g_get_home_dir|g_get_user_\w+_dir|g_get_user_name|'
    r'g_get_real_name|g_get_host_name|scanf)\s*\(|\bstd(?:in|out|err)\b')
CLOCK_ONLY = re.compile(
    r'\b(?:g_get_real_time|g_date_time_new_now\w*|g_uuid_string_random|g_random_\w+|'
    r'clock_gettime|gettimeofday|getrandom|time)\s*\(')
INCLUDE = re.compile(r'\s*#\s*include\s+([<"])([^>"]+)[>"]')
LITERAL = re.compile(r'"(?:[^"\\]|\\.)*"')
CORE = ('base', 'model', 'store', 'trust', 'bundle', 'sync', 'iati', 'report')


def layer_of(name):
    return name.split('/')[1]


def declared_uses():
    """{layer: layers it may use}, as src/meson.build declares them."""
    uses = {}
    for match in re.finditer(r"'(\w+)': \{'uses': \[([^\]]*)\]", read('src/meson.build')):
        uses[match[1]] = set(re.findall(r"'(\w+)'", match[2])) | {match[1]}
    uses['cli'] = (set(uses) - {'app'}) | {'cli'}
    return uses


def includes(name):
    for number, line in lines(name):
        match = INCLUDE.match(line)
        if match:
            yield number, match[1], match[2]


def check_foreign():
    for name in files('.c', '.h', under='src/'):
        for number, _, header in includes(name):
            for pattern, allowed in FOREIGN:
                if re.fullmatch(pattern, header) and layer_of(name) not in allowed:
                    yield f'{name}:{number}: <{header}> belongs to the layer {" or ".join(sorted(allowed))}'


def check_own():
    uses = declared_uses()
    owner = {name.split('/')[-1]: layer_of(name) for name in files('.h', under='src/')}
    for name in files('.c', '.h', under='src/'):
        for number, quote, header in includes(name):
            if '..' in header.split('/'):
                yield f'{name}:{number}: "../" in an include'
            elif quote == '"' and '/' in header:
                yield f'{name}:{number}: a path in the include of {header}'
            elif header in owner and owner[header] not in uses.get(layer_of(name), set()):
                yield f'{name}:{number}: {layer_of(name)} does not use the layer {owner[header]} of {header}'


def code_lines(name):
    """Yields (number, line) without comments and string literals."""
    inside = False
    for number, line in lines(name):
        line = LITERAL.sub('""', line)
        if inside:
            if '*/' not in line:
                continue
            line = line.split('*/', 1)[1]
            inside = False
        line = re.sub(r'/\*.*?\*/', '', line)
        if '/*' in line:
            line = line.split('/*', 1)[0]
            inside = True
        yield number, line


def check_words(pattern, layers, except_files=()):
    for name in files('.c', under='src/'):
        if layer_of(name) not in layers or name in except_files:
            continue
        for number, line in code_lines(name):
            match = pattern.search(line)
            if match:
                yield f'{name}:{number}: {match[0].rstrip("( ")} has no place in the layer {layer_of(name)}'


def check_linked(program):
    """No toolkit. Debian's cairo, which prints, brings libX11 along; it opens no display."""
    status, output = run('ldd', program)
    if status != 0:
        yield f'{program}: ldd: {output.strip()}'
    for line in output.splitlines():
        if re.search(r'lib(?:gtk|gdk|adwaita|gsk|wayland)', line):
            yield f'{program}: linked with {line.split()[0]}'


def main():
    tap = Tap()
    tap.check('foreign headers only in their layer', check_foreign())
    tap.check('own headers only of declared layers, no paths', check_own())
    tap.check('the core prints nothing, asks nothing, reads no environment',
              check_words(PROGRAM_ONLY, CORE))
    tap.check('time and ids come from the clock alone',
              check_words(CLOCK_ONLY, CORE + ('cli', 'app'), ('src/base/lep-clock.c',)))
    if len(sys.argv) < 2:
        tap.skip('lepctl links no GTK', 'lepctl is not built')
    elif not has_tool('ldd'):
        tap.skip('lepctl links no GTK', 'no ldd')
    else:
        tap.check('lepctl links no GTK', check_linked(os.path.abspath(sys.argv[1])))
    return tap.done()


if __name__ == '__main__':
    sys.exit(main())
