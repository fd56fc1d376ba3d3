import type { ProblemTexts } from '../platform/http/problem-catalog.js';

export const deliveryProblems: ProblemTexts = {
  CONTACT_ADDRESS_WRONG: {
    kind: 'invalid',
    title: 'Адрес написан неверно',
    detail: 'Проверьте адрес: почта выглядит как имя@узел.ru, номер телефона — как +7 900 123-45-67.',
  },
  CONTACT_CHANNEL_OFF: {
    kind: 'conflict',
    title: 'Так сообщения не отправляются',
    detail: 'В этом регионе такие сообщения пока не настроены. Выберите другой способ.',
  },
  CONTACT_CODE_WRONG: {
    kind: 'invalid',
    title: 'Код не подошёл',
    detail: 'Код неверен или больше не действует. Вернитесь на страницу и запросите новый.',
  },
  CALL_UNSIGNED: {
    kind: 'unauthenticated',
    title: 'Вызов не подписан',
    detail:
      'Подпишите тело вызова общим секретом GATEWAY_SECRET (docs/delivery.md): проверьте секрет, часы и то, что подписаны те же байты.',
  },
};
