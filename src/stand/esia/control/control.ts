import { type ClientSettings } from '../clients.js';
import { type Generation, type TokenAlgorithm } from '../keys/signing-keys.js';
import { certificatePem } from '../pages/public-files.js';
import { type Person } from '../population/person.js';
import { readPerson } from '../population/read-person.js';
import { readFaultOrder, type FaultOrder } from '../state/faults.js';
import { type Metrics } from '../state/metrics.js';
import { type World } from '../state/world.js';
import { DEFAULT_SWITCHES, turnSwitches, type Switches } from '../switches.js';

/** A certificate as a client would find it in ESIA's archive. */
export interface PublishedCertificate {
  readonly algorithm: TokenAlgorithm;
  readonly generation: Generation;
  readonly thumbprint: string;
  readonly url: string;
  readonly pem: string;
}

/** Everything that tests and the stand may turn, in-process and behind `/_control` alike. */
export class Control {
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  /** @throws Error for an order that cannot be read */
  orderFault(order: FaultOrder): void {
    this.#world.faults.order(readFaultOrder({ ...order }));
  }

  resetFaults(): void {
    this.#world.faults.reset();
  }

  /** Moves the emulator's clock against the machine's, in seconds. */
  shiftClock(seconds: number): void {
    if (!Number.isFinite(seconds)) throw new Error('часы: «shiftSeconds» должен быть числом');
    this.#world.clock.shiftSeconds = seconds;
  }

  /** Signs with the given generation of keys, or with the other one. Returns the one that signs now. */
  rotateKeys(generation?: Generation): Generation {
    const { keys } = this.#world;
    keys.current = generation ?? (keys.current === 1 ? 2 : 1);
    return keys.current;
  }

  certificates(): PublishedCertificate[] {
    return this.#world.keys.all().map(({ algorithm, generation, thumbprint, fileName, certificate }) => ({
      algorithm,
      generation,
      thumbprint,
      url: `${this.#world.url}/public/${fileName}.cer`,
      pem: certificatePem(certificate),
    }));
  }

  person(oid: string): Person | undefined {
    return this.#world.population.byOid(oid);
  }

  personByLogin(login: string): Person | undefined {
    return this.#world.population.byLogin(login);
  }

  /** Adds or replaces a person. @throws Error that names the wrong field */
  putPerson(person: unknown): Person {
    const read = readPerson(person, 'запрос');
    this.#world.population.put(read);
    return read;
  }

  /** Changes fields of a person, the OID included. @throws Error for an unknown OID or a wrong field */
  patchPerson(oid: string, changes: Readonly<Partial<Person>>): Person {
    const person = this.#world.population.byOid(oid);
    if (person === undefined) throw new Error('нет человека с таким OID');
    const changed = readPerson({ ...person, ...changes }, 'запрос');
    this.#world.population.remove(oid);
    this.#world.population.put(changed);
    return changed;
  }

  /** @throws Error that names the wrong key */
  putClient(settings: ClientSettings): void {
    this.#world.clients.put(settings);
  }

  setAutoLogin(enabled: boolean): void {
    this.#world.autoLogin = enabled;
  }

  /** @throws Error that names an unknown switch */
  turn(changes: Readonly<Partial<Switches>>): void {
    turnSwitches(this.#world.switches, changes);
  }

  /** Everybody is signed out, half-done sign-ins are gone; with `tokens` also codes and tokens. */
  resetSessions(tokens = false): void {
    this.#world.sessions.forgetSessions();
    if (tokens) this.#world.grants.forget();
  }

  resetConsents(): void {
    this.#world.sessions.forgetConsents();
  }

  metrics(): ReturnType<Metrics['snapshot']> {
    return this.#world.metrics.snapshot();
  }

  resetMetrics(): void {
    this.#world.metrics.reset();
  }

  /** CPU of this process, microseconds: a bench subtracts it. */
  cpu(): NodeJS.CpuUsage {
    return process.cpuUsage();
  }

  state(): Readonly<Record<string, unknown>> {
    const { clock, keys, faults, switches, autoLogin, clients, population, issuer } = this.#world;
    return {
      issuer,
      clockShiftSeconds: clock.shiftSeconds,
      keyGeneration: keys.current,
      autoLogin,
      faults: faults.list(),
      switches,
      clients: clients.ids(),
      persons: population.size,
    };
  }

  /** As after the start, but people and clients stay as they are now. */
  reset(): void {
    this.resetFaults();
    this.resetSessions(true);
    this.resetConsents();
    this.resetMetrics();
    this.shiftClock(0);
    this.rotateKeys(1);
    this.setAutoLogin(false);
    turnSwitches(this.#world.switches, { ...DEFAULT_SWITCHES });
  }
}
