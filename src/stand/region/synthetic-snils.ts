import { snilsControlNumber } from '../../kernel/snils.js';

/** Numbers 900-000-000 … 989-999-999 are for the drawn people, 990-… for the personas. */
const FIRST = 900_000_000;
const COUNT = 90_000_000;
/** Shares no factor with COUNT (2, 3, 5), so that n → n·STEP visits every number once. */
const STEP = 38_196_601;

/** Ten thousand numbers 087-650-000 … 087-659-999 around the example of EC-017, for the rows that lose their zero. */
const ZERO_FIRST = 87_650_000;
const ZERO_COUNT = 10_000;
const ZERO_STEP = 3_847;

/**
 * Synthetic СНИЛС with right control numbers, never twice the same, without remembering any: the n-th number is a
 * permutation of its range. Numbers 9xx have not been issued; docs/formats.md says what they are.
 */
export class SyntheticSnils {
  private issued = 0;
  private zeroIssued = 0;

  constructor(private readonly offset: number) {}

  /** The next number, eleven digits. @throws RangeError after ninety million of them */
  next(): string {
    if (this.issued >= COUNT) throw new RangeError('the range of synthetic SNILS is used up');
    const place = (((this.issued % COUNT) * STEP) % COUNT) + this.offset;
    this.issued += 1;
    return withControl(FIRST + (place % COUNT));
  }

  /** The next number that begins with a zero which Excel can drop; null when the ten thousand are used up. */
  nextWithLeadingZero(): string | null {
    if (this.zeroIssued >= ZERO_COUNT) return null;
    const place = (this.zeroIssued * ZERO_STEP + this.offset) % ZERO_COUNT;
    this.zeroIssued += 1;
    return withControl(ZERO_FIRST + place);
  }
}

/** The СНИЛС of a persona, the same for every seed: 990-000-0nn. */
export function personaSnils(n: number): string {
  return withControl(990_000_000 + n);
}

function withControl(number: number): string {
  const nine = String(number).padStart(9, '0');
  return nine + snilsControlNumber(nine);
}
