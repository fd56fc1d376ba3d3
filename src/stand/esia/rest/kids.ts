import { type KidCard } from '../population/person.js';
import { type Access } from '../state/grants.js';
import { type World } from '../state/world.js';
import { documentResource, KID_DOCUMENT_SCOPES, visibleDocuments } from './documents.js';
import { collection, resource, writtenDate, writtenSnils, type Fields } from './shape.js';

export const KID_SCOPES: readonly string[] = [
  'kid_fullname',
  'kid_birthdate',
  'kid_gender',
  'kid_snils',
  'kid_inn',
  'kid_birth_cert_doc',
  'kid_medical_doc',
  'kid_mobile',
  'kid_email',
];

/** The parent's cards; under the fault `foreign-kid` somebody else's card is among them (rule 15). */
export function kidCards(world: World, access: Access): readonly KidCard[] {
  const own = world.population.byOid(access.oid)?.kids ?? [];
  const fault = world.faults.take('foreign-kid');
  if (fault === undefined) return own;
  const [foreign] = world.population.byOid(fault.oid ?? FOREIGN_PARENT)?.kids ?? [];
  return foreign === undefined ? own : [...own, foreign];
}

/** The persona `parent-teacher`, whose child is lent when the order names nobody. */
const FOREIGN_PARENT = '1000090004';

/**
 * A card with the fields of the granted `kid_*` scopes alone (rule 16). `oid` stands only on the card of a child with
 * an own account [?]; only `trusted` cards prove the relation (5.6).
 */
export function kidResource(world: World, access: Access, kid: KidCard, url: string, whole: boolean): Fields {
  const granted = <T>(scope: string, value: T): T | undefined =>
    access.scopes.has(scope) ? value : undefined;
  const shownDocuments = visibleDocuments(kid.documents, access.scopes, true);
  const documents = shownDocuments.map((item) => (whole ? documentResource(item) : `${url}/docs/${item.id}`));
  const showsDocuments = KID_DOCUMENT_SCOPES.some((scope) => access.scopes.has(scope));
  return resource('Identifiable', {
    id: kid.id,
    oid: kid.oid !== null && world.switches.kidCardShowsOid ? Number(kid.oid) : undefined,
    trusted: kid.verified,
    updatedOn: world.startedAt,
    firstName: granted('kid_fullname', kid.firstName),
    lastName: granted('kid_fullname', kid.lastName),
    middleName: granted('kid_fullname', kid.middleName ?? undefined),
    gender: granted('kid_gender', kid.gender),
    birthDate: granted('kid_birthdate', writtenDate(kid.birthDate)),
    snils: granted('kid_snils', writtenSnils(kid.snils)),
    documents: showsDocuments ? collection(documents) : undefined,
  });
}
