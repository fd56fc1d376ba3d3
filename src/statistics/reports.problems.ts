import type { ProblemTexts } from '../platform/http/problem-catalog.js';

/** Problems of report forms, periods and reports of schools. */
export const reportsProblems: ProblemTexts = {
  REPORT_FORM_UNKNOWN: {
    kind: 'invalid',
    title: 'Такой формы нет',
    detail: 'Формы {form_code} такой версии нет. Возьмите code и version из списка /api/v1/report-forms.',
  },
  REPORT_PERIOD_DAYS_WRONG: {
    kind: 'invalid',
    title: 'Дни периода не по порядку',
    detail:
      'first_day (на этот день определяется, кто отчитывается) не позже as_of, а срок due_on не раньше as_of. Исправьте даты.',
  },
  REPORT_ZONE_UNKNOWN: {
    kind: 'invalid',
    title: 'Такого часового пояса нет',
    detail:
      'Пояс {due_zone} неизвестен. Укажите в due_zone имя из базы IANA, например Europe/Moscow, или уберите поле: тогда срок по времени региона.',
  },
  REPORT_DUE_PAST: {
    kind: 'invalid',
    title: 'Срок уже прошёл',
    detail: 'День {due_on} уже закончился. Назначьте в due_on день, который ещё не прошёл.',
  },
  REPORT_SNAPSHOT_MISSING: {
    kind: 'conflict',
    title: 'За этот день ещё не посчитано',
    detail:
      'За {as_of} снимка показателей нет: день ещё не закончился или ночной подсчёт не прошёл. Выберите другой день в as_of или повторите позже.',
  },
  REPORT_PERIOD_EMPTY: {
    kind: 'conflict',
    title: 'Отчитываться некому',
    detail:
      'На {first_day} в регионе нет действующих школ тех видов, которые названы в форме. Проверьте first_day и форму.',
  },
  REPORT_PERIOD_EXISTS: {
    kind: 'conflict',
    title: 'Такой период уже открыт',
    detail: 'По этой форме период на {as_of} уже есть: найдите его в списке /api/v1/report-periods.',
  },
  REPORT_STATE_WRONG: {
    kind: 'conflict',
    title: 'Сейчас этого сделать нельзя',
    detail: 'Отчёт в состоянии {state}: такое действие к нему неприменимо. Откройте отчёт снова.',
  },
  REPORT_REFRESH_LATE: {
    kind: 'conflict',
    title: 'Срок сдачи прошёл',
    detail:
      'Обновить расчётные числа можно только до срока сдачи. Объясните расхождение в отчёте и сдайте его.',
  },
  REPORT_ROLLUP_SENT: {
    kind: 'conflict',
    title: 'Свод муниципалитета уже сдан',
    detail:
      'Принятый отчёт возвращают, пока свод составляется или возвращён. Отзовите свод или попросите министерство вернуть его и назвать эту школу.',
  },
  REPORT_CHECKS_FAILED: {
    kind: 'conflict',
    title: 'Отчёт не проходит проверку',
    detail: '{said} После исправления сдайте отчёт снова.',
  },
  REPORT_CELL_COMPUTED: {
    kind: 'invalid',
    title: 'Расчётную ячейку не меняют',
    detail:
      'Столбец «{name}» заполняет система. Если число неверно, исправьте контингент или укажите своё число в столбце «по данным ОО» с объяснением.',
  },
  REPORT_CELL_KIND: {
    kind: 'invalid',
    title: 'В этом столбце так не пишут',
    detail:
      'Столбец «{name}»: figure — для столбцов «по данным ОО», text — для текстовых, explanation — для чисел. Исправьте запрос.',
  },
  REPORT_CELL_UNKNOWN: {
    kind: 'invalid',
    title: 'Такого столбца в форме нет',
    detail: 'Столбца {cell} в форме нет. Возьмите ключи столбцов из самого отчёта.',
  },
  REPORT_OTHER_ROUTE: {
    kind: 'forbidden',
    title: 'Этот отчёт принимает другой',
    detail:
      'Отчёты муниципальных школ принимает и возвращает их муниципалитет, остальных школ — министерство.',
  },
};
