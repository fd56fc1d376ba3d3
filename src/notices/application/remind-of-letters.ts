import { Inject, Injectable } from '@nestjs/common';
import { dayIn, formatRussianDate } from '../../kernel/calendar-date.js';
import { Keyring } from '../../platform/crypto/keyring.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Territory } from '../../territory/index.js';
import { type LetterReminder, LetterRemindersRepository } from '../store/letter-reminders.repository.js';
import { Deliveries } from './deliveries.js';
import { CONTACT_PURPOSE } from '../store/sealed-columns.js';

/**
 * Reminds of letters that nobody acknowledged: three days before the last one and the day after it, each once. The board shows
 * it to all; those who answer for the recipient get a letter where they have proved an address.
 */
@Injectable()
export class RemindOfLetters {
  constructor(
    @Inject(LetterRemindersRepository) private readonly reminders: LetterRemindersRepository,
    @Inject(Deliveries) private readonly deliveries: Deliveries,
    @Inject(Territory) private readonly territory: Territory,
    @Inject(Keyring) private readonly keyring: Keyring,
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
  ) {}

  async execute(now: Date): Promise<void> {
    for (const { id: regionId, timeZone } of await this.unitOfWork.direct((tx) =>
      this.territory.regions(tx),
    )) {
      const day = dayIn(now, timeZone);
      await this.unitOfWork.run(async (tx) => {
        const due = await this.reminders.mark(tx, regionId, day, now);
        if (due.length === 0) return;
        const byRecipient = new Map(due.map((one) => [one.recipientId, one]));
        const contacts = await this.reminders.contacts(tx, [...byRecipient.keys()], day);
        const messages = contacts.flatMap(({ recipientId, addressSealed }) => {
          const reminder = byRecipient.get(recipientId);
          if (reminder === undefined) return [];
          const address = this.keyring.openWhole(addressSealed, CONTACT_PURPOSE).toString();
          return [
            {
              ...{ regionId, personId: null, channel: 'email' as const, address, noticeIssueId: null },
              ...{ mandatory: true, html: null, ...wordsOf(reminder) },
            },
          ];
        });
        await this.deliveries.enqueue(tx, messages);
      });
    }
  }
}

function wordsOf({ title, dueOn, isOverdue }: LetterReminder): {
  readonly subject: string;
  readonly text: string;
} {
  const when = isOverdue
    ? `Срок ознакомления прошёл ${formatRussianDate(dueOn)}.`
    : `Ознакомьтесь до ${formatRussianDate(dueOn)} включительно.`;
  return {
    subject: isOverdue
      ? 'Письмо министерства: срок ознакомления прошёл'
      : 'Письмо министерства ждёт ознакомления',
    text: `Письмо «${title}». ${when} Откройте его в системе «Переход» и отметьте ознакомление.`,
  };
}
