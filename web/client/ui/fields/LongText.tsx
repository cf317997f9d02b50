import { TextArea } from '@carbon/react';
import { type ComponentProps, useLayoutEffect, useRef } from 'react';

type LongTextProps = Omit<ComponentProps<typeof TextArea>, 'ref' | 'id'> & {
  id: string;
  ref?: React.RefObject<HTMLTextAreaElement | null>;
};

/**
 * Carbon's text area, whose error is read with its field: by itself Carbon ties the two by `aria-errormessage` alone,
 * which most screen readers leave unsaid, and it takes no `aria-describedby`.
 */
export function LongText({ ref, ...props }: LongTextProps) {
  const own = useRef<HTMLTextAreaElement>(null);
  const field = ref ?? own;
  const errorId = `${props.id}-error-msg`;
  useLayoutEffect(() => {
    const area = field.current;
    if (props.invalid) area?.setAttribute('aria-describedby', errorId);
    else if (area?.getAttribute('aria-describedby') === errorId) area.removeAttribute('aria-describedby');
  });
  return <TextArea ref={field} {...props} />;
}
