import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { type ClientSettings } from './clients.js';
import { type Person } from './population/person.js';

/** Issuer by default: a name that no real ESIA bears, so that no production client takes these tokens (rule 20). */
const EMULATOR_ISSUER = 'http://esia-emulator.local/';

const REAL_HOSTS = /(^|\.)gosuslugi\.ru$/i;

/** What an emulator is started with: the JSON config of `main.ts`, or options in-process. Described in docs/esia-emulator.md. */
export interface EmulatorOptions {
  /** 0 or absent: any free port. */
  readonly port?: number;
  readonly host?: string;
  /** Root of addresses in answers, when browsers reach the emulator by another name. No trailing slash. */
  readonly publicUrl?: string;
  readonly issuer?: string;
  /** Admits a real issuer, for reproducing recorded tokens only. */
  readonly allowRealIssuer?: boolean;
  readonly populationFile?: string;
  /** More people, given in-process. */
  readonly persons?: readonly Person[];
  readonly keysDirectory?: string;
  readonly clients: readonly ClientSettings[];
  readonly switches?: Readonly<Record<string, unknown>>;
  readonly clockShiftSeconds?: number;
  readonly autoLogin?: boolean;
}

export interface Settings extends EmulatorOptions {
  readonly issuer: string;
}

/**
 * Checks what must never be wrong (rule 20).
 * @throws Error under NODE_ENV=production, for a real issuer, for an issuer that is not `http(s)://…/`
 */
export function readSettings(options: EmulatorOptions, environment = process.env['NODE_ENV']): Settings {
  if (environment === 'production') throw new Error('эмулятор ЕСИА не запускается при NODE_ENV=production');
  const issuer = options.issuer ?? EMULATOR_ISSUER;
  if (!URL.canParse(issuer) || !/^https?:\/\/.*\/$/.test(issuer))
    throw new Error('эмулятор ЕСИА: «issuer» должен быть адресом http(s) с косой чертой на конце');
  if (REAL_HOSTS.test(new URL(issuer).hostname) && options.allowRealIssuer !== true)
    throw new Error('эмулятор ЕСИА: «issuer» настоящей ЕСИА запрещён');
  return { ...options, issuer };
}

/** Reads a JSON config; file names in it are relative to its folder. @throws Error */
export function readConfigFile(file: string): EmulatorOptions {
  const options = JSON.parse(readFileSync(file, 'utf8')) as EmulatorOptions;
  const beside = (name: string): string => resolve(dirname(file), name);
  return {
    ...options,
    ...(options.populationFile === undefined ? {} : { populationFile: beside(options.populationFile) }),
    ...(options.keysDirectory === undefined ? {} : { keysDirectory: beside(options.keysDirectory) }),
    clients: ((options.clients as readonly ClientSettings[] | undefined) ?? []).map((client) => ({
      ...client,
      certificateFiles: (client.certificateFiles ?? []).map(beside),
    })),
  };
}
