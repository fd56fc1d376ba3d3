import { type Uuid } from '../../kernel/ids.js';
import { type EsiaProfile } from './esia-profile.js';
import { type EsiaOutcomeCode } from './outcomes.js';

/** Why a callback belongs to no live attempt of this browser (EC-101); worth a security event in the audit. */
export type StateProblem = 'malformed' | 'unknown' | 'foreign_browser' | 'used' | 'expired';

/** What came of a return from ESIA. `restart`: send the browser to `redirectTo`, the person sees nothing of it (EC-092). */
export type EsiaSignInResult =
  | { readonly kind: 'profile'; readonly attemptId: Uuid; readonly profile: EsiaProfile }
  | {
      readonly kind: 'failed';
      /** Null when the callback belongs to no attempt that this browser began. */
      readonly attemptId: Uuid | null;
      readonly code: EsiaOutcomeCode;
      /** Six digits, as in `ESIA-007055`; null when ESIA named none. */
      readonly esiaCode: string | null;
      /** Only with `STATE_INVALID`. */
      readonly stateProblem?: StateProblem;
    }
  | { readonly kind: 'restart'; readonly attemptId: Uuid; readonly redirectTo: string };
