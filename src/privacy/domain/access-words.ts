/** What an entry of the audit says to the person it is about. */
const ACTIONS: Readonly<Record<string, string>> = {
  'person.card_read': 'просмотр карточки',
  'person.family_read': 'просмотр семейных связей',
  'person.revealed': 'показ полного значения по причине',
  'person.corrected': 'исправление сведений',
  'person.merged': 'объединение двух записей',
  'person.split': 'разделение записей',
  'person.protected': 'защита сведений',
  'person.protection_ended': 'снятие защиты',
  'person.blocked': 'обработка приостановлена',
  'person.unblocked': 'обработка возобновлена',
  'person.deceased': 'запись о смерти',
  'person.access_report_made': 'ответ на ваше обращение',
  'link_review.read': 'просмотр случая на проверке',
  'link_review.rejected': 'решение по случаю на проверке',
  'case.read': 'просмотр случая поддержкой',
  'case.instructions_sent': 'отправка инструкции поддержкой',
  'consent.given': 'запись согласия',
  'consent.withdrawn': 'запись отзыва согласия',
  'credential.ordered': 'заказ нового пароля',
  'declaration.recorded': 'отметка «УЗ создана»',
  'declaration.withdrawn': 'снятие отметки «УЗ создана»',
};

const ACTORS: Readonly<Record<string, string>> = {
  administrator: 'администратор',
  operator: 'оператор системы',
  client: 'электронный журнал',
};

/** The action in words; a code stands for itself where there are none. */
export function actionInWords(action: string): string {
  return ACTIONS[action] ?? action;
}

/** Whoever acted, as a kind: the law leaves employees of the operator unnamed (152-ФЗ, ст. 14, ч. 7, п. 4). */
export function actorInWords(kind: string): string {
  return ACTORS[kind] ?? kind;
}
