import { etagOf } from '../../platform/http/etag.js';
import { maskName } from '../../kernel/person-name.js';
import type { PersonCard, RegisteredPerson } from '../../roster/index.js';
import type { PersonCardDto, PersonDto } from './people.dto.js';

/** The mask of a СНИЛС of which only the end is known (roles.md). */
export function maskedNumber(last2: string | null): string | null {
  return last2 === null ? null : `***-***-*** ${last2}`;
}

/** A person of a list: masked; of a protected one not even the initials (ROS-11). */
export function presentPerson(person: RegisteredPerson): PersonDto {
  const { id, birthYear, readiness, problem, isProtected } = person;
  const hidden = isProtected ? { name: null, birth_year: null, snils: null } : null;
  return {
    id,
    name: maskName(person),
    birth_year: birthYear,
    snils: maskedNumber(person.snilsLast2),
    ...hidden,
    readiness,
    problem,
    protected: isProtected,
    deceased: person.isDeceased,
    names_self_typed: person.namesSelfTyped,
    places: person.places.map(({ kind, school, classLabel }) => ({
      kind,
      school: { id: school.id, short_name: school.shortName },
      class_label: classLabel,
    })),
    standings: [...person.standings],
  };
}

/** A card, whose reading is in the audit: masked, of a protected person too, but without places. */
export function presentCard(card: PersonCard): PersonCardDto {
  return Object.assign(presentPerson({ ...card, isProtected: false }), {
    protected: card.isProtected,
    records: card.records.map(({ id, kind, source, sourceId, pinned }) => ({
      ...{ id, kind, source, source_id: sourceId, pinned },
    })),
    attributes_by_hand: [...card.attributesByHand],
    protections: [...card.protections],
    etag: etagOf(card.revision),
  });
}
