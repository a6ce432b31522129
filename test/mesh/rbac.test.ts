import { synth } from './synth';

const clusterRole = (name: string) => synth().get('ClusterRole', `${name}-istio-system`).rules;

test('istiod may patch its webhooks', () => {
  expect(clusterRole('istiod-clusterrole')).toContainEqual({
    apiGroups: ['admissionregistration.k8s.io'], resources: ['mutatingwebhookconfigurations'], verbs: ['get', 'list', 'watch', 'update', 'patch'],
  });
});

test('istiod reads secrets everywhere, and writes them in its own namespace only', () => {
  expect(clusterRole('istiod-clusterrole')).toContainEqual({ apiGroups: [''], resources: ['secrets'], verbs: ['get', 'list', 'watch'] });
  expect(synth().get('Role', 'istiod').rules).toContainEqual({
    apiGroups: [''], resources: ['secrets'], verbs: ['create', 'get', 'list', 'watch', 'update', 'delete'],
  });
});

test('istiods of other clusters only read, but for the exports of services and the checks of callers', () => {
  const writers = clusterRole('istio-reader-clusterrole')
    .filter(({ verbs }: any) => verbs.some((verb: string) => !['get', 'list', 'watch'].includes(verb)))
    .map(({ resources }: any) => resources[0]);
  expect(writers).toEqual(['serviceexports', 'tokenreviews', 'subjectaccessreviews']);
});

test('roles are given to the ServiceAccounts of the mesh', () => {
  const manifests = synth({ revision: 'canary', namespace: 'mesh' });
  expect(manifests.get('ClusterRoleBinding', 'istiod-clusterrole-canary-mesh')).toMatchObject({
    roleRef: { kind: 'ClusterRole', name: 'istiod-clusterrole-canary-mesh' },
    subjects: [{ kind: 'ServiceAccount', name: 'istiod-canary', namespace: 'mesh' }],
  });
  expect(manifests.get('ClusterRoleBinding', 'istio-reader-clusterrole-canary-mesh').subjects).toEqual([
    { kind: 'ServiceAccount', name: 'istio-reader-service-account', namespace: 'mesh' },
  ]);
  expect(manifests.get('RoleBinding', 'istiod-canary')).toMatchObject({ roleRef: { kind: 'Role', name: 'istiod-canary' } });
});
