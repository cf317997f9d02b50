/**
 * An expression that cannot be parsed or evaluated. At deployment it refuses the resource, at run time it is an incident.
 * One whose text cannot be read says why with a code (unreadable.ts).
 */
export class FaultyExpression extends Error {
  readonly unreadable:
    | { readonly code: string; readonly params: Readonly<Record<string, string | number>> }
    | undefined;

  constructor(message: string, unreadable?: FaultyExpression['unreadable']) {
    super(message);
    this.name = 'FaultyExpression';
    this.unreadable = unreadable;
  }
}
