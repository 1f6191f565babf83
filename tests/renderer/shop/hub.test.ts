import { describe, expect, it } from 'vitest';
import { routes } from '#shared/contract/http';
import { shopRoutes } from '#shared/contract/shop';
import { shopCalls } from '../../../renderer/shop/hub';

describe('the phone page’s calls', () => {
  it('are the shop’s routes of the contract, all of them, as they stand there', () => {
    const contract = Object.keys(shopRoutes).map((name) => {
      const { method, path } = routes[name as keyof typeof shopRoutes];
      return [name, { method, path }];
    });
    expect(shopCalls).toEqual(Object.fromEntries(contract));
  });
});
