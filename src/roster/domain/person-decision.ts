import type { Uuid } from '../../kernel/ids.js';

/** One human as a decision about persons needs them. */
export interface PersonState {
  readonly id: Uuid;
  /** Counts changes of the person. */
  readonly revision: number;
  readonly mergeForbidden: boolean;
  readonly isMerged: boolean;
  readonly isDeceased: boolean;
  /** Of the keyed hash, so that two numbers can be compared; null without a valid number. */
  readonly snilsKey: string | null;
}

/** What the rules say of a merge: do it, let a second administrator confirm it, or the code of the refusal. */
export type MergeVerdict =
  | { readonly kind: 'merge' }
  | { readonly kind: 'second_pair_of_eyes' }
  | { readonly kind: 'refused'; readonly code: 'MERGE_FORBIDDEN' | 'MERGE_OF_RELATIVES' | 'PERSON_CLOSED' };

/**
 * May two persons become one (ROS-09)? Never across an adoption (EC-054), never a child with the own representative, never
 * somebody who is gone. Two different valid СНИЛС name two humans until a second administrator says otherwise (e.1.1).
 */
export function judgeMerge(one: PersonState, other: PersonState, areTied: boolean): MergeVerdict {
  if (one.mergeForbidden || other.mergeForbidden) return { kind: 'refused', code: 'MERGE_FORBIDDEN' };
  if ([one, other].some(({ isMerged, isDeceased }) => isMerged || isDeceased)) {
    return { kind: 'refused', code: 'PERSON_CLOSED' };
  }
  if (areTied) return { kind: 'refused', code: 'MERGE_OF_RELATIVES' };
  const bothNumbered = one.snilsKey !== null && other.snilsKey !== null;
  return bothNumbered && one.snilsKey !== other.snilsKey
    ? { kind: 'second_pair_of_eyes' }
    : { kind: 'merge' };
}

/** Attributes whose value a person may have from one source or another (ROS-13). */
export const ATTRIBUTES = ['names', 'birth_date', 'snils', 'gender', 'citizenship'] as const;
export type Attribute = (typeof ATTRIBUTES)[number];

/** What an undo needs: ids, pins and names of attributes, never a value. */
export interface BeforeImage {
  readonly records: readonly { readonly id: Uuid; readonly pinned: boolean; readonly moved: boolean }[];
  /** Accounts of the person that no record names. */
  readonly accounts: readonly Uuid[];
  readonly restrictions: readonly Uuid[];
  readonly tasks: readonly Uuid[];
  readonly consents: readonly Uuid[];
  readonly exceptions: readonly Uuid[];
  /** Persons merged earlier into the one who goes now. */
  readonly mergedBefore: readonly Uuid[];
  /** Columns of the survivor that were empty and are filled from the other. */
  readonly filled: readonly FilledColumn[];
  /** The survivor's СНИЛС state before. */
  readonly snilsState: 'valid' | 'missing' | 'invalid';
}

export type FilledColumn = 'middle_name' | 'birth_date' | 'gender' | 'citizenship' | 'snils';
