import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import { BadRequestException, type INestApplication, Inject, Injectable } from '@nestjs/common';
import { ProblemFilter, sayWhen } from '../../platform/http/problem.filter.js';
import { inRequest, requestIdFor } from '../../platform/http/request-context.js';
import { noteRequest } from '../../platform/http/request-log.js';
import { Log } from '../../platform/logging/log.js';
import { InternalClients } from '../application/internal-clients.js';
import { challengeOf, verifiedSystem } from './internal-client.guard.js';
import { SignInAnswers } from './sign-in-answers.js';
import { parseDecisionCall } from './sign-in-decisions.parse.js';

const ROUTE = '/internal/v1/sign-in-decisions';
/** A call is some two hundred bytes; what is longer goes the long way and is refused there. */
const MOST_BYTES = 8_192;
const HEADERS = { 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' };

/**
 * The hot path (INT-01): the same answers as the controller's, in front of Nest's pipeline, because every password sign-in of a
 * region waits for them. It takes plain JSON calls only; whatever looks different goes through the pipeline.
 */
@Injectable()
export class SignInDecisionsHandler {
  constructor(
    @Inject(InternalClients) private readonly clients: InternalClients,
    @Inject(SignInAnswers) private readonly answers: SignInAnswers,
    @Inject(ProblemFilter) private readonly problems: ProblemFilter,
    @Inject(Log) private readonly log: Log,
  ) {}

  takes({ method, url, headers }: IncomingMessage): boolean {
    return (
      method === 'POST' &&
      url === ROUTE &&
      headers['content-type']?.startsWith('application/json') === true &&
      headers['content-encoding'] === undefined &&
      headers.expect === undefined &&
      Number(headers['content-length']) <= MOST_BYTES
    );
  }

  async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const began = performance.now();
    const requestId = requestIdFor(request.headers['x-request-id']);
    response.once('close', () => {
      const status = response.writableFinished ? response.statusCode : 499;
      inRequest(requestId, () => {
        noteRequest(this.log, { method: 'POST', route: ROUTE, status }, performance.now() - began);
      });
    });
    response.setHeader('X-Request-Id', requestId);
    try {
      const system = await verifiedSystem(this.clients, request.headers.authorization);
      const answer = await this.answers.to(system, parseDecisionCall(await jsonOf(request)));
      send(response, 200, 'application/json; charset=utf-8', answer);
    } catch (error) {
      inRequest(requestId, () => {
        this.refuse(response, error);
      });
    }
  }

  private refuse(response: ServerResponse, error: unknown): void {
    const body = this.problems.describe(error);
    const challenge = challengeOf(error);
    if (challenge !== null) response.setHeader('WWW-Authenticate', challenge);
    sayWhen(response, body);
    send(response, body.status, 'application/problem+json; charset=utf-8', body);
  }
}

/** Puts the handler before the application's own listener; the server then keeps both. */
export function mountSignInDecisions(app: INestApplication): void {
  const handler = app.get(SignInDecisionsHandler, { strict: false });
  const server = app.getHttpServer() as Server;
  const others = server.listeners('request') as RequestListener[];
  server.removeAllListeners('request');
  server.on('request', (request, response) => {
    if (!handler.takes(request)) {
      for (const other of others) other.call(server, request, response);
      return;
    }
    // A kept connection ends with its answer once the server no longer listens.
    if (!server.listening) response.setHeader('Connection', 'close');
    void handler.serve(request, response);
  });
}

function send(response: ServerResponse, status: number, type: string, body: object): void {
  const text = Buffer.from(JSON.stringify(body));
  response.writeHead(status, { ...HEADERS, 'Content-Type': type, 'Content-Length': text.length });
  response.end(text);
}

function jsonOf(request: IncomingMessage): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.once('error', reject);
    request.once('aborted', () => {
      reject(new BadRequestException());
    });
    request.once('end', () => {
      try {
        resolve(JSON.parse(Buffer.concat(chunks).toString('utf8')));
      } catch {
        reject(new BadRequestException());
      }
    });
  });
}
