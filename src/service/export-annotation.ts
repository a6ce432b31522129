import { IConstruct } from 'constructs';
import { ExportTo } from '../host/export-to';

export const EXPORT_TO = 'networking.istio.io/exportTo';

/** How a Service says which namespaces see it. */
export function exportAnnotation(place: IConstruct, exportTo: ExportTo): Record<string, string> {
  return { [EXPORT_TO]: exportTo._toSpec(place).join(',') };
}
