import type { ReactNode } from 'react';

/** Nothing to show: why, and what one can do about it. */
export function EmptyState(props: { title: string; text?: ReactNode; action?: ReactNode }) {
  return (
    <div className="h-empty">
      <p className="h-empty__title">{props.title}</p>
      {props.text ? <p>{props.text}</p> : null}
      {props.action}
    </div>
  );
}
