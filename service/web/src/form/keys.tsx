// SPDX-License-Identifier: EUPL-1.2
import { t } from '../words';
import { advanceOnDigit } from './settings';

/** The keys that rate, and whether a digit moves on. */
export function Keys() {
  return (
    <>
        <label class="check">
          <input
            type="checkbox"
            checked={advanceOnDigit.value}
            onChange={(event) => (advanceOnDigit.value = event.currentTarget.checked)}
          />
          <span>{t('advance_on_digit')}</span>
        </label>
        <details>
          <summary>{t('keys')}</summary>
          <ul>
            <li>{t('keys_digits')}</li>
            <li>{t('keys_not_known')}</li>
            <li>{t('keys_tab')}</li>
            <li>{t('keys_where')}</li>
          </ul>
        </details>
    </>
  );
}
