/** A decision of a file of tables. */
export interface TableAnswers {
  readonly id: string;
  readonly name: string;
  /** Each answer as its rule writes it; none of a table of several columns, which gives a context, nor of what is no table. */
  readonly answers: readonly string[];
}

type Files = readonly { readonly path: string; readonly text: string | null }[];

/** The decisions of some files, with what they answer. Needs a browser. */
export const tablesIn = (files: Files): TableAnswers[] =>
  files.flatMap(({ path, text }) => {
    if (!path.endsWith('.dmn') || !text) return [];
    const document = new DOMParser().parseFromString(text, 'application/xml');
    return within(document, 'decision').flatMap((decision) => {
      const [table] = within(decision, 'decisionTable');
      const id = decision.getAttribute('id');
      if (!id) return [];
      const answers = table && within(table, 'output').length === 1 ? within(table, 'outputEntry').map(textOf) : [];
      return [{ id, name: decision.getAttribute('name') || id, answers }];
    });
  });

/** What the tables of some files answer, by their ids. Needs a browser. */
export const tableAnswers = (files: Files): Map<string, readonly string[]> =>
  new Map(tablesIn(files).map(({ id, answers }) => [id, answers]));

const textOf = (element: Element): string => (element.textContent ?? '').trim();
const within = (holder: Document | Element, name: string): Element[] => [...holder.getElementsByTagNameNS('*', name)];
