// SPDX-License-Identifier: EUPL-1.2
// Risk to the left, protection to the right, per domain inside its level; unknown hatched. Never one sum, never risk minus protection.
import { useId } from 'preact/hooks';
import type { Instrument, Result } from '../api';
import { say, t, tOf } from '../words';
import { useNarrow } from './useNarrow';

interface Bar {
  name: string;
  level: string;
  risk: number;
  risk3: number;
  protection: number;
  unknown: number;
}

function barsOf(result: Result, instrument: Instrument): Bar[] {
  return result.profile.flatMap((row) =>
    (row.domains ?? []).map((domain) => ({
      name: say(instrument.domains.find((one) => one.id === domain.domain)?.name) || domain.domain,
      level: row.level,
      risk: domain.risk_2_or_more,
      risk3: domain.risk_3,
      protection: domain.protection_2_or_more,
      unknown: domain.unknown,
    })),
  );
}

function Row({ bar, y, middle, unit, narrow, hatch }: { bar: Bar; y: number; middle: number; unit: number; narrow: boolean; hatch: string }) {
  const top = narrow ? y + 18 : y + 6;
  return (
    <g>
      <text x={narrow ? 0 : 4} y={narrow ? y + 13 : y + 20} class={bar.level === 'structural' ? 'context' : undefined}>
        {bar.name}
      </text>
      <rect x={middle - bar.risk * unit} y={top} width={bar.risk * unit} height={18} class="risk" />
      <rect x={middle - bar.risk3 * unit} y={top} width={bar.risk3 * unit} height={18} class="risk-3" />
      <rect x={middle} y={top} width={bar.protection * unit} height={18} class="protection" />
      <rect x={middle + bar.protection * unit} y={top} width={bar.unknown * unit} height={18} fill={`url(#${hatch})`} class="unknown" />
      {bar.risk > 0 && (
        <text x={middle - bar.risk * unit - 4} y={top + 14} text-anchor="end" class="value">
          {bar.risk}
        </text>
      )}
      {bar.protection + bar.unknown > 0 && (
        <text x={middle + (bar.protection + bar.unknown) * unit + 4} y={top + 14} class="value">
          {bar.protection}
          {bar.unknown > 0 ? ` (+${bar.unknown})` : ''}
        </text>
      )}
    </g>
  );
}

function Table({ bars }: { bars: Bar[] }) {
  return (
    <details class="screen-only">
      <summary>{t('as_table')}</summary>
      <table class="stack">
        <thead>
          <tr>
            <th scope="col">{t('domain')}</th>
            <th scope="col">{t('risk_2')}</th>
            <th scope="col">{t('risk_3')}</th>
            <th scope="col">{t('protection_2')}</th>
            <th scope="col">{t('unknown_count')}</th>
          </tr>
        </thead>
        <tbody>
          {bars.map((bar) => (
            <tr>
              <th scope="row">
                {bar.name} ({tOf('factor_level', bar.level)})
              </th>
              <td data-label={t('risk_2')}>{bar.risk}</td>
              <td data-label={t('risk_3')}>{bar.risk3}</td>
              <td data-label={t('protection_2')}>{bar.protection}</td>
              <td data-label={t('unknown_count')}>{bar.unknown}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

export function Profile({ result, instrument }: { result: Result; instrument: Instrument }) {
  const id = useId().replaceAll(':', '');
  const narrow = useNarrow();
  const bars = barsOf(result, instrument);
  const width = narrow ? 340 : 720;
  const middle = narrow ? 120 : 390;
  const step = narrow ? 44 : 32;
  const most = Math.max(1, ...bars.map((bar) => bar.risk), ...bars.map((bar) => bar.protection + bar.unknown));
  const unit = Math.min(24, (narrow ? 96 : 190) / Math.max(1, ...bars.map((bar) => bar.risk)), (width - middle - 70) / most);
  const described = bars.map((bar) => t('profile_line', { name: bar.name, risk: bar.risk, protection: bar.protection, unknown: bar.unknown })).join(' ');
  return (
    <figure>
      <svg viewBox={`0 0 ${width} ${bars.length * step + 24}`} role="img" aria-labelledby={`${id}-t ${id}-d`} class="profile-picture">
        <title id={`${id}-t`}>{t('profile')}</title>
        <desc id={`${id}-d`}>{described}</desc>
        <defs>
          <pattern id={`${id}-h`} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <line x1="0" y1="0" x2="0" y2="6" class="hatch" />
          </pattern>
        </defs>
        <text x={middle - 8} y={14} text-anchor="end" class="risk-word">
          ◀ {t('pole_risk')}
        </text>
        <text x={middle + 8} y={14} class="protection-word">
          {t('pole_protection')} ▶
        </text>
        {bars.map((bar, i) => (
          <Row bar={bar} y={20 + i * step} middle={middle} unit={unit} narrow={narrow} hatch={`${id}-h`} />
        ))}
        <line x1={middle} x2={middle} y1={20} y2={bars.length * step + 22} class="cut" />
      </svg>
      <ul class="legend">
        <li>
          <span class="swatch risk" aria-hidden="true" /> {t('legend_risk')}
        </li>
        <li>
          <span class="swatch risk-3" aria-hidden="true" /> {t('legend_risk_3')}
        </li>
        <li>
          <span class="swatch protection" aria-hidden="true" /> {t('legend_protection')}
        </li>
        <li>
          <span class="swatch unknown" aria-hidden="true" /> {t('legend_unknown')}
        </li>
      </ul>
      {bars.some((bar) => bar.level === 'structural') && <p class="hint">{t('structural_context')}</p>}
      <Table bars={bars} />
    </figure>
  );
}
