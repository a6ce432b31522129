import { strategicMerge } from '../../../src/mesh/static-injection/strategic-merge';

test.each<[string, object, object, object]>([
  ['maps are merged', { labels: { a: '1', b: '2' } }, { labels: { b: '3', c: '4' } }, { labels: { a: '1', b: '3', c: '4' } }],
  ['null removes', { a: 1, b: { c: 1, d: 2 } }, { a: null, b: { c: null } }, { b: { d: 2 } }],
  ['a null in something new does not count', {}, { a: { b: null, c: 1 } }, { a: { c: 1 } }],
  ['lists without a key are replaced', { args: ['a', 'b'] }, { args: ['c'] }, { args: ['c'] }],
  ['containers are merged by name', { containers: [{ name: 'app', image: 'a' }] }, { containers: [{ name: 'app', args: ['x'] }] }, { containers: [{ name: 'app', image: 'a', args: ['x'] }] }],
  ['what is new goes first', { containers: [{ name: 'app' }] }, { containers: [{ name: 'proxy' }] }, { containers: [{ name: 'proxy' }, { name: 'app' }] }],
  ['what was before stays before', { volumes: [{ name: 'a' }, { name: 'b' }, { name: 'c' }] }, { volumes: [{ name: 'x' }, { name: 'b' }, { name: 'y' }] },
    { volumes: [{ name: 'x' }, { name: 'a' }, { name: 'b' }, { name: 'y' }, { name: 'c' }] }],
  ['ports are told apart by number, mounts by path', { ports: [{ containerPort: 80, name: 'http' }], volumeMounts: [{ mountPath: '/a', name: 'a' }] },
    { ports: [{ containerPort: 80, protocol: 'TCP' }], volumeMounts: [{ mountPath: '/a', name: 'b' }] },
    { ports: [{ containerPort: 80, name: 'http', protocol: 'TCP' }], volumeMounts: [{ mountPath: '/a', name: 'b' }] }],
  ['a list takes the place of what is none', {}, { env: [{ name: 'A', value: null }] }, { env: [{ name: 'A' }] }],
])('%s', (_, original, patch, merged) => {
  const before = JSON.stringify(original);
  expect(strategicMerge(original, patch)).toEqual(merged);
  expect(JSON.stringify(original)).toBe(before);
});
