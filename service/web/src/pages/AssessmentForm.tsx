// SPDX-License-Identifier: EUPL-1.2
import { useEffect, useState } from 'preact/hooks';
import type { Instrument } from '../api';
import type { Draft } from '../drafts';
import { countOf, type Group, groupsOf, isAnswered, isUnknown, itemsOf, lacksEvidence } from '../factors';
import { announce } from '../parts/Announcer';
import { FactorBox } from '../parts/FactorBox';
import { Title, Trouble, Waiting } from '../parts/page';
import { AskReason } from '../parts/Reason';
import { SaveBar } from '../parts/SaveBar';
import { go } from '../router';
import { say, t, textOf, tOf, type Word } from '../words';
import { useDraft } from '../useDraft';

const filters = ['all', 'unanswered', 'unknown', 'evidence'] as const;
type Filter = (typeof filters)[number];

function shows(filter: Filter, instrument: Instrument, draft: Draft, item: string) {
  if (filter === 'unanswered') return !isAnswered(draft.answers, item);
  if (filter === 'unknown') return isUnknown(draft.answers, item);
  return filter === 'all' || lacksEvidence(instrument, draft.answers, item);
}

/** The first button of an item, or the one chosen. */
const focusOn = (item: string) => {
  const box = document.getElementById(item);
  (box?.querySelector<HTMLElement>('input[type=radio]:checked') ?? box?.querySelector<HTMLElement>('input[type=radio]'))?.focus();
};

function Contents({ groups, draft }: { groups: Group[]; draft: Draft }) {
  return (
    <nav class="contents" aria-label={t('domains')}>
      <ul>
        {groups.map((group) => {
          const items = itemsOf(group);
          return (
            <li>
              <a
                href={`#domain-${group.id}`}
                onClick={(event) => {
                  event.preventDefault();
                  document.getElementById(`domain-${group.id}`)?.focus();
                }}
              >
                <span lang={textOf(group.name).lang}>{say(group.name)}</span>
                <span aria-label={t('of_answered', { n: countOf(items, (item) => isAnswered(draft.answers, item)), all: items.length })}>
                  {countOf(items, (item) => isAnswered(draft.answers, item))}/{items.length}
                </span>
              </a>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}

function Instructions({ instrument }: { instrument: Instrument }) {
  const words = textOf(instrument.instructions);
  if (!words.words) return null;
  return (
    <details>
      <summary>{t('instructions')}</summary>
      <p lang={words.lang}>{words.words}</p>
    </details>
  );
}

export function AssessmentForm({ id }: { id: string }) {
  const { opened, failure, again } = useDraft(id);
  const [filter, setFilter] = useState<Filter>('all');
  const [moves, setMoves] = useState(true);
  useEffect(() => {
    if (opened && location.hash) focusOn(decodeURIComponent(location.hash.slice(1)));
  }, [opened]);
  if (failure?.reason === 'reason_required') return <AskReason id={id} onGiven={again} />;
  if (failure) return <Trouble failure={failure} again={again} />;
  if (!opened) return <Waiting />;
  const { assessment, instrument, draft } = opened;
  const readOnly = assessment.state !== 'draft' || !assessment.mine;
  const groups = groupsOf(instrument);
  const items = groups.flatMap(itemsOf);

  const onDigit = (item: string) => {
    const next = items[items.indexOf(item) + 1];
    if (moves && next) focusOn(next);
  };
  const review = async () => {
    if (!(await draft.settled())) announce(t('told_offline'));
    go(`/assessments/${id}/review`);
  };
  const undo = () => {
    const item = draft.undo();
    if (item) announce(t('told_undone', { item }));
  };
  return (
    <>
      <Title>
        <span lang={textOf(instrument.title).lang}>{say(instrument.title)}</span>
      </Title>
      <p>
        <a href={`/cases/${assessment.case}`}>{t('to_case')}</a>
      </p>
      {readOnly && <p class="notice">{t('read_only', { state: tOf('state', assessment.state) })}</p>}
      <SaveBar
        draft={draft}
        answered={countOf(items, (item) => isAnswered(draft.answers, item))}
        unknown={countOf(items, (item) => isUnknown(draft.answers, item))}
        all={items.length}
        readOnly={readOnly}
        onUndo={undo}
        onReview={() => void review()}
      />
      <div class="form-columns">
        <aside>
          <Contents groups={groups} draft={draft} />
          <label class="small">
            {t('show')}
            <select value={filter} onChange={(event) => setFilter(event.currentTarget.value as Filter)}>
              {filters.map((one) => (
                <option value={one}>{t(`filter_${one}` as Word)}</option>
              ))}
            </select>
          </label>
          <label class="small check">
            <input type="checkbox" checked={moves} onChange={(event) => setMoves(event.currentTarget.checked)} />
            {t('digit_moves')}
          </label>
          <details>
            <summary>{t('keys')}</summary>
            <p>{t('keys_text')}</p>
          </details>
          <Instructions instrument={instrument} />
        </aside>
        <div>
          {groups.map((group) => {
            const factors = group.factors.filter((factor) => factor.poles.some((item) => shows(filter, instrument, draft, item.id)));
            if (factors.length === 0) return null;
            return (
              <section>
                <h2 id={`domain-${group.id}`} tabIndex={-1} lang={textOf(group.name).lang}>
                  {say(group.name)}
                </h2>
                {factors.map((factor) => (
                  <FactorBox key={factor.id} factor={factor} instrument={instrument} draft={draft} readOnly={readOnly} onDigit={onDigit} />
                ))}
              </section>
            );
          })}
          {!readOnly && (
            <p class="actions">
              <button type="button" onClick={() => void review()}>
                {t('review')}
              </button>
            </p>
          )}
        </div>
      </div>
    </>
  );
}
