import { useMemo } from 'react';
import { RECIPIENTS } from '#domain/circuit/words/recipient.ts';
import type { CircuitCheck } from '#web/contract/circuits/atelier.ts';
import { useEditorWords } from '../use-editor-words.ts';

/** Who receives each message of the circuit, in words: « L’agent · Le gestionnaire RH ». */
export function useReceivers(check: CircuitCheck | undefined): ReadonlyMap<string, string> {
  const words = useEditorWords();
  return useMemo(() => {
    const named = new Map<string, string>(RECIPIENTS.map((one) => [one, words(`fields.recipients.${one}`)]));
    const say = (recipients: readonly string[]) => recipients.map((one) => named.get(one) ?? one).join(' · ');
    return new Map((check?.told ?? []).map(({ message, recipients }) => [message, say(recipients)]));
  }, [check, words]);
}
