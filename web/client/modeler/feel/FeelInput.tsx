import '../adopted-styles.ts';
import './offer-values.ts';
import FeelEditor, { type Variable } from '@bpmn-io/feel-editor';
import { useEffect, useRef } from 'react';

/** A field where FEEL is written, which offers names and their values as the panels of bpmn-io do. */
export function FeelInput({
  id,
  label,
  describedBy,
  value,
  variables,
  className,
  onChange,
}: {
  id: string;
  label: string;
  describedBy?: string;
  value: string;
  variables: readonly Variable[];
  className?: string;
  onChange: (value: string) => void;
}) {
  const place = useRef<HTMLDivElement>(null);
  const editor = useRef<FeelEditor | null>(null);
  const changed = useRef(onChange);
  changed.current = onChange;

  // biome-ignore lint/correctness/useExhaustiveDependencies: `value` is what it opens on; later texts are put in below
  useEffect(() => {
    const opened = new FeelEditor({
      container: place.current as HTMLElement,
      value,
      parserDialect: 'camunda',
      contentAttributes: {
        id,
        'aria-label': label,
        spellcheck: 'false',
        ...(describedBy && { 'aria-describedby': describedBy }),
      },
      onChange: (text) => changed.current(text),
    });
    editor.current = opened;
    return () => {
      editor.current = null;
      opened._cmEditor.destroy();
    };
  }, [id, label, describedBy]);
  useEffect(() => {
    const written = editor.current?._cmEditor.state.doc.toString() ?? '';
    if (written.trim() !== value.trim()) editor.current?.setValue(value);
  }, [value]);
  useEffect(() => editor.current?.setVariables(variables), [variables]);

  return <div ref={place} className={className} />;
}
