import { GATEWAYAPI } from './gatewayapi';
import { MESH } from './mesh';
import { NETWORKING } from './networking';
import { EXTENSIONS, TELEMETRY, TYPES } from './observability';
import { SECURITY } from './security';

const BY_MODULE = {
  networking: NETWORKING, security: SECURITY, telemetry: TELEMETRY, extensions: EXTENSIONS, types: TYPES, mesh: MESH, gatewayapi: GATEWAYAPI,
};

/** What our docs say of types (`module.Type`) and fields (`module.Type.field`), in our own words; everything else is named in words. */
export const DESCRIPTIONS: Record<string, string> = Object.fromEntries(Object.entries(BY_MODULE).flatMap(([module, texts]) =>
  Object.entries(texts).map(([name, text]) => [`${module}.${name}`, text])));
