/** What a failed sign-in through ESIA comes to (outcome-codes.md, i.2; STATE_INVALID and AWAITING_PARENT_CONSENT of i.1). */
export type EsiaOutcomeCode =
  | 'ESIA_NOT_VERIFIED'
  | 'ESIA_SCOPE_DENIED'
  | 'ESIA_2FA_IMPOSSIBLE'
  | 'ESIA_ROLE'
  | 'ESIA_NOT_EMPLOYEE'
  | 'ESIA_CODE_INVALID'
  | 'ESIA_UNAVAILABLE'
  | 'ESIA_TECH'
  | 'AWAITING_PARENT_CONSENT'
  | 'STATE_INVALID';

/** What a person reads about a failed sign-in, and who can mend it. */
export interface EsiaExplanation {
  /** Russian, whole sentences: what happened and what to do. */
  readonly text: string;
  readonly mendedBy: 'user' | 'school' | 'support' | 'ops' | 'wait';
  /** `once`: at once and by itself; `later`: by the person, after a while; `none`: the same again would fail the same way. */
  readonly retry: 'none' | 'once' | 'later';
}

const EXPLANATIONS: Readonly<Record<EsiaOutcomeCode, EsiaExplanation>> = {
  ESIA_NOT_VERIFIED: {
    text:
      'Для входа нужна действующая подтверждённая учётная запись Госуслуг. Подтвердите её в приложении банка или в МФЦ ' +
      '(адреса: gosuslugi.ru, «Центры обслуживания») и войдите снова. Ученику до 14 лет учётную запись создаёт родитель.',
    mendedBy: 'user',
    retry: 'none',
  },
  ESIA_SCOPE_DENIED: {
    text:
      'Вы не разрешили Госуслугам передать данные. Чтобы найти вас в списках школы, нужны фамилия, имя, отчество, дата рождения ' +
      'и СНИЛС; больше ничего не запрашивается. Войдите снова и нажмите «Предоставить».',
    mendedBy: 'user',
    retry: 'later',
  },
  ESIA_2FA_IMPOSSIBLE: {
    text:
      'Госуслуги не смогли отправить код подтверждения. Включите вход по одноразовому коду (TOTP) в настройках Госуслуг: ' +
      '«Профиль», «Безопасность», «Вход с подтверждением» — и войдите снова.',
    mendedBy: 'user',
    retry: 'later',
  },
  ESIA_ROLE: {
    text: 'Вы вошли в Госуслуги от имени организации или предпринимателя. Войдите снова и выберите роль «Частное лицо».',
    mendedBy: 'user',
    retry: 'later',
  },
  ESIA_NOT_EMPLOYEE: {
    text:
      'Госуслуги не подтверждают, что вы работаете в этой организации. Попросите школу добавить вас в сотрудники организации ' +
      'в Госуслугах.',
    mendedBy: 'school',
    retry: 'none',
  },
  ESIA_CODE_INVALID: {
    text: 'Время подтверждения входа истекло. Войдите через Госуслуги ещё раз и не нажимайте «Назад» во время входа.',
    mendedBy: 'user',
    retry: 'once',
  },
  ESIA_UNAVAILABLE: {
    text: 'Госуслуги сейчас недоступны. Это не ошибка ваших данных: подождите несколько минут и войдите снова.',
    mendedBy: 'wait',
    retry: 'later',
  },
  ESIA_TECH: {
    text:
      'Не получилось войти из-за технического сбоя; мы о нём уже знаем. Попробуйте позже. Если не поможет, сообщите в поддержку ' +
      'номер обращения.',
    mendedBy: 'ops',
    retry: 'later',
  },
  AWAITING_PARENT_CONSENT: {
    text: 'Нужно согласие родителя. Попросите родителя дать его на Госуслугах в разделе «Согласия и доверенности» и войдите снова.',
    mendedBy: 'user',
    retry: 'later',
  },
  STATE_INVALID: {
    text: 'Время входа истекло, или вход начат в другом окне. Начните вход заново в этом окне.',
    mendedBy: 'user',
    retry: 'later',
  },
};

/** The text for people and who can mend it; one entry for every code. The case number is the caller's to show. */
export function explainEsiaOutcome(code: EsiaOutcomeCode): EsiaExplanation {
  return EXPLANATIONS[code];
}
