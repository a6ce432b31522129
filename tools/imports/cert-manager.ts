import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Crd, crdsOf } from './crds';

/** The one kind of cert-manager that is written here. */
export function certManagerCrdsOf(module: string): Crd[] {
  return crdsOf(readFileSync(join(module, 'deploy/crds/cert-manager.io_certificates.yaml'), 'utf8'));
}
