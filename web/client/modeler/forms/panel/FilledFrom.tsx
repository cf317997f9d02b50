import { takesType } from '#domain/situation/prefill.ts';
import { useApi } from '#web/client/api/query.ts';
import { useLanguage } from '#web/client/language/use-language.ts';
import { useEditorWords } from '../../use-editor-words.ts';
import { PanelEntry } from './PanelEntry.tsx';

/** Where a field of a form is filled in from: a field of a theme, chosen by its name among those that give such an answer. */
export function FilledFrom(props: {
  id: string;
  /** The type of the component. */
  type: string;
  /** « theme.field », as the form keeps it. */
  value: string;
  onChange: (value: string) => void;
}) {
  const { id, type, value, onChange } = props;
  const { read } = useLanguage();
  const words = useEditorWords();
  const parts = useApi('GET /api/atelier/parts', { query: { of: 'theme' } });
  const themes = (parts.data?.items ?? []).flatMap(({ name, title, fillable }) => {
    const fields = (fillable ?? []).filter((field) => takesType(type, field));
    return fields.length === 0 ? [] : [{ name, title, fields }];
  });
  const isListed =
    value === '' || themes.some(({ name, fields }) => fields.some(({ key }) => value === `${name}.${key}`));
  return (
    <PanelEntry id={id} label={words('forms.own.from.label')} help={words('forms.own.from.help')}>
      <select
        id={id}
        className="bio-properties-panel-input"
        aria-describedby={`${id}-help`}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      >
        <option value="">{words('forms.notFilledIn')}</option>
        {/* What the form names stays to be seen: the checks say what is wrong with it. */}
        {isListed ? null : <option value={value}>{parts.data ? words('fields.unknown', { value }) : value}</option>}
        {themes.map(({ name, title, fields }) => (
          <optgroup key={name} label={read(title)}>
            {fields.map(({ key, label }) => (
              <option key={key} value={`${name}.${key}`}>
                {read(label)}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
    </PanelEntry>
  );
}
