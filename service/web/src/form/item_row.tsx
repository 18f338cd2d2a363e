// SPDX-License-Identifier: EUPL-1.2
import type { Item } from '../api';
import type { Entry } from '../drafts';
import { t, tokenWords } from '../words';
import type { DraftForm } from './draft_form';
import { Conflict, ItemNotes } from './item_notes';
import { fullName, RatedItem } from './rated_item';

const sourceTokens = ['young_person', 'guardian', 'school', 'records', 'observation', 'other'] as const;

function Evidence({ form, item, entry, name }: { form: DraftForm; item: Item; entry: Entry; name: string }) {
  const sources = entry.sources.length > 1 ? [...sourceTokens, entry.sources.join(' ')] : [...sourceTokens];
  return (
    <>
      <textarea
        class="evidence"
        rows={1}
        maxLength={8000}
        value={entry.evidence}
        placeholder={t('evidence_placeholder')}
        aria-label={t('evidence_for', { item: name })}
        onInput={(event) => form.edit(item.id, 'evidence', { evidence: event.currentTarget.value })}
      />
      <select
        class="source"
        value={entry.sources.join(' ')}
        aria-label={t('source_for', { item: name })}
        onChange={(event) =>
          form.edit(item.id, 'sources', { sources: event.currentTarget.value.split(' ').filter(Boolean) })
        }
      >
        <option value="">{t('source_choose')}</option>
        {sources.map((source) => (
          <option value={source}>
            {source
              .split(' ')
              .map((one) => tokenWords('source', one))
              .join(', ')}
          </option>
        ))}
      </select>
    </>
  );
}

/** One item of an assessment: its options, evidence and source; or why it is not asked. */
export function ItemRow({ form, item }: { form: DraftForm; item: Item }) {
  const entry = form.entry(item.id).value;
  const name = fullName(item);
  const isRuledOut = form.ruledOut.value.has(item.id);
  if (isRuledOut || !item.entered) {
    return (
      <div class="item" id={`item-${item.id}`}>
        <p class="quiet">
          {name}: {t(isRuledOut ? 'ruled_out' : 'not_entered')}
        </p>
      </div>
    );
  }
  return (
    <RatedItem item={item} said={entry} say={(said) => form.edit(item.id, 'response', said)}>
      <div class="ground">
        <Evidence form={form} item={item} entry={entry} name={name} />
      </div>
      <ItemNotes form={form} item={item} entry={entry} />
      <Conflict form={form} item={item} entry={entry} />
    </RatedItem>
  );
}
