import '../adopted-styles.ts';
import 'dmn-js/dist/assets/diagram-js.css';
import 'dmn-js/dist/assets/dmn-js-shared.css';
import 'dmn-js/dist/assets/dmn-js-drd.css';
import 'dmn-js/dist/assets/dmn-js-decision-table.css';
import 'dmn-js/dist/assets/dmn-js-decision-table-controls.css';
import 'dmn-js/dist/assets/dmn-js-literal-expression.css';
import 'dmn-js/dist/assets/dmn-js-boxed-expression.css';
import 'dmn-js/dist/assets/dmn-js-boxed-expression-controls.css';
import 'dmn-js/dist/assets/dmn-font/css/dmn.css';
import DmnModeler, { type DmnView } from 'dmn-js/lib/Modeler';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useLanguage } from '../../language/use-language.ts';
import { useFlush } from '../draft/use-draft-files.ts';
import { translateDom } from '../translate-dom.ts';
import { useEditorWords } from '../use-editor-words.ts';
import { accessible } from './accessible.ts';
import { sayInFrench, tableWords } from './table-words.ts';

/** What an analyst wrote, on dmn-js's screen: never translated. */
const WRITTEN =
  'td.input-cell, td.output-cell, td.annotation, [contenteditable], .input-label, .output-label, .djs-visual';

interface TableDrawingProps {
  /** What it opens on; what comes later is its own. */
  xml: string;
  onChange: (xml: string) => void;
  onUnreadable: (reason: string) => void;
}

/** A file of decisions, as dmn-js draws it: the overview, and each table. Reports each change, whole. */
export default function TableDrawing({ xml, onChange, onUnreadable }: TableDrawingProps) {
  const { language } = useLanguage();
  const words = useEditorWords();
  const place = useRef<HTMLDivElement>(null);
  const modeler = useRef<DmnModeler | null>(null);
  const latest = useRef(xml);
  const isDirty = useRef(false);
  const listeners = useRef({ onChange, onUnreadable });
  listeners.current = { onChange, onUnreadable };
  const [views, setViews] = useState<DmnView[]>([]);
  const [active, setActive] = useState<string | null>(null);

  const flush = useCallback(async () => {
    if (!isDirty.current || !modeler.current) return;
    isDirty.current = false;
    const saved = await modeler.current.saveXML({ format: true });
    latest.current = saved.xml;
    listeners.current.onChange(saved.xml);
  }, []);
  useFlush(flush);

  useEffect(() => {
    const host = place.current as HTMLElement;
    const common = { additionalModules: [tableWords(language)] };
    const opened = new DmnModeler({
      container: host,
      drd: common,
      decisionTable: common,
      literalExpression: common,
      boxedExpression: common,
    });
    let current = true;
    let opening = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    modeler.current = opened;
    opened.on('viewer.created', ({ viewer }) => {
      (viewer as { on: (event: string, listener: () => void) => void }).on('commandStack.changed', () => {
        if (!current || opening) return;
        isDirty.current = true;
        clearTimeout(timer);
        timer = setTimeout(() => void flush(), 300);
      });
    });
    opened.on('views.changed', ({ views, activeView }) => {
      if (!current) return;
      setViews([...(views as DmnView[])]);
      setActive((activeView as DmnView | undefined)?.element.id ?? null);
    });
    opened
      .importXML(latest.current)
      .then(async () => {
        const first = opened.getViews().find(({ type }) => type === 'decisionTable');
        if (current && first) await opened.open(first);
        opening = false;
      })
      .catch((error: Error) => {
        if (current) listeners.current.onUnreadable(error.message);
      });
    const stop = accessible(host, words('tables.editor'));
    const stopSaying = language === 'fr' ? translateDom(host, sayInFrench, WRITTEN) : () => {};
    return () => {
      void flush();
      current = false;
      stop();
      stopSaying();
      clearTimeout(timer);
      modeler.current = null;
      opened.destroy();
    };
  }, [language, words, flush]);

  const open = (view: DmnView) => void modeler.current?.open(view);
  const isOverview = views.find(({ element }) => element.id === active)?.type === 'drd';
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would draw a frame and ask for a legend */}
      <div role="group" className="h-pick" aria-label={words('tables.views')}>
        {views.map((view) => (
          <button
            key={view.element.id}
            type="button"
            aria-pressed={view.element.id === active}
            onClick={() => open(view)}
          >
            {view.type === 'drd' ? words('tables.overview') : (view.element.name ?? view.element.id)}
          </button>
        ))}
      </div>
      <section
        ref={place}
        className={isOverview ? 'h-dmn h-dmn--overview' : 'h-dmn'}
        aria-label={words('tables.editor')}
      />
    </>
  );
}
