#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The reference and lepctl exchange bundles: equal digests, the same conflicts, every
defect refused without a trace.

Usage: test_bundles.py LEPCTL
"""

import io
import os
import pathlib
import re
import resource
import sqlite3
import subprocess
import sys
import time
import zipfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / 'reference'))

import tap  # noqa: E402

try:
    import nacl  # noqa: F401
except ImportError:
    sys.exit(tap.skip_all('no PyNaCl (python3-nacl)'))

import defects  # noqa: E402
from laptops import (Laptop, World, follow, give, groups_of, same_digest, shadow)  # noqa: E402
from lepbundle import read_bundle, write_bundle  # noqa: E402
from lepchange import Row  # noqa: E402
from lepkeys import key_number  # noqa: E402
from lepreplica import Replica  # noqa: E402
from lepzip import deflate, read_zip  # noqa: E402

LEPCTL = os.path.abspath(sys.argv[1]) if len(sys.argv) > 1 else 'lepctl'
MOST_MEMORY = 512 << 20
SPACE = defects.SPACE
PROJECT = '0194ca00-0000-7000-8000-000000000011'
ORGANISATION = '0194ca00-0000-7000-8000-000000000012'
PARTNERSHIP = '0194c9e4-0000-7000-8000-000000000002'


def partner(index=1, groups=None):
    """A laptop that runs the reference, with a programme and a partnership."""
    made = Replica(f'0194c9e2-0000-7000-8000-{index:012x}', f'Reference {index}', f'Person {index}', 'Zenica',
                   groups=groups)
    made.kinds = {SPACE: ('programme', 'Programme'), PARTNERSHIP: ('partnership', 'LEP Zenica')}
    return made


def founded(index=1, groups=None):
    made = partner(index, groups)
    made.write(SPACE, [Row('programme', SPACE, {'name': 'Programme', 'currency': 'BAM'}),
                       Row('organisation', ORGANISATION, {'name': 'Municipality', 'actor_group': 'municipality'})])
    made.write(PARTNERSHIP, [Row('partnership', PARTNERSHIP, {'name': 'LEP Zenica', 'status': 'active'}),
                             Row('project', PROJECT, {'partnership': PARTNERSHIP, 'title': 'Welders',
                                                      'activity': 'retraining'})])
    return made


def world():
    return World(LEPCTL)


def test_lepctl_reads_a_bundle_of_the_reference():
    with world() as w:
        one, laptop = founded(), w.laptop('a')
        answer = give(one, laptop, ends=(0,))
        assert (answer['new'], answer['waiting'], answer['conflicts']) == (2, 0, 0), answer
        same_digest(laptop, one)
        got = laptop.json('get', PROJECT)
        assert got['title'] == 'Welders' and got['space'] == PARTNERSHIP and got['kind'] == 'project', got


def test_the_reference_reads_a_bundle_of_lepctl():
    with world() as w:
        laptop = w.laptop('a', '--programme', 'Programme', '--currency', 'BAM')
        text = 'a & b < c > “d” "e" \' Ž ж \U0001f600'
        made = laptop.put('organisation', f'name={text}', 'actor_group=ngo')
        model = shadow(laptop)
        same_digest(laptop, model)
        key = next(key for key in model.rows() if key[2] == made)
        assert model.shown(key)['name'] == text


def test_stock_tools_accept_a_bundle_of_lepctl():
    with world() as w:
        laptop = w.laptop('a', '--programme', 'Programme', '--currency', 'BAM')
        path = w.stick('x.lepx', laptop.export('--full'))
        key = read_bundle(path.read_bytes()).key
        out = w.path / 'unpacked'
        for command in (['unzip', '-tq', path], ['unzip', '-q', path, '-d', out]):
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL, timeout=60)
        for command in (['sha256sum', '--strict', '-c', 'SHA256SUMS'],
                        ['minisign', '-Vm', 'SHA256SUMS', '-P', key]):
            subprocess.run(command, cwd=out, check=True, stdout=subprocess.DEVNULL, timeout=60)


def test_the_zip_of_lepctl_tells_nothing_but_its_members():
    with world() as w:
        laptop = w.laptop('a', '--programme', 'Programme', '--currency', 'BAM')
        laptop.zone = 'Asia/Tokyo'
        data = laptop.export('--full')
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for entry in archive.infolist():
                how = zipfile.ZIP_STORED if entry.filename == 'mimetype' else zipfile.ZIP_DEFLATED
                assert (entry.date_time, entry.external_attr >> 16, entry.compress_type) == ((1980, 1, 1, 0, 0, 0), 0o100644, how), entry
                assert not entry.flag_bits & ~0x808 and not entry.comment, entry
                packed = len(deflate(archive.read(entry))) if how == zipfile.ZIP_DEFLATED else entry.file_size
                assert entry.compress_size == packed, entry


def test_importing_twice_changes_nothing():
    with world() as w:
        one, laptop = founded(), w.laptop('a')
        give(one, laptop)
        before = laptop.digest()
        answer = give(one, laptop, ends=(0,))
        assert (answer['new'], answer['known']) == (0, 2), answer
        assert laptop.digest() == before


def test_a_dry_run_changes_nothing():
    with world() as w:
        one, laptop = founded(), w.laptop('a')
        before = laptop.digest()
        assert give(one, laptop, '--dry-run')['new'] == 2
        assert laptop.digest() == before


def test_an_unknown_signer_is_named_with_its_number():
    with world() as w:
        one, laptop = founded(), w.laptop('a')
        path = w.stick('x.lepx', write_bundle(one.export(), one.key))
        done = laptop.start('import', path)
        number = key_number(one.key.public)
        place = f', {one.place}' if one.place else ''
        line = f'unknown signer {one.replica} "{one.label}" {one.person}{place}: {number}'
        assert done.returncode == 4 and line in done.stderr + done.stdout, done
        listed = laptop.json('import', path, ends=(4,))[0]['untrusted']
        assert [(s['replica'], s['number']) for s in listed] == [(one.replica, number)], listed
        assert laptop.digest()[1] == {}


def test_the_number_of_an_unknown_signer_is_told_however_long_its_names_are():
    with world() as w:
        laptop = w.laptop('a')
        for index, (label, person) in enumerate((('L' * 480, 'P'), ('Ж' * 300, 'Č' * 300), ('\u202e' * 100, '\u202e' * 100), ('Short', 'P'))):
            one = Replica(f'0194c9e2-0000-7000-8000-{index + 50:012x}', label, person, person)
            one.kinds = {SPACE: ('programme', 'Programme')}
            one.write(SPACE)
            folder = w.path / ('f' * 150) / ('g' * 200)
            folder.mkdir(parents=True, exist_ok=True)
            path = folder / 'x.lepx'
            path.write_bytes(write_bundle(one.export([SPACE]), one.key))
            line, = laptop.start('import', path).stderr.splitlines()
            assert len(line.encode()) <= 500 and line.endswith(f': {key_number(one.key.public)}'), line
            assert f'unknown signer {one.replica} "' in line, line


def test_both_sides_see_the_same_conflict_and_settle_it():
    with world() as w:
        laptop = w.laptop('a')
        one = founded(groups=groups_of(laptop.json('schema')))
        give(one, laptop)
        laptop.put('project', PROJECT, 'title=By lepctl')
        one.write(PARTNERSHIP, [Row('project', PROJECT, {'title': 'By the reference'})], at='2020-01-01T00:00:00.000Z')
        assert give(one, laptop, ends=(6,))['conflicts'] == 1
        follow(one, laptop)
        same_digest(laptop, one)
        listed = laptop.json('conflicts')
        assert [(c['id'], c['field']) for c in listed] == [(PROJECT, 'title')], listed
        assert [v['value'] for v in listed[0]['values']] == ['By lepctl', 'By the reference']
        assert one.conflicts((PARTNERSHIP, 'project', PROJECT)) == ['title']
        laptop.run('resolve', PROJECT, 'title', '--pick', '2')
        assert laptop.json('conflicts') == []
        follow(one, laptop)
        same_digest(laptop, one)
        assert one.shown((PARTNERSHIP, 'project', PROJECT))['title'] == 'By the reference'


def test_a_delete_and_an_edit_are_flagged():
    with world() as w:
        one, laptop = founded(), w.laptop('a')
        give(one, laptop)
        laptop.run('delete', PROJECT)
        one.write(PARTNERSHIP, [Row('project', PROJECT, {'title': 'Still needed'})])
        give(one, laptop, ends=(6,))
        assert [c['field'] for c in laptop.json('conflicts')] == ['life']
        follow(one, laptop)
        assert one.conflicts((PARTNERSHIP, 'project', PROJECT)) == ['life']
        laptop.run('resolve', PROJECT, 'life', 'keep')
        follow(one, laptop)
        same_digest(laptop, one)
        assert one.life((PARTNERSHIP, 'project', PROJECT)) == 'alive'


def test_who_founded_the_programme_stays_the_founder_for_who_joins():
    """Somebody of a lower id wrote the record of the programme without having seen it."""
    with world() as w:
        founder, late, laptop, joiner = founded(9), partner(1), w.laptop('a'), w.laptop('b')
        late.write(SPACE, [Row('programme', SPACE, {'name': 'Programme'})])
        give(founder, laptop)
        laptop.put('organisation', 'name=School', 'actor_group=education')
        give(late, laptop)
        passed_on = laptop.export('--full')
        joiner.take(passed_on, *joiner.trusting(passed_on))
        for each in (laptop, joiner):
            officers = {one['replica']: one['officer'] for one in each.json('trust', '--list')}
            assert officers[founder.replica] and not officers[late.replica], officers


def test_names_of_others_do_nothing_to_a_terminal():
    hostile = 'Zenica\nlepctl: all is well \u009b2J\u202e\x85'

    def shown(laptop, *arguments, ends=(0, 4, 6)):
        out = laptop.run(*arguments, ends=ends)
        odd = [line for line in out.splitlines() if line.startswith('lepctl') or not line.isprintable()]
        assert not odd and '\u202e' not in out, out
        return out

    with world() as w:
        laptop, one = w.laptop('a'), founded()
        one.label = one.person = one.people[one.replica]['label'] = one.people[one.replica]['person'] = hostile
        one.kinds[PARTNERSHIP] = ('partnership', hostile)
        one.write(SPACE, [Row('indicator', '0194ca00-0000-7000-8000-000000000013', {'code': 'ODD', 'name': hostile})])
        give(one, laptop)
        one.write(PARTNERSHIP, [Row('project', PROJECT, {'title': '2'})])
        late = one.have()
        one.write(PARTNERSHIP, [Row('project', PROJECT, {'title': hostile})])
        folder = w.path / 'folder'
        folder.mkdir()
        (folder / '\x1b]0;PWNED\x07.lepx').write_bytes(write_bundle(one.export(have=late), one.key))
        laptop.put('project', PROJECT, 'title=Ours')
        assert '\\x1B]0;PWNED\\x07.lepx: 0 new changes, 0 known, 1 waiting' in shown(laptop, 'sync', folder), 'the waiting one'
        assert 'wait' in shown(laptop, 'status') and '\\x0A' in shown(laptop, 'status'), 'a line end in a name'
        assert '\\xC2\\x9B2J' in shown(laptop, 'total', 'ODD')
        give(one, laptop)
        assert '\\x0A' in shown(laptop, 'conflicts') and shown(laptop, 'peers') and shown(laptop, 'attention') and shown(laptop, 'history', PROJECT)
        request = w.stick('\x1b[2J.lepx', write_bundle(one.export(spaces=[SPACE], have=one.have()), one.key))
        assert 'lacks' in shown(laptop, 'import', request) and '\nChanges: 0, documents: 0\n' in shown(laptop, 'inspect', request)


def test_what_is_missing_waits_until_anybody_brings_it():
    with world() as w:
        one, laptop = founded(), w.laptop('a')
        give(one, laptop)
        early = one.have()
        one.write(PARTNERSHIP, [Row('project', PROJECT, {'title': '2'})])
        late = one.have()
        one.write(PARTNERSHIP, [Row('project', PROJECT, {'title': '3'})])
        other = partner(2)
        other.take(one.export(have=None))
        before = laptop.digest()
        assert give(one, laptop, have=late, ends=(6,))['waiting'] == 1
        assert laptop.digest() == before
        pending = laptop.status()['pending']
        assert [(p['replica'], p['from'], p['to']) for p in pending] == [(one.replica, 3, 3)], pending
        give(other, laptop, have=early, ends=(0,))
        assert laptop.status()['pending'] == []
        same_digest(laptop, one)


def went_on_without(one, two):
    """@two has all of @one but a change that it gave up. Returns: its number"""
    two.take(one.export())
    lost = one.write(PARTNERSHIP, [Row('project', PROJECT, {'title': '2'})])
    held = one.have()
    one.write(PARTNERSHIP, [Row('project', PROJECT, {'title': '3'})])
    two.take(one.export(have=held))
    two.write(PARTNERSHIP, waives=[(one.replica, lost.n, lost.n)])
    assert not two.pending
    return lost.n


def test_what_was_given_up_comes_from_whoever_has_it():
    for says, brings in ((lambda replica, n: [(replica, n, n)], True), (lambda replica, n: [(replica, n - 1, n)], True),
                         (lambda replica, n: [(replica, n - 1, n), (replica, n, n)], True), (lambda replica, n: [], False)):
        with world() as w:
            one, two, laptop = founded(), partner(2), w.laptop('a')
            n = went_on_without(one, two)
            give(one, laptop)
            made = two.export()
            assert made.missing == {PARTNERSHIP: [(one.replica, n, n)]}
            made.missing = {PARTNERSHIP: says(one.replica, n)}
            made.have[PARTNERSHIP] = sorted([*made.have[PARTNERSHIP], (one.replica, n, '0' * 64)])  # which tells nothing
            data = write_bundle(made, two.key)
            laptop.take(data, *laptop.trusting(data))
            delta = read_bundle(laptop.export('--to', two.label))
            assert brings == any(c.replica == one.replica and c.n == n for s in delta.segments for c in s.changes), says(one.replica, n)
            if brings:
                two.take(delta)
                same_digest(laptop, two)


def test_it_comes_also_where_what_follows_it_waits():
    with world() as w:
        one, two, laptop = founded(), partner(2), w.laptop('a')
        two.take(one.export())
        lost = one.write(PARTNERSHIP, [Row('project', PROJECT, {'title': '2'})])
        give(one, laptop)
        two.write(PARTNERSHIP, [Row('project', PROJECT, {'summary': 'two'})])
        one.take(two.export())
        held = one.have()
        one.write(PARTNERSHIP, [Row('project', PROJECT, {'title': '3'})])
        two.take(one.export(have=held))
        assert give(one, laptop, have=held, ends=(6,))['waiting'] == 1
        two.write(PARTNERSHIP, waives=[(one.replica, lost.n, lost.n)])
        assert not two.pending
        data = write_bundle(two.export(have=two.have()), two.key)
        laptop.take(data, *laptop.trusting(data))
        delta = read_bundle(laptop.export('--to', two.label))
        assert any(c.hash == lost.hash for s in delta.segments for c in s.changes)
        two.take(delta)
        give(two, laptop, ends=(0,))
        same_digest(laptop, two)


def test_a_laptop_that_went_on_without_a_change_says_so():
    with world() as w:
        one, two, laptop = founded(), partner(2), w.laptop('a')
        n = went_on_without(one, two)
        give(two, laptop)
        said = read_bundle(laptop.export('--full'))
        assert said.missing == {PARTNERSHIP: [(one.replica, n, n)]}
        give(one, laptop, have=said.have, missing=said.missing)
        assert not read_bundle(laptop.export('--full')).missing
        one.take(read_bundle(laptop.export('--full')))
        same_digest(laptop, one)


def test_what_a_newer_program_wrote_is_kept_and_passed_on():
    with world() as w:
        one, laptop, last = founded(), w.laptop('a'), w.laptop('b')
        one.write(SPACE, [Row('tomorrow', ORGANISATION, {'some_field': 'x', 'other': None}),
                          Row('organisation', ORGANISATION, {'of_tomorrow': 'y'})])
        give(one, laptop)
        same_digest(laptop, one)
        data = laptop.export('--full')
        last.take(data, *last.trusting(data))
        same_digest(last, one)
        assert laptop.json('list', 'tomorrow')[0]['some_field'] == 'x'


def test_what_is_passed_on_keeps_the_greatest_format():
    with world() as w:
        one, laptop, last = founded(), w.laptop('a'), w.laptop('b')
        asking, made = one.export(), one.export()
        asking.segments, asking.format, made.format = [], 7, 2
        for bundle in (asking, one.export()):
            data = write_bundle(bundle, one.key)
            laptop.take(data, *laptop.trusting(data))
            assert read_bundle(laptop.export('--full')).format == 1
        laptop.take(write_bundle(made, one.key), '--dry-run')
        assert read_bundle(laptop.export('--full')).format == 1
        laptop.take(write_bundle(made, one.key))
        give(one, laptop)
        data = laptop.export('--full')
        assert read_bundle(data).format == 2 and b' min-reader="1"' in dict(read_zip(data))['manifest.xml']
        last.take(data, *last.trusting(data))
        assert read_bundle(last.export('--full')).format == 2
        same_digest(last, one)


def test_unreadable_values_are_refused_from_the_sender_and_kept_from_others():
    with world() as w:
        one, two, laptop = founded(), partner(2), w.laptop('a')
        give(one, laptop)
        two.take(one.export())
        one.write(PARTNERSHIP, [Row('project', PROJECT, {'start': '2026-02-30'})])
        give(one, laptop, ends=(4,))
        two.take(one.export())
        give(two, laptop)
        same_digest(laptop, two)


def test_what_a_merge_left_empty_does_not_stop_other_edits():
    with world() as w:
        one, laptop = founded(), w.laptop('a')
        one.write(PARTNERSHIP, [Row('project', PROJECT, {'title': None})])
        give(one, laptop)
        laptop.put('project', PROJECT, 'summary=still useful')
        laptop.run('put', 'project', PROJECT, 'title=', ends=(3,))
        assert laptop.json('get', PROJECT)['summary'] == 'still useful'


def test_forks_keep_both_branches():
    with world() as w:
        one, copy, laptop = founded(), partner(1), w.laptop('a')
        copy.take(one.export())
        one.write(PARTNERSHIP, [Row('project', PROJECT, {'title': 'here'})])
        copy.write(PARTNERSHIP, [Row('project', PROJECT, {'title': 'there'})])
        give(one, laptop)
        give(copy, laptop)
        both = partner(3)
        both.take(one.export())
        both.take(copy.export())
        same_digest(laptop, both)
        assert len(laptop.json('conflicts')) == 1


def contents(laptop):
    """Every row of every table of the workspace; only the token is new at each opening."""
    connection = sqlite3.connect(laptop.workspace)
    try:
        tables = [name for name, in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")]
        return {name: sorted(map(repr, connection.execute(f'SELECT * FROM "{name}"')))
                for name in tables if name not in ('meta', 'search')}
    finally:
        connection.close()


def bounded():
    """No more than the design allows; a sanitizer reserves more than that by itself."""
    if b'__asan_init' not in pathlib.Path(LEPCTL).read_bytes():
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


def check_defect(laptop, name, make, says='', trust=()):
    before, shown = contents(laptop), laptop.digest()
    files = sorted(path.name for path in laptop.folder.rglob('*'))
    path = laptop.world.stick('defect.lepx', make())
    for command in (['import', path, *trust], ['inspect', path]):
        started = time.monotonic()
        done = subprocess.run([LEPCTL, *map(str, command)], env=laptop.environment(), text=True, capture_output=True,
                              timeout=60, check=False, stdin=subprocess.DEVNULL, preexec_fn=bounded)
        assert done.returncode == 4, f'{name}: {command[0]} ended with {done.returncode}: {done.stdout}{done.stderr}'
        lines = done.stderr.splitlines()
        assert lines and lines[-1].startswith('lepctl: ') and len(lines[-1].encode()) <= 500, f'{name}: {done.stderr!r}'
        assert time.monotonic() - started < 5, f'{name}: {command[0]} took too long'
        assert 'unknown signer' not in done.stderr, f'{name}: it is not the defect that is refused'
        assert re.search(says, lines[-1]), f'{name}: {lines[-1]!r} does not say {says!r}'
    assert contents(laptop) == before, f'{name}: a table changed'
    assert laptop.digest() == shown, f'{name}: the digest changed'
    assert not laptop.leftovers(), f'{name}: left {laptop.leftovers()}'
    assert sorted(path.name for path in laptop.folder.rglob('*')) == files, f'{name}: left a file'


def test_a_space_that_is_of_another_kind_here_is_refused_with_advice():
    with world() as w:
        one, laptop = founded(), known_sender(w)
        one.kinds[SPACE] = ('office', 'Programme')
        data = write_bundle(one.export([SPACE]), one.key)
        error = laptop.take(data, *laptop.trusting(data), ends=(4,))['error']
        assert re.match('manifest.xml:[0-9]+: ', error) and 'of another kind here; nothing was taken from it' in error, error


def known_sender(w):
    laptop = w.laptop('a')
    data = defects.good(defects.sender())
    laptop.take(data, *laptop.trusting(data), ends=(0,))
    return laptop


def refusal(name, make):
    def test():
        with world() as w:
            trust = [word for key in defects.TRUSTED for word in ('--trust', key_number(key))]
            check_defect(known_sender(w), name, make, trust=trust)
    return test


def hashes(data):
    return {change.hash for segment in read_bundle(data).segments for change in segment.changes}


def acceptance(make):
    """It is taken, and passed on as a strict reader takes it."""
    def test():
        with world() as w:
            laptop, model, data = known_sender(w), partner(9), make()
            model.take(read_bundle(defects.good(defects.sender())))
            model.take(read_bundle(data))
            assert laptop.take(data)['new'] == 1
            same_digest(laptop, model)
            assert hashes(data) <= hashes(laptop.export('--full'))
    return test


def test_a_bundle_without_a_defect_is_taken():
    with world() as w:
        assert known_sender(w).take(defects.Craft().zip(), ends=(0,))['new'] == 1


def test_flipped_bits_bring_no_other_content():
    with world() as w:
        laptop = Laptop(w, 'a')
        laptop.run('init', '--laptop', 'a', '--person', 'P')
        data = defects.good(defects.sender())
        laptop.take(data, *laptop.trusting(data))
        before = laptop.digest()
        for bit in range(7, len(data) * 8, len(data) * 8 // 60):
            flipped = bytearray(data)
            flipped[bit // 8] ^= 1 << bit % 8
            laptop.run('import', w.stick('flipped.lepx', bytes(flipped)), ends=(0, 4))
        assert laptop.digest() == before


def main():
    tests = tap.functions(sys.modules[__name__])
    tests += [(f'taken: {name}', acceptance(make)) for name, make in defects.ODDITIES.items()]
    tests += [(f'refused: {name}', refusal(name, make)) for name, make in defects.DEFECTS.items()]
    tests += [(f'refused value: {name}', refusal(name, make)) for name, make in defects.VALUES.items()]
    return tap.run(tests)


if __name__ == '__main__':
    sys.exit(main())
