import {
  Decoration,
  type DecorationSet,
  EditorView,
  MatchDecorator,
  ViewPlugin,
  type ViewUpdate,
  WidgetType,
} from '@codemirror/view';
import { CHIP, type Chip, chipIn } from '#domain/act/text/chips.ts';

/** How a datum reads on screen: its name, and whether the circuit has it. */
export type SayChip = (chip: Chip) => { readonly label: string; readonly isKnown: boolean };

class ChipWidget extends WidgetType {
  readonly #label: string;
  readonly #isKnown: boolean;

  constructor({ label, isKnown }: ReturnType<SayChip>) {
    super();
    this.#label = label;
    this.#isKnown = isKnown;
  }
  override eq(other: ChipWidget): boolean {
    return other.#label === this.#label && other.#isKnown === this.#isKnown;
  }
  toDOM(): HTMLElement {
    const chip = document.createElement('span');
    chip.className = this.#isKnown ? 'h-chip' : 'h-chip h-chip--unknown';
    chip.textContent = this.#label;
    // Its name is of the screen, whatever language the text around it is in.
    chip.lang = document.documentElement.lang;
    return chip;
  }
  override ignoreEvent(): boolean {
    return false;
  }
}

/** Data between braces, seen as one word each: the cursor goes over it, one key removes it. */
export function chips(say: SayChip) {
  const matcher = new MatchDecorator({
    regexp: new RegExp(CHIP.source, 'g'),
    decoration: (match) => Decoration.replace({ widget: new ChipWidget(say(chipIn(match[1] ?? ''))) }),
  });
  return ViewPlugin.fromClass(
    class {
      decorations: DecorationSet;
      constructor(view: EditorView) {
        this.decorations = matcher.createDeco(view);
      }
      update(update: ViewUpdate) {
        this.decorations = matcher.updateDeco(update, this.decorations);
      }
    },
    {
      decorations: ({ decorations }) => decorations,
      provide: (plugin) => EditorView.atomicRanges.of((view) => view.plugin(plugin)?.decorations ?? Decoration.none),
    },
  );
}
