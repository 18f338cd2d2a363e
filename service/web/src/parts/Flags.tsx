// SPDX-License-Identifier: EUPL-1.2
// Strategic offences: which lists name it, their source and base rate, where they disagree. A flag starts support.
import { api, ask, type Schemas } from '../api';
import { day, say, t, textOf, tOf } from '../words';
import { Trouble, useReading, Waiting } from './page';
import { reasonFor } from './Reason';

type Flag = Schemas['OffenceFlag'];
type Verdict = Flag['lists'][number];

function verdictWords(verdict: Verdict) {
  if (verdict.listed) return verdict.current ? t('list_names') : t('list_names_then');
  if (verdict.other_sex_only) return t('list_other_sex');
  return verdict.sex_unverified ? t('list_unread') : t('list_not');
}

function Verdicts({ lists }: { lists: Verdict[] }) {
  return (
    <ul class="lists">
      {lists.map((verdict) => {
        const rate = textOf(verdict.base_rate.text);
        return (
          <li>
            <strong>{say(verdict.title)}</strong>: {verdictWords(verdict)}
            {verdict.listed && (
              <>
                <p lang={rate.lang}>
                  {t('base_rate')} {rate.words}
                </p>
                <p class="hint">
                  {t('source')}: <span class="source">{verdict.source}</span>, {verdict.published}. {tOf('known', verdict.status)}
                </p>
                {say(verdict.caution) && (
                  <p class="hint" lang={textOf(verdict.caution).lang}>
                    {say(verdict.caution)}
                  </p>
                )}
              </>
            )}
          </li>
        );
      })}
    </ul>
  );
}

function One({ flag, list }: { flag: Flag; list: Schemas['FlagList'] }) {
  const { offence } = flag;
  return (
    <li class={flag.raised ? 'flag raised' : 'flag'}>
      <h3>
        {say(offence.name)} <span class="tag">{flag.raised ? t('flag_raised') : t('flag_not')}</span>
      </h3>
      <p>
        {day(offence.committed_on)} · {say(offence.basis_name)} · {offence.first ? t('offence_first') : t('offence_later')}
      </p>
      {flag.raised && <p>{t('flag_support')}</p>}
      {flag.by_analogy && <p>{say(list.basis_rule)}</p>}
      {flag.not_first && <p>{t('flag_not_first')}</p>}
      {flag.sex_unsettled && <p>{say(list.other_sex)}</p>}
      {flag.disagree && (
        <p>
          <strong>{t('lists_disagree')}</strong>
        </p>
      )}
      <details open={flag.raised}>
        <summary>{t('lists_say')}</summary>
        <Verdicts lists={flag.lists} />
      </details>
    </li>
  );
}

export function Flags({ caseId, count }: { caseId: string; count: number }) {
  const reason = reasonFor(caseId);
  const reading = useReading(`${caseId} ${count} ${reason}`, () => ask(api.GET('/cases/{id}/flags', { params: { path: { id: caseId }, query: { reason } } })));
  if (reading.failure) return <Trouble failure={reading.failure} again={reading.again} />;
  const list = reading.data;
  if (!list) return <Waiting />;
  if (list.items.length === 0) return <p>{t('offences_none')}</p>;
  return (
    <ul class="plain">
      {list.items.map((flag) => (
        <One flag={flag} list={list} />
      ))}
    </ul>
  );
}
