import { INSTANT, readInstant } from '../../instant.ts';
import { BadQuery } from '../search/bad-query.ts';
import type { FieldKind } from './entities.ts';

/** A value node:sqlite can bind. */
export type SqlValue = string | number | bigint | null;

const LOWEST = -(2n ** 63n);
const HIGHEST = 2n ** 63n - 1n;

/** The API's form of a value → the stored one; throws BadQuery naming the field when it cannot be one. */
export function toStored(kind: FieldKind, field: string, value: unknown): SqlValue {
  if (value === null || value === undefined) return null;
  switch (kind) {
    case 'key': {
      const text = typeof value === 'bigint' || typeof value === 'number' ? String(value) : value;
      if (typeof text !== 'string' || !/^-?\d{1,19}$/.test(text))
        throw new BadQuery(`'${field}' must be a key, that is a string of digits`);
      const key = BigInt(text);
      if (key < LOWEST || key > HIGHEST) throw new BadQuery(`'${field}' is not a 64-bit key`);
      return key;
    }
    case 'text':
      if (typeof value !== 'string') throw new BadQuery(`'${field}' must be a string`);
      return value;
    case 'int':
      if (typeof value !== 'number' || !Number.isFinite(value)) throw new BadQuery(`'${field}' must be a number`);
      return value;
    case 'bool':
      if (typeof value !== 'boolean') throw new BadQuery(`'${field}' must be true or false`);
      return value ? 1 : 0;
    case 'date': {
      const time = typeof value === 'string' ? readInstant(value) : value;
      if (typeof time !== 'number') throw new BadQuery(`'${field}' must be ${INSTANT}`);
      return time;
    }
    case 'json':
      return JSON.stringify(value);
  }
}

/** The stored form of a value → the API's. */
export function fromStored(kind: FieldKind, value: unknown): unknown {
  if (value === null || value === undefined) return null;
  switch (kind) {
    case 'key':
      return String(value);
    case 'text':
      return value;
    case 'int':
      return Number(value);
    case 'bool':
      return Number(value) === 1;
    case 'date':
      return new Date(Number(value)).toISOString();
    case 'json':
      return JSON.parse(String(value));
  }
}
