import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { endsUse, linkNewsOf, LiveLinks } from '../../linking/index.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Deliveries, type Subscriber, type Told } from '../../platform/outbox/deliveries.js';
import { EndAccountSessions } from './end-account-sessions.js';

/**
 * A link that its owner can no longer use ends what it opened in e-journals: sessions by back-channel logout, tokens at
 * once, all within a minute (EC-048; quality.md, security 8). Between two schools, and for graduates, reading goes on.
 */
@Injectable()
export class EndSessionsOfLinks implements Subscriber, OnModuleInit {
  readonly name = 'journal.end_sessions';

  constructor(
    @Inject(Deliveries) private readonly deliveries: Deliveries,
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(LiveLinks) private readonly liveLinks: LiveLinks,
    @Inject(EndAccountSessions) private readonly endSessions: EndAccountSessions,
  ) {}

  onModuleInit(): void {
    this.deliveries.subscribe(this);
  }

  /** Whoever may use the account again by the time the news comes is left alone: the next sign-in was under that link. */
  async take({ body }: Told): Promise<void> {
    const news = linkNewsOf(body);
    if (!endsUse(news)) return;
    const { accountId, esiaPersonId } = news;
    const live = await this.unitOfWork.direct((tx) => this.liveLinks.of(tx, esiaPersonId, null));
    if (live.some((link) => link.accountId === accountId)) return;
    await this.endSessions.execute(accountId, esiaPersonId);
  }
}
