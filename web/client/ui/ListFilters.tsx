import { Button, Search, Select, SelectItem } from '@carbon/react';
import type { ReactNode } from 'react';
import { useLanguage } from '../language/use-language.ts';
import { useTypedSearch } from './use-typed-search.ts';

/** The bar above a list: a search that waits for the typing to pause, then the filters. */
export function ListFilters(props: {
  q: string | undefined;
  label: string;
  onSearch: (q: string) => void;
  children?: ReactNode;
  filtered: boolean;
  onClear: () => void;
  /** What was found; undefined while it is looked for. */
  found: { total: number; more?: boolean } | undefined;
}) {
  const { t } = useLanguage();
  const [typed, setTyped] = useTypedSearch(props.q ?? '', props.onSearch);

  return (
    <search className="h-filters">
      <Search
        size="md"
        labelText={props.label}
        placeholder={props.label}
        closeButtonLabelText={t('list.clearSearch')}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      {props.children}
      {props.filtered ? (
        <Button kind="ghost" size="md" onClick={props.onClear}>
          {t('list.clear')}
        </Button>
      ) : null}
      <p className="h-filters__total" role="status">
        {props.found ? t(props.found.more ? 'list.more' : 'list.total', { count: props.found.total }) : ''}
      </p>
    </search>
  );
}

/** One filter: « all » then the choices. */
export function Filter(props: {
  id: string;
  label: string;
  all: string;
  value: string | undefined;
  choices: { value: string; text: string }[];
  onChange: (value: string) => void;
}) {
  const { language } = useLanguage();
  return (
    <Select
      // Carbon keeps the words of the choice, as a hint, from when it was made.
      key={language}
      id={props.id}
      size="md"
      labelText={props.label}
      hideLabel
      value={props.value ?? ''}
      onChange={(event) => props.onChange(event.target.value)}
    >
      <SelectItem value="" text={props.all} />
      {props.choices.map((choice) => (
        <SelectItem key={choice.value} value={choice.value} text={choice.text} />
      ))}
    </Select>
  );
}
