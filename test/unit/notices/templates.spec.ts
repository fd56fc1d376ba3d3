import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FIRST_TEMPLATES } from '../../../src/notices/domain/first-templates/first-templates.js';
import {
  DIRECTIVES,
  type Filling,
  PLACEHOLDERS,
  rulesOf,
  TEMPLATE_KINDS,
} from '../../../src/notices/domain/template-kind.js';
import { blocksOf, faultsOf, fill } from '../../../src/notices/domain/template-text.js';

const filling = Object.fromEntries(Object.keys(PLACEHOLDERS).map((name) => [name, `<${name}>`])) as Filling;

describe('texts of notices (NOT-01)', () => {
  it('have a first version of every kind that could be approved as it is', () => {
    expect(FIRST_TEMPLATES.map(({ kind }) => kind).toSorted()).toEqual(TEMPLATE_KINDS.toSorted());
    for (const { kind, title, body } of FIRST_TEMPLATES)
      expect({ kind, faults: faultsOf(kind, title, body) }).toEqual({ kind, faults: [] });
  });

  it('tell the family of a child under 14 how long the check takes, whose the e-mail is, and who creates the account', () => {
    const text = FIRST_TEMPLATES.find(({ kind }) => kind === 'leaflet_under14')?.body ?? '';
    for (const fact of [
      'от 15 минут до 5 рабочих дней',
      'до 30 календарных дней',
      '«Создать»',
      'создаёт родитель',
    ])
      expect(text).toContain(fact);
    expect(text).toContain('Она должна быть только его');
    expect(FIRST_TEMPLATES.find(({ kind }) => kind === 'leaflet_foreign')?.body).toContain(
      'центр обслуживания',
    );
  });

  it('cannot ask for a number of a person, a login or a password', () => {
    for (const name of ['snils', 'СНИЛС', 'login', 'password', 'birth_date'])
      expect(faultsOf('leaflet_adult', 'Памятка', `{{${name}}}`).map(({ message }) => message)).toContain(
        `подстановки {{${name}}} нет`,
      );
  });

  it('are refused without what they must say, with what is not filled in there, and with an open brace', () => {
    const messages = faultsOf(
      'leaflet_adult',
      'Памятка',
      'Вход закроется {{deadline}}, {{former_deadline}} {{school',
    ).map(({ message }) => message);
    expect(messages).toContain('подстановка {{former_deadline}} здесь не заполняется');
    expect(messages).toContain('добавьте {{recipient}}: кому памятка: фамилия, имя, отчество');
    expect(messages).toContain('добавьте отдельной строкой [[code]]');
    expect(messages).toContain('закройте скобки подстановки: {{имя}}');
    expect(faultsOf('sms', 'SMS', `{{term}} ${'я'.repeat(300)}`)).not.toEqual([]);
    expect(faultsOf('email', 'Письмо', '{{term}} {{address}}\n[[code]]')).toEqual([
      { field: 'body', message: '[[code]] здесь не печатается' },
    ]);
  });

  it('hold no sign that the typeface of the papers lacks', () => {
    expect(faultsOf('email', 'Письмо', '{{term}} {{address}} → дальше')).toEqual([
      { field: 'body', message: 'знака → нет в шрифте памяток: замените его' },
    ]);
  });

  it('are filled in wholly once they may be approved', () => {
    for (const { body } of FIRST_TEMPLATES) expect(fill(body, filling)).not.toMatch(/\{\{|\}\}/);
  });

  it('number their steps anew after each heading', () => {
    expect(blocksOf('1. раз\n1. два\n# Дальше\n7. снова\n[[qr]]')).toEqual([
      { kind: 'step', number: 1, text: 'раз' },
      { kind: 'step', number: 2, text: 'два' },
      { kind: 'heading', text: 'Дальше' },
      { kind: 'step', number: 1, text: 'снова' },
      { kind: 'qr' },
    ]);
  });

  it('that pass are filled without rest, whatever words stand between', () => {
    const word = fc.stringMatching(/^[а-я ,.!]{1,20}$/);
    fc.assert(
      fc.property(fc.constantFrom(...TEMPLATE_KINDS), fc.array(word, { maxLength: 5 }), (kind, words) => {
        const { required, directives } = rulesOf(kind);
        const body = [
          ...words,
          ...required.map((name) => `{{${name}}}`),
          ...DIRECTIVES.filter((one) => directives.includes(one)).map((one) => `[[${one}]]`),
          'конец',
        ].join('\n');
        if (faultsOf(kind, 'Заголовок', body).length > 0) return;
        expect(fill(body, filling)).not.toMatch(/[{}]/);
      }),
    );
  });
});
