/** A component of a form, as far as it says something to people. */
export interface WordedComponent {
  readonly id: string;
  readonly key?: string;
  readonly label?: string;
  readonly dateLabel?: string;
  readonly timeLabel?: string;
  readonly description?: string;
  readonly text?: string;
  readonly values?: readonly { readonly label: string; readonly value: unknown }[];
  readonly properties?: Readonly<Record<string, string>>;
  readonly components?: readonly WordedComponent[];
}

/** What the portal's own properties say to people. */
export const MESSAGES = ['validateMessage', 'requiredWhenMessage'] as const;

/** Returns the key of a component's words: « quota » in « quota.label ». */
export const wordName = ({ key, id }: Pick<WordedComponent, 'key' | 'id'>): string => key ?? id;

/**
 * Lists the words that a component shows, by their keys in the texts: « quota.label », «
 * quota.options.50 »…
 */
export function wordsOf(component: WordedComponent): Record<string, string> {
  const name = wordName(component);
  const label = component.label || component.dateLabel || component.timeLabel;
  return {
    ...(label && { [`${name}.label`]: label }),
    ...(component.description && { [`${name}.description`]: component.description }),
    ...(component.text && { [`${name}.text`]: component.text }),
    ...Object.fromEntries(
      (component.values ?? []).map((option) => [`${name}.options.${String(option.value)}`, option.label]),
    ),
    ...Object.fromEntries(
      MESSAGES.flatMap((property) => {
        const message = component.properties?.[property];
        return message ? [[`${name}.${property}`, message]] : [];
      }),
    ),
  };
}

/** Reads the words of a form drawn elsewhere; none if it is no form, or has none. */
export function wordsInForm(text: string): Record<string, string> {
  try {
    const words: Record<string, string> = {};
    const waiting: unknown[] = [JSON.parse(text)];
    // The array grows while it is walked.
    for (const holder of waiting) {
      const { components } = (holder ?? {}) as { components?: unknown };
      if (!Array.isArray(components)) continue;
      for (const component of components) {
        waiting.push(component);
        for (const [key, word] of Object.entries(wordsOf(component)))
          if (typeof word === 'string' && word !== '') words[key] = word;
      }
    }
    return words;
  } catch {
    return {};
  }
}
