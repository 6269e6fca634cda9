#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""History and undo through lepctl."""

from clitest import REFUSED, USAGE, export, joined, main, office, project, refused, world
from laptops import Laptop


def test_history_tells_who_wrote_what_when():
    with world() as w:
        laptop = office(w)
        made = laptop.put('organisation', 'name=A', 'actor_group=ngo')
        laptop.run('put', 'organisation', made, 'phone=1')
        laptop.run('delete', made)
        entries = laptop.json('history', made)
        assert [entry['life'] for entry in entries] == ['deleted', None, None], entries
        assert entries[1]['sets'] == {'phone': '1'} and entries[2]['sets'] == {'name': 'A', 'actor_group': 'ngo'}, entries
        assert all(entry['by'] == 'Person office' and entry['label'] == 'office' and entry['own'] for entry in entries)
        assert entries[0]['at'] > entries[1]['at'] > entries[2]['at']
        assert 'phone=1' in laptop.run('history', made)


def test_undo_takes_back_step_by_step_and_can_be_followed():
    with world() as w:
        laptop = office(w)
        made = laptop.put('organisation', 'name=A', 'actor_group=ngo', 'phone=1')
        laptop.run('put', 'organisation', made, 'phone=2', 'email=a@example.org')
        assert laptop.json('undo') == {'fields': 2, 'rows': 0, 'skipped': 0, 'settled': 0}
        got = laptop.json('get', made)
        assert (got['phone'], got['email']) == ('1', None), got
        assert laptop.json('undo')['rows'] == 1
        assert laptop.json('get', made)['deleted'] is True
        refused(laptop, USAGE, 'undo')
        assert len(laptop.json('history', made)) == 4


def test_nothing_new_writes_nothing_and_undo_takes_back_what_was_done():
    with world() as w:
        laptop = office(w)
        made = laptop.put('organisation', 'name=A', 'actor_group=ngo')
        laptop.run('put', 'organisation', made, 'phone=1')
        before = laptop.json('status')['changes'], laptop.json('digest')
        laptop.run('put', 'organisation', made, 'phone=1', 'email=')
        laptop.run('restore', made)
        edits = (f'<changes xmlns="urn:lep:changes:1"><change><row kind="organisation" id="{made}" life="restored">'
                 '<set f="name">A</set></row></change></changes>')
        assert laptop.json('apply', w.stick('same.xml', edits.encode())) == {'rows': 1, 'changes': []}
        assert (laptop.json('status')['changes'], laptop.json('digest')) == before
        assert laptop.json('undo')['fields'] == 1
        assert laptop.json('get', made)['phone'] is None
        laptop.run('delete', made)
        laptop.run('delete', made)
        laptop.run('undo')
        assert laptop.json('get', made)['deleted'] is False


def test_undo_gives_back_what_was_deleted():
    with world() as w:
        laptop = office(w)
        _, made = project(laptop)
        outcome = laptop.put('outcome', f'project={made}', 'indicator=TRAINED', 'from=2026-01-01', 'to=2026-06-30', 'value=60')
        laptop.run('delete', made)
        laptop.run('undo')
        assert not laptop.json('get', made)['deleted'] and not laptop.json('get', outcome)['deleted']


def test_undo_stops_at_the_founding():
    with world() as w:
        laptop = office(w)
        refused(laptop, USAGE, 'undo')
        assert len(laptop.json('list', 'programme')) == 1
        sample = Laptop(w, 'sample')
        sample.run('demo')
        refused(sample, USAGE, 'undo')


def test_what_was_deleted_together_comes_back_together():
    with world() as w:
        one = office(w)
        partnership = one.put('partnership', 'name=P')
        project = one.put('project', f'partnership={partnership}', 'title=T', 'activity=retraining')
        risks = [one.put('risk', f'project={project}', f'text=R{i}') for i in range(3)]
        one.run('delete', risks[0])
        one.run('delete', project)
        one.run('restore', project, '--together')
        assert {each['id'] for each in one.json('list', 'risk')} == set(risks[1:])
        one.run('restore', project, '--together')
        one.run('undo')
        assert one.json('list', 'project') == one.json('list', 'risk') == []
        one.run('restore', project)
        assert len(one.json('list', 'project')) == 1 and one.json('list', 'risk') == []


def test_an_import_is_taken_back():
    with world() as w:
        one = office(w)
        made = one.put('organisation', 'name=A', 'actor_group=ngo')
        two = joined(w, one)
        one.put('organisation', made, 'name=B', 'phone=1')
        one.put('organisation', 'name=New', 'actor_group=ngo')
        path = export(one, '--full')
        two.run('import', path)
        two.put('organisation', made, 'phone=2')
        done = two.json('undo', '--import', path)
        assert (done['fields'], done['rows'], done['skipped']) == (1, 1, 1), done
        got = two.json('get', made)
        assert (got['name'], got['phone']) == ('A', '2') and len(two.json('list', 'organisation')) == 1, got
        refused(two, REFUSED, 'undo', '--import', path, tells=('taken back already',))
        refused(two, USAGE, 'undo', '--import', '99', tells=('99',))
        refused(two, USAGE, 'undo', '--import', w.path / 'none.lepx', tells=('none.lepx',))
        refused(one, USAGE, 'undo', '--import', path, tells=('not opened here',))


if __name__ == '__main__':
    main(__name__)
