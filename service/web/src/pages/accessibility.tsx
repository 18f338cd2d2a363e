// SPDX-License-Identifier: EUPL-1.2
import { Page } from '../parts/page';
import { t } from '../words';

/** The accessibility statement: what was tested, what was not, what is known to be wrong. */
export function AccessibilityPage() {
  return (
    <Page title={t('accessibility_title')} lead={t('accessibility_lead')}>
      <h2>{t('accessibility_state')}</h2>
      <p>{t('accessibility_state_words')}</p>
      <h2>{t('accessibility_tested')}</h2>
      <ul>
        <li>{t('accessibility_tested_1')}</li>
        <li>{t('accessibility_tested_2')}</li>
        <li>{t('accessibility_tested_3')}</li>
      </ul>
      <h2>{t('accessibility_untested')}</h2>
      <ul>
        <li>{t('accessibility_untested_1')}</li>
        <li>{t('accessibility_untested_2')}</li>
        <li>{t('accessibility_untested_3')}</li>
      </ul>
      <h2>{t('accessibility_known')}</h2>
      <ul>
        <li>{t('accessibility_known_1')}</li>
        <li>{t('accessibility_known_2')}</li>
      </ul>
      <h2>{t('accessibility_contact')}</h2>
      <p>{t('accessibility_contact_words')}</p>
    </Page>
  );
}
