import type { HubContext } from '../context';
import type { Device } from '../devices/device-store';

const queues = new WeakMap<HubContext, Map<string, Promise<unknown>>>();
const heard = new WeakMap<HubContext, Set<string>>();

/** One push of a device at a time: its facts are judged against the chain as the push before left it. */
export function inTurn<T>(context: HubContext, device: string, work: () => Promise<T>): Promise<T> {
  const queue = queues.get(context) ?? new Map<string, Promise<unknown>>();
  queues.set(context, queue);
  const mine = (queue.get(device) ?? Promise.resolve()).then(work, work);
  const settled = mine.then(
    () => undefined,
    () => undefined,
  );
  queue.set(device, settled);
  void settled.then(() => queue.get(device) === settled && queue.delete(device));
  return mine;
}

/** Resolves when the pushes that are being taken in now have been. */
export async function whenTakenIn(context: HubContext): Promise<void> {
  await Promise.all(queues.get(context)?.values() ?? []);
}

/** True once for each device and life of the log: its till then hears of all its epochs, and resends what was lost. */
export function isFirstPush(context: HubContext, device: Device): boolean {
  const known = heard.get(context) ?? new Set<string>();
  heard.set(context, known);
  const key = `${context.generation()} ${device.id}`;
  if (known.has(key)) return false;
  known.add(key);
  return true;
}
