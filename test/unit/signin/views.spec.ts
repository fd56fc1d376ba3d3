import { describe, expect, it } from '@jest/globals';
import type { LinkedAccount } from '../../../src/linking/index.js';
import type { Uuid } from '../../../src/kernel/ids.js';
import type { SignIn, SignInOutcome } from '../../../src/signin/domain/sign-in.js';
import { momentInWords, yearsOfAge } from '../../../src/signin/http/russian-words.js';
import { accountView, outcomeView, reasonViews, whoseView } from '../../../src/signin/http/views.js';

const FORM = { action: '/x', token: 't' };
const ZONE = 'Europe/Kaliningrad';

const anAccount = (overrides: Partial<LinkedAccount> = {}): LinkedAccount => ({
  ...{ accountId: 'a' as Uuid, externalId: 'x', journalSystemId: 'j' as Uuid, linkId: 'l' as Uuid },
  ...{
    role: 'student',
    schools: [{ id: 's1' as Uuid, shortName: 'Школа 1' }],
    schoolNames: ['Школа 1'],
    classLabel: '5А',
    personName: 'Соколов Ян',
    access: 'full',
  },
  ...overrides,
});

const aSignIn = (overrides: Partial<SignIn> = {}): SignIn => ({
  ...{
    id: 's' as Uuid,
    regionId: 'r' as Uuid,
    attemptId: null,
    purpose: 'journal',
    journalSystemId: 'j' as Uuid,
  },
  ...{ returnTo: '/back', caseNumber: '482109371528', state: 'failed', outcomes: [], esiaPersonId: null },
  ...{ journalAccountId: null, choiceAccountIds: [], startedAt: new Date(0), expiresAt: new Date(0) },
  ...{ changedAt: new Date(0), traceId: null },
  ...overrides,
});

describe('what a page says', () => {
  it.each([
    [1, '1 год'],
    [4, '4 года'],
    [11, '11 лет'],
    [14, '14 лет'],
  ])('an age of %d is «%s»', (age, words) => {
    expect(yearsOfAge(age)).toBe(words);
  });

  it('moments are of the region, not of the server', () => {
    expect(momentInWords(new Date('2026-11-21T22:30:00Z'), ZONE)).toContain('22 ноября 2026');
  });

  it('a name without patronymic has no gap', () => {
    const person = { name: { last: 'Ким', first: 'Ирина', middle: null }, age: null };
    expect(whoseView(person, FORM, FORM)).toMatchObject({ name: 'Ким Ирина', age: null });
  });

  it('an account says role, school, whose it is and the class', () => {
    expect(accountView(anAccount())).toMatchObject({
      role: 'Ученик',
      schools: 'Школа 1',
      whose: 'Соколов Ян, 5А',
    });
    expect(accountView(anAccount({ personName: null, classLabel: null })).whose).toBeNull();
  });

  it('EC-067: an account between two schools is shown as read only', () => {
    expect(accountView(anAccount({ access: 'history' })).limit).toContain('Только просмотр');
    expect(accountView(anAccount()).limit).toBeNull();
  });

  it('one reason for four children is said once', () => {
    const outcome: SignInOutcome = { source: 'linking', code: 'AMBIGUOUS', schoolNames: ['Школа 1'] };
    expect(reasonViews([outcome, { ...outcome }], ZONE)).toHaveLength(1);
    expect(reasonViews([outcome, { ...outcome, schoolNames: ['Школа 2'] }], ZONE)).toHaveLength(2);
  });

  it('every reason names its cause and who mends it', () => {
    const outcomes: SignInOutcome[] = [
      { source: 'esia', code: 'ESIA_UNAVAILABLE' },
      { source: 'esia', code: 'ESIA_TECH', esiaCode: '007005' },
      { source: 'linking', code: 'NOT_FOUND' },
      { source: 'access', code: 'NO_ADMIN_ROLE' },
    ];
    for (const reason of reasonViews(outcomes, ZONE)) {
      expect([reason.cause, reason.mender]).toEqual([
        expect.stringMatching(/[а-я]/),
        expect.stringMatching(/[а-я]/),
      ]);
    }
  });

  it('only an e-journal has a way back, and it gets the sign-in’s id', () => {
    expect(outcomeView(aSignIn(), ZONE, FORM).back).toBe('/back?sign_in=s');
    expect(outcomeView(aSignIn({ purpose: 'account' }), ZONE, FORM).back).toBeNull();
  });

  it('sends to the school when the data differ, and to support when Госуслуги failed', () => {
    const hint = (source: SignInOutcome['source'], code: string) =>
      outcomeView(aSignIn({ outcomes: [{ source, code }] }), ZONE, FORM).hint;
    expect(hint('linking', 'NOT_FOUND')).toContain('классному руководителю');
    expect(hint('esia', 'ESIA_TECH')).toContain('службе поддержки');
  });
});
