/** What `src/api` is made of, before it is text. */
export interface ApiModule {
  readonly name: string;
  /** The data that the module was generated from. */
  readonly source: string;
  readonly kinds: ApiKind[];
  readonly interfaces: ApiInterface[];
  readonly enums: ApiEnum[];
}

export interface ApiKind {
  readonly name: string;
  readonly apiVersion: string;
  readonly doc: string;
  readonly see?: string;
  readonly spec: TypeName;
  readonly specRequired: boolean;
}

export interface ApiInterface {
  readonly name: string;
  readonly doc: string;
  readonly see?: string;
  readonly extends?: string;
  readonly fields: ApiField[];
}

export interface ApiField {
  readonly name: string;
  readonly type: ApiType;
  readonly required: boolean;
  readonly doc: string;
  readonly default?: string;
  readonly deprecated?: string;
}

export interface ApiEnum {
  readonly name: string;
  readonly doc: string;
  readonly see?: string;
  readonly values: ApiValue[];
}

export interface ApiValue {
  readonly value: string;
  readonly deprecated?: string;
}

/** A type of one of the modules. */
export interface TypeName {
  readonly module: string;
  readonly name: string;
}

/** The type of a field: what it is, or what its items are. */
export interface ApiType {
  readonly of: 'string' | 'number' | 'boolean' | 'any' | 'object' | TypeName;
  readonly is?: 'list' | 'map';
}
