#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Attached documents: attaching, listing, saving, travelling, damage, backups, erasing."""

import json
import os
import pathlib

from clitest import BUNDLE, DONE, FAILED, ID, REFUSED, USAGE, WAITING, main, office, refused, world
from laptops import Laptop
from test_exchange import export, joined, meet, sender_number

SCAN = bytes(range(256)) * 3000


def organisation(laptop):
    return laptop.put('organisation', 'name=Municipality of Konjic', 'actor_group=municipality')


def file_of(laptop, name, data):
    path = laptop.folder / name
    path.write_bytes(data)
    return path


def attach(laptop, owner, name='Ugovor potpisan.pdf', data=SCAN, *fields):
    return laptop.put('document', f'owner={owner}', *fields, f'sha256=@{file_of(laptop, name, data)}')


def saved(laptop, document):
    path = laptop.folder / 'saved'
    laptop.run('documents', 'save', document, path)
    return path.read_bytes()


def here(laptop):
    return {document['title']: document['here'] for document in laptop.json('documents')}


def test_attaching_fills_what_the_file_tells():
    with world() as w:
        one = office(w)
        owner = organisation(one)
        made = attach(one, owner)
        got = one.json('get', made)
        assert ID.match(made) and got['size'] == len(SCAN) and len(got['sha256']) == 64, got
        assert (got['title'], got['file_name'], got['media_type']) == ('Ugovor potpisan.pdf',) * 2 + ('application/pdf',), got
        assert got['space'] == one.json('get', owner)['space']
        named = one.json('get', attach(one, owner, 'b.txt', b'text', 'title=Signed', 'file_name=Other.txt'))
        assert (named['title'], named['file_name']) == ('Signed', 'Other.txt'), named
        assert [d['title'] for d in one.json('documents', '--owner', owner)] == ['Signed', 'Ugovor potpisan.pdf']
        assert one.json('documents', '--owner', made) == []
        assert saved(one, made) == SCAN
        assert 'Signed' in one.run('documents') and 'here' in one.run('documents')
        one.run('check')
        one.run('undo')
        assert here(one) == {'Ugovor potpisan.pdf': True}


def test_what_cannot_be_attached():
    with world() as w:
        one = office(w)
        owner = organisation(one)
        refused(one, REFUSED, 'put', 'document', f'owner={owner}', f'sha256=@{one.folder}', tells=('not a file',))
        os.mkfifo(one.folder / 'pipe')
        refused(one, REFUSED, 'put', 'document', f'owner={owner}', f'sha256=@{one.folder / "pipe"}', tells=('not a file',))
        refused(one, FAILED, 'put', 'document', f'owner={owner}', 'sha256=@/nowhere/x.pdf', tells=('/nowhere/x.pdf',))
        path = file_of(one, 'a', b'a')
        refused(one, USAGE, 'put', 'document', f'owner={owner}', f'sha256=@{path}', f'sha256=@{path}')
        refused(one, REFUSED, 'put', 'document', f'sha256=@{path}', tells=('owner',))
        with open(one.folder / 'large', 'wb') as large:
            large.truncate(2001 << 20)
        refused(one, REFUSED, 'put', 'document', f'owner={owner}', f'sha256=@{one.folder / "large"}', tells=('larger',))
        refused(one, USAGE, 'documents', 'save')
        refused(one, USAGE, 'documents', 'save', '0194ca00-0000-7000-8000-000000000012', 'x')
        bare = one.put('document', f'owner={owner}', 'title=On paper only')
        refused(one, USAGE, 'documents', 'save', bare, one.folder / 'x', tells=('No file',))
        assert one.json('documents', 'clean-up') == {'unnamed': 0, 'damaged': 0, 'bytes': 0}, 'something was kept'
        assert not (one.folder / 'x').exists() and not (one.folder / 'x.part').exists()


def test_the_same_bytes_are_kept_once():
    with world() as w:
        one = office(w)
        owner = organisation(one)
        attach(one, owner)
        size = one.workspace.stat().st_size
        attach(one, owner, 'copy.pdf')
        assert one.workspace.stat().st_size - size < len(SCAN) // 4


def test_documents_travel_and_stay():
    with world() as w:
        one = office(w)
        owner = organisation(one)
        made = attach(one, owner)
        two = joined(w, one)
        assert saved(two, made) == SCAN and two.digest() == one.digest()
        meet(one, two)
        assert 'files/' not in str(one.run('inspect', export(one, '--to', 'partner')))
        one.run('delete', made)
        two.run('import', export(one, '--to', 'partner'))
        assert here(two) == {}
        assert two.json('documents', 'clean-up')['bytes'] == 0
        two.run('restore', made)
        assert saved(two, made) == SCAN
        for laptop in (one, two):
            laptop.run('rebuild')
            laptop.run('check')
        assert saved(two, made) == SCAN


def test_large_documents_come_in_bundles_of_their_own():
    with world() as w:
        one = office(w)
        owner = organisation(one)
        small = attach(one, owner, 'small', b'small')
        large = attach(one, owner, 'large', os.urandom(17 << 20))
        answer = one.json('export', '--output', one.folder, '--full')
        assert len(answer['more']) == 1 and answer['bytes'] < 1 << 20, answer
        together = one.json('export', '--output', one.folder / 'all.lepx', '--full')
        assert 'more' not in together and together['bytes'] > 17 << 20, together
        two = joined(w, one)
        assert here(two) == {'small': True, 'large': False}
        assert two.json('documents', '--missing')[0]['holders'][0]['label'] == 'office'
        two.run('import', answer['more'][0])
        assert here(two) == {'small': True, 'large': True}
        two.run('check')
        assert saved(two, small) == b'small' and len(saved(two, large)) == 17 << 20


def holds(laptop, data):
    """Whether any of the bytes stand in the workspace file; a page of it cuts them."""
    content = laptop.workspace.read_bytes()
    return any(data[at:at + 40] in content for at in range(0, len(data), 400))


def damage(laptop, data):
    """Turns one bit of the bytes in the workspace file."""
    content = bytearray(laptop.workspace.read_bytes())
    at = content.find(data[50000:50040])
    assert at > 0
    content[at] ^= 1
    laptop.workspace.write_bytes(content)


def test_damage_is_found_and_healed():
    with world() as w:
        one = office(w)
        data = os.urandom(100000)
        made = attach(one, organisation(one), 'Scan.pdf', data)
        two = joined(w, one)
        meet(one, two)
        damage(two, data)
        refused(two, BUNDLE, 'check', tells=('Scan.pdf',))
        refused(two, BUNDLE, 'documents', 'save', made, two.folder / 'out', tells=('damaged',))
        refused(two, BUNDLE, 'export', '--full', '--output', two.folder, tells=('damaged',))
        assert not (two.folder / 'out').exists() and not list(two.folder.glob('*.part'))
        assert two.json('documents', 'clean-up')['damaged'] == 1
        two.run('check')
        assert here(two) == {'Scan.pdf': False}
        one.run('import', export(two, '--to', 'office'))
        two.run('import', export(one, '--to', 'partner'))
        assert saved(two, made) == data


def test_attaching_again_brings_back_what_is_missing():
    with world() as w:
        one = office(w)
        data = os.urandom(100000)
        made = attach(one, organisation(one), 'Scan.pdf', data)
        damage(one, data)
        one.run('documents', 'clean-up')
        assert here(one) == {'Scan.pdf': False}
        one.run('put', 'document', made, f'sha256=@{one.folder / "Scan.pdf"}')
        assert here(one) == {'Scan.pdf': True}


def test_backups_carry_documents():
    with world() as w:
        one = office(w)
        owner = organisation(one)
        made = attach(one, owner)
        backup = one.folder / 'backup.lep'
        one.run('backup', backup)
        later = attach(one, owner, 'later', b'later')
        one.run('restore-backup', backup)
        assert saved(one, made) == SCAN and here(one) == {'Ugovor potpisan.pdf': True}
        one.run('check')
        kept = sorted(pathlib.Path(str(one.workspace)[:-4] + '-backups').glob('*.lep'))
        one.run('restore-backup', kept[-1])
        assert saved(one, later) == b'later'


def rest(folder, *laptops):
    """Turns until nobody has anything to write; at most so many."""
    for _ in range(8):
        if not any([laptop.json('sync', folder, ends=(DONE, WAITING))['written'] for laptop in laptops]):
            return
    raise AssertionError('the folder does not come to rest')


def test_documents_go_through_the_exchange_folder():
    with world() as w:
        one = office(w)
        data = os.urandom(100000)
        made = attach(one, organisation(one), 'Scan.pdf', data)
        two = joined(w, one)
        meet(one, two)
        folder = w.path / 'folder'
        folder.mkdir()
        later = attach(one, organisation(one), 'Later.pdf', b'later')
        rest(folder, one, two)
        assert saved(two, later) == b'later'
        damage(two, data)
        two.run('documents', 'clean-up')
        assert here(two) == {'Scan.pdf': False, 'Later.pdf': True}
        rest(folder, two, one)
        assert saved(two, made) == data and two.json('documents', '--missing') == []


def test_what_was_read_is_told_where_writing_fails_then():
    with world() as w:
        one = office(w)
        data = os.urandom(100000)
        two = joined(w, one)
        meet(one, two)
        three = joined(w, one, 'third')
        owner = organisation(two)
        three.put('organisation', 'name=Of a stranger', 'actor_group=ngo')
        folder = w.path / 'folder'
        folder.mkdir()
        for laptop in (two, three):
            laptop.run('export', '--to', 'office', '--output', folder)
        attach(one, organisation(one), 'Scan.pdf', data)
        damage(one, data)
        done = one.start('sync', folder, '--json')
        answer = json.loads(done.stdout)
        assert [each.get('new') for each in answer['read']].count(1) == 1 and answer['written'] == [], done
        assert done.returncode == BUNDLE and 'unknown signer' in done.stderr and one.json('get', owner)['id'] == owner, done
        assert '“Scan.pdf” is damaged' in done.stderr and 'lepctl documents clean-up' in done.stderr, done
        again = one.start('sync', folder)
        assert again.returncode == BUNDLE and 'unknown signer' in again.stderr and 'Scan.pdf' in again.stderr, again


def test_erasing_a_contact_takes_its_files_along():
    with world() as w:
        one = office(w)
        owner = organisation(one)
        contact = one.put('contact', f'organisation={owner}', 'name=Somebody')
        secret = os.urandom(50000)
        attach(one, contact, 'identity card.pdf', secret)
        both = os.urandom(50000)
        attach(one, contact, 'both.pdf', both)
        shared = attach(one, owner, 'both.pdf', both)
        bundle = one.json('export', '--full', '--with-contacts', '--output', one.folder)['file']
        two = Laptop(w, 'two')
        two.run('join', bundle, '--laptop', 'two', '--person', 'P', '--trust', sender_number(one, bundle))
        assert holds(two, secret)
        one.run('erase', contact)
        assert not holds(one, secret)
        two.run('import', one.json('export', '--full', '--with-contacts', '--output', one.folder)['file'])
        assert not holds(two, secret)
        assert saved(two, shared) == both
        two.run('import', bundle, ends=(DONE,))
        assert not holds(two, secret), 'an old bundle brought it back'
        assert two.json('documents', '--missing') == []
        for laptop in (one, two):
            laptop.run('check')


def test_erasing_a_contact_leaves_what_another_document_named_earlier():
    with world() as w:
        one = office(w)
        owner = organisation(one)
        contact = one.put('contact', f'organisation={owner}', 'name=Somebody')
        both = os.urandom(50000)
        attach(one, contact, 'both.pdf', both)
        document = attach(one, owner, 'both.pdf', both)
        one.run('erase', contact)
        one.put('document', document, f'sha256=@{file_of(one, "new.pdf", b"new")}')
        one.run('rebuild')
        assert holds(one, both), 'it goes with the next rebuild'
        one.run('undo')
        assert saved(one, document) == both
        one.run('check')


def test_erasing_a_contact_leaves_what_stands_in_a_conflict():
    with world() as w:
        one = office(w)
        owner = organisation(one)
        contact = one.put('contact', f'organisation={owner}', 'name=Somebody')
        both, secret, earlier = (os.urandom(50000) for _ in range(3))
        attach(one, contact, 'both.pdf', both)
        theirs = attach(one, contact, 'identity card.pdf', earlier)
        document = attach(one, owner, 'first.pdf', b'before')
        bundle = export(one, '--full', '--with-contacts')
        two = Laptop(w, 'two')
        two.run('join', bundle, '--laptop', 'two', '--person', 'P', '--trust', sender_number(one, bundle))
        one.put('document', document, f'sha256=@{file_of(one, "both.pdf", both)}')
        one.put('document', theirs, f'sha256=@{file_of(one, "secret.pdf", secret)}')
        two.put('document', document, f'sha256=@{file_of(two, "other.pdf", b"other")}')
        two.put('document', theirs, f'sha256=@{file_of(two, "new.pdf", b"new")}')
        bundle = export(two, '--full', '--with-contacts')
        one.run('import', bundle, '--trust', sender_number(two, bundle), ends=(WAITING,))
        assert 'sha256' in one.json('get', document)['conflicts'] and 'sha256' in one.json('get', theirs)['conflicts']
        assert saved(one, document) == b'other' and holds(one, both) and holds(one, secret) and holds(one, earlier)
        one.run('erase', contact)
        assert not holds(one, secret), 'what stood in a conflict of an erased contact is left'
        assert not holds(one, earlier), 'what stood there before is left'
        assert holds(one, both), 'what another document names in a conflict is gone'
        one.run('check')


if __name__ == '__main__':
    main(__name__)
