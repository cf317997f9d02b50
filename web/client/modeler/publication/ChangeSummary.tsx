import { SkeletonText } from '@carbon/react';
import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { BaseVersion, CircuitComparison } from '#web/contract/circuits/atelier.ts';
import { call } from '../../api/api.ts';
import { useLanguage } from '../../language/use-language.ts';
import { Failure } from '../../ui/Failure.tsx';
import { type ChangeLine, linesOf } from './change-lines.ts';

/** What a draft changes of the version it began from, in sentences. */
export function ChangeSummary({
  draftId,
  revision,
  ready,
  base,
}: {
  draftId: string;
  revision: number;
  ready: boolean;
  base: z.infer<typeof BaseVersion> | null;
}) {
  const { t } = useLanguage();
  const query = useQuery<CircuitComparison>({
    queryKey: ['circuit-changes', draftId, revision],
    queryFn: ({ signal }) => call('GET /api/atelier/drafts/:id/comparison', { params: { id: draftId }, signal }),
    enabled: ready,
  });
  if (!base) return <p className="h-text">{t('atelier.publication.first')}</p>;
  if (query.error) return <Failure error={query.error} retry={() => void query.refetch()} />;
  if (!query.data) return <SkeletonText paragraph lineCount={4} />;
  const lines = linesOf(query.data);
  const moves = lines.filter(isMove);
  if (lines.length === 0) return <p className="h-muted">{t('atelier.publication.unchanged')}</p>;
  return (
    <>
      <p className="h-text">{t('atelier.publication.since', { number: base.number })}</p>
      <Lines lines={lines.filter((line) => !isMove(line))} />
      {moves.length === 0 ? null : (
        <details className="h-details">
          <summary>{t('atelier.publication.moves', { count: moves.length })}</summary>
          <Lines lines={moves} />
        </details>
      )}
    </>
  );
}

/** A step put in between pushes all that follows: what only moved would hide what changed. */
const isMove = ({ change }: ChangeLine): boolean => change === 'moved';

function Lines({ lines }: { lines: ChangeLine[] }) {
  return (
    <ul className="h-atelier__changes">
      {lines.map((line) => (
        <Line key={line.key} line={line} />
      ))}
    </ul>
  );
}

function Line({ line }: { line: ChangeLine }) {
  const { t } = useLanguage();
  return (
    <li>
      <span className={`h-change h-change--${line.change}`}>{t(`atelier.publication.change.${line.change}`)}</span>{' '}
      {t(`atelier.publication.part.${line.part}`)} <strong>{line.name}</strong>
      {line.before === null && line.after === null ? null : (
        <span className="h-atelier__before-after">
          {line.before === null ? null : <del>{line.before}</del>}{' '}
          {line.after === null ? null : <ins>{line.after}</ins>}
        </span>
      )}
    </li>
  );
}
