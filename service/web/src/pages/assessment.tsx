// SPDX-License-Identifier: EUPL-1.2
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { DraftForm } from '../form/draft_form';
import { FactorBlock } from '../form/factor_block';
import { ItemRow } from '../form/item_row';
import { byDomain, gapOf, itemsOf } from '../form/items';
import { focusItemById } from '../form/keyboard';
import { openForm } from '../form/open_forms';
import { differs, findPrevious } from '../form/previous';
import { SaveBar } from '../form/save_bar';
import type { Filter } from '../form/side';
import { Side } from '../form/side';
import { Loaded, useLoaded } from '../parts/loaded';
import { Page } from '../parts/page';
import { WordsOf } from '../parts/words_of';
import { go, place } from '../navigate';
import { t, textIn } from '../words';

/** Which items a filter shows. Chosen once: an item must not vanish under the hand that rates it. */
function itemsFor(filter: Filter, form: DraftForm): Set<string> | null {
  if (filter === 'all') return null;
  const wanted = form.instrument.items.filter(({ id }) =>
    filter === 'changed'
      ? differs(id, form)
      : gapOf(form.instrument, id, form.entry(id).value, form.ruledOut.value) !== null,
  );
  return new Set(wanted.map((item) => item.id));
}

function Form({ form }: { form: DraftForm }) {
  const [shown, setShown] = useState<{ filter: Filter; items: Set<string> | null }>({ filter: 'all', items: null });
  const domains = useMemo(() => byDomain(form.instrument), [form]);
  useEffect(() => void findPrevious(form), [form]);
  useEffect(() => {
    const item = place.peek().hash.replace(/^item-/, '');
    if (item && document.getElementById(`item-${item}`)) {
      focusItemById(item);
      document.getElementById(`item-${item}`)?.scrollIntoView({ block: 'center' });
    }
  }, [form]);
  const filtered = domains
    .map((domain) => ({
      ...domain,
      factors: domain.factors.filter(
        (factor) => !shown.items || itemsOf([factor]).some((item) => shown.items!.has(item.id)),
      ),
    }))
    .filter((domain) => domain.factors.length > 0);
  return (
    <>
      <SaveBar form={form}>
        <a class="button small main" href={`/assessments/${form.assessment.id}/review`}>
          {t('to_review')}
        </a>
      </SaveBar>
      {form.assessment.second && <p class="notice">{t('rated_blind')}</p>}
      <div class="form">
        <Side
          form={form}
          domains={domains}
          filter={shown.filter}
          onFilter={(filter) => setShown({ filter, items: itemsFor(filter, form) })}
        />
        <div class="domains">
          {filtered.length === 0 && (
            <p>{t(shown.filter === 'missing' ? 'filter_none_missing' : 'filter_none_changed')}</p>
          )}
          {filtered.map((domain) => (
            <section
              key={domain.id}
              id={`domain-${domain.id}`}
              class="domain"
              aria-labelledby={`domain-name-${domain.id}`}
            >
              <h2 id={`domain-name-${domain.id}`}>
                <WordsOf text={domain.name} />
              </h2>
              {domain.factors.map((factor) => (
                <FactorBlock
                  key={factor.first.id}
                  factor={factor}
                  row={(item) => <ItemRow key={item.id} form={form} item={item} />}
                />
              ))}
            </section>
          ))}
          <p>
            <a class="button main" href={`/assessments/${form.assessment.id}/review`}>
              {t('to_review')}
            </a>
          </p>
        </div>
      </div>
    </>
  );
}

export function AssessmentPage({ names }: { names: Record<string, string> }) {
  const id = names.id!;
  const loading = useLoaded(() => openForm(id), id);
  const form = loading.data;
  const ended = form && form.assessment.state !== 'draft';
  useEffect(() => {
    if (ended) go(`/assessments/${id}/result`, true);
  }, [ended]);
  const title = form ? textIn(form.instrument.title) : { words: t('assessment') };
  return (
    <Page
      title={title.words}
      lang={title.lang}
      wide
      lead={
        form && (
          <a class="target" href={`/cases/${form.assessment.case}`}>
            {t('to_case')}
          </a>
        )
      }
    >
      <Loaded from={loading} reasonFor={id}>
        {(open) => {
          if (open.assessment.state !== 'draft') return null;
          if (open.assessment.mine) return <Form key={open.editor} form={open} />;
          return (
            <p class="notice">
              {t('not_your_draft', { name: open.assessment.assessor.name })}{' '}
              <a href={`/assessments/${id}/result`}>{t('open_result')}</a>
            </p>
          );
        }}
      </Loaded>
    </Page>
  );
}
