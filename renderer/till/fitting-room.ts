import type { SettingsDocument } from '#shared/documents/documents';
import type { FittingCommand } from '#shared/fitting/commands';
import { decideFitting } from '#shared/fitting/decide';
import { type AnchorId, type BasketId, FittingId, type MintId, type StaffId } from '#shared/kernel/ids';
import { ok, refuse } from '#shared/kernel/result';
import type { InstantMs } from '#shared/kernel/time';
import { type BarcodeIndex, garmentOf } from './barcode-index';
import type { Baskets } from './baskets';
import type { Fittings } from './fittings';
import type { Record } from './record';
import type { Selling } from './selling';
import type { Answer, FittingView, Till } from './till-types';
import type { View } from './view';

export type FittingRoom = Pick<Till, 'startFitting' | 'takeIn' | 'endFitting'>;

export type FittingRoomParts = {
  readonly fittings: Fittings;
  readonly settings: View<SettingsDocument | null>;
  readonly baskets: Baskets;
  readonly barcodes: BarcodeIndex;
  readonly selling: Selling;
  readonly staff: View<StaffId | null>;
  readonly record: Record;
  readonly mint: MintId;
  readonly now: () => InstantMs;
};

/** A visit to a fitting room, from the door to the basket. */
export function createFittingRoom(parts: FittingRoomParts): FittingRoom {
  const { fittings, settings, baskets, barcodes, selling, staff, record, mint, now } = parts;

  const visitOf = (fitting: FittingId) => fittings.open.get().find((visit) => visit.fitting === fitting);

  async function send(command: FittingCommand): Promise<Answer<null>> {
    const state = () => ({ rooms: settings.get()?.rooms ?? [], open: fittings.open.get() });
    const answer = await record({ decide: () => decideFitting(command, state()) });
    return answer.ok ? ok(null) : answer;
  }

  function shown(fitting: FittingId): Answer<FittingView> {
    const visit = visitOf(fitting);
    return visit === undefined ? refuse('fitting-not-open') : ok(fittings.show(visit));
  }

  /** The basket of this person if there is one, else an empty one: never somebody else's. */
  function basketFor(who: AnchorId | null): BasketId {
    const drafts = baskets.drafts.get();
    const theirs = who === null ? undefined : drafts.find(({ basket }) => basket.who === who);
    if (theirs === undefined) return baskets.begin();
    baskets.open(theirs.basket.id);
    return theirs.basket.id;
  }

  return {
    startFitting: async ({ room, who }) => {
      const fitting = FittingId.parse(mint('fitting'));
      const answer = await send({ kind: 'StartFitting', fitting, room, ...(who === null ? {} : { who }) });
      return answer.ok ? shown(fitting) : answer;
    },
    takeIn: async (ask) => {
      const found =
        'code' in ask
          ? [selling.findCode(ask.code)]
          : ask.variants.map((id) => {
              const sold = barcodes.byVariant(id);
              return sold === null ? refuse('variant-unknown') : ok(sold);
            });
      const unknown = found.find((one) => !one.ok);
      if (unknown !== undefined && !unknown.ok) return unknown;
      const garments = found.flatMap((one) => (one.ok ? [garmentOf(one.value)] : []));
      const capture = 'code' in ask ? (ask.capture ?? 'scan') : 'picked';
      const answer = await send({ kind: 'TakeIn', fitting: ask.fitting, garments, capture });
      return answer.ok ? shown(ask.fitting) : answer;
    },
    endFitting: async ({ fitting, garments }) => {
      const visit = visitOf(fitting);
      const answer = await send({ kind: 'EndFitting', fitting, outcomes: garments, nowMs: now() });
      if (!answer.ok) return answer;
      const bought = (visit?.garments ?? []).filter(({ piece }) =>
        garments.some((said) => said.piece === piece && said.outcome === 'bought'),
      );
      if (bought.length === 0) return ok({ basket: baskets.active.get().basket.id, bought: 0 });
      const basket = basketFor(visit?.who ?? null);
      const taken = baskets.changeOf(basket, {
        kind: 'TakeFromFitting',
        fitting,
        pieces: bought.map(({ garment, capture = 'scan' }) => ({ garment, capture })),
        seller: staff.get() ?? visit?.staff ?? null,
        who: visit?.who ?? null,
      });
      return taken.ok ? ok({ basket, bought: bought.length }) : taken;
    },
  };
}
