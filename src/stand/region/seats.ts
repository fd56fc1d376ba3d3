import { type Random } from './random.js';
import { type Seat } from './rows.js';
import { type ClassGroup, type School } from './territory.js';

const TRIES = 6;

/** Finds free seats for the brothers and sisters of a pupil near that pupil. */
export class Seats {
  private readonly neighbours = new Map<string, School[]>();

  constructor(
    schools: readonly School[],
    private readonly random: Random,
  ) {
    for (const school of schools) {
      const key = school.municipality.sourceId;
      this.neighbours.set(key, [...(this.neighbours.get(key) ?? []), school]);
    }
  }

  /** A seat in the twin's class, or in one beside it; null when all are taken. */
  takeForTwin({ school, group }: Seat): Seat | null {
    const same = school.classes.filter(({ grade }) => grade === group.grade);
    const free = [group, ...same].find((candidate) => candidate.free > 0);
    return free === undefined ? null : take(school, free);
  }

  /** A seat in another grade, mostly of the same school, otherwise in the same municipality; null after some tries. */
  takeForSibling(near: Seat): Seat | null {
    for (let attempt = 0; attempt < TRIES; attempt += 1) {
      const school = this.random.chance(0.7) ? near.school : this.neighbour(near.school);
      const group = this.someClass(school);
      if (group !== null && group.free > 0 && group.grade !== near.group.grade) return take(school, group);
    }
    return null;
  }

  /** A class of the same grade in another school that keeps its free seats; null when none is found. */
  visit({ school, group }: Seat): Seat | null {
    const other = this.neighbour(school);
    const same = other.classes.find(({ grade }) => grade === group.grade);
    return other === school || other.system !== school.system || same === undefined
      ? null
      : { school: other, group: same };
  }

  /** Another school of the municipality, or the same one. */
  neighbour(school: School): School {
    return this.random.pick(this.neighbours.get(school.municipality.sourceId) ?? [school]);
  }

  giveBack({ group }: Seat): void {
    group.free += 1;
  }

  private someClass(school: School): ClassGroup | null {
    return school.classes.length === 0 ? null : this.random.pick(school.classes);
  }
}

function take(school: School, group: ClassGroup): Seat {
  group.free -= 1;
  return { school, group };
}
