import { Body, Controller, HttpCode, Inject, Post, UseGuards } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Uuid } from '../../kernel/ids.js';
import { Public } from '../../platform/http/public.decorator.js';
import { ReportStates } from '../application/report-states.js';
import { DeliveryStatesDto } from './delivery-states.dto.js';
import { SignedCallGuard } from './signed-call.guard.js';

/** Where the gateway and the mail server say what became of messages (docs/delivery.md); the signature is the right. */
@ApiExcludeController()
@Public()
@UseGuards(SignedCallGuard)
@Controller('gateway/v1/delivery-states')
export class DeliveryStatesController {
  constructor(@Inject(ReportStates) private readonly reports: ReportStates) {}

  @Post()
  @HttpCode(204)
  async report(@Body() { states }: DeliveryStatesDto): Promise<void> {
    await this.reports.execute(
      states.map(({ id, state, reason }) => ({
        ...{ id: id.toLowerCase() as Uuid, state, reason: reason ?? null },
      })),
    );
  }
}
