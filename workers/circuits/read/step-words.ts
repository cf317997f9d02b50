import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Duration } from 'luxon';
import type { Bilingual } from '#domain/bilingual.ts';
import type { ValueKind } from '#domain/circuit/value-kind.ts';

const FOLDER = path.join(import.meta.dirname, '..', '..', '..', 'processes', '_templates');
const ENGLISH = 'words.en.json';

/** An element template, as far as it names things to people. */
interface Template {
  readonly name: string;
  readonly properties: readonly {
    readonly label?: string;
    readonly value?: unknown;
    readonly choices?: readonly { readonly name: string; readonly value: string }[];
    readonly binding: { readonly type: string; readonly key?: string };
  }[];
}

/** A step and its fields, in the words that the modeler shows. */
interface StepWords {
  readonly name: Bilingual;
  readonly fields: ReadonlyMap<string, { readonly label: Bilingual; readonly choices: ReadonlyMap<string, Bilingual> }>;
}

let read: ReadonlyMap<string, StepWords> | undefined;
const stepWords = (): ReadonlyMap<string, StepWords> => {
  read ??= readTemplates();
  return read;
};

function readTemplates(): ReadonlyMap<string, StepWords> {
  const parsed = (file: string) => JSON.parse(readFileSync(path.join(FOLDER, file), 'utf8')) as unknown;
  const english = parsed(ENGLISH) as Readonly<Record<string, string>>;
  const say = (fr: string): Bilingual => ({ fr, en: english[fr] ?? fr });
  const files = readdirSync(FOLDER).filter((file) => file.endsWith('.json') && file !== ENGLISH);
  return new Map(
    files.map((file) => {
      const { name, properties } = parsed(file) as Template;
      const fields = properties.flatMap(({ label, choices = [], binding: { type, key } }) =>
        type !== 'zeebe:taskHeader' || key === undefined || label === undefined
          ? []
          : [[key, { label: say(label), choices: new Map(choices.map((one) => [one.value, say(one.name)])) }] as const],
      );
      return [path.basename(file, '.json').replace(/^decision-/, ''), { name: say(name), fields: new Map(fields) }];
    }),
  );
}

const asItIs = (text: string): Bilingual => ({ fr: text, en: text });

/** What the modeler calls a step, by its type of job or what is decided there; the type itself where it has no words. */
export const nameOfStep = (type: string): Bilingual => stepWords().get(type)?.name ?? asItIs(type);

/** What the modeler calls a header of a step; its key where it has no words. */
export const nameOfHeader = (type: string, header: string): Bilingual =>
  stepWords().get(type)?.fields.get(header)?.label ?? asItIs(header);

/** What a header holds, as the modeler shows it. */
export function valueInWords(type: string, header: string, kind: ValueKind, value: string): Bilingual {
  if (kind === 'duration') return delayInWords(value);
  return stepWords().get(type)?.fields.get(header)?.choices.get(value) ?? asItIs(value);
}

/** « 2 mois », of « P2M »; what is no delay, as it is. */
export function delayInWords(text: string): Bilingual {
  const delay = Duration.fromISO(text);
  if (!delay.isValid) return asItIs(text);
  return { fr: delay.reconfigure({ locale: 'fr' }).toHuman(), en: delay.reconfigure({ locale: 'en' }).toHuman() };
}
