import type { EsiaPerson } from '../../../src/esia/index.js';
import { newUuid, type Uuid } from '../../../src/kernel/ids.js';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work.js';
import { Jobs } from '../../../src/platform/jobs/jobs.js';
import type { TestAdministrator } from '../../support/administrators.js';
import { anEsiaPerson } from '../../support/builders/esia.js';
import { RosterInTime, type Recorded } from '../../support/builders/roster-in-time.js';
import { SchoolDesk } from '../../support/school-desk.js';

const CUTOVER = '2027-03-15';
type Wave = 'staff' | 'representatives' | 'pupils_14plus' | 'pupils_under14';

/** Somebody with an account. */
export interface Holder extends Recorded {
  readonly account: Uuid;
}

/** A school with the class 5Б, campaigns in preparation, and a ministry that has approved the first texts. */
export class NoticesScene {
  readonly campaigns = new Map<Wave, Uuid>();
  classId: Uuid;

  private constructor(
    readonly desk: SchoolDesk,
    readonly people: RosterInTime,
  ) {}

  static async open(settings: Readonly<Record<string, string>> = {}): Promise<NoticesScene> {
    const desk = await SchoolDesk.open(settings);
    const scene = new NoticesScene(desk, RosterInTime.of(desk.database, desk.roster));
    scene.classId = await desk.roster.aClass(desk.roster.schoolId, 5, 'Б');
    for (const wave of ['staff', 'representatives', 'pupils_14plus', 'pupils_under14'] as const)
      scene.campaigns.set(wave, await scene.aCampaign(wave));
    await scene.approveTexts();
    return scene;
  }

  async approveTexts(): Promise<void> {
    const analyst = await this.desk.administrator('ministry_analyst', {});
    const { body } = await this.desk.ask(analyst, 'GET', '/notice-templates');
    const drafts = (body['items'] as { id: string; state: string }[]).filter(
      ({ state }) => state === 'draft',
    );
    await this.desk.ask(analyst, 'POST', '/notice-templates/approvals', {
      template_ids: drafts.map(({ id }) => id),
    });
  }

  async aCampaign(wave: Wave, schoolId = this.desk.roster.schoolId): Promise<Uuid> {
    const id = newUuid();
    const { regionId, journalSystemId } = this.desk.roster;
    await this.desk.database.query(
      `INSERT INTO campaigns (id, region_id, journal_system_id, school_id, wave, phase, phase_since, cutover_on)
       VALUES ($1, $2, $3, $4, $5, 'preparation', now(), $6)`,
      [id, regionId, journalSystemId, schoolId, wave, CUTOVER],
    );
    return id;
  }

  /** A pupil of 5Б with an account. */
  async aPupil(born = '2015-05-06', name: { last?: string; citizenship?: string } = {}): Promise<Holder> {
    const pupil = await this.people.aPupil(born, { classId: this.classId });
    await this.desk.database.query(
      'UPDATE people SET last_name = coalesce($2, last_name), norm_last = lower(coalesce($2, last_name)), citizenship = $3 WHERE id = $1',
      [pupil.person.id, name.last ?? null, name.citizenship ?? 'RUS'],
    );
    return { ...pupil, account: await this.people.anAccount(pupil) };
  }

  async aParent(child: Recorded): Promise<Holder> {
    const adult = await this.people.aRepresentative(child);
    return { ...adult, account: await this.people.anAccount(adult, 'representative') };
  }

  async aTeacher(): Promise<Holder> {
    const employee = await this.people.anEmployee();
    return { ...employee, account: await this.people.anAccount(employee, 'teacher') };
  }

  /** The account is linked, and the news of it has come. */
  async link({ account }: Holder): Promise<EsiaPerson> {
    const { database, roster } = this.desk;
    const person = await anEsiaPerson(database, roster.regionId);
    const [link] = await database.query<{ id: Uuid }>(
      `INSERT INTO links (region_id, esia_person_id, journal_account_id, state, rule, created_at, changed_at)
       VALUES ($1, $2, $3, 'active', 'R1', now(), now()) RETURNING id`,
      [roster.regionId, person.id, account],
    );
    await this.news('link.changed', {
      ...{ link_id: link?.id, account_id: account, esia_person_id: person.id },
      ...{ from: null, to: 'active', event: 'matched', reason: 'R1' },
    });
    return person;
  }

  /** Something was told, and the notices have heard it. */
  async news(topic: string, body: object): Promise<void> {
    const { database, roster, clock } = this.desk;
    await database.query(
      `WITH news AS (
         INSERT INTO outbox_events (region_id, topic, body, at) VALUES ($1, $2, $3, $4) RETURNING id, topic, at
       ) INSERT INTO outbox_deliveries (subscriber, event_id, not_before)
         SELECT s.subscriber, news.id, news.at FROM news JOIN outbox_subscriptions s USING (topic)
          WHERE s.subscriber LIKE 'notices.%'`,
      [roster.regionId, topic, JSON.stringify(body), clock.now()],
    );
    await this.hear();
  }

  /** What was told comes to the notices. */
  async hear(): Promise<void> {
    const jobs = this.desk.application.app.get(Jobs, { strict: false });
    for (const name of ['follow_dates', 'follow_links', 'follow_deliveries'])
      await jobs.runNow(`outbox.notices.${name}`);
  }

  /** The day of a campaign moves. */
  async move(wave: Wave, to: string): Promise<void> {
    const id = this.campaigns.get(wave);
    await this.desk.database.query('UPDATE campaigns SET cutover_on = $2 WHERE id = $1', [id, to]);
    await this.news('campaign.changed', { campaign_id: id, cutover_on: to });
  }

  make(administrator: TestAdministrator, body: object = { class_id: this.classId }) {
    return this.desk.ask(administrator, 'POST', '/notices', body);
  }

  /** Downloads a file: status, headers, bytes. */
  async file({ cookie }: TestAdministrator, path: string) {
    const answer = await fetch(`${this.desk.application.url}/api/v1${path}`, { headers: { cookie } });
    return { status: answer.status, headers: answer.headers, bytes: Buffer.from(await answer.arrayBuffer()) };
  }

  notices(): Promise<{ person: Uuid; state: string; kind: string; cutover: string; id: Uuid }[]> {
    return this.desk.database.query(
      `SELECT n.id, n.person_id AS person, n.state, t.kind, n.cutover_on::text AS cutover
         FROM notice_issues n JOIN notice_templates t ON t.id = n.template_id ORDER BY n.replaces_id IS NOT NULL, n.created_at, n.id`,
    );
  }

  unitOfWork(): UnitOfWork {
    return this.desk.application.app.get(UnitOfWork, { strict: false });
  }
}
