import { acceptCompletion, completionStatus } from '@codemirror/autocomplete';
import { insertNewlineAndIndent } from '@codemirror/commands';
import { type Extension, Prec } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';

/**
 * For one editor. Who writes fast presses Enter while the list of names is still being read: Enter waits for it, and takes
 * what it shows first; it begins a line only where no list opens.
 */
export function enterWaits(): Extension {
  let isWaiting = false;
  const enter = keymap.of([
    {
      key: 'Enter',
      run: ({ state }) => {
        isWaiting = completionStatus(state) === 'pending';
        return isWaiting;
      },
    },
  ]);
  return [
    // After the list's own keys, before those that write.
    Prec.high(enter),
    EditorView.updateListener.of(({ view, state, docChanged, selectionSet }) => {
      if (!isWaiting) return;
      const isRead = completionStatus(state) !== 'pending';
      // One who went on writing does not mean that Enter any more.
      isWaiting = !(isRead || docChanged || selectionSet);
      if (isRead && !docChanged && !selectionSet && !acceptCompletion(view)) insertNewlineAndIndent(view);
    }),
  ];
}
