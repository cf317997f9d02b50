/** Mends what dmn-js leaves without a name for a screen reader. Gives the way to stop. */
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
  const observer = new MutationObserver(mend);
  observer.observe(host, { subtree: true, childList: true });
  mend();
  return () => observer.disconnect();
}
