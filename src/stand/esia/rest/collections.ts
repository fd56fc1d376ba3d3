import { type Person } from '../population/person.js';
import { type Access } from '../state/grants.js';
import { type World } from '../state/world.js';
import { documentResource, DOCUMENT_SCOPES, visibleDocuments } from './documents.js';
import { KID_SCOPES, kidCards, kidResource } from './kids.js';
import { resource, type Fields } from './shape.js';

/** One element of a collection: its own address and its content. */
export interface Element {
  readonly url: string;
  readonly id: string;
  readonly content: Fields;
}

/** A collection of a person: its path, its name inside `embed`, the scopes that open it, what is in it. */
export interface Collection {
  readonly path: string;
  readonly embedName: string;
  readonly scopes: readonly string[];
  read(world: World, access: Access, person: Person, base: string): Element[];
}

const numbered = (base: string, id: number | string, content: Fields): Element => ({
  url: `${base}/${id}`,
  id: String(id),
  content,
});

/** `mobile` and `email` show only their kind; `contacts` shows all (5.3). */
function seesContact(access: Access, type: string): boolean {
  if (access.scopes.has('contacts')) return true;
  return (type === 'MBT' && access.scopes.has('mobile')) || (type === 'EML' && access.scopes.has('email'));
}

const contacts: Collection = {
  path: 'ctts',
  embedName: 'contacts',
  scopes: ['contacts', 'email', 'mobile'],
  read: (_world, access, person, base) =>
    person.contacts
      .map((contact, index) => ({ id: index + 1, ...contact }))
      .filter(({ type }) => seesContact(access, type))
      .map(({ id, type, value, verified = true }) => {
        const vrfStu = verified ? 'VERIFIED' : 'NOT_VERIFIED';
        return numbered(base, id, resource('Identifiable', { id, type, vrfStu, value }));
      }),
};

const documents: Collection = {
  path: 'docs',
  embedName: 'documents',
  scopes: DOCUMENT_SCOPES,
  read: (_world, access, person, base) =>
    visibleDocuments(person.documents, access.scopes, false).map((item) =>
      numbered(base, item.id, documentResource(item)),
    ),
};

const addresses: Collection = {
  path: 'addrs',
  embedName: 'addresses',
  scopes: ['addresses'],
  read: (_world, _access, person, base) =>
    (person.addresses ?? []).map((address, index) =>
      numbered(base, index + 1, resource('Identifiable', { id: index + 1, ...address })),
    ),
};

const kids: Collection = {
  path: 'kids',
  embedName: 'kids',
  scopes: KID_SCOPES,
  read: (world, access, _person, base) =>
    kidCards(world, access).map((kid) => {
      const whole = world.switches.kidDocumentsInList === 'embedded';
      return numbered(base, kid.id, kidResource(world, access, kid, `${base}/${kid.id}`, whole));
    }),
};

const roles: Collection = {
  path: 'roles',
  embedName: 'roles',
  scopes: ['usr_org'],
  read: (_world, _access, person, base) =>
    person.roles.map(({ orgOid, fullName, shortName, ogrn, chief, type }) => {
      const content = {
        oid: Number(orgOid),
        prnOid: Number(person.oid),
        fullName,
        shortName: shortName ?? fullName,
        ogrn,
        type: type ?? 'LEGAL',
        chief,
        admin: false,
        active: true,
        hasRightOfSubstitution: false,
        hasApprovalTabAccess: false,
      };
      return numbered(base, orgOid, resource('Identifiable', content));
    }),
};

/** Addresses point to `/rs/orgs/{orgOid}` (5.7). */
const organisations: Collection = {
  path: 'orgs',
  embedName: 'organizations',
  scopes: ['usr_org'],
  read: (world, _access, person) =>
    person.roles.map((role) => ({
      url: `${world.url}/rs/orgs/${role.orgOid}`,
      id: role.orgOid,
      content: resource('EntityRoot', {
        oid: Number(role.orgOid),
        fullName: role.fullName,
        shortName: role.shortName ?? role.fullName,
        ogrn: role.ogrn,
        type: role.type ?? 'LEGAL',
      }),
    })),
};

/** The emulator's people have no vehicles; the collection is there, and empty. */
const vehicles: Collection = { path: 'vhls', embedName: 'vehicles', scopes: ['vehicles'], read: () => [] };

export const COLLECTIONS: readonly Collection[] = [
  contacts,
  documents,
  addresses,
  kids,
  roles,
  organisations,
  vehicles,
];
