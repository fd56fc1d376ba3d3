import { type CalendarDate } from '../../kernel/calendar-date.js';
import { CAPITAL, type MunicipalityFacts, OTHERS } from './municipalities.js';
import { type Random } from './random.js';
import { planClasses } from './school-classes.js';
import { divideByWeights } from './shares.js';
import {
  type FounderType,
  type Municipality,
  type School,
  type SchoolKind,
  type Territory,
} from './territory.js';

/** Usual size of a school: 1 574 pupils in Калининград (h.1, F:P26), about a third of it elsewhere. */
const CAPITAL_SCHOOL = 1_500;
const OTHER_SCHOOL = 530;
const STAFF_PER_PUPIL = 0.065;

interface SpecialSchools {
  readonly kind: SchoolKind;
  readonly founder: FounderType;
  /** Share of the capital's pupils. */
  readonly share: number;
  readonly usualSize: number;
}

/** What is not an ordinary municipal school stands in the capital. Private and regional ones report directly (S1). */
const SPECIAL: readonly SpecialSchools[] = [
  { kind: 'vocational', founder: 'regional', share: 0.1, usualSize: 1_800 },
  { kind: 'preschool', founder: 'municipal', share: 0.04, usualSize: 220 },
  { kind: 'secondary', founder: 'private', share: 0.012, usualSize: 300 },
  { kind: 'special', founder: 'regional', share: 0.01, usualSize: 350 },
  { kind: 'cadet', founder: 'federal', share: 0.008, usualSize: 600 },
  { kind: 'boarding', founder: 'regional', share: 0.006, usualSize: 300 },
  { kind: 'evening', founder: 'municipal', share: 0.004, usualSize: 400 },
];

interface SchoolSketch {
  readonly municipality: Municipality;
  readonly kind: SchoolKind;
  readonly founder: FounderType;
  readonly pupils: number;
}

/**
 * Lays out municipalities, schools and classes with `pupils` free places, half of all pupils in Калининград. The first
 * two schools are a secondary school and a gymnasium of the capital with every grade: there the personas are.
 *
 * @param personas pupils that are added to the plan's free places, all in the capital
 */
export function planTerritory(
  pupils: number,
  personas: number,
  today: CalendarDate,
  random: Random,
): Territory {
  const startYear = Number(today.slice(0, 4)) - (today.slice(5) < '09-01' ? 1 : 0);
  const municipalities = [CAPITAL, ...OTHERS].map(toMunicipality);
  const [capital, ...others] = municipalities as [Municipality, ...Municipality[]];
  const inCapital = Math.max(Math.round(pupils / 2) - personas, 0);
  const elsewhere = divideByWeights(
    pupils - personas - inCapital,
    OTHERS.map(({ weight }) => weight),
  );
  const sketches = [
    ...sketchCapital(capital, inCapital, random),
    ...others.flatMap((municipality, index) => sketchOthers(municipality, elsewhere[index] ?? 0, random)),
  ];
  const numbers = new Map<string, number>();
  const schools = sketches.map((sketch, index) => {
    const title = titleOf(sketch);
    const number = (numbers.get(title.short) ?? 100) + 1;
    numbers.set(title.short, number);
    return toSchool(sketch, index, number, random);
  });
  return { academicYear: `${startYear}/${startYear + 1}`, startYear, municipalities, schools };
}

function toMunicipality(facts: MunicipalityFacts, index: number): Municipality {
  const group = facts.kind === 'city_okrug' ? '277' : '275';
  return {
    sourceId: `mo-${String(index + 1).padStart(2, '0')}`,
    oktmo: `${group}${String(index + 1).padStart(2, '0')}000`,
    name: facts.name,
    kind: facts.kind,
  };
}

function sketchCapital(municipality: Municipality, pupils: number, random: Random): SchoolSketch[] {
  const special = SPECIAL.flatMap(({ kind, founder, share, usualSize }) => {
    const places = Math.round(pupils * share);
    if (places < 3) return [];
    const count = Math.ceil(places / usualSize);
    const sizes = divideByWeights(places, new Array<number>(count).fill(1));
    return sizes.map((size) => ({ municipality, kind, founder, pupils: size }));
  });
  const left = pupils - special.reduce((sum, school) => sum + school.pupils, 0);
  const count = Math.max(2, Math.min(8, Math.ceil(left / 250)), Math.round(left / CAPITAL_SCHOOL));
  const weights = Array.from({ length: count }, () => 0.45 + random.unit() ** 1.3 * 1.3);
  // Three schools of the city had more than 2 500 pupils each already in 2018 (F:P52).
  for (const big of [2, 3, 4]) if (big < count) weights[big] = 1.9 + random.unit() * 0.3;
  const ordinary = divideByWeights(left, weights).map((size, index): SchoolSketch => {
    const kind = index === 0 ? 'secondary' : index === 1 ? 'gymnasium' : cityKind(random);
    return { municipality, kind, founder: 'municipal', pupils: size };
  });
  return [...ordinary, ...special];
}

function sketchOthers(municipality: Municipality, pupils: number, random: Random): SchoolSketch[] {
  const count = Math.max(1, Math.round(pupils / OTHER_SCHOOL));
  const weights = Array.from({ length: count }, () => 0.12 + random.unit() ** 1.8 * 2.2);
  return divideByWeights(pupils, weights).map((size, index): SchoolSketch => {
    const village = count > 1 && index > 0 && size < 160;
    const kind = village ? (size < 70 && random.chance(0.4) ? 'primary' : 'basic') : 'secondary';
    return { municipality, kind, founder: 'municipal', pupils: size };
  });
}

function cityKind(random: Random): SchoolKind {
  return random.pickWeighted<SchoolKind>([
    ['secondary', 0.72],
    ['gymnasium', 0.13],
    ['lyceum', 0.15],
  ]);
}

/** School numbers begin at 101, where the region has no real schools. */
function toSchool(sketch: SchoolSketch, index: number, number: number, random: Random): School {
  const sourceId = `school-${String(index + 1).padStart(3, '0')}`;
  const title = titleOf(sketch);
  return {
    sourceId,
    municipality: sketch.municipality,
    fullName: `${title.full} № ${number}»`,
    shortName: `${title.short} № ${number}`,
    kind: sketch.kind,
    founder: sketch.founder,
    inn: innOf(index),
    ogrn: ogrnOf(index),
    system: sketch.kind === 'vocational' ? 'demo-college' : 'demo-journal',
    classes: planClasses(sourceId, sketch.kind, sketch.pupils, random, index < 2),
    staffWanted: Math.max(2, Math.round(sketch.pupils * STAFF_PER_PUPIL)),
  };
}

function titleOf(sketch: SchoolSketch): { readonly full: string; readonly short: string } {
  const { legal, short } = LEGAL_FORMS[sketch.founder];
  const [name, abbreviation] = KIND_NAMES[sketch.kind];
  const sort = SORTS[sketch.kind] ?? 'общеобразовательное';
  return {
    full: `${legal} ${sort} учреждение «${name}`,
    short: `${short}${sort === 'общеобразовательное' ? 'ОУ' : 'У'} ${abbreviation}`,
  };
}

const LEGAL_FORMS: Readonly<Record<FounderType, { readonly legal: string; readonly short: string }>> = {
  municipal: { legal: 'Муниципальное автономное', short: 'МА' },
  regional: { legal: 'Государственное бюджетное', short: 'ГБ' },
  federal: { legal: 'Федеральное государственное казённое', short: 'ФГК' },
  private: { legal: 'Частное', short: 'Ч' },
};

const SORTS: Readonly<Partial<Record<SchoolKind, string>>> = {
  preschool: 'дошкольное образовательное',
  vocational: 'профессиональное образовательное',
};

const KIND_NAMES: Readonly<Record<SchoolKind, readonly [string, string]>> = {
  primary: ['Начальная школа', 'НОШ'],
  basic: ['Основная школа', 'ООШ'],
  secondary: ['Средняя школа', 'СОШ'],
  gymnasium: ['Гимназия', 'гимназия'],
  lyceum: ['Лицей', 'лицей'],
  boarding: ['Школа-интернат', 'школа-интернат'],
  cadet: ['Кадетский корпус', 'КК'],
  special: ['Специальная школа', 'спецшкола'],
  evening: ['Вечерняя школа', 'ВСОШ'],
  preschool: ['Детский сад', 'д/с'],
  vocational: ['Колледж', 'колледж'],
};

/** ИНН of an organisation, ten digits with a right control digit (order of the tax service ММВ-7-6/435@). */
function innOf(index: number): string {
  const nine = `3999${String(index + 1).padStart(5, '0')}`;
  const weights = [2, 4, 10, 3, 5, 9, 4, 6, 8];
  const sum = weights.reduce((all, weight, position) => all + weight * Number(nine[position]), 0);
  return `${nine}${(sum % 11) % 10}`;
}

/** ОГРН, thirteen digits with a right control digit: the remainder of the first twelve by 11, its last digit. */
function ogrnOf(index: number): string {
  const twelve = `102399${String(index + 1).padStart(6, '0')}`;
  return `${twelve}${(Number(twelve) % 11) % 10}`;
}
