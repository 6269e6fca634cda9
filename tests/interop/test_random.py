#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Random lives of several laptops that run lepctl, one that runs the reference among them:
edits, deletes, settling, bundles late, lost, doubled and through others, mad clocks. After
each step a model that received the same must print the same digest and conflicts.

Usage: test_random.py LEPCTL [--seeds N] [--first N] [--steps N]
"""

import argparse
import os
import pathlib
import random
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / 'reference'))

import tap  # noqa: E402

try:
    import nacl  # noqa: F401
except ImportError:
    sys.exit(tap.skip_all('no PyNaCl (python3-nacl)'))

from laptops import World, follow, groups_of, same_digest, shadow  # noqa: E402
from lepbundle import read_bundle, write_bundle  # noqa: E402
from lepchange import Row  # noqa: E402
from lepreplica import Replica  # noqa: E402

FIELDS = {'organisation': ('name', 'notes', 'website'), 'place': ('name', 'code')}
VALUES = ('a', 'b', 'Žepče', 'Жепче', 'x & <y> "z"', '')


class Life:
    """One random run. Every laptop has a model that follows it."""

    def __init__(self, lepctl, seed, steps):
        self.source = random.Random(seed)
        self.steps = steps
        self.world = World(lepctl)
        self.script = []
        self.bundles = []
        self.haves = [None]

    def say(self, text):
        self.script.append(text)

    def mad_clock(self):
        return f'20{self.source.randrange(10, 60)}-0{self.source.randrange(1, 10)}-11T10:00:00.000Z'

    def begin(self):
        first = self.world.laptop('one', '--programme', 'Programme', '--currency', 'BAM')
        self.groups = groups_of(first.json('schema'))
        self.programme = next(s['id'] for s in first.status()['spaces'] if s['kind'] == 'programme')
        self.rows = [('organisation', first.put('organisation', f'name=Organisation {i}', 'actor_group=ngo'))
                     for i in range(2)]
        self.rows.append(('place', first.put('place', 'name=Place')))
        start = first.export('--full', '--space', self.programme)
        self.laptops = [first]
        for name in ('two', 'three'):
            laptop = self.world.laptop(name)
            laptop.take(start, *laptop.trusting(start))
            self.laptops.append(laptop)
        if self.source.random() < .7:
            for laptop in self.laptops:
                laptop.clock = self.mad_clock
        self.reference = Replica('0194c9e2-0000-7000-8000-0000000000ff', 'Reference', 'Person R', 'Zenica',
                                 clock=self.mad_clock, groups=self.groups)
        self.reference.take(read_bundle(start))
        self.models = {laptop.name: shadow(laptop, self.groups) for laptop in self.laptops}

    def edit(self, laptop):
        kind, row = self.source.choice(self.rows)
        if laptop.json('get', row, '--kind', kind)['deleted']:
            self.say(f'{laptop.name}: restore {row}')
            laptop.run('restore', row)
        elif self.source.random() < .15:
            self.say(f'{laptop.name}: delete {row}')
            laptop.run('delete', row)
        else:
            fields = self.source.sample(FIELDS[kind], self.source.randrange(1, 3))
            sets = [f'{field}={self.source.choice(VALUES) or ("x" if field == "name" else "")}' for field in fields]
            self.say(f'{laptop.name}: put {kind} {row} {sets}')
            laptop.put(kind, row, *sets)
        follow(self.models[laptop.name], laptop)

    def edit_reference(self):
        kind, row = self.source.choice(self.rows)
        change = Row(kind, row)
        if self.source.random() < .2:
            change.life = self.source.choice(('deleted', 'restored'))
        else:
            field = self.source.choice(FIELDS[kind])
            change.sets[field] = self.source.choice(VALUES) or None
        self.say(f'reference: {change}')
        self.reference.write(self.programme, [change])

    def settle(self, laptop):
        listed = laptop.json('conflicts')
        if not listed:
            return
        conflict = self.source.choice(listed)
        where = (conflict['id'], conflict['field'])
        self.say(f'{laptop.name}: resolve {where}')
        if conflict['field'] == 'life':
            laptop.run('resolve', *where, self.source.choice(('keep', 'delete')))
        else:
            laptop.run('resolve', *where, '--pick', self.source.randrange(1, len(conflict['values']) + 1))
        follow(self.models[laptop.name], laptop)

    def send(self, side):
        if side is self.reference:
            # What somebody has, or what we had ourselves once: then what came before lacks.
            other = self.models[self.source.choice(self.laptops).name]
            have = self.source.choice((None, other.have([self.programme]), self.haves[-1]))
            self.haves.append(side.have([self.programme]))
            data = write_bundle(side.export([self.programme], have), side.key, self.source.random() < .5)
        elif self.source.random() < .3:
            data = side.export('--full', '--space', self.programme)
        else:
            names = [laptop.status()['replica'] for laptop in self.laptops if laptop is not side]
            known = {peer['replica'] for peer in side.json('peers')}
            peers = [name for name in names + [self.reference.replica] if name in known]
            options = ['--to', self.source.choice(peers)] if peers else ['--full']
            data = side.export(*options, '--space', self.programme)
        if self.bundles and self.source.random() < .3:
            self.say(f'{getattr(side, "name", "reference")}: writes a bundle that is lost')
            return
        self.bundles.append(data)
        self.say(f'{getattr(side, "name", "reference")}: writes bundle {len(self.bundles) - 1}')

    def receive(self, side):
        number = self.source.randrange(len(self.bundles))
        if self.source.random() < .7:
            number = max(number, len(self.bundles) - 3)
        data = self.bundles[number]
        self.say(f'{getattr(side, "name", "reference")}: takes bundle {number}')
        if side is self.reference:
            side.take(read_bundle(data, side.keys))
            return
        side.take(data, *side.trusting(data))
        self.models[side.name].take(read_bundle(data))

    def check(self, laptop):
        model = self.models[laptop.name]
        same_digest(laptop, model)
        wanted = sorted((row, field) for space, kind, row in model.rows()
                        for field in model.conflicts((space, kind, row)))
        listed = sorted((conflict['id'], conflict['field']) for conflict in laptop.json('conflicts'))
        assert listed == wanted, f'{laptop.name}: conflicts {listed}, not {wanted}'
        for kind, row in self.rows:
            key, got = (self.programme, kind, row), laptop.json('get', row, '--kind', kind)
            assert got['deleted'] == (model.life(key) == 'deleted'), f'{laptop.name}: {row} deleted: {got["deleted"]}'
            for field, value in model.shown(key).items():
                assert got[field] == value, f'{laptop.name}: {row} {field}: {got[field]!r}, not {value!r}'

    def step(self):
        side = self.source.choice(self.laptops + [self.reference])
        what = self.source.random()
        if side is self.reference:
            if what < .5:
                self.edit_reference()
                self.send(side)
            elif self.bundles:
                self.receive(side)
            return
        if what < .35:
            self.edit(side)
        elif what < .55 or not self.bundles:
            self.send(side)
        elif what < .95:
            self.receive(side)
        else:
            self.settle(side)
        self.check(side)

    def finish(self):
        """Everybody gives everything to everybody, twice: all must agree."""
        for _ in range(2):
            for giver in self.laptops:
                data = giver.export('--full', '--space', self.programme)
                self.reference.take(read_bundle(data, self.reference.keys))
                data = write_bundle(self.reference.export([self.programme]), self.reference.key)
                for taker in self.laptops:
                    taker.take(data, *taker.trusting(data))
        for laptop in self.laptops:
            same = laptop.digest()[1][self.programme]
            assert same == self.reference.digest()[1][self.programme], f'{laptop.name} does not agree in the end'
            laptop.run('check')

    def live(self):
        with self.world:
            try:
                self.begin()
                for _ in range(self.steps):
                    self.step()
                self.finish()
            except AssertionError as error:
                raise AssertionError('\n'.join(self.script[-40:]) + f'\n{error}') from error


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('lepctl')
    parser.add_argument('--seeds', type=int, default=3)
    parser.add_argument('--first', type=int, default=1)
    parser.add_argument('--steps', type=int, default=40)
    args = parser.parse_args()
    lepctl = os.path.abspath(args.lepctl)
    return tap.run([(f'seed {seed}', lambda seed=seed: Life(lepctl, seed, args.steps).live())
                    for seed in range(args.first, args.first + args.seeds)])


if __name__ == '__main__':
    sys.exit(main())
