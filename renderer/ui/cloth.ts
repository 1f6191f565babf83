/** Weaves a cloth may have. `plain` has none. */
export const weaves = ['plain', 'stripe', 'check', 'dot', 'rib', 'herringbone'] as const;

/** How the cloth is woven or printed. */
export type Weave = (typeof weaves)[number];

/** The colour drawn when a variant has none: undyed. */
export const undyed = '#b9bcc0';

const hexColour = /^#(?:[0-9a-f]{3}|[0-9a-f]{6})$/i;

/** The colour as CSS may use it, or `undyed` when it is not a hex colour: outside data never reaches a style as it came. */
export function clothColour(colour: string | undefined): string {
  return colour !== undefined && hexColour.test(colour) ? colour : undyed;
}

/**
 * Relative luminance of a hex colour, 0 (black) to 1 (white).
 * Source: WCAG 2.2, "relative luminance".
 */
export function luminance(hex: string): number {
  const digits = hex.length === 4 ? [...hex.slice(1)].map((digit) => digit + digit).join('') : hex.slice(1);
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((at) => {
    const part = Number.parseInt(digits.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** The sprite's pattern for a weave on a cloth: dark cloth takes light thread. None for plain cloth. */
export function weavePattern(weave: Weave, colour: string): string | undefined {
  if (weave === 'plain') return undefined;
  return `url(#w-${weave}${luminance(colour) < 0.1 ? '-l' : ''})`;
}
