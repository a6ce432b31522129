import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Construct } from 'constructs';
import { clusterObject } from '../../ground/objects';
import { CrdSet } from '../crd-set';
import { ControlPlane } from './control-plane';

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
  public constructor(mesh: Construct, id: string, plane: ControlPlane, set: CrdSet = CrdSet.all()) {
    super(mesh, id);
    const kinds = kindsOf(plane.version.minor);
    const wanted = set._of(mesh, kinds.map(nameOf));
    for (const kind of kinds.filter((candidate) => wanted.includes(nameOf(candidate)))) {
      const { group, scope: resourceScope, names, versions, schema } = kind;
      clusterObject(this, {
        apiVersion: 'apiextensions.k8s.io/v1',
        kind: 'CustomResourceDefinition',
        metadata: { name: nameOf(kind), labels: plane.partOfIstio() },
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

function nameOf({ group, names }: Kind): string {
  return `${names.plural}.${group}`;
}

function kindsOf(minor: string): Kind[] {
  return JSON.parse(readFileSync(join(__dirname, '../../../imports/istio', minor, 'crds.json'), 'utf8')).crds;
}
