import type { Environment } from './read-settings.js';

/** The environment of the process: the only place of the product that reads it. */
export const environment: Environment = process.env;
