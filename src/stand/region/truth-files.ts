import { join } from 'node:path';
import { type CalendarDate } from '../../kernel/calendar-date.js';
import { expectAccounts, type Expected, mayLink } from './expectation.js';
import { FileWriter } from './file-writer.js';
import { type Household, type Member } from './household.js';

/** Writes `truth.jsonl` (what each ESIA person must get) and `owners.jsonl` (whose each account rightfully is). */
export class TruthFiles {
  private readonly truth: FileWriter;
  private readonly owners: FileWriter;

  constructor(
    folder: string,
    private readonly today: CalendarDate,
  ) {
    this.truth = new FileWriter(join(folder, 'truth.jsonl'));
    this.owners = new FileWriter(join(folder, 'owners.jsonl'));
  }

  /** @returns what was expected of each account of an ESIA person, for the summary */
  writeHousehold({ members }: Household): Expected[] {
    return members.flatMap((member) => {
      this.writeOwner(member);
      return this.writeTruth(member);
    });
  }

  close(): void {
    this.truth.close();
    this.owners.close();
  }

  private writeOwner({ human, rows }: Member): void {
    for (const { account } of rows) {
      if (account === null) continue;
      const { system, externalId: external_id, role } = account;
      this.owners.write(`${JSON.stringify({ system, external_id, human: human.id, role })}\n`);
    }
  }

  private writeTruth(member: Member): Expected[] {
    const { human, esia, rows } = member;
    if (esia === null) return [];
    const expected = expectAccounts(member, this.today);
    const accounts = rows.flatMap((row) => {
      const result = expected.get(row);
      if (row.account === null || result === undefined) return [];
      const { system, externalId: external_id, role } = row.account;
      return [{ system, external_id, role, mayLink: mayLink(member, row), expected: result }];
    });
    const dirt = [...member.dirt, ...member.sideEffects];
    // A namesake's own rows are right, and СНИЛС tells the two apart.
    const clean = dirt.every((kind) => kind === 'namesake');
    const line = { oid: esia.oid, human: human.id, clean, dirt, accounts };
    const outcome = rows.length === 0 ? { outcome: outcomeOfStranger(member) } : {};
    this.truth.write(`${JSON.stringify({ ...line, ...outcome })}\n`);
    return accounts.map((account) => account.expected);
  }
}

/**
 * Who is in no roster finds nothing (R8), unless a pupil's row carries his or her СНИЛС (G1, EC-040). An unconfirmed
 * account is told nothing of the roster, not even that (EC-033).
 */
function outcomeOfStranger({ esia, sideEffects }: Member): Expected {
  if (esia?.level === 'P') return 'code:ESIA_NOT_VERIFIED';
  return sideEffects.includes('snils_shared_by_child')
    ? 'code:WRONG_PERSON_PARENT_AS_STUDENT'
    : 'code:NOT_FOUND';
}
