/** What the checks are made with: our server, the vendor's token, an account of the vendor's that is loaded. */
export interface Subject {
  /** Root of the server, e.g. `http://localhost:8080`. */
  readonly server: string;
  readonly issuer: string;
  readonly clientId: string;
  readonly token: string;
  readonly account: string;
  /** An account that is loaded for another e-journal; null when none is known. */
  readonly foreignAccount: string | null;
  /** Where the kit takes events in the place of the vendor's receiver; null when it may not. */
  readonly webhook: { readonly port: number; readonly secret: string } | null;
  /** The vendor's own receiver, which the kit calls as we would; null when it is not to be tried. */
  readonly receiver: { readonly uri: string; readonly secret: string } | null;
  /** How long an event may take to come, in milliseconds: a repetition comes after ten seconds. */
  readonly patienceMs: number;
}

/** One promise of docs/integration.md; `holds` throws a {@link Fault} when it is not kept. */
export interface Check {
  /** What is promised, in Russian. */
  readonly title: string;
  /** What to mend when it is not kept, in Russian. */
  readonly mend: string;
  /** Without it the check cannot be made. */
  readonly needs?: 'foreignAccount' | 'webhook' | 'receiver';
  readonly holds: (subject: Subject) => Promise<void>;
}

/** Why a check failed, in words for the vendor's engineer. */
export class Fault extends Error {
  override readonly name = 'Fault';
}

export function expectThat(isSo: boolean, why: string): asserts isSo {
  if (!isSo) throw new Fault(why);
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Empty where the answer is no JSON object. */
  readonly body: Readonly<Record<string, unknown>>;
}

export interface Asking {
  readonly method?: 'GET' | 'POST';
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
  /** Null: without a token. */
  readonly token?: string | null;
}

/** Asks the server below `/internal/v1`. */
export async function ask(
  subject: Subject,
  path: string,
  { method, body, headers = {}, token = subject.token }: Asking = {},
): Promise<Answer> {
  const answer = await fetch(`${subject.server}/internal/v1/${path}`, {
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    headers: {
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(token !== null && { authorization: `Bearer ${token}` }),
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(10_000),
  });
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, text, body: readObject(text) };
}

/** Throws a Fault that names both when the status is another. */
export function expectStatus(answer: Answer, status: number): void {
  const code = typeof answer.body['code'] === 'string' ? ` ${answer.body['code']}` : '';
  expectThat(answer.status === status, `ждали ${status}, пришло ${answer.status}${code}`);
}

function readObject(text: string): Readonly<Record<string, unknown>> {
  try {
    const read: unknown = JSON.parse(text);
    return typeof read === 'object' && read !== null ? (read as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
