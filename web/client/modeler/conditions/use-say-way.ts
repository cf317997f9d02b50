import type { PartRow } from '#web/contract/circuits/parts.ts';
import type { BpmnModeler } from '../bpmn/services.ts';
import { type EditorWords, useEditorWords } from '../use-editor-words.ts';
import { takenOf } from './change-condition.ts';
import { type FactSources, factsBefore } from './facts.ts';
import { sayCondition } from './say-condition.ts';
import { useFactSources } from './use-fact-sources.ts';

/** When a way is taken, in words, or as FEEL where it is no condition that can be chosen. */
export type SaidWay = { readonly words: string } | { readonly feel: string };

/** Says of a way of the drawing when it is taken; null where nothing says it. */
export function useSayWay(modeler: BpmnModeler | null, blocks: readonly PartRow[]): (flowId: string) => SaidWay | null {
  const words = useEditorWords();
  const sources = useFactSources(blocks);
  return (flowId) => {
    const flow = modeler?.get('elementRegistry').get(flowId);
    return flow ? sayWay(flow, sources, words) : null;
  };
}

/** The same of a way that is at hand. */
export function sayWay(flow: Parameters<typeof takenOf>[0], sources: FactSources, words: EditorWords): SaidWay | null {
  const taken = takenOf(flow);
  if (taken === 'unsaid') return null;
  if (taken === 'otherwise') return { words: words('conditions.else') };
  const said = sayCondition(taken.when, factsBefore(flow, sources), words);
  return said === null ? { feel: taken.when } : { words: words('conditions.if', { condition: said }) };
}
