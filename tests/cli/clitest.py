# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of lepctl share."""

import os
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / 'interop'))
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / 'reference'))

import tap  # noqa: E402
from laptops import Laptop, World  # noqa: E402

LEPCTL = os.path.abspath(sys.argv[1])
ID = re.compile(r'^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$')

DONE, FAILED, USAGE, REFUSED, BUNDLE, BUSY, WAITING = range(7)


def world():
    return World(LEPCTL)


def office(w, name='office'):
    """A laptop that founded a programme."""
    return w.laptop(name, '--programme', 'Programme', '--currency', 'BAM')


def project(laptop):
    """A partnership with a project; returns both ids."""
    partnership = laptop.put('partnership', 'name=LEP Konjic')
    return partnership, laptop.put('project', f'partnership={partnership}', 'title=Welders', 'activity=retraining')


def export(laptop, *options):
    return laptop.json('export', '--output', laptop.folder, *options)['file']


def sender_number(laptop, bundle):
    """The number of the laptop that made the bundle."""
    told = laptop.json('inspect', bundle)
    return next(signer['number'] for signer in told['signers'] if signer['replica'] == told['from'])


def joined(w, one, name='partner'):
    """A second laptop that joined with a full bundle of the first."""
    bundle = export(one, '--full')
    two = Laptop(w, name)
    trust = sender_number(one, bundle)
    two.run('join', bundle, '--laptop', name, '--person', f'Person {name}', '--trust', trust)
    return two


def refused(laptop, code, *arguments, tells=()):
    """Runs a command that must end with @code, one line of error, and no answer."""
    done = laptop.start(*arguments)
    assert done.returncode == code, f'{arguments}: ended with {done.returncode}, not {code}: {done.stdout}{done.stderr}'
    lines = done.stderr.splitlines()
    assert len(lines) == 1 and lines[0].startswith('lepctl: '), f'{arguments}: {done.stderr!r}'
    assert len(lines[0].encode()) <= 500, f'{arguments}: {len(lines[0].encode())} bytes'
    assert done.stdout == '', f'{arguments}: {done.stdout!r}'
    for part in tells:
        assert part in lines[0], f'{arguments}: nothing of {part!r} in {lines[0]!r}'
    return lines[0]


def main(module):
    sys.exit(tap.run(tap.functions(sys.modules[module])))
