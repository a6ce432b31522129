import { ApiObject, Chart, JsonPatch, YamlOutputType } from 'cdk8s';
import { Construct } from 'constructs';
import { synthBoth, synthMesh } from './both-apps';

const { FILE_PER_CHART, FILE_PER_APP, FILE_PER_RESOURCE, FOLDER_PER_CHART_FILE_PER_RESOURCE } = YamlOutputType;

function object(chart: Chart, id: string, name: string, namespace?: string, apiVersion = 'v1', kind = 'ConfigMap'): ApiObject {
  return new ApiObject(chart, id, { apiVersion, kind, metadata: { name, namespace } });
}

describe('of one object a file', () => {
  test('App loses one of two namespaces, MeshApp adds the namespace to the later file', () => {
    const { plain, mesh } = synthBoth((app) => {
      const chart = new Chart(app, 'c');
      object(chart, 'a', 'x', 'n1');
      object(chart, 'b', 'x', 'n2');
    }, { yamlOutputType: FILE_PER_RESOURCE });
    expect(Object.keys(plain.files)).toEqual(['ConfigMap.x.k8s.yaml']);
    expect(mesh.files).toMatchObject({
      'ConfigMap.x.k8s.yaml': expect.stringContaining('namespace: n1'),
      'ConfigMap.x.n2.k8s.yaml': expect.stringContaining('namespace: n2'),
    });
  });

  test.each([FILE_PER_RESOURCE, FOLDER_PER_CHART_FILE_PER_RESOURCE])('kinds of one name and two API groups get two files (type %s)', (yamlOutputType) => {
    const { files } = synthMesh((app) => {
      const chart = new Chart(app, 'c');
      object(chart, 'a', 'main', 'n1', 'networking.istio.io/v1', 'Gateway');
      object(chart, 'b', 'main', 'n1', 'gateway.networking.k8s.io/v1', 'Gateway');
      object(chart, 'c', 'all', undefined, 'a.io/v1', 'Scope');
      object(chart, 'd', 'all', undefined, 'b.io/v1', 'Scope');
    }, { yamlOutputType });
    expect(Object.keys(files).map((file) => file.replace('c/', ''))).toEqual([
      'Gateway.main.k8s.yaml', 'Gateway.main.n1.k8s.yaml', 'Scope.all.b.io.k8s.yaml', 'Scope.all.k8s.yaml',
    ]);
  });

  test('one object in the charts of two clusters is an error in one folder, and well in a folder a chart', () => {
    const build = (app: Parameters<Parameters<typeof synthMesh>[0]>[0]) => {
      for (const cluster of ['east', 'west']) object(new Chart(app, cluster), 'a', 'x', 'n1');
    };
    expect(synthMesh(build, { yamlOutputType: FILE_PER_RESOURCE }).error).toBe(
      `ApiObject 'west/a': its file 'ConfigMap.x' is written by ApiObject 'east/a' already, one object a file is allowed; write a folder or a file a chart `
      + '(YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE or FILE_PER_CHART), or give it another name');
    for (const yamlOutputType of [FILE_PER_APP, FILE_PER_CHART, FOLDER_PER_CHART_FILE_PER_RESOURCE]) {
      const { plain, mesh } = synthBoth(build, { yamlOutputType });
      expect(mesh).toEqual(plain);
    }
  });

  test('names that become one when signs are left out are an error if nothing tells them apart', () => {
    const { error } = synthMesh((app) => {
      const chart = new Chart(app, 'c');
      for (const name of ['a:b', 'ab', 'a/b', 'a b']) object(chart, name, name, undefined, 'rbac.authorization.k8s.io/v1', 'ClusterRole');
    }, { yamlOutputType: FILE_PER_RESOURCE });
    expect(error).toContain(`ApiObject 'c/a--b': its file 'ClusterRole.ab' is written by ApiObject 'c/a:b' already`);
  });
});

describe('of two objects of one name in a chart', () => {
  test.each([FILE_PER_APP, FILE_PER_CHART, FILE_PER_RESOURCE, FOLDER_PER_CHART_FILE_PER_RESOURCE])('the second is an error (type %s)', (yamlOutputType) => {
    expect(synthMesh((app) => {
      const chart = new Chart(app, 'c');
      object(chart, 'a', 'x', 'n1', 'networking.istio.io/v1', 'Gateway');
      object(chart, 'b', 'x', 'n1', 'networking.istio.io/v1beta1', 'Gateway');
    }, { yamlOutputType }).error).toBe(
      `ApiObject 'c/b': the chart has Gateway 'n1/x' of networking.istio.io already, from ApiObject 'c/a', `
      + 'one object of a group, kind, namespace and name is allowed; drop one of them, or give it another name or namespace');
  });

  test('a patch that renames one cures it', () => {
    const { plain, mesh } = synthBoth((app) => {
      const chart = new Chart(app, 'c');
      object(chart, 'a', 'x');
      object(chart, 'b', 'x').addJsonPatch(JsonPatch.replace('/metadata/name', 'y'));
    });
    expect(mesh).toEqual(plain);
    expect(mesh.error).toBeUndefined();
  });
});

test('two charts of one file name, which App writes into one file, are an error', () => {
  const { plain, mesh } = synthBoth((app) => {
    const group = new Construct(app, 'group');
    object(new Chart(group, 'c'), 'a', 'a');
    object(new Chart(new Construct(group, 'Default'), 'c'), 'b', 'b');
  });
  expect(Object.keys(plain.files)).toHaveLength(1);
  expect(mesh.error).toMatch(
    /^Chart 'group\/Default\/c': its output has the name 'group-c-[0-9a-f]{8}', which Chart 'group\/c' has already, one chart a name is allowed; give one of them another id$/);
});
