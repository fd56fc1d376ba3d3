import { describe, expect, it } from '@jest/globals';
import { byIds } from '../../../src/platform/database/by-ids.js';

describe('a condition upon ids', () => {
  it('is an equation for one id, whose plan PostgreSQL keeps', () => {
    expect(byIds('a.id', 2, ['x'])).toEqual({ sql: 'a.id = $2::uuid', value: 'x' });
  });

  it.each([[[]], [['x', 'y']]])('is a list for any other number: %j', (ids) => {
    expect(byIds('a.id', 1, ids)).toEqual({ sql: 'a.id = ANY ($1::uuid[])', value: ids });
  });
});
