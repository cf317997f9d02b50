import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { fileOfText } from '#prisma/repositories/circuits/atelier.ts';
import { type Compared, compareCircuits } from './compare.ts';

const KIND = 'temps-partiel-sur-autorisation';
const FOLDER = path.resolve(import.meta.dirname, '../../../../processes', KIND);

let shipped: Map<string, string>;
beforeAll(async () => {
  const names = (await readdir(FOLDER)).filter((name) => !name.endsWith('.ts'));
  shipped = new Map(
    await Promise.all(names.map(async (name) => [name, await readFile(path.join(FOLDER, name), 'utf8')] as const)),
  );
});

const circuit = (files: ReadonlyMap<string, string>): Compared => ({
  versionId: null,
  number: null,
  kind: KIND,
  files: [...files].map(([name, text]) => fileOfText(name, text)),
});

/** What changed when one file of the shipped circuit is changed, or is not there. */
async function changed(name: string, how: ((text: string) => string) | null) {
  const after = new Map(shipped);
  const before = after.get(name) ?? '';
  if (how === null) after.delete(name);
  else after.set(name, how(before));
  if (after.get(name) === before) throw new Error('the change changes nothing');
  return compareCircuits(circuit(shipped), circuit(after));
}

const DIAGRAM = `${KIND}.bpmn`;

describe('what changed from one circuit to another', () => {
  test('nothing, when nothing did', async () => {
    const same = await compareCircuits(circuit(shipped), circuit(shipped));
    expect(same).toMatchObject({ elements: [], forms: [], tables: [], texts: [], files: [] });
  });

  test.each<[string, (xml: string) => string, object]>([
    [
      'a name',
      (xml) => xml.replace('name="Appliquer la quotité"', 'name="Changer la quotité"'),
      {
        elementId: 'appliquer-quotite',
        type: 'bpmn:ServiceTask',
        change: 'changed',
        attributes: [{ name: 'name', before: 'Appliquer la quotité', after: 'Changer la quotité' }],
      },
    ],
    [
      'a header',
      (xml) => xml.replace('key="what" value="temps-de-travail"', 'key="what" value="position"'),
      {
        elementId: 'appliquer-quotite',
        change: 'changed',
        attributes: [{ name: 'headers.what', before: 'temps-de-travail', after: 'position' }],
      },
    ],
    [
      'a condition',
      (xml) =>
        xml.replace('=withdrawalId = null and signature = &quot;refused&quot;', '=signature = &quot;refused&quot;'),
      {
        elementId: 'issue-refus',
        attributes: [
          {
            name: 'conditionExpression.body',
            before: '=withdrawalId = null and signature = "refused"',
            after: '=signature = "refused"',
          },
        ],
      },
    ],
    [
      'a job type',
      (xml) => xml.replace('type="request-register"', 'type="other"'),
      {
        elementId: 'enregistrer',
        attributes: [{ name: 'taskDefinition.type', before: 'request-register', after: 'other' }],
      },
    ],
    [
      'a property of the manifest',
      (xml) => xml.replace('name="payImpact" value="true"', 'name="payImpact" value="false"'),
      { elementId: KIND, attributes: [{ name: 'properties.payImpact', before: 'true', after: 'false' }] },
    ],
  ])('%s of the diagram', async (_what, how, element) => {
    const { elements, files } = await changed(DIAGRAM, how);
    expect(elements).toEqual([expect.objectContaining(element)]);
    expect(files).toEqual([expect.objectContaining({ path: DIAGRAM, change: 'changed' })]);
  });

  test('the order in which a gateway asks its conditions, of which the first that holds is taken', async () => {
    const { elements } = await changed(DIAGRAM, (xml) => {
      const flow = /<bpmn:sequenceFlow id="issue-refus"[\s\S]*?<\/bpmn:sequenceFlow>/.exec(xml)?.[0] ?? '';
      return xml.replace(flow, '').replace('</bpmn:process>', () => `${flow}</bpmn:process>`);
    });
    expect(elements).toEqual([
      expect.objectContaining({
        ...{ elementId: 'issue', type: 'bpmn:ExclusiveGateway', change: 'changed' },
        attributes: [{ name: 'order', before: 'accord, refus, retrait', after: 'accord, retrait, refus' }],
      }),
    ]);
  });

  test('the order of what a step gives on, each worked out after the one before', async () => {
    const outputs = (first: string, second: string) =>
      `<zeebe:ioMapping><zeebe:output source="=${first}" target="${first}" /><zeebe:output source="=${second}" target="${second}" /></zeebe:ioMapping>`;
    const step = (mapping: string) => (xml: string) =>
      xml.replace(
        '</bpmn:process>',
        () =>
          `<bpmn:task id="n"><bpmn:extensionElements>${mapping}</bpmn:extensionElements></bpmn:task></bpmn:process>`,
      );
    const drawn = (how: (xml: string) => string) => new Map([...shipped, [DIAGRAM, how(shipped.get(DIAGRAM) ?? '')]]);
    const { elements } = await compareCircuits(
      circuit(drawn(step(outputs('a', 'b')))),
      circuit(drawn(step(outputs('b', 'a')))),
    );
    expect(elements).toMatchObject([
      { elementId: 'n', attributes: [{ name: 'outputs.order', before: 'a, b', after: 'b, a' }] },
    ]);
  });

  test('what bears no name of its own, or one that is written twice', async () => {
    const flow = (condition: string) => `<bpmn:task name="${condition}" /><bpmn:task name="b" /></bpmn:process>`;
    const change = async (name: string, from: string, to: string, at: string) => {
      const was = new Map([...shipped, [name, (shipped.get(name) ?? '').replace(at, () => from)]]);
      return compareCircuits(
        circuit(was),
        circuit(new Map([...was, [name, (was.get(name) ?? '').replace(from, () => to)]])),
      );
    };
    const { elements } = await change(DIAGRAM, flow('a'), flow('c'), '</bpmn:process>');
    expect(elements).toMatchObject([{ attributes: [{ name: 'name', before: 'a', after: 'c' }] }]);
    const headers = (what: string) => `key="what" value="${what}" /><zeebe:header key="what" value="temps-de-travail"`;
    const twice = await change(DIAGRAM, headers('position'), headers('contact'), 'key="what" value="temps-de-travail"');
    expect(twice.elements).toMatchObject([{ attributes: [{ before: 'position', after: 'contact' }] }]);
    const rules = (answer: string) =>
      `<rule><inputEntry><text>"1"</text></inputEntry><outputEntry><text>${answer}</text></outputEntry></rule><rule><inputEntry><text>"2"</text></inputEntry><outputEntry><text>2</text></outputEntry></rule><rule id="quotite-50">`;
    const { tables } = await change('temps-partiel-regles.dmn', rules('1'), rules('3'), '<rule id="quotite-50">');
    expect(tables).toMatchObject([{ rules: [{ change: 'changed', before: ['"1"', '1'], after: ['"1"', '3'] }] }]);
    const said = (text: string) =>
      `"components": [{ "type": "text", "text": "${text}" }, { "type": "text", "text": "b" },`;
    const { forms } = await change('demande.form', said('a'), said('c'), '"components": [');
    expect(forms).toMatchObject([{ components: [{ attributes: [{ name: 'text', before: 'a', after: 'c' }] }] }]);
  });

  test('the order in which a form asks', async () => {
    const { forms } = await changed('demande.form', (form) => {
      const { components, ...others } = JSON.parse(form) as { components: unknown[] };
      return JSON.stringify({ ...others, components: components.toReversed() });
    });
    expect(forms).toMatchObject([{ components: [{ key: '(form)', attributes: [{ name: 'components.order' }] }] }]);
  });

  test('an element moved, and only moved', async () => {
    const { elements } = await changed(DIAGRAM, (xml) => {
      const at = xml.indexOf('bpmnElement="enregistrer"');
      return xml.slice(0, at) + xml.slice(at).replace(/ x="(\d+)"/, (_whole, x: string) => ` x="${Number(x) + 10}"`);
    });
    expect(elements).toEqual([expect.objectContaining({ elementId: 'enregistrer', change: 'moved', attributes: [] })]);
  });

  test('an element added', async () => {
    const { elements } = await changed(DIAGRAM, (xml) =>
      xml.replace('</bpmn:process>', '<bpmn:task id="nouvelle" name="Nouvelle" /></bpmn:process>'),
    );
    expect(elements).toEqual([expect.objectContaining({ elementId: 'nouvelle', change: 'added', name: 'Nouvelle' })]);
  });

  test('a component of a form', async () => {
    const { forms } = await changed('demande.form', (form) => form.replace('"label": "Motif"', '"label": "Raison"'));
    expect(forms).toEqual([
      {
        path: 'demande.form',
        change: 'changed',
        components: [
          { key: 'reasonKind', change: 'changed', attributes: [{ name: 'label', before: 'Motif', after: 'Raison' }] },
        ],
      },
    ]);
  });

  test('a rule of a table', async () => {
    const { tables } = await changed('temps-partiel-regles.dmn', (xml) => xml.replace('"6/7"', '"5/7"'));
    expect(tables).toEqual([
      {
        path: 'temps-partiel-regles.dmn',
        decisionId: 'payFraction',
        change: 'changed',
        attributes: [],
        rules: [{ ruleId: 'quotite-80', change: 'changed', before: ['"80"', '"6/7"'], after: ['"80"', '"5/7"'] }],
      },
    ]);
  });

  test('the order of the rules of a table, of which the first that holds answers', async () => {
    const { tables } = await changed('temps-partiel-regles.dmn', (xml) => {
      const [first = '', second = ''] =
        /<decision id="payFraction"[\s\S]*?<\/decision>/.exec(xml)?.[0].match(/<rule [\s\S]*?<\/rule>/g) ?? [];
      return xml.replace(first, '').replace(second, () => `${second}${first}`);
    });
    expect(tables).toMatchObject([
      {
        decisionId: 'payFraction',
        rules: [],
        attributes: [{ name: 'order', before: expect.stringMatching(/^1, 2/), after: expect.stringMatching(/^2, 1/) }],
      },
    ]);
  });

  test('what a column of a table is read as, and what is answered where no rule holds', async () => {
    const { tables } = await changed('temps-partiel-regles.dmn', (xml) =>
      xml.replace(
        /(<output id="[^"]*"[^>]*?) typeRef="string"\s*\/?>(?:\s*<\/output>)?/,
        '$1 typeRef="number"><defaultOutputEntry id="d"><text>1</text></defaultOutputEntry></output>',
      ),
    );
    expect(tables[0]?.attributes).toEqual([
      { name: expect.stringMatching(/^output .* type$/), before: 'string', after: 'number' },
      { name: expect.stringMatching(/^output .* default$/), before: null, after: '1' },
    ]);
  });

  test('a text, and a line of a template', async () => {
    const { texts } = await changed('texts.en.json', (json) =>
      json.replace('"instruction": "Review"', '"instruction": "Examination"'),
    );
    expect(texts).toContainEqual({
      language: 'en',
      key: 'elements.instruction',
      change: 'changed',
      before: 'Review',
      after: 'Examination',
    });
    const { files } = await changed('act.typ', (text) => `// une ligne\n${text}`);
    expect(files[0]?.hunks?.[0]?.lines[0]).toEqual({ kind: 'added', text: '// une ligne' });
  });

  test('a file removed', async () => {
    const { files } = await changed('refusal.typ', null);
    expect(files).toEqual([expect.objectContaining({ path: 'refusal.typ', change: 'removed' })]);
  });

  test('and a diagram that cannot be read is compared line by line all the same', async () => {
    const { files, elements } = await changed(DIAGRAM, () => 'pas du XML');
    expect(files).toHaveLength(1);
    expect(elements.every(({ change }) => change === 'removed')).toBe(true);
  });
});

test('an act that is written as text is compared block by block, in words, wherever its blocks stand', async () => {
  const block = (is: string, text: string, when = {}) => ({ is, text, ...when });
  const act = (...blocks: object[]) => new Map([...shipped, ['act.act.json', JSON.stringify({ blocks })]]);
  const last = block('article', '{agent.name} est {agent.agree:autorisé}, à {form.quota:percent}.');
  const when = [{ data: 'form.reason', is: 'known' }];
  const { acts } = await compareCircuits(
    circuit(act(block('article', 'Oui.'), last)),
    circuit(act(block('article', 'Oui.'), block('article', 'Motif : {form.reason}.', { when }), last)),
  );
  expect(acts).toEqual([
    {
      path: 'act.act.json',
      change: 'changed',
      lines: [
        { kind: 'same', text: 'Article : Oui.' },
        { kind: 'added', text: expect.stringMatching(/^Article \(si connu : (.+)\) : Motif : « \1 »\.$/) },
        { kind: 'same', text: expect.stringContaining('« Nom de l’agent » est « autorisé(e) », à « Quotité') },
      ],
    },
  ]);
});
