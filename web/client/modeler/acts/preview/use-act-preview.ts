import { useCallback, useEffect, useRef, useState } from 'react';
import { call, carriedBy } from '#web/client/api/api.ts';
import type { CircuitFault } from '#web/contract/circuits/atelier.ts';
import { useDraftFiles } from '../../draft/use-draft-files.ts';
import { templateOf } from '../../formats/paths.ts';

export interface ActPreview {
  /** Address of the last PDF that could be drawn. */
  readonly pdf: string | null;
  readonly faults: readonly CircuitFault[];
  /** Another reason why there is none: the server is away, the draft is not saved. */
  readonly error: unknown;
  readonly isDrawing: boolean;
}

const PAUSE = 1_200;
const NOTHING: ActPreview = { pdf: null, faults: [], error: null, isDrawing: false };

/** The PDF of an act as it stands, drawn anew after a pause in typing; the last good one stays meanwhile. */
export function useActPreview(path: string, text: string): { preview: ActPreview; refresh: () => void } {
  const { draft, save } = useDraftFiles();
  const [preview, setPreview] = useState(NOTHING);
  const asked = useRef(0);
  const shown = useRef<string | null>(null);

  const refresh = useCallback(async () => {
    asked.current += 1;
    const turn = asked.current;
    const isLatest = () => asked.current === turn;
    setPreview((now) => ({ ...now, isDrawing: true }));
    try {
      // The server draws what it has; a draft that could not be saved says so itself.
      await save();
      const pdf = URL.createObjectURL(
        await call('POST /api/atelier/drafts/:id/act-preview', {
          params: { id: draft.id },
          body: { template: templateOf(path) },
        }),
      );
      if (!isLatest()) return URL.revokeObjectURL(pdf);
      if (shown.current) URL.revokeObjectURL(shown.current);
      shown.current = pdf;
      setPreview({ pdf, faults: [], error: null, isDrawing: false });
    } catch (error) {
      if (!isLatest()) return;
      const invalid = carriedBy(error, 'circuit-invalid');
      setPreview((now) => ({
        pdf: now.pdf,
        faults: invalid?.circuitFaults ?? [],
        error: invalid ? null : error,
        isDrawing: false,
      }));
    }
  }, [draft.id, path, save]);

  const isFirst = useRef(true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each change of the text asks for a new drawing
  useEffect(() => {
    const timer = setTimeout(() => void refresh(), isFirst.current ? 0 : PAUSE);
    isFirst.current = false;
    return () => clearTimeout(timer);
  }, [text, refresh]);

  useEffect(
    () => () => {
      asked.current += 1;
      if (shown.current) URL.revokeObjectURL(shown.current);
    },
    [],
  );
  return { preview, refresh: () => void refresh() };
}
