import { Controller, Get, Inject, Param, Req, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { formatRussianDate } from '../../../kernel/calendar-date.js';
import { DomainError } from '../../../kernel/domain-error.js';
import { parseUuid, type Uuid } from '../../../kernel/ids.js';
import {
  DeliveryPages,
  type FamilyMember,
  type FamilyVisit,
  MakePacks,
  OwnLeaflets,
} from '../../../notices/index.js';
import { Clock } from '../../../platform/clock/clock.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { PageProblemFilter } from '../../../platform/http/page-problem.filter.js';
import { Public } from '../../../platform/http/public.decorator.js';
import { currentRequestId } from '../../../platform/http/request-context.js';
import { cutoverLines, OwnBrowser, OwnVisit } from '../../../signin/index.js';
import { formatOf } from '../statistics/export-acts.js';
import { sendPaper } from './send-paper.js';

const FORMATS = ['pdf', 'html'] as const;

/** A family's leaflets on its own page. They stand here because they need both sign-in and notices. */
@ApiExcludeController()
@Public()
@UseFilters(PageProblemFilter)
@Controller('account')
export class OwnLeafletsController {
  constructor(
    @Inject(OwnLeaflets) private readonly leaflets: OwnLeaflets,
    @Inject(MakePacks) private readonly packs: MakePacks,
    @Inject(OwnVisit) private readonly visits: OwnVisit,
    @Inject(OwnBrowser) private readonly browser: OwnBrowser,
    @Inject(DeliveryPages) private readonly pages: DeliveryPages,
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  @Get('leaflets')
  async page(@Req() request: Request, @Res() response: Response): Promise<void> {
    const visit = await this.visitOf(request);
    if (visit === null) {
      response.redirect(303, '/account');
      return;
    }
    const { members, schools } = await this.unitOfWork.direct((tx) => this.leaflets.show(tx, visit));
    this.pages.send(response, 200, 'leaflets', {
      title: 'Памятки и день отключения пароля',
      members: members.map(memberView),
      schools: schools.map(({ id, name }) => ({ name, href: `/account/refusal-forms/${id}/blank.pdf` })),
    });
  }

  @Get('leaflets/:id/paper.:format')
  async paper(
    @Param('id') id: string,
    @Param('format') asked: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const [visit, format] = [await this.visitor(request), formatOf(FORMATS, asked)];
    const paper = await this.unitOfWork.run((tx) => this.leaflets.take(tx, visit, idOf(id), format));
    await sendPaper(response, this.packs, paper, { format, size: 'A4' });
  }

  @Get('refusal-forms/:id/blank.pdf')
  async refusalForm(
    @Param('id') id: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const visit = await this.visitor(request);
    const paper = await this.unitOfWork.direct((tx) => this.leaflets.refusalForm(tx, visit, idOf(id)));
    await sendPaper(response, this.packs, paper, { format: 'pdf', size: 'A4' });
  }

  /** Without a session nothing is there; each download is counted before its work. */
  private async visitor(request: Request): Promise<FamilyVisit> {
    const visit = await this.visitOf(request);
    if (visit === null) throw new DomainError('NOT_FOUND', 'not_found');
    await this.leaflets.count(visit);
    return visit;
  }

  private async visitOf(request: Request): Promise<FamilyVisit | null> {
    const [now, traceId] = [this.clock.now(), currentRequestId() ?? null];
    const { account: accountToken } = this.browser.heldTokens(request);
    const visitor = await this.unitOfWork.direct((tx) =>
      this.visits.visitor(tx, { accountToken, now, traceId }),
    );
    if (visitor === null) return null;
    const { region, person, today } = visitor;
    return { ...{ regionId: region.id, esiaPersonId: person.id }, now, today, traceId };
  }
}

function memberView({ name, place, cutovers, leaflets }: FamilyMember) {
  return {
    ...{ name: name ?? 'Вы', place, days: cutoverLines(cutovers) },
    leaflets: leaflets.map(({ id, journalName, cutoverOn, hasCode }) => ({
      about: `${journalName}, пароль до ${formatRussianDate(cutoverOn)}`,
      pdf: `/account/leaflets/${id}/paper.pdf`,
      html: `/account/leaflets/${id}/paper.html`,
      note: hasCode ? null : 'Без кода: с 14 лет код получает сам ученик, на бумаге в школе.',
    })),
  };
}

/** Text that is no id is nobody's paper. */
function idOf(text: string): Uuid {
  const id = parseUuid(text);
  if (id === null) throw new DomainError('NOT_FOUND', 'not_found');
  return id;
}
