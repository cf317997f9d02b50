import { type ReactNode, useId } from 'react';

/** A titled block of a page. */
export function Panel(props: { title: ReactNode; action?: ReactNode; children: ReactNode; className?: string }) {
  const id = useId();
  return (
    <section className={`h-panel ${props.className ?? ''}`} aria-labelledby={id}>
      <div className="h-panel__top">
        <h2 id={id}>{props.title}</h2>
        {props.action}
      </div>
      {props.children}
    </section>
  );
}
