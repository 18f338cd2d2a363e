// SPDX-License-Identifier: EUPL-1.2
import { PasswordForm } from '../parts/PasswordForm';
import { Title } from '../parts/page';
import { t } from '../words';

export const SignIn = () => (
  <div class="narrow">
    <Title>{t('sign_in_title')}</Title>
    <p>{t('sign_in_text')}</p>
    <PasswordForm />
  </div>
);
