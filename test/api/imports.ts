import { join } from 'node:path';
import { readImports } from '../../tools/generate-api/imported';

export const IMPORTS = join(__dirname, '../../imports');
export const { istio, gatewayApi } = readImports(IMPORTS);
