#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""An older program stands between two newer ones: what it does not know it keeps, passes
on and agrees about, and shows once it is upgraded.

Usage: test_old.py LEPCTL LEPCTL-OLD
"""

import os
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / 'cli'))

from clitest import main, office, project, world
from laptops import Laptop

OLD = os.path.abspath(sys.argv[2])


def digests(laptop):
    return laptop.json('digest')['spaces']


def agree(*laptops):
    first = digests(laptops[0])
    for other in laptops[1:]:
        assert digests(other) == first, f'{laptops[0].name} and {other.name}: {first}, {digests(other)}'


def joined(w, name, data, program=None):
    made = Laptop(w, name)
    made.program = program or made.program
    path = w.stick('start.lepx', data)
    made.run('join', path, '--laptop', name, '--person', f'Person {name}', '--place', 'Konjic', *made.trusting(data))
    return made


def pass_on(one, other, ends=(0, 6)):
    data = one.export('--full')
    return other.take(data, *other.trusting(data), ends=ends)


def chain(w):
    """New, old, new: the last one has all only through the old one."""
    one = office(w)
    _, made = project(one)
    old = joined(w, 'old', one.export('--full'), OLD)
    last = joined(w, 'last', old.export('--full'))
    return one, old, last, made


def test_the_old_program_knows_less():
    with world() as w:
        _, old, last, made = chain(w)
        kinds = [{kind['name']: [field['name'] for field in kind['fields']] for kind in laptop.json('schema')['kinds']}
                 for laptop in (old, last)]
        assert 'risk' in kinds[1] and 'risk' not in kinds[0]
        assert 'summary' in kinds[1]['project'] and 'summary' not in kinds[0]['project']
        old.run('put', 'project', made, 'summary=x', ends=(2, 3))


def test_it_relays_what_it_does_not_know():
    with world() as w:
        one, old, last, made = chain(w)
        one.put('project', made, 'summary=Of tomorrow', 'title=New title')
        risk = one.put('risk', f'project={made}', 'text=Nobody applies', 'likelihood=3')
        pass_on(one, old)
        agree(one, old)
        assert old.json('get', made)['title'] == 'New title'
        assert old.json('list', 'risk')[0]['text'] == 'Nobody applies', 'an unknown kind is not shown as it came'
        assert old.json('history', made) and 'Of tomorrow' in old.run('history', made)
        pass_on(old, last)
        agree(one, last)
        assert last.json('get', made)['summary'] == 'Of tomorrow'
        assert last.json('get', risk)['likelihood'] in (3, '3')


def test_it_keeps_conflicts_that_it_does_not_know():
    with world() as w:
        one, old, last, made = chain(w)
        one.put('project', made, 'summary=By one')
        last.put('project', made, 'summary=By the last')
        pass_on(one, old)
        pass_on(last, old)
        assert [(c['field'], sorted(v['value'] for v in c['values'])) for c in old.json('conflicts')] == [
            ('summary', ['By one', 'By the last'])], old.json('conflicts')
        pass_on(old, one)
        pass_on(old, last)
        agree(one, old, last)
        assert one.json('conflicts')[0]['field'] == 'summary'
        # Whoever sees both settles it, also through the old one.
        old.run('resolve', made, 'summary', '--pick', '2')
        pass_on(old, last)
        pass_on(old, one)
        agree(one, old, last)
        assert one.json('conflicts') == last.json('conflicts') == []


def test_its_own_edits_lose_nothing():
    with world() as w:
        one, old, last, made = chain(w)
        one.put('project', made, 'summary=Stays', 'next_steps=Stay too')
        risk = one.put('risk', f'project={made}', 'text=Flood')
        pass_on(one, old)
        old.put('project', made, 'title=By the old one')
        old.run('rebuild')
        old.run('check')
        pass_on(old, last)
        shown = last.json('get', made)
        assert (shown['title'], shown['summary'], shown['next_steps']) == ('By the old one', 'Stays', 'Stay too')
        assert last.json('get', risk)['text'] == 'Flood'
        old.run('undo')
        pass_on(old, last)
        assert last.json('get', made)['title'] == 'Welders' and last.json('get', made)['summary'] == 'Stays'
        agree(old, last)


def test_a_deletion_by_the_old_one_meets_an_unknown_field():
    with world() as w:
        one, old, last, made = chain(w)
        old.run('delete', made)
        one.put('project', made, 'summary=Still worked on')
        pass_on(one, old)
        assert [c['field'] for c in old.json('conflicts')] == ['life']
        pass_on(old, last)
        assert [c['field'] for c in last.json('conflicts')] == ['life']
        agree(old, last)


def test_after_its_upgrade_it_shows_all():
    with world() as w:
        one, old, last, made = chain(w)
        one.put('project', made, 'summary=Of tomorrow')
        risk = one.put('risk', f'project={made}', 'text=Nobody applies', 'impact=5')
        pass_on(one, old)
        before = digests(old)
        old.program = one.program
        assert old.json('get', made)['summary'] == 'Of tomorrow'
        old.put('project', made, 'next_steps=After the upgrade')
        assert old.json('get', risk)['impact'] in (5, '5')
        assert [row['text'] for row in old.json('list', 'risk')] == ['Nobody applies']
        assert set(digests(old)) == set(before)
        old.run('check')
        pass_on(old, last)
        pass_on(old, one)
        agree(one, old, last)
        # An upgrade is preceded by a copy of the workspace.
        assert list(old.folder.glob('workspace-backups/*.lep')), 'no copy was made before the upgrade'


def test_back_to_the_old_program_and_forth_loses_nothing():
    with world() as w:
        one, _, _, made = chain(w)
        one.put('project', made, 'summary=Of tomorrow')
        before = digests(one)
        one.program = OLD
        assert digests(one) == before
        one.put('project', made, 'title=By the old program')
        one.program = w.lepctl
        shown = one.json('get', made)
        assert (shown['title'], shown['summary']) == ('By the old program', 'Of tomorrow'), shown
        one.run('check')


if __name__ == '__main__':
    main(__name__)
