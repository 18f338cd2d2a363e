// SPDX-License-Identifier: EUPL-1.2
import { useEffect } from 'preact/hooks';
import type { DraftForm } from '../form/draft_form';
import type { Gap } from '../form/items';
import { gapOf } from '../form/items';
import { openForm } from '../form/open_forms';
import { SaveBar } from '../form/save_bar';
import { ItemName } from '../parts/item_name';
import { Judgement } from '../parts/judgement';
import { Loaded, useLoaded } from '../parts/loaded';
import { Page } from '../parts/page';
import { ResultView } from '../parts/result_view';
import { go } from '../navigate';
import { plural, t, tokenWords } from '../words';

function Missing({ form }: { form: DraftForm }) {
  const gaps = form.instrument.items
    .map((item) => gapOf(form.instrument, item.id, form.entry(item.id).value, form.ruledOut.value))
    .filter((gap): gap is Gap => gap !== null);
  const pole = (item: string): string => {
    const factor = form.instrument.items.find((one) => one.id === item)!.factor;
    return factor === 'none' ? '' : ` (${tokenWords('pole', factor).toLowerCase()})`;
  };
  const of = (reason: Gap['reason']) => {
    const some = gaps.filter((gap) => gap.reason === reason);
    if (some.length === 0) return null;
    return (
      <details open={some.length <= 12}>
        <summary>{plural(reason === 'unanswered' ? 'gap_unanswered' : 'gap_evidence', some.length)}</summary>
        <ul class="links">
          {some.map(({ item }) => (
            <li key={item}>
              <a href={`/assessments/${form.assessment.id}#item-${item}`}>
                <ItemName instrument={form.instrument} id={item} />
                {pole(item)}
              </a>
            </li>
          ))}
        </ul>
      </details>
    );
  };
  return (
    <section aria-labelledby="gaps">
      <h2 id="gaps">{t('gaps_title')}</h2>
      {gaps.length === 0 ? (
        <p>✓ {t('gaps_none')}</p>
      ) : (
        <div class="notice">
          <p>{t('gaps_lead')}</p>
          {of('unanswered')}
          {of('evidence_missing')}
        </div>
      )}
    </section>
  );
}

function Review({ form }: { form: DraftForm }) {
  useEffect(() => void form.flush(), [form]);
  return (
    <>
      <SaveBar form={form} />
      <Missing form={form} />
      <ResultView instrument={form.instrument} result={form.result.value} entryOf={(item) => form.entry(item).value} />
      <Judgement form={form} />
    </>
  );
}

export function ReviewPage({ names }: { names: Record<string, string> }) {
  const id = names.id!;
  const loading = useLoaded(() => openForm(id), id);
  const ended = loading.data && (loading.data.assessment.state !== 'draft' || !loading.data.assessment.mine);
  useEffect(() => {
    if (ended) go(`/assessments/${id}/result`, true);
  }, [ended]);
  return (
    <Page
      title={t('review_title')}
      lead={
        <a class="target" href={`/assessments/${id}`}>
          {t('back_to_form')}
        </a>
      }
    >
      <Loaded from={loading} reasonFor={id}>
        {(form) => (ended ? null : <Review key={form.editor} form={form} />)}
      </Loaded>
    </Page>
  );
}
