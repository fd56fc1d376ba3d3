import { type CalendarDate, parseCalendarDate } from '../../kernel/calendar-date.js';
import { type PersonName, tidyMiddleName, tidyNamePart } from '../../kernel/person-name.js';
import { parseSnils, type Snils } from '../../kernel/snils.js';
import { InvalidInput } from '../../platform/http/validation.js';
import type { CorrectionBody, PersonNameBody } from './person-decisions.dto.js';

/** A day of the calendar, or the field is named. */
export function dateOf(field: string, text: string): CalendarDate {
  const date = parseCalendarDate(text);
  if (date === null) throw new InvalidInput([{ field, message: 'такой даты нет' }]);
  return date;
}

/** A valid СНИЛС in any writing, or the field is named. */
export function snilsOf(text: string): Snils {
  const snils = parseSnils(text);
  if (snils === null) {
    throw new InvalidInput([{ field: 'snils', message: 'СНИЛС с ошибкой: проверьте 11 цифр' }]);
  }
  return snils;
}

/** A name as written, tidied; a placeholder for the patronymic is none. */
export function nameOf(body: PersonNameBody): PersonName {
  return {
    last: tidyNamePart(body.last_name),
    first: tidyNamePart(body.first_name),
    middle: tidyMiddleName(body.middle_name),
  };
}

/** A correction with only the fields that were sent. */
export function correctionOf({ name, birth_date: born, snils, gender, citizenship, basis }: CorrectionBody) {
  return {
    basis,
    ...(name === undefined ? {} : { name: nameOf(name) }),
    ...(born === undefined ? {} : { birthDate: dateOf('birth_date', born) }),
    ...(snils === undefined ? {} : { snils: snilsOf(snils) }),
    ...(gender === undefined ? {} : { gender }),
    ...(citizenship === undefined ? {} : { citizenship }),
  };
}
