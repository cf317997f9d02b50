import { draw, end, extensions, flows, node, service, start } from '../testing/draw.ts';

/** A process of one job, whose type is its id. */
export function oneJob(id: string): string {
  return draw(id, [start(), service('t', id), end(), flows('start -> t -> end')]);
}

/** A process of one element between its start and its end. */
export function around(id: string, element: string, roots: string[] = []): string {
  return draw(id, [start(), element, end(), flows('start -> x -> end')], roots);
}

/** The element `x`, a script. */
export function script(text: string, result = 'y'): string {
  const source = text.replace(/"/g, '&quot;');
  return node('scriptTask', 'x', extensions(`<zeebe:script expression="${source}" resultVariable="${result}" />`));
}

/** A pattern that no machine comes to the end of. */
export const ENDLESS = 'matches("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", "(a+)+$")';
