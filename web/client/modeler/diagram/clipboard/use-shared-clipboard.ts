import { useEffect, useRef, useState } from 'react';
import type { BpmnModeler, BusinessObject } from '../../bpmn/services.ts';
import { useDraftFiles } from '../../draft/use-draft-files.ts';
import { type Brought, bring, calledHere, type Needs, needsOf } from './needs.ts';

/** After bpmn-js has made the new element of what was copied. */
const LAST = 100;

/** An element being pasted: what was copied of it, and what it becomes. */
interface Pasted {
  readonly descriptor: { readonly id: string; readonly businessObject?: BusinessObject };
}

interface Extended extends BusinessObject {
  readonly extensionElements?: { readonly values?: readonly { $type: string; processId?: string }[] };
}

/**
 * Lets what is copied in one draft be pasted in another: what the elements need comes with them. Answers what was brought last; null
 * until something was.
 */
export function useSharedClipboard(modeler: BpmnModeler | null): Brought | null {
  const { draft, files, take } = useDraftFiles();
  const [brought, setBrought] = useState<Brought | null>(null);
  const latest = useRef({ files, take });
  latest.current = { files, take };
  const kind = draft.of === 'block' ? null : draft.kind;

  useEffect(() => {
    if (modeler === null) return;
    const clipboard = modeler.get('clipboard');
    const events = modeler.get('eventBus');
    const ids = new Map<string, string>();
    clipboard.beside = (tree) => ({ draftId: draft.id, needs: needsOf(tree, latest.current.files) });
    const begin = () => ids.clear();
    const paste = (event: Record<string, unknown>) => {
      const { descriptor } = event as unknown as Pasted;
      const made = descriptor.businessObject as Extended | undefined;
      if (made === undefined) return;
      ids.set(descriptor.id, made.id);
      for (const extension of made.extensionElements?.values ?? [])
        if (extension.$type === 'zeebe:CalledElement' && extension.processId)
          extension.processId = calledHere(extension.processId, kind);
    };
    const end = () => {
      const beside = clipboard.getBeside() as { draftId: string; needs: Needs } | null;
      if (ids.size === 0 || beside === null) return;
      const what = bring(beside.needs, ids, latest.current.files);
      ids.clear();
      for (const [path, text] of Object.entries(what.changes)) if (text !== null) latest.current.take(path, text);
      if (beside.draftId !== draft.id) setBrought(what);
    };
    events.on('copyPaste.pasteElements', begin);
    events.on('copyPaste.pasteElement', LAST, paste);
    events.on('commandStack.elements.create.postExecuted', end);
    return () => {
      events.off('copyPaste.pasteElements', begin);
      events.off('copyPaste.pasteElement', paste);
      events.off('commandStack.elements.create.postExecuted', end);
    };
  }, [modeler, draft.id, kind]);

  return brought;
}
