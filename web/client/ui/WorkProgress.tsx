import { ProgressBar } from '@carbon/react';
import type { ComponentProps } from 'react';

/** How far some work is, and the same in words. The bar's own help would add a hidden « Loading », whatever the page speaks. */
export function WorkProgress({
  said,
  ...bar
}: Omit<ComponentProps<typeof ProgressBar>, 'helperText'> & { readonly said: string }) {
  return (
    <div>
      <ProgressBar {...bar} />
      <p className="h-help">{said}</p>
    </div>
  );
}
