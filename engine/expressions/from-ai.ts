import { compileFeel } from '../feel/index.ts';
import { type Json, toJson } from '../feel/json.ts';
import { childrenOf, parse, type SyntaxNode } from '../feel/parse.ts';

/** What a tool asks of whoever drives it: one `fromAi(…)` in an input of its. */
export interface AiParameter {
  /** The reference that it fills: `toolCall.userId`. */
  readonly name: string;
  readonly description: Json;
  readonly type: Json;
  /** A JSON schema, or a part of one. */
  readonly schema: Json;
  readonly options: Json;
}

const ORDER = ['value', 'description', 'type', 'schema', 'options'] as const;
type Part = (typeof ORDER)[number];

/** The parameters that a FEEL text (without the leading `=`) asks for. All but the reference are constants, or null. */
export function aiParameters(text: string): AiParameter[] {
  if (!text.includes('fromAi')) return [];
  const found: AiParameter[] = [];
  parse(text, 'Expression').iterate({
    enter(node) {
      if (node.name !== 'FunctionInvocation' || !text.startsWith('fromAi', node.from)) return;
      const parts = partsOf(node.node, text);
      const name = parts.value?.replace(/\s+/g, '');
      if (name === undefined || name === '') return;
      const [description, type, schema, options] = (['description', 'type', 'schema', 'options'] as const).map((part) =>
        constant(parts[part]),
      ) as [Json, Json, Json, Json];
      found.push({ name, description, type, schema, options });
    },
  });
  return found;
}

/** The text of each argument, given by place or by name. */
function partsOf(call: SyntaxNode, text: string): Partial<Record<Part, string>> {
  const parts: Partial<Record<Part, string>> = {};
  const list = childrenOf(call).find(({ name }) => name === 'PositionalParameters' || name === 'NamedParameters');
  if (list === undefined) return parts;
  for (const [index, argument] of childrenOf(list).entries()) {
    const [named, given] = list.name === 'NamedParameters' ? childrenOf(argument) : [undefined, argument];
    const part = named === undefined ? ORDER[index] : ORDER.find((one) => one === text.slice(named.from, named.to));
    if (part !== undefined && given !== undefined) parts[part] = text.slice(given.from, given.to);
  }
  return parts;
}

function constant(text: string | undefined): Json {
  return text === undefined ? null : toJson(compileFeel(text).evaluate(() => undefined, 0).value);
}
