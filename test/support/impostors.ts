import { Random } from '../../src/stand/region/random.js';
import { type EsiaPerson, type ReadRegion } from './generated-region.js';

/** What an impostor took from another: everything else is one person's own. */
export type Theft = 'number' | 'date' | 'number and date' | 'same first name, number and date';

/** A profile of ESIA that never was: one person's with something of another's. `human` is the one it is made of. */
export interface Impostor {
  readonly person: EsiaPerson;
  readonly human: string;
  readonly kind: Theft;
}

const PAIRS = 200;

/**
 * Two hundred random pairs, and every parent with each child: number, date, or both of one in the profile of the other.
 * Level PR, an oid of its own. A profile that comes out as the other human to the letter of R1 and R2 is of the last kind.
 */
export function impostors(region: ReadRegion, seed: string): readonly Impostor[] {
  const random = Random.fromSeed(seed);
  const { esia } = region;
  const pairs = Array.from({ length: PAIRS }, () => [random.pick(esia), random.pick(esia)] as const);
  const byOid = new Map(esia.map((person) => [person.oid, person]));
  const families = esia.flatMap((parent) =>
    parent.kids.flatMap(({ oid }) => {
      const child = byOid.get(oid ?? '');
      return child === undefined ? [] : [[parent, child] as const, [child, parent] as const];
    }),
  );
  const sameName = esia.flatMap((one, n) => {
    const other = esia.slice(n + 1).find(({ firstName }) => firstName === one.firstName);
    return n % 20 === 0 && other !== undefined ? [[one, other] as const] : [];
  });
  const humans = new Map(region.truth.map(({ oid, human }) => [oid, human]));
  const all = [...pairs, ...families, ...sameName].filter(([one, other]) => one !== other);
  return all
    .flatMap(([one, other]) => threeThefts(one, other).map((changed) => ({ one, other, changed })))
    .map(({ one, other, changed }, n) => ({
      person: { ...one, ...changed, oid: String(9_000_000_000 + n), level: 'PR', parentalConsent: true },
      human: humans.get(one.oid) ?? '',
      kind: kindOf({ ...one, ...changed }, other, changed),
    }));
}

function threeThefts(
  { birthDate: _, ...one }: EsiaPerson,
  { snils, birthDate }: EsiaPerson,
): Partial<EsiaPerson>[] {
  return one.snils === snils ? [{ birthDate }] : [{ snils }, { birthDate }, { snils, birthDate }];
}

function kindOf(made: EsiaPerson, other: EsiaPerson, changed: Partial<EsiaPerson>): Theft {
  const isOther =
    made.snils === other.snils && made.birthDate === other.birthDate && made.firstName === other.firstName;
  if (isOther) return 'same first name, number and date';
  if (changed.snils === undefined) return 'date';
  return changed.birthDate === undefined ? 'number' : 'number and date';
}
