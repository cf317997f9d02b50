import type { Plugin } from 'vite';

const END_OF_FIRST = '/* end of first */';

/**
 * A style sheet that begins by `@use "first"` comes after that one: what they share is left out of it. Said again, it
 * would undo what `first` changes of Carbon.
 */
export function laterSheet(): Plugin {
  return {
    name: 'harmonie:later-sheet',
    apply: 'build',
    transform: {
      filter: { id: /styles\/pages\.scss$/ },
      handler(css) {
        const end = css.indexOf(END_OF_FIRST);
        if (end < 0) throw new Error(`styles/first.scss no longer says where it ends: ${END_OF_FIRST}`);
        return css.slice(end + END_OF_FIRST.length);
      },
    },
  };
}
