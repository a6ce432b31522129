import { readFileSync } from 'node:fs';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import importX from 'eslint-plugin-import-x';
import jest from 'eslint-plugin-jest';
import tseslint from 'typescript-eslint';

/** The modules that src/index.ts hands to users, and so to jsii. */
const publicModules = [...readFileSync(new URL('src/index.ts', import.meta.url), 'utf8').matchAll(/^export \* from '\.\/(.+)';$/gm)]
  .map(([, path]) => `src/${path}.ts`);

const member = ':matches(PropertyDefinition, MethodDefinition, TSAbstractMethodDefinition)[accessibility!="private"]:not([key.name=/^_/])';
const realUnion = 'TSUnionType:not([types.length=2]:has(> TSUndefinedKeyword))';
const signature = [
  'ExportNamedDeclaration > TSInterfaceDeclaration',
  `ExportNamedDeclaration > ClassDeclaration > ClassBody > ${member} > TSTypeAnnotation`,
  `ExportNamedDeclaration > ClassDeclaration > ClassBody > ${member} > .value > .params`,
  `ExportNamedDeclaration > ClassDeclaration > ClassBody > ${member} > .value > .returnType`,
];

/** What jsii loses without a word. */
const lostByJsii = [
  ...signature.map((part) => ({
    selector: `${part} ${realUnion}`, message: 'jsii turns unions into untyped values: use an enum or a class with named makers.',
  })),
  { selector: 'ExportNamedDeclaration > :matches(FunctionDeclaration, VariableDeclaration)', message: 'jsii drops exported functions and constants: use a static member.' },
  { selector: 'ExportNamedDeclaration > TSTypeAliasDeclaration', message: 'jsii drops type aliases: use an interface, an enum or a class.' },
  { selector: `ClassBody > MethodDefinition > TSEmptyBodyFunctionExpression`, message: 'jsii keeps the first overload only: use different names.' },
  { selector: `ClassBody > ${member} TSThisType`, message: 'jsii widens `this` types: name the class.' },
];

/** Which room may import which: arrows point down only. A room may always import itself, ground and api. */
const rooms = {
  ground: [],
  api: [],
  app: [],
  workload: [],
  host: [],
  match: ['host'],
  route: ['match', 'host'],
  policy: ['match', 'host'],
  security: ['match', 'host'],
  ca: ['host'],
  model: [],
  ambient: ['workload'],
  dialect: ['route', 'match', 'host'],
  envoy: ['policy', 'security', 'match', 'host'],
  proxy: ['policy', 'security', 'match', 'host'],
  privilege: ['proxy', 'policy', 'route', 'security', 'match', 'host'],
  service: ['dialect', 'route', 'policy', 'security', 'match', 'host', 'workload'],
  gateway: ['dialect', 'route', 'policy', 'security', 'match', 'host', 'workload'],
  mesh: ['ca', 'ambient', 'gateway', 'privilege', 'proxy', 'dialect', 'route', 'policy', 'security', 'match', 'host', 'workload'],
  gitops: ['app', 'mesh', 'ca', 'ambient', 'gateway', 'service', 'privilege', 'proxy', 'dialect', 'route', 'policy', 'security', 'match', 'host', 'workload'],
  cli: ['ca'],
};
const zones = Object.entries(rooms).map(([room, below]) => ({
  target: `./src/${room}`,
  from: Object.keys(rooms).filter((other) => other !== room && !below.includes(other)
    && (room === 'ground' || room === 'api' || !['ground', 'api'].includes(other))).map((other) => `./src/${other}`),
  message: `${room} may import only: ${['ground', 'api', ...below].join(', ')}.`,
}));

export default tseslint.config(
  { ignores: ['lib/', 'dist/', 'packages/', 'node_modules/', 'src/api/', '.cache/', 'pulumi/*.js', 'pulumi/*.d.ts', '**/*.cjs'] },
  ...tseslint.configs.recommended,
  {
    files: ['**/*.ts'],
    plugins: { 'import-x': importX },
    settings: { 'import-x/resolver-next': [createTypeScriptImportResolver({ project: 'test/tsconfig.json' })] },
    rules: {
      'import-x/no-cycle': 'error',
      'import-x/no-restricted-paths': ['error', { zones }],
      'import-x/order': ['error', { alphabetize: { order: 'asc' } }],
      'import-x/no-duplicates': 'error',
      'max-len': ['error', { code: 150, ignoreUrls: true, ignoreTemplateLiterals: true, ignoreStrings: true, ignoreRegExpLiterals: true }],
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'no-warning-comments': 'error',
      'quotes': ['error', 'single', { avoidEscape: true, allowTemplateLiterals: true }],
      'semi': ['error', 'always'],
      '@typescript-eslint/no-explicit-any': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
    },
  },
  { files: publicModules, rules: { 'no-restricted-syntax': ['error', ...lostByJsii] } },
  {
    files: ['test/**/*.test.ts'],
    ...jest.configs['flat/recommended'],
    rules: {
      ...jest.configs['flat/recommended'].rules,
      'jest/expect-expect': ['error', { assertFunctionNames: ['expect', 'expect*', 'assert*'] }],
      'jest/valid-title': ['error', { disallowedWords: ['should'] }],
      'max-lines': 'off',
    },
  },
  { files: ['test/e2e/**', 'test/oracle/**'], rules: { 'max-lines': 'off' } },
);
