import { readFileSync } from 'node:fs';
import { PERSONAS } from './personas.js';
import { type Person } from './person.js';
import { readPerson } from './read-person.js';

/** All people of the emulator by OID and by login (letter case of a login does not matter). */
export class Population {
  readonly #byOid = new Map<string, Person>();
  readonly #oidByLogin = new Map<string, string>();

  get size(): number {
    return this.#byOid.size;
  }

  byOid(oid: string): Person | undefined {
    return this.#byOid.get(oid);
  }

  byLogin(login: string): Person | undefined {
    return this.#byOid.get(this.#oidByLogin.get(login.trim().toLowerCase()) ?? '');
  }

  logins(): string[] {
    return [...this.#oidByLogin.keys()];
  }

  /** Adds a person, or replaces those who have the same OID or the same login. */
  put(person: Person): void {
    this.remove(person.oid);
    const rival = this.byLogin(person.login);
    if (rival !== undefined) this.remove(rival.oid);
    this.#byOid.set(person.oid, person);
    this.#oidByLogin.set(person.login.toLowerCase(), person.oid);
  }

  remove(oid: string): void {
    const person = this.#byOid.get(oid);
    if (person === undefined) return;
    this.#byOid.delete(oid);
    this.#oidByLogin.delete(person.login.toLowerCase());
  }
}

/**
 * The built-in personas, then the people of the file, who replace a persona with the same OID or login.
 * @throws Error that names the place and the field; two people of the file with one OID or login are an error, too
 */
export function loadPopulation(file: string | undefined): Population {
  const population = new Population();
  for (const persona of PERSONAS) population.put(persona);
  if (file === undefined) return population;
  const { persons } = JSON.parse(readFileSync(file, 'utf8')) as { persons?: unknown };
  if (!Array.isArray(persons)) throw new Error('население ЕСИА: в файле нет списка «persons»');
  const seen = new Set<string>();
  persons.forEach((raw: unknown, index) => {
    const person = readPerson(raw, `persons[${index}]`);
    for (const key of [person.oid, `login ${person.login.toLowerCase()}`]) {
      if (seen.has(key)) throw new Error(`население ЕСИА: persons[${index}] повторяет OID или логин`);
      seen.add(key);
    }
    population.put(person);
  });
  return population;
}
