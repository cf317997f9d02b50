import type { LanguageCode } from '../../language/language.ts';
import { useEditorWords } from '../use-editor-words.ts';

const NAMES: [LanguageCode, string][] = [
  ['fr', 'Français'],
  ['en', 'English'],
];

/** In which of the two languages something of the circuit is shown; the screen keeps its own. */
export function LanguagePick(props: { language: LanguageCode; onPick: (language: LanguageCode) => void }) {
  const words = useEditorWords();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would draw a frame and ask for a legend
    <div role="group" className="h-pick" aria-label={words('files.language')}>
      {NAMES.map(([code, name]) => (
        <button
          key={code}
          type="button"
          lang={code}
          aria-pressed={props.language === code}
          onClick={() => props.onPick(code)}
        >
          {name}
        </button>
      ))}
    </div>
  );
}
