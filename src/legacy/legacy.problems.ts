import type { ProblemTexts } from '../platform/http/problem-catalog.js';
import { overlayProblems } from './overlay.problems.js';

/** Problems of old logins and passwords and of the campaigns that end them. */
export const legacyProblems: ProblemTexts = {
  ...overlayProblems,
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
};
