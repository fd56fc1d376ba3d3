import type { ClientBase } from 'pg';
import type { IssueLog } from '../domain/import-issue.js';
import type { ImportScope } from './import-scope.js';
import { checkStaged } from './set-aside.js';

/** Of what is pushed, nothing of the territory and no account of another journal comes in: of a contingent system, none at all. */
export async function checkSender(client: ClientBase, log: IssueLog, { sender }: ImportScope): Promise<void> {
  if (sender === null) return;
  for (const kind of ['municipalities', 'schools'] as const) {
    const at = { table: `stage_${kind}`, file: `${kind}.csv`, column: 'source_id' } as const;
    await checkStaged(client, log, { ...at, code: 'ORGS_OF_REGION', condition: 'true' });
  }
  await checkStaged(client, log, {
    table: 'stage_accounts',
    file: 'journal_accounts.csv',
    column: 'journal_system',
    code: 'OTHER_JOURNAL',
    condition: `s.journal_system IS DISTINCT FROM $1::text`,
    parameters: [sender.kind === 'journal' ? sender.code : null],
  });
}
