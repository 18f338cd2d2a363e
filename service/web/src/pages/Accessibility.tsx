// SPDX-License-Identifier: EUPL-1.2
import { Title } from '../parts/page';
import { t } from '../words';

export const Accessibility = () => (
  <div class="narrow">
    <Title>{t('nav_accessibility')}</Title>
    <p>{t('accessibility_aim')}</p>
    <p>{t('accessibility_tested')}</p>
    <h2>{t('accessibility_not')}</h2>
    <ul>
      <li>{t('accessibility_not_1')}</li>
      <li>{t('accessibility_not_2')}</li>
      <li>{t('accessibility_not_3')}</li>
    </ul>
    <p>{t('accessibility_tell')}</p>
  </div>
);
