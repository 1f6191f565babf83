import { useEffect, useState } from 'react';

/** The time now (ms since 1970), renewed every `everyMs`; ages on screen read it, so that they all move together. */
export function useNow(everyMs = 1_000): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
