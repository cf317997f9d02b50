import { type DrawnElement as Drawn, drawnIn, extensionsOf } from '../../../../domain/circuit/flows.ts';
import { readNames } from '../../../../domain/circuit/interventions/start-fact.ts';
import type { BusinessObject } from '../diagram/services.ts';
import type { EditorWords } from '../use-editor-words.ts';
import type { Said, SaidLine } from './said.ts';
import { sayDelay } from './say-field.ts';

const SENTENCES = ['legalReference', 'silenceReference', 'category'] as const;
const CHOICES = ['startedBy', 'silenceMeans', 'refusalInterview', 'payImpact', 'stepUp'] as const;
const ANSWERS = ['agent', 'gestionnaire', 'rejection', 'acceptance', 'yes', 'no'] as const;
const BOOLEANS: Readonly<Record<string, string>> = { true: 'yes', false: 'no' };
const STATUSES = ['titulaire', 'stagiaire', 'contractuel', 'magistrat'] as const;

const isOf = <Name extends string>(names: readonly Name[], name: string): name is Name =>
  names.some((one) => one === name);

/** What a process says of the circuit, as its sheet does. */
export function manifestInWords(process: BusinessObject, words: EditorWords): Said {
  const properties = extensionsOf(process as unknown as Drawn, 'zeebe:Properties').flatMap((held) =>
    drawnIn(held.properties),
  );
  const lines = properties.map(({ name, value }): SaidLine => {
    const [key, text] = [String(name ?? ''), String(value ?? '')];
    return {
      key,
      label: labelOf(key, words),
      value: sayProperty(key, text, words),
      lang: isOf(SENTENCES, key) ? 'fr' : undefined,
    };
  });
  return { key: process.id, name: words('texts.manifest'), type: '', depth: 0, lines };
}

function labelOf(key: string, words: EditorWords): string {
  const isKnown = isOf([...SENTENCES, ...CHOICES, 'silenceAfter', 'offeredTo'], key);
  return isKnown ? words(`texts.property.${key}`) : key;
}

function sayProperty(key: string, text: string, words: EditorWords): string {
  if (key === 'silenceAfter') return sayDelay(text, words);
  if (key === 'offeredTo')
    return readNames(text)
      .map((one) => (isOf(STATUSES, one) ? words(`texts.status.${one}`) : one))
      .join(words('fields.between'));
  const answer = BOOLEANS[text] ?? text;
  return isOf(CHOICES, key) && isOf(ANSWERS, answer) ? words(`texts.choice.${answer}`) : text;
}
