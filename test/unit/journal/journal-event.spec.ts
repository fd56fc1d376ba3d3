import { describe, expect, it } from '@jest/globals';
import {
  draftOfBrownout,
  draftOfCampaign,
  draftOfCredential,
  draftOfLink,
} from '../../../src/journal/domain/journal-event.js';
import { afterFailure, ATTEMPTS, restOf } from '../../../src/journal/domain/webhook-pace.js';

const NOW = new Date('2026-11-22T09:00:00Z');

describe('what a step of a link means to the journal', () => {
  const told = (from: string | null, to: string, reason = 'R1') => {
    const draft = draftOfLink({ account_id: 'a', link_id: 'l', esia_person_id: 'p', from, to, reason });
    return draft && [draft.type, draft.facts['access']];
  };

  it.each([
    [null, 'active', 'R1', ['link.activated', 'full']],
    ['pending_proof', 'active', 'R4', ['link.activated', 'full']],
    ['suspended', 'active', 'resolved', ['link.activated', 'full']],
    ['active', 'suspended', 'security', ['link.suspended', 'none']],
    ['active', 'suspended', 'between_schools', ['link.suspended', 'history']],
    ['suspended', 'suspended', 'security', ['link.suspended', 'none']],
    [null, 'suspended', 'data_mismatch', ['link.suspended', 'none']],
    ['active', 'revoked', 'user_request', ['link.revoked', 'none']],
    ['suspended', 'revoked', 'court_order', ['link.revoked', 'none']],
  ])('%s → %s (%s) is told as %j', (from, to, reason, expected) => {
    expect(told(from, to, reason)).toEqual(expected);
  });

  it.each([
    ['active', 'superseded'],
    [null, 'pending_review'],
    ['pending_review', 'rejected'],
    ['pending_proof', 'expired'],
    ['pending_proof', 'awaiting_consent'],
  ])('%s → %s changes nothing for the journal and is not told', (from, to) => {
    expect(told(from, to)).toBeNull();
  });

  it('the reason for the end of a link stays with us', () => {
    const draft = draftOfLink({ account_id: 'a', from: 'active', to: 'revoked', reason: 'court_order' });
    expect(JSON.stringify(draft)).not.toContain('court_order');
  });
});

describe('what a step of a credential means to the journal', () => {
  const told = (from: string | null, to: string, more: Record<string, string> = {}) => {
    const draft = draftOfCredential({ account_id: 'a', from, to, event: 'phase', ...more });
    return draft && [draft.type, draft.facts];
  };

  it('a password that stops is told with its reason, and again when another reason takes its place', () => {
    expect(told('link_required', 'disabled', { to_reason: 'cutover' })).toEqual([
      'credential.disabled',
      { reason: 'cutover', end_sessions: null },
    ]);
    const changed = { from_reason: 'unused', to_reason: 'cutover' };
    expect(told('disabled', 'disabled', changed)).toMatchObject([
      'credential.disabled',
      { reason: 'cutover' },
    ]);
    expect(told('disabled', 'disabled', { ...changed, from_reason: 'cutover' })).toBeNull();
  });

  it('EC-106: with the cut-over comes when the journal is to end the sessions', () => {
    const staff = told('active', 'disabled', { to_reason: 'cutover', end_sessions: 'now' });
    expect(staff?.[1]).toEqual({ reason: 'cutover', end_sessions: 'now' });
  });

  it('a lock for security is told as a password that stops, its end as one that comes back', () => {
    const locked = told('warned', 'disabled', { to_reason: 'locked', end_sessions: 'now', event: 'locked' });
    expect(locked).toEqual(['credential.disabled', { reason: 'locked', end_sessions: 'now' }]);
    expect(told('disabled', 'warned', { from_reason: 'locked', event: 'unlocked' })?.[0]).toBe(
      'credential.restored',
    );
    expect(told('disabled', 'disabled', { from_reason: 'locked', to_reason: 'linked' })?.[1]).toMatchObject({
      reason: 'linked',
    });
  });

  it('EC-130: a password that comes back is told with its state', () => {
    expect(told('disabled', 'warned', { from_reason: 'linked' })).toEqual([
      'credential.restored',
      { state: 'warned' },
    ]);
    expect(told('disabled', 'reenabled')).toEqual(['credential.restored', { state: 'reenabled' }]);
    expect(told('never_issued', 'issued_under_exemption')?.[0]).toBe('credential.restored');
  });

  it('EC-138: a password that a school orders is told whatever the state', () => {
    expect(told('never_issued', 'never_issued', { event: 'ordered' })).toEqual(['credential.ordered', {}]);
  });

  it.each([
    [null, 'active'],
    [null, 'never_issued'],
    ['active', 'warned'],
    ['warned', 'link_required'],
    ['reenabled', 'link_required'],
    ['disabled', 'purged'],
  ])('%s → %s is not told account by account', (from, to) => {
    expect(told(from, to)).toBeNull();
  });
});

describe('what a step of a campaign means to the journal', () => {
  const place = { journal_system_id: 's', school_id: 'x', wave: 'staff', cutover_on: '2027-01-20' };

  it.each([
    ['move', 'announced', 'soft_launch', true],
    ['postpone', 'announced', 'announced', true],
    ['missed', 'brownouts', 'brownouts', true],
    ['rollback', 'grace', 'announced', true],
    ['pause', 'announced', 'announced', false],
    ['resume', 'announced', 'announced', false],
    ['confirm', 'brownouts', 'brownouts', false],
  ])('%s from %s to %s: told = %s', (event, from, to, isTold) => {
    expect(draftOfCampaign({ ...place, event, from, to }) !== null).toBe(isTold);
  });

  it('a brownout is told when it begins and when it is over, cancelled or not', () => {
    const news = (state: string) =>
      draftOfBrownout({ ...place, window_id: 'w', state, ends_at: NOW.toISOString(), share: 25 });
    expect(news('running')).toMatchObject({ type: 'brownout.started', facts: { brownout: 'w', share: 25 } });
    expect(news('ended')).toMatchObject({ type: 'brownout.ended', facts: { outcome: 'ended' } });
    expect(news('cancelled')).toMatchObject({ type: 'brownout.ended', facts: { outcome: 'cancelled' } });
  });
});

describe('the pace of a webhook', () => {
  it('grows by doubling up to four hours and gives up after a day', () => {
    let now = NOW;
    let deadAt: Date | null = null;
    const delays: number[] = [];
    for (let before = 0; deadAt === null; before += 1) {
      const next = afterFailure(now, before);
      delays.push((next.notBefore.getTime() - now.getTime()) / 1_000);
      ({ deadAt, notBefore: now } = { deadAt: next.deadAt, notBefore: next.notBefore });
    }
    expect(delays).toHaveLength(ATTEMPTS);
    expect(delays.slice(0, 4)).toEqual([10, 20, 40, 80]);
    expect(Math.max(...delays)).toBe(4 * 3_600);
    const tried = delays.slice(0, -1).reduce((sum, delay) => sum + delay, 0);
    expect(tried).toBeGreaterThan(20 * 3_600);
  });

  it('of a lane that answers nobody rests ever longer, five minutes at most; as long as it asks, an hour at most', () => {
    const rest = (before: number, asked: number | null) =>
      (restOf(NOW, before, asked).getTime() - NOW.getTime()) / 1_000;
    expect([rest(0, null), rest(1, null), rest(30, null)]).toEqual([10, 20, 300]);
    expect([rest(0, 90), rest(0, 999_999)]).toEqual([90, 3_600]);
  });
});
