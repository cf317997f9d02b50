import path from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { type Bundle, makeBundle, readBundles } from '../read/bundle.ts';
import { readCircuit } from '../read/read-circuit.ts';
import { InvalidCircuit } from './checks.ts';

const KIND = 'temps-partiel-sur-autorisation';
const DIAGRAM = `${KIND}.bpmn`;

let shipped: Bundle;
beforeAll(async () => {
  const bundles = await readBundles(path.join(import.meta.dirname, '..', '..', '..', 'processes'));
  const found = bundles.find(({ kind }) => kind === KIND);
  if (found === undefined) throw new Error('the first circuit is not shipped');
  shipped = found;
});

/** The shipped circuit with one file changed, or without it. */
function changed(file: string, change: ((text: string) => string) | null): Bundle {
  const contents = new Map(shipped.files.map(({ path: name, content }) => [name, content]));
  const before = new TextDecoder().decode(contents.get(file));
  if (change === null) contents.delete(file);
  else {
    const after = change(before);
    if (after === before) throw new Error('the change changes nothing');
    contents.set(file, new TextEncoder().encode(after));
  }
  return makeBundle(KIND, contents);
}

async function faultsOf(bundle: Bundle) {
  const error = await readCircuit(bundle).catch((thrown: unknown) => thrown);
  return error instanceof InvalidCircuit ? error.faults : error;
}

const without = (text: string, part: string | RegExp) => text.replace(part, '');

describe('a circuit is not published', () => {
  test.each<[string, string, ((text: string) => string) | null, { file?: string; elementId?: string; code?: string }]>([
    [
      'with a job type that no worker does',
      DIAGRAM,
      (xml) => xml.replace('type="situation-apply"', 'type="situation-aply"'),
      { file: DIAGRAM, elementId: 'appliquer-quotite' },
    ],
    [
      'with a step for a role that does not exist',
      DIAGRAM,
      (xml) => xml.replace('candidateGroups="valideur"', 'candidateGroups="validateur"'),
      { file: DIAGRAM, elementId: 'visa' },
    ],
    [
      'with a movement of pay that does not exist',
      DIAGRAM,
      (xml) => xml.replace('key="movement" value="work-time"', 'key="movement" value="bonus"'),
      { file: DIAGRAM, elementId: 'piece-de-paye' },
    ],
    [
      'with a header whose name is not one',
      DIAGRAM,
      (xml) => xml.replace('key="onComplement"', 'key="onComplements"'),
      { elementId: 'calculer-echeances', code: 'header-unknown' },
    ],
    [
      'without what a complement does to the legal delay',
      DIAGRAM,
      (xml) => without(xml, /<zeebe:header key="onComplement"[^>]*>/),
      { elementId: 'calculer-echeances', code: 'header-missing' },
    ],
    [
      'with a legal delay in hours',
      DIAGRAM,
      (xml) => xml.replace('key="silence" value="P2M"', 'key="silence" value="PT48H"'),
      { elementId: 'calculer-echeances', code: 'header-malformed' },
    ],
    [
      'with the signature of an act that there is not',
      DIAGRAM,
      (xml) => xml.replace('key="template" value="refusal"', 'key="template" value="refus"'),
      { code: 'header-value' },
    ],
    [
      'with a header of another kind of decision',
      DIAGRAM,
      (xml) => xml.replace('key="decision" value="opinion" />', '$& <zeebe:header key="contacts" value="true" />'),
      { elementId: 'avis-superieur', code: 'header-unknown' },
    ],
    [
      'whose silence decides after a day',
      DIAGRAM,
      (xml) => xml.replace('key="silence" value="P2M"', 'key="silence" value="P1D"'),
      { elementId: 'calculer-echeances', code: 'silence-unlawful' },
    ],
    [
      'whose silence decides later than the law says',
      DIAGRAM,
      (xml) => xml.replace('name="silenceAfter" value="P2M"', 'name="silenceAfter" value="P3M"'),
      { elementId: KIND, code: 'silence-unlawful' },
    ],
    [
      'whose silence accepts where the law says it rejects',
      DIAGRAM,
      (xml) => xml.replace('key="means" value="rejection"', 'key="means" value="acceptance"'),
      { elementId: 'constater-silence', code: 'silence-unlawful' },
    ],
    [
      'that tells agents of another silence',
      DIAGRAM,
      (xml) => xml.replace('name="silenceMeans" value="rejection"', 'name="silenceMeans" value="acceptance"'),
      { elementId: KIND, code: 'silence-unlawful' },
    ],
    [
      'whose silence means nothing known',
      DIAGRAM,
      (xml) => xml.replace('name="silenceMeans" value="rejection"', 'name="silenceMeans" value="refus"'),
      { elementId: KIND, code: 'property-value' },
    ],
    [
      'started by a role that does not exist',
      DIAGRAM,
      (xml) =>
        xml.replace('<zeebe:property name="payImpact"', '<zeebe:property name="startedBy" value="chef" />\n        $&'),
      { file: DIAGRAM, elementId: KIND },
    ],
    [
      'G5: started by a role that may start nothing',
      DIAGRAM,
      (xml) =>
        xml.replace(
          '<zeebe:property name="payImpact"',
          '<zeebe:property name="startedBy" value="analyste" />\n        $&',
        ),
      { elementId: KIND, code: 'role-unknown' },
    ],
    [
      'G5: with a step for a role that may hold none',
      DIAGRAM,
      (xml) => xml.replace('candidateGroups="superieur"', 'candidateGroups="analyste"'),
      { elementId: 'avis-superieur', code: 'role-unknown' },
    ],
    [
      'with a step whose kind of decision is unknown',
      DIAGRAM,
      (xml) => xml.replace('value="opinion"', 'value="avis"'),
      { file: DIAGRAM, elementId: 'avis-superieur' },
    ],
    ['without the form it starts with', 'demande.form', null, { file: DIAGRAM, elementId: 'demande-deposee' }],
    [
      'without the table it calls',
      'temps-partiel-regles.dmn',
      null,
      { file: DIAGRAM, elementId: 'determiner-fraction' },
    ],
    ['without the template it signs', 'refusal.typ', null, { file: DIAGRAM, elementId: 'preparer-refus' }],
    [
      'with a message that has no text',
      DIAGRAM,
      (xml) => xml.replace('value="opinion-given"', 'value="opinion-told"'),
      { file: 'texts.fr.json', elementId: 'informer-avis' },
    ],
    [
      'with a recipient who is nobody',
      DIAGRAM,
      (xml) => xml.replace('value="gestionnaire,valideur"', 'value="gestionnaire,validateur"'),
      { file: DIAGRAM, elementId: 'informer-avis' },
    ],
    [
      'with rules bound to whatever is latest',
      DIAGRAM,
      (xml) => without(xml, / bindingType="deployment"(?=\s*\/>\s*<zeebe:ioMapping>)/),
      { file: DIAGRAM, elementId: 'determiner-fraction' },
    ],
    [
      'with an act whose failure nothing catches',
      DIAGRAM,
      (xml) => xml.replace('attachedToRef="preparer-arrete"', 'attachedToRef="signature-arrete"'),
      { file: DIAGRAM, elementId: 'preparer-arrete' },
    ],
    [
      'with a free text told to the engine',
      'demande.form',
      (form) => form.replace('"maxLength": 2000 },', '"maxLength": 2000 }, "properties": { "fact": "true" },'),
      { file: 'demande.form', elementId: 'reason' },
    ],
    [
      'whose act could not say what it changes: the form does not ask for it',
      'demande.form',
      (form) => form.replace('"key": "quota"', '"key": "share"'),
      {
        file: DIAGRAM,
        elementId: 'appliquer-quotite',
        code: 'effect-answer-missing',
      },
    ],
    [
      'whose act could not say what it changes: the form may leave it out',
      'demande.form',
      (form) => form.replace(/("key": "endDate".*?)"required": true/s, '$1"required": false'),
      { file: DIAGRAM, elementId: 'appliquer-quotite', code: 'effect-answer-missing' },
    ],
    [
      'with an element without its English name',
      'texts.en.json',
      (texts) => texts.replace('"visa": "Approval check"', '"visa": ""'),
      { file: 'texts.en.json', elementId: 'visa' },
    ],
    ['without its texts', 'texts.en.json', null, { file: 'texts.en.json', elementId: '(file)' }],
    ['with a diagram that is not BPMN', DIAGRAM, () => '<html>', { file: DIAGRAM, elementId: '(diagram)' }],
  ])('%s', async (_why, file, change, fault) => {
    expect(await faultsOf(changed(file, change))).toContainEqual(expect.objectContaining(fault));
  });

  test('and the same files give the same hash, whatever their order', () => {
    const reversed = new Map([...shipped.files].reverse().map(({ path: name, content }) => [name, content]));
    expect(makeBundle(KIND, reversed).hash).toBe(shipped.hash);
  });
});
