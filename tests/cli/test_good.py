#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is done for good: lost changes are given up, contacts are erased; and what is not: a laptop is blocked."""

import os

from clitest import DONE, REFUSED, USAGE, WAITING, main, office, refused, world
from laptops import Laptop
from test_exchange import export, joined, meet, project, sender_number


def with_a_loss(w):
    """A laptop whose changes wait for a bundle that is lost, the office they come from,
    and the project they are about."""
    one = office(w)
    _, made = project(one)
    two = joined(w, one)
    meet(one, two)
    one.run('put', 'project', made, 'next_steps=lost')
    one.run('put', 'project', made, 'next_steps=lost, too')
    third = Laptop(w, 'third')
    third.run('join', export(one, '--full'), '--laptop', 'third', '--trust', sender_number(one, export(one)))
    # The second one is told of everything that the third has; the third misses what the bundle before had.
    one.run('import', export(third), '--trust', sender_number(third, export(third)), ends=(DONE, WAITING))
    one.run('put', 'project', made, 'title=After the loss')
    answer = two.json('import', export(one, '--to', 'third'), '--trust', sender_number(third, export(third)), ends=(WAITING,))[0]
    assert answer['waiting'] >= 1, answer
    return one, two, made


def lost_by(two):
    return two.json('status')['pending'][0]['wait_for'][0]


def test_waiting_changes_go_on_without_lost_ones():
    with world() as w:
        one, two, made = with_a_loss(w)
        lost = lost_by(two)
        assert lost['replica'] == one.json('status')['replica'], lost
        assert two.json('get', made)['title'] == 'Welders'
        answer = two.json('waive', lost['replica'], lost['from'], lost['to'])
        assert answer['released'] >= 1 and len(answer['spaces']) == 1, answer
        assert two.json('status')['pending'] == [] and two.json('get', made)['title'] == 'After the loss'
        assert two.json('get', made)['next_steps'] is None
        two.run('check')
        # What was lost turns up after all; both come to the same.
        two.run('import', export(one, '--full'), ends=(DONE, WAITING))
        one.run('import', export(two, '--full'), ends=(DONE, WAITING))
        two.run('import', export(one, '--full'), ends=(DONE, WAITING))
        assert two.json('get', made)['next_steps'] == 'lost, too'
        mine, theirs = one.json('digest')['spaces'], two.json('digest')['spaces']
        assert all(mine[space] == theirs[space] for space in theirs), (mine, theirs)


def test_words_that_come_too_late_are_told():
    with world() as w:
        one, two, made = with_a_loss(w)
        lost = lost_by(two)
        two.run('waive', lost['replica'], lost['from'], lost['to'])
        two.run('put', 'project', made, 'next_steps=of one who never saw what was lost')
        late = export(one, '--full')
        two.run('import', late, '--dry-run')
        said = two.start('import', late)
        assert said.returncode == DONE and 'arrived after they had been given up' in said.stderr, (said.stdout, said.stderr)
        assert ' 0 conflicts' in said.stdout and two.json('conflicts') == [], said.stdout
        assert two.json('get', made)['next_steps'] == 'of one who never saw what was lost'
        assert 'lost, too' in two.run('history', made)
        assert 'given up' not in two.start('import', late).stderr


def test_waive_names_laptops_and_says_what_it_did():
    with world() as w:
        one, two, _ = with_a_loss(w)
        lost = lost_by(two)
        assert 'taken in' in two.run('waive', 'office', lost['from'], lost['to'], '--space', 'partnership')
        assert two.json('status')['pending'] == []
        assert 'There is nothing to take back' in two.start('undo').stderr


def test_waive_refuses_what_makes_no_sense():
    with world() as w:
        one = office(w)
        own = one.json('status')['replica']
        other = '0194c9e2-5b7c-7000-8000-0123456789ab'
        refused(one, USAGE, 'waive', other, '3')
        refused(one, USAGE, 'waive', other, '0', '3', tells=('0',))
        refused(one, USAGE, 'waive', other, '5', '4', tells=('4', '5'))
        refused(one, USAGE, 'waive', 'nobody', '1', '2', tells=('nobody',))
        refused(one, USAGE, 'waive', other, '1', '2', '--space', 'nowhere', tells=('nowhere',))
        refused(one, REFUSED, 'waive', own, '1', '2', '--space', 'programme')
        before = one.json('digest')
        refused(one, REFUSED, 'waive', other, '1', '2', '--space', 'programme', tells=('Nothing here waits',))
        refused(one, REFUSED, 'waive', other, '1', '2', tells=('Nothing here waits',))
        assert one.json('digest') == before


def test_waive_gives_up_only_what_is_missed():
    with world() as w:
        one, two, made = with_a_loss(w)
        lost = lost_by(two)
        assert two.json('waive', lost['replica'], '1', '1000')['released'] >= 1
        assert two.json('status')['pending'] == []
        refused(two, REFUSED, 'waive', lost['replica'], '1', '1000', tells=('Nothing here waits',))


def test_blocking_is_taken_back():
    with world() as w:
        one = office(w)
        two = joined(w, one)
        meet(one, two)
        own, other = one.json('status')['replica'], two.json('status')['replica']

        def blocked():
            return {peer['replica']: peer['revoked'] for peer in one.json('trust', '--list')}.get(other)

        organisation = one.put('organisation', 'name=A', 'actor_group=ngo')
        refused(one, REFUSED, 'trust', own, '--revoke', '2026-11-21', tells=('another officer',))
        refused(one, REFUSED, 'put', 'replica', own, 'revoked_on=2026-11-21', tells=('another officer',))
        one.run('trust', other, '--revoke', '2026-11-21')
        assert blocked() == '2026-11-21'
        assert one.json('undo')['fields'] == 1 and blocked() is None
        assert one.json('get', organisation)['deleted'] is False
        one.run('put', 'replica', other, 'revoked_on=2026-11-20')
        assert blocked() == '2026-11-20'
        assert 'blocked since' in one.start('import', export(two, '--full')).stderr
        one.run('trust', other, '--revoke', '')
        assert blocked() is None
        one.run('import', export(two, '--full'), ends=(DONE, WAITING))
        # Nobody speaks for another laptop, and who is no officer blocks nobody.
        for said in ('label=X', 'person=X', 'place=X', 'sign_key=X', 'seal_key=X'):
            refused(one, REFUSED, 'put', 'replica', other, said, tells=('on that laptop',))
        refused(two, REFUSED, 'put', 'replica', own, 'revoked_on=2026-11-21', tells=('officers',))
        refused(two, REFUSED, 'trust', own, '--revoke', '', tells=('officers',))
        refused(one, USAGE, 'trust', other, '--revoke', 'today')


def contact(one):
    organisation = one.put('organisation', 'name=A', 'actor_group=ngo')
    made = one.put('contact', f'organisation={organisation}', 'name=Osoba Primjer', 'email=secretmail@example.org')
    one.run('put', 'contact', made, 'phone=387999888')
    return organisation, made


def test_an_erased_contact_leaves_nothing():
    with world() as w:
        one = office(w)
        _, made = contact(one)
        assert one.json('list', 'contact')[0]['id'] == made
        old = export(one, '--full', '--with-contacts')
        two = Laptop(w, 'two')
        two.run('join', old, '--laptop', 'two', '--trust', sender_number(one, old))
        one.run('put', 'contact', made, 'phone=387999777')
        one.run('erase', made)
        assert 'Nothing was taken back' in one.run('undo')
        for laptop in (one, two):
            if laptop is two:
                two.run('import', export(one, '--full', '--with-contacts'))
                two.run('import', old)
            assert laptop.json('list', 'contact') == []
            row = laptop.json('list', 'contact', '--deleted')[0]
            assert row['id'] == made and row['name'] is None and row['email'] is None, row
            data = laptop.workspace.read_bytes()
            for secret in (b'secretmail', b'Osoba Primjer', b'387999888', b'osoba primjer'):
                assert secret not in data, secret
            assert not laptop.workspace.with_name('workspace.lep-journal').exists()
            laptop.run('check')
        assert one.json('digest') == two.json('digest') or one.json('digest')['spaces'].keys() != two.json('digest')['spaces'].keys()


def test_backups_that_hold_what_was_erased_are_named():
    with world() as w:
        one = office(w)
        early, copy = one.folder / 'early.lep', one.folder / 'copy.lep'
        one.run('backup', early)
        _, made = contact(one)
        one.run('backup', copy)
        one.run('restore-backup', copy)     # what was there is kept: it has the contact
        one.run('restore-backup', early)    # so does this, and the one before it
        one.run('restore-backup', copy)     # that has none
        kept = sorted(str(path) for path in one.folder.rglob('*-backups/*.lep'))
        done = one.start('erase', made)
        assert done.returncode == DONE and done.stdout == '', done
        assert all(path in done.stderr for path in kept[:2]) and kept[2] not in done.stderr, (kept, done.stderr)
        for path in kept:
            os.unlink(path)
        organisation = one.put('organisation', 'name=Other', 'actor_group=ngo')
        other = one.put('contact', f'organisation={organisation}', 'name=Person B')
        assert one.start('erase', other).stderr == ''


def test_erasing_is_for_contacts_once_and_for_good():
    with world() as w:
        one = office(w)
        organisation, made = contact(one)
        refused(one, USAGE, 'erase', 'no-id', tells=('no-id',))
        refused(one, USAGE, 'erase', '0194c9e2-5b7c-7000-8000-0123456789ab')
        refused(one, REFUSED, 'erase', organisation, tells=('organisation',))
        assert one.json('erase', made) == {'id': made}
        for command in (('erase', made), ('put', 'contact', made, 'name=B'), ('delete', made), ('restore', made)):
            refused(one, REFUSED, *command)
        one.run('undo', ends=(DONE,))
        assert one.json('list', 'contact') == []
        assert one.json('list', 'contact', '--deleted')[0]['name'] is None


if __name__ == '__main__':
    main(__name__)
