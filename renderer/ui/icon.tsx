import css from './parts.module.css';

const strokes = {
  back: 'M12 4.5 6.500 10l5.500 5.500',
  forward: 'M8 4.500 13.500 10 8 15.500',
  close: 'M5 5l10 10M15 5 5 15',
  add: 'M10 4v12M4 10h12',
  check: 'M4 10.500 8.200 14.500 16 6',
  delete: 'M7 5h9.500v10H7L3 10ZM9.500 8l4.500 4M14 8l-4.500 4',
  heart:
    'M10 16.500C5 13 3 10.300 3 7.600 3 5.500 4.600 4 6.500 4 8 4 9.300 4.800 10 6.200 10.700 4.800 12 4 13.500 4 15.400 4 17 5.500 17 7.600c0 2.700-2 5.400-7 8.900Z',
  warning: 'M10 3.500 17.500 16.500h-15zM10 8.500v3.500M10 14.300v.01',
  search: 'M8.700 14.400a5.700 5.700 0 1 0 0-11.400 5.700 5.700 0 0 0 0 11.400ZM13 13l4 4',
  scan: 'M3 6.500V4.500A1.500 1.500 0 0 1 4.500 3h2M13.500 3h2A1.500 1.500 0 0 1 17 4.500v2M17 13.500v2a1.500 1.500 0 0 1-1.500 1.500h-2M6.500 17h-2A1.500 1.500 0 0 1 3 15.500v-2M6.500 7v6M9 7v6M11 7v6M13.500 7v6',
  lock: 'M5.500 9h9v7.500h-9ZM7 9V6.500a3 3 0 0 1 6 0V9',
  person: 'M10 10a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM4 16.500c.5-3 3-4.500 6-4.500s5.500 1.500 6 4.500',
  down: 'M5 7.500 10 12.500l5-5',
} as const;

/** An icon's name. Only `close`, `delete` and `heart` may stand without words. */
export type IconName = keyof typeof strokes;

/** A line icon, 20 px; always beside words, or inside a button that has a label. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg className={css.icon} viewBox="0 0 20 20" aria-hidden="true">
      <path d={strokes[name]} />
    </svg>
  );
}
