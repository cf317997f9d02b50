import { themeFile } from '../../situation/themes/theme.ts';

/** What an analyst drafts, proposes and publishes: a kind of request, or a part that kinds share. */
export const DRAFTED = ['kind', 'block', 'theme'] as const;
export type Drafted = (typeof DRAFTED)[number];

/**
 * What kinds share: each version is published on its own, and a kind takes the newest at its own
 * next publication.
 */
export const PARTS = ['block', 'theme'] as const satisfies readonly Drafted[];
export type PartType = (typeof PARTS)[number];

/** A part, by its name among those of its type. */
export interface Part {
  readonly of: PartType;
  readonly name: string;
}

export const isPart = (of: Drafted): of is PartType => of !== 'kind';

/**
 * Name of a part: words in lower case without accents, and digits, between hyphens. It is the name
 * of its file, and cannot change.
 */
export const PART_NAME = /^(?=.{2,60}$)[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;

/** What a block asks for and gives back ({@link Block}). */
export const DECLARATION = 'block.json';

/** Returns the diagram file of a kind or of a block. */
export const diagramOf = (name: string): string => `${name}.bpmn`;

/**
 * True if a file is allowed in a draft: a theme is one file; a block has one diagram, what its
 * steps show, and texts.
 */
export function isFileOf(of: Drafted, name: string, path: string): boolean {
  switch (of) {
    case 'kind':
      return true;
    case 'block':
      return path === diagramOf(name) || /\.(?:form|dmn)$/.test(path) || BLOCK_FILES.includes(path);
    case 'theme':
      return path === themeFile(name);
  }
}

const BLOCK_FILES: readonly string[] = [DECLARATION, 'texts.fr.json', 'texts.en.json'];
