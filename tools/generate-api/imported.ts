import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Crd } from '../imports/crds';
import { GoTypes } from '../imports/go-types';
import { Protos } from '../imports/protos';

/** The newest imports of everything that the API is generated from. */
export interface Imported {
  readonly istio: { readonly version: string; readonly crds: Crd[]; readonly protos: Protos };
  readonly gatewayApi: { readonly version: string; readonly crds: Crd[]; readonly packages: Record<string, GoTypes> };
}

export function readImports(folder: string): Imported {
  const istio = newest(folder, 'istio');
  const gatewayApi = newest(folder, 'gateway-api');
  return {
    istio: { version: istio, crds: read(folder, istio, 'crds.json').crds, protos: read(folder, istio, 'protos.json') },
    gatewayApi: { version: gatewayApi, crds: read(folder, gatewayApi, 'crds.json').crds, packages: read(folder, gatewayApi, 'types.json').packages },
  };
}

function newest(folder: string, what: string): string {
  const versions = readdirSync(join(folder, what)).sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  return `${what}/${versions[versions.length - 1]}`;
}

function read(folder: string, version: string, file: string) {
  return JSON.parse(readFileSync(join(folder, version, file), 'utf8'));
}
