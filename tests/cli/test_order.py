#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The order of lines: of lists, tables, entries of totals and papers it is that of the
records, whichever of them came here first."""

from clitest import DONE, WAITING, export, joined, main, office, project, sender_number, world

KINDS = ('organisation', 'membership', 'service', 'funding', 'budget_line', 'tranche', 'outcome', 'target', 'risk', 'indicator', 'category')


def write(laptop, name, partnership, its_project, organisation, indicator):
    """What somebody notes in the course of a day."""
    for i in range(3):
        laptop.put('membership', f'partnership={partnership}', f'organisation={organisation}', 'joined_on=2026-01-01', 'role=member')
        laptop.put('service', f'partnership={partnership}', f'name=Service {i}', 'started_on=2026-03-01')
        laptop.put('funding', f'project={its_project}', 'kind=private', f'organisation={organisation}', f'amount={100 + i}')
        laptop.put('budget_line', f'project={its_project}', 'heading=1', f'item={name} {i}', 'quantity=1000', 'unit_cost=100')
        laptop.put('tranche', f'project={its_project}', 'number=1', f'amount={100 + i}')
        laptop.put('outcome', f'project={its_project}', f'indicator={indicator}', 'from=2026-01-01', 'to=2026-03-31', f'value={1 + i}')
        laptop.put('target', f'project={its_project}', f'indicator={indicator}', f'value={50 + i}')
        laptop.put('risk', f'project={its_project}', f'text={name} {i}', 'likelihood=3')


def lines(laptop, partnership, its_project):
    """All that the laptop prints of this, by what was asked for."""
    laptop.clock = lambda: '2026-12-01T10:00:00.000Z'
    told = {}
    for kind in KINDS:
        told[kind] = laptop.run('list', kind)
    for sort in ('project', '-to', 'indicator', 'state', '-created_at', 'changed_at'):
        told[f'outcome {sort}'] = laptop.run('list', 'outcome', '--sort', sort)
    told['first ones'] = laptop.run('list', 'risk', '--limit', '2')
    told['of the project'] = laptop.run('list', 'funding', '--where', f'project={its_project}')
    told['found'] = laptop.run('list', 'risk', '--search', 'p')
    for code in ('TRAINED', 'SERVICES', 'ORGANISATIONS'):
        told[code] = laptop.json('total', code)['entries']
    for kind in ('outcome', 'funding'):
        laptop.run('csv', 'export', kind, laptop.folder / f'{kind}.csv')
        told[f'table of {kind}'] = (laptop.folder / f'{kind}.csv').read_text(encoding='utf-8')
    for report, of in (('project-summary', its_project), ('budget', its_project), ('results', its_project), ('tranches', its_project),
                       ('partnership-profile', partnership)):
        paper = laptop.folder / f'{report}.csv'
        laptop.run('report', report, of, '--output', paper)
        told[f'paper {report}'] = paper.read_text(encoding='utf-8')
    return told


def test_lines_do_not_depend_on_which_laptop_s_records_came_first():
    with world() as w:
        one = office(w)
        partnership, its_project = project(one)
        two = joined(w, one)
        bundle = export(two, '--full')
        one.run('import', bundle, '--trust', sender_number(two, bundle))
        organisations = [one.put('organisation', f'name=Organisation {i}', 'actor_group=ngo') for i in range(2)]
        two.run('import', export(one, '--full'))
        indicator = next(row['id'] for row in one.json('list', 'indicator') if row['code'] == 'TRAINED')
        # One after the other: each has its own here before those of the other come.
        for laptop, organisation in ((one, organisations[0]), (two, organisations[1])):
            write(laptop, laptop.name, partnership, its_project, organisation, indicator)
        bundles = [export(laptop, '--full') for laptop in (one, two)]
        one.run('import', bundles[1], ends=(DONE, WAITING))
        two.run('import', bundles[0], ends=(DONE, WAITING))
        assert one.digest() == two.digest()
        here, there = (lines(laptop, partnership, its_project) for laptop in (one, two))
        for asked, told in here.items():
            assert told == there[asked], f'{asked}:\n{told}\n{there[asked]}'


def test_the_standard_indicators_stand_in_their_own_order():
    with world() as w:
        one = office(w)
        codes = [row['code'] for row in one.json('list', 'indicator')]
        assert codes[:3] == ['TRAINED', 'EMPLOYED', 'SELF_EMPLOYED'], codes
        ages = [row['code'] for row in one.json('list', 'category') if row['dimension'] == 'age']
        assert ages[:3] == ['15_29', '30_49', '50_plus'], ages


def test_a_table_keeps_the_order_in_which_it_was_taken_in():
    with world() as w:
        one = office(w)
        names = [f'{i * 7919 % 1000:03d}' for i in range(1000)]
        table = one.folder / 'places.csv'
        table.write_text('name\n' + '\n'.join(names) + '\n')
        one.run('csv', 'import', 'place', table)
        assert [row['name'] for row in one.json('list', 'place', '--limit', '2000')] == names


if __name__ == '__main__':
    main(__name__)
