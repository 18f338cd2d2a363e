// SPDX-License-Identifier: EUPL-1.2
import { Title } from '../parts/page';
import { t } from '../words';

export const NotHere = () => (
  <div class="narrow">
    <Title>{t('not_here')}</Title>
    <p>{t('not_here_text')}</p>
    <p>
      <a href="/">{t('to_start')}</a>
    </p>
  </div>
);
