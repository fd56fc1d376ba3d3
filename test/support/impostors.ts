import { Random } from '../../src/stand/region/random.js';
import { type EsiaPerson, type ReadRegion } from './generated-region.js';

/** What an impostor took from another: everything else is one person's own. */
type Theft = 'number' | 'date' | 'number and date' | 'same first name, number and date';

/** A profile of ESIA that never was: one person's with something of another's. `human` is the one it is made of. */
interface Impostor {
  readonly person: EsiaPerson;
  readonly human: string;
  readonly kind: Theft;
}

const PAIRS = 200;
const FAMILY_PAIRS = 30;

type Pair = readonly [one: EsiaPerson, other: EsiaPerson];

/**
 * Profiles of one person with the number or the date of another, of random pairs; and with number, date or both, of
 * parents and their children in both directions and of people who share a first name. Level PR and an oid of their own, so
 * that nothing but the data stops them. A profile in which number, date and first name are all the other's is of the last
 * kind.
 */
export function impostors(region: ReadRegion, seed: string): readonly Impostor[] {
  const random = Random.fromSeed(seed);
  const { esia } = region;
  const pairs = Array.from({ length: PAIRS }, (): Pair => [random.pick(esia), random.pick(esia)]);
  const families = familiesOf(esia);
  const relatives = Array.from({ length: FAMILY_PAIRS }, () => random.pick(families));
  const humans = new Map(region.truth.map(({ oid, human }) => [oid, human]));
  const strangers = pairs.flatMap((pair, n) => thefts(pair).slice(n % 2, (n % 2) + 1));
  return [...strangers, ...[...relatives, ...namesakesOf(esia)].flatMap(thefts)]
    .filter(({ one, other }) => one !== other)
    .map(({ one, other, changed }, n) => ({
      person: { ...one, ...changed, oid: String(9_000_000_000 + n), level: 'PR', parentalConsent: true },
      human: humans.get(one.oid) ?? '',
      kind: kindOf({ ...one, ...changed }, other, changed),
    }));
}

function familiesOf(esia: readonly EsiaPerson[]): readonly Pair[] {
  const byOid = new Map(esia.map((person) => [person.oid, person]));
  return esia.flatMap((parent) =>
    parent.kids.flatMap(({ oid }): Pair[] => {
      const child = byOid.get(oid ?? '');
      return child === undefined
        ? []
        : [
            [parent, child],
            [child, parent],
          ];
    }),
  );
}

function namesakesOf(esia: readonly EsiaPerson[]): readonly Pair[] {
  return esia.flatMap((one, n): Pair[] => {
    const other = esia.slice(n + 1).find(({ firstName }) => firstName === one.firstName);
    return n % 50 === 0 && other !== undefined ? [[one, other]] : [];
  });
}

/** Number, date, both, in this order; without the number where it is the same, as nobody's. */
function thefts([one, other]: Pair) {
  const { snils, birthDate } = other;
  const changes: readonly Partial<EsiaPerson>[] =
    one.snils === snils ? [{ birthDate }] : [{ snils }, { birthDate }, { snils, birthDate }];
  return changes.map((changed) => ({ one, other, changed }));
}

function kindOf(made: EsiaPerson, other: EsiaPerson, changed: Partial<EsiaPerson>): Theft {
  const isOther =
    made.snils === other.snils && made.birthDate === other.birthDate && made.firstName === other.firstName;
  if (isOther) return 'same first name, number and date';
  if (changed.snils === undefined) return 'date';
  return changed.birthDate === undefined ? 'number' : 'number and date';
}
