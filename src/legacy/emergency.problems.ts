import type { ProblemTexts } from '../platform/http/problem-catalog.js';

/** Problems of brownouts, break-glass, outages of ESIA and locks. */
export const emergencyProblems: ProblemTexts = {
  BROWNOUT_PAST: {
    kind: 'invalid',
    title: 'Окно уже началось',
    detail: 'Пробное отключение планируют заранее: назовите начало позже этой минуты.',
  },
  BROWNOUT_ORDER: {
    kind: 'invalid',
    title: 'Окно кончается раньше, чем начинается',
    detail: 'Назовите в ends_at время позже starts_at.',
  },
  BROWNOUT_TOO_LONG: {
    kind: 'invalid',
    title: 'Слишком длинное отключение',
    detail:
      'Окно длиннее, чем разрешает правило этого журнала (и не больше 48 часов). Разделите его на несколько.',
  },
  BROWNOUT_PHASE: {
    kind: 'conflict',
    title: 'Сейчас не этап пробных отключений',
    detail:
      'Окна планируют для школ на этапах link_required и brownouts. Проверьте этап в /api/v1/campaigns.',
  },
  BROWNOUT_CUTOVER: {
    kind: 'conflict',
    title: 'Окно заходит за дату отключения паролей',
    detail: 'Закончите окно до начала дня отключения или перенесите дату.',
  },
  BROWNOUT_CALENDAR: {
    kind: 'conflict',
    title: 'На экзамены и конец четверти окно не назначают',
    detail: 'Выберите дни вне экзаменов и концов четвертей: они записаны в календаре школы и региона.',
  },
  BROWNOUT_LESSONS: {
    kind: 'conflict',
    title: 'Во время уроков окно не назначают',
    detail: 'Назначьте окно после уроков или в день без них. Часы уроков: /api/v1/lesson-hours.',
  },
  BROWNOUT_OVERLAPS: {
    kind: 'conflict',
    title: 'В это время уже есть окно',
    detail: 'Отмените прежнее окно или выберите другое время.',
  },
  BROWNOUT_NOTHING_PLANNED: {
    kind: 'conflict',
    title: 'Ни одного окна запланировать нельзя',
    detail:
      'У школ и волн разные причины; предварительный просмотр /api/v1/brownouts/preview назовёт их по одной.',
  },
  BROWNOUT_OVER: {
    kind: 'conflict',
    title: 'Отменять уже нечего',
    detail: 'Эти окна закончились или отменены раньше. Обновите список.',
  },
  LESSON_HOURS_WRONG: {
    kind: 'invalid',
    title: 'Уроки кончаются раньше, чем начинаются',
    detail: 'Назовите в until время позже from.',
  },
  BREAK_GLASS_OPEN: {
    kind: 'conflict',
    title: 'Аварийный доступ уже запрошен или включён',
    detail: 'Подтвердите или отзовите прежний запрос, либо дождитесь его конца: в регионе он один.',
  },
  BREAK_GLASS_SAME_PERSON: {
    kind: 'forbidden',
    title: 'Нужен второй человек',
    detail: 'Запрос подтверждает другой руководитель кампании, не тот, кто его подал.',
  },
  BREAK_GLASS_LAPSED: {
    kind: 'conflict',
    title: 'Запрос устарел',
    detail: 'На подтверждение даётся час. Подайте запрос снова.',
  },
  BREAK_GLASS_DECIDED: {
    kind: 'conflict',
    title: 'Решение уже принято',
    detail: 'Запрос подтвердил, отозвал или закончил кто-то другой. Обновите список.',
  },
  ESIA_OUTAGE_DECLARED: {
    kind: 'conflict',
    title: 'Недоступность Госуслуг уже объявлена',
    detail:
      'Она действует до срока, который назвал объявивший. Чтобы назвать другой срок, сначала закончите её.',
  },
  ESIA_OUTAGE_OVER: {
    kind: 'conflict',
    title: 'Недоступность уже закончилась',
    detail: 'Заканчивать нечего. Обновите список.',
  },
  CREDENTIAL_LOCKED: {
    kind: 'conflict',
    title: 'Запись уже заблокирована',
    detail: 'Пароль этой записи уже не действует. Причина и время — в списке её блокировок.',
  },
  CREDENTIAL_NOT_LOCKED: {
    kind: 'conflict',
    title: 'Блокировки нет',
    detail: 'Её снял кто-то другой. Обновите сведения о записи.',
  },
  LOCK_GROUND_HOLDS: {
    kind: 'conflict',
    title: 'Основание блокировки ещё действует',
    detail:
      'Сначала уберите основание: верните приостановленную привязку, исправьте запись о смерти или ограничении. При оставшемся основании снимает ответственный за безопасность.',
  },
};
