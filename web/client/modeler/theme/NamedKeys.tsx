import { TextInput } from '@carbon/react';
import { withProperty } from '../controls/rows.ts';
import type { FieldRow } from '../formats/theme-file.ts';
import { useEditorWords } from '../use-editor-words.ts';

/** What a field of a source names of the theme, by the property that names it. */
const NAMED = {
  'working-days': { property: 'period', keys: ['from', 'until', 'startsAtNoon', 'endsAtNoon'] },
  share: { property: 'share', keys: ['of', 'percent', 'upTo'] },
} as const;

export const isNamedBy = (source: string): source is keyof typeof NAMED => source in NAMED;

/** The keys that a field is worked out from, one line each. */
export function NamedKeys({
  id,
  source,
  field,
  onChange,
}: {
  id: string;
  source: keyof typeof NAMED;
  field: FieldRow;
  onChange: (field: FieldRow) => void;
}) {
  const words = useEditorWords();
  const { property, keys } = NAMED[source];
  const named: Readonly<Record<string, string>> = field[property] ?? {};
  return keys.map((key) => (
    <TextInput
      key={key}
      id={`${id}-${property}-${key}`}
      labelText={words(`theme.named.${key}`)}
      value={named[key] ?? ''}
      maxLength={50}
      spellCheck={false}
      onChange={(event) => {
        const { [key]: _former, ...others } = named;
        const typed = event.target.value.trim();
        const next = typed === '' ? others : { ...others, [key]: typed };
        onChange(withProperty(field, property, Object.keys(next).length > 0 ? next : undefined));
      }}
    />
  ));
}
