/** Jest runs TypeScript as ES modules through swc; decorators carry metadata for Nest and class-validator. */
const swc = {
  jsc: {
    target: 'es2024',
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
  },
  module: { type: 'es6' },
  sourceMaps: 'inline',
};

const project = (name, extra = {}) => ({
  displayName: name,
  rootDir: import.meta.dirname,
  testMatch: [`<rootDir>/test/${name}/**/*.spec.ts`],
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: { '^.+\\.ts$': ['@swc/jest', swc] },
  ...extra,
});

const withDatabase = { setupFiles: ['<rootDir>/test/support/jest-setup.ts'] };

export default {
  globalSetup: '<rootDir>/test/support/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/global-teardown.ts',
  testTimeout: 30_000,
  projects: [
    project('unit', { setupFiles: ['<rootDir>/test/support/jest-setup.ts'] }),
    project('integration', withDatabase),
    project('migrations', withDatabase),
    project('e2e', withDatabase),
  ],
};
