import {
  type ArgumentsHost,
  Catch,
  type ExceptionFilter,
  Inject,
  Injectable,
  MethodNotAllowedException,
  NotFoundException,
} from '@nestjs/common';
import type { Request, Response } from 'express';
import { PageProblemFilter } from './page-problem.filter.js';
import { ProblemFilter } from './problem.filter.js';

/** What we read of Express's router: its routes, each of which knows its address and its methods. */
interface Layer {
  readonly route?: { readonly methods: Readonly<Record<string, boolean>> };
  match(path: string): boolean;
}

/**
 * Stands where no controller's own filter does: addresses that are not there, and requests that break before they reach
 * one. A person in a browser reads a page, a program gets application/problem+json; the APIs speak to programs only.
 */
@Catch()
@Injectable()
export class ApplicationProblemFilter implements ExceptionFilter {
  constructor(
    @Inject(ProblemFilter) private readonly problems: ProblemFilter,
    @Inject(PageProblemFilter) private readonly pages: PageProblemFilter,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const [request, response] = [http.getRequest<Request>(), http.getResponse<Response>()];
    const methods = error instanceof NotFoundException ? methodsAt(request) : [];
    // RFC 9110, 15.5.6: a 405 names what the address takes.
    if (methods.length > 0 && !response.headersSent) response.setHeader('Allow', methods.join(', '));
    const filter = isForPeople(request) ? this.pages : this.problems;
    filter.catch(methods.length > 0 ? new MethodNotAllowedException() : error, host);
  }
}

function isForPeople(request: Request): boolean {
  return !/^\/(api|internal)\//.test(request.path) && request.accepts(['json', 'html']) === 'html';
}

/** The methods that the address of a request takes; none when there is no such address. */
function methodsAt(request: Request): string[] {
  const { stack } = (request.app as unknown as { readonly router: { readonly stack: readonly Layer[] } })
    .router;
  const here = stack.filter((layer) => layer.route !== undefined && layer.match(request.path));
  const methods = new Set(here.flatMap(({ route }) => Object.keys(route?.methods ?? {})));
  if (methods.has('get')) methods.add('head');
  return [...methods].map((method) => method.toUpperCase()).sort();
}
