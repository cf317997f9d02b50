import path from 'node:path';
import { beforeAll, expect, test } from '@jest/globals';
import { type Bundle, makeBundle, readBundles } from '../../read/bundle.ts';
import { readParts } from '../../read/read-circuit.ts';
import { inspectFiles } from '../inspect.ts';
import { checkExpressions } from './check-expressions.ts';
import { namesOffered } from './names-offered.ts';

let bundles: Bundle[];
beforeAll(async () => {
  bundles = await readBundles(path.join(import.meta.dirname, '..', '..', '..', '..', 'processes'));
});

const namesIn = async (kind: string) => {
  const bundle = bundles.find((one) => one.kind === kind) as Bundle;
  const { names } = await inspectFiles(bundle);
  return new Map(names.map((one) => [one.name, one]));
};

test('an answer of the form is offered with its label and its choices, in both languages', async () => {
  const quota = (await namesIn('temps-partiel-sur-autorisation')).get('quota');
  expect(quota).toMatchObject({ label: { fr: 'Quotité de travail' }, kind: 'text' });
  expect(quota?.values).toContainEqual({
    value: '80',
    label: { fr: expect.stringMatching(/^80\s%$/), en: '80%' },
  });
  expect(quota).not.toHaveProperty('givenBy');
});

test('what a step gives is offered with all that it can end in, from that step on', async () => {
  const names = await namesIn('temps-partiel-sur-autorisation');
  expect(names.get('signature')).toMatchObject({
    kind: 'text',
    values: expect.arrayContaining([{ value: 'signed' }, { value: 'refused' }]),
    givenBy: ['signature'],
  });
  expect(names.get('payFraction')).toMatchObject({ givenBy: ['determiner-fraction'] });
});

test('what the portal gives every circuit is offered everywhere', async () => {
  const names = await namesIn('temps-partiel-sur-autorisation');
  expect(names.get('requestId')).toEqual({ name: 'requestId' });
});

test('no name is offered that the check would refuse', async () => {
  for (const bundle of bundles) {
    const { model, texts } = await readParts(bundle);
    if (model === null) throw new Error(`the diagram of ${bundle.kind} cannot be read`);
    const names = namesOffered(bundle, model, texts).map(({ name }) => name);
    const offered = reading(bundle, names);
    const { faults } = await checkExpressions(offered, (await readParts(offered)).model);
    const unknown = faults.filter(({ code }) => code === 'variable-unknown');
    expect({ kind: bundle.kind, unknown }).toEqual({ kind: bundle.kind, unknown: [] });
  }
});

/** The same circuit, whose start listens to a condition that reads all of these names. */
function reading(bundle: Bundle, names: readonly string[]): Bundle {
  const diagram = `${bundle.kind}.bpmn`;
  const contents: Map<string, Uint8Array> = new Map(bundle.files.map((file) => [file.path, file.content]));
  const text = new TextDecoder().decode(contents.get(diagram));
  const script = `<bpmn:scriptTask id="lecture" name="Lecture"><bpmn:extensionElements><zeebe:script expression="=[${names.join(', ')}]" resultVariable="lu" /></bpmn:extensionElements></bpmn:scriptTask>`;
  contents.set(diagram, new TextEncoder().encode(text.replace('</bpmn:process>', `${script}</bpmn:process>`)));
  return makeBundle(bundle.kind, contents);
}
