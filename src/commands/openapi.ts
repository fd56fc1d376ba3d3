/** `npm run openapi -- file`: writes the description of the API, made from the code; needs no database. */
import 'reflect-metadata';
import { writeFile } from 'node:fs/promises';
import { NestFactory } from '@nestjs/core';
import { AppModule } from '../app.module.js';
import { makeDataSource } from '../data-source.js';
import { describeApi } from '../openapi.js';
import { environment } from '../platform/config/environment.js';
import { ProblemCatalog } from '../platform/http/problem-catalog.js';
import { Log } from '../platform/logging/log.js';
import { problems } from '../problems.js';
import { readAllSettings } from '../settings.js';

const [file = 'openapi.json'] = process.argv.slice(2);
const parts = {
  settings: readAllSettings({ ...environment, NODE_ENV: 'test' }),
  // Never connected: routes are read from the code, and the application is not started.
  dataSource: makeDataSource({ url: 'postgres://localhost/none', poolSize: 1, applicationName: 'perehod' }),
  catalog: new ProblemCatalog(problems),
  log: new Log('silent'),
};
const app = await NestFactory.create(AppModule.with(parts), {
  logger: false,
  abortOnError: false,
  preview: true,
});
await writeFile(file, `${JSON.stringify(describeApi(app), null, 2)}\n`);
process.exit(0);
