// SPDX-License-Identifier: EUPL-1.2
import './style/main.css';
import { effect } from '@preact/signals';
import { render } from 'preact';
import { announce } from './announce';
import { App } from './app';
import { watchPage } from './form/open_forms';
import { prepareDrafts } from './local_drafts';
import { startNavigation } from './navigate';
import { askWhoIAm, session, signedOut } from './session';
import { language, rememberLanguage, speak, t } from './words';

function start(): void {
  rememberLanguage();
  startNavigation();
  watchPage();
  effect(() => {
    if (session.value) void prepareDrafts();
  });
  effect(() => {
    if (signedOut.value) announce(t('signed_out_title'));
  });
  render(<App />, document.getElementById('app')!);
}

void askWhoIAm();
void speak(language.value).then(start);
