import { HostRefused } from './host-refused';

const AGAIN_MS = 300;

/**
 * Asks the host until it answers: it may be starting again. Only for what may be asked twice.
 * Rejects with every other refusal, and with this one once nobody waits for the answer any more.
 */
export async function insist<Value>(ask: () => Promise<Value>, isOver: () => boolean = () => false): Promise<Value> {
  for (;;) {
    try {
      return await ask();
    } catch (failure) {
      if (!(failure instanceof HostRefused) || failure.code !== 'host-unreachable' || isOver()) throw failure;
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    }
  }
}
