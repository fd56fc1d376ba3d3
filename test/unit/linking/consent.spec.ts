import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, birthdayOn, type CalendarDate } from '../../../src/kernel/calendar-date.js';
import { giverOn, isConsentDue, isGateAge } from '../../../src/linking/domain/consent.js';
import { type GateFacts, opens, throughConsent } from '../../../src/linking/domain/consent-gate.js';
import type { Evidence } from '../../../src/linking/domain/evidence.js';
import { isCardOf } from '../../../src/linking/domain/kid-card.js';
import { type LinkEvent, type LinkState, moves } from '../../../src/linking/domain/link-state.js';
import type { Enter, Move } from '../../../src/linking/domain/plan.js';
import { human, id } from './subjects.js';

const day = (text: string) => text as CalendarDate;
const evidence: Evidence = { rule: 'R1', equal: [], different: [], missing: [] };
const account = id(7);

const enter = (entry: Enter['entry']): Enter => ({
  kind: 'enter',
  ...{ entry, accountId: account, evidence, reason: 'R1', review: null, inheritsFrom: null },
});
const move = (state: LinkState, event: LinkEvent): Move => ({
  kind: 'move',
  link: {
    ...{ id: id(1), esiaPersonId: id(2), accountId: account, state, reason: null, rule: 'R1' },
    changedAt: new Date(0),
    until: null,
  },
  ...{ event, evidence, reason: 'R1', review: null, closesReview: true },
});
const facts = (over: Partial<GateFacts> = {}): GateFacts => ({
  ...{ applies: true, due: new Set([account]), withdrawn: new Set() },
  ...over,
});

describe('who consents', () => {
  it.each([
    ['13 years 364 days', '2012-11-24', 'representative'],
    ['14 years 0 days', '2012-11-23', 'self'],
    ['18 years', '2008-11-23', 'self'],
  ] as const)('at %s: %s', (_, born, giver) => {
    expect(giverOn(day('2026-11-23'), day(born))).toBe(giver);
  });

  it('law: the giver changes on the 14th birthday, to the day, 29 February included', () => {
    const born = fc
      .date({ min: new Date('2004-01-01'), max: new Date('2020-12-31'), noInvalidDate: true })
      .map((moment) => day(moment.toISOString().slice(0, 10)));
    fc.assert(
      fc.property(born, (birth) => {
        const birthday = birthdayOn(birth, 14);
        expect(giverOn(birthday, birth)).toBe('self');
        expect(giverOn(addDays(birthday, -1), birth)).toBe('representative');
      }),
    );
  });

  it('LNK-12: the gate asks until the 18th birthday and not on it', () => {
    expect(isGateAge(day('2026-11-22'), day('2008-11-23'))).toBe(true);
    expect(isGateAge(day('2026-11-23'), day('2008-11-23'))).toBe(false);
  });
});

describe('LNK-12: when a consent is due', () => {
  it.each([
    [{ given: false, withdrawn: false, shownByParent: false }, true],
    [{ given: true, withdrawn: false, shownByParent: false }, false],
    [{ given: false, withdrawn: false, shownByParent: true }, false],
    [{ given: false, withdrawn: true, shownByParent: true }, true],
  ])('%j: %s', (known, due) => {
    expect(isConsentDue(known)).toBe(due);
  });
});

describe('LNK-12: the gate', () => {
  it('makes a new link wait', () => {
    const { changes, outcomes } = throughConsent([enter('matched')], facts());
    expect(changes).toMatchObject([{ entry: 'matched_consent_due' }]);
    expect(outcomes).toMatchObject([{ code: 'AWAITING_PARENT_CONSENT', accountId: account }]);
  });

  it.each(['pending_proof', 'pending_review'] as const)(
    'lets a row in %s go no further than to the wait',
    (state) => {
      const { changes } = throughConsent([move(state, 'roster_mended')], facts());
      expect(changes).toMatchObject([{ event: 'consent_due', closesReview: true }]);
    },
  );

  it('leaves a waiting row waiting, and a link that a withdrawal suspended', () => {
    expect(throughConsent([move('awaiting_consent', 'consent_given')], facts()).changes).toEqual([]);
    const withdrawn = facts({ withdrawn: new Set([account]) });
    expect(throughConsent([move('suspended', 'resolved')], withdrawn).changes).toEqual([]);
  });

  it('says why a wait is over: a consent came, or none is asked for', () => {
    const waiting = move('awaiting_consent', 'consent_given');
    expect(throughConsent([waiting], facts({ due: new Set() })).changes).toEqual([waiting]);
    const off = facts({ applies: false, due: new Set() });
    expect(throughConsent([waiting], off).changes).toMatchObject([{ event: 'consent_not_due' }]);
  });

  it('law: nothing that opens an account goes past a consent that is due, save the end of another suspension', () => {
    const states = Object.keys(moves) as LinkState[];
    const anyMove = fc
      .constantFrom(...states)
      .chain((state) =>
        fc
          .constantFrom(...(Object.keys(moves[state]) as LinkEvent[]), 'lapsed' as LinkEvent)
          .map((event) => move(state, event)),
      );
    const anyEnter = fc
      .constantFrom<Enter['entry']>('matched', 'new_oid', 'proposed', 'sent_to_review')
      .map(enter);
    fc.assert(
      fc.property(fc.array(fc.oneof(anyMove, anyEnter), { maxLength: 6 }), (changes) => {
        for (const change of throughConsent(changes, facts()).changes) {
          if (opens(change) === null) continue;
          expect(change).toMatchObject({ kind: 'move', link: { state: 'suspended' } });
        }
      }),
    );
  });

  it('law: where no consent is due it changes nothing but the word for the end of a wait', () => {
    const open = facts({ applies: false, due: new Set() });
    const changes = [enter('matched'), move('pending_proof', 'roster_mended'), move('suspended', 'resolved')];
    expect(throughConsent(changes, open)).toEqual({ changes, outcomes: [] });
  });
});

describe('a verified card of ESIA', () => {
  it.each([
    ['number and birth date equal, whatever the name', human({ snils: 5, last: 'Другой' }), true],
    ['number missing on a side, birth date and name equal', human({ snils: null }), true],
    ['number missing, another patronymic', human({ snils: null, middle: 'Иванович' }), false],
    ['another number, all else equal', human({ snils: 6 }), false],
    ['another birth date', human({ snils: 5, born: '2012-05-07' }), false],
    ['no birth date', human({ snils: 5, born: null }), false],
  ])('shows a child: %s', (_, card, shows) => {
    expect(isCardOf(card, human({ snils: 5 }))).toBe(shows);
    expect(isCardOf(human({ snils: 5 }), card)).toBe(shows);
  });
});
