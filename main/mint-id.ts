import { typeid } from 'typeid-js';
import type { MintId } from '#shared/kernel/ids';

/** Ids of a running host: TypeIDs over UUIDv7, by this machine's clock and chance. */
export const mintId: MintId = (prefix) => typeid(prefix).toString();
