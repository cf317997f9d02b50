// How people and structures are named wherever something is said of them.

export interface PersonRef {
  readonly id: string;
  readonly firstName: string;
  readonly lastName: string;
}

export interface StructureRef {
  readonly id: string;
  readonly code: string;
  readonly name: string;
}
