#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tables out and in through lepctl csv: what comes back is what went out, all lines or
none, and every bad line told with line, column and reason."""

import csv
import json

from clitest import REFUSED, USAGE, main, office, project, refused, world


def table(w, name, *lines):
    return w.stick(name, '\r\n'.join(lines).encode() + b'\r\n')


def rows_of(path):
    with open(path, encoding='utf-8', newline='') as file:
        return list(csv.DictReader(file))


def counts(laptop, *arguments):
    done = laptop.json('csv', 'import', *arguments)
    assert done['errors'] == [], done
    return done['new'], done['changed'], done['same']


def test_what_went_out_comes_in_again():
    with world() as w:
        laptop = office(w)
        _, made = project(laptop)
        laptop.put('project', made, 'grant=31293280', 'currency=BAM', 'target_groups=youth neet', 'summary=one\n"two", three;')
        path = w.path / 'projects.csv'
        assert laptop.json('csv', 'export', 'project', path) == {'file': str(path), 'rows': 1}
        row = rows_of(path)[0]
        assert (row['id'], row['grant'], row['target_groups']) == (made, '31293280', 'neet youth'), row
        before = laptop.json('digest')
        assert counts(laptop, 'project', path) == (0, 0, 1)
        assert laptop.json('digest') == before


def test_a_change_in_a_table_changes_only_that_field():
    with world() as w:
        laptop = office(w)
        made = laptop.put('organisation', 'name=A', 'actor_group=ngo', 'phone=1', 'notes=kept')
        path = table(w, 'o.csv', 'id,phone,name', f'{made},,B')
        assert counts(laptop, 'organisation', path) == (0, 1, 0)
        got = laptop.json('get', made)
        assert (got['name'], got['phone'], got['notes']) == ('B', None, 'kept'), got
        last = laptop.json('history', made)[0]
        assert 'notes' not in json.dumps(last), last
        laptop.run('undo')
        assert laptop.json('get', made)['phone'] == '1'


def test_columns_are_mapped_and_others_are_told():
    with world() as w:
        laptop = office(w)
        path = table(w, 'o.csv', 'Naziv;Group;Boja', 'Općina Konjic;municipality;red', 'Škola;education;blue')
        done = laptop.json('csv', 'import', 'organisation', path, '--map', 'name=Naziv', '--map', 'actor_group=Group')
        assert (done['new'], done['ignored']) == (2, ['Boja']), done
        assert sorted(row['name'] for row in laptop.json('list', 'organisation')) == ['Općina Konjic', 'Škola']
        refused(laptop, USAGE, 'csv', 'import', 'organisation', path, '--map', 'name=Nothing', tells=['Nothing'])
        refused(laptop, USAGE, 'csv', 'import', 'organisation', path, '--map', 'colour=Boja', tells=['colour'])
        refused(laptop, USAGE, 'csv', 'import', 'nothing', path, tells=['nothing'])


def test_references_are_names():
    with world() as w:
        laptop = office(w)
        partnership, made = project(laptop)
        path = table(w, 'r.csv', 'project,indicator,from,to,value', 'Welders,TRAINED,2026-01-01,2026-03-31,12',
                     f'{made},TRAINED,2026-04-01,2026-06-30,3')
        assert counts(laptop, 'outcome', path) == (2, 0, 0)
        assert laptop.json('total', 'TRAINED', '--partnership', partnership)['total'] == 15


def test_one_bad_line_changes_nothing_and_all_are_told():
    with world() as w:
        laptop = office(w)
        path = table(w, 'o.csv', 'name,actor_group', 'Good,ngo', 'Bad,nobody', ',ngo', '"Two\nlines",ngo', 'More,ngo,cells')
        before = laptop.json('digest')
        done = laptop.start('csv', 'import', 'organisation', path, '--json')
        assert done.returncode == REFUSED and len(done.stderr.splitlines()) == 1, done
        assert 'line 3' in done.stderr and 'actor_group' in done.stderr, done.stderr
        told = json.loads(done.stdout)
        where = [(error['line'], error['column']) for error in told['errors']]
        assert (3, 'actor_group') in where and (5, 'name') in where and (7, None) in where, told
        assert told['new'] == 0 and laptop.json('digest') == before
        assert laptop.json('list', 'organisation') == []


def test_rules_are_told_line_by_line():
    with world() as w:
        laptop = office(w)
        project(laptop)
        path = table(w, 'r.csv', 'project,indicator,from,to,value', 'Welders,TRAINED,2026-03-31,2026-01-01,12',
                     'Welders,TRAINED,2026-01-01,2026-01-31,1', 'Welders,EMPLOYED,2026-05-31,2026-05-01,2',
                     'Welders,TRAINED,2026-02-01,2026-02-28,')
        done = laptop.start('csv', 'import', 'outcome', path, '--json')
        where = [(error['line'], error['column']) for error in json.loads(done.stdout)['errors']]
        assert done.returncode == REFUSED and where == [(2, 'to'), (4, 'to'), (5, 'value')], (where, done.stderr)
        assert laptop.json('list', 'outcome') == []


def test_bad_cells_and_broken_rules_are_told_together():
    with world() as w:
        laptop = office(w)
        project(laptop)
        path = table(w, 'r.csv', 'project,indicator,from,to,value', 'Welders,TRAINED,2026-03-31,2026-01-01,12',
                     'Welders,TRAINED,2026-01-01,31.1.2026,1', 'Welders,TRAINED,2026-01-01,2026-01-31,3',
                     *(f'Welders,TRAINED,2026-01-01,2026-01-{day:02d},' for day in range(1, 29)))
        done = laptop.start('csv', 'import', 'outcome', path, '--json')
        where = [(error['line'], error['column']) for error in json.loads(done.stdout)['errors']]
        expected = [(2, 'to'), (3, 'to'), *((line, 'value') for line in range(5, 33))]
        assert done.returncode == REFUSED and where == expected, (where, done.stderr)
        assert laptop.json('list', 'outcome') == []


def test_a_look_ahead_writes_nothing():
    with world() as w:
        laptop = office(w)
        path = table(w, 'o.csv', 'name,actor_group', 'Good,ngo')
        before = laptop.json('digest')
        assert counts(laptop, 'organisation', path, '--dry-run') == (1, 0, 0)
        assert laptop.json('digest') == before and laptop.json('list', 'organisation') == []
        bad = table(w, 'b.csv', 'name,actor_group', 'Good,nobody')
        assert laptop.start('csv', 'import', 'organisation', bad, '--dry-run').returncode == REFUSED


def test_the_same_record_twice_is_refused():
    with world() as w:
        laptop = office(w)
        made = laptop.put('organisation', 'name=A', 'actor_group=ngo')
        path = table(w, 'o.csv', 'id,name', f'{made},B', f'{made},C')
        refused_at(laptop, path, 'organisation', 3)
        assert laptop.json('get', made)['name'] == 'A'


def refused_at(laptop, path, kind, line):
    done = laptop.start('csv', 'import', kind, path, '--json')
    assert done.returncode == REFUSED, done
    assert line in [error['line'] for error in json.loads(done.stdout)['errors']], done.stdout


def test_a_natural_key_meets_its_record():
    with world() as w:
        laptop = office(w)
        _, made = project(laptop)
        result = laptop.put('outcome', f'project={made}', 'indicator=TRAINED', 'from=2026-01-01', 'to=2026-01-31', 'value=5')
        path = table(w, 'b.csv', 'outcome,dimension,category,value', f'{result},sex,women,2', f'{result},sex,men,3')
        assert counts(laptop, 'breakdown', path) == (2, 0, 0)
        path = table(w, 'b.csv', 'outcome,dimension,category,value', f'{result},sex,women,1', f'{result},sex,men,3')
        assert counts(laptop, 'breakdown', path) == (0, 1, 1)
        assert len(laptop.json('list', 'breakdown')) == 2


def test_formulas_do_no_harm_and_come_back():
    with world() as w:
        laptop = office(w)
        made = laptop.put('organisation', 'name==HYPERLINK("http://example.org")', 'actor_group=ngo', 'phone=+387 33 123-456',
                          "notes='=1")
        path = w.path / 'o.csv'
        laptop.run('csv', 'export', 'organisation', path)
        row = rows_of(path)[0]
        assert row['name'].startswith("'=") and row['phone'] == '+387 33 123-456' and row['notes'] == "''=1", row
        assert counts(laptop, 'organisation', path) == (0, 0, 1)
        assert laptop.json('get', made)['name'].startswith('=HYPERLINK')


def test_what_is_no_table_is_refused():
    with world() as w:
        laptop = office(w)
        refused(laptop, REFUSED, 'csv', 'import', 'organisation', w.stick('a.csv', b'name\n"open'), tells=['Line 2'])
        refused(laptop, REFUSED, 'csv', 'import', 'organisation', w.stick('b.csv', b''), tells=['empty'])
        refused(laptop, REFUSED, 'csv', 'import', 'organisation', w.stick('c.csv', b'name\nOp\xe6ina\n'), tells=['UTF-8'])
        refused(laptop, REFUSED, 'csv', 'import', 'organisation', w.stick('d.csv', b'name\nA\0B\n'), tells=['not text'])
        refused(laptop, REFUSED, 'csv', 'import', 'organisation', w.stick('e.csv', b'name,name\nA,B\n'), tells=['two columns'])
        refused(laptop, USAGE, 'csv', 'import', 'organisation', w.path / 'none.csv')


def fundings(laptop):
    return sorted((row['kind'], row['amount'], row['committed_on'], row['proof']) for row in laptop.json('list', 'funding'))


def test_tables_of_people_are_read_in_their_language():
    with world() as w:
        laptop = office(w)
        _, made = project(laptop)
        laptop.put('project', made, 'grant=30000000', 'cofinancing=1000000', 'currency=BAM')
        lines = ['Projekat;Vrsta;Iznos;Obećano dana;Dokaz', 'Welders;Općina;1.234,50;31.1.2026;Odluka Škole',
                 'Welders;private;2500;2026-02-01;Žiro', '']
        latin = w.stick('latin.csv', '\r\n'.join(lines).encode('cp1250'))
        done = laptop.json('csv', 'import', 'funding', latin, '--language', 'bs')
        assert (done['new'], done['errors'], done['ignored']) == (2, [], []), done
        assert fundings(laptop) == [('municipal', 123450, '2026-01-31', 'Odluka Škole'), ('private', 250000, '2026-02-01', 'Žiro')]
        laptop.run('undo')
        assert laptop.json('list', 'funding') == [], 'one step'

        lines = ['Пројекат;Врста;Износ;Обећано дана;Доказ', 'Welders;Општина;1 234,5;31. 1. 2026.;Одлука', '']
        for name, encoding in (('cyrillic.csv', 'cp1251'), ('utf8.csv', 'utf-8-sig'), ('utf16.csv', 'utf-16')):
            cyrillic = w.stick(name, '\r\n'.join(lines).encode(encoding))
            assert counts(laptop, 'funding', cyrillic, '--language', 'sr-Cyrl', '--dry-run') == (1, 0, 0)
        assert counts(laptop, 'funding', cyrillic, '--language', 'sr-Cyrl') == (1, 0, 0)
        assert fundings(laptop) == [('municipal', 123450, '2026-01-31', 'Одлука')]

        english = table(w, 'english.csv', 'Project,What,Amount,Day', 'Welders,Canton,"1,000.25",1 Feb 2026')
        assert counts(laptop, 'funding', english, '--language', 'en', '--map', 'kind=What', '--map', 'committed_on=Day') == (1, 0, 0)
        assert ('cantonal', 100025, '2026-02-01', None) in fundings(laptop)


def test_amounts_have_the_decimals_of_their_currency():
    with world() as w:
        laptop = office(w)
        _, made = project(laptop)
        laptop.put('project', made, 'currency=JPY')
        yen = table(w, 'yen.csv', 'Project,Kind,Amount', 'Welders,municipal,"1,234"')
        assert counts(laptop, 'funding', yen, '--language', 'en') == (1, 0, 0)
        (row,) = laptop.json('list', 'funding')
        assert row['amount'] == 1234, row
        changed = table(w, 'changed.csv', 'id,Amount', f'{row["id"]},"2,000 JPY"')
        assert counts(laptop, 'funding', changed, '--language', 'en') == (0, 1, 0)
        assert [row['amount'] for row in laptop.json('list', 'funding')] == [2000]
        for amount in ('"1,234.50"', '5 EUR'):
            refused = table(w, 'refused.csv', 'Project,Kind,Amount', f'Welders,private,{amount}')
            assert laptop.start('csv', 'import', 'funding', refused, '--language', 'en').returncode == REFUSED, amount
        spent = table(w, 'spent.csv', 'Amount,Project,Spent on,Heading,Description,Currency', '1.234,Welders,1 Feb 2026,other,Oil,KWD')
        assert counts(laptop, 'expenditure', spent, '--language', 'en') == (1, 0, 0)
        assert [row['amount'] for row in laptop.json('list', 'expenditure')] == [1234]


def test_target_groups_are_all_taken_in_or_refused():
    with world() as w:
        laptop = office(w)
        _, made = project(laptop)
        cells = {'over_50 women': ['over_50', 'women'], 'women youth': ['women', 'youth'], 'other women': ['other', 'women'],
                 'rural_women women youth': ['rural_women', 'women', 'youth'], 'Women, Over 50': ['over_50', 'women'],
                 'Not in employment, education or training; Women': ['neet', 'women'], 'Rural; over_50 women': ['over_50', 'rural_women', 'women'],
                 'women/youth|Returnees': ['returnee', 'women', 'youth']}
        for cell, groups in cells.items():
            laptop.put('project', made, 'target_groups=')
            path = table(w, 'p.csv', 'id,target_groups', f'{made},"{cell}"')
            assert counts(laptop, 'project', path, '--language', 'en') == (0, 1, 0), cell
            assert laptop.json('get', made)['target_groups'] == groups, cell
        for cell in 'Women and young people', 'Women Youth', 'women nobody':
            path = table(w, 'p.csv', 'id,target_groups', f'{made},{cell}')
            assert laptop.start('csv', 'import', 'project', path, '--language', 'en').returncode == REFUSED, cell
        path = w.path / 'projects.csv'
        laptop.json('csv', 'export', 'project', path)
        assert counts(laptop, 'project', path, '--language', 'en') == (0, 0, 1)


def test_a_currency_may_be_written_as_screens_show_it():
    with world() as w:
        laptop = office(w)
        _, made = project(laptop)
        laptop.put('project', made, 'currency=EUR')
        lines = [f'{made},2026-02-01,1,{currency}' for currency in ('KM', 'km', 'КМ', '€', 'Konvertibilna marka', 'CHF')]
        path = table(w, 'spent.csv', 'project,spent_on,amount,currency', *lines)
        assert counts(laptop, 'expenditure', path, '--language', 'bs') == (6, 0, 0)
        assert [row['currency'] for row in laptop.json('list', 'expenditure')].count('BAM') == 4
        path = table(w, 'spent.csv', 'project,spent_on,amount,currency', f'{made},2026-02-01,1,kuna')
        assert laptop.start('csv', 'import', 'expenditure', path, '--language', 'bs').returncode == REFUSED


def test_bad_cells_of_people_are_all_told_in_their_place():
    with world() as w:
        laptop = office(w)
        _, made = project(laptop)
        laptop.put('project', made, 'grant=30000000', 'currency=BAM')
        path = table(w, 'bad.csv', 'Project;Kind;Amount;Committed on', 'Welders;Grant;1,234.50;1.2.2026', 'Welders;Castle;100,00;31.2.2026',
                     'Welders;Grant;100,00;1.2.2026', 'Nobody;Grant;5;')
        done = laptop.start('csv', 'import', 'funding', path, '--language', 'bs', '--json')
        where = [(error['line'], error['column']) for error in json.loads(done.stdout)['errors']]
        assert done.returncode == REFUSED and where == [(2, 'Amount'), (3, 'Kind'), (3, 'Committed on'), (5, 'Project')], (where, done.stderr)
        assert laptop.json('list', 'funding') == []


def test_a_standard_indicator_has_the_name_that_is_shown():
    with world() as w:
        laptop = office(w)
        _, made = project(laptop)
        for language, name in (('bs', 'Obučene osobe'), ('sr-Cyrl', 'Обучене особе')):
            path = w.stick(f'{language}.csv', f'project,indicator,from,to,value\n{made},{name},1.1.2026.,30.6.2026.,12\n'.encode())
            assert counts(laptop, 'outcome', path, '--language', language) == (1, 0, 0)
        assert laptop.json('total', 'TRAINED')['total'] == 24


def test_a_language_is_said_never_guessed():
    with world() as w:
        laptop = office(w)
        path = w.stick('o.csv', 'name;actor_group\r\nŠkola;ngo\r\n'.encode('cp1250'))
        refused(laptop, REFUSED, 'csv', 'import', 'organisation', path, tells=['UTF-8'])
        label = table(w, 'l.csv', 'name,actor_group', 'School,Education and training')
        assert laptop.start('csv', 'import', 'organisation', label).returncode == REFUSED
        refused(laptop, USAGE, 'csv', 'import', 'organisation', path, '--language', 'tlh', tells=['tlh'])
        refused(laptop, USAGE, 'csv', 'export', 'organisation', path, '--language', 'bs', tells=['--language'])
        refused(laptop, REFUSED, 'csv', 'import', 'organisation', w.stick('z.csv', b'name\0\xe6\n'), '--language', 'bs', tells=['z.csv', 'not text'])
        refused(laptop, USAGE, 'csv', 'import', 'organisation', w.path / 'none.csv', '--language', 'bs')
        assert counts(laptop, 'organisation', label, '--language', 'hr') == (1, 0, 0)


if __name__ == '__main__':
    main(__name__)
