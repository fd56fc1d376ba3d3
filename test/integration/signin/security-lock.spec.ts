import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EndAdminSession } from '../../../src/access/index.js';
import { AdminSessions } from '../../../src/access/store/admin-sessions.repository.js';
import { Jobs } from '../../../src/platform/jobs/jobs.js';
import { Log } from '../../../src/platform/logging/log.js';
import { Deliveries } from '../../../src/platform/outbox/deliveries.js';
import { EndSessionsOfPerson } from '../../../src/signin/application/end-sessions-of-person.js';
import { PersonSessionsRepository } from '../../../src/signin/store/person-sessions.repository.js';
import { GivenClock } from '../../support/application.js';
import { esiaOf } from '../../support/builders/esia.js';
import { aSnils } from '../../support/builders/snils.js';
import { linkingStand, type LinkingStand, NOW } from '../linking/linking-stand.js';

describe('a lock for security', () => {
  let stand: LinkingStand;
  let jobs: Jobs;
  const sessions = new PersonSessionsRepository();
  beforeAll(async () => {
    stand = await linkingStand();
    const { database } = stand;
    const [clock, log] = [new GivenClock(new Date(NOW.getTime() + 60_000)), new Log('silent')];
    jobs = new Jobs(database.dataSource, clock, log);
    const deliveries = new Deliveries(database.unitOfWork, jobs, clock, log);
    const ends = new EndAdminSession(new AdminSessions());
    new EndSessionsOfPerson(deliveries, database.unitOfWork, sessions, ends).onModuleInit();
  });
  afterAll(() => stand.database.drop());

  const tick = () => jobs.runNow('outbox.signin.end_sessions');
  const opened = async (esiaPersonId: never, token: string, at: Date) => {
    const expiresAt = new Date(NOW.getTime() + 3_600_000);
    const { regionId } = stand.roster;
    await stand.database.unitOfWork.run((tx) =>
      sessions.open(tx, token, { regionId, esiaPersonId, expiresAt }, at),
    );
    await stand.database.query(
      `INSERT INTO admin_sessions (region_id, token_hash, esia_person_id, opened_at, seen_at, expires_at)
       VALUES ($1, sha256($2::bytea), $3, $4, $4, $5)`,
      [regionId, token, esiaPersonId, at, expiresAt],
    );
  };
  const openNow = async (esiaPersonId: string) => {
    const [row] = await stand.database.query<{ own: number; admin: number }>(
      `SELECT (SELECT count(*)::integer FROM person_sessions WHERE esia_person_id = $1 AND ended_at IS NULL) AS own,
              (SELECT count(*)::integer FROM admin_sessions WHERE esia_person_id = $1 AND ended_at IS NULL) AS admin`,
      [esiaPersonId],
    );
    return [row?.own, row?.admin];
  };

  it('EC-102: ends the sessions on our own pages, the administrator’s too; any other end of a link leaves them', async () => {
    const person = await stand.roster.aPerson({ snils: aSnils() });
    await stand.roster.anAccount({ person });
    const esia = await esiaOf(stand.database, person);
    await stand.signIn(esia);
    await opened(esia.id as never, 'before', NOW);
    await stand.database.query(`UPDATE people SET birth_date = '2012-05-07' WHERE id = $1`, [person.id]);
    await stand.rosterChanged(person.id);
    await tick();
    expect(await openNow(esia.id)).toEqual([1, 1]);
    await stand.database.unitOfWork.run((tx) => stand.suspendForSecurity.execute(tx, stand.asking(esia)));
    await tick();
    expect(await openNow(esia.id)).toEqual([0, 0]);
    await opened(esia.id as never, 'after', new Date(NOW.getTime() + 1));
    await tick();
    expect(await openNow(esia.id)).toEqual([1, 1]);
  });
});
