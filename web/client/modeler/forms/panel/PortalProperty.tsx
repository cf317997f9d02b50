import { useEffect, useState } from 'react';
import { FIELD_FORMATS, isFieldFormat } from '#domain/formats/field-format.ts';
import type { LanguageCode } from '#web/client/language/language.ts';
import { useEditorWords } from '../../use-editor-words.ts';
import { PanelEntry } from './PanelEntry.tsx';

interface PortalPropertyProps {
  id: string;
  is: 'flag' | 'name' | 'format' | 'sentence';
  /** Of a sentence. */
  lang?: LanguageCode;
  label: string;
  help: string;
  value: string;
  onChange: (value: string) => void;
}

/** One property of the portal in the panel of properties, drawn like its neighbours. */
export function PortalProperty({ id, is, lang, label, help, value, onChange }: PortalPropertyProps) {
  const words = useEditorWords();
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  const type = (text: string) => {
    setTyped(text);
    onChange(text.trim());
  };
  const field = {
    id,
    'aria-describedby': `${id}-help`,
    value: typed,
    className: 'bio-properties-panel-input',
    spellCheck: is === 'sentence',
  };
  if (is === 'flag') {
    return (
      <div className="bio-properties-panel-entry bio-properties-panel-checkbox-entry">
        <div className="bio-properties-panel-checkbox">
          <input
            id={id}
            type="checkbox"
            className="bio-properties-panel-input"
            aria-describedby={`${id}-help`}
            checked={value === 'true'}
            onChange={(event) => onChange(event.target.checked ? 'true' : '')}
          />
          <label htmlFor={id} className="bio-properties-panel-label">
            {label}
          </label>
        </div>
        <div id={`${id}-help`} className="bio-properties-panel-description">
          {help}
        </div>
      </div>
    );
  }
  return (
    <PanelEntry id={id} label={label} help={help}>
      {is === 'sentence' ? (
        <textarea {...field} lang={lang} rows={3} onChange={(event) => type(event.target.value)} />
      ) : is === 'format' ? (
        <select {...field} onChange={(event) => type(event.target.value)}>
          <option value="">{words('forms.anyText')}</option>
          {typed === '' || isFieldFormat(typed) ? null : <option value={typed}>{typed}</option>}
          {FIELD_FORMATS.map((format) => (
            <option key={format} value={format}>
              {words(`forms.formats.${format}`)}
            </option>
          ))}
        </select>
      ) : (
        <input {...field} type="text" onChange={(event) => type(event.target.value)} />
      )}
    </PanelEntry>
  );
}
