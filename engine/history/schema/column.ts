import { INSTANT, readInstant } from '../../instant.ts';
import { BadQuery, isNoKey, unreadable } from '../search/bad-query.ts';
import type { FieldKind } from './entities.ts';

/** A value node:sqlite can bind. */
export type SqlValue = string | number | bigint | null;

const LOWEST = -(2n ** 63n);
const HIGHEST = 2n ** 63n - 1n;

/** The API's form of a value → the stored one; throws BadQuery naming the field of the filter when it cannot be one. */
export function toStored(kind: FieldKind, field: string, value: unknown): SqlValue {
  if (value === null || value === undefined) return null;
  switch (kind) {
    case 'key': {
      const text = typeof value === 'bigint' || typeof value === 'number' ? String(value) : value;
      if (typeof text !== 'string') unreadable(`filter.${field}`, 'a key, that is a string of digits');
      const key = /^-?\d{1,19}$/.test(text) ? BigInt(text) : null;
      if (key === null || key < LOWEST || key > HIGHEST) throw new BadQuery(isNoKey(field, text));
      return key;
    }
    case 'text':
      if (typeof value !== 'string') unreadable(`filter.${field}`, 'a string');
      return value;
    case 'int':
      if (typeof value !== 'number' || !Number.isFinite(value)) unreadable(`filter.${field}`, 'a number');
      return value;
    case 'bool':
      if (typeof value !== 'boolean') unreadable(`filter.${field}`, 'true or false');
      return value ? 1 : 0;
    case 'date': {
      if (typeof value !== 'string' && typeof value !== 'number') unreadable(`filter.${field}`, INSTANT);
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
