import { type ArgumentsHost, Catch, type ExceptionFilter, Inject, Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { Pages } from './pages.js';
import { ProblemFilter, sayWhen } from './problem.filter.js';

/** For controllers of pages: an error is a page for a person, not JSON. */
@Catch()
@Injectable()
export class PageProblemFilter implements ExceptionFilter {
  private readonly pages = new Pages(import.meta.dirname);

  constructor(@Inject(ProblemFilter) private readonly problems: ProblemFilter) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const response = host.switchToHttp().getResponse<Response>();
    const body = this.problems.describe(error);
    const { status, title, detail, request_id: requestId } = body;
    if (response.headersSent) {
      response.destroy();
      return;
    }
    sayWhen(response, body);
    this.pages.send(response, status, '@problem', { title, detail, requestId });
  }
}
