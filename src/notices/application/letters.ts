import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditTrail } from '../../audit/index.js';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import { Keyring } from '../../platform/crypto/keyring.js';
import type { SchoolScope } from '../../territory/index.js';
import { letterFileType, type LetterFileType } from '../domain/letter-file.js';
import { type Letter, type LetterRecipient, LettersRepository } from '../store/letters.repository.js';
import { LETTER_FILE_PURPOSE } from '../store/sealed-columns.js';
import type { DeliveryAct } from './delivery-log.js';

/** A file of a letter as it goes out. */
export interface LetterFile {
  readonly name: string;
  readonly type: LetterFileType;
  readonly content: Buffer;
}

/**
 * Letters of the ministry to municipalities and, by them, to schools; schools that report directly get them at once. Each
 * recipient acknowledges by itself: nobody does it for another (NOT-09).
 */
@Injectable()
export class Letters {
  constructor(
    @Inject(LettersRepository) private readonly letters: LettersRepository,
    @Inject(Keyring) private readonly keyring: Keyring,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
  ) {}

  /** A draft that nobody but the ministry sees. @throws DomainError `LETTER_DUE_PAST` */
  async draft(
    tx: EntityManager,
    act: DeliveryAct,
    letter: { readonly title: string; readonly text: string; readonly dueOn: CalendarDate },
  ): Promise<Uuid> {
    if (letter.dueOn < act.today) throw new DomainError('LETTER_DUE_PAST', 'invalid');
    const { regionId } = act.reach;
    const id = await this.letters.draft(tx, {
      ...letter,
      regionId,
      createdBy: act.administratorId,
      now: act.now,
    });
    await this.record(tx, act, id, 'letter.drafted', {});
    return id;
  }

  /** @throws DomainError `NOT_FOUND`, `LETTER_SENT`, `LETTER_FILE_WRONG` */
  async attach(tx: EntityManager, act: DeliveryAct, id: Uuid, name: string, content: Buffer): Promise<void> {
    await this.lockDraft(tx, act, id);
    const type = letterFileType(content);
    if (type === null) throw new DomainError('LETTER_FILE_WRONG', 'invalid');
    await this.letters.setFile(tx, id, {
      name,
      type,
      sealed: this.keyring.sealWhole(content, LETTER_FILE_PURPOSE),
    });
    await this.record(tx, act, id, 'letter.file_attached', { type, bytes: content.length });
  }

  /** Sends the draft, once. @throws DomainError `NOT_FOUND`, `LETTER_SENT`, `LETTER_EMPTY`, `LETTER_NO_RECIPIENTS` */
  async send(tx: EntityManager, act: DeliveryAct, id: Uuid): Promise<void> {
    const { text, fileName } = await this.lockDraft(tx, act, id);
    if (text === '' && fileName === null) throw new DomainError('LETTER_EMPTY', 'conflict');
    await this.letters.markSent(tx, id, act.administratorId, act.now);
    const recipients = await this.letters.addFirst(tx, id, act.reach.regionId, act.now);
    if (recipients === 0) throw new DomainError('LETTER_NO_RECIPIENTS', 'conflict');
    await this.record(tx, act, id, 'letter.sent', { recipients });
  }

  /** A municipality hands the letter on to its schools; again, to those that came since. Returns how many got it now. */
  async forward(tx: EntityManager, act: DeliveryAct, id: Uuid): Promise<number> {
    const { municipalityIds } = act.reach;
    if ((await this.letters.held(tx, id, municipalityIds)) === 0) throw notFound();
    const schools = await this.letters.addSchools(tx, id, municipalityIds, act.now);
    if (schools > 0) await this.record(tx, act, id, 'letter.forwarded', { schools });
    return schools;
  }

  /** «Ознакомлены»: for the units of the administrator that have the letter; a repetition changes nothing. */
  async acknowledge(tx: EntityManager, act: DeliveryAct, id: Uuid): Promise<void> {
    const units = [...act.reach.municipalityIds, ...act.reach.schoolIds];
    if ((await this.letters.held(tx, id, units)) === 0) throw notFound();
    const count = await this.letters.acknowledge(tx, id, units, act.administratorId, act.now);
    if (count > 0) await this.record(tx, act, id, 'letter.acknowledged', { units: count });
  }

  list(
    tx: EntityManager,
    reach: SchoolScope,
    page: Parameters<LettersRepository['list']>[2],
  ): Promise<readonly Letter[]> {
    return this.letters.list(tx, reach, page);
  }

  /** @throws DomainError `NOT_FOUND` for a letter that the reach does not show */
  async find(tx: EntityManager, reach: SchoolScope, id: Uuid): Promise<Letter> {
    const letter = await this.letters.find(tx, reach, id);
    if (letter === null) throw notFound();
    return letter;
  }

  /** @throws DomainError `NOT_FOUND`, also for a letter without a file */
  async file(tx: EntityManager, reach: SchoolScope, id: Uuid): Promise<LetterFile> {
    const { fileName: name, fileType: type } = await this.find(tx, reach, id);
    const sealed = await this.letters.sealedFile(tx, id);
    if (name === null || type === null || sealed === null) throw notFound();
    return { name, type, content: this.keyring.openWhole(sealed, LETTER_FILE_PURPOSE) };
  }

  /** Who has acknowledged and who has not, as far as the reach shows. */
  async recipients(
    tx: EntityManager,
    reach: SchoolScope,
    id: Uuid,
    page: Parameters<LettersRepository['recipients']>[3],
  ): Promise<readonly LetterRecipient[]> {
    await this.find(tx, reach, id);
    return this.letters.recipients(tx, reach, id, page);
  }

  private async lockDraft(tx: EntityManager, { reach }: DeliveryAct, id: Uuid) {
    const letter = reach.wholeRegion ? await this.letters.lock(tx, reach.regionId, id) : null;
    if (letter === null) throw notFound();
    if (letter.sentAt !== null) throw new DomainError('LETTER_SENT', 'conflict');
    return letter;
  }

  private record(
    tx: EntityManager,
    act: DeliveryAct,
    id: Uuid,
    action: string,
    facts: Readonly<Record<string, string | number>>,
  ): Promise<void> {
    return this.audit.record(tx, {
      ...{ regionId: act.reach.regionId, at: act.now, action, facts, subject: { kind: 'letter', id } },
      actor: { kind: 'administrator', id: act.administratorId },
      traceId: act.traceId ?? undefined,
    });
  }
}

function notFound(): DomainError {
  return new DomainError('NOT_FOUND', 'not_found');
}
