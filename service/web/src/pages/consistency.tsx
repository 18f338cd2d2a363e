// SPDX-License-Identifier: EUPL-1.2
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { Consistency, Indicator } from '../api';
import { api, outcome } from '../api';
import { RecordAction } from '../consistency/action_forms';
import { Actions } from '../consistency/actions';
import { Agreement, agreementTitle } from '../consistency/agreement';
import type { Names } from '../consistency/finding_words';
import { namesOf } from '../consistency/finding_words';
import { Download, Items } from '../consistency/items';
import { monthsTitle } from '../consistency/month_words';
import { Months } from '../consistency/months';
import { Brief, Limits, Reading } from '../consistency/reading';
import type { ShareIndicator } from '../consistency/share_words';
import { Shares, sharesTitle } from '../consistency/shares';
import { Times, timesTitle } from '../consistency/times';
import { Select } from '../parts/fields';
import { Loaded, useLoaded } from '../parts/loaded';
import { Page } from '../parts/page';
import { showDay, t, textIn } from '../words';
import { showNumber } from '../words/numbers';

interface PartProps {
  of: Consistency;
  name: Names;
  again: () => void;
}

function Part({ id, title, children }: { id: string; title: string; children: ComponentChildren }) {
  return (
    <section class="indicator" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  );
}

/** The own district's head records what is done; others only read. */
function Record({ of, indicator, again }: { of: Consistency; indicator: Indicator; again: () => void }) {
  if (of.own === null) return null;
  return <RecordAction indicator={indicator} about={t(`indicator_${indicator}`)} then={again} />;
}

function SharesPart({ indicator, of, name, again }: PartProps & { indicator: ShareIndicator }) {
  const title = sharesTitle(of, indicator, name);
  return (
    <Part id={indicator} title={title}>
      <Shares of={of[indicator]} indicator={indicator} own={of.own} name={name} title={title} />
      <Record of={of} indicator={indicator} again={again} />
    </Part>
  );
}

/** Up and down are one indicator with two pictures: they have different reasons. */
function OverridesPart({ of, name, again }: PartProps) {
  return (
    <Part id="overrides" title={t('overrides_title')}>
      {(['overrides_up', 'overrides_down'] as const).map((indicator) => {
        const title = sharesTitle(of, indicator, name);
        return (
          <>
            <h3 id={indicator}>{title}</h3>
            <Shares of={of[indicator]} indicator={indicator} own={of.own} name={name} title={title} />
            <Record of={of} indicator={indicator} again={again} />
          </>
        );
      })}
    </Part>
  );
}

function Parts(props: PartProps) {
  const { of, name, again } = props;
  const titles = [
    { id: 'agreement', title: agreementTitle(of) },
    ...(['high_band', 'overrides_up', 'overrides_down', 'missing'] as const).map((id) => ({
      id,
      title: sharesTitle(of, id, name),
    })),
    { id: 'time', title: timesTitle(of, name) },
    { id: 'over_time', title: monthsTitle(of.over_time) },
  ];
  return (
    <>
      {of.own === null && <Download instrument={of.instrument} />}
      <Brief of={of} titles={titles} />
      <Reading records={of.own !== null} />
      <Part id="agreement" title={agreementTitle(of)}>
        <Agreement of={of.agreement} own={of.own} name={name} />
        <Record of={of} indicator="agreement" again={again} />
      </Part>
      <SharesPart indicator="high_band" {...props} />
      <OverridesPart {...props} />
      <SharesPart indicator="missing" {...props} />
      <Part id="time" title={timesTitle(of, name)}>
        <Times of={of.time} own={of.own} name={name} title={timesTitle(of, name)} />
        <Record of={of} indicator="time" again={again} />
      </Part>
      <Part id="over_time" title={monthsTitle(of.over_time)}>
        <Months of={of.over_time} own={of.own} name={name} />
        <Record of={of} indicator="over_time" again={again} />
      </Part>
      {of.own === null && <Items of={of} name={name} />}
      <Limits />
      <Actions actions={of.actions} own={of.own} name={name} then={again} />
    </>
  );
}

const leadWords = (of: Consistency, title: string): string =>
  t('consistency_lead', {
    n: showNumber(of.assessments),
    instrument: title,
    from: showDay(of.period.from),
    to: showDay(of.period.to),
  });

/** Whether the districts assess alike: six indicators, each with its finding, its uncertainty and what to do. */
export function ConsistencyPage() {
  const [instrument, setInstrument] = useState('lika-36');
  const list = useLoaded(() => outcome(api.GET('/instruments')), 'instruments');
  const found = useLoaded(
    () => outcome(api.GET('/consistency', { params: { query: { instrument } } })),
    instrument,
  );
  const titles = new Map((list.data?.items ?? []).map((one) => [one.id, textIn(one.title).words]));   // one of all versions
  const choices = [...titles].map(([value, label]) => ({ value, label }));
  const chosen = choices.find((one) => one.value === instrument)?.label ?? instrument;
  return (
    <Page title={t('nav_consistency')} lead={found.data && leadWords(found.data, chosen)}>
      {choices.length > 1 && (
        <div class="no-print">
          <Select
            id="instrument"
            label={t('consistency_choose')}
            value={instrument}
            choices={choices}
            onValue={(id) => setInstrument(id || 'lika-36')}
          />
        </div>
      )}
      <Loaded from={found}>{(of) => <Parts of={of} name={namesOf(of)} again={found.again} />}</Loaded>
    </Page>
  );
}
