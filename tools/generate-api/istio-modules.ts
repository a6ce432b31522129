import { ProtoField, ProtoMessage } from '../imports/protos';
import { DESCRIPTIONS } from './descriptions';
import { docLine, exclusionFacts, exclusionSentences } from './doc-text';
import { Imported } from './imported';
import { IstioFacts } from './istio-facts';
import { istioName, istioType, valueFact } from './istio-types';
import { ApiEnum, ApiField, ApiInterface, ApiKind, ApiModule, TypeName } from './model';
import { inWords, pathInWords } from './naming';
import { newestVersion, specOf } from './newest-version';

const MODULES = ['networking', 'security', 'telemetry', 'extensions', 'mesh', 'types'];
const REFERENCE = 'https://istio.io/latest/docs/reference/config/';
const DEPRECATED = "Deprecated in Istio's API.";

/** The modules of Istio's kinds and of its mesh config: the messages of the protos, with what the CRDs know more. */
export function istioModules({ istio }: Imported): ApiModule[] {
  const writer = new IstioWriter(istio);
  return MODULES.map((name) => ({
    name, source: `imports/${istio.version}`, kinds: writer.kinds(name), interfaces: writer.interfaces(name), enums: writer.enums(name),
  }));
}

class IstioWriter {
  private readonly facts: IstioFacts;

  public constructor(private readonly istio: Imported['istio']) {
    this.facts = new IstioFacts(istio.protos);
    for (const crd of istio.crds) this.facts.addSpec(this.messageOf(crd), specOf(newestVersion(crd).schema).spec);
  }

  public kinds(module: string): ApiKind[] {
    const kinds = this.istio.crds.map((crd) => {
      const { apiVersion, schema } = newestVersion(crd);
      const message = this.messageOf(crd);
      const name = crd.names.kind;
      const doc = docLine(DESCRIPTIONS[`${module}.${name}`], inWords(name), []);
      return { name, apiVersion, spec: this.name(message), specRequired: specOf(schema).required, see: this.see(message), doc };
    });
    return kinds.filter(({ spec }) => spec.module === module);
  }

  public interfaces(module: string): ApiInterface[] {
    const messages = Object.entries(this.istio.protos.messages).filter(([name]) => this.name(name).module === module);
    return messages.map(([name, message]) => this.interfaceOf(name, message));
  }

  public enums(module: string): ApiEnum[] {
    const enums = Object.entries(this.istio.protos.enums).filter(([name]) => this.name(name).module === module);
    return enums.map(([name, { values, deprecated }]) => ({
      name: this.name(name).name, doc: this.describe(name), see: this.see(name),
      values: values.map((value) => deprecated?.includes(value) ? { value, deprecated: DEPRECATED } : { value }),
    }));
  }

  private interfaceOf(fullName: string, message: ProtoMessage): ApiInterface {
    const { name } = this.name(fullName);
    const groups = this.facts.exclusions(fullName);
    const fields = Object.entries(message.fields).map(([key, field]) => this.fieldOf({ fullName, key, field, groups }));
    return { name, doc: this.describe(fullName) + exclusionSentences(groups), see: this.see(fullName), fields };
  }

  private fieldOf({ fullName, key, field, groups }: { fullName: string; key: string; field: ProtoField; groups: string[][] }): ApiField {
    const { module, name } = this.name(fullName);
    const description = DESCRIPTIONS[`${module}.${name}.${key}`];
    const facts = [
      ...valueFact(field, this.istio.protos), ...this.facts.of(fullName, key), ...exclusionFacts(key, groups),
      ...field.required ? ['required'] : [], ...field.hidden ? ['not in the reference'] : [],
    ];
    const required = field.required ?? false;
    return {
      name: key, type: istioType(field, this.istio.protos), required, doc: docLine(description, inWords(key), facts),
      default: required ? undefined : '- left to istiod', deprecated: field.deprecated && DEPRECATED,
    };
  }

  private describe(fullName: string): string {
    const { module, name } = this.name(fullName);
    const path = fullName.split('.').slice(3).join('.');
    return docLine(DESCRIPTIONS[`${module}.${name}`], name === `${path}Spec` ? `Spec of the kind \`${path}\`` : pathInWords(path), []);
  }

  private name(fullName: string): TypeName {
    return istioName(fullName, this.istio.protos);
  }

  private messageOf(crd: { group: string; names: { kind: string } }): string {
    return this.istio.protos.kinds[`${crd.group}/${crd.names.kind}`];
  }

  /** The page of the message, else of the message that it stands in. */
  private see(fullName: string): string | undefined {
    const { messages, enums } = this.istio.protos;
    const found = (messages[fullName] ?? enums[fullName])?.see;
    if (found) return REFERENCE + found;
    const parent = fullName.slice(0, fullName.lastIndexOf('.'));
    return parent in messages ? this.see(parent) : undefined;
  }
}
