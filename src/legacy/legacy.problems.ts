import { emergencyProblems } from './emergency.problems.js';
import type { ProblemTexts } from '../platform/http/problem-catalog.js';
import { planningProblems } from './planning.problems.js';

/** Problems of old logins and passwords and of the campaigns that end them. */
export const legacyProblems: ProblemTexts = {
  ...emergencyProblems,
  ...planningProblems,
  CAMPAIGN_MOVE_IMPOSSIBLE: {
    kind: 'conflict',
    title: 'На этом этапе так сделать нельзя',
    detail:
      'Кампания на этапе {phase}, действие {event} для него не предусмотрено. Откройте кампанию снова и выберите другое действие.',
  },
  CAMPAIGN_CLOSED: {
    kind: 'conflict',
    title: 'Кампания завершена',
    detail:
      'После закрытия пароли не возвращают. При аварии их на несколько часов включает экстренное решение двух сотрудников.',
  },
  CAMPAIGN_DATE_TOO_EARLY: {
    kind: 'invalid',
    title: 'Слишком ранняя дата',
    detail: 'Укажите дату отключения не раньше {earliest}: людей нужно предупредить заранее.',
  },
  CAMPAIGN_DATE_FORBIDDEN: {
    kind: 'invalid',
    title: 'В эти дни отключать нельзя',
    detail:
      'На эту дату приходится: {period}. Ближайшая разрешённая дата — {first_allowed}. Если дата нужна именно эта, отметьте исключение из календаря и назовите причину.',
  },
  CAMPAIGN_DATE_NOT_LATER: {
    kind: 'invalid',
    title: 'Это не перенос на позже',
    detail:
      'Сейчас отключение назначено на {date}. Укажите более позднюю дату или выберите перенос на более раннюю.',
  },
  CAMPAIGN_DATE_NOT_EARLIER: {
    kind: 'invalid',
    title: 'Это не перенос на раньше',
    detail: 'Сейчас отключение назначено на {date}. Укажите более раннюю дату или выберите перенос на позже.',
  },
  CAMPAIGN_ADVANCE_UNASKED: {
    kind: 'conflict',
    title: 'Нет просьбы директора',
    detail:
      'Раньше назначенного срока пароли отключают только по просьбе директора школы. Дождитесь его заявки.',
  },
  CAMPAIGN_ROLLBACK_LATE: {
    kind: 'conflict',
    title: 'Срок возврата прошёл',
    detail:
      'Вернуть школу на прежний этап можно было до {until}, 60 дней после отключения. Тем, кто остался без входа, помогут исключение или временное включение пароля.',
  },
  CAMPAIGN_ROLLBACK_NOT_BACK: {
    kind: 'invalid',
    title: 'Вернуть можно только на более ранний этап',
    detail: 'Кампания на этапе {phase}. Выберите этап, который раньше него.',
  },
  CAMPAIGN_ROLLBACK_DATE: {
    kind: 'invalid',
    title: 'Не указана новая дата',
    detail:
      'Укажите новую дату отключения. Без даты кампанию возвращают только на этап not_scheduled, то есть отменяют план.',
  },
  CAMPAIGN_WAVE_ORDER: {
    kind: 'conflict',
    title: 'Волна не может обогнать предыдущую',
    detail:
      'Предыдущая волна ({wave}) на этапе {phase}, её отключение — {date}. Сначала переведите её или назначьте дату не раньше.',
  },
  CAMPAIGN_GATES_MISSED: {
    kind: 'conflict',
    title: 'Условия этапа не выполнены',
    detail: 'Выполните условия и повторите: {missed}',
  },
  CAMPAIGN_PAUSED: {
    kind: 'conflict',
    title: 'Кампания уже приостановлена',
    detail: 'Чтобы она пошла дальше, возобновите её.',
  },
  CAMPAIGN_NOT_PAUSED: {
    kind: 'conflict',
    title: 'Кампания не приостановлена',
    detail: 'Возобновлять нечего: кампания идёт по плану. Откройте её снова.',
  },
  DELETION_ACT_INVALID: {
    kind: 'invalid',
    title: 'Акт об уничтожении не принят',
    detail:
      'Не подходит {claim}. Проверьте подпись, срок и поля по docs/integration.md, подпишите акт заново и пришлите снова.',
  },
  DELETION_ACT_DATE_AHEAD: {
    kind: 'invalid',
    title: 'Дата уничтожения ещё не наступила',
    detail: 'Укажите в date день, когда хеши уничтожены: сегодняшний или прошедший.',
  },
  DELETION_ACT_NUMBER_TAKEN: {
    kind: 'conflict',
    title: 'Акт с таким номером уже есть',
    detail:
      'Акт № {number} принят с другим содержанием. Если это новый акт, дайте ему другой номер; принятый не меняется.',
  },
  DELETION_ACT_TOO_EARLY: {
    kind: 'conflict',
    title: 'Хеши уничтожать рано',
    detail:
      'Кампания этой школы и волны закрыта меньше 30 дней или ещё не закрыта. Сохраните хеши и пришлите акт после этого срока.',
  },
  PROBE_ALREADY_RECORDED: {
    kind: 'conflict',
    title: 'Такая проверочная запись уже есть',
    detail: 'Эта учётная запись уже проверяет этот канал. Найдите её в списке проверочных записей.',
  },
};
