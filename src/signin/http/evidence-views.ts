import type { Request } from 'express';
import type { PersonName } from '../../kernel/person-name.js';
import type { AccountCard } from '../../linking/index.js';
import { explain } from '../application/outcomes.js';
import type { EvidenceGiven } from '../application/second-evidence.js';
import type { EvidenceWays } from '../application/show-sign-in.js';
import type { OwnBrowser } from './own-browser.js';
import { ACCOUNT_ROLES } from './russian-words.js';
import { type FormView, fullName, reasonViews } from './views.js';

/** The forms of the partial `second-evidence`: a code, and the old login where the journal takes it. */
export interface EvidenceFormsView {
  readonly code: FormView;
  readonly oldLogin: FormView | null;
}

export function evidenceForms(
  browser: OwnBrowser,
  request: Request,
  signInId: string,
  { oldLogin }: EvidenceWays,
): EvidenceFormsView {
  return {
    code: browser.form(request, signInId, 'link-code'),
    oldLogin: oldLogin ? browser.form(request, signInId, 'legacy-proof') : null,
  };
}

/** Whose account it is (LNK-02), and who asks; at a pupil's account the page asks «кто вы?» (EC-041). */
export function wizardView(card: AccountCard, name: PersonName, answer: FormView) {
  return {
    title: 'Чья это учётная запись?',
    name: fullName(name),
    role: ACCOUNT_ROLES[card.role],
    owner: card.personName,
    schools: card.schoolNames.join(', '),
    classLabel: card.classLabel,
    isPupils: card.role === 'student',
    answer,
  };
}

export function evidenceResultView(given: Extract<EvidenceGiven, { kind: 'account' }>) {
  return {
    title: given.isLinked ? 'Учётная запись привязана' : 'Запись пока не привязана',
    isLinked: given.isLinked,
    said: explain({ source: 'linking', code: 'OK_CONFIRMED' }),
    reasons: reasonViews(given.outcomes, given.timeZone),
  };
}
