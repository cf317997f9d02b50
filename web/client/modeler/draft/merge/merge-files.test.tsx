import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { isSame } from '#domain/circuit/drafts/merge.ts';
import { type Choices, mergeDraft, type Texts } from './merge-files.ts';
import { xmlOf, xmlTree } from './xml-tree.ts';

const PROCESSES = path.resolve(import.meta.dirname, '../../../../../processes');
const KIND = 'teletravail';
const read = (name: string): string => readFileSync(path.join(PROCESSES, KIND, name), 'utf8');

type Change = readonly [from: string | RegExp, to: string];
/** A change of a real file; what it looks for is there, or the test would prove nothing. */
const replaced = (text: string, ...changes: readonly Change[]): string =>
  changes.reduce((before, [from, to]) => {
    const after = before.replace(from, to);
    if (after === before) throw new Error(`${from} is not there`);
    return after;
  }, text);

/** Two changes of one file: what is to be saved over theirs, and what both changed. */
function put(name: string, mine: string | null, theirs: string | null, choices: Choices = {}) {
  const base: Texts = { [name]: read(name) };
  const { changes, clashes, left } = mergeDraft({ base, mine: { [name]: mine }, theirs: { [name]: theirs } }, choices);
  return { text: changes[name], clashes: clashes.map(({ key }) => key), left: left.map(({ id }) => id) };
}

describe('two analysts on one draft', () => {
  const DIAGRAM = `${KIND}.bpmn`;
  const drawn = read(DIAGRAM);

  test('every shipped diagram and table is written back as it was read', () => {
    const files = readdirSync(PROCESSES, { recursive: true, encoding: 'utf8' }).filter((name) =>
      /\.(bpmn|dmn)$/.test(name),
    );
    expect(files.length).toBeGreaterThan(10);
    for (const file of files) {
      const tree = xmlTree(readFileSync(path.join(PROCESSES, file), 'utf8'));
      expect([file, isSame(xmlTree(xmlOf(tree)), tree)]).toEqual([file, true]);
    }
  });

  test('one renames a step, the other draws one in a flow: both stand in the diagram', () => {
    const mine = replaced(drawn, ['name="Appliquer le télétravail"', 'name="Appliquer"']);
    const theirs = replaced(
      drawn,
      [
        /(<bpmn:serviceTask id="appliquer")/,
        '<bpmn:serviceTask id="prevenir" name="Prévenir"><bpmn:incoming>vers-prevenir</bpmn:incoming><bpmn:outgoing>vers-issue-depuis-signature</bpmn:outgoing></bpmn:serviceTask><bpmn:sequenceFlow id="vers-prevenir" sourceRef="signature" targetRef="prevenir" />$1',
      ],
      [
        '<bpmn:outgoing>vers-issue-depuis-signature</bpmn:outgoing>\n    </bpmn:callActivity>',
        '<bpmn:outgoing>vers-prevenir</bpmn:outgoing>\n    </bpmn:callActivity>',
      ],
      [
        'id="vers-issue-depuis-signature" sourceRef="signature"',
        'id="vers-issue-depuis-signature" sourceRef="prevenir"',
      ],
    );
    const { text, clashes, left } = put(DIAGRAM, mine, theirs);
    expect([clashes, left]).toEqual([[], []]);
    expect(
      isSame(xmlTree(text ?? ''), xmlTree(replaced(theirs, ['name="Appliquer le télétravail"', 'name="Appliquer"']))),
    ).toBe(true);
  });

  test('two properties of one step, changed by one each, are both kept', () => {
    const [mine, theirs]: readonly [Change, Change] = [
      ['source="P7D" target="reminder"', 'source="P10D" target="reminder"'],
      ['source="gestionnaire" target="opinionTo"', 'source="superieur" target="opinionTo"'],
    ];
    const { text, clashes } = put(DIAGRAM, replaced(drawn, mine), replaced(drawn, theirs));
    expect(clashes).toEqual([]);
    expect(isSame(xmlTree(text ?? ''), xmlTree(replaced(drawn, mine, theirs)))).toBe(true);
  });

  test('the same name, changed by both, is asked, and nothing is lost before it is chosen', () => {
    const mine = replaced(drawn, ['name="Appliquer le télétravail"', 'name="Mien"']);
    const theirs = replaced(
      drawn,
      ['name="Appliquer le télétravail"', 'name="Sien"'],
      ['name="Demande accordée"', 'name="Accordée"'],
    );
    const { text, clashes } = put(DIAGRAM, mine, theirs);
    expect(clashes).toEqual([expect.stringMatching(/#appliquer @name$/)]);
    expect(text).toContain('name="Mien"');
    expect(text).toContain('name="Accordée"');
    const chosen = put(DIAGRAM, mine, theirs, { [clashes[0] ?? '']: 'theirs' });
    expect(chosen.text ?? theirs).toContain('name="Sien"');
  });

  test('one removed the step that the other changed: asked; what holds to nothing any more is said', () => {
    const gone = new Set(['demande-refusee', 'vers-demande-refusee-depuis-cloture-refus']);
    const theirs = [...gone].reduce(
      (text, id) =>
        text
          .replace(new RegExp(`\\s*<bpmn:(endEvent|sequenceFlow) id="${id}"(?:[^>]*/>|[\\s\\S]*?</bpmn:\\1>)`), '')
          .replace(new RegExp(`\\s*<bpmn:(?:incoming|outgoing)>${id}</bpmn:(?:incoming|outgoing)>`, 'g'), ''),
      drawn,
    );
    const mine = replaced(drawn, ['name="Demande refusée"', 'name="Refusée"']);
    const asked = put(DIAGRAM, mine, theirs);
    expect(asked.clashes).toEqual([expect.stringMatching(/#demande-refusee$/)]);
    // Mine: the end stays, the flow that they removed does not.
    expect(asked.text).toContain('name="Refusée"');
    // Theirs: neither its end nor its place is left.
    const chosen = put(DIAGRAM, mine, theirs, { [asked.clashes[0] ?? '']: 'theirs' });
    expect(chosen.text ?? '').not.toContain('"demande-refusee"');
  });

  test('an event on a step that the other removed cannot stay, and is said', () => {
    const mine = replaced(drawn, [
      /(<bpmn:endEvent id="demande-accordee")/,
      '<bpmn:boundaryEvent id="delai" attachedToRef="appliquer" />$1',
    ]);
    const theirs = replaced(drawn, [/\s*<bpmn:serviceTask id="appliquer"[\s\S]*?<\/bpmn:serviceTask>/, '']);
    const { text, left } = put(DIAGRAM, mine, theirs);
    expect(left).toEqual(expect.arrayContaining(['delai']));
    expect(text).not.toContain('"delai"');
  });

  test('what both moved in the drawing is one question', () => {
    const moved = (to: number) =>
      replaced(
        drawn,
        [/(bpmnElement="appliquer"[^>]*>\s*<dc:Bounds x=")\d+/, `$1${to}`],
        [/(bpmnElement="signature"[^>]*>\s*<dc:Bounds x=")\d+/, `$1${to}`],
      );
    const { clashes } = put(DIAGRAM, moved(901), moved(902));
    expect(clashes).toEqual([`${DIAGRAM} drawing`, `${DIAGRAM} drawing`]);
  });

  test('fields of a form are told apart by their ids, words of texts by their keys', () => {
    const form = read('demande.form');
    const [label, help]: readonly [Change, Change] = [
      ['"label": "Jours par semaine"', '"label": "Jours"'],
      ['"description": "Nombre de jours télétravaillés."', '"description": "Trois au plus."'],
    ];
    const merged = put(
      'demande.form',
      replaced(form, label),
      replaced(form, help, ['"label": "Lieu"', '"label": "Endroit"']),
    );
    expect(merged.clashes).toEqual([]);
    expect(merged.text).toBe(replaced(form, label, help, ['"label": "Lieu"', '"label": "Endroit"']));

    const texts = read('texts.fr.json');
    const [one, other]: readonly [Change, Change] = [
      ['"signature": "Signature"', '"signature": "Signature de l’acte"'],
      ['"category": "Temps de travail"', '"category": "Travail"'],
    ];
    expect(put('texts.fr.json', replaced(texts, one), replaced(texts, other)).text).toBe(replaced(texts, one, other));
  });

  test('rules of a table are told apart by their ids', () => {
    const table = read('teletravail-regles.dmn');
    const [one, other]: readonly [Change, Change] = [
      ['duration("P1M")', 'duration("P2M")'],
      ['<outputEntry id="debut-lointain-alors"><text>false', '<outputEntry id="debut-lointain-alors"><text>null'],
    ];
    const { text, clashes } = put('teletravail-regles.dmn', replaced(table, one), replaced(table, other));
    expect(clashes).toEqual([]);
    expect(isSame(xmlTree(text ?? ''), xmlTree(replaced(table, one, other)))).toBe(true);
  });

  test('what cannot be taken apart is one question: a template, a file that cannot be read, one that was removed', () => {
    const template = '../temps-partiel-sur-autorisation/act.typ';
    const act = read(template);
    expect(put(template, `${act}\n// moi`, `${act}\n// elle`)).toEqual({
      text: `${act}\n// moi`,
      clashes: [template],
      left: [],
    });
    expect(put(template, `${act}\n// moi`, `${act}\n// elle`, { [template]: 'theirs' }).text).toBeUndefined();
    expect(put('demande.form', '{', read('demande.form').replace('Lieu', 'Endroit')).clashes).toEqual(['demande.form']);
    expect(put(DIAGRAM, replaced(drawn, ['name="Demande accordée"', 'name="Accordée"']), null).clashes).toEqual([
      DIAGRAM,
    ]);
    expect(put(template, null, act)).toEqual({ text: null, clashes: [], left: [] });
  });
});
