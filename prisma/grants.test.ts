import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { APPLICATION_GRANTS } from './grants.ts';

const ROOT = path.resolve(import.meta.dirname, '..');
const ROOMS = ['application', 'bin', 'prisma', 'web/server', 'workers'];
/** Code that runs as the owner of the tables, code of tests only, and generated code. */
const OTHERS = /(^|\/)(testing|generated|migrations|seed|restore|rotate-keys)\/|\.test\.ts$/;

const sources = ROOMS.flatMap((room) =>
  readdirSync(path.join(ROOT, room), { recursive: true, encoding: 'utf8' }).map((file) => path.posix.join(room, file)),
).filter((file) => file.endsWith('.ts') && !OTHERS.test(file));

interface Written {
  readonly table: string;
  readonly column: string;
}

/** The tables and columns of Prisma's models and fields. */
const MODELS = new Map(
  [...readFileSync(path.join(ROOT, 'prisma/schema.prisma'), 'utf8').matchAll(/^model (\w+) \{(.*?)^\}/gms)].map(
    ([, model = '', body = '']) => {
      const fields = [...body.matchAll(/^\s+(\w+)\s.*$/gm)].map(
        ([line, field = '']) => [field, /@map\("(\w+)"\)/.exec(line)?.[1] ?? field] as const,
      );
      const table = /@@map\("(\w+)"\)/.exec(body)?.[1] ?? model;
      return [model.charAt(0).toLowerCase() + model.slice(1), { table, columns: new Map(fields) }] as const;
    },
  ),
);

/** Removes what is in brackets of this pattern, at any depth. */
const outside = (text: string, brackets: RegExp): string => {
  const less = text.replaceAll(brackets, '');
  return less === text ? text : outside(less, brackets);
};

/** Lists the updates of SQL statements. */
function statements(text: string): Written[] {
  const plain = text.replaceAll(/\$\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}/g, '?');
  return [...plain.matchAll(/\bupdate "?([a-z_]+)"? (?:[a-z]+ )?set ([^`]*)/g)].flatMap(([, table = '', rest = '']) => {
    const [set = ''] = outside(rest.replaceAll(/'[^']*'/g, ''), /\([^()]*\)/g).split(/\b(?:from|where|returning)\b|\)/);
    return set.split(',').map((one) => ({ table, column: /^\s*"?(\w+)"? =/.exec(one)?.[1] ?? one }));
  });
}

/** Lists the updates of models written at the call; the content of a variable is not read. */
function calls(text: string): Written[] {
  return [
    ...text.matchAll(/\.(\w+)\.(?:update|updateMany|upsert)\(\{[^;]*?\b(?:data|update): \{([^;]*?)\}[ ,})]/gs),
  ].flatMap(([, model = '', data = '']) => {
    const { table, columns } = MODELS.get(model) ?? {};
    if (table === undefined) return [];
    const fields = outside(outside(data, /\{[^{}]*\}/g), /\([^()]*\)/g).split(',');
    return fields
      .map((field) => /^\s*(\w+)/.exec(field)?.[1])
      .filter((field) => field !== undefined)
      .map((field) => ({ table, column: columns?.get(field) ?? field }));
  });
}

/** Lists the updates of typed statements written at the call. */
function typed(text: string): Written[] {
  const changed =
    /\.(?:updateTable|insertInto)\('(\w+)(?: as \w+)?'\)[^;]*?\.(?:set|doUpdateSet)\((?:\(\w+\) => \()?\{([^;]*)/gs;
  return [...text.matchAll(changed)].flatMap(([, table = '', rest = '']) => {
    const [set = ''] = outside(outside(rest, /\{[^{}]*\}/g), /\([^()]*\)/g).split('}');
    return set
      .split(',')
      .map((one) => /^\s*(\w+)(?=:|\s*$)/.exec(one)?.[1])
      .filter((column) => column !== undefined)
      .map((column) => ({ table, column }));
  });
}

test('whatever the code updates is granted: what no test reaches would be refused in production alone', () => {
  const written = sources.flatMap((file) => {
    const text = readFileSync(path.join(ROOT, file), 'utf8');
    return [...statements(text), ...typed(text), ...calls(text)].map((one) => ({ file, ...one }));
  });
  expect(written.length).toBeGreaterThan(200);
  const refused = written.filter(({ table, column }) => {
    const update = APPLICATION_GRANTS[table]?.update ?? false;
    return update !== true && !(update || []).includes(column);
  });
  expect(refused).toEqual([]);
});
