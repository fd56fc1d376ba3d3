import type { Uuid } from '../../kernel/ids.js';
import type { News } from '../../platform/outbox/outbox.js';
import type { CampaignPhase, RoleWave } from '../domain/campaign-phase.js';
import { CREDENTIAL_CHANGED } from '../domain/credential-topic.js';

/** Topics of this context beside `credential.changed`; each is told in the transaction of the act. Bodies hold ids, codes and dates. */
const CAMPAIGN_CHANGED = 'campaign.changed';
const BROWNOUT_CHANGED = 'brownout.changed';

/**
 * What the e-journal does with sessions and tokens that a password opened, when the cut-over shuts it (EC-105, EC-106):
 * those of staff end now, others at most twelve hours later and without a refresh.
 */
export type EndSessions = 'now' | 'within_12_hours';

/** One step of a credential; also told when a school orders a password (`event` is `ordered`, the state stays). */
export interface CredentialNews {
  readonly accountId: Uuid;
  readonly from: string | null;
  readonly fromReason: string | null;
  readonly to: string;
  readonly toReason: string | null;
  readonly event: string;
  readonly endSessions?: EndSessions;
}

/** The body of `credential.changed`: `{ account_id, from, from_reason, to, to_reason, event, end_sessions }`. */
export function credentialNews(regionId: Uuid, at: Date, news: CredentialNews): News {
  const { accountId: account_id, from, fromReason: from_reason, to, toReason: to_reason, event } = news;
  const end_sessions = news.endSessions ?? null;
  const body = { account_id, from, from_reason, to, to_reason, event, end_sessions };
  return { regionId, topic: CREDENTIAL_CHANGED, body, at };
}

/** Every event of a campaign's history. */
export interface CampaignNews {
  readonly campaignId: Uuid;
  readonly journalSystemId: Uuid;
  readonly schoolId: Uuid;
  readonly wave: RoleWave;
  readonly event: string;
  readonly from: CampaignPhase;
  readonly to: CampaignPhase;
  readonly cutoverOn: string | null;
}

/** The body of `campaign.changed`: `{ campaign_id, journal_system_id, school_id, wave, event, from, to, cutover_on }`. */
export function campaignNews(regionId: Uuid, at: Date, news: CampaignNews): News {
  const body = {
    campaign_id: news.campaignId,
    journal_system_id: news.journalSystemId,
    school_id: news.schoolId,
    wave: news.wave,
    event: news.event,
    from: news.from,
    to: news.to,
    cutover_on: news.cutoverOn,
  };
  return { regionId, topic: CAMPAIGN_CHANGED, body, at };
}

/** A brownout that began (`running`), ended or was cancelled. */
export interface BrownoutNews {
  readonly windowId: Uuid;
  readonly campaignId: Uuid;
  readonly journalSystemId: Uuid;
  readonly schoolId: Uuid;
  readonly wave: RoleWave;
  readonly state: 'running' | 'ended' | 'cancelled';
  readonly endsAt: Date;
  readonly share: number;
}

/** The body of `brownout.changed`: `{ window_id, campaign_id, journal_system_id, school_id, wave, state, ends_at, share }`. */
export function brownoutNews(regionId: Uuid, at: Date, news: BrownoutNews): News {
  const body = {
    window_id: news.windowId,
    campaign_id: news.campaignId,
    journal_system_id: news.journalSystemId,
    school_id: news.schoolId,
    wave: news.wave,
    state: news.state,
    ends_at: news.endsAt.toISOString(),
    share: news.share,
  };
  return { regionId, topic: BROWNOUT_CHANGED, body, at };
}
