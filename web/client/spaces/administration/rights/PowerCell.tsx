import { PeriodText } from '../Period.tsx';

/** A power that is proposed or waits to be: its name, from when to when it would hold where it has dates, and why. */
export function PowerCell(props: {
  name: string;
  row: { readonly from: string | null; readonly until: string | null; readonly reason: string };
}) {
  const { from, until, reason } = props.row;
  return (
    <span className="h-two">
      <strong>{props.name}</strong>
      {from === null ? null : <PeriodText from={from} until={until} begun={false} />}
      <span className="h-muted" lang="fr">
        {reason}
      </span>
    </span>
  );
}
