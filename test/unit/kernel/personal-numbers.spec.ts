import { describe, expect, it } from '@jest/globals';
import { holdsPersonalNumbers } from '../../../src/kernel/personal-numbers.js';

describe('words that stay for years', () => {
  it.each([
    'мать, СНИЛС 112-233-445 95',
    '11223344595',
    '112 233 445 95, по заявлению',
    'звонить +7 (401) 255-12-34',
    '84012551234',
    '8 (906) 123 45 67 — отец',
    'ответить на mama.petrova@example.ru',
  ])('are refused with a number or an address of somebody: %s', (words) => {
    expect(holdsPersonalNumbers(words)).toBe(true);
  });

  it.each([
    'приказ № 17-к от 20.11.2026',
    'решение суда 39RS0001-01-2026-001234-56',
    'заявка T-17, обращение 4821-0937-1528',
    'акт № 1234567890123',
    'с 01.09.2026 по 31.08.2027, каб. 7',
    'd9e3c6a6-1eec-4384-b3ff-a5396a5dbcbd',
  ])('name a document, a day or a request as they like: %s', (words) => {
    expect(holdsPersonalNumbers(words)).toBe(false);
  });
});
