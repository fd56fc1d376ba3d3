import { type Person } from '../population/person.js';
import { type Access } from '../state/grants.js';
import { type World } from '../state/world.js';
import { COLLECTIONS } from './collections.js';
import { collection, resource, writtenDate, writtenSnils, type Fields } from './shape.js';

/** Scopes of which at least one opens the person's own record (5.1). */
export const PERSON_RECORD_SCOPES: readonly string[] = [
  'fullname',
  'birthdate',
  'gender',
  'snils',
  'inn',
  'birthplace',
  'id_doc',
];

/** `GET /rs/prns/{oid}`: each field by its scope (5.1); collections named in `embed` are put inside (5.2). */
export function personResource(
  world: World,
  access: Access,
  person: Person,
  url: string,
  embed: ReadonlySet<string>,
): Fields {
  const granted = <T>(scope: string, value: T): T | undefined =>
    access.scopes.has(scope) ? value : undefined;
  return resource('EntityRoot', {
    ...(access.scopes.has('fullname') ? baseBlock(world, person) : {}),
    birthDate: granted('birthdate', writtenDate(person.birthDate)),
    birthPlace: granted('birthplace', person.birthPlace),
    gender: granted('gender', person.gender),
    snils: granted('snils', writtenSnils(person.snils)),
    inn: granted('inn', person.inn),
    citizenship: granted(world.switches.citizenshipScope, person.citizenship),
    ...embeddedCollections(world, access, person, url, embed),
  });
}

/** What `fullname` shows besides the name; `middleName` is omitted when there is none. */
function baseBlock(world: World, person: Person): Fields {
  const child = person.level === 'KD';
  const trusted = person.level === 'PR' || (child && world.switches.childIsTrusted);
  return {
    firstName: person.firstName,
    lastName: person.lastName,
    middleName: person.middleName ?? undefined,
    trusted,
    updatedOn: world.startedAt,
    rfgUOperatorCheck: false,
    status: person.status,
    verifying: false,
    rIdDoc: person.documents.length > 0 ? 1 : undefined,
    regCtxCfmSte: trusted ? 'PCD' : undefined,
    chosenCfmTypes: trusted ? ['POS'] : undefined,
    regType: child ? 'SYS' : 'SLF',
    containsUpCfmCode: false,
    kidAccCreatedByParent: child,
  };
}

function embeddedCollections(
  world: World,
  access: Access,
  person: Person,
  url: string,
  embed: ReadonlySet<string>,
): Fields {
  const wanted = COLLECTIONS.filter(
    ({ embedName, scopes }) =>
      embed.has(`${embedName}.elements`) && scopes.some((name) => access.scopes.has(name)),
  );
  return Object.fromEntries(
    wanted.map((found) => {
      const elements = found.read(world, access, person, `${url}/${found.path}`);
      return [found.embedName, collection(elements.map(({ content }) => content))];
    }),
  );
}
