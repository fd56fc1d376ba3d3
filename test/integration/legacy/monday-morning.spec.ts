import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { EsiaAvailability } from '../../../src/esia/index.js';
import type { Uuid } from '../../../src/kernel/ids.js';
import { DecideSignIn } from '../../../src/legacy/index.js';
import { DecisionNotes } from '../../../src/legacy/application/decision-notes.js';
import type { CampaignPhase } from '../../../src/legacy/domain/campaign-phase.js';
import { Jobs } from '../../../src/platform/jobs/jobs.js';
import { CampaignBuilder } from '../../support/builders/campaign.js';
import { SchoolDesk } from '../../support/school-desk.js';

/** Monday; a window without lessons in it, 15:00 to 17:00 in Kaliningrad. */
const STARTS = new Date('2026-11-23T13:00:00Z');
const ENDS = new Date('2026-11-23T15:00:00Z');
const minutes = (moment: Date, n: number): Date => new Date(moment.getTime() + n * 60_000);

describe('what a person at the password meets', () => {
  let desk: SchoolDesk;
  let campaigns: CampaignBuilder;
  let count = 0;
  beforeAll(async () => {
    desk = await SchoolDesk.open();
    campaigns = new CampaignBuilder(desk.database, desk.roster);
  });
  beforeEach(() => desk.atMorning());
  afterEach(async () => {
    desk.application.app.get(EsiaAvailability, { strict: false }).report('closed', STARTS);
    await desk.database.query('DELETE FROM esia_outages');
    await desk.database.query('DELETE FROM break_glass_grants');
  });
  afterAll(() => desk.close());

  const manager = () => desk.administrator('campaign_manager', {});
  const run = (name: string) => desk.application.app.get(Jobs, { strict: false }).runNow(name);
  async function aTeacher(phase: CampaignPhase, bucket = 0) {
    const school = await desk.roster.aSchool();
    const campaign = await campaigns.aCampaign({ school, phase, cutoverOn: '2026-12-20' });
    const person = await desk.roster.aPerson({ born: '1980-01-01' });
    const externalId = `monday-${(count += 1)}`;
    const account = await desk.roster.anAccount({ person, role: 'teacher', schools: [school], externalId });
    const standing = phase === 'brownouts' ? 'link_required' : 'disabled.cutover';
    await campaigns.aCredential(account, { standing, campaignId: campaign, bucket });
    const ask = async (at: Date) => {
      desk.clock.set(at);
      const { decision, code } = await desk.application.app.get(DecideSignIn, { strict: false }).execute({
        ...{ systemId: desk.roster.journalSystemId, externalId, channel: 'web' },
        ...{ school: null, role: 'teacher', skipsUsed: 0 },
      });
      return code === null ? decision : `${decision} ${code}`;
    };
    return { school, account, ask };
  }
  async function aWindow(school: Uuid, share = 100): Promise<string> {
    const answer = await desk.ask(await manager(), 'POST', '/brownouts', {
      ...{ journal_system_id: desk.roster.journalSystemId, school_ids: [school], waves: ['staff'], share },
      ...{ starts_at: STARTS.toISOString(), ends_at: ENDS.toISOString(), reason: 'проверка готовности' },
    });
    return (answer.body['windows'] as { id: string }[])[0]?.id ?? '';
  }

  it('LEG-07: a window refuses from its first second to its last, whenever the job comes, and not outside of its share', async () => {
    const [inShare, outside] = [await aTeacher('brownouts', 24), await aTeacher('brownouts', 25)];
    for (const { school } of [inShare, outside]) await aWindow(school, 25);
    const seen: string[] = [];
    for (const at of [minutes(STARTS, -1), STARTS, minutes(ENDS, -1), ENDS]) seen.push(await inShare.ask(at));
    const free = 'require_linking LEGACY_LINK_REQUIRED';
    expect(seen).toEqual([free, 'deny_brownout LEGACY_BROWNOUT', 'deny_brownout LEGACY_BROWNOUT', free]);
    expect(await outside.ask(STARTS)).toBe(free);
  });

  it('LEG-19: on a Monday without ESIA the window refuses nobody, refuses again after it, and does not count', async () => {
    const { school, ask } = await aTeacher('brownouts');
    const window = await aWindow(school);
    expect(await ask(STARTS)).toBe('deny_brownout LEGACY_BROWNOUT');
    await run('brownouts.run');
    desk.application.app.get(EsiaAvailability, { strict: false }).report('open', STARTS);
    desk.clock.set(minutes(STARTS, 1));
    await run('esia_outages.report');
    expect(await ask(minutes(STARTS, 1))).toBe('allow_with_warning LEGACY_ESIA_OUTAGE');
    for (let minute = 1.5; minute < 30; minute += 0.5) {
      desk.clock.set(minutes(STARTS, minute));
      await run('esia_outages.report');
    }
    expect(await ask(minutes(STARTS, 30))).toBe('allow_with_warning LEGACY_ESIA_OUTAGE');
    // The last word was half a minute ago; it holds for a minute, and no job has to come for its end.
    expect(await ask(minutes(STARTS, 31))).toBe('deny_brownout LEGACY_BROWNOUT');
    desk.clock.set(ENDS);
    await run('emergencies.end');
    await run('brownouts.run');
    const rows = await desk.database.query('SELECT state, held FROM brownout_windows WHERE id = $1', [
      window,
    ]);
    expect(rows).toEqual([{ state: 'ended', held: false }]);
  });

  it('LEG-12, LEG-19: after the cut-over an outage opens nothing, break-glass does for its hours, and a lock is stronger', async () => {
    const { account, ask } = await aTeacher('cutover');
    const [one, two] = [await manager(), await manager()];
    const reason = 'Госуслуги недоступны';
    await desk.ask(one, 'POST', '/esia-outages', { hours: 3, reason });
    const from = desk.clock.now();
    expect(await ask(from)).toBe('deny_cutover LEGACY_DISABLED');
    const asked = await desk.ask(one, 'POST', '/break-glass', { hours: 2, reason });
    expect(await ask(from)).toBe('deny_cutover LEGACY_DISABLED');
    await desk.ask(two, 'POST', `/break-glass/${String(asked.body['id'])}/approve`, { reason });
    expect(await ask(from)).toBe('allow_with_warning LEGACY_ESIA_OUTAGE');
    const officer = await desk.administrator('security_officer', {});
    const locked = await desk.ask(officer, 'POST', `/credentials/${account}/lock`, {
      basis: 'обращение № 3',
    });
    expect([locked.status, await ask(from)]).toEqual([204, 'deny_locked SECURITY_LOCK']);
    await desk.ask(officer, 'POST', `/credentials/${account}/unlock`, { basis: 'разговор' });
    expect(await ask(minutes(from, 119))).toBe('allow_with_warning LEGACY_ESIA_OUTAGE');
    expect(await ask(minutes(from, 120))).toBe('deny_cutover LEGACY_DISABLED');
  });

  it('I-39: whoever is refused stands in the report of their window, once', async () => {
    const { school, account, ask } = await aTeacher('brownouts');
    const window = await aWindow(school);
    await ask(minutes(STARTS, 5));
    await ask(minutes(STARTS, 6));
    await desk.application.app.get(DecisionNotes, { strict: false }).flush();
    const own = await desk.administrator('school_admin', { schoolId: school });
    const { body } = await desk.ask(own, 'GET', `/brownouts/${window}/hits`);
    expect(body['items']).toEqual([
      expect.objectContaining({
        ...{ account_id: account, channel: 'web', was_linked: false, linked_at: null },
        first_at: minutes(STARTS, 5).toISOString(),
      }),
    ]);
  });
});
