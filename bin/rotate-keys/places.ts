import type { KeyPurpose } from '#prisma/repositories/operations/sealing-keys.ts';

/** Where sealed values stand: a column that is one, or whose JSON holds some. */
export interface Place {
  readonly table: string;
  readonly column: string;
  readonly json: boolean;
  /** The type of what tells a row from the others: its `id`, or `key`. */
  readonly id: 'uuid' | 'text';
  /** SQL, of a row that has no `id`. */
  readonly key?: string;
  readonly purpose: KeyPurpose;
  /** SQL, of a row: whom its value is sealed for. */
  readonly owner: string;
}

/** Every place; a rotation leaves no former key in any. A request stands first: whoever applies it holds its row, too. */
export const PLACES: readonly Place[] = [
  { table: 'request', column: 'data', json: true, id: 'uuid', purpose: 'data', owner: 'agent_id' },
  { table: 'draft', column: 'data', json: true, id: 'uuid', purpose: 'data', owner: 'coalesce(agent_id, owner_id)' },
  { table: 'situation_entry', column: 'value', json: true, id: 'uuid', purpose: 'data', owner: 'person_id' },
  // Values of a file that was tried, and is imported later.
  {
    ...{ table: 'import_line', column: 'said', json: true, id: 'text', key: `batch_id || ':' || line` },
    ...{ purpose: 'data', owner: `coalesce(said ->> 'personId', '')` },
  },
  { table: 'signing_note', column: 'sealed', json: false, id: 'uuid', purpose: 'data', owner: 'person_id' },
  { table: 'session', column: 'id_token_sealed', json: false, id: 'text', purpose: 'data', owner: 'user_id' },
  { table: 'two_factor', column: 'secret', json: false, id: 'text', purpose: 'factor', owner: 'user_id' },
  { table: 'two_factor', column: 'backup_codes', json: false, id: 'text', purpose: 'factor', owner: 'user_id' },
];
