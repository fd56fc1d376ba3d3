import type { ProblemTexts } from '../platform/http/problem-catalog.js';

/** Problems of the keys of machines. */
export const apiKeyProblems: ProblemTexts = {
  API_KEY_UNKNOWN: {
    kind: 'unauthenticated',
    title: 'Ключ API не подходит',
    detail:
      'Такого ключа нет или он скопирован не целиком. Передайте его полностью: Authorization: Bearer ph_live_…; если ключ потерян, попросите министерство выпустить новый.',
  },
  API_KEY_EXPIRED: {
    kind: 'unauthenticated',
    title: 'Срок ключа API истёк',
    detail: 'Попросите того, кто выдал ключ, выпустить новый.',
  },
  API_KEY_REVOKED: {
    kind: 'unauthenticated',
    title: 'Ключ API отозван',
    detail: 'Этот ключ больше не действует. Обратитесь к тому, кто его выдал.',
  },
  API_KEY_RETIRED: {
    kind: 'unauthenticated',
    title: 'Ключ API заменён',
    detail: 'Время перехода на новый ключ закончилось. Возьмите ключ, выпущенный на замену этому.',
  },
  API_KEY_ADDRESS: {
    kind: 'forbidden',
    title: 'Ключ API не действует с этого адреса',
    detail:
      'Ключ принимается только из сетей, указанных при выпуске. Отправьте запрос оттуда или попросите выпустить ключ для вашей сети.',
  },
  API_KEY_RIGHT: {
    kind: 'forbidden',
    title: 'У ключа API нет такого права',
    detail: 'Для этого запроса нужно право {right}. Попросите выпустить ключ с этим правом.',
  },
  API_KEY_NOT_FOR_THIS: {
    kind: 'forbidden',
    title: 'Этот адрес не для ключей API',
    detail: 'По ключу доступны только показатели. Остальное делают люди, вошедшие через Госуслуги.',
  },
  API_KEY_DATES_WRONG: {
    kind: 'invalid',
    title: 'Неверный срок ключа',
    detail: 'Последний день ключа должен быть от {from} до {to}: ключ живёт не дольше года.',
  },
  API_KEY_NETWORK_WRONG: {
    kind: 'invalid',
    title: 'Неверная сеть',
    detail:
      '{network}: адрес не является началом сети с такой маской. Для одного адреса укажите /32 (IPv4) или /128 (IPv6).',
  },
  API_KEY_FEDERAL_ALONE: {
    kind: 'invalid',
    title: 'Федеральный ключ — отдельный ключ',
    detail:
      'Право statistics.federal даётся ключу одно и на весь регион: по нему видно только опубликованное. Для других чисел выпустите другой ключ.',
  },
  API_KEY_OVER: {
    kind: 'conflict',
    title: 'Ключ уже не действует',
    detail: 'Ключ отозван, заменён или его срок истёк. Выпустите новый ключ.',
  },
  API_KEY_HAS_SUCCESSOR: {
    kind: 'conflict',
    title: 'Замена уже выпущена',
    detail: 'У этого ключа уже есть преемник. Замените преемника или отзовите его.',
  },
};
