/** How a request was filed. */
export interface Filing {
  /** The person who filed it for the agent; null: the agent did. */
  readonly filedById: string | null;
  /** Whether they entered it from a paper that the agent signed. */
  readonly onPaper: boolean;
}

/** True if the agent asked for it, themselves or on paper: they may then see it and withdraw it. */
export const askedByAgent = ({ filedById, onPaper }: Filing): boolean => filedById === null || onPaper;
