import 'bpmn-js/dist/assets/diagram-js.css';
import 'bpmn-js/dist/assets/bpmn-js.css';
import Viewer from 'bpmn-js/lib/NavigatedViewer.js';
import { useEffect, useRef, useState } from 'react';
import { useLanguage } from '../../language/use-language.ts';

export type Mark = 'added' | 'removed' | 'changed' | 'moved';

/** The face of bpmn-js that its types lose under Node's way of resolving modules. */
interface NavigatedViewer {
  importXML: (xml: string) => Promise<unknown>;
  get: <T>(service: string) => T;
  destroy: () => void;
}
const NavigatedViewer = Viewer as unknown as new (options: object) => NavigatedViewer;

interface Canvas {
  zoom: (to: 'fit-viewport', center: 'auto') => void;
  addMarker: (element: string, marker: string) => void;
}

/** A diagram with what changed in colours. For eyes only: the list beside says the same. */
export default function MarkedDiagram({ xml, marks }: { xml: string; marks: ReadonlyMap<string, Mark> }) {
  const { t } = useLanguage();
  const place = useRef<HTMLDivElement>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    const host = place.current as HTMLElement;
    const viewer = new NavigatedViewer({ container: host, zoomScroll: { enabled: false } });
    let current = true;
    setFailed(false);
    viewer
      .importXML(xml)
      .then(() => {
        if (!current) return;
        const canvas = viewer.get<Canvas>('canvas');
        const registry = viewer.get<{ get: (id: string) => unknown }>('elementRegistry');
        for (const [id, mark] of marks) if (registry.get(id)) canvas.addMarker(id, `h-${mark}`);
        canvas.zoom('fit-viewport', 'auto');
        for (const element of host.querySelectorAll('a, [tabindex]')) element.setAttribute('tabindex', '-1');
      })
      .catch(() => current && setFailed(true));
    return () => {
      current = false;
      viewer.destroy();
    };
  }, [xml, marks]);
  if (failed) return <p className="h-muted">{t('request.diagramFailed')}</p>;
  return (
    <div className="h-diagram h-compare">
      <div ref={place} className="h-diagram__canvas" aria-hidden="true" />
    </div>
  );
}
