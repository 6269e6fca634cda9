#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Bundles between laptops that both run lepctl: export, join, import, trust, conflicts,
what waits."""

import os
import re
import zipfile

from clitest import BUNDLE, DONE, REFUSED, USAGE, WAITING, export, joined, main, office, project, refused, sender_number, world
from laptops import Laptop

SIGNER = re.compile(r'unknown signer (\S+) "(.*)" (.*?)(?:, (.*))?: ((\d{5} ){5}\d{5})$')


def number_of(laptop, bundle):
    """The number that an unknown signer is shown with."""
    done = laptop.start('import', bundle)
    assert done.returncode == BUNDLE and done.stdout == '', done
    found = SIGNER.search(done.stderr.splitlines()[0])
    assert found, done.stderr
    return found.group(5)


def meet(one, two):
    """Each takes the other's bundle; the first is made to trust the second."""
    bundle = export(two, '--full')
    one.run('import', bundle, '--trust', sender_number(two, bundle), ends=(DONE, WAITING))
    two.run('import', export(one, '--full'), ends=(DONE, WAITING))


def test_a_known_name_with_another_key_is_warned_of():
    with world() as w:
        one = office(w)
        meet(one, joined(w, one))
        twin = Laptop(w, 'twin')
        bundle = export(one, '--full')
        twin.run('join', bundle, '--laptop', 'PARTNER\u00a0', '--person', 'Person\u200b partner', '--trust', sender_number(one, bundle))
        done = one.start('import', export(twin, '--full'))
        line, warning = done.stderr.splitlines()
        assert done.returncode == BUNDLE and r'PARTNER\xC2\xA0' in line and SIGNER.search(line), done
        assert 'know this person with another key' in warning, done
        stranger = joined(w, one, 'stranger')
        assert len(one.start('import', export(stranger, '--full')).stderr.splitlines()) == 1


def test_an_unknown_signer_without_a_place_is_told_without_a_gap():
    with world() as w:
        one = office(w)
        for name, who, told in (('B', ('--person', 'Pb'), '"B" Pb: '), ('C', ('--place', 'Zenica'), '"C" Zenica: '), ('D', (), '"D": ')):
            other = Laptop(w, name)
            other.run('init', '--laptop', name, *who, '--programme', 'Programme', '--currency', 'BAM')
            done = one.start('import', export(other, '--full'))
            assert done.returncode == BUNDLE and told in done.stderr and ' ,' not in done.stderr and ', :' not in done.stderr, done


def test_export_tells_what_it_wrote():
    with world() as w:
        one = office(w)
        project(one)
        first = one.json('export', '--output', one.folder, '--full')
        assert set(first) == {'file', 'counter', 'changes', 'bytes'} and first['counter'] == 1, first
        assert re.search(r'/[a-z0-9-]{1,24}_office_000001_[0-9a-f]{8}\.lepx$', first['file']), first
        assert one.json('export', '--output', one.folder, '--full')['counter'] == 2
        assert one.run('export', '--output', one.folder / 'named.lepx').strip() == str(one.folder / 'named.lepx')
        refused(one, USAGE, 'export', '--to', 'nobody', '--output', one.folder, tells=('nobody',))
        refused(one, USAGE, 'export', '--space', 'nowhere', '--output', one.folder, tells=('nowhere',))


def test_joining_brings_everything_and_trusts():
    with world() as w:
        one = office(w)
        _, made = project(one)
        bundle = export(one, '--full')
        two = Laptop(w, 'two')
        done = two.start('join', bundle, '--laptop', 'two')
        assert done.returncode == BUNDLE and SIGNER.search(done.stderr.splitlines()[0]), done
        assert not two.workspace.exists()
        number = SIGNER.search(done.stderr.splitlines()[0]).group(5)
        answer = two.json('join', bundle, '--laptop', 'two', '--person', 'P', '--trust', number)
        assert answer['rows']['project'] == {'new': 1, 'changed': 0, 'deleted': 0}, answer
        assert two.json('get', made)['title'] == 'Welders'
        trusted = two.json('trust', '--list')
        assert [(peer['label'], peer['introducer'], peer['number']) for peer in trusted] == [('office', True, number)], trusted
        assert two.json('digest')['spaces'] == one.json('digest')['spaces'] or two.json('list', 'contact') == []


def test_an_unknown_signer_is_named_and_trusted_by_number():
    with world() as w:
        one = office(w)
        two = joined(w, one)
        bundle = export(two, '--full')
        number = number_of(one, bundle)
        element = one.json('import', bundle, ends=(BUNDLE,))[0]
        assert element['untrusted'][0]['number'] == number and element['untrusted'][0]['label'] == 'partner', element
        refusal = one.start('import', bundle, '--trust', '1' * 30)
        assert refusal.returncode == BUNDLE and 'given with --trust' in refusal.stderr, refusal
        assert 'given with --trust' not in one.start('import', bundle).stderr
        assert one.run('import', bundle, '--trust', number)
        assert [peer['label'] for peer in one.json('trust', '--list')] == ['partner']


def test_edits_travel_and_nothing_travels_twice():
    with world() as w:
        one = office(w)
        _, made = project(one)
        two = joined(w, one)
        two.run('put', 'project', made, 'next_steps=Call the school')
        bundle = export(two)
        one.run('import', bundle, '--trust', number_of(one, bundle))
        assert one.json('get', made)['next_steps'] == 'Call the school'
        before = one.json('digest')
        again = one.json('import', bundle)[0]
        assert again['new'] == 0 and again['rows'] == {} and one.json('digest') == before, again
        two.run('import', export(one))
        label = two.json('peers')[0]['label']
        assert two.json('export', '--to', label, '--output', two.folder)['changes'] == 0


def test_a_dry_run_tells_and_changes_nothing():
    with world() as w:
        one = office(w)
        _, made = project(one)
        two = joined(w, one)
        one.run('put', 'project', made, 'title=New title')
        before = two.json('digest')
        told = two.json('import', export(one), '--dry-run')[0]
        assert told['new'] >= 1 and told['rows']['project']['changed'] == 1, told
        assert two.json('digest') == before


def test_the_office_gets_a_new_partnership_others_do_not():
    with world() as w:
        one = office(w)
        two, three = joined(w, one), joined(w, one, 'three')
        bundle = export(three, '--full')
        two.run('import', bundle, '--trust', sender_number(three, bundle))
        made, _ = project(two)
        given = two.json('export', '--to', one.name, '--output', two.folder)
        assert given['changes'] > 1, given
        assert two.json('export', '--to', three.name, '--output', two.folder)['changes'] < given['changes']
        one.run('import', given['file'], '--trust', sender_number(two, given['file']))
        assert one.json('get', made)['kind'] == 'partnership'


def test_conflicts_come_in_with_6_and_are_settled_once():
    with world() as w:
        one = office(w)
        _, made = project(one)
        two = joined(w, one)
        meet(one, two)
        one.run('put', 'project', made, 'title=One', 'start=2026-01-01', 'end=2026-06-30')
        two.run('put', 'project', made, 'title=Two', 'start=2026-02-01', 'end=2026-12-31')
        answer = one.json('import', export(two), ends=(WAITING,))[0]
        assert answer['conflicts'] == 2, answer
        listed = {conflict['field']: conflict for conflict in one.json('conflicts')}
        assert set(listed) == {'title', 'start'}, listed
        assert [value['value'] for value in listed['title']['values']] == ['Two', 'One']
        assert [value['shown'] for value in listed['title']['values']] == [True, False]
        assert listed['start']['values'][0]['value'] == {'start': '2026-02-01', 'end': '2026-12-31'}, listed
        assert one.json('get', made)['conflicts'] == ['start', 'title']
        refused(one, USAGE, 'resolve', made, 'title')
        refused(one, USAGE, 'resolve', made, 'title', '--pick', '3')
        refused(one, USAGE, 'resolve', made, 'start', '2026-01-15')
        refused(one, REFUSED, 'resolve', made, 'title', 'x' * 501, tells=('project.title',))
        one.run('resolve', made, 'title', 'Both')
        one.run('resolve', made, 'start', '--pick', '2')
        refused(one, USAGE, 'resolve', made, 'title', 'Again')
        assert one.json('conflicts') == [] and one.json('get', made)['end'] == '2026-06-30'
        two.run('import', export(one), ends=(DONE,))
        assert two.json('conflicts') == [] and two.json('get', made)['title'] == 'Both'
        assert one.json('digest') == two.json('digest') or one.json('list', 'contact') == []


def test_an_import_is_recorded_with_who_decided():
    with world() as w:
        one = office(w)
        _, made = project(one)
        two = joined(w, one)
        meet(one, two)
        one.run('put', 'project', made, 'title=One', 'start=2026-01-01', 'end=2026-06-30')
        two.run('put', 'project', made, 'title=Two', 'start=2026-02-01', 'end=2026-12-31')
        two.put('organisation', 'name=New one', 'actor_group=ngo')
        brought = export(two)
        one.run('import', brought, ends=(WAITING,))
        out = one.folder / 'record.csv'

        def record(*which):
            one.run('report', 'import-record', *which, '-o', out)
            return out.read_text(encoding='utf-8')

        text = record()
        assert 'New one' in text and 'not decided yet' in text and 'One (' in text and 'Two (' in text, text
        one.run('resolve', made, 'title', 'Both')
        one.run('resolve', made, 'start', '--pick', '2')
        text = record(brought)
        assert 'Both' in text and 'not decided yet' not in text, text
        assert 'Both' in record()
        refused(one, USAGE, 'report', 'import-record', export(one), '-o', out, tells=('not opened here',))
        refused(one, USAGE, 'report', 'import-record', '99', '-o', out, tells=('opened on this laptop',))


def record_of_import(one, *which):
    """The text of the cells of the paper, with plain spaces."""
    out = one.folder / 'record.html'
    one.run('report', 'import-record', *which, '-o', out)
    return re.sub('(<[^>]+>)+', '|', out.read_text(encoding='utf-8').replace('\N{NO-BREAK SPACE}', ' '))


def test_the_record_of_an_import_has_amounts_in_their_own_currency():
    with world() as w:
        one = office(w)
        _, made = project(one)
        two = joined(w, one)
        meet(one, two)
        one.run('put', 'project', made, 'grant=10000000', 'currency=BAM')
        two.run('put', 'project', made, 'grant=5112919', 'currency=EUR')
        one.run('import', export(two), ends=(WAITING,))
        for pick in ('2', None):
            text = record_of_import(one)
            assert '100,000.00 KM (' in text and '51,129.19 EUR (' in text, text
            assert '100,000.00 EUR' not in text and '51,129.19 KM' not in text, text
            if pick:
                one.run('resolve', made, 'grant', '--pick', pick)


def test_the_record_of_an_import_has_amounts_in_the_currency_their_author_saw():
    """A tranche is in the currency of its project: in the one that stood there when it was written, on either side."""
    with world() as w:
        one = office(w)
        _, made = project(one)
        one.run('put', 'project', made, 'grant=10000000', 'currency=BAM')
        tranche = one.put('tranche', f'project={made}', 'number=1', 'amount=4000000')
        two = joined(w, one)
        meet(one, two)
        two.run('put', 'project', made, 'grant=5112919', 'currency=EUR')
        two.run('put', 'tranche', tranche, 'amount=2000000')
        one.run('put', 'tranche', tranche, 'amount=4100000')
        one.run('import', export(two), ends=(WAITING,))
        one.run('put', 'project', made, 'grant=10000000', 'currency=USD')
        text = record_of_import(one)
        assert '41,000.00 KM (' in text and '20,000.00 EUR (' in text and 'USD' not in text, text
        one.run('resolve', tranche, 'amount', '--pick', '2')
        assert re.search(r'[|](41|20),000.00 USD[|]', record_of_import(one))


def test_the_record_of_an_import_tells_what_was_decided_anew():
    """Two decide at once, each otherwise: what stands is what was decided by who saw both."""
    with world() as w:
        one = office(w)
        _, made = project(one)
        two = joined(w, one)
        meet(one, two)
        one.run('put', 'project', made, 'title=First of one', 'grant=10000000', 'currency=BAM')
        two.run('put', 'project', made, 'title=First of two', 'grant=5112919', 'currency=EUR')
        brought = export(two)
        two.run('import', export(one), ends=(WAITING,))
        one.run('import', brought, ends=(WAITING,))
        text = record_of_import(one, brought)
        assert re.search(r'[|]3[|]\s*to decide', text), text
        one.run('resolve', made, 'title', 'Second of one')
        assert 'Second of one' in record_of_import(one, brought)
        two.run('resolve', made, 'title', 'Second of two')
        one.run('import', export(two), ends=(WAITING,))
        text = record_of_import(one, brought)
        assert re.search(r'[|]Title[|][^|]*[|]not decided yet[|]', text), text
        one.run('resolve', made, 'title', 'Third')
        text = record_of_import(one, brought)
        assert re.search(r'[|]Third[|][^|]*anew, after two had decided differently', text), text
        one.run('put', 'project', made, 'title=Edited later')
        text = record_of_import(one, brought)
        assert re.search(r'[|]Third[|][^|]*anew', text) and 'First of two (' in text, text


def test_the_record_of_an_import_tells_who_deleted_and_who_decided():
    for answer, told in (('keep', 'Kept'), ('delete', 'Deleted')):
        with world() as w:
            one = office(w)
            _, made = project(one)
            two = joined(w, one)
            meet(one, two)
            one.run('delete', made)
            two.run('put', 'project', made, 'title=Still alive')
            one.run('import', export(two), ends=(WAITING,))
            text = record_of_import(one)
            row = r'Deleted by one, changed by another\|Changed \([^)]*partner\)\s+Deleted \([^)]*office\)\|'
            assert re.search(row + 'not decided yet', text), text
            one.run('resolve', made, 'life', answer)
            text = record_of_import(one)
            assert re.search(row + told + r'\|[^|]*office', text) and 'not decided yet' not in text, text


def test_the_record_of_an_import_names_what_came_in_words():
    """Who signs the paper reads whose result, split, tranche and answer came, in the language of the print."""
    with world() as w:
        one = office(w)
        partnership, made = project(one)
        two = joined(w, one)
        meet(one, two)
        trained = next(found['id'] for found in one.json('list', 'indicator') if found['code'] == 'TRAINED')
        outcome = two.put('outcome', f'project={made}', f'indicator={trained}', 'value=12', 'from=2026-01-01', 'to=2026-06-30')
        two.put('breakdown', f'outcome={outcome}', 'dimension=sex', 'category=men', 'value=7')
        two.put('tranche', f'project={made}', 'number=2', 'amount=4000', 'condition=interim_report')
        two.put('funding', f'project={made}', 'kind=grant', 'amount=100')
        held = two.put('assessment_round', f'partnership={partnership}', 'instrument=box43', 'held_on=2026-05-04')
        two.put('assessment_answer', f'assessment_round={held}', 'item=resources', 'answer=partly')
        one.run('import', export(two), ends=(DONE, WAITING))
        out = one.folder / 'record.html'

        def rows(language):
            one.run('report', 'import-record', '--language', language, '-o', out)
            text = out.read_text(encoding='utf-8').replace('\N{NO-BREAK SPACE}', ' ')
            cells = [re.sub('<[^>]+>', '|', row) for row in re.findall('<tr[^>]*>(.*?)</tr>', text, re.S)]
            return '\n'.join(re.sub('[|\\s]*\\|[|\\s]*', '|', cell) for cell in cells)

        english, bosnian = rows('en'), rows('bs')
        for part in ('|Men|Persons trained · 1 Jan 2026 – 30 Jun 2026 · Welders|', '|Persons trained|1 Jan 2026 – 30 Jun 2026 · Welders|', '|Tranche 2|Welders|',
                     '|Are people and money set aside for the partnership?|Self-assessment · 4 May 2026 · LEP Konjic|'):
            assert part in english, (part, english)
        for part in ('|Muškarci|Obučene osobe · ', '|Tranša 2|Welders|'):
            assert part in bosnian, (part, bosnian)
        assert 'Persons trained' not in bosnian and not re.search('[|](men|S|2|Funding [0-9a-f]{8})[|]', english + bosnian), english + bosnian


def test_the_record_of_an_import_reads_a_form_that_was_filled_in_at_once():
    fields = ('title', 'reference', 'places', 'objectives', 'summary', 'next_steps', 'agreement_no')
    rest = ('activity=agriculture', 'status=contracting', 'status_reason=As agreed', 'start=2026-01-01', 'end=2026-06-30', 'target_groups=women', 'grant=10000000', 'currency=BAM',
            'cofinancing=100', 'agreement_on=2026-01-02', 'lmp=1')
    with world() as w:
        one = office(w)
        _, made = project(one)
        two = joined(w, one)
        meet(one, two)
        for laptop, word in ((one, 'Left'), (two, 'Right')):
            laptop.run('put', 'project', made, *(f'{field}={word} {field}' for field in fields), *rest)
        one.run('import', export(two), ends=(WAITING,))
        text = record_of_import(one)
        for field in fields:
            assert f'Left {field} (' in text and f'Right {field} (' in text, (field, text)
        assert text.count('not decided yet') == len(fields), text


def test_deleted_here_and_changed_there_is_asked():
    with world() as w:
        one = office(w)
        _, made = project(one)
        two = joined(w, one)
        meet(one, two)
        one.run('delete', made)
        two.run('put', 'project', made, 'title=Still alive')
        one.run('import', export(two), ends=(WAITING,))
        conflict = one.json('conflicts')[0]
        assert conflict['field'] == 'life' and {value['value'] for value in conflict['values']} == {'deleted', 'kept'}, conflict
        refused(one, USAGE, 'resolve', made, 'life', 'maybe', tells=('maybe',))
        one.run('resolve', made, 'life', 'keep')
        assert not one.json('get', made)['deleted'] and one.json('conflicts') == []


def test_what_comes_too_early_waits():
    with world() as w:
        one = office(w)
        partnership, made = project(one)
        two = joined(w, one)
        meet(one, two)
        one.run('put', 'project', made, 'title=2')
        lost = export(one, '--to', 'partner')
        two.run('import', lost)
        two.run('import', export(one, '--to', 'partner'))
        one.run('import', export(two))
        one.run('put', 'project', made, 'title=3')
        missing = export(one, '--to', 'partner')
        third = Laptop(w, 'third')
        number = sender_number(one, missing)
        third.run('init', '--laptop', 'third', '--person', 'P')
        answer = third.json('import', missing, '--trust', number, ends=(WAITING,))[0]
        assert answer['waiting'] >= 1, answer
        pending = third.json('status')['pending']
        assert pending and all(set(each) == {'replica', 'from', 'to', 'wait_for'} for each in pending), pending
        third.run('import', export(one, '--full'))
        assert third.json('status')['pending'] == [] and third.json('get', made)['title'] == '3'


def test_status_and_peers():
    with world() as w:
        one = office(w)
        partnership, _ = project(one)
        status = one.json('status')
        assert set(status) == {'replica', 'label', 'changes', 'spaces', 'pending'} and status['label'] == 'office', status
        spaces = {space['id']: space for space in status['spaces']}
        assert {space['kind'] for space in spaces.values()} >= {'programme', 'partnership'}, status
        have = spaces[partnership]['have']
        assert [(each['replica'], each['n'] >= 1, len(each['head'])) for each in have] == [(status['replica'], True, 64)], have
        two = joined(w, one)
        peers = two.json('peers')
        assert [peer['replica'] for peer in peers] == [status['replica']], peers
        assert 'office' in two.run('peers')


def told(table):
    """The one row of a table for people, by its headings."""
    headings, row = (re.split(' {2,}', line.strip()) for line in table.splitlines())
    return dict(zip(headings, row))


def test_trust_is_changed_by_who_may():
    with world() as w:
        one = office(w)
        two = joined(w, one)
        meet(one, two)
        refused(one, USAGE, 'trust', one.json('status')['label'], '--introducer', 'yes', tells=('this laptop itself',))
        one.run('trust', 'partner', '--introducer', 'yes')
        assert one.json('trust', '--list')[0]['introducer'] is True
        one.run('trust', 'partner', '--introducer', 'no')
        assert one.json('trust', '--list')[0]['introducer'] is False
        one.run('trust', 'partner', '--officer', 'yes')
        for shown in (one.run('trust', '--list'), one.run('peers')):
            assert told(shown) | {'OFFICER': 'yes'} == told(shown) and 'REVOKED ON' not in told(shown), shown
        one.run('trust', 'partner', '--officer', 'no')
        refused(one, USAGE, 'trust', 'nobody', '--introducer', 'yes', tells=('nobody',))
        refused(one, USAGE, 'trust', 'partner')
        refused(one, USAGE, 'trust', 'partner', '--introducer', 'perhaps', tells=('perhaps',))
        refused(two, REFUSED, 'trust', 'office', '--revoke', '2026-11-01')
        one.run('trust', 'partner', '--revoke', '2026-11-01')
        assert one.json('trust', '--list')[0]['revoked'] == '2026-11-01'
        for shown in (one.run('trust', '--list'), one.run('peers')):
            assert told(shown) | {'OFFICER': 'no', 'REVOKED ON': '2026-11-01'} == told(shown), shown
        done = one.start('import', export(two, '--full'))
        assert done.returncode == BUNDLE, done


def test_several_files_each_by_itself():
    with world() as w:
        one = office(w)
        _, made = project(one)
        two = joined(w, one)
        one.run('put', 'project', made, 'title=New')
        good = export(one)
        bad = w.stick('bad.lepx', b'PK\x03\x04 no bundle')
        done = two.start('import', bad, good, '--json')
        assert done.returncode == BUNDLE and 'bad.lepx' in done.stderr, done
        assert '"error"' in done.stdout and two.json('get', made)['title'] == 'New'
        assert two.leftovers() == []


def test_contacts_travel_only_when_asked_for():
    with world() as w:
        one = office(w)
        organisation = one.put('organisation', 'name=A', 'actor_group=ngo')
        one.put('contact', f'organisation={organisation}', 'name=Osoba Primjer', 'email=primjer@example.org')
        without = one.json('inspect', export(one, '--full'))
        assert 'contact' not in without['rows'] and all(space['kind'] not in ('contacts', 'office') for space in without['spaces'])
        assert one.json('inspect', export(one, '--full', '--with-contacts'))['rows']['contact'] == 1


def test_a_space_goes_by_its_name_office_and_contacts_by_their_kind():
    with world() as w:
        one = office(w)
        project(one)
        kinds = lambda *options: [space['kind'] for space in one.json('inspect', export(one, '--full', *options))['spaces']]  # noqa: E731
        ids = {space['kind']: space['id'] for space in one.json('status')['spaces']}
        assert kinds('--space', 'Programme') == kinds('--space', 'programme') == ['programme']
        assert kinds('--space', 'lep konjic') == ['partnership']
        for kind in ('office', 'contacts'):
            assert kinds('--space', kind) == kinds('--space', ids[kind]) == [kind]


def test_an_own_erased_contact_in_an_old_bundle_is_no_sign_of_a_copy():
    with world() as w:
        one = office(w)
        organisation = one.put('organisation', 'name=A', 'actor_group=ngo')
        contact = one.put('contact', f'organisation={organisation}', 'name=Osoba Primjer')
        old = export(one, '--full', '--with-contacts')
        two = joined(w, one)
        two.run('import', old)
        one.run('erase', contact)
        replica, digest = one.status()['replica'], one.digest()
        for bundle in (old, export(two, '--full', '--with-contacts', '--space', 'programme')):
            done = one.start('import', bundle, '--trust', sender_number(two, export(two)))
            assert done.returncode == DONE and 'new number' not in done.stderr, done
            assert one.status()['replica'] == replica and one.digest() == digest


def test_what_the_office_scores_stays_there():
    with world() as w:
        one = office(w)
        organisation = one.put('organisation', 'name=A', 'actor_group=ngo')
        call = one.put('call', 'reference=JP-1', 'title=Call', f"programme={one.json('list', 'programme')[0]['id']}")
        requirement = one.put('requirement', f'call={call}', 'text=Signed')
        criterion = one.put('criterion', f'call={call}', 'text=Fits', 'max_points=10')
        partnership, _ = project(one)
        two = joined(w, one)
        meet(one, two)
        application = one.put('application', f'call={call}', f'partnership={partnership}', f'lead={organisation}', 'title=Works')
        assessor = one.put('assessor', 'name=Ocjenjivač Primjer')
        one.put('check', f'application={application}', f'requirement={requirement}', 'answer=no', 'note=Nema-pečata')
        one.put('assessment', f'application={application}', f'assessor={assessor}', 'comment=Samo-za-ured')
        one.put('score', f'application={application}', f'criterion={criterion}', f'assessor={assessor}', 'points=7', 'comment=Slab-plan')
        folder = os.path.join(one.folder, 'exchange')
        os.makedirs(folder)
        one.json('sync', folder)
        bundles = [export(one), export(one, '--full'), export(one, '--to', 'partner'), export(one, '--to', 'partner', '--full', '--with-contacts')]
        bundles += [os.path.join(folder, name) for name in os.listdir(folder) if name.endswith('.lepx')]
        assert len(bundles) >= 5, bundles
        for bundle in bundles:
            inside = one.json('inspect', bundle)
            assert all(space['kind'] != 'office' for space in inside['spaces']), inside
            assert not {'assessor', 'check', 'assessment', 'score'} & set(inside['rows']), inside
            with zipfile.ZipFile(bundle) as archive:
                for member in archive.namelist():
                    text = archive.read(member).decode('utf-8', 'replace')
                    for secret in ('Ocjenjivač', 'Nema-pečata', 'Samo-za-ured', 'Slab-plan'):
                        assert secret not in text, (bundle, member, secret)
        two.run('import', bundles[1])
        assert two.json('get', application)['title'] == 'Works'
        for kind in ('assessor', 'check', 'assessment', 'score'):
            assert two.json('list', kind) == []


def test_refusals_say_whose_fault_it_is_and_what_to_do():
    with world() as w:
        one = office(w)
        bundle = export(one, '--full')
        line = refused(one, REFUSED, 'join', bundle, tells=(str(one.workspace), 'Choose another name'))
        assert str(bundle) not in line, line
        for command in ('import', 'inspect'):
            refused(one, USAGE, command, w.path / 'nothing.lepx', tells=('nothing.lepx', '; name another one'))
        refused(one, USAGE, 'join', w.path / 'nothing.lepx', '--workspace', w.path / 'new.lep', tells=('nothing.lepx',))
        for limit in ('0', '-1'):
            refused(one, USAGE, 'list', 'organisation', '--limit', limit, tells=('above zero',))
        for number in range(2):
            one.put('organisation', f'name={number}', 'actor_group=ngo')
        assert len(one.json('list', 'organisation', '--limit', '1')) == 1 and len(one.json('list', 'organisation')) == 2


def test_an_export_touches_no_other_file():
    with world() as w:
        one = office(w)
        for name in ('x.lepx', 'x.lepx.part'):
            (one.folder / name).write_text('mine')
        one.run('export', '--full', '--output', one.folder / 'x.lepx')
        assert (one.folder / 'x.lepx.part').read_text() == 'mine' and (one.folder / 'x.lepx').read_bytes()[:2] == b'PK'
        assert not [path for path in one.folder.glob('x.lepx.*') if path.name != 'x.lepx.part']


def test_a_clock_that_is_far_ahead_is_told():
    with world() as w:
        one = office(w)
        _, made = project(one)
        two = joined(w, one)
        calm, one.clock = one.clock, lambda: '2038-01-19T03:14:00.000Z'
        one.run('put', 'project', made, 'title=From 2038')
        late = export(one, '--full')
        one.clock = calm
        done = two.start('import', late)
        assert done.returncode == DONE and 'says 19 Jan 2038, and the one here says' in done.stderr, done
        assert two.json('get', made)['title'] == 'From 2038'
        # A clock that was set right, and what is known, are told no more.
        assert '2038' not in two.start('import', export(one, '--full')).stderr


if __name__ == '__main__':
    main(__name__)
