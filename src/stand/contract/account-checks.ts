import { randomUUID } from 'node:crypto';
import { ask, type Check, expectStatus, expectThat, type Subject } from './check.js';

const pathOf = (account: string): string => `accounts/${encodeURIComponent(account)}`;

/** «Одна учётная запись». */
export const ACCOUNT_CHECKS: readonly Check[] = [
  {
    title:
      'ваша запись отвечает привязкой, состоянием пароля и решением; то же с If-None-Match — 304 без тела',
    mend: 'назовите в --account запись, которая загружена для вашей системы; номер в адресе — percent-encoded',
    holds: async (subject) => {
      const answer = await ask(subject, pathOf(subject.account));
      expectStatus(answer, 200);
      const missing = ['account', 'link', 'credential', 'decision', 'phase'].filter(
        (field) => !(field in answer.body),
      );
      expectThat(missing.length === 0, `нет полей: ${missing.join(', ')}`);
      expectThat(answer.body['account'] === subject.account, 'в ответе другая запись');
      const etag = answer.headers.get('etag');
      expectThat(etag !== null, 'нет ETag');
      const again = await ask(subject, pathOf(subject.account), { headers: { 'if-none-match': etag } });
      expectStatus(again, 304);
      expectThat(again.text === '', 'у 304 есть тело');
    },
  },
  {
    title: 'неизвестная запись — 404 NOT_FOUND',
    mend: 'это ошибка сервера: пришлите оператору вывод проверки',
    holds: (subject) => isNotFound(subject, `contract-${randomUUID()}`),
  },
  {
    title: 'запись другого журнала — тоже 404 NOT_FOUND: она не отличается от несуществующей',
    mend: 'проверьте, что --foreign и правда запись другой системы; если так, немедленно скажите оператору: вы видите чужих людей',
    needs: 'foreignAccount',
    holds: (subject) => isNotFound(subject, subject.foreignAccount ?? ''),
  },
];

async function isNotFound(subject: Subject, account: string): Promise<void> {
  const answer = await ask(subject, pathOf(account));
  expectStatus(answer, 404);
  expectThat(answer.body['code'] === 'NOT_FOUND', `код ${String(answer.body['code'])}`);
}
