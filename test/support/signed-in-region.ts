import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Type } from '@nestjs/common';
import { EsiaPersons, type EsiaProfile } from '../../src/esia/index.js';
import { EsiaLoginAttempts } from '../../src/esia/store/esia-login-attempts.repository.js';
import { type CalendarDate, dayIn, parseCalendarDate } from '../../src/kernel/calendar-date.js';
import { newUuid, type Uuid } from '../../src/kernel/ids.js';
import { parseSnils } from '../../src/kernel/snils.js';
import { LinkCodeMint } from '../../src/linking/application/link-code-mint.js';
import { LinkPerson, RedeemLinkCode } from '../../src/linking/index.js';
import { Jobs } from '../../src/platform/jobs/jobs.js';
import { Keyring } from '../../src/platform/crypto/keyring.js';
import { SnilsVault } from '../../src/platform/crypto/snils-vault.js';
import { hashToken, newToken } from '../../src/platform/crypto/tokens.js';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import { DEFAULT_LIMITS } from '../../src/roster/application/import-contract.js';
import { ImportRoster } from '../../src/roster/application/import-roster.js';
import { ConfirmSignIn } from '../../src/signin/application/confirm-sign-in.js';
import { ReceiveEsiaReturn } from '../../src/signin/application/receive-esia-return.js';
import { SignInsRepository } from '../../src/signin/store/sign-ins.repository.js';
import { issueCode } from './builders/link-codes.js';
import { GivenClock, startApplication, type TestApplication } from './application.js';
import { freshDatabase, type TestDatabase } from './database.js';
import { type EsiaPerson, type ReadRegion } from './generated-region.js';

/** The day for which the regions are generated; at ten in Greenwich it is the same day in Kaliningrad. */
const TODAY = '2026-11-21' as CalendarDate;
const TEN_MINUTES = 600_000;

/** How many people sign in at the same time. */
const AT_ONCE = 8;

/** What came of an account for a person: a link, a case without a link, or a refusal. `account` is `system/external_id`. */
export interface Trace {
  readonly oid: string;
  readonly account: string;
  /** The state of the link, `case` or `refused`. */
  readonly state: string;
  /** The code; null for a live link. */
  readonly code: string | null;
}

const TRACES = `
  WITH came AS (
    SELECT esia_person_id, journal_account_id, state, reason AS code FROM links
    UNION ALL
    SELECT esia_person_id, unnest(candidate_account_ids), 'case', code FROM link_reviews WHERE link_id IS NULL
    UNION ALL
    SELECT DISTINCT subject_id::uuid, (facts ->> 'accountId')::uuid, 'refused', reason FROM audit_events
     WHERE action = 'link.refused' AND facts ? 'accountId'
  )
  SELECT e.oid, s.code || '/' || a.external_id AS account, came.state, came.code
    FROM came
    JOIN esia_persons e ON e.id = came.esia_person_id
    JOIN journal_accounts a ON a.id = came.journal_account_id
    JOIN journal_systems s ON s.id = a.journal_system_id
   ORDER BY 1, 2, 3, 4`;

/** A generated region after its import, and people of its ESIA who sign in there through the real application. */
export class SignedInRegion {
  private constructor(
    readonly database: TestDatabase,
    private readonly application: TestApplication,
    private readonly clock: GivenClock,
  ) {}

  /** Imports the files as `npm run import` does. */
  static async begin(
    region: Pick<ReadRegion, 'files'>,
    { day = TODAY, settings = {} } = {},
  ): Promise<SignedInRegion> {
    const database = await freshDatabase();
    const clock = new GivenClock(tenOClock(day));
    const application = await startApplication(database, { clock, settings });
    const bench = new SignedInRegion(database, application, clock);
    await bench.bring(region.files);
    return bench;
  }

  /** The application on a database that holds a region already; `end` drops it. */
  static async over(database: TestDatabase, day = TODAY): Promise<SignedInRegion> {
    const clock = new GivenClock(tenOClock(day));
    return new SignedInRegion(database, await startApplication(database, { clock }), clock);
  }

  /** A part of the application. */
  get<T>(part: Type<T>): T {
    return this.application.app.get(part);
  }

  /** Imports a roster that follows, however many go by it. */
  async bring(files: ReadonlyMap<string, string>): Promise<void> {
    const folder = mkdtempSync(join(tmpdir(), 'perehod-truth-'));
    for (const [name, text] of files) writeFileSync(join(folder, name), text);
    const limits = { ...DEFAULT_LIMITS, allowTestSnils: true };
    const vault = this.application.app.get(SnilsVault);
    const report = await new ImportRoster(this.database.dataSource, vault, this.clock, limits).execute({
      ...{ folder, dryRun: false, force: true, uploadedBy: 'test' },
    });
    rmSync(folder, { recursive: true });
    if (report.state !== 'applied') throw new Error(`the roster is ${report.state}`);
  }

  /** Goes to ten o'clock of a later day. */
  goTo(day: CalendarDate): void {
    this.clock.set(tenOClock(day));
  }

  /** Runs jobs of the server, one after another. */
  async run(...jobs: readonly string[]): Promise<void> {
    for (const job of jobs) await this.application.app.get(Jobs).runNow(job);
  }

  private async regionId(): Promise<Uuid> {
    const [known] = await this.database.query<{ id: Uuid }>('SELECT id FROM regions');
    if (known === undefined) throw new Error('the import entered no region');
    return known.id;
  }

  /** Stops the application and leaves the database as it is. */
  async leave(): Promise<void> {
    await this.application.close();
  }

  async end(): Promise<void> {
    await this.leave();
    await this.database.drop();
  }

  /**
   * People sign in, eight at a time, in the given order. Returns the codes that each oid read, the last sign-in's where
   * there were two.
   */
  async everybody(
    people: readonly EsiaPerson[],
    signIn: (person: EsiaPerson) => Promise<readonly string[]>,
  ): Promise<ReadonlyMap<string, readonly string[]>> {
    const told = new Map<string, readonly string[]>();
    const queue = people.values();
    const window = async (): Promise<void> => {
      for (const person of queue) told.set(person.oid, await signIn(person));
    };
    await Promise.all(Array.from({ length: AT_ONCE }, window));
    return told;
  }

  /** What is decided and written at «Это я», and nothing round it: for where thousands of whole sign-ins cost too much. */
  async decide(person: EsiaPerson): Promise<readonly string[]> {
    if (!person.parentalConsent) return ['AWAITING_PARENT_CONSENT'];
    const { app } = this.application;
    const now = this.clock.now();
    const regionId = await this.regionId();
    return app.get(UnitOfWork).run(async (tx) => {
      const saved = await app.get(EsiaPersons).save(tx, regionId, profileOf(person), now);
      const actor = { kind: 'person', id: saved.person.id } as const;
      const today = dayIn(now, 'Europe/Kaliningrad');
      const request = { ...saved, now, today, actor, traceId: null };
      const { outcomes } = await app.get(LinkPerson).execute(tx, request);
      return outcomes.map(({ code }) => code);
    });
  }

  /** A person types the code of a notice that was printed for this account; returns what they read. */
  async typeCode(person: EsiaPerson, account: string): Promise<readonly string[]> {
    const { app } = this.application;
    const now = this.clock.now();
    const [system, externalId] = account.split('/');
    const [row] = await this.database.query<{ id: Uuid }>(
      `SELECT a.id FROM journal_accounts a JOIN journal_systems s ON s.id = a.journal_system_id
        WHERE s.code = $1 AND a.external_id = $2 AND a.closed_at IS NULL`,
      [system, externalId],
    );
    if (row === undefined || person.level === 'P' || !person.parentalConsent) return [];
    await this.database.query('DELETE FROM link_codes WHERE journal_account_id = $1', [row.id]);
    const typed = await issueCode(app.get(LinkCodeMint), this.database, row.id);
    const regionId = await this.regionId();
    return app.get(UnitOfWork).run(async (tx) => {
      const { person: saved } = await app.get(EsiaPersons).save(tx, regionId, profileOf(person), now);
      const actor = { kind: 'person', id: saved.id } as const;
      const today = dayIn(now, 'Europe/Kaliningrad');
      const request = { person: saved, now, today, actor, traceId: null, typed };
      const { outcomes } = await app.get(RedeemLinkCode).execute(tx, request);
      return outcomes.map(({ code }) => code);
    });
  }

  /** Who waits for a second evidence, and for which account. */
  async waiting(): Promise<readonly { oid: string; account: string }[]> {
    return this.database.query(`
      SELECT e.oid, s.code || '/' || a.external_id AS account
        FROM links l
        JOIN esia_persons e ON e.id = l.esia_person_id
        JOIN journal_accounts a ON a.id = l.journal_account_id AND a.closed_at IS NULL
        JOIN journal_systems s ON s.id = a.journal_system_id
       WHERE l.state = 'pending_proof' ORDER BY 2`);
  }

  /** How many links there ever were, by the way in which each began. */
  async began(): Promise<Record<string, number>> {
    const rows = await this.database.query<{ way: string; links: number }>(`
      SELECT CASE h.event WHEN 'proposed' THEN 'proposed' WHEN 'sent_to_review' THEN 'reviewed' ELSE 'automatic' END AS way,
             count(*)::integer AS links
        FROM link_state_history h WHERE h.from_state IS NULL
       GROUP BY 1 ORDER BY 1`);
    return Object.fromEntries(rows.map(({ way, links }) => [way, links]));
  }

  /** Every account that a sign-in touched, with what came of it there. */
  async traces(): Promise<readonly Trace[]> {
    return this.database.query<Trace & Record<string, string>>(TRACES);
  }

  /** Links by R1 and R2 between people and accounts whose СНИЛС, birth date and first name are not all equal. */
  async unfoundedLinks(states: readonly string[] = ['active', 'suspended']): Promise<unknown[]> {
    return this.database.query(
      `
      SELECT e.oid, a.external_id FROM links l
        JOIN esia_persons e ON e.id = l.esia_person_id
        JOIN journal_accounts a ON a.id = l.journal_account_id
        LEFT JOIN people p ON p.id = a.person_id
       WHERE l.state = ANY ($1::text[]) AND l.rule IN ('R1', 'R2')
         AND (p.snils_hmac = e.snils_hmac AND p.birth_date = e.birth_date AND p.norm_first = e.norm_first) IS NOT TRUE`,
      [states],
    );
  }

  /** Every pair of an oid and an account that ever had a live link. */
  async everLive(): Promise<readonly { oid: string; account: string }[]> {
    return this.database.query(`
      SELECT DISTINCT e.oid, s.code || '/' || a.external_id AS account
        FROM link_state_history h
        JOIN links l ON l.id = h.link_id
        JOIN esia_persons e ON e.id = l.esia_person_id
        JOIN journal_accounts a ON a.id = l.journal_account_id
        JOIN journal_systems s ON s.id = a.journal_system_id
       WHERE h.to_state IN ('active', 'suspended')`);
  }

  /** Accounts with an active link now: `system/external_id`. */
  async active(): Promise<ReadonlyMap<string, string>> {
    const rows = await this.database.query<{ oid: string; account: string }>(`
      SELECT e.oid, s.code || '/' || a.external_id AS account
        FROM links l
        JOIN esia_persons e ON e.id = l.esia_person_id
        JOIN journal_accounts a ON a.id = l.journal_account_id
        JOIN journal_systems s ON s.id = a.journal_system_id
       WHERE l.state = 'active'`);
    return new Map(rows.map(({ oid, account }) => [account, oid]));
  }

  /** All that linking wrote, with the transaction that wrote each row: equal twice means that nothing was written. */
  async written(): Promise<unknown[]> {
    const tables = ['links', 'link_state_history', 'link_reviews', 'roster_tasks'];
    const each = tables.map((table) => `SELECT '${table}' AS t, id::text, xmin::text FROM ${table}`);
    return this.database.query(`${each.join(' UNION ALL ')} ORDER BY 1, 2`);
  }

  /**
   * From the answer of ESIA to «Это я»: the use cases of production, without the network on either side. Returns the
   * codes that the person reads.
   */
  async signIn(person: EsiaPerson): Promise<readonly string[]> {
    const { app } = this.application;
    const browserToken = newToken();
    const profile = profileOf(person);
    const { attemptId, signInId } = await this.comeBack(profile, browserToken);
    const receive = app.get(ReceiveEsiaReturn);
    const now = this.clock.now();
    if (!person.parentalConsent) {
      // ESIA itself refuses: not a word of the child comes to us.
      const code = 'AWAITING_PARENT_CONSENT' as const;
      await receive.execute({ kind: 'failed', attemptId, code, esiaCode: null }, now, null);
    } else {
      await receive.execute({ kind: 'profile', attemptId, profile }, now, null);
    }
    const answer = await app.get(ConfirmSignIn).execute({ signInId, browserToken, now, traceId: null });
    if (answer.kind === 'stale') throw new Error('a sign-in of this test is stale');
    return answer.signIn.outcomes.map(({ code }) => code);
  }

  /** The attempt as it stands when ESIA has told the profile. */
  private async comeBack(profile: EsiaProfile, browserToken: string) {
    const { app } = this.application;
    const [attempts, keyring] = [app.get(EsiaLoginAttempts), app.get(Keyring)];
    const [attemptId, signInId, state] = [newUuid(), newUuid(), newUuid()];
    const now = this.clock.now();
    const until = new Date(now.getTime() + TEN_MINUTES);
    const browserHash = hashToken(browserToken);
    const times = { startedAt: now, expiresAt: until };
    const regionId = await this.regionId();
    await app.get(UnitOfWork).run(async (tx) => {
      await attempts.add(tx, {
        id: attemptId,
        regionId,
        state,
        browserHash,
        codeVerifierEnc: null,
        ...times,
      });
      await attempts.claim(tx, state, browserHash, now);
      const sealed = keyring.sealWhole(JSON.stringify(profile), `esia-profile:${attemptId}`);
      await attempts.keepProfile(tx, attemptId, sealed, until);
      await app.get(SignInsRepository).add(tx, {
        ...{ id: signInId, regionId, attemptId, browserToken, ...times },
        ...{ purpose: 'account', journalSystemId: null, returnTo: '/account', traceId: null },
      });
    });
    return { attemptId, signInId };
  }
}

function tenOClock(day: CalendarDate): Date {
  return new Date(`${day}T10:00:00Z`);
}

/** What our parser makes of the answers of ESIA about this person. */
function profileOf({ oid, level, snils, ...person }: EsiaPerson): EsiaProfile {
  const birthDate = parseCalendarDate(person.birthDate);
  if (birthDate === null) throw new RangeError('the birth date of the population is no day');
  const name = { last: person.lastName, first: person.firstName, middle: person.middleName };
  return { oid, level, name, birthDate, snils: snils === null ? null : parseSnils(snils), kids: [] };
}
