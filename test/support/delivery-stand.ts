import type { Uuid } from '../../src/kernel/ids.js';
import type { EsiaPerson } from '../../src/esia/index.js';
import { Deliveries, type NewMessage, OwnContacts } from '../../src/notices/index.js';
import { SendDeliveries } from '../../src/notices/application/send-deliveries.js';
import { PersonSessionsRepository } from '../../src/signin/store/person-sessions.repository.js';
import { esiaOf } from './builders/esia.js';
import { type AccountOverrides, type BuiltPerson, RosterBuilder } from './builders/roster.js';
import { GivenClock, startApplication, type TestApplication } from './application.js';
import { freshDatabase, type TestDatabase } from './database.js';
import { freePort } from './free-port.js';
import { MailServer, type TakenLetter } from './mail-server.js';

export const DELIVERY_MORNING = new Date('2026-11-23T08:00:00Z');
export const GATEWAY_SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

export interface LogRow extends Record<string, unknown> {
  readonly id: Uuid;
  readonly state: string;
  readonly reason: string | null;
  readonly attempts: number;
}

/** A server with a mail server beside it, whose messages are handed over when the test says so. */
export class DeliveryStand {
  private constructor(
    readonly database: TestDatabase,
    readonly roster: RosterBuilder,
    readonly application: TestApplication,
    readonly clock: GivenClock,
    readonly mail: MailServer,
  ) {}

  static async open(settings: Readonly<Record<string, string>> = {}): Promise<DeliveryStand> {
    const database = await freshDatabase();
    const roster = await RosterBuilder.begin(database);
    const mail = await MailServer.start();
    const clock = new GivenClock(DELIVERY_MORNING);
    const own = { SMTP_URL: mail.url, MAIL_FROM: 'perehod@example.ru', GATEWAY_SECRET, ...settings };
    const port = await freePort();
    const address = { PUBLIC_URL: `http://localhost:${port}`, ...own };
    const application = await startApplication(database, { clock, settings: address, port });
    return new DeliveryStand(database, roster, application, clock, mail);
  }

  async close(): Promise<void> {
    await this.application.close();
    await this.mail.close();
    await this.database.drop();
  }

  enqueue(...overrides: readonly Partial<NewMessage>[]): Promise<readonly Uuid[]> {
    const messages = overrides.map((one) => ({ ...this.aMessage(), ...one }));
    const deliveries = this.application.app.get(Deliveries, { strict: false });
    return this.database.unitOfWork.run((tx) => deliveries.enqueue(tx, messages));
  }

  drain(carrier: 'email' | 'gateway' = 'email'): Promise<void> {
    return this.application.app.get(SendDeliveries, { strict: false }).drain(carrier);
  }

  /** A cookie of somebody who is signed in on their own page. */
  async visitor(person: EsiaPerson): Promise<string> {
    const [token, expiresAt] = [`visitor-${person.id}`, new Date('2099-01-01T00:00:00Z')];
    const opened = { regionId: this.roster.regionId, esiaPersonId: person.id, expiresAt };
    await this.database.unitOfWork.run((tx) =>
      new PersonSessionsRepository().open(tx, token, opened, this.clock.now()),
    );
    return `__Host-perehod_account=${token}`;
  }

  /** An account of the journal with a live link to somebody of ESIA. */
  async linked(person: BuiltPerson, overrides: Partial<AccountOverrides> = {}): Promise<EsiaPerson> {
    const accountId = await this.roster.anAccount({ person, ...overrides });
    const esia = await esiaOf(this.database, person);
    await this.database.query(
      `INSERT INTO links (region_id, esia_person_id, journal_account_id, state, rule, created_at, changed_at)
       VALUES ($1, $2, $3, 'active', 'R1', $4, $4)`,
      [this.roster.regionId, esia.id, accountId, this.clock.now()],
    );
    return esia;
  }

  /** Gives an address and proves it by the code of the letter. */
  proved(esia: Pick<EsiaPerson, 'id' | 'regionId'>, address: string): Promise<void> {
    return proveAddress(this, esia, address);
  }

  codeSentTo(address: string): string {
    return codeSentTo(this.mail, address);
  }

  later(ms: number): void {
    this.clock.set(new Date(this.clock.now().getTime() + ms));
  }

  async row(id: Uuid | undefined): Promise<LogRow> {
    const [row] = await this.database.query<LogRow>('SELECT * FROM notice_deliveries WHERE id = $1', [id]);
    if (row === undefined) throw new Error('no such delivery');
    return row;
  }

  async stateOf(id: Uuid | undefined): Promise<string> {
    const { state, reason } = await this.row(id);
    return reason === null ? state : `${state} ${reason}`;
  }

  private aMessage(): NewMessage {
    return {
      ...{ regionId: this.roster.regionId, personId: null, channel: 'email', address: 'anna@example.ru' },
      ...{
        noticeIssueId: null,
        mandatory: false,
        subject: 'Памятка',
        text: 'Привяжите Госуслуги',
        html: null,
      },
    };
  }
}

/** Somebody gives an address on their own page and proves it by the code of the letter. */
export async function proveAddress(
  at: Pick<DeliveryStand, 'application' | 'database' | 'mail' | 'clock'>,
  esia: Pick<EsiaPerson, 'id' | 'regionId'>,
  address: string,
): Promise<void> {
  const { app } = at.application;
  const contacts = app.get(OwnContacts, { strict: false });
  const visit = {
    ...{ regionId: esia.regionId, esiaPersonId: esia.id, now: at.clock.now(), traceId: null },
  };
  await contacts.give(visit, 'email', address);
  await app.get(SendDeliveries, { strict: false }).drain('email');
  const [shown] = (await at.database.unitOfWork.run((tx) => contacts.list(tx, visit))).filter(
    ({ isProved }) => !isProved,
  );
  if (shown === undefined) throw new Error('no contact to prove');
  await contacts.prove(visit, shown.id, codeSentTo(at.mail, address));
}

function codeSentTo(mail: MailServer, address: string): string {
  const last = mail.letters.filter(({ to }) => to === address).at(-1);
  return /\d{6}/.exec(last === undefined ? '' : textOfLetter(last))?.[0] ?? '';
}

/** The words of a letter without HTML. */
export function textOfLetter({ raw }: TakenLetter): string {
  return Buffer.from(raw.split('\r\n\r\n')[1] ?? '', 'base64').toString();
}
