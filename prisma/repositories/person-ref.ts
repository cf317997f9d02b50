import type { Expression } from 'kysely';
import { jsonBuildObject } from 'kysely/helpers/postgres';

/** Somebody by their name, as PersonRef in JSON. */
export const personRef = (person: {
  readonly id: Expression<string>;
  readonly firstName: Expression<string>;
  readonly lastName: Expression<string>;
}) => jsonBuildObject(person);

/** A structure, as StructureRef in JSON. */
export const structureRef = (structure: {
  readonly id: Expression<string>;
  readonly code: Expression<string>;
  readonly name: Expression<string>;
}) => jsonBuildObject(structure);
