import { parse } from 'lossless-json';
import type { z } from 'zod';
import { Invalid } from './invalid.ts';

/** Reads JSON of a shape: two readers must not read two stories, so that no key stands twice. @throws {Invalid} saying what is wrong */
export function readStrictJson<T>(text: string, schema: z.ZodType<T>): T {
  let value: unknown;
  try {
    value = parse(text, null, { parseNumber: Number, onDuplicateKey: ({ key }) => refuseTwice(key) });
  } catch (error) {
    if (error instanceof Invalid) throw error;
    throw new Invalid('it is not JSON');
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Invalid(`${issue?.path.join('.') || 'the file'}: ${issue?.message ?? 'not understood'}`);
}

function refuseTwice(key: string): never {
  throw new Invalid(`« ${key} » stands twice in one object`);
}
