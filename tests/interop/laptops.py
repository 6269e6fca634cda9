# SPDX-License-Identifier: GPL-3.0-or-later
"""Workspaces driven through the real lepctl, each with its own folder, and helpers to
hold them against the reference."""

import json
import os
import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / 'reference'))

from lepbundle import read_bundle, write_bundle  # noqa: E402
from lepkeys import key_number  # noqa: E402
from lepreplica import Replica  # noqa: E402

SECONDS = 60


class Failed(AssertionError):
    """lepctl did not end as expected."""


class World:
    """A folder for a test's laptops and sticks, gone at its end."""

    def __init__(self, lepctl):
        self.lepctl = lepctl
        self.folder = tempfile.TemporaryDirectory(prefix='lep-interop-')
        self.path = pathlib.Path(self.folder.name)
        self.minute = 0

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.folder.cleanup()

    def tick(self):
        """The next minute of a calm clock."""
        self.minute += 1
        return f'2026-11-{1 + self.minute // 1440:02d}T{self.minute // 60 % 24:02d}:{self.minute % 60:02d}:00.000Z'

    def stick(self, name, data):
        path = self.path / name
        path.write_bytes(data)
        return path

    def laptop(self, name, *options):
        made = Laptop(self, name)
        made.run('init', '--laptop', name, '--person', f'Person {name}', '--place', 'Konjic', *options)
        return made


class Laptop:
    """One workspace and its surroundings."""

    def __init__(self, world, name):
        self.world = world
        self.name = name
        self.program = world.lepctl
        self.folder = world.path / name
        self.temp = self.folder / 'tmp'
        self.temp.mkdir(parents=True)
        self.workspace = self.folder / 'workspace.lep'
        self.clock = world.tick
        self.zone = 'UTC'

    def environment(self):
        kept = {name: value for name, value in os.environ.items() if name.startswith(('ASAN', 'UBSAN', 'LSAN', 'PATH'))}
        return dict(kept, HOME=str(self.folder), XDG_STATE_HOME=str(self.folder / 'state'),
                    XDG_DATA_HOME=str(self.folder / 'data'), XDG_CONFIG_HOME=str(self.folder / 'config'),
                    XDG_CACHE_HOME=str(self.folder / 'cache'), TMPDIR=str(self.temp),
                    LEP_WORKSPACE=str(self.workspace), LEP_MACHINE_ID=f'machine of {self.name}',
                    LEP_LOCALE_DIR=str(pathlib.Path(self.world.lepctl).resolve().parents[2] / 'po'),
                    LEP_CLOCK=self.clock(), LC_ALL='C.UTF-8', TZ=self.zone, G_DEBUG='fatal-warnings')

    def start(self, *arguments):
        """The finished process of one command."""
        return subprocess.run([self.program, *map(str, arguments)], env=self.environment(), text=True,
                              capture_output=True, timeout=SECONDS, check=False, stdin=subprocess.DEVNULL)

    def run(self, *arguments, ends=(0,)):
        done = self.start(*arguments)
        if done.returncode not in ends:
            raise Failed(f'{self.name}: lepctl {" ".join(map(str, arguments))[:400]}: ended with {done.returncode}, '
                         f'not {ends}: {done.stdout[-800:]}{done.stderr[-800:]}')
        return done.stdout

    def json(self, *arguments, ends=(0,)):
        text = self.run(*arguments, '--json', ends=ends)
        try:
            return json.loads(text)
        except ValueError as error:
            raise Failed(f'{self.name}: lepctl {" ".join(map(str, arguments))}: {error}: {text[:300]!r}') from error

    def put(self, kind, *arguments):
        """Creates or edits; returns the id."""
        return self.run('put', kind, *arguments).strip()

    def digest(self):
        answer = self.json('digest')
        return answer['digest'], answer['spaces']

    def status(self):
        return self.json('status')

    def export(self, *options):
        """Writes a bundle; returns its bytes."""
        folder = self.folder / 'out'
        folder.mkdir(exist_ok=True)
        answer = self.json('export', '--output', folder, *options)
        path = pathlib.Path(answer['file'])
        return (path if path.is_absolute() else folder / path).read_bytes()

    def take(self, data, *options, ends=(0, 6), name='in.lepx'):
        """Imports a bundle given as bytes; returns its element of the answer."""
        path = self.folder / name
        path.write_bytes(data)
        return self.json('import', path, *options, ends=ends)[0]

    def trusting(self, data):
        """--trust options for every signer of a bundle that the reference reads."""
        return [word for signer in read_bundle(data).signers.values()
                for word in ('--trust', key_number(signer['key']))]

    def leftovers(self):
        return sorted(path.name for path in self.temp.rglob('*'))


def shadow(laptop, groups=None):
    """A model of a laptop, made of what the laptop itself hands out."""
    model = Replica('00000000-0000-7000-8000-000000000000', 'Shadow', groups=groups)
    follow(model, laptop)
    return model


def follow(model, laptop):
    """Tells the model what its laptop has written meanwhile."""
    model.take(read_bundle(laptop.export('--full', '--with-contacts', *all_spaces(laptop)), model.keys))


def all_spaces(laptop):
    return [word for space in laptop.status()['spaces'] for word in ('--space', space['id'])]


def give(replica, laptop, *options, ends=(0, 6), spaces=None, have=None, missing=None):
    """The reference's bundle into lepctl, trusted."""
    data = write_bundle(replica.export(spaces, have, missing=missing), replica.key)
    return laptop.take(data, *laptop.trusting(data), *options, ends=ends)


def same_digest(laptop, model):
    total, spaces = laptop.digest()
    wanted, wanted_spaces, _ = model.digest()
    if (total, spaces) != (wanted, wanted_spaces):
        differ = sorted(space for space in set(spaces) | set(wanted_spaces)
                        if spaces.get(space) != wanted_spaces.get(space))
        raise AssertionError(f'{laptop.name}: digests differ in {differ or "the total"}: {total} is not {wanted}')


def groups_of(schema):
    """{(kind, field): its group's fields in order} from `schema --json`."""
    groups = {}
    kinds = schema['kinds']
    for kind in kinds if isinstance(kinds, list) else [dict(value, name=name) for name, value in kinds.items()]:
        members = {}
        for field in kind['fields']:
            if field.get('group'):
                members.setdefault(field['group'], []).append(field['name'])
        for names in members.values():
            for name in names:
                groups[kind['name'], name] = tuple(names)
    return groups
