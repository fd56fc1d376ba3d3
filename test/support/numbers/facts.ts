import { ProcessFacts } from './process-facts.js';
import { EVER, Told } from './told.js';

/** How a stay ended, or `entered` where one begins. */
export type MoveKind = 'entered' | 'transfer' | 'reorganised' | 'class_change' | 'left' | 'graduated';

/** Where a pupil learns from a day on; no school: nowhere. */
export interface Stay {
  readonly school: string | null;
  readonly classId: string | null;
  readonly kind: MoveKind;
}

/** A span of moments in milliseconds, the end open while null. */
export interface Span {
  readonly from: number;
  to: number | null;
}

export interface School {
  readonly id: string;
  readonly town: string;
  readonly kind: string;
  readonly founder: string;
  /** The day of its first data, and what day closed it. */
  dataSince: string;
  readonly closed: Told<number, string | null>;
}

/** An account of an e-journal: `serves` by moments. All its links are of one ESIA person, its human's. */
export interface Account {
  readonly key: string;
  readonly role: string;
  readonly owner: string;
  readonly human: string;
  /** What the owner's row says of a pupil who is in nobody's contingent: a guest of another school (f.0.3). */
  readonly born: string | null;
  readonly serves: Told<number, readonly string[]>;
  closed: number | null;
  /** When the files did not name it. */
  readonly absent: Span[];
  /** Active intervals. */
  readonly active: Span[];
}

export interface Refusal extends Span {
  /** Which wrote it down, and whose principal may confirm the paper alternative. */
  readonly school: string;
  paper: number | null;
}

/** A row of the roster that learns. `born` by moments: what was said then. */
export interface Pupil {
  readonly id: string;
  readonly human: string;
  readonly born: Told<number, string | null>;
  readonly stays: Told<string, Stay>;
  readonly declared: Span[];
  readonly refused: Refusal[];
}

/** Whom a tie binds and until which day. */
export interface Tie {
  readonly child: string;
  readonly adult: string;
  readonly from: string;
  readonly to: Told<number, string | null>;
}

export interface Member {
  readonly id: string;
  readonly human: string;
  readonly from: string;
  readonly to: Told<number, string | null>;
  /** By days. */
  readonly school: Told<string, string>;
}

export interface Exemption {
  readonly scope: 'person' | 'class' | 'role' | 'school';
  /** The pupil, class, or school. */
  readonly of: string;
  readonly wave: 'pupils_under14' | 'pupils_14plus' | null;
  readonly school: string;
  /** Civil days of the region, the last not included. */
  readonly from: string;
  readonly to: string;
  /** When it was granted. */
  readonly decided: number;
}

/** What the roster says of the СНИЛС of a row, as of now. */
export interface Quality {
  readonly snils: string;
  readonly isValid: boolean;
  readonly hasBirthDate: boolean;
}

/** One school that another took over, whole (`merge`) or in part. */
export interface Succession {
  readonly kind: 'merge' | 'split';
  readonly from: string;
  readonly to: string;
  readonly told: number;
}

/** All that is true of a region, kept by whoever writes its files and its events. */
export class Facts {
  readonly schools = new Map<string, School>();
  readonly pupils = new Map<string, Pupil>();
  readonly accounts = new Map<string, Account>();
  readonly ties: Tie[] = [];
  readonly staff: Member[] = [];
  readonly exemptions: Exemption[] = [];
  /** Human → moments of sign-ins through ESIA. */
  readonly logins = new Map<string, number[]>();
  /** Class → the number of its grade. */
  readonly grades = new Map<string, number>();
  readonly successions: Succession[] = [];
  readonly process = new ProcessFacts();
  /** Human of each representative's row. */
  readonly adults = new Map<string, string>();

  accountsOf(human: string, role: (role: string) => boolean): readonly Account[] {
    return (this.byHuman.get(human) ?? []).filter((one) => role(one.role));
  }

  addAccount(account: Account): void {
    this.accounts.set(account.key, account);
    this.byHuman.set(account.human, [...(this.byHuman.get(account.human) ?? []), account]);
  }

  private readonly byHuman = new Map<string, readonly Account[]>();
}

/** The files name an account no more, or again. */
export function close(account: Account, told: number): void {
  account.closed = told;
  account.absent.push({ from: told, to: null });
}

export function reopen(account: Account, told: number): void {
  account.closed = null;
  const last = account.absent.at(-1);
  if (last !== undefined) last.to = told;
}

/** True where a span covers the moment just before `moment`. */
export const covers = ({ from, to }: Span, moment: number): boolean =>
  from < moment && (to === null || to >= moment);

export const isStaffRole = (role: string): boolean => ['teacher', 'homeroom', 'school_admin'].includes(role);

/** Kindergartens and colleges are in no number of a region (f.0.3). */
export const isGeneral = ({ kind }: School): boolean => kind !== 'preschool' && kind !== 'vocational';

/** What the making of the year guarantees to be there. @throws Error where it is not */
export function sure<T>(value: T | null | undefined): T {
  if (value === undefined || value === null) throw new Error('the year is not made as it should be');
  return value;
}

export { EVER, Told };
