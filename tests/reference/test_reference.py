#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The reference's own tests: what it writes it reads, stock tools read it, defects are
refused, and replicas that received the same changes agree whatever the order."""

import os
import random
import shutil
import subprocess
import sys
import tempfile

import tap

try:
    import nacl  # noqa: F401
except ImportError:
    sys.exit(tap.skip_all('no PyNaCl (python3-nacl)'))

import defects
from lepbundle import MAX_SEGMENT, Segment, read_bundle, sort_segments, write_bundle
from lepchange import Row
from lepkeys import Key, Refused, key_number
from lepreplica import Replica

SPACE = '0194c9e4-0000-7000-8000-000000000001'
CONTACTS = '0194c9e4-0000-7000-8000-00000000000c'
FIELDS = ('title', 'summary', 'start', 'end')
GROUPS = {('project', 'start'): ('start', 'end'), ('project', 'end'): ('start', 'end')}


def replica_id(index):
    return f'0194c9e2-0000-7000-8000-{index:012x}'


def row_id(index):
    return f'0194ca00-0000-7000-8000-{index:012x}'


def laptop(index, clock=None):
    made = Replica(replica_id(index), f'Laptop {index}', f'Person {index}', 'Konjic', clock, GROUPS)
    made.kinds = {SPACE: ('programme', 'Programme'), CONTACTS: ('contacts', 'Contacts')}
    return made


def carry(sender, receiver, **options):
    """A bundle through its bytes, as on a stick."""
    data = write_bundle(sender.export(**options), sender.key, descriptors=True)
    return receiver.take(read_bundle(data, receiver.keys))


def project(index, **sets):
    return Row('project', row_id(index), sets)


def test_stock_tools_accept_a_bundle():
    for tool in ('unzip', 'sha256sum', 'minisign'):
        if shutil.which(tool) is None:
            raise tap.Skip(f'no {tool}')
    one = laptop(1)
    one.write(SPACE, [project(1, title='Welders & “others” <1>')])
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, 'x.lepx')
        for descriptors in (False, True):
            with open(path, 'wb') as out:
                out.write(write_bundle(one.export(), one.key, descriptors))
            subprocess.run(['unzip', '-tq', path], check=True, stdout=subprocess.DEVNULL, timeout=60)
        subprocess.run(['unzip', '-q', path], cwd=folder, check=True, timeout=60)
        for command in (['sha256sum', '--strict', '-c', 'SHA256SUMS'],
                        ['minisign', '-Vm', 'SHA256SUMS', '-P', one.key.public]):
            subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL, timeout=60)


def test_a_bundle_comes_back_as_it_was():
    one = laptop(1)
    text = 'a & b < c > d " e \' f \r\n\t \u017d\u0436\u200b\U0001f600'
    one.write(SPACE, [project(1, title=text, summary='', start=None)])
    bundle = read_bundle(write_bundle(one.export(), one.key))
    change = bundle.segments[0].changes[-1]
    assert change.rows[1].sets == {'title': text, 'summary': '', 'start': None}
    assert change.hash == max(one.applied.values(), key=lambda c: c.n).hash


def test_the_same_content_gives_the_same_bytes():
    makes = [write_bundle(one.export(), one.key) for one in (laptop(1), laptop(1))
             if one.write(SPACE, [project(1, title='x')])]
    assert makes[0] == makes[1]


def test_every_defect_is_refused():
    accepted = [name for name, make in defects.DEFECTS.items() if not defects.is_refused(make)]
    assert not accepted, accepted
    assert not defects.is_refused(lambda: defects.Craft().zip()), 'the bundle without a defect'


def test_every_oddity_is_taken():
    refused = [name for name, make in defects.ODDITIES.items() if defects.is_refused(make)]
    assert not refused, refused


def test_flipped_bits_change_nothing_unseen():
    craft = defects.Craft()
    data = craft.zip()
    wanted = [c.hash for s in read_bundle(data).segments for c in s.changes]
    source = random.Random(1)
    for _ in range(2000):
        bit = source.randrange(len(data) * 8)
        flipped = bytearray(data)
        flipped[bit // 8] ^= 1 << bit % 8
        try:
            got = read_bundle(bytes(flipped), {craft.replica.replica: craft.replica.key.public})
        except Refused:
            continue
        assert [c.hash for s in got.segments for c in s.changes] == wanted, bit


def test_a_key_bound_once_is_not_replaced():
    one, two = laptop(1), laptop(2)
    one.write(SPACE, [project(1, title='x')])
    carry(one, two)
    one.key = Key('another')
    one.keys[one.replica] = one.key.public
    for segment in (bundle := one.export()).segments:
        segment.signature = None
    try:
        two.take(bundle)
    except Refused:
        return
    raise AssertionError('another key was accepted')


def test_the_number_has_six_groups_of_five():
    assert [len(group) for group in key_number(Key('x').public).split(' ')] == [5] * 6


def test_concurrent_values_are_both_kept_until_settled():
    one, two = laptop(1), laptop(2)
    one.write(SPACE, [project(1, title='before')])
    carry(one, two)
    one.write(SPACE, [project(1, title='by one')], at='2026-01-01T00:00:00.000Z')
    two.write(SPACE, [project(1, title='by two')], at='2025-01-01T00:00:00.000Z')
    carry(one, two)
    carry(two, one)
    key = (SPACE, 'project', row_id(1))
    for side in (one, two):
        assert side.conflicts(key) == ['title'] and side.shown(key)['title'] == 'by one'
    two.write(SPACE, [project(1, title='settled')], at='2001-01-01T00:00:00.000Z')
    carry(two, one)
    assert one.conflicts(key) == [] and one.shown(key)['title'] == 'settled'
    assert one.digest() == two.digest()


def test_equal_values_are_no_conflict_and_a_group_is_one():
    one, two = laptop(1), laptop(2)
    one.write(SPACE, [project(1, title='x')])
    carry(one, two)
    one.write(SPACE, [project(1, title='same', start='2026-01-01', end='2026-02-01')])
    two.write(SPACE, [project(1, title='same', start='2026-01-01', end='2026-03-01')])
    carry(one, two)
    assert two.conflicts((SPACE, 'project', row_id(1))) == ['start']


def test_a_delete_counts_only_what_it_has_seen():
    one, two = laptop(1), laptop(2)
    key = (SPACE, 'project', row_id(1))
    one.write(SPACE, [project(1, title='x')])
    carry(one, two)
    one.write(SPACE, [Row('project', row_id(1), life='deleted')])
    assert one.life(key) == 'deleted'
    two.write(SPACE, [project(1, summary='still needed')])
    carry(two, one)
    carry(one, two)
    assert one.life(key) == two.life(key) == 'flagged' and one.conflicts(key) == ['life']
    one.write(SPACE, [Row('project', row_id(1), life='restored')])
    assert one.life(key) == 'alive'
    carry(one, two)
    assert one.digest() == two.digest()


def test_what_is_missing_waits_and_anybody_heals_it():
    one, two, three = laptop(1), laptop(2), laptop(3)
    one.write(SPACE, [project(1, title='1')])
    carry(one, three)
    early = three.have()
    one.write(SPACE, [project(1, title='2')])
    late = one.have()
    one.write(SPACE, [project(1, title='3')])
    assert carry(one, two, have=early) == 0 and len(two.pending) == 2
    assert carry(one, two, have=late) == 0
    carry(three, two)
    assert not two.pending and one.digest()[0] == two.digest()[0]


def test_a_waiver_lets_go_of_what_is_lost():
    one, two = laptop(1), laptop(2)
    one.write(SPACE, [project(1, title='1')])
    two.take(read_bundle(write_bundle(one.export(), one.key)))
    for text in ('2', '3', '4'):
        one.write(SPACE, [project(1, title=text)])
    held = {SPACE: [(c.replica, c.n, c.hash) for c in one.stream(SPACE, one.replica) if c.n == 3]}
    carry(one, two, have=held)
    assert len(two.pending) == 1
    two.write(SPACE, waives=[(one.replica, 2, 3)])
    key = (SPACE, 'project', row_id(1))
    assert not two.pending and two.shown(key)['title'] == '4' and two.conflicts(key) == []
    carry(one, two)
    carry(two, one)
    assert one.digest() == two.digest()


def test_erased_values_do_not_come_back():
    one, two, three = laptop(1), laptop(2), laptop(3)
    contact = Row('contact', row_id(7), {'name': 'Somebody'})
    one.write(CONTACTS, [contact])
    spaces = [CONTACTS]
    carry(one, two, spaces=spaces)
    carry(one, three, spaces=spaces)
    two.write(CONTACTS, erases=[('contact', row_id(7))])
    three.write(CONTACTS, [Row('contact', row_id(7), {'phone': '1'})])
    carry(two, one, spaces=spaces)
    carry(three, one, spaces=spaces)
    carry(three, two, spaces=spaces)
    assert one.digest()[0] == two.digest()[0]
    assert 'name' not in one.digest()[2].split(row_id(7))[1].split('row')[0]
    late, bundle = laptop(4), two.export(spaces)
    assert all('Somebody' not in c.body for s in bundle.segments for c in s.changes)
    late.take(read_bundle(write_bundle(bundle, two.key)))
    assert late.digest()[0] == two.digest()[0]


def test_a_fork_keeps_both_branches():
    one, copy, two = laptop(1), laptop(1), laptop(2)
    one.write(SPACE, [project(1, title='1')])
    carry(one, copy)
    one.write(SPACE, [project(1, title='here')])
    copy.write(SPACE, [project(1, title='there')])
    carry(one, two)
    carry(copy, two)
    key = (SPACE, 'project', row_id(1))
    assert two.conflicts(key) == ['title']
    three = laptop(3)
    carry(two, three)
    assert three.digest() == two.digest() and three.have() == two.have()


def test_a_run_split_for_size_stays_together():
    one = laptop(1)
    for index in range(4):
        one.write(SPACE, [project(index, title='x')])
    bundle = one.export()
    run = bundle.segments[0]
    bundle.segments = [
        Segment(SPACE, one.replica, run.changes[2:], run.signature, prev=run.changes[1].hash),
        Segment(SPACE, one.replica, run.changes[:2], None, prev=run.prev)]
    assert [s.changes[0].n for s in sort_segments(bundle.segments)] == [1, 3]
    two = laptop(2)
    assert two.take(read_bundle(write_bundle(bundle, one.key))) == 4
    assert MAX_SEGMENT == 8 << 20


def random_edit(source, side, clock):
    row = project(source.randrange(4))
    if source.random() < .2:
        row.life = source.choice(('deleted', 'restored'))
    for field in source.sample(FIELDS[:2], source.randrange(3)):
        row.sets[field] = source.choice(('a', 'b', '', None))
    if source.random() < .3:
        row.sets.update(start=source.choice(('2026-01-01', '2026-02-01')), end='2026-12-31')
    side.write(SPACE, [row], at=clock(source))


def mad_clock(source):
    return f'20{source.randrange(100):02d}-01-01T00:00:{source.randrange(60):02d}.000Z'


def test_random_replicas_agree_in_the_end():
    for seed in range(30):
        source = random.Random(seed)
        sides = [laptop(index) for index in range(1, 4)]
        sides[0].write(SPACE, [project(0, title='first')])
        lost = [write_bundle(sides[0].export(), sides[0].key)]
        for _ in range(25):
            side = source.choice(sides)
            if source.random() < .6:
                random_edit(source, side, mad_clock)
            elif source.random() < .5:
                other = source.choice(sides)
                lost.append(write_bundle(side.export(have=other.have() if source.random() < .7 else None), side.key))
            else:
                side.take(read_bundle(source.choice(lost), side.keys))
        for side in sides * 2:
            for other in sides:
                if side is not other:
                    carry(side, other)
        digests = {side.digest()[0] for side in sides}
        assert len(digests) == 1, f'seed {seed}'
        keys = sides[0].rows()
        assert all([s.life(k) for k in keys] == [sides[0].life(k) for k in keys] for s in sides), f'seed {seed}'


if __name__ == '__main__':
    sys.exit(tap.run(tap.functions(sys.modules[__name__])))
