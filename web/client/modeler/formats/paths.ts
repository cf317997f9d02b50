import { ACT_ENDING } from '#domain/act/text/document.ts';
import type { SpaceTexts } from '#web/client/language/texts.ts';

/** A tab of a draft: the last part of its address, and the key of its name. */
export type TabPath = keyof SpaceTexts['atelier']['tabs'];

/** The tab under which each kind of file is edited. */
const TABS: readonly (readonly [name: RegExp, tab: TabPath])[] = [
  [/\.bpmn$/, 'diagram'],
  [/\.form$/, 'forms'],
  [/\.dmn$/, 'tables'],
  [/\.typ$|\.act\.json$/, 'acts'],
  [/^block\.json$/, 'declaration'],
  [/^texts\.(?:fr|en)\.json$/, 'texts'],
];

/** The tab where a file of a draft is edited; undefined where none is its own. */
export const tabOf = (path: string): TabPath | undefined => TABS.find(([name]) => name.test(path))?.[1];

/** Whether what changes in a file is said by its parts; any other, the program of an act or a theme, is read line by line alone. */
export const isReadInParts = (path: string): boolean =>
  /\.(?:bpmn|form|dmn|act\.json)$|^texts\.(?:fr|en)\.json$/.test(path);

/** Whether an act is written as text, block by block; any other is a Typst program. */
export const isText = (path: string): boolean => path.endsWith(ACT_ENDING);

/** The template that a file of an act writes: `act` of `act.typ`, `refusal` of `refusal.act.json`. */
export const templateOf = (path: string): string => path.replace(/\.(?:act\.json|typ)$/, '');
