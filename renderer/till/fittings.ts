import type { Garment } from '#shared/catalog/garment';
import type { SettingsDocument, TaskDocument } from '#shared/documents/documents';
import type { OpenFitting } from '#shared/fitting/evolve';
import { fittingOfTask, viewRooms } from '#shared/fitting/views';
import { overlayTasks } from '#shared/sync/overlay';
import type { BarcodeIndex } from './barcode-index';
import type { HubMark } from './marks';
import type { OwnFacts } from './own-facts';
import type { PeopleIndex } from './people-index';
import type { Table } from './tables';
import type { CollectView, FittingView, RoomView } from './till-types';
import { derive, type View } from './view';

export type Fittings = {
  /** Visits going on in this store, on whichever till they began. */
  readonly open: View<readonly OpenFitting[]>;
  readonly rooms: View<readonly RoomView[]>;
  readonly collects: View<readonly CollectView[]>;
  readonly show: (visit: OpenFitting) => FittingView;
};

export type FittingsParts = {
  readonly tasks: Table<TaskDocument>;
  readonly settings: View<SettingsDocument | null>;
  readonly own: OwnFacts;
  readonly hub: View<HubMark>;
  readonly people: PeopleIndex;
  readonly barcodes: BarcodeIndex;
};

/** The store's open work: shared tasks with this till's own later facts folded in. */
export function createFittings({ tasks, settings, own, hub, people, barcodes }: FittingsParts): Fittings {
  const work = derive([tasks.version, own.version, hub], () =>
    overlayTasks(tasks.all(), own.all(), hub.get().settledHlc),
  );
  const open = derive([work], () => work.get().flatMap((task) => fittingOfTask(task) ?? []));

  const show = (visit: OpenFitting): FittingView => ({
    id: visit.fitting,
    room: visit.room,
    startedAtMs: visit.startedAt,
    who: visit.who === null ? null : people.brief(visit.who),
    staff: visit.staff,
    pieces: visit.garments.map(({ piece, garment }) => ({ piece, garment, ...lookOf(barcodes, garment) })),
  });

  return {
    open,
    show,
    rooms: derive([open, settings, people.version], () =>
      viewRooms(settings.get()?.rooms ?? [], open.get()).map(({ room, visit }) => ({
        room,
        fitting: visit === null ? null : show(visit),
      })),
    ),
    collects: derive([work], () =>
      work.get().flatMap(({ task }) => {
        if (task.kind !== 'collect') return [];
        const { order, number, until, lines } = task;
        return [{ order, number, untilMs: until, lines }];
      }),
    ),
  };
}

/** What a garment is drawn and coloured as. */
export function lookOf(
  barcodes: BarcodeIndex,
  garment: Garment,
): { readonly drawing: string; readonly hex: string | null } {
  const sold = barcodes.byVariant(garment.variant);
  const colour = sold?.style.colours.find(({ id }) => id === sold.variant.colour);
  return { drawing: sold?.style.drawing ?? 'other', hex: colour?.hex ?? null };
}
