/** Whom a decomposition is about: the minors, or one of their two age columns. */
export const GROWTH_BUCKETS = ['minors', 'under14', '14to17'] as const;
export type GrowthBucket = (typeof GROWTH_BUCKETS)[number];

/** Subtypes of `inflow` in the order of f.4: the first that fits, the last takes the rest. */
export const INFLOWS = [
  { key: 'in_birth_date_corrected', name: 'исправлена дата рождения' },
  { key: 'in_reorganised', name: 'пришли с реорганизацией' },
  { key: 'in_transfer_linked', name: 'переведены из другой школы региона, были привязаны' },
  { key: 'in_transfer_unlinked', name: 'переведены из другой школы региона, не были привязаны' },
  { key: 'in_unplaced', name: 'были между школами' },
  { key: 'in_newcomer', name: 'новые' },
] as const;

/** Subtypes of `outflow` in the order of f.4. */
export const OUTFLOWS = [
  { key: 'out_birth_date_corrected', name: 'исправлена дата рождения' },
  { key: 'out_reorganised', name: 'ушли с реорганизацией' },
  { key: 'out_transfer', name: 'переведены в другую школу региона' },
  { key: 'out_graduated', name: 'окончили школу' },
  { key: 'out_unplaced', name: 'между школами' },
  { key: 'out_left_region', name: 'выбыли из региона' },
] as const;

/** The parts of f.4 whose signed sum is the growth. */
export const FLOWS = [
  { key: 'new_links', sign: 1, name: 'привязались: учились и раньше' },
  { key: 'aged_in_14', sign: 1, name: 'исполнилось 14 лет' },
  { key: 'inflow', sign: 1, name: 'прибыли' },
  { key: 'lost_links', sign: -1, name: 'потеряли привязку: учатся и сейчас' },
  { key: 'aged_out_14', sign: -1, name: 'исполнилось 14 лет' },
  { key: 'turned_18', sign: -1, name: 'исполнилось 18 лет' },
  { key: 'outflow', sign: -1, name: 'выбыли' },
] as const;

type FlowKey =
  (typeof FLOWS)[number]['key'] | (typeof INFLOWS)[number]['key'] | (typeof OUTFLOWS)[number]['key'];

/** One bucket of a decomposition: linked on both days, their difference, and its parts. All whole numbers of persons. */
export type Decomposed = Readonly<Record<FlowKey | 'linked_from' | 'linked_to' | 'delta', number>>;

/** f.4 for one unit. */
export type Decomposition = Readonly<Record<GrowthBucket, Decomposed>>;

/** What the parts leave unexplained: 0, or the numbers are wrong. */
export function identityError(part: Decomposed): number {
  return part.delta - FLOWS.reduce((sum, { key, sign }) => sum + sign * part[key], 0);
}

/** I-23: growth among those who were minors of the contingent on both days. */
export function likeForLike({ minors }: Decomposition): number {
  return minors.new_links - minors.lost_links;
}
