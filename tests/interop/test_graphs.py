#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Histories that no well-kept laptop writes, drawn at random: branches of branches, contexts
that name whatever there is, changes that are lost, waived, and turn up; every other one is of
contacts, some of which are erased, with stubs in place of changes or beside them. Two laptops
take them in any order, one change or a few a bundle; each must print what the reference says, with the
lost ones missing and with all here, after a rebuild, and when it is passed on.

Usage: test_graphs.py LEPCTL [--seeds N] [--first N]
"""

import argparse
import os
import pathlib
import random
import sys
import uuid

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / 'reference'))

import tap  # noqa: E402

try:
    import nacl  # noqa: F401
except ImportError:
    sys.exit(tap.skip_all('no PyNaCl (python3-nacl)'))

from laptops import World, groups_of  # noqa: E402
from lepbundle import Bundle, Segment, Sender, sign_segment, write_bundle  # noqa: E402
from lepchange import Change, Row, first  # noqa: E402
from lepkeys import Key, key_number  # noqa: E402
from lepreplica import Replica  # noqa: E402

FIELDS = ('name', 'notes', 'phone', 'website')
SENDER = '00000000-0000-4000-8000-00000000000f'


class Graph:
    """One history: @changes in the order of writing; @lost: hashes of some of them."""

    def __init__(self, source, kind):
        self.source, self.kind = source, kind
        self.space = self.draw_id()
        self.authors = [self.draw_id() for _ in range(source.choice((2, 2, 3, 4)))]
        self.keys = {author: Key(author) for author in self.authors}
        self.rows = [('contact' if kind == 'contacts' else 'organisation', self.draw_id()) for _ in range(3)]
        self.changes, self.lost, self.ends = [], set(), {author: [] for author in self.authors}
        for _ in range(source.choice((15, 30, 45))):
            self.write()

    def draw_id(self):
        return str(uuid.UUID(int=self.source.getrandbits(128), version=4))

    def of(self, author):
        return [change for change in self.changes if change.replica == author]

    def choose_parent(self, author):
        """The end of a branch, or now and then a change that has a successor already."""
        if not self.ends[author]:
            return None
        return self.source.choice(self.of(author) if self.source.random() < .2 else self.ends[author])

    def draw_context(self, author):
        seen = set()
        for other in self.authors:
            known = self.of(other)
            if other == author or not known or self.source.random() < .3:
                continue
            for _ in range(1 if self.source.random() < .9 else 2):
                change = self.source.choice(known[-3:] if self.source.random() < .7 else known)
                seen.add((change.replica, change.n, change.hash))
        return tuple(sorted(seen))

    def draw_contents(self, change):
        """Waivers and rows of a change."""
        lost = [other for other in self.changes if other.hash in self.lost]
        if lost and self.source.random() < .2:
            given_up = self.source.choice(lost)
            change.waives = [(given_up.replica, max(1, given_up.n - self.source.randrange(3)), given_up.n + self.source.randrange(4))]
            if self.source.random() < .5 or self.kind == 'contacts':
                return  # whether the waiver of a change that is erased counts, the contract leaves open
        if self.kind == 'contacts' and self.source.random() < .08:
            change.erases.append(self.source.choice(self.rows))
            return
        row = Row(*self.source.choice(self.rows))
        if self.source.random() < .15:
            row.life = self.source.choice(('deleted', 'deleted', 'restored'))
        else:
            row.sets = {name: f'value {self.source.randrange(7)}'
                        for name in sorted(self.source.sample(FIELDS, self.source.randrange(1, 3)))}
        change.rows.append(row)

    def write(self):
        author = self.source.choice(self.authors)
        parent = self.choose_parent(author)
        at = f'20{self.source.choice((10, 26, 38))}-01-01T00:00:0{self.source.randrange(10)}.000Z'
        change = Change(self.space, author, parent.n + 1 if parent else 1,
                        parent.hash if parent else first(self.space, author), self.draw_context(author), at=at)
        if parent is None:
            change.rows.append(Row('replica', author, {'label': author[:4], 'sign_key': self.keys[author].public}))
        if parent or self.kind != 'contacts':  # where a change names one row at most
            self.draw_contents(change)
        self.changes.append(change.write())
        self.ends[author] = [end for end in self.ends[author] if end is not parent] + [change]
        if change.n > 1 and self.source.random() < .2:
            self.lost.add(change.hash)

    def forms(self, change):
        """As what the change travels: itself, as a stub, or both, if it writes what another erased."""
        erasers = [other.hash for other in self.changes
                   if other is not change and any((row.kind, row.id) in other.erases for row in change.rows)]
        if not erasers or change.n == 1 or self.source.random() < .3:
            return [change]
        stub = Change(change.space, change.replica, change.n, change.prev, change.context, hash=change.hash, gone_by=min(erasers))
        return self.source.choice(([stub], [stub, change]))

    def pack(self, run, counter):
        """A bundle with consecutive changes alone."""
        sender, change = Key(SENDER), run[0]
        segment = Segment(self.space, change.replica, run, prev=change.prev)
        segment.signature = sign_segment(segment, self.keys[change.replica]).signature
        signers = {SENDER: {'key': sender.public, 'label': 'Sender', 'person': '', 'place': ''},
                   change.replica: {'key': self.keys[change.replica].public, 'label': change.replica[:4], 'person': '', 'place': ''}}
        return write_bundle(Bundle(Sender(SENDER, 'Sender', counter=counter), {self.space: (self.kind, 'Programme')}, signers, [segment]), sender)

    def trusting(self):
        return [word for key in [*self.keys.values(), Key(SENDER)] for word in ('--trust', key_number(key.public))]


class Run:
    """One history in two laptops and the reference."""

    def __init__(self, lepctl, seed):
        self.source = random.Random(seed)
        self.kind = ('programme', 'contacts')[seed % 2]
        self.world = World(lepctl)
        self.counter = 0

    def runs(self, changes):
        """All of them in any order, some with what follows them, under one signature."""
        left = self.source.sample(changes, len(changes))
        while left:
            run = [left.pop()]
            while len(run) < 4 and self.source.random() < .3:
                following = [change for change in left if change.prev == run[-1].hash and change.replica == run[0].replica]
                if not following:
                    break
                run.append(following[0])
                left.remove(following[0])
            yield run

    def take(self, laptop, changes):
        paths = []
        for run in self.runs(changes):
            self.counter += 1
            paths.append(self.world.stick(f'{self.counter}.lepx', self.graph.pack(run, self.counter)))
        if paths:
            laptop.run('import', *paths, *self.graph.trusting(), ends=(0, 6))

    def check(self, laptop):
        wanted = self.model.digest()[1]
        assert laptop.digest()[1] == wanted, f'{laptop.name}: {laptop.digest()[1]} is not {wanted}'
        wanted = sorted((row, name) for space, kind, row in self.model.rows() for name in self.model.conflicts((space, kind, row)))
        listed = sorted((conflict['id'], conflict['field']) for conflict in laptop.json('conflicts'))
        assert listed == wanted, f'{laptop.name}: conflicts {listed}, not {wanted}'

    def is_open(self, forms):
        """Of a change that came as a stub, too, what erased it waits: which of the two counts is
        told by what came first, until that is applied."""
        waiting = {change.hash for change in self.model.pending.values() if change.erases}
        return any(form.gone_by in waiting for form in forms if form.is_gone())

    def live(self):
        with self.world:
            laptops = [self.world.laptop(name) for name in ('one', 'two')]
            self.graph = Graph(self.source, self.kind)
            self.model = Replica(SENDER, 'Model', groups=groups_of(laptops[0].json('schema')))
            self.model.kinds[self.graph.space] = (self.kind, 'Programme')
            forms = [form for change in self.graph.changes for form in self.graph.forms(change)]
            lost = [form for form in forms if form.hash in self.graph.lost]
            here = [form for form in forms if form.hash not in self.graph.lost]
            taker = self.world.laptop('three')
            for part in (here, lost):
                for change in part:
                    self.model.receive(change)
                self.model.drain()
                for laptop in laptops:
                    self.take(laptop, part)
                    if self.source.random() < .5:
                        laptop.run('rebuild')
                    if not self.is_open(forms):
                        self.check(laptop)
                self.pass_on(self.source.choice(laptops), taker)
                if not self.model.pending or not any(change.is_gone() for change in self.model.applied.values()):
                    self.check(taker)  # what erased a stub may wait with the giver, and is not passed on
            for laptop in laptops:
                laptop.run('check')

    def pass_on(self, giver, taker):
        """A third laptop is given what it lacks."""
        request = taker.export('--request', '--with-contacts')
        giver.take(request, *giver.trusting(request))
        data = giver.export('--to', taker.name, '--space', self.graph.space, '--with-contacts')
        taker.take(data, *taker.trusting(data))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('lepctl')
    parser.add_argument('--seeds', type=int, default=12)
    parser.add_argument('--first', type=int, default=34)
    args = parser.parse_args()
    lepctl = os.path.abspath(args.lepctl)
    return tap.run([(f'seed {seed}', lambda seed=seed: Run(lepctl, seed).live())
                    for seed in range(args.first, args.first + args.seeds)])


if __name__ == '__main__':
    sys.exit(main())
