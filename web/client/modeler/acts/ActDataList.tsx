import { typstPlace } from '#domain/act/text/to-typst.ts';
import type { ActDatum } from '#domain/circuit/words/datum.ts';
import { useLanguage } from '../../language/use-language.ts';
import { Panel } from '../../ui/Panel.tsx';
import { useEditorWords } from '../use-editor-words.ts';
import { useVocabulary } from './written/use-vocabulary.ts';

/** What a template in Typst may print, by name: the code of what is chosen goes where the cursor is. */
export function ActDataList({ onInsert }: { onInsert: (code: string) => void }) {
  const words = useEditorWords();
  const { read } = useLanguage();
  const vocabulary = useVocabulary();
  return (
    <Panel title={words('acts.data')}>
      <p className="h-muted">{words('acts.dataHelp')}</p>
      <ul className="h-data">
        {vocabulary
          .filter(({ type }) => type !== 'agreement' && type !== 'fraction')
          .map((datum) => (
            <li key={datum.path}>
              <button type="button" onClick={() => onInsert(codeOf(datum))}>
                {read(datum.label)}
              </button>
            </li>
          ))}
      </ul>
    </Panel>
  );
}

function codeOf({ path, type }: ActDatum): string {
  if (type === 'person') return '#person(act.agent)';
  return type === 'date' ? `#date-fr(${typstPlace(path)})` : `#${typstPlace(path)}`;
}
