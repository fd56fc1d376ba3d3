import type { EsiaSignerSettings } from './esia-signer.settings.js';
import type { EsiaSettings } from './esia.settings.js';

/**
 * What no field shows by itself: settings that contradict each other, and in production those that are unsafe. Complaints
 * in Russian, naming keys, never values.
 */
export function complaintsOfEsia(
  settings: EsiaSettings,
  signer: EsiaSignerSettings,
  production: boolean,
): string[] {
  return [...contradictions(settings), ...(production ? unsafe(settings, signer) : [])];
}

function contradictions({ scopes, permissions, certificateFiles }: EsiaSettings): string[] {
  const complaints: string[] = [];
  const needed = permissions === undefined ? ['openid', 'fullname', 'birthdate', 'snils'] : ['openid'];
  for (const scope of needed) {
    if (!scopes.includes(scope)) complaints.push(`ESIA_SCOPES: без ${scope} человека не узнать`);
  }
  const kids = scopes.filter((scope) => scope.startsWith('kid_'));
  if (kids.length > 0) {
    complaints.push(
      'ESIA_SCOPES: сведения о детях (kid_…) запрашиваются сами там, где регион требует согласия',
    );
  }
  if (certificateFiles.length === 0)
    complaints.push('ESIA_CERTIFICATE_FILES: нужен хотя бы один сертификат ЕСИА');
  return complaints;
}

function unsafe(
  { url, issuers, testSnils }: EsiaSettings,
  { kind, allowUncertified }: EsiaSignerSettings,
): string[] {
  const complaints: string[] = [];
  if (!url.startsWith('https://')) complaints.push('ESIA_URL: в рабочей среде нужен https');
  if (isTest(url)) complaints.push('ESIA_URL: тестовая ЕСИА в рабочей среде недопустима');
  if (issuers.some(isTest)) complaints.push('ESIA_ISSUERS: тестовый издатель в рабочей среде недопустим');
  if (testSnils) complaints.push('ESIA_TEST_SNILS: тестовые СНИЛС в рабочей среде недопустимы');
  if ((kind === 'pure-js' || kind === 'openssl-cli') && !allowUncertified) {
    complaints.push('ESIA_SIGNER: без сертифицированного СКЗИ только с ESIA_SIGNER_ALLOW_UNCERTIFIED=да');
  }
  return complaints;
}

/** The test contours of ESIA, and any machine of our own. */
function isTest(address: string): boolean {
  const host = URL.parse(address)?.hostname ?? '';
  return /(?:^|\.)test\.|^localhost$|\.localhost$|\.local$|^127\.|^\[::1\]$/.test(host);
}
