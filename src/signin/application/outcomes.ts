import { explainEsiaOutcome, type EsiaOutcomeCode } from '../../esia/index.js';
import { type LinkOutcome, type LinkOutcomeCode, outcomeText } from '../../linking/index.js';
import type { SignInOutcome } from '../domain/sign-in.js';

/** Who can change what came out. */
export type Mender = 'user' | 'school' | 'parent' | 'support' | 'ops' | 'wait' | 'nobody';

/** An outcome as a person reads it: the cause, what to do, and whose turn it is. Russian, whole sentences. */
export interface Explanation {
  readonly cause: string;
  /** Null when the cause says it already. */
  readonly advice: string | null;
  readonly mendedBy: Mender;
}

/** An outcome of linking as a sign-in keeps it. */
export function toSignInOutcome({ code, accountId, schoolNames, notBefore }: LinkOutcome): SignInOutcome {
  return {
    source: 'linking',
    code,
    ...(accountId !== null && { accountId }),
    ...(schoolNames.length > 0 && { schoolNames }),
    ...(notBefore !== null && { notBefore: notBefore.toISOString() }),
  };
}

/** The text of an outcome, from the context that said it: a code is kept exactly as that context's type gives it. */
export function explain({ source, code }: SignInOutcome): Explanation {
  switch (source) {
    case 'esia': {
      const { text, mendedBy } = explainEsiaOutcome(code as EsiaOutcomeCode);
      return { cause: text, advice: null, mendedBy };
    }
    case 'linking':
      return outcomeText(code as LinkOutcomeCode);
    case 'access':
      return NO_ADMIN_ROLE;
  }
}

const NO_ADMIN_ROLE: Explanation = {
  cause: 'У вас нет роли администратора, действующей сегодня.',
  advice:
    'Роль школы назначает муниципальный орган или министерство: назовите им свои СНИЛС и дату рождения. Если вы хотели открыть дневник, войдите через электронный журнал.',
  mendedBy: 'support',
};
