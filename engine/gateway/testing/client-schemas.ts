import { readdirSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

/** What the newer client knows of a value: JSON Schema, as far as its own schemas of the API use it. */
export interface Schema {
  readonly type?: string | readonly string[] | undefined;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly enum?: readonly string[];
  readonly const?: string;
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxItems?: number;
}

const SCHEMAS = path.resolve('node_modules/@camunda8/orchestration-cluster-api/dist');
/** A key beyond 2^53, of nothing. */
const NOTHING = '4503599627370497001';

/** The schema of each method's JSON body, by the method's name. */
export async function bodySchemas(): Promise<ReadonlyMap<string, { schema: Schema; required: boolean }>> {
  const file = readdirSync(SCHEMAS).find((name) => /^zod\.gen-\w+\.js$/.test(name));
  const schemas: Record<string, z.ZodType> = await import(path.join(SCHEMAS, String(file)));
  const found = new Map<string, { schema: Schema; required: boolean }>();
  for (const [name, schema] of Object.entries(schemas)) {
    const method = /^z(\w+)Data$/.exec(name)?.[1];
    if (method === undefined) continue;
    const { properties, required = [] } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Schema;
    const body = properties?.body;
    if (body === undefined || 'not' in body) continue;
    const asCalled = method.charAt(0).toLowerCase() + method.slice(1);
    found.set(asCalled, { schema: body, required: required.includes('body') });
  }
  return found;
}

/** A value that the schema takes, with no more in it than must be. */
export function sampleOf(schema: Schema): unknown {
  const [{ type, properties = {}, required = [], ...rest } = {} as Schema] = shapesOf(schema);
  if (rest.const !== undefined) return rest.const;
  if (rest.enum !== undefined) return rest.enum[0];
  if (rest.format === 'date-time') return '2030-01-01T00:00:00Z';
  switch (type) {
    case 'object':
      return Object.fromEntries(required.map((name) => [name, sampleOf(properties[name] ?? {})]));
    case 'array':
      return [sampleOf(rest.items ?? {})];
    case 'integer':
      return 1;
    case 'boolean':
      return true;
    case 'string':
      return new RegExp(rest.pattern ?? '', 'u').test('nothing') ? 'nothing' : NOTHING;
    default:
      return {};
  }
}

/** The fields of each shape of an object that may be left out, all of them null. */
export function nullsOf(schema: Schema): Record<string, null>[] {
  return shapesOf(schema).map(({ properties = {}, required = [] }) =>
    Object.fromEntries(
      Object.keys(properties)
        .filter((name) => !required.includes(name))
        .map((name) => [name, null]),
    ),
  );
}

/** Values that the schema does not take, each wrong in one place, with the name of the field that is. */
export function* wrongsOf(schema: Schema, name = ''): Generator<{ value: unknown; name: string }> {
  for (const shape of shapesOf(schema)) {
    const { properties = {}, required = [], items } = shape;
    for (const value of wrongSelves(shape)) yield { value, name };
    for (const [field, inner] of Object.entries(properties)) {
      const whole = sampleOf(shape) as Record<string, unknown>;
      for (const wrong of wrongsOf(inner, field)) yield { value: { ...whole, [field]: wrong.value }, name: wrong.name };
      if (!required.includes(field)) continue;
      yield { value: { ...whole, [field]: undefined }, name: field };
      yield { value: { ...whole, [field]: null }, name: field };
    }
    if (items !== undefined) for (const wrong of wrongsOf(items, name)) yield { ...wrong, value: [wrong.value] };
  }
}

function* wrongSelves({ type, ...rest }: Schema): Generator<unknown> {
  const { minimum = Number.MIN_SAFE_INTEGER, maximum = Number.MAX_SAFE_INTEGER } = rest;
  switch (type) {
    case 'string':
      // a key may come as a number
      if (!rest.pattern?.includes('[0-9]+')) yield 7;
      if (rest.minLength !== undefined) yield '';
      if (rest.maxLength !== undefined) yield '1'.repeat(rest.maxLength + 1);
      if (rest.pattern ?? rest.enum ?? rest.const) yield 'of no kind!';
      return;
    case 'integer':
      yield* ['seven', 1.5];
      if (minimum > Number.MIN_SAFE_INTEGER) yield minimum - 1;
      if (maximum < Number.MAX_SAFE_INTEGER) yield maximum + 1;
      return;
    case 'boolean':
      yield 'maybe';
      return;
    case 'array':
      yield 'none';
      if (rest.maxItems !== undefined)
        yield Array.from({ length: rest.maxItems + 1 }, (_, i) => `${String(sampleOf(rest.items ?? {}))}${i}`);
      return;
    case 'object':
      yield* ['none', [1]];
  }
}

/** A schema without unions and intersections: each of the shapes that it allows. */
function shapesOf(schema: Schema): Schema[] {
  if (schema.anyOf !== undefined) return schema.anyOf.flatMap(shapesOf);
  if (schema.allOf !== undefined)
    return schema.allOf.map(shapesOf).reduce((all, more) => all.flatMap((one) => more.map((two) => both(one, two))));
  if (schema.type === 'null') return [];
  return [typeof schema.type === 'object' ? { ...schema, type: schema.type.find((one) => one !== 'null') } : schema];
}

/** What both ask; of a field in both, the first says more. */
function both(one: Schema, other: Schema): Schema {
  return {
    ...other,
    ...one,
    properties: { ...other.properties, ...one.properties },
    required: [...new Set([...(one.required ?? []), ...(other.required ?? [])])],
  };
}
