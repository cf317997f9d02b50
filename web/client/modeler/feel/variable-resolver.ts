import type { DrawnElement } from '#domain/circuit/flows.ts';
import type { KnownName } from '#web/contract/circuits/atelier.ts';
import { namesAt } from './names-at.ts';

/** What the panel of properties asks for the names that an element may use. */
export interface VariableResolver {
  getVariablesForElement: (element: DrawnElement) => Promise<{ name: string }[]>;
}

/** The names of a diagram for its panel: known once the portal has read the draft, and anew with each check. */
export interface NamesOfDiagram extends VariableResolver {
  tell: (names: readonly KnownName[]) => void;
}

export function namesOfDiagram(): NamesOfDiagram {
  let told: readonly KnownName[] | null = null;
  const waiting: (() => void)[] = [];
  return {
    tell(names) {
      told = names;
      for (const go of waiting.splice(0)) go();
    },
    async getVariablesForElement(element) {
      if (told === null) await new Promise<void>((go) => waiting.push(go));
      return namesAt(element, told ?? []).map(({ name }) => ({ name }));
    },
  };
}
