import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** What the newer client declares of one of its methods. */
export interface ClientMethod {
  readonly name: string;
  readonly verb: string;
  /** As the API writes it: `/jobs/{jobKey}/completion`. */
  readonly path: string;
  readonly parameters: readonly string[];
  readonly query: readonly string[];
  readonly hasBody: boolean;
  /** Statuses that the API documents, of success and of failure. */
  readonly documented: ReadonlySet<number>;
}

const DECLARATIONS = path.resolve('node_modules/@camunda8/orchestration-cluster-api/dist');

/** Every method of the client, read from its own declarations: they are made from the published API. */
export function clientMethods(): ClientMethod[] {
  const text = readdirSync(DECLARATIONS)
    .filter((file) => file.endsWith('.d.ts'))
    .map((file) => readFileSync(path.join(DECLARATIONS, file), 'utf8'))
    .join('\n');
  const statuses = new Map<string, number[]>();
  for (const [, name = '', , body = ''] of text.matchAll(/^type (\w+)(Errors|Responses) = \{\n(.*?)^\};/gms)) {
    const found = [...body.matchAll(/^ {4}(\d{3}):/gm)].map(([, status]) => Number(status));
    statuses.set(name, [...(statuses.get(name) ?? []), ...found]);
  }
  const verbs = verbsOf();
  return [...text.matchAll(/^type (\w+)Data = \{\n(.*?)^ {4}url: '([^']+)';\n\};/gms)].map(
    ([, name = '', data = '', url = '']) => ({
      name: asCalled(name),
      verb: verbs.get(asCalled(name)) ?? '',
      path: url,
      parameters: [...url.matchAll(/\{(\w+)\}/g)].map(([, parameter = '']) => parameter),
      query: fieldsOf(data, 'query'),
      hasBody: !/^ {4}body\?: never;/m.test(data),
      documented: new Set(statuses.get(name)),
    }),
  );
}

const asCalled = (name: string) => name.charAt(0).toLowerCase() + name.slice(1);

/** The verb of each method: the declarations do not tell it, the calls do. */
function verbsOf(): ReadonlyMap<string, string> {
  const calls = readdirSync(DECLARATIONS)
    .filter((file) => file.endsWith('.js'))
    .map((file) => readFileSync(path.join(DECLARATIONS, file), 'utf8'))
    .join('\n');
  const found = calls.matchAll(
    /^var (\w+) = \(options\) => \{\n {2}return \(options\??\.client \?\? client\)\.(\w+)\(/gm,
  );
  return new Map([...found].map(([, name = '', verb = '']) => [name, verb.toUpperCase()]));
}

function fieldsOf(data: string, part: string): string[] {
  const found = new RegExp(`^ {4}${part}\\??: \\{\\n(.*?)^ {4}\\};`, 'ms').exec(data)?.[1] ?? '';
  return [...found.matchAll(/^ {8}(\w+)\??:/gm)].map(([, name = '']) => name);
}
