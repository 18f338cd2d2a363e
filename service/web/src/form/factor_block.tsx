// SPDX-License-Identifier: EUPL-1.2
import type { ComponentChildren } from 'preact';
import type { Item } from '../api';
import { WordsOf } from '../parts/words_of';
import { hasWords, t } from '../words';
import type { Factor } from './items';
import { itemsOf } from './items';

/** One factor: what it means, what to ask about, then risk and protection, each rated for itself. */
export function FactorBlock({ factor, row }: { factor: Factor; row: (item: Item) => ComponentChildren }) {
  const { first } = factor;
  return (
    <section class="factor" aria-labelledby={`name-${first.id}`}>
      <h3 id={`name-${first.id}`}>
        <span class="quiet">{first.id}</span> <WordsOf text={first.text} />
      </h3>
      {hasWords(first.definition) && (
        <p class="definition">
          <WordsOf text={first.definition} />
        </p>
      )}
      {(first.ask_about.length > 0 || hasWords(first.not_applicable_when)) && (
        <details>
          <summary>{t('ask_about')}</summary>
          <ul>
            {first.ask_about.map((question) => (
              <li>
                <WordsOf text={question} />
              </li>
            ))}
          </ul>
          {itemsOf([factor])
            .filter((item) => hasWords(item.not_applicable_when))
            .map((item) => (
              <p>
                {t('not_applicable_rule')}: <WordsOf text={item.not_applicable_when} />
              </p>
            ))}
        </details>
      )}
      {itemsOf([factor]).map(row)}
    </section>
  );
}
