import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MESSAGE_CODES } from '../../../src/legacy/index.js';
import { startApplication, type TestApplication } from '../../support/application.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { openBrowser } from '../../support/headless-browser.js';

/** Every code of outcome-codes.md, i.1, i.2 and i.4; those of i.3 are in the code. */
const CODES = [
  ...[
    'OK_AUTO',
    'OK_CONFIRMED',
    'NOT_ME',
    'NOT_FOUND',
    'SNILS_MISSING_IN_ROSTER',
    'BIRTHDATE_MISSING_IN_ROSTER',
  ],
  ...[
    'SNILS_MISSING_IN_ESIA',
    'DATA_INSUFFICIENT',
    'SNILS_DUPLICATE',
    'SNILS_MISMATCH',
    'BIRTHDATE_MISMATCH',
  ],
  ...[
    'NAME_DISCREPANCY',
    'OID_SNILS_CHANGED',
    'AMBIGUOUS',
    'WRONG_PERSON_PARENT_AS_STUDENT',
    'SIBLING_ACCOUNT',
  ],
  ...['SHARED_ACCOUNT', 'LINK_CONFLICT', 'LINK_COOLDOWN', 'LINK_CODE_INVALID', 'LEGACY_PROOF_INVALID'],
  ...['MINOR_CANNOT_HOLD_ROLE', 'AWAITING_PARENT_CONSENT', 'REPRESENTATION_RESTRICTED', 'SECURITY_LOCK'],
  ...['STATE_INVALID', 'ESIA_NOT_VERIFIED', 'ESIA_SCOPE_DENIED', 'ESIA_2FA_IMPOSSIBLE', 'ESIA_ROLE'],
  ...['ESIA_NOT_EMPLOYEE', 'ESIA_CODE_INVALID', 'ESIA_UNAVAILABLE', 'ESIA_TECH', 'SNILS_CHECKSUM'],
  ...['SNILS_DUPLICATE_FAMILY', 'MIXED_ALPHABET', 'DAY_MONTH_SWAPPED', 'snils_missing', 'snils_invalid'],
  ...['no_snils_foreign', 'birthdate_missing', ...MESSAGE_CODES],
];

describe('help by code', () => {
  let database: TestDatabase;
  let application: TestApplication;
  beforeAll(async () => {
    database = await freshDatabase();
    application = await startApplication(database);
  });
  afterAll(async () => {
    await application.close();
    await database.drop();
  });
  const page = async (path: string) => {
    const answer = await fetch(`${application.url}${path}`);
    return { status: answer.status, html: await answer.text() };
  };

  it('has a page for every code, with the cause, the steps, who mends it and where to turn', async () => {
    const list = await page('/help');
    for (const code of CODES) {
      const { status, html } = await page(`/help/${code}`);
      expect([code, status]).toEqual([code, 200]);
      for (const heading of ['Что сделать', 'Кто исправляет', 'Куда обращаться'])
        expect(html).toContain(`<h2>${heading}</h2>`);
      expect(html).toContain('<li>');
      expect(list.html).toContain(`/help/`);
    }
  });

  it('sends troubles of Госуслуги to their support, and those of recognising to the school', async () => {
    expect((await page('/help/ESIA_NOT_VERIFIED')).html).toContain('поддержку Госуслуг');
    expect((await page('/help/snils_mismatch')).html).toContain('обратитесь в школу');
  });

  it('knows no other code, and says so as a page', async () => {
    expect((await page('/help/NO_SUCH')).status).toBe(404);
    expect((await page('/help/__proto__')).status).toBe(404);
  });

  it('is read on a telephone without scrolling sideways', async () => {
    const browser = await openBrowser();
    const tab = await browser.newPage({ viewport: { width: 360, height: 740 } });
    for (const path of ['/help', '/help/ESIA_NOT_VERIFIED', '/help/WRONG_PERSON_PARENT_AS_STUDENT']) {
      await tab.goto(`${application.url}${path}`);
      const shot = process.env['HELP_SCREENSHOTS'];
      if (shot !== undefined)
        await tab.screenshot({ path: `${shot}${path.replaceAll('/', '_')}.png`, fullPage: true });
      const [wide, inner] = [
        await tab.evaluate('document.documentElement.scrollWidth'),
        await tab.evaluate('window.innerWidth'),
      ];
      expect(wide).toBe(inner);
    }
    await browser.close();
  });
});
