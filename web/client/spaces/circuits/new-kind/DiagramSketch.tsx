import { useMemo } from 'react';
import { type SketchShape, sketchOf } from './sketch.ts';

/** A small drawing of a diagram, to be told from others at a glance; its sentence says the same. */
export function DiagramSketch({ xml }: { xml: string }) {
  const sketch = useMemo(() => sketchOf(xml), [xml]);
  if (!sketch) return null;
  const { x, y, width, height } = sketch.box;
  return (
    <svg
      className="h-sketch"
      viewBox={`${x} ${y} ${width} ${height}`}
      preserveAspectRatio="xMinYMid"
      aria-hidden="true"
      focusable="false"
    >
      {sketch.flows.map((points) => {
        const line = points.map((point) => `${point.x},${point.y}`).join(' ');
        return <polyline key={line} points={line} />;
      })}
      {sketch.shapes.map((shape) => (
        <Shape key={shape.id} {...shape} />
      ))}
    </svg>
  );
}

function Shape({ is, x, y, width, height }: SketchShape) {
  const [middle, centre] = [x + width / 2, y + height / 2];
  switch (is) {
    case 'event':
      return <circle cx={middle} cy={centre} r={width / 2} />;
    case 'gateway':
      return <polygon points={`${middle},${y} ${x + width},${centre} ${middle},${y + height} ${x},${centre}`} />;
    case 'step':
      return <rect x={x} y={y} width={width} height={height} rx={10} />;
  }
}
