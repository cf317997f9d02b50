import { Button, TextInput } from '@carbon/react';
import { useEffect, useState } from 'react';
import type { Success } from '#web/contract/api.ts';
import { useApi } from '../../api/query.ts';
import { useLanguage } from '../../language/use-language.ts';
import { Failure } from '../../ui/Failure.tsx';
import { useMovedFocus } from '../../ui/use-moved-focus.ts';

const TYPING_PAUSE = 250;
const MIN_LENGTH = 2;

type ItemOf<Name extends Directory> = Success<Name> extends { items: (infer Item)[] } ? Item : never;
type Directory = 'GET /api/administration/people' | 'GET /api/administration/structures';

/** What a picker offers: an identifier, its name, what tells it from another of that name. */
export interface Choice {
  id: string;
  name: string;
  more: string;
}

/**
 * Chooses one among many by typing: what is found is a list of buttons, so that a keyboard and a screen reader go through
 * it as through any list.
 */
export function Picker<Name extends Directory>(props: {
  id: string;
  label: string;
  placeholder: string;
  /** What is searched, by `q`. */
  of: Name;
  query?: { open?: 'true'; everywhere?: 'true'; pageSize?: number };
  toChoice: (item: ItemOf<Name>) => Choice;
  chosen: Choice | null;
  onChoose: (choice: Choice | null) => void;
  /** Typed from the start; chosen by itself when only one thing bears exactly this code. */
  initial?: string;
}) {
  const { t } = useLanguage();
  const { id, label, chosen, onChoose, initial = '' } = props;
  const [typed, setTyped] = useState(initial);
  const [asked, setAsked] = useState(initial.trim());
  useEffect(() => {
    const timer = window.setTimeout(() => setAsked(typed.trim()), TYPING_PAUSE);
    return () => window.clearTimeout(timer);
  }, [typed]);
  const { around, byHand } = useMovedFocus(chosen?.id ?? null);
  const choose = (choice: Choice | null) => {
    byHand();
    onChoose(choice);
  };
  const ready = asked.length >= MIN_LENGTH;
  const query = useApi<Directory>(props.of, {
    query: { ...props.query, q: asked },
    enabled: ready && chosen === null,
    keepPrevious: true,
  });
  const found = ready ? (query.data?.items.map((item) => props.toChoice(item as ItemOf<Name>)) ?? []) : [];
  const exact =
    found.length > 0 && initial !== '' ? found.find(({ more }) => more.split(' · ')[0] === initial) : undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what a link asked for is chosen by itself, once
  useEffect(() => {
    if (exact && chosen === null && typed === initial) onChoose(exact);
  }, [exact?.id]);

  if (chosen) {
    return (
      <div className="h-picker h-picker--chosen" ref={around}>
        <span className="cds--label">{label}</span>
        <div>
          <span className="h-two">
            <strong>{chosen.name}</strong>
            <span className="h-muted">{chosen.more}</span>
          </span>
          <Button
            kind="ghost"
            size="sm"
            onClick={() => {
              setTyped('');
              choose(null);
            }}
          >
            {t('administration.change')}
            <span className="h-hidden"> {label}</span>
          </Button>
        </div>
      </div>
    );
  }
  return (
    <div className="h-picker" ref={around}>
      <TextInput
        id={id}
        labelText={label}
        placeholder={props.placeholder}
        helperText={t('administration.typeMore')}
        autoComplete="off"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      <p className="h-hidden" role="status">
        {ready && query.data ? t('administration.found', { count: found.length }) : ''}
      </p>
      {ready && query.data && found.length === 0 ? <p className="h-help">{t('administration.notFound')}</p> : null}
      {ready && query.error && !query.data ? <Failure error={query.error} retry={() => void query.refetch()} /> : null}
      {found.length > 0 ? (
        <ul className="h-picker__found">
          {found.map((choice) => (
            <li key={choice.id}>
              <button
                type="button"
                aria-label={t('administration.choose', { name: `${choice.name}, ${choice.more}` })}
                onClick={() => choose(choice)}
              >
                <strong>{choice.name}</strong>
                <span className="h-muted">{choice.more}</span>
              </button>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
