import { FileUploaderButton } from '@carbon/react';

/** A file of lines, chosen from one's machine: what it is for, the button, and which one stands chosen. */
export function CsvChoice(props: {
  label: string;
  /** What the button says. */
  choose: string;
  /** What is said while there is none. */
  none: string;
  file: File | null;
  onChoose: (file: File | null) => void;
}) {
  return (
    <>
      <p>
        <span className="cds--label">{props.label}</span>
      </p>
      <FileUploaderButton
        accept={['.csv', '.txt', '.tsv', 'text/csv']}
        buttonKind="tertiary"
        size="md"
        disableLabelChanges
        labelText={props.choose}
        onChange={(event) => props.onChoose((event.target as HTMLInputElement).files?.[0] ?? null)}
      />
      <p className="h-muted" role="status">
        {props.file?.name ?? props.none}
      </p>
    </>
  );
}
