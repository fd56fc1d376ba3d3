import { fillText, type ProblemTexts, STATUS } from '../platform/http/problem-catalog.js';

/** What a route may refuse by the technique alone. */
export interface RouteShape {
  readonly path: string;
  readonly method: string;
  readonly tag: string;
  readonly takesInput: boolean;
  readonly ifMatch: boolean;
}

/** Codes of rules by the tag of the routes that know them: which may come, never which must. */
const OF_TAG: Readonly<Record<string, RegExp>> = {
  'api-keys': /^API_KEY_(?!UNKNOWN|EXPIRED|REVOKED|RETIRED|ADDRESS|RIGHT)/,
  bulk: /^(REVIEW|DECISION|LINK|SECOND_EYES|CONFLICT_OF)_?/,
  schools: /^REORGANISATION_/,
  'roster-imports': /^(IMPORT_|ROSTER_|NO_SCHOOLS|TOO_LARGE|UPLOAD)/,
  people:
    /^(MERGE_|PERSON_|SECOND_ADMINISTRATOR|DECISION_(SETTLED|NOT_LAST)|SPLIT_|DATE_IN|SNILS_CHANGE|NOTHING_TO|CONFLICT_OF|IMPORT_RUNNING|CAPACITY_|TIE_|RESTRICTION_|PUPIL_|PARENT_|CONSENT_)/,
  families: /^(TIE_|RESTRICTION_|PUPIL_|PARENT_|CAPACITY_|CONSENT_|CONFLICT_OF)/,
  'link-reviews': /^(REVIEW_|SECOND_EYES|DECISION_(?!SETTLED|NOT_LAST)|CONFLICT_OF)/,
  links: /^(LINK_|DECISION_(?!SETTLED|NOT_LAST)|CONFLICT_OF)/,
  delegates: /^(DELEGATE_|GRANT_(EXISTS|OVER))/,
  'link-codes': /^LINK_CODE/,
  exemptions: /^(EXEMPTION_|CONFLICT_OF)/,
  refusals: /^(REFUSAL_|CONFLICT_OF)/,
  'reenable-windows': /^(REENABLE_|CONFLICT_OF)/,
  credentials: /^(CREDENTIAL_|LOCK_GROUND)/,
  campaigns: /^(CAMPAIGN_|NO_CAMPAIGNS|DATE_REQUEST|CALENDAR_)/,
  'deletion-acts': /^DELETION_ACT/,
  brownouts: /^(BROWNOUT_|LESSON_HOURS)/,
  emergencies: /^(BREAK_GLASS|ESIA_OUTAGE)/,
  probes: /^PROBE_/,
  exports: /^(EXPORT_|STATISTICS_|NOTHING_PUBLISHED)/,
  statistics: /^(STATISTICS_|GROWTH_)/,
  declarations: /^DECLARATION_/,
  reports: /^(REPORT_|CORRECTION_|FEDERAL_|NOTHING_PUBLISHED)/,
  rollups: /^(ROLLUP_|REPORT_STATE)/,
  'link-claims': /^LEGACY_PROOF/,
  accounts: /^(REENABLE_|CREDENTIAL_)/,
  events: /^(EVENT_|WEBHOOK_)/,
  policy: /^POLICY_/,
};

/** The codes that a route may answer with, by status. */
export function problemCodes(shape: RouteShape, texts: ProblemTexts): ReadonlyMap<number, readonly string[]> {
  const rules = OF_TAG[shape.tag];
  const isAct = !['get', 'head'].includes(shape.method);
  const isOwn = (code: string): boolean => {
    if (isOfTechnique(code, shape, isAct)) return true;
    // Reading breaks no rule of acts; what a question may not ask is `invalid` or not there.
    return (
      rules?.test(code) === true && (isAct || ['invalid', 'not_found'].includes(texts[code]?.kind ?? ''))
    );
  };
  const found = new Map<number, string[]>();
  for (const [code, { kind }] of Object.entries(texts)) {
    if (!isOwn(code)) continue;
    found.set(STATUS[kind], [...(found.get(STATUS[kind]) ?? []), code]);
  }
  return found;
}

function isOfTechnique(code: string, { path, takesInput, ifMatch }: RouteShape, isAct: boolean): boolean {
  const isAdmin = path.startsWith('/api/v1/');
  switch (code) {
    case 'INTERNAL_ERROR':
    case 'UNAVAILABLE':
    case 'TOO_MANY_REQUESTS':
    case 'METHOD_NOT_ALLOWED':
    case 'FORBIDDEN':
      return true;
    case 'UNAUTHENTICATED':
      return isAdmin;
    case 'INTERNAL_TOKEN_REQUIRED':
    case 'INTERNAL_TOKEN_INVALID':
      return !isAdmin;
    case 'FOREIGN_ORIGIN':
      return isAdmin && isAct;
    case 'VALIDATION_FAILED':
      return takesInput;
    case 'MALFORMED_REQUEST':
    case 'TOO_LARGE':
      return isAct;
    case 'NOT_FOUND':
      return path.includes('{') || takesInput;
    case 'CONFLICT':
      return isAct;
    case 'IDEMPOTENCY_KEY_REUSED':
    case 'IDEMPOTENT_REQUEST_RUNNING':
    case 'IDEMPOTENT_ANSWER_UNSAID':
      return isAct && isAdmin;
    case 'PRECONDITION_FAILED':
    case 'PRECONDITION_REQUIRED':
      return ifMatch;
    default:
      return false;
  }
}

/** The body of each problem, as an example of its own; facts that are known only at the moment stand as a dash. */
export function problemExamples(texts: ProblemTexts): Record<string, object> {
  return Object.fromEntries(
    Object.entries(texts).map(([code, { kind, title, detail }]) => [
      code,
      {
        summary: title,
        value: {
          type: `urn:perehod:problem:${code}`,
          ...{ title, status: STATUS[kind], detail: fillText(detail, {}), code },
          request_id: '0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10',
          ...(code === 'VALIDATION_FAILED' && {
            errors: [{ field: 'reason', message: 'заполните поле' }],
          }),
        },
      },
    ]),
  );
}
