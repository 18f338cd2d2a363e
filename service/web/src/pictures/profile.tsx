// SPDX-License-Identifier: EUPL-1.2
import { WordsOf } from '../parts/words_of';
import { t, textIn, tokenWords } from '../words';
import { narrow } from './narrow';
import type { DomainBar, LevelBars } from './profile_rows';

interface Layout {
  width: number;
  middle: number;
  half: number;
  row: number;
  bar: number;
  nameAt: number;
}

const wide: Layout = { width: 720, middle: 440, half: 220, row: 34, bar: 18, nameAt: 0 };
const small: Layout = { width: 340, middle: 170, half: 128, row: 50, bar: 18, nameAt: 0 };

function Bar({ of, y, most, layout }: { of: DomainBar; y: number; most: number; layout: Layout }) {
  const { middle, half, bar } = layout;
  const unit = half / most;
  const top = layout === small ? y + 22 : y + 8;
  const left = (from: number, to: number): { x: number; width: number } => ({
    x: middle - to * unit,
    width: (to - from) * unit,
  });
  const lines = { y: top, height: bar };
  const end = of.factors * unit + 8;
  return (
    <g>
      <text x={layout.nameAt} y={layout === small ? y + 14 : top + 14} class="name">
        {textIn(of.name).words}
      </text>
      <rect class="track" x={middle - of.factors * unit} width={of.factors * unit * 2} {...lines} />
      <rect class="risk" {...left(of.riskHighest, of.risk)} {...lines} />
      <rect class="risk-highest" {...left(0, of.riskHighest)} {...lines} />
      <rect class="unknown" {...left(of.risk, of.risk + of.riskUnknown)} {...lines} />
      <rect class="protection" x={middle} width={of.protection * unit} {...lines} />
      <rect class="unknown" x={middle + of.protection * unit} width={of.protectionUnknown * unit} {...lines} />
      <text x={middle - end} y={top + 14} text-anchor="end">
        {of.risk}
      </text>
      <text x={middle + end} y={top + 14}>
        {of.protection}
      </text>
    </g>
  );
}

/** A level with one domain of the same name needs no heading of its own. */
function sayTheSame({ level, domains }: LevelBars): boolean {
  return domains.length === 1 && textIn(domains[0]!.name).words === tokenWords('level', level);
}

function placed(
  levels: LevelBars[],
  layout: Layout,
): { rows: { y: number; level?: LevelBars; domain?: DomainBar }[]; height: number } {
  const rows: { y: number; level?: LevelBars; domain?: DomainBar }[] = [];
  let y = 26;
  for (const level of levels) {
    if (!sayTheSame(level)) {
      rows.push({ y, level });
      y += 28;
    }
    for (const domain of level.domains) {
      rows.push({ y, domain });
      y += layout.row;
    }
    y += 8;
  }
  return { rows, height: y };
}

function describe(levels: LevelBars[]): string {
  return levels
    .flatMap((level) =>
      level.domains.map((one) =>
        t('profile_domain', {
          domain: textIn(one.name).words,
          risk: one.risk,
          protection: one.protection,
          all: one.factors,
          unknown: one.riskUnknown + one.protectionUnknown,
        }),
      ),
    )
    .join(' ');
}

function Table({ levels }: { levels: LevelBars[] }) {
  return (
    <details>
      <summary>{t('as_table')}</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('domain')}</th>
            <th scope="col">{t('risk_2_3')}</th>
            <th scope="col">{t('risk_3')}</th>
            <th scope="col">{t('protection_2_3')}</th>
            <th scope="col">{t('unknown_count')}</th>
            <th scope="col">{t('factors')}</th>
          </tr>
        </thead>
        <tbody>
          {levels.flatMap((level) =>
            level.domains.map((one) => (
              <tr key={`${level.level} ${one.id}`}>
                <th scope="row">
                  <WordsOf text={one.name} /> <span class="quiet">{tokenWords('level', level.level)}</span>
                </th>
                <td>{one.risk}</td>
                <td>{one.riskHighest}</td>
                <td>{one.protection}</td>
                <td>{one.riskUnknown + one.protectionUnknown}</td>
                <td>{one.factors}</td>
              </tr>
            )),
          )}
        </tbody>
      </table>
    </details>
  );
}

/** Risk to the left, protection to the right, domain by domain. Never summed, never set off against each other. */
export function Profile({ levels }: { levels: LevelBars[] }) {
  const layout = narrow.value ? small : wide;
  const most = Math.max(1, ...levels.flatMap((level) => level.domains.map((one) => one.factors)));
  const { rows, height } = placed(levels, layout);
  return (
    <figure class="picture profile">
      <svg
        class={layout === small ? 'small' : undefined}
        viewBox={`0 0 ${layout.width} ${height}`}
        role="img"
        aria-labelledby="profile-title profile-desc"
      >
        <title id="profile-title">{t('profile_title')}</title>
        <desc id="profile-desc">{describe(levels)}</desc>
        <defs>
          <pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <path d="M0 0v6" />
          </pattern>
        </defs>
        <text x={layout.middle - 10} y="16" text-anchor="end" class="side-risk">
          ◂ {t('risk')}
        </text>
        <text x={layout.middle + 10} y="16" class="side-protection">
          {t('protection')} ▸
        </text>
        {rows.map(({ y, level, domain }) =>
          domain ? (
            <Bar of={domain} y={y} most={most} layout={layout} />
          ) : (
            <text x="0" y={y + 20} class="level-name">
              {tokenWords('level', level!.level)}
              {level!.level === 'structural' && ': ' + t('structural_context')}
            </text>
          ),
        )}
        <path class="axis" d={`M${layout.middle} 22V${height - 6}`} />
      </svg>
      <figcaption>
        <p class="legend">
          <span class="key risk" /> {t('legend_risk')} <span class="key risk-highest" /> {t('legend_risk_3')}{' '}
          <span class="key protection" /> {t('legend_protection')} <span class="key unknown" /> {t('legend_unknown')}{' '}
          <span class="key track" /> {t('legend_all')}
        </p>
        <Table levels={levels} />
      </figcaption>
    </figure>
  );
}
