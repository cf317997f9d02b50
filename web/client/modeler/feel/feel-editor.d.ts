// The face of bpmn-io's editor of FEEL that the atelier uses: it comes without types.
declare module '@bpmn-io/feel-editor' {
  import type { Extension } from '@codemirror/state';
  import type { EditorView } from 'codemirror';

  /** A name that is offered while one types; `entries` are those that a dot leads to. */
  export interface Variable {
    readonly name: string;
    readonly info?: string;
    readonly detail?: string;
    readonly entries?: readonly Variable[];
  }

  export default class FeelEditor {
    readonly _cmEditor: EditorView;
    constructor(options: {
      container: HTMLElement;
      value?: string;
      variables?: readonly Variable[];
      parserDialect?: 'camunda';
      contentAttributes?: Readonly<Record<string, string>>;
      extensions?: readonly Extension[];
      onChange?: (value: string) => void;
    });
    setVariables(variables: readonly Variable[]): void;
    setValue(value: string): void;
  }
}
