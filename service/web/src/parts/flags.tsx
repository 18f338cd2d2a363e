// SPDX-License-Identifier: EUPL-1.2
import type { Case, ListVerdict, OffenceFlag, Text } from '../api';
import { api, outcome } from '../api';
import { reasonFor } from '../reasons';
import { hasWords, showDay, t } from '../words';
import { Loaded, useLoaded } from './loaded';
import { WordsOf } from './words_of';

/** As docs/catalogue-format.md has it: read in the law, or said by a public page. */
const isSourced = (status: string): boolean => status === 'verified' || status === 'sourced';

function Verdict({ list }: { list: ListVerdict }) {
  const said = list.listed ? 'list_listed' : list.other_sex_only ? 'list_other_sex' : 'list_not_listed';
  return (
    <li>
      <p>
        <strong>
          <WordsOf text={list.title} />
        </strong>
        : {t(said)}
        {!list.current && <> {t('list_not_current')}</>}
        {list.sex_unverified && <> {t('list_sex_unverified')}</>}
      </p>
      <p class="quiet">
        {t('source')}: {list.source}, {list.published}.{!isSourced(list.status) && <> {t('list_unverified')}</>}
      </p>
      {list.listed &&
        list.figures.map((figure) => (
          <p>
            {t('base_rate')}: <WordsOf text={figure.words} /> <span class="quiet">({figure.source})</span>
            {!isSourced(figure.status) && <> {t('list_unverified')}</>}
          </p>
        ))}
      {list.listed && list.other_age && <p>{t('figure_other_age')}</p>}
      {list.listed && list.figures.length === 0 && hasWords(list.base_rate.text) && (
        <p>
          {t('base_rate')}: <WordsOf text={list.base_rate.text} /> <span class="quiet">({list.base_rate.source})</span>
        </p>
      )}
      {hasWords(list.caution) && (
        <p>
          {t('caution')}: <WordsOf text={list.caution} />
        </p>
      )}
    </li>
  );
}

/** Sections of law, and what counts as the offence: each marked when it was not read in the law. */
function Law({ offence }: { offence: OffenceFlag['offence'] }) {
  const doubt = (status: string) => (isSourced(status) ? null : <> {t('list_unverified')}</>);
  return (
    <details>
      <summary>{t('offence_law')}</summary>
      <ul class="lists">
        {offence.statutes.map((statute) => (
          <li>
            <WordsOf text={statute.words} />.{doubt(statute.status)}
          </li>
        ))}
        {offence.variants.map((variant) => (
          <li>
            {t(variant.counts ? 'offence_counts' : 'offence_does_not_count')}: <WordsOf text={variant.name} />.
            {hasWords(variant.why) && (
              <>
                {' '}
                <WordsOf text={variant.why} />.
              </>
            )}
            {doubt(variant.status)}
          </li>
        ))}
        {offence.notes.map((note) => (
          <li>
            <WordsOf text={note.text} />
            {doubt(note.status)}
          </li>
        ))}
      </ul>
    </details>
  );
}

function Flag({ flag, basisRule, otherSex }: { flag: OffenceFlag; basisRule: Text; otherSex: Text }) {
  return (
    <article class={flag.raised ? 'flag raised' : 'flag'}>
      <h3>
        {flag.raised ? `⚑ ${t('flag_raised')}: ` : `${t('flag_not_raised')}: `}
        <WordsOf text={flag.offence.name} />
      </h3>
      <p>
        {t('offence_on', { day: showDay(flag.offence.committed_on) })} {t('basis')}:{' '}
        <WordsOf text={flag.offence.basis_name} />. {t(flag.offence.first ? 'offence_first' : 'offence_not_first')}
      </p>
      {flag.raised && (
        <p>
          <strong>{t('flag_means')}</strong>
        </p>
      )}
      {flag.by_analogy && hasWords(basisRule) && (
        <p>
          <WordsOf text={basisRule} />
        </p>
      )}
      {flag.not_first && <p>{t('flag_not_first')}</p>}
      {flag.sex_unsettled && hasWords(otherSex) && (
        <p>
          <WordsOf text={otherSex} />
        </p>
      )}
      {flag.disagree && (
        <p>
          <strong>{t('lists_disagree')}</strong>
        </p>
      )}
      <p>
        <WordsOf text={flag.comparison} />
      </p>
      {flag.under_age && flag.age_of_responsibility && (
        <p>
          <WordsOf text={flag.age_of_responsibility.text} />
          {!isSourced(flag.age_of_responsibility.status) && <> {t('list_unverified')}</>}
        </p>
      )}
      <Law offence={flag.offence} />
      <details open={flag.raised}>
        <summary>{t('lists_say')}</summary>
        <ul class="lists">
          {flag.lists.map((list) => (
            <Verdict list={list} />
          ))}
        </ul>
      </details>
    </article>
  );
}

/** Recorded offences set against the published lists. A flag starts support; it never raises a level. */
export function Flags({ of }: { of: Case }) {
  const key = `${of.id} ${of.offences.length}`;
  const flags = useLoaded(
    () =>
      outcome(api.GET('/cases/{id}/flags', { params: { path: { id: of.id }, query: { reason: reasonFor(of.id) } } })),
    key,
  );
  return (
    <section aria-labelledby="offences">
      <h2 id="offences">{t('offences')}</h2>
      <p class="quiet">{t('offences_lead')}</p>
      <Loaded from={flags}>
        {(data) =>
          data.items.length === 0 ? (
            <p>{t('offences_none')}</p>
          ) : (
            <>
              {data.items.map((flag) => (
                <Flag flag={flag} basisRule={data.basis_rule} otherSex={data.other_sex} />
              ))}
            </>
          )
        }
      </Loaded>
    </section>
  );
}
