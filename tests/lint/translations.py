#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds the translations: POTFILES complete, catalogues sound.

Usage: translations.py [--write]     (--write: write po/POTFILES anew)
"""

import re
import sys

from lint import ROOT, Tap, files, has_tool, lines, read, run

MARKED = re.compile(r'(?<![\w"])(?:_|N_|C_|NC_|ngettext|dngettext|g_dngettext|g_dpgettext2?|Q_)\s*\(\s*\(?"')
BROKEN = re.compile(r'(?<!\w)(?:_|N_|ngettext)\s*\(\s*(?:"(?:[^"\\]|\\.)*"[\s,]*)+(G_G\w+_(?:FORMAT|MODIFIER)|PRI\w+)')
PLACE = re.compile(r'%(?:\d+\$)?[-+#0]*\d*(?:\.\d+)?(?:hh|h|ll|l|j|z|t)?[a-zA-Z]|\{\w+\}')
COMPLETE = ('bs', 'sr')
HEAD = '''# Files with texts to translate, sorted. `./dev strings` writes this list.
'''


def expected():
    names = [name for name in files('.c', '.h', under='src/')
             if any(MARKED.search(line) for _, line in lines(name))]
    names += [name for name in files('.ui') if 'translatable="yes"' in read(name)]
    names += files('.desktop', '.gschema.xml', '.metainfo.xml', '.mime.xml')
    return sorted(set(names))


def listed():
    return [(number, line.strip()) for number, line in lines('po/POTFILES')
            if line.strip() and not line.startswith('#')]


def check_potfiles():
    have = listed()
    names = [name for _, name in have]
    for number, name in have:
        if not (ROOT / name).is_file():
            yield f'po/POTFILES:{number}: {name} does not exist'
    for name in expected():
        if name not in names:
            yield f'po/POTFILES:1: {name} is missing; run ./dev strings'
    if names != sorted(names):
        yield 'po/POTFILES:1: not sorted; run ./dev strings'


def linguas():
    return [line.strip() for _, line in lines('po/LINGUAS') if line.strip() and not line.startswith('#')]


def check_catalogues():
    for language in linguas():
        name = f'po/{language}.po'
        if not (ROOT / name).is_file():
            yield f'po/LINGUAS:1: {name} does not exist'
            continue
        status, output = run('msgfmt', '-c', '-o', '/dev/null', name)
        if status != 0:
            yield from (f'{line}' for line in output.splitlines() if line.startswith('po/'))
    for name in files('.po', under='po/'):
        if name[3:-3] not in linguas():
            yield f'{name}:1: not named in po/LINGUAS'


def check_broken():
    """A macro inside a text: the catalogue would hold only the part before it."""
    for name in files('.c', '.h', under='src/'):
        text = read(name)
        for match in BROKEN.finditer(text):
            number = text.count('\n', 0, match.start()) + 1
            yield f'{name}:{number}: a text broken by {match[1]}; use %jd, %zu or %s'


def entries(text):
    """Yields (number, [msgid, msgid_plural], [msgstr, …]) of a catalogue."""
    ids, texts, current, start = [], [], None, 1
    for number, line in enumerate(text.splitlines() + [''], 1):
        match = re.match(r'(?:(msgid(?:_plural)?)|(msgstr(?:\[\d\])?)) "(.*)"$', line)
        if match:
            if match[1] == 'msgid':
                if ids:
                    yield start, ids, texts
                ids, texts, start = [], [], number
            current = ids if match[1] else texts
            current.append(match[3])
        elif line.startswith('"') and current:
            current[-1] += line[1:-1]
    if ids:
        yield start, ids, texts


def places(text):
    """What is filled in at run time: %-directives in their order or by number, {names}."""
    return sorted(PLACE.findall(text.replace('%%', '')))


def check_places():
    """Every translation fills in what its original does (a singular may leave out the number)."""
    catalogues = [(name, read(name)) for name in files('.po', under='po/')]
    if (ROOT / 'po/sr.po').is_file():
        catalogues.append(('po/sr.po as sr@latin', run('po/make-sr-latin.sh', 'po/sr.po', '-')[1]))
    for name, text in catalogues:
        for number, ids, texts in entries(text):
            allowed = [places(one) for one in ids]
            for one in texts:
                if one and ids[0] and places(one) not in allowed:
                    yield f'{name}:{number}: “{ids[0][:60]}” becomes “{one[:60]}”'


def check_latin():
    """Serbian in Latin letters is made from the Cyrillic: nothing may stay behind."""
    if not (ROOT / 'po/sr.po').is_file():
        return
    status, output = run('po/make-sr-latin.sh', 'po/sr.po', '-')
    if status != 0:
        yield f'po/sr.po:1: {output.strip()}'
    for _, _, texts in entries(output):
        for text in texts:
            if re.search('[\u0400-\u04ff]', text):
                yield f'po/sr.po: left in Cyrillic: {text[:60]}'


def check_complete():
    """Nothing is left in English: every text is translated, and no translation is a guess."""
    for language in COMPLETE:
        name = f'po/{language}.po'
        for number, ids, texts in entries(read(name)):
            if ids[0] and not all(texts):
                yield f'{name}:{number}: not translated: “{ids[0][:60]}”; run ./dev strings'
        for number, line in lines(name):
            if line.startswith('#,') and 'fuzzy' in line:
                yield f'{name}:{number}: fuzzy'


def shape(name):
    """What each line of a chapter is: its heading or point mark, text, or nothing."""
    return [line[:2] if line[:2] in ('##', '- ') else bool(line.strip()) for _, line in lines(name)]


def check_help():
    """Every chapter of the help is there in each language, with the same parts, and is built in."""
    built = read('resources/com.example.lep.gresource.xml')
    for name in files('.txt', under='resources/help/en/'):
        chapter = name.rsplit('/', 1)[1]
        for language in ('en', 'sr@latin', *COMPLETE):
            if f'help/{language}/{chapter}<' not in built:
                yield f'resources/com.example.lep.gresource.xml:1: no help/{language}/{chapter}'
        for language in COMPLETE:
            other = f'resources/help/{language}/{chapter}'
            if not (ROOT / other).is_file():
                yield f'{other}:1: does not exist'
            elif shape(other) != shape(name):
                yield f'{other}:1: other paragraphs than {name}'


def main():
    if '--write' in sys.argv[1:]:
        (ROOT / 'po/POTFILES').write_text(HEAD + ''.join(name + '\n' for name in expected()), encoding='utf-8')
        return 0
    tap = Tap()
    tap.check('no text is broken by a macro', check_broken())
    tap.check('po/POTFILES names every file with texts', check_potfiles())
    if has_tool('msgfmt'):
        tap.check('the catalogues are sound', check_catalogues())
        tap.check('translations fill in what their originals do', check_places())
        tap.check('Serbian in Latin letters is whole', check_latin())
    else:
        tap.skip('the catalogues are sound', 'no msgfmt')
        tap.skip('translations fill in what their originals do', 'no msgfmt')
        tap.skip('Serbian in Latin letters is whole', 'no msgfmt')
    tap.check('Bosnian and Serbian are complete', check_complete())
    tap.check('the help is there in every language', check_help())
    return tap.done()


if __name__ == '__main__':
    sys.exit(main())
