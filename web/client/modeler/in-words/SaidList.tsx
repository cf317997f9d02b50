import type { ReactNode } from 'react';
import { useEditorWords } from '../use-editor-words.ts';
import { BeforeAfter, ChangeTag } from './changes.tsx';
import type { Changed, Said, SaidLine } from './said.ts';

/** Things of a circuit in words, each with what is said of it. */
export const SaidList = ({ said }: { said: readonly Said[] }) => (
  <ol className="h-said">
    {said.map(({ key, depth, ...thing }) => (
      <li key={key} style={{ paddingInlineStart: `${depth * 1.25}rem` }}>
        <Thing {...thing} say={({ value }) => value} />
      </li>
    ))}
  </ol>
);

/** The same things where they changed. */
export const ChangedList = ({ changed }: { changed: readonly Changed[] }) => (
  <ul className="h-said">
    {changed.map(({ key, change, ...thing }) => (
      <li key={key}>
        <ChangeTag change={change} />{' '}
        <Thing {...thing} say={({ before, after }) => <BeforeAfter before={before} after={after} />} />
      </li>
    ))}
  </ul>
);

/** What a thing is called, what it is, and each line that is said of it. */
function Thing<Line extends Omit<SaidLine, 'value'>>({
  name,
  type,
  lines,
  say,
}: Pick<Said, 'name' | 'type'> & { lines: readonly Line[]; say: (line: Line) => ReactNode }) {
  const words = useEditorWords();
  return (
    <>
      <strong>{name}</strong> {type === '' || type === name ? null : <span className="h-muted">{type}</span>}
      {lines.length === 0 ? null : (
        <ul>
          {lines.map((line) => (
            <li key={line.key}>
              <span className="h-muted">{words('versions.attribute', { name: line.label })}</span>{' '}
              {line.isCode ? <code>{say(line)}</code> : <span lang={line.lang}>{say(line)}</span>}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
