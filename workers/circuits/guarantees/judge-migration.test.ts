import { beforeAll, describe, expect, test } from '@jest/globals';
import { PROCESSES } from '#testing/shipped-circuits.ts';
import { type Bundle, makeBundle, readBundles } from '../read/bundle.ts';
import { lackedFact } from './judge-migration.ts';

const KIND = 'telephone-courriel';
const DIAGRAM = `${KIND}.bpmn`;
const VISA = 'instruction/visa';

let shipped: Bundle;
beforeAll(async () => {
  const found = (await readBundles(PROCESSES)).find(({ kind }) => kind === KIND);
  if (found === undefined) throw new Error(`${KIND} is not shipped`);
  shipped = found;
});

/** The shipped kind, some of its files being others. */
function changed(changes: Readonly<Record<string, (text: string) => string>>): Bundle {
  const contents = new Map(shipped.files.map(({ path, content }) => [path, content]));
  for (const [path, change] of Object.entries(changes)) {
    const [was, text] = [contents.get(path), new TextDecoder().decode(contents.get(path))];
    if (was === undefined || change(text) === text) throw new Error(`nothing of ${path} changes`);
    contents.set(path, new TextEncoder().encode(change(text)));
  }
  return makeBundle(KIND, contents);
}
const lacked = (latter: Bundle, standsAt: string, mapping = {}) =>
  lackedFact(shipped, latter, { standsAt: [standsAt], mapping });

/** The form asks whether it is urgent, which the engine is given. */
const asksUrgent = (form: string) =>
  form.replace(
    '"components": [',
    '"components": [{ "type": "checkbox", "key": "urgent", "id": "urgent", "label": "Urgent", "properties": { "fact": "true" } },',
  );
const conditionReads = (text: string) => (xml: string) =>
  xml.replace('visa = &quot;approved&quot;', `visa = &quot;approved&quot; and ${text}`);
const tableReads = (text: string) => (xml: string) =>
  xml.replace(/(<inputExpression[^>]*>\s*<text>)[^<]*/, `$1${text}`);

describe('a request that would follow another version', () => {
  test('lacks nothing where that one reads what both give', async () => {
    for (const place of ['enregistrer', VISA, 'appliquer', 'cloture-accord'])
      expect(await lacked(shipped, place)).toBeNull();
  });

  test('lacks a new answer of the form that a condition reads further on, and no longer once it is past', async () => {
    const latter = changed({ 'demande.form': asksUrgent, [DIAGRAM]: conditionReads('urgent') });
    expect(await lacked(latter, VISA)).toEqual({ place: VISA, name: 'urgent' });
    expect(await lacked(latter, 'enregistrer')).toEqual({ place: 'enregistrer', name: 'urgent' });
    expect(await lacked(latter, 'appliquer')).toBeNull();
    expect(await lacked(changed({ 'demande.form': asksUrgent }), VISA)).toBeNull();
  });

  test('does not lack what is only asked for if it is there', async () => {
    const latter = changed({ 'demande.form': asksUrgent, [DIAGRAM]: conditionReads('(urgent = null or urgent)') });
    expect(await lacked(latter, VISA)).toBeNull();
  });

  test('lacks what a table reads that it still comes to', async () => {
    const latter = changed({ 'demande.form': asksUrgent, [`${KIND}-regles.dmn`]: tableReads('urgent') });
    expect(await lacked(latter, 'enregistrer')).toEqual({ place: 'enregistrer', name: 'urgent' });
    expect(await lacked(latter, VISA)).toBeNull();
  });

  test('lacks what a step gives that it is past, and not what one gives that it comes to', async () => {
    const latter = changed({
      [DIAGRAM]: (xml) =>
        conditionReads('route = &quot;a&quot;')(xml)
          .replace('resultVariable="validation"', 'resultVariable="route"')
          .replaceAll('=validation', '=route'),
    });
    expect(await lacked(latter, VISA)).toEqual({ place: VISA, name: 'route' });
    expect(await lacked(latter, 'enregistrer')).toBeNull();
  });

  test('lacks what a call hands in from now on, where it is in the block', async () => {
    const latter = changed({
      [DIAGRAM]: (xml) =>
        xml.replace(
          '<zeebe:input source="P7D" target="reminder" />',
          '<zeebe:input source="P7D" target="reminder" /><zeebe:input source="oui" target="again" />',
        ),
      '_blocks/instruction/instruction.bpmn': (xml) =>
        xml.replace('=visa = &quot;', '=again = &quot;oui&quot; and visa = &quot;'),
    });
    expect(await lacked(latter, VISA)).toEqual({ place: VISA, name: 'again' });
    expect(await lacked(latter, 'enregistrer')).toBeNull();
  });

  test('is followed by the names that its steps bear there', async () => {
    const renamed = (xml: string) =>
      xml.replaceAll('"visa"', '"visa-rh"').replaceAll('target="visa-rh"', 'target="visa"');
    const latter = changed({
      'demande.form': asksUrgent,
      [DIAGRAM]: conditionReads('urgent'),
      '_blocks/instruction/instruction.bpmn': renamed,
    });
    expect(await lacked(latter, VISA, { [VISA]: 'instruction/visa-rh' })).toEqual({ place: VISA, name: 'urgent' });
  });
});
