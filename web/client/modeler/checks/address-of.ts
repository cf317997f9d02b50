import { ACT_ENDING } from '#domain/act/text/document.ts';
import type { Drafted } from '#domain/circuit/blocks/part.ts';
import type { ShownFault } from '../faults/faults.ts';
import { tabOf } from '../formats/paths.ts';

/** What a line of a file is called: those of an act that is written as text are its blocks. */
export const placeIn = (file: string): 'block' | 'line' => (file.endsWith(ACT_ENDING) ? 'block' : 'line');

/** Where a fault is mended: the tab of its file, with the file, the element and the line asked for. */
export function addressOf({ file, elementId, line, report }: ShownFault, diagram: string, of: Drafted): string {
  // Names of steps are mended beside the drawing too, where one sees which step it is.
  if (report && file !== diagram) return `../diagram?${new URLSearchParams({ element: elementId })}`;
  const tab = of === 'theme' ? 'theme' : (tabOf(file) ?? (file.endsWith('.json') ? 'texts' : 'diagram'));
  const asked = new URLSearchParams();
  if (file !== diagram) asked.set('file', file);
  if (!elementId.startsWith('(')) asked.set('element', elementId);
  if (line !== null) asked.set('line', String(line));
  const search = asked.toString();
  return `../${tab}${search === '' ? '' : `?${search}`}`;
}
