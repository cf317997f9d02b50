import path from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { type Bundle, makeBundle, readBundles } from '../read/bundle.ts';
import { readCircuit } from '../read/read-circuit.ts';
import { InvalidCircuit } from './checks.ts';

const KIND = 'temps-partiel-sur-autorisation';
const DIAGRAM = `${KIND}.bpmn`;
const REVIEW = '_blocks/instruction/instruction.bpmn';
const SIGNING = '_blocks/signature/signature.bpmn';

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
  test.each<
    [
      string,
      string,
      ((text: string) => string) | null,
      { file?: string; elementId?: string; inside?: string; code?: string },
    ]
  >([
    [
      'with a job type that no worker does',
      DIAGRAM,
      (xml) => xml.replace('type="situation-apply"', 'type="situation-aply"'),
      { file: DIAGRAM, elementId: 'appliquer-quotite' },
    ],
    [
      'with a day of effect that its form does not ask for, which would stop a signed request',
      DIAGRAM,
      (xml) => xml.replace('source="endDate" target="effectUntil"', 'source="reason" target="effectUntil"'),
      { file: DIAGRAM, elementId: 'cloture-accord', code: 'day-field-missing' },
    ],
    [
      'with a step for a role that does not exist',
      DIAGRAM,
      (xml) => xml.replace('source="valideur" target="visaRole"', 'source="validateur" target="visaRole"'),
      { file: DIAGRAM, elementId: 'instruction', inside: 'Visa' },
    ],
    [
      'with a movement of pay that does not exist',
      DIAGRAM,
      (xml) => xml.replace('source="work-time" target="movement"', 'source="bonus" target="movement"'),
      { file: DIAGRAM, elementId: 'cloture-accord' },
    ],
    [
      'with a header whose name is not one',
      REVIEW,
      (xml) => xml.replace('key="onComplement"', 'key="onComplements"'),
      { elementId: 'instruction', code: 'header-unknown' },
    ],
    [
      'without what a complement does to the legal delay',
      REVIEW,
      (xml) => without(xml, /<zeebe:header key="onComplement"[^>]*>/),
      { elementId: 'instruction', code: 'header-missing' },
    ],
    [
      'with a legal delay in hours',
      DIAGRAM,
      (xml) => xml.replace('source="P2M" target="silence"', 'source="PT48H" target="silence"'),
      { elementId: 'instruction', code: 'header-malformed' },
    ],
    [
      'with the signature of an act that there is not',
      SIGNING,
      (xml) => xml.replace('key="template" value="refusal"', 'key="template" value="refus"'),
      { code: 'header-value' },
    ],
    [
      'with a header of another kind of decision',
      REVIEW,
      (xml) => xml.replace('key="decision" value="opinion" />', '$& <zeebe:header key="contacts" value="true" />'),
      { elementId: 'instruction', code: 'header-unknown' },
    ],
    [
      'with a visa that may propose something else, and does not say what',
      DIAGRAM,
      (xml) => without(xml, /<zeebe:input[^>]*target="proposable" \/>/),
      { elementId: 'instruction', code: 'proposal-without-fields' },
    ],
    [
      'with a visa that says what it may propose, and does not offer to',
      DIAGRAM,
      (xml) => xml.replace('approved, complement, proposed', 'approved, complement'),
      { elementId: 'instruction', code: 'proposal-not-offered' },
    ],
    [
      'with a visa that may propose another document',
      DIAGRAM,
      (xml) => xml.replace('source="quota, startDate, endDate"', 'source="quota, justification"'),
      { elementId: 'instruction', code: 'proposal-field-closed' },
    ],
    [
      'where the engine reads, after a visa that may propose it otherwise, what was filed',
      DIAGRAM,
      (xml) => xml.replace('withdrawalId = null and signature = &quot;signed&quot;', '$& and quota != null'),
      { elementId: 'issue-accord', code: 'proposal-fact-kept' },
    ],
    [
      'with a visa that may propose what the form does not ask for',
      DIAGRAM,
      (xml) => xml.replace('source="quota, startDate, endDate"', 'source="quota, salary"'),
      { elementId: 'instruction', code: 'proposal-field-unknown' },
    ],
    [
      'whose silence decides after a day',
      DIAGRAM,
      (xml) => xml.replace('source="P2M" target="silence"', 'source="P1D" target="silence"'),
      { elementId: 'instruction', code: 'silence-unlawful' },
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
      (xml) => xml.replace('source="rejection" target="silenceMeans"', 'source="acceptance" target="silenceMeans"'),
      { elementId: 'instruction', code: 'silence-unlawful' },
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
      'offered to a status that nobody has',
      DIAGRAM,
      (xml) =>
        xml.replace(
          '<zeebe:property name="payImpact"',
          '<zeebe:property name="offeredTo" value="titulaire, vacataire" />\n        $&',
        ),
      { elementId: KIND, code: 'property-value' },
    ],
    [
      'that proposes itself next',
      DIAGRAM,
      (xml) =>
        xml.replace(
          '<zeebe:property name="payImpact"',
          `<zeebe:property name="proposes" value="autre, ${KIND}" />\n        $&`,
        ),
      { elementId: KIND, code: 'proposes-itself' },
    ],
    [
      'that proposes what cannot be the name of a kind',
      DIAGRAM,
      (xml) =>
        xml.replace(
          '<zeebe:property name="payImpact"',
          '<zeebe:property name="proposes" value="Congé !" />\n        $&',
        ),
      { elementId: KIND, code: 'property-value' },
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
      REVIEW,
      (xml) => xml.replace('candidateGroups="superieur"', 'candidateGroups="analyste"'),
      { elementId: 'instruction', code: 'role-unknown' },
    ],
    [
      'with a step whose kind of decision is unknown',
      REVIEW,
      (xml) => xml.replace('value="opinion"', 'value="avis"'),
      { file: DIAGRAM, elementId: 'instruction', inside: 'Avis du supérieur' },
    ],
    ['without the form it starts with', 'demande.form', null, { file: DIAGRAM, elementId: 'demande-deposee' }],
    [
      'without the table it calls',
      'temps-partiel-regles.dmn',
      null,
      { file: DIAGRAM, elementId: 'determiner-fraction' },
    ],
    ['without the template it signs', 'refusal.typ', null, { file: DIAGRAM, elementId: 'signature' }],
    [
      'with a message that has no text',
      REVIEW,
      (xml) => xml.replace('value="opinion-given"', 'value="opinion-told"'),
      { file: 'texts.fr.json', elementId: 'instruction' },
    ],
    [
      'with a recipient who is nobody',
      DIAGRAM,
      (xml) => xml.replace('source="gestionnaire, valideur"', 'source="gestionnaire, validateur"'),
      { file: DIAGRAM, elementId: 'instruction' },
    ],
    [
      'with rules bound to whatever is latest',
      DIAGRAM,
      (xml) => without(xml, / bindingType="deployment"(?=\s*\/>\s*<zeebe:ioMapping>)/),
      { file: DIAGRAM, elementId: 'determiner-fraction' },
    ],
    [
      'with an act whose failure nothing catches',
      SIGNING,
      (xml) => xml.replace('attachedToRef="preparer-arrete"', 'attachedToRef="signature-arrete"'),
      { file: DIAGRAM, elementId: 'signature', code: 'act-error-uncaught' },
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
      (texts) => texts.replace('"signature": "Signature"', '"signature": ""'),
      { file: 'texts.en.json', elementId: 'signature' },
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
