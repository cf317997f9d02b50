/** One thing that is said of another: « Visa de : Gestionnaire financier ». */
export interface SaidLine {
  /** Tells it apart from the others of its thing, from one version to the next. */
  readonly key: string;
  readonly label: string;
  readonly value: string;
  /** What analysts write in French, whatever the language on screen. */
  readonly lang?: 'fr' | undefined;
  /** An expression that says something else than what can be chosen: of no language. */
  readonly isCode?: boolean | undefined;
}

/** Something of a circuit as people read it: a step of its drawing, a field of a form. */
export interface Said {
  readonly key: string;
  readonly name: string;
  /** What it is: « Visa », « Date ». */
  readonly type: string;
  /** How deep it stands in others. */
  readonly depth: number;
  readonly lines: readonly SaidLine[];
}

export interface ChangedLine extends Omit<SaidLine, 'value'> {
  /** Null: it was not said. */
  readonly before: string | null;
  readonly after: string | null;
}

export interface Changed extends Omit<Said, 'lines' | 'depth'> {
  readonly change: 'added' | 'removed' | 'changed';
  readonly lines: readonly ChangedLine[];
}

/**
 * What changed from one reading to another, in the order of the second; what it lacks comes last.
 * @param named what the name of a thing is called, and its type, where they changed
 */
export function changesIn(
  before: readonly Said[],
  after: readonly Said[],
  named: { readonly name: string; readonly type: string },
): Changed[] {
  const withNames = ({ name, type, lines }: Said): SaidLine[] => [
    { key: ' name', label: named.name, value: name },
    { key: ' type', label: named.type, value: type },
    ...lines,
  ];
  const former = byKey(before);
  const latter = byKey(after);
  return [...after, ...before.filter(({ key }) => !latter.has(key))].flatMap(({ key, name, type }): Changed[] => {
    const [was, is] = [former.get(key), latter.get(key)];
    if (was && is) {
      const lines = changedLines(withNames(was), withNames(is));
      return lines.length > 0 ? [{ key, name, type, change: 'changed', lines }] : [];
    }
    return [
      { key, name, type, change: is ? 'added' : 'removed', lines: changedLines(was?.lines ?? [], is?.lines ?? []) },
    ];
  });
}

function changedLines(before: readonly SaidLine[], after: readonly SaidLine[]): ChangedLine[] {
  const former = byKey(before);
  const latter = byKey(after);
  return [...after, ...before.filter(({ key }) => !latter.has(key))].flatMap(({ key, label, lang, isCode }) => {
    const [was, is] = [former.get(key)?.value ?? null, latter.get(key)?.value ?? null];
    return was === is ? [] : [{ key, label, before: was, after: is, lang, isCode }];
  });
}

const byKey = <Keyed extends { readonly key: string }>(all: readonly Keyed[]): ReadonlyMap<string, Keyed> =>
  new Map(all.map((one) => [one.key, one]));
