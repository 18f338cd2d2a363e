// SPDX-License-Identifier: EUPL-1.2
import type { Instrument, Item } from '../api';
import { api, outcome } from '../api';
import { byDomain, itemsOf } from '../form/items';
import { bandSpans } from '../pictures/points';
import { Facts } from '../parts/facts';
import { Loaded, useLoaded } from '../parts/loaded';
import { Page } from '../parts/page';
import { ParagraphsOf, WordsOf } from '../parts/words_of';
import { hasWords, plural, t, textIn, tokenWords } from '../words';

function About({ of }: { of: Instrument }) {
  return (
    <>
      {hasWords(of.notice) && (
        <div class="notice">
          <ParagraphsOf text={of.notice} />
        </div>
      )}
      {hasWords(of.status) && (
        <p class="notice">
          <WordsOf text={of.status} />
        </p>
      )}
      <ParagraphsOf text={of.purpose} />
      <Facts
        rows={[
          [t('version'), of.version],
          [t('source'), of.source],
          [t('licence'), of.licence],
          [t('digest'), <span class="digest">{of.digest}</span>],
        ]}
      />
      {hasWords(of.licence_text) && (
        <p class="quiet">
          <WordsOf text={of.licence_text} />
        </p>
      )}
      {hasWords(of.instructions) && (
        <details>
          <summary>{t('how_to_rate')}</summary>
          <ParagraphsOf text={of.instructions} />
        </details>
      )}
    </>
  );
}

function Anchors({ item }: { item: Item }) {
  return (
    <>
      {item.factor !== 'none' && <h4>{tokenWords('pole', item.factor)}</h4>}
      <ul class="anchors">
        {item.options.map((option) => (
          <li>
            <b>{option.rating}</b> <WordsOf text={option.anchor} />
          </li>
        ))}
      </ul>
    </>
  );
}

function Items({ of }: { of: Instrument }) {
  return (
    <>
      <h2>{t('items')}</h2>
      {byDomain(of).map((domain) => (
        <details key={domain.id} class="block">
          <summary>
            <WordsOf text={domain.name} /> <span class="quiet">({plural('factors_count', domain.factors.length)})</span>
          </summary>
          {domain.factors.map((factor) => (
            <section key={factor.first.id} aria-label={`${factor.first.id} ${textIn(factor.first.text).words}`}>
              <h3>
                {factor.first.id} <WordsOf text={factor.first.text} />
              </h3>
              {hasWords(factor.first.definition) && (
                <p>
                  <WordsOf text={factor.first.definition} />
                </p>
              )}
              {itemsOf([factor]).map((item) => (
                <Anchors key={item.id} item={item} />
              ))}
            </section>
          ))}
        </details>
      ))}
    </>
  );
}

function Scoring({ of }: { of: Instrument }) {
  const scales = of.scales.filter((scale) => scale.combine === 'sum');
  return (
    <>
      <h2>{t('scoring')}</h2>
      {scales.length === 0 && <p>{t('level_by_judgement')}</p>}
      {scales.map((scale) => (
        <section key={scale.id} aria-label={textIn(scale.name).words}>
          <h3>
            <WordsOf text={scale.name} />
          </h3>
          <p>
            {plural('scale_items', scale.items.length)}{' '}
            {t('scale_points', { lowest: scale.lowest ?? '', highest: scale.highest ?? '' })}{' '}
            {tokenWords('missing_rule', scale.missing)}
          </p>
          <ul>
            {bandSpans(scale).map((span, at) => (
              <li key={span.id}>
                {span.words}: <WordsOf text={scale.bands[at]!.label} />
              </li>
            ))}
          </ul>
        </section>
      ))}
      {of.policy_overrides.map((rule) => (
        <p key={rule.id}>
          {t('policy_rule')}: <WordsOf text={rule.text} /> <span class="quiet">({rule.source})</span>
        </p>
      ))}
    </>
  );
}

export function InstrumentPage({ names }: { names: Record<string, string> }) {
  const id = names.id!;
  const loading = useLoaded(() => outcome(api.GET('/instruments/{id}', { params: { path: { id } } })), id);
  const title = loading.data ? textIn(loading.data.title) : { words: t('instrument') };
  return (
    <Page title={title.words} lang={title.lang}>
      <Loaded from={loading}>
        {(of) => (
          <>
            <About of={of} />
            <Scoring of={of} />
            <Items of={of} />
          </>
        )}
      </Loaded>
    </Page>
  );
}
