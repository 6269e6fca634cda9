#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds the window's templates: well-formed, each with its class and its place in the resources."""

import re
import sys
import xml.etree.ElementTree as ElementTree

from lint import ROOT, Tap, files, read


def kebab(type_name):
    return re.sub(r'(?<=[a-z0-9])(?=[A-Z])', '-', type_name).lower()


def parse(name):
    try:
        return ElementTree.parse(ROOT / name).getroot(), None
    except ElementTree.ParseError as error:
        return None, f'{name}:{error.position[0]}: {error}'


def check_well_formed():
    for name in files('.ui', '.xml', '.svg', '.rng'):
        _, finding = parse(name)
        if finding:
            yield finding


def check_classes():
    for name in files('.ui', under='ui/'):
        stem = name.split('/')[-1][:-3]
        if stem == 'help-overlay':  # GTK loads it itself, by this name
            continue
        source = f'src/app/{stem}.c'
        if not (ROOT / source).is_file():
            yield f'{name}:1: has no class {source}'
            continue
        root, _ = parse(name)
        template = root.find('template') if root is not None else None
        if template is None:
            if f'{stem}.ui' not in read(source):
                yield f'{source}:1: does not load {name}'
        elif kebab(template.get('class', '')) != stem:
            yield f'{name}:1: class {template.get("class")} is not {stem}'
        elif f'{stem}.ui' not in read(source):
            yield f'{source}:1: does not take its template from {stem}.ui'


def check_resources():
    listed = ''.join(read(name) for name in files('.gresource.xml', '.gresource.xml.in'))
    for name in files('.ui', under='ui/'):
        if name.split('/')[-1] not in listed:
            yield f'{name}:1: is in no .gresource.xml'


def check_texts():
    """Texts a user reads are marked for translation."""
    shown = ('label', 'title', 'subtitle', 'tooltip-text', 'placeholder-text', 'description')
    for name in files('.ui', under='ui/'):
        for number, line in enumerate(read(name).splitlines(), 1):
            match = re.search(r'<property name="([\w-]+)"([^>]*)>([^<]*[A-Za-z]{2}[^<]*)</property>', line)
            if match and match[1] in shown and 'translatable' not in match[2]:
                yield f'{name}:{number}: “{match[3]}” is not marked translatable'


def check_ids():
    """An id is there to be named: by the template itself, or by the class or a test."""
    named = '\n'.join(read(name) for name in files('.c', '.py') if name.startswith(('src/app/', 'tests/')))
    for name in files('.ui', under='ui/'):
        text = read(name)
        for number, line in enumerate(text.splitlines(), 1):
            for found in re.findall(r' id="(\w+)"', line):
                stem = re.sub(r'\d+$', '%', found)  # numbered ones are found by a number
                if (found != 'help_overlay' and len(re.findall(rf'\b{found}\b', text)) == 1
                        and not re.search(rf'\b{found}\b', named) and not (stem != found and stem in named)):
                    yield f'{name}:{number}: nothing names “{found}”'


def main():
    tap = Tap()
    tap.check('every XML file is well-formed', check_well_formed())
    tap.check('every template has its class', check_classes())
    tap.check('every template is in the resources', check_resources())
    tap.check('every shown text can be translated', check_texts())
    tap.check('every id is named somewhere', check_ids())
    return tap.done()


if __name__ == '__main__':
    sys.exit(main())
