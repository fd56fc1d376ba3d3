import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Controller, Get, Header } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Public } from './public.decorator.js';

/** The files of our pages; the answer carries an ETag of Express. */
@ApiExcludeController()
@Controller('static')
export class StaticController {
  private readonly css = readFileSync(join(import.meta.dirname, 'pages', 'perehod.css'), 'utf8');

  @Public()
  @Get('perehod.css')
  @Header('Content-Type', 'text/css; charset=utf-8')
  @Header('Cache-Control', 'public, max-age=3600')
  style(): string {
    return this.css;
  }
}
