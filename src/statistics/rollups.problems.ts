import type { ProblemTexts } from '../platform/http/problem-catalog.js';

/** Problems of roll-ups, corrections and control totals. */
export const rollupsProblems: ProblemTexts = {
  ROLLUP_STATE_WRONG: {
    kind: 'conflict',
    title: 'Сейчас этого сделать нельзя',
    detail: 'Свод в состоянии {state}: такое действие к нему неприменимо. Откройте свод снова.',
  },
  ROLLUP_NOT_BUILT: {
    kind: 'conflict',
    title: 'Свод ещё не собран',
    detail: 'Соберите свод (build), проверьте его числа и сдайте.',
  },
  ROLLUP_STALE: {
    kind: 'conflict',
    title: 'Числа свода устарели',
    detail: 'После сборки свода приняты или возвращены отчёты школ. Соберите свод снова и проверьте числа.',
  },
  ROLLUP_MISSING_UNNAMED: {
    kind: 'conflict',
    title: 'Не все школы названы',
    detail:
      'Отчёты этих школ не приняты: {schools}. Примите их или назовите каждую в missing с причиной: молча школу не пропускают.',
  },
  ROLLUP_MISSING_WRONG: {
    kind: 'conflict',
    title: 'Лишние школы среди отсутствующих',
    detail: 'Уберите из missing школы, чьи отчёты приняты, чужие и названные дважды: {schools}.',
  },
  ROLLUP_SCHOOLS_NOT_ACCEPTED: {
    kind: 'conflict',
    title: 'Возвращать школе нечего',
    detail:
      'У этих школ нет принятого отчёта в своде: {schools}. Назовите в school_ids лишь школы, чьи отчёты приняты.',
  },
  CORRECTION_NOT_LOCKED: {
    kind: 'conflict',
    title: 'Отчёт не закрыт',
    detail:
      'Исправление просят для закрытого отчёта; этот в состоянии {state}. Отзовите его, или попросите вернуть, и исправьте.',
  },
  CORRECTION_OPEN: {
    kind: 'conflict',
    title: 'Исправление уже просят',
    detail: 'По этому отчёту запрос ждёт решения: найдите его в списке /api/v1/report-corrections.',
  },
  CORRECTION_STATE_WRONG: {
    kind: 'conflict',
    title: 'Запрос не ждёт этого решения',
    detail:
      'Запрос в состоянии {state}. Запрос муниципальной школы сначала согласует муниципалитет, потом утверждает министерство.',
  },
  CORRECTION_OWN: {
    kind: 'forbidden',
    title: 'Свой запрос не решают',
    detail: 'Этот запрос подали вы сами. Согласовать и утвердить его должен другой человек.',
  },
  CORRECTION_ROLLUP_BUSY: {
    kind: 'conflict',
    title: 'Свод муниципалитета в работе',
    detail:
      'Свод с прежним исправлением в состоянии {state}. Верните его муниципалитету или примите и закройте период, затем утвердите этот запрос.',
  },
  FEDERAL_TOTAL_WRONG: {
    kind: 'invalid',
    title: 'Контрольные числа заполнены неверно',
    detail: 'Исправьте числа: {complaint}.',
  },
  FEDERAL_FILE_WRONG: {
    kind: 'invalid',
    title: 'Файл не принят',
    detail: 'Исправьте файл и загрузите снова, ничего не записано. Первая ошибка: {first}.',
  },
};
