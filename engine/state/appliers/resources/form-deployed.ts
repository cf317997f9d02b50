import type { Recorded } from '../../recorded.ts';
import type { State } from '../../state.ts';

/** A version of a form can be shown. */
export function formDeployed(state: State, event: Recorded<'FORM_DEPLOYED'>): void {
  state.forms.set(event.key, event.value);
}
