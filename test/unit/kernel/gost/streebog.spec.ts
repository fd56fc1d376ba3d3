import { describe, expect, it } from '@jest/globals';
import { streebog256, streebog512 } from '../../../../src/kernel/gost/index.js';
import { fromHex, hex, STREEBOG_LENGTHS, utf8 } from './vectors.js';

const M1 = utf8('012345678901234567890123456789012345678901234567890123456789012');
const M2 = fromHex(
  'd1e520e2e5f2f0e82c20d1f2f0e8e1eee6e820e2edf3f6e82c20e2e5fef2fa20f120eceef0ff20f1f2f0e5ebe0ece820ede020f5f0e0e1f0fbff20efebfaeafb20c8e3eef0e5e2fb',
);

describe('RFC 6986, section 10', () => {
  it('M1 gives the digests of the standard', () => {
    expect(hex(streebog256(M1))).toBe('9d151eefd8590b89daa6ba6cb74af9275dd051026bb149a452fd84e5e57b5500');
    expect(hex(streebog512(M1))).toBe(
      '1b54d01a4af5b9d5cc3d86d68d285462b19abc2475222f35c085122be4ba1ffa00ad30f8767b3a82384c6574f024c311e2a481332b08ef7f41797891c1646f48',
    );
  });

  it('M2 gives the digests of the standard', () => {
    expect(hex(streebog256(M2))).toBe('9dd2fe4e90409e5da87f53976d7405b0c0cac628fc669a741d50063c557e8f50');
    expect(hex(streebog512(M2))).toBe(
      '1e88e62226bfca6f9994f1f2d51569e0daf8475a3b0fe61a5300eee46d961376035fe83549ada2b8620fcd7c496ce5b33f0cb9dddc2b6460143b03dabac9fb28',
    );
  });
});

describe('digests agree with openssl', () => {
  it('nothing and abc', () => {
    expect(hex(streebog256(utf8('')))).toBe(
      '3f539a213e97c802cc229d474c6aa32a825a360b2a933a949fd925208d9ce1bb',
    );
    expect(hex(streebog256(utf8('abc')))).toBe(
      '4e2919cf137ed41ec4fb6270c61826cc4fffb660341e0af3688cd0626d23b481',
    );
  });

  it.each(STREEBOG_LENGTHS)('%i bytes, around every edge of a block', (length, of256, of512) => {
    const data = Uint8Array.from({ length }, (_, i) => 7 * i + 3);
    expect(hex(streebog256(data))).toBe(of256);
    expect(hex(streebog512(data))).toBe(of512);
  });

  it.each(STREEBOG_LENGTHS)(
    '%i bytes 0xFF, where the checksum carries',
    (length, _of256, _of512, ones256) => {
      expect(hex(streebog256(new Uint8Array(length).fill(0xff)))).toBe(ones256);
    },
  );

  it('a view into a larger buffer is hashed as its own bytes', () => {
    const around = new Uint8Array(200).fill(9);
    around.set(M1, 70);
    expect(hex(streebog256(around.subarray(70, 70 + M1.length)))).toBe(hex(streebog256(M1)));
  });
});
