import { useEffect } from 'react';
import { askHub } from './hub';
import { onReturn } from './use-call';
import { recall, remember } from './use-draft';

/** Reading the same label again within this time is the same visit: a reload is no second scan. */
const SAME_VISIT_MS = 15 * 60_000;

/** What a label says: a garment, and whose and where it hangs if it says that. */
export type LabelCode = { readonly gtin: string; readonly tenant: string | null; readonly store: string | null };

/** Tells the hub once that this phone read a label or looked at a garment; again when the network is back, if nobody heard it. */
export function useVisit({ gtin, tenant, store }: LabelCode): void {
  useEffect(() => {
    const key = `visit:${tenant ?? ''}:${gtin}:${store ?? ''}`;
    let isTelling = false;
    const tell = async () => {
      const told = recall(key);
      if (isTelling || ('atMs' in told && Number(told.atMs) > Date.now() - SAME_VISIT_MS)) return;
      isTelling = true;
      const body = { gtin, tenant, store, placement: store ? ('label' as const) : ('window' as const) };
      const answer = await askHub('record-visit', { body });
      isTelling = false;
      const isTold = answer.ok || (answer.isHeard && answer.refusal.code !== 'too-many-requests');
      if (isTold) remember(key, { atMs: Date.now() });
    };
    void tell();
    return onReturn(() => void tell());
  }, [gtin, tenant, store]);
}
