import type { Moddle } from './model.ts';

/** A text of a diagram, and where it stands. */
export interface Text {
  /** Id of the drawn element that it belongs to. */
  readonly owner: string;
  readonly holder: Moddle;
  readonly property: string;
  readonly value: string;
}

/** An expression of a diagram, without the « = » that announces it. */
export interface Expression {
  readonly owner: string;
  readonly holder: Moddle;
  readonly property: string;
  readonly text: string;
}

/** Names, labels and values that may begin with « = » and are no expressions. */
const WORDS = new Set(['name', 'documentation', 'text', 'id', 'key', 'value', 'modelerTemplateIcon']);
/** What leads back up, or is drawn only. */
const NOT_BELOW = new Set([
  '$parent',
  'sourceRef',
  'targetRef',
  'incoming',
  'outgoing',
  'attachedToRef',
  'default',
  'di',
]);

/** Every expression below some nodes: texts that begin with « = » and are no words. */
export function* expressionsBelow(roots: readonly Moddle[]): Generator<Expression> {
  for (const { owner, holder, property, value } of stringsBelow(roots)) {
    const isName = WORDS.has(property) && !(holder.$type === 'bpmn:Message' && property === 'name');
    if (value.startsWith('=') && !isName) yield { owner, holder, property, text: value.slice(1) };
  }
}

/** Every text below some nodes, with the drawn element it belongs to. */
export function* stringsBelow(roots: readonly Moddle[]): Generator<Text> {
  const waiting = roots.map((node) => ({ node, owner: node.id ?? '', at: '' }));
  const seen = new Set<Moddle>();
  for (const { node, owner, at } of waiting) {
    if (seen.has(node)) continue;
    seen.add(node);
    for (const [property, value] of Object.entries(node)) {
      if (NOT_BELOW.has(property)) continue;
      // The body of an expression is what it is the expression of, whatever lines it is written on.
      if (typeof value === 'string')
        yield property === 'body'
          ? { owner, holder: node, property: at, value: value.trim() }
          : { owner, holder: node, property, value };
      for (const child of Array.isArray(value) ? value : [value]) {
        if (isModdle(child))
          waiting.push({ node: child, owner: isDrawn(child) ? (child.id ?? owner) : owner, at: property });
      }
    }
  }
}

const isModdle = (value: unknown): value is Moddle =>
  typeof value === 'object' && value !== null && typeof (value as { $type?: unknown }).$type === 'string';

/** Expressions, definitions and extensions have ids of their own, which no analyst knows. */
const isDrawn = ({ $type }: Moddle): boolean =>
  $type.startsWith('bpmn:') && !/Expression$|Definition$|ExtensionElements$|LoopCharacteristics$/.test($type);
