import type { CapturedScan } from '#shared/scanning/keystroke-burst';

function isField(element: Element | null): element is HTMLInputElement | HTMLTextAreaElement {
  return element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement;
}

/** Types text that was kept back after all: into the focused field, else as the keys a screen listens for. */
export function typeInto(element: Element | null, text: string): void {
  if (isField(element)) {
    setText(element, element.value + text);
    return;
  }
  for (const key of text)
    (element ?? document.body).dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
}

/** Takes back the first keys of a scan that had reached the focused field before the scanner was recognised. */
export function takeBack(element: Element | null, scan: CapturedScan): void {
  if (!isField(element) || (scan.keysLetThrough === 0 && !scan.hasComposed)) return;
  if (scan.hasComposed) {
    // The input method still holds the keys: leaving the field drops its composition.
    const before = element.value;
    element.blur();
    setText(element, before.slice(0, Math.max(0, before.length - scan.keysLetThrough)));
    element.focus({ preventScroll: true });
    return;
  }
  setText(element, element.value.slice(0, Math.max(0, element.value.length - scan.keysLetThrough)));
}

function setText(element: HTMLInputElement | HTMLTextAreaElement, text: string): void {
  const prototype = element instanceof HTMLInputElement ? HTMLInputElement.prototype : HTMLTextAreaElement.prototype;
  Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(element, text);
  element.dispatchEvent(new Event('input', { bubbles: true }));
}
