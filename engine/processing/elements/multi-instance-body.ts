import { toJson } from '../../feel/json.ts';
import type { ExecutableElement, LoopDefinition } from '../../model/executable.ts';
import type { ElementBehavior } from '../behavior.ts';
import { evaluateBoolean, evaluateList } from '../behaviors/variables/evaluation.ts';
import { lookupFrom, propagate, setLocal } from '../behaviors/variables/variables.ts';
import { orFault } from '../fault.ts';
import { complete, continueActivation, enter, place, terminateChildren } from '../lifecycle.ts';
import type { Draft, ElementInstance, Json, Key, Variables } from '../protocol.ts';
import { sizeOf } from '../size.ts';
import type { Turn } from '../turn.ts';

/** Characters that any item of a list takes. */
const MIN_ITEM = 5;

/** A multi-instance activity: one instance for each item of a list, one after the other or all at once. */
export const multiInstanceBody: ElementBehavior = {
  activated(turn, element, instance) {
    const loop = loopOf(element);
    const items = evaluateList(turn, loop.inputCollection, instance.key);
    turn.countWritten(sizeOf(items));
    turn.emit('LOOP_STARTED', instance.key, { processInstanceKey: instance.processInstanceKey, items });
    if (loop.outputCollection !== undefined)
      setLocal(turn, instance.key, { [loop.outputCollection]: items.map(() => null) });
    if (items.length === 0) complete(turn, instance.key);
    else if (loop.sequential) enterItem(turn, element, instance.key, 1);
    else enterItems(turn, element, instance, items.length);
  },
  childCompleting(turn, element, instance, child) {
    const loop = loopOf(element);
    gather(turn, loop, instance, child);
    const over = isOver(turn, loop, instance, child);
    turn.emit('LOOP_COUNTED', instance.key, { processInstanceKey: instance.processInstanceKey, over });
  },
  childCompleted(turn, element, { key }, child) {
    const instance = turn.state.elementInstances.must(key);
    if (instance.loop?.over === true) terminateChildren(turn, key);
    else if (loopOf(element).sequential) {
      const next = (child.loopCounter ?? 0) + 1;
      if (next <= (instance.loop?.size ?? 0)) enterItem(turn, element, key, next);
    }
  },
  completing(turn, element, instance) {
    const { outputCollection } = loopOf(element);
    if (outputCollection === undefined) return;
    const results = turn.state.localVariables(instance.key)[outputCollection] ?? [];
    propagate(turn, instance.scopeKey, { [outputCollection]: results });
  },
};

function loopOf(element: ExecutableElement): LoopDefinition {
  if (element.loop === undefined) throw new Error(`Element '${element.id}' is not repeated`);
  return element.loop;
}

/** One item of a sequence. */
function enterItem(turn: Turn, element: ExecutableElement, key: Key, loopCounter: number): void {
  const child = enter(turn, innerOf(element), key, { loopCounter });
  if (child !== undefined) setItem(turn, element, key, child, loopCounter);
}

/**
 * All items, each played to where it waits before the next one begins: what one gives is not yet overwritten by the
 * others where it is gathered. All are there from the first, or the body would be over with it.
 */
function enterItems(turn: Turn, element: ExecutableElement, body: ElementInstance, size: number): void {
  const inner = innerOf(element);
  const scope = turn.state.elementInstances.must(body.key);
  const children: Key[] = [];
  for (let loopCounter = 1; loopCounter <= size; loopCounter++) {
    const child = place(turn, inner, scope, { loopCounter });
    setItem(turn, element, body.key, child, loopCounter);
    children.push(child);
  }
  turn.oneByOne(children.map((about) => ({ about, run: (turn) => continueActivation(turn, about) })));
}

function innerOf({ id, inner }: ExecutableElement): ExecutableElement {
  if (inner === undefined) throw new Error(`Element '${id}' repeats nothing`);
  return inner;
}

/** The item and its place are local to each instance; so is the variable that is gathered, or they would overwrite it. */
function setItem(turn: Turn, element: ExecutableElement, bodyKey: Key, child: Key, loopCounter: number): void {
  const { inputElement, outputVariable } = loopOf(element);
  const item = turn.state.loops.must(bodyKey)[loopCounter - 1] ?? null;
  const variables: Draft<Variables> = { loopCounter };
  if (outputVariable !== undefined && outputVariable !== 'loopCounter') variables[outputVariable] = null;
  if (inputElement !== undefined) variables[inputElement] = item;
  setLocal(turn, child, variables);
}

function gather(turn: Turn, loop: LoopDefinition, instance: ElementInstance, child: ElementInstance): void {
  const { outputCollection, outputElement } = loop;
  if (outputCollection === undefined || outputElement === undefined) return;
  const { value } = orFault('EXTRACT_VALUE_ERROR', () =>
    outputElement.evaluateRaw(lookupFrom(turn, child.key), turn.now),
  );
  const before = turn.state.localVariables(instance.key)[outputCollection];
  // somebody may have written something else under its name meanwhile
  const kept = Array.isArray(before) ? before : [];
  const size = instance.loop?.size ?? 0;
  turn.requireRoom(size * MIN_ITEM);
  // as a rule nobody has: copying is by far the quickest
  const results: Json[] = kept.length === size ? kept.slice() : Array.from({ length: size }, (_, i) => kept[i] ?? null);
  results[(child.loopCounter ?? 1) - 1] = toJson(value);
  setLocal(turn, instance.key, { [outputCollection]: results });
}

function isOver(turn: Turn, loop: LoopDefinition, instance: ElementInstance, child: ElementInstance): boolean {
  const { completionCondition } = loop;
  const progress = instance.loop;
  if (completionCondition === undefined || progress === undefined) return progress?.over ?? false;
  const counts: Variables = {
    numberOfInstances: progress.size,
    numberOfActiveInstances: instance.activeChildren - 1,
    numberOfCompletedInstances: progress.completed + 1,
    numberOfTerminatedInstances: 0,
  };
  const around = lookupFrom(turn, child.key);
  const lookup = (name: string) => (Object.hasOwn(counts, name) ? counts[name] : around(name));
  return evaluateBoolean(turn, completionCondition, lookup, 'EXTRACT_VALUE_ERROR');
}
