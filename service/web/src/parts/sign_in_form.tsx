// SPDX-License-Identifier: EUPL-1.2
import { useState } from 'preact/hooks';
import { session, signIn } from '../session';
import { t } from '../words';
import { ErrorSummary, errorsOf } from './error_summary';
import type { FieldError } from './error_summary';
import { TextField } from './fields';

/** Name, password and, for those who have one, the one-time code. */
export function SignInForm({ onSignedIn }: { onSignedIn?: () => void }) {
  const [username, setUsername] = useState(session.value?.user.username ?? '');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [errors, setErrors] = useState<FieldError[]>([]);
  const [busy, setBusy] = useState(false);

  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const missing: FieldError[] = [];
    if (!username.trim()) missing.push({ field: 'username', words: t('username_needed') });
    if (!password) missing.push({ field: 'password', words: t('password_needed') });
    setErrors(missing);
    if (missing.length > 0) return;
    setBusy(true);
    const answer = await signIn(username.trim(), password, code.replace(/\s/g, ''));
    setBusy(false);
    if (answer.problem) setErrors(errorsOf({ ...answer.problem, faults: [] }));
    else onSignedIn?.();
  };

  return (
    <form class="sign-in" onSubmit={submit} noValidate>
      <ErrorSummary title={t('sign_in_failed_title')} errors={errors} />
      <TextField id="username" label={t('username')} value={username} onValue={setUsername} autocomplete="username" />
      <TextField
        id="password"
        label={t('password')}
        type="password"
        value={password}
        onValue={setPassword}
        autocomplete="current-password"
        max={1000}
      />
      <TextField
        id="code"
        label={t('one_time_code')}
        value={code}
        onValue={setCode}
        autocomplete="one-time-code"
        inputMode="numeric"
        max={10}
      />
      <button class="button main" disabled={busy}>
        {t('sign_in')}
      </button>
    </form>
  );
}
