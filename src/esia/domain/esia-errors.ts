import { explainEsiaOutcome, type EsiaExplanation, type EsiaOutcomeCode } from './outcomes.js';

/** What one error of ESIA means for us. */
export interface EsiaErrorRule {
  readonly outcome: EsiaOutcomeCode;
  /** The same sign-in begun anew: `once` at once and unseen, `later` by the person, `none` would fail the same way. */
  readonly retry: 'none' | 'once' | 'later';
  /** True when somebody on duty must look: the fault is ours, or nobody knows whose it is. */
  readonly alarm: boolean;
  /** For whoever is on duty: what to look at. Goes to the log. */
  readonly hint: string;
}

const user = (outcome: EsiaOutcomeCode, hint: string): EsiaErrorRule => ({
  outcome,
  retry: 'later',
  alarm: false,
  hint,
});
const wait = (hint: string): EsiaErrorRule => ({
  outcome: 'ESIA_UNAVAILABLE',
  retry: 'later',
  alarm: false,
  hint,
});
const again = (hint: string): EsiaErrorRule => ({
  outcome: 'ESIA_CODE_INVALID',
  retry: 'once',
  alarm: false,
  hint,
});
const ours = (hint: string): EsiaErrorRule => ({ outcome: 'ESIA_TECH', retry: 'none', alarm: true, hint });

/** Every code of esia-protocol.md, 3.4, grouped as in outcome-codes.md, i.2. A test holds it equal to that list. */
const RULES: Readonly<Record<string, EsiaErrorRule>> = {
  '007055': { ...user('ESIA_NOT_VERIFIED', 'учётная запись не подтверждена'), retry: 'none' },
  '007004': user('ESIA_SCOPE_DENIED', 'пользователь нажал «Отказать»'),
  '007046': user('ESIA_2FA_IMPOSSIBLE', 'второй фактор невозможен'),
  '007062': user('ESIA_ROLE', 'у пользователя нет запрошенной роли'),
  '007194': { ...user('ESIA_NOT_EMPLOYEE', 'пользователь не сотрудник организации'), retry: 'none' },

  '007011': again('код входа использован, просрочен или выдан другому'),
  '005011': again('маркер доступа не принят'),
  '005013': again('маркер доступа просрочен'),

  '007007': wait('сбой службы авторизации ЕСИА'),
  '007008': wait('ЕСИА перегружена или на обслуживании'),

  '007003': ours('в запросе лишний, повторённый или неверный параметр'),
  '007006': ours('область доступа неизвестна ЕСИА: проверьте ESIA_SCOPES'),
  '007009': ours('вид ответа не поддерживается'),
  '007012': ours('вид разрешения не поддерживается'),
  '007013': ours('не указаны области доступа: проверьте ESIA_SCOPES'),
  '007014': ours('в запросе нет обязательного параметра или неверна метка времени'),
  '007038': ours('ЕСИА не прочла параметры запроса'),
  '007039': ours('PKCE: code_challenge не принят; выключите ESIA_PKCE'),
  '007040': ours('PKCE: code_verifier не подошёл; выключите ESIA_PKCE'),
  '007060': ours('неверен параметр roles'),
  '007061': ours('неверен параметр obj_type'),

  '007002': ours('сертификат не зарегистрирован за нашей мнемоникой: технологический портал'),
  '007005': ours('мнемоника, сертификат или подпись не приняты: технологический портал, ESIA_CLIENT_ID'),
  '007019': ours('нашей системе не разрешена область доступа: технологический портал'),
  '007023': ours('адрес возврата не зарегистрирован: технологический портал, PUBLIC_URL'),
  '007053': ours(
    'client_secret не подошёл к сертификату, или сертификат не действует: ESIA_SIGNER_…, технологический портал',
  ),
  '008010': ours('наша система не опознана: технологический портал'),
  '005029': ours('область доступа не разрешена маркеру: технологический портал, ESIA_SCOPES'),

  '007015': ours('часы сервера разошлись с ЕСИА: проверьте NTP'),

  '036700': ours('согласия: не указана мнемоника'),
  '036701': ours('согласия: тип неизвестен'),
  '036702': ours('согласия: нет обязательной области доступа'),
  '036703': ours('согласия: область доступа вне разрешённых'),
  '036704': ours('согласия: область доступа запрещена для типа'),
  '036705': ours('согласия: не указано действие'),
  '036706': ours('согласия: действие неизвестно'),
  '036707': ours('согласия: не указана цель'),
  '036716': ours('согласия: неверен срок'),
  '036726': ours('согласия: цель неизвестна'),
  '036727': ours('согласия: цель должна быть ровно одна'),
};

const UNKNOWN = ours('код нам не известен: сверьтесь с методическими рекомендациями ЕСИА');
const CONSENT = user('AWAITING_PARENT_CONSENT', 'нет согласия родителя (ESIA_PARENT_CONSENT_CODES)');

/** The codes that have a rule of their own. */
export const KNOWN_ESIA_CODES: readonly string[] = Object.keys(RULES);

/** The six digits of `ESIA-007014: …` in an error's text; null when there are none. */
export function esiaCodeIn(text: string | null | undefined): string | null {
  return /\bESIA-(\d{6})(?!\d)/.exec(text ?? '')?.[1] ?? null;
}

/**
 * The rule for an error of ESIA: by its code; else by the OAuth error that says "not now" (RFC 6749, 4.1.2.1); else a
 * technical fault with an alarm.
 *
 * @param consentCodes codes that mean "no consent of a parent"; ESIA's real one is not known, so it is a setting
 */
export function ruleForEsiaError(
  esiaCode: string | null,
  oauthError: string | null,
  consentCodes: readonly string[],
): EsiaErrorRule {
  if (esiaCode === null) {
    return oauthError === 'temporarily_unavailable' || oauthError === 'server_error'
      ? wait(oauthError)
      : UNKNOWN;
  }
  if (consentCodes.includes(esiaCode)) return CONSENT;
  if (Object.hasOwn(RULES, esiaCode)) return RULES[esiaCode] ?? UNKNOWN;
  return /^0367[012]\d$/.test(esiaCode) && esiaCode <= '036727'
    ? ours('согласия: запрос составлен неверно')
    : UNKNOWN;
}

/** One error of ESIA for people and for whoever is on duty. */
export function explainEsiaError(
  esiaCode: string,
): EsiaErrorRule & Pick<EsiaExplanation, 'text' | 'mendedBy'> {
  const rule = ruleForEsiaError(esiaCode, null, []);
  const { text, mendedBy } = explainEsiaOutcome(rule.outcome);
  return { ...rule, text, mendedBy };
}
