import type { Scope } from '../evaluation.ts';
import type { SyntaxNode } from '../parse.ts';
import type { Value } from '../values.ts';

/** What an expression, or a part of one, became: asked with the names that it can see, it answers a value, never undefined. */
export type Compiled = (scope: Scope) => Value;

/** What a text is compiled with. */
export interface Source {
  readonly text: string;
  compile(node: SyntaxNode): Compiled;
}
