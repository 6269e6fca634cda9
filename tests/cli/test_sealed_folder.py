#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The exchange folder with sealed bundles: each is for its receiver alone, others leave it alone."""

import shutil
import subprocess

from clitest import BUNDLE, DONE, USAGE, WAITING, main, office, project, refused, tap, world
from test_exchange import export, joined, meet, sender_number
from test_seal import has_age, seal_key, words
from test_sync import Watching, agree, folder_of, pair

MAGIC = b'age-encryption.org/v1\n'


def sealed(folder):
    return sorted(path.name for path in folder.glob('*.lepx.age'))


def plain(folder):
    return sorted(path.name for path in folder.glob('*.lepx'))


def sync(laptop, folder, *options, ends=(DONE, WAITING)):
    return laptop.json('sync', folder, '--seal', *options, ends=ends)


def pair_with_keys(w):
    """Two laptops that know each other's keys to seal with."""
    one, two, made = pair(w)
    two.put('partnership', 'name=LEP Jablanica')
    meet(one, two)
    return one, two, made


def silent_pair(w):
    """The second has entered nothing yet: the first does not know its key to seal with."""
    one = office(w)
    _, made = project(one)
    two = joined(w, one)
    word = export(two)
    one.run('import', word, '--trust', sender_number(two, word))
    return one, two, made


def test_each_bundle_is_for_its_receiver_alone():
    with world() as w:
        one, two, made = pair_with_keys(w)
        third = joined(w, one, 'third')
        third.put('partnership', 'name=LEP Posusje')
        meet(one, third)
        folder = folder_of(w)
        one.run('put', 'project', made, 'title=Sealed in the folder')
        answer = sync(one, folder)
        assert sorted(each['to'] for each in answer['written']) == sorted(each.status()['replica'] for each in (two, third)), answer
        assert answer['held'] == [] and plain(folder) == [] and len(sealed(folder)) == 2, answer
        assert all((folder / name).read_bytes().startswith(MAGIC) for name in sealed(folder))
        # Even without the option what is for us is opened; the other one is counted, nothing is said of it.
        done = two.start('sync', folder, '--json')
        told = two.json('sync', folder)
        assert done.returncode == DONE and done.stderr == '', done
        assert two.json('get', made)['title'] == 'Sealed in the folder' and told['others'] == 1 and told['ignored'] == [], told
        for _ in range(2):
            for laptop in (two, third, one):
                sync(laptop, folder)
        agree(one, two)
        assert plain(folder) == [], plain(folder)
        for laptop in (one, two, third):
            answer = sync(laptop, folder)
            assert [answer[name] for name in ('read', 'written', 'ignored', 'held', 'pruned')] == [[], [], [], [], 0], answer
        assert two.leftovers() == []


def test_stock_age_opens_what_lies_there():
    if not has_age():
        raise tap.Skip('age is not installed')
    with world() as w:
        one, two, made = pair_with_keys(w)
        folder = folder_of(w)
        one.run('put', 'project', made, 'title=For stock age')
        sync(one, folder)
        [name] = sealed(folder)
        # The receiver's key opens it, and that of the laptop that made it.
        for laptop in two, one:
            opened = w.path / 'opened.lepx'
            subprocess.run(['age', '-d', '-i', seal_key(laptop), '-o', opened, folder / name], check=True, timeout=60)
            assert two.json('inspect', opened)['sealed'] is False
            opened.unlink()


def test_a_readable_one_gives_way():
    with world() as w:
        one, two, made = pair_with_keys(w)
        folder = folder_of(w)
        one.run('put', 'project', made, 'title=Readable at first')
        one.json('sync', folder)
        assert len(plain(folder)) == 1
        sync(one, folder)
        assert plain(folder) == [] and len(sealed(folder)) == 1
        sync(two, folder)
        assert two.json('get', made)['title'] == 'Readable at first'


def test_nothing_is_written_for_an_unknown_key():
    with world() as w:
        one, two, made = silent_pair(w)
        folder = folder_of(w)
        one.run('put', 'project', made, 'title=Not for everybody')
        done = one.start('sync', folder, '--seal', '--json')
        assert done.returncode == DONE and 'partner' in done.stderr and '--passphrase-file' in done.stderr, done
        assert sealed(folder) == [] and plain(folder) == []
        assert [each['to'] for each in sync(one, folder)['held']] == [two.status()['replica']]
        # With a pass-phrase that both were told it goes its way.
        phrase = words(one, 'phrase', 'korektan konj, baterija\n')
        assert [each['to'] for each in sync(one, folder, '--passphrase-file', phrase)['written']] == [two.status()['replica']]
        [name] = sealed(folder)
        told = sync(two, folder)
        assert told['read'] == [] and [each['file'] for each in told['ignored']] == [name], told
        assert 'pass-phrase' in told['ignored'][0]['error'] and two.json('get', made)['title'] == 'Welders', told
        told = sync(two, folder, '--passphrase-file', words(two, 'wrong', 'another one\n'))
        assert 'another pass-phrase' in told['ignored'][0]['error'], told
        told = sync(two, folder, '--passphrase-file', phrase)
        assert [each['new'] for each in told['read']] == [1] and two.json('get', made)['title'] == 'Not for everybody', told
        refused(one, USAGE, 'sync', folder, '--passphrase-file', folder / 'none', tells=('none',))


def test_a_restored_workspace_gets_its_own_back():
    with world() as w:
        one, two, made = pair_with_keys(w)
        folder = folder_of(w)
        backup = one.folder / 'backup.lep'
        one.run('backup', backup)
        one.run('put', 'project', made, 'title=After the backup')
        sync(one, folder)
        one.run('restore-backup', backup)
        sync(one, folder)
        assert one.json('get', made)['title'] == 'After the backup'
        sync(two, folder, ends=(DONE, BUNDLE))
        assert two.json('get', made)['title'] == 'After the backup'


def test_damaged_and_partial_ones_are_left_alone():
    with world() as w:
        one, two, made = pair_with_keys(w)
        folder = folder_of(w)
        one.run('put', 'project', made, 'title=Whole')
        sync(one, folder)
        [name] = sealed(folder)
        whole = (folder / name).read_bytes()
        (folder / name).unlink()
        others = {'half.lepx.age': whole[:len(whole) // 2], 'flipped.lepx.age': whole[:-9] + bytes([whole[-9] ^ 1]) + whole[-8:],
                  '.syncthing.half.lepx.age.tmp': whole, '.hidden.lepx.age': whole, 'half.lepx.age.part': whole, 'letter.age': whole}
        for each, content in others.items():
            (folder / each).write_bytes(content)
        answer = sync(two, folder, ends=(DONE,))
        assert answer['read'] == [] and sorted(each['file'] for each in answer['ignored']) == ['flipped.lepx.age', 'half.lepx.age'], answer
        assert all((folder / each).read_bytes() == content for each, content in others.items())
        (folder / 'half.lepx.age').write_bytes(whole)
        assert [each['new'] for each in sync(two, folder)['read']] == [1] and two.json('get', made)['title'] == 'Whole'
        shutil.copy(folder / 'half.lepx.age', folder / 'half (conflicted copy).lepx.age')
        assert sync(two, folder)['read'] == []


def test_watching_seals_too():
    with world() as w:
        one, two, made = pair_with_keys(w)
        folder = folder_of(w)
        first, second = Watching(one, folder, '--seal'), Watching(two, folder, '--seal')
        try:
            one.run('put', 'project', made, 'title=Seen at once')
            second.until(lambda answer: any(each['new'] == 1 for each in answer['read']))
        finally:
            first.end(15)
            second.end(15)
        assert plain(folder) == []


if __name__ == '__main__':
    main(__name__)
