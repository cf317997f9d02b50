import '../adopted-styles.ts';
import '../feel/offer-values.ts';
import '@bpmn-io/form-js-viewer/dist/assets/form-js.css';
import '@bpmn-io/form-js-editor/dist/assets/form-js-editor.css';
import { FormEditor } from '@bpmn-io/form-js-editor';
import { useEffect, useRef, useState } from 'react';
import type { FormSchema } from '../../forms/schema.ts';
import { useLanguage } from '../../language/use-language.ts';
import { namesOfForm } from '../feel/form-names.ts';
import { offerNames } from '../feel/offered-names.ts';
import { asKept } from '../formats/form-schema.ts';
import { translateDom } from '../translate-dom.ts';
import { useEditorWords } from '../use-editor-words.ts';
import { sayInFrench } from './form-editor-words.ts';
import { addOnClick, newFields } from './new-fields.ts';
import { IslandsDrawn } from './panel/IslandsDrawn.tsx';
import { PanelIslands } from './panel/panel-islands.ts';
import { portalProperties } from './panel/portal-properties.tsx';

/** What an analyst wrote, on the editor's screen: never translated. */
const WRITTEN = [
  'label.fjs-form-field-label',
  'legend',
  '.fjs-form-field-description',
  '.fjs-form-field-text',
  '.fjs-form-field-html',
  '.fjs-inline-label',
  '.bio-properties-panel-header-label',
  '.bio-properties-panel-collapsible-entry-header-title',
  '.cm-line',
].join(', ');

/** The drawing of a form, as form-js's editor gives it. Reports each change, whole. */
export default function FormDrawing({
  schema,
  onChange,
}: {
  /** What it opens on; what comes later is its own. */
  schema: FormSchema;
  onChange: (schema: FormSchema) => void;
}) {
  const { language } = useLanguage();
  const words = useEditorWords();
  const place = useRef<HTMLDivElement>(null);
  const latest = useRef(schema);
  const [islands] = useState(() => new PanelIslands());
  const changed = useRef(onChange);
  changed.current = onChange;

  useEffect(() => {
    const host = place.current as HTMLElement;
    const editor = new FormEditor({
      container: host,
      additionalModules: [portalProperties({ words, islands, schema: () => latest.current }), newFields],
    } as unknown as ConstructorParameters<typeof FormEditor>[0]);
    let listening = true;
    let stopOffering = offerNames(namesOfForm(latest.current));
    const former = latest.current;
    void editor.importSchema(former as never).then(() => {
      if (!listening) return;
      const opened = JSON.stringify(editor.getSchema());
      editor.on('changed', () => {
        const exported = editor.getSchema() as unknown as FormSchema;
        // Choosing a field is also reported as a change.
        if (JSON.stringify(exported) === opened && latest.current === former) return;
        const kept = asKept(exported, former);
        if (JSON.stringify(kept) === JSON.stringify(latest.current)) return;
        latest.current = kept;
        stopOffering = offerNames(namesOfForm(kept));
        changed.current(kept);
      });
    });
    const stopAdding = addOnClick(host, editor as unknown as Parameters<typeof addOnClick>[1]);
    const stop = language === 'fr' ? translateDom(host, sayInFrench, WRITTEN) : () => {};
    return () => {
      listening = false;
      stop();
      stopAdding();
      stopOffering();
      editor.destroy();
      islands.clear();
    };
  }, [language, words, islands]);

  return (
    <>
      {/* form-js's viewer asks for the colours of its theme by itself, its editor does not. */}
      <div ref={place} className="h-formdrawing bio-theme-parent" />
      <IslandsDrawn islands={islands} />
    </>
  );
}
