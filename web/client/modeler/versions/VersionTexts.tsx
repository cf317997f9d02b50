import { Panel } from '../../ui/Panel.tsx';
import type { ReadCircuit } from '../formats/sources.ts';
import { textsIn } from '../in-words/texts-in-words.ts';
import type { Group } from '../texts/entries.ts';
import { rowName } from '../texts/row-name.ts';
import { TextName } from '../texts/TextName.tsx';
import { useEditorWords } from '../use-editor-words.ts';

const GROUPS: readonly Group[] = ['manifest', 'form', 'pieces', 'elements', 'mails', 'acts'];

/** All that a version says, in both languages. */
export function VersionTexts({ sources }: { sources: ReadCircuit }) {
  const words = useEditorWords();
  const { french, entries } = textsIn(sources);
  return GROUPS.map((group) => {
    const rows = entries.filter((entry) => entry.group === group && (entry.fr !== '' || entry.en !== ''));
    if (rows.length === 0) return null;
    const title = words(`texts.group.${group}`);
    return (
      <Panel key={group} title={title}>
        <div className="h-rules">
          <table>
            <thead>
              <tr>
                <th scope="col">{title}</th>
                <th scope="col">{words('texts.french')}</th>
                <th scope="col">{words('texts.english')}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((entry) => (
                <tr key={entry.at.join('.')}>
                  <th scope="row">
                    <TextName called={rowName(entry, french, words)} />
                  </th>
                  <td lang="fr">{entry.fr}</td>
                  <td lang="en">{entry.en}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Panel>
    );
  });
}
