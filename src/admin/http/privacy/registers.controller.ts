import { Controller, Get, Inject } from '@nestjs/common';
import { ApiCookieAuth, ApiTags } from '@nestjs/swagger';
import { RequiresRight } from '../../../access/index.js';
import { Registers } from '../../../privacy/index.js';
import { ProcessingPurposesDto, RetentionRulesDto } from './registers.dto.js';

/** Why data are processed and how long they are kept. */
@ApiTags('personal-data')
@ApiCookieAuth('admin')
@Controller('api/v1')
export class PersonalDataRegistersController {
  constructor(@Inject(Registers) private readonly registers: Registers) {}

  /** Цели обработки и их правовые основания. */
  @Get('processing-purposes')
  @RequiresRight('personal_data.registers')
  async purposes(): Promise<ProcessingPurposesDto> {
    const purposes = await this.registers.purposes();
    return {
      items: purposes.map(({ basisKind, retentionCodes, ...purpose }) => ({
        ...{ ...purpose, basis_kind: basisKind, retention: [...retentionCodes] },
      })),
    };
  }

  /** Сроки хранения, кто их соблюдает и сколько удалено в последний раз. */
  @Get('retention-rules')
  @RequiresRight('personal_data.registers')
  async rules(): Promise<RetentionRulesDto> {
    const rules = await this.registers.rules();
    return {
      items: rules.map(({ code, what, months, days, basis, ...rest }) => ({
        ...{ code, what, months, days, basis },
        ...{ counted_from: rest.countedFrom, kept_by: rest.keptBy },
        ...{ last_run_at: rest.lastRunAt, last_deleted: rest.lastDeleted },
      })),
    };
  }
}
