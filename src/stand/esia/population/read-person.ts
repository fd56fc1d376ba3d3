import { parseCalendarDate } from '../../../kernel/calendar-date.js';
import { type Person } from './person.js';

type Raw = Readonly<Record<string, unknown>>;

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
const isTextOrNull = (value: unknown): boolean => value === null || isText(value);
const isDate = (value: unknown): boolean => typeof value === 'string' && parseCalendarDate(value) !== null;
const isGender = (value: unknown): boolean => value === 'M' || value === 'F';
const isSnils = (value: unknown): boolean => value === null || (isText(value) && /^\d{11}$/.test(value));
const isOid = (value: unknown): boolean => isText(value) && /^[1-9]\d{0,14}$/.test(value);
const isRecord = (value: unknown): value is Raw => typeof value === 'object' && value !== null;
const isBoolean = (value: unknown): boolean => typeof value === 'boolean';
const listOf =
  (isItem: (item: unknown) => boolean) =>
  (value: unknown): boolean =>
    Array.isArray(value) && value.every(isItem);

type Shape = Readonly<Record<string, (value: unknown) => boolean>>;

const NAMES: Shape = { lastName: isText, firstName: isText, middleName: isTextOrNull };

const KID: Shape = {
  ...NAMES,
  id: Number.isSafeInteger,
  oid: (value) => value === null || isOid(value),
  verified: isBoolean,
  birthDate: isDate,
  gender: isGender,
  snils: isSnils,
  documents: listOf((item) => isRecord(item) && isText(item['type'])),
};

const PERSON: Shape = {
  ...NAMES,
  oid: isOid,
  login: isText,
  password: isText,
  otp: isTextOrNull,
  level: (value) => value === 'P' || value === 'PR' || value === 'KD',
  birthDate: isDate,
  gender: isGender,
  snils: isSnils,
  citizenship: isText,
  status: (value) => value === 'REGISTERED' || value === 'DELETED',
  parentalConsent: isBoolean,
  kids: listOf((item) => isRecord(item) && wrongField(item, KID) === null),
  documents: listOf((item) => isRecord(item) && isText(item['type'])),
  contacts: listOf((item) => isRecord(item) && isText(item['type']) && isText(item['value'])),
  roles: listOf((item) => isRecord(item) && isOid(item['orgOid']) && isText(item['fullName'])),
};

/** What a file may leave out, so that a hand-written person stays short. */
const OMITTED: Readonly<Partial<Person>> = {
  otp: null,
  middleName: null,
  snils: null,
  citizenship: 'RUS',
  status: 'REGISTERED',
  parentalConsent: true,
  kids: [],
  documents: [],
  contacts: [],
  roles: [],
};

function wrongField(record: Raw, shape: Shape): string | null {
  for (const name in shape) if (shape[name]?.(record[name]) !== true) return name;
  return null;
}

/**
 * Reads one person of `esia-population.json` (docs/formats.md).
 * @throws Error that names the place and the field, never a value
 */
export function readPerson(raw: unknown, place: string): Person {
  if (!isRecord(raw)) throw new Error(`население ЕСИА: ${place} — не объект`);
  const person = { ...OMITTED, ...raw };
  const wrong = wrongField(person, PERSON);
  if (wrong !== null) throw new Error(`население ЕСИА: ${place}, поле «${wrong}» отсутствует или неверно`);
  return person as unknown as Person;
}
