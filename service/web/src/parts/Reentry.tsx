// SPDX-License-Identifier: EUPL-1.2
// The session ended while a page was open: the page stays as it is and the password is asked for here.
import { useEffect, useRef } from 'preact/hooks';
import { signedOut, user } from '../session';
import { t } from '../words';
import { PasswordForm } from './PasswordForm';

export function Reentry() {
  const shown = signedOut.value && user.value !== null;
  const box = useRef<HTMLElement>(null);
  useEffect(() => {
    if (shown) box.current?.querySelector('input')?.focus();
  }, [shown]);
  if (!shown || !user.value) return null;
  return (
    <section class="reentry" aria-label={t('signed_out_title')} ref={box}>
      <p>
        <strong>{t('signed_out_title')}</strong> {t('signed_out_text')}
      </p>
      <PasswordForm username={user.value.username} />
    </section>
  );
}
