import { type DrawnElement as Drawn, drawnIn, extensionsOf } from '#domain/circuit/flows.ts';
import { readNames } from '#domain/circuit/interventions/start-fact.ts';
import { STATUSES } from '#domain/situation/status.ts';
import type { BusinessObject } from '../bpmn/services.ts';
import { KNOWN, OFFERED_TO, PROPOSES, wordOf } from '../texts/sheet.ts';
import type { EditorWords } from '../use-editor-words.ts';
import type { Said, SaidLine } from './said.ts';
import { sayDelay } from './say-field.ts';

/** What a process says of the circuit, in the words of its manifest. */
export function manifestInWords(process: BusinessObject, words: EditorWords): Said {
  const properties = extensionsOf(process as unknown as Drawn, 'zeebe:Properties').flatMap((held) =>
    drawnIn(held.properties),
  );
  const lines = properties.map(({ name, value }) => lineOf(String(name ?? ''), String(value ?? ''), words));
  return { key: process.id, name: words('texts.manifest'), type: '', depth: 0, lines };
}

function lineOf(key: string, text: string, words: EditorWords): SaidLine {
  if (key === OFFERED_TO) return { key, label: words('texts.property.offeredTo'), value: sayStatuses(text, words) };
  if (key === PROPOSES)
    return { key, label: words('texts.property.proposes'), value: readNames(text).join(words('fields.between')) };
  const known = KNOWN.find(({ name }) => name === key);
  // The analyst's own, or where developers file the kind: no words of anyone's.
  if (known === undefined) return { key, label: key, value: text, isCode: true };
  const label = words(`texts.property.${known.name}`);
  if (known.choices === null) return { key, label, value: text, lang: 'fr' };
  // Whatever its length, it reads as the delays of steps do.
  if (known.name === 'silenceAfter') return { key, label, value: sayDelay(text, words) };
  const choice = known.choices.find((one) => one === text);
  return { key, label, value: choice === undefined ? text : words(`texts.choice.${wordOf(choice)}`) };
}

const sayStatuses = (text: string, words: EditorWords): string =>
  readNames(text)
    .map((one) => {
      const status = STATUSES.find((known) => known === one);
      return status ? words(`texts.status.${status}`) : one;
    })
    .join(words('fields.between'));
