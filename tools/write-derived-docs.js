/** Writes the files that follow from the code: .env.example, docs/problems.md, docs/statistics.md, the table of docs/security.md. Tests hold them equal. */
import 'reflect-metadata';
import { readFileSync, writeFileSync } from 'node:fs';
import { everyRoute } from '../dist/src/every-route.js';
import { settingCards } from '../dist/src/platform/config/setting.js';
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
