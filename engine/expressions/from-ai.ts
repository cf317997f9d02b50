import { parseExpression } from '@bpmn-io/feelin';
import type { Json } from '../processing/protocol.ts';
import { compileFeel } from './feel.ts';

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
  parseExpression(text, { fromAi: null }, 'camunda').iterate({
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

interface SyntaxNode {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly firstChild: SyntaxNode | null;
  readonly nextSibling: SyntaxNode | null;
}

/** The text of each argument, given by place or by name. */
function partsOf(call: SyntaxNode, text: string): Partial<Record<Part, string>> {
  const parts: Partial<Record<Part, string>> = {};
  const list = children(call).find(({ name }) => name === 'PositionalParameters' || name === 'NamedParameters');
  if (list === undefined) return parts;
  for (const [index, argument] of children(list).entries()) {
    const [named, given] = list.name === 'NamedParameters' ? children(argument) : [undefined, argument];
    const part = named === undefined ? ORDER[index] : ORDER.find((one) => one === text.slice(named.from, named.to));
    if (part !== undefined && given !== undefined) parts[part] = text.slice(given.from, given.to);
  }
  return parts;
}

function children(node: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) found.push(child);
  return found;
}

function constant(text: string | undefined): Json {
  return text === undefined ? null : (compileFeel(text).evaluate(() => undefined, 0).value as Json);
}
