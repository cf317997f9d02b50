/** How an analyst lays out the drawing and its panel, on this device. */
export interface DeskLayout {
  /** The panel of properties is put away. */
  readonly isFolded: boolean;
  /** Of the panel, in pixels. */
  readonly width: number;
  /** The drawing as a whole is shown small over a corner of it. */
  readonly isMapped: boolean;
}

export const MIN_WIDTH = 256;
export const MAX_WIDTH = 640;
const START: DeskLayout = { isFolded: false, width: 336, isMapped: false };
const KEY = 'harmonie.modeler.desk';

export const widthWithin = (width: number): number => Math.round(Math.max(MIN_WIDTH, Math.min(width, MAX_WIDTH)));

/** The layout as it was left here; how it begins where none was kept, or none that can be read. */
export function readLayout(storage: Pick<Storage, 'getItem'> = localStorage): DeskLayout {
  try {
    const kept: unknown = JSON.parse(storage.getItem(KEY) ?? '{}');
    const { isFolded, width, isMapped } = (kept ?? {}) as Partial<Record<keyof DeskLayout, unknown>>;
    return {
      isFolded: isFolded === true,
      isMapped: isMapped === true,
      width: typeof width === 'number' && Number.isFinite(width) ? widthWithin(width) : START.width,
    };
  } catch {
    return START;
  }
}

/** Storage can be full or forbidden: the layout is then that of this page alone. */
export function keepLayout(layout: DeskLayout, storage: Pick<Storage, 'setItem'> = localStorage): void {
  try {
    storage.setItem(KEY, JSON.stringify(layout));
  } catch {
    // It begins anew the next time.
  }
}
