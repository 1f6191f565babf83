import { describe, expect, it } from 'vitest';
import { Fact, factKindNames, factKinds, tillKinds } from '#shared/facts/registry';
import { sourceFiles } from './source-files';

describe('the list of facts', () => {
  it('names every kind once in the door schema', () => {
    const options = (
      Fact as unknown as {
        readonly options: readonly { readonly shape: { readonly kind: { readonly value: string } } }[];
      }
    ).options;
    expect(options.map((option) => option.shape.kind.value).sort()).toEqual([...factKindNames].sort());
  });

  it('gives every kind a body schema named after it', () => {
    const shared = sourceFiles('shared')
      .map(({ text }) => text)
      .join('\n');
    for (const kind of factKindNames) expect(shared, kind).toContain(`export const ${kind}Body`);
  });

  it('lets tills send only kinds there are', () => {
    expect(tillKinds.filter((kind) => !(kind in factKinds))).toEqual([]);
  });
});
