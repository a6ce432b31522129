import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Construct } from 'constructs';
import { ControlPlane } from './control-plane';
import { clusterObject } from './objects';

/** A kind as `imports/` keeps it: one schema for all versions that have none of their own. */
interface Kind {
  readonly group: string;
  readonly scope: string;
  readonly names: { readonly plural: string };
  readonly versions: ({ readonly schema?: object } & object)[];
  readonly schema: object;
}

/** Istio's own kinds, in all versions that are served. */
export class CustomResourceDefinitions extends Construct {
  public constructor(scope: Construct, id: string, plane: ControlPlane) {
    super(scope, id);
    for (const { group, scope: resourceScope, names, versions, schema } of kindsOf(plane.version.minor)) {
      clusterObject(this, {
        apiVersion: 'apiextensions.k8s.io/v1',
        kind: 'CustomResourceDefinition',
        metadata: { name: `${names.plural}.${group}`, labels: plane.partOfIstio() },
        spec: {
          group,
          names,
          scope: resourceScope,
          versions: versions.map((version) => ({ ...version, schema: { openAPIV3Schema: version.schema ?? schema } })),
        },
      });
    }
  }
}

function kindsOf(minor: string): Kind[] {
  return JSON.parse(readFileSync(join(__dirname, '../../../imports/istio', minor, 'crds.json'), 'utf8')).crds;
}
