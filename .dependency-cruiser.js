/**
 * The floors of the house (docs/adr/0002): imports go only down, through the door of a context; neighbours on one
 * floor do not know each other; inside a context http → application → store, gateway → domain.
 */
const floors = [
  ['kernel'],
  ['platform'],
  ['audit'],
  ['territory'],
  ['access'],
  ['roster', 'esia'],
  ['linking'],
  ['legacy', 'statistics'],
  ['signin', 'notices', 'privacy'],
  ['admin', 'journal'],
];
const contexts = floors.flat();
const anyOf = (names) => `^src/(${names.join('|')})/`;

const onlyDown = floors.flatMap((floor, level) =>
  floor.map((context) => ({
    name: `floor-of-${context}`,
    comment: 'Imports go only down; neighbours on one floor do not know each other.',
    severity: 'error',
    from: { path: anyOf([context]) },
    to: {
      path: anyOf(
        floors
          .slice(level)
          .flat()
          .filter((other) => other !== context),
      ),
    },
  })),
);

const layers = [
  ['domain', ['application', 'store', 'gateway', 'http']],
  ['store', ['application', 'http']],
  ['gateway', ['application', 'http']],
  ['application', ['http']],
].map(([layer, above]) => ({
  name: `layer-${layer}`,
  comment: 'http → application → store, gateway → domain.',
  severity: 'error',
  from: { path: `^src/([^/]+)/${layer}/` },
  to: { path: `^src/$1/(${above.join('|')})/` },
}));

export default {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'through-the-door',
      comment:
        'Other contexts are used through their index.ts; kernel and platform have no door of their own.',
      severity: 'error',
      from: { path: '^src/([^/]+)/', pathNot: '^src/(commands|stand)/' },
      to: {
        path: anyOf(contexts.filter((context) => !['kernel', 'platform'].includes(context))),
        pathNot: ['^src/$1/', '^src/[^/]+/index\\.ts$'],
      },
    },
    ...onlyDown,
    ...layers,
    {
      name: 'domain-is-pure',
      comment: 'Rules know no framework, no database, no machine.',
      severity: 'error',
      from: { path: '^src/[^/]+/domain/' },
      to: {
        path: [
          '^src/platform/',
          'node_modules/(@nestjs|typeorm|pg|express)',
          '^(node:)?(fs|http|https|net|crypto|child_process|os|path)$',
        ],
      },
    },
    {
      name: 'kernel-is-ground',
      severity: 'error',
      from: { path: '^src/kernel/' },
      to: { path: '^src/(?!kernel/)' },
    },
    {
      name: 'stand-is-a-program-of-its-own',
      comment:
        'The emulator must not share code with the client that it tests: HTTP, files, kernel words and GOST primitives.',
      severity: 'error',
      from: { path: '^src/stand/' },
      to: { path: '^(src|migrations)/', pathNot: '^src/(stand|kernel)/' },
    },
    {
      name: 'product-knows-no-stand',
      severity: 'error',
      from: { path: '^(src|migrations)/', pathNot: '^src/stand/' },
      to: { path: '^src/stand/' },
    },
    {
      name: 'nobody-imports-the-roots',
      comment: 'Composition roots and commands import all and are imported by each other only.',
      severity: 'error',
      from: { path: anyOf([...contexts, 'stand']) },
      to: { path: '^src/([^/]+\\.ts$|commands/)' },
    },
    {
      name: 'rows-stay-in-store',
      severity: 'error',
      from: { path: '^src/([^/]+)/', pathNot: '^src/[^/]+/store/' },
      to: { path: '\\.row\\.ts$' },
    },
    {
      name: 'no-undeclared-package',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'npm-dev'] },
    },
    { name: 'no-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.js'],
    },
  },
};
