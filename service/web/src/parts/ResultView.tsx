// SPDX-License-Identifier: EUPL-1.2
// A result so that it can be understood and explained: what it says, what it rests on, what is unknown, how it was counted.
import type { Instrument, Result, Schemas } from '../api';
import type { Answers } from '../drafts';
import { groupsOf } from '../factors';
import { LevelScale } from '../pictures/LevelScale';
import { Profile } from '../pictures/Profile';
import { many, say, t, textOf, tOf } from '../words';

const labelOf = (list: { id: string; label: Record<string, string> }[] | undefined, id: string) => say(list?.find((one) => one.id === id)?.label) || id;
export const levelLabel = (instrument: Instrument, id: string) => labelOf(instrument.levels, id);
export const itemName = (instrument: Instrument, id: string) => {
  const item = instrument.items.find((one) => one.id === id);
  const pole = item && item.factor !== 'none' ? ` (${tOf('pole', item.factor).toLowerCase()})` : '';
  return item ? `${id.replace('-protection', '')} ${say(item.text)}${pole}` : id;
};

function ScaleWords({ score, scale }: { score: Schemas['ScaleScore']; scale: Schemas['InstrumentScale'] }) {
  const band = (id: string) => labelOf(scale.bands, id);
  return (
    <>
      {score.points !== null && score.points !== undefined && <p>{t('scale_points', { points: score.points, band: score.band ? band(score.band) : '–' })}</p>}
      {score.points === null && score.rated === 0 && <p>{t('scale_nothing')}</p>}
      {score.points === null && score.rated > 0 && <p>{t('scale_open', { rated: score.rated, items: score.items })}</p>}
      {score.lowest !== null && score.lowest !== score.highest && <p>{t('scale_interval', { lowest: score.lowest ?? '', highest: score.highest ?? '' })}</p>}
      {!score.band && score.possible_bands.length > 0 && <p>{t('scale_possible', { bands: score.possible_bands.map(band).join(', ') })}</p>}
      {score.band && score.possible_bands.length > 1 && <p>{t('scale_could', { bands: score.possible_bands.map(band).join(', ') })}</p>}
    </>
  );
}

function Scales({ instrument, result }: { instrument: Instrument; result: Result }) {
  return (
    <>
      {result.scales.map((score) => {
        const scale = instrument.scales.find((one) => one.id === score.scale);
        if (!scale) return null;
        const nearest = result.nearest_change.find((one) => one.scale === score.scale);
        return (
          <section class="scale">
            <h3 lang={textOf(scale.name).lang}>{say(scale.name)}</h3>
            {score.status === 'not_computed' ? (
              <p>{t('scale_judgement')}</p>
            ) : (
              <>
                <ScaleWords score={score} scale={scale} />
                <LevelScale score={score} scale={scale} instrument={instrument} />
                {nearest && (
                  <p>
                    {t('nearest', {
                      band: labelOf(scale.bands, nearest.band),
                      change: Object.entries(nearest.change)
                        .map(([item, rating]) => `${itemName(instrument, item)} → ${rating}`)
                        .join('; '),
                    })}
                  </p>
                )}
              </>
            )}
          </section>
        );
      })}
    </>
  );
}

function Raised({ instrument, result }: { instrument: Instrument; result: Result }) {
  const raised = result.flags.filter((flag) => flag.raised !== false);
  return (
    <>
      {raised.map((flag) => {
        const text = textOf(instrument.flags.find((one) => one.id === flag.flag)?.text);
        return (
          <p class="notice">
            <strong>{flag.raised ? t('flag_on') : t('flag_open')}</strong> <span lang={text.lang}>{text.words}</span>
          </p>
        );
      })}
      {result.policy_overrides.map((id) => {
        const rule = instrument.policy_overrides.find((one) => one.id === id);
        return (
          <p class="notice">
            <strong>{t('policy')}</strong> {say(rule?.text)} {rule && t('policy_raises', { level: levelLabel(instrument, rule.raises_to) })}
          </p>
        );
      })}
    </>
  );
}

function Evidence({ instrument, answers }: { instrument: Instrument; answers: Answers }) {
  const rated = instrument.items.filter((item) => (answers[item.id]?.rating ?? 0) >= 2);
  const unknown = instrument.items.filter((item) => answers[item.id]?.missing === 'not_known' && answers[item.id]?.rating === null);
  return (
    <>
      <section>
        <h2>{t('rests_on')}</h2>
        {rated.length === 0 && <p>{t('rests_on_none')}</p>}
        <ul class="plain">
          {rated.map((item) => (
            <li class={`evidence-line ${item.factor}`}>
              <strong>{itemName(instrument, item.id)}</strong>: {answers[item.id].rating} · <span lang={textOf(item.options.find((one) => one.rating === answers[item.id].rating)?.anchor).lang}>{say(item.options.find((one) => one.rating === answers[item.id].rating)?.anchor)}</span>
              {answers[item.id].evidence && <q>{answers[item.id].evidence}</q>}
              {answers[item.id].sources.length > 0 && <span class="hint"> {answers[item.id].sources.map((one) => tOf('informant', one)).join(', ')}</span>}
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h2>{t('not_known_title')}</h2>
        <p>{many('unknown_items', unknown.length)}</p>
        <ul>
          {unknown.map((item) => (
            <li>{itemName(instrument, item.id)}</li>
          ))}
        </ul>
      </section>
    </>
  );
}

function Trace({ instrument, result }: { instrument: Instrument; result: Result }) {
  if (result.trace.length === 0) return null;
  return (
    <details>
      <summary>{t('trace')}</summary>
      <div class="scroll" tabIndex={0} role="region" aria-label={t('trace')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('scale')}</th>
              <th scope="col">{t('item')}</th>
              <th scope="col">{t('response')}</th>
              <th scope="col">{t('contribution')}</th>
            </tr>
          </thead>
          <tbody>
            {result.trace.map((line) => (
              <tr>
                <td>{line.scale}</td>
                <th scope="row">{itemName(instrument, line.item)}</th>
                <td>{typeof line.response === 'number' ? line.response : tOf('missing', String(line.response))}</td>
                <td>{line.applicable === false ? t('left_out') : (line.contribution ?? '–')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {(result.summary ?? []).map((one) => (
        <p>
          {one.scale}: {t('trace_sum', { raw: one.raw ?? '–', cut_off: one.cut_off ?? '–' })} {tOf('effect', one.missing_effect)}
        </p>
      ))}
    </details>
  );
}

export function ResultView({ instrument, result, answers }: { instrument: Instrument; result: Result; answers: Answers }) {
  const hasProfile = instrument.profile && groupsOf(instrument).length > 0;
  return (
    <>
      <Raised instrument={instrument} result={result} />
      <Scales instrument={instrument} result={result} />
      {hasProfile && (
        <section>
          <h2>{t('profile')}</h2>
          <p>{t('profile_text')}</p>
          <Profile result={result} instrument={instrument} />
        </section>
      )}
      <Evidence instrument={instrument} answers={answers} />
      <Trace instrument={instrument} result={result} />
    </>
  );
}
