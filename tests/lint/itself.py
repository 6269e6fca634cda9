#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tries the lint on a small tree with one breach a file: each must be found, by its place."""

import json
import os
import pathlib
import subprocess
import sys
import tempfile

from lint import Tap

HERE = pathlib.Path(__file__).resolve().parent
HEAD = '/* SPDX-License-Identifier: GPL-3.0-or-later */\n/* Something. */\n'
LAYERS = """layers = {
  'base': {'uses': [], 'external': []},
  'store': {'uses': ['base'], 'external': []},
  'sync': {'uses': ['store', 'base'], 'external': []},
}
"""
FUNCTION = 'int\nlong_one (void)\n{\n' + '  ;\n' * 49 + '}\n'
STRUCT = 'struct Wide\n{\n' + ''.join(f'  int field_{i};\n' for i in range(26)) + '};\n'

# (file, its text, the lint, what must stand in its output)
BREACHES = (
    ('src/base/a.c', HEAD + '#include <sqlite3.h>\n', 'layers', 'src/base/a.c:3: <sqlite3.h>'),
    ('src/store/b.c', HEAD + '#include "../base/x.h"\n', 'layers', 'src/store/b.c:3: "../"'),
    ('src/store/c.c', HEAD + '#include "lep-sync.h"\n', 'layers', 'src/store/c.c:3: store does not use'),
    ('src/store/d.c', HEAD + 'g_print ("x");\n', 'layers', 'src/store/d.c:3: g_print'),
    ('src/store/e.c', HEAD + 'x = g_getenv ("HOME");\n', 'layers', 'src/store/e.c:3: g_getenv'),
    ('src/store/f.c', HEAD + 'x = g_get_real_time ();\n', 'layers', 'src/store/f.c:3: g_get_real_time'),
    ('src/base/g.c', HEAD + '\n' * 600, 'size', 'src/base/g.c:601: 602 lines'),
    ('src/base/h.c', HEAD + FUNCTION, 'size', 'src/base/h.c:5: long_one has 51 lines'),
    ('src/base/i.h', HEAD + STRUCT, 'size', 'src/base/i.h:4: a struct of 26 fields'),
    ('src/base/j.c', '/* Something. */\n', 'style', 'src/base/j.c:1: the first line'),
    ('src/base/k.c', HEAD + '/* TO' + 'DO: more */\n', 'style', 'src/base/k.c:3: TO' + 'DO'),
    ('src/base/l.c', HEAD + '/* see /ho' + 'me/user/x */\n', 'style', 'src/base/l.c:3: /ho'),
    ('src/base/m.c', HEAD + '  goto out;\n', 'style', 'src/base/m.c:3: goto'),
    ('src/base/n.c', HEAD.split('\n')[0] + '\n#include <glib.h>\n', 'style', 'src/base/n.c:2: no comment'),
    ('ui/lep-o.ui', '<interface><template class="LepO"/></interface>', 'templates', 'ui/lep-o.ui:1: has no class'),
    ('ui/lep-p.ui', '<interface>', 'templates', 'ui/lep-p.ui:1: '),
    ('ui/lep-q.ui', '<interface>\n<property name="label">Plain</property></interface>', 'templates',
     'ui/lep-q.ui:2: “Plain” is not marked'),
    ('src/base/r.c', HEAD + 'x = _ ("Text");\n', 'translations', 'src/base/r.c is missing'),
    ('src/base/s.c', HEAD + 'x = _ ("%" G_GINT64_FORMAT " rows");\n', 'translations', 'src/base/s.c:3:'),
    ('po/de.po', 'msgid "%d"\nmsgstr "%s"\n', 'translations', 'po/de.po:1: not named'),
    ('po/fr.po', 'msgid ""\nmsgstr ""\n\nmsgid "Page {page}"\nmsgstr "Page {paje}"\n', 'translations',
     'po/fr.po:4: “Page {page}” becomes'),
    ('stray.txt', 'x\n', 'documents', 'stray.txt:1: does not belong'),
    ('README.md', 'Use `./dev fly` and `src/none.c`.\n', 'documents', 'README.md:1: there is no ./dev fly'),
    ('CONTRIBUTING.md', 'See `src/none.c`.\n', 'documents', 'CONTRIBUTING.md:1: src/none.c does not exist'),
)


def build_tree(root):
    for name, text in {
            'src/meson.build': LAYERS, 'src/sync/lep-sync.h': HEAD, 'LICENSE': 'x', 'meson.build': '',
            'dev': '#!/bin/sh\n# SPDX-License-Identifier: GPL-3.0-or-later\necho "./dev run  x"\n',
            '.ci/run': '#!/bin/sh\n# SPDX-License-Identifier: GPL-3.0-or-later\n', 'src/README.md': '',
            'debian/control': '', 'debian/rules': '', 'po/LINGUAS': '', 'po/POTFILES': 'src/base/s.c\n',
            **{name: text for name, text, _, _ in BREACHES}}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding='utf-8')
    (root / 'dev').chmod(0o755)


def count_lines(*results):
    """What count-results.py says of a log with these (result, output) entries."""
    with tempfile.NamedTemporaryFile('w', suffix='.json') as log:
        for result, output in results:
            log.write(json.dumps({'name': 'suite', 'result': result, 'stdout': output}) + '\n')
        log.flush()
        done = subprocess.run([sys.executable, str(HERE.parent / 'count-results.py'), log.name], timeout=60,
                              capture_output=True, text=True, check=False)
    lines = done.stdout.strip().splitlines()
    named = any(line.startswith('failed: suite') for line in lines)
    return lines[-1], done.returncode, named


def check_counts():
    for results, wanted in (
            ([('OK', 'ok 1\nok 2 # SKIP no disk\n1..2\n'), ('OK', '')], ('2 passed, 0 failed', 0)),
            ([('FAIL', 'ok 1\nnot ok 2 - x\n')], ('1 passed, 1 failed', 1)),
            ([('ERROR', 'ok 1\n')], ('1 passed, 1 failed', 1)),
            ([('TIMEOUT', '')], ('0 passed, 1 failed', 1)),
            ([('SKIP', '')], ('0 passed, 0 failed', 1))):
        *got, named = count_lines(*results)
        if tuple(got) != wanted or named != (' 0 failed' not in wanted[0]):
            yield f'tests/count-results.py: {results} gave {got}, not {wanted}'


def main():
    tap = Tap()
    tap.check('results are counted as they are', check_counts())
    with tempfile.TemporaryDirectory() as name:
        root = pathlib.Path(name) / 'tree'
        build_tree(root)
        surroundings = dict(os.environ, LEP_LINT_ROOT=str(root))
        output = {}
        for lint in sorted({lint for _, _, lint, _ in BREACHES}):
            done = subprocess.run([sys.executable, str(HERE / f'{lint}.py')], env=surroundings, timeout=120,
                                  capture_output=True, text=True, check=False)
            output[lint] = done.stdout
            tap.check(f'{lint} fails on a tree with breaches', [] if done.returncode == 1 else
                      [f'tests/lint/{lint}.py: ended with {done.returncode}: {done.stderr[-500:]}'])
        for file, _, lint, wanted in BREACHES:
            tap.check(f'{lint} finds the breach in {file}', [] if wanted in output[lint] else
                      [f'tests/lint/{lint}.py: did not say “{wanted}”'])
    return tap.done()


if __name__ == '__main__':
    sys.exit(main())
