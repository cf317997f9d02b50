import { numberOf, tagged, type Value } from '../expectation.ts';
import { type Node, NotUnderstood } from './parse.ts';

/** What the names of a block stand for; undefined for those that it does not know. */
export type Names = (name: string) => Node | undefined;

/** What makes a value of Scala's and Java's: by the name of the function, or of its class and its method. */
const MAKERS: Record<string, string> = {
  date: '$date',
  'LocalDate.parse': '$date',
  ValDate: '$date',
  time: '$time',
  localTime: '$time',
  'LocalTime.parse': '$time',
  'OffsetTime.parse': '$time',
  'ZonedTime.parse': '$time',
  ValTime: '$time',
  ValLocalTime: '$time',
  dateTime: '$dateTime',
  localDateTime: '$dateTime',
  'LocalDateTime.parse': '$dateTime',
  'ZonedDateTime.parse': '$dateTime',
  ValDateTime: '$dateTime',
  ValLocalDateTime: '$dateTime',
  yearMonthDuration: '$duration',
  dayTimeDuration: '$duration',
  'Period.parse': '$duration',
  'Duration.parse': '$duration',
  ValYearMonthDuration: '$duration',
  ValDayTimeDuration: '$duration',
  evaluateFunction: '$feel',
};
const WRAPPERS = ['ValNumber', 'ValString', 'ValBoolean', 'ValList', 'ValContext', 'Right', 'BigDecimal', 'Some'];
const LISTS = ['List', 'Seq', 'Vector', 'Array', 'ListBuffer'];
const MAPS = ['Map', 'ListMap', 'HashMap'];

/** The value that a piece of Scala makes. Throws `NotUnderstood`. */
export function valueIn(node: Node, names: Names): Value {
  switch (node.kind) {
    case 'text':
      return node.text;
    case 'filled text':
      return node.text.replace(/\$(?:\{(\w+)\}|(\w+))/g, (_, braced, bare) => String(named(braced ?? bare, names)));
    case 'number':
      return numberOf(node.text.replace(/[LlDdFf]$/, ''));
    case 'name':
      return named(node.text, names);
    case 'negative':
      return negative(valueIn(node.of, names));
    case 'infix':
      return computed(node, names);
    case 'member':
      return member(node, names);
    case 'call':
      return made(node, names);
    case 'tuple':
      throw new NotUnderstood('a tuple');
  }
}

function named(name: string, names: Names): Value {
  if (name === 'true' || name === 'false') return name === 'true';
  if (name === 'null' || name === 'ValNull' || name === 'None') return null;
  if (name === 'Nil') return [];
  const found = names(name);
  if (found === undefined) throw new NotUnderstood(`the name ${name}`);
  return valueIn(found, names);
}

function member(node: Node & { kind: 'member' }, names: Names): Value {
  const path = pathOf(node);
  if (path === 'List.empty' || path === 'Seq.empty') return [];
  if (path === 'Map.empty') return {};
  if (path === 'UnaryTests.defaultInputVariable') return '?';
  if (node.name === 'stripMargin') return String(valueIn(node.of, names)).replace(/^\s*\|/gm, '');
  if (/^to(Double|Int|Long|List|Map)$/.test(node.name)) return valueIn(node.of, names);
  throw new NotUnderstood(path);
}

function made({ called, given }: Node & { kind: 'call' }, names: Names): Value {
  const path = pathOf(called);
  const arguments_ = given.map(({ value }) => value);
  const only = arguments_.length === 1 ? (arguments_[0] as Node) : undefined;
  const tag = MAKERS[path];
  if (tag !== undefined && only !== undefined) {
    const value = valueIn(only, names);
    return { [tag]: tagged(value)?.text ?? textOf(value) };
  }
  if (LISTS.includes(path)) return arguments_.map((item) => valueIn(item, names));
  if (MAPS.includes(path)) return contextOf(arguments_, names);
  if (only !== undefined && WRAPPERS.includes(path))
    return path === 'BigDecimal' ? digits(only, names) : valueIn(only, names);
  if (path === 'ValList' || path === 'ValContext') return valueIn(arguments_[0] as Node, names);
  if (path === 'ValError' || path === 'ValFatalError') return { $error: 'no value' };
  if (/(StaticContext|Context)$/.test(path)) {
    const variables = given.find(({ name }) => name === 'variables')?.value ?? given[0]?.value;
    if (variables !== undefined) return valueIn(variables, names);
  }
  throw new NotUnderstood(path);
}

function digits(node: Node, names: Names): Value {
  const value = valueIn(node, names);
  return typeof value === 'string' ? numberOf(value) : value;
}

function contextOf(pairs: readonly Node[], names: Names): Value {
  return Object.fromEntries(
    pairs.map((pair) => {
      if (pair.kind === 'tuple' && pair.items.length === 2)
        return [textOf(valueIn(pair.items[0] as Node, names)), valueIn(pair.items[1] as Node, names)];
      if (pair.kind !== 'infix' || pair.sign !== '->') throw new NotUnderstood('a map');
      return [textOf(valueIn(pair.left, names)), valueIn(pair.right, names)];
    }),
  );
}

function negative(value: Value): Value {
  if (typeof value === 'number') return -value;
  const digits = tagged(value);
  if (digits?.tag !== '$number') throw new NotUnderstood('a minus');
  return { $number: digits.text.startsWith('-') ? digits.text.slice(1) : `-${digits.text}` };
}

/** What Scala computes is known here to so many digits only; texts are joined. */
function computed({ sign, left, right }: Node & { kind: 'infix' }, names: Names): Value {
  const [a, b] = [valueIn(left, names), valueIn(right, names)];
  if (sign === '+' && (typeof a === 'string' || typeof b === 'string')) return `${a}${b}`;
  if (typeof a !== 'number' || typeof b !== 'number') throw new NotUnderstood(`${sign} of what is no number`);
  if (sign === '+') return { $about: a + b };
  if (sign === '-') return { $about: a - b };
  if (sign === '*') return { $about: a * b };
  if (sign === '/') return { $about: a / b };
  throw new NotUnderstood(sign);
}

/** `a.b.c` of names only. */
export function pathOf(node: Node): string {
  if (node.kind === 'name') return node.text;
  return node.kind === 'member' ? `${pathOf(node.of)}.${node.name}` : '';
}

function textOf(value: Value): string {
  if (typeof value !== 'string') throw new NotUnderstood('a text');
  return value;
}
