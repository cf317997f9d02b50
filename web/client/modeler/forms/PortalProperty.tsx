import { useEffect, useState } from 'react';
import { FIELD_FORMATS } from '../../../../domain/formats/field-format.ts';
import { FeelInput } from '../feel/FeelInput.tsx';
import { offeredNames } from '../feel/offered-names.ts';

interface PortalPropertyProps {
  id: string;
  is: 'flag' | 'name' | 'format' | 'rule' | 'sentence';
  label: string;
  help: string;
  value: string;
  onChange: (value: string) => void;
}

/** One property of the portal in the panel of properties, drawn like its neighbours. */
export function PortalProperty({ id, is, label, help, value, onChange }: PortalPropertyProps) {
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
    <div className="bio-properties-panel-entry">
      <label htmlFor={id} className="bio-properties-panel-label">
        {label}
      </label>
      {is === 'rule' ? (
        <Rule id={id} label={label} value={value} onChange={onChange} />
      ) : is === 'sentence' ? (
        <textarea {...field} rows={3} onChange={(event) => type(event.target.value)} />
      ) : (
        <input
          {...field}
          type="text"
          list={is === 'format' ? `${id}-formats` : undefined}
          onChange={(event) => type(event.target.value)}
        />
      )}
      {is === 'format' ? (
        <datalist id={`${id}-formats`}>
          {FIELD_FORMATS.map((format) => (
            <option key={format} value={format} />
          ))}
        </datalist>
      ) : null}
      <div id={`${id}-help`} className="bio-properties-panel-description">
        {help}
      </div>
    </div>
  );
}

/** An expression between fields: kept with the « = » that announces it, written without it as everywhere else in the panel. */
function Rule({ id, label, value, onChange }: Pick<PortalPropertyProps, 'id' | 'label' | 'value' | 'onChange'>) {
  const [variables] = useState(() => offeredNames().map(({ name }) => ({ name })));
  const write = (text: string) => {
    const rule = text.replace(/^\s*=(?!=)/, '').trim();
    onChange(rule === '' ? '' : `=${rule}`);
  };
  return (
    <FeelInput
      id={id}
      label={label}
      describedBy={`${id}-help`}
      value={value.replace(/^=/, '')}
      variables={variables}
      className="bio-properties-panel-feel-editor-container bio-properties-panel-input"
      onChange={write}
    />
  );
}
