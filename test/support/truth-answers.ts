import { type ReadRegion } from './generated-region.js';
import { type Trace } from './signed-in-region.js';

type Told = ReadonlyMap<string, readonly string[]>;

/** How each outcome stands in the database. */
const STANDS: Readonly<Record<string, string>> = {
  SNILS_MISSING_IN_ROSTER: 'pending_proof',
  SNILS_MISSING_IN_ESIA: 'pending_proof',
  BIRTHDATE_MISSING_IN_ROSTER: 'pending_proof',
  BIRTHDATE_MISMATCH: 'pending_review',
  SNILS_MISMATCH: 'pending_review',
  NAME_DISCREPANCY: 'pending_review',
  AMBIGUOUS: 'case',
  SNILS_DUPLICATE: 'case',
  ESIA_NOT_VERIFIED: 'refused',
};

/** Said to the person and leaving no trace at the account: ESIA or the level gave nobody (P), or nobody was found. */
const ONLY_TOLD: ReadonlySet<string> = new Set(['ESIA_NOT_VERIFIED', 'AWAITING_PARENT_CONSENT', 'NOT_FOUND']);

export function isLive({ state }: Trace): boolean {
  return state === 'active' || state === 'suspended';
}

/** Links, open ones too, of an account with somebody who is not its rightful human. */
export function ofOthers({ owners, truth }: ReadRegion, traces: readonly Trace[]): Trace[] {
  const rightful = new Map(owners.map((owner) => [accountOf(owner), owner.human]));
  const humans = new Map(truth.map(({ oid, human }) => [oid, human]));
  return traces.filter(
    ({ oid, account, state }) =>
      state !== 'case' && state !== 'refused' && rightful.get(account) !== humans.get(oid),
  );
}

/** Every account of the truth with another outcome than expected. */
export function disagreements({ truth }: ReadRegion, traces: readonly Trace[], told: Told): unknown[] {
  const came = new Map<string, Trace[]>();
  for (const trace of traces) {
    const key = `${trace.oid} ${trace.account}`;
    came.set(key, [...(came.get(key) ?? []), trace]);
  }
  return truth.flatMap(({ oid, accounts, dirt }) =>
    accounts.flatMap(({ expected, ...account }) => {
      const here = came.get(`${oid} ${accountOf(account)}`) ?? [];
      const codes = [...new Set(told.get(oid))];
      return isAsExpected(expected, here, codes)
        ? []
        : [{ account: accountOf(account), dirt, expected, found: here, told: codes }];
    }),
  );
}

/** Those of no roster who read something else than the truth expects. */
export function mistoldStrangers({ truth }: ReadRegion, told: Told): unknown[] {
  return truth.flatMap(({ oid, outcome }) => {
    if (outcome === undefined) return [];
    const read = [...new Set(told.get(oid))].join();
    return `code:${read}` === outcome ? [] : [{ oid, outcome, read }];
  });
}

/** How many accounts of the truth come to what, the commonest first. */
export function shares({ truth }: ReadRegion): Record<string, number> {
  const counts = new Map<string, number>();
  for (const { expected } of truth.flatMap(({ accounts }) => accounts)) {
    counts.set(expected, (counts.get(expected) ?? 0) + 1);
  }
  return Object.fromEntries([...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1)));
}

function isAsExpected(expected: string, here: readonly Trace[], codes: readonly string[]): boolean {
  const [trace, second] = here;
  if (second !== undefined) return false;
  if (expected === 'auto') return trace?.state === 'active';
  const code = expected.slice('code:'.length);
  // EC-043: another Person until confirmed; EC-050: no right any more. The account is not touched.
  if (code.startsWith('EC-')) return trace === undefined;
  if (trace === undefined) return ONLY_TOLD.has(code) && codes.join() === code;
  return trace.state === STANDS[code] && trace.code === code && codes.includes(code);
}

function accountOf({ system, external_id }: { system: string; external_id: string }): string {
  return `${system}/${external_id}`;
}
