import { gatewayModule } from './gateway-module';
import { readImports } from './imported';
import { istioModules } from './istio-modules';
import { ApiModule } from './model';
import { printIndex, printModule } from './print';

/** The modules of the API, from the folder of imports. */
export function apiModules(imports: string): ApiModule[] {
  const imported = readImports(imports);
  const modules = [...istioModules(imported), gatewayModule(imported)];
  for (const module of modules) refuseDoubles(module);
  return modules;
}

function refuseDoubles({ name, kinds, interfaces, enums }: ApiModule): void {
  const names = [...kinds.flatMap((kind) => [kind.name, `${kind.name}Props`]), ...[...interfaces, ...enums].map((item) => item.name)];
  const double = names.find((item, index) => names.indexOf(item) !== index);
  if (double) throw new Error(`the module ${name} has two types of the name ${double}`);
}

/** The files of `src/api` by name. */
export function generate(imports: string): Map<string, string> {
  const modules = apiModules(imports);
  const files = modules.map((module): [string, string] => [`${module.name}.ts`, printModule(module)]);
  return new Map([...files, ['index.ts', printIndex(modules.map(({ name }) => name))]]);
}
