import { type CalendarDate } from '../../kernel/calendar-date.js';
import { parentSpan } from './births.js';
import { type Member, type TieKind } from './household.js';
import { type Lineage, type People } from './people.js';
import { type Random } from './random.js';
import { toMember } from './rows.js';

/** An adult who answers for the children of a family. */
export interface Guardian {
  readonly member: Member;
  readonly kind: TieKind;
}

/** Draws the adults of a family; `eldest` is the birth date of its eldest child. */
export class Guardians {
  constructor(
    private readonly random: Random,
    private readonly people: People,
  ) {}

  /** Mostly the parents, one or both; sometimes a grandmother, foster or adoptive parents, or nobody. */
  draw(lineage: Lineage, eldest: CalendarDate): Guardian[] {
    const { random, people } = this;
    const years = random.between(20, 37);
    const mother = () => toMember(people.mother(lineage, parentSpan(eldest, years)));
    const father = () => toMember(people.father(lineage, parentSpan(eldest, years + random.between(-1, 8))));
    const grandmother = () => toMember(people.mother(lineage, parentSpan(eldest, years + 23)));
    const both = (kind: TieKind) => [mother(), father()].map((member) => ({ member, kind }));
    const draw = random.unit();
    if (draw < 0.02) return [];
    if (draw < 0.035) return [{ member: grandmother(), kind: 'guardian' }];
    if (draw < 0.04) return both('foster_parent');
    if (draw < 0.045) return both('adoptive_parent');
    if (draw < 0.075) return [{ member: father(), kind: 'parent' }];
    if (draw < 0.455) return [{ member: mother(), kind: 'parent' }];
    return both('parent');
  }

  /** Now and then the second parent, whom no school has in its lists: knows Госуслуги, is not found (R8). */
  outsider(lineage: Lineage, eldest: CalendarDate, guardians: readonly Guardian[]): readonly Member[] {
    const [only, second] = guardians;
    if (only === undefined || second !== undefined || !this.random.chance(0.03)) return [];
    const { people } = this;
    const span = parentSpan(eldest, this.random.between(22, 40));
    const isMother = only.member.human.gender === 'F';
    return [toMember(isMother ? people.father(lineage, span) : people.mother(lineage, span))];
  }
}
