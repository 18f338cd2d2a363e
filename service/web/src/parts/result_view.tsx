// SPDX-License-Identifier: EUPL-1.2
import type { Instrument } from '../api';
import { LevelScale, scoreWords } from '../pictures/level_scale';
import { Profile } from '../pictures/profile';
import { profileRows } from '../pictures/profile_rows';
import { t, textIn } from '../words';
import { NearestChange } from './nearest_change';
import { RestsOn } from './rests_on';
import type { Shown } from './shown';
import { Trace } from './trace';
import { WordsOf } from './words_of';

export function levelWords(instrument: Instrument, level: string | null): string {
  if (level === null) return t('level_none');
  const found = instrument.levels.find((one) => one.id === level);
  return found ? textIn(found.label).words : level;
}

function Scales({ instrument, result }: Shown) {
  return (
    <>
      {result.scales
        .filter((score) => score.status !== 'not_computed')
        .map((score) => {
          const scale = instrument.scales.find((one) => one.id === score.scale);
          if (!scale) return null;
          return (
            <div key={score.scale}>
              <h3>
                <WordsOf text={scale.name} />
              </h3>
              {score.status === 'not_scoreable' && scale.bands.length === 0 ? (
                <p>{scoreWords(score)}</p>
              ) : (
                <LevelScale scale={scale} score={score} />
              )}
              {score.prorated && <p class="quiet">{t('prorated', { rated: score.rated, items: score.items })}</p>}
            </div>
          );
        })}
    </>
  );
}

function Rules({ instrument, result }: Shown) {
  const rules = instrument.policy_overrides.filter((rule) => result.policy_overrides.includes(rule.id));
  const flags = result.flags.filter((flag) => flag.raised !== false);
  return (
    <>
      {rules.map((rule) => (
        <p class="notice" key={rule.id}>
          <strong>{t('policy_rule')}:</strong> <WordsOf text={rule.text} />{' '}
          {t('policy_raises', { level: levelWords(instrument, rule.raises_to) })}{' '}
          <span class="quiet">({rule.source})</span>
        </p>
      ))}
      {flags.map((flag) => {
        const text = instrument.flags.find((one) => one.id === flag.flag)?.text ?? {};
        return (
          <p class="notice" key={flag.flag}>
            <strong>{t(flag.raised ? 'item_flag' : 'item_flag_open')}:</strong> <WordsOf text={text} />{' '}
            <span class="quiet">({flag.because.join(', ')})</span>
          </p>
        );
      })}
    </>
  );
}

function ScoredLevel({ instrument, result }: Shown) {
  if (instrument.levels.length === 0) return null;
  if (instrument.level_scale === null) return <p>{t('level_by_judgement')}</p>;
  if (result.scored_level !== null)
    return (
      <p class="big">
        {t('scored_level')}: <strong>{levelWords(instrument, result.scored_level)}</strong>
      </p>
    );
  const possible = result.possible_levels.map((level) => levelWords(instrument, level)).join(t('or_between'));
  return (
    <p class="big">
      {t('scored_level')}: <strong>{t('level_open')}</strong>. {t('level_possible', { levels: possible })}
    </p>
  );
}

/** What the instrument's decision tables allow; a person decides. */
function Decisions({ instrument, result }: Shown) {
  return (
    <>
      {result.decisions.map((state) => {
        const table = instrument.decisions.find((one) => one.id === state.decision);
        if (!table) return null;
        const names = (ids: string[]): string =>
          ids.map((id) => textIn(table.outcomes.find((one) => one.id === id)?.label ?? {}).words || id).join(', ');
        return (
          <p key={state.decision}>
            <strong>
              <WordsOf text={table.name} />:
            </strong>{' '}
            {state.outcomes !== null
              ? t('table_allowed', { outcomes: names(state.outcomes) })
              : t('table_open', { outcomes: names(state.possible) })}
          </p>
        );
      })}
    </>
  );
}

/** A result as it is shown while judging and after signing: the same pictures, the same words. */
export function ResultView(shown: Shown) {
  const { instrument, result, entryOf } = shown;
  return (
    <>
      <section aria-labelledby="result-level">
        <h2 id="result-level">{t('result_says')}</h2>
        <ScoredLevel {...shown} />
        <Rules {...shown} />
        <Scales {...shown} />
        <Decisions {...shown} />
      </section>
      {instrument.profile && (
        <section aria-labelledby="result-profile">
          <h2 id="result-profile">{t('profile_title')}</h2>
          <p class="quiet">{t('profile_lead')}</p>
          <Profile levels={profileRows(instrument, result, entryOf)} />
        </section>
      )}
      <RestsOn {...shown} />
      <NearestChange {...shown} />
      <Trace {...shown} />
    </>
  );
}
