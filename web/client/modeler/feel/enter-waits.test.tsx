import { autocompletion, type CompletionResult } from '@codemirror/autocomplete';
import { defaultKeymap } from '@codemirror/commands';
import { EditorView, keymap, runScopeHandlers } from '@codemirror/view';
import { expect, test } from '@jest/globals';
import { waitFor } from '@testing-library/react';
import { enterWaits } from './enter-waits.ts';

// Nothing is laid out here.
Range.prototype.getClientRects = () => [] as unknown as DOMRectList;

/** An editor in which « qu » was just typed, and whose list of names is read when it is answered. */
function anEditor() {
  const read = Promise.withResolvers<CompletionResult | null>();
  const view = new EditorView({
    parent: document.body,
    extensions: [
      autocompletion({ override: [() => read.promise], interactionDelay: 0, activateOnTypingDelay: 0 }),
      keymap.of(defaultKeymap),
      enterWaits(),
    ],
  });
  const write = (text: string) => {
    const at = view.state.doc.length;
    view.dispatch({
      changes: { from: at, insert: text },
      selection: { anchor: at + text.length },
      userEvent: 'input.type',
    });
  };
  write('qu');
  return {
    write,
    text: () => view.state.doc.toString(),
    pressEnter: () => runScopeHandlers(view, new KeyboardEvent('keydown', { key: 'Enter', keyCode: 13 }), 'editor'),
    answer: (...names: string[]) =>
      read.resolve(names.length === 0 ? null : { from: 0, options: names.map((label) => ({ label })) }),
  };
}

test('Enter that comes before the list of names takes what it opens on', async () => {
  const editor = anEditor();
  expect(editor.pressEnter()).toBe(true);
  expect(editor.text()).toBe('qu');
  editor.answer('quota', 'quotaBefore');
  await waitFor(() => expect(editor.text()).toBe('quota'));
});

test('Enter begins a line where no list opens', async () => {
  const editor = anEditor();
  editor.pressEnter();
  editor.answer();
  await waitFor(() => expect(editor.text()).toBe('qu\n'));
});

test('Enter is forgotten by who goes on writing', async () => {
  const editor = anEditor();
  editor.pressEnter();
  editor.write('o');
  editor.answer('quota');
  await waitFor(() => expect(document.querySelector('.cm-tooltip-autocomplete')).not.toBeNull());
  expect(editor.text()).toBe('quo');
});
