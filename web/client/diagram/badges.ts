/** Figures at an element of a diagram. */
export interface Badge {
  elementId: string;
  count: number;
  /** Of them, those that are stopped. */
  alert: number;
  /** Where they are listed. For the mouse: the keyboard has the list beside the diagram. */
  to?: string;
}

interface Overlays {
  add: (
    element: string,
    overlay: { position: { top: number; right: number }; scale: { min: number }; html: HTMLElement },
  ) => string;
  remove: (id: string) => void;
}

const figure = (number: number, modifier: string): HTMLElement => {
  const badge = document.createElement('span');
  badge.className = `h-diagram-badge${modifier}`;
  badge.textContent = String(number);
  return badge;
};

/** What holds the figures of one element: a link, where they lead somewhere. */
function holder(to: string | undefined, open: (to: string) => void): HTMLElement {
  if (to === undefined) return document.createElement('span');
  const link = document.createElement('a');
  link.href = to;
  link.tabIndex = -1;
  link.addEventListener('click', (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open(to);
  });
  return link;
}

/**
 * Puts the figures on the corner of their elements, readable when the whole is shown small; gives what takes them away. What is
 * not drawn is left to the list.
 */
export function showBadges(
  overlays: Overlays,
  isDrawn: (id: string) => boolean,
  badges: readonly Badge[],
  open: (to: string) => void,
): () => void {
  const ids = badges.flatMap(({ elementId, count, alert, to }) => {
    if (!isDrawn(elementId)) return [];
    const html = holder(to, open);
    if (count > 0) html.append(figure(count, ''));
    if (alert > 0) html.append(figure(alert, ' h-diagram-badge--alert'));
    return [overlays.add(elementId, { position: { top: -12, right: 12 }, scale: { min: 1 }, html })];
  });
  return () => {
    for (const id of ids) overlays.remove(id);
  };
}
