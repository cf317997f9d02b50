/** Says a text of a library's screen in another language; null leaves it as it is. */
export type Say = (text: string) => string | null;

const ATTRIBUTES = ['title', 'aria-label', 'placeholder', 'data-placeholder'];

/**
 * Some editors speak English only and have no way to be told other words. Their screen is said in French as it is drawn:
 * whole texts found in a dictionary, never parts, and nothing inside what an analyst wrote (`own`, a selector).
 * Gives the way to stop.
 */
export function translateDom(host: HTMLElement, say: Say, own: string): () => void {
  const isOwn = (element: Element | null) => element === null || element.closest(own) !== null;

  const sayText = (node: Text) => {
    const text = node.data.trim();
    if (text === '' || isOwn(node.parentElement)) return;
    const said = say(text);
    if (said !== null && said !== text) node.data = node.data.replace(text, () => said);
  };
  const sayAttributes = (element: Element) => {
    for (const name of ATTRIBUTES) {
      const text = element.getAttribute(name);
      const said = text && !isOwn(element) ? say(text) : null;
      if (said !== null && said !== text) element.setAttribute(name, said);
    }
  };
  const sayAll = (root: Node) => {
    if (root instanceof Text) sayText(root);
    if (!(root instanceof Element)) return;
    sayAttributes(root);
    for (const element of root.querySelectorAll('*')) sayAttributes(element);
    const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node; node = texts.nextNode()) sayText(node as Text);
  };

  const observer = new MutationObserver((changes) => {
    for (const { type, target, addedNodes } of changes) {
      if (type === 'childList') for (const node of addedNodes) sayAll(node);
      else if (type === 'characterData') sayText(target as Text);
      else sayAttributes(target as Element);
    }
  });
  sayAll(host);
  observer.observe(host, {
    subtree: true,
    childList: true,
    characterData: true,
    attributes: true,
    attributeFilter: ATTRIBUTES,
  });
  return () => observer.disconnect();
}
