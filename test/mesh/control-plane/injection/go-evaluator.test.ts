import { GoEvaluator } from '../../../../src/mesh/control-plane/injection/go-evaluator';
import { Collected, Expression, go, text, variable } from '../../../../src/mesh/control-plane/injection/go-expression';

const CONTAINERS = [
  { name: 'app', image: 'localhost:5000/app:1.2@sha256:ab', ports: [{ containerPort: 80 }, { containerPort: 81 }] }, { name: 'istio-proxy' }, { name: 'helper', ports: [{ containerPort: 90 }] },
];
const evaluator = new GoEvaluator({
  Name: 'shop', Empty: '', None: undefined, Native: false, Labels: { app: 'front' }, ObjectMeta: { Annotations: { mode: 'NONE' } }, Spec: { containers: CONTAINERS },
  Config: { GetValue: true, JSON: { concurrency: 2 } },
});

test.each<[Expression, unknown]>([
  [go`$.Name`, 'shop'],
  [go`$.Config.GetValue`, true],
  [go`$.None`, undefined],
  [go`index $.Labels "app"`, 'front'],
  [go`index $.Labels "version"`, ''],
  [go`eq $.Name "shop"`, true],
  [go`ne $.Name "shop"`, false],
  [go`not $.Empty`, true],
  [go`and $.Name $.Empty "x"`, ''],
  [go`and $.Name "x"`, 'x'],
  [go`and $.None true`, undefined],
  [go`or $.Empty $.Name`, 'shop'],
  [go`or $.Empty $.None`, undefined],
  [go`or ${false} (not $.Native)`, true],
  [go`$.Empty | default "other"`, 'other'],
  [go`$.Name | default "other" | trunc 2`, 'sh'],
  [go`$.Name | lower`, 'shop'],
  [go`trimAll "-_." "-a.b-_"`, 'a.b'],
  [go`trimAll "-" "--"`, ''],
  [go`coalesce $.Empty $.None $.Name`, 'shop'],
  [go`list "a" $.Empty "b" | compact | join ","`, 'a,b'],
  [go`first (list "a" "b")`, 'a'],
  [go`append (list "a") "b" | join "-"`, 'a-b'],
  [go`ternary 1 2 (contains "o" $.Name)`, 1],
  [go`ternary 1 2 (contains "/" $.Name)`, 2],
  [go`"7" | int64`, 7],
  [go`print $.Native`, 'false'],
  [text`100%: ${go`$.Name`} and ${'50%'} of ${go`$.Native`}`, '100%: shop and 50% of false'],
  [go`toJson (list "a" 1)`, '["a",1]'],
  [go`fromJSON ${'{"a": 1}'}`, { a: 1 }],
  [go`set (fromJSON "{}") "name" "x"`, { name: 'x' }],
  [go`omit $.Labels "app"`, {}],
  [go`isset $.Labels "app"`, true],
  [go`isset $.Labels "version"`, false],
  [go`annotation $.ObjectMeta "mode" "REDIRECT"`, 'NONE'],
  [go`annotation $.ObjectMeta "port" 15020`, '15020'],
  [go`excludeInboundPort "15020" "9090"`, '9090,15020'],
  [go`excludeInboundPort "15020" "9090,15020"`, '9090,15020'],
  [go`excludeInboundPort "0" "9090"`, '9090'],
  [go`appendMultusNetwork "" "default/cni"`, 'default/cni'],
  [go`appendMultusNetwork "own" "default/cni"`, 'own, default/cni'],
  [go`appendMultusNetwork "own, default/cni" "default/cni"`, 'own, default/cni'],
  [go`appendMultusNetwork ${'[{"name":"own"}]'} "default/cni"`, '[{"name":"own"},{"name":"cni","namespace":"default"}]'],
  [go`appendMultusNetwork ${'[{"name":"cni","namespace":"default"}]'} "default/cni"`, '[{"name":"cni","namespace":"default"}]'],
  [go`protoToJSON $.Config`, '{"concurrency":2}'],
])('%p', (expression, value) => {
  expect(evaluator.value(expression)).toEqual(value);
});

test('variables have the value of their expression, also of others that they use', () => {
  const name = variable('name', go`$.Name`);
  expect(evaluator.value(go`eq ${variable('same', go`eq ${name} "shop"`)} true`)).toBe(true);
});

test('loops collect what they are told', () => {
  expect(evaluator.value(new Collected('names', ['$.Spec.Containers'], go`.Name`, go`ne .Name "istio-proxy"`))).toEqual(['app', 'helper']);
  expect(evaluator.value(new Collected('ports', ['$.Spec.Containers', '.Ports'], go`.ContainerPort`))).toEqual([80, 81, 90]);
});

test('what is not known is an error of the template', () => {
  expect(() => evaluator.value(go`nonsense $.Name`)).toThrow('no function is called nonsense');
  expect(() => evaluator.value(go`$other`)).toThrow('nothing is called $other');
});

describe('the attributes for OpenTelemetry', () => {
  const MESH = { extensionProviders: [{ opentelemetry: { serviceAttributeEnrichment: 'OTEL_SEMANTIC_CONVENTIONS' } }] };
  const attributes = (mesh: object, annotations = {}, labels = {}, containers: object[] = CONTAINERS.slice(0, 1)) =>
    new GoEvaluator({ mesh, annotations, labels, containers }).value(go`otelResourceAttributes $.mesh $.annotations $.labels "shop" $.containers`);

  test('are there only if a provider asks for them', () => {
    expect(attributes({})).toBe('');
    expect(attributes({ extensionProviders: [{ opentelemetry: {} }] })).toBe('');
  });

  test('come from annotations, labels and the image', () => {
    expect(attributes(MESH)).toBe('service.namespace=shop,service.version=1.2@sha256:ab,service.instance.id=shop.$(POD_NAME).app');
    expect(attributes(MESH, {}, { 'app.kubernetes.io/version': '7' }, CONTAINERS)).toContain('service.version=7,');
    expect(attributes(MESH, {}, {}, CONTAINERS)).not.toContain('service.version');
    expect(attributes(MESH, { 'resource.opentelemetry.io/service.namespace': 'own', 'resource.opentelemetry.io/service.instance.id': 'i' })).toMatch(/^service.namespace=own,.*id=i$/);
  });
});
