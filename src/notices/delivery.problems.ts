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
  LETTER_DUE_PAST: {
    kind: 'invalid',
    title: 'Срок уже прошёл',
    detail: 'Назначьте срок ознакомления не раньше сегодняшнего дня.',
  },
  LETTER_SENT: {
    kind: 'conflict',
    title: 'Письмо уже отправлено',
    detail: 'Отправленное письмо не меняется и не отправляется снова. Заведите новое.',
  },
  LETTER_EMPTY: {
    kind: 'conflict',
    title: 'В письме ничего нет',
    detail: 'Напишите текст или приложите файл, потом отправляйте.',
  },
  LETTER_NO_RECIPIENTS: {
    kind: 'conflict',
    title: 'Письмо некому отправить',
    detail: 'В регионе ещё нет действующих школ: загрузите контингент.',
  },
  LETTER_FILE_WRONG: {
    kind: 'invalid',
    title: 'Файл не подходит',
    detail: 'Приложите PDF или DOCX без макросов. Тип проверяется по содержанию, а не по имени.',
  },
  ANNOUNCEMENT_DATES_WRONG: {
    kind: 'invalid',
    title: 'Неверное время объявления',
    detail: 'Конец должен быть позже начала и сейчас, но не дальше года от начала.',
  },
  ANNOUNCEMENT_PLACE_WRONG: {
    kind: 'invalid',
    title: 'Назовите одно место',
    detail: 'Укажите школу или муниципалитет; без обоих объявление — для всего региона.',
  },
  CALL_UNSIGNED: {
    kind: 'unauthenticated',
    title: 'Вызов не подписан',
    detail:
      'Подпишите тело вызова общим секретом GATEWAY_SECRET (docs/delivery.md): проверьте секрет, часы и то, что подписаны те же байты.',
  },
};
