/** Who said that the pupil has an account of ESIA (I-06); a school's administrator speaks for the homeroom teacher. */
export type DeclaredBy = 'homeroom' | 'school_admin' | 'representative';

/** Why a declaration is withdrawn: codes, so that no word about a family stands in the trail. */
export const WITHDRAWAL_REASONS = ['recorded_by_mistake', 'no_account', 'family_request'] as const;
export type WithdrawalReason = (typeof WITHDRAWAL_REASONS)[number];

/** What became of one pupil of an order. */
export const DECLARATION_OUTCOMES = [
  ...(['recorded', 'already_declared', 'already_linked', 'not_in_class', 'not_found'] as const),
] as const;
export type DeclarationOutcome = (typeof DECLARATION_OUTCOMES)[number];

/** A pupil of the school as an order finds them. */
export interface PupilStanding<Id> {
  readonly personId: Id;
  readonly classGroupId: Id | null;
  readonly linked: boolean;
  readonly declared: boolean;
}

/**
 * What to do about a pupil: only who is neither declared nor linked is recorded, since whoever is linked is in K already
 * (f.0.6). A teacher who may see one class hears of a pupil of another what one hears of nobody: `not_found`.
 *
 * @param standing null when this is no pupil of the school today
 * @param classId the class that the order is for; null for a pupil named alone
 */
export function judgeDeclaration<Id>(
  standing: PupilStanding<Id> | null,
  classId: Id | null,
  seesWholeSchool: boolean,
): DeclarationOutcome {
  if (standing === null) return 'not_found';
  if (classId !== null && standing.classGroupId !== classId)
    return seesWholeSchool ? 'not_in_class' : 'not_found';
  if (standing.linked) return 'already_linked';
  return standing.declared ? 'already_declared' : 'recorded';
}

/** How a pupil stands in a list (roles.md, 6). */
export const PUPIL_STATUSES = ['used', 'linked', 'refusal', 'declared', 'data_error', 'none'] as const;
export type PupilStatus = (typeof PUPIL_STATUSES)[number];

/** What a list of pupils is made of; `dataError` is null for a past day, for which nobody remembers it. */
export interface PupilFacts {
  readonly declared: boolean;
  readonly linked: boolean;
  readonly used: boolean;
  readonly refused: boolean;
  readonly dataError: boolean | null;
}

/** The strongest of what is known: a proof before a word, a refusal before a declaration. */
export function statusOf({ linked, used, refused, declared, dataError }: PupilFacts): PupilStatus {
  if (linked) return used ? 'used' : 'linked';
  if (refused) return 'refusal';
  if (declared) return 'declared';
  return dataError === true ? 'data_error' : 'none';
}

/** STAT-04: said to have an account, and not linked. */
export function deviates({ declared, linked }: Pick<PupilFacts, 'declared' | 'linked'>): boolean {
  return declared && !linked;
}

/** From which gap on a class, a school or a municipality is marked (STAT-04); the region's policy. */
export interface DeviationThreshold {
  /** Percent of the declared who are not linked, 0 to 100. */
  readonly percent: number;
  /** And at least so many pupils: one of two is no deviation. */
  readonly least: number;
}

/** True when I-15 of a unit is both a large part of what was declared and many enough. Whole numbers: no rounding. */
export function unitDeviates(
  { declared, linked }: { readonly declared: number; readonly linked: number },
  { percent, least }: DeviationThreshold,
): boolean {
  const gap = declared - linked;
  return gap >= least && 100 * gap >= percent * declared;
}
