import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ts from 'typescript';

const ROOT = join(__dirname, '..', '..');

/** What a snippet without imports of its own may take for granted. */
const PRELUDE = `
import { ApiObject, App, Chart, Duration, Size } from 'cdk8s';
import { Construct } from 'constructs';
import * as istos from 'istos';
import { ${exportsOfIstos().join(', ')} } from 'istos';
declare const app: App; declare const chart: Chart; declare const mesh: Mesh; declare const deployment: Construct; declare const service: Construct;
declare const productpage: MeshService; declare const reviews: MeshService; declare const ratings: MeshService; declare const gateway: IngressGateway;
declare const v1: ServiceVersion; declare const v2: ServiceVersion; declare const v3: ServiceVersion;
`;

interface Snippet { readonly place: string; readonly line: number; readonly code: string }

function exportsOfIstos(): string[] {
  const names: string[] = [];
  const index = readFileSync(join(ROOT, 'src', 'index.ts'), 'utf8');
  for (const [, module] of index.matchAll(/^export \* from '\.\/(.+)';$/gm)) {
    const source = readFileSync(join(ROOT, 'src', `${module}.ts`), 'utf8');
    for (const [, name] of source.matchAll(/^export (?:abstract )?(?:class|interface|enum) (\w+)/gm)) names.push(name);
  }
  return names;
}

function snippets(): Snippet[] {
  const docs = readdirSync(join(ROOT, 'docs')).filter((file) => file.endsWith('.md')).map((file) => join('docs', file));
  return ['README.md', ...docs].flatMap((place) => {
    const text = readFileSync(join(ROOT, place), 'utf8');
    return [...text.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map((match) => ({
      place, line: text.slice(0, match.index).split('\n').length + 1, code: match[1],
    }));
  });
}

test('every TypeScript snippet of the documentation compiles', () => {
  const { options } = ts.parseJsonConfigFileContent(ts.readConfigFile(join(ROOT, 'test', 'tsconfig.json'), ts.sys.readFile).config, ts.sys, join(ROOT, 'test'));
  const files = new Map(snippets().map((snippet, i) => {
    const prelude = /^import /m.test(snippet.code) ? '' : PRELUDE;
    return [join(ROOT, 'docs', `snippet-${i}.ts`), { ...snippet, prelude, text: `${prelude}${snippet.code}\nexport {};\n` }] as const;
  }));
  const host = ts.createCompilerHost(options);
  const { readFile, fileExists, getSourceFile } = host;
  host.readFile = (name) => files.get(name)?.text ?? readFile(name);
  host.fileExists = (name) => files.has(name) || fileExists(name);
  host.getSourceFile = (name, ...rest) => {
    const file = files.get(name);
    return file ? ts.createSourceFile(name, file.text, rest[0]) : getSourceFile(name, ...rest);
  };
  const program = ts.createProgram([...files.keys()], { ...options, noUnusedLocals: false, noUnusedParameters: false }, host);
  const problems = [...files.keys()].flatMap((name) => {
    const source = program.getSourceFile(name)!;
    const { place, line, prelude } = files.get(name)!;
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map((diagnostic) => {
      const inSnippet = source.getLineAndCharacterOfPosition(diagnostic.start ?? 0).line - (prelude.split('\n').length - 1);
      return `${place}:${line + inSnippet}: ${ts.flattenDiagnosticMessageText(diagnostic.messageText, ' ')}`;
    });
  });
  expect(problems).toEqual([]);
  expect(files.size).toBeGreaterThan(5);
}, 60_000);
