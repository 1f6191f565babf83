import { StaffId, StoreId } from '#shared/kernel/ids';
import { steadyId } from '../../../hub/import/steady-id';
import { tenantIdOf } from '../../../hub/import/tenant';

/** The bench's tenant: one store with everything, and one without people, where a first sync is the catalogue alone. */
export const SHOP = 'bench';
export const PIN = '246813';
export const MANAGER = { login: 'bench', password: 'bench-manager-2468' } as const;

export const shopTenant = tenantIdOf(SHOP);
/** As `makeTenant` names them. */
export const fullStore = steadyId(StoreId, 'store', SHOP, 'main');
export const fullStoreLead = steadyId(StaffId, 'staff', SHOP, 'lead');
export const emptyStore = steadyId(StoreId, 'store', SHOP, 'empty');

export const STYLES = 3009;
export const VARIANTS = 50_969;
export const PEOPLE = 20_000;
