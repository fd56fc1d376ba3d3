import { Controller, Get, type INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { Test } from '@nestjs/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CalendarDate } from '../../../src/kernel/calendar-date.js';
import { Deprecated } from '../../../src/platform/http/deprecated.decorator.js';

const END = {
  since: '2026-12-01' as CalendarDate,
  sunset: '2027-06-01' as CalendarDate,
  successor: '/api/v2/old',
};

@Controller('api/v1')
class OldController {
  @Get('old')
  @Deprecated(END)
  old(): string {
    return 'старое';
  }

  @Get('new')
  fresh(): string {
    return 'новое';
  }
}

describe('a deprecated route', () => {
  let app: INestApplication;
  beforeAll(async () => {
    const module = await Test.createTestingModule({ controllers: [OldController] }).compile();
    app = module.createNestApplication({ logger: false });
    await app.listen(0, '127.0.0.1');
  });
  afterAll(() => app.close());

  it('ADM-10: says since when and until when, and what takes its place', async () => {
    const { status, headers } = await fetch(`${await app.getUrl()}/api/v1/old`);
    expect([status, headers.get('deprecation'), headers.get('sunset'), headers.get('link')]).toEqual([
      ...[200, '@1796083200', 'Tue, 01 Jun 2027 00:00:00 GMT'],
      '</api/v2/old>; rel="successor-version"',
    ]);
    expect((await fetch(`${await app.getUrl()}/api/v1/new`)).headers.get('deprecation')).toBeNull();
  });

  it('is marked in the description of the API', () => {
    const { paths } = SwaggerModule.createDocument(app, new DocumentBuilder().build());
    expect([paths['/api/v1/old']?.get?.deprecated, paths['/api/v1/new']?.get?.deprecated]).toEqual([
      true,
      undefined,
    ]);
  });
});
