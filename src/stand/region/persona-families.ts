import { type PersonaBuilder } from './persona-builder.js';
import { persona, type Scene } from './persona.js';

/** A mother with two children in one school, all three with accounts. */
export function oneSchoolFamily(b: PersonaBuilder): Scene {
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

/** A mother whom two schools report (EC-043). */
export function twoSchoolsFamily(b: PersonaBuilder): Scene {
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

/** A homeroom teacher whose child is in the same school (EC-081). */
export function teacherFamily(b: PersonaBuilder): Scene {
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

/** A father whose ESIA account is not confirmed (EC-033). */
export function unconfirmedFamily(b: PersonaBuilder): Scene {
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
export function parentOnPupilFamily(b: PersonaBuilder): Scene {
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
