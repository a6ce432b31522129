import { Construct } from 'constructs';
import { Certificate } from '../../ca/certificate';
import { namespacedObject } from '../../ground/objects';
import { ControlPlane } from './control-plane';
import { JWKS_ROOTS } from './istiod-volumes';

/** Whom istiod trusts besides when it gets the keys of JSON Web Tokens. */
export class JwksRoots extends Construct {
  public constructor(mesh: Construct, id: string, plane: ControlPlane, pem: string) {
    super(mesh, id);
    const certificates = Certificate.all(mesh, 'istiod.jwksRootCa', pem);
    namespacedObject(this, {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: plane.revision.suffixed(JWKS_ROOTS), namespace: plane.namespace, labels: plane.revisionLabels('istiod') },
      data: { 'extra.pem': certificates.map((certificate) => certificate.toPem()).join('') },
    });
  }
}
