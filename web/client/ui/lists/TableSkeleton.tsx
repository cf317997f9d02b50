/** The shape of a list while it comes. */
export function TableSkeleton({ columns, rows = 5 }: { columns: number; rows?: number }) {
  const lines = Array.from({ length: rows }, (_, index) => index);
  const cells = Array.from({ length: columns }, (_, index) => index);
  return (
    <div className="h-skeleton" aria-hidden="true">
      {lines.map((line) => (
        <div key={line}>
          {cells.map((cell) => (
            <span key={cell} className="cds--skeleton__text" />
          ))}
        </div>
      ))}
    </div>
  );
}
