import { Inject, Module, type OnModuleInit } from '@nestjs/common';
import { EsiaModule } from '../esia/index.js';
import { TerritoryModule } from '../territory/index.js';
import { RemindOfLetters } from './application/remind-of-letters.js';
import { TellFourteen } from './application/tell-fourteen.js';
import { Jobs } from '../platform/jobs/jobs.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { DELIVERY, DELIVERY_CONTROLLERS, DELIVERY_DOORS } from './delivery.providers.js';
import { ContactsRepository } from './store/contacts.repository.js';
import { NoticeDeliveriesRepository } from './store/notice-deliveries.repository.js';

/** How long the log names an address: for questions about what was sent where. */
const KEEP_ADDRESSES_MS = 180 * 86_400_000;

/** Messages to people: their queue, their carriers, what became of them. */
@Module({
  imports: [EsiaModule, TerritoryModule],
  providers: DELIVERY,
  controllers: DELIVERY_CONTROLLERS,
  exports: DELIVERY_DOORS,
})
export class DeliveryModule implements OnModuleInit {
  constructor(
    @Inject(Jobs) private readonly jobs: Jobs,
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(NoticeDeliveriesRepository) private readonly rows: NoticeDeliveriesRepository,
    @Inject(ContactsRepository) private readonly contacts: ContactsRepository,
    @Inject(TellFourteen) private readonly fourteen: TellFourteen,
    @Inject(RemindOfLetters) private readonly letters: RemindOfLetters,
  ) {}

  onModuleInit(): void {
    this.jobs.add({
      name: 'notices.remind_of_letters',
      everyMs: 3_600_000,
      run: (now) => this.letters.execute(now),
    });
    this.jobs.add({
      name: 'notices.fourteen',
      everyMs: 3_600_000,
      run: (now) => this.fourteen.execute(now),
    });
    this.jobs.add({
      name: 'notices.drop_unproven_contacts',
      everyMs: 600_000,
      run: (now) => this.unitOfWork.direct((tx) => this.contacts.dropUnproven(tx, now)),
    });
    this.jobs.add({
      name: 'notices.forget_addresses',
      everyMs: 3_600_000,
      run: (now) =>
        this.unitOfWork.direct((tx) =>
          this.rows.forgetAddresses(tx, new Date(now.getTime() - KEEP_ADDRESSES_MS)),
        ),
    });
  }
}
