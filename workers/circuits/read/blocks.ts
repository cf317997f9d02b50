import { z } from 'zod';
import { BLOCKS_FOLDER, type Block, blockFile, diagramOfBlock, placeOf } from '#domain/circuit/blocks/block.ts';
import { DECLARATION } from '#domain/circuit/blocks/part.ts';
import type { CircuitManifest } from '#domain/circuit/manifest.ts';
import { INPUT_KINDS } from '#domain/circuit/value-kind.ts';
import { isIdentity } from '#domain/circuit/words/identity.ts';
import { type Bundle, textOf } from './bundle.ts';
import type { CircuitTexts } from './texts.ts';

/** A name that an expression reads, and that is not one of those that every call gives. */
const Name = z
  .string()
  .regex(/^[a-zA-Z]\w*$/)
  .refine((name) => !isIdentity(name));
const Words = z.strictObject({ fr: z.string().min(1), en: z.string().min(1) });
const Choices = z.array(z.strictObject({ value: z.string().min(1), label: Words })).min(1);
const Declaration: z.ZodType<Block> = z.strictObject({
  title: Words,
  summary: Words,
  inputs: z.array(
    z.strictObject({
      name: Name,
      label: Words,
      optional: z.boolean().optional(),
      variable: z.boolean().optional(),
      choices: Choices.optional(),
      kind: z.enum(INPUT_KINDS).optional(),
      heading: Words.optional(),
      whenAbsent: Words.optional(),
    }),
  ),
  outputs: z.array(z.strictObject({ name: Name, label: Words, choices: Choices.optional() })),
});

/** What a bundle holds of its blocks, by name. */
export const blocksOf = ({ files }: Bundle): string[] => [
  ...new Set(
    files.flatMap(({ path }) =>
      path.startsWith(BLOCKS_FOLDER) ? (path.slice(BLOCKS_FOLDER.length).split('/')[0] ?? []) : [],
    ),
  ),
];

/** The diagram of a block; undefined when the bundle has none of that name. */
export const blockDiagram = (bundle: Bundle, block: string): string | undefined =>
  textOf(bundle, diagramOfBlock(block));

/** What a block asks for and gives back; null when its file is not there or says it wrong. */
export const blockDeclaration = (bundle: Bundle, block: string): Block | null =>
  readDeclaration(textOf(bundle, blockFile(block, DECLARATION)));

/** The same of the text of its file. */
export function readDeclaration(text: string | undefined): Block | null {
  try {
    return Declaration.parse(JSON.parse(text ?? ''));
  } catch {
    return null;
  }
}

const BlockTexts = z.object({ elements: z.record(z.string(), z.string()) });

/** The texts of a kind with those of the blocks that it calls: each element under the name that the whole circuit gives it. */
export function withBlockTexts(
  bundle: Bundle,
  calls: Required<CircuitManifest>['calls'],
  language: 'fr' | 'en',
  texts: CircuitTexts,
): CircuitTexts {
  const elements: Record<string, string> = { ...texts.elements };
  for (const [path, { block }] of Object.entries(calls)) {
    for (const [id, name] of Object.entries(elementNames(bundle, block, language))) elements[placeOf(path, id)] = name;
  }
  return { ...texts, elements };
}

/** The names of what stands in a block; none when its texts are not there, or are no texts: each lacks its name then. */
function elementNames(bundle: Bundle, block: string, language: 'fr' | 'en'): Readonly<Record<string, string>> {
  try {
    return BlockTexts.parse(JSON.parse(textOf(bundle, blockFile(block, `texts.${language}.json`)) ?? '')).elements;
  } catch {
    return {};
  }
}
