import type { BrownoutHit, BrownoutPreview, PlannedBrownout, ShownBrownout } from '../../legacy/index.js';
import { maskName } from '../../kernel/person-name.js';
import type { BrownoutDto, BrownoutHitDto, BrownoutPreviewDto } from './brownouts.dto.js';

export function presentBrownout(one: ShownBrownout): BrownoutDto {
  return {
    ...{ id: one.id, act_id: one.actId, campaign_id: one.campaignId, journal_system_id: one.journalSystemId },
    ...{ school_id: one.schoolId, school_name: one.schoolName, wave: one.wave, state: one.state },
    ...{ in_force: one.isInForce, starts_at: one.startsAt, ends_at: one.endsAt },
    ...{ started_at: one.startedAt, ended_at: one.endedAt, share: one.share, reason: one.reason },
    ...{ end_reason: one.endReason, held: one.held, denied: one.denied, linked_48h: one.linked48h },
    linked_share: one.denied === 0 ? null : one.linked48h / one.denied,
    complete_from: one.completeFrom,
  };
}

export function presentPlanned(one: PlannedBrownout) {
  const { windowId: id, campaignId: campaign_id, schoolId: school_id, wave, refusal } = one;
  return { id, campaign_id, school_id, wave, refusal };
}

/** The sums are of the windows that can be. */
export function presentPreview({ windows, proposed }: BrownoutPreview): BrownoutPreviewDto {
  const possible = windows.filter(({ refusal }) => refusal === null);
  const sum = (of: keyof BrownoutPreview['windows'][number]['affected']) =>
    possible.reduce((total, { affected }) => total + affected[of], 0);
  return {
    ...{ accounts: sum('accounts'), linked: sum('linked'), used_password: sum('usedPassword') },
    windows: windows.map((one) => ({
      ...presentPlanned(one),
      ...{
        accounts: one.affected.accounts,
        linked: one.affected.linked,
        used_password: one.affected.usedPassword,
      },
    })),
    proposed: proposed.map(({ from, until }) => ({ starts_at: from, ends_at: until })),
  };
}

export function presentHit(hit: BrownoutHit): BrownoutHitDto {
  const name = { last: hit.lastName ?? '', first: hit.firstName ?? '', middle: hit.middleName };
  return {
    ...{ account_id: hit.accountId, external_id: hit.externalId, role: hit.role, first_at: hit.firstAt },
    person_name: hit.lastName === null || hit.isProtected ? null : maskName(name),
    ...{ channel: hit.channel, was_linked: hit.wasLinked, linked_at: hit.linkedAt },
  };
}
