#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the office scores: it is written in the office's space alone, counts there
alone, and goes to nobody who is not of the office."""

import pathlib

from clitest import DONE, REFUSED, USAGE, main, office, refused, world
from laptops import Laptop, give, shadow
from lepbundle import read_bundle
from lepchange import Row

PARTNER = '0194c9e2-0000-7000-8000-0000000000ff'
FORGED = '0194c9e5-0000-7000-8000-00000000%04x'
KINDS = ('check', 'assessor', 'assessment', 'score')


class Scored:
    """An office with one application, and the final sheet of one assessor: 7 points."""

    def __init__(self, w, final=True):
        self.one = one = office(w)
        self.organisation = one.put('organisation', 'name=A', 'actor_group=ngo')
        self.call = one.put('call', 'reference=JP-1', 'title=Call', 'stages=one', 'full_deadline=2026-12-24T12:00:00.000Z',
                            f"programme={one.json('list', 'programme')[0]['id']}")
        self.requirement = one.put('requirement', f'call={self.call}', 'text=Signed')
        self.criterion = one.put('criterion', f'call={self.call}', 'text=Fits', 'max_points=10')
        self.partnership = one.put('partnership', 'name=LEP Konjic')
        self.application = one.put('application', f'call={self.call}', f'partnership={self.partnership}',
                                   f'lead={self.organisation}', 'title=Works', 'status=draft')
        one.put('application', self.application, 'status=received', 'received_at=2026-11-02T08:00:00.000Z')
        self.assessor = one.put('assessor', 'name=Assessor One')
        self.check = one.put('check', f'application={self.application}', f'requirement={self.requirement}', 'answer=yes')
        self.sheet = self.assess(self.assessor, 7, final)

    def assess(self, assessor, points, final=True):
        sheet = self.one.put('assessment', f'application={self.application}', f'assessor={assessor}', 'status=assigned')
        self.score(assessor, points)
        self.one.put('assessment', sheet, 'status=open', 'impartial_on=2026-11-02', 'interest=none')
        if final:
            self.one.put('assessment', sheet, 'status=final')
        return sheet

    def score(self, assessor, points):
        return self.one.put('score', f'application={self.application}', f'criterion={self.criterion}', f'assessor={assessor}',
                            f'points={points}', 'comment=Plan')

    def paper(self, name, about):
        path = pathlib.Path(self.one.folder, f'{name}.csv')
        self.one.run('report', name, about, '-o', path)
        return path.read_text().split('"As of')[0]

    def papers(self):
        return [self.paper('ranking', self.call), self.paper('score-sheet', self.application),
                self.paper('admin-check', self.application)]

    def rows(self):
        """Rows of the office's kinds, as somebody in the partnership would forge them."""
        application, criterion, requirement = self.application, self.criterion, self.requirement
        yield Row('assessor', FORGED % 1, {'name': 'Forged Assessor', 'votes': '1'})
        for number, assessor in ((2, FORGED % 1), (3, self.assessor)):
            yield Row('assessment', FORGED % number, {'application': application, 'assessor': assessor, 'status': 'final',
                                                      'impartial_on': '2026-11-02', 'interest': 'none'})
            yield Row('score', FORGED % (number + 2), {'application': application, 'criterion': criterion,
                                                       'assessor': assessor, 'points': '10', 'comment': 'Good'})
        yield Row('check', FORGED % 6, {'application': application, 'requirement': requirement, 'answer': 'no', 'note': 'Forged'})
        yield Row('assessment', FORGED % 7, {'application': application, 'assessor': self.assessor, 'status': 'excluded',
                                             'interest': 'declared'})


def forge(scored):
    """A program that keeps to no rule sends the rows in the partnership's space."""
    model = shadow(scored.one)
    model.replica, model.label, model.person = PARTNER, 'Partner', 'Person P'
    model.keys[PARTNER] = model.key.public
    model.people[PARTNER] = {'label': 'Partner', 'person': 'Person P', 'place': ''}
    model.write(scored.partnership, list(scored.rows()))
    give(model, scored.one, spaces=[scored.partnership])


def test_the_offices_kinds_are_refused_elsewhere():
    with world() as w:
        s = Scored(w)
        for space in (s.partnership, 'LEP Konjic', 'partnership', 'programme', 'contacts'):
            for kind, *fields in (('assessor', 'name=Mine'),
                                  ('assessment', f'application={s.application}', f'assessor={s.assessor}'),
                                  ('score', f'application={s.application}', f'criterion={s.criterion}', f'assessor={s.assessor}', 'points=10'),
                                  ('check', f'application={s.application}', f'requirement={s.requirement}', 'answer=no')):
                refused(s.one, REFUSED, 'put', kind, '--space', space, *fields, tells=(f'({kind})', "office's space", 'Leave the space out'))
        table = pathlib.Path(s.one.folder, 'changes.xml')
        table.write_text(f'<changes xmlns="urn:lep:changes:1"><change space="{s.partnership}"><row kind="assessor">'
                         '<set f="name">Mine</set></row></change></changes>')
        refused(s.one, REFUSED, 'apply', table, tells=('(assessor)',))
        assert [row['name'] for row in s.one.json('list', 'assessor')] == ['Assessor One']
        s.one.put('assessor', '--space', 'office', 'name=Assessor Two')
        refused(s.one, REFUSED, 'put', 'contact', '--space', s.partnership, f'organisation={s.organisation}', 'name=A',
                tells=('contacts space only',))


def test_what_belongs_to_a_record_of_the_office_stays_with_it():
    with world() as w:
        s = Scored(w)
        note = pathlib.Path(s.one.folder, 'note.txt')
        note.write_text('Secret')
        attach = [f'owner={s.sheet}', 'title=Notes', f'sha256=@{note}']
        refused(s.one, REFUSED, 'put', 'document', '--space', s.partnership, *attach, tells=('(document)', 'LEP Konjic'))
        spaces = {space['id']: space['kind'] for space in s.one.status()['spaces']}
        assert spaces[s.one.json('get', s.one.put('document', *attach))['space']] == 'office'
        s.one.put('document', '--space', s.partnership, f'owner={s.application}', 'title=Letter')


def test_a_partner_has_no_place_for_scores():
    with world() as w:
        s = Scored(w)
        data = s.one.export('--full')
        two = Laptop(w, 'partner')
        path = two.folder / 'in.lepx'
        path.write_bytes(data)
        two.run('join', path, '--laptop', 'partner', '--person', 'P', *s.one.trusting(data))
        refused(two, USAGE, 'put', 'assessor', 'name=Mine', tells=('office',))
        refused(two, REFUSED, 'put', 'assessor', '--space', s.partnership, 'name=Mine')


def test_a_partner_can_put_away_what_the_office_would():
    with world() as w:
        s = Scored(w)
        forge(s)
        data = s.one.export('--full')
        two = Laptop(w, 'partner')
        path = two.folder / 'in.lepx'
        path.write_bytes(data)
        two.run('join', path, '--laptop', 'partner', '--person', 'P', *s.one.trusting(data))
        assert FORGED % 1 in {each['id'] for each in two.json('attention') if each['rule'] == 8}
        two.run('attention', '8', FORGED % 1, '--because', 'Asked')
        assert FORGED % 1 not in {each['id'] for each in two.json('attention') if each['rule'] == 8}
        # For the office it is as before.
        s.one.take(two.export('--full'), *two.trusting(two.export('--full')))
        assert FORGED % 1 in {each['id'] for each in s.one.json('attention') if each['rule'] == 8}


def test_forged_rows_are_kept_and_count_nowhere():
    with world() as w:
        s = Scored(w)
        before = s.papers()
        assert 'Assessor One' in before[1] and '7' in before[1]
        forge(s)
        assert {FORGED % number for number in range(1, 8)} <= {row['id'] for kind in KINDS for row in s.one.json('list', kind)}
        assert s.papers() == before, (s.papers(), before)
        # The own work goes on: the forged sheet that is final, or declares an interest, holds nobody up.
        s.one.put('assessor', s.assessor, 'organisation=Office')
        third = s.one.put('assessor', 'name=Assessor Two')
        s.assess(third, 8)
        found = [each for each in s.one.json('attention') if each['rule'] == 8]
        assert {each['id'] for each in found} == {FORGED % number for number in range(1, 8)}, found
        assert all('LEP Konjic' in each['text'] and 'counts nowhere' in each['text'] for each in found), found
        for each in found:
            refused(s.one, REFUSED, 'put', each['kind'], each['id'], 'comment=x' if each['kind'] != 'check' and each['kind'] != 'assessor' else
                    ('note=x' if each['kind'] == 'check' else 'name=x'))
            s.one.run('delete', each['id'])
        assert [each for each in s.one.json('attention') if each['rule'] == 8] == []
        assert s.one.run('check') is not None


def test_forged_points_do_not_make_a_sheet_complete():
    with world() as w:
        s = Scored(w, final=False)
        s.one.put('score', s.one.json('list', 'score')[0]['id'], 'points=')
        forge(s)
        refused(s.one, REFUSED, 'put', 'assessment', s.sheet, 'status=final', tells=('Fits', 'rule 8'))
        s.score(s.assessor, 6)
        s.one.put('assessment', s.sheet, 'status=final')


def test_the_sheets_of_others_come_after_the_own_one():
    with world() as w:
        s = Scored(w)
        score = s.one.json('list', 'score')[0]['id']
        mine = s.assess(s.one.put('assessor', f'name=PERSON OFFICE'), 5, final=False)
        assert [row['points'] for row in s.one.json('list', 'score')] == [5]
        assert s.one.json('list', 'score', '--where', 'points=7') == s.one.json('list', 'score', '--search', 'plan', '--where', 'points=7') == []
        shown = s.one.json('get', score)
        assert (shown['points'], shown['comment'], shown['withheld']) == (None, None, True), shown
        assert all(not {'points', 'comment'} & set(entry['sets']) for entry in s.one.json('history', score))
        s.one.put('assessment', mine, 'status=final')
        assert sorted(row['points'] for row in s.one.json('list', 'score')) == [5, 7]
        shown = s.one.json('get', score)
        assert (shown['points'], shown['comment']) == (7, 'Plan') and 'withheld' not in shown, shown
        assert any('points' in entry['sets'] for entry in s.one.json('history', score))


def test_why_scores_are_no_problem_stays_with_the_office():
    with world() as w:
        s = Scored(w)
        s.assess(s.one.put('assessor', 'name=Assessor Two'), 2)
        apart = [each for each in s.one.json('attention') if each['rule'] == 8]
        assert [each['id'] for each in apart] == [s.application], apart
        s.one.run('attention', '8', s.application, '--because', 'Told in private')
        assert [each for each in s.one.json('attention') if each['rule'] == 8] == []
        spaces = {space['id']: space['kind'] for space in s.one.status()['spaces']}
        assert [spaces[each['space']] for each in s.one.json('list', 'explanation')] == ['office']
        for bundle in (s.one.export('--full'), s.one.export('--full', '--space', s.partnership)):
            assert not any('Told in private' in str(change) for segment in read_bundle(bundle).segments for change in segment.changes)
        s.one.run('attention', '8', s.application, '--take-back')
        assert [each['id'] for each in s.one.json('attention') if each['rule'] == 8] == [s.application]
        fields = [f'about={s.application}', 'rule=8', 'facts=' + 'a' * 64, 'reason=Secret']
        refused(s.one, REFUSED, 'put', 'explanation', '--space', s.partnership, *fields, tells=('(explanation)',))
        assert spaces[s.one.json('get', s.one.put('explanation', *fields))['space']] == 'office'
        fields[1] = 'rule=2'
        assert spaces[s.one.json('get', s.one.put('explanation', *fields))['space']] == 'partnership'


def introduce(one, two, *options):
    """The second joins with a bundle of the first, which then takes its answer."""
    data = one.export('--full', *options)
    path = two.folder / 'in.lepx'
    path.write_bytes(data)
    two.run('join', path, '--laptop', two.name, '--person', two.name, *one.trusting(data))
    answer = two.export('--full')
    one.take(answer, *two.trusting(answer))


def kinds_in(data):
    return sorted(kind for kind, _ in read_bundle(data).spaces.values())


def test_the_office_goes_by_name_to_the_office_only():
    with world() as w:
        s = Scored(w)
        partner, colleague = Laptop(w, 'partner'), Laptop(w, 'colleague')
        introduce(s.one, partner)
        introduce(s.one, colleague, '--space', 'programme', '--space', 'office')
        for name in ('office', next(space['id'] for space in s.one.status()['spaces'] if space['kind'] == 'office')):
            line = refused(s.one, REFUSED, 'export', '--to', 'partner', '--space', name, '--output', s.one.folder,
                           tells=('partner', 'office'))
            assert 'without a receiver' in line
        # For nobody in particular; and to who answered from the office's space, or is named an officer.
        assert kinds_in(s.one.export('--space', 'office')) == ['office']
        answer = colleague.export('--space', 'office')
        s.one.take(answer)
        assert kinds_in(s.one.export('--to', 'colleague', '--space', 'office')) == ['office']
        assert kinds_in(colleague.export('--to', 'office', '--space', 'office')) == ['office'], 'the founder is of the office'
        third = Laptop(w, 'third')
        introduce(s.one, third)
        refused(s.one, REFUSED, 'export', '--to', 'third', '--space', 'office', '--output', s.one.folder)
        s.one.put('programme', s.one.json('list', 'programme')[0]['id'], f"officers={third.status()['replica']}")
        assert kinds_in(s.one.export('--to', 'third', '--space', 'office')) == ['office']
        assert s.one.start('export', '--to', 'partner', '--output', s.one.folder).returncode == DONE


def test_the_office_is_sealed_for_the_office_only():
    with world() as w:
        s = Scored(w)
        partner, colleague = Laptop(w, 'partner'), Laptop(w, 'colleague')
        introduce(s.one, partner)
        introduce(s.one, colleague, '--space', 'programme', '--space', 'office')
        colleague.run('export', '--space', 'office', '--seal', colleague.status()['replica'], '--output', colleague.folder)  # for oneself
        colleague.put('assessor', 'name=Assessor Two')
        partner.put('meeting', f'partnership={s.partnership}', 'kind=quarterly', 'held_on=2026-11-01')
        s.one.take(partner.export())
        s.one.take(colleague.export('--space', 'office'))
        before = sorted(path.name for path in s.one.folder.iterdir())
        for sealed in (['partner'], ['colleague', 'partner']):
            refused(s.one, REFUSED, 'export', '--space', 'office', *(part for name in sealed for part in ('--seal', name)),
                    '--output', s.one.folder, tells=('partner', 'office'))
        refused(s.one, REFUSED, 'export', '--to', 'colleague', '--seal', 'partner', '--space', 'office', '--output', s.one.folder, tells=('partner',))
        assert sorted(path.name for path in s.one.folder.iterdir()) == before, 'nothing is left'
        s.one.run('export', '--space', 'office', '--seal', 'colleague', '--output', s.one.folder)
        assert s.one.start('export', '--seal', 'partner', '--output', s.one.folder).returncode == DONE, 'without the office'


def test_who_belongs_to_the_office():
    with world() as w:
        s = Scored(w)
        colleague, third = Laptop(w, 'colleague'), Laptop(w, 'third')
        introduce(s.one, colleague)
        introduce(s.one, third)
        third.put('meeting', f'partnership={s.partnership}', 'kind=quarterly', 'held_on=2026-11-01')
        s.one.take(third.export('--full'))
        s.one.run('trust', 'colleague', '--officer', 'yes')
        colleague.take(s.one.export('--full'))

        def officers(laptop):
            return sorted(peer['label'] for peer in laptop.json('trust', '--list') if peer['officer'])

        # Whom the founder named names others, who are the office's but neither block nor name.
        refused(s.one, REFUSED, 'export', '--to', 'third', '--space', 'office', '--output', s.one.folder)
        colleague.run('trust', 'third', '--officer', 'yes')
        s.one.take(colleague.export('--full'))
        third.take(s.one.export('--full'))
        assert officers(s.one) == ['colleague', 'third'] and officers(third) == ['colleague', 'office']
        assert kinds_in(s.one.export('--to', 'third', '--space', 'office')) == ['office']
        refused(third, REFUSED, 'trust', 'colleague', '--revoke', '2026-11-22', tells=('founded',))
        refused(third, REFUSED, 'trust', 'colleague', '--officer', 'no', tells=('founded',))

        # Whom the founder named, and the founder, only the founder dismisses.
        refused(colleague, REFUSED, 'trust', 'office', '--officer', 'no', tells=('founded', 'ask there'))
        s.one.run('trust', 'third', '--officer', 'yes')
        colleague.take(s.one.export('--full'))
        refused(colleague, REFUSED, 'trust', 'third', '--officer', 'no', tells=('founded', 'ask there'))
        s.one.run('trust', 'third', '--officer', 'no')
        colleague.take(s.one.export('--full'))
        assert officers(s.one) == ['colleague'] and officers(colleague) == ['office']


def test_who_decided_without_being_an_officer():
    with world() as w:
        s = Scored(w)
        partner, colleague = Laptop(w, 'partner'), Laptop(w, 'colleague')
        introduce(s.one, partner)
        introduce(s.one, colleague)

        def told(laptop):
            return [(each['kind'], each['field'], each['id']) for each in laptop.json('attention') if each['rule'] == 20]

        partner.put('application', s.application, 'status=admin_ok')
        assert told(partner) == []
        s.one.put('programme', s.one.json('list', 'programme')[0]['id'], f"officers={colleague.status()['replica']}")
        partner.take(s.one.export('--full'))
        s.one.take(partner.export('--full'))
        assert told(partner) == told(s.one) == [('application', 'status', s.application)]
        line = next(each['text'] for each in s.one.json('attention') if each['rule'] == 20)
        assert 'by partner on the laptop “partner”' in line, line
        refused(partner, REFUSED, 'attention', '20', s.application, '--because', 'I may', tells=('officers',))
        s.one.run('attention', '20', s.application, '--because', 'Agreed by phone')
        partner.take(s.one.export('--full'))
        assert told(partner) == told(s.one) == []
        assert any(each['reason'] == 'Agreed by phone' for each in partner.json('attention', '--put-away'))


if __name__ == '__main__':
    main(__name__)
