import type { DraftTab } from './draft-tabs.ts';

/** The tab under which each kind of file is edited. */
const TABS: readonly (readonly [name: RegExp, tab: DraftTab['path']])[] = [
  [/\.bpmn$/, 'diagram'],
  [/\.form$/, 'forms'],
  [/\.dmn$/, 'tables'],
  [/\.typ$|\.act\.json$/, 'acts'],
  [/^block\.json$/, 'declaration'],
  [/^texts\.(?:fr|en)\.json$/, 'texts'],
];

/** The tab where a file of a draft is edited; undefined where none is its own. */
export const tabOf = (path: string): DraftTab['path'] | undefined => TABS.find(([name]) => name.test(path))?.[1];
