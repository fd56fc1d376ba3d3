import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { CalendarDate } from '../../../src/kernel/calendar-date.js';
import type { Uuid } from '../../../src/kernel/ids.js';
import { type CampaignPhase, isCutOver, PHASES } from '../../../src/legacy/domain/campaign-phase.js';
import type { Credential } from '../../../src/legacy/domain/credential-state.js';
import { decide } from '../../../src/legacy/domain/sign-in-decision.js';
import type { AccountFacts, SignInFacts } from '../../../src/legacy/domain/sign-in-facts.js';

const NOW = new Date('2027-03-02T12:00:00Z');
const HOUR = 3_600_000;
const later = (ms: number): Date => new Date(NOW.getTime() + ms);
const LINK_URL = 'https://perehod.example/account';

const anAccount = (overrides: Partial<AccountFacts> = {}): AccountFacts => ({
  ...{
    credential: { state: 'active' },
    isOpen: true,
    link: null,
    lock: null,
    exemption: null,
    openCase: null,
  },
  ...{ brownout: null, nextBrownoutAt: null },
  ...overrides,
});

/** A parent of a school in Kaliningrad, and the cut-over on 20.03.2027, or on 01.03.2027 when it is over. */
const facts = (
  phase: CampaignPhase,
  account: Partial<AccountFacts> | null = {},
  overrides: Partial<SignInFacts> = {},
): SignInFacts => {
  const isOver = isCutOver(phase);
  return {
    ...{ now: NOW, today: '2027-03-02' as CalendarDate, timeZone: 'Europe/Kaliningrad', linkUrl: LINK_URL },
    campaign: {
      phase,
      cutoverOn: (phase === 'not_scheduled'
        ? null
        : isOver
          ? '2027-03-01'
          : '2027-03-20') as CalendarDate | null,
      cutoverBegins: phase === 'not_scheduled' ? null : later(isOver ? -38 * HOUR : 430 * HOUR),
      cutOverAt: isOver ? later(-38 * HOUR) : null,
      isPaused: false,
    },
    account: account === null ? null : anAccount(account),
    ...{ skipsAllowed: 3, skipsUsed: 0, breakGlassUntil: null, outage: null },
    ...overrides,
  };
};

const brownout = { id: 'b' as Uuid, startsAt: later(-HOUR), endsAt: later(HOUR) };
const answer = (given: SignInFacts) => {
  const { decision, code } = decide(given);
  return [decision, code];
};
const disabled = (reason: 'linked' | 'unused' | 'cutover'): Credential => ({ state: 'disabled', reason });

describe('a password sign-in', () => {
  it.each<[CampaignPhase, string, string | null]>([
    ['not_scheduled', 'allow', null],
    ['preparation', 'allow', null],
    ['announced', 'allow', null],
    ['soft_launch', 'allow_with_warning', 'LEGACY_WARN'],
    ['link_required', 'require_linking', 'LEGACY_LINK_REQUIRED'],
    ['brownouts', 'require_linking', 'LEGACY_LINK_REQUIRED'],
    ['cutover', 'deny_cutover', 'LEGACY_DISABLED'],
    ['grace', 'deny_cutover', 'LEGACY_DISABLED'],
    ['closed', 'deny_cutover', 'LEGACY_DISABLED'],
  ])('in phase %s is answered %s, even while the stored state is late', (phase, decision, code) => {
    for (const state of ['active', 'warned', 'link_required'] as const)
      expect(answer(facts(phase, { credential: { state } }))).toEqual([decision, code]);
  });

  it('of an account that we do not know passes before the cut-over and is refused after it (EC-133)', () => {
    for (const phase of PHASES)
      expect(answer(facts(phase, null))).toEqual(
        isCutOver(phase) ? ['deny_unknown', 'LEGACY_UNKNOWN'] : ['allow', null],
      );
  });

  it('is held up by a lock before everything else, and a restriction has words of its own', () => {
    const over = { breakGlassUntil: later(HOUR) };
    expect(answer(facts('announced', { lock: 'security' }, over))).toEqual(['deny_locked', 'SECURITY_LOCK']);
    expect(answer(facts('grace', { lock: 'restriction' }, over))).toEqual([
      'deny_locked',
      'REPRESENTATION_RESTRICTED',
    ]);
    expect(answer(facts('grace', { lock: 'death' }, over))).toEqual(['deny_locked', 'SECURITY_LOCK']);
  });

  it('passes with break-glass on, but not for who never had a password', () => {
    const on = { breakGlassUntil: later(HOUR) };
    expect(answer(facts('closed', { credential: disabled('cutover') }, on))).toEqual([
      'allow_with_warning',
      'LEGACY_ESIA_OUTAGE',
    ]);
    expect(answer(facts('closed', { credential: disabled('linked'), link: 'active' }, on))[0]).toBe(
      'allow_with_warning',
    );
    for (const state of ['never_issued', 'purged'] as const)
      expect(answer(facts('closed', { credential: { state } }, on))).toEqual([
        'deny_unknown',
        'LEGACY_UNKNOWN',
      ]);
    expect(answer(facts('closed', { credential: disabled('cutover') }, { breakGlassUntil: NOW }))[0]).toBe(
      'deny_cutover',
    );
  });

  it('passes under an exemption; one of a school does not reach a password disabled by the link, a person’s own does', () => {
    const linked = { credential: disabled('linked'), link: 'active' } as const;
    const exemption = (isPersonal: boolean) => ({ exemption: { until: later(HOUR), isPersonal } });
    expect(answer(facts('cutover', exemption(false)))).toEqual(['allow_with_warning', 'LEGACY_EXEMPT']);
    expect(answer(facts('cutover', { ...linked, ...exemption(false) }))).toEqual([
      'deny_cutover',
      'LEGACY_LINKED',
    ]);
    expect(answer(facts('cutover', { ...linked, ...exemption(true) }))).toEqual([
      'allow_with_warning',
      'LEGACY_EXEMPT',
    ]);
    const over = { exemption: { until: NOW, isPersonal: true } };
    expect(answer(facts('cutover', over))).toEqual(['deny_cutover', 'LEGACY_DISABLED']);
  });

  it('passes while a case begun before the cut-over waits for the school, not one begun after it (EC-134)', () => {
    const openCase = (begun: number) => ({
      openCase: { begunAt: later(begun * HOUR), until: later(90 * HOUR) },
    });
    expect(answer(facts('cutover', openCase(-39)))).toEqual(['allow_with_warning', 'LEGACY_EXEMPT']);
    expect(answer(facts('cutover', openCase(-37)))).toEqual(['deny_cutover', 'LEGACY_DISABLED']);
  });

  it('passes in a re-enable window until its end, and not once Госуслуги are linked (EC-114)', () => {
    const credential = { state: 'reenabled', until: later(HOUR) } as const;
    expect(answer(facts('cutover', { credential }))).toEqual(['allow_with_warning', 'LEGACY_REENABLED']);
    expect(answer(facts('brownouts', { credential, brownout }))).toEqual([
      'allow_with_warning',
      'LEGACY_REENABLED',
    ]);
    expect(answer(facts('cutover', { credential, link: 'active' }))).toEqual([
      'deny_cutover',
      'LEGACY_LINKED',
    ]);
    expect(answer(facts('cutover', { credential: { ...credential, until: NOW } }))).toEqual([
      'deny_cutover',
      'LEGACY_DISABLED',
    ]);
  });

  it('passes during an outage of ESIA before the cut-over, whatever disabled the password; after it an outage has no effect', () => {
    const outage = { outage: { until: null } };
    for (const account of [
      { brownout },
      { credential: disabled('linked'), link: 'active' as const },
      { credential: disabled('unused') },
    ])
      expect(answer(facts('brownouts', account, outage))).toEqual([
        'allow_with_warning',
        'LEGACY_ESIA_OUTAGE',
      ]);
    expect(answer(facts('cutover', {}, outage))[0]).toBe('deny_cutover');
    expect(decide(facts('link_required', {}, outage)).skipsLeft).toBeNull();
    expect(answer(facts('brownouts', { brownout }, { outage: { until: NOW } }))[0]).toBe('deny_brownout');
  });

  it('is refused in a brownout with the ways that are left: МФЦ, the school’s computer, the password on request (EC-113)', () => {
    const { text, ...rest } = decide(facts('brownouts', { brownout }));
    expect(rest).toMatchObject({
      decision: 'deny_brownout',
      retryAfter: 3600,
      until: brownout.endsAt,
      brownoutId: 'b',
    });
    expect(text).toMatch(/^Вход по паролю временно отключён до 15:00 02\.03\.2027\. Войдите через Госуслуги/);
    for (const way of ['МФЦ', 'компьютера в школе', 'включить вам пароль']) expect(text).toContain(way);
    const paused = facts('brownouts', { brownout });
    expect(answer({ ...paused, campaign: { ...paused.campaign, isPaused: true } })[0]).toBe(
      'require_linking',
    );
    expect(answer(facts('link_required', { brownout }))[0]).toBe('require_linking');
  });

  it('asks for linking as often as the policy lets it be skipped, then warns', () => {
    const asked = [0, 2, 3, 9].map((skipsUsed) => decide(facts('link_required', {}, { skipsUsed })));
    expect(asked.map(({ decision, skipsLeft }) => [decision, skipsLeft])).toEqual([
      ['require_linking', 3],
      ['require_linking', 1],
      ['allow_with_warning', 0],
      ['allow_with_warning', 0],
    ]);
    expect(asked[1]?.text).toContain('Отложить можно ещё 1 раз.');
    expect(asked[2]?.text).toContain('Отложить больше нельзя');
  });

  it('comes back before the cut-over when the link that disabled it has ended and the account is open (EC-130)', () => {
    for (const link of [null, 'broken'] as const) {
      expect(answer(facts('soft_launch', { credential: disabled('linked'), link }))).toEqual([
        'allow_with_warning',
        'LEGACY_WARN',
      ]);
      expect(answer(facts('cutover', { credential: disabled('linked'), link }))).toEqual([
        'deny_cutover',
        'LEGACY_DISABLED',
      ]);
    }
    expect(
      answer(facts('soft_launch', { credential: disabled('linked'), link: null, isOpen: false }))[0],
    ).toBe('deny_cutover');
  });

  it('of an account without a stored state follows its campaign, and after the cut-over there is no password (LEG-15)', () => {
    expect(answer(facts('soft_launch', { credential: null }))).toEqual(['allow_with_warning', 'LEGACY_WARN']);
    expect(answer(facts('cutover', { credential: null }))).toEqual(['deny_unknown', 'LEGACY_UNKNOWN']);
  });

  it('tells the date of the cut-over and the days that are left', () => {
    const { daysLeft, cutoverOn, text } = decide(facts('soft_launch'));
    expect([daysLeft, cutoverOn]).toEqual([18, '2027-03-20']);
    expect(text).toBe(
      'Вход по паролю прекращается 20.03.2027 (через 18 дней). Привяжите Госуслуги сейчас: это займёт несколько минут. ' +
        'Нет подтверждённой учётной записи: её подтвердит МФЦ или банк.',
    );
    expect(decide(facts('cutover')).text).toMatch(/^Вход по паролю отключён с 01\.03\.2027\./);
    expect(decide(facts('cutover')).daysLeft).toBeNull();
  });

  it('says of an end at midnight which day is the last', () => {
    const until = new Date('2027-09-29T22:00:00Z');
    expect(decide(facts('cutover', { exemption: { until, isPersonal: true } })).text).toMatch(
      /^Вход по паролю сохранён за вами по 29\.09\.2027 включительно\./,
    );
  });

  it('may be remembered for a minute, and never beyond the next boundary', () => {
    const near = later(7_900);
    const cases: SignInFacts[] = [
      facts('brownouts', { brownout: { ...brownout, endsAt: near } }),
      facts('brownouts', { nextBrownoutAt: near }),
      facts('cutover', { exemption: { until: near, isPersonal: false } }),
      facts('cutover', { openCase: { begunAt: later(-100 * HOUR), until: near } }),
      facts('cutover', { credential: { state: 'reenabled', until: near } }),
      facts('cutover', {}, { breakGlassUntil: near }),
      facts('brownouts', {}, { outage: { until: near } }),
      { ...facts('brownouts'), campaign: { ...facts('brownouts').campaign, cutoverBegins: near } },
    ];
    for (const one of cases) expect(decide(one).cacheSeconds).toBe(7);
    expect(decide(facts('brownouts')).cacheSeconds).toBe(60);
  });
});

describe('the laws of the decision', () => {
  const moment = fc.integer({ min: -100, max: 100 }).map((hours) => later(hours * HOUR + 1));
  const credential: fc.Arbitrary<Credential | null> = fc.oneof(
    fc.constant(null),
    fc
      .constantFrom('never_issued', 'active', 'warned', 'link_required', 'issued_under_exemption', 'purged')
      .map((state) => ({ state })),
    fc.constantFrom('linked' as const, 'unused' as const, 'cutover' as const).map(disabled),
    moment.map((until): Credential => ({ state: 'reenabled', until })),
  );
  const account: fc.Arbitrary<AccountFacts> = fc.record({
    credential,
    isOpen: fc.boolean(),
    link: fc.constantFrom('active', 'suspended', 'broken', null),
    lock: fc.constantFrom(null, null, 'security', 'restriction', 'death'),
    exemption: fc.option(fc.record({ until: moment, isPersonal: fc.boolean() })),
    openCase: fc.option(fc.record({ begunAt: moment, until: moment })),
    brownout: fc.option(fc.record({ id: fc.constant('b' as Uuid), startsAt: moment, endsAt: moment })),
    nextBrownoutAt: fc.option(moment),
  });
  const anything: fc.Arbitrary<SignInFacts> = fc
    .tuple(
      fc.constantFrom(...PHASES),
      fc.option(account, { freq: 9 }),
      fc.record({
        skipsUsed: fc.nat(6),
        skipsAllowed: fc.nat(5),
        breakGlassUntil: fc.option(moment),
        outage: fc.option(fc.record({ until: fc.option(moment) })),
      }),
    )
    .map(([phase, drawn, over]) => facts(phase, drawn, over));

  it('before the cut-over a known, open account without a live link is refused only by a lock, in a brownout, or as unused', () => {
    fc.assert(
      fc.property(anything, (given) => {
        const { account: known, campaign } = given;
        fc.pre(known !== null && !isCutOver(campaign.phase) && known.isOpen && known.link === null);
        // A purged password is gone from the journal itself: there is nothing left that could be let in.
        fc.pre(known.credential?.state !== 'purged');
        const { decision } = decide(given);
        expect([
          ...['allow', 'allow_with_warning', 'require_linking'],
          ...(known.lock === null ? [] : ['deny_locked']),
          ...(known.brownout === null ? [] : ['deny_brownout']),
          ...(known.credential?.state === 'disabled' ? ['deny_unused'] : []),
        ]).toContain(decision);
      }),
      { numRuns: 2000 },
    );
  });

  it('nobody is refused without a code, a text and a way out that the text names', () => {
    fc.assert(
      fc.property(anything, (given) => {
        const { decision, code, text } = decide(given);
        expect([code === null, text === null]).toEqual([decision === 'allow', decision === 'allow']);
        const way = decision.startsWith('deny_')
          ? /Войдите через Госуслуги|войдите через них|[Оо]братитесь в школу/
          : /^/;
        expect(text ?? '').toMatch(way);
        expect(text ?? '').not.toMatch(/undefined|null|NaN|\s\s|\{|\}/);
      }),
      { numRuns: 2000 },
    );
  });

  it('an answer is kept for 0 to 60 whole seconds, and what it says still holds at the end of them', () => {
    fc.assert(
      fc.property(anything, (given) => {
        const { cacheSeconds, decision, code } = decide(given);
        expect(Number.isInteger(cacheSeconds) && cacheSeconds >= 0 && cacheSeconds <= 60).toBe(true);
        // A window that is still ahead is read anew then; all the rest is in the facts.
        fc.pre(given.account?.brownout === null || (given.account?.brownout.startsAt ?? NOW) <= NOW);
        const at = new Date(NOW.getTime() + cacheSeconds * 1000 - 1);
        const then = decide({ ...given, now: at < NOW ? NOW : at });
        expect([then.decision, then.code]).toEqual([decision, code]);
      }),
      { numRuns: 2000 },
    );
  });
});
