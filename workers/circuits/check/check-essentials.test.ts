import { beforeAll, expect, test } from '@jest/globals';
import type { CircuitFault } from '#domain/circuit/faults/fault.ts';
import { PROCESSES } from '#testing/shipped-circuits.ts';
import { type Bundle, makeBundle, readBundles } from '../read/bundle.ts';
import { readParts } from '../read/read-circuit.ts';
import { checkEssentials } from './check-essentials.ts';

let bundles: Bundle[];
beforeAll(async () => {
  bundles = await readBundles(PROCESSES);
});

async function faultsOf(bundle: Bundle): Promise<CircuitFault[]> {
  const { model, texts } = await readParts(bundle);
  return checkEssentials(bundle, model, texts?.fr ?? null);
}

/** What is said of a shipped circuit with one file changed. */
async function faultsWith(kind: string, file: string, how: (text: string) => string) {
  const shipped = bundles.find((one) => one.kind === kind);
  const contents = new Map(shipped?.files.map(({ path: name, content }) => [name, content]));
  const before = new TextDecoder().decode(contents.get(file));
  const after = how(before);
  if (after === before) throw new Error('the change changes nothing');
  return faultsOf(makeBundle(kind, contents.set(file, new TextEncoder().encode(after))));
}

const SIGNED = 'teletravail';
/** Signed too, its acts in Typst. */
const IN_TYPST = 'temps-partiel-sur-autorisation';
const CHECKED = 'changement-adresse';

test('the circuits shipped with the portal have all that is asked', async () => {
  for (const bundle of bundles) expect([bundle.kind, await faultsOf(bundle)]).toEqual([bundle.kind, []]);
});

test('a way that ends before its closing is said at its end', async () => {
  const around = (xml: string) =>
    xml.replace(/sourceRef="issue" targetRef="cloture-refus"/, 'sourceRef="issue" targetRef="changement-refuse"');
  expect(await faultsWith(CHECKED, `${CHECKED}.bpmn`, around)).toEqual([
    expect.objectContaining({ elementId: 'changement-refuse', code: 'way-unclosed', severity: 'error' }),
  ]);
});

test('a way that ends at a step which nothing leaves is said there', async () => {
  const alone = '<bpmn:task id="seul" /><bpmn:sequenceFlow id="vers-seul" sourceRef="accord" targetRef="seul" />';
  const left = (xml: string) => xml.replace('</bpmn:process>', `${alone}</bpmn:process>`);
  expect(await faultsWith(CHECKED, `${CHECKED}.bpmn`, left)).toEqual([
    expect.objectContaining({ elementId: 'seul', code: 'way-unclosed', severity: 'error' }),
  ]);
});

test('a withdrawal that is heard and closes nothing is said at the call that hears it', async () => {
  const lost = (xml: string) => xml.replace('source="withdrawn" target="outcome"', 'source="closed" target="outcome"');
  expect(await faultsWith(CHECKED, `${CHECKED}.bpmn`, lost)).toContainEqual(
    expect.objectContaining({ elementId: 'instruction', code: 'withdrawal-unhandled' }),
  );
});

test('an effect whose answers the form does not ask for, or asks for in another type, is said at its place', async () => {
  type Form = { components: { key?: string; type: string }[] };
  const changing = (how: (form: Form) => void) => (text: string) => {
    const form = JSON.parse(text) as Form;
    how(form);
    return JSON.stringify(form);
  };
  const without = changing((form) => {
    form.components = form.components.filter(({ key }) => key !== 'ville');
  });
  expect(await faultsWith(CHECKED, 'demande.form', without)).toContainEqual(
    expect.objectContaining({
      ...{ elementId: 'appliquer', code: 'effect-field-missing' },
      params: { effect: 'adresse', answers: 'ville' },
    }),
  );
  const asNumber = changing((form) => {
    for (const component of form.components) if (component.key === 'ville') component.type = 'number';
  });
  expect(await faultsWith(CHECKED, 'demande.form', asNumber)).toContainEqual(
    expect.objectContaining({ file: 'demande.form', elementId: 'ville', code: 'effect-answer-type' }),
  );
  const wider = (text: string) => text.replace('"value": "3"', '"value": "4"');
  expect(await faultsWith(SIGNED, 'demande.form', wider)).toContainEqual(
    expect.objectContaining({ elementId: 'jours', code: 'effect-choice-unknown' }),
  );
});

test.each([
  ['no text', 'act.typ', (text: string) => text.replace('#vus(', '#list('), 'act-without-visas'],
  ['no article', 'act.typ', (text: string) => text.replace('#articles(', '#list('), 'act-without-articles'],
  [
    'no reason',
    'refusal.typ',
    (text: string) => text.replace('#recitals(reasons.fact', '#list('),
    'act-without-reasons',
  ],
  [
    'no way of appeal',
    'texts.fr.json',
    (text: string) => text.replace(/"appeal": \[[^\]]*\]/, '"appeal": []'),
    'act-without-appeal',
  ],
])('an act that says %s is not published', async (_what, file, how, code) => {
  expect(await faultsWith(IN_TYPST, file, how)).toEqual([expect.objectContaining({ file, code, severity: 'error' })]);
});

test('a name in French among the English texts is said at its element; one whose French changed since is a warning', async () => {
  const copied = (text: string) => text.replace('"issue-refus": "refused"', '"issue-refus": "refus"');
  expect(await faultsWith(SIGNED, 'texts.en.json', copied)).toEqual([
    expect.objectContaining({
      file: 'texts.en.json',
      elementId: 'issue-refus',
      code: 'words-copied',
      severity: 'error',
    }),
  ]);
  const older = (text: string) => text.replace('{', '{"madeFrom": {"elements.instruite": "00000000"},');
  expect(await faultsWith(SIGNED, 'texts.en.json', older)).toEqual([
    expect.objectContaining({ elementId: 'instruite', code: 'words-stale', severity: 'warning' }),
  ]);
});
