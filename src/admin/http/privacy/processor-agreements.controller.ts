import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiCookieAuth, ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, type Principal, RequiresRight } from '../../../access/index.js';
import type { Uuid } from '../../../kernel/ids.js';
import { Clock } from '../../../platform/clock/clock.js';
import { pageOf } from '../../../platform/http/cursor.js';
import { PageQuery } from '../../../platform/http/page-query.dto.js';
import { idOfPath } from '../../../platform/http/validation.js';
import { type ProcessorAgreement, Registers } from '../../../privacy/index.js';
import { isDay, isUuid, keyOf } from '../cursor-key.js';
import { dateOf } from '../people.parse.js';
import { officerOf } from './officer-of.js';
import { AgreementDto, AgreementEndDto, AgreementsPageDto, NewAgreementDto } from './registers.dto.js';

/** To whom processing is entrusted (152-ФЗ, ст. 6, ч. 3; PD-11). */
@ApiTags('personal-data')
@ApiCookieAuth('admin')
@Controller('api/v1/processor-agreements')
export class ProcessorAgreementsController {
  constructor(
    @Inject(Registers) private readonly registers: Registers,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Поручения обработки, новые сначала. */
  @Get()
  @RequiresRight('personal_data.registers')
  async list(
    @CurrentPrincipal() principal: Principal,
    @Query() query: PageQuery,
  ): Promise<AgreementsPageDto> {
    const officer = officerOf(principal, 'personal_data.registers', this.clock.now());
    const page = { limit: query.limit, after: keyOf(query, isDay, isUuid) };
    const found = await this.registers.agreements(officer, page);
    const { items, next_cursor } = pageOf(found, query.limit, ({ signedOn, id }) => [signedOn, id]);
    return { items: items.map(present), next_cursor };
  }

  /** Записать поручение. */
  @Post()
  @RequiresRight('processors.change')
  async add(@CurrentPrincipal() principal: Principal, @Body() body: NewAgreementDto): Promise<AgreementDto> {
    const officer = officerOf(principal, 'processors.change', this.clock.now());
    const agreement = {
      ...{ party: body.party, partyKind: body.party_kind, document: body.document, purposes: body.purposes },
      signedOn: dateOf('signed_on', body.signed_on),
      validTo: body.valid_to === undefined ? null : dateOf('valid_to', body.valid_to),
    };
    return present(await this.registers.addAgreement(officer, agreement));
  }

  /** Прекратить поручение. */
  @Post(':id/end')
  @HttpCode(204)
  @RequiresRight('processors.change')
  end(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
    @Body() { reason }: AgreementEndDto,
  ): Promise<void> {
    const officer = officerOf(principal, 'processors.change', this.clock.now());
    return this.registers.endAgreement(officer, id, reason);
  }
}

function present(agreement: ProcessorAgreement): AgreementDto {
  const { id, party, document } = agreement;
  return {
    ...{ id, party, party_kind: agreement.partyKind, document, purposes: [...agreement.purposes] },
    ...{ signed_on: agreement.signedOn, valid_to: agreement.validTo },
    ...{ ended_on: agreement.endedOn, end_reason: agreement.endReason },
  };
}
