import { describe, expect, it } from 'vitest';
import { importsOf, sourceFiles, target } from './source-files';

/** Folder → what of the project it may import. The first matching row counts. */
const rows: readonly (readonly [string, readonly string[]])[] = [
  ['shared/', ['shared/']],
  ['main/', ['main/', 'shared/']],
  ['hub/', ['hub/', 'shared/']],
  ['renderer/till/', ['renderer/till/', 'renderer/hub-client/', 'shared/']],
  ['renderer/hub-client/', ['renderer/hub-client/', 'shared/']],
  ['renderer/ui/', ['renderer/ui/', 'renderer/text/', 'shared/']],
  ['renderer/text/', ['renderer/text/', 'shared/']],
  ['renderer/pos/', ['renderer/pos/', 'renderer/till/', 'renderer/ui/', 'renderer/text/', 'shared/']],
  ['renderer/display/', ['renderer/display/', 'renderer/till/', 'renderer/ui/', 'renderer/text/', 'shared/']],
  ['renderer/shop/', ['renderer/shop/', 'renderer/hub-client/', 'renderer/ui/', 'renderer/text/', 'shared/']],
  ['renderer/region/', ['renderer/region/', 'renderer/hub-client/', 'renderer/ui/', 'renderer/text/', 'shared/']],
];

/** Packages `shared` may use: zod and small pure libraries. */
const pureLibraries = ['zod', 'safe-stable-stringify', 'libphonenumber-js', 'libphonenumber-js/min'];

const files = ['shared', 'main', 'hub', 'renderer'].flatMap(sourceFiles);

describe('imports go one way', () => {
  it('finds the project, so that this test can fail', () => {
    expect(files.length).toBeGreaterThan(60);
    expect(importsOf("import { a } from './b';\nexport * from '#shared/c';\nconst d = await import('e');")).toEqual([
      './b',
      '#shared/c',
      'e',
    ]);
  });

  it('each folder imports only what its row allows', () => {
    const wrong = files.flatMap(({ file, imports }) => {
      const allowed = rows.find(([folder]) => file.startsWith(folder))?.[1] ?? [];
      return imports
        .map((imported) => target(file, imported))
        .filter(
          (path): path is string =>
            path !== null && allowed.length > 0 && !allowed.some((folder) => path.startsWith(folder)),
        )
        .map((path) => `${file} → ${path}`);
    });
    expect(wrong).toEqual([]);
  });

  it('a screen feature never imports another feature', () => {
    // `frame` and `scan` are what every feature stands in, not features.
    const feature = /^renderer\/pos\/(?!frame\/|scan\/)([a-z-]+)\//;
    const wrong = files.flatMap(({ file, imports }) => {
      const own = feature.exec(file)?.[1];
      if (!own) return [];
      return imports
        .map((imported) => target(file, imported))
        .filter((path): path is string => path !== null && (feature.exec(path)?.[1] ?? own) !== own)
        .map((path) => `${file} → ${path}`);
    });
    expect(wrong).toEqual([]);
  });

  it('shared uses zod and small pure libraries only', () => {
    const wrong = files
      .filter(({ file }) => file.startsWith('shared/'))
      .flatMap(({ file, imports }) =>
        imports.filter((name) => !/^[.#]/.test(name)).map((name) => [file, name] as const),
      )
      .filter(([, name]) => !pureLibraries.includes(name));
    expect(wrong).toEqual([]);
  });

  it('inside shared imports are relative, elsewhere shared is #shared', () => {
    const wrong = files.flatMap(({ file, imports }) =>
      imports
        .filter((name) => (file.startsWith('shared/') ? name.startsWith('#') : /^(\.\.\/)+shared\//.test(name)))
        .map((name) => `${file} → ${name}`),
    );
    expect(wrong).toEqual([]);
  });

  it('there are no barrels and no default exports but in configurations', () => {
    const barrels = files.filter(({ file }) => /\/index\.tsx?$/.test(file)).map(({ file }) => file);
    const defaults = files
      .filter(({ file, text }) => !/config\.mts$/.test(file) && /^export default/m.test(text))
      .map(({ file }) => file);
    expect([...barrels, ...defaults]).toEqual([]);
  });
});
