import { type CalendarDate, parseCalendarDate } from '../../kernel/calendar-date.js';
import { type PersonaBuilder } from './persona-builder.js';
import { persona, type Scene } from './persona.js';

/** A pupil past 14 whose child account is still good (EC-027). */
export function childOfFourteen(b: PersonaBuilder): Scene {
  const name = 'Титов Роман Глебович';
  const born = b.ago(14, 90);
  const pupil = b.human({ login: 'pupil14', number: 14, name, gender: 'M', born, level: 'KD' });
  b.pupil(pupil, b.school(0));
  return {
    household: b.household([pupil], []),
    personas: [
      persona(
        pupil,
        'Ученик, которому 14 лет и 90 дней, с детской записью',
        'Детская запись (KD) принимается ещё 90 дней: 14 лет и 180 дней не прошли',
        'auto',
      ),
    ],
  };
}

/** A child whose parent has not consented in ЕСИА. */
export function childWithoutConsent(b: PersonaBuilder): Scene {
  const name = 'Белова Майя Сергеевна';
  const born = b.ago(9, 120);
  const facts = { login: 'noconsent', number: 15, name, gender: 'F', born, level: 'KD' } as const;
  const pupil = b.human({ ...facts, parentalConsent: false });
  b.pupil(pupil, b.school(0));
  return {
    household: b.household([pupil], []),
    personas: [
      persona(
        pupil,
        'Ученица 9 лет, родитель не дал согласия на Госуслугах',
        'Отказ Госуслуг: нужно согласие родителя',
        'code:AWAITING_PARENT_CONSENT',
      ),
    ],
  };
}

/** A pupil without СНИЛС in ЕСИА and in the roster (R7, EC-058). */
export function foreigner(b: PersonaBuilder): Scene {
  const facts = {
    login: 'foreigner',
    number: 16,
    name: 'Каримова Малика',
    gender: 'F',
    level: 'PR',
  } as const;
  const pupil = b.human({ ...facts, born: b.ago(16, 100), citizenship: 'UZB', hasSnils: false });
  b.pupil(pupil, b.school(0));
  return {
    household: b.household([pupil], []),
    personas: [
      persona(
        pupil,
        'Ученица 16 лет, гражданка другой страны, без СНИЛС и отчества',
        'В Госуслугах нет СНИЛС: привязка только по коду из памятки',
        'code:SNILS_MISSING_IN_ESIA',
      ),
    ],
  };
}

/** Born on the 5th of June, the school typed the 6th of May (EC-021). */
export function swappedBirthDate(b: PersonaBuilder): Scene {
  const year = Number(b.today.slice(0, 4)) - 12;
  const name = 'Фомина Яна Кирилловна';
  const born = day(`${year}-06-05`);
  const pupil = b.human({ login: 'birthdate', number: 17, name, gender: 'F', born, level: 'KD' });
  const row = b.pupil(pupil, b.school(0));
  row.written.born = `${year}-05-06`;
  row.marks.birth = 'wrong';
  pupil.dirt.push('birth_day_month_swapped');
  return {
    household: b.household([pupil], []),
    personas: [
      persona(
        pupil,
        'Ученица 11–12 лет, в школе переставлены день и месяц рождения',
        'Сверка в школе с подсказкой о перестановке; сама не привязывается (R3)',
        'code:BIRTHDATE_MISMATCH',
      ),
    ],
  };
}

/** A pupil whom the school keeps without СНИЛС (R4). */
export function missingSnils(b: PersonaBuilder): Scene {
  const name = 'Громов Егор Антонович';
  const pupil = b.human({
    login: 'nosnils',
    number: 18,
    name,
    gender: 'M',
    born: b.ago(12, 30),
    level: 'KD',
  });
  b.pupil(pupil, b.school(0));
  b.dropSnils(pupil);
  return {
    household: b.household([pupil], []),
    personas: [
      persona(
        pupil,
        'Ученик 12 лет, в школе нет его СНИЛС',
        'Нужен код из памятки, старый пароль или школа (R4)',
        'code:SNILS_MISSING_IN_ROSTER',
      ),
    ],
  };
}

/** The first was born on the last 29 February at least eight years ago (EC-023). */
export function classmates(b: PersonaBuilder): Scene {
  const school = b.school(1);
  const leap = leapDayBefore(b.ago(8, 0));
  const beside = day(`${leap.slice(0, 4)}-02-12`);
  const [nameA, nameB] = ['Королёв Фёдор Львович', 'Зайцева Кира Юрьевна'];
  const one = b.human({ login: 'pupila', number: 19, name: nameA, gender: 'M', born: leap, level: 'KD' });
  const two = b.human({ login: 'pupilb', number: 20, name: nameB, gender: 'F', born: beside, level: 'KD' });
  b.pupil(one, school);
  b.pupil(two, school);
  const shows = 'Вместе с одноклассником в одном браузере: после Госуслуг спрашиваем «Это я» / «Это не я»';
  return {
    household: b.household([one, two], []),
    personas: [
      persona(one, 'Первый из одноклассников за общим компьютером, родился 29 февраля', shows, 'auto'),
      persona(two, 'Вторая из одноклассников за общим компьютером', shows, 'auto'),
    ],
  };
}

/** Twins whom the school keeps without СНИЛС (EC-038). */
export function twins(b: PersonaBuilder): Scene {
  const twin = (login: string, number: number, first: string) =>
    b.human({
      login,
      number,
      name: `Шмелёв ${first} Олегович`,
      gender: 'M',
      born: b.ago(11, 40),
      level: 'KD',
    });
  const pair = [twin('twina', 21, 'Артём'), twin('twinb', 22, 'Антон')];
  for (const each of pair) {
    b.pupil(each, b.school(1));
    b.dropSnils(each);
  }
  const shows = 'Брата с той же фамилией и датой не предлагаем; без СНИЛС — код или школа (R4)';
  return {
    household: b.household(pair, []),
    personas: pair.map((each) =>
      persona(each, 'Близнец 11 лет, в школе нет СНИЛС', shows, 'code:SNILS_MISSING_IN_ROSTER'),
    ),
  };
}

function leapDayBefore(latest: CalendarDate): CalendarDate {
  for (let year = Number(latest.slice(0, 4)); year > 1900; year -= 1) {
    const leap = parseCalendarDate(`${year}-02-29`);
    if (leap !== null && leap <= latest) return leap;
  }
  throw new RangeError('no leap day before this day');
}

function day(text: string): CalendarDate {
  const parsed = parseCalendarDate(text);
  if (parsed === null) throw new RangeError('the day lies outside 1900–2100');
  return parsed;
}
