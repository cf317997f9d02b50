// How people and structures are named in answers and messages.

/** A person, as they are named. */
export interface PersonRef {
  readonly id: string;
  readonly firstName: string;
  readonly lastName: string;
}

/** A structure, as it is named. */
export interface StructureRef {
  readonly id: string;
  readonly code: string;
  readonly name: string;
}
