import { readFileSync } from 'node:fs';
import { type DemoJournalOptions, startDemoJournal } from './demo-journal.js';

/** `node main.js options.json`: the file holds DemoJournalOptions. */
const [, , file] = process.argv;
if (file === undefined) {
  console.error('Нужен файл настроек: node main.js <файл JSON>');
  process.exit(2);
}
const journal = await startDemoJournal(JSON.parse(readFileSync(file, 'utf8')) as DemoJournalOptions);
console.log(`Демо-журнал: ${journal.url}`);
const stop = (): void => void journal.close().then(() => process.exit(0));
for (const event of ['SIGINT', 'SIGTERM', 'disconnect']) process.once(event, stop);
