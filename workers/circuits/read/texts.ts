import { z } from 'zod';
import { wordsOfFault } from '#domain/circuit/faults/fault.ts';
import type { ErrorParams } from '#domain/errors.ts';

/** The words of a circuit in one language: the `texts.<language>.json` beside its diagram. */
export interface CircuitTexts {
  readonly title: string;
  readonly summary: string;
  readonly category: string;
  readonly delay?: string;
  /** Names of pieces, by type. */
  readonly pieces: Readonly<Record<string, string>>;
  /** Names of the diagram's elements, by id. */
  readonly elements: Readonly<Record<string, string>>;
  /** « key.label », « key.description », « key.options.value », « key.text », « key.validateMessage ». */
  readonly form: Readonly<Record<string, string>>;
  /** Messages, by the key that « notify » names. */
  readonly mails: Readonly<Record<string, { readonly subject: string; readonly body: string }>>;
  /** What acts say beside their template; acts are in French. */
  readonly acts?: Readonly<Record<string, ActTexts>>;
}

export interface ActTexts {
  /** What the act is called where it is filed: « Arrêté portant… ». */
  readonly name: string;
  /** Object of the act, as its heading goes on after the date: « portant… ». */
  readonly title: string;
  /** Ways and times of appeal, one string a paragraph. */
  readonly appeal: readonly string[];
  /** Services that receive a copy. */
  readonly ampliations: readonly string[];
  readonly legalReferences?: readonly string[];
}

/** Texts that cannot be used; the code is one of domain/circuit/faults/fault.ts. */
export class UnreadableTexts extends Error {
  override readonly name = 'UnreadableTexts';
  readonly code: 'texts-missing' | 'texts-unreadable' | 'texts-without';
  readonly params: ErrorParams;

  constructor(code: UnreadableTexts['code'], params: ErrorParams) {
    super(wordsOfFault({ code, params }).en);
    this.code = code;
    this.params = params;
  }
}

const TEXTS = ['title', 'summary', 'category'] as const;
const Words = z.record(z.string(), z.string());
const Act = z.object({
  name: z.string().default(''),
  title: z.string().default(''),
  appeal: z.array(z.string()),
  ampliations: z.array(z.string()),
  legalReferences: z.array(z.string()).optional(),
});
const Maps = z.object({
  delay: z.string().optional(),
  pieces: Words,
  elements: Words,
  form: Words,
  mails: z.record(z.string(), z.object({ subject: z.string(), body: z.string() })),
  acts: z.record(z.string(), Act).optional(),
});

/**
 * Reads one sidecar.
 * @throws {UnreadableTexts} saying what it lacks
 */
export function readTexts(source: string | undefined, path: string): CircuitTexts {
  if (source === undefined) throw new UnreadableTexts('texts-missing', { path });
  let texts: Record<string, unknown> | null;
  try {
    texts = JSON.parse(source) as Record<string, unknown> | null;
  } catch (error) {
    throw new UnreadableTexts('texts-unreadable', { reason: (error as Error).message });
  }
  for (const what of TEXTS) {
    const text = texts?.[what];
    if (typeof text !== 'string' || text.trim() === '') throw new UnreadableTexts('texts-without', { what });
  }
  const maps = Maps.safeParse(texts);
  if (!maps.success) {
    const what = maps.error.issues[0]?.path.map(String).join('.') ?? '';
    throw new UnreadableTexts('texts-without', { what });
  }
  return texts as unknown as CircuitTexts;
}
