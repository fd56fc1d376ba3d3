/** What the e-journal does with a password sign-in (LEG-02). */
export const DECISIONS = [
  'allow',
  'allow_with_warning',
  'require_linking',
  'deny_brownout',
  'deny_unused',
  'deny_cutover',
  'deny_unknown',
  'deny_locked',
] as const;

export type Decision = (typeof DECISIONS)[number];

/** The message beside the decision (outcome-codes.md i.3). */
export const MESSAGE_CODES = [
  'LEGACY_WARN',
  'LEGACY_EXEMPT',
  'LEGACY_REENABLED',
  'LEGACY_ESIA_OUTAGE',
  'LEGACY_LINK_REQUIRED',
  'LEGACY_BROWNOUT',
  'LEGACY_UNUSED',
  'LEGACY_DISABLED',
  'LEGACY_LINKED',
  'LEGACY_UNKNOWN',
  'SECURITY_LOCK',
  'REPRESENTATION_RESTRICTED',
] as const;

export type MessageCode = (typeof MESSAGE_CODES)[number];

/** What the rules gave, before it is put into words. */
export type Verdict =
  | { readonly decision: 'allow'; readonly code: null; readonly until: null }
  | {
      readonly decision: Exclude<Decision, 'allow'>;
      readonly code: MessageCode;
      readonly until: Date | null;
    };
