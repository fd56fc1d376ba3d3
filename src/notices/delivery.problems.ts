import type { ProblemTexts } from '../platform/http/problem-catalog.js';

export const deliveryProblems: ProblemTexts = {
  CALL_UNSIGNED: {
    kind: 'unauthenticated',
    title: 'Вызов не подписан',
    detail:
      'Подпишите тело вызова общим секретом GATEWAY_SECRET (docs/delivery.md): проверьте секрет, часы и то, что подписаны те же байты.',
  },
};
