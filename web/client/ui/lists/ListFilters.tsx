import { Button, Search, Select, SelectItem } from '@carbon/react';
import type { ReactNode } from 'react';
import type { FilterOf, List, ListName, QueryOf } from '../../api/use-list.ts';
import { useLanguage } from '../../language/use-language.ts';
import { useTypedSearch } from './use-typed-search.ts';

/** What of a list the bar above it shows and changes. */
interface Searched<Filter extends string> extends Pick<List<unknown>, 'filtered' | 'clear'> {
  readonly params: { readonly [Key in Filter | 'q']?: string | undefined };
  readonly filter: (name: Filter | 'q', value: string) => void;
  /** What was found; undefined while it is looked for. */
  readonly query: { readonly data: { readonly total: number; readonly more?: boolean } | undefined };
}

/** One filter of a list: « all » then the choices, by a name that the endpoint's query declares. */
export interface ListFilter<Name extends string, Value extends string = string> {
  readonly by: Name;
  /** Of its field, where `by` alone would stand twice on the page. */
  readonly id?: string;
  readonly label: string;
  readonly all: string;
  readonly choices: readonly { readonly value: Value; readonly text: string }[];
}

type TextOf<Value> = unknown extends Value ? string : Value extends string ? Value : `${Value & (number | boolean)}`;
/** The filters of the list that an endpoint answers, each with values that its query takes. */
export type FiltersOf<Name extends ListName> = {
  [Key in Exclude<FilterOf<Name>, 'q'>]: ListFilter<Key, TextOf<Exclude<QueryOf<Name>[Key], undefined>>>;
}[Exclude<FilterOf<Name>, 'q'>][];

/** The bar above a list: a search that waits for the typing to pause, then the filters. */
export function ListFilters<Filter extends string = never>(props: {
  label: string;
  list: Searched<Filter>;
  filters?: readonly ListFilter<NoInfer<Filter>>[] | undefined;
  children?: ReactNode;
}) {
  const { t } = useLanguage();
  const { label, list } = props;
  const found = list.query.data;
  const [typed, setTyped] = useTypedSearch(list.params.q ?? '', (q) => list.filter('q', q));

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
      <Filters list={list} filters={props.filters ?? []} />
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

/** The filters of a list, without a bar: as they are declared. */
export function Filters<Filter extends string>(props: {
  list: {
    readonly params: { readonly [Key in Filter]?: string | undefined };
    readonly filter: (name: Filter, value: string) => void;
  };
  filters: readonly ListFilter<NoInfer<Filter>>[];
}) {
  return props.filters.map(({ by, id = by, ...filter }) => (
    <Filter
      key={by}
      id={id}
      {...filter}
      value={props.list.params[by]}
      onChange={(value) => props.list.filter(by, value)}
    />
  ));
}

/** One filter: « all » then the choices. */
export function Filter(props: {
  id: string;
  label: string;
  all: string;
  value: string | undefined;
  choices: readonly { readonly value: string; readonly text: string }[];
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
