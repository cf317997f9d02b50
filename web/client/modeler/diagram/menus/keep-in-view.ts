import type { BpmnModeler } from '../../bpmn/services.ts';

const MARGIN = 8;

/**
 * Menus of the drawing open where they can be seen whole. By themselves they go by the size of the page, which is longer
 * than the window: a menu asked for at the bottom of it opened below the fold.
 */
export function keepMenusInView(modeler: BpmnModeler): void {
  const events = modeler.get('eventBus');
  let watch: ResizeObserver | undefined;
  events.on('popupMenu.opened', () => {
    const menu = modeler.get('canvas').getContainer().querySelector<HTMLElement>('.djs-popup');
    if (!menu) return;
    // A search makes it shorter, going back makes it longer again.
    watch = new ResizeObserver(() => moveIntoView(menu));
    watch.observe(menu);
    moveIntoView(menu);
  });
  events.on(['popupMenu.close', 'diagram.destroy'], () => watch?.disconnect());
}

function moveIntoView(menu: HTMLElement): void {
  const { left, top, width, height } = menu.getBoundingClientRect();
  menu.style.left = `${within(left, window.innerWidth - width)}px`;
  menu.style.top = `${within(top, window.innerHeight - height)}px`;
}

const within = (at: number, max: number): number => Math.max(MARGIN, Math.min(at, max - MARGIN));
