import { loadavg } from 'node:os';
import { type Measured, quantile } from './load.js';
import { CORES } from './processes.js';
import type { TokenAlgorithm } from './stand.js';

/** `first`: the sign-in writes links; `again`: they stand already. */
type Work = 'floor' | 'first' | 'again';

/** One line of the report. Rates are sign-ins per second, times milliseconds. */
export interface Figures {
  readonly work: Work;
  readonly algorithm: TokenAlgorithm;
  readonly accounts: number;
  readonly signIns: number;
  readonly seconds: number;
  readonly rate: {
    /** Sign-ins by wall time. */
    readonly measured: number;
    /** Wall time less the emulator's CPU over the cores: what the target speaks of. */
    readonly withoutEmulator: number;
    /** Less the driver's CPU too: the people's browsers and the e-journal run elsewhere. */
    readonly withoutDriver: number;
    /** By CPU alone: the cores over the CPU of server and PostgreSQL, or one core over the event loop, if that is less. */
    readonly byCpu: number;
  };
  /** CPU milliseconds for each sign-in. */
  readonly cpu: Readonly<Record<'server' | 'serverMainThread' | 'postgres' | 'emulator' | 'driver', number>>;
  /** The share of the machine that other programs had meanwhile, 0 … 1. */
  readonly othersShare: number;
  readonly loadAverage: number;
  /** How long the browser waited for our server in one sign-in, all answers together; its calls to ESIA included. */
  readonly ownMs: { readonly p50: number; readonly p95: number };
  readonly requestsEach: number;
  readonly transactionsEach: number;
}

export function figuresOf(
  of: Pick<Figures, 'work' | 'algorithm' | 'accounts'>,
  { signIns, seconds, spent, serverMs, requestsEach, transactionsEach }: Measured,
): Figures {
  const perSecond = (less: number): number => round(signIns / (seconds - less / CORES), 1);
  const each = (cpuSeconds: number): number => round((cpuSeconds * 1000) / signIns, 2);
  const byCores = (signIns * CORES) / (spent.server + spent.postgres);
  const byLoop = signIns / spent.serverMainThread;
  return {
    ...of,
    signIns,
    seconds: round(seconds, 1),
    rate: {
      measured: perSecond(0),
      withoutEmulator: perSecond(spent.emulator),
      withoutDriver: perSecond(spent.emulator + spent.driver),
      byCpu: round(Math.min(byCores, byLoop), 1),
    },
    cpu: {
      server: each(spent.server),
      serverMainThread: each(spent.serverMainThread),
      postgres: each(spent.postgres),
      emulator: each(spent.emulator),
      driver: each(spent.driver),
    },
    othersShare: round(spent.others / (seconds * CORES), 2),
    loadAverage: round(loadavg()[0] ?? 0, 1),
    ownMs: { p50: round(quantile(serverMs, 0.5), 0), p95: round(quantile(serverMs, 0.95), 0) },
    requestsEach: round(requestsEach, 1),
    transactionsEach: round(transactionsEach, 1),
  };
}

const WORKS: Readonly<Record<Work, string>> = {
  floor: 'пол: переходы без проверок и записей',
  first: 'первый вход (пишет связи)',
  again: 'повторный вход',
};

const HOW = `
Как посчитано. Отрезок длится T секунд, за него N входов; процессорное время — секунды всех потоков процесса за тот же
отрезок (/proc, у эмулятора GET /_control/cpu).
  замерено        N / T
  без эмулятора   N / (T − CPU эмулятора / ядер): с этим сравнивается цель
  без водителя    N / (T − (CPU эмулятора + CPU людей и журнала) / ядер)
  по процессору   меньшее из: ядер / (CPU сервера и PostgreSQL на вход); 1 / (CPU потока событий на вход)
  своё время      сколько браузер ждал наш сервер за весь вход, все ответы вместе, с нашими запросами к ЕСИА внутри
«По процессору» мало зависит от соседей по машине, остальное — сильно: смотрите долю чужих программ.`;

/** The tables for the console. */
export function describe(all: readonly Figures[]): string {
  const lines = all.map((one) => {
    const { rate, cpu, ownMs } = one;
    return [
      `${one.algorithm}, ${WORKS[one.work]}; учётных записей ${one.accounts}; входов ${one.signIns} за ${one.seconds} с`,
      `    входов/с: замерено ${rate.measured}, без эмулятора ${rate.withoutEmulator}, без водителя ${rate.withoutDriver}, по процессору ${rate.byCpu}`,
      `    мс процессора на вход: сервер ${cpu.server} (поток событий ${cpu.serverMainThread}), PostgreSQL ${cpu.postgres}, эмулятор ${cpu.emulator}, водитель ${cpu.driver}`,
      `    своё время p50 ${ownMs.p50} мс, p95 ${ownMs.p95} мс; запросов к серверу на вход ${one.requestsEach}, транзакций ${one.transactionsEach}; чужие программы ${Math.round(one.othersShare * 100)} % машины`,
    ].join('\n');
  });
  return [...lines, HOW].join('\n');
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
