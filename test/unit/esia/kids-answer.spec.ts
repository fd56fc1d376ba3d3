import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../../../src/esia/domain/json.js';
import { isCutShort, readKids, readKidsPage } from '../../../src/esia/domain/kids-answer.js';
import { type KidsAnswer, loadKids } from '../../../src/esia/gateway/load-kids.js';

const TEST = { allowTestNumbers: true };
const OID = '1000000001';
const card = (over: JsonObject = {}): JsonObject => ({
  id: '10433001',
  oid: '1000000055',
  trusted: true,
  firstName: 'Пётр',
  lastName: 'Иванов',
  middleName: 'Олегович',
  birthDate: '14.09.2014',
  snils: '000-000-601 07',
  ...over,
});
const address = (id: string, oid = OID) => `https://esia.test/rs/prns/${oid}/kids/${id}`;

describe('the children of a parent', () => {
  it("are the verified cards, with the child's own oid where there is one", () => {
    expect(readKids([card()], OID, TEST)).toEqual({
      ok: true,
      value: [
        {
          cardId: '10433001',
          oid: '1000000055',
          name: { last: 'Иванов', first: 'Пётр', middle: 'Олегович' },
          birthDate: '2014-09-14',
          snils: '00000060107',
        },
      ],
    });
    expect(readKids([card({ oid: undefined })], OID, TEST)).toMatchObject({ value: [{ oid: null }] });
  });

  it('a card that nobody verified never counts, whatever it says', () => {
    for (const trusted of [false, undefined, null, 'true', 1]) {
      expect(readKids([card({ trusted })], OID, TEST)).toEqual({ ok: true, value: [] });
    }
  });

  it('two cards of one id, and a child that is the parent, make the answer a fault', () => {
    expect(readKids([card(), card()], OID, TEST)).toEqual({ ok: false, fault: 'answer_malformed' });
    expect(readKids([card({ oid: OID })], OID, TEST)).toEqual({ ok: false, fault: 'subject_mismatch' });
  });
});

describe('a collection of children', () => {
  it('may be empty; what is no collection is a fault', () => {
    expect(readKidsPage({ size: 0 }, OID)).toEqual({ ok: true, value: { cards: [], cardIds: [] } });
    expect(readKidsPage({ size: 0, elements: [] }, OID)).toMatchObject({ ok: true });
    expect(readKidsPage({ elements: 'x' }, OID)).toEqual({ ok: false, fault: 'answer_malformed' });
    expect(readKidsPage({}, OID)).toEqual({ ok: false, fault: 'answer_malformed' });
  });

  it('may name its cards by address, and only by those of the same parent', () => {
    expect(readKidsPage({ size: 1, elements: [address('7')] }, OID)).toEqual({
      ok: true,
      value: { cards: [], cardIds: ['7'] },
    });
    for (const foreign of [
      address('7', '1000000002'),
      `${address('7')}/docs`,
      `${address('7')}?x=1`,
      'kids/7',
      7,
    ])
      expect(readKidsPage({ elements: [foreign] }, OID)).toEqual({ ok: false, fault: 'subject_mismatch' });
  });

  it('is refused when it is longer than a family', () => {
    expect(readKidsPage({ size: 31, elements: [] }, OID)).toEqual({ ok: false, fault: 'answer_too_large' });
    const many = Array.from({ length: 31 }, (_, id) => card({ id: String(id + 1) }));
    expect(readKidsPage({ elements: many }, OID)).toEqual({ ok: false, fault: 'answer_too_large' });
  });

  it('is cut short when it says it holds more than it brought', () => {
    expect(isCutShort({ size: 2 }, { cards: [card()], cardIds: [] })).toBe(true);
    expect(isCutShort({ size: 1 }, { cards: [], cardIds: ['7'] })).toBe(false);
  });
});

describe('asking ESIA for children', () => {
  const answers = (of: Readonly<Record<string, KidsAnswer>>) => {
    const asked: string[] = [];
    const ask = (path: string): Promise<KidsAnswer> => {
      asked.push(path);
      return Promise.resolve(of[path] ?? { kind: 'none', fault: 'answer_status' });
    };
    return { asked, ask };
  };
  const answer = (json: JsonObject): KidsAnswer => ({ kind: 'answer', json });
  const embedded = `/rs/prns/${OID}/kids?embed=(elements)`;
  const list = `/rs/prns/${OID}/kids`;

  it('takes embedded cards with one request', async () => {
    const { asked, ask } = answers({ [embedded]: answer({ size: 1, elements: [card()] }) });
    expect(await loadKids(OID, TEST, ask)).toMatchObject({ ok: true, value: [{ cardId: '10433001' }] });
    expect(asked).toEqual([embedded]);
  });

  it('fetches the cards of a collection that came cut short one by one', async () => {
    const { ask } = answers({
      [embedded]: answer({ size: 2, elements: [card()] }),
      [list]: answer({ size: 2, elements: [address('10433001'), address('8')] }),
      [`${list}/10433001`]: answer(card()),
      [`${list}/8`]: answer(card({ id: '8', oid: undefined })),
    });
    expect(await loadKids(OID, TEST, ask)).toMatchObject({
      value: [{ cardId: '10433001' }, { cardId: '8' }],
    });
  });

  it('refuses a card that is not the one asked for, and a collection that stays cut short', async () => {
    const other = answers({
      [embedded]: answer({ size: 1, elements: [address('8')] }),
      [`${list}/8`]: answer(card({ id: '9' })),
    });
    expect(await loadKids(OID, TEST, other.ask)).toEqual({ ok: false, fault: 'subject_mismatch' });
    const short = answer({ size: 2, elements: [card()] });
    const cut = answers({ [embedded]: short, [list]: short });
    expect(await loadKids(OID, TEST, cut.ask)).toEqual({ ok: false, fault: 'answer_malformed' });
  });

  it('says why there is no answer', async () => {
    const { ask } = answers({ [embedded]: { kind: 'none', fault: 'answer_too_large' } });
    expect(await loadKids(OID, TEST, ask)).toEqual({ ok: false, fault: 'answer_too_large' });
  });
});
