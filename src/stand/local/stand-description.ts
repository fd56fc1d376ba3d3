import type { DemoPerson } from './demo-region.js';
import type { StandPorts } from './stand-ports.js';

/** What one sees when the stand is ready: addresses, and people to sign in as with what each one shows. */
export function describeStand(
  ports: StandPorts,
  journal: string,
  people: readonly DemoPerson[],
  seconds: string,
): string {
  const width = (title: string, pick: (person: DemoPerson) => string): number =>
    Math.max(title.length, ...people.map((person) => pick(person).length));
  const [login, password, who] = [
    width('логин', (p) => p.login),
    width('пароль', passwordOf),
    width('кто это', (p) => p.who),
  ];
  const rows = people.map(
    (person) =>
      `  ${person.login.padEnd(login)}  ${passwordOf(person).padEnd(password)}  ${person.who.padEnd(who)}  ${person.shows}`,
  );
  return [
    '',
    `Готово за ${seconds} с.`,
    '',
    `  Журнал (начните здесь)      ${journal}`,
    `  Моя страница                http://localhost:${ports.server}/account`,
    `  Вход администратора         http://localhost:${ports.server}/admin/sign-in`,
    `  Описание API                http://localhost:${ports.server}/api/docs`,
    `  Письма и СМС людям          http://localhost:${ports.messages}`,
    `  Учебные Госуслуги           http://localhost:${ports.esia}`,
    '',
    `  ${'логин'.padEnd(login)}  ${'пароль'.padEnd(password)}  ${'кто это'.padEnd(who)}  что увидите`,
    ...rows,
    '',
    'Остановить: Ctrl-C.',
  ].join('\n');
}

function passwordOf({ password, otp }: DemoPerson): string {
  return otp === null ? password : `${password}, код ${otp}`;
}
