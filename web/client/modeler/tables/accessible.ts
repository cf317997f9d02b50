/** Mends what dmn-js leaves without a name for a screen reader, and its lists of choices. Gives the way to stop. */
export function accessible(host: HTMLElement, name: string): () => void {
  const mend = () => {
    for (const cell of host.querySelectorAll<HTMLElement>('[contenteditable="true"]:not([aria-label])')) {
      cell.setAttribute('aria-label', cell.closest('[title]')?.getAttribute('title') ?? name);
      if (!cell.hasAttribute('role')) cell.setAttribute('role', 'textbox');
    }
    // The corner above the numbers of the rules heads no column.
    for (const corner of host.querySelectorAll('th.index-column:empty:not([role])'))
      corner.setAttribute('role', 'cell');
  };
  // dmn-js closes a list of choices when the focus leaves it. Pressing on a choice, which takes no focus itself, would give
  // it to the page's main part: the list would be gone before the choice is made.
  const keepFocus = (event: MouseEvent) => {
    if ((event.target as Element).closest('.dms-select-options')) event.preventDefault();
  };
  host.addEventListener('mousedown', keepFocus, true);
  const observer = new MutationObserver(mend);
  observer.observe(host, { subtree: true, childList: true });
  mend();
  return () => {
    observer.disconnect();
    host.removeEventListener('mousedown', keepFocus, true);
  };
}
