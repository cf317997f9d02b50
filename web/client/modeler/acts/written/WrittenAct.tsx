import { Button } from '@carbon/react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useSearchParams } from 'react-router';
import { checkDocument } from '#domain/act/text/check.ts';
import { type ActDocument, BLOCK_KINDS, isWordless, readDocument } from '#domain/act/text/document.ts';
import { type CircuitFaultCode, wordsOfFault } from '#domain/circuit/faults/fault.ts';
import { useLanguage } from '#web/client/language/use-language.ts';
import { Panel } from '#web/client/ui/Panel.tsx';
import type { TextHandle } from '../../chips/ChipText.tsx';
import { useSayChip } from '../../chips/use-say-chip.ts';
import { useDraftFiles } from '../../draft/use-draft-files.ts';
import { BrokenFile } from '../../files/BrokenFile.tsx';
import { templateOf } from '../../formats/paths.ts';
import { useEditorWords } from '../../use-editor-words.ts';
import { PreviewPanel } from '../preview/PreviewPanel.tsx';
import { useActPreview } from '../preview/use-act-preview.ts';
import { type Asked, AskedDialog } from './AskedDialog.tsx';
import { numberOf } from './blocks.ts';
import { conditionInWords } from './condition-words.ts';
import { OneBlock } from './OneBlock.tsx';
import { useDocument } from './use-document.ts';
import { useVocabulary } from './use-vocabulary.ts';

/** What is not wrong yet in the block that is being typed in. */
const UNFINISHED: readonly CircuitFaultCode[] = ['act-brace', 'act-block-empty', 'act-recital-que'];

/** An act that is written as text. */
export function WrittenAct({ path }: { path: string }) {
  const { textOf } = useDraftFiles();
  const [read, setRead] = useState(() => readDocument(textOf(path) ?? ''));
  if ('document' in read) return <OpenAct path={path} opened={read.document} />;
  return <BrokenFile path={path} reason={read.reason} onMended={() => setRead(readDocument(textOf(path) ?? ''))} />;
}

/** Its blocks, what is wrong in each, and the PDF that they give. */
function OpenAct({ path, opened }: { path: string; opened: ActDocument }) {
  const words = useEditorWords();
  const { language } = useLanguage();
  const { textOf } = useDraftFiles();
  const vocabulary = useVocabulary();
  const say = useSayChip(vocabulary);
  const act = useDocument(path, opened);
  const { preview, refresh } = useActPreview(path, textOf(path) ?? '');
  const [asked, setAsked] = useState<Asked | null>(null);
  const [active, setActive] = useState<number | null>(null);
  /** The block that is written in next, once it is drawn. */
  const [next, setNext] = useState<number | null>(null);
  const handles = useRef(new Map<number, TextHandle>());
  const { blocks, document } = act;
  const template = templateOf(path) === 'refusal' ? 'refusal' : 'act';

  useEffect(() => {
    if (next === null) return;
    handles.current.get(next)?.focus();
    setNext(null);
  }, [next]);
  const goTo = (block: number) => setNext(blocks[block - 1]?.id ?? null);
  const [search] = useSearchParams();
  const askedBlock = search.get('file') === path ? Number(search.get('line')) : 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: whoever comes from the checks is led to the block once
  useEffect(() => goTo(askedBlock), [askedBlock]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the document is made of these
  const faults = useMemo(
    () => checkDocument(document, { template, vocabulary }),
    [blocks, act.words, template, vocabulary],
  );
  const faultsAt = (block: number, isTyped = false) =>
    faults
      .filter((fault) => fault.block === block && !(isTyped && UNFINISHED.includes(fault.code)))
      .map((fault) => wordsOfFault(fault)[language]);
  const nameOf = (index: number): string =>
    words(`acts.written.blocks.${blocks[index]?.is ?? 'paragraph'}`, { number: numberOf(blocks, index) });

  return (
    <>
      <div className="h-acts">
        <Panel
          title={words('acts.written.title')}
          action={
            <Button kind="ghost" size="sm" onClick={() => setAsked({ is: 'typst' })}>
              {words('acts.written.toTypst')}
            </Button>
          }
        >
          <p className="h-muted">{words('acts.written.about')}</p>
          <ol className="h-blocks">
            {blocks.map((block, index) => (
              <OneBlock
                key={block.id}
                block={block}
                name={nameOf(index)}
                condition={conditionInWords(block.when ?? [], { vocabulary, words, language })}
                faults={faultsAt(index + 1, block.id === active)}
                vocabulary={vocabulary}
                say={say}
                isActive={block.id === active}
                handle={(handle) => {
                  if (handle) handles.current.set(block.id, handle);
                  else handles.current.delete(block.id);
                }}
                onChange={(text) => act.set(block.id, { text })}
                onFocus={() => setActive(block.id)}
                onEnter={(before, rest) => setNext(act.split(block, before, rest))}
                onInsert={() => setAsked({ is: 'datum', block })}
                onChip={(chip, place) => {
                  const datum = vocabulary.find(({ path: named }) => named === chip.data);
                  if (datum) setAsked({ is: 'chip', block, chip, datum, place });
                }}
                onCondition={() => setAsked({ is: 'condition', block, name: nameOf(index) })}
                onUp={index > 0 ? () => act.move(index, index - 1) : null}
                onDown={index < blocks.length - 1 ? () => act.move(index, index + 1) : null}
                onRemove={() => {
                  act.remove(block.id);
                  setNext(blocks[index - 1]?.id ?? blocks[index + 1]?.id ?? null);
                }}
              />
            ))}
          </ol>
          {faultsAt(0).length > 0 ? (
            <ul className="h-faults" role="alert">
              {faultsAt(0).map((fault) => (
                <li key={fault}>{fault}</li>
              ))}
            </ul>
          ) : null}
          {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would draw a frame and ask for a legend */}
          <div role="group" className="h-blocks__add" aria-label={words('acts.written.add')}>
            <span aria-hidden="true">{words('acts.written.add')}</span>
            {BLOCK_KINDS.filter((is) => is !== 'reasons' || template === 'refusal')
              .filter((is) => !isWordless(is) || blocks.every((block) => block.is !== is))
              .map((is) => (
                <Button
                  key={is}
                  kind="tertiary"
                  size="sm"
                  onClick={() =>
                    setNext(
                      act.add(
                        is,
                        blocks.findIndex(({ id }) => id === active),
                      ),
                    )
                  }
                >
                  {words(`acts.written.kinds.${is}`)}
                </Button>
              ))}
          </div>
        </Panel>
        <PreviewPanel path={path} preview={preview} refresh={refresh} onLine={goTo} />
      </div>
      {asked === null ? null : (
        <AskedDialog
          asked={asked}
          path={path}
          act={act}
          vocabulary={vocabulary}
          insert={({ id }, text) => handles.current.get(id)?.insert(text)}
          onAsk={setAsked}
        />
      )}
    </>
  );
}
