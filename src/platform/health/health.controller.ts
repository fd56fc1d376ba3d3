import { Controller, Get, Inject } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { DomainError } from '../../kernel/domain-error.js';
import { Public } from '../http/public.decorator.js';

/** Liveness says that the process answers; readiness, that it can do its work. */
@ApiExcludeController()
@Controller()
export class HealthController {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  @Public()
  @Get('healthz')
  alive(): { status: 'ok' } {
    return { status: 'ok' };
  }

  @Public()
  @Get('readyz')
  async ready(): Promise<{ status: 'ok' }> {
    const applied = await this.dataSource
      .query<{ name: string }[]>('SELECT name FROM migrations')
      .catch((error: unknown) => {
        throw new DomainError('UNAVAILABLE', 'unavailable', { missing: 'database' }, { cause: error });
      });
    const names = new Set(applied.map(({ name }) => name));
    if (this.dataSource.migrations.some(({ name }) => !names.has(name ?? ''))) {
      throw new DomainError('UNAVAILABLE', 'unavailable', { missing: 'migrations' });
    }
    return { status: 'ok' };
  }
}
