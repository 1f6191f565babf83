import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createPaymentGate, PAYMENT_PAUSE_MAX_MS } from '../../../../renderer/till/replicate/payment-gate';

const open = new AbortController().signal;

describe('while a payment is open', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  async function passesWithin(gate: ReturnType<typeof createPaymentGate>, ms: number): Promise<boolean> {
    let hasPassed = false;
    void gate.pass(open).then(() => {
      hasPassed = true;
    });
    await vi.advanceTimersByTimeAsync(ms);
    return hasPassed;
  }

  it('nothing from the hub is written until it is paid', async () => {
    const gate = createPaymentGate(Date.now);
    gate.setPaying(true);
    expect(await passesWithin(gate, 10_000)).toBe(false);
    gate.setPaying(false);
    expect(await passesWithin(gate, 100)).toBe(true);
  });

  it('consents and prices wait for a minute at most, even if the screen is left open overnight', async () => {
    const gate = createPaymentGate(Date.now);
    gate.setPaying(true);
    expect(await passesWithin(gate, PAYMENT_PAUSE_MAX_MS - 100)).toBe(false);
    gate.setPaying(true);
    expect(await passesWithin(gate, 200)).toBe(true);
  });

  it('a clock that is set back does not make them wait longer', async () => {
    let clockMs = 10_000_000;
    const gate = createPaymentGate(() => clockMs);
    gate.setPaying(true);
    expect(await passesWithin(gate, 100)).toBe(false);
    clockMs -= 7_200_000;
    expect(await passesWithin(gate, 200)).toBe(true);
  });
});
