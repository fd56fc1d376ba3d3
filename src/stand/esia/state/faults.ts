/** Faults that can be ordered (rule 15). What each does: docs/esia-emulator.md. */
export const FAULT_NAMES = [
  'bad-signature',
  'wrong-iss',
  'wrong-aud',
  'wrong-sub',
  'expired',
  'alg-none',
  'alg-swapped',
  'wrong-sbt',
  'mixed-oids',
  'missing-id-token',
  'te-html',
  'server-error',
  'unavailable',
  'slow',
  'drop',
  'state-mismatch',
  'foreign-kid',
] as const;

export type FaultName = (typeof FAULT_NAMES)[number];
export type Endpoint = 'authorize' | 'token' | 'rest';
export type TokenKind = 'id' | 'access';

/** One order. `times`: for the next N requests, null until reset. */
export interface FaultOrder {
  readonly name: FaultName;
  readonly times?: number | null;
  /** Where `server-error`, `unavailable`, `slow`, `drop` and `state-mismatch` strike; any endpoint when absent. */
  readonly endpoint?: Endpoint;
  /** Which tokens of an answer are spoiled; the id_token when absent. */
  readonly tokens?: readonly TokenKind[];
  /** For `slow`. */
  readonly delayMs?: number;
  /** For `mixed-oids`: whose OID the id_token gets; for `foreign-kid`: whose parent's card is shown. */
  readonly oid?: string;
}

interface Standing {
  readonly order: FaultOrder;
  left: number;
}

/** Faults in force. Each is counted by the requests it struck, not by the requests seen. */
export class Faults {
  #standing: Standing[] = [];

  order(order: FaultOrder): void {
    this.#standing.push({ order, left: order.times ?? Infinity });
  }

  reset(): void {
    this.#standing = [];
  }

  /** The order that strikes now, its count already lowered; undefined when none stands. */
  take(name: FaultName, endpoint?: Endpoint): FaultOrder | undefined {
    const found = this.#standing.find(
      ({ order, left }) =>
        order.name === name && left > 0 && (order.endpoint === undefined || order.endpoint === endpoint),
    );
    if (found === undefined) return undefined;
    found.left -= 1;
    this.#standing = this.#standing.filter(({ left }) => left > 0);
    return found.order;
  }

  list(): { order: FaultOrder; left: number | null }[] {
    return this.#standing.map(({ order, left }) => ({ order, left: Number.isFinite(left) ? left : null }));
  }
}

const ENDPOINTS: readonly unknown[] = ['authorize', 'token', 'rest'] satisfies Endpoint[];

/** @throws Error that names the wrong key */
export function readFaultOrder(raw: Readonly<Record<string, unknown>>): FaultOrder {
  const wrong = (key: string): Error => new Error(`неисправность: неверно значение «${key}»`);
  const { name, times, endpoint, tokens, delayMs, oid } = raw;
  if (!FAULT_NAMES.includes(name as FaultName)) throw wrong('name');
  if (times !== undefined && times !== null && !(Number.isInteger(times) && Number(times) > 0))
    throw wrong('times');
  if (endpoint !== undefined && !ENDPOINTS.includes(endpoint)) throw wrong('endpoint');
  if (
    tokens !== undefined &&
    !(Array.isArray(tokens) && tokens.every((kind) => kind === 'id' || kind === 'access'))
  )
    throw wrong('tokens');
  if (delayMs !== undefined && typeof delayMs !== 'number') throw wrong('delayMs');
  if (oid !== undefined && typeof oid !== 'string') throw wrong('oid');
  return raw as unknown as FaultOrder;
}
