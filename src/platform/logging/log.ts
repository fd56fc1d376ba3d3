import type { LoggerService } from '@nestjs/common';
import { pino } from 'pino';
import { currentRequestId } from '../http/request-context.js';

/** What may stand beside an event: ids, codes, counts and durations; people stay out of the log. */
export type LogFacts = Readonly<Record<string, unknown>>;

/** JSON lines with the request id. An event has a stable dotted name; facts carry no personal data and no secret. */
export class Log {
  private readonly pino;

  constructor(level: string, destination?: NodeJS.WritableStream) {
    const options = {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label: string) => ({ level: label }) },
      serializers: { error: describeError },
      mixin: () => {
        const requestId = currentRequestId();
        return requestId === undefined ? {} : { request_id: requestId };
      },
    };
    this.pino = destination === undefined ? pino(options) : pino(options, destination);
  }

  debug(event: string, facts: LogFacts = {}): void {
    this.pino.debug({ event, ...facts });
  }

  info(event: string, facts: LogFacts = {}): void {
    this.pino.info({ event, ...facts });
  }

  warn(event: string, facts: LogFacts = {}): void {
    this.pino.warn({ event, ...facts });
  }

  error(event: string, facts: LogFacts = {}): void {
    this.pino.error({ event, ...facts });
  }
}

/** Of an error: its class, its code and where it came from. Its message may hold a value of a row, so it stays out. */
function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return { kind: typeof error };
  const { code, constraint, table } = driverFacts(error);
  const frames = (error.stack ?? '').split('\n').filter((line) => line.trimStart().startsWith('at '));
  return {
    kind: error.name,
    code,
    constraint,
    table,
    at: frames.slice(0, 8).map((frame) => frame.trim()),
    ...(error.cause === undefined ? {} : { cause: describeError(error.cause) }),
  };
}

function driverFacts(error: Error): { code?: unknown; constraint?: unknown; table?: unknown } {
  const { driverError, code } = error as {
    driverError?: { code?: string; constraint?: string; table?: string };
    code?: unknown;
  };
  return driverError === undefined
    ? { code }
    : { code: driverError.code, constraint: driverError.constraint, table: driverError.table };
}

/** Nest's own messages, as events of our log. */
export class NestLog implements LoggerService {
  constructor(private readonly out: Log) {}

  log(message: unknown, context?: string): void {
    this.out.debug('nest', { message: String(message), context });
  }

  warn(message: unknown, context?: string): void {
    this.out.warn('nest', { message: String(message), context });
  }

  error(message: unknown, ...more: unknown[]): void {
    // A start that fails is told by whoever started it, in words and without a stack.
    if (more.at(-1) === 'ExceptionHandler') return;
    const error = message instanceof Error ? message : more.find((item) => item instanceof Error);
    this.out.error('nest', {
      error,
      context: more.at(-1),
      message: message instanceof Error ? undefined : String(message),
    });
  }
}
