import type { Expression } from 'kysely';
import { jsonBuildObject } from 'kysely/helpers/postgres';

/** Builds a PersonRef in JSON. */
export const personRef = (person: {
  readonly id: Expression<string>;
  readonly firstName: Expression<string>;
  readonly lastName: Expression<string>;
}) => jsonBuildObject(person);

/** Builds a StructureRef in JSON. */
export const structureRef = (structure: {
  readonly id: Expression<string>;
  readonly code: Expression<string>;
  readonly name: Expression<string>;
}) => jsonBuildObject(structure);
