import { ClientRegistry } from '../clients.js';
import { EmulatorClock } from '../emulator-clock.js';
import { SigningKeys } from '../keys/signing-keys.js';
import { loadPopulation, type Population } from '../population/population.js';
import { type Settings } from '../settings.js';
import { DEFAULT_SWITCHES, turnSwitches, type Switches } from '../switches.js';
import { Faults } from './faults.js';
import { Grants } from './grants.js';
import { Metrics } from './metrics.js';
import { Sessions } from './sessions.js';

/** Everything one running emulator knows. Two emulators in one process share nothing. */
export interface World {
  /** Where it answers, without a trailing slash: the root of addresses in REST collections. */
  url: string;
  readonly issuer: string;
  readonly clock: EmulatorClock;
  readonly switches: Switches;
  readonly clients: ClientRegistry;
  readonly population: Population;
  readonly keys: SigningKeys;
  readonly sessions: Sessions;
  readonly grants: Grants;
  readonly faults: Faults;
  readonly metrics: Metrics;
  /** Stand only: authorize requests are answered at once for the person of `x-emulator-login`. */
  autoLogin: boolean;
  /** Seconds; `updatedOn` of people who were not changed since. */
  readonly startedAt: number;
}

/** @throws Error of the population, the clients or the switches */
export function makeWorld(settings: Settings): World {
  const clock = new EmulatorClock(settings.clockShiftSeconds ?? 0);
  const switches = structuredClone(DEFAULT_SWITCHES) as Switches;
  turnSwitches(switches, settings.switches ?? {});
  const clients = new ClientRegistry();
  for (const client of settings.clients) clients.put(client);
  const population = loadPopulation(settings.populationFile);
  for (const person of settings.persons ?? []) population.put(person);
  const now = (): number => clock.seconds();
  return {
    url: settings.publicUrl ?? '',
    issuer: settings.issuer,
    clock,
    switches,
    clients,
    population,
    keys: new SigningKeys(settings.keysDirectory),
    sessions: new Sessions(now),
    grants: new Grants(now),
    faults: new Faults(),
    metrics: new Metrics(),
    autoLogin: settings.autoLogin ?? false,
    startedAt: clock.seconds(),
  };
}
