import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Principal, reachOf } from '../../access/index.js';
import type { Uuid } from '../../kernel/ids.js';
import type { WaitingWork, WorkAsked } from '../../kernel/waiting-work.js';
import { WaitingCampaignWork, WaitingOverlayWork } from '../../legacy/index.js';
import { WaitingLinkWork } from '../../linking/index.js';
import { WaitingNoticeWork } from '../../notices/index.js';
import { WaitingRosterWork } from '../../roster/index.js';
import { WaitingReportWork } from '../../statistics/index.js';

type Right = Parameters<typeof reachOf>[1];

/** Asks every context what waits with it, each kind within the reach of the right that does it. */
@Injectable()
export class WaitingWorkOf {
  constructor(
    @Inject(WaitingRosterWork) private readonly roster: WaitingRosterWork,
    @Inject(WaitingLinkWork) private readonly links: WaitingLinkWork,
    @Inject(WaitingCampaignWork) private readonly campaigns: WaitingCampaignWork,
    @Inject(WaitingOverlayWork) private readonly overlays: WaitingOverlayWork,
    @Inject(WaitingNoticeWork) private readonly notices: WaitingNoticeWork,
    @Inject(WaitingReportWork) private readonly reports: WaitingReportWork,
  ) {}

  /** A number of statements that does not grow with the schools or the people. */
  async all(
    tx: EntityManager,
    principal: Principal,
    asked: WorkAsked<Uuid>,
  ): Promise<readonly WaitingWork[]> {
    const of = (right: Right) => reachOf(principal, right);
    return [
      ...(await this.roster.of(
        tx,
        {
          tasks: of('roster_tasks.read'),
          decisions: of('roster_imports.decide'),
          uploads: of('roster_imports.create'),
        },
        asked,
      )),
      ...(await this.links.of(
        tx,
        { reviews: of('link_reviews.decide'), links: of('links.end'), delegates: of('delegates.appoint') },
        asked,
      )),
      ...(await this.campaigns.of(
        tx,
        { campaigns: of('campaigns.read'), confirmations: of('campaigns.confirm') },
        asked,
      )),
      ...(await this.overlays.of(tx, this.overlayScopes(of), asked)),
      ...(await this.notices.of(
        tx,
        { papers: of('notices.print'), letters: of('letters.acknowledge') },
        asked,
      )),
      ...(await this.reports.of(tx, this.reportScopes(of), asked)),
    ];
  }

  private overlayScopes(of: (right: Right) => ReturnType<typeof reachOf>) {
    return {
      exemptionsOfPersons: of('exemptions.approve'),
      exemptionsAbove: of('exemptions.decide'),
      exemptionReviews: of('exemptions.request'),
      refusals: of('refusals.confirm'),
      windows: of('reenable.decide'),
      incidents: of('incidents.read'),
      breakGlass: of('emergencies.declare'),
    };
  }

  private reportScopes(of: (right: Right) => ReturnType<typeof reachOf>) {
    return {
      filling: of('reports.fill'),
      reading: of('reports.read'),
      accepting: of('reports.accept'),
      rollups: of('rollups.build'),
      acceptingRollups: of('rollups.accept'),
      agreeing: of('reports.agree'),
      approving: of('reports.approve'),
      declarations: of('declarations.read'),
    };
  }
}
