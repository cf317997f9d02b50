import type { RowName } from './row-name.ts';

/** How a text is called in front of its languages; a key is code, since it is of no language. */
export const TextName = ({ called: { name, isKey, part, key } }: { called: RowName }) => (
  <span>
    {isKey ? <code>{name}</code> : name}
    {part ? `, ${part}` : ''}
    {key ? (
      <small className="h-muted">
        {' '}
        <code>{key}</code>
      </small>
    ) : null}
  </span>
);
