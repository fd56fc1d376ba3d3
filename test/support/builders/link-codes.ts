import { randomBytes } from 'node:crypto';
import { newUuid, type Uuid } from '../../../src/kernel/ids.js';
import type { LinkCodeMint } from '../../../src/linking/application/link-code-mint.js';
import { printLinkCode } from '../../../src/linking/domain/link-code.js';
import type { TestDatabase } from '../database.js';

let lastOid = 7_000_000_000;

/** Gives an account a code, as an administrator would, and returns it as it is printed. */
export async function issueCode(
  mint: LinkCodeMint,
  database: TestDatabase,
  account: Uuid,
  expiresAt = new Date('2100-01-01'),
): Promise<string> {
  const code = mint.code(randomBytes(8).toString('hex'), account, 0);
  const issue = newUuid();
  await database.query(
    `WITH anybody AS (
       INSERT INTO esia_persons (id, region_id, oid, level, last_name, first_name, norm_last, norm_first, birth_date,
                                 first_seen_at, seen_at)
       SELECT $1, region_id, $2, 'PR', 'Иванова', 'Мария', 'иванова', 'мария', '1980-02-03', now(), now()
       FROM journal_accounts WHERE id = $3 RETURNING id, region_id
     )
     INSERT INTO link_code_issues (id, region_id, issued_by, issued_at, request_hash)
     SELECT $1, region_id, id, now(), '\\x00' FROM anybody`,
    [issue, String((lastOid += 1)), account],
  );
  await database.query(
    `INSERT INTO link_codes (id, region_id, issue_id, journal_account_id, owner_id, code_hash, turn, issued_at, expires_at)
     SELECT $1, region_id, $1, id, person_id, $3, 0, now(), $4 FROM journal_accounts WHERE id = $2`,
    [issue, account, mint.hash(code), expiresAt],
  );
  return printLinkCode(code);
}
