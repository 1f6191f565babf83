import type { Garment } from '#shared/catalog/garment';
import type { HappeningOf } from '#shared/facts/happening';
import type { Fact } from '#shared/facts/registry';
import type { FittingEndedBody, LeaveReason, Outcome } from '#shared/fitting/facts';
import { type AnchorId, FittingId } from '#shared/kernel/ids';
import { type FactPlace, factOf } from './a-fact';
import { idOf } from './ids';

/**
 * A visit to a fitting room that has ended: `aFitting().by(lin).withGarment(redCoat, 'left', 'too-small').fact()`.
 * Room 2, twelve minutes.
 */
export function aFitting(n = 1) {
  return new FittingBuilder(n, [], undefined);
}

class FittingBuilder {
  constructor(
    private readonly n: number,
    private readonly garments: FittingEndedBody['garments'],
    private readonly who: AnchorId | undefined,
  ) {}

  by(who: AnchorId): FittingBuilder {
    return new FittingBuilder(this.n, this.garments, who);
  }

  withGarment(garment: Garment, outcome: Outcome, reason: LeaveReason | null = null): FittingBuilder {
    const piece = this.garments.length + 1;
    return new FittingBuilder(this.n, [...this.garments, { piece, garment, outcome, reason }], this.who);
  }

  id(): FittingId {
    return FittingId.parse(idOf('fitting', this.n));
  }

  /** The visit from its beginning, in order: started, garments taken in, ended. */
  happenings(): readonly [HappeningOf<'FittingStarted'>, HappeningOf<'GarmentsTakenIn'>, HappeningOf<'FittingEnded'>] {
    const [fitting, room] = [this.id(), '2'];
    const known = this.who === undefined ? {} : { who: this.who };
    const takenIn = this.garments.map(({ piece, garment }) => ({ piece, garment }));
    return [
      { kind: 'FittingStarted', capture: 'picked', body: { fitting, room }, ...known },
      { kind: 'GarmentsTakenIn', capture: 'scan', body: { fitting, garments: takenIn }, ...known },
      {
        kind: 'FittingEnded',
        capture: 'picked',
        body: { fitting, room, minutes: 12, garments: this.garments },
        ...known,
      },
    ];
  }

  /** The fact with which the visit ended: the one that tags are made of. */
  fact(place: FactPlace = {}): Fact {
    return factOf(this.happenings()[2], { n: this.n, ...place });
  }
}
