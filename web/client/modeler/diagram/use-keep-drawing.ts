import { useMemo } from 'react';
import type { PartRow } from '#web/contract/circuits/parts.ts';
import { knownInEnglish } from '../bpmn/templates.ts';
import { useDraftFiles } from '../draft/use-draft-files.ts';
import { readTextsFile, textsEdited, textsPath } from '../formats/circuit-texts.ts';
import { drawnNames, type Names, textsAfterDrawing } from '../formats/drawn-names.ts';

/** Keeps a diagram as it was drawn; the texts of both languages follow the names in it. */
export function useKeepDrawing(path: string, opened: string, blocks: readonly PartRow[]): (xml: string) => void {
  const { textOf, change, draft } = useDraftFiles();
  const inEnglish = useMemo(() => knownInEnglish(draft, blocks), [draft, blocks]);
  return (xml) => {
    const before = drawnNames(textOf(path) ?? opened);
    const after = drawnNames(xml);
    change(path, xml);
    // An English name that an analyst emptied stays so until its step is renamed.
    const named = new Map([...after].filter(([id, name]) => before.get(id) !== name));
    const renamed = (language: 'fr' | 'en', now: Names, say?: (name: string) => string | undefined) => {
      const texts = readTextsFile(textOf(textsPath(language)));
      return texts && textsAfterDrawing(before, now, texts, say);
    };
    const [fr, en] = [renamed('fr', after), renamed('en', named, inEnglish)];
    for (const file of textsEdited(textOf, { ...(fr && { fr }), ...(en && { en }) })) change(file.path, file.text);
  };
}
