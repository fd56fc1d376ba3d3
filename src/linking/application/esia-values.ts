import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type EsiaPerson, EsiaPersons } from '../../esia/index.js';
import { formatRussianDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import type { PersonName } from '../../kernel/person-name.js';
import { formatSnils } from '../../kernel/snils.js';
import { SnilsVault } from '../../platform/crypto/snils-vault.js';

export const REVEALED_FIELDS = ['snils', 'birth_date', 'name'] as const;
export type RevealedField = (typeof REVEALED_FIELDS)[number];

/** What ESIA said of a person, whole; whoever asks records the showing. */
@Injectable()
export class EsiaValues {
  constructor(
    @Inject(EsiaPersons) private readonly persons: EsiaPersons,
    @Inject(SnilsVault) private readonly vault: SnilsVault,
  ) {}

  /** As Russians write it; null when there is none. `renewed`: the СНИЛС that waits for the school's decision, if any. */
  async read(
    tx: EntityManager,
    esiaPersonId: Uuid,
    field: RevealedField,
    { renewed = false }: { readonly renewed?: boolean } = {},
  ): Promise<string | null> {
    const person = await this.persons.byId(tx, esiaPersonId);
    if (person === null) return null;
    if (field !== 'snils') return writtenValue(field, person);
    const waiting = renewed ? await this.persons.newSnils(tx, esiaPersonId) : null;
    const stored = waiting ?? (await this.persons.snils(tx, esiaPersonId));
    return stored === null ? null : formatSnils(this.vault.reveal(stored));
  }
}

/** A name or a birth date as Russians write them. */
export function writtenValue(
  field: 'birth_date' | 'name',
  { name, birthDate }: Pick<EsiaPerson, 'name'> & { readonly birthDate: EsiaPerson['birthDate'] | null },
): string | null {
  if (field === 'birth_date') return birthDate === null ? null : formatRussianDate(birthDate);
  return fullName(name);
}

function fullName({ last, first, middle }: PersonName): string {
  return [last, first, ...(middle === null ? [] : [middle])].join(' ');
}
