import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { addDays, type CalendarDate } from '../../kernel/calendar-date.js';
import { newUuid, type Uuid } from '../../kernel/ids.js';
import { IssueLinkCodes, OutliveLinkCodes } from '../../linking/index.js';
import { type LiveNotice, NoticeIssues } from '../store/notice-issues.repository.js';
import type { NoticesAct } from './notices-act.js';

/** A code on paper, with its end. */
export interface PaperCode {
  readonly code: string;
  readonly expiresAt: Date;
}

/** Who gave papers their codes; what a print was is all that is kept of them. */
export interface CodedPaper {
  readonly accountId: Uuid;
  readonly printId: Uuid | null;
  readonly printedBy: Uuid | null;
}

/** LNK-05: a code outlives its wave by 30 days, and a wave is closed 90 days after its cut-over at the latest (e.3). */
const DAYS_AFTER_CUTOVER = 120;

/**
 * Link codes of papers. The database keeps no code: linking makes the same ones again from the act of printing, so that a torn
 * leaflet can be printed anew, and one whose date has moved carries the code that the family has already.
 */
@Injectable()
export class PaperCodes {
  constructor(
    @Inject(IssueLinkCodes) private readonly issue: IssueLinkCodes,
    @Inject(OutliveLinkCodes) private readonly outlive: OutliveLinkCodes,
    @Inject(NoticeIssues) private readonly issues: NoticeIssues,
  ) {}

  /** The codes of these papers that are still worth something, by account. */
  async of(
    tx: EntityManager,
    papers: readonly CodedPaper[],
    now: Date,
  ): Promise<ReadonlyMap<Uuid, PaperCode>> {
    const prints = new Map(papers.map(({ printId, printedBy }) => [printId, printedBy]));
    const codes = new Map<Uuid, PaperCode>();
    for (const [printId, issuedBy] of prints) {
      if (printId === null || issuedBy === null) continue;
      const said = await this.issue.again(tx, { issuedBy, madeFrom: seedOf(printId), now });
      for (const paper of papers) {
        const code = said.get(paper.accountId);
        if (paper.printId === printId && code !== undefined) codes.set(paper.accountId, code);
      }
    }
    return codes;
  }

  /** Gives new codes to the papers that have none that is worth something; returns which. The notices are locked. */
  async renew(
    tx: EntityManager,
    regionId: Uuid,
    live: readonly LiveNotice[],
    people: readonly { readonly accountId: Uuid; readonly cutoverOn: CalendarDate }[],
    { administratorId: issuedBy, now, today, traceId }: NoticesAct,
  ): Promise<ReadonlySet<Uuid>> {
    const good = await this.of(tx, live, now);
    const lacking = live.filter(({ accountId }) => !good.has(accountId));
    if (lacking.length === 0) return new Set();
    const printId = newUuid();
    await this.issues.addPrint(tx, { id: printId, regionId, by: issuedBy, at: now });
    const accountIds = [...new Set(lacking.map(({ accountId }) => accountId))].sort();
    await this.issue.execute(tx, {
      ...{ regionId, issuedBy, now, today, traceId, wanted: { accountIds }, madeFrom: seedOf(printId) },
      // Whose papers these are was asked within the administrator's reach already.
      reach: { regionId, wholeRegion: true, municipalityIds: [], schoolIds: [] },
    });
    const ends = people
      .filter(({ accountId }) => accountIds.includes(accountId))
      .map(({ accountId, cutoverOn }) => ({
        accountId,
        until: new Date(`${addDays(cutoverOn, DAYS_AFTER_CUTOVER)}T00:00:00Z`),
      }));
    await this.outlive.execute(tx, ends, now);
    await this.issues.printed(
      tx,
      lacking.map(({ id }) => id),
      printId,
    );
    return new Set(lacking.map(({ id }) => id));
  }
}

function seedOf(printId: Uuid): string {
  return `notices:${printId}`;
}
