// Jest over the TypeScript sources: ES modules under --experimental-vm-modules (npm test), else CommonJS (a bare jest).
const flags = [...process.execArgv, process.env.NODE_OPTIONS ?? ''].join(' ');
const esm = flags.includes('--experimental-vm-modules');

const tsconfig = {
  target: 'ES2022',
  module: esm ? 'ESNext' : 'CommonJS',
  moduleResolution: 'Bundler',
  customConditions: ['@adjoint/source'],
  isolatedModules: true,
  esModuleInterop: true,
  allowImportingTsExtensions: true,
  noEmit: true,
  sourceMap: true,
  types: [],
};

export default {
  roots: ['<rootDir>/packages'],
  testMatch: ['**/src/**/*.test.ts'],
  testEnvironment: 'node',
  // A test may import any package, whatever its own package depends on.
  moduleNameMapper: {
    '^adjoint$': '<rootDir>/packages/adjoint/src/index.ts',
    '^@adjoint/([^/]+)$': '<rootDir>/packages/$1/src/index.ts',
  },
  modulePathIgnorePatterns: ['<rootDir>/packages/[^/]+/dist'],
  cacheDirectory: '<rootDir>/.cache/jest',
  extensionsToTreatAsEsm: esm ? ['.ts'] : [],
  transform: { '^.+\\.ts$': ['ts-jest', { tsconfig, useESM: esm }] },
  reporters: ['<rootDir>/scripts/jest-summary.mjs', 'default'],
  collectCoverageFrom: ['packages/*/src/**/*.ts'],
  coverageDirectory: '<rootDir>/.cache/coverage',
  coverageProvider: 'v8',
};
