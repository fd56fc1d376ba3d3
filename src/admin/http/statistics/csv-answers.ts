import {
  type CallHandler,
  type ExecutionContext,
  Inject,
  Injectable,
  type NestInterceptor,
  SetMetadata,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request, Response } from 'express';
import { map, type Observable } from 'rxjs';

export type CsvCell = string | number | boolean | null;

/** Rows of one answer as a flat table; headings are keys for machines. */
export interface CsvTable {
  readonly headings: readonly string[];
  readonly rows: readonly (readonly CsvCell[])[];
  /** Where the next page begins, if there is one. */
  readonly nextCursor?: string | null;
}

const TABLE_KEY = 'perehod:csv-table';

/** Says how the answer of a route, of whatever type that function takes, looks as a table. */
export const AsCsv = (tableOf: (answer: never) => CsvTable): MethodDecorator =>
  SetMetadata(TABLE_KEY, tableOf);

/** What the caller would rather have; JSON unless CSV is named before it (RFC 9110, 12.5.1). */
export function formatWanted(request: Pick<Request, 'accepts'>): 'json' | 'csv' {
  return request.accepts(['json', 'csv']) === 'csv' ? 'csv' : 'json';
}

/** Gives CSV of RFC 4180 to whoever asks for text/csv, from the same answer that others get as JSON. */
@Injectable()
export class CsvAnswers implements NestInterceptor {
  constructor(@Inject(Reflector) private readonly reflector: Reflector) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const tableOf = this.reflector.get<((answer: unknown) => CsvTable) | undefined>(
      TABLE_KEY,
      context.getHandler(),
    );
    const http = context.switchToHttp();
    const [request, response] = [http.getRequest<Request>(), http.getResponse<Response>()];
    if (tableOf === undefined) return next.handle();
    response.vary('Accept');
    if (formatWanted(request) === 'json') return next.handle();
    return next
      .handle()
      .pipe(
        map((answer: unknown) => (answer === undefined ? answer : sent(response, request, tableOf(answer)))),
      );
  }
}

function sent(response: Response, request: Request, { headings, rows, nextCursor }: CsvTable): string {
  response.type('text/csv; charset=utf-8; header=present');
  if (typeof nextCursor === 'string') {
    const next = new URLSearchParams({ ...(request.query as Record<string, string>), cursor: nextCursor });
    response.setHeader('X-Next-Cursor', nextCursor);
    response.setHeader('Link', `<${request.path}?${next.toString()}>; rel="next"`);
  }
  return [headings, ...rows].map(csvLine).join('');
}

/** One line of RFC 4180 with its end. */
export function csvLine(cells: readonly CsvCell[]): string {
  return `${cells.map(written).join(',')}\r\n`;
}

function written(cell: CsvCell): string {
  if (typeof cell !== 'string') return cell === null ? '' : String(cell);
  const text = withoutFormula(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A spreadsheet takes text that begins so for a formula (OWASP, CSV injection); an apostrophe keeps it text. */
function withoutFormula(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}
