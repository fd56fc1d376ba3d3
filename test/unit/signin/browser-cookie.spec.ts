import { describe, expect, it } from '@jest/globals';
import { ESIA_BROWSER_COOKIE } from '../../../src/esia/index.js';
import { BROWSER_COOKIE } from '../../../src/platform/http/browser-token.js';
import { formToken, isFormToken } from '../../../src/platform/http/form-token.js';

describe('what binds a sign-in to its browser', () => {
  it('is one cookie: the one we set is the one that the return from ESIA is checked by', () => {
    expect(BROWSER_COOKIE).toBe(ESIA_BROWSER_COOKIE);
  });

  it('a form’s token holds for one browser and one deed', () => {
    const token = formToken('browser-a', 'id/me');
    expect(isFormToken(token, 'browser-a', 'id/me')).toBe(true);
    expect(isFormToken(token, 'browser-b', 'id/me')).toBe(false);
    expect(isFormToken(token, 'browser-a', 'id/not-me')).toBe(false);
    expect(isFormToken(undefined, 'browser-a', 'id/me')).toBe(false);
    expect(isFormToken('', 'browser-a', 'id/me')).toBe(false);
  });
});
