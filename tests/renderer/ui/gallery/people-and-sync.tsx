import { useState } from 'react';
import { useCommonWords } from '../../../../renderer/text/use-words';
import { ActionButton } from '../../../../renderer/ui/action-button';
import { Age } from '../../../../renderer/ui/age';
import { Pill } from '../../../../renderer/ui/pill';
import { Seam } from '../../../../renderer/ui/seam';
import { Stitches, StitchKey } from '../../../../renderer/ui/stitches';
import { SyncPill } from '../../../../renderer/ui/sync-pill';
import { TagChip } from '../../../../renderer/ui/tag-chip';
import { TagEvidence } from '../../../../renderer/ui/tag-evidence';
import { now, tags } from './samples';
import { minute, nothing, useSample } from './use-sample';

export function Tags() {
  const say = useSample();
  const t = useCommonWords();
  const [open, setOpen] = useState(0);
  return (
    <>
      <div style={{ display: 'flex', gap: 6, flexWrap: 'wrap' }}>
        {tags.map((tag, place) => (
          <TagChip
            key={tag.name[1]}
            name={say(tag.name)}
            stitches={tag.stitches}
            note={tag.note && say(tag.note)}
            isDisputed={tag.isDisputed ?? false}
            isOpen={open === place}
            onToggle={() => setOpen(place)}
          />
        ))}
      </div>
      <TagEvidence
        why={t('tags.tried-on-not-bought.why')}
        source="tried-on-not-bought@1"
        facts={[
          {
            id: '1',
            from: 'store',
            when: say(['今天 13:44', 'Today 13:44']),
            words: say(['双面呢大衣 M，2 号间', 'Double-face coat M, room 2']),
          },
          {
            id: '2',
            from: 'online',
            when: say(['10月14日', '14 Oct']),
            words: say(['收腰西装 S', 'Waisted blazer S']),
          },
          { id: '3', from: 'staff', when: say(['9月19日', '19 Sep']), words: say(['店员 宁', 'Ning says so']) },
        ]}
        action={<ActionButton onPress={nothing}>{t('tagParts.notTrue')}</ActionButton>}
      />
      <StitchKey sources={['store', 'online', 'staff', 'missing']} />
    </>
  );
}

export function Sync() {
  const say = useSample();
  return (
    <div style={{ display: 'grid', gap: 8, justifyItems: 'start' }}>
      <SyncPill now={now} waiting={0} needYou={0} isOffline={false} heardAt={now - 3_000} onOpen={nothing} />
      <SyncPill now={now} waiting={12} waitingSince={now - 4 * minute} needYou={0} isOffline={false} heardAt={now} />
      <SyncPill now={now} waiting={12} needYou={0} isOffline offlineSince={now - 26 * minute} heardAt={now} />
      <SyncPill now={now} waiting={0} needYou={3} isOffline={false} heardAt={now} />
      <SyncPill now={now} waiting={0} needYou={0} isOffline={false} />
      <Pill tone="none">{say(['2 号收银台还没有联络', 'Till 2 not heard yet'])}</Pill>
      <Age of={say(['库存', 'stock'])} at={now - 38_000} now={now} lateAfterMs={10 * minute} />
      <Age of={say(['库存', 'stock'])} at={now - 26 * minute} now={now} lateAfterMs={10 * minute} />
      <Age of={say(['库存', 'stock'])} at={undefined} now={now} lateAfterMs={10 * minute} />
      <Stitches stitches={tags[6]?.stitches ?? []} />
      <Seam />
    </div>
  );
}
