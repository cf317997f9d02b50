import path from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { type Bundle, makeBundle, readBundles } from '../../read/bundle.ts';
import { readCircuit } from '../../read/read-circuit.ts';
import { InvalidCircuit } from '../checks.ts';

const KIND = 'coordonnees-bancaires';
const DIAGRAM = `${KIND}.bpmn`;
const BLOCK = '_blocks/contre-appel/contre-appel.bpmn';

/** A kind that is filed in campaigns. */
const IN_CAMPAIGNS = 'mobilite';

/** A kind that offers what a grid says. */
const OF_HOSTS = 'detachement';

let bundles: readonly Bundle[];
beforeAll(async () => {
  bundles = await readBundles(path.join(import.meta.dirname, '..', '..', '..', '..', 'processes'));
});

/** The faults of a shipped circuit once a text of one of its files is another. */
async function faultsWith(file: string, from: string, to: string, of = KIND) {
  const shipped = bundles.find(({ kind }) => kind === of);
  if (shipped === undefined) throw new Error('the circuit is not shipped');
  const contents = new Map(shipped.files.map(({ path: name, content }) => [name, content]));
  const before = new TextDecoder().decode(contents.get(file));
  if (!before.includes(from)) throw new Error('the change changes nothing');
  contents.set(file, new TextEncoder().encode(before.replaceAll(from, to)));
  const error = await readCircuit(makeBundle(of, contents, shipped.grids)).catch((thrown: unknown) => thrown);
  return error instanceof InvalidCircuit ? error.faults.map(({ elementId, code }) => `${elementId}: ${code}`) : error;
}

describe('a circuit is not published', () => {
  test.each([
    [
      'with a theme that it has not',
      DIAGRAM,
      'source="coordonnees-bancaires" target="theme"',
      'source="compte" target="theme"',
      'contre-appel: theme-missing',
    ],
    [
      'with a cut-off that is no day',
      DIAGRAM,
      'name="payCutoffDay" value="15"',
      'name="payCutoffDay" value="32"',
      `${KIND}: cutoff-day`,
    ],
    [
      'with a fact that nobody gives',
      DIAGRAM,
      'name="stepUp" value="true"',
      'name="startFacts" value="agentName"',
      `${KIND}: start-fact-unknown`,
    ],
    [
      'with a visa that signs',
      BLOCK,
      'value="approved, refused"',
      'value="approved, signed"',
      'contre-appel: outcome-unknown',
    ],
    [
      'with a step distinct from none',
      BLOCK,
      'key="distinctFrom" value="rappel"',
      'key="distinctFrom" value="appel"',
      'contre-appel: distinct-unknown',
    ],
    [
      'with a step distinct from itself',
      BLOCK,
      'key="distinctFrom" value="rappel"',
      'key="distinctFrom" value="confirmation"',
      'contre-appel: distinct-unknown',
    ],
    [
      'with a check that writes nothing down',
      BLOCK,
      '<zeebe:formDefinition formId="=form" bindingType="deployment" />',
      '',
      'contre-appel: check-without-form',
    ],
    [
      'with a step of a person that is the job of a worker',
      BLOCK,
      '<zeebe:userTask />',
      '',
      'contre-appel: user-task-not-native',
    ],
    [
      'with a check whose answers are secret',
      'rappel.form',
      '"known": "true"',
      '"sensitive": "true"',
      'calledNumber: check-form-component',
    ],
    ['with a format of its own', 'demande.form', '"format": "iban"', '"format": "rib"', 'iban: format-unknown'],
    [
      'with an account that is any text',
      'demande.form',
      '"format": "iban"',
      '"format": "holder"',
      'iban: theme-format',
    ],
    [
      'with something sensitive that the engine would be told',
      'demande.form',
      '"sensitive": "true"',
      '"sensitive": "true", "fact": "true"',
      'iban: sensitive-misplaced',
    ],
  ])('%s', async (_what, file, from, to, fault) => {
    expect(await faultsWith(file, from, to)).toContain(fault);
  });

  test.each([
    ['that is there', 'grids.hosts', 'from-grid'],
    ['whose rows are found by one text', 'grids.quotites', 'from-grid'],
  ])('with a choice of no grid %s', async (_what, from, fault) => {
    const found = await faultsWith('demande.form', 'grids.accueils', from, OF_HOSTS);
    expect(found).toContain(`accueil: ${fault}`);
  });

  test('with what a grid says, that one types', async () => {
    const found = await faultsWith(
      'demande.form',
      '"key": "emploi",',
      '"key": "emploi", "properties": { "from": "grids.accueils" },',
      OF_HOSTS,
    );
    expect(found).toContain('emploi: from-item');
  });

  test.each([
    [
      'without a table of points',
      'name="campaign" value="mobilite-bareme"',
      'name="campaign" value="bareme"',
      'campaign-table',
    ],
    ['without waiting for a result', 'name="campaign-unplaced"', 'name="campaign-refused"', 'campaign-unawaited'],
    ['without a post to choose', '"from": "campagne.postes"', '"of": "campagne.postes"', 'campaign-choice'],
    ['without the words of a result', '"campaign-unplaced": {', '"campaign-refused": {', 'message-without-text'],
  ])('that is filed in campaigns %s', async (_what, from, to, fault) => {
    expect(await faultsWith(fileWith(from), from, to, IN_CAMPAIGNS)).toContain(`${IN_CAMPAIGNS}: ${fault}`);
  });
});

test('a kind whose acts touch earlier ones is not published without a choice of these, nor a day that it does not ask for', async () => {
  const category = '<zeebe:property name="category"';
  const touching =
    '<zeebe:property name="laterAct" value="withdraws" /><zeebe:property name="laterActFrom" value="jour" />';
  expect(await faultsWith(DIAGRAM, category, `${touching}${category}`)).toEqual(
    expect.arrayContaining([`${KIND}: later-act-choice`, `${KIND}: later-act-day`]),
  );
});

/** The file of that kind which has this text. */
function fileWith(text: string): string {
  const files = bundles.find(({ kind }) => kind === IN_CAMPAIGNS)?.files ?? [];
  return files.find(({ content }) => new TextDecoder().decode(content).includes(text))?.path ?? '';
}
