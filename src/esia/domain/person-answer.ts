import { type CalendarDate, parseWrittenDate } from '../../kernel/calendar-date.js';
import { type PersonName, tidyMiddleName, tidyNamePart } from '../../kernel/person-name.js';
import { parseSnils, type Snils, type SnilsRules } from '../../kernel/snils.js';
import type { EsiaProfile } from './esia-profile.js';
import { type JsonObject, textOf } from './json.js';
import { canonicalOid } from './oid.js';
import type { EsiaOutcomeCode } from './outcomes.js';
import type { TokenSubject } from './token-claims.js';
import type { EsiaFault } from './faults.js';

/** What `/rs/prns/{oid}` came to. A refusal with a fault raises the alarm, one without is the person's own matter. */
export type PersonVerdict =
  | { readonly kind: 'person'; readonly profile: Omit<EsiaProfile, 'kids'> }
  | { readonly kind: 'refused'; readonly code: EsiaOutcomeCode; readonly fault: EsiaFault | null };

const no = (code: EsiaOutcomeCode, fault: EsiaFault | null = null): PersonVerdict => ({
  kind: 'refused',
  code,
  fault,
});

/**
 * Reads a person's answer (esia-protocol.md, 5.1) for the subject of the verified tokens. Members whose scope the person
 * did not grant are omitted by ESIA: a name or a birth date missing for that reason is `ESIA_SCOPE_DENIED`, for any other
 * a fault. A СНИЛС that is missing or wrong is none (EC-091). A deleted account is refused.
 */
export function judgePerson(answer: JsonObject, subject: TokenSubject, snils: SnilsRules): PersonVerdict {
  if (subject.type !== 'P') return no('ESIA_ROLE');
  if (Object.hasOwn(answer, 'oid') && canonicalOid(answer['oid']) !== subject.oid)
    return no('ESIA_TECH', 'subject_mismatch');
  if (textOf(answer, 'status') === 'DELETED') return no('ESIA_NOT_VERIFIED');
  const name = nameIn(answer);
  if (name === null) return missing(subject, 'fullname');
  const birthDate = dateIn(answer);
  if (birthDate === null) return missing(subject, 'birthdate');
  const { oid, level } = subject;
  return { kind: 'person', profile: { oid, level, name, birthDate, snils: snilsIn(answer, snils) } };
}

function missing(subject: TokenSubject, scope: string): PersonVerdict {
  return subject.scopes.has(scope) ? no('ESIA_TECH', 'person_incomplete') : no('ESIA_SCOPE_DENIED');
}

/** The name of a person or of a child's card; null when the last or the first name is not there. */
export function nameIn(object: JsonObject): PersonName | null {
  const last = tidyNamePart(textOf(object, 'lastName') ?? '');
  const first = tidyNamePart(textOf(object, 'firstName') ?? '');
  if (last === '' || first === '') return null;
  return { last, first, middle: tidyMiddleName(textOf(object, 'middleName')) };
}

/** ESIA writes `dd.MM.yyyy`. */
export function dateIn(object: JsonObject): CalendarDate | null {
  const raw = textOf(object, 'birthDate') ?? '';
  return /^\d{2}\.\d{2}\.\d{4}$/.test(raw) ? parseWrittenDate(raw) : null;
}

export function snilsIn(object: JsonObject, rules: SnilsRules): Snils | null {
  return parseSnils(textOf(object, 'snils') ?? '', rules);
}
