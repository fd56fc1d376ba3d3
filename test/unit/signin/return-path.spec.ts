import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseReturnPath, returnPathWith } from '../../../src/signin/domain/return-path.js';

const HERE = 'https://perehod.example.ru';

describe('the path to return to', () => {
  it.each(['/account', '/oidc-interaction/a_b-c/d/complete', '/x?a=1&b=%D1%8F', '/'])('may be %s', (path) => {
    expect(parseReturnPath(path)).toBe(path);
  });

  it.each([
    ...['//evil.example', '/\\evil.example', 'https://evil.example', 'evil', '', 'javascript:alert(1)'],
    ...['/a\nb', '/a b', '/a#b', '/а', `/${'a'.repeat(2000)}`, '/a"b', '/a<b'],
  ])('may not be %j', (path) => {
    expect(parseReturnPath(path)).toBeNull();
  });

  it('leads to no other host, whatever is asked for', () => {
    const text = fc.oneof(fc.string(), fc.webUrl(), fc.stringMatching(/^[/\\@:.a-z?#]{1,12}$/));
    fc.assert(
      fc.property(text, (raw) => {
        const path = parseReturnPath(raw);
        return path === null || new URL(path, HERE).origin === HERE;
      }),
    );
  });

  it('gets the sign-in appended behind its own query', () => {
    expect(returnPathWith('/a', 'id')).toBe('/a?sign_in=id');
    expect(returnPathWith('/a?b=1', 'id')).toBe('/a?b=1&sign_in=id');
  });
});
