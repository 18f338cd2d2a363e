// SPDX-License-Identifier: EUPL-1.2
import { session, signedOut } from '../session';
import { t } from '../words';
import { SignInForm } from './sign_in_form';

/** The session has ended but the page stands: what was written stays, and the reader signs in again right here. */
export function SignedOutBar() {
  if (!signedOut.value || !session.value) return null;
  return (
    <section class="signed-out" aria-label={t('signed_out_title')}>
      <p>
        <strong>{t('signed_out_title')}</strong> {t('signed_out_words')}
      </p>
      <SignInForm />
    </section>
  );
}
