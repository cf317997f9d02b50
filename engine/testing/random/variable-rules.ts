import type { AnyEvent, ElementInstance, Json, Key } from '../../processing/protocol.ts';
import { type DrawnScopes, type Element, gathered, type Mapping, type Values } from './random-scopes.ts';

interface Scope {
  readonly elementId: string;
  readonly parent: Key;
  readonly isRepeated: boolean;
  /** Of a called process: the element that called it. */
  readonly caller: Key | undefined;
  readonly locals: Record<string, Json>;
  /** How many items a repeated element has entered. */
  entered: number;
}

/**
 * The rules of variables, written a second time without the engine: what every scope must hold, given which elements were entered
 * and left and what was written. From Camunda's documentation of variables, of input and output mappings, of
 * multi-instance and of call activities.
 */
export class VariableRules {
  readonly #elements: DrawnScopes['elements'];
  readonly #scopes = new Map<Key, Scope>();
  readonly #start: Values;
  /** What the process held when it ended. */
  last: Values = {};

  constructor(elements: DrawnScopes['elements'], start: Values) {
    this.#elements = elements;
    this.#start = start;
  }

  /** What each scope holds, by its key. */
  contents(): Record<Key, Values> {
    return Object.fromEntries([...this.#scopes].map(([key, { locals }]) => [key, locals]));
  }

  /** An element was entered or left. */
  follow(event: AnyEvent): void {
    if (event.type === 'ELEMENT_ACTIVATING') this.#enter(event.key, event.value);
    if (event.type === 'ELEMENT_COMPLETED') this.#leave(event.key);
  }

  /** A client wrote: in this scope and no other, or wherever the names live. */
  write(key: Key, values: Values, { local }: { local: boolean }): void {
    if (local) Object.assign(this.#at(key).locals, values);
    else this.#climb(key, values);
  }

  /** An activity has a result: with outputs it stays with it, else each name goes up to where it lives. */
  result(key: Key, values: Values): void {
    const outputs = this.#element(key)?.outputs ?? [];
    this.write(key, values, { local: outputs.length > 0 });
  }

  #enter(key: Key, { elementId, elementType, scopeKey, parentElementInstanceKey: caller }: ElementInstance): void {
    const isRepeated = elementType === 'MULTI_INSTANCE_BODY';
    const locals = scopeKey === '' ? { ...this.#given(caller) } : {};
    this.#scopes.set(key, { elementId, parent: scopeKey, isRepeated, caller, locals, entered: 0 });
    const element = this.#elements.get(elementId);
    if (isRepeated && element?.kind === 'each') {
      Object.assign(locals, { [gathered(elementId)]: Array.from({ length: element.count }, () => null) });
      return;
    }
    const around = this.#scopes.get(scopeKey);
    if (around?.isRepeated) {
      around.entered += 1;
      const own = element?.kind === 'each' ? { [element.gathers]: null } : {};
      Object.assign(locals, { loopCounter: around.entered, ...own, item: 99 + around.entered });
    }
    // in order: a later one sees those before it
    for (const { from, to } of element?.inputs ?? []) Object.assign(locals, { [to]: this.#value(key, from) });
  }

  /** What a process starts with: what its starter gave, or what its caller has, all that is visible or its own only. */
  #given(caller: Key | undefined): Values {
    if (caller === undefined) return this.#start;
    const element = this.#element(caller);
    return element?.kind === 'call' && element.fromParents ? this.#visible(caller) : this.#at(caller).locals;
  }

  #leave(key: Key): void {
    const { elementId, parent, isRepeated, caller, locals } = this.#at(key);
    const element = this.#elements.get(elementId);
    if (isRepeated) this.#climb(parent, { [gathered(elementId)]: locals[gathered(elementId)] ?? null });
    else if (element !== undefined) {
      if (element.kind === 'script') this.result(key, { [element.into]: element.value });
      const own = this.#at(parent).isRepeated && element.kind === 'each' ? element.gathers : undefined;
      this.#mapOutputs(key, parent, element.outputs, own);
      if (own !== undefined) this.#gather(this.#at(parent), locals, own);
    }
    if (caller !== undefined) this.#answer(caller, locals);
    else if (parent === '') this.last = locals;
    this.#scopes.delete(key);
  }

  /** What is mapped goes up from the scope around; in order, as inputs do. What each instance gathers stays with it. */
  #mapOutputs(key: Key, parent: Key, outputs: readonly Mapping[], own: string | undefined): void {
    const mapped: Record<string, Json> = {};
    for (const { from, to } of outputs)
      mapped[to] = Object.hasOwn(mapped, from) ? (mapped[from] ?? null) : this.#value(key, from);
    if (own !== undefined && Object.hasOwn(mapped, own)) {
      Object.assign(this.#at(key).locals, { [own]: mapped[own] ?? null });
      delete mapped[own];
    }
    this.#climb(parent, mapped);
  }

  #gather(around: Scope, locals: Readonly<Record<string, Json>>, own: string): void {
    const list = gathered(around.elementId);
    const items = [...(around.locals[list] as Json[])];
    items[Number(locals.loopCounter) - 1] = locals[own] ?? null;
    around.locals[list] = items;
  }

  /** A called process hands all it holds to the element that called it, if anyone there can see it. */
  #answer(caller: Key, values: Values): void {
    const element = this.#element(caller);
    if (element?.kind === 'call' && (element.toParents || element.outputs.length > 0)) this.result(caller, values);
  }

  /** Each name is written where it lives, looked for from this scope upwards; a new one lands at the top. */
  #climb(from: Key, values: Values): void {
    for (const [name, value] of Object.entries(values)) {
      let scope = this.#at(from);
      while (!Object.hasOwn(scope.locals, name) && scope.parent !== '') scope = this.#at(scope.parent);
      scope.locals[name] = value;
    }
  }

  #value(key: Key, from: string | number): Json {
    return typeof from === 'number' ? from : (this.#visible(key)[from] ?? null);
  }

  #visible(key: Key): Record<string, Json> {
    const { parent, locals } = this.#at(key);
    return parent === '' ? { ...locals } : { ...this.#visible(parent), ...locals };
  }

  #element(key: Key): Element | undefined {
    return this.#elements.get(this.#at(key).elementId);
  }

  #at(key: Key): Scope {
    const scope = this.#scopes.get(key);
    if (scope === undefined) throw new Error(`Nobody entered ${key}`);
    return scope;
  }
}
