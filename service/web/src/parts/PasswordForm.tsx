// SPDX-License-Identifier: EUPL-1.2
import { useState } from 'preact/hooks';
import { api, ask, type Failure } from '../api';
import { begin } from '../session';
import { t } from '../words';
import { Field } from './Field';

const wordsOf = (failure: Failure) =>
  failure.status === 429 ? t('sign_in_wait') : failure.status === 0 ? t('offline_text') : failure.status === 401 ? t('sign_in_failed') : t('went_wrong');

/** Name, password and, for those who have it, the one-time code. `username` given: only that person may come back. */
export function PasswordForm({ username, onDone }: { username?: string; onDone?: () => void }) {
  const [name, setName] = useState(username ?? '');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [failed, setFailed] = useState('');
  const [busy, setBusy] = useState(false);

  async function submit(event: Event) {
    event.preventDefault();
    setBusy(true);
    const { data, failure } = await ask(api.POST('/session', { body: { username: name, password, ...(code ? { totp: code } : {}) } }));
    setBusy(false);
    if (failure) return setFailed(wordsOf(failure));
    if (data) begin(data);
    onDone?.();
  }

  return (
    <form class="password" onSubmit={(event) => void submit(event)}>
      {failed && (
        <p class="fault" role="alert">
          {failed}
        </p>
      )}
      {!username && <Field label={t('username')} value={name} onInput={setName} autocomplete="username" required />}
      <Field label={t('password')} value={password} onInput={setPassword} type="password" autocomplete="current-password" required />
      <Field label={t('totp')} hint={t('totp_hint')} value={code} onInput={setCode} autocomplete="one-time-code" inputMode="numeric" />
      <button type="submit" disabled={busy}>
        {t('sign_in')}
      </button>
    </form>
  );
}
