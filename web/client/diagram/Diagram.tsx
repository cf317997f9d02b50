import 'bpmn-js/dist/assets/diagram-js.css';
import 'bpmn-js/dist/assets/bpmn-js.css';
import { Add, ArrowLeft, ArrowRight, FitToScreen, Subtract } from '@carbon/icons-react';
import Viewer from 'bpmn-js/lib/NavigatedViewer.js';
import { useEffect, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { useLanguage } from '../language/use-language.ts';
import { type Badge, showBadges } from './badges.ts';
import { shownAround } from './shown-around.ts';

/** The face of bpmn-js that its types lose under Node's way of resolving modules. */
interface NavigatedViewer {
  importXML: (xml: string) => Promise<unknown>;
  get: <T>(service: string) => T;
  destroy: () => void;
}
const NavigatedViewer = Viewer as unknown as new (options: {
  container: HTMLElement;
  zoomScroll: { enabled: boolean };
}) => NavigatedViewer;

interface Canvas {
  zoom: (to?: 'fit-viewport' | number, center?: 'auto') => number;
  addMarker: (element: string, marker: string) => void;
  removeMarker: (element: string, marker: string) => void;
  resized: () => void;
  viewbox: (box?: Box) => { inner: Box };
  scroll: (by: { dx: number; dy: number }) => void;
}

interface Events {
  on: (event: string, then: (clicked: { element: Shape }) => void) => void;
  off: (event: string, then: (clicked: { element: Shape }) => void) => void;
}

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

interface Shape extends Box {
  id: string;
  /** Only what holds others (a sub-process) has any. */
  children?: unknown[];
}

/** Below this scale names cannot be read: one then sees the current step, or the last, and its surroundings. */
const READABLE = 0.8;
/** What a step to the side moves, as a part of what is in sight. */
const PAN = 0.6;

interface Props {
  xml: string;
  active?: string[];
  done?: string[];
  badges?: Badge[];
  /** Nothing more will happen: the way that was taken stands out from the others. */
  over?: boolean;
  /** Where to look when no step is current. */
  at?: string;
  /** Called with the element that is clicked. */
  onChoose?: (elementId: string) => void;
}

const NONE: string[] = [];
const NO_BADGES: Badge[] = [];

/** A circuit as it was drawn, its current step lit. Decorative for a screen reader: the list beside says the same. */
export default function Diagram({
  xml,
  active = NONE,
  done = NONE,
  badges = NO_BADGES,
  over = false,
  at,
  onChoose,
}: Props) {
  const { t } = useLanguage();
  const navigate = useNavigate();
  const place = useRef<HTMLDivElement>(null);
  const [shown, setShown] = useState<{ readonly viewer: NavigatedViewer; readonly xml: string } | null>(null);
  // That of another diagram is on its way out.
  const viewer = shown?.xml === xml ? shown.viewer : null;
  const [failed, setFailed] = useState(false);

  useEffect(() => {
    if (!viewer) return;
    const canvas = viewer.get<Canvas>('canvas');
    const registry = viewer.get<Registry>('elementRegistry');
    const holdsOthers = (id: string) => (registry.get(id)?.children?.length ?? 0) > 0;
    const marks: (readonly [string, string])[] = [
      ...done.map((id) => [id, 'h-done'] as const),
      ...active.map((id) => [id, holdsOthers(id) ? 'h-around' : 'h-active'] as const),
    ].filter(([id]) => registry.get(id) && !(done.includes(id) && holdsOthers(id) && !active.includes(id)));
    if (over && done.length > 0) marks.push(...besides(registry, new Set(done)).map((id) => [id, 'h-aside'] as const));
    for (const [id, mark] of marks) canvas.addMarker(id, mark);
    const current = active.find((id) => registry.get(id) && !holdsOthers(id)) ?? at;
    const stop = whenInSight(place.current as HTMLElement, (host) =>
      showReadably(canvas, host, current ? registry.get(current) : undefined),
    );
    return () => {
      stop();
      for (const [id, mark] of marks) canvas.removeMarker(id, mark);
    };
  }, [viewer, active, done, over, at]);

  useEffect(() => {
    if (!viewer || badges.length === 0) return;
    const registry = viewer.get<{ get: (id: string) => Shape | undefined }>('elementRegistry');
    const isDrawn = (id: string) => registry.get(id) !== undefined;
    return showBadges(viewer.get('overlays'), isDrawn, badges, (to) => void navigate(to));
  }, [viewer, badges, navigate]);

  useEffect(() => {
    if (!viewer || !onChoose) return;
    const events = viewer.get<Events>('eventBus');
    const chosen = ({ element }: { element: Shape }) => onChoose(element.id.replace(/_label$/, ''));
    events.on('element.click', chosen);
    return () => events.off('element.click', chosen);
  }, [viewer, onChoose]);

  // Last: what the others put in a viewer is taken away before it goes.
  useEffect(() => {
    const host = place.current as HTMLElement;
    // The wheel scrolls the page; one zooms with the buttons and moves by dragging.
    const opened = new NavigatedViewer({ container: host, zoomScroll: { enabled: false } });
    let current = true;
    setFailed(false);
    opened
      .importXML(xml)
      .then(() => {
        if (!current) return;
        // Hidden from screen readers, so out of the keyboard's way too.
        for (const element of host.querySelectorAll('a, [tabindex]')) element.setAttribute('tabindex', '-1');
        setShown({ viewer: opened, xml });
      })
      .catch(() => {
        if (current) setFailed(true);
      });
    return () => {
      current = false;
      setShown(null);
      opened.destroy();
    };
  }, [xml]);

  if (failed) return <p className="h-muted">{t('request.diagramFailed')}</p>;
  const zoom = (by: number | null) => {
    const canvas = viewer?.get<Canvas>('canvas');
    if (by === null) canvas?.zoom('fit-viewport', 'auto');
    else canvas?.zoom(canvas.zoom() * by);
  };
  const pan = (direction: 1 | -1) =>
    viewer?.get<Canvas>('canvas').scroll({ dx: -direction * PAN * (place.current?.clientWidth ?? 0), dy: 0 });
  return (
    <div className="h-diagram">
      <div ref={place} className="h-diagram__canvas" aria-hidden="true" />
      <div className="h-diagram__zoom">
        <button type="button" aria-label={t('request.zoomIn')} onClick={() => zoom(1.25)}>
          <Add />
        </button>
        <button type="button" aria-label={t('request.zoomOut')} onClick={() => zoom(0.8)}>
          <Subtract />
        </button>
        <button type="button" aria-label={t('request.zoomFit')} onClick={() => zoom(null)}>
          <FitToScreen />
        </button>
        <button type="button" aria-label={t('request.panBack')} onClick={() => pan(-1)}>
          <ArrowLeft />
        </button>
        <button type="button" aria-label={t('request.panOn')} onClick={() => pan(1)}>
          <ArrowRight />
        </button>
      </div>
    </div>
  );
}

interface Registry {
  get: (id: string) => Shape | undefined;
  filter: (keep: (element: Shape & { waypoints?: unknown; source?: Shape; target?: Shape }) => boolean) => Shape[];
}

/** Steps that were not passed, and the arrows that lead to them. Containers and their frames stay as they are. */
function besides(registry: Registry, done: ReadonlySet<string>): string[] {
  const passed = (shape: Shape | undefined) => shape !== undefined && done.has(shape.id);
  return registry
    .filter((element) => {
      if (element.waypoints) return !(passed(element.source) && passed(element.target));
      return (element.children?.length ?? 0) === 0 && !done.has(element.id.replace(/_label$/, ''));
    })
    .map(({ id }) => id);
}

/** Calls once the place has a size: one in a tab left before the diagram was read has none, and no scale fits it. */
function whenInSight(place: HTMLElement, show: (place: HTMLElement) => void): () => void {
  const sizes = new ResizeObserver(() => {
    if (place.clientWidth === 0 || place.clientHeight === 0) return;
    sizes.disconnect();
    show(place);
  });
  sizes.observe(place);
  return () => sizes.disconnect();
}

/** The whole diagram when it can be read; otherwise what surrounds the current step. */
function showReadably(canvas: Canvas, host: HTMLElement, current: Shape | undefined): void {
  // What was worked out while nothing was in sight is forgotten.
  canvas.resized();
  if (canvas.zoom('fit-viewport', 'auto') >= READABLE || !current) return;
  const { inner } = canvas.viewbox();
  const across = shownAround(current.x + current.width / 2, host.clientWidth / READABLE, [inner.x, inner.width]);
  const down = shownAround(current.y + current.height / 2, host.clientHeight / READABLE, [inner.y, inner.height]);
  canvas.viewbox({ x: across.from, y: down.from, width: across.length, height: down.length });
}
