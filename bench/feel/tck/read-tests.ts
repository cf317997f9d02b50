import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { type Expectation, type Expectations, numberOf, type Value } from '../expectation.ts';
import { all, first, readXml, type Tag } from './xml.ts';

/** Reads every test of a copy of the DMN TCK: one expectation for each result that it names. */
export async function readTck(folder: string): Promise<Expectations> {
  const found: Expectations = { read: [], unread: {} };
  const files = await readdir(folder, { recursive: true });
  for (const file of files.filter((name) => /compliance-level-\d.*test.*\.xml$/.test(name)).toSorted()) {
    const tests = readXml(await readFile(path.join(folder, file), 'utf8'));
    const model = path.join(folder, path.dirname(file), first(tests, 'modelName')?.text.trim() ?? '');
    const suite = path.basename(path.dirname(file));
    for (const test of all(tests, 'testCase')) {
      const type = test.attributes.type ?? 'decision';
      const name = `${path.basename(file, '.xml')} ${test.attributes.id ?? ''}`;
      if (type === 'decision') found.read.push(...expectationsOf(test, { suite, name, model }));
      else
        found.unread[`asks for a ${type}`] = (found.unread[`asks for a ${type}`] ?? 0) + all(test, 'resultNode').length;
    }
  }
  return found;
}

function expectationsOf(
  test: Tag,
  { suite, name, model }: { suite: string; name: string; model: string },
): Expectation[] {
  const context = Object.fromEntries(all(test, 'inputNode').map((node) => [node.attributes.name ?? '', valueIn(node)]));
  return all(test, 'resultNode').map((node) => ({
    suite,
    name,
    asks: { kind: 'decision', file: model, decision: node.attributes.name ?? '', context },
    expected: node.attributes.errorResult === 'true' ? { $error: 'no value' } : valueIn(first(node, 'expected')),
  }));
}

/** What a tag that holds a value says: a single one, the entries of a context, or a list. */
function valueIn(tag: Tag | undefined): Value {
  if (tag === undefined) return null;
  const list = first(tag, 'list');
  if (list !== undefined) return isNull(list) ? null : all(list, 'item').map(valueIn);
  const components = all(tag, 'component');
  if (components.length > 0)
    return Object.fromEntries(components.map((one) => [one.attributes.name ?? '', isNull(one) ? null : valueIn(one)]));
  const value = first(tag, 'value');
  return value === undefined || isNull(value) ? null : single(value);
}

function isNull(tag: Tag): boolean {
  return tag.attributes.nil === 'true';
}

function single({ text, attributes }: Tag): Value {
  switch (attributes.type?.replace(/^.*:/, '')) {
    case 'boolean':
      return text.trim() === 'true';
    case 'decimal':
    case 'double':
    case 'integer':
      return numberOf(text.trim());
    case 'date':
      return { $date: text.trim() };
    case 'time':
      return { $time: text.trim() };
    case 'dateTime':
      return { $dateTime: text.trim() };
    case 'duration':
      return { $duration: text.trim() };
    default:
      return text;
  }
}
