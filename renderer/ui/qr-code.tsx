import { create } from 'qrcode';
import { useMemo } from 'react';
import css from './qr-code.module.css';

/** Quiet zone around a QR code, in modules. Source: ISO/IEC 18004, 5.3.8. */
const quiet = 4;

type QrCodeProps = {
  /** What the code says, for example a GS1 Digital Link. */
  readonly text: string;
  /** What it is for, read out by screen readers. */
  readonly label: string;
  /** Edge of the square with its quiet zone, in px. */
  readonly size?: number;
  /** How much of the code may be torn or dirty: M 15 %, Q 25 %. */
  readonly correction?: 'L' | 'M' | 'Q';
};

/** A QR code, always dark on white, whatever the screen's theme: cameras read it best so. */
export function QrCode({ text, label, size = 160, correction = 'M' }: QrCodeProps) {
  const { edge, path } = useMemo(() => {
    const { size: modules, data } = create(text, { errorCorrectionLevel: correction }).modules;
    let drawn = '';
    for (let row = 0; row < modules; row += 1) {
      for (let column = 0; column < modules; column += 1) {
        if (data[row * modules + column]) drawn += `M${column + quiet} ${row + quiet}h1v1h-1z`;
      }
    }
    return { edge: modules + 2 * quiet, path: drawn };
  }, [text, correction]);
  return (
    <svg
      className={css.code}
      viewBox={`0 0 ${edge} ${edge}`}
      width={size}
      height={size}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
    >
      <path d={path} fill="currentColor" />
    </svg>
  );
}
