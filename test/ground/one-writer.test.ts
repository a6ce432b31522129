import { App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { claim } from '../../src/ground/one-writer';

test('the second writer of a resource is refused, both are named', () => {
  const chart = new Chart(new App(), 'shop');
  claim(new Construct(chart, 'a'), 'PeerAuthentication of the mesh', 'keep one');
  expect(() => claim(new Construct(chart, 'b'), 'PeerAuthentication of the mesh', 'keep one')).toThrow(
    `Construct 'shop/b': the PeerAuthentication of the mesh is written by Construct 'shop/a' already, one writer is allowed; keep one`);
});

test('two apps do not know of each other', () => {
  claim(new Chart(new App(), 'one'), 'mesh', 'keep one');
  expect(() => claim(new Chart(new App(), 'two'), 'mesh', 'keep one')).not.toThrow();
});
