import { templateOfBlock } from '#domain/circuit/blocks/block-template.ts';
import english from '#processes/_templates/words.en.json' with { type: 'json' };
import type { LanguageCode } from '#web/client/language/language.ts';
import type { CircuitDraftView } from '#web/contract/circuits/atelier.ts';
import type { PartRow } from '#web/contract/circuits/parts.ts';
import { templateIn } from './template-words.ts';

/** An element template, as far as we read it. */
export interface ElementTemplate {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  readonly elementType?: { readonly value: string };
  readonly properties?: readonly {
    readonly group?: string;
    readonly binding: { readonly type: string; readonly name?: string };
  }[];
}

const files = import.meta.glob<Partial<ElementTemplate>>('../../../../processes/_templates/*.json', {
  eager: true,
  import: 'default',
});

/** The words beside them are no template. */
const isTemplate = (file: Partial<ElementTemplate>): file is ElementTemplate => file.id !== undefined;

/**
 * The steps that an analyst picks from in the diagram of a draft, and the blocks as they are published, in the language on screen.
 * A block does not call itself.
 */
export function elementTemplates(
  { of, kind }: Pick<CircuitDraftView, 'of' | 'kind'>,
  blocks: readonly PartRow[],
  language: LanguageCode,
): ElementTemplate[] {
  const templates = Object.values(files).filter(isTemplate);
  const steps = language === 'fr' ? templates : templates.map((template) => templateIn(template, english));
  const called = blocks.flatMap(({ name, declaration }) =>
    declaration === null || (of === 'block' && name === kind)
      ? []
      : templateOfBlock(of === 'block' ? null : kind, name, declaration, language),
  );
  return [...steps, ...called];
}

/** What gateways and their ways are mostly named. */
const DRAWN_WORDS: Readonly<Record<string, string>> = { oui: 'yes', non: 'no', sinon: 'otherwise' };

/** The English of a name as it stands in a drawing, where it is that of a template or of a usual way. */
export function knownInEnglish(
  draft: Pick<CircuitDraftView, 'of' | 'kind'>,
  blocks: readonly PartRow[],
): (name: string) => string | undefined {
  const names = new Map(elementTemplates(draft, blocks, 'en').map(({ id, name }) => [id, name]));
  const known = new Map(Object.entries(DRAWN_WORDS));
  for (const { id, name } of elementTemplates(draft, blocks, 'fr')) {
    const english = names.get(id);
    // The same word is for an analyst to say right: a copy is mostly a translation that lacks.
    if (english !== undefined && english !== name) known.set(name, english);
  }
  return (name) => known.get(name);
}
