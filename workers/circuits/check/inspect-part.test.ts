import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { copiesFor, type Files } from '#domain/circuit/blocks/block-copies.ts';
import { newBlock } from '#domain/circuit/blocks/new-block.ts';
import { makeBundle } from '../read/bundle.ts';
import { inspectPart } from './inspect-part.ts';
import { TRIAL, trialFiles } from './trial-circuit.ts';

const BLOCKS = path.resolve(import.meta.dirname, '../../../processes/_blocks');
const encoder = new TextEncoder();
const shipped = new Map(
  readdirSync(BLOCKS, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.includes('/'))
    .map((file) => [file, new Uint8Array(readFileSync(path.join(BLOCKS, file)))] as const),
);
const names = [...new Set([...shipped.keys()].map((file) => file.split('/')[0] ?? ''))];

/** What is wrong in a block, among others: « file element: code ». */
async function faultsOf(name: string, blocks: Files = shipped): Promise<string[]> {
  const own = [...blocks]
    .filter(([file]) => file.startsWith(`${name}/`))
    .map(([file, content]) => ({ path: file.slice(name.length + 1), content }));
  const trial = new Map(trialFiles({ name, files: own }).map((file) => [file.path, file.content]));
  const faults = await inspectPart('block', makeBundle(TRIAL, new Map([...trial, ...copiesFor(TRIAL, trial, blocks)])));
  return [
    ...new Set(
      faults.map(({ file, elementId, inside, code }) => `${file} ${elementId}${inside ? ` [${inside}]` : ''}: ${code}`),
    ),
  ];
}

/** The shipped blocks with one file changed; it must change. */
function changed(file: string, change: (text: string) => string): Files {
  const before = new TextDecoder().decode(shipped.get(file));
  const after = change(before);
  if (after === before) throw new Error('the change changes nothing');
  return new Map([...shipped, [file, encoder.encode(after)]]);
}

/** Nearly empty blocks beside the shipped ones, each calling these. */
function calling(calls: Readonly<Record<string, string>>): Files {
  const blocks = new Map(shipped);
  for (const [name, other] of Object.entries(calls))
    for (const [file, text] of newBlock(name, name))
      blocks.set(
        `${name}/${file}`,
        encoder.encode(
          file.endsWith('.bpmn')
            ? text
                .replace(
                  '<bpmn:endEvent id="fin" name="Fin">',
                  `<bpmn:callActivity id="autre" name="Fin"><bpmn:extensionElements><zeebe:calledElement processId="${other}" bindingType="deployment" propagateAllParentVariables="false" propagateAllChildVariables="false" /><zeebe:ioMapping>${['requestId', 'decisionId', 'withdrawalId'].map((given) => `<zeebe:input source="=${given}" target="${given}" />`).join('')}</zeebe:ioMapping></bpmn:extensionElements><bpmn:incoming>vers-fin</bpmn:incoming></bpmn:callActivity><bpmn:endEvent id="fin" name="Fin">`,
                )
                .replace('<bpmn:incoming>vers-fin</bpmn:incoming>\n    </bpmn:endEvent>', '</bpmn:endEvent>')
                .replace('targetRef="fin"', 'targetRef="autre"')
            : text.replace('"fin":', '"autre": "Autre", "fin":'),
        ),
      );
  return blocks;
}

describe('a block is checked by itself', () => {
  test.each(names)('%s, as it is shipped: nothing is wrong', async (name) => {
    expect(await faultsOf(name)).toEqual([]);
  });

  test('a new one too', async () => {
    const blocks = new Map(
      [...newBlock('essai-vide', 'Essai')].map(([file, text]) => [`essai-vide/${file}`, encoder.encode(text)]),
    );
    expect(await faultsOf('essai-vide', blocks)).toEqual([]);
  });

  const DIAGRAM = 'cloture/cloture.bpmn';
  const DECLARATION = 'cloture/block.json';
  test.each<[string, string, (text: string) => string, string[]]>([
    [
      'a step that nobody carries out',
      DIAGRAM,
      (xml) => xml.replace('type="request-close"', 'type="request-clos"'),
      ['cloture.bpmn clore: job-type-unknown'],
    ],
    [
      'a step that reads what the block does not ask for',
      DIAGRAM,
      (xml) => xml.replace('value="=attachAct"', 'value="=withAct"'),
      ['block.json inputs.attachAct: block-input-unread', 'cloture.bpmn notifier: block-reads-undeclared'],
    ],
    [
      'an output that no step gives',
      DECLARATION,
      (json) =>
        json.replace('"outputs": []', '"outputs": [{ "name": "sealed", "label": { "fr": "Scellé", "en": "Sealed" } }]'),
      ['block.json outputs.sealed: block-output-ungiven'],
    ],
    [
      'an output that is what was asked for',
      DECLARATION,
      (json) =>
        json.replace(
          '"outputs": []',
          '"outputs": [{ "name": "outcome", "label": { "fr": "Issue", "en": "Outcome" } }]',
        ),
      ['block.json outputs.outcome: block-output-ungiven'],
    ],
    [
      'one thing asked for twice',
      DECLARATION,
      (json) => json.replace('"name": "recipients"', '"name": "message"'),
      ['block.json inputs.message: block-name-twice', 'cloture.bpmn notifier: block-reads-undeclared'],
    ],
    [
      'an input that steps take for something else than it says, so that the wrong things would be offered at a call',
      DECLARATION,
      (json) => json.replace('"kind": "recipients"', '"kind": "message"'),
      ['block.json inputs.recipients: block-input-kind'],
    ],
    [
      'a step that has no name in English',
      'cloture/texts.en.json',
      (json) => json.replace('"clore"', '"close"'),
      ['texts.en.json clore: element-name-missing'],
    ],
    [
      'a process of another name, which an engine would put in the place of something else',
      DIAGRAM,
      (xml) => xml.replaceAll('"cloture"', '"telephone-courriel"'),
      ['cloture.bpmn (diagram): block-process-name'],
    ],
    ['a diagram that is none', DIAGRAM, () => 'du texte', ['cloture.bpmn (diagram): diagram-unreadable']],
    [
      'a diagram that declares entities',
      DIAGRAM,
      (xml) => xml.replace('<bpmn:definitions', '<!DOCTYPE x [<!ENTITY e "e">]><bpmn:definitions'),
      ['cloture.bpmn (diagram): diagram-hostile'],
    ],
    [
      'an expression that names nothing',
      DIAGRAM,
      (xml) =>
        xml.replace(
          '<zeebe:taskDefinition type="request-close" retries="5" />',
          '$&<zeebe:ioMapping><zeebe:input source="=inconnu" target="x" /></zeebe:ioMapping>',
        ),
      ['cloture.bpmn clore: variable-unknown'],
    ],
  ])('%s', async (_what, file, change, expected) => {
    const faults = await faultsOf('cloture', changed(file, change));
    expect(faults.filter((fault) => !/engine-refuses|linter/.test(fault)).sort()).toEqual([...expected].sort());
  });

  test('a declaration that is none', async () => {
    const faults = await faultsOf(
      'cloture',
      changed(DECLARATION, (json) => json.replace('"inputs"', '"entries"')),
    );
    expect(faults).toContain('block.json (file): block-unreadable');
  });

  test('a second diagram, which would be deployed too', async () => {
    const blocks = new Map([...shipped, ['cloture/autre.bpmn', shipped.get(DIAGRAM) ?? new Uint8Array()]]);
    expect(await faultsOf('cloture', blocks)).toContain('autre.bpmn (file): diagram-second');
  });

  test('two that come to call each other, whichever is read', async () => {
    const blocks = calling({ premier: 'second', second: 'premier' });
    expect(await faultsOf('premier', blocks)).toContain('premier.bpmn autre [Fin]: block-recursion');
    expect(await faultsOf('second', blocks)).toContain('second.bpmn autre [Fin]: block-recursion');
    expect(await faultsOf('premier', calling({ premier: 'second', second: 'cloture' }))).not.toContain('recursion');
  });

  test('one that calls a block that is not there', async () => {
    expect(await faultsOf('premier', calling({ premier: 'absent' }))).toEqual(['premier.bpmn autre: block-unknown']);
  });
});

describe('a theme is checked by itself', () => {
  const theme = (text: string) =>
    inspectPart('theme', makeBundle('essai', new Map([['essai.json', encoder.encode(text)]])));

  test('at the field where something is wrong, in its own file', async () => {
    const field = { key: 'iban', type: 'iban', label: { fr: 'IBAN', en: 'IBAN' } };
    const written = {
      name: 'essai',
      title: field.label,
      inTime: { is: 'current' },
      guarantee: 'self',
      fields: [field],
      rules: [],
    };
    expect((await theme(JSON.stringify(written))).map(({ file, elementId, code }) => [file, elementId, code])).toEqual([
      ['essai.json', 'guarantee', 'theme-below-floor'],
      ['essai.json', 'fields.iban', 'theme-not-sensitive'],
    ]);
    expect(await theme('{')).toMatchObject([{ file: 'essai.json', code: 'theme-unreadable' }]);
  });
});
