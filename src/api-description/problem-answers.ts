import { PROBLEMS_OF_ROUTES } from './problems-of-routes.js';
import { fillText, type ProblemTexts, STATUS } from '../platform/http/problem-catalog.js';

/** A route, and what it may refuse by the technique alone. */
export interface RouteShape {
  readonly path: string;
  readonly method: string;
  /** `Controller_handler`. */
  readonly operation: string;
  readonly takesInput: boolean;
  readonly ifMatch: boolean;
  readonly openToApiKeys: boolean;
}

/** The codes that a route may answer with, by status. */
export function problemCodes(shape: RouteShape, texts: ProblemTexts): ReadonlyMap<number, readonly string[]> {
  const isAct = !['get', 'head'].includes(shape.method);
  const rules = rulesOf(shape.operation);
  const isOwn = (code: string): boolean => rules.has(code) || isOfTechnique(code, shape, isAct);
  const found = new Map<number, string[]>();
  for (const [code, { kind }] of Object.entries(texts)) {
    if (!isOwn(code)) continue;
    found.set(STATUS[kind], [...(found.get(STATUS[kind]) ?? []), code]);
  }
  return found;
}

/**
 * The codes of the rules that a route knows, by what its handler calls.
 *
 * @throws Error for a route that nobody has read
 */
function rulesOf(operation: string): ReadonlySet<string> {
  const codes = PROBLEMS_OF_ROUTES[operation];
  if (codes === undefined) throw new Error(`no codes of ${operation}: npm run openapi reads them`);
  return new Set(codes.split(' '));
}

/** What answers before a route does, or for any: no rule of its own. */
function isOfTechnique(
  code: string,
  { path, takesInput, ifMatch, openToApiKeys }: RouteShape,
  isAct: boolean,
): boolean {
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
    case 'INTERNAL_SCOPE_MISSING':
      return !isAdmin;
    case 'NO_SCHOOLS_SERVED':
      // Said of whoever sends rosters and has no school, before the route is asked.
      return path.startsWith('/internal/v1/roster-imports');
    case 'FOREIGN_ORIGIN':
      return isAdmin && isAct;
    case 'VALIDATION_FAILED':
      return takesInput;
    case 'MALFORMED_REQUEST':
      return isAct || path.includes('{');
    case 'TOO_LARGE':
      return isAct;
    case 'NOT_FOUND':
      return path.includes('{');
    case 'API_KEY_ADDRESS':
    case 'API_KEY_EXPIRED':
    case 'API_KEY_RETIRED':
    case 'API_KEY_REVOKED':
    case 'API_KEY_UNKNOWN':
      // Whoever brings a key is a machine, wherever they come with it.
      return isAdmin;
    case 'API_KEY_RIGHT':
      return openToApiKeys;
    case 'API_KEY_NOT_FOR_THIS':
      return isAdmin && !openToApiKeys;
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
