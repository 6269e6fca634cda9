#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a laptop that is trusted may send, though no well-kept one does: very many of something.
Each is taken in rightly, and nothing about it takes more than five seconds of the processor and
512 MiB. Where the work rises with the square of the number, these numbers take longer.

Usage: test_large.py LEPCTL
"""

import hashlib
import json
import pathlib
import resource
import subprocess
import sys
import uuid

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / 'reference'))

import tap  # noqa: E402

try:
    import nacl  # noqa: F401
except ImportError:
    sys.exit(tap.skip_all('no PyNaCl (python3-nacl)'))

from laptops import World  # noqa: E402
from lepbundle import Bundle, Segment, Sender, sign_segment, write_bundle  # noqa: E402
from lepchange import Change, Row, first  # noqa: E402
from lepkeys import Key, key_number  # noqa: E402

LEPCTL = sys.argv[1] if len(sys.argv) > 1 else ''
SECONDS = 5
MEMORY = 512 << 20
AT = '2026-11-20T10:00:00.000Z'
EVER = 2 ** 63 - 1
SPACE = '10000000-0000-4000-8000-000000000001'
PLACE = '10000000-0000-4000-8000-000000000002'


class Author:
    """A laptop of which only the changes are needed."""

    def __init__(self, letter):
        self.id = f'{(letter * 8)[:8]}-0000-4000-8000-000000000000'
        self.key = Key(self.id)
        self.letter = letter
        self.head = self.begin(SPACE)
        self.start = self.head

    def write(self, *rows, waives=(), context=()):
        """The next change."""
        self.head = self.lone(self.head.n + 1, self.head.hash, *rows, waives=waives, context=context)
        return self.head

    def begin(self, space, *rows):
        """Its first change of a space."""
        own = Row('replica', self.id, {'label': self.letter, 'sign_key': self.key.public})
        return Change(space, self.id, 1, first(space, self.id), (), at=AT, by=self.letter, rows=[own, *rows]).write()

    def lone(self, n, prev, *rows, waives=(), context=()):
        """A change that follows whatever it says."""
        return Change(SPACE, self.id, n, prev, tuple(context), at=AT, by='Clerk', rows=list(rows), waives=list(waives)).write()


class Receiver:
    """Two authors, and a laptop that knows both."""

    def __init__(self, world):
        self.a, self.b = Author('a'), Author('b')
        self.laptop = world.laptop('c')
        trust = [word for author in (self.a, self.b) for word in ('--trust', key_number(author.key.public))]
        self.laptop.run('import', self.pack([self.a.start, self.b.start]), *trust)

    def pack(self, changes, others=(), spaces=(), haves=()):
        """One bundle; what follows each other is one segment."""
        authors = {author.id: author for author in (self.a, self.b, *others)}
        segments = []
        for change in changes:
            if segments and segments[-1].changes[-1].hash == change.prev:
                segments[-1].changes.append(change)
            else:
                segments.append(Segment(change.space, change.replica, [change], prev=change.prev))
        for segment in segments:
            segment.signature = sign_segment(segment, authors[segment.replica].key).signature
        segments.sort(key=lambda segment: segment.order)
        signers = {author.id: {'key': author.key.public, 'label': author.id[0], 'person': '', 'place': ''} for author in authors.values()}
        bundle = Bundle(Sender(self.a.id, 'a'), {SPACE: ('programme', 'Programme'), **{i: ('partnership', i) for i in spaces}}, signers, segments,
                        have={SPACE: list(haves)} if haves else {})
        data = write_bundle(bundle, self.a.key)
        return self.laptop.world.stick(f'{hashlib.sha256(data).hexdigest()[:8]}.lepx', data)

    def run(self, *arguments, ends=(0,)):
        """A command within the limits; a sanitizer reserves more memory by itself."""
        def bounded():
            resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
            if b'__asan_init' not in pathlib.Path(LEPCTL).read_bytes():
                resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))

        done = subprocess.run([LEPCTL, *map(str, arguments)], env=self.laptop.environment(), text=True, capture_output=True,
                              timeout=120, check=False, stdin=subprocess.DEVNULL, preexec_fn=bounded)
        assert done.returncode in ends, f'{arguments[0]} ended with {done.returncode}: {done.stdout[-300:]}{done.stderr[-300:]}'
        return done.stdout

    def take(self, changes, others=(), spaces=(), conflicts=0, waiting=0):
        trust = [word for other in others for word in ('--trust', key_number(other.key.public))]
        answer = json.loads(self.run('import', '--json', self.pack(changes, others, spaces), *trust, ends=(0, 6)))[0]
        assert (answer['conflicts'], answer['waiting']) == (conflicts, waiting), answer

    def peers(self, authors):
        """What is known of these."""
        known = {peer['replica']: peer for peer in json.loads(self.run('peers', '--json'))}
        return [known[author.id] for author in authors]

    def settle(self):
        """The records stay the same when they are made anew, and the check says so too."""
        before = self.laptop.digest()
        self.run('check')
        self.run('rebuild')
        assert self.laptop.digest() == before


def unknown_fields(count, value, backwards=False):
    numbers = range(count - 1, -1, -1) if backwards else range(count)
    return Row('place', PLACE, {f'field_{i}': value for i in numbers})


def test_a_waiver_behind_thousands_of_holes_of_one_field():
    with World(LEPCTL) as world:
        receiver = Receiver(world)
        holes = [receiver.b.lone(100 + 2 * i, hashlib.sha256(b'%d' % i).hexdigest(), Row('place', PLACE, {'name': f'No. {i}'}))
                 for i in range(3000)]
        receiver.take(holes, waiting=3000)
        receiver.take([receiver.a.write(waives=[(receiver.b.id, 2, EVER)])])
        assert receiver.laptop.json('get', PLACE)['name'] == 'No. 2999'
        receiver.settle()


def test_the_greatest_number_of_a_change():
    """Nothing can follow it; it is shown, digested and passed on as any other."""
    with World(LEPCTL) as world:
        receiver = Receiver(world)
        receiver.take([receiver.b.lone(EVER, hashlib.sha256(b'lost').hexdigest(), Row('place', PLACE, {'name': 'The last'}))], waiting=1)
        receiver.take([receiver.a.write(waives=[(receiver.b.id, 2, EVER - 1)])])
        assert receiver.laptop.json('get', PLACE)['name'] == 'The last'
        receiver.settle()
        receiver.run('export', '--full', '--output', receiver.laptop.folder / 'all.lepx')


def test_holes_of_one_field_that_were_overwritten_meanwhile():
    with World(LEPCTL) as world:
        receiver = Receiver(world)
        chain = [receiver.b.write(Row('place', PLACE, {'name': f'No. {i}'})) for i in range(4000)]
        receiver.take(chain[1::2], waiting=2000)
        receiver.take([receiver.a.write(waives=[(receiver.b.id, 2, EVER)]),
                       receiver.a.write(Row('place', PLACE, {'name': 'Went on'}), context=[(receiver.b.id, chain[-1].n, chain[-1].hash)])])
        receiver.take(chain)
        assert receiver.laptop.json('get', PLACE)['name'] == 'Went on'
        receiver.settle()


def test_thousands_of_waivers_each_in_a_change_of_its_own():
    with World(LEPCTL) as world:
        receiver = Receiver(world)
        ids = [str(uuid.UUID(int=i + 1, version=4)) for i in range(3000)]
        receiver.take([receiver.b.lone(100 + 2 * i, hashlib.sha256(b'%d' % i).hexdigest(), Row('place', ids[i], {'name': f'No. {i}'}))
                       for i in range(3000)], waiting=3000)
        receiver.take([receiver.a.write(waives=[(receiver.b.id, 99 + 2 * i, 99 + 2 * i)]) for i in reversed(range(3000))])
        assert len(receiver.laptop.json('list', 'place')) == 3000
        receiver.settle()


def test_a_laptop_of_which_tens_of_thousands_of_numbers_were_given_up():
    with World(LEPCTL) as world:
        receiver = Receiver(world)
        for first_number in range(0, 100000, 5000):
            numbers = range(10 ** 6 + 2 * first_number, 10 ** 6 + 2 * (first_number + 5000), 2)
            receiver.a.write(waives=[(receiver.b.id, n, n) for n in numbers])
            receiver.take([receiver.a.head])
        changes = [receiver.b.write(Row('place', str(uuid.UUID(int=i)), {'name': str(i)})) for i in range(15000)]
        receiver.take(changes)
        receiver.settle()


def merged(receiver, links):
    """Organisations that are another one each, and a membership of each."""
    ids = [str(uuid.UUID(int=i + 1, version=4)) for i in range(len(links))]
    members = [str(uuid.UUID(int=10000 + i, version=4)) for i in range(len(links))]
    receiver.take([receiver.a.write(*(Row('organisation', ids[i], {'name': f'No. {i}', 'merged_into': None if link is None else ids[link]})
                                      for i, link in enumerate(links))),
                   receiver.a.write(*(Row('membership', members[i], {'organisation': ids[i]}) for i in range(len(links))))])
    receiver.run('attention')
    receiver.run('report', 'partner-register', '--output', receiver.laptop.folder / 'register.pdf')
    listed = receiver.run('list', 'membership').splitlines()[1:]
    return {line.split('  ')[1].strip() for line in listed}, json.loads(receiver.run('total', 'ORGANISATIONS', '--json'))['total']


def test_thousands_of_organisations_merged_in_a_chain():
    with World(LEPCTL) as world:
        assert merged(Receiver(world), [i + 1 for i in range(3999)] + [None]) == ({'No. 3999'}, 1)


def test_thousands_of_organisations_merged_in_a_circle():
    with World(LEPCTL) as world:
        assert merged(Receiver(world), [(i + 1) % 4000 for i in range(4000)]) == ({'No. 0'}, 1)


def test_a_list_of_many_documents():
    with World(LEPCTL) as world:
        receiver = Receiver(world)
        ids = [str(uuid.UUID(int=i + 1, version=4)) for i in range(20000)]
        receiver.take([receiver.a.write(*(Row('document', i, {'title': i, 'size': '5'}) for i in ids[start:start + 5000]))
                       for start in range(0, 20000, 5000)])
        assert len(receiver.run('list', 'document').splitlines()) == 20001


def test_a_row_of_tens_of_thousands_of_unknown_fields():
    with World(LEPCTL) as world:
        receiver = Receiver(world)
        receiver.take([receiver.a.write(unknown_fields(60000, str(i), i % 2 == 1)) for i in range(3)])
        receiver.settle()


def test_conflicts_in_tens_of_thousands_of_unknown_fields():
    with World(LEPCTL) as world:
        receiver = Receiver(world)
        receiver.take([receiver.a.write(unknown_fields(40000, 'a'))])
        before = receiver.laptop.digest()
        receiver.take([receiver.b.write(unknown_fields(40000, 'b', True))], conflicts=40000)
        receiver.settle()
        receiver.run('conflicts', '--json')
        receiver.run('conflicts')
        receiver.take([receiver.a.write(waives=[(receiver.b.id, 9, 9)])])
        receiver.settle()
        assert receiver.laptop.digest() != before


def test_thousands_of_values_of_one_field():
    with World(LEPCTL) as world:
        receiver = Receiver(world)
        receiver.take([receiver.b.lone(2, receiver.b.start.hash, Row('place', PLACE, {'name': f'No. {i}'})) for i in range(9900)], conflicts=1)
        told = json.loads(receiver.run('conflicts', '--json'))
        assert [len(conflict['values']) for conflict in told] == [9900]
        receiver.run('conflicts')
        receiver.run('resolve', PLACE, 'name', 'Settled')
        assert receiver.run('conflicts') == ''
        receiver.settle()


def test_a_large_table_that_two_laptops_changed():
    with World(LEPCTL) as world:
        receiver = Receiver(world)
        ids = [str(uuid.UUID(int=i + 1, version=4)) for i in range(8000)]
        receiver.take([receiver.a.write(*(Row('place', i, {'name': 'a'}) for i in ids))])
        before = receiver.laptop.digest()
        receiver.take([receiver.b.write(*(Row('place', i, {'name': 'b'}) for i in ids))], conflicts=8000)
        receiver.settle()
        receiver.run('conflicts', '--json')
        receiver.run('conflicts')
        assert receiver.laptop.digest() != before


def test_a_hundred_thousand_conflicts_are_listed():
    with World(LEPCTL) as world:
        receiver = Receiver(world)
        for author in (receiver.a, receiver.b):
            for part in range(0, 50000, 5000):
                author.write(*(Row('place', str(uuid.UUID(int=i)), {'name': f'{author.letter} {i}', 'code': author.letter})
                               for i in range(part, part + 5000)))
                receiver.take([author.head], conflicts=10000 if author is receiver.b else 0)
        assert len(json.loads(receiver.run('conflicts', '--json'))) == 100000


def test_hundreds_of_laptops_of_which_each_lacks_something():
    with World(LEPCTL) as world:
        receiver = Receiver(world)
        others = [Author(f'{i:08x}') for i in range(700)]
        receiver.take([other.start for other in others], others)
        assert [peer['lacks'] for peer in receiver.peers(others)] == [702] * 700


def test_tens_of_thousands_of_unknown_heads_of_a_laptop_of_thousands_of_branches():
    with World(LEPCTL) as world:
        receiver = Receiver(world)
        receiver.take([receiver.b.lone(2, receiver.b.start.hash, Row('place', PLACE, {'name': str(i)})) for i in range(3000)], conflicts=1)
        heads = [(receiver.b.id, 2, hashlib.sha256(b'%d' % i).hexdigest()) for i in range(20000)]
        receiver.run('import', receiver.pack([], haves=heads))
        mine, = receiver.peers([receiver.a])
        assert mine['lacks'] == 3002, mine
        receiver.run('export', '--to', receiver.a.id, '--output', world.path / 'branches.lepx')


def test_thousands_of_spaces():
    with World(LEPCTL) as world:
        receiver = Receiver(world)
        ids = [f'20000000-0000-4000-8000-{i:012x}' for i in range(4000)]
        receiver.take([receiver.a.begin(i, Row('partnership', i, {'name': i})) for i in ids], spaces=ids)
        mine, = receiver.peers([receiver.a])
        assert mine['lacks'] == 4002, mine
        assert len(json.loads(receiver.run('status', '--json'))['spaces']) == 4001
        receiver.run('export', '--to', receiver.a.id, '--output', world.path / 'spaces.lepx')


def test_tens_of_thousands_that_wait_while_many_laptops_lack_what_they_follow():
    with World(LEPCTL) as world:
        receiver = Receiver(world)
        others = [Author(f'{i:08x}') for i in range(100)]
        receiver.take([other.start for other in others], others)
        prev, waiting = hashlib.sha256(b'lost').hexdigest(), []
        for n in range(20000):
            waiting.append(receiver.b.lone(10 + n, prev, Row('place', PLACE, {'name': str(n)})))
            prev = waiting[-1].hash
        receiver.take(waiting, waiting=20000)
        assert [peer['lacks'] for peer in receiver.peers(others)] == [102] * 100


if __name__ == '__main__':
    sys.exit(tap.run(tap.functions(sys.modules[__name__])))
