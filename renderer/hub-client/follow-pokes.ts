import { Poke } from '#shared/contract/sync';

export type FollowListener = {
  readonly onPoke: (poke: Poke) => void;
  /** The stream stands: whatever was missed meanwhile is pulled now. */
  readonly onOpen?: () => void;
  /** The stream was lost; the next try follows in `againMs`. */
  readonly onLost?: (againMs: number) => void;
};

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;
/** The hub's heart beats every 15 s: after this silence the stream is dead, whatever the socket says. */
const SILENCE_MS = 40_000;

/** Reads server-sent events by fetch, so that they carry the token; opens the stream again after every loss. */
export function followPokes(open: (signal: AbortSignal) => Promise<Response>, listener: FollowListener): () => void {
  const stop = new AbortController();
  void keepFollowing(open, listener, stop.signal);
  return () => stop.abort();
}

async function keepFollowing(
  open: (signal: AbortSignal) => Promise<Response>,
  listener: FollowListener,
  stopped: AbortSignal,
): Promise<void> {
  let waitMs = FIRST_WAIT_MS;
  while (!stopped.aborted) {
    const wasOpen = await readOnce(open, listener, stopped);
    if (stopped.aborted) return;
    waitMs = wasOpen ? FIRST_WAIT_MS : Math.min(waitMs * 2, LONGEST_WAIT_MS);
    listener.onLost?.(waitMs);
    await pause(waitMs, stopped);
  }
}

async function readOnce(
  open: (signal: AbortSignal) => Promise<Response>,
  listener: FollowListener,
  stopped: AbortSignal,
): Promise<boolean> {
  const silent = new AbortController();
  const cut = () => silent.abort();
  let timer = setTimeout(cut, SILENCE_MS);
  stopped.addEventListener('abort', cut);
  let wasOpen = false;
  try {
    const answer = await open(silent.signal);
    if (!answer.ok || !answer.body) return false;
    wasOpen = true;
    listener.onOpen?.();
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = '';
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return wasOpen;
      clearTimeout(timer);
      timer = setTimeout(cut, SILENCE_MS);
      rest = tell(rest + value, listener);
    }
  } catch {
    // The stream broke: the caller waits and opens it again.
    return wasOpen;
  } finally {
    clearTimeout(timer);
    stopped.removeEventListener('abort', cut);
    silent.abort();
  }
}

/** Hands on every whole event of the text; returns what is not whole yet. */
function tell(text: string, listener: FollowListener): string {
  const events = text.split('\n\n');
  const rest = events.pop() ?? '';
  for (const event of events) {
    const data = /^data: (.*)$/m.exec(event)?.[1];
    if (data !== undefined) listener.onPoke(Poke.parse(JSON.parse(data)));
  }
  return rest;
}

function pause(ms: number, stopped: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    stopped.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}
