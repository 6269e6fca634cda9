#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Attached documents between the reference and lepctl: what goes along, what is wanted,
who has it; and bundles that abuse files.

Usage: test_documents.py LEPCTL
"""

import os
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / 'reference'))

import tap  # noqa: E402

try:
    import nacl  # noqa: F401
except ImportError:
    sys.exit(tap.skip_all('no PyNaCl (python3-nacl)'))

from laptops import World, same_digest  # noqa: E402
from lepbundle import bundle_members, read_bundle, seal_members, write_bundle  # noqa: E402
from lepchange import Row  # noqa: E402
from lepdocuments import hash_of_file, to_give, wants  # noqa: E402
from lepkeys import key_number  # noqa: E402
from lepreplica import Replica  # noqa: E402
from lepzip import write_zip  # noqa: E402

LEPCTL = os.path.abspath(sys.argv[1]) if len(sys.argv) > 1 else 'lepctl'
SPACE = '0194c9e4-0000-7000-8000-000000000001'
ORGANISATION = '0194ca00-0000-7000-8000-000000000012'
DOCUMENT = '0194ca00-0000-7000-8000-00000000000%d'
SCAN = bytes(range(256)) * 500


def document(number, data, **sets):
    return Row('document', DOCUMENT % number, {
        'owner': ORGANISATION, 'title': f'Document {number}', 'file_name': f'{number}.pdf',
        'size': str(len(data)), 'sha256': hash_of_file(data), **sets})


def founded():
    made = Replica('0194c9e2-0000-7000-8000-000000000001', 'Reference', 'Person', 'Zenica')
    made.kinds = {SPACE: ('programme', 'Programme')}
    made.write(SPACE, [Row('programme', SPACE, {'name': 'Programme', 'currency': 'BAM'}),
                       Row('organisation', ORGANISATION, {'name': 'Municipality', 'actor_group': 'municipality'})])
    return made


def bundle_of(one, files, have=None, wanted=()):
    made = one.export([SPACE], have)
    made.files = to_give(one, files, [SPACE], have, wanted)
    made.wants = wants(one, files, [SPACE])
    return made


def give(one, laptop, files, **options):
    data = write_bundle(bundle_of(one, files, **options), one.key)
    return laptop.take(data, *laptop.trusting(data), ends=(0,))


def saved(laptop, number):
    path = laptop.folder / f'saved-{number}'
    laptop.run('documents', 'save', DOCUMENT % number, path)
    return path.read_bytes()


def test_files_of_the_reference_are_kept():
    with World(LEPCTL) as w:
        one, laptop = founded(), w.laptop('a')
        files = {hash_of_file(data): data for data in (SCAN, b'', b'x' * 3_000_000)}
        one.write(SPACE, [document(1, SCAN), document(2, b''), document(3, b'x' * 3_000_000)])
        answer = give(one, laptop, files)
        assert answer['documents'] == 3, answer
        assert (saved(laptop, 1), saved(laptop, 2), saved(laptop, 3)) == (SCAN, b'', b'x' * 3_000_000)
        same_digest(laptop, one)
        laptop.run('check')
        size = laptop.workspace.stat().st_size
        assert 'documents' not in give(one, laptop, files), 'they were here'
        assert laptop.workspace.stat().st_size <= size + 65536


def test_what_is_missing_is_wanted_and_comes():
    with World(LEPCTL) as w:
        one, laptop = founded(), w.laptop('a')
        one.write(SPACE, [document(1, SCAN)])
        give(one, laptop, {})
        listed, = laptop.json('documents', '--missing')
        assert not listed['here'] and listed['holders'] == [], listed  # it misses the file as well
        one.write(SPACE, [document(2, b'later')])
        files = {hash_of_file(data): data for data in (SCAN, b'later')}
        held = bundle_of(one, files)
        held.files = {}
        data = write_bundle(held, one.key)
        laptop.take(data, *laptop.trusting(data), ends=(0,))
        listed = laptop.json('documents', '--missing')
        assert [d['holders'] for d in listed] == [[{'replica': one.replica, 'label': 'Reference'}]] * 2, listed

        asked = read_bundle(laptop.export('--to', 'Reference'))
        assert asked.wants == sorted(files) and not asked.segments, asked.wants
        give(one, laptop, files, have=asked.have, wanted=asked.wants)
        assert saved(laptop, 1) == SCAN and laptop.json('documents', '--missing') == []
        assert read_bundle(laptop.export('--to', 'Reference')).wants == []


def test_lepctl_gives_what_the_reference_would():
    with World(LEPCTL) as w:
        one, laptop = founded(), w.laptop('a')
        files = {hash_of_file(SCAN): SCAN}
        one.write(SPACE, [document(1, SCAN)])
        give(one, laptop, files)
        path = laptop.folder / 'new.bin'
        path.write_bytes(b'new' * 100)
        made = laptop.put('document', f'owner={ORGANISATION}', f'sha256=@{path}')
        everything = read_bundle(laptop.export('--full'))
        assert everything.files == {hash_of_file(d): d for d in (SCAN, b'new' * 100)}
        one.take(everything)
        assert wants(one, files, [SPACE]) == [hash_of_file(b'new' * 100)]

        only = read_bundle(laptop.export('--to', 'Reference'))
        assert list(only.files) == [hash_of_file(b'new' * 100)], 'the other was acknowledged'
        give(one, laptop, files)  # has all changes, and wants the new file
        again = read_bundle(laptop.export('--to', 'Reference'))
        assert list(again.files) == [hash_of_file(b'new' * 100)] and not again.segments
        files[hash_of_file(b'new' * 100)] = b'new' * 100
        give(one, laptop, files)
        assert read_bundle(laptop.export('--to', 'Reference')).files == {}
        laptop.run('delete', made)
        assert hash_of_file(b'new' * 100) not in read_bundle(laptop.export('--full')).files


def test_both_values_of_a_conflict_travel():
    with World(LEPCTL) as w:
        one, laptop = founded(), w.laptop('a')
        one.write(SPACE, [document(1, b'one')])
        files = {hash_of_file(b'one'): b'one'}
        give(one, laptop, files)
        path = laptop.folder / 'b'
        path.write_bytes(b'mine')
        laptop.run('put', 'document', DOCUMENT % 1, f'sha256=@{path}')
        one.write(SPACE, [Row('document', DOCUMENT % 1, {'sha256': hash_of_file(b'theirs')})], at='2030-01-01T00:00:00.000Z')
        files[hash_of_file(b'theirs')] = b'theirs'
        data = write_bundle(bundle_of(one, files), one.key)
        laptop.take(data, *laptop.trusting(data), ends=(6,))
        assert set(read_bundle(laptop.export('--full')).files) == {hash_of_file(b'mine'), hash_of_file(b'theirs')}


def test_a_file_before_its_record_is_kept():
    with World(LEPCTL) as w:
        one, laptop = founded(), w.laptop('a')
        early = bundle_of(one, {})
        early.files = {hash_of_file(SCAN): SCAN}
        data = write_bundle(early, one.key)
        assert 'documents' not in laptop.take(data, *laptop.trusting(data), ends=(0,))
        one.write(SPACE, [document(1, SCAN)])
        give(one, laptop, {})
        assert saved(laptop, 1) == SCAN


def test_what_nothing_names_goes_with_a_cleaning():
    with World(LEPCTL) as w:
        one, laptop = founded(), w.laptop('a')
        one.write(SPACE, [document(1, SCAN)])
        made = bundle_of(one, {hash_of_file(SCAN): SCAN})
        made.files[hash_of_file(b'stray')] = b'stray'
        data = write_bundle(made, one.key)
        assert laptop.take(data, '--dry-run', *laptop.trusting(data))['documents'] == 1
        assert laptop.take(data, *laptop.trusting(data))['documents'] == 1
        assert laptop.json('documents', 'clean-up') == {'unnamed': 1, 'damaged': 0, 'bytes': 5}
        one.write(SPACE, [Row('document', DOCUMENT % 1, {}, life='deleted')])
        give(one, laptop, {})
        assert laptop.json('documents', 'clean-up')['unnamed'] == 0, 'a deleted document can be restored'
        laptop.run('restore', DOCUMENT % 1)
        assert saved(laptop, 1) == SCAN


def hostile(one, *members):
    """A bundle, signed as a whole, with these members behind its own."""
    made = one.export([SPACE])
    return write_zip(seal_members(bundle_members(made) + list(members), one.key, made.sender))


def test_files_that_are_abused_are_refused():
    with World(LEPCTL) as w:
        one, laptop = founded(), w.laptop('a')
        give(one, laptop, {})
        good = hash_of_file(SCAN)
        cases = {
            'other bytes': [(f'files/{good}', SCAN + b'!', True)],
            'cut': [(f'files/{good}', SCAN[:-1], False)],
            'no bytes': [(f'files/{good}', b'', True)],
            'a sound one, then a wrong one': [('files/' + hash_of_file(b'a'), b'a', True), (f'files/{good}', b'b', True)],
            'no hash': [('files/contract.pdf', SCAN, True)],
            'upper case': [(f'files/{good.upper()}', SCAN, True)],
            'one digit short': [(f'files/{good[:-1]}', SCAN, True)],
            'one digit more': [(f'files/{good}0', SCAN, True)],
            'an ending': [(f'files/{good}.pdf', SCAN, True)],
            'a folder': [('files/', b'', True)],
            'a folder in it': [(f'files/a/{good}', SCAN, True)],
            'up': [(f'files/../{good}', SCAN, True)],
            'from the root': [(f'/files/{good}', SCAN, True)],
            'backslash': [(f'files\\{good}', SCAN, True)],
            'twice': [(f'files/{good}', SCAN, True)] * 2,
            'before the changes end': [(f'files/{good}', SCAN, True), ('changes/0002.xml', b'<x/>', False)],
            'a bomb': [('files/' + hash_of_file(b'\0' * (64 << 20)), b'\0' * (64 << 20), False)],
        }
        def state():
            return laptop.digest(), laptop.status(), laptop.workspace.stat().st_size, laptop.json('documents', 'clean-up')

        before = state()
        for name, members in cases.items():
            path = w.stick('bad.lepx', hostile(one, *members))
            done = laptop.start('import', path)
            assert done.returncode == 4 and len(done.stderr.splitlines()) == 1, f'{name}: {done}'
            assert state() == before, f'{name}: something stayed'
            assert laptop.leftovers() == [], f'{name}: {laptop.leftovers()}'


def test_the_refusal_names_the_member():
    with World(LEPCTL) as w:
        one, laptop = founded(), w.laptop('a')
        give(one, laptop, {})
        name = f'files/{hash_of_file(SCAN)}'
        told = laptop.start('import', w.stick('bad.lepx', hostile(one, (name, b'other', True)))).stderr
        assert f'bad.lepx: {name}: ' in told, told


def test_wants_that_are_no_hashes_are_refused():
    with World(LEPCTL) as w:
        one, laptop = founded(), w.laptop('a')
        give(one, laptop, {})
        for bad in (['x' * 64], ['A' * 64], ['a' * 63], ['b' * 64, 'b' * 64]):
            made = one.export([SPACE])
            made.wants = bad
            assert laptop.start('import', w.stick('bad.lepx', write_bundle(made, one.key))).returncode == 4, bad
        made = one.export([SPACE])
        made.wants = ['a' * 64]
        laptop.take(write_bundle(made, one.key), ends=(0,))  # a file that nobody has heard of


def test_join_brings_the_files():
    with World(LEPCTL) as w:
        one, laptop = founded(), w.laptop('a')
        one.write(SPACE, [document(1, SCAN)])
        data = write_bundle(bundle_of(one, {hash_of_file(SCAN): SCAN}), one.key)
        laptop.workspace.unlink()
        laptop.run('join', w.stick('in.lepx', data), '--laptop', 'a', '--trust', key_number(one.key.public))
        assert saved(laptop, 1) == SCAN


if __name__ == '__main__':
    sys.exit(tap.run(tap.functions(sys.modules['__main__'])))
