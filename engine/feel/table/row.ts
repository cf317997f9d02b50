/** What variables hold; `{ digits }` is a number that JavaScript does not hold. */
export type Value =
  | null
  | boolean
  | number
  | string
  | { digits: string }
  | readonly Value[]
  | { readonly [name: string]: Value };

/** The variables that an expression sees. */
export type Variables = { readonly [name: string]: Value };

/** An expression, the variables that it sees if any, and what it gives: dates and durations are texts in variables. */
export type Row = readonly [text: string, value: Value] | readonly [text: string, variables: Variables, value: Value];

/** A cell of a decision table, an input, whether it passes, and the variables that the cell sees. */
export type Cell = readonly [cell: string, input: Value, passes: boolean, variables?: Variables];

/** Digits that JavaScript's numbers do not hold. */
export const digits = (text: string): { digits: string } => ({ digits: text });
