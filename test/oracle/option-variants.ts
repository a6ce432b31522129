import { ConfigValidation } from '../../src/mesh/config-validation';
import { ImageVariant } from '../../src/mesh/image-variant';
import { IstiodImage } from '../../src/mesh/istiod-image';
import { MeshProps } from '../../src/mesh/mesh-props';
import { Profile } from '../../src/mesh/profile';
import { Scaling } from '../../src/workload/scaling';
import { CA_PEM } from '../mesh/ca-pem';
import { MeshVariant } from './parity-variants';
import { OperatorSpec } from './upstream-manifests';

/** A setting of the mesh, and the values of the charts that say the same. */
function variant(props: MeshProps, values: object, spec: OperatorSpec = {}): MeshVariant {
  return { props, upstream: { ...spec, unchecked: true, values: { defaultRevision: 'default', ...values } } };
}
const pilot = (istiod: MeshProps['istiod'], values: object): MeshVariant => variant({ istiod }, { pilot: values });

const selector = { matchLabels: { mesh: 'on' } };

/** Settings together, and others of the same option than those of the matrix. */
export const OPTION_VARIANTS: Record<string, MeshVariant> = {
  'an image of istiod by its digest': pilot(
    { image: IstiodImage.reference(`example.com/istio/pilot@sha256:${'a'.repeat(64)}`) }, { image: `example.com/istio/pilot@sha256:${'a'.repeat(64)}` },
  ),
  'an image of istiod from elsewhere': pilot(
    { image: IstiodImage.differing({ hub: 'example.com/fixed', name: 'istiod', tag: '1.31.1-p1', variant: ImageVariant.DEBUG }) },
    { hub: 'example.com/fixed', image: 'istiod', tag: '1.31.1-p1', variant: 'debug' },
  ),
  'a validator with its CA': variant(
    { validation: ConfigValidation.istiodSignedBy(CA_PEM) }, { base: { validationCABundle: Buffer.from(CA_PEM).toString('base64') } },
  ),
  'selected namespaces': variant({ discoverySelectors: [selector] }, {}, { meshConfig: { discoverySelectors: [selector] } }),
  'the profile demo, with own resources': variant(
    { profile: Profile.DEMO, istiod: { resources: { requests: { cpu: '2', memory: '4Gi' } }, scaling: Scaling.automatic() } },
    { profile: 'demo', pilot: { resources: { requests: { cpu: '2', memory: '4Gi' } }, autoscaleEnabled: true } },
  ),
};
