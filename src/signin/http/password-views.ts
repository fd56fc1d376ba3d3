import type { Uuid } from '../../kernel/ids.js';
import type { OwnPassword } from '../../legacy/index.js';
import type { ShownAccount } from '../application/show-account.js';
import { type PasswordLine, passwordLine } from './password-words.js';
import { dayInWords } from './russian-words.js';
import type { FormView } from './views.js';

/** Makes the form of a deed at this address. */
export type FormAt = (path: string) => FormView;

/** The old password beside its account, with the one thing that its owner may do about it. */
export interface PasswordView extends PasswordLine {
  readonly restore: FormView | null;
  readonly ask: string | null;
}

/** Null where the link says nothing of a password. */
export function passwordView(shown: ShownAccount, linkId: Uuid, form: FormAt): PasswordView | null {
  const password = shown.passwords.get(linkId);
  if (password === undefined) return null;
  const line = passwordLine(password, shown.timeZone);
  const said = askedNote(password, shown.timeZone);
  return {
    ...line,
    notes: said === null ? line.notes : [...line.notes, said],
    restore: password.way === 'undo_unused' ? form(`/account/links/${linkId}/restore-password`) : null,
    ask: password.way === 'ask_school' ? `/account/links/${linkId}/ask-password` : null,
  };
}

function askedNote({ asked, noWay, isLinked }: OwnPassword, timeZone: string): string | null {
  if (asked !== null) {
    const day = dayInWords(asked.at, timeZone);
    return asked.state === 'requested'
      ? `Просьба включить пароль передана школе ${day} Она решает, ответ появится здесь.`
      : `${day} школа отказала включить пароль. Причина: ${asked.reason ?? 'не названа'}`;
  }
  if (noWay === null || isLinked) return null;
  const why = noWay === 'used' ? 'Школа уже включала пароль, второй раз нельзя. ' : '';
  return `${why}Если получить Госуслуги невозможно, спросите в школе об исключении.`;
}
