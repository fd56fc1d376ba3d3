/** Writes the files that follow from the code: .env.example, docs/problems.md, docs/statistics.md, the tables of docs/security.md and docs/personal-data.md. Tests hold them equal. */
import 'reflect-metadata';
import { readFileSync, writeFileSync } from 'node:fs';
import { everyRoute } from '../dist/src/every-route.js';
import { settingCards } from '../dist/src/platform/config/setting.js';
import { withProcessingRegister } from '../dist/src/privacy/domain/processing-register.js';
import { describeProblems } from '../dist/src/problems.js';
import { withRoleRoutes } from '../dist/src/role-routes.js';
import { settingsClasses } from '../dist/src/settings.js';
import { describeCatalogue } from '../dist/src/statistics/index.js';

const cards = settingsClasses.flatMap((settings) => [...settingCards(settings).values()]);
writeFileSync(
  '.env.example',
  cards.map(({ key, says, example }) => `# ${says}\n${key}=${example}\n`).join('\n'),
);
writeFileSync('docs/problems.md', describeProblems());
writeFileSync('docs/statistics.md', describeCatalogue());
writeFileSync('docs/security.md', withRoleRoutes(readFileSync('docs/security.md', 'utf8'), everyRoute()));
writeFileSync('docs/personal-data.md', withProcessingRegister(readFileSync('docs/personal-data.md', 'utf8')));
