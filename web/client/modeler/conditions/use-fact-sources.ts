import { useMemo } from 'react';
import type { PartRow } from '#web/contract/circuits/parts.ts';
import { allComponents } from '../../forms/schema.ts';
import { useLanguage } from '../../language/use-language.ts';
import { useDraftFiles } from '../draft/use-draft-files.ts';
import { readFormFile } from '../formats/form-schema.ts';
import { tableAnswers } from '../formats/table-answers.ts';
import { useEditorWords } from '../use-editor-words.ts';
import type { FactSources } from './facts.ts';

/** What the facts of a draft are read from: its forms, its tables, the blocks as they are published. */
export function useFactSources(blocks: readonly PartRow[]): FactSources {
  const { draft, files } = useDraftFiles();
  return useFactSourcesOf({ kind: draft.kind, files }, blocks);
}

/** The same of any circuit that is read. */
export function useFactSourcesOf(
  { kind, files }: { kind: string; files: readonly { readonly path: string; readonly text: string | null }[] },
  blocks: readonly PartRow[],
): FactSources {
  const { known, read } = useLanguage();
  const words = useEditorWords();
  const components = useMemo(
    () =>
      files
        .filter(({ path }) => path.endsWith('.form'))
        .flatMap(({ text }) => allComponents(readFormFile(text ?? '')?.components ?? [])),
    [files],
  );
  const tables = useMemo(() => tableAnswers(files), [files]);
  return useMemo(
    () => ({
      kind,
      blocks: new Map(blocks.map(({ name, declaration }) => [name, declaration?.outputs ?? []])),
      ...{ components, tables, read },
      outcome: (name) => known(`outcomes.${name}`, {}, name),
      withdrawn: words('conditions.withdrawn'),
    }),
    [kind, blocks, components, tables, read, known, words],
  );
}
