import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const ROOT = join(__dirname, '..', '..');
const page = readFileSync(join(ROOT, 'docs', 'values.md'), 'utf8');
const rows = [...page.matchAll(/^\| (\d+) \| (.*?) \| (.*) \|$/gm)].map(([, number, value, here]) => ({ number: Number(number), value, here }));

/** What the page names of the library: a class, interface or enum, and the way on from there. */
const named = [...new Set([...page.matchAll(/`((?:api\.mesh\.)?[A-Z]\w+\.[\w.]+)`/g)].map(([, name]) => name))];

/** Follows a name such as `MeshProps.istiod.image` through the public types; says where it ends. */
class PublicTypes {
  private readonly checker: ts.TypeChecker;
  private readonly index: ts.SourceFile;

  public constructor() {
    const { options } = ts.parseJsonConfigFileContent(ts.readConfigFile(join(ROOT, 'test', 'tsconfig.json'), ts.sys.readFile).config, ts.sys, join(ROOT, 'test'));
    const file = join(ROOT, 'src', 'index.ts');
    const program = ts.createProgram([file], options);
    this.checker = program.getTypeChecker();
    this.index = program.getSourceFile(file)!;
  }

  public firstUnknown(name: string): string | undefined {
    const [first, ...rest] = name.split('.');
    const start = this.checker.getExportsOfModule(this.checker.getSymbolAtLocation(this.index)!).find((symbol) => symbol.name === first);
    let symbol = start && this.behindAlias(start);
    if (!symbol) return first;
    for (const step of rest) {
      symbol = this.step(symbol, step);
      if (!symbol) return step;
    }
    return undefined;
  }

  private step(symbol: ts.Symbol, name: string): ts.Symbol | undefined {
    const found = symbol.exports?.get(ts.escapeLeadingUnderscores(name));
    if (found) return this.behindAlias(found);
    if (symbol.flags & ts.SymbolFlags.ValueModule) {
      return this.checker.getExportsOfModule(symbol).map((member) => this.behindAlias(member)).find((member) => member.name === name);
    }
    const isType = symbol.flags & (ts.SymbolFlags.Class | ts.SymbolFlags.Interface);
    const type = isType ? this.checker.getDeclaredTypeOfSymbol(symbol) : this.checker.getNonNullableType(this.checker.getTypeOfSymbol(symbol));
    return type.getProperty(name);
  }

  private behindAlias(symbol: ts.Symbol): ts.Symbol {
    return symbol.flags & ts.SymbolFlags.Alias ? this.checker.getAliasedSymbol(symbol) : symbol;
  }
}

test('all ranked values are on the page, in their order', () => {
  expect(rows.map(({ number }) => number)).toEqual(Array.from({ length: 66 }, (_, i) => i + 1));
});

test('each value has a property or a reason', () => {
  expect(rows.filter(({ here }) => !/`[\w.]+`|– \w+/.test(here))).toEqual([]);
});

test('everything that the page names exists', () => {
  const types = new PublicTypes();
  expect(named.length).toBeGreaterThan(150);
  expect(named.filter((name) => types.firstUnknown(name) !== undefined)).toEqual([]);
}, 60_000);

test('a name that does not exist is noticed', () => {
  const types = new PublicTypes();
  expect(['MeshProps.istiod.replicas', 'MeshProp.istiod', 'Scaling.some'].map((name) => types.firstUnknown(name))).toEqual(['replicas', 'MeshProp', 'some']);
}, 60_000);
