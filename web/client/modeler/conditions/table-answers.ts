const textOf = (element: Element): string => (element.textContent ?? '').trim();

/**
 * What the tables of some files answer, by their ids: each answer as its rule writes it. Only tables of one column: what several
 * give is a context. Needs a browser.
 */
export function tableAnswers(files: readonly { readonly path: string; readonly text: string | null }[]) {
  const answers = new Map<string, readonly string[]>();
  for (const { path, text } of files) {
    if (!path.endsWith('.dmn') || !text) continue;
    const document = new DOMParser().parseFromString(text, 'application/xml');
    for (const decision of within(document, 'decision')) {
      const [table] = within(decision, 'decisionTable');
      const id = decision.getAttribute('id');
      if (!table || !id || within(table, 'output').length !== 1) continue;
      answers.set(id, within(table, 'outputEntry').map(textOf));
    }
  }
  return answers;
}

const within = (holder: Document | Element, name: string): Element[] => [...holder.getElementsByTagNameNS('*', name)];
