import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { EndAdminSession } from '../../access/index.js';
import { isSecurityLock, linkNewsOf } from '../../linking/index.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Deliveries, type Subscriber, type Told } from '../../platform/outbox/deliveries.js';
import { PersonSessionsRepository } from '../store/person-sessions.repository.js';

/**
 * A lock for security ends the sessions on our own pages too, the administrator's included: whoever uses the stolen account
 * of ESIA may be in one of them (EC-102). After any other step the own page stays open, for it says why an account does
 * not open and who mends it.
 */
@Injectable()
export class EndSessionsOfPerson implements Subscriber, OnModuleInit {
  readonly name = 'signin.end_sessions';

  constructor(
    @Inject(Deliveries) private readonly deliveries: Deliveries,
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(PersonSessionsRepository) private readonly sessions: PersonSessionsRepository,
    @Inject(EndAdminSession) private readonly endAdminSession: EndAdminSession,
  ) {}

  onModuleInit(): void {
    this.deliveries.subscribe(this);
  }

  /** Sessions that were opened after the lock stay: signing in then opens the own page only, which names the way out. */
  async take({ body, at }: Told): Promise<void> {
    const news = linkNewsOf(body);
    if (!isSecurityLock(news)) return;
    await this.unitOfWork.run(async (tx) => {
      await this.sessions.endAll(tx, news.esiaPersonId, at);
      await this.endAdminSession.executeAll(tx, news.esiaPersonId, at);
    });
  }
}
