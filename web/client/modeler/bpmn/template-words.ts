/** Parts of an element template that people read. */
export const READ = new Set(['name', 'description', 'label', 'message', 'whenAbsent']);

/**
 * An element template with what people read of it in other words; what has none stays as it was drawn.
 * The templates of `processes/_templates` are written in French, their English words are in `words.en.json` beside them.
 */
export function templateIn<T>(template: T, words: Readonly<Record<string, string>>): T {
  const say = (value: unknown, key: string): unknown => {
    if (typeof value === 'string') return READ.has(key) ? (words[value] ?? value) : value;
    if (Array.isArray(value)) return value.map((each) => say(each, ''));
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(Object.entries(value).map(([name, held]) => [name, say(held, name)]));
  };
  return say(template, '') as T;
}
