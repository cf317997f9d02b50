import type { Block } from '../../../../domain/circuit/block.ts';
import { templateOfBlock } from '../../../../domain/circuit/block-template.ts';
import english from '../../../../processes/_templates/words.en.json' with { type: 'json' };
import type { LanguageCode } from '../../language/language.ts';
import { templateIn } from './template-words.ts';

/** An element template, as far as we read it. */
export interface ElementTemplate {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
}

const files = import.meta.glob<Partial<ElementTemplate>>('../../../../processes/_templates/*.json', {
  eager: true,
  import: 'default',
});

/** The words beside them are no template. */
const isTemplate = (file: Partial<ElementTemplate>): file is ElementTemplate => file.id !== undefined;

const blocks = import.meta.glob<Block>('../../../../processes/_blocks/*/block.json', {
  eager: true,
  import: 'default',
});

/** The steps that an analyst picks from in the diagram of a kind, and the blocks, in the language on screen. */
export function elementTemplates(kind: string, language: LanguageCode): ElementTemplate[] {
  const templates = Object.values(files).filter(isTemplate);
  const steps = language === 'fr' ? templates : templates.map((template) => templateIn(template, english));
  const called = Object.entries(blocks).map(([path, block]) =>
    templateOfBlock(kind, path.split('/').at(-2) ?? '', block, language),
  );
  return [...steps, ...called];
}
