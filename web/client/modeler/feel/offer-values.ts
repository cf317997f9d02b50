import FeelEditor, { type Variable } from '@bpmn-io/feel-editor';
import { autocompletion, type CompletionResult } from '@codemirror/autocomplete';
import { EditorState, StateEffect } from '@codemirror/state';
import { enterWaits } from './enter-waits.ts';
import { offeredName } from './offered-names.ts';
import { valuesAfter } from './values-after.ts';

interface Completing {
  readonly pos: number;
  readonly state: EditorState;
}

/** What CodeMirror offers where a name is compared: all that the name can be. */
function completeValues({ pos, state }: Completing): CompletionResult | null {
  const found = valuesAfter(state.doc.toString(), pos, (name) => offeredName(name)?.values ?? []);
  if (found === null) return null;
  const { from, to, values } = found;
  return {
    from,
    to,
    filter: true,
    // With each letter at once: a list that waits to be read again lets Enter pass.
    update: (_former, _from, _to, now) => completeValues(now),
    options: values.map(({ written, label }) => ({
      label: written,
      type: 'constant',
      boost: 50,
      ...(label !== null && { detail: label }),
    })),
  };
}

const offered = [
  EditorState.languageData.of(() => [{ autocomplete: completeValues }]),
  // Who writes fast presses Enter as the list opens: what it shows is taken, where CodeMirror would begin a line.
  autocompletion({ interactionDelay: 0 }),
];
const extended = new WeakSet<FeelEditor>();

/**
 * The panels of bpmn-io make the editors of FEEL, and give each the names that it offers as it opens: then they offer values
 * too, and names in words. Import this file before any of them is made.
 */
const setVariables = FeelEditor.prototype.setVariables;
FeelEditor.prototype.setVariables = function offerValues(this: FeelEditor, variables: readonly Variable[] = []) {
  if (!extended.has(this)) {
    extended.add(this);
    this._cmEditor.dispatch({ effects: StateEffect.appendConfig.of([...offered, enterWaits()]) });
  }
  setVariables.call(this, variables.map(inWords));
};

function inWords(variable: Variable): Variable {
  const label = offeredName(variable.name)?.label ?? null;
  return label === null || variable.info !== undefined ? variable : { ...variable, info: label };
}
