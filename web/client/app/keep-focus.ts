/**
 * What is disabled while it works (a button, the choice of a file), gone once it was pressed, or in a dialog that closes, loses
 * the focus, and whoever has no mouse would begin the page anew. It takes the focus back once it may be pressed again; where it
 * is gone, what opened its dialog does, or what was around it, so that the same key, pressed once more, does nothing else; where
 * the whole page went, its heading. What one leaves by oneself is left, but for a dialog: as long as it is there, it has the focus.
 * Returns what ends it.
 */
export function keepFocus(): () => void {
  document.addEventListener('focusin', onFocus);
  document.addEventListener('focusout', onBlur);
  // A browser need not tell of the focus of what it removes.
  watch.observe(document.body, { subtree: true, childList: true, attributeFilter: ['disabled'] });
  // What has it already.
  path = wholePath(document.activeElement);
  return () => {
    document.removeEventListener('focusin', onFocus);
    document.removeEventListener('focusout', onBlur);
    watch.disconnect();
  };
}

type Focusable = HTMLElement | SVGElement;
const DIALOG = '[role="dialog"], [role="alertdialog"]';

/** What had the focus, then all that is around it; in a dialog, up to that, then as much of what opened it. */
let path: readonly Focusable[] = [];
/** Of each dialog, the path of what had the focus as it opened. */
const openers = new WeakMap<Element, readonly Focusable[]>();
const watch = new MutationObserver(() => giveBack());

function giveBack(): void {
  if (document.activeElement !== document.body || path.length === 0) return;
  const left = path.find(({ isConnected }) => isConnected);
  if (left?.matches(':disabled')) return;
  if (left !== path[0] && !isWatched()) {
    path = [];
    return;
  }
  for (const [at, place] of path.entries()) {
    if (!place.isConnected) continue;
    const isOpener = path[at - 1]?.matches(DIALOG) === true;
    // What is hidden meanwhile, as a menu that closed, does not take it.
    if (takesFocus(at === 0 || isOpener ? place : around(place))) return;
  }
  // Where the page gave way to another, its heading may be yet to come.
  takesFocus(document.querySelector<HTMLElement>('h1'));
}

/** What is typed in, drawn or followed on a page gives way to what knows where one goes on. */
const isWatched = (): boolean =>
  path[0] instanceof HTMLButtonElement || path.some((each) => each.matches(`:disabled, ${DIALOG}`));

/** Of what is left around what is gone, the heading where that is the whole page. */
const around = (place: Focusable): Focusable | null =>
  place.querySelector<HTMLElement>('h1') ??
  (place.closest(DIALOG) || place.parentElement?.closest('main') ? place : null);

function takesFocus(place: Focusable | null): boolean {
  if (place === null) return false;
  if (place.tabIndex < 0) place.tabIndex = -1;
  place.focus({ preventScroll: true });
  return document.activeElement === place;
}

const openDialog = (): Focusable | undefined => path.find((each) => each.matches(DIALOG) && each.isConnected);

function onFocus({ target }: FocusEvent): void {
  const whole = wholePath(target);
  const open = openDialog();
  // A click beside its fields, or beside it.
  if (open && whole[0] !== open && whole[0]?.contains(open)) {
    takesFocus(open);
    return;
  }
  const dialog = whole.find((each) => each.matches(DIALOG));
  if (dialog && !openers.has(dialog)) openers.set(dialog, path);
  path = dialog ? [...whole.slice(0, whole.indexOf(dialog) + 1), ...(openers.get(dialog) ?? [])] : whole;
}

/** An element, then all that is around it on the page. */
function wholePath(target: EventTarget | null): readonly Focusable[] {
  const isFocusable = target instanceof HTMLElement || target instanceof SVGElement;
  return isFocusable && target !== document.body ? [target, ...wholePath(target.parentElement)] : [];
}

function onBlur({ target, relatedTarget }: FocusEvent): void {
  if (relatedTarget !== null) return;
  // What is being removed may be told so before it is gone; and the whole window may have been left.
  queueMicrotask(() => {
    if (target !== path[0] || document.activeElement !== document.body) return;
    if (!path[0].isConnected || path[0].matches(':disabled')) giveBack();
    else {
      const open = openDialog();
      if (open) takesFocus(open);
      else path = [];
    }
  });
}
