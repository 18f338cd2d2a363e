// SPDX-License-Identifier: EUPL-1.2
import type { Instrument } from '../api';
import { ParagraphsOf, WordsOf } from '../parts/words_of';
import { hasWords, t } from '../words';
import type { DraftForm } from './draft_form';
import type { DomainFactors } from './items';
import { itemsOf } from './items';
import { Keys } from './keys';

export type Filter = 'all' | 'missing' | 'changed';

function DomainLink({ form, domain }: { form: DraftForm; domain: DomainFactors }) {
  const { answered, all } = form.count(itemsOf(domain.factors).map((item) => item.id));
  return (
    <li>
      <a href={`#domain-${domain.id}`}>
        <WordsOf text={domain.name} />{' '}
        <span class="quiet" aria-label={t('progress', { answered, all })}>
          {answered}/{all}
        </span>
      </a>
    </li>
  );
}

export function Instructions({ instrument }: { instrument: Instrument }) {
  if (!hasWords(instrument.instructions)) return null;
  return (
    <details class="instructions">
      <summary>{t('how_to_rate')}</summary>
      <ParagraphsOf text={instrument.instructions} />
    </details>
  );
}

/** Beside the items: the domains with their counts, what to show, the keys and the rules of rating. */
export function Side({
  form,
  domains,
  filter,
  onFilter,
}: {
  form: DraftForm;
  domains: DomainFactors[];
  filter: Filter;
  onFilter: (filter: Filter) => void;
}) {
  return (
    <div class="side">
      <nav aria-label={t('domains')}>
        <ul>
          {domains.map((domain) => (
            <DomainLink form={form} domain={domain} />
          ))}
        </ul>
      </nav>
      <label for="filter">{t('show')}</label>
      <select id="filter" value={filter} onChange={(event) => onFilter(event.currentTarget.value as Filter)}>
        <option value="all">{t('filter_all')}</option>
        <option value="missing">{t('filter_missing')}</option>
        <option value="changed">{t('filter_changed')}</option>
      </select>
      <Keys />
      <Instructions instrument={form.instrument} />
    </div>
  );
}
