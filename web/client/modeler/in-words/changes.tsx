import { Tag } from '@carbon/react';
import type { CircuitComparison } from '#web/contract/circuits/atelier.ts';
import { useEditorWords } from '../use-editor-words.ts';

type Change = CircuitComparison['elements'][number]['change'];

const COLOURS = { added: 'green', removed: 'red', changed: 'blue', moved: 'gray' } as const;

/** What happened to something, in a word and a colour. */
export function ChangeTag({ change }: { change: Change }) {
  const words = useEditorWords();
  return (
    <Tag type={COLOURS[change]} size="sm">
      {words(`versions.change.${change}`)}
    </Tag>
  );
}

/** What it was and what it is. */
export function BeforeAfter({ before, after }: { before: string | null; after: string | null }) {
  const words = useEditorWords();
  const said = (text: string) => (text === '' ? words('versions.empty') : text);
  return (
    <span className="h-before-after">
      {before === null ? null : (
        <del>
          <span className="h-hidden">{words('versions.before')} </span>
          {said(before)}
        </del>
      )}{' '}
      {after === null ? null : (
        <ins>
          <span className="h-hidden">{words('versions.after')} </span>
          {said(after)}
        </ins>
      )}
    </span>
  );
}

interface Attribute {
  name: string;
  before: string | null;
  after: string | null;
}

/** The properties that changed. */
export function AttributeList({ attributes }: { attributes: Attribute[] }) {
  const words = useEditorWords();
  if (attributes.length === 0) return null;
  return (
    <ul>
      {attributes.map(({ name, before, after }) => (
        <li key={name}>
          <code>{name === 'order' ? words('versions.order') : words('versions.attribute', { name })}</code>{' '}
          <BeforeAfter before={before} after={after} />
        </li>
      ))}
    </ul>
  );
}
