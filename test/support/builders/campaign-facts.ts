import type { CalendarDate } from '../../../src/kernel/calendar-date.js';
import type { Uuid } from '../../../src/kernel/ids.js';
import type { Campaign } from '../../../src/legacy/domain/campaign.js';
import { gateThresholds } from '../../../src/legacy/domain/campaign-policy.js';
import type { GateFacts, ReadinessNumbers } from '../../../src/legacy/domain/criterion.js';

export const day = (text: string): CalendarDate => text as CalendarDate;

/** An announced campaign of the staff of one school, to be cut over on 10 March 2027. */
export function aCampaign(overrides: Partial<Campaign> = {}): Campaign {
  return {
    id: '00000000-0000-4000-8000-000000000001' as Uuid,
    regionId: '00000000-0000-4000-8000-000000000002' as Uuid,
    timeZone: 'Asia/Novokuznetsk',
    journalSystemId: '00000000-0000-4000-8000-000000000003' as Uuid,
    schoolId: '00000000-0000-4000-8000-000000000004' as Uuid,
    ...{ wave: 'staff', phase: 'announced', cutoverOn: day('2027-03-10'), cutOverOn: null },
    ...{ isAnnounced: true, isPaused: false, isConfirmed: true, calendarOverride: null },
    ...{ missedInRow: 0, examinedOn: null, revision: 1, accounts: 60 },
    ...overrides,
  };
}

/** A wave that passes every gate: 60 accounts, all ready, 50 used, 48 of them linked. */
export function numbers(overrides: Partial<ReadinessNumbers> = {}): ReadinessNumbers {
  return {
    ...{ accounts: 60, people: 60, ready: 60, dataErrors: 0, signedIn: 50, linked: 48, atRisk: 1 },
    ...{ feedComplete: true, openReviews: 0, refusals: 0, refusalsWithoutPaper: 0 },
    ...{
      windowsAhead: 2,
      windowsHeld: 2,
      reenabled: 0,
      askedDate: null,
      hasSchoolAdmin: true,
      rosterOn: day('2027-01-01'),
    },
    ...{ channelsWithoutEsia: [], toTell: 12, told: 12, refusalsUnprinted: 0 },
    ...overrides,
  };
}

/** A campaign judged on a day that is today. */
export function gateFacts(overrides: Partial<GateFacts> = {}): GateFacts {
  const today = overrides.day ?? day('2027-01-05');
  const thresholds = gateThresholds({});
  return {
    campaign: aCampaign(),
    numbers: numbers(),
    thresholds,
    periods: [],
    day: today,
    today,
    ...overrides,
  };
}
