import { Fragment, each, json, shared, when } from '../../../../src/mesh/control-plane/injection/fragment';
import { fragmentValue } from '../../../../src/mesh/control-plane/injection/fragment-value';
import { GoEvaluator } from '../../../../src/mesh/control-plane/injection/go-evaluator';
import { go, not } from '../../../../src/mesh/control-plane/injection/go-expression';
import { whenAny } from '../../../../src/mesh/control-plane/injection/presence';

const evaluator = new GoEvaluator({ On: true, Off: '', Name: 'x', Number: 7, Map: { b: '1', a: '2' } });
const on = go`$.On`;
const off = go`$.Off`;

test.each<[string, Fragment, unknown]>([
  ['plain data', { a: [1, 'b', { c: true }], d: {}, e: [] }, { a: [1, 'b', { c: true }], d: {}, e: [] }],
  ['an expression is text', { a: go`$.Number`, b: go`$.Name` }, { a: '7', b: 'x' }],
  ['as JSON it is what it is', { a: json(go`$.Number`) }, { a: 7 }],
  ['a condition that does not hold leaves out the key', { a: when(off, 1), b: when(on, 2) }, { b: 2 }],
  ['the first condition that holds decides', { a: when(off, 1).orWhen(on, 2).otherwise(3) }, { a: 2 }],
  ['otherwise the alternative', { a: when(off, 1).otherwise(3) }, { a: 3 }],
  ['an undefined key is left out', { a: undefined, b: 1 }, { b: 1 }],
  ['a list of conditions', [when(off, 'a'), when(on, ['b', 'c']), 'd'], ['b', 'c', 'd']],
  ['a list that would be empty is left out', { list: [when(off, 'a')], sure: 1 }, { sure: 1 }],
  ['a map that would be empty is left out, with what is around it', { outer: { inner: { a: when(off, 1) } }, sure: 1 }, { sure: 1 }],
  ['a fragment with something in it, or another', { a: whenAny({ b: when(off, 1) }).otherwise({ c: 2 }) }, { a: { c: 2 } }],
  ['items of a map', [each(go`$.Map`, (name, value) => ({ name, value })), 'last'], [{ name: 'b', value: '1' }, { name: 'a', value: '2' }, 'last']],
  ['a shared fragment, in a list and by a key', { a: [shared('one', { x: 1 })], b: shared('two', { y: when(not(on), 1), z: 2 }) }, { a: [{ x: 1 }], b: { z: 2 } }],
])('%s', (_, fragment, value) => {
  expect(fragmentValue(fragment, evaluator)).toEqual(value);
});
