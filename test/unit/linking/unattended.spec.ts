import { describe, expect, it } from '@jest/globals';
import type { Uuid } from '../../../src/kernel/ids.js';
import { withoutComparison } from '../../../src/linking/domain/evidence.js';
import type { LinkFacts } from '../../../src/linking/domain/facts.js';
import type { Change } from '../../../src/linking/domain/plan.js';
import { unattended } from '../../../src/linking/domain/unattended.js';

const ACCOUNT = '00000000-0000-4000-8000-000000000100' as Uuid;
const [OLD_OID, NEW_OID] = ['00000000-0000-4000-8000-000000000500', '00000000-0000-4000-8000-000000000501'];

const aLink = (esiaPersonId: string | undefined, state: LinkFacts['state']): LinkFacts => ({
  id: esiaPersonId as Uuid,
  esiaPersonId: esiaPersonId as Uuid,
  accountId: ACCOUNT,
  state,
  reason: null,
  rule: 'R1',
  changedAt: new Date('2026-11-23T08:00:00Z'),
  until: null,
});

describe('what is done while the person is not there (LNK-16)', () => {
  const evidence = withoutComparison('R1', 'roster');
  const common = { kind: 'move', evidence, review: null, closesReview: false } as const;
  const changes: readonly Change[] = [
    { ...common, link: aLink(NEW_OID, 'active'), event: 'supersede', reason: 'new_oid' },
    { ...common, link: aLink(OLD_OID, 'pending_review'), event: 'roster_mended', reason: 'R1' },
  ];
  const done = (isNewestSelf: boolean) =>
    unattended({ changes, outcomes: [] }, new Map(), { links: [], roleOf: new Map(), isNewestSelf }).changes;

  it('LNK-10: the row of an older oid is not raised where the newer one does not make room', () => {
    expect(done(false)).toEqual([]);
  });

  it('LNK-10: the row of the newest oid is raised into the room that the older one makes', () => {
    expect(done(true)).toEqual(changes);
  });
});
