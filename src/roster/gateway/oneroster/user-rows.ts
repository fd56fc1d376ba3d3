import type { RecordKind } from '../../domain/person-row.js';
import type { SourceRow } from '../source-row.js';
import type { JsonElement, JsonObject } from './json-elements.js';
import { type EntryState, idOf, laterOf, objectsOf, rowOf, stateOf, textOf } from './json-fields.js';
import { type Enrolment, isTrue, type UserIndex } from './json-index.js';
import { rowNumber } from './row-numbers.js';

/** A role of a user (OneRoster 1.2, Users.roles). */
interface UserRole {
  readonly kind: RecordKind;
  readonly school: string;
  readonly primary: boolean;
  readonly from: unknown;
  readonly to: unknown;
  readonly position: string;
}

const REPRESENTATIVES: ReadonlySet<string> = new Set(['parent', 'guardian', 'relative']);

/** Positions for OneRoster's roles of staff; the field `position` says it more exactly. */
const POSITIONS: Readonly<Record<string, string>> = {
  teacher: 'Учитель',
  administrator: 'Администратор',
  principal: 'Директор',
  aide: 'Помощник',
  counselor: 'Психолог',
  proctor: 'Дежурный',
};

/** Which kinds of record a user is; a user without roles that is to be deleted may be any of them. */
export function kindsOfUser(user: JsonObject): ReadonlySet<RecordKind> {
  const kinds = new Set(rolesOf(user).map(({ kind }) => kind));
  const isGone = stateOf(user).removed;
  return kinds.size === 0 && isGone ? new Set(['student', 'representative', 'staff']) : kinds;
}

function rolesOf(user: JsonObject): readonly UserRole[] {
  const written = objectsOf(user['roles']);
  const only = textOf(user['role']) ?? '';
  const roles = written.length === 0 && only !== '' ? [{ role: only }] : written;
  return roles.map((item: JsonObject) => {
    const role = textOf(item['role']) ?? '';
    const kind = role === 'student' ? 'student' : REPRESENTATIVES.has(role) ? 'representative' : 'staff';
    return {
      kind,
      school: textOf(idOf(item['org'])) ?? '',
      primary: item['roleType'] === 'primary' || isTrue(item['primary']),
      from: item['beginDate'],
      to: item['endDate'],
      position: textOf(item['position']) || (POSITIONS[role] ?? role),
    };
  });
}

/** The rows of one user in one kind of record: one for each school, a representative's without any. */
export function userRows(kind: RecordKind, element: JsonElement, index: UserIndex): readonly SourceRow[] {
  const { value: user } = element;
  if (!kindsOfUser(user).has(kind)) return [];
  const state = stateOf(user);
  const sourceId = textOf(user['sourcedId']);
  const demographics = index.demographicsOf(sourceId ?? '');
  const whole = laterOf(state, stateOf(demographics).modifiedAt);
  const person = { ...personOf(user, demographics), source_id: sourceId };
  if (state.removed || kind === 'representative')
    return [rowOf(FILES[kind], rowNumber('users', element.no), person, whole)];
  const roles = rolesOf(user).filter((role) => role.kind === kind);
  const places =
    kind === 'student' ? pupilPlaces(roles, index.enrolmentsOf(sourceId ?? '')) : staffPlaces(roles);
  return places.map(({ fields, school, modifiedAt }, position) => {
    const own = position === 0 ? sourceId : `${sourceId ?? ''}@${school}`;
    const row = { ...person, ...fields, school_source_id: school, source_id: own };
    return rowOf(FILES[kind], rowNumber('users', element.no, position), row, laterOf(whole, modifiedAt));
  });
}

const FILES = { student: 'students', representative: 'representatives', staff: 'staff' } as const;

interface UserPlace {
  readonly school: string;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly modifiedAt: string | null;
}

/**
 * One place for each school, that of the primary role first: its record keeps the user's own id. Within a school the
 * primary enrolment tells the class, else the one that began last.
 */
function pupilPlaces(roles: readonly UserRole[], enrolments: readonly Enrolment[]): readonly UserPlace[] {
  const home = (roles.find(({ primary }) => primary) ?? roles[0])?.school ?? '';
  const first = home === '' ? (enrolments[0]?.school ?? '') : home;
  const schools = [
    ...new Set([
      first,
      ...roles.map(({ school }) => school || first),
      ...enrolments.map(({ school }) => school),
    ]),
  ];
  return schools.map((school, position) => {
    const here = enrolments.filter((enrolment) => enrolment.school === school);
    const role = roles.find((one) => one.school === school) ?? (position === 0 ? roles[0] : undefined);
    const [best] = [...here].sort(
      (a, b) =>
        Number(b.primary) - Number(a.primary) || (a.from < b.from ? 1 : a.from > b.from ? -1 : a.no - b.no),
    );
    const fields = {
      class_source_id: best?.classId,
      enrollment_kind: best?.kind || (position === 0 ? '' : 'additional'),
      enrolled_from: best === undefined ? role?.from : best.from,
      enrolled_to: best === undefined ? role?.to : best.to,
      order_no: best?.orderNo,
      end_kind: best?.endKind,
    };
    return { school, fields, modifiedAt: best?.modifiedAt ?? null };
  });
}

/** One appointment for each school: of two roles in one school the first one written counts, the primary before others. */
function staffPlaces(roles: readonly UserRole[]): readonly UserPlace[] {
  const ordered = [...roles].sort((a, b) => Number(b.primary) - Number(a.primary));
  const bySchool = new Map<string, UserRole>();
  for (const role of ordered) if (!bySchool.has(role.school)) bySchool.set(role.school, role);
  return [...bySchool.values()].map(({ school, position, from, to }) => ({
    school,
    fields: { position, valid_from: from, valid_to: to },
    modifiedAt: null,
  }));
}

function personOf(user: JsonObject, demographics: JsonObject): Readonly<Record<string, unknown>> {
  const either = (name: string): unknown => user[name] ?? demographics[name];
  const sex = either('sex');
  return {
    last_name: user['familyName'],
    first_name: user['givenName'],
    middle_name: user['middleName'],
    birth_date: either('birthDate'),
    gender: sex === 'male' ? 'M' : sex === 'female' ? 'F' : sex === 'unspecified' ? '' : sex,
    snils: either('snils'),
    citizenship: either('citizenship'),
  };
}

/** The ties that a user's row tells of: its agents are its representatives (OneRoster 1.2, Users.agents). */
export function tieRows({ no, value: user }: JsonElement): readonly SourceRow[] {
  const state = stateOf(user);
  if (state.removed || state.refused !== null) return [];
  return objectsOf(user['agents']).map((agent, position) => {
    const own: EntryState = laterOf(stateOf(agent), state.modifiedAt);
    const fields = {
      student_source_id: user['sourcedId'],
      representative_source_id: agent['sourcedId'],
      kind: agent['relationship'] ?? 'parent',
      valid_from: agent['beginDate'],
      valid_to: agent['endDate'],
    };
    return rowOf('family_ties', rowNumber('users', no, position), fields, own);
  });
}
