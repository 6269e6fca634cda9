#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds what the desktop reads: .desktop, metainfo, MIME types, settings, icons."""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
import zipfile

from lint import ROOT, Tap, files, has_tool, read, run

APPLICATION = 'com.example.lep'
DESKTOP = f'{APPLICATION}.desktop'
METAINFO = f'resources/{APPLICATION}.metainfo.xml'
MIME = f'resources/{APPLICATION}.mime.xml'
BUNDLE = 'application/vnd.lep.bundle+zip'
WORKSPACE = 'application/vnd.lep.workspace+sqlite3'
SEALED = 'application/vnd.lep.bundle-sealed'
GUESS = '''
import sys
from gi.repository import Gio
data = open(sys.argv[1], 'rb').read(4096)
print(Gio.content_type_guess(sys.argv[2] or None, data)[0])
'''


def check_tool(name, *command):
    status, output = run(*command)
    if status != 0:
        yield from (f'{name}: {line}' for line in output.splitlines() if line.strip())


def check_names():
    """The three files, and the program, speak of the same things."""
    types = {element.get('type') for element in ElementTree.parse(ROOT / MIME).getroot()}
    wanted = set(re.search(r'^MimeType=(.*)$', read(DESKTOP), re.M)[1].strip(';').split(';'))
    if types != wanted:
        yield f'{DESKTOP}:1: opens {sorted(wanted)}, but {MIME} declares {sorted(types)}'
    metainfo = ElementTree.parse(ROOT / METAINFO).getroot()
    if metainfo.findtext('id') != APPLICATION:
        yield f'{METAINFO}:1: id is not {APPLICATION}'
    if metainfo.findtext('launchable') != DESKTOP:
        yield f'{METAINFO}:1: launchable is not {DESKTOP}'
    release = metainfo.find('releases/release').get('version')
    version = re.search(r"version: '([^']+)'", read('meson.build'))[1]
    if release != version:
        yield f'{METAINFO}:1: newest release {release}, but meson.build says {version}'
    if not re.match(rf'lep \({re.escape(version)}\)', read('debian/changelog')):
        yield f'debian/changelog:1: not version {version}'


def check_icons():
    icons = [name.split('/')[-1] for name in files('.svg', under='resources/')]
    for name in (f'{APPLICATION}.svg', f'{APPLICATION}-symbolic.svg',
                 'lep-organisations-symbolic.svg', 'lep-results-symbolic.svg',
                 'lep-call-symbolic.svg', 'lep-bundle-symbolic.svg'):
        if name not in icons:
            yield f'resources/: the icon {name} is missing'


def write_samples(folder):
    """A bundle's first members and a workspace's first page, with names that say nothing."""
    bundle = folder / 'letter'
    with zipfile.ZipFile(bundle, 'w', zipfile.ZIP_STORED) as archive:
        archive.writestr(zipfile.ZipInfo('mimetype'), BUNDLE)
        archive.writestr(zipfile.ZipInfo('SHA256SUMS'), '')
    workspace = folder / 'book'
    match = re.search(r'APPLICATION_ID\w*\s+(0x[0-9a-fA-F]+|\d+)', ''.join(
        read(name) for name in files('.c', '.h', under='src/store/')))
    page = bytearray(512)
    page[0:16] = b'SQLite format 3\0'
    if match:
        page[68:72] = int(match[1], 0).to_bytes(4, 'big')
    workspace.write_bytes(bytes(page))
    sealed = folder / 'konjic_office_000057_0123abcd.lepx.age'
    sealed.write_bytes(b'age-encryption.org/v1\n-> X25519 ')
    return ((bundle, BUNDLE, ''), (workspace, WORKSPACE, ''), (sealed, SEALED, sealed.name), (bundle, BUNDLE, 'other.lepx'))


def check_recognised():
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        packages = folder / 'mime' / 'packages'
        packages.mkdir(parents=True)
        shutil.copy(ROOT / MIME, packages / f'{APPLICATION}.xml')
        status, output = run('update-mime-database', str(folder / 'mime'))
        if status != 0 or 'rror' in output:
            yield f'{MIME}:1: {output.strip()}'
            return
        surroundings = dict(os.environ, XDG_DATA_HOME=str(folder))
        for path, wanted, named in write_samples(folder):
            found = subprocess.run(['/usr/bin/python3', '-c', GUESS, str(path), named], env=surroundings,
                                   capture_output=True, text=True, timeout=60, check=False)
            if found.stdout.strip() != wanted:
                yield f'{MIME}:1: {wanted} is taken for {found.stdout.strip()} {found.stderr.strip()}'


def has_gi():
    return run('/usr/bin/python3', '-c', 'import gi')[0] == 0


def main():
    tap = Tap()
    schemas = [name for name in files('.gschema.xml') if name.startswith('resources/')]
    for title, tool, check in (
            ('the desktop file is valid', 'desktop-file-validate',
             lambda: check_tool(DESKTOP, 'desktop-file-validate', DESKTOP)),
            ('the metainfo is valid', 'appstreamcli',
             lambda: check_tool(METAINFO, 'appstreamcli', 'validate', '--no-net', METAINFO)),
            ('the settings are valid', 'glib-compile-schemas',
             lambda: check_tool('resources', 'glib-compile-schemas', '--strict', '--dry-run', 'resources')
             if schemas else ())):
        if has_tool(tool):
            tap.check(title, check())
        else:
            tap.skip(title, f'no {tool}')
    tap.check('desktop file, metainfo, MIME types and version agree', check_names())
    tap.check('the icons are there', check_icons())
    if has_tool('update-mime-database') and has_gi():
        tap.check('bundle and workspace are known by their first bytes, a locked bundle by its name', check_recognised())
    else:
        tap.skip('bundle and workspace are known by their first bytes', 'no shared-mime-info or python3-gi')
    return tap.done()


if __name__ == '__main__':
    sys.exit(main())
