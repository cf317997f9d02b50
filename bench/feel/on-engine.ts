import { readFile } from 'node:fs/promises';
import {
  beginCommand,
  compileFeel,
  compileUnaryTests,
  evaluateModel,
  readDecisions,
  toJson,
} from 'harmonie-engine/harness';
import type { Outcome } from './compare.ts';
import { numberOf, type Question, tagged, type Value } from './expectation.ts';

/** What was read of a file, and the names of those decisions that the engine refuses. */
interface Part {
  model: Awaited<ReturnType<typeof readDecisions>>;
  refused: Map<string, string>;
}

/** Where nothing says what time it is. */
const NOON = Date.UTC(2026, 1, 10, 12);
const DECISION = /<(\w+:)?decision\s[^>]*>[\s\S]*?<\/\1?decision>/g;
const WITHOUT_ID = /(<(?:\w+:)?decision name="([^"]*)")(?=\s*>)/g;
const MAX_DECISIONS = 400;
const parts = new Map<string, Promise<Part[]>>();

/** Asks the engine, as a process or a decision of it would. */
export async function ask(question: Question): Promise<Outcome> {
  beginCommand();
  try {
    if (question.kind === 'decision') return await decided(question);
    const lookup = lookupIn(question.context);
    if (question.kind === 'unary tests') {
      const cell = compiled(() => compileUnaryTests(question.text));
      return 'fault' in cell ? cell : { value: cell.made.test(raw(question.input), lookup, NOON) };
    }
    const feel = compiled(() => compileFeel(question.text));
    if ('fault' in feel) return feel;
    const now = question.now === undefined ? NOON : Date.parse(tagged(question.now)?.text.replace(/\[.*$/, '') ?? '');
    return { value: plain(toJson(feel.made.evaluate(lookup, now).value)) };
  } catch (error) {
    return { fault: (error as Error).message, isUnreadable: false };
  }
}

/** What a variable holds, its numbers as they are written where JavaScript would change them. */
function plain(json: unknown): Value {
  const reviveNumber = (_: string, value: unknown, { source }: { source?: string }) =>
    typeof value === 'number' && source !== undefined ? numberOf(source) : value;
  return JSON.parse(JSON.stringify(json), reviveNumber as (key: string, value: unknown) => unknown);
}

function compiled<T>(make: () => T): { made: T } | { fault: string; isUnreadable: boolean } {
  try {
    return { made: make() };
  } catch (error) {
    return { fault: (error as Error).message, isUnreadable: true };
  }
}

async function decided({ file, decision, context }: Question & { kind: 'decision' }): Promise<Outcome> {
  const known = parts.get(file) ?? readParts(file);
  parts.set(file, known);
  for (const { model, refused } of await known) {
    const found = [...model.decisions.values()].find(({ name }) => name === decision);
    const why = refused.get(decision);
    if (why !== undefined) return { fault: why, isUnreadable: true };
    if (found === undefined) continue;
    const { output, failureMessage } = evaluateModel(model, found.id, lookupIn(context), NOON);
    return failureMessage === '' ? { value: plain(output) } : { fault: failureMessage, isUnreadable: false };
  }
  return { unread: 'no decision of that name could be read' };
}

/** A file of the TCK may hold more decisions than the engine takes in one. */
async function readParts(file: string): Promise<Part[]> {
  const xml = (await readFile(file, 'utf8')).replace(WITHOUT_ID, '$1 id="_$2"');
  const decisions = xml.match(DECISION) ?? [];
  const read: Part[] = [];
  for (let from = 0; from < decisions.length; from += MAX_DECISIONS) {
    const others = new Set([...decisions.slice(0, from), ...decisions.slice(from + MAX_DECISIONS)]);
    read.push(
      await readPart(file, others.size === 0 ? xml : xml.replace(DECISION, (one) => (others.has(one) ? '' : one))),
    );
  }
  return read;
}

/** Some decisions are faulty on purpose: those are left out, with why. */
async function readPart(file: string, whole: string): Promise<Part> {
  let xml = whole;
  const refused = new Map<string, string>();
  for (;;) {
    try {
      return { model: await readDecisions(file, xml), refused };
    } catch (error) {
      const defects = (error as { defects?: { elementId: string }[] }).defects ?? [];
      const shorter = defects.reduce((text, { elementId }) => without(text, elementId, refused, String(error)), xml);
      if (shorter === xml) return { model: { id: '', name: '', decisions: new Map(), knowledge: new Map() }, refused };
      xml = shorter;
    }
  }
}

function without(xml: string, id: string, refused: Map<string, string>, why: string): string {
  const tag = new RegExp(String.raw`<(\w+:)?(decision|businessKnowledgeModel)\s[^>]*id="${id}"[\s\S]*?</\1?\2>`);
  const drawn = tag.exec(xml)?.[0];
  if (drawn === undefined) return xml;
  const name = /\bname="([^"]*)"/.exec(drawn)?.[1];
  if (name !== undefined) refused.set(name, why);
  return xml.replace(drawn, '');
}

function lookupIn(context: Record<string, Value>): (name: string) => unknown {
  return (name) => (Object.hasOwn(context, name) ? raw(context[name] as Value) : undefined);
}

const FUNCTIONS: Record<string, string> = {
  $date: 'date',
  $time: 'time',
  $dateTime: 'date and time',
  $duration: 'duration',
};

/** A value as the evaluator takes it: what JSON has not is made by an expression. */
function raw(value: Value): unknown {
  const special = tagged(value);
  if (special !== undefined) {
    const text = FUNCTIONS[special.tag] === undefined ? special.text : `${FUNCTIONS[special.tag]}("${special.text}")`;
    return compileFeel(text).evaluate(() => undefined, NOON).value;
  }
  if (Array.isArray(value)) return value.map(raw);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, raw(one)]));
}
