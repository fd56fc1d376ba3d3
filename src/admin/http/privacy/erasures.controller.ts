import { Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiCookieAuth, ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, type Principal, RequiresRight } from '../../../access/index.js';
import type { Uuid } from '../../../kernel/ids.js';
import { Clock } from '../../../platform/clock/clock.js';
import { idOfPath } from '../../../platform/http/validation.js';
import { EraseSubject, type Officer } from '../../../privacy/index.js';
import { officerOf } from './officer-of.js';
import { ErasurePlanDto } from './subject-requests.dto.js';

/** Erasure by a request: reckoned first, proposed by one officer, confirmed by another. */
@ApiTags('personal-data')
@ApiCookieAuth('admin')
@Controller('api/v1/subject-requests')
export class ErasuresController {
  constructor(
    @Inject(EraseSubject) private readonly erasures: EraseSubject,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Предварительный расчёт: что уничтожается, что остаётся и на каком основании, что мешает. */
  @Get(':id/erasure')
  @RequiresRight('subject_requests.decide')
  async plan(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
  ): Promise<ErasurePlanDto> {
    const { obstacles, lines } = await this.erasures.plan(this.officer(principal), id);
    return { obstacles: [...obstacles], lines: [...lines] };
  }

  /** Предложить уничтожение. */
  @Post(':id/erasure')
  @HttpCode(204)
  @RequiresRight('subject_requests.decide')
  propose(@CurrentPrincipal() principal: Principal, @Param('id', idOfPath) id: Uuid): Promise<void> {
    return this.erasures.propose(this.officer(principal), id);
  }

  /** Подтвердить и уничтожить: другой ответственный. Обратного пути нет. */
  @Post(':id/erasure/confirmation')
  @HttpCode(204)
  @RequiresRight('subject_requests.decide')
  confirm(@CurrentPrincipal() principal: Principal, @Param('id', idOfPath) id: Uuid): Promise<void> {
    return this.erasures.confirm(this.officer(principal), id);
  }

  /** Вернуть предложение без уничтожения. */
  @Post(':id/erasure/decline')
  @HttpCode(204)
  @RequiresRight('subject_requests.decide')
  decline(@CurrentPrincipal() principal: Principal, @Param('id', idOfPath) id: Uuid): Promise<void> {
    return this.erasures.decline(this.officer(principal), id);
  }

  private officer(principal: Principal): Officer {
    return officerOf(principal, 'subject_requests.decide', this.clock.now());
  }
}
