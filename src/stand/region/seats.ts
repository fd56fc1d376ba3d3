import { type Random } from './random.js';
import { type Seat } from './rows.js';
import { type ClassGroup, type School } from './territory.js';

const TRIES = 6;

/**
 * Finds free seats for the brothers and sisters of a pupil near that pupil. Other schools are drawn by their classes,
 * so that a small school gets few of them.
 */
export class Seats {
  private readonly neighbours = new Map<string, Seat[]>();

  constructor(
    schools: readonly School[],
    private readonly random: Random,
  ) {
    for (const school of schools) {
      const key = school.municipality.sourceId;
      const seats = this.neighbours.get(key) ?? [];
      for (const group of school.classes) seats.push({ school, group });
      this.neighbours.set(key, seats);
    }
  }

  /** A seat in the twin's class, or in one beside it; null when all are taken. */
  takeForTwin({ school, group }: Seat): Seat | null {
    const same = school.classes.filter(({ grade }) => grade === group.grade);
    const free = [group, ...same].find((candidate) => candidate.free > 0);
    return free === undefined ? null : take({ school, group: free });
  }

  /** A seat in another grade, mostly of the same school, otherwise in the same municipality; null after some tries. */
  takeForSibling(near: Seat): Seat | null {
    for (let attempt = 0; attempt < TRIES; attempt += 1) {
      const seat = this.random.chance(0.7) ? this.within(near.school) : this.nearby(near);
      if (seat.group.free > 0 && seat.group.grade !== near.group.grade) return take(seat);
    }
    return null;
  }

  /** A class of the same grade in another school that keeps its free seats; null when none is found. */
  visit(near: Seat): Seat | null {
    const { school } = this.nearby(near);
    const group = school.classes.find(({ grade }) => grade === near.group.grade);
    const elsewhere = school !== near.school && school.system === near.school.system;
    return elsewhere && group !== undefined ? { school, group } : null;
  }

  /** Some class of the municipality, perhaps of the same school. */
  nearby({ school, group }: Seat): Seat {
    return this.random.pick(this.neighbours.get(school.municipality.sourceId) ?? [{ school, group }]);
  }

  giveBack({ group }: Seat): void {
    group.free += 1;
  }

  private within(school: School): Seat {
    const group: ClassGroup = this.random.pick(school.classes);
    return { school, group };
  }
}

function take(seat: Seat): Seat {
  seat.group.free -= 1;
  return seat;
}
