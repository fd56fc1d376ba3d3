import { Body, Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiCookieAuth, ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, type Principal, RequiresRight } from '../../access/index.js';
import type { Uuid } from '../../kernel/ids.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { idOfPath } from '../../platform/http/validation.js';
import { CapacityExceptions } from '../../roster/index.js';
import { AdministratorActs } from './administrator-acts.js';
import { BasisDto, CapacityExceptionDto, CreatedDto } from './family-ties.dto.js';

/** Minors whom a school lets hold an adult's account. */
@ApiTags('families')
@ApiCookieAuth('admin')
@Controller('api/v1')
export class CapacityExceptionsController {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(CapacityExceptions) private readonly exceptions: CapacityExceptions,
    @Inject(AdministratorActs) private readonly acts: AdministratorActs,
  ) {}

  /** Записать, что несовершеннолетний от 16 лет эмансипирован или работает и может иметь учётную запись взрослого. */
  @Post('people/:id/capacity-exceptions')
  @RequiresRight('people.change')
  async give(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
    @Body() body: CapacityExceptionDto,
  ): Promise<CreatedDto> {
    return this.unitOfWork.run(async (tx) => {
      const act = await this.acts.of(tx, principal, 'people.change');
      return { id: await this.exceptions.give(tx, id, body, act) };
    });
  }

  /** Завершить исключение. */
  @Post('capacity-exceptions/:id/end')
  @HttpCode(204)
  @RequiresRight('people.change')
  async end(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
    @Body() body: BasisDto,
  ): Promise<void> {
    await this.unitOfWork.run(async (tx) =>
      this.exceptions.end(tx, id, body.basis, await this.acts.of(tx, principal, 'people.change')),
    );
  }
}
