import { addDays, type CalendarDate } from '../../kernel/calendar-date.js';
import { type Gender, type Human } from './household.js';
import { type KnownPeople } from './known-people.js';
import {
  FEMALE,
  feminine,
  FOREIGN_CITIZENSHIPS,
  MALE,
  SURNAMES,
  TURKIC_FEMALE,
  TURKIC_MALE,
  TURKIC_SURNAMES,
  UNUSUAL_SURNAMES,
} from './names.js';
import { type Numbering } from './numbering.js';
import { type Random } from './random.js';
import { type SyntheticSnils } from './synthetic-snils.js';

/** What the members of a family have in common. */
export interface Lineage {
  readonly turkic: boolean;
  /** The surname as a man bears it. */
  readonly surname: string;
  readonly fatherName: string;
  readonly sonOf: string | null;
  readonly daughterOf: string | null;
  readonly citizenship: string;
  readonly hasSnils: boolean;
}

/** Days from which a birthday is drawn; both ends included. */
export interface BirthSpan {
  readonly from: CalendarDate;
  readonly days: number;
}

const TURKIC_SHARE = 0.045;

/** Draws people; no two of them share surname, first name and birth date. */
export class People {
  constructor(
    private readonly random: Random,
    private readonly snils: SyntheticSnils,
    private readonly known: KnownPeople,
    private readonly numbering: Numbering,
  ) {}

  /** A new family's surname, patronymics and citizenship. */
  lineage(): Lineage {
    const { random } = this;
    if (random.chance(TURKIC_SHARE)) return this.turkicLineage();
    const father = random.pickSkewed(MALE);
    const none = random.chance(0.006);
    return {
      turkic: false,
      surname: this.surname(),
      fatherName: father.name,
      sonOf: none ? null : father.sonOf,
      daughterOf: none ? null : father.daughterOf,
      citizenship: 'RUS',
      hasSnils: true,
    };
  }

  /** A child of the family born in the span. */
  child(lineage: Lineage, span: BirthSpan): Human {
    const gender = this.gender();
    const last = gender === 'F' ? feminine(lineage.surname) : lineage.surname;
    const middle = gender === 'F' ? lineage.daughterOf : lineage.sonOf;
    return this.unseen(lineage, gender, last, middle, null, null, span);
  }

  /** The father under the family's surname. */
  father(lineage: Lineage, span: BirthSpan): Human {
    const { middle } = this.someName(lineage.turkic, 'M');
    return this.unseen(lineage, 'M', lineage.surname, middle, null, lineage.fatherName, span);
  }

  /** A mother, aunt or grandmother: mostly under the family's surname, some keep their own, some bear both. */
  mother(lineage: Lineage, span: BirthSpan): Human {
    const { random } = this;
    const own = feminine(lineage.turkic ? random.pick(TURKIC_SURNAMES) : random.pickSkewed(SURNAMES));
    const married = feminine(lineage.surname);
    const draw = random.unit();
    const doubled = draw >= 0.78 && draw < 0.82 && !married.includes('-') && !married.includes(' ');
    const last = draw < 0.78 ? married : doubled ? `${married}-${own}` : own;
    const { middle } = this.someName(lineage.turkic, 'F');
    return this.unseen(lineage, 'F', last, middle, last === own ? null : own, null, span);
  }

  /** Somebody without a family of ours: an employee, an official. */
  adult(span: BirthSpan): Human {
    const lineage = { ...this.lineage(), citizenship: 'RUS', hasSnils: true };
    const gender = this.random.chance(0.82) ? 'F' : 'M';
    return gender === 'F' ? this.mother(lineage, span) : this.father(lineage, span);
  }

  /** Another human with the name and the birth date of this one (EC-039). */
  namesakeOf(human: Human): Human {
    return { ...human, id: this.numbering.human(), snils: this.snils.next() };
  }

  private turkicLineage(): Lineage {
    const { random } = this;
    const fatherName = random.pick(TURKIC_MALE);
    const style = random.unit();
    const stem = fatherName.endsWith('и') ? `${fatherName}ев` : `${fatherName}ов`;
    const foreign = random.chance(0.45);
    return {
      turkic: true,
      surname: random.pick(TURKIC_SURNAMES),
      fatherName,
      sonOf: style < 0.4 ? `${fatherName} оглы` : style < 0.85 ? `${stem}ич` : null,
      daughterOf: style < 0.4 ? `${fatherName} кызы` : style < 0.85 ? `${stem}на` : null,
      citizenship: foreign ? random.pick(FOREIGN_CITIZENSHIPS) : 'RUS',
      hasSnils: !foreign || random.chance(0.26),
    };
  }

  private surname(): string {
    const { random } = this;
    if (random.chance(0.0015)) return random.pick(UNUSUAL_SURNAMES);
    const one = random.pickSkewed(SURNAMES);
    if (!random.chance(0.012)) return one;
    const two = random.pickSkewed(SURNAMES);
    return one === two ? one : `${one}-${two}`;
  }

  private gender(): Gender {
    return this.random.chance(0.513) ? 'M' : 'F';
  }

  private someName(
    turkic: boolean,
    gender: Gender,
  ): { readonly first: string; readonly middle: string | null } {
    const { random } = this;
    if (turkic) {
      const first = random.pick(gender === 'M' ? TURKIC_MALE : TURKIC_FEMALE);
      const father = random.pick(TURKIC_MALE);
      const middle = random.chance(0.3) ? null : `${father} ${gender === 'M' ? 'оглы' : 'кызы'}`;
      return { first, middle };
    }
    const first = gender === 'M' ? random.pickSkewed(MALE).name : random.pickSkewed(FEMALE);
    const father = random.pickSkewed(MALE);
    const middle = gender === 'M' ? father.sonOf : father.daughterOf;
    return { first, middle: random.chance(0.004) ? null : middle };
  }

  private unseen(
    lineage: Lineage,
    gender: Gender,
    last: string,
    middle: string | null,
    maiden: string | null,
    fixedFirst: string | null,
    span: BirthSpan,
  ): Human {
    for (let attempt = 0; attempt < 1_000; attempt += 1) {
      const first = fixedFirst ?? this.someName(lineage.turkic, gender).first;
      const born = this.birthday(span);
      if (!this.known.claim(last, first, born)) continue;
      if (maiden !== null && !this.known.claim(maiden, first, born)) continue;
      const { citizenship } = lineage;
      const snils = lineage.hasSnils ? this.snils.next() : null;
      return { id: this.numbering.human(), last, first, middle, maiden, gender, born, snils, citizenship };
    }
    throw new RangeError('the stock of names is too small for so many people');
  }

  private birthday({ from, days }: BirthSpan): CalendarDate {
    const { random } = this;
    const day = addDays(from, random.below(Math.max(days, 1)));
    // Twice as many births on 29 February as chance would give (EC-023).
    return day.endsWith('-02-28') && isLeap(day) && random.chance(0.5) && days > 300 ? addDays(day, 1) : day;
  }
}

function isLeap(day: CalendarDate): boolean {
  const year = Number(day.slice(0, 4));
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}
