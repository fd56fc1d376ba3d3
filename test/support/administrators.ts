import { GiveGrant, OpenAdminSession, type Role } from '../../src/access/index.js';
import type { CalendarDate } from '../../src/kernel/calendar-date.js';
import type { Uuid } from '../../src/kernel/ids.js';
import type { Snils } from '../../src/kernel/snils.js';
import { SnilsVault } from '../../src/platform/crypto/snils-vault.js';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import type { TestApplication } from './application.js';
import type { TestDatabase } from './database.js';

const BORN = '1980-02-03' as CalendarDate;
let last = 900_000_000;

/** An administrator of a test: a grant, an ESIA person of the same СНИЛС and birth date, a session. */
export interface TestAdministrator {
  readonly esiaPersonId: Uuid;
  readonly grantId: Uuid;
  readonly cookie: string;
}

/** Gives the role at a place, signs its person in, and returns the session's cookie. */
export async function signedInAs(
  { app }: Pick<TestApplication, 'app'>,
  database: Pick<TestDatabase, 'query'>,
  grant: {
    readonly regionId: Uuid;
    readonly role: Role;
    readonly schoolId?: Uuid;
    /** A homeroom teacher's class, with its school. */
    readonly classId?: Uuid;
    readonly municipalityId?: Uuid;
  },
  now: Date,
): Promise<TestAdministrator> {
  const snils = String(++last).padEnd(11, '0') as Snils;
  const hmac = app.get(SnilsVault).hmac(snils);
  const esiaPersonId = await insertEsiaPerson(database, grant.regionId, hmac, now);
  const order = {
    regionId: grant.regionId,
    role: grant.role,
    schoolId: grant.schoolId ?? null,
    classGroupId: grant.classId ?? null,
    municipalityId: grant.municipalityId ?? null,
    snils,
    birthDate: BORN,
    basis: 'приказ № 1',
    validFrom: '2026-01-01' as CalendarDate,
    validTo: null,
    actor: { kind: 'operator', id: 'test' },
    now,
  } as const;
  const seeker = {
    region: { id: grant.regionId, timeZone: 'Europe/Kaliningrad' },
    person: { id: esiaPersonId, snilsHmac: hmac, birthDate: BORN },
    now,
  };
  return app.get(UnitOfWork).run(async (tx) => {
    const grantId = await app.get(GiveGrant).execute(tx, order);
    const answer = await app.get(OpenAdminSession).execute(tx, seeker);
    if (answer.kind !== 'opened') throw new Error(answer.code);
    return { esiaPersonId, grantId, cookie: `__Host-perehod_admin=${answer.token}` };
  });
}

async function insertEsiaPerson(
  database: Pick<TestDatabase, 'query'>,
  regionId: Uuid,
  hmac: Buffer,
  now: Date,
): Promise<Uuid> {
  const [row] = await database.query<{ id: Uuid }>(
    `INSERT INTO esia_persons (region_id, oid, level, last_name, first_name, norm_last, norm_first, birth_date,
       snils_hmac, snils_enc, snils_key_id, snils_last2, first_seen_at, seen_at)
     VALUES ($1, $2, 'PR', 'Иванова', 'Мария', 'иванова', 'мария', $3, $4, '\\x00', 'dev', '00', $5, $5) RETURNING id`,
    [regionId, String(last), BORN, hmac, now],
  );
  if (row === undefined) throw new Error('INSERT … RETURNING gave no row');
  return row.id;
}
