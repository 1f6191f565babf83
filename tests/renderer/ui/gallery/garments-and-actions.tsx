import { Button, NumberInput, SegmentedControl, Select, Switch, TextInput } from '@mantine/core';
import { useCommonWords } from '../../../../renderer/text/use-words';
import { ActionButton } from '../../../../renderer/ui/action-button';
import { backingOf, Garment } from '../../../../renderer/ui/garment';
import { Kbd } from '../../../../renderer/ui/kbd';
import { SentLater } from '../../../../renderer/ui/pill';
import { Refusal } from '../../../../renderer/ui/refusal';
import { cloths } from './samples';
import { nothing, useSample } from './use-sample';

export function Garments() {
  const t = useCommonWords();
  return (
    <div style={{ display: 'grid', gridTemplateColumns: 'repeat(13, 1fr)', gap: 8 }}>
      {cloths.map(([kind, colour, weave]) => {
        const { className, style } = backingOf(colour);
        return (
          <div
            key={kind}
            className={className}
            style={{ ...style, borderRadius: 6, padding: '10px 0 6px', textAlign: 'center', fontSize: 12 }}
          >
            <div style={{ display: 'grid', placeItems: 'center', marginBottom: 4 }}>
              <Garment kind={kind} colour={colour} weave={weave} size="tile" />
            </div>
            {t(`garment.${kind}`)}
          </div>
        );
      })}
    </div>
  );
}

export function Buttons() {
  const say = useSample();
  return (
    <div style={{ display: 'flex', gap: 8, flexWrap: 'wrap', alignItems: 'start' }}>
      <ActionButton onPress={nothing}>{say(['预留', 'Hold'])}</ActionButton>
      <ActionButton onPress={nothing} isPending>
        {say(['预留', 'Hold'])}
      </ActionButton>
      <ActionButton onPress={nothing} disabledBecause={say(['她没有余额', 'she has none'])}>
        {say(['储值', 'Store credit'])}
      </ActionButton>
      <ActionButton tone="main" onPress={nothing} kbd="Enter">
        {say(['用于第 1 单', 'Use in order 1'])}
      </ActionButton>
      <ActionButton tone="main" onPress={nothing} isPending>
        {say(['保存', 'Save'])}
      </ActionButton>
      <ActionButton tone="quiet" onPress={nothing}>
        {say(['取消', 'Cancel'])}
      </ActionButton>
      <ActionButton tone="stop" onPress={nothing}>
        {say(['作废', 'Void'])}
      </ActionButton>
      <span style={{ display: 'grid', gap: 4 }}>
        <ActionButton onPress={nothing}>{say(['调货', 'Transfer'])}</ActionButton>
        <SentLater />
      </span>
      <Refusal code="pin-wrong" />
      <Refusal
        code="barcode-unknown"
        params={{ barcode: '2900000000018' }}
        wayOut={{ label: say(['手工查找', 'Search by hand']), onTake: nothing }}
      />
    </div>
  );
}

export function MantineParts() {
  const say = useSample();
  return (
    <div style={{ display: 'flex', gap: 12, flexWrap: 'wrap', alignItems: 'end' }}>
      <Button rightSection={<Kbd>F7</Kbd>}>{say(['挂单', 'Park'])}</Button>
      <Button variant="filled">{say(['保存', 'Save'])}</Button>
      <Button variant="filled" disabled>
        {say(['保存', 'Save'])}
      </Button>
      <TextInput placeholder={say(['扫码', 'Scan'])} />
      <TextInput error={say(['手机号不对', 'not a phone number'])} defaultValue="139" />
      <NumberInput defaultValue={3} w={90} />
      <Select data={['S', 'M', 'L']} defaultValue="M" w={110} />
      <SegmentedControl data={[say(['打印', 'Print']), say(['手机', 'Phone']), say(['不要', 'None'])]} />
      <Switch label={say(['礼品小票', 'Gift receipt'])} defaultChecked />
      <Switch label={say(['短信', 'Messages'])} />
    </div>
  );
}
