import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { Jobs } from '../../platform/jobs/jobs.js';
import { Deliveries } from '../../platform/outbox/deliveries.js';
import { CredentialsFollowLinks } from './credentials-follow-links.js';
import { CredentialsFollowRoster } from './credentials-follow-roster.js';
import { CredentialsInTime } from './credentials-in-time.js';

/** When old logins are looked at: with news of the roster and of links, and as time goes on. */
@Injectable()
export class CredentialsSchedule implements OnModuleInit {
  constructor(
    @Inject(Deliveries) private readonly deliveries: Deliveries,
    @Inject(Jobs) private readonly jobs: Jobs,
    @Inject(CredentialsFollowRoster) private readonly followRoster: CredentialsFollowRoster,
    @Inject(CredentialsFollowLinks) private readonly followLinks: CredentialsFollowLinks,
    @Inject(CredentialsInTime) private readonly inTime: CredentialsInTime,
  ) {}

  onModuleInit(): void {
    this.deliveries.subscribe(this.followRoster);
    this.deliveries.subscribe(this.followLinks);
    this.jobs.add({
      name: 'credentials.linked',
      everyMs: 300_000,
      run: (now) => this.inTime.shutLinked(now),
    });
    this.jobs.add({
      name: 'credentials.covers_end',
      everyMs: 60_000,
      run: (now) => this.inTime.endCovers(now),
    });
    this.jobs.add({ name: 'credentials.place', everyMs: 600_000, run: (now) => this.inTime.placeNew(now) });
  }
}
