import { createRemoteJWKSet, jwtVerify } from 'jose';
import { Every } from './every.js';
import {
  type BundleCampaign,
  type BundleFrame,
  type BundleSchool,
  campaignOn,
  decideOffline,
  type OfflineAnswer,
} from './offline-decision.js';
import { nameOf, type PerehodServer, ServerRefusal } from './perehod-server.js';

const POLICY_TYPE = 'sign-in-policy+jwt';
const EVERY_MS = 10 * 60_000;
const AFTER_FAILURE_MS = 30_000;

interface Part extends BundleFrame {
  /** IANA. */
  readonly time_zone: string;
  readonly cursor: number;
  readonly has_more: boolean;
  readonly schools: readonly BundleSchool[];
}

export interface PolicyKeeperParts {
  readonly server: PerehodServer;
  readonly issuer: string;
  readonly clientId: string;
  /** Where the provider publishes its keys. */
  readonly keysAt: () => Promise<string>;
  readonly now: () => Date;
}

/** An answer without the server, and what the banner of it needs. */
export interface OfflineSaying extends OfflineAnswer {
  readonly cutoverOn: string | null;
  readonly timeZone: string;
  readonly skipsAllowed: number;
}

/**
 * The offline bundle (docs/integration.md, «Решения без связи»): read at the start, then every ten minutes by its cursor; kept in
 * memory, where a real journal keeps it on its disk. A part whose signature, issuer, audience, type or time is wrong changes nothing.
 */
export class PolicyKeeper {
  private readonly pages = new Map<string, BundleSchool>();
  private frame: Part | null = null;
  private cursor = 0;
  private etag: string | null = null;
  private keys: ReturnType<typeof createRemoteJWKSet> | null = null;
  private readonly every = new Every(
    async () => {
      await this.read();
      return EVERY_MS;
    },
    (error) => {
      console.error('demo-journal: policy not read', nameOf(error));
      return AFTER_FAILURE_MS;
    },
  );

  constructor(private readonly parts: PolicyKeeperParts) {}

  /** Reads what has changed, now; a failure is logged and tried again by itself. */
  refresh(): Promise<void> {
    return this.every.soon();
  }

  stop(): Promise<void> {
    return this.every.stop();
  }

  /** Null while no bundle was ever read: then nobody knows whether passwords have ended. */
  decide(account: string, skipsUsed: number): OfflineSaying | null {
    const { frame } = this;
    if (frame === null) return null;
    const asked = { account, role: 'representative', skipsUsed, now: this.parts.now() } as const;
    const page = [...this.pages.values()].find((known) => campaignOn(known, account) !== null);
    const answer = page === undefined ? this.ofStranger(account) : decideOffline(frame, page, asked);
    const cutoverOn = page === undefined ? null : campaignOn(page, account)?.cutover_on;
    return {
      ...answer,
      ...{ cutoverOn: cutoverOn ?? null, timeZone: frame.time_zone, skipsAllowed: frame.skips_allowed },
    };
  }

  /** Of the region, IANA; null while no bundle was read. */
  timeZone(): string | null {
    return this.frame?.time_zone ?? null;
  }

  /** The campaigns of all schools, each as its own page tells it. */
  campaigns(): readonly BundleCampaign[] {
    return [...this.pages.values()].flatMap(({ school, campaigns }) =>
      campaigns.filter((campaign) => campaign.school === school.id),
    );
  }

  /** The demo keeps no list of its own accounts and their schools: one that is unknown is shut out where all would be. */
  private ofStranger(account: string): OfflineAnswer {
    const { frame } = this;
    const roles = ['teacher', 'representative', 'student'] as const;
    const open = { decision: 'allow', code: null, until: null };
    if (frame === null) return open;
    const now = this.parts.now();
    const answers = [...this.pages.values()].flatMap((page) =>
      roles.map((role) => decideOffline(frame, page, { account, role, skipsUsed: 0, now })),
    );
    return answers.find(({ decision }) => !decision.startsWith('deny_')) ?? answers[0] ?? open;
  }

  private async read(): Promise<void> {
    try {
      let hasMore = true;
      while (hasMore) hasMore = await this.readPart();
    } catch (error) {
      // Their database was restored: what we know is of another time.
      if (error instanceof ServerRefusal && error.code === 'POLICY_CURSOR_UNKNOWN') {
        this.cursor = 0;
        this.etag = null;
      }
      throw error;
    }
  }

  private async readPart(): Promise<boolean> {
    const answer = await this.parts.server.get(`policy?cursor=${this.cursor}&limit=25`, this.etag);
    if (answer === null) return false;
    const part = await this.verified(await answer.text());
    if (this.cursor === 0) this.pages.clear();
    for (const page of part.schools) this.pages.set(page.school.id, page);
    // The tag belongs to the question: with another cursor it says nothing.
    this.etag = part.cursor === this.cursor ? answer.headers.get('etag') : null;
    this.frame = part;
    this.cursor = part.cursor;
    return part.has_more;
  }

  private async verified(jws: string): Promise<Part> {
    this.keys ??= createRemoteJWKSet(new URL(await this.parts.keysAt()));
    const { payload } = await jwtVerify(jws, this.keys, {
      ...{ issuer: this.parts.issuer, audience: this.parts.clientId, typ: POLICY_TYPE },
      ...{ algorithms: ['RS256', 'ES256'], requiredClaims: ['exp'], currentDate: this.parts.now() },
    });
    return payload as unknown as Part;
  }
}
