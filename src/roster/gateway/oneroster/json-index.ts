import { idOf, isObject, stateOf, textOf } from './json-fields.js';
import { type JsonObject, readElements } from './json-elements.js';

/** One enrolment as its user's row needs it. */
export interface Enrolment {
  readonly no: number;
  readonly school: string;
  readonly classId: string;
  readonly kind: string;
  readonly from: string;
  readonly to: string;
  readonly orderNo: string;
  readonly endKind: string;
  readonly primary: boolean;
  readonly modifiedAt: string | null;
}

/** What users' rows need of other sections, by `sourcedId` of the user. Kept packed: a region has 325,000 of them. */
export class UserIndex {
  private readonly enrolments = new Map<string, string>();
  private readonly demographics = new Map<string, string>();

  /** Enrolments of pupils that hold; those to be deleted are rows of their own. */
  static async read(path: string): Promise<UserIndex> {
    const index = new UserIndex();
    for await (const { collection, no, value } of readElements(
      path,
      new Set(['enrollments', 'demographics']),
    )) {
      if (collection === 'demographics') index.addDemographics(value);
      else if (isPupils(value)) index.addEnrolment(no, value);
    }
    return index;
  }

  enrolmentsOf(user: string): readonly Enrolment[] {
    const packed = this.enrolments.get(user);
    return packed === undefined ? [] : (JSON.parse(`[${packed}]`) as Packed[]).map(unpacked);
  }

  demographicsOf(user: string): JsonObject {
    const packed = this.demographics.get(user);
    return packed === undefined ? {} : (JSON.parse(packed) as JsonObject);
  }

  private addEnrolment(no: number, entry: JsonObject): void {
    const user = textOf(idOf(entry['user'])) ?? '';
    const { removed, modifiedAt, refused } = stateOf(entry);
    if (user === '' || removed || refused !== null) return;
    const text = (name: string): string => textOf(entry[name]) ?? '';
    const packed: Packed = [
      no,
      textOf(idOf(entry['school'])) ?? '',
      textOf(idOf(entry['class'])) ?? '',
      text('kind'),
      text('beginDate'),
      text('endDate'),
      text('orderNo'),
      text('endKind'),
      isTrue(entry['primary']) ? 1 : 0,
      modifiedAt,
    ];
    const more = JSON.stringify(packed);
    const known = this.enrolments.get(user);
    this.enrolments.set(user, known === undefined ? more : `${known},${more}`);
  }

  private addDemographics(entry: JsonObject): void {
    const user = textOf(entry['sourcedId']) ?? '';
    const { removed, refused } = stateOf(entry);
    if (user === '' || removed || refused !== null || !isObject(entry)) return;
    const { birthDate, sex, snils, citizenship, dateLastModified } = entry;
    this.demographics.set(user, JSON.stringify({ birthDate, sex, snils, citizenship, dateLastModified }));
  }
}

type Packed = [number, string, string, string, string, string, string, string, 0 | 1, string | null];

function unpacked([
  no,
  school,
  classId,
  kind,
  from,
  to,
  orderNo,
  endKind,
  primary,
  modifiedAt,
]: Packed): Enrolment {
  return { no, school, classId, kind, from, to, orderNo, endKind, primary: primary === 1, modifiedAt };
}

/** Teachers are in classes too; whose they are, their roles tell. */
export function isPupils(enrolment: JsonObject): boolean {
  return (enrolment['role'] ?? 'student') === 'student';
}

export function isTrue(value: unknown): boolean {
  return value === true || value === 'true';
}
