import { CheckmarkFilled, ErrorFilled } from '@carbon/icons-react';
import { SkeletonText } from '@carbon/react';
import { useQueries } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Link } from 'react-router';
import type { Part } from '#domain/circuit/blocks/part.ts';
import type { CircuitCheck, CircuitFault } from '#web/contract/circuits/atelier.ts';
import { call } from '../../api/api.ts';
import { problemText } from '../../api/problem-text.ts';
import { useApi } from '../../api/query.ts';
import { useLanguage } from '../../language/use-language.ts';
import { Loaded } from '../../ui/Loaded.tsx';
import { Panel } from '../../ui/Panel.tsx';

/** What the draft of a part would break: each circuit in force that takes it, checked with it. */
export function TriedKinds({ draftId, part, revision }: { draftId: string; part: Part; revision: number }) {
  const { t } = useLanguage();
  const query = useApi('GET /api/atelier/parts', { query: { of: part.of } });
  return (
    <Panel title={t('atelier.parts.tried')}>
      <p className="h-muted">{t('atelier.parts.triedText')}</p>
      <Loaded query={query} skeleton={<SkeletonText paragraph lineCount={2} />}>
        {({ items }) => {
          const kinds = items.find(({ name }) => name === part.name)?.kinds ?? [];
          if (kinds.length === 0) return <p className="h-text">{t('atelier.parts.triedNone')}</p>;
          return <Tried draftId={draftId} kinds={kinds} revision={revision} />;
        }}
      </Loaded>
    </Panel>
  );
}

interface Kind {
  readonly kind: string;
  readonly title: { fr: string; en: string };
  readonly versionId: string;
}

/** One circuit after the other: the workers check for other analysts too. */
function Tried({ draftId, kinds, revision }: { draftId: string; kinds: readonly Kind[]; revision: number }) {
  const { t, read } = useLanguage();
  const [settled, setSettled] = useState(0);
  const results = useQueries({
    queries: kinds.map(({ kind }, index) => ({
      queryKey: ['kind-tried', draftId, revision, kind],
      queryFn: ({ signal }: { signal: AbortSignal }): Promise<CircuitCheck> =>
        call('POST /api/atelier/drafts/:id/check', { params: { id: draftId }, query: { inKind: kind }, signal }),
      enabled: index <= settled,
      staleTime: 60_000,
      retry: false,
    })),
  });
  const done = results.filter(({ isPending }) => !isPending).length;
  useEffect(() => setSettled(done), [done]);
  return (
    <ul className="h-modeler__faults" aria-busy={done < kinds.length}>
      {kinds.map(({ kind, title, versionId }, index) => {
        const { data, error, isFetching } = results[index] ?? {};
        const errors = (data?.faults ?? []).filter(({ severity }) => severity === 'error');
        const isBad = errors.length > 0 || Boolean(error);
        return (
          <li key={kind} className={isBad ? 'h-fault h-fault--error' : 'h-fault'}>
            {isBad ? <ErrorFilled /> : <CheckmarkFilled className={data ? '' : 'h-hidden'} />}
            <Link to={`/circuits/${versionId}`}>{read(title)}</Link>
            <span role="status">
              {error ? problemText(error) : null}
              {data ? said(errors.length, t) : null}
              {!data && !error ? t(isFetching ? 'atelier.parts.triedRunning' : 'atelier.parts.triedWaiting') : null}
            </span>
            {errors.length > 0 ? <Broken errors={errors} /> : null}
          </li>
        );
      })}
    </ul>
  );
}

const said = (errors: number, t: ReturnType<typeof useLanguage>['t']): string =>
  errors === 0 ? t('atelier.parts.triedGood') : t('atelier.parts.triedBad', { count: errors });

function Broken({ errors }: { errors: readonly CircuitFault[] }) {
  const { language } = useLanguage();
  return (
    <ul className="h-bullets">
      {errors.map(({ code, file, elementId, message }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two faults of one step may be the same
        <li key={`${code} ${index}`}>
          <code className="h-muted">
            {file} {elementId}
          </code>{' '}
          {message[language]}
        </li>
      ))}
    </ul>
  );
}
