import { Button, Search, Select, SelectItem } from '@carbon/react';
import type { ReactNode } from 'react';
import type { List } from '../../api/use-list.ts';
import { useLanguage } from '../../language/use-language.ts';
import { useTypedSearch } from './use-typed-search.ts';

/** What of a list the bar above it shows and changes. */
interface Searched extends Pick<List<unknown>, 'params' | 'set' | 'filtered' | 'clear'> {
  /** What was found; undefined while it is looked for. */
  readonly query: { readonly data: { readonly total: number; readonly more?: boolean } | undefined };
}

/** The bar above a list: a search that waits for the typing to pause, then the filters. */
export function ListFilters(props: { label: string; list: Searched; children?: ReactNode }) {
  const { t } = useLanguage();
  const { label, list } = props;
  const found = list.query.data;
  const [typed, setTyped] = useTypedSearch(list.params.q ?? '', (q) => list.set({ q }));

  return (
    <search className="h-filters">
      <Search
        size="md"
        labelText={label}
        placeholder={label}
        closeButtonLabelText={t('list.clearSearch')}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      {props.children}
      {list.filtered ? (
        <Button kind="ghost" size="md" onClick={list.clear}>
          {t('list.clear')}
        </Button>
      ) : null}
      <p className="h-filters__total" role="status">
        {found ? t(found.more ? 'list.more' : 'list.total', { count: found.total }) : ''}
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
