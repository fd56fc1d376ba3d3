import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../../../src/esia/domain/json.js';
import { judgePerson } from '../../../src/esia/domain/person-answer.js';
import type { TokenSubject } from '../../../src/esia/domain/token-claims.js';

const TEST = { allowTestNumbers: true };
const subject = (over: Partial<TokenSubject> = {}): TokenSubject => ({
  oid: '1000000001',
  level: 'PR',
  type: 'P',
  scopes: new Set(['openid', 'fullname', 'birthdate', 'snils']),
  ...over,
});
const person = (over: JsonObject = {}): JsonObject => ({
  stateFacts: ['EntityRoot'],
  firstName: 'Мария',
  lastName: 'Иванова',
  middleName: 'Петровна',
  birthDate: '03.02.1985',
  trusted: true,
  snils: '000-000-600 06',
  status: 'REGISTERED',
  ...over,
});

describe('the answer about a person', () => {
  it('becomes a profile with the oid and the level of the tokens', () => {
    expect(judgePerson(person(), subject(), TEST)).toEqual({
      kind: 'person',
      profile: {
        oid: '1000000001',
        level: 'PR',
        name: { last: 'Иванова', first: 'Мария', middle: 'Петровна' },
        birthDate: '1985-02-03',
        snils: '00000060006',
      },
    });
  });

  it('EC-033: trusted does not make a level; lvl P stays P', () => {
    expect(judgePerson(person({ trusted: true }), subject({ level: 'P' }), TEST)).toMatchObject({
      profile: { level: 'P' },
    });
  });

  it('EC-091: no СНИЛС and no patronymic are none', () => {
    expect(judgePerson(person({ snils: undefined, middleName: undefined }), subject(), TEST)).toMatchObject({
      profile: { snils: null, name: { middle: null } },
    });
    expect(judgePerson(person({ middleName: '' }), subject(), TEST)).toMatchObject({
      profile: { name: { middle: null } },
    });
  });

  it('EC-014: a test number is no СНИЛС where the setting does not allow it', () => {
    expect(judgePerson(person(), subject(), { allowTestNumbers: false })).toMatchObject({
      profile: { snils: null },
    });
  });

  it('EC-099: whoever is no natural person is ESIA_ROLE', () => {
    expect(judgePerson(person(), subject({ type: 'L' }), TEST)).toEqual({
      kind: 'refused',
      code: 'ESIA_ROLE',
      fault: null,
    });
  });

  it('a deleted account is refused', () => {
    expect(judgePerson(person({ status: 'DELETED' }), subject(), TEST)).toMatchObject({
      kind: 'refused',
      code: 'ESIA_NOT_VERIFIED',
    });
  });

  it('an answer about somebody else is refused with the alarm', () => {
    expect(judgePerson(person({ oid: '1000000002' }), subject(), TEST)).toMatchObject({
      code: 'ESIA_TECH',
      fault: 'subject_mismatch',
    });
    expect(judgePerson(person({ oid: '1000000001' }), subject(), TEST)).toMatchObject({ kind: 'person' });
  });

  it("EC-090: data missing because its scope was not granted is the person's choice; missing otherwise, a fault", () => {
    const without = person({ birthDate: undefined });
    expect(judgePerson(without, subject({ scopes: new Set(['openid', 'fullname']) }), TEST)).toMatchObject({
      code: 'ESIA_SCOPE_DENIED',
    });
    expect(judgePerson(without, subject(), TEST)).toMatchObject({
      code: 'ESIA_TECH',
      fault: 'person_incomplete',
    });
    expect(judgePerson(person({ lastName: ' ' }), subject(), TEST)).toMatchObject({
      fault: 'person_incomplete',
    });
  });

  it.each(['1985-02-03', '3.2.1985', '31.02.1985', '03.02.85', ''])(
    'a birth date written %j is none',
    (birthDate) => {
      expect(judgePerson(person({ birthDate }), subject(), TEST)).toMatchObject({
        fault: 'person_incomplete',
      });
    },
  );
});
