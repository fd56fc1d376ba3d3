import { describe, expect, it } from '@jest/globals';
import {
  esiaCodeIn,
  explainEsiaError,
  KNOWN_ESIA_CODES,
  ruleForEsiaError,
} from '../../../src/esia/domain/esia-errors.js';
import { explainEsiaOutcome, type EsiaOutcomeCode } from '../../../src/esia/domain/outcomes.js';

/** Table 3.4 of esia-protocol.md, line by line, and the codes of the REST services below it. */
const TABLE_3_4 = [
  ...[
    '007002',
    '007003',
    '007004',
    '007005',
    '007006',
    '007007',
    '007008',
    '007009',
    '007011',
    '007012',
    '007013',
  ],
  ...[
    '007014',
    '007015',
    '007019',
    '007023',
    '007038',
    '007039',
    '007040',
    '007046',
    '007053',
    '007055',
    '007060',
  ],
  ...['007061', '007062', '007194', '008010'],
  ...[
    '036700',
    '036701',
    '036702',
    '036703',
    '036704',
    '036705',
    '036706',
    '036707',
    '036716',
    '036726',
    '036727',
  ],
  ...['005011', '005013', '005029'],
];

/** outcome-codes.md, i.2. */
const GROUPS: [EsiaOutcomeCode, string[]][] = [
  ['ESIA_NOT_VERIFIED', ['007055']],
  ['ESIA_SCOPE_DENIED', ['007004']],
  ['ESIA_2FA_IMPOSSIBLE', ['007046']],
  ['ESIA_ROLE', ['007062']],
  ['ESIA_NOT_EMPLOYEE', ['007194']],
  ['ESIA_CODE_INVALID', ['007011', '005011', '005013']],
  ['ESIA_UNAVAILABLE', ['007007', '007008']],
  [
    'ESIA_TECH',
    [
      '007003',
      '007006',
      '007009',
      '007012',
      '007013',
      '007014',
      '007038',
      '007039',
      '007040',
      '007060',
      '007061',
    ],
  ],
  [
    'ESIA_TECH',
    [
      '036700',
      '036710',
      '036727',
      '007002',
      '007005',
      '007019',
      '007023',
      '007053',
      '008010',
      '005029',
      '007015',
    ],
  ],
];

describe('errors of ESIA', () => {
  it('AUTH-07: every code of table 3.4 has a rule, and no rule is for a code outside it', () => {
    expect([...KNOWN_ESIA_CODES].sort()).toEqual([...TABLE_3_4].sort());
  });

  it.each(GROUPS)('%s is the outcome of %j', (outcome, codes) => {
    expect(codes.map((code) => ruleForEsiaError(code, null, []).outcome)).toEqual(codes.map(() => outcome));
  });

  it('an unknown code is a technical fault that raises the alarm', () => {
    for (const code of ['999999', '036728', '036799', '000000']) {
      expect(ruleForEsiaError(code, 'access_denied', [])).toMatchObject({
        outcome: 'ESIA_TECH',
        alarm: true,
      });
    }
  });

  it('an error without a code is a technical fault, unless OAuth says that the server cannot now', () => {
    expect(ruleForEsiaError(null, 'access_denied', [])).toMatchObject({ outcome: 'ESIA_TECH', alarm: true });
    expect(ruleForEsiaError(null, 'temporarily_unavailable', []).outcome).toBe('ESIA_UNAVAILABLE');
    expect(ruleForEsiaError(null, 'server_error', []).outcome).toBe('ESIA_UNAVAILABLE');
  });

  it('EC-093: a wrong clock is ours to mend, with an alarm', () => {
    expect(explainEsiaError('007015')).toMatchObject({ outcome: 'ESIA_TECH', mendedBy: 'ops', alarm: true });
  });

  it('EC-092: a stale code is tried anew once', () => {
    expect(explainEsiaError('007011').retry).toBe('once');
  });

  it('EC-090: a person who declined is told which data and what to press; a scope not granted to us is ours', () => {
    expect(explainEsiaError('007004')).toMatchObject({ mendedBy: 'user', alarm: false });
    expect(explainEsiaError('007004').text).toMatch(/СНИЛС.*«Предоставить»/s);
    expect(explainEsiaError('007019')).toMatchObject({ outcome: 'ESIA_TECH', mendedBy: 'ops' });
  });

  it('EC-096: where no code can be sent, the text names TOTP', () => {
    expect(explainEsiaError('007046').text).toContain('TOTP');
  });

  it('EC-033: an account that is not confirmed is told where to confirm it', () => {
    expect(explainEsiaError('007055').text).toMatch(/МФЦ/);
  });

  it("the refusal for want of a parent's consent is a setting, since its real code is not known", () => {
    expect(ruleForEsiaError('007777', 'access_denied', ['007777']).outcome).toBe('AWAITING_PARENT_CONSENT');
  });

  it('the code is found in the real texts of errors, with or without a message', () => {
    expect(esiaCodeIn('ESIA-007014: The request doesn`t contain the mandatory parameter [state].')).toBe(
      '007014',
    );
    expect(esiaCodeIn('ESIA-007055')).toBe('007055');
    expect(esiaCodeIn('ESIA-0070555')).toBeNull();
    expect(esiaCodeIn('OAuthErrorEnum.clientSecretWrong')).toBeNull();
    expect(esiaCodeIn(undefined)).toBeNull();
  });

  it('every text is whole Russian sentences and asks for something to be done', () => {
    for (const code of ['007055', '007004', '007046', '007062', '007194', '007011', '007007', '007003']) {
      const { text } = explainEsiaError(code);
      expect(text).toMatch(/^[А-Я].*\.$/s);
      expect(text).toMatch(/войдите|попробуйте|попросите|подтвердите/i);
    }
    expect(explainEsiaOutcome('STATE_INVALID').text).toContain('заново');
  });
});
