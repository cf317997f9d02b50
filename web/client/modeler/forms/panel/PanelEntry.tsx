import type { ReactNode } from 'react';

/** An entry of the panel of properties: a control between its name and what it is for, laid out as its neighbours are. */
export function PanelEntry({
  id,
  label,
  help,
  children,
}: {
  /** Of the control, which is described by `<id>-help`. */
  id: string;
  label: string;
  help: string;
  children: ReactNode;
}) {
  return (
    <div className="bio-properties-panel-entry">
      <label htmlFor={id} className="bio-properties-panel-label">
        {label}
      </label>
      {children}
      <div id={`${id}-help`} className="bio-properties-panel-description">
        {help}
      </div>
    </div>
  );
}
