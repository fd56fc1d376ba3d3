import type { IncomingMessage } from 'node:http';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { RequestHandler } from 'express';
import helmet from 'helmet';
import { FieldMask, takeFields } from './api-description/field-mask.js';
import { AppModule } from './app.module.js';
import { makeDataSource } from './data-source.js';
import { JournalSettings, mountOpenidProvider, mountSignInDecisions } from './journal/index.js';
import { PlatformSettings } from './platform/config/platform.settings.js';
import type { Clock } from './platform/clock/clock.js';
import { ProblemCatalog } from './platform/http/problem-catalog.js';
import { ApplicationProblemFilter } from './platform/http/application-problem.filter.js';
import { withRequestId } from './platform/http/request-context.js';
import { logRequests } from './platform/http/request-log.js';
import { makeValidationPipe } from './platform/http/validation.js';
import { Log, NestLog } from './platform/logging/log.js';
import { describeApi, serveApiDescription } from './openapi.js';
import { problems } from './problems.js';
import { refuseUndeclared } from './routes.js';
import { type AllSettings, settingsOf } from './settings.js';

export interface ServerParts {
  readonly settings: AllSettings;
  readonly databaseUrl: string;
  readonly log?: Log;
  readonly clock?: Clock;
}

/** Builds the whole application, not yet listening; tests build the same one. */
export async function createServer(parts: ServerParts): Promise<NestExpressApplication> {
  const settings = settingsOf(parts.settings, PlatformSettings);
  const log = parts.log ?? new Log(settings.logLevel);
  const dataSource = makeDataSource({
    url: parts.databaseUrl,
    poolSize: settings.databasePoolSize,
    applicationName: 'perehod-server',
    prepares: true,
  });
  await dataSource.initialize();
  const catalog = new ProblemCatalog(problems);
  const module = AppModule.with({
    settings: parts.settings,
    dataSource,
    catalog,
    log,
    ...(parts.clock === undefined ? {} : { clock: parts.clock }),
  });
  const app = await NestFactory.create<NestExpressApplication>(module, {
    logger: new NestLog(log),
    bodyParser: false,
    // Signatures of gateways are over the very bytes that came.
    rawBody: true,
    abortOnError: false,
  });
  refuseUndeclared(app);
  app.disable('x-powered-by');
  app.use(endKeptConnections(app));
  // One proxy of ours: the address before it is the browser's, by which attempts are counted.
  if (settingsOf(parts.settings, JournalSettings).trustProxy) app.set('trust proxy', 1);
  app.use(withRequestId, logRequests(log), securityHeaders(settings), keepOutOfCaches, takeFields);
  mountOpenidProvider(app);
  mountSignInDecisions(app);
  app.useBodyParser('json', { limit: '1mb', type: isSmallJson });
  app.useBodyParser('urlencoded', { limit: '64kb', extended: false });
  app.useGlobalPipes(makeValidationPipe());
  app.useGlobalInterceptors(new FieldMask(() => describeApi(app)));
  app.useGlobalFilters(app.get(ApplicationProblemFilter));
  serveApiDescription(app);
  return app;
}

/** Rosters that e-journals push are as large as a region's and go to the disk unread, like uploads of files. */
const isSmallJson = (request: IncomingMessage): boolean =>
  /^application\/(json|[\w.+-]+\+json)\b/i.test(request.headers['content-type'] ?? '') &&
  !/^\/internal\/v1\/roster-imports\b/i.test(request.url ?? '');

/** Once the server no longer listens, a kept connection ends with its answer: probes do not keep it from stopping. */
const endKeptConnections = (app: NestExpressApplication): RequestHandler => {
  const server = app.getHttpServer() as { readonly listening: boolean };
  return (_request, response, next) => {
    if (!server.listening) response.setHeader('Connection', 'close');
    next();
  };
};

/** What the APIs answer is about people and belongs in no cache (ASVS 5.0 V14.3); pages say so themselves. */
const keepOutOfCaches: RequestHandler = (request, response, next) => {
  if (/^\/(api|internal)\/v1\//.test(request.path)) response.setHeader('Cache-Control', 'no-store');
  next();
};

/** ASVS 5.0 V3.4: nothing but our own files, no inline script or style, no framing. */
const STRICT = {
  defaultSrc: ["'none'"],
  styleSrc: ["'self'"],
  imgSrc: ["'self'"],
  formAction: ["'self'"],
  baseUri: ["'none'"],
  frameAncestors: ["'none'"],
};

/** The page of the API description is a library's: it brings scripts from us and styles in line. */
const FOR_API_DOCS = {
  ...STRICT,
  scriptSrc: ["'self'"],
  styleSrc: ["'self'", "'unsafe-inline'"],
  imgSrc: ["'self'", 'data:'],
  connectSrc: ["'self'"],
};

function securityHeaders(settings: PlatformSettings): RequestHandler {
  const withPolicy = (directives: typeof STRICT): RequestHandler =>
    helmet({
      contentSecurityPolicy: { useDefaults: false, directives },
      strictTransportSecurity: settings.publicUrl.startsWith('https:') ? { maxAge: 31_536_000 } : false,
      referrerPolicy: { policy: 'no-referrer' },
    });
  const [strict, forApiDocs] = [withPolicy(STRICT), withPolicy(FOR_API_DOCS)];
  return (request, response, next) => {
    (request.path.startsWith('/api/docs') ? forApiDocs : strict)(request, response, next);
  };
}
