import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { DECLARATION } from '#domain/circuit/blocks/part.ts';
import type { KnownName } from '#web/contract/circuits/atelier.ts';
import type { PartRow } from '#web/contract/circuits/parts.ts';
import { useApi } from '../../api/query.ts';
import { useLanguage } from '../../language/use-language.ts';
import { Loaded } from '../../ui/Loaded.tsx';
import { elementTemplates } from '../bpmn/templates.ts';
import { typeNameIn } from '../bpmn/words/translator.ts';
import { useFactSourcesOf } from '../conditions/use-fact-sources.ts';
import { useFieldSourcesOf } from '../fields/use-field-sources.ts';
import { readTextsFile, textsPath } from '../formats/circuit-texts.ts';
import { type Drawn, textOf } from '../formats/sources.ts';
import { useEditorWords } from '../use-editor-words.ts';
import { drawingInWords, type FieldTemplate } from './drawing-in-words.ts';
import { readDrawing } from './read-drawing.ts';
import { ChangedList, SaidList } from './SaidList.tsx';
import { changesIn, type Said } from './said.ts';

/** A circuit whose drawing is read, with the names that are known there if they are known here. */
type Circuit = Pick<Drawn, 'kind' | 'files' | 'names'>;

const NOTHING: Circuit = { kind: '', files: [] };

/**
 * The drawing of a circuit in words: all its steps; or, beside the circuit that it replaces, those that changed.
 * Blocks are called as they are published now.
 */
export default function DrawingInWords({ circuit, before = null }: { circuit: Circuit; before?: Circuit | null }) {
  const blocks = useApi('GET /api/atelier/parts', { query: { of: 'block' } });
  // What the fields of steps are said by: without their titles, themes would be called by their files.
  const themes = useApi('GET /api/atelier/parts', { query: { of: 'theme' } });
  return (
    <Loaded query={themes}>
      {() => (
        <Loaded query={blocks}>{({ items }) => <InWords circuit={circuit} before={before} blocks={items} />}</Loaded>
      )}
    </Loaded>
  );
}

function InWords({
  circuit,
  before,
  blocks,
}: {
  circuit: Circuit;
  before: Circuit | null;
  blocks: readonly PartRow[];
}) {
  const words = useEditorWords();
  const steps = useDrawing(circuit, blocks, circuit.names);
  const former = useDrawing(before ?? NOTHING, blocks, circuit.names);
  if (steps === null || (before && former === null)) return <div aria-busy="true" />;
  if (!before) return <SaidList said={steps} />;
  const named = { name: words('inWords.name'), type: words('inWords.type') };
  const changed = changesIn(former ?? [], steps, named);
  return changed.length > 0 ? <ChangedList changed={changed} /> : <p>{words('inWords.same')}</p>;
}

/** The steps of a drawing; null while it is being read. */
function useDrawing(
  { kind, files }: Circuit,
  blocks: readonly PartRow[],
  names: readonly KnownName[] | undefined,
): Said[] | null {
  const { language, read } = useLanguage();
  const words = useEditorWords();
  const isBlock = files.some(({ path }) => path === DECLARATION);
  const facts = useFactSourcesOf({ kind, files }, blocks);
  const fields = useFieldSourcesOf({ isBlock, files }, names);
  const templates = useMemo(
    // They are read off files, each field as the panel draws it.
    () =>
      elementTemplates(
        { of: isBlock ? 'block' : 'kind', kind },
        blocks,
        language,
      ) as readonly object[] as readonly FieldTemplate[],
    [isBlock, kind, blocks, language],
  );
  // Drawings are in French.
  const texts = language === 'fr' ? null : textOf({ files }, textsPath(language));
  const named = useMemo(() => readTextsFile(texts)?.elements ?? {}, [texts]);
  const xml = textOf({ files }, `${kind}.bpmn`) ?? '';
  const query = useQuery({
    queryKey: ['drawing', xml],
    queryFn: () => readDrawing(xml),
    staleTime: Number.POSITIVE_INFINITY,
    // A drawing knows no copies of itself: its elements refer to each other.
    structuralSharing: false,
  });
  if (query.data === undefined) return null;
  const typeName = (type: string) => typeNameIn(language, type);
  return query.data === null
    ? []
    : drawingInWords(query.data, { ...{ facts, fields, words, read, templates, typeName }, names: named });
}
