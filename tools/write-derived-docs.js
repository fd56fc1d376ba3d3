/** Writes the files that follow from the code: .env.example, docs/problems.md, docs/statistics.md. Tests hold them equal. */
import 'reflect-metadata';
import { writeFileSync } from 'node:fs';
import { settingCards } from '../dist/src/platform/config/setting.js';
import { describeProblems } from '../dist/src/problems.js';
import { settingsClasses } from '../dist/src/settings.js';
import { describeCatalogue } from '../dist/src/statistics/index.js';

const cards = settingsClasses.flatMap((settings) => [...settingCards(settings).values()]);
writeFileSync(
  '.env.example',
  cards.map(({ key, says, example }) => `# ${says}\n${key}=${example}\n`).join('\n'),
);
writeFileSync('docs/problems.md', describeProblems());
writeFileSync('docs/statistics.md', describeCatalogue());
