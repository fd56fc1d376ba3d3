import { addDays, dayIn, startOfDay } from '../../src/kernel/calendar-date.js';
import { newUuid, type Uuid } from '../../src/kernel/ids.js';
import { isCutOver, phaseRank } from '../../src/legacy/domain/campaign-phase.js';
import type {
  AccountFacts,
  Brownout,
  Cover,
  LinkStanding,
  SignInFacts,
} from '../../src/legacy/domain/sign-in-facts.js';
import type { TestDatabase } from './database.js';
import {
  ENDS_OF_GROUND,
  HOUR,
  later,
  NOW,
  type Situation,
  type StoredExemption,
} from './legacy-situations.js';

const DAY = 24 * HOUR;
const LONG_AGO = later(-400 * DAY);
/** Each after those that it refers to. */
const TABLES = [
  ...['regions', 'journal_systems', 'municipalities', 'schools', 'people', 'esia_persons'],
  ...['journal_accounts', 'journal_account_schools', 'campaigns', 'campaign_policies', 'legacy_credentials'],
  ...['links', 'security_locks', 'exemptions', 'brownout_windows', 'break_glass_grants', 'esia_outages'],
];
type Tables = Map<string, Record<string, unknown>[]>;

/** A situation that lies in the database: how it is asked for, and the facts that must be read. */
export interface LaidSituation {
  readonly situation: Situation;
  readonly systemId: Uuid;
  readonly accountId: Uuid;
  readonly externalId: string;
  readonly facts: SignInFacts;
}

/** Puts situations into the database, each into a region of its own. */
export async function lay(
  database: TestDatabase,
  situations: readonly Situation[],
): Promise<LaidSituation[]> {
  const tables: Tables = new Map(TABLES.map((table) => [table, []]));
  const laid = situations.map((situation) => layOne(tables, situation));
  for (const [table, rows] of tables) {
    if (rows.length === 0) continue;
    const columns = Object.keys(rows[0] ?? {}).join(', ');
    await database.query(
      `INSERT INTO ${table} (${columns}) SELECT ${columns} FROM jsonb_populate_recordset(NULL::${table}, $1)`,
      [JSON.stringify(rows)],
    );
  }
  return laid;
}

let regions = 10;
let oids = 1_000_000_000;

function layOne(tables: Tables, situation: Situation): LaidSituation {
  const put = (table: string, row: Record<string, unknown>): Uuid => {
    const id = newUuid();
    const rows = tables.get(table) ?? [];
    tables.set(table, [...rows, { id, ...row }]);
    return id;
  };
  const today = dayIn(NOW, situation.zone);
  regions += 1;
  const created_at = LONG_AGO;
  const region_id = put('regions', {
    code: String(regions).slice(-3),
    name: 'Область',
    time_zone: situation.zone,
    created_at,
  });
  const system = put('journal_systems', { region_id, code: `s-${newUuid()}`, name: 'Журнал' });
  const municipality_id = put('municipalities', {
    ...{ region_id, source: 't', source_id: 'm', oktmo: '27000000', name: 'Округ', kind: 'city_okrug' },
  });
  const school_id = put('schools', {
    ...{ region_id, municipality_id, source: 't', source_id: 's', full_name: 'Ш', short_name: 'Ш' },
    ...{ kind: 'secondary', founder_type: 'municipal' },
  });
  const person_id = put('people', {
    ...{
      region_id,
      last_name: 'А',
      first_name: 'Б',
      norm_last: 'а',
      norm_first: 'б',
      snils_state: 'missing',
    },
    ...{ merge_forbidden: false, created_at, updated_at: created_at, protected: false },
  });
  const externalId = newUuid();
  const account = put('journal_accounts', {
    ...{ region_id, journal_system_id: system, external_id: externalId, role: 'representative', person_id },
    ...{ row_hash: '\\x00', closed_at: situation.isClosed ? LONG_AGO : null },
  });
  const rows = tables.get('journal_account_schools') ?? [];
  tables.set('journal_account_schools', [...rows, { journal_account_id: account, school_id }]);
  const places: Places = { region_id, system, school_id, person_id, account, put };
  const campaign = layCampaign(places, situation);
  if (situation.skipsAllowed !== null) {
    tables.set('campaign_policies', [
      ...(tables.get('campaign_policies') ?? []),
      {
        ...{
          journal_system_id: system,
          gates: {},
          skips_allowed: situation.skipsAllowed,
          disable_on_link: true,
        },
        ...{ disable_unused: false, unused_school_days: 60, brownout_hours: 12, reenable_days: 7 },
        ...{ exemption_quota: 20, revision: 1 },
      },
    ]);
  }
  if (situation.stored !== null) {
    const reason = situation.stored.state === 'disabled' ? situation.stored.reason : null;
    tables.set('legacy_credentials', [
      ...(tables.get('legacy_credentials') ?? []),
      {
        ...{
          journal_account_id: account,
          region_id,
          journal_system_id: system,
          state: situation.stored.state,
        },
        ...{
          disabled_reason: reason,
          campaign_id: campaign.id,
          bucket: situation.bucket,
          changed_at: created_at,
        },
        reenabled_until: situation.stored.state === 'reenabled' ? situation.stored.until : null,
      },
    ]);
  }
  const brownout = layWindows(places, situation, campaign.id);
  const openCase = layLinks(places, situation);
  layEmergencies(places, situation);
  const facts: SignInFacts = {
    ...{
      now: NOW,
      today,
      timeZone: situation.zone,
      campaign: campaign.facts,
      skipsUsed: situation.skipsUsed,
    },
    account: {
      credential: situation.stored,
      isOpen: !situation.isClosed && !isGroundGone(situation),
      link: standingOf(situation.link),
      lock: situation.lock,
      exemption: layExemptions(places, situation),
      ...{ openCase, ...brownout },
    },
    skipsAllowed: situation.skipsAllowed ?? 3,
    breakGlassUntil: situation.breakGlassHours === null ? null : later(situation.breakGlassHours * HOUR),
    outage: situation.outage && {
      until: situation.outage.hours === null ? null : later(situation.outage.hours * HOUR),
    },
    linkUrl: 'https://perehod.example/account',
  };
  return { situation, systemId: system, accountId: account, externalId, facts };
}

interface Places {
  readonly region_id: Uuid;
  readonly system: Uuid;
  readonly school_id: Uuid;
  readonly person_id: Uuid;
  readonly account: Uuid;
  readonly put: (table: string, row: Record<string, unknown>) => Uuid;
}

function layCampaign({ region_id, system, school_id, put }: Places, { phase, ...of }: Situation) {
  const isPlanned = phase !== 'not_scheduled';
  const isOver = isCutOver(phase);
  const cutoverOn = isPlanned ? addDays(dayIn(NOW, of.zone), of.cutOverDays) : null;
  const cutOverAt = isOver ? later(-10 * DAY) : null;
  const exists = isPlanned || of.hasCampaign;
  const isPaused = exists && of.isPaused;
  const row = {
    ...{
      region_id,
      journal_system_id: system,
      school_id,
      wave: 'representatives',
      phase,
      phase_since: LONG_AGO,
    },
    ...{ cutover_on: cutoverOn, cut_over_at: cutOverAt, closed_at: phase === 'closed' ? NOW : null },
    announced_at: phaseRank(phase) >= phaseRank('announced') ? LONG_AGO : null,
    ...{ paused_at: isPaused ? LONG_AGO : null, missed_in_row: 0, revision: 1 },
  };
  const id = exists ? put('campaigns', row) : null;
  const cutoverBegins = cutoverOn === null ? null : startOfDay(cutoverOn, of.zone);
  return { id, facts: { phase, cutoverOn, cutoverBegins, cutOverAt, isPaused } };
}

function layWindows({ region_id, put }: Places, situation: Situation, campaign_id: Uuid | null) {
  const mine: Brownout[] = [];
  const ahead: Date[] = [];
  for (const { state, starts, hours, share } of campaign_id === null ? [] : situation.windows) {
    const [startsAt, endsAt] = [later(starts * HOUR), later((starts + hours) * HOUR)];
    const id = put('brownout_windows', {
      ...{ region_id, campaign_id, state, starts_at: startsAt, ends_at: endsAt, share, reason: 'проба' },
      ...{ planned_by: newUuid(), planned_at: LONG_AGO, act_id: newUuid() },
    });
    if (situation.phase !== 'brownouts' || situation.stored === null || situation.bucket >= share) continue;
    const isInside = startsAt <= NOW && endsAt > NOW && (state === 'planned' || state === 'running');
    if (isInside) mine.push({ id, startsAt, endsAt });
    if (state === 'planned' && startsAt > NOW) ahead.push(startsAt);
  }
  mine.sort((a, b) => b.endsAt.getTime() - a.endsAt.getTime() || (a.id < b.id ? -1 : 1));
  ahead.sort((a, b) => a.getTime() - b.getTime());
  return { brownout: mine[0] ?? null, nextBrownoutAt: ahead[0] ?? null };
}

function layLinks({ region_id, account, put }: Places, situation: Situation): AccountFacts['openCase'] {
  const link = (state: string, reason: string | null, created_at: Date): void => {
    const esia_person_id = put('esia_persons', {
      ...{
        region_id,
        oid: String((oids += 1)),
        level: 'PR',
        last_name: 'А',
        first_name: 'Б',
        norm_last: 'а',
        norm_first: 'б',
      },
      ...{ birth_date: '1985-01-01', first_seen_at: LONG_AGO, seen_at: LONG_AGO },
    });
    const row = {
      region_id,
      esia_person_id,
      journal_account_id: account,
      state,
      reason,
      rule: 'R1',
      evidence: {},
    };
    put('links', { ...row, created_at, changed_at: created_at });
  };
  if (situation.link !== null) link(situation.link.state, situation.link.reason, LONG_AGO);
  if (situation.endedLink !== null) link('revoked', situation.endedLink, LONG_AGO);
  if (situation.caseBegunDays === null) return null;
  const begunAt = later(-situation.caseBegunDays * DAY);
  link('pending_proof', null, begunAt);
  const until = new Date(begunAt.getTime() + 30 * DAY);
  return until > NOW ? { begunAt, until } : null;
}

function layEmergencies({ region_id, account, put }: Places, situation: Situation): void {
  if (situation.lock !== null)
    put('security_locks', {
      journal_account_id: account,
      reason: situation.lock,
      set_by: 'test',
      set_at: LONG_AGO,
    });
  if (situation.breakGlassHours !== null) {
    const until = later(situation.breakGlassHours * HOUR);
    const approved_at = new Date(until.getTime() - 12 * HOUR);
    put('break_glass_grants', {
      ...{
        region_id,
        state: 'on',
        hours: 12,
        reason: 'сбой',
        requested_by: newUuid(),
        requested_at: LONG_AGO,
      },
      ...{ approved_by: newUuid(), approved_at, until },
    });
  }
  if (situation.outage !== null) {
    const until = situation.outage.hours === null ? null : later(situation.outage.hours * HOUR);
    put('esia_outages', { region_id, set_by: 'breaker', started_at: later(-12 * HOUR), until });
  }
}

function layExemptions(places: Places, { exemptions, zone }: Situation): Cover | null {
  const today = dayIn(NOW, zone);
  const covers = exemptions.flatMap((exemption, no) => {
    const { scope, wave, state, starts, days, renewal } = exemption;
    const starts_on = addDays(today, starts);
    const ends_on = addDays(starts_on, days);
    const renewal_until = renewal === null ? null : addDays(ends_on, renewal);
    const { region_id, school_id, person_id } = places;
    places.put('exemptions', {
      ...{ region_id, school_id, scope, person_id: scope === 'person' ? person_id : null },
      ...{
        wave: scope === 'role' ? wave : null,
        type: no === 0 ? 'no_esia_possible' : 'other',
        basis: 'заявление',
      },
      ...{ state, starts_on, ends_on, renewal_until, requested_by: 'test', requested_at: LONG_AGO },
      ...{ decided_at: LONG_AGO, revision: 1 },
      ended_at: state === 'expired' || state === 'revoked' ? LONG_AGO : null,
    });
    const until = startOfDay(renewal_until ?? ends_on, zone);
    const holds = reaches(exemption) && startOfDay(starts_on, zone) <= NOW && until > NOW;
    return holds ? [{ until, isPersonal: scope === 'person' }] : [];
  });
  covers.sort((a, b) => Number(b.isPersonal) - Number(a.isPersonal) || b.until.getTime() - a.until.getTime());
  return covers[0] ?? null;
}

const reaches = ({ scope, wave, state }: StoredExemption): boolean =>
  (state === 'approved' || state === 'active') && (scope !== 'role' || wave === 'representatives');

/** The account of somebody who has left, as the reason of the last link's end tells. */
const isGroundGone = ({ stored, link, endedLink }: Situation): boolean =>
  stored?.state === 'disabled' &&
  stored.reason === 'linked' &&
  link === null &&
  endedLink !== null &&
  ENDS_OF_GROUND.includes(endedLink);

function standingOf(link: Situation['link']): LinkStanding {
  if (link === null || link.state === 'active') return link === null ? null : 'active';
  return link.reason === 'data_mismatch' || link.reason === 'consent_withdrawn' ? 'broken' : 'suspended';
}
