/** Names of the blanks of a sentence, each between braces. */
export type Blanks<Sentence extends string> = Sentence extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Blanks<Rest>
  : never;

/** A sentence with its blanks filled in; what fills them is never read as a sentence itself. */
export function filledIn(sentence: string, params: Readonly<Record<string, string | number>>): string {
  return sentence.replace(/\{(\w+)\}/g, (_blank, name: string) => String(params[name]));
}
