import { App, Chart } from 'cdk8s';
import { parse } from 'yaml';
import { CertificateAuthority } from '../../src/ca/certificate-authority';
import { Mesh } from '../../src/mesh/mesh';
import { newChart, refusal, synth } from '../mesh/synth';

/** istiod's pod under a CA. */
const pod = (ca: CertificateAuthority) => synth({ ca }).get('Deployment', 'istiod').spec.template;

test('istiod with its own CA mounts no CA, not even one that stands in its namespace', () => {
  const { spec } = pod(CertificateAuthority.selfSigned());
  expect(spec.volumes.map(({ name }: any) => name)).toEqual(['local-certs', 'istio-token', 'istio-kubeconfig']);
  expect(spec.containers[0].volumeMounts).toHaveLength(3);
});

test('istiod waits for the Secret of a plugged-in CA: the volume is not optional', () => {
  const { spec } = pod(CertificateAuthority.pluggedIn());
  expect(spec.volumes).toContainEqual({ name: 'cacerts', secret: { secretName: 'cacerts' } });
  expect(spec.containers[0].volumeMounts).toContainEqual({ name: 'cacerts', mountPath: '/etc/cacerts', readOnly: true });
});

test('a plugged-in CA may stand in a Secret of any name', () => {
  expect(pod(CertificateAuthority.pluggedIn('mesh-intermediate')).spec.volumes).toContainEqual({ name: 'cacerts', secret: { secretName: 'mesh-intermediate' } });
});

test("istiod's own Secret is refused as a plugged-in CA", () => {
  expect(refusal({ ca: CertificateAuthority.pluggedIn('istio-ca-secret') })).toThrow(
    "Mesh 'prod/mesh': CA secret 'istio-ca-secret' is the one that istiod writes itself, any other name is allowed; "
    + "put the CA into a Secret 'cacerts', or take CertificateAuthority.selfSigned()");
});

test('the name of the CA secret is a DNS name', () => {
  expect(refusal({ ca: CertificateAuthority.pluggedIn('My_CA') })).toThrow("CA secret 'My_CA' is not a DNS name");
});

test.each(['ENABLE_CA_SERVER', 'EXTERNAL_CA', 'CERT_SIGNER_DOMAIN', 'PILOT_CERT_PROVIDER'])('the flag %s alone cannot choose a CA', (name) => {
  expect(refusal({ istiod: { env: { [name]: 'x' } } })).toThrow(`istiod.env has ${name}, which property ca sets; say it with ca only`);
});

describe('istio-csr', () => {
  const ca = CertificateAuthority.istioCsr();

  test('istiod signs nothing, and waits for its own certificate and for the root, which istio-csr makes', () => {
    const { spec } = pod(ca);
    expect(spec.containers[0].env).toContainEqual({ name: 'ENABLE_CA_SERVER', value: 'false' });
    expect(spec.volumes).toEqual(expect.arrayContaining([
      { name: 'istio-csr-dns-cert', secret: { secretName: 'istiod-tls' } },
      { name: 'istio-csr-ca-configmap', configMap: { name: 'istio-ca-root-cert' } },
    ]));
    expect(spec.containers[0].volumeMounts).toEqual(expect.arrayContaining([
      { name: 'istio-csr-dns-cert', mountPath: '/var/run/secrets/istiod/tls', readOnly: true },
      { name: 'istio-csr-ca-configmap', mountPath: '/var/run/secrets/istiod/ca', readOnly: true },
    ]));
  });

  test('proxies ask istio-csr for their certificates, and istiod for all else', () => {
    const manifests = synth({ ca });
    const { templates } = parse(manifests.get('ConfigMap', 'istio-sidecar-injector').data.config);
    for (const template of [templates.sidecar, templates.gateway]) expect(template).toContain('cert-manager-istio-csr.cert-manager.svc:443');
    expect(manifests.get('ConfigMap', 'istio').data.mesh).toContain('discoveryAddress: istiod.istio-system.svc:15012');
  });

  test('istio-csr may be installed elsewhere', () => {
    const manifests = synth({ ca: CertificateAuthority.istioCsr({ address: 'csr.pki.svc:8443', istiodSecretName: 'istiod-cert' }) });
    expect(manifests.get('ConfigMap', 'istio-sidecar-injector').data.config).toContain('csr.pki.svc:8443');
    expect(manifests.get('Deployment', 'istiod').spec.template.spec.volumes).toContainEqual({ name: 'istio-csr-dns-cert', secret: { secretName: 'istiod-cert' } });
  });

  test.each(['csr.pki.svc', 'https://csr.pki.svc:443', 'csr:0', 'csr:70000'])('the address %s is refused', (address) => {
    expect(refusal({ ca: CertificateAuthority.istioCsr({ address }) })).toThrow(
      `address of istio-csr '${address}' is not a host and a port; write it like 'cert-manager-istio-csr.cert-manager.svc:443'`);
  });
});

describe('SPIRE', () => {
  const templates = (ca: CertificateAuthority): Record<string, string> => (
    parse(synth({ ca }).get('ConfigMap', 'istio-sidecar-injector').data.config).templates
  );
  const socket = (template: string) => /- name: workload-socket\n(?!\s+mountPath)((\s+)csi:\n(\2\s+\S.*\n?)+|\s+emptyDir: .*)/.exec(template)?.[1];

  test.each(['sidecar', 'gateway'])('the socket of a pod with the template %s is that of the agent on its node', (name) => {
    expect(parse(socket(templates(CertificateAuthority.spire())[name])!)).toEqual({ csi: { driver: 'csi.spiffe.io', readOnly: true } });
  });

  test("without SPIRE it is that of the proxy's own agent", () => {
    expect(parse(socket(templates(CertificateAuthority.selfSigned()).sidecar)!)).toEqual({ emptyDir: {} });
  });

  test('the driver may have another name', () => {
    expect(templates(CertificateAuthority.spire({ csiDriver: 'spiffe.example.com' })).sidecar).toContain('driver: spiffe.example.com');
  });

  test('proxies are told of another name of the socket', () => {
    const config = synth({ ca: CertificateAuthority.spire({ socketFile: 'agent.sock' }) }).get('ConfigMap', 'istio').data.mesh;
    expect(config).toContain('WORKLOAD_IDENTITY_SOCKET_FILE: agent.sock');
    expect(synth({ ca: CertificateAuthority.spire() }).get('ConfigMap', 'istio').data.mesh).not.toContain('WORKLOAD_IDENTITY_SOCKET_FILE');
  });

  test('a path is no name of a socket', () => {
    expect(refusal({ ca: CertificateAuthority.spire({ socketFile: '/run/agent.sock' }) })).toThrow(
      "socket of SPIRE '/run/agent.sock' is not a file name; give the name without folders, e.g. 'socket'");
  });
});

test('each chart is a cluster with a CA of its own', () => {
  const app = new App();
  const certificates = ['east', 'west'].map((cluster) => {
    const chart = new Chart(app, cluster);
    new Mesh(chart, 'mesh', { ca: CertificateAuthority.certManager({ issuer: cluster }) });
    return chart.toJson().find(({ kind }) => kind === 'Certificate').spec.issuerRef.name;
  });
  expect(certificates).toEqual(['east', 'west']);
});

test('two control planes of a namespace do not both make the CA', () => {
  const chart = newChart();
  const ca = CertificateAuthority.certManager({ issuer: 'root' });
  new Mesh(chart, 'mesh', { ca });
  expect(() => new Mesh(chart, 'next', { ca, revision: 'next', clusterWide: false })).toThrow(
    "Mesh 'prod/next': the Certificate 'istio-system/cacerts' in chart 'prod' is written by Mesh 'prod/mesh' already, one writer is allowed; "
    + 'let one control plane make it, and the other one name its Secret by CertificateAuthority.pluggedIn()');
});
