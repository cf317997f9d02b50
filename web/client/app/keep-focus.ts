/**
 * What is disabled while it works (a button, the choice of a file), or gone once it was pressed, loses the focus, and whoever
 * has no mouse would begin the page anew. It takes the focus back once it may be pressed again; where it is gone, what was around
 * it does, so that the same key, pressed once more, does nothing else. What one leaves by oneself is left. Asked for again, it
 * changes nothing.
 */
export function keepFocus(): void {
  document.addEventListener('focusin', onFocus);
  document.addEventListener('focusout', onBlur);
}

/** What had the focus, then all that is around it. */
let path: HTMLElement[] = [];
const watch = new MutationObserver(() => giveBack());

function forget(): void {
  path = [];
  watch.disconnect();
}

function giveBack(): void {
  if (document.activeElement !== document.body) forget();
  // In a dialog outside of the page too, what is there again takes it.
  const place = path.find(({ isConnected }) => isConnected);
  if (place === undefined || place.matches(':disabled')) return;
  const isBack = place === path[0];
  forget();
  // Where the whole page gave way to another, that one says itself where one is.
  if (isBack || place.parentElement?.closest('main')) focusOn(place);
}

function focusOn(place: HTMLElement): void {
  if (place.tabIndex < 0) place.tabIndex = -1;
  place.focus({ preventScroll: true });
}

function onFocus(event: FocusEvent): void {
  forget();
  path = event.composedPath().filter((each) => each instanceof HTMLElement);
}

function onBlur({ target, relatedTarget }: FocusEvent): void {
  if (relatedTarget !== null || !(target instanceof HTMLElement)) return;
  const isDisabled = target.matches(':disabled');
  if (!isDisabled && !(target instanceof HTMLButtonElement)) return;
  // What is being removed is told so before it is gone.
  queueMicrotask(() => {
    if (target !== path[0]) return;
    if (isDisabled || !target.isConnected) {
      watch.observe(document.body, { subtree: true, childList: true, attributeFilter: ['disabled'] });
      giveBack();
    } else forget();
  });
}
