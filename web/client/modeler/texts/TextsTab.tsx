import '../editors.scss';
import { useState } from 'react';
import { useDraftFiles } from '../draft/use-draft-files.ts';
import { BrokenFile } from '../files/BrokenFile.tsx';
import { readTextsFile, textsPath } from '../formats/circuit-texts.ts';
import { useEditorWords } from '../use-editor-words.ts';
import { ManifestPanel } from './ManifestPanel.tsx';
import { WordsPanel } from './WordsPanel.tsx';

/** What the circuit says: its manifest, and every text in both languages. */
export function TextsTab() {
  const { draft, textOf } = useDraftFiles();
  const words = useEditorWords();
  const [mended, setMended] = useState(0);
  const fr = readTextsFile(textOf(textsPath('fr')));
  const en = readTextsFile(textOf(textsPath('en')));
  const broken = fr === null ? textsPath('fr') : en === null ? textsPath('en') : null;
  return (
    <div className="h-stack" key={mended}>
      {draft.of === 'kind' ? <ManifestPanel /> : null}
      {fr && en ? <WordsPanel words={{ fr, en }} /> : null}
      {broken ? (
        <BrokenFile
          path={broken}
          reason={words('texts.notJson', { path: broken, reason: reasonOf(textOf(broken) ?? '') })}
          onMended={() => setMended((count) => count + 1)}
        />
      ) : null}
    </div>
  );
}

function reasonOf(text: string): string {
  try {
    JSON.parse(text);
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}
