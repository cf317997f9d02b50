import { useEffect, useRef } from 'react';
import { blockOfProcess } from '#domain/circuit/blocks/block.ts';
import type { CircuitCheck } from '#web/contract/circuits/atelier.ts';
import { useApi } from '../../api/query.ts';
import { useDraftFiles } from '../draft/use-draft-files.ts';
import { type CircuitWords, readTextsFile, textsEdited, textsPath, withMessage } from '../formats/circuit-texts.ts';

/**
 * Begins the messages that a called block sends, and that the circuit does not word, with the words that the block has for them.
 * Once each while the draft is open: one that an analyst empties stays so.
 */
export function useBegunMessages(check: CircuitCheck | undefined): void {
  const { draft, textOf, change } = useDraftFiles();
  const isKind = draft.of === 'kind';
  const { data } = useApi('GET /api/atelier/parts', { query: { of: 'block' }, enabled: isKind });
  const begun = useRef(new Set<string>());
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is missing is read off each check, on the files that stand then
  useEffect(() => {
    const unsaid = (check?.faults ?? []).filter(({ code }) => code === 'message-without-text');
    const [fr, en] = [readTextsFile(textOf(textsPath('fr'))), readTextsFile(textOf(textsPath('en')))];
    if (!isKind || !data || unsaid.length === 0 || !fr || !en) return;
    const blockAt = blocksCalled(textOf(`${draft.kind}.bpmn`) ?? '', draft.kind);
    const before: CircuitWords = { fr, en };
    let texts = before;
    for (const { elementId, params } of unsaid) {
      const message = String(params.message);
      const words = data.items.find(({ name }) => name === blockAt.get(elementId))?.messages;
      const [french, english] = [words?.fr[message], words?.en[message]];
      if (!french || !english || begun.current.has(message)) continue;
      begun.current.add(message);
      texts = withMessage(texts, message, { fr: french, en: english });
    }
    if (texts !== before) for (const { path, text } of textsEdited(textOf, texts)) change(path, text);
  }, [check, data]);
}

/** The block that each call of a diagram calls, by the id of the call. */
function blocksCalled(xml: string, kind: string): Map<string, string> {
  const document = new DOMParser().parseFromString(xml, 'application/xml');
  const called = [...document.getElementsByTagName('*')].filter(({ localName }) => localName === 'calledElement');
  return new Map(
    called.flatMap((element) => {
      const block = blockOfProcess(kind, element.getAttribute('processId') ?? '');
      const call = element.parentElement?.parentElement?.getAttribute('id');
      return block && call ? [[call, block] as const] : [];
    }),
  );
}
