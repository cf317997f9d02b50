import { CheckmarkFilled, ErrorFilled, WarningAltFilled } from '@carbon/icons-react';
import { SkeletonText } from '@carbon/react';
import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { CircuitCheck, CircuitProposal } from '#web/contract/circuits/atelier.ts';
import { call } from '../../api/api.ts';
import { useLanguage } from '../../language/use-language.ts';
import { Failure } from '../../ui/Failure.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { placeIn } from '../checks/address-of.ts';
import { FileName } from '../files/FileName.tsx';
import type { Names } from '../formats/drawn-names.ts';

/** What the portal finds in what is proposed, which stands as it was proposed. */
export const useProposedCheck = ({ id, draftId }: Pick<CircuitProposal, 'id' | 'draftId'>) =>
  useQuery<CircuitCheck>({
    queryKey: ['proposal', id, 'check'],
    queryFn: ({ signal }) => call('POST /api/atelier/drafts/:id/check', { params: { id: draftId }, signal }),
    staleTime: 60_000,
  });

/**
 * What the portal finds wrong in what is proposed, then what follows from it: how many errors, null as long as nobody knows.
 */
export function ProposedChecks({
  query,
  names,
  children,
}: {
  query: UseQueryResult<CircuitCheck>;
  /** What the elements of the drawing are called. */
  names: Names;
  children: (errors: number | null) => ReactNode;
}) {
  const { t, language } = useLanguage();
  const faults = query.data?.faults ?? [];
  const errors = faults.filter(({ severity }) => severity === 'error').length;
  return (
    <>
      <Panel title={t('atelier.tabs.checks')}>
        <div className="h-atelier__verdict" role="status" aria-busy={query.isFetching}>
          {query.isFetching ? <p className="h-muted">{t('atelier.checks.running')}</p> : null}
          {query.data && errors === 0 ? (
            <p className="h-atelier__good">
              <CheckmarkFilled /> {t('atelier.checks.good')}
            </p>
          ) : null}
          {errors > 0 ? (
            <p className="h-atelier__bad">
              <ErrorFilled /> {t('atelier.checks.errors', { count: errors })}
            </p>
          ) : null}
        </div>
        {query.error ? <Failure error={query.error} retry={() => void query.refetch()} /> : null}
        {query.data || query.error ? null : <SkeletonText paragraph lineCount={2} />}
        {faults.length > 0 ? (
          <ul className="h-modeler__faults">
            {faults.map((fault) => (
              <li
                key={`${fault.file} ${fault.elementId} ${fault.code} ${fault.path ?? ''} ${fault.line ?? ''}`}
                className={`h-fault h-fault--${fault.severity}`}
              >
                {fault.severity === 'error' ? <ErrorFilled /> : <WarningAltFilled />}
                <span>
                  <span className="h-hidden">{t(`atelier.checks.${fault.severity}`)} </span>
                  <FileName path={fault.file} /> <Element id={fault.elementId} names={names} />{' '}
                  {fault.line === undefined ? null : t(`atelier.checks.${placeIn(fault.file)}`, { line: fault.line })}
                </span>
                <span>{fault.message[language]}</span>
              </li>
            ))}
          </ul>
        ) : null}
      </Panel>
      {children(query.data ? errors : null)}
    </>
  );
}

function Element({ id, names }: { id: string; names: Names }) {
  const name = names.get(id);
  return name === undefined ? <code className="h-muted">{id}</code> : <span lang="fr">{name}</span>;
}
