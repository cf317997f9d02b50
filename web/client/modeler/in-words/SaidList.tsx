import type { ReactNode } from 'react';
import { useEditorWords } from '../use-editor-words.ts';
import { BeforeAfter, ChangeTag } from '../versions/changes.tsx';
import type { Changed, Said, SaidLine } from './said.ts';

/** Things of a circuit in words, each with what is said of it. */
export function SaidList({ said }: { said: readonly Said[] }) {
  const words = useEditorWords();
  return (
    <ol className="h-said">
      {said.map(({ key, name, type, depth, lines }) => (
        <li key={key} style={{ paddingInlineStart: `${depth * 1.25}rem` }}>
          <strong>{name}</strong> <Type name={name} type={type} />
          {lines.length === 0 ? null : (
            <ul>
              {lines.map((line) => (
                <li key={line.key}>
                  <span className="h-muted">{words('versions.attribute', { name: line.label })}</span>{' '}
                  <Value of={line}>{line.value}</Value>
                </li>
              ))}
            </ul>
          )}
        </li>
      ))}
    </ol>
  );
}

/** The same things where they changed. */
export function ChangedList({ changed }: { changed: readonly Changed[] }) {
  const words = useEditorWords();
  return (
    <ul className="h-said">
      {changed.map(({ key, name, type, change, lines }) => (
        <li key={key}>
          <ChangeTag change={change} /> <strong>{name}</strong> <Type name={name} type={type} />
          {lines.length === 0 ? null : (
            <ul>
              {lines.map((line) => (
                <li key={line.key}>
                  <span className="h-muted">{words('versions.attribute', { name: line.label })}</span>{' '}
                  <Value of={line}>
                    <BeforeAfter before={line.before} after={line.after} />
                  </Value>
                </li>
              ))}
            </ul>
          )}
        </li>
      ))}
    </ul>
  );
}

const Value = ({ of: { lang, isCode }, children }: { of: Pick<SaidLine, 'lang' | 'isCode'>; children: ReactNode }) =>
  isCode ? <code>{children}</code> : <span lang={lang}>{children}</span>;

const Type = ({ name, type }: { name: string; type: string }) =>
  type === '' || type === name ? null : <span className="h-muted">{type}</span>;
