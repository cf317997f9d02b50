import path from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { newCircuit } from '#domain/circuit/drafts/draft.ts';
import { type CircuitFault, wordsOfFault } from '#domain/circuit/faults/fault.ts';
import { trialRenderer } from '../../testing/apart.ts';
import type { ActRenderer, DrawnAct } from '../../typst/render.ts';
import { type Bundle, makeBundle, readBundles } from '../read/bundle.ts';
import { openCircuitInspector } from './circuit-inspector.ts';
import { inspectCircuit } from './inspect.ts';

const KIND = 'temps-partiel-sur-autorisation';
const DIAGRAM = `${KIND}.bpmn`;
const SIGNING = '_blocks/signature/signature.bpmn';
/** Under which condition a refusal is led to its closing, as it is written. */
const REFUSED = '=withdrawalId = null and signature = &quot;refused&quot;';
const TABLE = 'temps-partiel-regles.dmn';

const drawn = new Map<string, Promise<DrawnAct>>();
/** The real one, that draws once what is the same: most changes below leave the templates as they are. */
const renderer: ActRenderer = {
  ...trialRenderer,
  render(drawing) {
    const shared = [...(drawing.shared ?? [])].map(([name, content]) => [
      name,
      Buffer.from(content).toString('latin1'),
    ]);
    const key = JSON.stringify({ ...drawing, shared });
    const act = drawn.get(key) ?? trialRenderer.render(drawing);
    drawn.set(key, act);
    return act;
  },
};
let bundles: Bundle[];
beforeAll(async () => {
  bundles = await readBundles(path.join(import.meta.dirname, '..', '..', '..', 'processes'));
});

const inspect = async (bundle: Bundle) => (await inspectCircuit(bundle, renderer)).faults;

/** What is said of the shipped circuit with one file changed, or added. */
async function faultsWith(file: string, how: (text: string) => string): Promise<readonly CircuitFault[]> {
  const shipped = bundles.find(({ kind }) => kind === KIND);
  if (shipped === undefined) throw new Error('the first circuit is not shipped');
  const contents = new Map(shipped.files.map(({ path: name, content }) => [name, content]));
  const before = new TextDecoder().decode(contents.get(file));
  const after = how(before);
  if (after === before) throw new Error('the change changes nothing');
  return inspect(makeBundle(KIND, contents.set(file, new TextEncoder().encode(after))));
}

const replacing = (from: string | RegExp, to: string) => (text: string) => text.replace(from, to);
const added = (xml: string) => replacing('</bpmn:process>', `${xml}</bpmn:process>`);
type Expected = Partial<CircuitFault>;

test('nothing is wrong in the circuits shipped with the portal', async () => {
  for (const bundle of bundles)
    expect({ kind: bundle.kind, faults: await inspect(bundle) }).toEqual({ kind: bundle.kind, faults: [] });
});

test('all that a new circuit lacks, as the atelier begins it, is the English of its title, where nobody gave it', async () => {
  const encoder = new TextEncoder();
  const faultsOf = (files: ReadonlyMap<string, string>) =>
    inspect(makeBundle('pret-de-velo', new Map([...files].map(([name, text]) => [name, encoder.encode(text)]))));
  const title = 'Prêt de « vélo » <b> & "co"';
  const faults = await faultsOf(newCircuit('pret-de-velo', title));
  expect(faults.map(({ code, path: place }) => `${code} ${place}`).sort()).toEqual([
    ...['words-copied form.introduction.text', 'words-copied summary', 'words-copied title'],
  ]);
  expect(await faultsOf(newCircuit('pret-de-velo', title, { english: 'Loan of a “bicycle”' }))).toEqual([]);
});

describe('of the diagram, it is said', () => {
  test.each<[string, (xml: string) => string, Expected, file?: string]>([
    [
      'that a condition reads a field which is no fact',
      replacing(REFUSED, '=reason = "x"'),
      { elementId: 'issue-refus', path: 'conditionExpression', code: 'variable-unknown', params: { name: 'reason' } },
    ],
    [
      'that a condition cannot be read',
      replacing(REFUSED, '=signature = ('),
      { elementId: 'issue-refus', code: 'expression-unreadable' },
    ],
    [
      'that a message waits on a name that nothing gives',
      replacing('correlationKey="=requestId"', 'correlationKey="=dossier"'),
      { file: SIGNING, code: 'variable-unknown', params: { name: 'dossier' } },
      SIGNING,
    ],
    [
      'that an element is not executed, by its name',
      added('<bpmn:complexGateway id="complexe" name="Selon le cas" />'),
      { elementId: 'complexe', code: 'element-unsupported', params: { type: 'ComplexGateway', name: 'Selon le cas' } },
    ],
    [
      'that an event waits for nothing',
      added('<bpmn:intermediateCatchEvent id="attente" name="Attente" />'),
      { elementId: 'attente', code: 'engine-refuses' },
    ],
    [
      'that no step registers the request',
      replacing('type="request-register"', 'type="notify"'),
      { elementId: 'demande-deposee', code: 'register-missing' },
    ],
    [
      'that a refusal has no author of its reasons',
      (xml) =>
        xml.replace(
          /(<zeebe:header key="decision" value=")signature(" \/>\s*<zeebe:header key="template" value="act")/,
          '$1visa$2',
        ),
      { elementId: 'signature', inside: 'Préparer le refus', code: 'refusal-without-author' },
      SIGNING,
    ],
    [
      'that it declares entities, without reading it',
      (xml) => xml.replace('?>', '?><!DOCTYPE a [<!ENTITY b "b"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]>'),
      { elementId: '(diagram)', code: 'diagram-hostile' },
    ],
    [
      'that it is too large',
      (xml) => `${xml}<!--${' '.repeat(1_000_001)}-->`,
      { elementId: '(diagram)', code: 'file-too-large', params: { max: 1_000_000 } },
    ],
    [
      'that it has too many elements',
      added(Array.from({ length: 1_100 }, (_one, index) => `<bpmn:task id="t${index}" />`).join('')),
      { elementId: '(diagram)', code: 'too-many-elements' },
    ],
    [
      'that its sub-processes go too deep',
      added(`${'<bpmn:subProcess>'.repeat(5_000)}${'</bpmn:subProcess>'.repeat(5_000)}`),
      { elementId: '(diagram)', code: 'too-many-elements' },
    ],
    ['that it is broken', replacing('</bpmn:process>', ''), { elementId: '(diagram)', code: 'diagram-unreadable' }],
  ])('%s', async (_what, how, expected, file = DIAGRAM) => {
    expect(await faultsWith(file, how)).toContainEqual(expect.objectContaining({ file: DIAGRAM, ...expected }));
  });

  test('nothing of a script in a label, which is only a text', async () => {
    const script = '&lt;script&gt;alert(1)&lt;/script&gt;';
    expect(await faultsWith(DIAGRAM, replacing('name="Appliquer la quotité"', `name="${script}"`))).toEqual([]);
  });

  test('that a second one does not belong there', async () => {
    expect(await faultsWith('autre.bpmn', () => '<bpmn:definitions/>')).toEqual([
      expect.objectContaining({ file: 'autre.bpmn', code: 'diagram-second' }),
    ]);
  });
});

describe('of a table, it is said', () => {
  test.each<[string, (xml: string) => string, Expected]>([
    [
      'that two rules overlap, with an example',
      replacing('<text>"90"</text>', '<text>"80","90"</text>'),
      {
        elementId: 'quotite-90',
        code: 'rules-overlap',
        severity: 'error',
        params: { first: 4, second: 5, example: 'Quotité (%) = "80"' },
      },
    ],
    [
      'that it forgot a value of the form',
      replacing(/<rule id="quotite-70">[\s\S]*?<\/rule>/, ''),
      {
        elementId: 'fraction-table',
        code: 'rules-gap',
        severity: 'error',
        params: { example: 'Quotité (%) = "70"' },
      },
    ],
    [
      'that it forgot what may not come to it',
      replacing(/<rule id="preavis-respecte">[\s\S]*?<\/rule>/, ''),
      { elementId: 'preavis-table', code: 'rules-gap', severity: 'warning' },
    ],
    [
      'that a cell cannot be read',
      replacing('<text>"80"</text>', '<text>"80</text>'),
      { elementId: 'quotite-80', code: 'cell-unreadable' },
    ],
    [
      'that a rule lacks a cell',
      replacing('<inputEntry id="quotite-80-si"><text>"80"</text></inputEntry>', ''),
      { elementId: 'quotite-80', code: 'rule-incomplete' },
    ],
    [
      'that a column reads what nothing gives',
      replacing('<text>quota</text>', '<text>quotas</text>'),
      { elementId: 'fraction-quotite', code: 'variable-unknown', params: { name: 'quotas' } },
    ],
    ['that it is broken', replacing('</decision>', ''), { elementId: '(file)', code: 'table-unreadable' }],
    [
      'that it declares entities',
      (xml) => xml.replace('?>', '?><!DOCTYPE a [<!ENTITY b "b">]>'),
      { elementId: '(file)', code: 'diagram-hostile' },
    ],
  ])('%s', async (_what, how, expected) => {
    expect(await faultsWith(TABLE, how)).toContainEqual(expect.objectContaining({ file: TABLE, ...expected }));
  });
});

describe('of a form, it is said', () => {
  test.each<[string, (form: string) => string, Expected]>([
    [
      'that two components have one key',
      replacing('"key": "endDate"', '"key": "startDate"'),
      { elementId: 'startDate', code: 'component-key-twice' },
    ],
    [
      'that a rule reads a field which is not there',
      replacing('=date(endDate) > date(startDate)', '=date(endDate) > date(debut)'),
      { elementId: 'endDate', path: 'properties.validate', code: 'field-unknown', params: { name: 'debut' } },
    ],
    [
      'that a rule cannot be read',
      replacing('=date(endDate) > date(startDate)', '=date(endDate >'),
      { elementId: 'endDate', code: 'expression-unreadable' },
    ],
    ['that it is none', () => '[]', { elementId: '(form)', code: 'form-unreadable' }],
    ['that it is broken', replacing('{', ''), { elementId: '(form)', code: 'form-unreadable' }],
  ])('%s', async (_what, how, expected) => {
    expect(await faultsWith('demande.form', how)).toContainEqual(
      expect.objectContaining({ file: 'demande.form', ...expected }),
    );
  });

  test('that it goes too deep to be a form', async () => {
    const deep = `${'{"id":"x","components":['.repeat(20_000)}${']}'.repeat(20_000)}`;
    const fault = { file: 'autre.form', elementId: '(form)', code: 'form-too-deep', params: { max: 20 } };
    expect(await faultsWith('autre.form', () => deep)).toContainEqual(expect.objectContaining(fault));
  });

  test('that it has more components than one form may', async () => {
    const components = Array.from({ length: 501 }, (_one, index) => ({ type: 'textfield', key: `c${index}` }));
    const fault = { file: 'autre.form', elementId: '(form)', code: 'form-too-many', params: { max: 500 } };
    const many = JSON.stringify({ id: 'autre', components });
    expect(await faultsWith('autre.form', () => many)).toContainEqual(expect.objectContaining(fault));
  });
});

describe('what would hold the workers up is not read', () => {
  test.each([
    ['a name of a thousand words', 'un mot '.repeat(1_000)],
    ['an endless sum', `1${'+1'.repeat(9_000)}`],
    ['an endless nest', `${'('.repeat(150)}1${')'.repeat(150)}`],
  ])('%s', async (_what, expression) => {
    const faults = await faultsWith(DIAGRAM, replacing('input source="=dueAt"', `input source="=${expression}"`));
    expect(faults).toEqual([expect.objectContaining({ elementId: 'signature', code: 'expression-too-long' })]);
  });

  test('texts and forms of another shape are no texts and no forms', async () => {
    const texts = await faultsWith('texts.fr.json', replacing('"appeal": [', '"appeal": 3, "other": ['));
    expect(texts).toContainEqual(
      expect.objectContaining({ file: 'texts.fr.json', code: 'texts-without', params: { what: 'acts.act.appeal' } }),
    );
    const form = await faultsWith('demande.form', () => '{"id": "a", "components": [null, {"type": 5}]}');
    expect(form).toContainEqual(expect.objectContaining({ file: 'demande.form', code: 'form-unreadable' }));
  });
});

test('G11: a circuit that takes long to inspect is given up in words, and meanwhile the thread serves others', async () => {
  const shipped = bundles.find(({ kind }) => kind === KIND);
  const text = shipped?.files.find(({ path: name }) => name === 'demande.form')?.content;
  const form = JSON.parse(new TextDecoder().decode(text));
  // As many fields as are read, each with an expression of its own: one that was read is not read again.
  for (let index = 0; index < 450; index++) {
    const hide = `=[${Array.from({ length: 700 }, () => `a${index}`)}]`;
    form.components.push({ key: `x${index}`, type: 'textfield', label: 'x', conditional: { hide } });
  }
  const content = new TextEncoder().encode(JSON.stringify(form));
  const contents = new Map(shipped?.files.map((file) => [file.path, file.content]));
  const inspector = openCircuitInspector(renderer, 2_000);
  try {
    const inspection = inspector.inspect(makeBundle(KIND, contents.set('demande.form', content)));
    let isOver = false;
    const over = inspection.finally(() => {
      isOver = true;
    });
    void over.catch(() => {});
    for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setTimeout(resolve, 1));
    expect(isOver).toBe(false);
    await expect(over).rejects.toMatchObject({ code: 'circuit-too-complex' });
    if (shipped) expect((await inspector.inspect(shipped)).faults).toEqual([]);
  } finally {
    await inspector.close();
  }
});

test('everything that can be said is said in both languages, with nothing left to fill in', async () => {
  const faults = [
    ...(await faultsWith(DIAGRAM, () => '<a>')),
    ...(await faultsWith(TABLE, replacing('<text>"90"</text>', '<text>"80"</text>'))),
    ...(await faultsWith('demande.form', replacing(/"components": \[/, '"components": [{ "type": "select" },'))),
  ];
  expect(faults.length).toBeGreaterThan(3);
  for (const fault of faults) {
    const { fr, en } = wordsOfFault(fault);
    expect(fr).not.toBe(en);
    for (const words of [fr, en]) expect(words).not.toMatch(/[{}]|undefined/);
  }
});

test('who receives each message is said, those of blocks as their calls say', async () => {
  const shipped = bundles.find(({ kind }) => kind === KIND);
  const { told } = await inspectCircuit(shipped as Bundle, renderer);
  expect(told).toContainEqual({ message: 'acknowledgement', recipients: ['agent'] });
  expect(told).toContainEqual({ message: 'request-filed', recipients: ['gestionnaire', 'superieur'] });
});
