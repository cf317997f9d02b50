import { useEffect, useState } from 'react';
import { type Entry, paragraphsOf } from './entries.ts';

/** A text in one language, and what its field says of it. */
export interface TextFieldProps {
  readonly entry: Entry;
  readonly language: 'fr' | 'en';
  readonly label: string;
  readonly describedBy: string;
  readonly isMissing: boolean;
  readonly onChange: (text: string) => void;
}

/** A text that is shown as it is written. */
export function PlainText({ entry, language, label, describedBy, isMissing, onChange }: TextFieldProps) {
  const text = entry[language];
  const [typed, setTyped] = useState(text);
  // An empty line of a list is no paragraph, but must stay while one types the next.
  useEffect(
    () => setTyped((now) => (withoutEmptyLines(now, entry.isList) === text ? now : text)),
    [text, entry.isList],
  );
  return (
    <textarea
      lang={language}
      rows={Math.min(8, Math.max(1, typed.split('\n').length, Math.ceil(text.length / 60)))}
      aria-label={label}
      aria-describedby={describedBy}
      aria-invalid={isMissing}
      className={isMissing ? 'is-missing' : undefined}
      value={typed}
      onChange={(event) => {
        setTyped(event.target.value);
        onChange(event.target.value);
      }}
    />
  );
}

const withoutEmptyLines = (text: string, isList: boolean): string => (isList ? paragraphsOf(text).join('\n') : text);
