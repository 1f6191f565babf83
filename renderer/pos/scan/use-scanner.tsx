import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef } from 'react';
import { must } from '#shared/kernel/invariant';
import { type Burst, type BurstStep, flush, noBurst, scannerRules, takeKey } from '#shared/scanning/keystroke-burst';
import { fieldNow, putBack, typeInto } from './field-text';
import { scanComplete, scannerHeard } from './key-hold';

/** What a scan means on the screen that is on top; `below` leaves it to the screen that lies under that one. */
export type ScanMeaning = (text: string) => undefined | 'below';

type Scanner = { readonly push: (meaning: { current: ScanMeaning }) => () => void };

const ScannerContext = createContext<Scanner | null>(null);

/**
 * Hears a keyboard scanner wherever the focus is: window-level capture of physical keys, before any field, dialog or
 * input method. The screen on top of the stack says what a scan means.
 */
export function ScannerProvider({ children }: { readonly children: ReactNode }) {
  const meanings = useRef<{ current: ScanMeaning }[]>([]);

  useEffect(() => {
    let burst: Burst = noBurst;
    let before = fieldNow();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const settle = (step: BurstStep): void => {
      burst = step.burst;
      if (step.giveBack) typeInto(document.activeElement, step.giveBack);
      if (!step.scan) return;
      window.dispatchEvent(new Event(scanComplete));
      if (before && (step.scan.keysLetThrough > 0 || step.scan.hasComposed)) putBack(before, step.scan.hasComposed);
      for (const meaning of meanings.current.toReversed()) {
        if (meaning.current(step.scan.text) !== 'below') return;
      }
    };
    const handleKey = (event: KeyboardEvent): void => {
      // What this page gives back to itself is no scanner's.
      if (!event.isTrusted) return;
      clearTimeout(timer);
      const step = takeKey(burst, {
        code: event.code,
        key: event.key,
        atMs: event.timeStamp,
        shift: event.shiftKey,
        isComposing: event.isComposing,
        repeat: event.repeat,
        ctrl: event.ctrlKey,
        altOrMeta: event.altKey || event.metaKey,
      });
      // The key itself comes to the field only after this.
      if (step.burst.text.length === 1 && step.burst !== burst) before = fieldNow();
      if (step.swallow) {
        event.preventDefault();
        event.stopImmediatePropagation();
        window.dispatchEvent(new Event(scannerHeard));
      }
      settle(step);
      timer = setTimeout(() => settle(flush(burst, performance.now())), scannerRules.silenceMs + 5);
    };
    window.addEventListener('keydown', handleKey, { capture: true });
    return () => {
      clearTimeout(timer);
      window.removeEventListener('keydown', handleKey, { capture: true });
    };
  }, []);

  const scanner = useMemo<Scanner>(
    () => ({
      push: (meaning) => {
        meanings.current = [...meanings.current, meaning];
        return () => {
          meanings.current = meanings.current.filter((one) => one !== meaning);
        };
      },
    }),
    [],
  );
  return <ScannerContext.Provider value={scanner}>{children}</ScannerContext.Provider>;
}

/** While this component shows and nothing newer does, a scan means this. */
export function useScan(meaning: ScanMeaning): void {
  const scanner = must(useContext(ScannerContext), 'a screen stands inside ScannerProvider');
  const latest = useRef(meaning);
  latest.current = meaning;
  useEffect(() => scanner.push(latest), [scanner]);
}
