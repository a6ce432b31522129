import { ApiObject, App, Chart } from 'cdk8s';
import { phaseOf } from '../../src/ground/phase';

test('a host outside of the mesh is known before the workloads that call it run', () => {
  const entry = new ApiObject(new Chart(new App(), 'c'), 'o', { apiVersion: 'networking.istio.io/v1', kind: 'ServiceEntry' });
  expect(phaseOf(entry)).toBe('policies');
});
