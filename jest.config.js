import { swc } from './swc.config.js';

const project = (name) => ({
  displayName: name,
  rootDir: import.meta.dirname,
  testMatch: [`<rootDir>/test/${name}/**/*.spec.ts`],
  testEnvironment: '<rootDir>/test/support/test-environment.js',
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  setupFiles: ['<rootDir>/test/support/jest-setup.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest', swc] },
});

/** Jest runs TypeScript as ES modules through swc; one PostgreSQL serves the whole run. */
export default {
  globalSetup: '<rootDir>/test/support/global-setup.js',
  globalTeardown: '<rootDir>/test/support/global-teardown.js',
  // A hanging test must end some day; none is to fail because the machine is busy.
  testTimeout: 300_000,
  maxWorkers: 2,
  // Modules of a test file are never freed whole; a worker that has grown begins anew between two files.
  workerIdleMemoryLimit: '1536MB',
  projects: ['unit', 'integration', 'migrations', 'e2e'].map(project),
};
