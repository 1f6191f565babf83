import type { SettingsDocument } from '#shared/documents/documents';
import { type MintId, ShiftId } from '#shared/kernel/ids';
import { ok, refuse } from '#shared/kernel/result';
import type { InstantMs } from '#shared/kernel/time';
import { businessDateOf, decideShift } from '#shared/shift/decide';
import { shiftOf } from '#shared/shift/evolve';
import { isNewDay, proposeBusinessDate } from '#shared/shift/views';
import { hlcMs } from '#shared/sync/hybrid-clock';
import type { OwnFacts } from './own-facts';
import type { Record } from './record';
import type { ShiftView, Till } from './till-types';
import type { View } from './view';
import { wallDay } from './wall-time';

export type Shifts = Pick<Till, 'openShift' | 'proposeBusinessDate' | 'isNewDay'>;

export type ShiftsParts = {
  readonly own: OwnFacts;
  readonly current: View<ShiftView | null>;
  readonly settings: View<SettingsDocument | null>;
  readonly zone: () => string;
  readonly record: Record;
  readonly mint: MintId;
  readonly now: () => InstantMs;
  /** Hub clock minus this machine's, as facts are timed by. */
  readonly hubOffsetMs: () => number;
};

/** Opens the drawer for business. */
export function createShifts(parts: ShiftsParts): Shifts {
  const { own, current, settings, zone, record, mint, now, hubOffsetMs } = parts;
  const propose = () => {
    const last = own.all().at(-1);
    const nowMs = now();
    return proposeBusinessDate(
      wallDay(nowMs, zone()),
      nowMs + hubOffsetMs(),
      last === undefined ? null : hlcMs(last.hlc),
    );
  };
  return {
    proposeBusinessDate: propose,
    isNewDay: () => isNewDay(current.get(), propose()),
    openShift: async ({ floatMinor, businessDate = null }) => {
      const currency = settings.get()?.currency;
      if (currency === undefined) return refuse('settings-missing');
      const shift = ShiftId.parse(mint('shift'));
      const command = { kind: 'OpenShift', shift, currency, floatMinor, businessDate } as const;
      const answer = await record({
        businessDate: businessDateOf(command, propose()),
        decide: () => decideShift(command, { open: current.get(), proposed: propose() }),
      });
      if (!answer.ok) return answer;
      const opened = shiftOf(own.all());
      return opened === null ? refuse('internal') : ok(opened);
    },
  };
}
