import { Clients } from '../../src/host/clients';

test('all workloads of a namespace', () => {
  expect(Clients.namespace('shop').clientRef).toEqual({ namespace: 'shop' });
});

test('workloads by their labels, and the account as which they run', () => {
  const workloads = { namespace: 'shop', labels: { app: 'checkout' }, serviceAccountName: 'checkout' };
  expect(Clients.workloads(workloads).clientRef).toEqual(workloads);
});

test('a namespace, labels or an account that is none is an error', () => {
  expect(() => Clients.namespace('Shop')).toThrow(`Clients.namespace('Shop'): namespace 'Shop' is not a DNS label`);
  expect(() => Clients.workloads({ namespace: 'shop', labels: {} }))
    .toThrow(`Clients.workloads of namespace 'shop': labels is empty, at least one label is needed; name one, e.g. { app: 'checkout' }, or say Clients.namespace()`);
  expect(() => Clients.workloads({ namespace: 'shop', labels: { app: 'check out' } })).toThrow(`labels 'app' 'check out' is not a label value`);
  expect(() => Clients.workloads({ namespace: 'shop', labels: { app: 'a' }, serviceAccountName: 'A' })).toThrow(`serviceAccountName 'A' is not a DNS name`);
});
