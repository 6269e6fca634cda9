#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The sample: the published numbers come out, and no person is in it."""

import json
import re

from clitest import REFUSED, main, refused, world
from laptops import Laptop


def sample(w):
    laptop = Laptop(w, 'sample')
    laptop.run('demo')
    return laptop


def only(rows):
    assert len(rows) == 1, rows
    return rows[0]


def by_name(laptop, kind, field, value):
    return only(laptop.json('list', kind, '--where', f'{field}={value}'))


def percent(part, whole):
    return (part * 10000 * 2 + whole) // (2 * whole)


def test_novi_grad():
    with world() as w:
        laptop = sample(w)
        project = by_name(laptop, 'project', 'reference', 'LEP1-NGS')['id']
        trained = laptop.json('total', 'TRAINED', '--project', project, '--by', 'sex')
        employed = laptop.json('total', 'EMPLOYED', '--project', project)
        assert trained['total'] == 60 and trained['by']['women'] == 14 and trained['by']['men'] == 46, trained
        assert employed['total'] == 42 and [e['value'] for e in employed['entries']] in ([30, 12], [12, 30]), employed
        assert percent(employed['total'], trained['total']) == 7000
        figures = laptop.json('list', 'published_figure', '--search', 'Novi Grad Sarajevo')
        split = {f['subject']: f['value'] for f in figures if ':' in f['subject']}
        assert split == {'Novi Grad Sarajevo: women': 11, 'Novi Grad Sarajevo: men': 31}, split


def test_the_five_groups():
    with world() as w:
        laptop = sample(w)
        missing = {f['id'] for f in laptop.json('attention') if f['rule'] == 1}
        for name, complete in (('LEP Novi Grad Sarajevo', True), ('LEP Prnjavor', True), ('LEP Krajina', False), ('LEP Zenica', False)):
            partnership = by_name(laptop, 'partnership', 'short_name', name)
            assert partnership['status'] == 'active', partnership
            assert (partnership['id'] not in missing) == complete, name


def test_money():
    with world() as w:
        laptop = sample(w)
        zenica = by_name(laptop, 'project', 'reference', 'LEP2-ZEN')
        total = zenica['grant'] + zenica['cofinancing']
        assert (zenica['grant'], zenica['cofinancing'], total) == (31293280, 16628134, 47921414), zenica
        assert percent(zenica['cofinancing'], total) == 3470
        assert sum(f['amount'] for f in laptop.json('list', 'funding', '--where', f'project={zenica["id"]}')) == total
        prnjavor = by_name(laptop, 'project', 'reference', 'LEP1-PRN')
        tranches = laptop.json('list', 'tranche', '--where', f'project={prnjavor["id"]}', '--sort', 'number')
        assert [t['amount'] for t in tranches] == [10000000, 8000000, 2000000], tranches
        assert [t['percent'] for t in tranches] == [5000, 4000, 1000] and prnjavor['currency'] == 'EUR'
        assert sum(t['amount'] for t in tranches) == prnjavor['grant']
        assert sum(t['amount'] for t in laptop.json('list', 'tranche', '--where', f'project={zenica["id"]}')) == zenica['grant']
        for one, whole in ((zenica, total), (prnjavor, 20000000)):
            lines = laptop.json('list', 'budget_line', '--where', f'project={one["id"]}')
            assert sum((line['quantity'] * line['unit_cost'] + 500) // 1000 for line in lines) == whole, lines
        assert [one for one in laptop.json('attention') if one['rule'] == 4] == [], 'no source is charged with more than it has'


def test_periods_hold_what_was_counted():
    with world() as w:
        laptop = sample(w)
        periods = laptop.json('list', 'period', '--sort', 'from')
        assert [period['status'] for period in periods] == ['approved', 'approved'], periods
        held = {(row['period'], row['indicator']): row['value'] for row in laptop.json('list', 'snapshot')}
        indicators = {row['code']: row['id'] for row in laptop.json('list', 'indicator')}
        assert held[(periods[1]['id'], indicators['TRAINED'])] == 60, held


def test_published_figures():
    with world() as w:
        laptop = sample(w)
        indicators = {row['id']: row['code'] for row in laptop.json('list', 'indicator')}
        figures = [f for f in laptop.json('list', 'published_figure') if f['subject'] == 'LEP I Bosnia and Herzegovina']
        exact = {indicators[f['indicator']]: f['value'] for f in figures if f['qualifier'] == 'exactly'}
        assert exact == {'INITIATIVES': 19, 'ORGANISATIONS': 143, 'SERVICES': 38, 'TRAINED': 1584, 'EMPLOYED': 517}, exact
        assert (517 * 1000 + 792) // 1584 == 326
        assert len(laptop.json('list', 'published_figure')) == 25
        centar = by_name(laptop, 'project', 'reference', 'LEP2-CNS')['id']
        assert laptop.json('total', 'TRAINED', '--project', centar)['total'] == 125


def test_organisations_are_counted_once():
    with world() as w:
        laptop = sample(w)
        real = [one for one in laptop.json('list', 'organisation') if not (one['notes'] or '').startswith('Izmišljeno')]
        assert len(real) == 26
        assert len(laptop.json('list', 'membership')) == 26
        assert len([one for one in laptop.json('list', 'partnership') if '(primjer)' not in one['name']]) == 6
        assert len([one for one in laptop.json('list', 'project') if not one['reference'].startswith('PRIMJER')]) == 7


def test_a_made_up_project_adds_no_project():
    with world() as w:
        laptop = sample(w)
        project = by_name(laptop, 'project', 'reference', 'PRIMJER-01')
        of = ('--where', f'project={project["id"]}')
        whole = project['grant'] + project['cofinancing']
        assert 'izmišljeni' in project['summary'] and project['status'] == 'contracting'
        assert laptop.json('get', project['application'])['status'] == 'contracted'
        assert sum(one['amount'] for one in laptop.json('list', 'funding', *of)) == whole
        assert sum((one['quantity'] * one['unit_cost'] + 500) // 1000 for one in laptop.json('list', 'budget_line', *of)) == whole
        assert [one['status'] for one in laptop.json('list', 'tranche', *of, '--sort', 'number')] == ['requested', 'planned', 'planned']
        assert only(laptop.json('list', 'amendment', *of))['number'] == 1
        assert len(laptop.json('list', 'service', *of)) == 2
        owners = {one['owner'] for one in laptop.json('list', 'document')}
        assert len(owners) == 3 and {project['id'], project['application']} < owners, owners
        assert all(one['name'].startswith('Primjer') for one in laptop.json('list', 'service'))
        assert laptop.json('total', 'INITIATIVES')['total'] == 7


def test_people_are_fictitious():
    with world() as w:
        laptop = sample(w)
        for contact in laptop.json('list', 'contact'):
            assert contact['email'].endswith('@example.org'), contact
        for meeting in laptop.json('list', 'meeting'):
            assert 'Primjer' in meeting['minutes'], meeting
        for call in laptop.json('list', 'call'):
            assert call['title'].startswith('Primjer') and 'ne postoje' in call['summary'], call
        for application in laptop.json('list', 'application'):
            lead, partnership = laptop.json('get', application['lead']), laptop.json('get', application['partnership'])
            assert '(primjer)' in lead['name'] or '(примјер)' in lead['name'], lead
            assert '(primjer)' in partnership['name'], partnership
        for assessor in laptop.json('list', 'assessor'):
            assert any(word in assessor['name'] for word in ('Primjer', 'Uzorak', 'Примјер')), assessor
        for kind, field in (('decision', 'text'), ('budget_line', 'item'), ('expenditure', 'note'), ('period', 'narrative'), ('risk', 'text'),
                            ('assessment_round', 'note'), ('feedback', 'text'), ('peer_review', 'subject')):
            rows = laptop.json('list', kind)
            assert rows and all(row[field].startswith('Primjer') for row in rows), (kind, rows)
        text = ''.join(json.dumps(laptop.json('list', kind)) for kind in ('organisation', 'partnership', 'project', 'outcome'))
        assert not re.search(r'[\w.]+@[\w.]+', text)


def test_the_sample_comes_into_a_new_workspace_only():
    with world() as w:
        laptop = sample(w)
        refused(laptop, REFUSED, 'demo', tells=('programme',))
        empty = w.laptop('empty')
        empty.run('demo')
        assert len(empty.json('list', 'project')) == 8


if __name__ == '__main__':
    main(__name__)
