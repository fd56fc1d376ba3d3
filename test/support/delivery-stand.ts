import type { Uuid } from '../../src/kernel/ids.js';
import { Deliveries, type NewMessage } from '../../src/notices/index.js';
import { SendDeliveries } from '../../src/notices/application/send-deliveries.js';
import { RosterBuilder } from './builders/roster.js';
import { GivenClock, startApplication, type TestApplication } from './application.js';
import { freshDatabase, type TestDatabase } from './database.js';
import { MailServer } from './mail-server.js';

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
    const application = await startApplication(database, { clock, settings: own });
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
