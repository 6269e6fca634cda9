#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules of the data model, as lepctl refuses what breaks them."""

from clitest import REFUSED, main, office, project, refused, world


def test_a_partnership_is_established_by_the_five_groups():
    with world() as w:
        laptop = office(w)
        partnership = laptop.put('partnership', 'name=P', 'status=forming')
        for group in ('municipality', 'pes', 'employer', 'education'):
            member = laptop.put('organisation', f'name={group}', f'actor_group={group}')
            laptop.put('membership', f'partnership={partnership}', f'organisation={member}', 'role=member')
        refused(laptop, REFUSED, 'put', 'partnership', partnership, 'status=established', tells=('partnership',))
        member = laptop.put('organisation', 'name=ngo', 'actor_group=ngo')
        laptop.put('membership', f'partnership={partnership}', f'organisation={member}', 'role=member')
        laptop.put('partnership', partnership, 'status=established')


def test_an_end_is_not_before_its_start():
    with world() as w:
        laptop = office(w)
        _, made = project(laptop)
        refused(laptop, REFUSED, 'put', 'outcome', f'project={made}', 'indicator=TRAINED', 'from=2026-06-30', 'to=2026-01-01',
                'value=1', tells=('outcome',))
        refused(laptop, REFUSED, 'put', 'project', made, 'start=2026-06-30', 'end=2026-01-01', tells=('project',))


def test_a_category_belongs_to_its_dimension():
    with world() as w:
        laptop = office(w)
        _, made = project(laptop)
        outcome = laptop.put('outcome', f'project={made}', 'indicator=TRAINED', 'from=2026-01-01', 'to=2026-06-30', 'value=60')
        split = ['put', 'breakdown', f'outcome={outcome}', 'value=1']
        refused(laptop, REFUSED, *split, 'dimension=sex', 'category=womne', tells=('breakdown.category', 'womne'))
        refused(laptop, REFUSED, *split, 'dimension=sex', 'category=rural', tells=('breakdown.category',))
        laptop.run(*split, 'dimension=residence', 'category=rural')
        laptop.put('category', 'dimension=target_group', 'code=miners', 'label=Former miners')
        laptop.run(*split, 'dimension=target_group', 'category=miners')


def test_splits_and_sums_stay_within_the_whole():
    with world() as w:
        laptop = office(w)
        _, made = project(laptop)
        outcome = laptop.put('outcome', f'project={made}', 'indicator=TRAINED', 'from=2026-01-01', 'to=2026-06-30', 'value=60')
        split = ['put', 'breakdown', f'outcome={outcome}', 'dimension=sex']
        laptop.run(*split, 'category=women', 'value=14')
        refused(laptop, REFUSED, *split, 'category=men', 'value=47', tells=('breakdown', 'rule 10'))
        laptop.run(*split, 'category=men', 'value=46')
        laptop.put('project', made, 'grant=1000', 'currency=BAM')
        laptop.put('tranche', f'project={made}', 'number=1', 'percent=5000', 'amount=500')
        refused(laptop, REFUSED, 'put', 'tranche', f'project={made}', 'number=2', 'percent=5001', 'amount=400', tells=('rule 3',))
        refused(laptop, REFUSED, 'put', 'tranche', f'project={made}', 'number=2', 'percent=5000', 'amount=501', tells=('rule 3',))


def test_nothing_is_paid_before_it_is_approved():
    with world() as w:
        laptop = office(w)
        _, made = project(laptop)
        laptop.put('project', made, 'grant=1000', 'currency=BAM')
        tranche = laptop.put('tranche', f'project={made}', 'number=1', 'amount=1000', 'status=requested')
        refused(laptop, REFUSED, 'put', 'tranche', tranche, 'paid=1', tells=('tranche.paid', 'rule 3', 'approve'))
        laptop.put('tranche', tranche, 'status=approved', 'paid=1000')
        laptop.put('project', made, 'grant=2000')
        # Without a state it counts as planned: that is told, and cannot be said afterwards.
        other = laptop.put('tranche', f'project={made}', 'number=2', 'amount=1000', 'paid=1000')
        found = [(each['rule'], each['field'], each['id']) for each in laptop.json('attention') if each['kind'] == 'tranche']
        assert (3, 'paid', other) in found and (3, 'paid', tranche) not in found, found
        refused(laptop, REFUSED, 'put', 'tranche', other, 'status=planned', tells=('tranche.status', 'rule 3', 'approve'))
        laptop.put('tranche', other, 'status=approved')
        assert not [each for each in laptop.json('attention') if each['id'] == other and each['field'] == 'paid']
        laptop.put('tranche', f'project={made}', 'number=1', 'amount=0')
        assert [one['text'] for one in laptop.json('attention') if (one['rule'], one['field']) == (3, 'number')] == [
            'The project has another tranche 1; give one of them another number, or delete it.']


def test_an_answer_belongs_to_what_is_asked():
    with world() as w:
        laptop = office(w)
        partnership, _ = project(laptop)
        asked = laptop.put('assessment_round', f'partnership={partnership}', 'instrument=box44', 'held_on=2026-03-01')
        answer = ['put', 'assessment_answer', f'assessment_round={asked}']
        refused(laptop, REFUSED, *answer, 'item=key_stakeholders', 'answer=5', tells=('assessment_answer.item', 'Questions for ourselves'))
        refused(laptop, REFUSED, *answer, 'item=coverage', 'answer=planned', tells=('assessment_answer.answer', 'Questions for ourselves'))
        laptop.run(*answer, 'item=coverage', 'answer=4')


def test_a_currency_has_three_capital_letters():
    with world() as w:
        laptop = office(w)
        _, made = project(laptop)
        for word in ('eur', 'KM', 'EURO', 'E1R'):
            refused(laptop, REFUSED, 'put', 'project', made, 'grant=1000', f'currency={word}', tells=('BAM or EUR', word))
        laptop.put('project', made, 'grant=1000', 'currency=CHF')


def test_what_a_field_refers_to_is_of_its_kind():
    with world() as w:
        laptop = office(w)
        partnership, made = project(laptop)
        refused(laptop, REFUSED, 'put', 'project', made, f'partnership={made}', tells=('project.partnership', 'another kind'))
        refused(laptop, REFUSED, 'put', 'project', f'partnership={partnership}', 'title=T', 'activity=other', f'application={made}', tells=('another kind',))
        laptop.put('project', made, 'application=0194c9e4-0000-7000-8000-0000000000c1')


def test_a_most_is_not_less_than_the_least():
    with world() as w:
        laptop = office(w)
        programme = laptop.json('list', 'programme')[0]['id']
        call = laptop.put('call', 'reference=C', 'title=C', f'programme={programme}', 'min_grant=100', 'max_grant=500', 'min_months=6', 'max_months=12')
        line = refused(laptop, REFUSED, 'put', 'call', call, 'min_grant=60000', tells=('less than the least', '600.00', '5.00', 'rule 12'))
        assert 'start' not in line
        refused(laptop, REFUSED, 'put', 'call', call, 'max_months=5', tells=('call.max_months',))
        refused(laptop, REFUSED, 'put', 'criterion', f'call={call}', 'text=T', 'max_points=5', 'minimum=6', tells=('criterion.max_points',))


def test_who_comes_late_starts_in_no_later_state():
    with world() as w:
        laptop = office(w)
        programme = laptop.json('list', 'programme')[0]['id']
        call = laptop.put('call', 'reference=C', 'title=C', f'programme={programme}', 'concept_deadline=2026-05-01T12:00:00.000Z', 'min_months=6', 'max_months=12')
        organisation = laptop.put('organisation', 'name=A', 'actor_group=ngo')
        partnership = laptop.put('partnership', 'name=P')
        application = laptop.put('application', f'call={call}', f'partnership={partnership}', f'lead={organisation}', 'title=T', 'months=13')
        late = 'received_at=2026-05-01T12:00:00.001Z'
        for status in ('received', 'admin_ok', 'scored', 'contracted'):
            refused(laptop, REFUSED, 'put', 'application', application, f'status={status}', late, tells=('rule 2', 'late'))
        laptop.put('application', application, 'status=admin_ok', 'received_at=2026-05-01T12:00:00.000Z')
        refused(laptop, REFUSED, 'put', 'application', application, late, tells=('rule 2',))
        assert [each['field'] for each in laptop.json('attention') if each['kind'] == 'application' and each['rule'] == 5] == ['months']


def test_periods_that_overlap_are_told():
    with world() as w:
        laptop = office(w)
        _, made = project(laptop)
        laptop.put('period', f'project={made}', 'from=2026-01-01', 'to=2026-03-31', 'kind=quarter')
        laptop.put('period', f'project={made}', 'from=2026-01-01', 'to=2026-12-31', 'kind=final')
        second = laptop.put('period', f'project={made}', 'from=2026-03-31', 'to=2026-06-30', 'kind=quarter')
        assert [each['id'] for each in laptop.json('attention') if each['rule'] == 12] == [second]


def test_a_plan_that_is_paid_from_is_whole():
    with world() as w:
        laptop = office(w)
        _, made = project(laptop)
        laptop.put('project', made, 'grant=1000', 'currency=BAM')
        first = laptop.put('tranche', f'project={made}', 'number=1', 'percent=4500', 'amount=450')
        rules = lambda: [each['text'] for each in laptop.json('attention') if each['rule'] == 3]  # noqa: E731
        assert rules() == []
        laptop.run('delete', first)
        laptop.put('tranche', f'project={made}', 'number=1', 'percent=4500', 'amount=450', 'status=paid', 'paid=450')
        assert len(rules()) == 2 and any('45.00 percent' in text for text in rules()), rules()


def test_the_greatest_numbers_stop_nobody():
    """Two laptops report the most a number can be; both go on, and both see the same."""
    with world() as w:
        one = office(w, 'one')
        partnership, made = project(one)
        most = str(2 ** 63 - 1)
        result = ['outcome', f'project={made}', 'indicator=TRAINED', 'from=2026-01-01']
        one.put('project', made, 'status=contracting', f'grant={most}', 'currency=BAM', f'cofinancing={most}')
        one.put('project', made, 'status=active')
        two = w.laptop('two')
        first = one.export('--full')
        two.take(first, *two.trusting(first))
        ids = [one.put(*result, 'to=2026-06-30', f'value={most}'), two.put(*result, 'to=2026-06-30', f'value={int(most) - 7}')]
        for laptop in (one, two):
            laptop.put('funding', f'project={made}', 'kind=grant', f'amount={most}')
            laptop.put('budget_line', f'project={made}', 'heading=1', 'item=I', f'unit_cost={most}', f'quantity={most}')
            laptop.put('expenditure', f'project={made}', 'spent_on=2026-02-01', f'amount={most}')
        for giver, taker in ((one, two), (two, one)):
            data = giver.export('--full')
            assert taker.take(data, *taker.trusting(data))['waiting'] == 0
        assert one.digest() == two.digest()
        for laptop in (one, two):
            assert laptop.json('total', 'TRAINED')['total'] == int(most)
            assert laptop.json('total', 'TRAINED', '--project', made)['total'] == int(most)
            assert {15} <= {found['rule'] for found in laptop.json('attention')}
            for report in (['programme'], ['results'], ['budget', made], ['project-summary', made], ['partnership-profile', partnership]):
                laptop.run('report', *report, '--output', laptop.folder / 'out.html')
            laptop.run('check')
        two.run('delete', ids[1])
        one.run('delete', ids[1])
        assert one.json('total', 'TRAINED')['total'] == int(most)
        one.run('delete', ids[0])
        assert one.json('total', 'TRAINED')['total'] == 0
        one.run('check')


def test_a_reason_belongs_to_its_step():
    """What stands there from the last time is no reason for this time."""
    with world() as w:
        laptop = office(w)
        _, made = project(laptop)
        period = laptop.put('period', f'project={made}', 'from=2026-01-01', 'to=2026-06-30', 'status=locked')
        reopened = ['put', 'period', period, 'status=open']
        laptop.run(*reopened, 'reopen_reason=A wrong sum', 'reopened_until=2099-01-31')
        for state in ('submitted', 'approved', 'locked'):
            laptop.put('period', period, f'status={state}')
        refused(laptop, REFUSED, *reopened, tells=('reopen_reason',))
        refused(laptop, REFUSED, *reopened, 'reopen_reason=Another one', tells=('reopened_until',))
        laptop.run(*reopened, 'reopen_reason=Another one', 'reopened_until=2099-01-31')
        result = laptop.put('outcome', f'project={made}', 'indicator=TRAINED', 'from=2026-07-01', 'to=2026-08-31', 'value=1', 'note=Welders')
        refused(laptop, REFUSED, 'put', 'outcome', result, 'state=withdrawn', tells=('note',))
        laptop.put('outcome', result, 'state=withdrawn', 'note=Counted twice')


if __name__ == '__main__':
    main(__name__)
