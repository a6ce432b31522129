import { cdk8s, javascript } from 'projen';

const project = new cdk8s.ConstructLibraryCdk8s({
  name: 'istos',
  description: 'Write an Istio service mesh as typed code: cdk8s constructs that synthesize every object of it',
  author: 'The Istos authors',
  authorAddress: 'istos@users.noreply.github.com',
  authorOrganization: true,
  repositoryUrl: 'https://github.com/istos/istos.git',
  keywords: ['cdk8s', 'istio', 'service-mesh', 'kubernetes', 'pulumi', 'envoy', 'gitops'],
  defaultReleaseBranch: 'main',
  majorVersion: 0,
  stability: 'experimental',
  license: 'Apache-2.0',
  copyrightOwner: 'The Istos authors',
  copyrightPeriod: '2026',

  // The floor of the peer ranges: Maven Central has no cdk8s above 2.70.47.
  cdk8sVersion: '2.70.47',
  constructsVersion: '10.4.2',
  jsiiVersion: '~5.9.54',
  typescriptVersion: '~5.9.3',
  minNodeVersion: '20.0.0',
  packageManager: javascript.NodePackageManager.NPM,
  projenrcTs: true,
  projenVersion: '^0.103.25',
  artifactsDirectory: 'packages',
  entrypoint: 'lib/index.js',

  publishToPypi: { distName: 'cdk8s-istos', module: 'istos' },
  publishToMaven: { javaPackage: 'io.github.istos', mavenGroupId: 'io.github.istos', mavenArtifactId: 'istos' },
  publishToGo: { moduleName: 'github.com/istos/istos-go', packageName: 'istos' },

  // Only the command line makes certificates, and only the read half reads YAML; jsii wants what is no jsii module in the package.
  bundledDeps: ['@peculiar/x509@^2.2.0', 'reflect-metadata@^0.2.2', 'yaml@^2'],
  bin: { istos: 'lib/cli/main.js' },
  devDeps: [
    '@swc/core@1.16.18', '@swc/jest', '@types/jest@^30', '@types/node@^20', 'ajv@^8', 'cdk8s-plus-28', 'cdk8s-plus-33',
    'eslint@^9', 'eslint-import-resolver-typescript', 'eslint-plugin-import-x', 'eslint-plugin-jest', 'fast-check',
    'jest@^30', 'protobufjs', 'tsx', 'typescript-eslint',
  ],

  // Only files that somebody asked for; the workflow in .github is written by hand so that a fork can run it as it is.
  github: false, depsUpgrade: false, release: false, buildWorkflow: false, pullRequestTemplate: false,
  docgen: false, stale: false, eslint: false, jest: false, sampleCode: false, vscode: false,

  gitignore: ['/pulumi/*.js', '/pulumi/*.d.ts', '.DS_Store'],
});

project.package.addField('exports', {
  '.': { types: './lib/index.d.ts', default: './lib/index.js' },
  './pulumi': { types: './pulumi/index.d.ts', default: './pulumi/index.js' },
  './package.json': './package.json',
  './.jsii': './.jsii',
  './.warnings.jsii.js': './.warnings.jsii.js',
});

// Newer ones are not published for every platform yet, and npm ci refuses a lock file with gaps.
project.package.addField('overrides', { 'unrs-resolver': '1.12.2' });

for (const path of ['/examples/', '/bench/', '/tools/', '/docs/', '/.cache/', '/packages/', '/.ci/', '/eslint.config.mjs', '/CONTRIBUTING.md',
  '/imports/flagger/', '/imports/argo-rollouts/', '/imports/cert-manager/']) {
  project.addPackageIgnore(path);
}

project.package.addField('jest', {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testPathIgnorePatterns: ['<rootDir>/test/oracle/', '<rootDir>/test/e2e/'],
  moduleNameMapper: { '^istos$': '<rootDir>/src' },
  transform: { '^.+\\.tsx?$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' }, keepClassNames: true } }] },
});

// Tests, examples, benchmarks and tools are one TypeScript project in which 'istos' is the source.
project.tsconfigDev.file.addOverride('compilerOptions.paths', { istos: ['../src'] });
for (const folder of ['examples', 'bench', 'tools']) project.tsconfigDev.addInclude(`../${folder}/**/*.ts`);

const run = 'tsx --tsconfig test/tsconfig.json';

project.compileTask.reset('jsii --silence-warnings=reserved-word');
project.compileTask.exec(`${run} tools/package/lazy-index.ts lib/api/index.js lib/index.js`);
project.compileTask.exec('tsc -p pulumi');
const task = (name: string, description: string, exec: string) => project.addTask(name, { description, exec, receiveArgs: true });
// --testMatch takes words as long as there are any, so it may not be the last: `npm run test:e2e -- policies` runs that file only.
const judge = (folder: string) => `jest --testMatch "**/test/${folder}/**/*.test.ts" --testPathIgnorePatterns /node_modules/ --rootDir . --runInBand`;

const lint = task('lint', 'ESLint: style, dependency direction, what jsii would lose', 'eslint --max-warnings=0 .');
task('start', 'Synthesizes the Bookinfo example into dist/', `${run} examples/start.ts`);
task('test:oracle', "Istio's own tools judge the output (needs Go)", judge('oracle'));
task('test:e2e', 'The example on the cluster of KUBECONFIG, with real requests', `${judge('e2e')} --testSequencer ./test/e2e/sequencer.cjs`);
task('smoke:kind', 'The same on a new kind cluster (needs Docker and kind)', 'bash test/e2e/smoke-kind.sh');
task('bench', 'Speed and memory as ratios; --json for machines', `${run} bench/index.ts`);
task('bench:scoping', 'What istiod sends to a sidecar with and without the call graph (needs Go)', `${run} bench/scoping.ts`);
task('imports', 'Writes imports/ anew from the pinned upstream modules (needs Go)', `${run} tools/imports/main.ts`);
task('generate', 'Writes src/api anew from imports/', `${run} tools/generate-api/main.ts`);

project.testTask.reset();
project.testTask.spawn(project.compileTask);
project.testTask.spawn(lint);
project.testTask.exec('tsc -p test');
project.testTask.exec('jest', { receiveArgs: true });

project.synth();
