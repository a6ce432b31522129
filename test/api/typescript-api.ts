import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

export const API = join(__dirname, '../../src/api');

export interface Field { readonly type: string; readonly optional: boolean; readonly documented: boolean }
export interface Declared { readonly fields: Map<string, Field>; readonly extends?: string; readonly documented: boolean }

/** What the TypeScript of `src/api` declares, read from its syntax; names are `module.Name`. */
export class TypeScriptApi {
  public readonly interfaces = new Map<string, Declared>();
  public readonly enums = new Map<string, Map<string, string>>();
  public readonly classes = new Map<string, Map<string, string>>();

  public constructor() {
    for (const file of readdirSync(API)) {
      const source = ts.createSourceFile(file, readFileSync(join(API, file), 'utf8'), ts.ScriptTarget.ES2022, true);
      for (const statement of source.statements) this.read(file.replace('.ts', ''), statement);
    }
  }

  /** The fields of an interface with those that it inherits. */
  public fieldsOf(name: string): Map<string, Field> {
    const declared = this.interfaces.get(name);
    if (!declared) throw new Error(`src/api has no interface ${name}`);
    const inherited = declared.extends ? this.fieldsOf(`${moduleOf(name)}.${declared.extends}`) : [];
    return new Map([...inherited, ...declared.fields]);
  }

  /** The name behind a field's type: `types.PortSelector[]` in `security` is `types.PortSelector`. */
  public target(owner: string, type: string): string {
    const item = type.replace(/^\{ \[key: string\]: (.*) \}$/, '$1').replace(/\[\]$/, '');
    return item.includes('.') ? item : `${moduleOf(owner)}.${item}`;
  }

  private read(module: string, node: ts.Statement): void {
    if (ts.isInterfaceDeclaration(node)) this.interfaces.set(`${module}.${node.name.text}`, declared(node));
    if (ts.isEnumDeclaration(node)) {
      this.enums.set(`${module}.${node.name.text}`, new Map(node.members.map((member) => [member.name.getText(), text(member.initializer)])));
    }
    if (ts.isClassDeclaration(node)) {
      const statics = node.members.filter(ts.isPropertyDeclaration);
      this.classes.set(`${module}.${node.name?.text}`, new Map(statics.map((member) => [member.name.getText(), text(member.initializer)])));
    }
  }
}

function declared(node: ts.InterfaceDeclaration): Declared {
  const fields = node.members.filter(ts.isPropertySignature).map((member): [string, Field] => [member.name.getText(), {
    type: member.type?.getText() ?? '', optional: member.questionToken !== undefined, documented: isDocumented(member),
  }]);
  return { fields: new Map(fields), extends: node.heritageClauses?.[0].types[0].getText(), documented: isDocumented(node) };
}

function isDocumented(node: ts.Node): boolean {
  return ts.getJSDocCommentsAndTags(node).length > 0;
}

function text(initializer: ts.Expression | undefined): string {
  return initializer && ts.isStringLiteral(initializer) ? initializer.text : '';
}

function moduleOf(name: string): string {
  return name.slice(0, name.indexOf('.'));
}
