import type { Exemption } from './facts.js';

export const CHANNELS = ['web', 'mobile', 'api', 'integration'] as const;
export type Channel = (typeof CHANNELS)[number];
export type Wave = 'staff' | 'representatives' | 'pupils_14plus' | 'pupils_under14';
/** Who is to decide a case. */
export type CaseLevel = 'school' | 'municipality' | 'ministry';

/** So many successful sign-ins of an account to its e-journal on a civil day. */
export interface JournalSignIns {
  readonly day: string;
  readonly channel: Channel;
  readonly method: 'password' | 'esia' | 'other';
  readonly times: number;
}

/** A link that was offered to an account: by which rule, and whether it became active. */
export interface Attempt {
  readonly account: string;
  readonly at: number;
  readonly rule: string;
  readonly isActive: boolean;
  /** While it waits for a proof the account has an open case; null: it still does. */
  waitsUntil: number | null;
}

/** A case about a link of an account, or about somebody whom several accounts or none may belong to. */
export interface Case {
  readonly school: string | null;
  /** Of the link the case is about. */
  readonly account: string | null;
  readonly candidates: readonly string[];
  readonly opened: number;
  decided: number | null;
  /** The office above the school to which it went, and when. */
  raised: { readonly level: CaseLevel; readonly at: number } | null;
}

/** An exemption of any type and state; the granted ones of «нет возможности» are in {@link Exemption}s. */
export interface OtherExemption extends Omit<Exemption, 'wave'> {
  readonly wave: Wave | null;
  readonly type: 'waiting_esia_check' | 'joined_late' | 'other';
  readonly state: 'active' | 'requested' | 'rejected';
  /** When it was taken back. */
  ended: number | null;
}

/** What the campaigns and e-journals of a region went through, as events; all indicators of f.5 follow from them. */
export class ProcessFacts {
  /** By account. */
  readonly signIns = new Map<string, JournalSignIns[]>();
  readonly attempts: Attempt[] = [];
  readonly failures: { readonly at: number; readonly codes: readonly string[] }[] = [];
  readonly cases: Case[] = [];
  readonly denials: { readonly account: string; readonly school: string; readonly at: number }[] = [];
  readonly reenabled: { readonly account: string; readonly at: number }[] = [];
  readonly exemptions: OtherExemption[] = [];
  readonly postponed: { readonly school: string; readonly at: number; readonly by: 'people' | 'gates' }[] =
    [];
  readonly leaks: {
    readonly school: string;
    readonly day: string;
    readonly channel: Channel;
    readonly times: number;
  }[] = [];
  /** No lessons from a day to another, both included: at one school or (null) everywhere. */
  readonly holidays: { readonly school: string | null; readonly from: string; readonly to: string }[] = [];
}
