#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sealed bundles: for laptops and with pass-phrases, refused by all others, and made and
opened by stock age where it is there."""

import os
import pty
import select
import shutil
import subprocess

from clitest import BUNDLE, DONE, USAGE, WAITING, main, office, project, refused, tap, world
from laptops import Laptop
from test_exchange import export, joined, meet, sender_number

MAGIC = b'age-encryption.org/v1\n'
SECONDS = 60


def met(w):
    """Two laptops that know each other's keys."""
    one = office(w)
    project(one)
    two = joined(w, one)
    two.put('partnership', 'name=LEP Jablanica')
    meet(one, two)
    return one, two


def seal_key(laptop):
    return laptop.folder / 'state' / 'lep' / laptop.status()['replica'] / 'seal.key'


def words(laptop, name, text):
    path = laptop.folder / name
    path.write_text(text)
    return path


def typing(argv, text):
    """Runs a program that asks for a pass-phrase on its terminal; returns its exit code."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.execvp(argv[0], argv)
    asked = b''
    while select.select([terminal], [], [], SECONDS)[0]:
        try:
            piece = os.read(terminal, 1024)
        except OSError:
            break
        asked += piece
        if b': ' in asked:
            os.write(terminal, text.encode() + b'\n')
            asked = b''
        if not piece:
            break
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def has_age():
    return shutil.which('age') is not None


def unchanged(laptop, before):
    assert laptop.digest() == before
    assert not list(laptop.temp.iterdir()), list(laptop.temp.iterdir())


def test_sealed_for_a_laptop_only_it_can_open():
    with world() as w:
        one, two = met(w)
        three = office(w, 'third')
        three_before = three.digest()
        new = one.put('partnership', 'name=LEP Prnjavor')
        answer = one.json('export', '--output', one.folder, '--full', '--seal', 'partner')
        path = answer['file']
        with open(path, 'rb') as file:
            sealed = file.read()
        assert path.endswith('.lepx.age') and sealed.startswith(MAGIC) and len(sealed) == answer['bytes'], answer
        assert b'PK\x03\x04' not in sealed and b'manifest.xml' not in sealed
        refused(three, BUNDLE, 'import', path, tells=('sealed for others', ';'))
        refused(three, BUNDLE, 'inspect', path, tells=('sealed for others',))
        refused(one, BUNDLE, 'inspect', path, tells=('sealed for others',))
        assert three.json('import', path, ends=(BUNDLE,))[0].keys() == {'file', 'error'}
        unchanged(three, three_before)
        told = two.json('inspect', path)
        assert told['sealed'] and told['changes'] == answer['changes'], told
        assert two.json('import', path, ends=(DONE, WAITING))[0]['new'] > 0
        assert two.json('get', new)['name'] == 'LEP Prnjavor'
        assert not list(two.temp.iterdir()) and not list(one.temp.iterdir())
        assert not [name for name in os.listdir(one.folder) if name.endswith('.part')]


def test_several_laptops_can_open_one():
    with world() as w:
        one, two = met(w)
        three = joined(w, one, 'third')
        three.put('partnership', 'name=LEP Posusje')
        meet(one, three)
        path = export(one, '--full', '--seal', 'partner', '--seal', three.status()['replica'])
        for laptop in two, three:
            assert laptop.json('inspect', path)['sealed']


def test_a_pass_phrase_serves_first_contact():
    with world() as w:
        one = office(w)
        _, made = project(one)
        right = words(one, 'right', 'korektan konj, baterija\nnot this line\n')
        path = export(one, '--full', '--passphrase-file', right)
        assert path.endswith('.lepx.age')
        two = Laptop(w, 'two')
        wrong = words(two, 'wrong', 'korektan konj\n')
        typed = words(two, 'typed', 'korektan konj, baterija\r\n')
        refused(two, BUNDLE, 'join', path, tells=('locked with a pass-phrase', 'give the pass-phrase'))
        refused(two, BUNDLE, 'join', path, '--passphrase-file', wrong, tells=('another pass-phrase',))
        assert not two.workspace.exists()
        told = two.json('inspect', path, '--passphrase-file', typed)
        number = next(signer['number'] for signer in told['signers'] if signer['replica'] == told['from'])
        two.run('join', path, '--laptop', 'two', '--passphrase-file', typed, '--trust', number)
        assert two.json('get', made)['title'] == 'Welders'
        before = two.digest()
        refused(two, BUNDLE, 'import', path, tells=('locked with a pass-phrase',))
        unchanged(two, before)
        plain = export(one, '--full')
        elements = two.json('import', path, plain, '--passphrase-file', typed)
        assert [element['new'] for element in elements] == [0, 0], elements


def test_wrong_options_are_told():
    with world() as w:
        one, _ = met(w)
        project(one)
        stranger = joined(w, one, 'silent')
        one.run('import', export(stranger, '--full'), '--trust', sender_number(stranger, export(stranger, '--full')))
        phrase = words(one, 'phrase', 'korektan konj\n')
        empty = words(one, 'empty', '\nsecond line\n')
        long = words(one, 'long', 'x' * 2000 + '\n')
        target = ('--output', one.folder / 'refused.lepx.age')
        refused(one, USAGE, 'export', '--seal', 'partner', '--passphrase-file', phrase, *target, tells=('either',))
        refused(one, USAGE, 'export', '--seal', 'nobody', *target, tells=('nobody',))
        refused(one, USAGE, 'export', '--seal', 'silent', *target, tells=('silent', 'pass-phrase'))
        refused(one, USAGE, 'export', '--passphrase-file', empty, *target, tells=('empty',))
        refused(one, USAGE, 'export', '--passphrase-file', long, *target, tells=('1024',))
        refused(one, USAGE, 'export', '--passphrase-file', one.folder / 'none', *target, tells=('none',))
        refused(one, USAGE, 'import', '--passphrase-file', one.folder / 'none', phrase, tells=('none',))
        assert not (one.folder / 'refused.lepx.age').exists() and not (one.folder / 'refused.lepx.age.part').exists()
        assert one.run('export', '--seal', 'partner', *target).strip() == str(target[1])


def test_damaged_changes_nothing():
    with world() as w:
        one, two = met(w)
        one.put('partnership', 'name=LEP Prnjavor')
        with open(export(one, '--full', '--seal', 'partner'), 'rb') as file:
            sealed = file.read()
        before = two.digest()
        for at in (0, 30, 60, 150, 200, len(sealed) // 2, len(sealed) - 1):
            for damaged in sealed[:at], sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1:]:
                path = w.stick('damaged.lepx.age', damaged)
                refused(two, BUNDLE, 'import', path, tells=(str(path), ';'))
        refused(two, BUNDLE, 'import', w.stick('longer.lepx.age', sealed + b'x'), tells=('damaged',))
        refused(two, BUNDLE, 'import', w.stick('work.lepx.age', MAGIC + b'-> scrypt rF0/NwblUHHTpgQgRpe5CQ 30\n'
                                               b'gUjEymFKMVXQEKdMMHL24oYexjE3TIC0O0zGSqJ2aUY\n'
                                               b'--- IOXiQYStkoT1mvZW2tFOqZdhRVvj58egABx/sWfZQbc\n'), tells=('work',))
        refused(two, BUNDLE, 'import', w.stick('armor.age', b'-----BEGIN AGE ENCRYPTED FILE-----\n'), tells=('not supported',))
        unchanged(two, before)


def test_what_is_inside_is_looked_at_as_ever():
    with world() as w:
        one = office(w)
        project(one)
        with open(export(one, '--full'), 'rb') as file:
            plain = file.read()
        if not has_age():
            raise tap.Skip('age is not installed')
        path = one.folder / 'inside.age'
        recipient = seal_key(one).read_text().split('public key: ')[1].split('\n')[0]
        for inside in plain[:-1], b'not a bundle', b'', plain[:40] + b'?' + plain[41:]:
            subprocess.run(['age', '-r', recipient, '-o', path], input=inside, check=True, timeout=SECONDS)
            refused(one, BUNDLE, 'inspect', path)
        subprocess.run(['age', '-r', recipient, '-o', path], input=plain, check=True, timeout=SECONDS)
        assert one.json('inspect', path)['sealed']


def test_stock_age_and_ours_open_each_other():
    if not has_age():
        raise tap.Skip('age is not installed')
    with world() as w:
        one, two = met(w)
        plain, sealed = export(one, '--full'), export(one, '--full', '--seal', 'partner')
        opened = w.path / 'opened.lepx'
        subprocess.run(['age', '-d', '-i', seal_key(two), '-o', opened, sealed], check=True, timeout=SECONDS)
        assert two.json('inspect', opened)['sealed'] is False
        phrase = words(one, 'phrase', 'korektan konj\n')
        locked = export(one, '--full', '--passphrase-file', phrase)
        opened.unlink()
        assert typing(['age', '-d', '-o', str(opened), locked], 'korektan konj') == 0
        assert two.json('inspect', opened)['sealed'] is False
        theirs = w.path / 'theirs.lepx.age'
        assert typing(['age', '-p', '-o', str(theirs), plain], 'korektan konj') == 0
        assert two.json('inspect', theirs, '--passphrase-file', phrase)['sealed']
        refused(two, BUNDLE, 'inspect', theirs, tells=('pass-phrase',))


def test_what_was_sealed_before_a_new_number_opens():
    with world() as w:
        one, two = met(w)
        one.put('partnership', 'name=LEP Prnjavor')
        path = export(one, '--full', '--seal', 'partner')
        old = two.status()['replica']
        copy = two.folder / 'copy.lep'
        shutil.copy(two.workspace, copy)
        two.workspace.unlink()
        copy.rename(two.workspace)
        two.put('partnership', 'name=LEP Laktasi')
        assert two.status()['replica'] != old
        assert two.json('import', path, ends=(DONE, WAITING))[0]['new'] > 0


def test_keys_of_the_laptop_are_guarded():
    with world() as w:
        one, two = met(w)
        path = export(one, '--full', '--seal', 'partner')
        key = seal_key(two)
        # Others could read it: who only looks is told what to do, who writes has another one from then on, as with the key that signs.
        text = key.read_text()
        key.chmod(0o644)
        refused(two, BUNDLE, 'inspect', path, tells=(str(key), 'chmod'))
        done = two.start('import', path)
        assert done.returncode == BUNDLE and 'could be read by others on this computer: it has a new one now' in done.stderr, done
        old = key.with_name('seal.key.old-1')
        assert old.read_text() == text and old.stat().st_mode & 0o777 == 0o600
        assert key.read_text() != text and key.stat().st_mode & 0o777 == 0o600
        one.run('import', export(two, '--full'), ends=(DONE, WAITING))
        path = export(one, '--full', '--seal', 'partner')
        two.run('import', path, ends=(DONE, WAITING))
        # One that is gone is made anew, told once, and known to others with the next bundle.
        key.unlink()
        assert 'new one now' in two.start('import', export(one, '--full')).stderr and key.exists()
        refused(two, BUNDLE, 'import', path, tells=('sealed for others', 'no longer has', 'after your next bundle'))
        key.write_text('')
        assert 'or damaged' in two.start('import', export(one, '--full')).stderr and key.read_text()
        one.run('import', export(two, '--full'), ends=(DONE, WAITING))
        two.run('import', export(one, '--full', '--seal', 'partner'), ends=(DONE, WAITING))


if __name__ == '__main__':
    main(__name__)
