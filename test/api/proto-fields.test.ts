import { istioName } from '../../tools/generate-api/istio-types';
import { istio } from './imports';
import { TypeScriptApi } from './typescript-api';

const api = new TypeScriptApi();
const nameOf = (fullName: string) => {
  const { module, name } = istioName(fullName, istio.protos);
  return `${module}.${name}`;
};

test.each(Object.entries(istio.protos.messages))('%s has all fields of the proto, in its order', (message, { fields }) => {
  expect([...api.fieldsOf(nameOf(message)).keys()]).toEqual(Object.keys(fields));
});

test.each(Object.entries(istio.protos.messages))('%s requires what the proto requires', (message, { fields }) => {
  const required = [...api.fieldsOf(nameOf(message))].filter(([, { optional }]) => !optional).map(([name]) => name);
  expect(required).toEqual(Object.keys(fields).filter((name) => fields[name].required));
});

test.each(Object.entries(istio.protos.messages))('%s has lists where the proto has lists, maps where it has maps', (message, { fields }) => {
  for (const [name, { type }] of api.fieldsOf(nameOf(message))) {
    const is = type.endsWith('[]') ? 'list' : type.startsWith('{') && fields[name].type !== 'google.protobuf.Struct' ? 'map' : undefined;
    expect({ name, is }).toEqual({ name, is: fields[name].is });
  }
});

test.each(Object.entries(istio.protos.enums))('%s has all values of the proto', (fullName, { values }) => {
  expect([...api.enums.get(nameOf(fullName))!.values()]).toEqual(values);
});

test('the mesh config is there with its proxies and networks', () => {
  expect(['mesh.MeshConfig', 'mesh.ProxyConfig', 'mesh.MeshNetworks'].filter((name) => !api.interfaces.has(name))).toEqual([]);
});
