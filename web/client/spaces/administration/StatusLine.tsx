/** What was just done, read out where it changes; empty until then. */
export function StatusLine({ text }: { text: string }) {
  return (
    <p role="status" className="h-adminform__told">
      {text}
    </p>
  );
}
