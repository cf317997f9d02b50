import { evaluate, SyntaxError as FeelSyntaxError, parseExpression } from '@bpmn-io/feelin';
import { FaultyExpression } from './faulty-expression.ts';
import { FUNCTIONS, functionsIn, NAMES, setEvaluationTime } from './functions.ts';
import { instrument } from './instrument.ts';
import { isPlain } from './plain.ts';
import { resetTurns } from './size-limits.ts';
import { runLimited } from './time-limit.ts';
import { unreadable } from './unreadable.ts';

/** Finds a variable by name; undefined when there is none. */
export type Lookup = (name: string) => unknown;

export interface FeelResult {
  value: unknown;
  warnings: string[];
}

/** A FEEL expression, parsed once. */
export interface Feel {
  readonly text: string;
  /** Names that may be variables it depends on. */
  readonly variables: readonly string[];
  evaluate(lookup: Lookup, now: number): FeelResult;
}

/** Camunda's dialect: names in backquotes. */
const DIALECT = 'camunda';
const IDENTIFIER = /^[\p{L}_$][\p{L}\p{N}_$]*$/u;
/** Deeper nesting than any person writes would exhaust the stack of the parser or of the interpreter. */
const MAX_LENGTH = 20_000;
const MAX_DEPTH = 200;
/** Compiled expressions, shared by all versions of all models that use the same text. */
const compiled = new Map<string, Feel>();
const MAX_COMPILED = 20_000;
/** A loop over what is missing has one for each turn. */
const MAX_WARNINGS = 20;

interface Warning {
  message: string;
}

/** Compiles FEEL text (without the leading `=`). Throws `FaultyExpression` on a syntax error. */
export function compileFeel(text: string): Feel {
  const known = compiled.get(text);
  if (known !== undefined) return known;
  const feel = compile(text);
  if (compiled.size >= MAX_COMPILED) compiled.clear();
  compiled.set(text, feel);
  return feel;
}

function compile(text: string): Feel {
  refuseUnreadable(text);
  const { names, counted } = attempt(text, () => read(text));
  const { call, warnings: live } = names.every((name) => IDENTIFIER.test(name))
    ? asFunction(text, counted, names)
    : inContext(counted, names);
  const invoke = isPlain(text)
    ? (args: unknown[]) => call(...args)
    : (args: unknown[]) => runLimited(text, () => call(...args));
  return {
    text,
    variables: names,
    evaluate(lookup, now) {
      live.length = 0;
      resetTurns();
      setEvaluationTime(now);
      const result = attempt(text, () => invoke(names.map(lookup)));
      const reported = live.slice(0, MAX_WARNINGS).map((warning) => warning.message);
      live.length = 0;
      return { value: result === undefined ? null : result, warnings: reported };
    },
  };
}

interface Callable {
  call: (...values: unknown[]) => unknown;
  /** What the interpreter reports, as it goes. */
  warnings: Warning[];
}

/** A function of the names that it mentions: the text is parsed once, and only these are looked up at each call. */
function asFunction(text: string, counted: string, names: readonly string[]): Callable {
  const source = `function(${names.join(', ')}) (\n${counted}\n)`;
  const { value, warnings } = attempt(text, () => evaluate(source, functionsIn(counted), DIALECT));
  const call = (value as { fn?: (...args: unknown[]) => unknown }).fn;
  if (call === undefined) throw unreadable('expression-unreadable', { text });
  return { call, warnings: warnings as unknown as Warning[] };
}

/** No parameter can bear a name in backquotes: with one the text is parsed at each call. */
function inContext(counted: string, names: readonly string[]): Callable {
  const functions = functionsIn(counted);
  const warnings: Warning[] = [];
  return {
    warnings,
    call: (...values) => {
      const context: Record<string, unknown> = { ...functions };
      for (const [i, name] of names.entries()) if (values[i] !== undefined) context[name] = values[i];
      const result = evaluate(counted, context, DIALECT);
      warnings.push(...(result.warnings as unknown as Warning[]));
      return result.value;
    },
  };
}

/**
 * Names that may be variables: looked up at each evaluation, own names of paths included, which does no harm. With the
 * text to evaluate, instrumented. A variable may bear the name of a function that the text does not call.
 */
function read(text: string): { names: string[]; counted: string } {
  const names = new Set<string>();
  const called = new Set<string>();
  const tree = parseExpression(text, NAMES, DIALECT);
  tree.iterate({
    enter(node) {
      if (node.type.isError) throw syntaxError(text, node.from);
      if (node.name !== 'VariableName') return;
      const drawn = text.slice(node.from, node.to);
      const name = drawn.startsWith('`') ? drawn.replaceAll('`', '') : drawn;
      const isCalled = node.node.parent?.name === 'FunctionInvocation' && node.node.parent.from === node.from;
      if (isCalled && Object.hasOwn(FUNCTIONS, name)) called.add(name);
      else if (IDENTIFIER.test(name) || drawn !== name) names.add(name);
    },
  });
  return { names: [...names].filter((name) => !called.has(name)), counted: instrument(text, tree) };
}

/** Throws `FaultyExpression` for a text that no person writes. */
export function refuseUnreadable(text: string): void {
  if (text.trim() === '') throw unreadable('expression-empty', {});
  if (text.length > MAX_LENGTH) throw unreadable('expression-too-long', { max: MAX_LENGTH });
  let depth = 0;
  for (const character of text) {
    if ('([{'.includes(character)) depth++;
    else if (')]}'.includes(character)) depth--;
    if (depth > MAX_DEPTH) throw unreadable('expression-too-deep', { max: MAX_DEPTH });
  }
}

function syntaxError(text: string, at: number): FaultyExpression {
  return unreadable('expression-unreadable-at', { text, position: at + 1 });
}

function attempt<T>(text: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof FaultyExpression) throw error;
    if (error instanceof FeelSyntaxError)
      throw unreadable('expression-unreadable-because', { text, reason: error.message });
    if (error instanceof RangeError && /string length/.test(error.message))
      throw new FaultyExpression(`The expression '${text.slice(0, 100)}' makes a text of more than can be held`);
    if (error instanceof RangeError) throw new FaultyExpression(`The expression '${text.slice(0, 100)}' goes too deep`);
    throw new FaultyExpression(`Cannot evaluate the expression '${text}': ${(error as Error).message}`);
  }
}
