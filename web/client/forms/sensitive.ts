import { allComponents, type FormSchema } from './schema.ts';

type Data = Record<string, unknown>;

/** Keys of what may be kept neither in this browser nor shown again once the server has it. */
export const sensitiveKeys = (schema: Record<string, unknown>): string[] =>
  allComponents((schema as unknown as FormSchema).components ?? []).flatMap(({ key, properties }) =>
    key && properties?.sensitive === 'true' ? [key] : [],
  );

/** What this browser may keep of what was typed. */
export const withoutSensitive = (data: Data, keys: readonly string[]): Data =>
  Object.fromEntries(Object.entries(data).filter(([key]) => !keys.includes(key)));

/** What this browser kept, with the masks of the server for what it could not keep. */
export const withMasks = (local: Data, server: Data, keys: readonly string[]): Data => ({
  ...local,
  ...Object.fromEntries(keys.flatMap((key) => (key in server ? [[key, server[key]]] : []))),
});

/** A mask that the server gave back, left as it was: the server knows the value behind it. */
export const isMask = (value: unknown): boolean => typeof value === 'string' && value.includes('•');
