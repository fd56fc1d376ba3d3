import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { EsiaPerson } from '../../../src/esia/index.js';
import { newUuid, type Uuid } from '../../../src/kernel/ids.js';
import { ConfirmBySchool } from '../../../src/linking/application/confirm-by-school.js';
import { IssueLinkCodes } from '../../../src/linking/application/issue-link-codes.js';
import { LegacyProofs } from '../../../src/linking/application/legacy-proofs.js';
import { LinkCodeMint } from '../../../src/linking/application/link-code-mint.js';
import { RedeemLinkCode } from '../../../src/linking/application/redeem-link-code.js';
import { VoidEvidence } from '../../../src/linking/application/void-evidence.js';
import { LegacyProofsRepository } from '../../../src/linking/store/legacy-proofs.repository.js';
import { LinkCodesRepository } from '../../../src/linking/store/link-codes.repository.js';
import { anEsiaPerson, esiaOf } from '../../support/builders/esia.js';
import { issueCode } from '../../support/builders/link-codes.js';
import { aSnils } from '../../support/builders/snils.js';
import { linkingStand, type LinkingStand, NOW, TODAY } from './linking-stand.js';

let stand: LinkingStand;
let redeem: RedeemLinkCode;
let proofs: LegacyProofs;
let confirm: ConfirmBySchool;
let issue: IssueLinkCodes;
let mint: LinkCodeMint;
const codes = new LinkCodesRepository();
const proofRows = new LegacyProofsRepository();

beforeAll(async () => {
  stand = await linkingStand();
  redeem = stand.app.get(RedeemLinkCode);
  proofs = stand.app.get(LegacyProofs);
  confirm = stand.app.get(ConfirmBySchool);
  issue = stand.app.get(IssueLinkCodes);
  mint = stand.app.get(LinkCodeMint);
});
afterAll(() => stand.database.drop());

const by = (person: EsiaPerson) => ({
  ...{ person, now: NOW, today: TODAY, traceId: null },
  actor: { kind: 'person', id: person.id } as const,
});
const type = (person: EsiaPerson, typed: string, now = NOW) =>
  stand.database.unitOfWork.run((tx) => redeem.execute(tx, { ...by(person), now, typed }));
const reachOf = (schoolId: Uuid) => ({
  ...{ regionId: stand.roster.regionId, wholeRegion: false, municipalityIds: [], schoolIds: [schoolId] },
});
const statesOf = async (account: Uuid) => (await stand.linksOf(account)).map(({ state }) => state);

/** Somebody whose СНИЛС the roster lacks (R4), with an account. */
async function waiting(role: 'student' | 'teacher' = 'student', more = {}) {
  const person = await stand.roster.aPerson({
    born: role === 'student' ? '2012-05-06' : '1982-05-06',
    ...more,
  });
  const account = await stand.roster.anAccount({ person, role });
  const esia = await esiaOf(stand.database, person, { snils: aSnils() });
  return { person, account, esia };
}

async function prove(person: EsiaPerson, account: Uuid, answer: 'mine' | 'parent' | 'not_mine' = 'mine') {
  const handle = await vouched(account);
  return useProof(person, handle, answer);
}

async function vouched(account: Uuid): Promise<string> {
  const [row] = await stand.database.query<{ external_id: string }>(
    'SELECT external_id FROM journal_accounts WHERE id = $1',
    [account],
  );
  const { regionId, journalSystemId } = stand.roster;
  const claim = {
    regionId,
    journalSystemId,
    clientId: 'journal',
    externalId: row!.external_id,
    jti: newUuid(),
  };
  return stand.database.unitOfWork.run((tx) =>
    proofs.receive(tx, { ...claim, claimRequest: null, now: NOW, traceId: null }),
  );
}

function useProof(person: EsiaPerson, handle: string, answer: 'mine' | 'parent' | 'not_mine' = 'mine') {
  return stand.database.unitOfWork.run(async (tx) => {
    const shown = await proofs.show(tx, handle, NOW);
    if (shown === null) return null;
    return proofs.use(tx, { ...by(person), proof: shown.proof, answer });
  });
}

async function confirmed(linkId: Uuid, decider: EsiaPerson, schoolId = stand.roster.schoolId) {
  return stand.database.unitOfWork.run((tx) =>
    confirm.confirm(
      tx,
      { esiaPersonId: decider.id, place: reachOf(schoolId) },
      { linkId, basis: 'паспорт' },
      { now: NOW, today: TODAY, traceId: null },
    ),
  );
}

const linkOf = async (account: Uuid, person: EsiaPerson) => {
  const [row] = await stand.database.query<{ id: Uuid }>(
    'SELECT id FROM links WHERE journal_account_id = $1 AND esia_person_id = $2',
    [account, person.id],
  );
  return row!.id;
};

describe('a link code', () => {
  it('makes the waiting row active, with the rule, and no raw value in its evidence', async () => {
    const { account, esia } = await waiting();
    await stand.signIn(esia);
    const result = await type(esia, await issueCode(mint, stand.database, account));
    expect([result.isValid, result.outcomes, result.linked.map(({ accountId }) => accountId)]).toEqual([
      ...[true, [], [account]],
    ]);
    const [row] = await stand.database.query<{ evidence: unknown; event: string }>(
      `SELECT l.evidence, h.event FROM links l JOIN link_state_history h ON h.link_id = l.id
       WHERE l.journal_account_id = $1 ORDER BY h.id DESC LIMIT 1`,
      [account],
    );
    expect(row).toEqual({
      event: 'proof_given',
      evidence: {
        ...{ rule: 'R4', given: 'link_code', different: [], missing: ['snils'] },
        equal: ['birth_date', 'last_name', 'first_name', 'middle_name'],
      },
    });
  });

  it('LINK_CODE_INVALID: used, expired, voided, unknown and of another owner are one answer', async () => {
    const { account, esia, person } = await waiting('teacher');
    const used = await issueCode(mint, stand.database, account);
    await type(esia, used);
    const two = await waiting('teacher');
    const expired = await issueCode(mint, stand.database, two.account, new Date(NOW.getTime() - 1));
    const three = await waiting('teacher');
    const moved = await issueCode(mint, stand.database, three.account);
    await stand.database.query('UPDATE journal_accounts SET person_id = $2 WHERE id = $1', [
      ...[three.account, person.id],
    ]);
    const answers = [
      await type(esia, used),
      await type(two.esia, expired),
      await type(three.esia, moved),
      await type(esia, '2222-2222'),
      await type(esia, 'нет'),
    ];
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]?.outcomes.map(({ code }) => code)).toEqual(['LINK_CODE_INVALID']);
  });

  it('EC-038: of twins the first name decides, and the brother’s code stays his', async () => {
    const { account, esia, person } = await waiting();
    const twin = await esiaOf(stand.database, person, { first: 'Павел', snils: aSnils() });
    const code = await issueCode(mint, stand.database, account);
    expect((await type(twin, code)).outcomes.map(({ code: said }) => said)).toEqual(['SIBLING_ACCOUNT']);
    expect((await type(esia, code)).linked).toHaveLength(1);
  });

  it('DATA_INSUFFICIENT: a parent’s self-typed name is for the school to look at (R9)', async () => {
    const { account, esia, person } = await waiting('teacher');
    await stand.database.query('UPDATE people SET names_self_typed = true WHERE id = $1', [person.id]);
    expect((await stand.signIn(esia)).outcomes.map(({ code }) => code)).toEqual(['NOT_FOUND']);
    const result = await type(esia, await issueCode(mint, stand.database, account));
    expect(result.outcomes.map(({ code }) => code)).toEqual(['DATA_INSUFFICIENT']);
    expect(await stand.linksOf(account)).toMatchObject([{ state: 'pending_review', rule: 'R9' }]);
  });

  it('EC-100: two who type it at once use it once, in 200 rounds', async () => {
    for (let round = 0; round < 200; round += 1) {
      const { account, esia, person } = await waiting(round % 2 === 0 ? 'student' : 'teacher');
      const double = await esiaOf(stand.database, person, { snils: aSnils() });
      const code = await issueCode(mint, stand.database, account);
      const results = await Promise.all([type(esia, code), type(double, code)]);
      expect(results.filter(({ linked }) => linked.length === 1)).toHaveLength(1);
      expect((await statesOf(account)).filter((state) => state === 'active')).toHaveLength(1);
    }
  });
});

describe('issuing codes', () => {
  const order = (accountIds: readonly Uuid[], issuedBy: Uuid, more = {}) => ({
    ...{ regionId: stand.roster.regionId, reach: reachOf(stand.roster.schoolId), wanted: { accountIds } },
    ...{ issuedBy, madeFrom: null, now: NOW, today: TODAY, traceId: null, ...more },
  });
  const run = (wanted: ReturnType<typeof order>) =>
    stand.database.unitOfWork.run((tx) => issue.execute(tx, wanted));

  it('voids the former code of an account, and keeps only a hash', async () => {
    const { account, esia } = await waiting();
    const secretary = await anEsiaPerson(stand.database, stand.roster.regionId);
    const [first] = (await run(order([account], secretary.id))).codes;
    const [second] = (await run(order([account], secretary.id))).codes;
    expect((await type(esia, first!.code)).isValid).toBe(false);
    expect(second!.expiresAt.getTime() - NOW.getTime()).toBe(90 * 86_400_000);
    const rows = await stand.database.query('SELECT * FROM link_codes WHERE journal_account_id = $1', [
      account,
    ]);
    expect(JSON.stringify(rows)).not.toContain(second!.code.replace('-', ''));
    expect((await type(esia, second!.code)).linked).toHaveLength(1);
  });

  it('says the same codes again, for paper, only to who made them and only from what they were made', async () => {
    const { account } = await waiting();
    const secretary = await anEsiaPerson(stand.database, stand.roster.regionId);
    const stranger = await anEsiaPerson(stand.database, stand.roster.regionId);
    const [said] = (await run(order([account], secretary.id, { madeFrom: 'print-1' }))).codes;
    const again = (issuedBy: Uuid, madeFrom: string) =>
      stand.database.unitOfWork.run((tx) => issue.again(tx, { issuedBy, madeFrom, now: NOW }));
    expect((await again(secretary.id, 'print-1')).get(account)?.code).toBe(said?.code);
    expect((await again(secretary.id, 'print-2')).size).toBe(0);
    expect((await again(stranger.id, 'print-1')).size).toBe(0);
  });

  it('an account of another school is not found, and a linked one gets no code', async () => {
    const { account, esia } = await waiting();
    const secretary = await anEsiaPerson(stand.database, stand.roster.regionId);
    const elsewhere = { reach: reachOf(await stand.roster.aSchool()) };
    await expect(run(order([account], secretary.id, elsewhere))).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await type(esia, await issueCode(mint, stand.database, account));
    expect(await run(order([account], secretary.id))).toEqual({ codes: [], linked: [account], leftOut: 0 });
  });
});

describe('a proof of the old login', () => {
  it('links once, and is over', async () => {
    const { account, esia } = await waiting();
    const handle = await vouched(account);
    expect((await useProof(esia, handle))?.linked).toHaveLength(1);
    expect(await useProof(esia, handle)).toBeNull();
  });

  it('EC-104: dies on a refusal too, and never makes two links of one account', async () => {
    const { account, esia } = await waiting('teacher');
    const other = await anEsiaPerson(stand.database, stand.roster.regionId, {
      first: 'Мария',
      born: '1990-01-01',
    });
    const handle = await vouched(account);
    expect((await useProof(other, handle))?.outcomes.map(({ code }) => code)).toEqual(['SHARED_ACCOUNT']);
    expect(await useProof(esia, handle)).toBeNull();
    await prove(esia, account);
    await prove(other, account);
    expect(await statesOf(account)).toEqual(['active']);
  });

  it('dies on an unlink and on new credentials', async () => {
    const { account, esia } = await waiting();
    const handles = [await vouched(account), await vouched(account)];
    const evidence = new VoidEvidence(codes, proofRows);
    const end = (why: 'unlinked' | 'credentials_changed') =>
      stand.database.unitOfWork.run((tx) => evidence.execute(tx, [account], why, NOW));
    await end('credentials_changed');
    expect(await useProof(esia, handles[0]!)).toBeNull();
    const code = await issueCode(mint, stand.database, account);
    await end('unlinked');
    expect((await type(esia, code)).isValid).toBe(false);
  });

  it('EC-100: two people with proofs of one account at once: one owner, in 200 rounds', async () => {
    for (let round = 0; round < 200; round += 1) {
      const { account, esia, person } = await waiting(round % 2 === 0 ? 'student' : 'teacher');
      const double = await esiaOf(stand.database, person, { snils: aSnils() });
      const handles = [await vouched(account), await vouched(account)];
      await Promise.all([useProof(esia, handles[0]!), useProof(double, handles[1]!)]);
      expect((await statesOf(account)).filter((state) => state === 'active')).toHaveLength(1);
    }
  });
});

describe('the school’s word', () => {
  it('makes a waiting link active; confirming twice is refused', async () => {
    const { account, esia } = await waiting();
    await stand.signIn(esia);
    const decider = await anEsiaPerson(stand.database, stand.roster.regionId, { last: 'Завуч' });
    const link = await linkOf(account, esia);
    await confirmed(link, decider);
    expect(await statesOf(account)).toEqual(['active']);
    await expect(confirmed(link, decider)).rejects.toMatchObject({ code: 'LINK_NOT_WAITING' });
  });

  it('EC-022, EC-139: a pupil waits until the birth date is entered', async () => {
    const snils = aSnils();
    const person = await stand.roster.aPerson({ born: null, snils });
    const account = await stand.roster.anAccount({ person });
    const esia = await esiaOf(stand.database, person, { born: '2012-05-06', snils });
    await stand.signIn(esia);
    const decider = await anEsiaPerson(stand.database, stand.roster.regionId, { last: 'Завуч' });
    await expect(confirmed(await linkOf(account, esia), decider)).rejects.toMatchObject({
      code: 'DECISION_BIRTHDATE_NOT_MENDED',
    });
    expect(await statesOf(account)).toEqual(['pending_proof']);
  });

  it('EC-085: nobody confirms their own, or a relative’s', async () => {
    const { account, esia, person } = await waiting();
    await stand.signIn(esia);
    const link = await linkOf(account, esia);
    const mother = await stand.roster.aPerson({ first: 'Анна', born: '1984-01-01', snils: aSnils() });
    await stand.roster.anAccount({ person: mother, role: 'representative', child: person });
    for (const decider of [esia, await esiaOf(stand.database, mother)]) {
      await expect(confirmed(link, decider)).rejects.toMatchObject({ code: 'CONFLICT_OF_INTEREST' });
    }
    const stranger = await anEsiaPerson(stand.database, stand.roster.regionId, { last: 'Завуч' });
    await expect(confirmed(link, stranger, await stand.roster.aSchool())).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('EC-100: against a code of another at the same moment: one owner, in 200 rounds', async () => {
    const decider = await anEsiaPerson(stand.database, stand.roster.regionId, { last: 'Завуч' });
    for (let round = 0; round < 200; round += 1) {
      const { account, esia, person } = await waiting(round % 2 === 0 ? 'student' : 'teacher');
      const double = await esiaOf(stand.database, person, { snils: aSnils() });
      await stand.signIn(esia);
      const [link, code] = [await linkOf(account, esia), await issueCode(mint, stand.database, account)];
      await Promise.allSettled([confirmed(link, decider), type(double, code)]);
      expect((await statesOf(account)).filter((state) => state === 'active')).toHaveLength(1);
    }
  });
});
