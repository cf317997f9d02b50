import path from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { wordsOfFault } from '#domain/circuit/faults/fault.ts';
import { type Bundle, makeBundle, readBundles } from '../read/bundle.ts';
import { readCircuit } from '../read/read-circuit.ts';
import { InvalidCircuit } from './checks.ts';
import { inspectFiles } from './inspect.ts';

const KIND = 'telephone-courriel';
const DIAGRAM = `${KIND}.bpmn`;
const BLOCK = '_blocks/cloture/cloture.bpmn';
const DECLARATION = '_blocks/cloture/block.json';

let shipped: Bundle;
beforeAll(async () => {
  const bundles = await readBundles(path.join(import.meta.dirname, '..', '..', '..', 'processes'));
  const found = bundles.find(({ kind }) => kind === KIND);
  if (found === undefined) throw new Error(`${KIND} is not shipped`);
  shipped = found;
});

/** The shipped circuit with one file changed. */
function changed(file: string, change: (text: string) => string): Bundle {
  const contents = new Map(shipped.files.map(({ path: name, content }) => [name, content]));
  const before = new TextDecoder().decode(contents.get(file));
  const after = change(before);
  if (after === before) throw new Error('the change changes nothing');
  return makeBundle(KIND, contents.set(file, new TextEncoder().encode(after)));
}

/** What is wrong, each once: « file element [step of the block]: code ». */
async function faultsOf(bundle: Bundle): Promise<string[]> {
  const { faults } = await inspectFiles(bundle);
  return [
    ...new Set(
      faults
        .filter(({ severity }) => severity === 'error')
        .map(({ file, elementId, inside, code }) => `${file} ${elementId}${inside ? ` [${inside}]` : ''}: ${code}`),
    ),
  ];
}

/** The same, as developers are told before it is ever in the atelier. */
async function faultsOfDeveloper(bundle: Bundle): Promise<string[]> {
  const error = await readCircuit(bundle).catch((thrown: unknown) => thrown);
  if (!(error instanceof InvalidCircuit)) throw error;
  return [...new Set(error.faults.map(({ file, elementId, code }) => `${file} ${elementId}: ${code}`))];
}

test('a circuit that was copied and still calls the blocks of its former kind says so at each call, by both roads', async () => {
  const named = (xml: string) => xml.replaceAll(`id="${KIND}"`, 'id="copie"').replaceAll(`"${KIND}"`, '"copie"');
  const own = shipped.files.filter(({ path: name }) => !name.startsWith('_blocks/'));
  const contents = new Map(
    own.map(({ path: name, content }) =>
      name === DIAGRAM
        ? ['copie.bpmn', new TextEncoder().encode(named(new TextDecoder().decode(content)))]
        : [name, content],
    ),
  );
  const copied = makeBundle('copie', contents);
  const calls = [...new TextDecoder().decode(contents.get('copie.bpmn')).matchAll(/callActivity id="([^"]+)"/g)];
  const expected = calls.map(([, id]) => `copie.bpmn ${id}: call-not-block`);
  expect(expected.length).toBeGreaterThan(1);
  expect((await faultsOf(copied)).sort()).toEqual(expected.sort());
  expect((await faultsOfDeveloper(copied)).sort()).toEqual(expected);
});

/** The call of the granted branch alone. */
const atGrant = (xml: string, change: (call: string) => string) =>
  xml.replace(/<bpmn:callActivity id="cloture-accord"[\s\S]*?<\/bpmn:callActivity>/, change);

const CALL = `${DIAGRAM} cloture-accord`;

describe('a call of a block says at once what is wrong with it', () => {
  test.each<[string, string, (text: string) => string, string[]]>([
    [
      'a block that is not there',
      DIAGRAM,
      (xml) => atGrant(xml, (call) => call.replace('--cloture', '--autre')),
      [`${CALL}: block-unknown`],
    ],
    [
      'a process that is no block',
      DIAGRAM,
      (xml) => atGrant(xml, (call) => call.replace(`${KIND}--cloture`, 'essai')),
      [`${CALL}: call-not-block`],
    ],
    [
      'without what the block asks for',
      DIAGRAM,
      (xml) => atGrant(xml, (call) => call.replace(/<zeebe:input [^>]*target="outcome" \/>/, '')),
      [`${CALL}: block-input-missing`],
    ],
    [
      'without what a step that it leads to needs',
      DIAGRAM,
      (xml) => atGrant(xml, (call) => call.replace(/<zeebe:input [^>]*target="recipients" \/>/, '')),
      [`${CALL} [Informer de la suite]: block-input-missing`],
    ],
    [
      'whose visa may be refused, when nothing follows from a refusal',
      DIAGRAM,
      (xml) => xml.replace(' and visa = &quot;approved&quot;', ''),
      [`${DIAGRAM} appliquer: effect-no-refusal`, `${DIAGRAM} instruction [Visa]: outcomes-untold`],
    ],
    [
      'without saying which request this is',
      DIAGRAM,
      (xml) => atGrant(xml, (call) => call.replace(/<zeebe:input [^>]*target="requestId" \/>/, '')),
      [`${CALL}: block-input-missing`],
    ],
    [
      'what the block does not ask for',
      DIAGRAM,
      (xml) => atGrant(xml, (call) => call.replace('target="recipients"', 'target="whom"')),
      [`${CALL} [Informer de la suite]: block-input-missing`, `${CALL}: block-input-unknown`],
    ],
    [
      'computed, where the steps of the block hang on it',
      DIAGRAM,
      (xml) => atGrant(xml, (call) => call.replace('source="granted"', 'source="=visa"')),
      [`${CALL}: block-input-computed`],
    ],
    [
      'taking back what the block does not give',
      DIAGRAM,
      (xml) =>
        atGrant(xml, (call) =>
          call.replace('</zeebe:ioMapping>', '<zeebe:output source="=sealed" target="sealed" /></zeebe:ioMapping>'),
        ),
      [`${CALL}: block-output-unknown`],
    ],
    [
      'sharing all its variables',
      DIAGRAM,
      (xml) => atGrant(xml, (call) => call.replace(' propagateAllParentVariables="false"', '')),
      [`${CALL}: block-shares-all`],
    ],
    [
      'following whatever version of the block is the newest',
      DIAGRAM,
      (xml) => atGrant(xml, (call) => call.replace(' bindingType="deployment"', '')),
      [`${CALL}: binding-latest`],
    ],
    [
      'with a text that a step of the block cannot read',
      DIAGRAM,
      (xml) => atGrant(xml, (call) => call.replace('source="agent-all"', 'source="tout-le-monde"')),
      [`${CALL} [Informer de la suite]: recipient-unknown`],
    ],
    [
      'a block that comes to call itself',
      BLOCK,
      (xml) =>
        xml
          .replace(/<bpmn:serviceTask id="clore"[\s\S]*?<\/bpmn:extensionElements>/, () =>
            [
              '<bpmn:callActivity id="clore" name="Clore la demande"><bpmn:extensionElements>',
              `<zeebe:calledElement processId="${KIND}--cloture" bindingType="deployment" />`,
              '</bpmn:extensionElements>',
            ].join(''),
          )
          .replace(/<\/bpmn:serviceTask>(?=\s*<bpmn:endEvent)/, '</bpmn:callActivity>'),
      ['cloture-accord', 'cloture-refus', 'cloture-retrait'].map(
        (call) => `${DIAGRAM} ${call} [Clore la demande]: block-recursion`,
      ),
    ],
    [
      'a block whose step reads what it does not ask for',
      BLOCK,
      (xml) => xml.replace('value="=attachAct"', 'value="=withAct"'),
      ['cloture-accord', 'cloture-refus', 'cloture-retrait'].map(
        (call) => `${DIAGRAM} ${call} [Informer de la suite]: block-reads-undeclared`,
      ),
    ],
    [
      'a block that does not say what it asks for',
      DECLARATION,
      (json) => json.replace('"inputs"', '"entries"'),
      // Nor do its conditions know then what they read.
      [
        `${DECLARATION} (file): block-unreadable`,
        `${BLOCK} informer-oui: variable-unknown`,
        `${BLOCK} paye-oui: variable-unknown`,
      ],
    ],
    [
      'a block with a step that has no name in the texts',
      '_blocks/cloture/texts.en.json',
      (json) => json.replace('"clore"', '"close"'),
      ['cloture-accord', 'cloture-refus', 'cloture-retrait'].map(
        (call) => `_blocks/cloture/texts.en.json ${call} [Clore la demande]: element-name-missing`,
      ),
    ],
  ])('%s', async (_what, file, change, expected) => {
    expect((await faultsOf(changed(file, change))).filter((fault) => !/engine|linter/.test(fault)).sort()).toEqual(
      [...expected].sort(),
    );
  });

  test.each(['recipients', 'outcome'])('without « %s », at the field of the call that gives it', async (input) => {
    const without = new RegExp(`<zeebe:input [^>]*target="${input}" />`);
    const { faults } = await inspectFiles(changed(DIAGRAM, (xml) => atGrant(xml, (call) => call.replace(without, ''))));
    const [fault] = faults.filter(({ code }) => code === 'block-input-missing');
    expect(fault?.params).toMatchObject({ of: 'cloture', input });
  });

  test('in words: at the call, and at which step of the block', async () => {
    const bundle = changed(DIAGRAM, (xml) =>
      atGrant(xml, (call) => call.replace('source="agent-all"', 'source="tous"')),
    );
    const error = await readCircuit(bundle).catch((thrown: unknown) => thrown);
    const [fault] = error instanceof InvalidCircuit ? error.faults : [];
    expect(fault && wordsOfFault(fault)).toEqual({
      fr: 'Dans le bloc, à « Informer de la suite » : « tous » n’est pas un destinataire connu.',
      en: 'In the block, at “Informer de la suite”: “tous” is not a known recipient.',
    });
  });
});

describe('G7: what a guarantee asks is proven through calls', () => {
  test('what the circuit did before a call counts in the block', async () => {
    expect(await faultsOf(shipped)).toEqual([]);
  });

  test.each<[string, string, (text: string) => string, string[]]>([
    [
      'a block that grants, where nothing was applied',
      DIAGRAM,
      (xml) => xml.replace('source="refused" target="outcome"', 'source="granted" target="outcome"'),
      [`${DIAGRAM} cloture-refus [Clore la demande]: granted-unapplied`],
    ],
    [
      'a block that tells an outcome which may not stand',
      DIAGRAM,
      (xml) => xml.replace('source="change-refused" target="message"', 'source="change-applied" target="message"'),
      [`${DIAGRAM} cloture-refus [Informer de la suite]: told-before-effect`],
    ],
    [
      'a block that writes which request this is',
      BLOCK,
      (xml) =>
        xml.replace(
          '<zeebe:taskDefinition type="request-close" retries="5" />',
          '$&<zeebe:ioMapping><zeebe:input source="=message" target="requestId" /></zeebe:ioMapping>',
        ),
      ['cloture-accord', 'cloture-refus', 'cloture-retrait'].map(
        (call) => `${DIAGRAM} ${call} [Clore la demande]: identity-written`,
      ),
    ],
  ])('%s', async (_what, file, change, expected) => {
    expect((await faultsOf(changed(file, change))).sort()).toEqual([...expected].sort());
  });
});

describe('what a step ends in is one of the outcomes that it declares', () => {
  test.each<[string, string, (text: string) => string, string[]]>([
    [
      'compared with another text, what a block gives back never holds it',
      DIAGRAM,
      (xml) => xml.replace('and visa = &quot;approved&quot;', 'and visa = &quot;granted&quot;'),
      [`${DIAGRAM} issue-accord: condition-never`],
    ],
    [
      'nor does a step within a block',
      '_blocks/instruction/instruction.bpmn',
      (xml) => xml.replace('=visa = &quot;complement&quot;', '=visa = &quot;more&quot;'),
      [`${DIAGRAM} instruction [oui]: condition-never`],
    ],
    [
      'nor what a block gives back, where the call leaves that outcome out',
      DIAGRAM,
      (xml) => xml.replace('source="approved, complement, refused"', 'source="complement, refused"'),
      [`${DIAGRAM} issue-accord: condition-never`],
    ],
    [
      'but a block has ways for all its calls',
      DIAGRAM,
      (xml) => xml.replace('source="approved, complement, refused"', 'source="approved, refused"'),
      [],
    ],
  ])('%s', async (_what, file, change, expected) => {
    const found = await faultsOf(changed(file, change));
    expect(found.filter((fault) => fault.endsWith('condition-never'))).toEqual(expected);
  });
});
