import type { ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { createWords } from '../../../../renderer/text/language';
import { posWords } from '../../../../renderer/text/pos/words';
import type { Scheme } from '../../../../renderer/ui/scheme';
import { SizeGrid } from '../../../../renderer/ui/size-grid';
import { SeamProvider } from '../../../../renderer/ui/theme';
import { Wordmark } from '../../../../renderer/ui/wordmark';
import { Buttons, Garments, MantineParts } from './garments-and-actions';
import { Sync, Tags } from './people-and-sync';
import { columns, sampleRows } from './samples';
import { Basket, More, Paying, Rooms } from './selling';
import { nothing, useSample } from './use-sample';

function Part({ title, children, columns = '1fr' }: { title: string; children: ReactNode; columns?: string }) {
  return (
    <section style={{ borderTop: '1px solid var(--line)', paddingTop: 10 }}>
      <h2 style={{ fontSize: 13, fontWeight: 400, color: 'var(--text-2)', marginBottom: 12 }}>{title}</h2>
      <div style={{ display: 'grid', gridTemplateColumns: columns, gap: 12, alignItems: 'start' }}>{children}</div>
    </section>
  );
}

function Gallery() {
  const say = useSample();
  return (
    <main style={{ width: 1280, padding: '28px 36px 36px', display: 'grid', gap: 22, background: 'var(--panel)' }}>
      <Wordmark />
      <Part title="Garments">
        <Garments />
      </Part>
      <Part title="Buttons and refusals">
        <Buttons />
      </Part>
      <Part title="Mantine in Seam's clothes">
        <MantineParts />
      </Part>
      <Part title="Tags">
        <Tags />
      </Part>
      <Part title="Sync, age; sizes" columns="300px 1fr">
        <Sync />
        <div style={{ display: 'grid', gap: 16 }}>
          <SizeGrid label={say(['真丝衬衫', 'Silk shirt'])} columns={columns} rows={sampleRows(say)} onAdd={nothing} />
          <Rooms />
        </div>
      </Part>
      <Part title="Basket, paying, more" columns="452px 360px 1fr">
        <Basket />
        <Paying />
        <More />
      </Part>
    </main>
  );
}

const asked = new URLSearchParams(location.search);
const scheme: Scheme = asked.get('theme') === 'dark' ? 'dark' : 'light';
const words = createWords({ pos: posWords }, asked.get('lang') === 'zh' ? 'zh-CN' : 'en');
const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <SeamProvider words={words} scheme={scheme}>
      <Gallery />
    </SeamProvider>,
  );
}
