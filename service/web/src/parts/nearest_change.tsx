// SPDX-License-Identifier: EUPL-1.2
import { responseWords } from '../form/item_notes';
import { t } from '../words';
import { ItemName } from './item_name';
import type { Shown } from './shown';
import { WordsOf } from './words_of';

/** The smallest change of ratings that would have made another band, in words. */
export function NearestChange({ instrument, result, entryOf }: Shown) {
  if (result.nearest_change.length === 0) return null;
  return (
    <section aria-labelledby="nearest">
      <h2 id="nearest">{t('nearest_title')}</h2>
      <ul>
        {result.nearest_change.map(({ scale, band, change }) => {
          const label =
            instrument.scales.find((one) => one.id === scale)?.bands.find((one) => one.id === band)?.label ?? {};
          const steps = Object.entries(change).map(([item, rating], at) => (
            <>
              {at > 0 && ', '}
              <ItemName instrument={instrument} id={item} />{' '}
              {t('nearest_step', { n: rating, now: responseWords(entryOf(item)).toLowerCase() })}
            </>
          ));
          return (
            <li>
              {t('nearest_if')} {steps}:{' '}
              <strong>
                <WordsOf text={label} />
              </strong>
              .
            </li>
          );
        })}
      </ul>
    </section>
  );
}
