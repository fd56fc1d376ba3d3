import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readTimestamp } from '../../../../src/stand/esia/checks/mandatory.js';

const two = (value: number): string => String(value).padStart(2, '0');

/** The moment as a clock of that zone shows it, in ESIA's form. */
function write(seconds: number, zoneMinutes: number): string {
  const [day = '', time = ''] = new Date((seconds + zoneMinutes * 60) * 1000).toISOString().split('T');
  const zone = `${two(Math.floor(Math.abs(zoneMinutes) / 60))}${two(Math.abs(zoneMinutes) % 60)}`;
  return `${day.replaceAll('-', '.')} ${time.slice(0, 8)} ${zoneMinutes < 0 ? '-' : '+'}${zone}`;
}

describe('emulator of ESIA: rule 3, the timestamp', () => {
  it('a moment written in any zone is read as that moment', () => {
    const moments = fc.integer({ min: 0, max: 4_102_444_799 });
    const zones = fc.integer({ min: -14 * 60, max: 14 * 60 });
    fc.assert(
      fc.property(moments, zones, (seconds, zone) => {
        expect(readTimestamp(write(seconds, zone))).toBe(seconds * 1000);
      }),
    );
  });

  it('a text of any other form is no moment', () => {
    const texts = fc.string().filter((text) => !/^\d{4}\.\d{2}\.\d{2} /.test(text));
    fc.assert(fc.property(texts, (text) => expect(readTimestamp(text)).toBeNull()));
  });

  it.each([
    '2026.13.01 00:00:00 +0000',
    '2026.11.31 00:00:00 +0000',
    '2026.11.21 10:60:00 +0000',
    '2026.11.21 10:00:00 +0060',
  ])('%s does not exist', (text) => {
    expect(readTimestamp(text)).toBeNull();
  });
});
