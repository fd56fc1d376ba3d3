import { type CalendarDate, parseCalendarDate } from '../../kernel/calendar-date.js';
import { type Expected } from './expectation.js';
import { type Household, type Member } from './household.js';
import { PersonaBuilder } from './persona-builder.js';
import { type Territory } from './territory.js';

/** A role that the start script gives to an administrator (`npm run grant`). */
export interface PersonaGrant {
  readonly role: string;
  readonly region?: string;
  readonly municipality?: string;
  readonly school?: string;
}

/** Somebody to sign in as. */
export interface Persona {
  readonly member: Member;
  readonly who: string;
  readonly shows: string;
  readonly expected: Expected;
  readonly grants: readonly PersonaGrant[];
}

/** How many pupils the personas bring; the plan of the schools leaves room for them. */
export const PERSONA_PUPILS = 16;

/** The personas and the households that hold them. */
export interface PersonaCast {
  readonly personas: readonly Persona[];
  readonly households: readonly Household[];
}

/** The personas are the same for every seed; only their birth dates follow the day, so that ages stay. */
export function castPersonas(territory: Territory, today: CalendarDate): PersonaCast {
  const builder = new PersonaBuilder(territory, today);
  const scenes = [
    oneSchoolFamily,
    twoSchoolsFamily,
    teacherFamily,
    unconfirmedFamily,
    parentOnPupilFamily,
    childOfFourteen,
    childWithoutConsent,
    foreigner,
    swappedBirthDate,
    missingSnils,
    classmates,
    twins,
    strangers,
    administrators,
  ].map((scene) => scene(builder));
  return {
    personas: scenes.flatMap(({ personas }) => personas),
    households: scenes.map(({ household }) => household),
  };
}

interface Scene {
  readonly household: Household;
  readonly personas: readonly Persona[];
}

function persona(
  member: Member,
  who: string,
  shows: string,
  expected: Expected,
  grants: readonly PersonaGrant[] = [],
): Persona {
  return { member, who, shows, expected, grants };
}

function oneSchoolFamily(b: PersonaBuilder): Scene {
  const school = b.school(0);
  const name = 'Соловьёва Алёна Артёмовна';
  const girl = b.human({ login: 'pupil10', number: 1, name, gender: 'F', born: b.ago(10, 100), level: 'KD' });
  const brother = 'Соловьёв Пётр Артёмович';
  const boy = b.human({
    login: 'pupil15',
    number: 2,
    name: brother,
    gender: 'M',
    born: b.ago(15, 100),
    level: 'PR',
  });
  const mum = 'Соловьёва Ольга Семёновна';
  const mother = b.human({
    login: 'parent',
    number: 3,
    name: mum,
    gender: 'F',
    born: b.ago(39, 50),
    level: 'PR',
  });
  const rows = [b.pupil(girl, school), b.pupil(boy, school)];
  const row = b.representative(mother, school);
  return {
    household: b.household(
      [girl, boy, mother],
      rows.map((student) => [student, row] as const),
    ),
    personas: [
      persona(
        girl,
        'Ученица 10 лет',
        'Вход по детской учётной записи (KD): вопрос «Это я», привязка сама',
        'auto',
      ),
      persona(
        boy,
        'Ученик 15 лет',
        'Вход по своей подтверждённой записи (PR): вопрос «Это я», привязка сама',
        'auto',
      ),
      persona(mother, 'Мать двоих детей в одной школе', 'Привязка сама, один вход к двум детям', 'auto'),
    ],
  };
}

function twoSchoolsFamily(b: PersonaBuilder): Scene {
  const [one, two] = [b.school(0), b.school(1)];
  const child = (login: string, number: number, first: string, years: number) =>
    b.human({
      login,
      number,
      name: `Журавлёв ${first} Ильич`,
      gender: 'M',
      born: b.ago(years, 150),
      level: null,
    });
  const elder = child('twoschools-elder', 4, 'Глеб', 13);
  const younger = child('twoschools-younger', 5, 'Лев', 8);
  const name = 'Журавлёва-Берёзкина Мария Львовна';
  const born = b.ago(41, 20);
  const mother = b.human({ login: 'parent2', number: 6, name, gender: 'F', born, level: 'PR' });
  return {
    household: b.household(
      [elder, younger, mother],
      [
        [b.pupil(elder, one), b.representative(mother, one)],
        [b.pupil(younger, two), b.representative(mother, two)],
      ],
    ),
    personas: [
      persona(
        mother,
        'Мать детей в двух школах',
        'Две строки двух школ с одним СНИЛС — один человек: выбор из двух учётных записей журнала',
        'auto',
      ),
    ],
  };
}

function teacherFamily(b: PersonaBuilder): Scene {
  const school = b.school(0);
  const name = 'Ковалёва Вера Фёдоровна';
  const teacher = b.human({
    login: 'teacher',
    number: 7,
    name,
    gender: 'F',
    born: b.ago(44, 10),
    level: 'PR',
  });
  const son = 'Ковалёв Семён Юрьевич';
  const born = b.ago(11, 200);
  const child = b.human({ login: 'teacher-child', number: 8, name: son, gender: 'M', born, level: null });
  b.employee(teacher, school, 'учитель математики', 'homeroom');
  const tie = [b.pupil(child, school), b.representative(teacher, school)] as const;
  return {
    household: b.household([teacher, child], [tie]),
    personas: [
      persona(
        teacher,
        'Учитель и родитель в одном лице',
        'Выбор: войти учителем или родителем; права не смешиваются',
        'auto',
      ),
    ],
  };
}

function unconfirmedFamily(b: PersonaBuilder): Scene {
  const school = b.school(0);
  const name = 'Гусев Игорь Павлович';
  const born = b.ago(37, 60);
  const father = b.human({ login: 'unconfirmed', number: 9, name, gender: 'M', born, level: 'P' });
  const daughter = 'Гусева Дарья Игоревна';
  const child = b.human({
    login: 'unconfirmed-child',
    number: 10,
    name: daughter,
    gender: 'F',
    born: b.ago(9, 60),
    level: null,
  });
  const tie = [b.pupil(child, school), b.representative(father, school)] as const;
  return {
    household: b.household([father, child], [tie]),
    personas: [
      persona(
        father,
        'Отец с неподтверждённой записью Госуслуг',
        'Отказ: нужна подтверждённая учётная запись (МФЦ, банк); привязки нет',
        'code:ESIA_NOT_VERIFIED',
      ),
    ],
  };
}

/**
 * G1 by the mother's СНИЛС in the child's row. She must not stand in the roster herself: with a row of her own she
 * would be found by it (R1), and the child's row would not count.
 */
function parentOnPupilFamily(b: PersonaBuilder): Scene {
  const school = b.school(0);
  const name = 'Орлова Инна Олеговна';
  const born = b.ago(36, 15);
  const mother = b.human({ login: 'wrongparent', number: 11, name, gender: 'F', born, level: 'PR' });
  const dad = 'Орлов Денис Ильич';
  const father = b.human({
    login: 'wrongparent-father',
    number: 12,
    name: dad,
    gender: 'M',
    born: b.ago(38, 15),
    level: null,
  });
  const son = 'Орлов Марк Денисович';
  const child = b.human({
    login: 'wrongparent-child',
    number: 13,
    name: son,
    gender: 'M',
    born: b.ago(12, 15),
    level: null,
  });
  const tie = [b.pupil(child, school), b.representative(father, school)] as const;
  b.typeSnilsOf(mother, child);
  return {
    household: b.household([mother, father, child], [tie]),
    personas: [
      persona(
        mother,
        'Мать без своей записи в журнале; в строке сына по ошибке её СНИЛС',
        'Отказ: это дневник ученика, войдите под учётной записью ребёнка (правило G1)',
        'code:WRONG_PERSON_PARENT_AS_STUDENT',
      ),
    ],
  };
}

function childOfFourteen(b: PersonaBuilder): Scene {
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

function childWithoutConsent(b: PersonaBuilder): Scene {
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

function foreigner(b: PersonaBuilder): Scene {
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
function swappedBirthDate(b: PersonaBuilder): Scene {
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

function missingSnils(b: PersonaBuilder): Scene {
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
function classmates(b: PersonaBuilder): Scene {
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

function twins(b: PersonaBuilder): Scene {
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

function strangers(b: PersonaBuilder): Scene {
  const name = 'Незнамов Григорий Отрадович';
  const born = b.ago(33, 33);
  const stranger = b.human({ login: 'stranger', number: 23, name, gender: 'M', born, level: 'PR' });
  return {
    household: b.household([stranger], []),
    personas: [
      persona(
        stranger,
        'Человек, которого нет ни в одной школе',
        'Мы не нашли вас в списках школы: что проверить и к кому идти (R8)',
        'code:NOT_FOUND',
      ),
    ],
  };
}

function administrators(b: PersonaBuilder): Scene {
  const school = b.school(0);
  const adult = (login: string, number: number, name: string, years: number) =>
    b.human({ login, number, name, gender: 'F', born: b.ago(years, 80), level: 'PR' });
  const clerk = adult('schooladmin', 24, 'Семёнова Галина Петровна', 47);
  const municipal = adult('municipal', 25, 'Воробьёва Лидия Марковна', 50);
  const ministry = adult('ministry', 26, 'Киселёва Тамара Ильинична', 52);
  b.employee(clerk, school, 'заместитель директора', 'school_admin');
  const { sourceId } = school.municipality;
  const region = '39';
  return {
    household: b.household([clerk, municipal, ministry], []),
    personas: [
      persona(clerk, 'Администратор школы', 'Кабинет школы: сверки, привязки, ошибки данных', 'auto', [
        { role: 'school_admin', school: school.sourceId },
      ]),
      persona(municipal, 'Оператор муниципалитета', 'Свод своих школ без фамилий', 'code:NOT_FOUND', [
        { role: 'municipal_operator', municipality: sourceId },
      ]),
      persona(ministry, 'Администратор министерства', 'Регион: статистика и кампания', 'code:NOT_FOUND', [
        { role: 'ministry_analyst', region },
        { role: 'campaign_manager', region },
      ]),
    ],
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
