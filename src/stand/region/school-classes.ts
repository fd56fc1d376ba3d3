import { type Random } from './random.js';
import { divideByWeights } from './shares.js';
import { type ClassGroup, type SchoolKind } from './territory.js';

/** The letters of parallel classes as schools give them: no Ъ, Ы, Ь; ё and й only in some schools. */
const LETTERS = 'АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЭЮЯ';
const LETTERS_WITH_YO = 'АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЭЮЯ';

const USUAL_SIZE = 25;
const GROUPS: readonly string[] = ['ИС', 'СВ', 'ЭК', 'ТМ', 'СД', 'ПК', 'АТ', 'ГД'];

/** How full each grade of a kind of school is; grades that the kind has not are absent. */
function gradesOf(kind: SchoolKind): readonly (readonly [number, number])[] {
  switch (kind) {
    case 'primary':
      return span(1, 4, 1);
    case 'basic':
    case 'special':
      return span(1, 9, 1);
    case 'secondary':
    case 'boarding':
      return [...span(1, 9, 1), ...span(10, 11, 0.45)];
    case 'gymnasium':
    case 'lyceum':
      return [...span(1, 9, 1), ...span(10, 11, 0.8)];
    case 'cadet':
      return span(5, 11, 1);
    case 'evening':
      return span(9, 12, 1);
    case 'preschool':
      return span(0, 0, 1);
    case 'vocational':
      return span(10, 12, 1);
  }
}

/**
 * The classes of one school for `pupils` pupils, about 25 in each. Their source ids are stable: the school's id, the
 * grade, the number of the class in its grade.
 *
 * @param everyGrade a class in each grade even where nobody is left for it, so that the personas always find theirs
 */
export function planClasses(
  schoolId: string,
  kind: SchoolKind,
  pupils: number,
  random: Random,
  everyGrade: boolean,
): ClassGroup[] {
  const grades = gradesOf(kind);
  const letters = random.chance(0.2) ? LETTERS_WITH_YO : LETTERS;
  const campuses = pupils > 1_200 && random.chance(0.5) ? 2 : 1;
  const sizes = divideByWeights(
    pupils,
    grades.map(([, weight]) => weight),
  );
  return grades.flatMap(([grade], index) => {
    const inGrade = sizes[index] ?? 0;
    const count = Math.max(Math.ceil(inGrade / (USUAL_SIZE + 2)), everyGrade ? 1 : 0);
    if (count === 0) return [];
    const free = divideByWeights(inGrade, new Array<number>(count).fill(1));
    const inFirstCampus = Math.ceil(count / campuses);
    return free.map((places, n) => ({
      sourceId: `${schoolId}-${String(grade).padStart(2, '0')}-${n + 1}`,
      grade,
      // Letters begin anew in the second building (EC-073), so only with the campus they are unique.
      letter: letterOf(kind, letters, n % inFirstCampus),
      campus: campuses === 1 ? '' : n < inFirstCampus ? 'корпус 1' : 'корпус 2',
      free: places,
    }));
  });
}

function letterOf(kind: SchoolKind, letters: string, n: number): string {
  if (kind === 'vocational') {
    return `${GROUPS[n % GROUPS.length] ?? ''}-${1 + Math.floor(n / GROUPS.length)}`;
  }
  const letter = letters[n % letters.length] ?? '';
  return n < letters.length ? letter : `${letter}${1 + Math.floor(n / letters.length)}`;
}

function span(from: number, to: number, weight: number): (readonly [number, number])[] {
  return Array.from({ length: to - from + 1 }, (_, index) => [from + index, weight] as const);
}
