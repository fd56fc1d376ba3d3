import { Injectable } from '@nestjs/common';
import { explainEsiaOutcome, type EsiaOutcomeCode } from '../../esia/index.js';
import { type LinkOutcomeCode, outcomeText } from '../../linking/index.js';
import type { HelpArticle, HelpMender, SupportLine } from '../domain/help-article.js';
import { ESIA_STEPS, PASSWORD_ARTICLES, ROSTER_ARTICLES } from '../domain/help-steps.js';

/** Codes whose trouble lies in the account of ESIA although linking says them. */
const OF_GOSUSLUGI: ReadonlySet<string> = new Set([
  ...['SNILS_MISSING_IN_ESIA', 'ESIA_NOT_VERIFIED', 'AWAITING_PARENT_CONSENT', 'ESIA_SCOPE_DENIED'],
  ...['ESIA_2FA_IMPOSSIBLE', 'ESIA_ROLE', 'ESIA_CODE_INVALID', 'ESIA_UNAVAILABLE'],
]);

/** Outcomes of linking; the type holds the list whole. */
const LINK_CODES = Object.keys({
  ...{ OK_AUTO: 0, OK_CONFIRMED: 0, NOT_ME: 0, NOT_FOUND: 0, SNILS_MISSING_IN_ROSTER: 0 },
  ...{ BIRTHDATE_MISSING_IN_ROSTER: 0, SNILS_MISSING_IN_ESIA: 0, DATA_INSUFFICIENT: 0, SNILS_DUPLICATE: 0 },
  ...{ SNILS_MISMATCH: 0, BIRTHDATE_MISMATCH: 0, NAME_DISCREPANCY: 0, OID_SNILS_CHANGED: 0, AMBIGUOUS: 0 },
  ...{ WRONG_PERSON_PARENT_AS_STUDENT: 0, SIBLING_ACCOUNT: 0, SHARED_ACCOUNT: 0, LINK_CONFLICT: 0 },
  ...{ LINK_COOLDOWN: 0, LINK_CODE_INVALID: 0, LEGACY_PROOF_INVALID: 0, MINOR_CANNOT_HOLD_ROLE: 0 },
  ...{ AWAITING_PARENT_CONSENT: 0, REPRESENTATION_RESTRICTED: 0, SECURITY_LOCK: 0, STATE_INVALID: 0 },
  ESIA_NOT_VERIFIED: 0,
} satisfies Record<LinkOutcomeCode, 0>) as LinkOutcomeCode[];

/** The help of every code that people meet (NOT-06): the texts are those of the contexts that say them. */
@Injectable()
export class HelpDesk {
  readonly articles: readonly HelpArticle[] = [
    ...LINK_CODES.filter((code) => code !== 'ESIA_NOT_VERIFIED').map(ofLinking),
    ...Object.entries(ESIA_STEPS).map(([code, told]) => ofEsia(code as EsiaOutcomeCode, told)),
    ...Object.entries(PASSWORD_ARTICLES).map(([code, told]): HelpArticle => ({
      code,
      group: 'password',
      ...told,
    })),
    ...Object.entries(ROSTER_ARTICLES).map(([code, told]): HelpArticle => ({
      code,
      group: 'roster',
      ...told,
    })),
  ];
  private readonly byCode = new Map(this.articles.map((article) => [article.code.toUpperCase(), article]));

  /** Null for what is no code; letters may be small or large. */
  find(code: string): HelpArticle | null {
    return this.byCode.get(code.toUpperCase()) ?? null;
  }
}

function ofLinking(code: LinkOutcomeCode): HelpArticle {
  const { cause, advice, mendedBy } = outcomeText(code);
  const steps = advice.split(/(?<=[.!?]) (?=[А-ЯЁ])/);
  return {
    code,
    group: 'link',
    text: cause,
    why: null,
    steps,
    mender: mendedBy,
    line: lineOf(code, mendedBy),
  };
}

function ofEsia(code: EsiaOutcomeCode, told: Pick<HelpArticle, 'why' | 'steps'>): HelpArticle {
  const { text, mendedBy } = explainEsiaOutcome(code);
  return { code, group: 'esia', text, mender: mendedBy, line: lineOf(code, mendedBy), ...told };
}

/** Two lines: what is wrong in ESIA is its support's, what is wrong in recognising somebody is the school's. */
function lineOf(code: string, mender: HelpMender): SupportLine {
  if (OF_GOSUSLUGI.has(code)) return 'gosuslugi';
  if (mender === 'ops') return 'perehod';
  return mender === 'nobody' ? 'none' : 'school';
}
