import { Body, Controller, Get, Inject, Param, Post, Query, Req, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { DomainError } from '../../../kernel/domain-error.js';
import { parseUuid, type Uuid } from '../../../kernel/ids.js';
import {
  CONTACT_CONSENT,
  type ContactChannel,
  type ContactVisit,
  DeliveryPages,
  OwnContacts,
  type ShownContact,
} from '../../../notices/index.js';
import { Clock } from '../../../platform/clock/clock.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { PageProblemFilter } from '../../../platform/http/page-problem.filter.js';
import { Public } from '../../../platform/http/public.decorator.js';
import { currentRequestId } from '../../../platform/http/request-context.js';
import { OwnBrowser, OwnVisit } from '../../../signin/index.js';
import { ContactButtonDto, ContactCodeDto, GivenContactDto } from './own-contacts.dto.js';

const PATH = '/account/contacts';
const CHANNELS: Readonly<Record<ContactChannel, string>> = {
  email: 'Электронная почта',
  sms: 'СМС',
  messenger: 'Мессенджер MAX',
};
const NOTICES: Readonly<Record<string, string>> = {
  asked: 'Код отправлен. Введите его ниже.',
  proved: 'Адрес подтверждён.',
  ended: 'Адрес удалён.',
};

/** «Куда присылать сообщения» on a person's own page. It stands here because it needs both sign-in and messages. */
@ApiExcludeController()
@Public()
@UseFilters(PageProblemFilter)
@Controller('account/contacts')
export class OwnContactsController {
  constructor(
    @Inject(OwnContacts) private readonly contacts: OwnContacts,
    @Inject(OwnVisit) private readonly visits: OwnVisit,
    @Inject(OwnBrowser) private readonly browser: OwnBrowser,
    @Inject(DeliveryPages) private readonly pages: DeliveryPages,
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  @Get()
  async page(
    @Query('done') done: unknown,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const visit = await this.visitOf(request);
    if (visit === null) {
      response.redirect(303, '/account');
      return;
    }
    const contacts = await this.unitOfWork.direct((tx) => this.contacts.list(tx, visit));
    const form = (path: string) => this.browser.formAt(request, response, path);
    this.pages.send(response, 200, 'contacts', {
      title: 'Куда присылать сообщения',
      notice: typeof done === 'string' ? (NOTICES[done] ?? null) : null,
      contacts: contacts.map((contact) => viewOf(contact, form)),
      channels: this.contacts.offered().map((value) => ({ value, name: CHANNELS[value] })),
      ...{ consent: CONTACT_CONSENT, give: form(PATH) },
    });
  }

  @Post()
  give(@Body() body: GivenContactDto, @Req() request: Request, @Res() response: Response): Promise<void> {
    return this.do(request, response, { form: body.form, path: PATH, done: 'asked' }, (visit) =>
      this.contacts.give(visit, body.channel, body.address),
    );
  }

  @Post(':id/code')
  prove(
    @Param('id') id: string,
    @Body() body: ContactCodeDto,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const deed = { form: body.form, path: `${PATH}/${id}/code`, done: 'proved' };
    return this.do(request, response, deed, (visit) => this.contacts.prove(visit, idOf(id), body.code));
  }

  @Post(':id/end')
  end(
    @Param('id') id: string,
    @Body() body: ContactButtonDto,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const deed = { form: body.form, path: `${PATH}/${id}/end`, done: 'ended' };
    return this.do(request, response, deed, (visit) => this.contacts.takeBack(visit, idOf(id)));
  }

  private async do(
    request: Request,
    response: Response,
    deed: { readonly form: string; readonly path: string; readonly done: string },
    work: (visit: ContactVisit) => Promise<void>,
  ): Promise<void> {
    await this.browser.checkFormAt(request, deed.form, deed.path);
    const visit = await this.visitOf(request);
    if (visit === null) {
      response.redirect(303, '/account');
      return;
    }
    await work(visit);
    response.redirect(303, `${PATH}?done=${deed.done}`);
  }

  private async visitOf(request: Request): Promise<ContactVisit | null> {
    const [now, traceId] = [this.clock.now(), currentRequestId() ?? null];
    const { account: accountToken } = this.browser.heldTokens(request);
    const visitor = await this.unitOfWork.direct((tx) =>
      this.visits.visitor(tx, { accountToken, now, traceId }),
    );
    return visitor && { regionId: visitor.region.id, esiaPersonId: visitor.person.id, now, traceId };
  }
}

function viewOf(contact: ShownContact, form: (path: string) => { action: string; token: string }) {
  const { id, channel, address, isProved } = contact;
  return {
    ...{ id, address, channel: CHANNELS[channel] },
    prove: isProved ? null : form(`${PATH}/${id}/code`),
    end: form(`${PATH}/${id}/end`),
  };
}

/** Text that is no id is nobody's contact. */
function idOf(text: string): Uuid {
  const id = parseUuid(text);
  if (id === null) throw new DomainError('NOT_FOUND', 'not_found');
  return id;
}
