import { each, Fragment, json, shared, when } from '../../../../src/mesh/control-plane/injection/fragment';
import { go, not, text, variable } from '../../../../src/mesh/control-plane/injection/go-expression';
import { whenAny } from '../../../../src/mesh/control-plane/injection/presence';
import { templateText } from '../../../../src/mesh/control-plane/injection/template-text';

function lines(...all: string[]): string {
  return all.join('\n') + '\n';
}

function template(spec: Fragment): string {
  return templateText({ spec });
}

test('plain data is YAML', () => {
  expect(template({ name: 'app', port: 80, on: true, list: ['a', { b: 'c', d: {} }], none: undefined })).toBe(lines(
    'spec:', '  name: app', '  port: 80', '  "on": true', '  list:', '    - a', '    - b: c', '      d: {}'));
});

test.each([
  ['yes', '"yes"'], ['1e3', '"1e3"'], ['', '""'], ['a: b', '"a: b"'], ['- x', '"- x"'], ['"', '"\\""'],
  ['{{ x }}', '{{ "{{ x }}" | quote }}'], ['two\nlines', '{{ "two\\nlines" | quote }}'], ['ö', '{{ "ö" | quote }}'],
])('the text %j stays a text', (value, written) => {
  expect(template(value)).toBe(`spec: ${written}\n`);
});

test('an expression is quoted, as JSON it is not', () => {
  expect(template({ name: go`$.Name`, uid: json(go`$.ProxyUID`) })).toBe(lines('spec:', '  name: {{ $.Name | quote }}', '  uid: {{ $.ProxyUID | toJson }}'));
});

test('values in an expression become literals, expressions get parentheses', () => {
  expect(go`f ${'a "b"'} ${7} ${true} ${go`$.X`} ${go`g $.Y`}`.code).toBe('f "a \\"b\\"" 7 true $.X (g $.Y)');
});

test('a text with expressions is printed, with its own percent signs kept', () => {
  expect(text`100% of ${go`$.X`} is ${'50%'}`.code).toBe('printf "100%% of %v is 50%%" $.X');
});

test('a condition leaves out a key, or chooses between values', () => {
  expect(template({ a: when(go`$.A`, 1), b: when(go`$.A`, 1).orWhen(go`$.B`, 2).otherwise(3), c: 1 })).toBe(lines(
    'spec:', '  {{- if $.A }}', '  a: 1', '  {{- end }}',
    '  {{- if $.A }}', '  b: 1', '  {{- else if $.B }}', '  b: 2', '  {{- else }}', '  b: 3', '  {{- end }}', '  c: 1'));
});

test('a condition in a list adds items', () => {
  expect(template(['a', when(go`$.B`, ['b', 'c'])])).toBe(lines('spec:', '  - a', '  {{- if $.B }}', '  - b', '  - c', '  {{- end }}'));
});

test('a list without any sure item is left out when it is empty', () => {
  expect(template({ list: [when(go`$.A`, 'a'), when(go`$.B`, 'b')], sure: 1 })).toBe(lines(
    'spec:', '  {{- if or $.A $.B }}', '  list:', '    {{- if $.A }}', '    - a', '    {{- end }}', '    {{- if $.B }}', '    - b', '    {{- end }}', '  {{- end }}', '  sure: 1'));
});

test('so is a map, and what is around it', () => {
  expect(template({ outer: { inner: { a: when(go`$.A`, 1) } }, sure: 1 })).toMatch(/\{\{- if \$\.A \}\}\n {2}outer:\n {4}\{\{- if \$\.A \}\}\n {4}inner:/);
});

test('a map that may be empty in one branch depends on the other conditions', () => {
  const map = { a: when(go`$.A`, { b: when(go`$.B`, 1) }).orWhen(go`$.C`, 1) };
  expect(template({ map, sure: 1 })).toContain('{{- if or (and $.A $.B) (and (not $.A) $.C) }}\n  map:');
});

test('a fragment that may be empty can have an alternative', () => {
  expect(template({ map: whenAny({ a: when(go`$.A`, 1) }).otherwise({ b: 1 }) })).toBe(lines(
    'spec:', '  {{- if $.A }}', '  map:', '    {{- if $.A }}', '    a: 1', '    {{- end }}', '  {{- else }}', '  map:', '    b: 1', '  {{- end }}'));
});

test('a sure fragment needs no alternative', () => {
  expect(() => whenAny({ a: 1 })).toThrow('this fragment does not depend on any condition');
});

test('items for each entry of a map', () => {
  expect(template([{ sure: 1 }, each(go`$.Map`, (name, value) => ({ name, value }))])).toBe(lines(
    'spec:', '  - sure: 1', '  {{- range $key, $value := $.Map }}', '  - name: {{ $key | quote }}', '    value: {{ $value | quote }}', '  {{- end }}'));
});

test('variables are declared once, before their use, in order of dependence', () => {
  const mode = variable('mode', go`$.Mode`);
  const on = variable('on', go`eq ${mode} "on"`);
  expect(template({ a: when(on, mode), b: when(not(on), 1), c: 1 })).toMatch(/^\{\{- \$mode := \$\.Mode \}\}\n\{\{- \$on := eq \$mode "on" \}\}\nspec:/);
});

test('a shared fragment is written once, with its own variables', () => {
  const one = shared('one', { name: 'x', mode: variable('mode', go`$.Mode`) });
  expect(template({ a: [one], b: [one] })).toBe(lines(
    '{{- define "one" }}', '{{- $mode := $.Mode }}', '    - name: x', '      mode: {{ $mode | quote }}', '{{- end }}',
    'spec:', '  a:', '    {{- template "one" $ }}', '  b:', '    {{- template "one" $ }}'));
});

test('a shared fragment has one depth', () => {
  const one = shared('one', { name: 'x' });
  expect(() => template({ a: [one], b: { c: [one] } })).toThrow(`template 'one' is used in two depths`);
});
