import type { CircuitFaultCode } from '#domain/circuit/faults/fault.ts';
import { extensionsOf, mappingsOf } from '#domain/circuit/flows.ts';
import { isIdentity } from '#domain/circuit/words/identity.ts';
import { CORRELATION_KEY } from '#domain/circuit/words/message.ts';
import type { ErrorParams } from '#domain/errors.ts';
import type { Drawing } from './drawing.ts';

/**
 * A circuit neither waits for what is of another request, nor writes what says which one is its own: a message that is
 * waited for by another key takes a stranger's withdrawal away from where it was to be heard.
 */
export function checkIdentity(
  { places, messages }: Drawing,
  report: (elementId: string, code: CircuitFaultCode, params: ErrorParams) => void,
): void {
  for (const message of messages)
    for (const { correlationKey } of extensionsOf(message, 'zeebe:Subscription')) {
      const key = String(correlationKey ?? '');
      if (key.replace(/\s/g, '') === CORRELATION_KEY) continue;
      const waiting = [...places.values()].filter(({ message: waited }) => waited === message);
      for (const id of waiting.length > 0 ? waiting.map((place) => place.id) : [message.id])
        report(id, 'correlation-key', { key });
    }
  for (const { id, drawn } of places.values()) {
    for (const { source, target } of [...mappingsOf(drawn, 'input'), ...mappingsOf(drawn, 'output')]) {
      const isItself = source.replace(/^=\s*/, '').trim() === target;
      if (!isItself) tell(target, id);
    }
    const loop = drawn.loopCharacteristics as typeof drawn | undefined;
    for (const [holder, extension, property] of [
      [drawn, 'zeebe:CalledDecision', 'resultVariable'],
      [drawn, 'zeebe:Script', 'resultVariable'],
      [loop, 'zeebe:LoopCharacteristics', 'inputElement'],
      [loop, 'zeebe:LoopCharacteristics', 'outputCollection'],
    ] as const)
      for (const given of holder === undefined ? [] : extensionsOf(holder, extension))
        tell(String(given[property] ?? ''), id);
  }

  function tell(target: string, id: string): void {
    const [name = ''] = target.split('.');
    if (isIdentity(name)) report(id, 'identity-written', { name });
  }
}
