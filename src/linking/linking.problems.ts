import type { ProblemTexts } from '../platform/http/problem-catalog.js';

/** Problems that deciding about links can meet, beside the outcomes of outcome-codes.md. */
export const linkingProblems: ProblemTexts = {
  LEGACY_PROOF_INVALID: {
    kind: 'invalid',
    title: 'Вход по старому паролю не подтверждён',
    detail:
      'Заявление журнала не принято: не подходит {claim}. Проверьте подпись, срок, одноразовость и поля по docs/integration.md и пришлите новое.',
  },
  IDEMPOTENCY_KEY_REUSED: {
    kind: 'conflict',
    title: 'Ключ повтора уже использован',
    detail: 'С этим Idempotency-Key уже приходил другой запрос. Для нового запроса возьмите новый ключ.',
  },
  LINK_NOT_WAITING: {
    kind: 'conflict',
    title: 'Привязка не ждёт подтверждения',
    detail: 'Подтвердить можно только привязку, которая ждёт второго доказательства. Обновите страницу.',
  },
  OWN_CASE: {
    kind: 'forbidden',
    title: 'Решение о себе или родственнике',
    detail:
      'Решать о себе и о своей семье нельзя. Передайте заявку другому администратору школы; если его нет, его назначит муниципальный орган.',
  },
};
