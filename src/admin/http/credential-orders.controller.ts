import { Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiCookieAuth, ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, type Principal, RequiresRight } from '../../access/index.js';
import type { Uuid } from '../../kernel/ids.js';
import { OrderCredential } from '../../legacy/index.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { idOfPath } from '../../platform/http/validation.js';
import { OrderedCredentialDto } from './credential-orders.dto.js';
import { OverlayActs } from './overlay-acts.js';

/** Passwords for those who cannot have ESIA and never got one. */
@ApiTags('credentials')
@ApiCookieAuth('admin')
@Controller('api/v1/credentials')
export class CredentialOrdersController {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(OrderCredential) private readonly order: OrderCredential,
    @Inject(OverlayActs) private readonly acts: OverlayActs,
  ) {}

  /** Заказать журналу пароль для учётной записи, пока у человека действует исключение no_esia_possible. */
  @Post(':id/order')
  @HttpCode(200)
  @RequiresRight('credentials.order')
  orderFor(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
  ): Promise<OrderedCredentialDto> {
    return this.unitOfWork.run(async (tx) => {
      const act = await this.acts.of(tx, principal, 'credentials.order');
      return { account_id: id, ordered_at: await this.order.execute(tx, id, act) };
    });
  }
}
