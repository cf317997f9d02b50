import { toJson } from '../../expressions/to-json.ts';
import type { ExecutableElement, LoopDefinition } from '../../model/executable.ts';
import type { ElementBehavior } from '../behavior.ts';
import { evaluateBoolean, evaluateList } from '../behaviors/variables/evaluation.ts';
import { lookupFrom, propagate, setLocal } from '../behaviors/variables/variables.ts';
import { orFault } from '../fault.ts';
import { complete, enter, terminateChildren } from '../lifecycle.ts';
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
    const atOnce = loop.sequential ? Math.min(1, items.length) : items.length;
    for (let counter = 1; counter <= atOnce; counter++) enterItem(turn, element, instance.key, counter);
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

/** The item and its place are local to each instance; so is the variable that is gathered, or they would overwrite it. */
function enterItem(turn: Turn, element: ExecutableElement, key: Key, loopCounter: number): void {
  const { inner } = element;
  if (inner === undefined) throw new Error(`Element '${element.id}' repeats nothing`);
  const { inputElement, outputVariable } = loopOf(element);
  const item = turn.state.loops.must(key)[loopCounter - 1] ?? null;
  const child = enter(turn, inner, key, { loopCounter });
  if (child === undefined) return;
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
