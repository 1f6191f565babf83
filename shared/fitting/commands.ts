import type { Garment } from '../catalog/garment';
import type { Capture } from '../facts/envelope';
import type { AnchorId, FittingId } from '../kernel/ids';
import type { InstantMs } from '../kernel/time';
import type { LeaveReason, Outcome } from './facts';

/** Someone goes into a free room; nobody known where `who` is left out. */
export type StartFitting = {
  readonly kind: 'StartFitting';
  readonly fitting: FittingId;
  readonly room: string;
  readonly who?: AnchorId;
};

/** Garments are carried in, each a piece of its own. */
export type TakeIn = {
  readonly kind: 'TakeIn';
  readonly fitting: FittingId;
  readonly garments: readonly Garment[];
  readonly capture: Extract<Capture, 'scan' | 'picked' | 'typed'>;
};

export type PieceOutcome = { readonly piece: number; readonly outcome: Outcome; readonly reason: LeaveReason | null };

/** The visit is over. Pieces of which nothing is said end as `unknown`. `who` names a person met during the visit. */
export type EndFitting = {
  readonly kind: 'EndFitting';
  readonly fitting: FittingId;
  readonly outcomes: readonly PieceOutcome[];
  readonly nowMs: InstantMs;
  readonly who?: AnchorId;
};

export type FittingCommand = StartFitting | TakeIn | EndFitting;
