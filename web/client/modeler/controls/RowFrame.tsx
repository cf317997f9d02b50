import { TrashCan } from '@carbon/icons-react';
import { Button } from '@carbon/react';
import { type ReactNode, useEffect, useRef } from 'react';
import type { CircuitFault } from '#web/contract/circuits/atelier.ts';
import { FaultNotes } from './FaultNotes.tsx';

/** One thing of a list that an analyst fills in: what it is called, its fields, what is wrong with it, a way to remove it. */
export function RowFrame(props: {
  title: string;
  remove: string;
  /** Whether one came here from the list of checks: it is brought into view. */
  isAsked: boolean;
  faults: readonly CircuitFault[];
  onRemove: () => void;
  children: ReactNode;
}) {
  const frame = useRef<HTMLFieldSetElement>(null);
  const { isAsked } = props;
  useEffect(() => {
    if (!isAsked) return;
    frame.current?.scrollIntoView({ block: 'center' });
    frame.current?.querySelector('input')?.focus({ preventScroll: true });
  }, [isAsked]);
  return (
    <fieldset ref={frame} className="h-row-frame">
      <legend>{props.title}</legend>
      <div className="h-sheet">{props.children}</div>
      <FaultNotes faults={props.faults} />
      <Button kind="danger--ghost" size="sm" renderIcon={TrashCan} onClick={props.onRemove}>
        {props.remove}
      </Button>
    </fieldset>
  );
}
