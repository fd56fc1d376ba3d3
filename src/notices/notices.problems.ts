import type { ProblemTexts } from '../platform/http/problem-catalog.js';

/** Problems of notices. */
export const noticesProblems: ProblemTexts = {
  NOTICE_TEXT_NOT_APPROVED: {
    kind: 'conflict',
    title: 'Текст не утверждён',
    detail:
      'Министерство ещё не утвердило текст «{kind}»: без этого памятки не печатаются и сообщения не уходят. Попросите министерство утвердить его.',
  },
  NOTICE_TEXT_FAULTY: {
    kind: 'conflict',
    title: 'Текст с ошибками',
    detail: 'Текст «{kind}» нарушает правила подстановок. Напишите новую версию и утвердите её.',
  },
  NOTICES_NONE_TO_PRINT: {
    kind: 'not_found',
    title: 'Печатать нечего',
    detail:
      'Памяток, которые ждут выдачи, здесь нет. Сначала подготовьте их (POST /api/v1/notices) или запросите все: which=all. Памятки, которые выдают лично, в пачку не входят: их печатают по одной.',
  },
  NOTICE_HANDED_IN_FUTURE: {
    kind: 'invalid',
    title: 'День ещё не наступил',
    detail: 'Памятки выдают сегодня или раньше. Исправьте поле handed_on.',
  },
};
