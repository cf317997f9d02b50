import type { CircuitComparison } from '#web/contract/circuits/atelier.ts';
import { FileName } from '../files/FileName.tsx';
import { isReadInParts } from '../formats/paths.ts';
import { ChangeTag } from '../in-words/changes.tsx';
import { useEditorWords } from '../use-editor-words.ts';

/** The files that differ, for whoever reads them: all that is said before in words stands there too. Folded. */
export function LinesForSpecialists({
  files,
  isOpen = false,
}: {
  files: CircuitComparison['files'];
  isOpen?: boolean;
}) {
  const words = useEditorWords();
  return files.length === 0 ? null : (
    <section className="h-panel">
      <details className="h-details" open={isOpen}>
        <summary>{words('versions.lines')}</summary>
        <ComparedFiles files={files} />
      </details>
    </section>
  );
}

/** Every file that differs, line by line; open where nothing else says what changes in it. */
export function ComparedFiles({ files }: { files: CircuitComparison['files'] }) {
  const words = useEditorWords();
  return files.map(({ path, change, hunks }) => (
    <details key={path} className="h-details" open={!isReadInParts(path)}>
      <summary>
        <FileName path={path} /> <ChangeTag change={change} />
      </summary>
      {hunks === null ? <p>{words('versions.binary')}</p> : null}
      {hunks?.map((hunk) => (
        <ComparedLines key={`${hunk.fromLine} ${hunk.toLine}`} lines={hunk.lines} />
      ))}
    </details>
  ));
}

/** What stays, comes and goes, line by line. */
export function ComparedLines({ lines }: { lines: CircuitComparison['acts'][number]['lines'] }) {
  const words = useEditorWords();
  return (
    <ul className="h-hunk">
      {lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines stay in their order
        <li key={index} className={line.kind === 'same' ? undefined : `is-${line.kind}`}>
          {line.kind === 'same' ? null : (
            <span className="h-hidden">
              {words(line.kind === 'added' ? 'versions.added' : 'versions.removedLine')}{' '}
            </span>
          )}
          <span aria-hidden="true">{line.kind === 'added' ? '+ ' : line.kind === 'removed' ? '- ' : '  '}</span>
          {line.text}
        </li>
      ))}
    </ul>
  );
}
